//! The golden cases: their READMEs say by what independent means the numbers were derived.

use std::{fs, path::PathBuf};

use fourr_kano::{Category, Classification, EvaluationTable, FeatureSummary, Kano};
use fourr_table::Input;
use serde_json::Value;

fn expected(name: &str) -> Value {
    let text = fs::read_to_string(case(name).join("expected.json")).unwrap();
    let mut json: Value = serde_json::from_str(&text).unwrap();
    json["expected"].take()
}

fn case(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

fn classify(kano: &Kano, name: &str, file: &str) -> Classification {
    kano.classify(&Input::of([case(name).join(file)]).open().unwrap())
        .unwrap()
}

#[track_caller]
fn close(got: Option<f64>, want: &Value) {
    match (got, want.as_f64()) {
        (Some(got), Some(want)) => assert!(
            (got - want).abs() <= 1e-6 * want.abs().max(1.0),
            "{got}, want {want}"
        ),
        (got, want) => assert!(got.is_none() && want.is_none(), "{got:?}, want {want:?}"),
    }
}

fn code(category: Option<fourr_kano::Verdict>) -> Value {
    category.map_or(Value::Null, |verdict| Value::from(verdict.code()))
}

fn better(feature: &FeatureSummary) -> Option<f64> {
    feature.coefficients.map(|c| c.better.value)
}

fn worse(feature: &FeatureSummary) -> Option<f64> {
    feature.coefficients.map(|c| c.worse.value)
}

fn feature<'a>(result: &'a Classification, name: &str) -> &'a FeatureSummary {
    result.summary.feature(name).unwrap()
}

#[test]
fn the_evaluation_table_is_that_of_berger() {
    let cells = expected("evaluation_table");
    for (with, functional) in (1..).zip(fourr_kano::Answer::ALL) {
        for (without, dysfunctional) in (1..).zip(fourr_kano::Answer::ALL) {
            let got = EvaluationTable::Berger
                .category(functional, dysfunctional)
                .code();
            assert_eq!(
                cells["cells"][format!("{with},{without}")],
                got,
                "{with},{without}"
            );
        }
    }
}

#[test]
fn published_counts_give_the_published_coefficients() {
    let result = classify(&Kano::default(), "published_counts", "input.csv");
    for (name, want) in expected("published_counts").as_object().unwrap() {
        let feature = feature(&result, name);
        assert_eq!(want["n"], feature.pairs.valid);
        close(better(feature), &want["better"]);
        close(worse(feature), &want["worse"]);
        assert_eq!(code(feature.category.mode), want["category_mode"]);
        assert_eq!(code(feature.category.grouped), want["grouped_rule"]);
        close(
            feature.category_strength.map(|s| s * 100.0),
            &want["category_strength_pp"],
        );
        close(
            feature.total_strength.map(|s| s * 100.0),
            &want["total_strength_pct"],
        );
        let fong = feature.fong.unwrap();
        assert_eq!(
            [fong.a, fong.b].map(Value::from),
            [want["fong"]["a"].clone(), want["fong"]["b"].clone()]
        );
        close(Some(fong.critical), &want["fong"]["critical"]);
        assert_eq!(want["fong"]["significant"], fong.significant);
    }
}

#[test]
fn ties_go_to_the_first_in_the_order_of_building() {
    let result = classify(&Kano::default(), "ties_from_counts", "input.csv");
    for (name, want) in expected("ties_from_counts").as_object().unwrap() {
        let feature = feature(&result, name);
        assert_eq!(code(feature.category.mode), want["category"], "{name}");
        let tied: Vec<Value> = feature
            .category
            .tied
            .iter()
            .map(|category| category.code().into())
            .collect();
        assert_eq!(Value::from(tied), want["tied"], "{name}");
        close(better(feature), &want["better"]);
        close(worse(feature), &want["worse"]);
    }
}

fn survey() -> Classification {
    let kano = Kano {
        segment: vec!["gender".to_owned()],
        ..Kano::default()
    };
    classify(&kano, "survey", "responses.csv")
}

