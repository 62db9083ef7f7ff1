//! Limits of outliers: from the values of each group, as declared, or as an earlier run has found them.

use fourr_clean::recipe::{OutlierMethod, Outliers};
use polars::prelude::*;

use super::{
    Stop, Summary,
    group::{keys, within},
    outliers::Judged,
};

/// What makes the MAD comparable with a standard deviation (Iglewicz and Hoaglin 1993).
const MAD: f64 = 0.6745;
/// √(π/2), which does that for the mean deviation where the MAD is 0.
const MEAN_DEVIATION: f64 = 1.253_314;
/// Percentiles are taken in parts of a million.
const MILLION: i64 = 1_000_000;

/// The table with the limits of a column beside it; null where nothing is judged.
pub(super) fn beside(
    table: &DataFrame,
    column: &Judged,
    rules: &Outliers,
    told: &Summary,
) -> Result<DataFrame, Stop> {
    if let OutlierMethod::Domain { min, max } = rules.method {
        return both(table, column, declared(min, max));
    }
    let found = told.list("/detail/limits").map_err(|_| Stop::Beyond)?;
    // The result tells limits that were found, in the recipe too; given ones stand in the recipe alone.
    if !rules.limits.is_empty() && found.is_empty() {
        return given(table, column, rules);
    }
    let keys = keys(table, &rules.by)?;
    let value = col(column.value.as_str());
    let judged = if rules.log {
        let logs = value.clone().log1p();
        when(value.clone().gt_eq(lit(0.0)))
            .then(logs)
            .otherwise(lit(NULL))
    } else {
        value.clone()
    };
    let (mut low, mut high) = fitted(&judged, rules.method, &keys)?;
    if rules.log {
        let none = low.clone().lt_eq(lit(0.0));
        low = when(none)
            .then(lit(f64::NEG_INFINITY))
            .otherwise(low.exp() - lit(1.0));
        high = high.exp() - lit(1.0);
    }
    if !keys.is_empty() {
        let count = within(value.count(), &keys)?;
        let is_enough = count.gt_eq(lit(rules.min_group as u64));
        let large = |limit: Expr| when(is_enough.clone()).then(limit).otherwise(lit(NULL));
        (low, high) = (large(low), large(high));
    }
    both(table, column, (low, high))
}

fn both(table: &DataFrame, column: &Judged, (low, high): (Expr, Expr)) -> Result<DataFrame, Stop> {
    let limits = [
        low.cast(DataType::Float64).alias(column.low.as_str()),
        high.cast(DataType::Float64).alias(column.high.as_str()),
    ];
    Ok(table.clone().lazy().with_columns(limits).collect()?)
}

fn declared(low: Option<f64>, high: Option<f64>) -> (Expr, Expr) {
    (
        lit(low.unwrap_or(f64::NEG_INFINITY)),
        lit(high.unwrap_or(f64::INFINITY)),
    )
}

/// Limits from the values of each group, null where they do not spread.
fn fitted(value: &Expr, method: OutlierMethod, keys: &[Expr]) -> Result<(Expr, Expr), Stop> {
    let of = |figure: Expr| within(figure, keys);
    let quartile = |share: f64| of(value.clone().quantile(lit(share), QuantileMethod::Linear));
    let around = |middle: Expr, reach: Expr| {
        let reach = when(reach.clone().gt(lit(0.0)))
            .then(reach)
            .otherwise(lit(NULL));
        (middle.clone() - reach.clone(), middle + reach)
    };
    Ok(match method {
        OutlierMethod::Z(z) => around(
            of(value.clone().mean())?,
            of(value.clone().std(1))? * lit(z),
        ),
        OutlierMethod::Iqr(k) => {
            let (first, third) = (quartile(0.25)?, quartile(0.75)?);
            let range = third.clone() - first.clone();
            let range = when(range.clone().gt(lit(0.0)))
                .then(range)
                .otherwise(lit(NULL));
            (first - lit(k) * range.clone(), third + lit(k) * range)
        }
        OutlierMethod::Mad(c) => {
            let apart = (value.clone() - value.clone().median()).abs();
            let median = of(apart.clone().median())?;
            let mean = of(apart.mean())?;
            let unit = when(median.clone().gt(lit(0.0)))
                .then(median / lit(MAD))
                .otherwise(mean * lit(MEAN_DEVIATION));
            around(of(value.clone().median())?, unit * lit(c))
        }
        OutlierMethod::Percentile(low, high) => {
            let at = |percent: f64| of(percentile(value, percent)?);
            (at(low)?, at(high)?)
        }
        OutlierMethod::Domain { min, max } => declared(min, max),
        OutlierMethod::Mahalanobis(_) => return Err(Stop::Beyond),
    })
}

