//! A survey on digital money (Reppel 2022): its author printed the table of transfers.

use fourr_kano::{Category, Classification, EvaluationTable, Kano, Rule};

use super::{data, open};

fn transfers(kano: &Kano) -> Option<Classification> {
    let path = data("kano_digital_money")?.join("transfers--all_cohorts-clean.csv");
    Some(kano.classify(&open(path)).unwrap())
}

/// The author's conventions: Pouliot's table, and the class by group.
fn printed() -> Kano {
    Kano {
        table: EvaluationTable::Pouliot,
        rule: Rule::Grouped,
        ..Kano::default()
    }
}

/// Feature, mean importance, A, O, M, I, R and Q, class, satisfaction, dissatisfaction.
type Printed = (&'static str, f64, [u64; 6], &'static str, f64, f64);

/// The table as printed.
const PRINTED: [Printed; 6] = [
    (
        "F6",
        5.089_385,
        [91, 19, 9, 160, 49, 30],
        "I",
        0.394_265_2,
        -0.100_358_4,
    ),
    (
        "F7",
        6.804_469,
        [70, 121, 59, 77, 9, 22],
        "O",
        0.584_097_9,
        -0.550_458_7,
    ),
    (
        "F8",
        7.125_698,
        [78, 122, 66, 62, 7, 23],
        "O",
        0.609_756_1,
        -0.573_170_7,
    ),
    (
        "F9",
        6.664_804,
        [145, 76, 25, 78, 12, 22],
        "A",
        0.682_098_8,
        -0.311_728_4,
    ),
    (
        "F10",
        7.729_050,
        [18, 174, 90, 42, 7, 27],
        "O",
        0.592_592_6,
        -0.814_814_8,
    ),
    (
        "F11",
        6.865_922,
        [88, 90, 32, 105, 15, 28],
        "O",
        0.565_079_4,
        -0.387_301_6,
    ),
];

#[test]
fn every_column_of_the_printed_table_comes_out() {
    let Some(result) = transfers(&printed()) else {
        return;
    };
    assert_eq!(result.summary.features.len(), PRINTED.len());
    for (name, importance, counts, class, satisfaction, dissatisfaction) in PRINTED {
        let feature = result.summary.feature(name).unwrap();
        let order = [
            Category::Attractive,
            Category::OneDimensional,
            Category::MustBe,
            Category::Indifferent,
            Category::Reverse,
            Category::Questionable,
        ];
        assert_eq!(
            order.map(|category| feature.counts[category]),
            counts,
            "{name}"
        );
        assert_eq!(feature.pairs.valid, 358, "{name}");
        assert_eq!(feature.category.in_force.unwrap().code(), class, "{name}");
        let coefficients = feature.coefficients.unwrap();
        super::near(feature.importance.unwrap().mean.unwrap(), importance, 6);
        super::near(coefficients.better.value, satisfaction, 7);
        super::near(coefficients.worse.value, dissatisfaction, 7);
    }
}

/// The author's README: I is the largest single count of F11, yet its class is O.
#[test]
fn the_two_rules_disagree_on_transparent_transfers() {
    let Some(result) = transfers(&printed()) else {
        return;
    };
    let verdicts = &result.summary.feature("F11").unwrap().category;
    assert_eq!(verdicts.mode.unwrap().code(), "I");
    assert!(verdicts.disagree);
}

/// Four wordings of the scale; respondents by cohort as the source counts them.
#[test]
fn every_wording_of_the_answers_is_understood() {
    let Some(folder) = data("kano_digital_money") else {
        return;
    };
    for (cohort, respondents) in [(1, 91), (2, 97), (3, 89), (4, 86)] {
        let path = folder.join(format!("storage--cohort{cohort}-clean.csv"));
        let summary = Kano::default().classify(&open(path)).unwrap().summary;
        assert_eq!(summary.respondents.used, respondents, "cohort {cohort}");
        assert!(
            summary.faults.is_empty(),
            "cohort {cohort}: {:?}",
            summary.faults
        );
        assert!(
            summary
                .features
                .iter()
                .all(|feature| feature.pairs.valid == respondents),
            "cohort {cohort}"
        );
    }
}
