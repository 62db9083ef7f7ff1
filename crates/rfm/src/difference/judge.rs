//! [`Judge`]: how far a picture agrees with a claim.

use std::collections::BTreeMap;

use super::{
    Claim, StatedFigure,
    claimed_customers::{ClaimedCells, ClaimedCustomers, CustomerColumn},
    figure::{Figure, Letter, Quantity},
    picture::Picture,
    segment_name::{self, Found},
    stated::Stated,
};
use crate::{SegmentTable, scoring::Scores};

/// How far a picture agrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Agreement {
    /// Figures, or customers, that agree.
    pub(super) agreeing: u64,
    /// How many there are.
    pub(super) of: u64,
    /// 0 where all agree, at most 1: how far the figures are away, or the share of cells that differ.
    pub(super) distance: f64,
}

impl Agreement {
    /// Whether nothing differs.
    pub(super) fn is_full(&self) -> bool {
        self.agreeing == self.of
    }
}

/// What of a picture a claim speaks of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Needs {
    /// Recency in days.
    pub(super) days: bool,
    /// Who bought before whom.
    pub(super) recency: bool,
    pub(super) monetary: bool,
    pub(super) scores: bool,
    pub(super) segments: bool,
}

/// A claim, ready to be compared with many pictures.
#[derive(Debug)]
pub(super) enum Judge<'a> {
    Number(Stated, &'a [SegmentTable]),
    /// The figures, and the place of the segment of each in every scheme.
    Figures(&'a [StatedFigure], Vec<Vec<Option<usize>>>),
    Customers(Customers<'a>),
}

/// Somebody else's customers, with their places among ours.
#[derive(Debug)]
pub(super) struct Customers<'a> {
    pub(super) claimed: &'a ClaimedCustomers,
    /// Their place among all ids of the input.
    pub(super) places: Vec<Option<u32>>,
    /// The row of theirs for each of all ids of the input.
    rows: Vec<Option<u32>>,
    /// For each name of the segment column its place in every scheme.
    names: Vec<Vec<Option<usize>>>,
}

impl<'a> Judge<'a> {
    pub(super) fn of(claim: &'a Claim, ids: &[String], tables: &'a [SegmentTable]) -> Self {
        match claim {
            Claim::Number(stated) => Self::Number(*stated, tables),
            Claim::Figures(figures) => {
                let place = |figure: &StatedFigure| match &figure.figure {
                    Figure::Segment(name, _) => places(name, tables),
                    _ => Vec::new(),
                };
                Self::Figures(figures, figures.iter().map(place).collect())
            }
            Claim::Customers(claimed) => Self::Customers(Customers::of(claimed, ids, tables)),
        }
    }

    pub(super) fn needs(&self) -> Needs {
        let mut needs = Needs::default();
        match self {
            Self::Number(stated, _) => {
                needs = Needs {
                    days: !stated.is_whole(),
                    recency: true,
                    monetary: true,
                    segments: true,
                    scores: false,
                }
            }
            Self::Figures(figures, _) => {
                for figure in *figures {
                    needs.add_figure(&figure.figure);
                }
            }
            Self::Customers(customers) => {
                for column in customers.claimed.columns() {
                    needs.add_column(column);
                }
            }
        }
        needs
    }

    pub(super) fn agreement(&self, picture: &Picture<'_>) -> Agreement {
        match self {
            Self::Number(stated, tables) => {
                let found = named(*stated, &tables[picture.scheme], picture).is_some();
                Agreement {
                    agreeing: u64::from(found),
                    of: 1,
                    distance: if found { 0.0 } else { 1.0 },
                }
            }
            Self::Figures(figures, places) => {
                let mut agreement = Agreement {
                    agreeing: 0,
                    of: figures.len() as u64,
                    distance: 0.0,
                };
                for (figure, places) in figures.iter().zip(places) {
                    let ours = ours(figure, places, picture);
                    let agrees = ours.is_some_and(|ours| figure.stated.matches(ours));
                    agreement.agreeing += u64::from(agrees);
                    agreement.distance += figure.stated.distance(ours);
                }
                agreement.distance /= figures.len().max(1) as f64;
                agreement
            }
            Self::Customers(customers) => customers.agreement(picture),
        }
    }

    /// How many days later than in a picture their recency is seen from, where it tells; never 0.
    pub(super) fn days_later(&self, picture: &Picture<'_>) -> Option<i64> {
        let days = match self {
            Self::Number(..) => None,
            Self::Figures(figures, _) => figures.iter().find_map(|figure| match figure.figure {
                Figure::Total(Quantity::Mean(Letter::Recency))
                | Figure::Median(Letter::Recency) => {
                    let ours = picture.figure(&figure.figure, None)?;
                    let days = (figure.stated.value - ours).round();
                    figure.stated.matches(ours + days).then_some(days)
                }
                _ => None,
            }),
            Self::Customers(customers) => customers.days_later(picture),
        };
        #[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
        days.map(|days| days as i64).filter(|days| *days != 0)
    }

    /// The claimed figures with those of a picture; for a bare number the figure that has it.
    pub(super) fn figures(&self, picture: &Picture<'_>) -> Vec<(StatedFigure, Option<f64>)> {
        match self {
            Self::Number(stated, tables) => named(*stated, &tables[picture.scheme], picture)
                .into_iter()
                .collect(),
            Self::Figures(figures, places) => figures
                .iter()
                .zip(places)
                .map(|(figure, places)| (figure.clone(), ours(figure, places, picture)))
                .collect(),
            Self::Customers(_) => Vec::new(),
        }
    }
}

fn ours(figure: &StatedFigure, places: &[Option<usize>], picture: &Picture<'_>) -> Option<f64> {
    let place = places.get(picture.scheme).copied().flatten();
    picture.figure(&figure.figure, place)
}

/// The place of a segment in every scheme.
fn places(name: &str, tables: &[SegmentTable]) -> Vec<Option<usize>> {
    let others = ["others", "other", "其他"].contains(&name.trim().to_lowercase().as_str());
    let place = |table: &SegmentTable| match segment_name::find(table, name) {
        Found::Segment(place) => Some(place),
        _ => others.then_some(table.segments.len()),
    };
    tables.iter().map(place).collect()
}

/// The first figure that rounds to a bare number: counts for a whole number, shares for one that is at most 1, else
/// means and amounts.
fn named(
    stated: Stated,
    table: &SegmentTable,
    picture: &Picture<'_>,
) -> Option<(StatedFigure, Option<f64>)> {
    let whole = [Quantity::Customers, Quantity::Orders, Quantity::Monetary];
    let broken = [
        Quantity::AverageOrder,
        Quantity::Monetary,
        Quantity::Mean(Letter::Recency),
        Quantity::Mean(Letter::Frequency),
        Quantity::Mean(Letter::Monetary),
    ];
    let (totals, of_segments): (&[Quantity], &[Quantity]) = match stated {
        _ if stated.is_whole() => (&whole, &[Quantity::Customers]),
        _ if stated.value <= 1.0 => (&[], &[Quantity::Share, Quantity::MonetaryShare]),
        _ => (&broken, &[Quantity::AverageOrder, Quantity::Monetary]),
    };
    let all = totals
        .iter()
        .map(|quantity| (Figure::Total(*quantity), None));
    let rate = of_segments
        .contains(&Quantity::Share)
        .then_some((Figure::RepurchaseRate, None));
    let segments = of_segments.iter().flat_map(|quantity| {
        let of = |(place, segment): (usize, &crate::Segment)| {
            (Figure::Segment(segment.key.clone(), *quantity), Some(place))
        };
        table.segments.iter().enumerate().map(of)
    });
    all.chain(rate).chain(segments).find_map(|(figure, place)| {
        let ours = picture.figure(&figure, place)?;
        stated
            .matches(ours)
            .then_some((StatedFigure { figure, stated }, Some(ours)))
    })
}

impl<'a> Customers<'a> {
    fn of(claimed: &'a ClaimedCustomers, ids: &[String], tables: &[SegmentTable]) -> Self {
        let known: BTreeMap<&str, u32> = ids.iter().map(String::as_str).zip(0..).collect();
        let place = |id: &String| known.get(id.as_str()).copied();
        let places: Vec<Option<u32>> = claimed.ids.iter().map(place).collect();
        let mut rows = vec![None; ids.len()];
        for (row, place) in (0..).zip(&places) {
            if let Some(place) = place {
                rows[*place as usize] = Some(row);
            }
        }
        let names = claimed
            .columns
            .iter()
            .find_map(|column| match &column.cells {
                ClaimedCells::Names(_, names) => Some(names),
                _ => None,
            });
        let names = names.into_iter().flatten();
        Self {
            claimed,
            places,
            rows,
            names: names.map(|name| self::places(name, tables)).collect(),
        }
    }

    /// The row of theirs for the customer at a place among all ids.
    pub(super) fn row(&self, place: u32) -> Option<usize> {
        self.rows[place as usize].map(|row| row as usize)
    }

    /// The difference in days that most customers of both tables have.
    fn days_later(&self, picture: &Picture<'_>) -> Option<f64> {
        let recency = CustomerColumn::Value(Letter::Recency);
        let mut columns = self.claimed.columns.iter();
        let column = columns.find(|column| column.column == recency)?;
        let ClaimedCells::Numbers(cells) = &column.cells else {
            return None;
        };
        let ours = &picture.values.measures[0].values;
        let who = picture.values.who.iter().enumerate();
        let mut days: Vec<f64> = who
            .filter_map(|(customer, place)| {
                let theirs = cells[self.row(*place)?]?;
                Some((theirs.value - ours[customer]).round())
            })
            .collect();
        days.sort_unstable_by(f64::total_cmp);
        let usual = *days.get(days.len() / 2)?;
        let agreeing = days.iter().filter(|days| **days == usual).count();
        (agreeing * 2 > days.len()).then_some(usual)
    }

    fn agreement(&self, picture: &Picture<'_>) -> Agreement {
        let columns = self.claimed.columns.len() as u64;
        let (mut both, mut agreeing, mut cells) = (0, 0, 0);
        for (customer, place) in picture.values.who.iter().enumerate() {
            let Some(row) = self.row(*place) else {
                continue;
            };
            let same = (0..self.claimed.columns.len())
                .filter(|column| self.agrees(*column, row, customer, picture))
                .count() as u64;
            both += 1;
            cells += same;
            agreeing += u64::from(same == columns);
        }
        // Customers whom only one of the two has differ in every cell.
        let of = picture.values.who.len() as u64 + self.claimed.ids.len() as u64 - both;
        Agreement {
            agreeing,
            of,
            distance: 1.0 - cells as f64 / (of * columns).max(1) as f64,
        }
    }

    /// Whether a cell of theirs is what the customer (by place in the picture) has; an empty one is.
    pub(super) fn agrees(
        &self,
        column: usize,
        row: usize,
        customer: usize,
        picture: &Picture<'_>,
    ) -> bool {
        let ClaimedColumnRef { kind, cells } = self.column(column);
        let score = |scores: &[Scores; 3], d: usize| scores[d].scores[customer];
        match (cells, kind) {
            (ClaimedCells::Numbers(cells), CustomerColumn::Value(letter)) => {
                cells[row].is_none_or(|stated| {
                    stated.matches(picture.values.measures[letter as usize].values[customer])
                })
            }
            (ClaimedCells::Scores(cells), CustomerColumn::Score(letter)) => {
                cells[row].is_none_or(|theirs| {
                    let ours = picture.scores.map(|scores| score(scores, letter as usize));
                    ours == Some(theirs)
                })
            }
            (ClaimedCells::Codes(cells), _) => cells[row].is_none_or(|theirs| {
                let ours = picture
                    .scores
                    .map(|scores| [0, 1, 2].map(|d| score(scores, d)));
                ours == Some(theirs)
            }),
            (ClaimedCells::Names(cells, _), _) => cells[row].is_none_or(|name| {
                let ours = picture.placed.map(|placed| placed.segment[customer]);
                self.names[name][picture.scheme].is_some_and(|theirs| ours == Some(theirs))
            }),
            (ClaimedCells::Numbers(_) | ClaimedCells::Scores(_), _) => false,
        }
    }

    fn column(&self, column: usize) -> ClaimedColumnRef<'_> {
        let column = &self.claimed.columns[column];
        ClaimedColumnRef {
            kind: column.column,
            cells: &column.cells,
        }
    }
}

