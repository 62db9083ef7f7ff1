//! [`Book`]: the pages of several reports as one.

use askama::Template;
use fourr_locale::Lang;

use super::{SCRIPT, SCRIPT_HASH, STYLE, ids, markup::Markup};
use crate::ReportError;
use crate::label::Label;

/// Pages that [`render`](super::render) made, bound into one page with one table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// The language of its own words.
    pub lang: Lang,
    /// What it is about.
    pub title: String,
    /// Version of fourr.
    pub version: String,
    chapters: Vec<Chapter>,
}

/// A page in a book.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Chapter {
    anchor: String,
    title: Markup,
    /// What stands under the title: lead and key figures.
    opening: Markup,
    contents: Markup,
    body: Markup,
}

impl Book {
    /// A book without chapters.
    pub fn new(lang: Lang, title: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            lang,
            title: title.into(),
            version: version.into(),
            chapters: Vec::new(),
        }
    }

    /// Adds a page as the next chapter. Its anchors start with `anchor`, which no other chapter has: letters, digits,
    /// hyphens and underscores.
    ///
    /// # Errors
    /// A text that is no page of ours.
    pub fn chapter(&mut self, anchor: &str, page: &str) -> Result<(), ReportError> {
        let chapter = Chapter::of(anchor, page);
        let chapter = chapter.ok_or_else(|| ReportError::NoPage(anchor.to_owned()))?;
        self.chapters.push(chapter);
        Ok(())
    }

    /// The page.
    ///
    /// # Errors
    /// None that a caller could bring about.
    pub fn render(&self) -> Result<String, ReportError> {
        let page = BookPage { book: self };
        Ok(page.render()?)
    }
}

impl Chapter {
    fn of(anchor: &str, page: &str) -> Option<Self> {
        let header = between(page, "<header>", "</header>")?;
        let (_, after_title) = header.split_once("</h1>")?;
        let contents = between(between(page, "<nav ", "</nav>")?, "<ol>", "</ol>")?;
        let start = page.find("<main id=\"content\">")?;
        let body = between(&page[start..], ">", "</main>")?;
        let own = |html: &str| Markup::trusted(ids::owned(html.trim(), anchor));
        Some(Self {
            anchor: anchor.to_owned(),
            title: Markup::trusted(between(header, "<h1>", "</h1>")?),
            opening: own(after_title),
            contents: own(contents),
            body: own(body),
        })
    }
}

/// What stands between the first `open` and the `close` behind it.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let (_, inner) = text.split_once(open)?;
    let (inner, _) = inner.split_once(close)?;
    Some(inner)
}

#[derive(Template)]
#[template(path = "book.html")]
struct BookPage<'a> {
    book: &'a Book,
}

impl BookPage<'_> {
    fn say(&self, label: Label) -> &'static str {
        label.text(self.book.lang)
    }
}
