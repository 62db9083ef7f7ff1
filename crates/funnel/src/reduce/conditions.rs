//! Conditions on the properties of events, as one bit each.

use fourr_table::{
    Batch,
    coerce::{Faults, Keys, Reading, amounts, keys},
};

use crate::{Condition, FunnelError, Relation};

/// Conditions that fit beside the code of an event.
pub(crate) const MOST_CONDITIONS: usize = 8;

/// Ten-thousandths in one.
const UNIT: f64 = 10_000.0;

/// Which conditions every row meets.
pub(super) fn bits(batch: &Batch, conditions: &[Condition]) -> Result<Vec<u8>, FunnelError> {
    let mut bits = vec![0_u8; batch.height()];
    for (place, condition) in conditions.iter().enumerate() {
        let values = batch.column(&condition.column)?;
        let flag = 1 << place;
        if condition.relation.is_numeric() {
            // A cell that is no number meets no condition; what a condition cannot read is no fault of the log.
            let cells = amounts(
                values,
                batch.first_row,
                &mut Faults::new(condition.column.as_str()),
            )?;
            let limit = condition.values[0].parse::<f64>().unwrap_or(f64::NAN) * UNIT;
            for (bits, cell) in bits.iter_mut().zip(cells) {
                *bits |= if meets_number(condition.relation, cell, limit) {
                    flag
                } else {
                    0
                };
            }
            continue;
        }
        let cells = keys(values)?;
        match &cells {
            Keys::Text(texts) => {
                for (bits, cell) in bits.iter_mut().zip(texts.iter()) {
                    *bits |= if cell.is_some_and(|cell| meets(condition, cell)) {
                        flag
                    } else {
                        0
                    };
                }
            }
            Keys::Whole(numbers) => {
                let mut last = (None, false);
                for (bits, cell) in bits.iter_mut().zip(numbers.iter()) {
                    if cell != last.0 {
                        last = (
                            cell,
                            cell.is_some_and(|cell| meets(condition, &cell.to_string())),
                        );
                    }
                    *bits |= if last.1 { flag } else { 0 };
                }
            }
        }
    }
    Ok(bits)
}

fn meets(condition: &Condition, cell: &str) -> bool {
    let mut values = condition.values.iter();
    match condition.relation {
        Relation::Equal => values.any(|value| value == cell),
        Relation::NotEqual => values.all(|value| value != cell),
        Relation::Contains => values.any(|value| cell.contains(value.as_str())),
        Relation::Below | Relation::AtMost | Relation::Above | Relation::AtLeast => false,
    }
}

fn meets_number(relation: Relation, cell: Reading, limit: f64) -> bool {
    let Some(cell) = cell.value() else {
        return false;
    };
    let cell = cell as f64;
    match relation {
        Relation::Below => cell < limit,
        Relation::AtMost => cell <= limit,
        Relation::Above => cell > limit,
        Relation::AtLeast => cell >= limit,
        Relation::Equal | Relation::NotEqual | Relation::Contains => false,
    }
}
