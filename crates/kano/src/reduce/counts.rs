//! A row is a feature with its counts.

use fourr_table::{
    Table, Values,
    coerce::{Faults, Reading, amounts},
};

use super::{Evidence, FeatureTally, Reduced};
use crate::{Careless, Category, Counts, KanoError, RespondentLedger};

/// Ten-thousandths of one.
const ONE: i64 = 10_000;

pub(super) fn reduce(
    table: &Table,
    feature: &str,
    categories: &[(Category, String)],
) -> Result<Reduced, KanoError> {
    let mut columns = vec![feature];
    columns.extend(categories.iter().map(|(_, column)| column.as_str()));
    let mut features: Vec<FeatureTally> = Vec::new();
    let mut rows = 0;
    for batch in table.batches(&columns)? {
        let batch = batch?;
        let names = batch.column(feature)?;
        let mut counted = vec![Counts::default(); batch.height()];
        for (category, column) in categories {
            let values = batch.column(column)?;
            read((column, &values), batch.first_row, *category, &mut counted)?;
        }
        for (name, counts) in names.as_texts()?.iter().zip(counted) {
            rows += 1;
            let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
                continue;
            };
            if features.iter().any(|known| known.feature == name) {
                return Err(KanoError::FeatureTwice(name.to_owned()));
            }
            features.push(FeatureTally {
                feature: name.to_owned(),
                evidence: Evidence::Counts(counts),
                importance: None,
            });
        }
    }
    let used = features.len() as u64;
    Ok(Reduced {
        rows,
        respondents: RespondentLedger {
            read: rows,
            used,
            without_answers: rows - used,
            ..RespondentLedger::default()
        },
        careless: Careless::default(),
        features,
        splits: Vec::new(),
        patterns: None,
        faults: Vec::new(),
        words: false,
        numbers: false,
    })
}

/// Reads the counts of one category; an empty cell is none.
fn read(
    (column, values): (&str, &Values<'_>),
    first_row: u64,
    category: Category,
    counted: &mut [Counts],
) -> Result<(), KanoError> {
    let mut faults = Faults::new(column);
    let readings = amounts(values, first_row, &mut faults)?;
    for (row, (reading, counts)) in readings.into_iter().zip(counted).enumerate() {
        counts[category] = match reading.value() {
            Some(value) if value >= 0 && value % ONE == 0 => {
                value.unsigned_abs() / ONE.unsigned_abs()
            }
            None if reading == Reading::MISSING => 0,
            _ => {
                let written = values.as_texts()?;
                return Err(KanoError::Count {
                    row: first_row + row as u64 + 1,
                    column: column.to_owned(),
                    value: written.get(row).unwrap_or_default().to_owned(),
                });
            }
        };
    }
    Ok(())
}
