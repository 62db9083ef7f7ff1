//! The funnel by group.

use fourr_chart::{Axis, Direction, Format as Digits, GroupedBars, Series, Shape};
use fourr_funnel::{
    Group,
    compare::{Comparison, Pair},
};

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
    blocks.extend(comparison(subject));
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
    subject.chart("groups-bars", title, &method, (shape, reading))
}

/// Whether the groups really differ: rates with intervals, the test over all, the pairs that differ most.
fn comparison(subject: &Subject<'_>) -> Vec<Block> {
    let Some(of) = &subject.summary.comparison else {
        return Vec::new();
    };
    let mut blocks = Vec::new();
    if let Some(test) = of.chi_square {
        let values = [
            Span::value(test.statistic, Format::Number(2)),
            count(test.degrees_of_freedom),
            Span::plain(p_value(test.p_value)),
            Span::value(test.cramers_v, Format::Number(3)),
        ];
        blocks.push(Block::Paragraph(if test.p_value < of.alpha {
            subject.say(
                "各组总转化率的差异显著：χ² = {0}，自由度 {1}，p = {2}，Cramér V = {3}。",
                "The overall conversion of the groups differs: χ² = {0}, {1} degrees of freedom, p = {2}, Cramér's V = {3}.",
                &values,
            )
        } else {
            subject.say(
                "各组总转化率的差异不显著：χ² = {0}，自由度 {1}，p = {2}，Cramér V = {3}。",
                "The groups do not differ significantly: χ² = {0}, {1} degrees of freedom, p = {2}, Cramér's V = {3}.",
                &values,
            )
        }));
    }
    blocks.push(Block::Table(pairs(subject, of)));
    blocks
}

fn p_value(p: f64) -> String {
    if p < 0.0001 {
        "<0.0001".to_owned()
    } else {
        format!("{p:.4}")
    }
}

fn pairs(subject: &Subject<'_>, of: &Comparison) -> Table {
    let columns = vec![
        subject.column("两组", "Groups", Format::Text),
        subject.column("差（百分点）", "Difference", Format::Share),
        subject.column("95% 下限", "95% from", Format::Share),
        subject.column("95% 上限", "to", Format::Share),
        subject.column("p（Holm 校正）", "p (Holm)", Format::Text),
        subject.column(
            "可检出的最小提升",
            "Smallest detectable rise",
            Format::Share,
        ),
    ];
    let mut pairs: Vec<_> = of.pairs.iter().collect();
    pairs.sort_by(|a, b| {
        let p = |pair: &Pair| pair.p_holm.unwrap_or(f64::INFINITY);
        p(a).total_cmp(&p(b))
            .then(b.difference.abs().total_cmp(&a.difference.abs()))
    });
    let rows = pairs.iter().take(SHOWN).map(|pair| {
        [
            Cell::from(format!("{} − {}", pair.first, pair.second)),
            Cell::Share(pair.difference),
            Cell::Share(pair.wald.0),
            Cell::Share(pair.wald.1),
            pair.p_holm.map_or(Cell::Empty, |p| Cell::from(p_value(p))),
            share_cell(pair.detectable),
        ]
    });
    let caption = subject.text("两两比较的总转化率", "Overall conversion, group by group");
    let mut table = Table::new("group-pairs", caption, columns).with_rows(rows);
    table.excerpt = (of.pairs.len() > SHOWN).then(|| Excerpt {
        of: of.pairs.len() as u64,
        file: "summary.json".to_owned(),
    });
    table
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
