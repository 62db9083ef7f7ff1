//! Surveys and sales read from a table.

use fourr_table::{
    Role, Table, Wanted,
    coerce::{Faults, Reading, amounts, from_ten_thousandths},
};

use super::{CrossDemand, Demand, Intent, PriceSurvey, Prices};
use crate::{CostBenefit, CostBenefitError, SaleRows, SalesByPrice};

/// Rows of inconsistent answers that are named.
const MOST_NAMED: usize = 20;
/// Ten-thousandths in one.
const ONE: i64 = 10_000;

/// The columns of the four prices.
const PRICES: [Role; 4] = [
    Role::TooCheap,
    Role::Cheap,
    Role::Expensive,
    Role::TooExpensive,
];

/// The rows of some columns of numbers, each with its number from 1.
fn rows<const N: usize>(
    table: &Table,
    columns: &[String; N],
    mut each: impl FnMut(u64, [Option<i64>; N]),
) -> Result<(), CostBenefitError> {
    let mut names: Vec<&str> = columns.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    for batch in table.batches(&names)? {
        let batch = batch?;
        let mut read = Vec::with_capacity(N);
        for column in columns {
            let mut faults = Faults::new(column);
            read.push(amounts(
                batch.column(column)?,
                batch.first_row,
                &mut faults,
            )?);
        }
        for row in 0..batch.height() {
            let value = |column: usize| read[column].get(row).copied().and_then(Reading::value);
            each(batch.first_row + row as u64 + 1, std::array::from_fn(value));
        }
    }
    Ok(())
}

fn column(params: &CostBenefit, table: &Table, role: Role) -> Result<String, CostBenefitError> {
    let wanted = Wanted::required(role, params.columns.named(role));
    Ok(table.roles(&[wanted])?.require(role)?.to_owned())
}

fn optional(
    params: &CostBenefit,
    table: &Table,
    role: Role,
) -> Result<Option<String>, CostBenefitError> {
    let wanted = Wanted::optional(role, params.columns.named(role));
    Ok(table.roles(&[wanted])?.get(role).map(str::to_owned))
}

/// Reads a price survey, a row a person. Answers whose four prices do not strictly rise are counted and left out.
pub(crate) fn survey(params: &CostBenefit, table: &Table) -> Result<PriceSurvey, CostBenefitError> {
    let mut columns = Vec::with_capacity(6);
    for role in PRICES {
        columns.push(column(params, table, role)?);
    }
    let intents = optional(params, table, Role::CheapIntent)?.zip(optional(
        params,
        table,
        Role::ExpensiveIntent,
    )?);
    let has_intents = intents.is_some();
    let spare = columns[0].clone();
    let (first, second) = intents.unwrap_or_else(|| (spare.clone(), spare));
    columns.extend([first, second]);
    let columns: [String; 6] = std::array::from_fn(|i| columns[i].clone());
    let mut answers = Answers::default();
    rows(table, &columns, |row, values| {
        answers.take(row, values, has_intents);
    })?;
    if answers.valid.is_empty() {
        return Err(CostBenefitError::NoAnswers {
            rows: answers.read,
            inconsistent: answers.inconsistent,
        });
    }
    let intents = has_intents.then_some(answers.intents.as_slice());
    Ok(PriceSurvey {
        n_total: answers.read,
        n_incomplete: answers.incomplete,
        n_inconsistent: answers.inconsistent,
        inconsistent_rows: answers.inconsistent_rows,
        ..PriceSurvey::of(&answers.valid, intents)
    })
}

#[derive(Default)]
struct Answers {
    read: u64,
    incomplete: u64,
    inconsistent: u64,
    inconsistent_rows: Vec<u64>,
    valid: Vec<Prices>,
    intents: Vec<Intent>,
}

impl Answers {
    fn take(&mut self, row: u64, values: [Option<i64>; 6], has_intents: bool) {
        self.read += 1;
        let [
            Some(too_cheap),
            Some(cheap),
            Some(expensive),
            Some(too_expensive),
            first,
            second,
        ] = values
        else {
            self.incomplete += 1;
            return;
        };
        let prices = Prices {
            too_cheap,
            cheap,
            expensive,
            too_expensive,
        };
        let step = |value: Option<i64>| match value.map(|value| (value / ONE, value % ONE)) {
            Some((step @ 1..=5, 0)) => u8::try_from(step).ok(),
            _ => None,
        };
        if !prices.rise() || too_cheap < 0 {
            self.inconsistent += 1;
            if self.inconsistent_rows.len() < MOST_NAMED {
                self.inconsistent_rows.push(row);
            }
            return;
        }
        match (has_intents, step(first), step(second)) {
            (false, ..) => {}
            (true, Some(cheap), Some(expensive)) => self.intents.push(Intent { cheap, expensive }),
            (true, ..) => {
                self.incomplete += 1;
                return;
            }
        }
        self.valid.push(prices);
    }
}

/// Reads sales by price, a row an observation; with the price of another product where a column tells it.
pub(crate) fn demand(
    params: &CostBenefit,
    table: &Table,
) -> Result<SalesByPrice, CostBenefitError> {
    let price = column(params, table, Role::UnitPrice)?;
    let other = optional(params, table, Role::OtherPrice)?.filter(|other| *other != price);
    let has_other = other.is_some();
    let columns = [
        price.clone(),
        column(params, table, Role::Quantity)?,
        other.unwrap_or(price),
    ];
    let mut ledger = SaleRows::default();
    let (mut observations, mut pairs) = (Vec::new(), Vec::new());
    rows(table, &columns, |_, values| {
        ledger.read += 1;
        let units = |value: i64| from_ten_thousandths(i128::from(value));
        if let [Some(price), Some(quantity), other] = values {
            ledger.used += 1;
            observations.push((units(price), units(quantity)));
            pairs.extend(other.map(|other| [price, other, quantity].map(units)));
        } else {
            ledger.incomplete += 1;
        }
    })?;
    if observations.is_empty() {
        return Err(CostBenefitError::NoSales { rows: ledger.read });
    }
    Ok(SalesByPrice {
        rows: ledger,
        demand: Demand::of(&observations, params.unit_cost),
        cross: has_other.then(|| CrossDemand::of(&pairs)),
    })
}
