//! Everything that can be wrong with a questionnaire: one clear error, or a warning that counts.

use fourr_kano::{Category, Cost, Kano, KanoError, Members, Screen, Warning};
use fourr_table::Table;
use polars::prelude::*;

fn table(columns: &[(&str, &[&str])]) -> Table {
    let series = columns
        .iter()
        .map(|(name, values)| Column::new((*name).into(), *values));
    Table::from_frame(DataFrame::new(columns[0].1.len(), series.collect()).unwrap())
}

fn refused(kano: &Kano, columns: &[(&str, &[&str])]) -> KanoError {
    kano.classify(&table(columns)).unwrap_err()
}

#[test]
fn half_a_pair_names_the_feature_and_what_is_missing() {
    let error = refused(
        &Kano::default(),
        &[
            ("f_with", &["1"]),
            ("f_without", &["5"]),
            ("g_with", &["1"]),
        ],
    );
    assert!(
        error.to_string().contains("feature g has column g_with"),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("--mapping"));
    let twice = refused(
        &Kano::default(),
        &[
            ("f_with", &["1"]),
            ("f（具备）", &["1"]),
            ("f_without", &["5"]),
        ],
    );
    assert!(matches!(twice, KanoError::TwoColumns { .. }), "{twice}");
    let none = refused(&Kano::default(), &[("a", &["1"]), ("b", &["5"])]);
    assert!(matches!(none, KanoError::NoPairs { .. }), "{none}");
}

#[test]
fn answers_off_the_scale_and_unknown_words_are_counted_with_examples() {
    let input = table(&[
        ("f_with", &["like", "perhaps", "9", "like"]),
        ("f_without", &["dislike", "like", "like", ""]),
    ]);
    let summary = Kano::default().classify(&input).unwrap().summary;
    let pairs = summary.features[0].pairs;
    assert_eq!(
        (
            pairs.valid,
            summary.respondents.used,
            summary.respondents.without_answers
        ),
        (1, 1, 3)
    );
    let examples: Vec<&str> = summary.faults[0]
        .kinds
        .values()
        .flat_map(|tally| &tally.examples)
        .map(|e| e.value.as_str())
        .collect();
    assert_eq!(examples, ["perhaps", "9"]);
    let words = Kano {
        word: vec!["Perhaps=neutral".parse().unwrap()],
        ..Kano::default()
    };
    assert_eq!(
        words.classify(&input).unwrap().summary.features[0]
            .pairs
            .valid,
        2
    );
}

#[test]
fn nothing_but_unknown_words_is_an_error() {
    let error = refused(
        &Kano::default(),
        &[("f_with", &["gut"]), ("f_without", &["schlecht"])],
    );
    assert!(error.to_string().contains("gut"), "{error}");
    assert!(error.hint().unwrap().contains("--word"));
}

#[test]
fn an_empty_feature_is_a_warning() {
    let summary = Kano::default()
        .classify(&table(&[
            ("f_with", &["1", "1"]),
            ("f_without", &["5", "5"]),
            ("g_with", &["", ""]),
            ("g_without", &["", ""]),
        ]))
        .unwrap()
        .summary;
    assert!(summary.warnings.contains(&Warning::EmptyFeatures {
        features: vec!["g".to_owned()]
    }));
    let empty = summary.feature("g").unwrap();
    assert!(
        empty.category.in_force.is_none() && empty.coefficients.is_none() && empty.shares.is_none()
    );
}

#[test]
fn one_respondent_is_classified_and_warned_about() {
    let summary = Kano::default()
        .classify(&table(&[("f_with", &["1"]), ("f_without", &["5"])]))
        .unwrap()
        .summary;
    assert!(
        summary
            .warnings
            .contains(&Warning::SmallSample { respondents: 1 })
    );
    let feature = &summary.features[0];
    assert_eq!(
        feature.category.mode.unwrap().leading(),
        Category::OneDimensional
    );
    assert!(feature.fong.is_none() && feature.continuous.unwrap().functional.sd.is_none());
    assert!(!serde_json::to_string(&summary).unwrap().contains("NaN"));
}

