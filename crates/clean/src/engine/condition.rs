//! [`Condition`]: a condition over the columns of a row, in SQL.

use polars::prelude::*;
use polars::sql::sql_expr;

use super::{chunk::Chunk, plan::Columns};
use crate::CleanError;

/// A condition over the columns of a row.
#[derive(Debug)]
pub(crate) struct Condition {
    expr: Expr,
    /// The columns it names, with the names they have at its step.
    columns: Vec<(usize, String)>,
}

impl Condition {
    pub(super) fn new(text: &str, columns: &Columns<'_>) -> Result<Self, CleanError> {
        let fault = |reason: String| CleanError::Condition {
            place: columns.place.clone(),
            condition: text.to_owned(),
            reason,
        };
        let expr = sql_expr(text).map_err(|error| fault(short(&error)))?;
        let mut names: Vec<String> = Vec::new();
        for part in &expr {
            match part {
                Expr::Column(name) if !names.iter().any(|known| name == known) => {
                    names.push(name.to_string());
                }
                Expr::Agg(_) | Expr::Over { .. } | Expr::Len => {
                    return Err(fault("it looks at more than one row".to_owned()));
                }
                _ => {}
            }
        }
        let columns: Vec<(usize, String)> = names
            .into_iter()
            .map(|name| Ok((columns.find(&name)?, name)))
            .collect::<Result<_, CleanError>>()
            .and_then(|found: Vec<(usize, String)>| {
                let schema = found.iter().map(|(slot, name)| {
                    let form = columns.form(*slot);
                    let dtype = form.dtype().unwrap_or(DataType::String);
                    Field::new(name.as_str().into(), dtype)
                });
                let empty = DataFrame::empty_with_schema(&schema.collect());
                let tried = empty
                    .lazy()
                    .select([expr.clone().alias("holds")])
                    .collect()
                    .map_err(|error| fault(short(&error)))?;
                let is_condition = tried
                    .columns()
                    .first()
                    .is_some_and(|column| *column.dtype() == DataType::Boolean);
                if !is_condition {
                    return Err(fault("it is neither true nor false".to_owned()));
                }
                Ok(found)
            })?;
        if columns.is_empty() {
            return Err(fault("it names no column".to_owned()));
        }
        Ok(Self { expr, columns })
    }

    /// The columns it names.
    pub(crate) fn slots(&self) -> Vec<usize> {
        self.columns.iter().map(|column| column.0).collect()
    }

    /// Whether it holds for each row; `None` where that is unknown.
    pub(crate) fn holds(&self, chunk: &Chunk) -> Result<Vec<Option<bool>>, CleanError> {
        if chunk.height() == 0 {
            return Ok(Vec::new());
        }
        let columns = self.columns.iter().filter_map(|(slot, name)| {
            let series = chunk.column(*slot)?.clone();
            Some(series.with_name(name.as_str().into()).into_column())
        });
        let frame = DataFrame::new(chunk.height(), columns.collect())?;
        let tried = frame
            .lazy()
            .select([self.expr.clone().alias("holds")])
            .collect()?;
        Ok(tried.column("holds")?.bool()?.iter().collect())
    }
}

/// The first line of what polars says, without the plan behind it.
fn short(error: &PolarsError) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Place;
    use crate::engine::form::Form;
    use crate::engine::plan::{References, Slot};

    fn slot(name: &str, form: Form) -> Slot {
        Slot {
            source: name.to_owned(),
            name: Some(name.to_owned()),
            dtype: DataType::String,
            loaded: form,
            form,
            written: false,
        }
    }

    #[test]
    fn conditions_are_over_one_row_and_true_or_false() {
        let references = References::new();
        let columns = Columns {
            slots: vec![
                slot("支付", Form::Number(None)),
                slot("金额", Form::Number(None)),
            ],
            place: Place {
                step: "check_1".to_owned(),
                line: None,
            },
            references: &references,
        };
        assert!(Condition::new("支付 <= 金额", &columns).is_ok());
        for bad in [
            "支付 + 金额",
            "支付 <= ",
            "SUM(支付) > 1",
            "1 = 1",
            "付 > 1",
        ] {
            assert!(Condition::new(bad, &columns).is_err(), "{bad}");
        }
        let condition = Condition::new("支付 <= 金额", &columns).unwrap();
        let chunk = Chunk {
            rows: vec![0, 1, 2],
            columns: vec![
                Some(Series::new("a".into(), [1.0, 3.0, 2.0])),
                Some(Series::new("b".into(), [Some(2.0), Some(2.0), None])),
            ],
        };
        assert_eq!(
            condition.holds(&chunk).unwrap(),
            [Some(true), Some(false), None]
        );
    }
}
