//! Native charts of a workbook.

use super::{ChartFault, Verdict, names::same};
use crate::{
    ChartKind, Row, Tolerance,
    grade::{DrawnChart, DrawnSeries},
};

/// Tenths of the points: for the values, for the kind, and for each of the title and the titles of axes.
const VALUES: f64 = 6.0;
const KIND: f64 = 2.0;
const WORDS: f64 = 1.0;

/// The share of the points for the best of the charts: three fifths for the values, one for the kind, one for titles.
pub(super) fn verdict(
    charts: &[DrawnChart],
    (kinds, rows, tolerance): (&[ChartKind], &[Row], Tolerance),
) -> (f64, Verdict) {
    let judged = charts
        .iter()
        .map(|chart| judge(chart, (kinds, rows, tolerance)));
    let best = judged.max_by(|(left, _), (right, _)| left.total_cmp(right));
    let (share, faults) = best.unwrap_or_else(|| (0.0, vec![ChartFault::NoChart]));
    if faults.is_empty() {
        return (1.0, Verdict::Right);
    }
    (share, Verdict::Chart { faults })
}

fn judge(
    chart: &DrawnChart,
    (kinds, rows, tolerance): (&[ChartKind], &[Row], Tolerance),
) -> (f64, Vec<ChartFault>) {
    let mut faults = Vec::new();
    let of = rows.len();
    let hits = chart
        .series
        .iter()
        .map(|series| hits(series, rows, tolerance));
    let right = hits.max().unwrap_or(0);
    let mut tenths = VALUES * right as f64 / of.max(1) as f64;
    if right < of {
        faults.push(ChartFault::Values { right, of });
    }
    // A chart of something else is none of this, however well it is titled.
    if 2 * right < of {
        return (0.0, faults);
    }
    if kinds.is_empty() || chart.kinds.iter().any(|kind| kinds.contains(kind)) {
        tenths += KIND;
    } else {
        let given = chart.kinds.clone();
        faults.push(ChartFault::Kind { given });
    }
    let needs_axes = chart.kinds.iter().any(|kind| kind.has_axes());
    let words = [
        (chart.title.is_some(), ChartFault::NoTitle),
        (
            !needs_axes || !chart.axes.is_empty(),
            ChartFault::NoAxisTitles,
        ),
    ];
    for (is_there, fault) in words {
        if is_there {
            tenths += WORDS;
        } else {
            faults.push(fault);
        }
    }
    (tenths / 10.0, faults)
}

/// Values of a series that are right: those of their names, or, where none is named so, those in their order.
fn hits(series: &DrawnSeries, rows: &[Row], tolerance: Tolerance) -> usize {
    let is_named = rows
        .iter()
        .any(|row| series.names.iter().any(|name| same(name, &row.name)));
    let is_right = |(place, row): &(usize, &Row)| {
        let place = if is_named {
            series.names.iter().position(|name| same(name, &row.name))
        } else {
            Some(*place)
        };
        let given = place.and_then(|place| series.values.get(place).copied().flatten());
        match (given, row.values.first().copied().flatten()) {
            (Some(given), Some(expected)) => tolerance.allows(given, expected),
            (given, expected) => given.is_none() && expected.is_none(),
        }
    };
    rows.iter().enumerate().filter(is_right).count()
}
