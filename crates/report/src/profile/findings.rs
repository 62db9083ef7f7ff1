//! What a reader should know first.

use fourr_profile::clusters::ClusterOutcome;

use super::{clusters, crosstabs, habits, stages, subject::Subject, tags, target};
use crate::{Cell, Finding, Format, Id, KeyFigure, Prose};

pub(super) fn lead(subject: &Subject<'_>) -> Prose {
    let summary = &subject.summary.tags;
    let english = match summary.dimensions.len() {
        1 => "{0} people, described by {2} tags of one dimension.",
        _ => "{0} people, described by {2} tags of {1} dimensions.",
    };
    subject.say(
        "{0} 人，{1} 个维度、{2} 个标签。",
        english,
        &[
            Cell::Count(summary.persons).into(),
            Cell::Count(summary.dimensions.len() as u64).into(),
            Cell::Count(summary.tags.len() as u64).into(),
        ],
    )
}

pub(super) fn figures(subject: &Subject<'_>) -> Vec<KeyFigure> {
    let summary = subject.summary;
    let mut figures = vec![
        KeyFigure::new(
            subject.text("人数", "Persons"),
            summary.tags.persons,
            Format::Count,
        ),
        KeyFigure::new(
            subject.text("标签数", "Tags"),
            summary.tags.tags.len() as u64,
            Format::Count,
        ),
    ];
    if let Some(target) = &summary.figures.target {
        figures.push(KeyFigure::new(
            subject.text("目标人群", "Target group"),
            target.groups.target,
            Format::Count,
        ));
    }
    if let Some(ClusterOutcome::Found(found)) = &summary.figures.clusters {
        figures.push(KeyFigure::new(
            subject.text("聚类数", "Clusters"),
            found.found.len() as u64,
            Format::Count,
        ));
    }
    if let Some(found) = &summary.figures.habits {
        let spend = found.all.spend_per_buyer.map_or(Cell::Empty, Cell::Money);
        figures.push(KeyFigure::new(
            subject.text("人均消费", "Spend per buyer"),
            spend,
            Format::Money,
        ));
    }
    figures
}

pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let figures = &subject.summary.figures;
    let mut found = Vec::new();
    let mut add = |text: Option<Prose>, evidence: &[&'static str]| {
        found.extend(text.map(|text| Finding::new(text, evidence.iter().map(|id| Id::from(*id)))));
    };
    add(tags::sentence(subject), &["tags"]);
    add(target::sentence(subject), &["tgi", "tgi-table"]);
    if let Some(table) = figures.crosstabs.first() {
        let evidence = [
            Id::numbered("crosstab", 1),
            Id::numbered("crosstab-shares", 1),
        ];
        found.push(Finding::new(crosstabs::sentence(subject, table), evidence));
    }
    let mut add = |text: Option<Prose>, evidence: &[&'static str]| {
        found.extend(text.map(|text| Finding::new(text, evidence.iter().map(|id| Id::from(*id)))));
    };
    if let Some(ClusterOutcome::Found(of)) = &figures.clusters {
        add(Some(clusters::sentence(subject, of)), &["clusters-table"]);
    }
    add(
        figures
            .aidma
            .as_ref()
            .map(|of| stages::aidma_sentence(subject, of)),
        &["aidma-funnel"],
    );
    add(
        figures
            .habits
            .as_ref()
            .map(|of| habits::sentence(subject, &of.all)),
        &["power"],
    );
    found
}
