//! Values for cells that have none.

use fourr_clean::recipe::{Impute, ImputeMethod};
use polars::prelude::*;

use super::{
    Stop,
    group::{is_filled, keys, marked, within},
    moments,
};

/// The number of a row, while rows stand in another order.
const ROW: &str = "\u{1f}row";
/// What a missing cell becomes.
const VALUE: &str = "\u{1f}value";

pub(super) fn impute(frame: &DataFrame, rules: &Impute) -> Result<DataFrame, Stop> {
    let mut after = frame.clone();
    for name in &rules.columns {
        let valued = match &rules.method {
            ImputeMethod::Mode => most_frequent(frame, name, &rules.by)?,
            ImputeMethod::Forward(_) | ImputeMethod::Backward(_) | ImputeMethod::Linear(_) => {
                carried(frame, name, rules)?
            }
            method => {
                let value = typical(frame, name, (method, &rules.by))?.alias(VALUE);
                frame.clone().lazy().with_columns([value]).collect()?
            }
        };
        after.with_column(valued.column(VALUE)?.clone())?;
        let cell = col(name.as_str());
        let filled = cell.clone().is_null().and(col(VALUE).is_not_null());
        let mark = marked(&after, &format!("{name}__imputed"), filled)?;
        let dtype = frame.column(name)?.dtype().clone();
        let cell = cell.fill_null(col(VALUE).cast(dtype)).alias(name.as_str());
        let imputed = after.lazy().with_columns([cell, mark]).collect()?;
        after = imputed.drop(VALUE)?;
    }
    Ok(after)
}

/// One value for each group: a constant, the mean or the median, of whole numbers rounded half up.
fn typical(
    frame: &DataFrame,
    name: &str,
    (method, by): (&ImputeMethod, &[String]),
) -> Result<Expr, Stop> {
    let number = col(name).cast(DataType::Float64);
    let average = match method {
        ImputeMethod::Constant(value) => {
            let dtype = frame.column(name)?.dtype();
            let number = value.as_float().map(lit).or(value.as_integer().map(lit));
            let day = value.as_datetime().map(ToString::to_string);
            let day = day.or_else(|| value.as_str().map(str::to_owned));
            let day = day.filter(|_| dtype.is_temporal());
            let text = value.as_str().map(lit);
            let truth = value.as_bool().map(lit);
            return match day {
                Some(day) => moment(&day),
                None => number.or(text).or(truth),
            }
            .ok_or(Stop::Beyond);
        }
        ImputeMethod::Mean => number.mean(),
        ImputeMethod::Median => number.median(),
        _ => return Err(Stop::Beyond),
    };
    let of_group = within(average.clone(), &keys(frame, by)?)?;
    let value = of_group.fill_null(average);
    Ok(of_type(value, frame.column(name)?.dtype()))
}

/// A number as a value of a column.
fn of_type(value: Expr, dtype: &DataType) -> Expr {
    if dtype.is_integer() {
        (value + lit(0.5)).floor().cast(DataType::Int64)
    } else {
        value
    }
}

/// A day or time of the recipe.
fn moment(text: &str) -> Option<Expr> {
    let micros = lit(moments::micros(text)?);
    Some(micros.cast(DataType::Datetime(TimeUnit::Microseconds, None)))
}

