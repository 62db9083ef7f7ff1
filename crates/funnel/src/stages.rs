//! Counts become rates.

use crate::{Stage, StageCount, Step};

/// The counts of the stages with their rates; those behind an optional stage compare with the required one before it.
pub(crate) fn counts(reached: &[u64], optional: &[bool]) -> Vec<StageCount> {
    let mut before: Option<u64> = None;
    let first = reached.first().copied().unwrap_or(0);
    let mut counts = Vec::with_capacity(reached.len());
    for (&reached, &optional) in reached.iter().zip(optional) {
        counts.push(StageCount {
            reached,
            step_conversion: share(reached, before.unwrap_or(reached)),
            overall_conversion: share(reached, first),
        });
        if !optional {
            before = Some(reached);
        }
    }
    counts
}

/// A share; of nobody there is none.
pub(crate) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The stages with their counts and rates. What only events tell is left out.
pub(crate) fn stages(steps: &[Step], reached: &[u64]) -> Vec<Stage> {
    let optional: Vec<bool> = steps.iter().map(|step| step.optional).collect();
    let counts = counts(reached, &optional);
    let grows = !growing(reached, &optional).is_empty();
    let lost = lost(reached);
    let mut before: Option<u64> = None;
    let mut stages = Vec::with_capacity(steps.len());
    for (step, count) in steps.iter().zip(counts) {
        let drop_off = difference(before.unwrap_or(count.reached), count.reached);
        let shared = !grows && !step.optional && lost > 0;
        stages.push(Stage {
            name: step.name.clone(),
            filled_by: step.pattern.to_string(),
            optional: step.optional,
            reached: count.reached,
            step_conversion: count.step_conversion,
            overall_conversion: count.overall_conversion,
            drop_off,
            drop_rate: count.step_conversion.map(|rate| 1.0 - rate),
            share_of_loss: shared.then(|| drop_off as f64 / lost as f64),
            open: 0,
            settled_conversion: None,
            from_start: None,
            from_previous: None,
            curve: Vec::new(),
            value_lost: None,
            value_reached: None,
        });
        if !step.optional {
            before = Some(count.reached);
        }
    }
    stages
}

/// Lost between the first stage and the last.
pub(crate) fn lost(reached: &[u64]) -> i64 {
    match (reached.first(), reached.last()) {
        (Some(first), Some(last)) => difference(*first, *last),
        _ => 0,
    }
}

fn difference(from: u64, to: u64) -> i64 {
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    whole(from) - whole(to)
}

/// The stages that are larger than the one before, by place.
pub(crate) fn growing(reached: &[u64], optional: &[bool]) -> Vec<usize> {
    let mut before = u64::MAX;
    let mut growing = Vec::new();
    for (place, (&reached, &optional)) in reached.iter().zip(optional).enumerate() {
        if reached > before {
            growing.push(place);
        }
        if !optional {
            before = reached;
        }
    }
    growing
}

/// The stage with the lowest step conversion; the earlier of two.
pub(crate) fn bottleneck(stages: &[Stage]) -> Option<usize> {
    let mut lowest: Option<(usize, f64)> = None;
    for (place, stage) in stages
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, stage)| !stage.optional)
    {
        let Some(rate) = stage.step_conversion else {
            continue;
        };
        if lowest.is_none_or(|(_, other)| rate < other) {
            lowest = Some((place, rate));
        }
    }
    lowest.map(|(place, _)| place)
}
