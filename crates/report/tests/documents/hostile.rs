//! Data that would like to be more than text.

use fourr_locale::Lang;
use fourr_report::Method;
use fourr_report::{
    Cell, Column, Convention, Format, Formula, Math, Prose, Report, Span, Table, html, markdown,
};

use crate::page::tags;
use crate::small;

pub(crate) const HOSTILE: &str = "</script></style><script>alert(1)</script><img src=x onerror=\"alert('2')\"> ' & | ` \u{202E}gpj.exe\u{0}\u{1B}[2J";

/// A report whose every text came from a hostile file.
pub(crate) fn report() -> Report {
    let mut report = small::report(Lang::En);
    let text = || {
        Prose::fill(
            "{0}{1}{2}",
            &[
                Span::plain(HOSTILE),
                Cell::from(HOSTILE).into(),
                Span::code(HOSTILE),
            ],
        )
    };
    report.title = HOSTILE.into();
    report.lead = text();
    report.findings[0].text = text();
    report.notes[0].text = text();
    report.notes[0].code = HOSTILE.into();
    report.provenance.command = Some(HOSTILE.to_owned());
    report.provenance.inputs = vec![HOSTILE.to_owned()];
    report.provenance.parameters = vec![(HOSTILE.to_owned(), HOSTILE.to_owned())];
    let columns = vec![
        Column::new(HOSTILE, Format::Text).unit(HOSTILE),
        Column::new("n", Format::Count),
    ];
    let rows = [[Cell::from(HOSTILE), Cell::from(HOSTILE)]];
    let table = Table::new("hostile", HOSTILE, columns).with_rows(rows);
    let formula = Formula::new(Math::words(HOSTILE).equals(Math::symbol(HOSTILE)))
        .meaning(Math::from(Cell::from(HOSTILE)), HOSTILE);
    let method = Method {
        name: HOSTILE.to_owned(),
        words: vec![text()],
        formulas: vec![formula],
        conventions: vec![Convention {
            question: HOSTILE.to_owned(),
            in_force: text(),
        }],
        sources: vec![HOSTILE.to_owned()],
    };
    report.sections[0].title = HOSTILE.into();
    report.sections[0]
        .blocks
        .extend([table.into(), method.into()]);
    report
}

/// Controls and overrides of direction, which act instead of being read.
pub(crate) fn acts(c: char) -> bool {
    (c.is_control() && c != '\n') || ('\u{202A}'..='\u{202E}').contains(&c)
}

#[test]
fn the_page_has_no_element_and_no_attribute_from_data() {
    let page = html::render(&report()).unwrap();
    let tags = tags(&page);
    assert!(tags.iter().all(|tag| tag.name != "img"));
    assert_eq!(tags.iter().filter(|tag| tag.name == "script").count(), 1);
    assert!(tags.iter().all(|tag| tag.attribute("onerror").is_none()));
    assert!(!page.contains(acts));
    let escaped_title = "<title>&#60;/script&#62;&#60;/style&#62;";
    assert!(page.contains(escaped_title), "{page:.3000}");
}

#[test]
fn the_text_has_no_html_and_no_cell_from_data() {
    let text = markdown::render(&report()).unwrap();
    let outside_code: String = text.split("``").step_by(2).collect();
    assert!(!outside_code.contains("<script") && !outside_code.contains("<img"));
    assert!(!text.contains(acts));
    let row = text
        .lines()
        .find(|line| line.starts_with("| &lt;/script"))
        .unwrap();
    assert_eq!(row.replace("\\|", "").matches('|').count(), 3);
}

#[test]
fn a_terminal_gets_no_escape_sequence() {
    let report = report();
    let table = report.tables().last().unwrap();
    assert!(
        table
            .texts(&table.rows()[0], Lang::En)
            .iter()
            .all(|text| !text.contains(acts))
    );
    assert!(!report.lead.text(Lang::En).contains(acts));
}
