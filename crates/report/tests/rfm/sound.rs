//! What holds for every report, whatever the data.

use fourr_chart::Theme;
use fourr_locale::Lang;
use fourr_report::{Answer, Report, html, markdown, rfm};
use fourr_rfm::{Basis, Dormancy, Monetary, Rfm, Scheme, Scoring};
use fourr_table::Table;

use super::inputs::{golden, report};

/// Renders the report of `table` in both languages and looks for what must not be there.
#[track_caller]
pub(crate) fn check(table: &Table, rfm: &Rfm) {
    for lang in [Lang::Zh, Lang::En] {
        let report = report(table, rfm, lang);
        draws(&report);
        reads(&report);
        let result = rfm.segment(table).unwrap();
        answers(&rfm::answer(&result, table.sources(), lang), &report);
        let summary = result.summary;
        assert!(rfm::segment_table(&summary, lang).total().is_some());
        for warning in rfm::warnings(&summary, lang) {
            assert!(is_whole(&warning), "{warning}");
        }
    }
}

/// Every chart draws, with names for what it shows.
#[track_caller]
fn draws(report: &Report) {
    let theme = Theme::new(report.lang);
    for block in report.charts() {
        let svg = block.chart.svg(&theme).unwrap();
        assert!(
            svg.contains("<svg") && svg.contains("</svg>"),
            "{}",
            block.id
        );
        assert!(!svg.contains("NaN"), "{}", block.id);
        assert_eq!(
            block.chart.missing_glyphs(&theme).unwrap(),
            Vec::<char>::new(),
            "{}",
            block.id
        );
        assert!(!block.chart.caption.title.is_empty(), "{}", block.id);
        assert!(block.chart.caption.subtitle.is_some(), "{}", block.id);
        assert!(!block.reading.is_empty(), "{}", block.id);
    }
}

/// Every text is there, without holes and without what is no number.
#[track_caller]
fn reads(report: &Report) {
    let (page, text) = (
        html::render(report).unwrap(),
        markdown::render(report).unwrap(),
    );
    assert!(page.contains("</html>"));
    for what in ["NaN", "¤", "inf\n"] {
        assert!(!text.contains(what), "{what} in {text}");
    }
    for finding in &report.findings {
        assert!(is_whole(&finding.text.text(report.lang)));
    }
    for note in &report.notes {
        assert!(is_whole(&note.text.text(report.lang)), "{}", note.code);
    }
    for table in report.tables() {
        assert!(!table.caption.is_empty(), "{}", table.id);
        assert!(!table.rows().is_empty(), "{}", table.id);
        let heads = table.heads(report.lang);
        assert!(
            heads.iter().all(|head| is_whole(head)),
            "{}: {heads:?}",
            table.id
        );
    }
}

/// Every step says what is done and what comes of it, in charts that the report has too.
#[track_caller]
fn answers(answer: &Answer, report: &Report) {
    let (page, text) = (
        html::render_answer(answer).unwrap(),
        markdown::render_answer(answer).unwrap(),
    );
    assert!(page.contains("</html>") && !page.contains("<script"));
    for what in ["NaN", "¤", "inf\n"] {
        assert!(!text.contains(what), "{what} in {text}");
    }
    for step in &answer.steps {
        assert!(is_whole(&step.done.text(answer.lang)), "{}", step.id);
        assert!(!step.result.is_empty(), "{}", step.id);
        let conclusion = step.conclusion.iter().map(|text| text.text(answer.lang));
        for words in conclusion {
            assert!(is_whole(&words) && !words.contains('–'), "{words}");
        }
        for formula in &step.formulas {
            let worked = formula.worked.as_ref().unwrap().linear(answer.lang);
            assert!(is_whole(&worked) && !worked.contains('–'), "{worked}");
        }
    }
    for table in answer.tables() {
        assert!(!table.rows().is_empty(), "{}", table.id);
    }
    for chart in answer.charts() {
        assert!(report.charts().any(|same| same == chart), "{}", chart.id);
    }
}

/// Whether a text says something and has no hole left.
fn is_whole(text: &str) -> bool {
    let holes = (0..10).map(|hole| format!("{{{hole}}}"));
    !text.trim().is_empty() && !holes.into_iter().any(|hole| text.contains(&hole))
}

#[test]
fn every_scheme_scoring_and_basis_makes_a_report() {
    let table = golden();
    check(&table, &Rfm::default());
    for scheme in [Scheme::Grid11, Scheme::Putler11, Scheme::RRfm10] {
        check(
            &table,
            &Rfm {
                scheme,
                ..Rfm::default()
            },
        );
    }
    for scoring in Scoring::COMPARED {
        check(
            &table,
            &Rfm {
                scoring: Some(scoring),
                ..Rfm::default()
            },
        );
    }
    for basis in [Basis::Median, Basis::ScoreMean] {
        check(
            &table,
            &Rfm {
                basis,
                ..Rfm::default()
            },
        );
    }
    let thresholds = vec![60.0, 3.0, 800.0];
    check(
        &table,
        &Rfm {
            basis: Basis::Fixed,
            thresholds,
            ..Rfm::default()
        },
    );
}

#[test]
fn every_migration_makes_a_report() {
    let table = golden();
    let day = |month, day| chrono::NaiveDate::from_ymd_opt(2021, month, day);
    let migrated = Rfm {
        as_of: day(12, 31),
        migration_from: day(11, 1),
        ..Rfm::default()
    };
    check(&table, &migrated);
    for scheme in [Scheme::Grid11, Scheme::Putler11, Scheme::RRfm10] {
        check(
            &table,
            &Rfm {
                scheme,
                since: day(8, 1),
                ..migrated.clone()
            },
        );
    }
    check(
        &table,
        &Rfm {
            money: Monetary::PerOrder,
            ..migrated
        },
    );
}

#[test]
fn every_choice_of_money_days_and_classes_makes_a_report() {
    let table = golden();
    check(
        &table,
        &Rfm {
            money: Monetary::PerOrder,
            ..Rfm::default()
        },
    );
    check(
        &table,
        &Rfm {
            dormancy: Dormancy::Days,
            ..Rfm::default()
        },
    );
    check(
        &table,
        &Rfm {
            bins: 3,
            ..Rfm::default()
        },
    );
    check(
        &table,
        &Rfm {
            bins: 9,
            ..Rfm::default()
        },
    );
    let fixed = Rfm {
        scoring: Some(Scoring::Fixed),
        recency_breaks: vec![30.0, 60.0, 90.0, 180.0],
        frequency_breaks: vec![2.0, 3.0, 5.0, 8.0],
        monetary_breaks: vec![200.0, 500.0, 1000.0, 2000.0],
        ..Rfm::default()
    };
    check(&table, &fixed);
}

#[test]
fn the_same_result_makes_the_same_report() {
    let table = golden();
    for lang in [Lang::Zh, Lang::En] {
        let [first, second] = [0, 1].map(|_| report(&table, &Rfm::default(), lang));
        assert_eq!(first, second);
        assert_eq!(
            html::render(&first).unwrap(),
            html::render(&second).unwrap()
        );
    }
}
