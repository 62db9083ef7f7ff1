//! `fourr generate questionnaire`.

use std::fs;

use crate::fourr::{failure, stdout};

#[test]
fn a_questionnaire_is_written_as_csv_and_as_parquet_with_its_truth() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let generate = ["generate", "questionnaire", "--respondents", "1_000"];
    let truth = path("truth.csv");
    let csv = path("survey.csv");
    let flags = ["-o", csv.as_str(), "--truth", truth.as_str()];
    let text = stdout(generate.iter().chain(&flags));
    assert!(text.contains("1,000 respondents"), "{text}");
    assert_eq!(fs::read_to_string(&csv).unwrap().lines().count(), 1_001);
    assert_eq!(fs::read_to_string(&truth).unwrap().lines().count(), 13);
    let parquet = path("survey.parquet");
    stdout(generate.iter().chain(&["-o", parquet.as_str()]));
    assert!(fs::read(&parquet).unwrap().starts_with(b"PAR1"));
}

#[test]
fn a_wrong_ending_or_number_of_respondents_is_refused() {
    let (code, text) = failure(["generate", "questionnaire", "-o", "survey.doc"]);
    assert_eq!(code, 2);
    assert!(text.contains("none of .csv, .xlsx and .parquet"), "{text}");
    let (code, text) = failure(["generate", "questionnaire", "--respondents", "0"]);
    assert_eq!(code, 2);
    assert!(text.contains("respondents is 0"), "{text}");
}
