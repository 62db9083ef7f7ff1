//! The page.

use fourr_locale::Lang;
use fourr_report::{Finding, Id, Report, ReportError, html};

use crate::page::{Tag, ids, tags};
use crate::{sample, small};

const LANGUAGES: [Lang; 2] = [Lang::Zh, Lang::En];

fn page(report: &Report) -> String {
    html::render(report).unwrap()
}

#[test]
fn the_small_page_is_as_written_by_hand() {
    let page = page(&small::report(Lang::En));
    let main = page
        .split_once("<main id=\"content\">")
        .unwrap()
        .1
        .split_once("</main>")
        .unwrap()
        .0;
    let main: Vec<&str> = main
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let expected = include_str!("small.html");
    let expected: Vec<&str> = expected.lines().collect();
    assert_eq!(main, expected);
}

#[test]
fn columns_sort_by_raw_values_and_what_is_withheld_has_none() {
    let page = page(&small::report(Lang::Zh));
    let tags = tags(&page);
    let heads: Vec<_> = tags
        .iter()
        .filter_map(|tag| tag.attribute("data-sort"))
        .collect();
    assert_eq!(heads, ["text", "number", "number"]);
    assert_eq!(page.matches("aria-sort=\"none\"").count(), 3);
    let values: Vec<_> = tags
        .iter()
        .filter_map(|tag| tag.attribute("data-value"))
        .collect();
    assert_eq!(values, ["1234", "10.005", "", "", "1236", "12"]);
}

#[test]
fn nothing_is_fetched_and_no_other_script_runs() {
    for lang in LANGUAGES {
        let page = page(&sample::report(lang));
        for reference in [
            "http://", "https://", " src=", "@import", "url(//", "<link", "<iframe",
        ] {
            assert!(
                !page.replace("&#60;img src=x", "").contains(reference),
                "{reference}"
            );
        }
        assert_eq!(page.matches("<script").count(), 1);
        assert!(page.contains("default-src 'none'"));
    }
}

#[test]
fn the_policy_names_the_script_by_its_hash() {
    use base64::Engine;
    use sha2::Digest;

    let page = page(&small::report(Lang::En));
    let script = page
        .split_once("<script>")
        .unwrap()
        .1
        .split_once("</script>")
        .unwrap()
        .0;
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(script));
    assert!(
        page.contains(&format!("script-src 'sha256-{hash}'")),
        "the hash is {hash}"
    );
}

#[test]
fn elements_nest_ids_are_unique_and_references_resolve() {
    for lang in LANGUAGES {
        let page = page(&sample::report(lang));
        let tags = tags(&page);
        let ids = ids(&tags);
        for name in ["href", "aria-labelledby"] {
            for reference in tags.iter().filter_map(|tag| tag.attribute(name)) {
                assert!(
                    ids.contains(reference.trim_start_matches('#')),
                    "{reference}"
                );
            }
        }
    }
}

#[test]
fn a_screen_reader_finds_its_way() {
    let page = page(&sample::report(Lang::Zh));
    assert!(page.contains("<html lang=\"zh-CN\">"));
    let tags = tags(&page);
    let count = |name| tags.iter().filter(|tag| tag.name == name).count();
    for landmark in ["header", "nav", "main", "h1"] {
        assert_eq!(count(landmark), 1, "{landmark}");
    }
    let heading = |tag: &Tag<'_>| {
        tag.name
            .strip_prefix('h')
            .and_then(|level| level.parse().ok())
    };
    let levels: Vec<u32> = tags.iter().filter_map(heading).collect();
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "{levels:?}"
    );
    assert_eq!(count("figure"), count("figcaption"));
    let drawings = tags.iter().filter(|tag| tag.name == "svg");
    for drawing in drawings {
        assert_eq!(drawing.attribute("role"), Some("img"));
        assert!(
            drawing
                .attribute("aria-label")
                .is_some_and(|alt| !alt.is_empty())
        );
    }
}

#[test]
fn the_page_speaks_one_language() {
    let zh = page(&small::report(Lang::Zh));
    let en = page(&small::report(Lang::En));
    for (word, translation) in [
        ("主要发现", "Key findings"),
        ("数据说明", "Data notes"),
        ("表 1", "Table 1"),
    ] {
        assert!(
            zh.contains(word) && !zh.contains(translation),
            "{translation}"
        );
        assert!(en.contains(translation) && !en.contains(word), "{word}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(
        page(&sample::report(Lang::Zh)),
        page(&sample::report(Lang::Zh))
    );
}

#[test]
fn parts_that_cannot_be_told_apart_are_refused() {
    let mut twice = small::report(Lang::En);
    twice.sections.push(twice.sections[0].clone());
    assert!(
        matches!(html::render(&twice), Err(ReportError::DuplicateId(id)) if id == Id::from("all"))
    );
    let mut table_twice = small::report(Lang::En);
    let block = table_twice.sections[0].blocks[0].clone();
    table_twice.sections[0].blocks.push(block);
    let refused = html::render(&table_twice);
    assert!(matches!(refused, Err(ReportError::DuplicateId(id)) if id == Id::from("sizes")));
}

#[test]
fn a_finding_must_rest_on_something() {
    let mut report = small::report(Lang::En);
    report
        .findings
        .push(Finding::new("So it is", ["nowhere".into()]));
    let refused = html::render(&report).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "a finding refers to nowhere, which is neither a table nor a chart of the report"
    );
}
