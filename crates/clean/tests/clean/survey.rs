//! A table in figures, and what is proposed for it.

use fourr_clean::{Diagnosis, Recipe, Survey};
use fourr_table::inspect::Kind;
use serde_json::json;

use crate::support::{expected, open, text};

/// 200 orders: some quantities are far away, and `ERROR` stands for nothing among both kinds of numbers.
fn orders() -> Vec<String> {
    let row = |at: usize| {
        let quantity = match at {
            9 | 99 | 150 => "ERROR".to_owned(),
            50 => "900".to_owned(),
            _ => (at % 7 + 1).to_string(),
        };
        let price = match at % 60 {
            30 => "ERROR".to_owned(),
            _ => format!("{}.50", at % 5 + 3),
        };
        format!("{at:04}|{quantity}|{price}")
    };
    let head = "id|quantity|price".to_owned();
    std::iter::once(head).chain((0..200).map(row)).collect()
}

#[test]
fn each_proposal_runs_by_itself_on_a_table_of_text() {
    let rows = orders();
    let table = text(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let diagnosis = Diagnosis::of(&table).unwrap();
    let proposals = diagnosis
        .findings
        .iter()
        .filter_map(|f| f.proposal.as_ref());
    let mut verbs = Vec::new();
    for proposal in proposals {
        let recipe = Recipe {
            steps: proposal.steps().cloned().collect(),
            ..Recipe::default()
        };
        recipe.apply(&table).unwrap();
        verbs.push(proposal.step.action.verb());
    }
    assert!(verbs.contains(&"outliers"), "{verbs:?}");
}

#[test]
fn words_among_two_columns_of_numbers_are_taken_out_as_proposed() {
    let rows = orders();
    let table = text(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let diagnosis = Diagnosis::of(&table).unwrap();
    let codes: Vec<&str> = diagnosis
        .findings
        .iter()
        .map(|f| f.problem.code())
        .collect();
    assert!(
        codes.contains(&"disguised") && !codes.contains(&"invalid"),
        "{codes:?}"
    );
    let cleaned = diagnosis.recipe().apply(&table).unwrap();
    assert_eq!(cleaned.summary.cells_changed, 6);
}

#[test]
fn the_survey_of_the_pipeline_counts_what_the_golden_case_does() {
    let survey = Survey::of(&open("pipeline")).unwrap();
    assert_eq!((survey.rows, survey.duplicates.redundant), (10, 1));
    let want = expected("pipeline");
    for (column, count) in want["missing_before"].as_object().unwrap() {
        let found = survey
            .columns
            .iter()
            .find(|found| found.name == *column)
            .unwrap();
        // The -1 of the ages is a sentinel, which is never assumed.
        let sentinels = u64::from(column == "年龄");
        assert_eq!(
            json!(found.missing.missing_total() + sentinels),
            *count,
            "{column}"
        );
    }
    let day = &survey.columns[4];
    assert_eq!(day.kind, Kind::Date);
    assert_eq!(day.faults[0].value, "invalid_calendar");
}

#[test]
fn sentinels_are_suggested_and_not_counted() {
    let survey = Survey::of(&open("missing_classes")).unwrap();
    let age = &survey.columns[2];
    assert_eq!(age.missing.sentinel, 0);
    assert_eq!(age.sentinels[0].value, "999");
    assert_eq!(age.sentinels[0].count, 2);
}

#[test]
fn columns_that_lack_together_are_told() {
    let survey = Survey::of(&text(&["a|b|c", "1|x|", "|无|", "3|y|z"])).unwrap();
    assert_eq!(survey.co_missing.columns, ["a", "b", "c"]);
    assert_eq!(survey.co_missing.pairs[0], [1, 1, 1]);
    assert_eq!(survey.co_missing.rows_by_missing, [1, 1, 0, 1]);
    assert_eq!(survey.quality.completeness, Some(5.0 / 9.0));
}
