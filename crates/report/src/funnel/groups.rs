//! The funnel by group.

use fourr_chart::{Axis, Direction, Format as Digits, GroupedBars, Series, Shape};
use fourr_funnel::{
    Group,
    compare::{Comparison, Pair},
};
use fourr_locale::Lang;

use super::subject::{Subject, count, share, share_cell};
use crate::{Block, Cell, Excerpt, Format, Live, Prose, Row, Section, Span, Table};

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
    if let Some(small) = &summary.small_groups {
        blocks.push(Block::Paragraph(subject.say(
            "为保护个人信息，不足 {0} 人的组不单独列出：共 {1} 个组合并为一行。",
            "Groups of fewer than {0} are not told of by themselves: {1} groups stand in one row.",
            &[count(summary.parameters.min_group), count(small.groups)],
        )));
    }
    if summary.ungrouped > 0 {
        blocks.push(Block::Paragraph(subject.say(
            "{0} 没有列「{1}」的取值，不属于任何组。",
            "{0} have no value in the column {1} and belong to no group.",
            &[count(summary.ungrouped), Span::code(by)],
        )));
    }
    let title = match subject.lang {
        Lang::Zh => format!("按「{by}」分组"),
        Lang::En => format!("By {by}"),
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
    let small = summary.small_groups.iter().map(|small| {
        let name = others(small.groups, subject.lang);
        let reached = small.stages.iter().map(|stage| stage.reached).collect();
        row(&name, reached, small.overall_conversion)
    });
    let stages = summary.stages.len();
    let (shown, grouped) = (summary.groups.len().min(SHOWN), summary.groups.len());
    let mut table = Table::new("groups", caption, columns)
        .with_rows(rows)
        .with_rows(small)
        .with_total(row(
            subject.lang.pick("全部", "All"),
            all,
            summary.overall_conversion,
        ));
    let rows = table.rows().len();
    table = rated(table, stages);
    table.excerpt = (grouped > SHOWN).then(|| Excerpt {
        of: grouped as u64,
        file: "summary.json".to_owned(),
    });
    table.read_from(move |row, column| {
        let of = match row {
            row if row < shown => format!("/groups/{row}"),
            row if row < rows => "/small_groups".to_owned(),
            // The total.
            _ => String::new(),
        };
        match column.checked_sub(1) {
            None => (row < shown).then(|| format!("{of}/name")),
            Some(stage) if stage < stages => Some(format!("{of}/stages/{stage}/reached")),
            Some(_) => Some(format!("{of}/overall_conversion")),
        }
    })
}

/// What small groups together are called.
fn others(groups: u64, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("其余 {groups} 个组"),
        Lang::En => format!("{groups} other groups"),
    }
}

/// The overall conversion of every row follows from its first stage and its last.
fn rated(mut table: Table, stages: usize) -> Table {
    let rated: Vec<usize> = (0..table.rows().len())
        .filter(|row| table.rows()[*row][stages + 1] != Cell::Empty)
        .collect();
    for row in rated {
        let overall = Live::Here(stages) / Live::Here(1);
        table = table.live_at(Row::At(row), stages + 1, overall);
    }
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
            Span::plain(p_relation(test.p_value)),
            Span::value(test.cramers_v, Format::Number(3)),
        ];
        blocks.push(Block::Paragraph(if test.p_value < of.alpha {
            subject.say(
                "各组总转化率的差异显著：χ² = {0}，自由度 {1}，p {2}，Cramér V = {3}。",
                "The overall conversion of the groups differs: χ² = {0}, {1} degrees of freedom, p {2}, Cramér's V = {3}.",
                &values,
            )
        } else {
            subject.say(
                "各组总转化率的差异不显著：χ² = {0}，自由度 {1}，p {2}，Cramér V = {3}。",
                "The groups do not differ significantly: χ² = {0}, {1} degrees of freedom, p {2}, Cramér's V = {3}.",
                &values,
            )
        }));
    }
    blocks.push(Block::Table(pairs(subject, of)));
    blocks
}

/// How p stands to a number: `= 0.0123`, `< 0.0001`.
fn p_relation(p: f64) -> String {
    match p_value(p).strip_prefix('<') {
        Some(limit) => format!("< {limit}"),
        None => format!("= {}", p_value(p)),
    }
}

fn p_value(p: f64) -> String {
    if p < 0.0001 {
        "<0.0001".to_owned()
    } else {
        format!("{p:.4}")
    }
}

fn pairs(subject: &Subject<'_>, of: &Comparison) -> Table {
    let points = |zh: &str, en: &str| {
        let unit = subject.text("百分点", "points");
        subject.column(zh, en, Format::Number(2)).unit(unit)
    };
    let number = |share: f64| Cell::Number(100.0 * share);
    let columns = vec![
        subject.column("两组", "Groups", Format::Text),
        points("差", "Difference"),
        points("95% 下限", "95% from"),
        points("95% 上限", "to"),
        subject.column("p（Holm 校正）", "p (Holm)", Format::Text),
        points("可检出的最小提升", "Smallest detectable rise"),
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
            number(pair.difference),
            number(pair.wald.0),
            number(pair.wald.1),
            pair.p_holm.map_or(Cell::Empty, |p| Cell::from(p_value(p))),
            pair.detectable.map_or(Cell::Empty, number),
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
