//! [`Table`]: a file as it is read before a recipe is taken over it.

use std::collections::BTreeSet;
use std::path::Path;

use fourr_clean::recipe::Action;
use polars::prelude::*;

use super::{Stop, Summary};
use crate::oracle::is_csv;

/// Signs that may stand between the cells of a text.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// A table on its way through the steps.
pub(super) struct Table {
    pub(super) frame: DataFrame,
    /// Its columns that stem from the file; the others mark cells.
    pub(super) sources: BTreeSet<String>,
}

impl Table {
    /// Reads the file: a text as text, other files with their types, numbers as 64 bits and NaN as null.
    pub(super) fn open(file: &Path, summary: &Summary) -> Result<Self, Stop> {
        let columns = summary.list("/columns").map_err(|_| Stop::Beyond)?;
        let names = columns
            .iter()
            .map(|column| column.text("/source").map(str::to_owned));
        let names: Vec<String> = names.collect::<Result<_, _>>().map_err(|_| Stop::Beyond)?;
        let frame = if is_csv(file) {
            text(file, &names)?
        } else {
            typed(file, &names)?
        };
        Ok(Self {
            frame,
            sources: names.into_iter().collect(),
        })
    }

    /// Goes on with what a step has made, under the names that it gives.
    pub(super) fn follow(&mut self, action: &Action, frame: DataFrame) -> Result<(), Stop> {
        if let Action::Rename(rules) = action {
            let renamed = self.sources.iter();
            let renamed = renamed.map(|name| rules.columns.get(name).unwrap_or(name).clone());
            self.sources = renamed.collect();
        }
        named(frame.get_column_names_owned().iter())?;
        self.frame = frame;
        Ok(())
    }
}

/// Fails for names that polars takes for patterns.
fn named<'a>(names: impl Iterator<Item = &'a PlSmallStr>) -> Result<(), Stop> {
    let plain = |name: &PlSmallStr| !(name == "*" || name.starts_with('^') && name.ends_with('$'));
    let mut names = names;
    if names.all(plain) {
        Ok(())
    } else {
        Err(Stop::Beyond)
    }
}

/// A delimited text whose header has these names, with every column as text.
fn text(file: &Path, names: &[String]) -> Result<DataFrame, Stop> {
    for separator in SEPARATORS {
        let source = PlRefPath::try_from_path(file)?;
        let reader = LazyCsvReader::new(source)
            .with_separator(separator)
            .with_infer_schema_length(Some(0));
        let Ok(mut frame) = reader.finish() else {
            continue;
        };
        let Ok(schema) = frame.collect_schema() else {
            continue;
        };
        if schema.iter_names().eq(names.iter()) {
            named(schema.iter_names())?;
            return filled_rows(frame, names).map_err(|_| Stop::Beyond);
        }
    }
    Err(Stop::Beyond)
}

fn typed(file: &Path, names: &[String]) -> Result<DataFrame, Stop> {
    let mut frame = crate::oracle::scan(file)?;
    let schema = frame.collect_schema().map_err(|_| Stop::Beyond)?;
    if !schema.iter_names().eq(names.iter()) {
        return Err(Stop::Beyond);
    }
    named(schema.iter_names())?;
    let columns = schema.iter().map(|(name, dtype)| {
        let column = col(name.clone());
        Some(match dtype {
            DataType::String | DataType::Boolean | DataType::Date => column,
            DataType::Categorical(..) | DataType::Enum(..) | DataType::Null => {
                column.cast(DataType::String)
            }
            DataType::Float32 | DataType::Float64 => {
                column.cast(DataType::Float64).fill_nan(lit(NULL))
            }
            DataType::UInt64 => return None,
            dtype if dtype.is_integer() => column.cast(DataType::Int64),
            DataType::Datetime(TimeUnit::Microseconds | TimeUnit::Milliseconds, None) => {
                column.cast(DataType::Datetime(TimeUnit::Microseconds, None))
            }
            _ => return None,
        })
    });
    let columns: Vec<Expr> = columns.collect::<Option<_>>().ok_or(Stop::Beyond)?;
    frame.select(columns).collect().map_err(|_| Stop::Beyond)
}

/// The rows that hold anything; an empty cell is null, in quotes too.
fn filled_rows(frame: LazyFrame, names: &[String]) -> PolarsResult<DataFrame> {
    let cells = names.iter().map(|name| {
        let cell = col(name.as_str());
        let cell = when(cell.clone().neq(lit(""))).then(cell);
        cell.otherwise(lit(NULL)).alias(name.as_str())
    });
    let cells: Vec<Expr> = cells.collect();
    let known = names.iter().map(|name| col(name.as_str()).is_not_null());
    let known = known.fold(lit(false), Expr::or);
    frame.select(cells).filter(known).collect()
}

/// Whether a condition holds in a row.
pub(super) fn any(frame: &DataFrame, condition: Expr) -> Result<bool, Stop> {
    let any = frame.clone().lazy().select([condition.any(true)]);
    Ok(any.collect()?.columns()[0].bool()?.get(0) == Some(true))
}
