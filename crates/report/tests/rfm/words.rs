//! The words of both languages.

use fourr_locale::Lang;
use fourr_report::{markdown, rfm};
use fourr_rfm::{Rfm, Scheme, Warning};

use super::inputs::{golden, report, segmented};

fn is_chinese(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// The words of a report and an answer sheet as Markdown.
fn text(rfm: &Rfm, lang: Lang) -> String {
    let report = markdown::render(&report(&golden(), rfm, lang)).unwrap();
    let table = golden();
    let answer = rfm::answer(&segmented(&table, rfm), table.sources(), lang);
    report + &markdown::render_answer(&answer).unwrap()
}

fn migrated() -> Rfm {
    let day = |month, day| chrono::NaiveDate::from_ymd_opt(2021, month, day);
    Rfm {
        as_of: day(12, 31),
        migration_from: day(11, 1),
        ..Rfm::default()
    }
}

#[test]
fn the_english_report_has_no_chinese() {
    for scheme in [
        Scheme::Textbook8,
        Scheme::Grid11,
        Scheme::Putler11,
        Scheme::RRfm10,
    ] {
        let text = text(
            &Rfm {
                scheme,
                ..Rfm::default()
            },
            Lang::En,
        );
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| line.contains(is_chinese))
            .collect();
        assert!(lines.is_empty(), "{lines:#?}");
        let wide = |c: char| ('\u{FF01}'..='\u{FF5E}').contains(&c) || "，。、；：「」".contains(c);
        assert!(!text.contains(wide), "full-width punctuation in English");
    }
}

/// An explanation of every customer under a few conventions.
fn explanations(lang: Lang) -> Vec<String> {
    let schemes = [Scheme::Textbook8, Scheme::Grid11, Scheme::RRfm10];
    let told = schemes.into_iter().flat_map(|scheme| {
        let rfm = Rfm {
            scheme,
            ..migrated()
        };
        let result = segmented(&golden(), &rfm);
        let ids = result.customers.column("customer").unwrap().clone();
        let ids: Vec<String> = ids
            .str()
            .unwrap()
            .iter()
            .flatten()
            .map(str::to_owned)
            .collect();
        let explain = |id: &String| {
            let told = result.explain(id).unwrap();
            let words = rfm::explain(&told, &result.summary, lang);
            let cells = words.tables.iter().flat_map(|table| {
                let rows = table.rows().iter();
                let texts = rows.flat_map(|row| table.texts(row, lang));
                table
                    .heads(lang)
                    .into_iter()
                    .chain(texts)
                    .collect::<Vec<_>>()
            });
            let lines = [words.title.clone()].into_iter().chain(cells);
            lines.chain(words.sentences.clone()).collect::<Vec<_>>()
        };
        ids.iter().flat_map(explain).collect::<Vec<_>>()
    });
    told.collect()
}

#[test]
fn explanations_speak_one_language_and_leave_no_hole() {
    for lang in [Lang::Zh, Lang::En] {
        for line in explanations(lang) {
            let holes = line.contains('{') || line.contains('¤') || line.contains("NaN");
            assert!(!holes && !line.trim().is_empty(), "{line}");
            assert!(lang == Lang::Zh || !line.contains(is_chinese), "{line}");
            let marks = |c: char| ",;:".contains(c);
            let letters: Vec<char> = line.chars().collect();
            let half = letters
                .windows(2)
                .any(|pair| is_chinese(pair[0]) && marks(pair[1]));
            assert!(!half, "{line}");
        }
    }
}

#[test]
fn the_chinese_report_has_full_width_punctuation() {
    let text = text(&Rfm::default(), Lang::Zh);
    let letters: Vec<char> = text.chars().collect();
    let half = |pair: &[char]| is_chinese(pair[0]) && ",;:!?".contains(pair[1]);
    let found = letters.windows(2).find(|pair| half(pair));
    assert_eq!(found, None);
}

#[test]
fn segments_are_named_by_language() {
    let zh = text(&migrated(), Lang::Zh);
    assert!(zh.contains("重要价值客户") && !zh.contains("Important value"));
    let en = text(&migrated(), Lang::En);
    assert!(en.contains("Important value") && !en.contains(is_chinese));
}

#[test]
fn every_warning_is_a_sentence_of_its_own() {
    let mut summary = segmented(&golden(), &Rfm::default()).summary;
    let key = summary.segments.0[0].segment.key.clone();
    summary.warnings = vec![
        Warning::CoarseScores {
            dimension: "customers",
            count: 3,
            bins: 5,
        },
        Warning::CoarseScores {
            dimension: "frequency",
            count: 2,
            bins: 5,
        },
        Warning::EmptyClasses {
            dimension: "frequency",
            scores: vec![2, 3],
        },
        Warning::SmallSegments {
            segments: vec![key],
        },
        Warning::NotPositive { customers: 4 },
        Warning::SegmentTable {
            overlaps: 2,
            holes: 0,
            unreachable: vec![],
        },
        Warning::SegmentTable {
            overlaps: 2,
            holes: 1,
            unreachable: vec!["Promising".to_owned()],
        },
        Warning::RowsAreOrders,
        Warning::SkewedMean {
            mean: 300.0,
            median: 100.0,
        },
        Warning::ManyRowsSetAside {
            rows: 12,
            share: 0.25,
        },
        Warning::NoCycle,
    ];
    for lang in [Lang::Zh, Lang::En] {
        let mut sentences = rfm::warnings(&summary, lang);
        assert!(
            sentences
                .iter()
                .all(|sentence| !sentence.is_empty() && !sentence.contains('{'))
        );
        let chinese = sentences
            .iter()
            .filter(|sentence| sentence.contains(is_chinese))
            .count();
        assert_eq!(chinese, if lang == Lang::Zh { sentences.len() } else { 0 });
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), summary.warnings.len());
    }
}
