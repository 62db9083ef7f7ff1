//! Silence in words: cycle, state, and the days on which it turns into another.

use fourr_locale::Lang;
use fourr_rfm::{CycleSource, Dormancy, Explanation, Silence, Turn};

use super::lower;
use crate::{
    Cell, Span,
    rfm::{names, subject::Subject, values::number},
};

/// Cycle, state, and the days on which it turns into another.
pub(super) fn sentence(subject: &Subject<'_>, told: &Explanation, of: &Silence) -> String {
    let source = match of.cycle_source {
        Some(CycleSource::Own) => subject.text("本人的", "of this customer"),
        Some(CycleSource::PopulationMedian) => {
            subject.text("全体间隔的中位数", "the median of all gaps")
        }
        None => subject.text("无", "none"),
    };
    let status = names::status(of.status, subject.lang);
    let values = [
        Cell::from(of.first_order).into(),
        Cell::from(of.last_order).into(),
        Cell::Count(of.purchase_days.into()).into(),
        Span::plain(days(subject, of.cycle_days.unwrap_or_default())),
        Span::plain(source),
        Span::plain(days(subject, told.recency.value)),
        number(of.cycle_ratio),
        Span::plain(lower(status, subject.lang)),
    ];
    let state = match (of.cycle_ratio, of.dormancy) {
        (Some(_), Dormancy::Cycle) => subject.say(
            "沉默：购买日 {2} 天（{0} 至 {1}）；周期 {3}（{4}），已沉默 {5}，为周期的 {6} 倍：{7}。",
            "Silence: purchase days {2} ({0} to {1}); a cycle of {3} ({4}), silent for {5}, {6} cycles: {7}.",
            &values,
        ),
        _ => subject.say(
            "沉默：购买日 {2} 天（{0} 至 {1}）；已沉默 {5}：{7}。",
            "Silence: purchase days {2} ({0} to {1}); silent for {5}: {7}.",
            &values,
        ),
    };
    format!("{}{}", state.text(subject.lang), turns(subject, told, of))
}

/// Days with their unit.
fn days(subject: &Subject<'_>, days: f64) -> String {
    let n = subject.lang.trimmed(days, 2);
    let unit = if n == "1" { "day" } else { "days" };
    subject.text(&format!("{n} 天"), &format!("{n} {unit}"))
}

/// Since when the state has lasted, and when the next ones begin without a purchase.
fn turns(subject: &Subject<'_>, told: &Explanation, of: &Silence) -> String {
    let as_of = told.as_of.unwrap_or(of.last_order);
    let turn = |turn: &Turn| {
        let status = lower(names::status(turn.status, subject.lang), subject.lang);
        match subject.lang {
            Lang::Zh => format!("{} 起为{status}", turn.from),
            Lang::En => format!("{status} from {}", turn.from),
        }
    };
    let ahead: Vec<String> = of
        .turns
        .iter()
        .filter(|of| of.from > as_of)
        .map(turn)
        .collect();
    let reached = of.turns.iter().rfind(|of| of.from <= as_of);
    let mut text = String::new();
    if let Some(reached) = reached {
        let status = names::status(reached.status, subject.lang);
        let from = reached.from;
        text += &subject.text(
            &format!("自 {from} 起为{status}。"),
            &format!(" {status} since {from}."),
        );
    }
    if !ahead.is_empty() {
        let ahead = subject.list(ahead);
        text += &subject.text(
            &format!("若不再购买：{ahead}。"),
            &format!(" Without a purchase: {ahead}."),
        );
    }
    text
}
