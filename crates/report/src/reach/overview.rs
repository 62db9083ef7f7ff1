//! Title, lead, key figures, findings and provenance.

use fourr_funnel::{
    Reach,
    reach::{Population, ReachSource},
};
use fourr_locale::Lang;
use fourr_table::Source;

use super::subject::{Subject, count, share};
use crate::{Cell, Finding, Format, KeyFigure, Prose, Provenance, Span, parameters};

pub(super) fn title(lang: Lang) -> &'static str {
    lang.pick("触达与覆盖分析报告", "Reach and frequency")
}

/// What was measured, of whom.
pub(super) fn lead(subject: &Subject<'_>) -> Prose {
    let reached = subject.reached;
    let from = match reached.population_from {
        Population::Given => subject.text("由参数给出", "as given"),
        Population::Target => subject.text("目标名单中的人", "those of the target file"),
        Population::Seen => subject.text("日志中出现过的人", "those seen in the log"),
    };
    let values = [
        count(reached.channels.len() as u64),
        count(reached.population),
        Span::plain(from),
    ];
    match reached.source {
        ReachSource::Log => subject.say(
            "{0} 个渠道，目标人群 {1} 人（{2}）；按人去重，重复触达为精确计数。",
            "{0} channels and a target population of {1} ({2}). Persons are counted once, overlap is exact.",
            &values,
        ),
        ReachSource::Totals => subject.say(
            "{0} 个渠道，目标人群 {1} 人（{2}）；输入为渠道汇总，合并覆盖为独立性假设下的估计，并给出上下界。",
            "{0} channels and a target population of {1} ({2}). The input has totals: combined reach is an estimate as if channels were independent, with its bounds.",
            &values,
        ),
    }
}

pub(super) fn figures(subject: &Subject<'_>) -> Vec<KeyFigure> {
    let combined = &subject.reached.combined;
    let mut figures = vec![
        KeyFigure::new(
            subject.text("合并覆盖率", "Combined reach"),
            Cell::Share(combined.reach_rate),
            Format::Share,
        ),
        KeyFigure::new(
            subject.text("平均频次", "Average frequency"),
            Cell::from(combined.frequency),
            Format::Number(2),
        ),
        KeyFigure::new(
            subject.text("毛评点 GRP", "GRP"),
            Cell::Number(combined.grp),
            Format::Number(1),
        ),
    ];
    if let Some(rate) = combined.effective_rate {
        let label = match subject.lang {
            Lang::Zh => format!("有效到达 {}+", subject.reached.parameters.effective),
            Lang::En => format!("{}+ reach", subject.reached.parameters.effective),
        };
        figures.push(KeyFigure::new(label, Cell::Share(rate), Format::Share));
    }
    if let Some(cost) = combined.cost_per_reached {
        let label = subject.text("每触达一人的费用", "Cost per person reached");
        figures.push(KeyFigure::new(label, Cell::Money(cost), Format::Money));
    }
    figures
}

pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let reached = subject.reached;
    let mut findings = Vec::new();
    if let Some(largest) = reached
        .channels
        .iter()
        .max_by(|a, b| a.reach_rate.total_cmp(&b.reach_rate))
    {
        let text = subject.say(
            "各渠道合计覆盖 {0} 的目标人群；最大的渠道是「{1}」（{2}）。",
            "All channels together reach {0} of the target; the largest is {1} ({2}).",
            &[
                share(Some(reached.combined.reach_rate)),
                Span::plain(&largest.name),
                share(Some(largest.reach_rate)),
            ],
        );
        findings.push(Finding::new(text, ["channels".into(), "reach-bars".into()]));
    }
    if let Some(sides) = &reached.sides {
        let rate = |persons: u64| share(Some(persons as f64 / reached.population as f64));
        let text = subject.say(
            "只被线上触达的占 {0}，只被线下触达的占 {1}，两者都触达的占 {2}。",
            "{0} are reached online only, {1} offline only, {2} by both.",
            &[
                rate(sides.online_only),
                rate(sides.offline_only),
                rate(sides.both),
            ],
        );
        findings.push(Finding::new(
            text,
            ["overlap-bars".into(), "combinations".into()],
        ));
    }
    if let Some(first) = reached.plan.first() {
        let name = Span::plain(subject.channel(first.channel));
        let text = match first.cost_per_added {
            Some(cost) => subject.say(
                "优化建议：先用「{0}」，每新增触达一人 {1} 元，为各渠道最低。",
                "Begin with {0}: a person reached costs {1}, the least of all channels.",
                &[name, Cell::Money(cost).into()],
            ),
            None => subject.say(
                "优化建议：先用「{0}」，新增覆盖 {1}，为各渠道最多。",
                "Begin with {0}: it adds {1}, the most of all channels.",
                &[name, share(Some(first.added_rate))],
            ),
        };
        findings.push(Finding::new(text, ["plan".into()]));
    }
    findings
}

/// What the report was made from and by: of the parameters, those that are not at their defaults.
pub(super) fn provenance(subject: &Subject<'_>, sources: &[Source]) -> Provenance {
    let changed = parameters::changed(&Reach::default(), &subject.reached.parameters);
    Provenance::of(sources, changed)
}
