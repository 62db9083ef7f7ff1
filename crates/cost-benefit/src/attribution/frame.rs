//! The big tables as frames.

use fourr_attribution::{Attribution, Next};
use polars::prelude::*;

use super::AttributionSummary;

/// What every model gives every channel: channel, model, conversions, value, share.
pub(super) fn credits(summary: &AttributionSummary) -> PolarsResult<DataFrame> {
    let rows: Vec<_> = summary
        .channels
        .iter()
        .flat_map(|channel| {
            channel
                .credits
                .iter()
                .map(|credit| (&channel.channel, credit))
        })
        .collect();
    let names: Vec<&str> = rows.iter().map(|(name, _)| name.as_str()).collect();
    let models: Vec<&str> = rows.iter().map(|(_, credit)| credit.model.key()).collect();
    let numbers = |of: fn(&super::ModelCredit) -> Option<f64>| -> Vec<Option<f64>> {
        rows.iter().map(|(_, credit)| of(credit)).collect()
    };
    DataFrame::new(
        rows.len(),
        vec![
            Column::new("channel".into(), names),
            Column::new("model".into(), models),
            Column::new("conversions".into(), numbers(|credit| credit.conversions)),
            Column::new("value".into(), numbers(|credit| credit.value)),
            Column::new("share".into(), numbers(|credit| credit.share)),
        ],
    )
}

/// The steps of the chain: from, to, count, probability. A state is `(start)` or its channels, the earliest first.
pub(super) fn transitions(found: &Attribution, names: &[String]) -> PolarsResult<DataFrame> {
    let steps = found
        .markov
        .as_ref()
        .map_or(&[][..], |markov| markov.transitions.as_slice());
    let from = steps.iter().map(|step| match step.from.as_slice() {
        [] => "(start)".to_owned(),
        channels => channels
            .iter()
            .map(|channel| names[usize::from(*channel)].as_str())
            .collect::<Vec<_>>()
            .join(" > "),
    });
    let to = steps.iter().map(|step| match step.to {
        Next::Channel(channel) => names[usize::from(channel)].as_str(),
        Next::Conversion => "(conversion)",
        Next::Null => "(null)",
    });
    let counts: Vec<u64> = steps.iter().map(|step| step.count).collect();
    let probabilities: Vec<f64> = steps.iter().map(|step| step.probability).collect();
    DataFrame::new(
        steps.len(),
        vec![
            Column::new("from".into(), from.collect::<Vec<String>>()),
            Column::new("to".into(), to.collect::<Vec<&str>>()),
            Column::new("count".into(), counts),
            Column::new("probability".into(), probabilities),
        ],
    )
}
