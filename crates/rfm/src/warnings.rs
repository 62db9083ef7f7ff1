//! What a reader should know before trusting the figures.

use crate::{
    measure::Measure,
    model_warning,
    summarize::named,
    summary::{Summary, Warning},
};

/// Customers below which scores are coarse (section 3.2 of the method reference).
const FEW_CUSTOMERS: u64 = 25;
/// Customers below which a segment's averages are unsteady.
const SMALL: u64 = 30;
/// Share of rows set aside from which a warning is due.
const MANY: f64 = 0.1;
/// Mean over median of the amounts from which the mean split is dragged by a few.
const SKEWED: f64 = 1.5;

pub(crate) fn of(
    summary: &Summary,
    rows_are_orders: bool,
    measures: &[Measure; 3],
) -> Vec<Warning> {
    let mut warnings = coarse(summary);
    let ranked = summary.dimensions.recency.breaks.is_empty();
    for (dimension, figures) in named(summary) {
        let empty = (1..)
            .zip(&figures.classes)
            .filter(|(_, customers)| **customers == 0);
        let scores: Vec<u8> = empty.map(|(score, _)| score).collect();
        if !scores.is_empty() && !ranked {
            warnings.push(Warning::EmptyClasses { dimension, scores });
        }
    }
    let small = summary
        .segments
        .0
        .iter()
        .filter(|s| (1..SMALL).contains(&s.customers));
    let segments: Vec<String> = small.map(|s| s.segment.key.clone()).collect();
    if !segments.is_empty() {
        warnings.push(Warning::SmallSegments { segments });
    }
    let not_positive = measures[2].below_or_at(0.0) as u64;
    if not_positive > 0 {
        warnings.push(Warning::NotPositive {
            customers: not_positive,
        });
    }
    warnings.extend(segment_table(summary));
    if rows_are_orders {
        warnings.push(Warning::RowsAreOrders);
    }
    let (mean, median) = (
        summary.dimensions.monetary.mean,
        summary.dimensions.monetary.median,
    );
    if median > 0.0 && mean > SKEWED * median {
        warnings.push(Warning::SkewedMean { mean, median });
    }
    let rows = summary.rows.set_aside();
    let share = rows as f64 / summary.rows.read.max(1) as f64;
    if share > MANY {
        warnings.push(Warning::ManyRowsSetAside { rows, share });
    }
    if summary.cycle.as_ref().is_some_and(|cycle| cycle.gaps == 0) {
        warnings.push(Warning::NoCycle);
    }
    warnings.extend(model_warning::of(summary).into_iter().map(Warning::Model));
    warnings
}

fn coarse(summary: &Summary) -> Vec<Warning> {
    let bins = summary.parameters.bins;
    let mut warnings = Vec::new();
    if summary.totals.customers < FEW_CUSTOMERS {
        let count = summary.totals.customers;
        warnings.push(Warning::CoarseScores {
            dimension: "customers",
            count,
            bins,
        });
    }
    for (dimension, figures) in named(summary) {
        if figures.distinct < u64::from(bins) {
            warnings.push(Warning::CoarseScores {
                dimension,
                count: figures.distinct,
                bins,
            });
        }
    }
    warnings
}

fn segment_table(summary: &Summary) -> Option<Warning> {
    let lint = &summary.lint;
    if lint.is_clean() {
        return None;
    }
    let key = |code: &String| {
        let of_code = summary.segments.0.iter().find(|s| s.segment.code == *code);
        of_code.map_or_else(|| code.clone(), |s| s.segment.key.clone())
    };
    Some(Warning::SegmentTable {
        overlaps: lint.overlaps.len() as u64,
        holes: lint.holes.len() as u64,
        unreachable: lint.unreachable.iter().map(key).collect(),
    })
}
