//! The segment and the rule that gave it, in words.

use fourr_rfm::{Basis, Cause, Explanation};

use super::side;
use crate::{
    Cell, Format, Prose, Span,
    rfm::{names, subject::Subject, values::number},
};

/// The segment, why, and the weighted score.
pub(super) fn sentence(subject: &Subject<'_>, told: &Explanation) -> String {
    let name = Span::plain(subject.name(&told.segment));
    let weighted = number(told.weighted_score);
    let prose = match &told.cause {
        Cause::HighLow { code } => high_low(subject, told, code),
        Cause::Scores { .. } => by_rule(subject, told),
        Cause::NoRule { cell } => subject.say(
            "分群：{0}。没有规则覆盖得分 {1}；加权得分 {2}。",
            "Segment: {0}. No rule covers the scores {1}; weighted score {2}.",
            &[name, Span::plain(cell), weighted],
        ),
    };
    prose.text(subject.lang)
}

/// The eight types: each dimension against its split.
fn high_low(subject: &Subject<'_>, told: &Explanation, code: &str) -> Prose {
    let basis = match told.basis {
        Basis::RawMean => subject.text("均值", "the mean"),
        Basis::ScoreMean => subject.text("得分均值", "the mean score"),
        Basis::Median => subject.text("中位数", "the median"),
        Basis::Fixed => subject.text("给定阈值", "the given threshold"),
    };
    let sides = [&told.recency, &told.frequency, &told.monetary];
    let [r, f, m] = sides.map(|of| Span::plain(side(subject, of)));
    let values = [
        Span::plain(subject.name(&told.segment)),
        Span::plain(basis),
        r,
        f,
        m,
        Span::plain(code),
        number(told.weighted_score),
    ];
    subject.say(
        "分群：{0}。与{1}比较，R {2}、F {3}、M {4}，代码 {5}；加权得分 {6}。",
        "Segment: {0}. Against {1}, R is {2}, F {3} and M {4}: code {5}; weighted score {6}.",
        &values,
    )
}

/// A table by scores: the first rule that covers them.
fn by_rule(subject: &Subject<'_>, told: &Explanation) -> Prose {
    let Cause::Scores {
        cell,
        rounded_mean,
        r,
        f,
        m,
        fm,
    } = &told.cause
    else {
        return Prose::default();
    };
    let ranges = [("R", r), ("F", f), ("M", m), ("FM", fm)];
    let ranges = ranges.into_iter().filter_map(|(letter, range)| {
        let [low, high] = (*range)?;
        Some(if low == high {
            format!("{letter} {low}")
        } else {
            format!("{letter} {low}–{high}")
        })
    });
    let rule = subject.list(ranges);
    let scheme = names::scheme(&subject.summary.parameters.scheme, subject.lang);
    let values = [
        Span::plain(subject.name(&told.segment)),
        Span::plain(cell),
        Span::value(Cell::Count((*rounded_mean).into()), Format::Count),
        Span::plain(scheme),
        Span::plain(&rule),
        number(told.weighted_score),
    ];
    if rule.is_empty() {
        return subject.say(
            "分群：{0}。得分 {1}，「{3}」中由不限得分的规则归入；加权得分 {5}。",
            "Segment: {0}. The scores are {1}; the rule of {3} that takes any scores applies. Weighted score {5}.",
            &values,
        );
    }
    subject.say(
        "分群：{0}。得分 {1}（F、M 均值 FM 为 {2}），「{3}」中第一条符合的规则是 {4}；加权得分 {5}。",
        "Segment: {0}. The scores are {1}, the rounded mean of F and M (FM) is {2}; the first rule of {3} that covers them is {4}. Weighted score {5}.",
        &values,
    )
}
