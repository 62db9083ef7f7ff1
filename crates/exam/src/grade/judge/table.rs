//! Tables of figures.

use super::{Verdict, names::same, number_in};
use crate::{Row, Tolerance, grade::Sheet};

/// The share of the cells that are right. A row is known by its name, which stands left of its figures; these stand in the
/// order of the columns that are asked for, under heads of any words.
pub(super) fn verdict(
    sheet: Option<&Sheet>,
    (columns, rows, tolerance): (&[String], &[Row], Tolerance),
) -> (f64, Verdict) {
    let Some(sheet) = sheet else {
        return (0.0, Verdict::Blank);
    };
    let of = columns.len() * rows.len();
    let given = sheet.rows();
    let mut right = 0;
    let mut wrong = Vec::new();
    for row in rows {
        let found = given.iter().find_map(|cells| {
            let name = cells.iter().position(|text| same(text, &row.name))?;
            Some(&cells[name + 1..])
        });
        let figures = found.map(|cells| cells.iter().map(|text| number_in(text)));
        let mut figures = figures.into_iter().flatten();
        let hits = row.values.iter().filter(|expected| {
            let given = figures.next().flatten();
            match (given, expected) {
                (Some(given), Some(expected)) => tolerance.allows(given, *expected),
                (given, expected) => given.is_none() && expected.is_none() && found.is_some(),
            }
        });
        let hits = hits.count();
        right += hits;
        if hits < row.values.len() {
            wrong.push(row.name.clone());
        }
    }
    if right == of {
        return (1.0, Verdict::Right);
    }
    let share = right as f64 / of.max(1) as f64;
    (share, Verdict::Cells { right, of, wrong })
}
