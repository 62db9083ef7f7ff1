//! A table in figures.

use fourr_clean::Survey;
use fourr_table::inspect::Kind;
use serde_json::json;

use crate::support::{expected, open, text};

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
