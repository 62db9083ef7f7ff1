//! The data-quality score: its dimensions as a table and a radar.

use fourr_chart::{Format as Digits, Radar, RadarAxis, Series, Shape};
use fourr_clean::recipe::Dimension;
use fourr_clean::summary::Quality;

use super::{
    names,
    voice::{Voice, plain, points},
};
use crate::{Block, Cell, Format, KeyFigure, Live, Row, Section, Table};

const DIMENSIONS: [Dimension; 5] = [
    Dimension::Completeness,
    Dimension::Uniqueness,
    Dimension::Validity,
    Dimension::Consistency,
    Dimension::Timeliness,
];

pub(super) fn section(voice: &Voice, before: &Quality, after: Option<&Quality>) -> Section {
    let mut blocks = vec![
        voice.paragraph(
            "得分 = 100 × Σ 权重 × 维度 / Σ 权重，只计有规则可判的维度；默认权重：完整性 0.30、唯一性 0.20、规范性 0.30、一致性 0.20，另可选时效性 0.20（GB/T 36344-2018）。完整性 = 有值的单元格 / 应有值的单元格；唯一性 = 1 − 重复行 / 全部行；规范性 = 合规的非缺失单元格 / 有类型、格式或值域规则的非缺失单元格；一致性 = 通过的行规则 / 适用的行规则；时效性 = 不超过规定天数的行 / 有日期的行。90 分以上为优，75 至 90 为良，60 至 75 为中，低于 60 为差。",
            "The score is 100 times the weighted mean of the dimensions for which there is a rule to judge by; the default weights are completeness 0.30, uniqueness 0.20, validity 0.30, consistency 0.20, and where a recipe says how old rows may be timeliness 0.20 (GB/T 36344-2018). Completeness is the share of required cells with a value; uniqueness 1 less redundant rows over rows; validity the share of cells with a value that keep the type, form or domain of their column; consistency the share of applicable row checks that hold; timeliness the share of dated rows no older than that. From 90 on a table is good, from 75 fair, from 60 poor, below unusable.",
            &[],
        ),
        Block::Table(table(voice, before, after)),
    ];
    blocks.extend(radar(voice, before, after));
    Section::new(
        "quality",
        voice.text("数据质量得分", "Data-quality score"),
        blocks,
    )
}

/// The score as a figure that stands for itself.
pub(super) fn figures(voice: &Voice, before: &Quality, after: Option<&Quality>) -> Vec<KeyFigure> {
    let figure = |zh: &str, en: &str, score: Option<f64>| {
        KeyFigure::new(voice.text(zh, en), Cell::from(score), Format::Number(1))
    };
    match after {
        None => vec![figure("质量得分", "Quality score", before.score)],
        Some(after) => vec![
            figure("清洗前得分", "Score before", before.score),
            figure("清洗后得分", "Score after", after.score),
        ],
    }
}

fn of(quality: &Quality, dimension: Dimension) -> Option<f64> {
    match dimension {
        Dimension::Completeness => quality.completeness,
        Dimension::Uniqueness => quality.uniqueness,
        Dimension::Validity => quality.validity,
        Dimension::Consistency => quality.consistency,
        Dimension::Timeliness => quality.timeliness,
    }
}

fn table(voice: &Voice, before: &Quality, after: Option<&Quality>) -> Table {
    let states: Vec<(&Quality, [&str; 2])> = match after {
        None => vec![(before, ["", ""])],
        Some(after) => vec![(before, ["（前）", "before"]), (after, ["（后）", "after"])],
    };
    let mut columns = vec![
        voice.column("维度", "Dimension", Format::Text),
        voice.column("权重", "Weight", Format::Number(2)),
    ];
    for (_, [zh, en]) in &states {
        columns.push(voice.column(
            &format!("合格数{zh}"),
            format!("Good {en}").trim(),
            Format::Count,
        ));
        columns.push(voice.column(
            &format!("应计数{zh}"),
            format!("Of {en}").trim(),
            Format::Count,
        ));
        columns.push(voice.column(
            &format!("得分{zh}"),
            format!("Share {en}").trim(),
            Format::Share,
        ));
    }
    let shown = shown(before, after);
    let rows = shown.iter().map(|&dimension| {
        let weight = before.weights.of(dimension);
        let mut row = vec![
            Cell::from(names::dimension(dimension, voice.lang)),
            Cell::Number(weight),
        ];
        for (quality, _) in &states {
            let counts = quality.counts.get(&dimension);
            row.push(Cell::from(counts.map(|counts| counts.good)));
            row.push(Cell::from(counts.map(|counts| counts.of)));
            row.push(of(quality, dimension).map_or(Cell::Empty, Cell::Share));
        }
        row
    });
    let mut total = vec![
        Cell::from(voice.lang.pick("总分（0–100）", "Score, 0 to 100")),
        Cell::Empty,
    ];
    for (quality, _) in &states {
        total.extend([Cell::Empty, Cell::Empty]);
        total.push(
            quality
                .score
                .map_or(Cell::Empty, |score| Cell::Share(score / 100.0)),
        );
    }
    let caption = voice.text("数据质量得分的构成", "Dimensions of the data-quality score");
    let mut table = Table::new("quality", caption, columns)
        .with_rows(rows)
        .with_total(total);
    for (state, (quality, _)) in states.iter().enumerate() {
        table = live(table, quality, (&shown, 2 + 3 * state));
    }
    table
}

