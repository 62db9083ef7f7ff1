//! Values of other rows of the group: drawn at random, or the last one before.

use polars::prelude::*;

use crate::{
    engine::{
        chunk::{Row, value},
        form::{Form, Value},
    },
    recipe::HotDeck,
};

/// The values of missing cells, by row.
pub(super) fn fill(
    (series, form): (&Series, Form),
    codes: &[u32],
    rows: &[Row],
    (rule, column): (&HotDeck, &str),
) -> PolarsResult<Vec<(Row, Value)>> {
    let groups = codes.iter().max().map_or(0, |most| *most as usize + 1);
    let known = series.is_not_null();
    let mut cells = Vec::new();
    if rule.sequential {
        let mut last: Vec<Option<usize>> = vec![None; groups];
        for (place, known) in known.iter().enumerate() {
            let last = &mut last[codes[place] as usize];
            if known == Some(true) {
                *last = Some(place);
            } else if let Some(donor) = *last {
                cells.extend(value(series, form, donor)?.map(|value| (rows[place], value)));
            }
        }
        return Ok(cells);
    }
    let mut donors: Vec<Vec<usize>> = vec![Vec::new(); groups];
    for (place, known) in known.iter().enumerate() {
        if known == Some(true) {
            donors[codes[place] as usize].push(place);
        }
    }
    let seed = column
        .bytes()
        .fold(rule.seed, |seed, byte| mix(seed ^ u64::from(byte)));
    for (place, known) in known.iter().enumerate() {
        let donors = &donors[codes[place] as usize];
        if known == Some(true) || donors.is_empty() {
            continue;
        }
        // The high half of a product is a fair draw below any count.
        let draw = (u128::from(mix(seed ^ u64::from(rows[place]))) * donors.len() as u128) >> 64;
        let donor = donors[usize::try_from(draw).unwrap_or(0)];
        cells.extend(value(series, form, donor)?.map(|value| (rows[place], value)));
    }
    Ok(cells)
}

/// One step of splitmix64 (Steele, Lea and Flood 2014): a draw for each row that needs no state.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
