//! The funnel by group.

use fourr_chart::{Axis, Direction, Format as Digits, GroupedBars, Series, Shape};
use fourr_funnel::Group;

use super::subject::{Subject, count, share, share_cell};
use crate::{Block, Cell, Excerpt, Format, Prose, Section, Span, Table};

/// Groups in tables and charts.
const SHOWN: usize = 20;
const DRAWN: usize = 8;

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let summary = subject.summary;
    let by = summary.by.as_ref().filter(|_| !summary.groups.is_empty())?;
    let mut blocks = Vec::new();
    blocks.extend(extremes(subject).map(Block::Paragraph));
    blocks.push(Block::Table(table(subject)));
    if summary.groups.len() > 1 {
        blocks.push(chart(subject));
    }
    if summary.ungrouped > 0 {
        blocks.push(Block::Paragraph(subject.say(
            "{0} 没有列「{1}」的取值，不属于任何组。",
            "{0} have no value in the column {1} and belong to no group.",
            &[count(summary.ungrouped), Span::code(by)],
        )));
    }
    let title = match subject.lang {
        fourr_locale::Lang::Zh => format!("按「{by}」分组"),
        fourr_locale::Lang::En => format!("By {by}"),
    };
    Some(Section::new("groups", title, blocks))
}

fn table(subject: &Subject<'_>) -> Table {
    let summary = subject.summary;
    let mut columns = vec![subject.column("分组", "Group", Format::Text)];
    columns.extend(
        summary
            .stages
            .iter()
            .map(|stage| subject.column(&stage.name, &stage.name, Format::Count)),
    );
    columns.push(subject.column("总转化率", "Overall conversion", Format::Share));
    let row = |name: &str, reached: Vec<u64>, overall: Option<f64>| {
        let mut row = vec![Cell::from(name)];
        row.extend(reached.into_iter().map(Cell::Count));
        row.push(share_cell(overall));
        row
    };
    let rows = summary.groups.iter().take(SHOWN).map(|group| {
        row(
            &group.name,
            group.stages.iter().map(|stage| stage.reached).collect(),
            group.overall_conversion,
        )
    });
    let all = summary.stages.iter().map(|stage| stage.reached).collect();
    let caption = subject.text("各组的漏斗", "The funnel of every group");
    let mut table = Table::new("groups", caption, columns)
        .with_rows(rows)
        .with_total(row(
            subject.lang.pick("全部", "All"),
            all,
            summary.overall_conversion,
        ));
    table.excerpt = (summary.groups.len() > SHOWN).then(|| Excerpt {
        of: summary.groups.len() as u64,
        file: "summary.json".to_owned(),
    });
    table
}

/// Step conversion of the largest groups, side by side.
fn chart(subject: &Subject<'_>) -> Block {
    let summary = subject.summary;
    let stages = summary.stages.iter().skip(1);
    let series = summary.groups.iter().take(DRAWN).map(|group| Series {
        name: group.name.clone(),
        values: group
            .stages
            .iter()
            .skip(1)
            .map(|stage| stage.step_conversion.into())
            .collect(),
    });
    let shape = Shape::GroupedBars(GroupedBars {
        category: subject.text("阶段", "Stage"),
        categories: stages.map(|stage| stage.name.clone()).collect(),
        value: Axis::new(
            subject.lang.pick("环节转化率", "Step conversion"),
            Digits::Share(1),
        ),
        series: series.collect(),
        direction: Direction::Upright,
        references: Vec::new(),
    });
    let reading = extremes(subject).unwrap_or_default();
    let title = subject.text("各组的环节转化率", "Step conversion by group");
    let method = subject.text(
        "环节转化率 = 本阶段 ÷ 上一阶段，人数最多的组",
        "step conversion: stage over the stage before; the largest groups",
    );
    subject.chart("groups", title, &method, (shape, reading))
}

/// The best and the worst of those with at least thirty at the first stage.
pub(super) fn extremes(subject: &Subject<'_>) -> Option<Prose> {
    let entered = |group: &&Group| {
        group
            .stages
            .first()
            .is_some_and(|stage| stage.reached >= 30)
    };
    let rated = subject.summary.groups.iter().filter(entered);
    let mut rated: Vec<(&Group, f64)> = rated
        .filter_map(|group| Some((group, group.overall_conversion?)))
        .collect();
    rated.sort_by(|a, b| b.1.total_cmp(&a.1));
    let ((best, high), (worst, low)) = rated
        .first()
        .zip(rated.last())
        .filter(|_| rated.len() > 1)?;
    Some(subject.say(
        "总转化率最高的是「{0}」（{1}），最低的是「{2}」（{3}）。",
        "{0} converts best ({1}), {2} worst ({3}).",
        &[
            Span::plain(&best.name),
            share(Some(*high)),
            Span::plain(&worst.name),
            share(Some(*low)),
        ],
    ))
}