/// The most frequent value of each group, of several the smallest; of a group without any that of the column.
fn most_frequent(frame: &DataFrame, name: &str, by: &[String]) -> Result<DataFrame, Stop> {
    let keys = keys(frame, by)?.into_iter().enumerate();
    let keys: Vec<Expr> = keys
        .map(|(at, key)| key.alias(format!("\u{1f}key {at}")))
        .collect();
    let named = (0..keys.len()).map(|at| col(format!("\u{1f}key {at}")));
    let named: Vec<Expr> = named.collect();
    let most = |named: &[Expr]| {
        let value = col(name).alias(VALUE);
        let cells = frame.clone().lazy().filter(col(name).is_not_null());
        let cells = cells.select([&keys[..], &[value]].concat());
        let alike = [named, &[col(VALUE)]].concat();
        let counts = cells.group_by(alike).agg([len().alias(ROW)]);
        let order = SortMultipleOptions::default().with_order_descending_multi([true, false]);
        counts.sort([ROW, VALUE], order)
    };
    let overall = most(&[]).select([col(VALUE).first()]).collect()?;
    let overall = overall.column(VALUE)?.get(0);
    let overall = overall.map_or(AnyValue::Null, AnyValue::into_static);
    let overall = lit(Scalar::new(frame.column(name)?.dtype().clone(), overall));
    if keys.is_empty() {
        let frame = frame.clone().lazy();
        return Ok(frame.with_columns([overall.alias(VALUE)]).collect()?);
    }
    let of_group = most(&named).group_by(&named).agg([col(VALUE).first()]);
    let mut order = JoinArgs::new(JoinType::Left);
    order.maintain_order = MaintainOrderJoin::Left;
    order.nulls_equal = true;
    let joined = frame.clone().lazy().with_columns(&keys);
    let joined = joined.join(of_group, named.clone(), named, order);
    let value = col(VALUE).fill_null(overall);
    let mut kept: Vec<Expr> = frame
        .get_column_names_owned()
        .into_iter()
        .map(col)
        .collect();
    kept.push(value);
    Ok(joined.select(kept).collect()?)
}

/// Values from the rows before and behind, inside a group and in its order; rows without a time come last.
fn carried(frame: &DataFrame, name: &str, rules: &Impute) -> Result<DataFrame, Stop> {
    let keys = keys(frame, &rules.by)?;
    let mut rows = frame.clone().lazy().with_row_index(ROW, None);
    if let Some(order) = &rules.order {
        let stable = SortMultipleOptions::default()
            .with_nulls_last(true)
            .with_maintain_order(true);
        rows = rows.sort([order.as_str()], stable);
    }
    let known = when(is_filled(frame, name))
        .then(lit(NULL))
        .otherwise(col(name));
    let value = match &rules.method {
        ImputeMethod::Forward(run) => within(
            known.fill_null_with_strategy(FillNullStrategy::Forward(limit(run.limit)?)),
            &keys,
        )?,
        ImputeMethod::Backward(run) => within(
            known.fill_null_with_strategy(FillNullStrategy::Backward(limit(run.limit)?)),
            &keys,
        )?,
        ImputeMethod::Linear(edges) => {
            let line = lines(&col(name), edges.nearest, &keys)?;
            of_type(line, frame.column(name)?.dtype())
        }
        _ => return Err(Stop::Beyond),
    };
    let rows = rows.with_columns([value.alias(VALUE)]).collect()?;
    let order = SortMultipleOptions::default();
    Ok(rows.lazy().sort([ROW], order).collect()?.drop(ROW)?)
}

fn limit(limit: Option<usize>) -> Result<FillNullLimit, Stop> {
    let limit = limit.map(IdxSize::try_from).transpose();
    limit.map_err(|_| Stop::Beyond)
}

/// On the line between the values before and behind, by position.
fn lines(column: &Expr, nearest: bool, keys: &[Expr]) -> Result<Expr, Stop> {
    let value = column.clone().cast(DataType::Float64);
    let place = column
        .clone()
        .is_null()
        .cum_count(false)
        .cast(DataType::Float64);
    let known = when(column.clone().is_not_null())
        .then(place.clone())
        .otherwise(lit(NULL));
    let before = |of: &Expr| {
        of.clone()
            .fill_null_with_strategy(FillNullStrategy::Forward(None))
    };
    let behind = |of: &Expr| {
        of.clone()
            .fill_null_with_strategy(FillNullStrategy::Backward(None))
    };
    let from = within(before(&value), keys)?;
    let to = within(behind(&value), keys)?;
    let (start, end) = (within(before(&known), keys)?, within(behind(&known), keys)?);
    let share = (within(place, keys)? - start.clone()) / (end - start);
    let line = from.clone() + share * (to.clone() - from.clone());
    Ok(if nearest {
        line.fill_null(from).fill_null(to)
    } else {
        line
    })
}
