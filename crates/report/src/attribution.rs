//! The sections on attribution: all models side by side, how far they are apart, the chain and what taking a channel out
//! of it does.
//!
//! Start at [`sections`].

mod chain;
mod credits;
mod method;
mod paths;
mod sheets;
mod warning;

use fourr_cost_benefit::attribution::{AttributionSummary, Model};
use fourr_locale::Lang;
use polars::prelude::DataFrame;

pub(crate) use sheets::sheets;

use crate::{Block, DataNote, Finding, NoteKind, Prose, Section, Table, saying::Saying};

/// The sections of an attribution; `transitions` are the steps of its chain, `input` the files in a few words.
pub fn sections(
    summary: &AttributionSummary,
    transitions: Option<&DataFrame>,
    input: &str,
    lang: Lang,
) -> Vec<Section> {
    let saying = saying(summary, input, lang);
    let mut blocks: Vec<Block> = vec![credits::caution(&saying, summary).into()];
    blocks.push(method::method(&saying, summary).into());
    blocks.push(credits::table(&saying, summary).into());
    blocks.extend(credits::charts(&saying, summary));
    blocks.push(credits::values(&saying, summary).into());
    blocks.extend(paths::blocks(&saying, summary));
    let title = saying.text("归因：转化功劳分给谁", "Attribution: who gets credit");
    let mut sections = vec![Section::new("attribution", title, blocks)];
    sections.extend(chain::section(&saying, summary, transitions));
    sections
}

/// What was found, in a sentence each.
pub fn findings(summary: &AttributionSummary, lang: Lang) -> Vec<Finding> {
    credits::findings(&saying(summary, "", lang), summary)
}

/// The warnings as notes on the data.
pub fn notes(summary: &AttributionSummary, lang: Lang) -> Vec<DataNote> {
    let saying = saying(summary, "", lang);
    let rows = &summary.rows;
    let told =
        |kind, code: &str, words: &'static str, rows| DataNote::new(kind, code, words).rows(rows);
    let mut notes = vec![told(
        NoteKind::Read,
        "touches_read",
        lang.pick("读入的触点行", "Rows of touches"),
        rows.read,
    )];
    let reasons = rows.reasons().into_iter().filter(|(_, rows)| *rows > 0);
    notes.extend(reasons.map(|(key, rows)| told(NoteKind::SetAside, key, reason(key, lang), rows)));
    notes.push(told(
        NoteKind::Used,
        "touches_used",
        lang.pick(
            "进入归因的触点行",
            "Rows of touches that entered the attribution",
        ),
        rows.used,
    ));
    notes.extend(
        summary
            .warnings
            .iter()
            .map(|warning| warning::note(&saying, warning)),
    );
    notes
}

/// The warnings as sentences.
pub fn warnings(summary: &AttributionSummary, lang: Lang) -> Vec<String> {
    let saying = saying(summary, "", lang);
    let sentence = |warning| warning::sentence(&saying, warning).text(lang);
    summary.warnings.iter().map(sentence).collect()
}

/// Shares of the conversions by channel and model, for a terminal.
pub fn short_table(summary: &AttributionSummary, lang: Lang) -> Table {
    credits::short_table(&saying(summary, "", lang), summary)
}

/// Why rows of touches were set aside, in words, by the key of the reason.
pub fn reason(key: &str, lang: Lang) -> &'static str {
    let [zh, en] = match key {
        "missing_person" => ["没有用户", "no person"],
        "missing_channel" => ["没有渠道也不是转化", "neither a channel nor a conversion"],
        "missing_order" => ["没有时间或次序", "no moment or place"],
        "unreadable_order" => [
            "时间或次序无法识别",
            "a moment or place that cannot be read",
        ],
        "unreadable_conversion" => ["是否转化无法识别", "no telling whether it is a conversion"],
        "unreadable_value" => ["转化价值无法识别", "a value that cannot be read"],
        "after_conversion" => ["在最后一次转化之后", "after the last conversion"],
        "before_lookback" => ["在回溯期之前", "before the lookback"],
        _ => ["其他", "other"],
    };
    lang.pick(zh, en)
}

fn saying<'a>(summary: &AttributionSummary, input: &'a str, lang: Lang) -> Saying<'a> {
    let journeys = &summary.journeys;
    let [converted, failed] = [journeys.conversions, journeys.nulls].map(|of| lang.count(of));
    Saying {
        lang,
        input,
        population: match lang {
            Lang::Zh => format!("{converted} 次转化，{failed} 条未转化路径"),
            Lang::En => format!("{converted} conversions, {failed} journeys without one"),
        },
        method: lang.pick("八种归因模型，精确计算", "eight models, exact"),
    }
}

/// A model as a reader calls it.
fn name(model: Model, lang: Lang) -> &'static str {
    let [zh, en] = match model {
        Model::First => ["首次触点", "First"],
        Model::Last => ["末次触点", "Last"],
        Model::LastNonDirect => ["末次非直接", "Last non-direct"],
        Model::Linear => ["线性", "Linear"],
        Model::Position => ["位置", "Position"],
        Model::TimeDecay => ["时间衰减", "Time decay"],
        Model::Markov => ["马尔可夫", "Markov"],
        Model::Shapley => ["沙普利", "Shapley"],
    };
    lang.pick(zh, en)
}

/// Prose that stands for itself.
fn sentence(saying: &Saying<'_>, zh: &str, en: &str) -> Prose {
    saying.say(zh, en, &[])
}
