//! [`Media`]: the figures of a ledger.

use chrono::{Days, NaiveDate};
use fourr_table::{Found, Table, coerce::Faults};
use polars::prelude::DataFrame;
use serde::Serialize;

use super::{
    change::{Change, Ends, Split},
    difference::{Bootstrap, Day, DifferenceInDifferences, Proportion},
    ledger::RowLedger,
    metrics::{Metric, Terms},
    read::{CELLS, Cells, LedgerColumns, Reduced, RowRules, reduce},
    sums::{Exact, Measure, Measured, Sums},
};
use crate::{
    ConversionBase, CostBenefit, CostBenefitError, Dimension, Figure, Figures, Undefined, frame,
};

/// Levels of a dimension that a summary names; the tables beside it have all.
pub const MOST_LEVELS: usize = 200;

/// The figures of one level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Level {
    /// Its name; empty for the rows without one.
    pub name: String,
    /// What it adds up to.
    pub sums: Sums,
    /// Every figure.
    pub figures: Figures<Metric>,
    /// Its part of all advertising costs.
    pub cost_share: Figure,
    /// Its part of all revenue less refunds.
    pub return_share: Figure,
}

/// The levels of a dimension.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ByLevel {
    /// What the levels are.
    pub by: Dimension,
    /// How many there are.
    pub count: usize,
    /// The first of them: days in their order, others by advertising costs, the dearest first, then by name.
    pub levels: Vec<Level>,
}

/// The figures of a ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Media {
    /// What became of every row.
    pub rows: RowLedger,
    /// Which columns were read.
    pub columns: Vec<Found>,
    /// Cells that could not be read.
    pub faults: Vec<Faults>,
    /// First and last day.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// The currency, where the ledger names one.
    pub currency: Option<String>,
    /// All rows together.
    pub total: Level,
    /// Each dimension's levels.
    pub levels: Vec<ByLevel>,
    /// Against a baseline period or a control.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Against a control and a baseline period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference_in_differences: Option<DifferenceInDifferences>,
}

/// Reads a ledger and works out its figures; the frame has every level.
pub(crate) fn analyse(
    params: &CostBenefit,
    table: &Table,
) -> Result<(Media, DataFrame), CostBenefitError> {
    let columns = LedgerColumns::of(table, params)?;
    let reduced = reduce(table, &columns, &RowRules::of(params))?;
    if reduced.rows.used == 0 {
        return Err(CostBenefitError::NoRows {
            rows: reduced.rows.read,
            reasons: reduced
                .rows
                .reasons()
                .into_iter()
                .filter(|(_, rows)| *rows > 0)
                .collect(),
        });
    }
    let currencies: Vec<&String> = reduced.currencies.keys().collect();
    if params.only_currency.is_none() && currencies.len() > 1 {
        return Err(CostBenefitError::MixedCurrencies {
            currencies: reduced.currencies.into_iter().collect(),
        });
    }
    let finish = Finish {
        params,
        terms: params.terms(),
        measured: reduced.measured,
    };
    finish.media(reduced, columns.found)
}

struct Finish<'a> {
    params: &'a CostBenefit,
    terms: Terms,
    measured: Measured,
}

