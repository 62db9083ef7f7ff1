//! Columns of text as people type it.

use polars::prelude::*;

use crate::Draw;

/// Moments of two years in five forms.
pub fn times(rows: u64) -> Column {
    let mut draw = Draw::default();
    let text = |_| {
        let (year, month, day) = (2023 + draw.below(2), 1 + draw.below(12), 1 + draw.below(28));
        let (hour, minute) = (draw.below(24), draw.below(60));
        match draw.below(5) {
            0 => format!("{year}/{month}/{day}"),
            1 => format!("{year}年{month}月{day}日"),
            2 => format!("{year}{month:02}{day:02}"),
            _ => format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:00"),
        }
    };
    Column::new("time".into(), (0..rows).map(text).collect::<Vec<_>>())
}

/// Amounts in four forms.
pub fn amounts(rows: u64) -> Column {
    let mut draw = Draw::default();
    let text = |_| {
        let (thousands, yuan, fen) = (1 + draw.below(9), draw.below(1_000), draw.below(100));
        match draw.below(6) {
            0 => format!("¥{thousands},{yuan:03}.{fen:02}"),
            1 => format!("{thousands}.{fen:02}万"),
            2 => format!("{yuan}元"),
            _ => format!("{thousands}{yuan:03}.{fen:02}"),
        }
    };
    Column::new("amount".into(), (0..rows).map(text).collect::<Vec<_>>())
}
