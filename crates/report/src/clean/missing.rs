//! Where cells are missing: by column, over the rows, and which together.

use fourr_chart::{
    Axis, Bar, Bars, Datum, Direction, Format as Digits, HeatMap, Ramp, Series, Shape,
};
use fourr_clean::diagnosis::Diagnosis;

use super::voice::{Voice, plain, share};
use crate::{Block, Cell, Format, Section, Table};

/// Patterns that the table shows.
const PATTERNS: usize = 10;
/// Columns that charts show.
const COLUMNS: usize = 20;

pub(super) fn section(voice: &Voice, result: &Diagnosis) -> Option<Section> {
    let bars = bars(voice, result)?;
    let mut blocks = vec![bars];
    blocks.extend(matrix(voice, result));
    if !result.survey.co_missing.patterns.is_empty() {
        blocks.push(Block::Table(patterns(voice, result)));
    }
    Some(Section::new(
        "missing",
        voice.text("缺失值", "Missing values"),
        blocks,
    ))
}

fn bars(voice: &Voice, result: &Diagnosis) -> Option<Block> {
    let rows = result.survey.rows.max(1) as f64;
    let mut lacking: Vec<(&str, f64)> = result
        .survey
        .columns
        .iter()
        .map(|column| {
            (
                column.name.as_str(),
                column.missing.missing_total() as f64 / rows,
            )
        })
        .filter(|(_, missing)| *missing > 0.0)
        .collect();
    lacking.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let (name, most) = lacking.first().copied()?;
    lacking.truncate(COLUMNS);
    let shape = Shape::Bars(Bars {
        category: voice.text("列", "Column"),
        value: Axis::new(voice.text("缺失率", "Share missing"), Digits::Share(1)).unit("%"),
        bars: lacking
            .iter()
            .map(|(name, missing)| Bar {
                label: (*name).to_owned(),
                value: Datum::from(*missing),
                note: None,
            })
            .collect(),
        direction: Direction::Lying,
        baseline: 0.0,
        references: Vec::new(),
    });
    let reading = voice.say(
        "缺失最多的列是{0}（{1}）。",
        "The column that lacks most is {0} ({1}).",
        &[plain(name), share(most)],
    );
    let method = voice.text(
        "空值、空白、空格与占位符均计为缺失",
        "null, blank, white space and words for missing count",
    );
    Some(voice.chart(
        "missing-bars",
        voice.text("各列的缺失率", "Missing cells by column"),
        &method,
        (shape, reading),
    ))
}

/// Bands of rows against columns.
fn matrix(voice: &Voice, result: &Diagnosis) -> Option<Block> {
    let sketch = &result.sketch;
    let bands = sketch.missing.first()?.len();
    let labels = (0..bands)
        .map(|band| voice.lang.count(band as u64 * sketch.rows_per_band + 1))
        .collect();
    let rows = sketch
        .missing_columns
        .iter()
        .zip(&sketch.missing)
        .take(COLUMNS)
        .map(|(name, shares)| Series::new(name.as_str(), shares.iter().copied()))
        .collect();
    let shape = Shape::HeatMap(HeatMap {
        column: voice.text("从该行起的一段", "Rows from this one on"),
        columns: labels,
        row: voice.text("列", "Column"),
        rows,
        value: Axis::new(voice.text("缺失率", "Share missing"), Digits::Share(0)),
        ramp: Ramp::Sequential,
    });
    let reading = voice.say(
        "每格是一列在连续 {0} 行中的缺失率；整段深色表示缺失集中在某一段，多列同深表示一起缺失。",
        "Each field is the share of cells that a column lacks in {0} consecutive rows; a dark stretch means that they are missing in one place, dark fields below each other that columns lack them together.",
        &[super::voice::count(sketch.rows_per_band)],
    );
    Some(
        voice.chart(
            "missing-matrix",
            voice.text("缺失矩阵", "Where cells are missing"),
            voice
                .lang
                .pick("按行序分段", "bands of rows in their order"),
            (shape, reading),
        ),
    )
}

fn patterns(voice: &Voice, result: &Diagnosis) -> Table {
    let columns = vec![
        voice.column("一起缺失的列", "Columns missing together", Format::Text),
        voice.column("行数", "Rows", Format::Count),
        voice.column("占比", "Share", Format::Share),
    ];
    let rows = result
        .survey
        .co_missing
        .patterns
        .iter()
        .take(PATTERNS)
        .map(|pattern| {
            [
                Cell::from(voice.list(&pattern.columns)),
                Cell::Count(pattern.rows),
                Cell::Share(pattern.rows as f64 / result.survey.rows.max(1) as f64),
            ]
        });
    let caption = voice.text(
        "最常见的缺失组合",
        "Most frequent patterns of missing cells",
    );
    Table::new("missing-patterns", caption, columns).with_rows(rows)
}
