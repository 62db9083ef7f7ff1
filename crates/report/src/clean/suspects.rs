//! The cells that are most likely wrong.

use std::collections::BTreeMap;

use fourr_cell::personal::{self, MaskLevel};
use fourr_chart::{Axis, Bar, Bars, Datum, Direction, Format as Digits, Shape};
use fourr_clean::diagnosis::{Diagnosis, Suspect};

use super::{
    names,
    problem::written,
    voice::{Voice, count, plain},
};
use crate::{Block, Cell, Excerpt, Format, Section, Table};

/// Cells that the table shows.
const SHOWN: usize = 20;

pub(super) fn section(voice: &Voice, result: &Diagnosis) -> Option<Section> {
    if result.suspects.is_empty() {
        return None;
    }
    let blocks = vec![
        voice.paragraph(
            "没有标注、也没有为这份数据写规则：证据来自数据自身（列与列之间近似成立的函数依赖、罕见值与常见值的编辑距离、通常的格式、单位、缺失、错列、同值异写），各项证据以对数几率相加，超过二分之一者列为可疑。",
            "Nothing was labelled and no rule written for this table: the evidence is in the data (dependencies that nearly hold between columns, rare values close to frequent ones, usual forms, units, missing and misplaced values, spellings). Its log-odds are added up, and what is more likely wrong than right is listed.",
            &[],
        ),
        by_column(voice, result),
        Block::Table(table(voice, result)),
    ];
    Some(Section::new(
        "suspects",
        voice.text("可疑单元格", "Suspected cells"),
        blocks,
    ))
}

fn by_column(voice: &Voice, result: &Diagnosis) -> Block {
    let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
    for suspect in &result.suspects {
        *counts.entry(suspect.column).or_default() += 1;
    }
    let mut sorted: Vec<(usize, u64)> = counts.into_iter().collect();
    sorted.sort_by_key(|&(column, cells)| (std::cmp::Reverse(cells), column));
    let name = |column: usize| result.survey.columns[column].name.as_str();
    let (most, cells) = sorted[0];
    let reading = voice.say(
        "可疑单元格最多的列是{0}（{1} 个）。",
        "The column with the most suspected cells is {0} ({1}).",
        &[plain(name(most)), count(cells)],
    );
    let shape = Shape::Bars(Bars {
        category: voice.text("列", "Column"),
        value: Axis::new(voice.text("可疑单元格", "Suspected cells"), Digits::Count),
        bars: sorted
            .iter()
            .take(SHOWN)
            .map(|&(column, cells)| Bar {
                label: name(column).to_owned(),
                value: Datum::from(cells as f64),
                note: None,
            })
            .collect(),
        direction: Direction::Lying,
        baseline: 0.0,
        references: Vec::new(),
    });
    voice.chart(
        "suspects-bars",
        voice.text("各列的可疑单元格", "Suspected cells by column"),
        voice.lang.pick("置信度 ≥ 0.5", "confidence of 0.5 or more"),
        (shape, reading),
    )
}

fn table(voice: &Voice, result: &Diagnosis) -> Table {
    let columns = vec![
        voice.column("行", "Row", Format::Count),
        voice.column("列", "Column", Format::Text),
        voice.column("现值", "Value", Format::Text),
        voice.column("建议值", "Proposed", Format::Text),
        voice.column("依据", "Evidence", Format::Text),
        voice.column("置信度", "Confidence", Format::Share),
    ];
    let mut sorted: Vec<&Suspect> = result.suspects.iter().collect();
    sorted.sort_by(|a, b| {
        b.confidence
            .total_cmp(&a.confidence)
            .then_with(|| (a.row, a.column).cmp(&(b.row, b.column)))
    });
    let rows = sorted.into_iter().take(SHOWN).map(|suspect| {
        let shown = |value: &str| match result.survey.columns[suspect.column].personal {
            Some(kind) if !value.is_empty() => {
                Cell::from(personal::mask(value, kind, MaskLevel::Standard))
            }
            _ => written(voice, value),
        };
        [
            Cell::Count(suspect.row + 1),
            Cell::from(result.survey.columns[suspect.column].name.as_str()),
            shown(&suspect.value),
            suspect.repair.as_deref().map_or(Cell::Empty, shown),
            Cell::from(names::problem(
                &result.findings[suspect.finding].problem,
                voice.lang,
            )),
            Cell::Share(suspect.confidence),
        ]
    });
    let caption = voice.text(
        "最可疑的单元格（个人信息已脱敏）",
        "The most suspicious cells, personal data masked",
    );
    let mut table = Table::new("suspects", caption, columns).with_rows(rows);
    table.excerpt = (result.suspects.len() > SHOWN).then(|| Excerpt {
        of: result.suspects.len() as u64,
        file: "suspects.csv".to_owned(),
    });
    table
}
