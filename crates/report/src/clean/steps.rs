//! What each step did.

use fourr_clean::summary::{Detail, StepSummary, Summary};

use super::{
    names,
    voice::{Voice, count, plain},
};
use crate::{Block, Cell, Finding, Format, Id, Live, Row, Section, Table};

/// Steps that the findings name.
const NAMED: usize = 6;

pub(super) fn section(voice: &Voice, summary: &Summary) -> Section {
    let blocks = vec![
        voice.paragraph(
            "步骤按配方的次序执行；行数、修改数与台账逐一对应。",
            "Steps are taken in the order of the recipe; rows and changes agree with the ledger line by line.",
            &[],
        ),
        Block::Table(table(voice, summary)),
    ];
    Section::new("steps", voice.text("清洗步骤", "Steps"), blocks)
}

pub(super) fn table(voice: &Voice, summary: &Summary) -> Table {
    let columns = vec![
        voice.column("步骤", "Step", Format::Text),
        voice.column("操作", "What it does", Format::Text),
        voice.column("进入行数", "Rows", Format::Count),
        voice.column("移出行数", "Taken out", Format::Count),
        voice.column("修改单元格", "Cells changed", Format::Count),
        voice.column("标记", "Marked", Format::Count),
    ];
    let rows = summary.steps.iter().map(|step| {
        [
            Cell::from(step.id.as_str()),
            Cell::from(names::verb(step.verb, voice.lang)),
            Cell::Count(step.rows_in),
            Cell::Count(step.rows_removed),
            Cell::Count(step.cells_changed),
            Cell::from(marked(step)),
        ]
    });
    let caption = voice.text("各步骤的结果", "What each step did");
    Table::new("steps", caption, columns)
        .with_rows(rows)
        .with_total([
            Cell::from(voice.lang.pick("合计", "All")),
            Cell::Empty,
            Cell::Count(summary.rows_in),
            Cell::Count(summary.rows_in - summary.rows_out),
            Cell::Count(summary.cells_changed),
            Cell::Empty,
        ])
        .live_at(Row::Total, 3, Live::Above(3))
        .live_at(Row::Total, 4, Live::Above(4))
}

/// What a step only counted or marked.
fn marked(step: &StepSummary) -> Option<u64> {
    match &step.detail {
        Some(Detail::Outliers { flagged, .. }) => Some(*flagged),
        Some(Detail::Check { failed, .. }) => Some(*failed),
        Some(Detail::Near { clusters, .. }) => Some(
            clusters
                .iter()
                .map(|cluster| cluster.rows.len() as u64)
                .sum(),
        ),
        _ => None,
    }
}

/// The steps that did the most.
pub(super) fn findings(voice: &Voice, summary: &Summary) -> Vec<Finding> {
    let mut sorted: Vec<&StepSummary> = summary
        .steps
        .iter()
        .filter(|step| step.rows_removed + step.cells_changed > 0)
        .collect();
    sorted.sort_by_key(|step| std::cmp::Reverse(step.rows_removed + step.cells_changed));
    let sentence = |step: &StepSummary| {
        voice.say(
            "{0}（{1}）：移出 {2} 行，修改 {3} 个单元格。",
            "{0} ({1}): {2} rows taken out, {3} cells changed.",
            &[
                plain(names::verb(step.verb, voice.lang)),
                crate::Span::code(step.id.as_str()),
                count(step.rows_removed),
                count(step.cells_changed),
            ],
        )
    };
    sorted
        .into_iter()
        .take(NAMED)
        .map(|step| Finding::new(sentence(step), [Id::from("steps")]))
        .collect()
}
