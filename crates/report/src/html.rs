//! A report as one page that needs nothing but itself.
//!
//! Charts are inline SVG, style and script are part of the page, and its content security policy
//! forbids everything else: no network, no script but ours.

mod inline;
mod markup;
mod mathml;
mod svg;
mod table;

use askama::Template;
use fourr_chart::Theme;
use fourr_locale::Lang;

use crate::label::Label;
use crate::numbering::Numbering;
use crate::visible::visible;
use crate::{
    Block, ChartBlock, DataNote, KeyFigure, Math, Prose, Report, ReportError, Table, charts,
};
use inline::prose;
use markup::Markup;
pub(crate) use markup::escape;
use table::TableView;

const STYLE: &str = include_str!("../templates/style.css");
const SCRIPT: &str = include_str!("../templates/script.js");
/// SHA-256 of [`SCRIPT`] in base64, by which the content security policy knows it.
const SCRIPT_HASH: &str = "kV+NxnFbnpOhhMVvo/An+7RvbrbxlkxIrgQB5bKMYQw=";

/// The page of a report.
///
/// # Errors
/// Parts that cannot be told apart, a finding that refers to nothing, or a chart that cannot be
/// drawn.
pub fn render(report: &Report) -> Result<String, ReportError> {
    let page = Page {
        report,
        numbering: Numbering::of(report)?,
        theme: Theme::new(report.lang),
    };
    Ok(visible(&page.render()?))
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    report: &'a Report,
    numbering: Numbering<'a>,
    theme: Theme,
}

impl<'a> Page<'a> {
    fn lang(&self) -> Lang {
        self.report.lang
    }

    fn say(&self, label: Label) -> &'static str {
        label.text(self.lang())
    }

    fn prose(&self, text: &Prose) -> Markup {
        prose(text, self.lang())
    }

    fn show(&self, figure: &KeyFigure) -> String {
        figure.value.display(figure.format, self.lang())
    }

    fn table(&self, table: &'a Table) -> TableView<'a> {
        TableView::new(table, self.lang())
    }

    fn kind(&self, note: &DataNote) -> &'static str {
        self.say(note.kind.into())
    }

    fn rows(&self, note: &DataNote) -> String {
        note.rows
            .map(|rows| self.lang().count(rows))
            .unwrap_or_default()
    }

    fn equation(&self, math: &Math) -> Markup {
        mathml::block(math, self.lang())
    }

    fn symbol(&self, math: &Math) -> Markup {
        mathml::inline(math, self.lang())
    }

    fn chart(&self, chart: &ChartBlock) -> Result<Markup, ReportError> {
        let svg = charts::svg(chart, &self.theme)?;
        Ok(svg::inline(&svg, &self.numbering.anchor(&chart.id)))
    }
}
