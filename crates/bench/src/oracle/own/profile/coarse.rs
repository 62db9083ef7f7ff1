//! Columns made coarser before their texts become values.

use polars::prelude::*;

use super::{readings::As, rule::Names};

/// Lower ends of the bands of ages (section 2.1 of the method reference), and what they are called.
const AGES: [(f64, &str); 5] = [
    (18.0, "18-24"),
    (25.0, "25-34"),
    (35.0, "35-44"),
    (45.0, "45-54"),
    (55.0, "55+"),
];

/// The texts of a column by age, year, month or bins of a whole width; `None` for other ways, of which provinces need a list.
pub(super) fn texts(column: &str, how: &str, names: &mut impl Names) -> Option<Expr> {
    let mut read = |taken| Some(col(names.column(column, Some(taken), &[])?));
    Some(match how {
        "age" => {
            let age = read(As::Number)?;
            let youngest = when(age.clone().is_not_null())
                .then(lit("<18"))
                .otherwise(lit(NULL).cast(DataType::String));
            AGES.into_iter().fold(youngest, |text, (low, name)| {
                when(age.clone().gt_eq(lit(low)))
                    .then(lit(name))
                    .otherwise(text)
            })
        }
        "year" => read(As::Time)?.dt().to_string("%Y"),
        "month" => read(As::Time)?.dt().to_string("%Y-%m"),
        other => {
            let width: f64 = other.strip_prefix("bins:")?.parse().ok()?;
            if width.fract() != 0.0 || width <= 0.0 {
                return None;
            }
            let low = (read(As::Number)? / lit(width)).floor();
            let edge = |bins: Expr| {
                (bins * lit(width))
                    .cast(DataType::Int64)
                    .cast(DataType::String)
            };
            lit("[") + edge(low.clone()) + lit(", ") + edge(low + lit(1.0)) + lit(")")
        }
    })
}
