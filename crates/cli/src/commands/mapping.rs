//! The mapping file of `fourr kano`: which columns belong to which feature, and what it costs.

use anyhow::{Context, bail};
use fourr_table::{
    Input, Table,
    coerce::{self, Example, Fault, Faults},
};

/// One row of the file.
pub(super) struct Mapped {
    pub(super) feature: String,
    /// The columns of the two questions.
    pub(super) pair: Option<(String, String)>,
    pub(super) importance: Option<String>,
    pub(super) cost: Option<f64>,
}

const FEATURE: &[&str] = &["feature", "功能", "需求", "特性"];
const WITH: &[&str] = &["with", "functional", "具备", "正向题", "正向"];
const WITHOUT: &[&str] = &["without", "dysfunctional", "不具备", "反向题", "反向"];
const IMPORTANCE: &[&str] = &["importance", "重要度", "重要性"];
const COST: &[&str] = &["cost", "成本", "费用"];

/// Reads the file, of any format that a table may have.
pub(super) fn read(file: &str) -> anyhow::Result<Vec<Mapped>> {
    let table = Input::of([file]).open()?;
    let features = texts(&table, FEATURE)?.with_context(|| {
        format!("{file} has no column feature (功能), expected feature, with and without")
    })?;
    let pairs = texts(&table, WITH)?.zip(texts(&table, WITHOUT)?);
    let importance = texts(&table, IMPORTANCE)?;
    let costs = costs(&table, file)?;
    let cell = |cells: Option<&Vec<Option<String>>>, row: usize| {
        cells.and_then(|cells| cells[row].clone())
    };
    let mapped = features
        .into_iter()
        .enumerate()
        .filter_map(|(row, feature)| {
            let (with, without) = pairs
                .as_ref()
                .map(|(with, without)| (with, without))
                .unzip();
            Some(Mapped {
                feature: feature?,
                pair: cell(with, row).zip(cell(without, row)),
                importance: cell(importance.as_ref(), row),
                cost: costs.as_ref().and_then(|costs| costs[row]),
            })
        });
    Ok(mapped.collect())
}

fn column<'a>(table: &'a Table, names: &[&str]) -> Option<&'a str> {
    let known = |name: &str| names.contains(&name.trim().to_lowercase().as_str());
    let mut columns = table.columns().iter().map(|column| column.name.as_str());
    columns.find(|name| known(name))
}

/// The cells of the column with one of these names, blank ones left out.
fn texts(table: &Table, names: &[&str]) -> anyhow::Result<Option<Vec<Option<String>>>> {
    let Some(name) = column(table, names) else {
        return Ok(None);
    };
    let mut cells = Vec::new();
    for batch in table.batches(&[name])? {
        let batch = batch?;
        let written = batch.column(name)?;
        let filled =
            |text: Option<&str>| Some(text?.trim().to_owned()).filter(|text| !text.is_empty());
        cells.extend(written.as_texts()?.iter().map(filled));
    }
    Ok(Some(cells))
}

/// The costs in yuan, empty where a feature has none.
fn costs(table: &Table, file: &str) -> anyhow::Result<Option<Vec<Option<f64>>>> {
    let Some(name) = column(table, COST) else {
        return Ok(None);
    };
    let mut costs = Vec::new();
    for batch in table.batches(&[name])? {
        let batch = batch?;
        let mut faults = Faults::new(name);
        let readings = coerce::amounts(batch.column(name)?, batch.first_row, &mut faults)?;
        let unreadable = |(kind, tally): (&Fault, &coerce::Tally)| {
            let first = tally.examples.first().cloned();
            first.filter(|_| *kind != Fault::Missing)
        };
        if let Some(Example { row, value }) = faults.kinds.iter().find_map(unreadable) {
            bail!("{file} row {row}: the cost {value:?} is not a number");
        }
        let value = |value: i64| coerce::from_ten_thousandths(i128::from(value));
        costs.extend(
            readings
                .into_iter()
                .map(|reading| reading.value().map(value)),
        );
    }
    Ok(Some(costs))
}
