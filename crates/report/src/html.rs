//! A report or an answer sheet as one page that needs nothing but itself.
//!
//! Charts are inline SVG, style and script are part of the page, and its content security policy
//! forbids everything else: no network, no script but ours.

mod answer;
mod book;
mod document;
mod ids;
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
use crate::{Block, DataNote, KeyFigure, Report, ReportError};
use document::Document;

pub use answer::render_answer;
pub use book::Book;
pub(crate) use markup::escape;

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

impl Page<'_> {
    fn show(&self, figure: &KeyFigure) -> String {
        figure.value.display(figure.format, self.lang())
    }

    fn rows(&self, note: &DataNote) -> String {
        note.rows
            .map(|rows| self.lang().count(rows))
            .unwrap_or_default()
    }
}

impl Document for Page<'_> {
    const SORTS: bool = true;

    fn lang(&self) -> Lang {
        self.report.lang
    }

    fn numbering(&self) -> &Numbering<'_> {
        &self.numbering
    }

    fn theme(&self) -> &Theme {
        &self.theme
    }
}