#[test]
fn nothing_but_contradictions_has_no_coefficients() {
    let summary = Kano::default()
        .classify(&table(&[("f_with", &["1"; 40]), ("f_without", &["1"; 40])]))
        .unwrap()
        .summary;
    let feature = &summary.features[0];
    assert_eq!(
        feature.category.mode.unwrap().leading(),
        Category::Questionable
    );
    assert!(feature.coefficients.is_none() && summary.mean_cuts.is_none());
    assert_eq!(summary.careless.questionable, 40);
    let screened = Kano {
        screen: vec![Screen::Questionable],
        ..Kano::default()
    };
    let error = refused(
        &screened,
        &[("f_with", &["1"; 40]), ("f_without", &["1"; 40])],
    );
    assert!(
        matches!(error, KanoError::AllScreened { respondents: 40 }),
        "{error}"
    );
}

#[test]
fn an_input_without_answers_is_an_error() {
    let error = refused(
        &Kano::default(),
        &[("f_with", &["", "无"]), ("f_without", &["", ""])],
    );
    assert!(
        matches!(error, KanoError::NoAnswers { off_scale: 0, .. }),
        "{error}"
    );
}

#[test]
fn parameters_without_meaning_are_refused() {
    let with = |change: fn(&mut Kano)| {
        let mut kano = Kano::default();
        change(&mut kano);
        refused(&kano, &[("f_with", &["1"]), ("f_without", &["5"])])
    };
    assert!(matches!(
        with(|k| k.closeness = -1.0),
        KanoError::Closeness(_)
    ));
    assert!(matches!(
        with(|k| k.confidence = 1.0),
        KanoError::Confidence(_)
    ));
    assert!(matches!(
        with(|k| k.bootstrap = 1_000_000),
        KanoError::Replicates(_)
    ));
    assert!(matches!(
        with(|k| k.reverse = vec!["x".to_owned()]),
        KanoError::UnknownFeature { .. }
    ));
    let free = |k: &mut Kano| {
        k.cost = vec![Cost {
            feature: "f".to_owned(),
            amount: 0.0,
        }];
    };
    assert!(matches!(with(free), KanoError::Cost { .. }));
}

#[test]
fn a_table_of_counts_has_whole_counts_and_each_feature_once() {
    let half: [(&str, &[&str]); 5] = [
        ("feature", &["f"]),
        ("M", &["1.5"]),
        ("O", &["1"]),
        ("A", &["1"]),
        ("I", &["1"]),
    ];
    assert!(matches!(
        refused(&Kano::default(), &half),
        KanoError::Count { row: 1, .. }
    ));
    let twice: [(&str, &[&str]); 5] = [
        ("feature", &["f", "f"]),
        ("M", &["1", "1"]),
        ("O", &["1", "1"]),
        ("A", &["1", "1"]),
        ("I", &["1", "1"]),
    ];
    assert!(matches!(
        refused(&Kano::default(), &twice),
        KanoError::FeatureTwice(_)
    ));
}

#[test]
fn segments_need_an_id_a_match_and_few_values() {
    let people = table(&[("customer", &["7"]), ("segment", &["a"])]);
    let members = Members::read(&people, None, "segment").unwrap();
    let answers: [(&str, &[&str]); 2] = [("f_with", &["1"]), ("f_without", &["5"])];
    let error = Kano::default()
        .classify_among(&table(&answers), Some(&members))
        .unwrap_err();
    assert!(matches!(error, KanoError::NoRespondent), "{error}");
    let known: [(&str, &[&str]); 3] = [("id", &["8"]), ("f_with", &["1"]), ("f_without", &["5"])];
    let error = Kano::default()
        .classify_among(&table(&known), Some(&members))
        .unwrap_err();
    assert!(matches!(error, KanoError::NobodyJoined { .. }), "{error}");
    let ids: Vec<String> = (0..60).map(|id| id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let kano = Kano {
        segment: vec!["id".to_owned()],
        ..Kano::default()
    };
    let error = refused(
        &kano,
        &[
            ("id", &ids),
            ("f_with", &["1"; 60]),
            ("f_without", &["5"; 60]),
        ],
    );
    assert!(
        matches!(error, KanoError::TooManySegments { .. }),
        "{error}"
    );
}
