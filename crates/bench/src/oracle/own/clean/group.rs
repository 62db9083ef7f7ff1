//! Groups of rows that agree in some columns, and columns that mark cells.

use polars::prelude::*;

use super::Stop;

/// The columns that form groups; a text that is missing is an empty one.
pub(super) fn keys(frame: &DataFrame, by: &[String]) -> Result<Vec<Expr>, Stop> {
    let key = |name: &String| {
        let dtype = frame.column(name)?.dtype();
        let key = col(name.as_str());
        Ok(if dtype.is_string() {
            key.fill_null(lit(""))
        } else {
            key
        })
    };
    by.iter().map(key).collect()
}

/// A figure of each group, or of all rows where there are none.
pub(super) fn within(figure: Expr, keys: &[Expr]) -> Result<Expr, Stop> {
    Ok(if keys.is_empty() {
        figure
    } else {
        figure.over(keys)?
    })
}

/// Whether a cell was filled, by the column that marks those.
pub(super) fn is_filled(frame: &DataFrame, name: &str) -> Expr {
    let mark = format!("{name}__imputed");
    match frame.column(&mark).map(|column| column.dtype().clone()) {
        Ok(DataType::Boolean) => col(mark).fill_null(lit(false)),
        Ok(DataType::String) => col(mark).eq(lit("true")).fill_null(lit(false)),
        _ => lit(false),
    }
}

/// A column that marks these cells beside those that it marks already.
pub(super) fn marked(frame: &DataFrame, mark: &str, cells: Expr) -> Result<Expr, Stop> {
    let marked = match frame.column(mark).map(|column| column.dtype().clone()) {
        Err(_) => cells,
        Ok(DataType::Boolean) => when(cells).then(lit(true)).otherwise(col(mark)),
        Ok(DataType::String) => when(cells).then(lit("true")).otherwise(col(mark)),
        Ok(_) => return Err(Stop::Beyond),
    };
    Ok(marked.alias(mark))
}
