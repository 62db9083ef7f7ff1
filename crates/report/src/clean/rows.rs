//! What became of the rows.

use fourr_chart::{Amount, Axis, Direction, Format as Digits, Shape, Waterfall, WaterfallStep};
use fourr_clean::summary::Summary;

use super::{
    names,
    voice::{Voice, count},
};
use crate::{Block, Cell, Format, Live, Row, Section, Table};

pub(super) fn section(voice: &Voice, summary: &Summary) -> Section {
    let blocks = vec![
        Block::Table(table(voice, summary)),
        waterfall(voice, summary),
    ];
    Section::new("rows", voice.text("数据行", "Rows"), blocks)
}

fn table(voice: &Voice, summary: &Summary) -> Table {
    let columns = vec![
        voice.column("去向", "What became of them", Format::Text),
        voice.column("行数", "Rows", Format::Count),
        voice.column("占比", "Share", Format::Share),
    ];
    let row = |what: String, rows: u64| {
        let share = rows as f64 / summary.rows_in.max(1) as f64;
        [Cell::from(what), Cell::Count(rows), Cell::Share(share)]
    };
    let removed = summary.removed.iter().map(|(reason, rows)| {
        let reason = names::reason(*reason, voice.lang);
        row(
            voice.text(&format!("移出：{reason}"), &format!("Taken out: {reason}")),
            *rows,
        )
    });
    let caption = voice.text("数据行的去向", "What became of the rows");
    Table::new("rows", caption, columns)
        .with_rows([row(voice.text("保留", "Kept"), summary.rows_out)])
        .with_rows(removed)
        .with_total(row(voice.text("读入", "Read"), summary.rows_in))
        .live(2, |_| Live::Here(1) / Live::cell("rows", Row::Total, 1))
        .live_at(Row::Total, 1, Live::Above(1))
        .live_at(Row::Total, 2, Live::Above(2))
}

fn waterfall(voice: &Voice, summary: &Summary) -> Block {
    let mut steps = vec![WaterfallStep {
        label: voice.text("读入", "Read"),
        amount: Amount::Total(summary.rows_in as f64),
    }];
    steps.extend(summary.removed.iter().map(|(reason, rows)| WaterfallStep {
        label: names::reason(*reason, voice.lang).to_owned(),
        amount: Amount::Change(-(*rows as f64)),
    }));
    steps.push(WaterfallStep {
        label: voice.text("保留", "Kept"),
        amount: Amount::Total(summary.rows_out as f64),
    });
    let shape = Shape::Waterfall(Waterfall {
        category: voice.text("原因", "Reason"),
        value: Axis::new(voice.text("行数", "Rows"), Digits::Count),
        steps,
        direction: Direction::Auto,
    });
    let reading = voice.say(
        "从 {0} 行到 {1} 行；移出的行都在 quarantine 表中。",
        "From {0} rows to {1}; those taken out stand in the quarantine.",
        &[count(summary.rows_in), count(summary.rows_out)],
    );
    voice.chart(
        "rows-waterfall",
        voice.text("从原始数据到干净数据", "From raw rows to clean ones"),
        voice.lang.pick("按移出原因", "by reason of removal"),
        (shape, reading),
    )
}
