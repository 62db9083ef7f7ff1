//! The big tables as frames.

use polars::prelude::*;

use crate::{
    Dimension, Quantity,
    media::{Level, Measure, Metric},
};

/// Every level of every dimension: what it is, its sums and its figures. What is not defined is null; measures that the
/// input lacks have no column.
pub(crate) fn levels(tables: &[(Dimension, Vec<Level>)]) -> PolarsResult<DataFrame> {
    let rows: Vec<(Dimension, &Level)> = tables
        .iter()
        .flat_map(|(by, levels)| levels.iter().map(|level| (*by, level)))
        .collect();
    let number = |key: &str, of: &dyn Fn(&Level) -> Option<f64>| {
        let values: Vec<Option<f64>> = rows.iter().map(|(_, level)| of(level)).collect();
        Column::new(key.into(), values)
    };
    let dimensions: Vec<&str> = rows.iter().map(|(by, _)| by.key()).collect();
    let names: Vec<&str> = rows.iter().map(|(_, level)| level.name.as_str()).collect();
    let mut columns = vec![
        Column::new("dimension".into(), dimensions),
        Column::new("level".into(), names),
    ];
    let measured = rows.first().map(|(_, level)| level.sums.measured());
    for measure in Measure::ALL {
        if measured.is_some_and(|measured| measured.has(measure)) {
            columns.push(number(measure.key(), &|level| level.sums.get(measure)));
        }
    }
    columns.push(number("cost_share", &|level| level.cost_share.value()));
    columns.push(number("return_share", &|level| level.return_share.value()));
    for &metric in Metric::ALL {
        let given = metric == Metric::GrossProfit
            && measured.is_some_and(|measured| measured.has(Measure::GrossProfit));
        if !given {
            columns.push(number(metric.key(), &|level| level.figures.value(metric)));
        }
    }
    DataFrame::new(rows.len(), columns)
}
