//! Title, lead, key figures, findings and provenance.

use fourr_funnel::{Retention, retention::DayRetention};
use fourr_locale::Lang;
use fourr_table::Source;

use super::subject::{Subject, count, share, share_cell};
use crate::{Cell, Finding, Format, KeyFigure, Prose, Provenance, parameters};

pub(super) fn title(lang: Lang) -> &'static str {
    lang.pick("用户留存分析报告", "Retention analysis")
}

/// Population, period, conventions.
pub(super) fn lead(subject: &Subject<'_>) -> Prose {
    let retained = subject.retained;
    subject.say(
        "{0} 至 {1}，{2} 人有事件，{3} 人进入同期群；按{4}分群，留存以自然日计（首日为第 0 日），尚未结束的{4}留空。",
        "From {0} to {1}: {2} persons have events, {3} are in a cohort. Cohorts are by {4}, days are those of the calendar (the first is day 0), and a {4} that is not over stays open.",
        &[
            Cell::Date(retained.first).into(),
            Cell::Date(retained.as_of).into(),
            count(retained.persons),
            count(retained.members),
            crate::Span::plain(subject.period()),
        ],
    )
}

pub(super) fn figures(subject: &Subject<'_>) -> Vec<KeyFigure> {
    let retained = subject.retained;
    let members = subject.text("同期群人数", "Persons in cohorts");
    let mut figures = vec![KeyFigure::new(
        members,
        Cell::Count(retained.members),
        Format::Count,
    )];
    for days in retained
        .days
        .iter()
        .filter(|days| days.retention.is_some())
        .take(3)
    {
        let label = match subject.lang {
            Lang::Zh => format!("第 {} 日留存", days.days.from),
            Lang::En => format!("Day-{} retention", days.days.from),
        };
        figures.push(KeyFigure::new(
            label,
            share_cell(days.retention),
            Format::Share,
        ));
    }
    if let Some(stickiness) = &retained.stickiness {
        let label = subject.text("黏性 DAU/MAU", "Stickiness DAU/MAU");
        figures.push(KeyFigure::new(
            label,
            share_cell(stickiness.daily_by_monthly),
            Format::Share,
        ));
    }
    figures
}

pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let retained = subject.retained;
    let mut findings = Vec::new();
    let told = |days: &&DayRetention| days.retention.is_some();
    if let (Some(first), Some(last)) = (
        retained.days.iter().find(told),
        retained.days.iter().rev().find(told),
    ) {
        let text = subject.say(
            "首日之后第 {0} 日有 {1} 的人再次活跃，第 {2} 日为 {3}。",
            "{1} are active on day {0} after the first, {3} on day {2}.",
            &[
                count(first.days.from.into()),
                share(first.retention),
                count(last.days.from.into()),
                share(last.retention),
            ],
        );
        findings.push(Finding::new(text, ["days".into()]));
    }
    if let Some(column) = retained.ages.get(1) {
        let text = subject.say(
            "下一{0}的加权平均留存率为 {1}（{2} 个同期群，最低 {3}，最高 {4}）。",
            "In the {0} after the first {1} come back, on the weighted mean of {2} cohorts (from {3} to {4}).",
            &[
                crate::Span::plain(subject.period()),
                share(column.retention),
                count(column.cohorts),
                share(column.lowest),
                share(column.highest),
            ],
        );
        findings.push(Finding::new(text, ["cohort-heat".into(), "ages".into()]));
    }
    if let Some(last) = retained
        .lifecycle
        .iter()
        .rev()
        .find(|period| period.churn.is_some())
    {
        let text = subject.say(
            "最近一个完整的{0}（{1} 起）：活跃 {2} 人，其中新增 {3}、留存 {4}、回流 {5}；上一{0}活跃者有 {6} 沉默。",
            "In the last full {0} (from {1}) {2} are active: {3} new, {4} retained, {5} resurrected; {6} of those active before fell silent.",
            &[
                crate::Span::plain(subject.period()),
                Cell::Date(last.start).into(),
                count(last.active),
                count(last.new),
                count(last.retained),
                count(last.resurrected),
                share(last.churn),
            ],
        );
        findings.push(Finding::new(text, ["lifecycle".into()]));
    }
    findings
}

/// What the report was made from and by: of the parameters, those that are not at their defaults.
pub(super) fn provenance(subject: &Subject<'_>, sources: &[Source]) -> Provenance {
    let changed = parameters::changed(&Retention::default(), &subject.retained.parameters);
    Provenance::of(sources, changed)
}