impl Finish<'_> {
    fn media(
        &self,
        reduced: Reduced,
        columns: Vec<Found>,
    ) -> Result<(Media, DataFrame), CostBenefitError> {
        let whole = self.sums(&all(&reduced.total));
        let mut tables = Vec::new();
        for (dimension, levels) in &reduced.levels {
            let named = levels
                .iter()
                .map(|(name, cells)| (name.clone(), all(cells)));
            let mut levels: Vec<Level> = named
                .map(|(name, sums)| self.level(name, self.sums(&sums), &whole))
                .collect();
            levels.sort_by(|a, b| {
                let cost = |level: &Level| level.sums.or_zero(Measure::Cost);
                cost(b)
                    .total_cmp(&cost(a))
                    .then_with(|| a.name.cmp(&b.name))
            });
            tables.push((*dimension, levels));
        }
        let days = reduced.days.iter().map(|(day, cells)| {
            let name = date(*day).map_or_else(|| day.to_string(), |date| date.to_string());
            self.level(name, self.sums(&all(cells)), &whole)
        });
        tables.push((Dimension::Day, days.collect()));
        tables.retain(|(_, levels)| !levels.is_empty());
        let frame = frame::levels(&tables)?;
        let change = self.change(&reduced);
        Ok((
            Media {
                total: self.level(String::new(), whole, &whole),
                levels: tables
                    .into_iter()
                    .map(|(by, mut levels)| {
                        let count = levels.len();
                        if by != Dimension::Day {
                            levels.truncate(MOST_LEVELS);
                        }
                        ByLevel { by, count, levels }
                    })
                    .collect(),
                change,
                difference_in_differences: self.difference(&reduced.total, &reduced.days),
                currency: self
                    .params
                    .only_currency
                    .clone()
                    .or_else(|| reduced.currencies.into_keys().next()),
                period: reduced
                    .span
                    .and_then(|(first, last)| date(first).zip(date(last))),
                rows: reduced.rows,
                faults: reduced.faults,
                columns,
            },
            frame,
        ))
    }

    fn sums(&self, exact: &Exact) -> Sums {
        Sums::new(*exact, self.measured)
    }

    fn level(&self, name: String, sums: Sums, whole: &Sums) -> Level {
        let share = |part: Option<f64>, whole: Option<f64>, none: Undefined| match part.zip(whole) {
            Some((part, whole)) if whole > 0.0 => Figure::of(part / whole),
            Some(_) => Figure::undefined(none),
            None => Figure::undefined(Undefined::NotMeasured),
        };
        Level {
            figures: self.terms.figures(&sums),
            cost_share: share(
                sums.get(Measure::Cost),
                whole.get(Measure::Cost),
                Undefined::NoCost,
            ),
            return_share: share(
                sums.net_revenue(),
                whole.net_revenue(),
                Undefined::NoRevenue,
            ),
            name,
            sums,
        }
    }

    /// Baseline against period, else control against test.
    fn change(&self, reduced: &Reduced) -> Option<Change> {
        let split = match (self.params.compare_from, &self.params.control) {
            (Some(_), _) => Split::Periods,
            (None, Some(_)) => Split::Groups,
            (None, None) => return None,
        };
        let to_cells: [usize; 2] = match split {
            Split::Periods => [1, 3],
            Split::Groups => [2, 3],
        };
        let ends = |name: &str, cells: &Cells| {
            let part = |wanted: bool| {
                let chosen = (0..CELLS).filter(|cell| to_cells.contains(cell) == wanted);
                self.sums(&merged(chosen.map(|cell| &cells[cell])))
            };
            Ends {
                name: name.to_owned(),
                from: part(false),
                to: part(true),
            }
        };
        let first = reduced.levels.iter().find(|(_, levels)| !levels.is_empty());
        let levels: Vec<Ends> = first.map_or_else(Vec::new, |(_, levels)| {
            levels
                .iter()
                .map(|(name, cells)| ends(name, cells))
                .collect()
        });
        Some(Change::of(
            split,
            &ends("", &reduced.total),
            first.map(|(dimension, _)| *dimension),
            &levels,
            &self.terms,
        ))
    }

    /// Conversion rates of test and control before and after, where all four are rates.
    fn difference(&self, total: &Cells, days: &[(i64, Cells)]) -> Option<DifferenceInDifferences> {
        self.params.compare_from?;
        self.params.control.as_ref()?;
        let base = match self.terms.base {
            ConversionBase::Clicks => Measure::Clicks,
            ConversionBase::Visits => Measure::Visits,
        };
        let proportion = |cell: usize| {
            let sums = self.sums(&total[cell]);
            let n = sums.get(base).filter(|n| *n > 0.0)?;
            let rate = sums.get(Measure::Conversions)? / n;
            (rate <= 1.0).then_some(Proportion { rate, n })
        };
        let found = DifferenceInDifferences::of(
            [proportion(2)?, proportion(3)?],
            [proportion(0)?, proportion(1)?],
        );
        let part = |cell: &Exact| {
            let sums = self.sums(cell);
            [sums.or_zero(Measure::Conversions), sums.or_zero(base)]
        };
        let side = |after: usize| -> Vec<Day> {
            let of = |cells: &Cells| Day {
                control: part(&cells[after]),
                test: part(&cells[2 + after]),
            };
            let days = days.iter().map(|(_, cells)| of(cells));
            days.filter(|day| *day != Day::default()).collect()
        };
        Some(DifferenceInDifferences {
            bootstrap: Bootstrap::of(&side(0), &side(1), self.params.seed),
            ..found
        })
    }
}

fn all(cells: &Cells) -> Exact {
    merged(cells.iter())
}

fn merged<'a>(cells: impl Iterator<Item = &'a Exact>) -> Exact {
    cells.fold(Exact::default(), |mut sum, cell| {
        sum.merge(cell);
        sum
    })
}

/// The date `day` days after 1970-01-01.
fn date(day: i64) -> Option<NaiveDate> {
    let epoch = NaiveDate::default();
    let days = Days::new(day.unsigned_abs());
    if day < 0 {
        epoch.checked_sub_days(days)
    } else {
        epoch.checked_add_days(days)
    }
}
