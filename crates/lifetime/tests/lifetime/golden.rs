//! Cases whose numbers come from closed forms and from other programs; each folder says which.

use std::fs;

use fourr_lifetime::{GammaGamma, Model, Process};
use serde_json::Value;

use crate::customers::{golden, histories, spends};

fn expected(case: &str) -> Value {
    let text = fs::read_to_string(golden(case, "expected.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["expected"].take()
}

fn close(got: f64, want: &Value, tolerance: f64) {
    let want = want.as_f64().unwrap();
    let within = tolerance * want.abs().max(1.0);
    assert!((got - want).abs() <= within, "{got} is not {want}");
}

#[test]
fn closed_forms_of_fader_hardie_and_lee() {
    let want = expected("bgnbd_predict");
    let process = Process::new(Model::BgNbd, [0.243, 4.414, 0.793, 2.426]).unwrap();
    let histories = histories(&golden("bgnbd_predict", "input.csv"));
    let predictions = process.predict(&histories, &[13.0, 39.0]);
    for (i, want) in want["customers"].as_array().unwrap().iter().enumerate() {
        close(
            predictions.expected_of(i).unwrap()[1],
            &want["expected_39w"],
            1e-10,
        );
        close(
            process.expected(histories[i], 39.0),
            &want["expected_39w"],
            1e-10,
        );
        close(predictions.p_alive[i], &want["p_alive"], 1e-11);
        close(
            process.log_likelihood(&histories[i..=i]),
            &want["log_likelihood"],
            1e-11,
        );
    }
    close(
        process.expected_new(39.0),
        &want["expected_purchases_random_customer_39w"],
        1e-10,
    );
}

#[test]
fn the_simulated_customers_have_their_maximum() {
    let want = expected("bgnbd_fit");
    let fit = Model::BgNbd
        .fit(&histories(&golden("bgnbd_fit", "input.csv")))
        .unwrap();
    assert!(fit.log_likelihood >= want["log_likelihood"].as_f64().unwrap() - 1e-6);
    for parameter in fit.parameters {
        close(parameter.estimate, &want["params"][parameter.name], 1e-4);
    }
    assert_eq!((fit.customers, fit.starts, fit.agreeing), (400, 4, 4));
}

#[test]
fn other_models_on_the_simulated_customers() {
    let histories = histories(&golden("bgnbd_fit", "input.csv"));
    // lifetimes 0.11.3, ModifiedBetaGeoFitter(penalizer_coef=0).fit(tol=1e-8); the log-likelihood at its
    // estimates by the formula of Batislam et al. in scipy 1.17.
    let fit = Model::MbgNbd.fit(&histories).unwrap();
    for (got, want) in fit.process.parameters().into_iter().zip(MBG) {
        assert!((got / want - 1.0).abs() < 1e-4, "{got} is not {want}");
    }
    assert!(fit.log_likelihood >= MBG_LOG_LIKELIHOOD - 1e-6);
    // ParetoNBDFitter(penalizer_coef=0) stops at s = 197.7 and beta = 6492.4 on a likelihood that grows to
    // infinity; the log-likelihood there by hypergeometric functions in mpmath 1.3.
    let fit = Model::ParetoNbd.fit(&histories).unwrap();
    assert!(fit.log_likelihood >= PARETO_LOG_LIKELIHOOD - 1e-6);
    assert_eq!(fit.edges.len(), 1);
    assert!(
        fit.parameters
            .iter()
            .all(|parameter| parameter.standard_error.is_none())
    );
}

const MBG: [f64; 4] = [
    1.445_699_942,
    9.215_908_541_6,
    3.527_466_476_4,
    12.574_533_377_2,
];
const MBG_LOG_LIKELIHOOD: f64 = -3_005.625_112_763;
const PARETO_LOG_LIKELIHOOD: f64 = -3_017.386_347_218;

#[test]
fn conditional_means_of_fader_and_hardie() {
    let want = expected("gamma_gamma");
    let model = GammaGamma::new(6.25, 3.74, 15.44).unwrap();
    let spends = spends(&golden("gamma_gamma", "input.csv"), 2);
    for (spend, want) in spends.iter().zip(want["customers"].as_array().unwrap()) {
        close(
            model.expected(*spend).unwrap(),
            &want["expected_average_value"],
            1e-11,
        );
    }
    close(
        model.population_mean().unwrap(),
        &want["population_mean"],
        1e-11,
    );
}
