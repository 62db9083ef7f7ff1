//! Text that a spreadsheet program would run as a formula, made harmless.

use std::borrow::Cow;

use polars::prelude::*;

/// The frame with an apostrophe before every text, headers included, that begins like a formula.
pub(super) fn defused(frame: &DataFrame) -> PolarsResult<DataFrame> {
    let columns = frame.columns().iter().map(|column| {
        let name = PlSmallStr::from_str(&defuse(column.name()));
        let column = match column.dtype() {
            DataType::String => text(column)?,
            DataType::Categorical(..) | DataType::Enum(..) => {
                text(&column.cast(&DataType::String)?)?
            }
            _ => column.clone(),
        };
        Ok(column.with_name(name))
    });
    DataFrame::new(frame.height(), columns.collect::<PolarsResult<Vec<_>>>()?)
}

fn text(column: &Column) -> PolarsResult<Column> {
    let text = column.str()?;
    // Most columns hold nothing of the kind and are kept as they are.
    if !text.iter().flatten().any(is_formula) {
        return Ok(column.clone());
    }
    Ok(text.apply(|cell| cell.map(defuse)).into_column())
}

fn defuse(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) && !is_number(cell)
}

/// A signed number is one however it starts: -1,234.50 or +3%.
fn is_number(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['+', '-']);
    cell.len() - digits.len() == 1
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .trim_end_matches('%')
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_numbers_kept() {
        for cell in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "--1",
            "-",
        ] {
            assert_eq!(defuse(cell), format!("'{cell}"));
        }
        for cell in ["-3.5", "+86", "-1,234.50", "-3%", "a=b", "", "1+1"] {
            assert_eq!(defuse(cell), cell);
        }
    }
}
