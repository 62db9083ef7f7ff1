//! The sections on responses and the budget: a curve a channel with where it stands and where it should, money before and
//! after, other budgets.
//!
//! Start at [`sections`].

mod budget;
mod curves;
mod live;
mod warning;

use fourr_cost_benefit::response::ResponseSummary;
use fourr_locale::Lang;

use crate::{DataNote, Finding, Section, Table, saying::Saying};

/// The sections of responses and budget; `input` are the files in a few words.
pub fn sections(summary: &ResponseSummary, input: &str, lang: Lang) -> Vec<Section> {
    let saying = saying(summary, input, lang);
    let mut sections = vec![curves::section(&saying, summary)];
    sections.extend(
        summary
            .plan
            .as_ref()
            .map(|plan| budget::section(&saying, plan, &live::LiveCurve::all(summary))),
    );
    sections
}

/// What was found, in a sentence each.
pub fn findings(summary: &ResponseSummary, lang: Lang) -> Vec<Finding> {
    let saying = saying(summary, "", lang);
    let plan = summary.plan.as_ref();
    plan.map(|plan| budget::finding(&saying, plan))
        .into_iter()
        .collect()
}

/// The warnings as notes on the data.
pub fn notes(summary: &ResponseSummary, lang: Lang) -> Vec<DataNote> {
    let saying = saying(summary, "", lang);
    let note = |warning| warning::note(&saying, warning);
    summary.warnings.iter().map(note).collect()
}

/// The warnings as sentences.
pub fn warnings(summary: &ResponseSummary, lang: Lang) -> Vec<String> {
    let saying = saying(summary, "", lang);
    let sentence = |warning| warning::sentence(&saying, warning).text(lang);
    summary.warnings.iter().map(sentence).collect()
}

/// The split of the budget where there is one, else the curves, for a terminal.
pub fn short_table(summary: &ResponseSummary, lang: Lang) -> Table {
    let saying = saying(summary, "", lang);
    match &summary.plan {
        Some(plan) => budget::table(&saying, plan),
        None => curves::table(&saying, summary),
    }
}

fn saying<'a>(summary: &ResponseSummary, input: &'a str, lang: Lang) -> Saying<'a> {
    let channels = lang.count(summary.channels.len() as u64);
    let periods = summary.channels.iter().map(|channel| channel.periods).max();
    let periods = lang.count(periods.unwrap_or(0) as u64);
    Saying {
        lang,
        input,
        population: match lang {
            Lang::Zh => format!("{channels} 个渠道，至多 {periods} 期"),
            Lang::En => format!("{channels} channels, up to {periods} periods"),
        },
        method: lang.pick(
            "最小二乘拟合（Levenberg–Marquardt）",
            "least squares (Levenberg-Marquardt)",
        ),
    }
}

/// The name of a channel; the only one of a table without names has one too.
fn name(saying: &Saying<'_>, channel: &str) -> String {
    if channel.is_empty() {
        saying.text("全部", "all")
    } else {
        channel.to_owned()
    }
}
