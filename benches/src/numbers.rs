//! Columns of numbers with clusters in them.

use crate::Draw;

/// Rows around six planted centres, column after column.
pub fn planted(rows: u64, columns: u64) -> Vec<Vec<f64>> {
    let mut draw = Draw::default();
    // The sum of four uniform numbers is near enough to a normal one.
    let mut around = |centre: f64, spread: u64| {
        let sum: u64 = (0..4).map(|_| draw.below(1_000)).sum();
        centre + (sum as f64 - 1_998.0) / 1_000.0 * spread as f64
    };
    let centres: Vec<Vec<f64>> = (0..6)
        .map(|_| (0..columns).map(|_| around(0.0, 6)).collect())
        .collect();
    let column = |column| {
        let mut of = |row: usize| around(centres[row % 6][column], 2);
        (0..usize::try_from(rows).unwrap_or(0))
            .map(&mut of)
            .collect()
    };
    (0..usize::try_from(columns).unwrap_or(0))
        .map(column)
        .collect()
}