#[test]
fn every_figure_of_the_survey_agrees() {
    let result = survey();
    for (name, want) in expected("survey")["features"].as_object().unwrap() {
        let feature = feature(&result, name);
        assert_eq!(want["n_pairs"], feature.pairs.asked, "{name}");
        assert_eq!(want["n_valid_pairs"], feature.pairs.valid, "{name}");
        assert_eq!(want["n_incomplete"], feature.pairs.incomplete, "{name}");
        for category in Category::ALL {
            assert_eq!(
                want["counts"][category.code()],
                feature.counts[category],
                "{name}"
            );
            close(
                feature.shares.map(|s| 100.0 * s[category]),
                &want["pct"][category.code()],
            );
        }
        assert_eq!(code(feature.category.mode), want["category_mode"]);
        assert_eq!(code(feature.category.grouped), want["grouped_rule"]);
        let lee = code(feature.category.lee_newcomb);
        let lee = if lee.as_str().unwrap().contains('/') {
            Value::from("combination")
        } else {
            lee
        };
        assert_eq!(lee, want["lee_newcomb"], "{name}");
        assert!(feature.category.tied.is_empty() && want["tied"].as_array().unwrap().is_empty());
        close(better(feature), &want["better"]);
        close(worse(feature), &want["worse"]);
        close(
            feature.category_strength.map(|s| s * 100.0),
            &want["category_strength_pp"],
        );
        close(
            feature.total_strength.map(|s| s * 100.0),
            &want["total_strength_pct"],
        );
        assert_eq!(
            want["quadrant_0_5"],
            feature.quadrant_fixed.unwrap().code(),
            "{name}"
        );
        assert_eq!(
            want["quadrant_mean"],
            feature.quadrant_mean.unwrap().code(),
            "{name}"
        );
    }
}

#[test]
fn every_test_and_score_of_the_survey_agrees() {
    let result = survey();
    for (name, want) in expected("survey")["features"].as_object().unwrap() {
        let feature = feature(&result, name);
        let (fong, z) = (feature.fong.unwrap(), feature.multinomial.unwrap());
        let want_fong = &want["fong"];
        assert_eq!(want_fong["top"], fong.top.code());
        assert_eq!(want_fong["second"], fong.second.code());
        assert_eq!(want_fong["n"], fong.n);
        assert_eq!(want_fong["difference"], fong.difference);
        close(Some(fong.critical), &want_fong["critical"]);
        assert_eq!(want_fong["significant"], fong.significant, "{name}");
        close(Some(z.z), &want_fong["multinomial_z"]);
        let (scores, want) = (feature.continuous.unwrap(), &want["continuous"]);
        close(Some(scores.functional.mean), &want["functional_mean"]);
        close(Some(scores.dysfunctional.mean), &want["dysfunctional_mean"]);
        close(scores.functional.sd, &want["functional_sd"]);
        close(scores.dysfunctional.sd, &want["dysfunctional_sd"]);
        assert_eq!(want["quadrant"], scores.quadrant.code(), "{name}");
    }
    let cuts = result.summary.mean_cuts.unwrap();
    close(Some(cuts.better), &Value::from(0.459_139_402_56));
    close(Some(cuts.worse), &Value::from(0.394_153_627_312));
}

#[test]
fn every_segment_of_the_survey_agrees() {
    let result = survey();
    let want = expected("survey");
    let split = &result.summary.segments[0];
    assert_eq!(split.segments.len(), 2);
    for segment in &split.segments {
        for feature in &segment.features {
            let want = &want["segments"][&segment.name][&feature.feature];
            assert_eq!(want["n_valid_pairs"], feature.counts.total());
            for category in Category::ALL {
                assert_eq!(want["counts"][category.code()], feature.counts[category]);
            }
            assert_eq!(code(feature.category.mode), want["category_mode"]);
            close(
                feature.coefficients.map(|c| c.better.value),
                &want["better"],
            );
            close(feature.coefficients.map(|c| c.worse.value), &want["worse"]);
        }
    }
    for test in &split.tests {
        let want = &want["homogeneity_chi2_MOAI"][&test.feature];
        let got = test.test.unwrap();
        close(Some(got.statistic), &want["chi2"]);
        assert_eq!(want["dof"], got.df);
        close(Some(got.p), &want["p_value"]);
    }
    // By hand: 包邮 is M to men and O to women, and p is 0.021.
    assert!(
        split
            .tests
            .iter()
            .any(|test| test.feature == "包邮" && test.depends_on_segment)
    );
}

/// Worked by hand: 积分商城 has 18 A and 13 I of 40, so both = 31/40, apart = 5/40, and Fong's difference reaches its
/// critical value at 1.65^2 x 0.775 x 1.225 / (2 x 0.125^2) = 82.71 pairs.
#[test]
fn answers_needed_follow_from_the_critical_difference() {
    let result = survey();
    let needed = feature(&result, "积分商城").needed.unwrap();
    assert_eq!((needed.pairs, needed.more), (83, 43));
    assert!(feature(&result, "包邮").needed.is_none());
}
