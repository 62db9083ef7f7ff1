//! [`Judge`]: how far a picture agrees with a claim.

use super::{
    Claim, StatedFigure,
    figure::{Figure, Letter, Quantity},
    joined::Joined,
    needs::Needs,
    picture::Picture,
    segment_name::{self, Found},
    stated::Stated,
};
use crate::SegmentTable;

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

/// A claim, ready to be compared with many pictures.
#[derive(Debug)]
pub(super) enum Judge<'a> {
    Number(Stated, &'a [SegmentTable]),
    /// The figures, and the place of the segment of each in every scheme.
    Figures(&'a [StatedFigure], Vec<Vec<Option<usize>>>),
    Customers(Joined<'a>),
}

impl<'a> Judge<'a> {
    pub(super) fn of(claim: &'a Claim, ids: &[String], tables: &'a [SegmentTable]) -> Self {
        match claim {
            Claim::Number(stated) => Self::Number(*stated, tables),
            Claim::Figures(figures) => {
                let place = |figure: &StatedFigure| match &figure.figure {
                    Figure::Segment(name, _) => places_of(name, tables),
                    _ => Vec::new(),
                };
                Self::Figures(figures, figures.iter().map(place).collect())
            }
            Claim::Customers(claimed) => Self::Customers(Joined::of(claimed, ids, tables)),
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
pub(super) fn places_of(name: &str, tables: &[SegmentTable]) -> Vec<Option<usize>> {
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
