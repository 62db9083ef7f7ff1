//! Cash flows read from a table.

use fourr_table::{
    Role, Table, Wanted,
    coerce::{Faults, Keys, Reading, amounts, from_ten_thousandths, keys},
};

use super::Flows;
use crate::{CostBenefit, CostBenefitError, FlowRows, ledgers::text_of};

/// Last period that is read: a century of months.
const MOST_PERIODS: i64 = 1_200;
/// Periods from here on are years.
const YEARS_FROM: i64 = 1_900;
/// Ten-thousandths in one.
const ONE: i64 = 10_000;

/// Flows by alternative, in the order in which they first stand in the table.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) alternatives: Vec<(String, Flows)>,
    pub(crate) rows: FlowRows,
    /// Whether a column tells the periods; else every flow is a present value.
    pub(crate) has_periods: bool,
    /// Whether a column tells of effects that have no price.
    pub(crate) has_effects: bool,
}

/// One row: its alternative, its period, and what comes in and goes out in ten-thousandths.
struct Row {
    alternative: usize,
    period: i64,
    benefit: i64,
    cost: i64,
    effect: i64,
}

/// The columns of cash flows.
struct FlowColumns {
    period: Option<String>,
    alternative: Option<String>,
    benefit: Option<String>,
    cost: Option<String>,
    net: Option<String>,
    effect: Option<String>,
}

impl FlowColumns {
    fn of(table: &Table, params: &CostBenefit) -> Result<Self, CostBenefitError> {
        let find = |role| -> Result<Option<String>, CostBenefitError> {
            let wanted = Wanted::optional(role, params.columns.named(role));
            Ok(table.roles(&[wanted])?.get(role).map(str::to_owned))
        };
        let (benefit, cost) = (find(Role::Benefit)?, find(Role::Outlay)?);
        let net = if benefit.is_none() && cost.is_none() {
            find(Role::Value)?
        } else {
            None
        };
        if benefit.is_none() && cost.is_none() && net.is_none() {
            return Err(CostBenefitError::NoFlows {
                columns: table.columns().iter().map(|c| c.name.clone()).collect(),
            });
        }
        Ok(Self {
            period: find(Role::Period)?,
            alternative: find(Role::Alternative)?,
            benefit,
            cost,
            net,
            effect: find(Role::Effect)?,
        })
    }

    fn names(&self) -> Vec<&str> {
        let all = [
            &self.period,
            &self.alternative,
            &self.benefit,
            &self.cost,
            &self.net,
            &self.effect,
        ];
        let mut names: Vec<&str> = all.into_iter().filter_map(Option::as_deref).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Reads cash flows; several rows of one alternative and period are added up.
pub(crate) fn read(params: &CostBenefit, table: &Table) -> Result<Read, CostBenefitError> {
    let columns = FlowColumns::of(table, params)?;
    let mut read = Read {
        has_periods: columns.period.is_some(),
        has_effects: columns.effect.is_some(),
        ..Read::default()
    };
    let mut rows = Vec::new();
    for batch in table.batches(&columns.names())? {
        let batch = batch?;
        let numbers = |name: &Option<String>| -> Result<Option<Vec<Reading>>, CostBenefitError> {
            let Some(name) = name else { return Ok(None) };
            let mut faults = Faults::new(name);
            Ok(Some(amounts(
                batch.column(name)?,
                batch.first_row,
                &mut faults,
            )?))
        };
        let (periods, net) = (numbers(&columns.period)?, numbers(&columns.net)?);
        let (benefits, costs) = (numbers(&columns.benefit)?, numbers(&columns.cost)?);
        let effects = numbers(&columns.effect)?;
        let names = match &columns.alternative {
            Some(name) => Some(keys(batch.column(name)?)?),
            None => None,
        };
        for row in 0..batch.height() {
            read.rows.read += 1;
            let of = |column: &Option<Vec<Reading>>| column.as_ref().map(|column| column[row]);
            let flows = [of(&benefits), of(&costs), of(&net), of(&effects)];
            let Some(flow) = read.rows.flow(of(&periods), flows) else {
                continue;
            };
            let name = names
                .as_ref()
                .map_or_else(String::new, |names| name_of(names, row));
            let alternative = read.place(name);
            rows.push(Row {
                alternative,
                ..flow
            });
        }
    }
    if rows.is_empty() {
        return Err(CostBenefitError::NoFlowRows {
            rows: read.rows.read,
        });
    }
    read.add(&rows)?;
    Ok(read)
}

fn name_of(names: &Keys<'_>, row: usize) -> String {
    text_of(names, row).unwrap_or_default()
}

impl Read {
    fn place(&mut self, name: String) -> usize {
        let known = self
            .alternatives
            .iter()
            .position(|(known, _)| *known == name);
        known.unwrap_or_else(|| {
            self.alternatives.push((name, Flows::default()));
            self.alternatives.len() - 1
        })
    }

    /// Adds the rows up by period; years count from the first of them.
    fn add(&mut self, rows: &[Row]) -> Result<(), CostBenefitError> {
        let first = rows.iter().map(|row| row.period).min().unwrap_or(0);
        let start = if first >= YEARS_FROM { first } else { 0 };
        let last = rows.iter().map(|row| row.period).max().unwrap_or(0) - start;
        if first < 0 || last > MOST_PERIODS {
            return Err(CostBenefitError::Periods {
                first,
                last,
                most: MOST_PERIODS,
            });
        }
        let periods = usize::try_from(last).unwrap_or(0) + 1;
        let mut exact = vec![vec![[0_i128; 3]; periods]; self.alternatives.len()];
        for row in rows {
            let period = usize::try_from(row.period - start).unwrap_or(0);
            let flow = &mut exact[row.alternative][period];
            for (sum, own) in flow.iter_mut().zip([row.benefit, row.cost, row.effect]) {
                *sum += i128::from(own);
            }
        }
        for ((_, flows), sums) in self.alternatives.iter_mut().zip(&exact) {
            // An alternative ends with its last flow.
            let length = sums
                .iter()
                .rposition(|sum| *sum != [0; 3])
                .map_or(1, |last| last + 1);
            let sums = &sums[..length];
            let part = |of: usize| -> Vec<f64> {
                let flows = sums.iter().map(|sum| from_ten_thousandths(sum[of]));
                flows.collect()
            };
            flows.benefit = part(0);
            flows.cost = part(1);
            if self.has_effects {
                flows.effect = part(2);
            }
        }
        Ok(())
    }
}

impl FlowRows {
    /// What a row says, or an entry in the ledger.
    fn flow(&mut self, period: Option<Reading>, flows: [Option<Reading>; 4]) -> Option<Row> {
        let period = match period.map(Reading::value) {
            Some(None) => {
                self.missing_period += 1;
                return None;
            }
            Some(Some(period)) if period % ONE != 0 => {
                self.missing_period += 1;
                return None;
            }
            Some(Some(period)) => period / ONE,
            None => 0,
        };
        if flows
            .iter()
            .flatten()
            .any(|flow| flow.value().is_none() && *flow != Reading::MISSING)
        {
            self.unreadable_number += 1;
            return None;
        }
        let value = |flow: Option<Reading>| flow.and_then(Reading::value);
        if flows.iter().all(|flow| value(*flow).is_none()) {
            self.no_number += 1;
            return None;
        }
        self.used += 1;
        let [benefit, cost, net, effect] = flows.map(|flow| value(flow).unwrap_or(0));
        Some(Row {
            alternative: 0,
            period,
            benefit: benefit + net.max(0),
            cost: cost + (-net).max(0),
            effect,
        })
    }
}
