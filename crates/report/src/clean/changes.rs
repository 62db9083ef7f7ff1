//! Excerpts of the ledger: changes by step, column and reason, with examples.

use fourr_clean::summary::Summary;

use super::{names, problem::written, voice::Voice};
use crate::{Block, Cell, Format, Live, Row, Section, Table};

/// Examples that the excerpt shows of one step, column and reason.
const EXAMPLES: usize = 3;

pub(super) fn section(voice: &Voice, summary: &Summary) -> Option<Section> {
    let changed = summary.steps.iter().any(|step| !step.changed.is_empty());
    changed.then(|| {
        let blocks = vec![
            Block::Table(counts(voice, summary)),
            Block::Table(examples(voice, summary)),
        ];
        Section::new(
            "ledger",
            voice.text("台账摘录", "Excerpts of the ledger"),
            blocks,
        )
    })
}

fn counts(voice: &Voice, summary: &Summary) -> Table {
    let columns = vec![
        voice.column("步骤", "Step", Format::Text),
        voice.column("列", "Column", Format::Text),
        voice.column("原因", "Reason", Format::Text),
        voice.column("次数", "Changes", Format::Count),
    ];
    let rows = summary.steps.iter().flat_map(|step| {
        step.changed.iter().map(|changes| {
            [
                Cell::from(step.id.as_str()),
                Cell::from(changes.column.as_str()),
                Cell::from(names::reason(changes.reason, voice.lang)),
                Cell::Count(changes.count),
            ]
        })
    });
    let caption = voice.text("修改的次数", "Changes");
    Table::new("ledger-counts", caption, columns)
        .with_rows(rows)
        .with_total([
            Cell::from(voice.lang.pick("合计", "All")),
            Cell::Empty,
            Cell::Empty,
            Cell::Count(summary.cells_changed),
        ])
        .live_at(Row::Total, 3, Live::Above(3))
}

fn examples(voice: &Voice, summary: &Summary) -> Table {
    let columns = vec![
        voice.column("步骤", "Step", Format::Text),
        voice.column("行", "Row", Format::Count),
        voice.column("列", "Column", Format::Text),
        voice.column("原值", "Before", Format::Text),
        voice.column("新值", "After", Format::Text),
        voice.column("原因", "Reason", Format::Text),
    ];
    let value = |value: &Option<String>| {
        value
            .as_deref()
            .map_or(Cell::Empty, |value| written(voice, value))
    };
    let rows = summary.steps.iter().flat_map(|step| {
        step.changed.iter().flat_map(move |changes| {
            changes.examples.iter().take(EXAMPLES).map(move |example| {
                [
                    Cell::from(step.id.as_str()),
                    Cell::Count(example.row),
                    Cell::from(changes.column.as_str()),
                    value(&example.old),
                    value(&example.new),
                    Cell::from(names::reason(changes.reason, voice.lang)),
                ]
            })
        })
    });
    let caption = voice.text(
        "修改举例（个人信息已脱敏）",
        "Examples of changes, personal data masked",
    );
    Table::new("ledger-examples", caption, columns).with_rows(rows)
}
