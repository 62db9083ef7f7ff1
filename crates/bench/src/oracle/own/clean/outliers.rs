//! Values far away from the others, and what becomes of them.

use fourr_clean::recipe::{Outliers, Treat};
use polars::prelude::*;

use super::{
    Stop, Summary, Taken,
    group::{is_filled, marked},
    limits,
    source::any,
};

/// Nearer to a limit, as a share of it, nobody can tell on which side a value lies.
const NEAR: f64 = 1e-11;
/// Nearer to a whole number nobody can tell to which one a limit is rounded.
const NEAR_WHOLE: f64 = 1e-6;

/// A column that is judged, and the names of what is worked out beside it.
pub(super) struct Judged {
    pub(super) name: String,
    /// Its numbers, of cells that no earlier step has filled.
    pub(super) value: String,
    pub(super) low: String,
    pub(super) high: String,
}

impl Judged {
    fn new(at: usize, name: &str) -> Self {
        let beside = |what: &str| format!("\u{1f}{what} {at}");
        Self {
            name: name.to_owned(),
            value: beside("value"),
            low: beside("low"),
            high: beside("high"),
        }
    }

    fn value(&self) -> Expr {
        col(self.value.as_str())
    }

    /// A value on the limit is inside.
    fn is_below(&self) -> Expr {
        self.value()
            .lt(col(self.low.as_str()))
            .fill_null(lit(false))
    }

    fn is_above(&self) -> Expr {
        self.value()
            .gt(col(self.high.as_str()))
            .fill_null(lit(false))
    }

    fn is_beyond(&self) -> Expr {
        self.is_below().or(self.is_above())
    }

    /// Whether a value is so near to a limit that the last digit of a sum decides.
    fn is_open(&self) -> Expr {
        let near = |limit: &str| {
            let limit = col(limit);
            let reach = when(limit.clone().abs().gt(lit(1.0)))
                .then(limit.clone().abs())
                .otherwise(lit(1.0));
            let apart = (self.value() - limit.clone()).abs();
            apart
                .lt(reach * lit(NEAR))
                .and(self.value().neq(limit))
                .fill_null(lit(false))
        };
        near(&self.low).or(near(&self.high))
    }

    /// Whether a value becomes a whole limit, or the next, by the last digit of a sum.
    fn is_open_cap(&self, dtype: &DataType) -> Expr {
        if !dtype.is_integer() {
            return lit(false);
        }
        let limit = when(self.is_above())
            .then(col(self.high.as_str()))
            .otherwise(col(self.low.as_str()));
        let apart = (limit.clone() - limit.round(0, RoundMode::HalfAwayFromZero)).abs();
        let near = apart.clone().gt(lit(0.0)).and(apart.lt(lit(NEAR_WHOLE)));
        self.is_beyond().and(near)
    }

    /// The limit that a value is beyond; of whole numbers the nearest one inside.
    fn limit(&self, dtype: &DataType) -> Expr {
        let (low, high) = (col(self.low.as_str()), col(self.high.as_str()));
        if dtype.is_integer() {
            let limit = when(self.is_above())
                .then(high.floor())
                .otherwise(low.ceil());
            limit.cast(DataType::Int64)
        } else {
            when(self.is_above()).then(high).otherwise(low)
        }
    }
}

pub(super) fn outliers(frame: &DataFrame, rules: &Outliers, told: &Summary) -> Result<Taken, Stop> {
    let columns = rules.columns.iter().enumerate();
    let columns: Vec<Judged> = columns.map(|(at, name)| Judged::new(at, name)).collect();
    let mut table = frame.clone();
    for column in &columns {
        let filled = is_filled(frame, &column.name);
        let value = when(filled)
            .then(lit(NULL))
            .otherwise(col(column.name.as_str()))
            .cast(DataType::Float64)
            .alias(column.value.as_str());
        table = table.lazy().with_columns([value]).collect()?;
        table = limits::beside(&table, column, rules, told)?;
        if rules.log {
            // What is below 0 is not judged.
            let judged = when(column.value().gt_eq(lit(0.0))).then(column.value());
            let judged = judged.otherwise(lit(NULL)).alias(column.value.as_str());
            table = table.lazy().with_columns([judged]).collect()?;
        }
        let dtype = frame.column(&column.name)?.dtype();
        let open = match rules.treat {
            Treat::Cap => column.is_open().or(column.is_open_cap(dtype)),
            Treat::Flag | Treat::Null | Treat::Drop => column.is_open(),
        };
        if any(&table, open)? {
            return Err(Stop::Beyond);
        }
    }
    let beyond = columns.iter().map(Judged::is_beyond);
    let at_fault = beyond
        .clone()
        .map(|beyond| beyond.cast(DataType::Int64).sum())
        .reduce(|sum, count| sum + count)
        .ok_or(Stop::Beyond)?;
    let counted = table.clone().lazy().select([at_fault]).collect()?;
    let at_fault = counted.columns()[0].i64()?.get(0);
    let treated = treated(frame, &columns, rules.treat)?;
    let mut after = table.lazy().with_columns(treated);
    if rules.treat == Treat::Drop {
        let out = beyond.reduce(Expr::or).ok_or(Stop::Beyond)?;
        after = after.filter(out.not());
    }
    let beside = columns.iter().flat_map(|of| [&of.value, &of.low, &of.high]);
    let beside: Vec<&String> = beside.collect();
    Ok(Taken {
        frame: after.collect()?.drop_many(beside),
        at_fault,
    })
}

/// What becomes of the columns.
fn treated(frame: &DataFrame, columns: &[Judged], treat: Treat) -> Result<Vec<Expr>, Stop> {
    let mut treated = Vec::new();
    for column in columns {
        let name = column.name.as_str();
        let instead = match treat {
            Treat::Drop => continue,
            Treat::Flag => {
                let mark = format!("{name}__outlier");
                treated.push(marked(frame, &mark, column.is_beyond())?);
                continue;
            }
            Treat::Cap => column.limit(frame.column(name)?.dtype()),
            Treat::Null => lit(NULL),
        };
        let value = when(column.is_beyond()).then(instead).otherwise(col(name));
        treated.push(value.alias(name));
    }
    Ok(treated)
}
