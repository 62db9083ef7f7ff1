//! One survey in every shape that a file may have gives one result.

use fourr_kano::{
    Answers, Attempt, Category, Coding, Cost, EvaluationTable, FeatureColumns, HiddenCount, Kano,
    Members, Reason, Screen, Shape, Warning,
};
use fourr_table::Table;
use polars::prelude::*;

fn table(columns: &[(&str, &[&str])]) -> Table {
    let series = columns
        .iter()
        .map(|(name, values)| Column::new((*name).into(), *values));
    Table::from_frame(DataFrame::new(columns[0].1.len(), series.collect()).unwrap())
}

const ZH: [(&str, &[&str]); 5] = [
    ("会员编号", &["1", "2", "3", "4"]),
    ("等级", &["金", "金", "银", "银"]),
    (
        "包邮（具备）",
        &["我很喜欢", "理应如此", "无所谓", "我很喜欢"],
    ),
    (
        "包邮（不具备）",
        &["我很不喜欢", "我很不喜欢", "可以忍受", ""],
    ),
    ("包邮（重要度）", &["9", "7", "3", "12"]),
];

#[test]
fn a_wide_questionnaire_in_chinese() {
    let summary = Kano::default().classify(&table(&ZH)).unwrap().summary;
    assert_eq!(
        (summary.shape, summary.respondent.as_deref()),
        (Shape::Wide, Some("会员编号"))
    );
    let feature = summary.feature("包邮").unwrap();
    assert_eq!(feature.counts.0, [1, 1, 0, 1, 0, 0]);
    assert_eq!(summary.respondents.without_answers, 1);
    let importance = feature.importance.unwrap();
    // (9 + 7 + 3) / 3; the fourth respondent answered no pair.
    assert_eq!((importance.answers, importance.off_scale), (3, 0));
    assert!((importance.mean.unwrap() - 19.0 / 3.0).abs() < 1e-12);
}

#[test]
fn the_same_in_english_with_a_mapping_and_in_rows() {
    let wide = table(&[
        ("q1", &["I like it", "I expect it", "I am neutral"]),
        (
            "q2",
            &["I dislike it", "I dislike it", "I can live with it"],
        ),
    ]);
    let mapped = Kano {
        features: vec![FeatureColumns {
            feature: "delivery".to_owned(),
            with: "q1".to_owned(),
            without: "q2".to_owned(),
            importance: None,
        }],
        ..Kano::default()
    };
    let long = table(&[
        ("respondent", &["a", "b", "c", "c"]),
        ("feature", &["delivery"; 4]),
        ("functional", &["1", "2", "5", "3"]),
        ("dysfunctional", &["5", "5", "5", "4"]),
    ]);
    let results = [mapped.classify(&wide), Kano::default().classify(&long)];
    for summary in results.map(|result| result.unwrap().summary) {
        assert_eq!(
            summary.feature("delivery").unwrap().counts.0,
            [1, 1, 0, 1, 0, 0]
        );
        assert_eq!(summary.respondents.used, 3);
    }
}

#[test]
fn a_table_of_counts_in_chinese() {
    let counts = table(&[
        ("功能", &["包邮", "勋章"]),
        ("必备型(M)", &["10", "1"]),
        ("期望型(O)", &["5", "1"]),
        ("魅力型(A)", &["2", "3"]),
        ("无差异型(I)", &["3", "20"]),
    ]);
    let summary = Kano::default().classify(&counts).unwrap().summary;
    assert_eq!(summary.shape, Shape::Counts);
    assert_eq!(
        summary.feature("包邮").unwrap().counts.0,
        [10, 5, 2, 3, 0, 0]
    );
    assert!(summary.features[0].continuous.is_none());
    let order: Vec<&str> = summary
        .priorities
        .iter()
        .map(|priority| priority.feature.as_str())
        .collect();
    assert_eq!(order, ["包邮", "勋章"]);
    assert!(
        matches!(summary.priorities[0].reason, Reason::MustBe { worse, .. } if (worse - 0.75).abs() < 1e-12)
    );
}

fn numbers(with: &[&str], without: &[&str]) -> Table {
    table(&[("f_with", with), ("f_without", without)])
}

#[test]
fn numbers_need_a_direction_and_the_other_one_is_suggested() {
    // Everybody likes it and dislikes its absence, with 5 for like.
    let input = numbers(&["5"; 6], &["1", "1", "1", "1", "1", "2"]);
    let summary = Kano::default().classify(&input).unwrap().summary;
    assert!(summary.warnings.contains(&Warning::CodingAssumed));
    assert!(summary.warnings.iter().any(|w| matches!(
        w,
        Warning::OtherCoding {
            coding: Coding::LikeFirst,
            ..
        }
    )));
    let turned = Kano {
        coding: Some(Coding::DislikeFirst),
        ..Kano::default()
    };
    let summary = turned.classify(&input).unwrap().summary;
    assert_eq!(summary.features[0].counts.0, [0, 5, 1, 0, 0, 0]);
    assert!(!summary.warnings.contains(&Warning::CodingAssumed));
}

#[test]
fn three_answers_are_like_neutral_and_dislike() {
    let three = Kano {
        answers: Answers::Three,
        coding: Some(Coding::LikeFirst),
        ..Kano::default()
    };
    let summary = three
        .classify(&numbers(
            &["1", "1", "2", "2", "4"],
            &["3", "2", "3", "2", "1"],
        ))
        .unwrap()
        .summary;
    assert_eq!(summary.features[0].counts.0, [1, 1, 1, 1, 0, 0]);
    assert_eq!(summary.faults[0].total(), 1);
}

