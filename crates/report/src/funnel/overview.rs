//! Title, lead, key figures and provenance.

use fourr_funnel::Funnel;
use fourr_locale::Lang;
use fourr_table::Source;

use super::{
    names,
    subject::{Subject, count, share_cell},
};
use crate::{Cell, Format, KeyFigure, Prose, Provenance, Span, parameters};

pub(super) fn title(lang: Lang) -> &'static str {
    lang.pick("营销漏斗分析报告", "Funnel analysis")
}

/// Population, period, definition.
pub(super) fn lead(subject: &Subject<'_>) -> Prose {
    let summary = subject.summary;
    let Some((seen, definition)) = summary.observed.as_ref().zip(summary.definition.as_ref())
    else {
        return subject.say(
            "{0} 个阶段，首阶段 {1}，末阶段 {2}。",
            "{0} stages, from {1} at the first to {2} at the last.",
            &[
                count(summary.stages.len() as u64),
                first(subject),
                last(subject),
            ],
        );
    };
    let window = summary
        .window
        .map(|window| names::window(window, subject.lang))
        .unwrap_or_default();
    subject.say(
        "{0} 至 {1}，{2} 人的 {3} 个事件，{4} 个步骤；窗口 {5}（含边界），口径：{6}；{7}。",
        "From {0} to {1}: {3} events of {2} persons, {4} steps; window {5} (inclusive), definition: {6}; {7}.",
        &[
            Cell::Date(seen.first.date()).into(),
            Cell::Date(seen.last.date()).into(),
            count(seen.persons),
            count(seen.events),
            count(summary.stages.len() as u64),
            Span::plain(window),
            Span::plain(names::definition(definition, subject.lang)),
            Span::plain(names::counting(definition.counting, subject.lang)),
        ],
    )
}

fn first(subject: &Subject<'_>) -> Span {
    count(
        subject
            .summary
            .stages
            .first()
            .map_or(0, |stage| stage.reached),
    )
}

fn last(subject: &Subject<'_>) -> Span {
    count(
        subject
            .summary
            .stages
            .last()
            .map_or(0, |stage| stage.reached),
    )
}

pub(super) fn figures(subject: &Subject<'_>) -> Vec<KeyFigure> {
    let summary = subject.summary;
    let reached =
        |place: Option<&fourr_funnel::Stage>| Cell::Count(place.map_or(0, |stage| stage.reached));
    let mut figures = vec![
        KeyFigure::new(
            subject.text("进入漏斗", "Entered"),
            reached(summary.stages.first()),
            Format::Count,
        ),
        KeyFigure::new(
            subject.text("完成", "Completed"),
            reached(summary.stages.last()),
            Format::Count,
        ),
        KeyFigure::new(
            subject.text("总转化率", "Overall conversion"),
            share_cell(summary.overall_conversion),
            Format::Share,
        ),
    ];
    if let Some(place) = summary.bottleneck {
        let stage = &summary.stages[place];
        let label = match subject.lang {
            Lang::Zh => format!("瓶颈：{}", stage.name),
            Lang::En => format!("Bottleneck: {}", stage.name),
        };
        figures.push(KeyFigure::new(
            label,
            share_cell(stage.step_conversion),
            Format::Share,
        ));
    }
    figures
}

/// What the report was made from and by: of the parameters, those that are not at their defaults.
pub(super) fn provenance(subject: &Subject<'_>, sources: &[Source]) -> Provenance {
    let changed = parameters::changed(&Funnel::default(), &subject.summary.parameters);
    Provenance::of(sources, changed)
}