/// The type-7 quantile by whole numbers, so that one that falls on a value is that value.
fn percentile(value: &Expr, percent: f64) -> Result<Expr, Stop> {
    let parts = (percent * 1e4).round();
    if (parts / 1e6 - percent / 100.0).abs() > 1e-12 {
        return Err(Stop::Beyond);
    }
    #[expect(clippy::cast_possible_truncation, reason = "up to a million")]
    let parts = lit(parts as i64);
    let sorted = value.clone().drop_nulls().sort(SortOptions::default());
    let last = value.clone().count().cast(DataType::Int64) - lit(1_i64);
    let place = last.clone() * parts;
    let whole = place.clone().floor_div(lit(MILLION));
    let share =
        (place % lit(MILLION)).cast(DataType::Float64) / lit(MILLION).cast(DataType::Float64);
    let next = when(whole.clone().lt(last.clone()))
        .then(whole.clone() + lit(1_i64))
        .otherwise(last);
    let low = sorted.clone().get(whole, true);
    let high = sorted.get(next, true);
    Ok(low.clone() + share * (high - low))
}

/// Limits of an earlier run, by group; groups without any are not judged.
fn given(table: &DataFrame, column: &Judged, rules: &Outliers) -> Result<DataFrame, Stop> {
    let mine = rules
        .limits
        .iter()
        .filter(|limits| limits.column == column.name);
    let mine: Vec<_> = mine.collect();
    if rules.by.is_empty() {
        return match mine.as_slice() {
            [limits] => both(table, column, declared(limits.low, limits.high)),
            [] => both(table, column, (lit(NULL), lit(NULL))),
            _ => Err(Stop::Beyond),
        };
    }
    let mut columns = Vec::new();
    let mut keys = Vec::new();
    for (at, name) in rules.by.iter().enumerate() {
        let dtype = table.column(name)?.dtype();
        if !(dtype.is_string() || dtype.is_integer()) {
            return Err(Stop::Beyond);
        }
        keys.push(col(name.as_str()).cast(DataType::String).fill_null(lit("")));
        let values = mine
            .iter()
            .map(|limits| limits.group.get(at).map(String::as_str));
        let values: Vec<Option<&str>> = values.collect();
        columns.push(Column::new(format!("\u{1f}key {at}").into(), values));
    }
    let (low, high): (Vec<f64>, Vec<f64>) = mine
        .iter()
        .map(|limits| {
            let low = limits.low.unwrap_or(f64::NEG_INFINITY);
            (low, limits.high.unwrap_or(f64::INFINITY))
        })
        .unzip();
    let names: Vec<Expr> = columns.iter().map(|key| col(key.name().clone())).collect();
    columns.push(Column::new(column.low.as_str().into(), low));
    columns.push(Column::new(column.high.as_str().into(), high));
    let limits = DataFrame::new(mine.len(), columns)?.lazy();
    let mut order = JoinArgs::new(JoinType::Left);
    order.maintain_order = MaintainOrderJoin::Left;
    let joined = table
        .clone()
        .lazy()
        .join(limits, keys, names, order)
        .collect()?;
    if joined.height() == table.height() {
        let mut kept = table.get_column_names_owned();
        kept.extend([column.low.as_str().into(), column.high.as_str().into()]);
        Ok(joined.select(kept)?)
    } else {
        // A group that stands there twice.
        Err(Stop::Beyond)
    }
}
