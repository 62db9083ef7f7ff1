//! Classes of a number: bins and bands.

use polars::prelude::*;

use super::{
    definition::{Bins, Closed, Value},
    plan::Planning,
};

/// The classes of bins.
pub(super) fn of_bins(number: &Expr, bins: &Bins) -> Vec<Planning> {
    let mut edges = vec![bins.from];
    edges.extend(bins.breaks.iter().copied().map(Some));
    edges.push(bins.to);
    let classes = edges.windows(2).zip(&bins.labels).map(|(edges, label)| {
        let [low, high] = [edges[0], edges[1]];
        let rule = between(
            number,
            (low, bins.closed == Closed::Left),
            (high, bins.closed == Closed::Right),
        );
        Planning::called(label, rule)
    });
    classes.collect()
}

/// The classes of bands, each as it is written.
pub(super) fn of_bands(number: &Expr, values: &[Value]) -> Option<Vec<Planning>> {
    let classes = values.iter().map(|value| {
        let band = value
            .band
            .as_ref()?
            .replace('，', ",")
            .replace('（', "(")
            .replace('）', ")");
        let (low, high) = band.trim().split_once(',')?;
        let bound = |text: &str| match text.trim() {
            "" => Some(None),
            text => text.parse::<f64>().ok().map(Some),
        };
        let low = (bound(low.get(1..)?)?, low.starts_with('['));
        let high = (
            bound(high.trim_end_matches([')', ']']))?,
            high.ends_with(']'),
        );
        Some(Planning {
            code: value.code().to_owned(),
            name: value.name.clone(),
            rule: Some(between(number, low, high)),
        })
    });
    classes.collect()
}

/// Whether a number lies between bounds, each with whether it is within.
fn between(number: &Expr, low: (Option<f64>, bool), high: (Option<f64>, bool)) -> Expr {
    let above = match low {
        (None, _) => number.clone().is_not_null(),
        (Some(low), true) => number.clone().gt_eq(lit(low)),
        (Some(low), false) => number.clone().gt(lit(low)),
    };
    match high {
        (None, _) => above,
        (Some(high), true) => above.and(number.clone().lt_eq(lit(high))),
        (Some(high), false) => above.and(number.clone().lt(lit(high))),
    }
}
