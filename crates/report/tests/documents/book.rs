//! Pages bound into one.

use fourr_locale::Lang;
use fourr_report::{ReportError, html};

use crate::small;

#[test]
fn pages_keep_their_words_and_get_anchors_of_their_own() {
    let page = html::render(&small::report(Lang::En)).unwrap();
    let mut book = html::Book::new(Lang::En, "All & everything", "0.1.0");
    book.chapter("first", &page).unwrap();
    book.chapter("second", &page).unwrap();
    let bound = book.render().unwrap();
    assert!(
        bound.contains("<title>All &#38; everything</title>"),
        "{}",
        &bound[..900]
    );
    let body = |page: &str| page.split("<main").nth(1).unwrap().to_owned();
    let plain = |html: &str| {
        let tags = html
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
        tags.collect::<Vec<_>>().join("")
    };
    let words = plain(&body(&page));
    assert_eq!(plain(&body(&bound)).matches(words.trim()).count(), 2);
    let count = |mark: &str| bound.matches(mark).count();
    assert_eq!(count("id=\"first.provenance\""), 1);
    assert_eq!(count("href=\"#second.provenance\""), 1);
    assert_eq!(count("<!DOCTYPE html>"), 1);
}

#[test]
fn what_is_no_page_is_refused() {
    let mut book = html::Book::new(Lang::Zh, "x", "0");
    let error = book.chapter("a", "<html></html>").unwrap_err();
    assert!(matches!(error, ReportError::NoPage(name) if name == "a"));
}
