//! Reports with models of returning customers and clusters.

use fourr_lifetime::Model;
use fourr_locale::Lang;
use fourr_report::{Block, Report};
use fourr_rfm::{ClusterCount, Rfm};
use fourr_table::Table;

use super::{
    inputs::{customers, orders, report},
    sound,
};

pub(crate) fn modelled() -> Rfm {
    Rfm {
        lifetime: vec![Model::BgNbd, Model::MbgNbd, Model::ParetoNbd],
        clusters: Some(ClusterCount::Auto),
        weights: "ahp:3,5,2".parse().unwrap(),
        ..Rfm::default()
    }
}

/// 60 customers, of whom every third bought once and the others every 5 to 29 days for a while.
pub(crate) fn shop() -> Table {
    let start = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let day = |day: u64| (start + chrono::Days::new(day)).to_string();
    let mut rows = Vec::new();
    for customer in 0..60_u64 {
        let returns = if customer % 3 == 0 {
            0
        } else {
            1 + customer * 5 % 9
        };
        let (first, gap) = (customer * 7 % 40, 5 + customer * 11 % 25);
        for n in 0..=returns {
            let amount = 10.0 + (customer % 7) as f64 * 5.0;
            rows.push((format!("C{customer:02}"), day(first + n * gap), amount));
        }
    }
    let rows: Vec<(&str, &str, f64)> = rows
        .iter()
        .map(|(customer, day, amount)| (customer.as_str(), day.as_str(), *amount))
        .collect();
    orders(&rows)
}

fn ids(report: &Report) -> Vec<String> {
    report.charts().map(|chart| chart.id.to_string()).collect()
}

#[test]
fn models_have_their_sections_in_both_languages() {
    sound::check(&shop(), &modelled());
    sound::check(
        &shop(),
        &Rfm {
            weights: "entropy".parse().unwrap(),
            ..modelled()
        },
    );
    let report = report(&shop(), &modelled(), Lang::Zh);
    let ids = ids(&report);
    for id in [
        "tracking",
        "repeat-purchases",
        "conditional-expectation",
        "alive",
        "lifetime-value",
        "clusters-silhouette",
        "clusters-radar",
        "clusters-scatter",
    ] {
        assert!(ids.iter().any(|known| known == id), "{id} in {ids:?}");
    }
}

#[test]
fn nothing_is_said_of_models_that_were_not_asked_for() {
    let report = report(&shop(), &Rfm::default(), Lang::En);
    let sections: Vec<String> = report
        .sections
        .iter()
        .map(|section| section.id.to_string())
        .collect();
    assert!(!sections.contains(&"lifetime".to_owned()), "{sections:?}");
    assert!(!sections.contains(&"clusters".to_owned()), "{sections:?}");
}

// Nobody returns; everybody on one day; one customer; a table of customers: the section says why, and nothing else.
#[test]
fn what_the_data_does_not_carry_is_said_in_its_section() {
    let once: Vec<(String, String)> = (0..30)
        .map(|n| (format!("C{n:02}"), format!("2024-01-{:02}", n % 28 + 1)))
        .collect();
    let once: Vec<(&str, &str, f64)> = once
        .iter()
        .map(|(customer, day)| (customer.as_str(), day.as_str(), 10.0))
        .collect();
    let one_day: Vec<(&str, &str, f64)> =
        once.iter().map(|row| (row.0, "2024-03-01", 10.0)).collect();
    let tables = [
        orders(&once),
        orders(&one_day),
        orders(&[("C1", "2024-01-01", 10.0)]),
        customers(&[(3, 5, 100.0), (10, 2, 40.0), (30, 1, 5.0)]),
    ];
    for table in &tables {
        sound::check(table, &modelled());
        let report = report(table, &modelled(), Lang::En);
        let lifetime = report
            .sections
            .iter()
            .find(|section| section.id.to_string() == "lifetime");
        let blocks = &lifetime.unwrap().blocks;
        assert!(matches!(blocks.as_slice(), [Block::Note(_)]), "{blocks:?}");
    }
}
