//! The CDNOW sample, on which the models were published.

use std::path::Path;

use fourr_lifetime::{Fit, GammaGamma, History, Model};

use crate::customers::{cdnow, histories, spends};

/// Parameters and log-likelihood as printed.
fn printed(fit: &Fit, decimals: usize) -> Vec<String> {
    let estimates = fit.parameters.iter().map(|parameter| parameter.estimate);
    estimates
        .map(|estimate| format!("{estimate:.decimals$}"))
        .collect()
}

fn with_cdnow(test: impl Fn(&Path, &[History])) {
    if let Some(path) = cdnow() {
        let histories = histories(&path);
        assert_eq!(histories.len(), 2_357);
        test(&path, &histories);
    }
}

#[test]
fn fader_hardie_and_lee_table_2() {
    with_cdnow(|_, histories| {
        let fit = Model::BgNbd.fit(histories).unwrap();
        assert_eq!(printed(&fit, 3), ["0.243", "4.414", "0.793", "2.426"]);
        assert_eq!(format!("{:.1}", fit.log_likelihood), "-9582.4");
        assert_eq!((fit.customers, fit.repeaters), (2_357, 946));
        let fit = Model::ParetoNbd.fit(histories).unwrap();
        // The table prints beta as 11.669 and s as 0.606; the maximum, at -9594.973930, is at 11.6679.
        let estimates = fit.process.parameters();
        for (got, want) in estimates.into_iter().zip([0.553, 10.578, 0.606, 11.669]) {
            assert!((got - want).abs() < 0.002, "{got} is not {want}");
        }
        assert_eq!(format!("{:.1}", fit.log_likelihood), "-9595.0");
    });
}

/// lifetimes 0.11.3, fitted without a penalty to a tolerance of 1e-8, with the standard errors of its
/// summaries; log-likelihoods at its estimates by the published formulas in scipy 1.17 (the Pareto's in mpmath 1.3).
#[test]
fn the_estimates_of_lifetimes() {
    let cases = [
        (
            Model::BgNbd,
            [0.242_592_907, 4.413_531_604, 0.792_886_156, 2.425_753_377],
            Some([0.012_557, 0.378_221, 0.185_719, 0.705_346]),
            -9_582.425_560_567,
        ),
        (
            Model::MbgNbd,
            [0.524_837_943, 6.182_991_665, 0.891_356_161, 1.613_999_434],
            Some([0.083_264, 0.695_598, 0.154_785, 0.537_472]),
            -9_582.132_684_900,
        ),
        (
            Model::ParetoNbd,
            [0.553_275_510, 10.577_612_144, 0.606_213_516, 11.667_909_587],
            None,
            -9_594.973_929_827,
        ),
    ];
    with_cdnow(|_, histories| {
        for (model, want, errors, log_likelihood) in cases {
            let fit = model.fit(histories).unwrap();
            assert!(fit.log_likelihood >= log_likelihood - 1e-6, "{model:?}");
            assert!(fit.log_likelihood <= log_likelihood + 1e-4, "{model:?}");
            for (i, parameter) in fit.parameters.iter().enumerate() {
                let (name, got) = (parameter.name, parameter.estimate);
                assert!((got / want[i] - 1.0).abs() < 1e-6, "{name} is {got}");
                if let Some(errors) = errors {
                    let got = parameter.standard_error.unwrap();
                    assert!((got - errors[i]).abs() < 1e-6, "error of {name} is {got}");
                }
            }
            assert!(fit.edges.is_empty() && fit.no_standard_errors.is_none());
            assert_eq!(fit.agreeing, fit.starts);
        }
    });
}

/// The quickstart of lifetimes prints these as the customers with the most purchases expected in a week.
#[test]
fn the_five_best_customers_of_the_quickstart() {
    with_cdnow(|_, histories| {
        let fit = Model::BgNbd.fit(histories).unwrap();
        let expected = fit.process.predict(histories, &[1.0]).expected;
        let mut ranked: Vec<usize> = (0..expected.len()).collect();
        ranked.sort_by(|a, b| expected[*b].total_cmp(&expected[*a]));
        let best = ranked[..5].iter().rev();
        let best: Vec<String> = best
            .map(|row| format!("{} {:.6}", row + 1, expected[*row]))
            .collect();
        let want = [
            "509 0.424877",
            "841 0.474738",
            "1981 0.486526",
            "157 0.662396",
            "1516 0.710623",
        ];
        assert_eq!(best, want);
    });
}

/// Fader and Hardie (2013): p 6.25, q 3.74, v 15.44 on the 946 customers with a repeat order. lifetimes
/// 0.11.3 finds 6.248802, 3.744588 and 15.447748, the errors below and -4055.923244.
#[test]
fn the_gamma_gamma_note() {
    with_cdnow(|path, _| {
        let fit = GammaGamma::fit(&spends(path, 4)).unwrap();
        assert_eq!(
            (fit.customers, fit.without_repeats, fit.not_positive),
            (946, 1_411, 0)
        );
        let lifetimes = [
            (6.248_802, 1.189_687),
            (3.744_588, 0.290_166),
            (15.447_748, 4.159_994),
        ];
        let note = [6.25, 3.74, 15.44];
        for ((parameter, note), (estimate, error)) in fit.parameters.iter().zip(note).zip(lifetimes)
        {
            assert!((parameter.estimate - note).abs() < 0.01);
            assert!((parameter.estimate - estimate).abs() < 1e-6);
            assert!((parameter.standard_error.unwrap() - error).abs() < 1e-6);
        }
        assert!(fit.log_likelihood >= -4_055.923_243_502_9 - 1e-6);
        // The note gives a correlation of 0.11.
        assert_eq!(format!("{:.2}", fit.correlation.unwrap()), "0.11");
        assert!(!fit.correlated);
    });
}

/// What a fit is looked at for: as many customers as there are, and the mean as large as it is.
#[test]
fn expected_frequencies_fit_the_customers() {
    with_cdnow(|_, histories| {
        let observed =
            |repeats: u32| histories.iter().filter(|h| h.repeats() == repeats).count() as f64;
        for model in Model::ALL {
            let fit = model.fit(histories).unwrap();
            let expected = fit.process.frequencies(histories, 7);
            assert!((expected.iter().sum::<f64>() - 2_357.0).abs() < 1e-8);
            for (repeats, expected) in (0..3).zip(expected) {
                assert!(
                    (expected / observed(repeats) - 1.0).abs() < 0.12,
                    "{model:?} {repeats}: {expected}"
                );
            }
        }
    });
}
