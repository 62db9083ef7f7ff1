//! The columns, as they are and as they became.

use fourr_clean::diagnosis::Diagnosis;
use fourr_clean::summary::Summary;

use super::voice::Voice;
use crate::{Block, Cell, Format, Live, Section, Table, inspect};

pub(super) fn surveyed(voice: &Voice, result: &Diagnosis) -> Section {
    let survey = &result.survey;
    let columns = vec![
        voice.column("列", "Column", Format::Text),
        voice.column("内容", "Kind", Format::Text),
        voice.column("个人信息", "Personal data", Format::Text),
        voice.column("不同值", "Distinct", Format::Count),
        voice.column("空值", "Empty", Format::Count),
        voice.column("占位符", "Words for missing", Format::Count),
        voice.column("缺失率", "Missing", Format::Share),
        voice.column("可疑", "Suspected", Format::Count),
        voice.column("最小", "Least", Format::Number(2)),
        voice.column("中位数", "Median", Format::Number(2)),
        voice.column("最大", "Greatest", Format::Number(2)),
    ];
    let mut suspected = vec![0_u64; survey.columns.len()];
    for suspect in &result.suspects {
        suspected[suspect.column] += 1;
    }
    let rows = survey
        .columns
        .iter()
        .zip(suspected)
        .map(|(column, suspected)| {
            let missing = column.missing.missing_total() as f64 / survey.rows.max(1) as f64;
            [
                Cell::from(column.name.as_str()),
                Cell::from(inspect::kind(column.kind, voice.lang)),
                Cell::from(
                    column
                        .personal
                        .map(|kind| inspect::personal(kind, voice.lang)),
                ),
                Cell::from(column.distinct),
                Cell::Count(column.missing.empty_total()),
                Cell::Count(column.missing.token + column.missing.sentinel),
                Cell::Share(missing),
                Cell::Count(suspected),
                Cell::from(column.spread.map(|spread| spread.min)),
                Cell::from(column.spread.map(|spread| spread.median)),
                Cell::from(column.spread.map(|spread| spread.max)),
            ]
        });
    let caption = voice.text("各列概况", "The columns");
    let of_all = Live::Number(survey.rows.max(1) as f64);
    let table = Table::new("columns", caption, columns)
        .with_rows(rows)
        .live(6, |_| (Live::Here(4) + Live::Here(5)) / of_all.clone());
    Section::new(
        "columns",
        voice.text("各列概况", "The columns"),
        vec![Block::Table(table)],
    )
}

pub(super) fn cleaned(voice: &Voice, summary: &Summary) -> Section {
    let columns = vec![
        voice.column("原列", "Column", Format::Text),
        voice.column("现列", "Now", Format::Text),
        voice.column("原类型", "Type before", Format::Text),
        voice.column("现类型", "Type after", Format::Text),
        voice.column("原缺失", "Missing before", Format::Count),
        voice.column("现缺失", "Missing after", Format::Count),
        voice.column("填补", "Filled", Format::Count),
    ];
    let rows = summary.columns.iter().map(|column| {
        let gone = || Cell::from(voice.lang.pick("（已删除）", "(taken out)"));
        [
            Cell::from(column.source.as_str()),
            column.name.as_deref().map_or_else(gone, Cell::from),
            Cell::from(column.dtype_before.as_str()),
            Cell::from(column.dtype_after.clone()),
            Cell::Count(column.missing_before.missing_total()),
            Cell::Count(column.missing_after),
            Cell::Count(column.imputed),
        ]
    });
    let caption = voice.text("各列清洗前后", "The columns before and after");
    let table = Table::new("columns", caption, columns).with_rows(rows);
    Section::new(
        "columns",
        voice.text("各列前后", "Columns before and after"),
        vec![Block::Table(table)],
    )
}