#[test]
fn variants_of_the_evaluation_table_differ_in_equal_answers_only() {
    let diagonal = ["1", "2", "3", "4", "5"];
    let count = |table| {
        let kano = Kano {
            table,
            ..Kano::default()
        };
        kano.classify(&numbers(&diagonal, &diagonal))
            .unwrap()
            .summary
            .features[0]
            .counts
            .0
    };
    assert_eq!(count(EvaluationTable::Berger), [0, 0, 0, 3, 0, 2]);
    assert_eq!(count(EvaluationTable::Pouliot), [0, 0, 0, 1, 0, 4]);
    assert_eq!(count(EvaluationTable::LikeLikeO), [0, 1, 0, 3, 0, 1]);
}

#[test]
fn careless_respondents_are_counted_and_set_aside_when_asked() {
    let input = table(&[
        ("id", &["a", "a", "b", "c"]),
        ("f_with", &["1", "1", "3", "1"]),
        ("f_without", &["5", "3", "3", "1"]),
        ("g_with", &["1", "2", "3", "2"]),
        ("g_without", &["5", "5", "3", "5"]),
    ]);
    let summary = Kano::default().classify(&input).unwrap().summary;
    let careless = summary.careless;
    assert_eq!(
        (
            careless.questionable,
            careless.straight_lining,
            careless.duplicate
        ),
        (1, 1, Some(1))
    );
    assert_eq!(summary.respondents.used, 4);
    let screened = Kano {
        screen: vec![
            Screen::Questionable,
            Screen::StraightLining,
            Screen::Duplicates,
        ],
        ..Kano::default()
    };
    let summary = screened.classify(&input).unwrap().summary;
    let ledger = summary.respondents;
    assert_eq!(
        (
            ledger.used,
            ledger.duplicate,
            ledger.questionable,
            ledger.straight_lining
        ),
        (1, 1, 1, 1)
    );
    // The last row of a: attractive.
    assert_eq!(
        summary.feature("f").unwrap().counts[Category::Attractive],
        1
    );
}

#[test]
fn segments_of_another_table_are_joined_by_person() {
    let people = table(&[
        ("customer", &["1", "2", "3", "9"]),
        ("segment", &["champions", "champions", "lost", "lost"]),
    ]);
    let members = Members::read(&people, None, "segment").unwrap();
    let kano = Kano {
        min_group: 1,
        ..Kano::default()
    };
    let summary = kano
        .classify_among(&table(&ZH), Some(&members))
        .unwrap()
        .summary;
    let split = &summary.segments[0];
    let sizes: Vec<(&str, u64)> = split
        .segments
        .iter()
        .map(|s| (s.name.as_str(), s.respondents))
        .collect();
    assert_eq!(
        (sizes.as_slice(), split.joined),
        (&[("champions", 2), ("lost", 1)][..], true)
    );
}

#[test]
fn hidden_segments_are_those_that_were_planted() {
    let camp = |with: &'static str, other: &'static str| -> Vec<&'static str> {
        (0..60)
            .map(|row| if row < 40 { with } else { other })
            .collect()
    };
    let (a, b, c, d) = (
        camp("1", "3"),
        camp("5", "3"),
        camp("2", "1"),
        camp("5", "3"),
    );
    let input = table(&[
        ("f_with", &a),
        ("f_without", &b),
        ("g_with", &c),
        ("g_without", &d),
    ]);
    let kano = Kano {
        hidden_segments: Some(HiddenCount::Auto),
        ..Kano::default()
    };
    let summary = kano.classify(&input).unwrap().summary;
    let Some(Attempt::Done(hidden)) = summary.hidden_segments else {
        panic!("segments expected")
    };
    let sizes: Vec<u64> = hidden
        .segments
        .iter()
        .map(|segment| segment.respondents)
        .collect();
    assert_eq!(sizes, [40, 20]);
    let codes: Vec<String> = hidden
        .segments
        .iter()
        .map(|s| s.features[0].category.mode.unwrap().code())
        .collect();
    assert_eq!(codes, ["O", "I"]);
    assert_eq!(hidden.withheld.segments, 0);
    // A group that is smaller than what may be shown is counted and not described.
    let kano = Kano {
        min_group: 21,
        ..kano
    };
    let summary = kano.classify(&input).unwrap().summary;
    let Some(Attempt::Done(hidden)) = summary.hidden_segments else {
        panic!("segments expected")
    };
    assert_eq!(hidden.segments.len(), 1);
    assert_eq!(
        (hidden.withheld.segments, hidden.withheld.respondents),
        (1, 20)
    );
}

#[test]
fn value_for_money_orders_by_satisfaction_for_a_unit_of_cost() {
    let counts = table(&[
        ("feature", &["cheap", "dear", "odd"]),
        ("M", &["5", "10", "0"]),
        ("O", &["5", "10", "0"]),
        ("A", &["0", "0", "0"]),
        ("I", &["10", "0", "1"]),
        ("R", &["0", "0", "9"]),
    ]);
    let cost = |feature: &str, amount| Cost {
        feature: feature.to_owned(),
        amount,
    };
    let kano = Kano {
        cost: vec![cost("cheap", 10.0), cost("dear", 100.0), cost("odd", 1.0)],
        ..Kano::default()
    };
    let summary = kano.classify(&counts).unwrap().summary;
    // By hand: cheap (0.25 + 0.5) / 2 / 10 = 0.0375, dear (0.5 + 1) / 2 / 100 = 0.0075, a fifth of it.
    let order: Vec<(&str, f64)> = summary
        .value_for_money
        .iter()
        .map(|value| (value.feature.as_str(), value.value_for_money))
        .collect();
    assert_eq!(order[0], ("cheap", 1.0));
    assert!(order[1].0 == "dear" && (order[1].1 - 0.2).abs() < 1e-12 && order.len() == 2);
}
