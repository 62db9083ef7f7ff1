//! The page of an answer sheet: no script, light on any screen, and made to be printed.

use askama::Template;
use fourr_chart::Theme;
use fourr_locale::Lang;

use super::{STYLE, document::Document};
use crate::label::Label;
use crate::numbering::Numbering;
use crate::visible::visible;
use crate::{Answer, Block, ReportError};

const ANSWER_STYLE: &str = include_str!("../../templates/answer.css");

/// The page of an answer sheet.
///
/// # Errors
/// Parts that cannot be told apart, or a chart that cannot be drawn.
pub fn render_answer(answer: &Answer) -> Result<String, ReportError> {
    let page = Sheet {
        answer,
        numbering: Numbering::of_answer(answer)?,
        theme: Theme::new(answer.lang),
    };
    Ok(visible(&page.render()?))
}

#[derive(Template)]
#[template(path = "answer.html")]
struct Sheet<'a> {
    answer: &'a Answer,
    numbering: Numbering<'a>,
    theme: Theme,
}

impl Document for Sheet<'_> {
    const SORTS: bool = false;

    fn lang(&self) -> Lang {
        self.answer.lang
    }

    fn numbering(&self) -> &Numbering<'_> {
        &self.numbering
    }

    fn theme(&self) -> &Theme {
        &self.theme
    }
}
