//! The section on returning customers: the model, how well it fits, and what is to be expected.

mod fit;
mod hold_out;
mod method;
mod outlook;

use fourr_lifetime::Model;
use fourr_rfm::Lifetime;

use super::{
    model_warning,
    subject::Subject,
    values::{count, number, share, sum},
};
use crate::{Block, DataNote, Finding, Id, NoteKind, Section};

/// Method, fit, test and outlook; nothing where no model was asked for.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let attempt = subject.summary.lifetime.as_ref()?;
    let title = subject.text(
        "复购预测与客户终身价值",
        "Returning customers and lifetime value",
    );
    let blocks = match (attempt.done(), attempt.refusal()) {
        (Some(lifetime), _) => blocks(subject, lifetime),
        (None, Some(reason)) => vec![Block::Note(DataNote {
            kind: NoteKind::Warning,
            code: "no_lifetime".to_owned(),
            text: model_warning::lifetime(subject, reason),
            rows: None,
        })],
        (None, None) => return None,
    };
    Some(Section::new("lifetime", title, blocks))
}

fn blocks(subject: &Subject<'_>, lifetime: &Lifetime) -> Vec<Block> {
    let mut blocks = vec![
        Block::Method(method::returning(subject, lifetime)),
        Block::Table(fit::parameters(subject, lifetime)),
    ];
    blocks.extend(fit::compared(subject, lifetime).map(Block::Table));
    blocks.push(fit::frequencies(subject, lifetime));
    if let Some(held) = lifetime.hold_out.done() {
        blocks.extend(hold_out::blocks(subject, lifetime, held));
    }
    blocks.extend(outlook::blocks(subject, lifetime));
    blocks
}

/// What is to be expected, the test first.
pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let done = subject
        .summary
        .lifetime
        .as_ref()
        .and_then(|attempt| attempt.done());
    let Some(lifetime) = done else {
        return Vec::new();
    };
    let found = [expected(subject, lifetime)].into_iter();
    found.chain(tested(subject, lifetime)).collect()
}

/// How many purchases, and what they are worth.
fn expected(subject: &Subject<'_>, lifetime: &Lifetime) -> Finding {
    let outlook = &lifetime.outlook;
    let worth = |of: &&fourr_rfm::SegmentOutlook| of.value.is_some();
    let segments = lifetime.segments.iter().filter(worth);
    let best = segments.max_by(|a, b| a.value.unwrap_or(0.0).total_cmp(&b.value.unwrap_or(0.0)));
    let mut values = vec![
        count(outlook.weeks.into()),
        number(round(outlook.purchases)),
        share(outlook.mean_p_alive),
    ];
    let words = match (outlook.value, best) {
        (Some(value), Some(best)) => {
            values.extend([
                sum(value),
                crate::Span::plain(subject.name_of(&best.segment)),
                share(best.value.map(|part| part / value)),
            ]);
            [
                "未来 {0} 周预计有 {1} 次购买，现值 {3}¤，其中{4}占 {5}；平均每位客户仍活跃的概率为 {2}。",
                "The next {0} weeks should bring {1} purchases with a present value of {3}¤, {5} of it from {4}. A customer is one still with a probability of {2} on average.",
            ]
        }
        _ => [
            "未来 {0} 周预计有 {1} 次购买；平均每位客户仍活跃的概率为 {2}。",
            "The next {0} weeks should bring {1} purchases. A customer is one still with a probability of {2} on average.",
        ],
    };
    let evidence = ["outlook", "lifetime-value"].map(Id::from);
    Finding::new(subject.say(words[0], words[1], &values), evidence)
}

/// How far the model was off on purchases that it had not seen.
fn tested(subject: &Subject<'_>, lifetime: &Lifetime) -> Option<Finding> {
    let held = lifetime.hold_out.done()?;
    let values = [
        crate::Cell::Date(held.calibrated_until).into(),
        number(round(held.weeks)),
        number(round(held.expected)),
        count(held.actual),
        share(held.error),
    ];
    let text = subject.say(
        "模型只用 {0} 及以前的购买拟合，对其后 {1} 周预测 {2} 次购买，实际 {3} 次，偏差 {4}。",
        "Fitted to purchases up to {0} only, the model expected {2} purchases in the {1} weeks that followed; there were {3}, a difference of {4}.",
        &values,
    );
    Some(Finding::new(text, ["hold-out", "tracking"].map(Id::from)))
}

/// A model's name in the literature.
fn name(model: Model) -> &'static str {
    match model {
        Model::BgNbd => "BG/NBD",
        Model::MbgNbd => "MBG/NBD",
        Model::ParetoNbd => "Pareto/NBD",
    }
}

/// Repeat purchases of a group: `7+` for those with seven and more.
fn repeats(repeats: u32, or_more: bool) -> String {
    let more = if or_more { "+" } else { "" };
    format!("{repeats}{more}")
}

/// A whole number of purchases or weeks, for a sentence.
fn round(value: f64) -> f64 {
    value.round()
}