/// The dimensions that a table shows: timeliness only where a recipe says how old rows may be.
fn shown(before: &Quality, after: Option<&Quality>) -> Vec<Dimension> {
    let judged = |dimension: Dimension| {
        of(before, dimension).is_some() || after.is_some_and(|after| of(after, dimension).is_some())
    };
    DIMENSIONS
        .into_iter()
        .filter(|dimension| *dimension != Dimension::Timeliness || judged(*dimension))
        .collect()
}

/// Shares from their counts, and the score from the shares; `first` is the column of the good ones.
fn live(mut table: Table, quality: &Quality, (shown, first): (&[Dimension], usize)) -> Table {
    let share = first + 2;
    let (mut sum, mut weights) = (Live::Number(0.0), Live::Number(0.0));
    for (row, dimension) in shown.iter().enumerate() {
        if of(quality, *dimension).is_none() {
            continue;
        }
        let at = |column: usize| Live::cell("quality", Row::At(row), column);
        table = table.live_at(
            Row::At(row),
            share,
            Live::Here(first) / Live::Here(first + 1),
        );
        sum = sum + at(1) * at(share);
        weights = weights + at(1);
    }
    if quality.score.is_some() {
        table = table.live_at(Row::Total, share, sum / weights);
    }
    table
}

/// A radar needs three axes: the dimensions that both states can be judged by.
fn radar(voice: &Voice, before: &Quality, after: Option<&Quality>) -> Option<Block> {
    let judged: Vec<Dimension> = DIMENSIONS
        .into_iter()
        .filter(|&dimension| {
            of(before, dimension).is_some()
                && after.is_none_or(|after| of(after, dimension).is_some())
        })
        .collect();
    if judged.len() < 3 {
        return None;
    }
    let values = |quality: &Quality| -> Vec<f64> {
        judged
            .iter()
            .map(|&dimension| 100.0 * of(quality, dimension).unwrap_or_default())
            .collect()
    };
    let mut groups = vec![Series::new(
        voice.lang.pick("清洗前", "Before"),
        values(before),
    )];
    groups
        .extend(after.map(|after| Series::new(voice.lang.pick("清洗后", "After"), values(after))));
    let axes = judged
        .iter()
        .map(|&dimension| RadarAxis {
            title: names::dimension(dimension, voice.lang).to_owned(),
            unit: None,
            domain: [0.0, 1.0],
            format: Digits::Share(0),
            reversed: false,
        })
        .collect();
    let weakest = judged.iter().min_by(|a, b| {
        of(before, **a)
            .unwrap_or(1.0)
            .total_cmp(&of(before, **b).unwrap_or(1.0))
    })?;
    let reading = voice.say(
        "最弱的维度是{0}（{1} 分，满分 100）。",
        "The weakest dimension is {0} ({1} of 100).",
        &[
            plain(names::dimension(*weakest, voice.lang)),
            points(100.0 * of(before, *weakest).unwrap_or_default()),
        ],
    );
    Some(voice.chart(
        "quality-radar",
        voice.text("数据质量各维度", "Dimensions of data quality"),
        voice.lang.pick("GB/T 36344-2018", "GB/T 36344-2018"),
        (Shape::Radar(Radar { axes, groups }), reading),
    ))
}
