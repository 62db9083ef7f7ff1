//! Comparisons of rates, against published and independently computed figures.

use fourr_funnel::compare::{Test, groups, sample_size};

use crate::cases::{Case, close};

fn rows(case: &Case) -> Vec<(String, u64, u64)> {
    let table = case.rows();
    table
        .iter()
        .map(|row| {
            (
                row[0].clone(),
                row[1].parse().unwrap(),
                row[2].parse().unwrap(),
            )
        })
        .collect()
}

#[test]
fn two_proportions() {
    let case = Case::open("two_proportion");
    let comparison = groups(&rows(&case), 0.05).unwrap();
    let pair = &comparison.pairs[0];
    let expected = &case.expected;
    let number = |key: &str| expected[key].as_f64().unwrap();
    let both = |key: &str| [0, 1].map(|place| expected[key][place].as_f64().unwrap());
    close(comparison.rates[0].rate, number("p1"));
    close(comparison.rates[1].rate, number("p2"));
    close(pair.difference, number("diff"));
    close(pair.relative.unwrap(), number("relative_uplift"));
    close(pair.z.unwrap(), number("z"));
    close(pair.p_value.unwrap(), number("p_value_two_sided"));
    close(pair.z.unwrap().powi(2), number("chi2"));
    close(comparison.chi_square.unwrap().statistic, number("chi2"));
    for (got, key) in [
        (pair.wald, "ci95_wald_diff"),
        (comparison.rates[0].interval, "wilson95_p1"),
        (comparison.rates[1].interval, "wilson95_p2"),
    ] {
        close(got.0, both(key)[0]);
        close(got.1, both(key)[1]);
    }
    assert!(pair.differs && pair.test == Test::Z);
}

#[test]
fn several_groups() {
    let case = Case::open("k_group_chi2");
    let entered = |(name, converted, not): (String, u64, u64)| (name, converted, converted + not);
    let groups_of: Vec<_> = rows(&case).into_iter().map(entered).collect();
    let comparison = groups(&groups_of, 0.05).unwrap();
    let test = comparison.chi_square.unwrap();
    let number = |key: &str| case.expected[key].as_f64().unwrap();
    close(test.statistic, number("chi2"));
    close(test.degrees_of_freedom as f64, number("dof"));
    close(test.p_value, number("p_value"));
    close(test.cramers_v, number("cramers_v"));
    assert_eq!(comparison.pairs.len(), 3);
}

#[test]
fn sizes_of_samples() {
    let case = Case::open("sample_size");
    let sizes = case.expected["n_per_group"].as_array().unwrap();
    for (row, size) in case.rows().iter().zip(sizes) {
        let [p1, p2] = [0, 1].map(|place| row[place].parse().unwrap());
        assert_eq!(sample_size(p1, p2, 0.05, 0.8), size.as_u64());
    }
}

/// Newcombe (1998), table II, case a: 56/70 and 48/80, method 10: 0.0524 to 0.3339.
#[test]
fn the_interval_of_newcombe_is_the_published_one() {
    let of = [("a".to_owned(), 56, 70), ("b".to_owned(), 48, 80)];
    let comparison = groups(&of, 0.05).unwrap();
    let (low, high) = comparison.pairs[0].newcombe;
    assert!(
        (low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5,
        "{low} {high}"
    );
}

/// Few in a group: the test is exact. `scipy.stats.fisher_exact([[8, 2], [1, 5]])` has p = 0.03496503496503495.
#[test]
fn small_groups_are_tested_exactly() {
    let of = [("a".to_owned(), 8, 10), ("b".to_owned(), 1, 6)];
    let comparison = groups(&of, 0.05).unwrap();
    assert_eq!(comparison.pairs[0].test, Test::Fisher);
    close(
        comparison.pairs[0].p_value.unwrap(),
        0.034_965_034_965_034_95,
    );
}
