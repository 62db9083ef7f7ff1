//! The answer sheet as a document.

use fourr_locale::Lang;
use fourr_report::{
    Answer, Cell, Formula, Id, Math, Prose, Provenance, ReportError, Step, html, markdown,
};

use crate::page::{ids, tags};
use crate::small;

/// Two steps with the table of the small report.
fn answer(lang: Lang) -> Answer {
    let share = Math::words("new") / Math::words("all");
    let worked = (Math::from(1234) / 1236.into()).equals(Cell::Share(0.5).into());
    let report = small::report(lang);
    let table = report.tables().next().unwrap().clone();
    let first = Step::new("count", "Counting", "Count them.")
        .formula(Formula::new(share).worked(worked))
        .shows(table);
    let second = Step::new("say", "Saying", "Say it.")
        .concludes(Prose::fill("{0} of them.", &[Cell::Count(1234).into()]));
    Answer {
        lang,
        title: "Sheet".to_owned(),
        task: "How many?".into(),
        steps: vec![first, second],
        provenance: Provenance {
            version: "1.2.3".to_owned(),
            inputs: vec!["orders.csv".to_owned()],
            ..Provenance::default()
        },
    }
}

#[test]
fn the_small_sheet_is_as_written_by_hand() {
    let expected = "# Sheet

**Task**: How many?

## 1. Counting

**Step**: Count them.

$$\\frac{\\text{new}}{\\text{all}}$$

With this data

$$\\frac{1{,}234}{1{,}236} = \\text{50.00\\%}$$

**Table 1** N = 1236

| Segment | Customers | Amount (yuan) |
| :--- | ---: | ---: |
| New | 1,234 | 10.01 |
| Lost | &lt;5 | – |
| **All** | **1,236** | **12.00** |

## 2. Saying

**Step**: Say it.

**Conclusion**: **1,234** of them.

## Provenance

- Input files: `orders.csv`
- Tool version: fourr 1.2.3
";
    assert_eq!(
        markdown::render_answer(&answer(Lang::En)).unwrap(),
        expected
    );
}

#[test]
fn the_page_runs_nothing_fetches_nothing_and_sorts_nothing() {
    for lang in [Lang::Zh, Lang::En] {
        let page = html::render_answer(&answer(lang)).unwrap();
        assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; base-uri"));
        for what in [
            "<script",
            "<button",
            "data-sort",
            "http://",
            "https://",
            " src=",
        ] {
            assert!(!page.contains(what), "{what}");
        }
    }
}

#[test]
fn elements_nest_and_references_resolve() {
    let page = html::render_answer(&answer(Lang::Zh)).unwrap();
    let tags = tags(&page);
    let ids = ids(&tags);
    for reference in tags
        .iter()
        .filter_map(|tag| tag.attribute("aria-labelledby"))
    {
        assert!(ids.contains(reference), "{reference}");
    }
    let headings: Vec<&str> = tags
        .iter()
        .filter(|tag| tag.name == "h2")
        .map(|tag| tag.text)
        .collect();
    assert_eq!(headings, ["一、Counting", "二、Saying"]);
}

#[test]
fn steps_of_one_name_are_refused() {
    let mut twice = answer(Lang::En);
    twice.steps.push(twice.steps[0].clone());
    let refused = html::render_answer(&twice);
    assert!(matches!(refused, Err(ReportError::DuplicateId(id)) if id == Id::from("count")));
}
