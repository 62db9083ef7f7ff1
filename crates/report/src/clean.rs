//! The reports of a diagnosis and of a cleaning.
//!
//! Start at [`diagnosis`] and [`cleaning`]. Every section stands in a file of its own; all speak through one `Voice`: the
//! language and the input. Examples of cells come masked from the analysis where a column holds personal data.

mod changes;
mod columns;
mod missing;
mod names;
mod near;
mod notes;
mod outliers;
mod problem;
mod quality;
mod rows;
mod steps;
mod suspects;
mod voice;
mod warning;

use fourr_clean::diagnosis::{Diagnosis, Finding as Found};
use fourr_clean::summary::Summary;
use fourr_locale::Lang;
use fourr_table::{Note, Source};

use crate::{Finding, Id, KeyFigure, Provenance, Report, Section, Table, Workbook};
use voice::{Voice, count, plain, share};

/// Findings that come first in a report.
const FOREMOST: usize = 8;

/// The report of what is wrong with a table, read from `sources` with what was found while opening them.
pub fn diagnosis(result: &Diagnosis, sources: &[Source], notes: &[Note], lang: Lang) -> Report {
    let voice = Voice::of(lang, result.survey.rows, sources);
    let sections = [
        Some(problem::section(&voice, result)),
        Some(columns::surveyed(&voice, result)),
        missing::section(&voice, result),
        outliers::section(&voice, result),
        suspects::section(&voice, result),
        Some(quality::section(&voice, &result.survey.quality, None)),
    ];
    Report {
        lang,
        title: voice.text("数据质量诊断报告", "Diagnosis of data quality"),
        lead: voice.say(
            "{0} 行 {1} 列的数据中发现 {2} 类问题；可疑单元格 {3} 个，其中 {4} 个有修正建议。原数据未作任何改动。",
            "The table has {0} rows and {1} columns; {2} kinds of problems were found. {3} cells are suspected to be wrong, for {4} of them a repair is proposed. Nothing has been changed.",
            &[
                count(result.survey.rows),
                count(result.survey.columns.len() as u64),
                count(result.findings.len() as u64),
                count(result.suspects.len() as u64),
                count(result.suspects.iter().filter(|s| s.repair.is_some()).count() as u64),
            ],
        ),
        figures: quality::figures(&voice, &result.survey.quality, None),
        findings: foremost(&voice, result),
        sections: sections.into_iter().flatten().collect(),
        notes: notes::notes(&voice, result.survey.rows, None, notes),
        provenance: Provenance::of(sources, Vec::new()),
        workbook: Workbook::default(),
    }
}

/// The report of a cleaning.
pub fn cleaning(summary: &Summary, sources: &[Source], notes: &[Note], lang: Lang) -> Report {
    let voice = Voice::of(lang, summary.rows_in, sources);
    let sections: Vec<Option<Section>> = vec![
        Some(rows::section(&voice, summary)),
        Some(steps::section(&voice, summary)),
        changes::section(&voice, summary),
        Some(columns::cleaned(&voice, summary)),
        outliers::fitted(&voice, summary),
        near::section(&voice, summary),
        Some(quality::section(
            &voice,
            &summary.quality_before,
            Some(&summary.quality_after),
        )),
    ];
    let removed = summary.rows_in - summary.rows_out;
    let mut figures = vec![
        KeyFigure::new(
            voice.text("输入行数", "Rows read"),
            summary.rows_in,
            crate::Format::Count,
        ),
        KeyFigure::new(
            voice.text("输出行数", "Rows kept"),
            summary.rows_out,
            crate::Format::Count,
        ),
        KeyFigure::new(
            voice.text("修改单元格", "Cells changed"),
            summary.cells_changed,
            crate::Format::Count,
        ),
    ];
    figures.extend(quality::figures(
        &voice,
        &summary.quality_before,
        Some(&summary.quality_after),
    ));
    Report {
        lang,
        title: voice.text("数据清洗报告", "Report of a data cleaning"),
        lead: voice.say(
            "读入 {0} 行，清洗后保留 {1} 行，移出 {2} 行（全部在隔离表中，可还原）；共修改单元格 {3} 次，逐条记入台账。",
            "Of {0} rows read {1} are kept; {2} were taken out and stand in the quarantine, from which they can be put back. Cells were changed {3} times, each change a line of the ledger.",
            &[
                count(summary.rows_in),
                count(summary.rows_out),
                count(removed),
                count(summary.cells_changed),
            ],
        ),
        figures,
        findings: steps::findings(&voice, summary),
        sections: sections.into_iter().flatten().collect(),
        notes: notes::notes(&voice, summary.rows_in, Some(summary), notes),
        provenance: Provenance::of(sources, Vec::new()),
        workbook: Workbook::default(),
    }
}

/// The findings of a diagnosis, as a terminal shows them.
pub fn table(result: &Diagnosis, lang: Lang) -> Table {
    problem::short(&Voice::of(lang, result.survey.rows, &[]), result)
}

/// The steps of a cleaning, as a terminal shows them.
pub fn step_table(summary: &Summary, lang: Lang) -> Table {
    steps::table(&Voice::of(lang, summary.rows_in, &[]), summary)
}

/// The lines of comment above a proposed step in a recipe: what was found, and why this step.
pub fn remarks(found: &Found, lang: Lang) -> Vec<String> {
    let voice = Voice::of(lang, 0, &[]);
    let mut lines = vec![problem::sentence(&voice, found).text(lang)];
    if let Some(proposal) = &found.proposal {
        lines.push(problem::reason(&voice, found, proposal));
    }
    lines
}

/// The warnings of a cleaning as sentences.
pub fn warnings(summary: &Summary, lang: Lang) -> Vec<String> {
    let voice = Voice::of(lang, summary.rows_in, &[]);
    summary
        .warnings
        .iter()
        .map(|warning| warning::sentence(&voice, warning).text(lang))
        .collect()
}

/// The findings that concern the most cells, each with its evidence.
fn foremost(voice: &Voice, result: &Diagnosis) -> Vec<Finding> {
    let mut sorted: Vec<&Found> = result.findings.iter().collect();
    sorted.sort_by_key(|found| std::cmp::Reverse(found.count));
    let mut findings: Vec<Finding> = sorted
        .into_iter()
        .take(FOREMOST)
        .map(|found| Finding::new(problem::sentence(voice, found), [Id::from("findings")]))
        .collect();
    if findings.is_empty() {
        findings.push(Finding::new(
            voice.say(
                "没有发现问题：{0} 行中没有缺失、重复、格式不一或可疑的单元格。",
                "Nothing was found: the {0} rows have no missing, repeated, oddly written or suspicious cells.",
                &[count(voice.rows)],
            ),
            [],
        ));
    }
    if let Some(score) = result.survey.quality.score {
        findings.push(Finding::new(
            voice.say(
                "数据质量得分 {0}，等级：{1}。",
                "The data-quality score is {0}: {1}.",
                &[voice::points(score), plain(names::band(score, voice.lang))],
            ),
            [Id::from("quality")],
        ));
    }
    let sure = result
        .suspects
        .iter()
        .filter(|s| s.confidence >= 0.95)
        .count() as u64;
    if sure > 0 {
        findings.push(Finding::new(
            voice.say(
                "{0} 个可疑单元格（占可疑单元格的 {1}）的置信度不低于 95%。",
                "{0} suspected cells ({1} of them) are wrong with a confidence of 95% or more.",
                &[
                    count(sure),
                    share(sure as f64 / result.suspects.len() as f64),
                ],
            ),
            [Id::from("suspects")],
        ));
    }
    findings
}
