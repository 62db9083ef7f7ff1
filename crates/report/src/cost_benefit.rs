//! The report of a cost-benefit analysis.
//!
//! Start at [`report`]. Every part of the analysis has a section in a file of its own; a part that was not asked for has
//! none.

mod answer;
mod break_even;
mod change;
mod finance;
mod media;
mod media_charts;
mod names;
mod overview;
mod price;
mod sensitivity;
mod subject;
mod told;
mod undefined;
mod warning;
mod workbook;

use std::collections::BTreeSet;

use fourr_cost_benefit::{Analysis, Summary};
use fourr_locale::Lang;
use fourr_table::{Note, Source};

use crate::{Answer, Block, Finding, Id, Report, Section, Table, attribution, response};
use subject::Subject;

/// The report of an analysis, made from `sources` with what was found while opening them.
pub fn report(result: &Analysis, sources: &[Source], notes: &[Note], lang: Lang) -> Report {
    let subject = Subject::of(&result.summary, sources, lang);
    let sections = [
        media::section(&subject),
        change::section(&subject),
        sensitivity::of_profit(&subject),
        finance::section(&subject),
        sensitivity::of_npv(&subject),
        break_even::section(&subject),
        break_even::customer(&subject),
        price::survey(&subject),
        price::sales(&subject),
    ];
    let mut sections: Vec<Section> = sections.into_iter().flatten().collect();
    if let Some(of) = &result.summary.attribution {
        let transitions = result.transitions.as_ref();
        sections.extend(attribution::sections(
            of,
            transitions,
            subject.input(),
            lang,
        ));
    }
    if let Some(of) = &result.summary.response {
        sections.extend(response::sections(of, subject.input(), lang));
    }
    Report {
        lang,
        title: overview::title(&subject),
        lead: overview::lead(&subject),
        figures: overview::figures(&subject),
        findings: supported(overview::findings(&subject), &sections),
        sections,
        notes: overview::notes(&subject, notes),
        provenance: overview::provenance(&subject, sources),
        workbook: workbook::workbook(&subject, result),
    }
}

/// The answer sheet of an analysis, made from `sources`: the calculation step by step. Its charts are those of
/// [`report`].
pub fn answer(result: &Analysis, sources: &[Source], lang: Lang) -> Answer {
    answer::answer(&Subject::of(&result.summary, sources, lang), sources)
}

/// The short tables that a terminal shows: levels of the ledger, alternatives, and the figures of the other parts.
pub fn short_tables(summary: &Summary, lang: Lang) -> Vec<Table> {
    let subject = Subject::of(summary, &[], lang);
    let mut tables = Vec::new();
    if let Some(media) = &summary.media {
        tables.push(
            media::short_table(&subject, media).unwrap_or_else(|| media::sums(&subject, media)),
        );
    }
    tables.extend(finance::short_table(&subject));
    if let Some(of) = &summary.break_even {
        tables.push(told::short_table(&subject, "break-even", &of.figures));
    }
    if let Some(of) = &summary.lifetime_value {
        tables.push(told::short_table(&subject, "lifetime-value", &of.figures));
    }
    tables.extend(
        summary
            .price_survey
            .as_ref()
            .map(|survey| price::points(&subject, survey)),
    );
    if let Some(sales) = &summary.sales_by_price {
        tables.push(told::short_table(
            &subject,
            "elasticity",
            &sales.demand.figures,
        ));
    }
    let of = summary.attribution.as_ref();
    tables.extend(of.map(|of| attribution::short_table(of, lang)));
    let of = summary.response.as_ref();
    tables.extend(of.map(|of| response::short_table(of, lang)));
    tables
}

/// The warnings as sentences.
pub fn warnings(summary: &Summary, lang: Lang) -> Vec<String> {
    let subject = Subject::of(summary, &[], lang);
    let sentence = |warning| warning::sentence(&subject, warning).text(lang);
    let mut sentences: Vec<String> = summary.warnings.iter().map(sentence).collect();
    let of = summary.attribution.as_ref();
    sentences.extend(
        of.into_iter()
            .flat_map(|of| attribution::warnings(of, lang)),
    );
    let of = summary.response.as_ref();
    sentences.extend(of.into_iter().flat_map(|of| response::warnings(of, lang)));
    sentences
}

/// Why rows of a ledger were set aside, in words, by the key of the reason.
pub fn reason(key: &str, lang: Lang) -> &'static str {
    let [zh, en] = names::reason(key);
    lang.pick(zh, en)
}

/// The findings with only such evidence as the sections hold.
fn supported(mut findings: Vec<Finding>, sections: &[Section]) -> Vec<Finding> {
    let shown = |block: &Block| match block {
        Block::Table(table) => Some(table.id.clone()),
        Block::Chart(chart) => Some(chart.id.clone()),
        Block::Heading(_) | Block::Paragraph(_) | Block::Method(_) | Block::Note(_) => None,
    };
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    let known: BTreeSet<Id> = blocks.filter_map(shown).collect();
    for finding in &mut findings {
        finding.evidence.retain(|id| known.contains(id));
    }
    findings
}
