//! What the questionnaire promises: planted categories, levels that differ, answers left out.

use std::collections::BTreeMap;

use fourr_generator::{Dataset, Edition, Questionnaire};
use fourr_locale::Lang;

use crate::sheet::{Sheet, bytes};

const ANSWERS: [&str; 5] = ["我很喜欢", "理应如此", "无所谓", "可以忍受", "我很不喜欢"];
/// Berger et al. (1993): rows answer "if present?", columns "if absent?", both from like to dislike.
const EVALUATION_TABLE: [&str; 5] = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"];

fn many() -> Questionnaire {
    Questionnaire {
        respondents: 20_000,
        ..Questionnaire::default()
    }
}

fn csv(questionnaire: &Questionnaire) -> Vec<u8> {
    bytes("questionnaire.csv", |path| {
        questionnaire.write_csv(path).unwrap();
    })
}

fn truth(questionnaire: &Questionnaire) -> Sheet {
    Sheet::read(&bytes("truth.csv", |path| {
        questionnaire.write_truth(path).unwrap();
    }))
}

/// The category that most of these rows give a feature.
fn mode<'a>(
    sheet: &Sheet,
    rows: impl Iterator<Item = &'a csv::StringRecord>,
    feature: &str,
) -> char {
    let mut counts = BTreeMap::new();
    for row in rows {
        let answer = |question: &str| {
            let cell = sheet.cell(row, &format!("{feature}（{question}）"));
            ANSWERS.iter().position(|answer| *answer == cell)
        };
        if let (Some(with), Some(without)) = (answer("具备"), answer("不具备")) {
            let category = EVALUATION_TABLE[with].chars().nth(without).unwrap();
            *counts.entry(category).or_insert(0) += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .unwrap()
        .0
}

#[test]
fn planted_categories_are_the_largest_counts() {
    for questionnaire in [Questionnaire::default(), many()] {
        let (sheet, truth) = (Sheet::read(&csv(&questionnaire)), truth(&questionnaire));
        assert_eq!(truth.rows.len(), 12);
        for row in &truth.rows {
            let feature = truth.cell(row, "功能");
            let planted = ["客群一代码", "客群二代码"].map(|column| truth.cell(row, column));
            let level = |level: &'static str| {
                let of_level = |row: &&csv::StringRecord| sheet.cell(row, "会员等级") == level;
                mode(&sheet, sheet.rows.iter().filter(of_level), feature).to_string()
            };
            let found = ["普通会员", "钻石会员"].map(level);
            assert_eq!(found, planted, "{feature}");
            if planted[0] == planted[1] {
                let overall = mode(&sheet, sheet.rows.iter(), feature).to_string();
                assert_eq!(overall, planted[0], "{feature}");
            }
        }
    }
}

#[test]
fn two_features_differ_between_the_groups() {
    let truth = truth(&Questionnaire::default());
    let differs =
        |row: &&csv::StringRecord| truth.cell(row, "客群一类别") != truth.cell(row, "客群二类别");
    assert_eq!(truth.rows.iter().filter(differs).count(), 2);
}

#[test]
fn answers_are_left_out_and_questions_not_read_as_often_as_said() {
    let sheet = Sheet::read(&csv(&many()));
    let cells = sheet.rows.iter().flat_map(|row| row.iter().skip(2));
    let missing = cells.clone().filter(|cell| cell.is_empty()).count();
    let share = missing as f64 / cells.count() as f64;
    assert!((0.018..0.022).contains(&share), "{share}");
    let straight = sheet.rows.iter().filter(|row| {
        let mut answers = row.iter().filter(|cell| ANSWERS.contains(cell));
        let first = answers.next();
        answers.all(|answer| Some(answer) == first)
    });
    let share = straight.count() as f64 / sheet.rows.len() as f64;
    assert!((0.012..0.018).contains(&share), "{share}");
}

#[test]
fn importance_is_between_1_and_9() {
    let sheet = Sheet::read(&csv(&many()));
    let met: std::collections::BTreeSet<&str> = sheet
        .rows
        .iter()
        .map(|row| sheet.cell(row, "生日礼盒（重要度）"))
        .filter(|cell| !cell.is_empty())
        .collect();
    assert_eq!(met, ["1", "2", "3", "4", "5", "6", "7", "8", "9"].into());
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| {
            let large = Questionnaire {
                respondents: 70_000,
                ..Questionnaire::bench()
            };
            let parquet = bytes("q.parquet", |path| large.write_parquet(path).unwrap());
            (csv(&many()), parquet)
        })
    };
    assert!(on(1) == on(3));
    let other = Questionnaire { seed: 43, ..many() };
    assert!(csv(&many()) != csv(&other));
}

#[test]
fn a_larger_questionnaire_begins_as_the_smaller_one() {
    let small = csv(&Questionnaire::default());
    assert!(csv(&many()).starts_with(&small));
}

#[test]
fn the_bench_edition_holds_numbers_of_twenty_features() {
    let bench = Questionnaire::bench();
    let frame = bench.batches().unwrap().next().unwrap().unwrap();
    assert_eq!((frame.height(), frame.width()), (400, 41));
    assert_eq!(bench.edition, Edition::Bench);
    assert_eq!(frame.get_column_names()[1], "f01_functional");
}

#[test]
fn an_english_questionnaire_is_english_throughout() {
    let english = Questionnaire {
        header: Lang::En,
        ..Questionnaire::default()
    };
    let text = String::from_utf8(csv(&english)).unwrap();
    assert!(text.contains("birthday gift (without)"));
    assert!(text.trim_start_matches('\u{feff}').is_ascii());
}

#[test]
fn a_number_of_respondents_out_of_range_is_refused() {
    for respondents in [0, 100_000_000] {
        let refused = Questionnaire {
            respondents,
            ..Questionnaire::default()
        };
        let message = refused.truth().unwrap_err().to_string();
        assert!(message.starts_with("respondents is "), "{message}");
    }
}
