//! Columns that others determine.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::engine::{
    chunk::{Chunk, Row},
    form::Form,
    group::Groups,
};

/// Rows whose value in a column is not the most frequent one of their group; where several are, all rows of the group.
pub(super) fn minority(
    chunk: &Chunk,
    by: &[(usize, Form)],
    (slot, form): (usize, Form),
    filled: Option<Vec<bool>>,
) -> PolarsResult<Vec<Row>> {
    let Some(series) = chunk.column(slot) else {
        return Ok(Vec::new());
    };
    let text = form.texts(series)?;
    let mut unknown = filled.unwrap_or_else(|| vec![false; chunk.height()]);
    for series in by.iter().filter_map(|slot| chunk.column(slot.0)) {
        for (unknown, null) in unknown.iter_mut().zip(series.is_null().iter()) {
            *unknown |= null == Some(true);
        }
    }
    let (groups, codes) = Groups::find(chunk, by)?;
    let mut counts: Vec<BTreeMap<&str, u64>> = vec![BTreeMap::new(); groups.len()];
    let cells = || codes.iter().zip(text.iter()).zip(&unknown);
    for ((code, cell), unknown) in cells() {
        if let (Some(cell), false) = (cell, unknown) {
            *counts[*code as usize].entry(cell).or_default() += 1;
        }
    }
    let usual: Vec<Option<&str>> = counts
        .iter()
        .map(|counts| {
            let most = counts.values().max()?;
            let mut best = counts.iter().filter(|(_, count)| *count == most);
            let first = best.next()?.0;
            best.next().is_none().then_some(*first)
        })
        .collect();
    let mut rows = Vec::new();
    for (((code, cell), unknown), row) in cells().zip(&chunk.rows) {
        if let (Some(cell), false) = (cell, unknown)
            && usual[*code as usize] != Some(cell)
        {
            rows.push(*row);
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minorities_break_a_dependency() {
        let chunk = Chunk {
            rows: vec![0, 1, 2, 3, 4, 5],
            columns: vec![
                Some(Series::new(
                    "zip".into(),
                    [Some("1"), Some("1"), Some("1"), Some("2"), Some("2"), None],
                )),
                Some(Series::new("city".into(), ["a", "a", "b", "c", "d", "e"])),
            ],
        };
        let broken = minority(&chunk, &[(0, Form::Text)], (1, Form::Text), None).unwrap();
        // Of zip 2 nobody can tell which is wrong.
        assert_eq!(broken, [2, 3, 4]);
    }
}
