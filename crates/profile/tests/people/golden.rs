//! The golden cases: numbers computed by `SciPy` and by hand, as the README of each case says.

use std::{collections::BTreeMap, fs, path::PathBuf};

use fourr_profile::{
    privacy::{Classes, Suppression},
    stages::{
        Aidma, AidmaRule, Evidence, EvidenceMap, NeedWord, NeedWords, PersonNeeds, Stage,
        StageOfEvent,
    },
    statistics::{
        Association, Base, Better, Concentration, CrossTable, Drift, FeatureCount, FeatureWeight,
        Groups, Highlight, RadarScale,
    },
};
use serde_json::Value;

struct Case {
    expected: Value,
    params: Value,
    rows: Vec<Vec<String>>,
}

fn case(name: &str) -> Case {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    let text = fs::read_to_string(folder.join("expected.json")).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    let mut reader = csv::Reader::from_path(folder.join("input.csv")).unwrap();
    let records = reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect());
    Case {
        expected: whole["expected"].clone(),
        params: whole["params"].clone(),
        rows: records.collect(),
    }
}

/// Whether a number is as close as the golden cases ask.
fn same(found: Option<f64>, expected: &Value) {
    match (found, expected.as_f64()) {
        (Some(found), Some(expected)) => {
            assert!(
                (found - expected).abs() <= 1e-6 * expected.abs().max(1.0),
                "{found} for {expected}"
            );
        }
        (None, None) => {}
        other => panic!("{other:?}"),
    }
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

fn whole(text: &str) -> u64 {
    text.parse().unwrap()
}

fn all_same(found: impl IntoIterator<Item = Option<f64>>, expected: &Value) {
    let flat = |value: &Value| match value {
        Value::Array(values) => values.clone(),
        other => vec![other.clone()],
    };
    let expected: Vec<Value> = flat(expected).iter().flat_map(flat).collect();
    let found: Vec<Option<f64>> = found.into_iter().collect();
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.into_iter().zip(&expected) {
        same(found, expected);
    }
}

fn association_of(case: &Case, table: &CrossTable) -> Association {
    let found = Association::of(table);
    let expected = &case.expected;
    same(Some(found.n as f64), &expected["n"]);
    same(found.chi_squared, &expected["chi2"]);
    same(Some(found.degrees_of_freedom as f64), &expected["dof"]);
    same(
        found.p_value.map(|p| p * 1e6),
        &Value::from(expected["p_value"].as_f64().unwrap() * 1e6),
    );
    same(found.cramers_v, &expected["cramers_v"]);
    same(
        found.cramers_v_corrected,
        &expected["cramers_v_bias_corrected"],
    );
    all_same(
        found.expected.iter().copied().map(Some),
        &expected["expected"],
    );
    all_same(
        found.residuals.iter().copied(),
        &expected["adjusted_residuals"],
    );
    same(
        Some(found.few_expected as f64),
        &expected["cells_expected_lt5"],
    );
    same(found.least_expected, &expected["min_expected"]);
    let (rows, columns) = (table.row_totals(), table.column_totals());
    let cells =
        || (0..table.rows).flat_map(|row| (0..table.columns).map(move |column| (row, column)));
    let percent =
        |total: u64, (row, column)| Some(100.0 * table.at(row, column) as f64 / total as f64);
    all_same(
        cells().map(|cell| percent(rows[cell.0], cell)),
        &expected["row_pct"],
    );
    all_same(
        cells().map(|cell| percent(columns[cell.1], cell)),
        &expected["col_pct"],
    );
    found
}

fn lines<const N: usize>(case: &Case) -> Vec<[u64; N]> {
    let line = |row: &Vec<String>| std::array::from_fn(|column| whole(&row[column + 1]));
    case.rows.iter().map(line).collect()
}

#[test]
fn crosstab_chi2() {
    let case = case("crosstab_chi2");
    let found = association_of(&case, &CrossTable::from_lines(&lines::<3>(&case)));
    assert_eq!(
        (found.yates, found.fisher_p_value, found.doubtful),
        (None, None, false)
    );
}

#[test]
fn crosstab_2x2() {
    let case = case("crosstab_2x2");
    let found = association_of(&case, &CrossTable::from_lines(&lines::<2>(&case)));
    let yates = found.yates.unwrap();
    same(Some(yates.chi_squared), &case.expected["chi2_yates"]);
    same(Some(yates.p_value), &case.expected["p_value_yates"]);
}

#[test]
fn tgi() {
    let case = case("tgi");
    let size = |key: &str| case.params[key].as_u64().unwrap();
    let groups = Groups {
        target: size("n_target"),
        base: size("n_base"),
    };
    let features: Vec<FeatureCount> = case
        .rows
        .iter()
        .map(|row| FeatureCount {
            target: whole(&row[1]),
            base: whole(&row[2]),
        })
        .collect();
    let found = groups.affinities(&features, Base::All, &Highlight::default());
    let rest = groups.affinities(&features, Base::Rest, &Highlight::default());
    for ((row, found), rest) in case.expected["rows"]
        .as_array()
        .unwrap()
        .iter()
        .zip(found)
        .zip(rest)
    {
        same(found.share_of_target, &row["p_target"]);
        same(found.share_of_base, &row["p_base"]);
        same(found.tgi, &row["tgi"]);
        same(found.lift, &row["lift"]);
        same(found.difference_points, &row["diff_pp"]);
        same(found.share_of_feature, &row["share_of_feature"]);
        same(found.share_of_rest, &row["p_rest"]);
        same(rest.tgi, &row["tgi_vs_rest"]);
        same(found.z, &row["z_vs_rest"]);
        let p_value = row["p_value"].as_f64().unwrap();
        assert!((found.p_value.unwrap() / p_value - 1.0).abs() < 1e-6);
    }
}

#[test]
fn concentration() {
    let case = case("concentration");
    let people: Vec<u64> = case.rows.iter().map(|row| whole(&row[1])).collect();
    let found = Concentration::of_people(&people);
    let expected = &case.expected;
    all_same(found.shares.iter().copied(), &expected["shares"]);
    same(found.hhi, &expected["hhi"]);
    same(found.hhi.map(|hhi| hhi * 1e4), &expected["hhi_10000"]);
    same(found.cr3, &expected["cr3"]);
    same(found.gini, &expected["gini"]);
    same(found.entropy, &expected["entropy_nat"]);
    same(found.effective_groups, &expected["effective_number"]);
}

#[test]
fn tag_drift_psi() {
    let case = case("tag_drift_psi");
    let column =
        |place: usize| -> Vec<f64> { case.rows.iter().map(|row| number(&row[place])).collect() };
    let found = Drift::between(&column(1), &column(2));
    same(found.psi, &case.expected["psi"]);
    assert_eq!(
        serde_json::to_value(found.band).unwrap(),
        case.expected["band"]
    );
}

#[test]
fn radar() {
    let case = case("radar");
    for row in &case.rows {
        let better = if row[4] == "down" {
            Better::Low
        } else {
            Better::High
        };
        let scale = RadarScale {
            domain: [number(&row[2]), number(&row[3])],
            better,
        };
        same(Some(scale.place(number(&row[1]))), &case.expected[&row[0]]);
    }
}

#[test]
fn lookalike() {
    let case = case("lookalike");
    let features = ["female", "tier1", "coupon"];
    let count = |key: &str, feature: &str| case.params[key][feature].as_u64().unwrap();
    let size = |key: &str| case.params[key].as_u64().unwrap();
    let weights = features.map(|feature| {
        let found = FeatureWeight::of(
            (count("seed_counts", feature), size("n_seed")),
            (count("base_counts", feature), size("n_base")),
        );
        same(
            Some(found.present),
            &case.expected["weight_present"][feature],
        );
        same(Some(found.absent), &case.expected["weight_absent"][feature]);
        found
    });
    let mut scored: Vec<(f64, &str)> = Vec::new();
    for row in &case.rows {
        let parts = weights.iter().zip(&row[1..]);
        let score = parts
            .map(|(weight, has)| {
                if has == "1" {
                    weight.present
                } else {
                    weight.absent
                }
            })
            .sum();
        same(Some(score), &case.expected["score"][&row[0]]);
        scored.push((score, &row[0]));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let rank: Vec<&str> = scored.into_iter().map(|(_, id)| id).collect();
    assert_eq!(serde_json::to_value(rank).unwrap(), case.expected["rank"]);
}

fn code(stage: Option<Stage>) -> Value {
    stage.map_or(Value::Null, |stage| stage.code().into())
}

#[test]
fn aidma() {
    let case = case("aidma");
    let map = case.params["map"].as_object().unwrap();
    let line = |(event, stage): (&String, &Value)| StageOfEvent {
        event: event.clone(),
        stage: Stage::of_code(stage.as_str().unwrap()),
    };
    let map = EvidenceMap::only(map.iter().map(line).collect());
    let mut users: BTreeMap<String, Evidence> = BTreeMap::new();
    for row in &case.rows {
        let seen = users.entry(row[0].clone()).or_default();
        if let Some(stage) = map.stage(&row[1]) {
            seen.add(stage, u32::try_from(whole(&row[2])).unwrap());
        }
    }
    let expected = &case.expected;
    for (user, seen) in &users {
        assert_eq!(code(seen.highest()), expected["highest"][user], "{user}");
        assert_eq!(
            code(seen.contiguous()),
            expected["contiguous"][user],
            "{user}"
        );
        let skipped: Vec<&str> = seen.skipped().into_iter().map(Stage::code).collect();
        let skips = expected["skipped_stages"]
            .get(user)
            .cloned()
            .unwrap_or_else(|| Value::Array(Vec::new()));
        assert_eq!(serde_json::to_value(skipped).unwrap(), skips, "{user}");
    }
    let people: Vec<Evidence> = users.into_values().collect();
    let found = fourr_profile::stages::AidmaFigures::of(
        Aidma {
            rule: AidmaRule::Highest,
        },
        &people,
        None,
    );
    for stage in &found.stages {
        let code = stage.stage.code();
        assert_eq!(
            Value::from(stage.people),
            expected["distribution_highest"][code]
        );
        assert_eq!(
            Value::from(stage.reached),
            expected["reached_at_least"][code]
        );
    }
    assert_eq!(
        Value::from(found.unknown),
        expected["distribution_highest"]["none"]
    );
    assert_eq!(found.skipped, 5);
}

#[test]
fn maslow() {
    let case = case("maslow");
    let map = case.params["map"].as_object().unwrap();
    let words = map
        .iter()
        .map(|(word, level)| format!("{word}={level}").parse::<NeedWord>().unwrap());
    let words = NeedWords::only(words.collect());
    let mut users: BTreeMap<&str, PersonNeeds> = BTreeMap::new();
    let mut unmapped: BTreeMap<&str, u64> = BTreeMap::new();
    for row in &case.rows {
        let said = words.said(&row[1]);
        users.entry(&row[0]).or_default().add(&said);
        if said.iter().all(|weight| *weight == 0.0) {
            *unmapped.entry(&row[1]).or_default() += 1;
        }
    }
    for (user, needs) in users {
        let shares = needs.shares().unwrap_or_default();
        for (share, level) in shares.into_iter().zip(1..) {
            let expected = case.expected["share"][user]
                .get(format!("{level}"))
                .and_then(Value::as_f64);
            same(Some(share), &Value::from(expected.unwrap_or(0.0)));
        }
        let dominant = needs
            .dominant()
            .map_or(Value::Null, |level| level.number().into());
        assert_eq!(dominant, case.expected["dominant"][user], "{user}");
    }
    assert_eq!(
        serde_json::to_value(unmapped).unwrap(),
        case.expected["unmapped"]
    );
}

#[test]
fn suppression() {
    let case = case("suppression");
    let counts: Vec<[u64; 3]> = lines::<4>(&case)[..3]
        .iter()
        .map(|line| [line[0], line[1], line[2]])
        .collect();
    let table = CrossTable::from_lines(&counts);
    let found = Suppression::default().of(&table);
    for (row, record) in case.rows.iter().enumerate() {
        let line = &case.expected["published"][&record[0]];
        for column in 0..4 {
            let withheld = match (row < 3, column < 3) {
                (true, true) => found.cell(row, column),
                (true, false) => found.row_total(row),
                (false, true) => found.column_total(column),
                (false, false) => found.total(),
            };
            let published = if withheld {
                Value::from("*")
            } else {
                Value::from(whole(&record[column + 1]))
            };
            assert_eq!(published, line[column], "{} {column}", record[0]);
        }
    }
    assert_eq!((found.small, found.complementary), (2, 4));
}

#[test]
fn k_anonymity() {
    let case = case("k_anonymity");
    // Codes by ascending value, so that classes come in the order of their keys.
    let domains: Vec<Vec<&str>> = (0..3)
        .map(|column| {
            let mut values: Vec<&str> = case.rows.iter().map(|row| row[column].as_str()).collect();
            values.sort_unstable();
            values.dedup();
            values
        })
        .collect();
    let codes: Vec<Vec<u32>> = (0..3)
        .map(|column| {
            let place = |row: &Vec<String>| {
                domains[column]
                    .binary_search(&row[column].as_str())
                    .unwrap()
            };
            case.rows
                .iter()
                .map(|row| u32::try_from(place(row)).unwrap())
                .collect()
        })
        .collect();
    let slices: Vec<&[u32]> = codes.iter().map(Vec::as_slice).collect();
    let found = Classes::of(&slices, &Suppression::default());
    let expected = &case.expected;
    assert_eq!(Value::from(found.people), expected["n"]);
    for (class, expected) in found
        .classes
        .iter()
        .zip(expected["classes"].as_array().unwrap())
    {
        let key: Vec<&str> = class
            .key
            .iter()
            .zip(&domains)
            .map(|(code, domain)| domain[*code as usize])
            .collect();
        assert_eq!(serde_json::to_value(key).unwrap(), expected["key"]);
        assert_eq!(Value::from(class.size()), expected["size"]);
        let published = class
            .published
            .map_or_else(|| Value::from("<5"), Value::from);
        assert_eq!(published, expected["published"]);
    }
    assert_eq!(
        found.least.map_or(Value::Null, Value::from),
        expected["min_class"]
    );
    assert_eq!(
        Value::from(found.is_k_anonymous),
        expected["is_k_anonymous"]
    );
    assert_eq!(
        Value::from(found.in_small_classes),
        expected["records_in_small_classes"]
    );
    same(found.suppression_rate(), &expected["suppression_rate"]);
}