struct ClaimedColumnRef<'a> {
    kind: CustomerColumn,
    cells: &'a ClaimedCells,
}

impl Needs {
    fn add_figure(&mut self, figure: &Figure) {
        match figure {
            Figure::Total(Quantity::Mean(Letter::Recency)) | Figure::Median(Letter::Recency) => {
                self.add_column(CustomerColumn::Value(Letter::Recency));
            }
            Figure::Total(
                Quantity::Monetary | Quantity::AverageOrder | Quantity::Mean(Letter::Monetary),
            )
            | Figure::Median(Letter::Monetary) => self.monetary = true,
            Figure::Total(_) | Figure::Median(_) | Figure::RepurchaseRate => {}
            Figure::Class(letter, _) => self.add_column(CustomerColumn::Score(*letter)),
            Figure::Segment(_, quantity) => {
                self.add_column(CustomerColumn::Segment);
                self.days |= *quantity == Quantity::Mean(Letter::Recency);
            }
        }
    }

    fn add_column(&mut self, column: CustomerColumn) {
        let (value, scores) = match column {
            CustomerColumn::Value(letter) => (Some(letter), false),
            CustomerColumn::Score(letter) => (Some(letter), true),
            CustomerColumn::RfmCell => (None, true),
            CustomerColumn::Segment => {
                self.segments = true;
                (None, false)
            }
        };
        self.days |= column == CustomerColumn::Value(Letter::Recency);
        self.scores |= scores;
        self.recency |= value.is_none_or(|letter| letter == Letter::Recency);
        self.monetary |= value.is_none_or(|letter| letter == Letter::Monetary);
    }
}
