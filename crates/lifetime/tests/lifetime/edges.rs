//! What cannot be fitted, and what can although it is extreme.

use fourr_lifetime::{
    Discounting, FitError, GammaGamma, History, Model, NoStandardErrors, Process, Spend,
};

fn history(repeats: u32, last: f64, observed: f64) -> History {
    History::new(repeats, last, observed).unwrap()
}

#[test]
fn too_little_to_fit_is_refused() {
    for model in Model::ALL {
        assert_eq!(
            model.fit(&[]),
            Err(FitError::NobodyRepeats { customers: 0 })
        );
        assert_eq!(
            model.fit(&[History::NEW; 50]),
            Err(FitError::NoTime { customers: 50 })
        );
        let once = vec![history(0, 0.0, 5.0); 50];
        assert_eq!(
            model.fit(&once),
            Err(FitError::NobodyRepeats { customers: 50 })
        );
        let mut few = once.clone();
        few.extend((1..=9).map(|last| history(1, f64::from(last), 10.0)));
        let want = FitError::FewRepeaters {
            repeaters: 9,
            customers: 59,
            least: 10,
        };
        assert_eq!(model.fit(&few), Err(want));
        let same: Vec<History> = (1..=20)
            .map(|last| history(3, f64::from(last), 20.0))
            .collect();
        let want = FitError::SameRepeats {
            customers: 20,
            repeats: 3,
        };
        assert_eq!(model.fit(&same), Err(want));
    }
}

#[test]
fn a_likelihood_without_a_maximum_names_the_parameter() {
    // Repeats vary less than a Poisson number, and everybody bought lately: no spread of rates, no losses.
    let customers: Vec<History> = (0..400)
        .map(|i| history(9 + i % 3, 29.0 + f64::from(i % 7) / 10.0, 30.0))
        .collect();
    for model in Model::ALL {
        let fit = model.fit(&customers).unwrap();
        assert!(!fit.edges.is_empty(), "{model:?}");
        assert_eq!(fit.no_standard_errors, Some(NoStandardErrors::AtEdge));
        assert!(
            fit.parameters
                .iter()
                .all(|parameter| parameter.standard_error.is_none())
        );
        let expected = fit.process.expected(customers[0], 30.0);
        assert!((expected - 10.0).abs() < 1.0, "{model:?}: {expected}");
    }
}

#[test]
fn extreme_histories_have_finite_predictions() {
    let parameters = [
        [0.243, 4.414, 0.793, 2.426],
        [1e-5, 1e-6, 1e-5, 1e-5],
        [1e5, 1e5, 1e5, 1e5],
        [0.3, 1e-6, 1.0, 1e5],
    ];
    let histories = [
        History::NEW,
        history(0, 0.0, 1e-9),
        history(0, 0.0, 1e9),
        history(1, 1e-300, 1e9),
        history(100_000, 10.0, 10.0),
        history(100_000, 1.0, 1e6),
        history(u32::MAX, 300.0, 365.0),
    ];
    for model in Model::ALL {
        for parameters in parameters {
            let process = Process::new(model, parameters).unwrap();
            for history in histories {
                let p_alive = process.p_alive(history);
                assert!(
                    p_alive > 0.0 && p_alive <= 1.0,
                    "{model:?} {parameters:?} {history:?}"
                );
                for horizon in [f64::NAN, -1.0, 0.0, 1e-12, 1.0, 1e6, f64::INFINITY] {
                    let expected = process.expected(history, horizon);
                    assert!(
                        expected.is_finite() && expected >= 0.0,
                        "{model:?} {parameters:?} {history:?} {horizon}: {expected}"
                    );
                }
            }
        }
    }
}

#[test]
fn nobody_and_no_horizon_are_empty_predictions() {
    let process = Process::new(Model::BgNbd, [0.243, 4.414, 0.793, 2.426]).unwrap();
    assert!(process.predict(&[], &[1.0]).p_alive.is_empty());
    assert!(process.predict(&[History::NEW; 2], &[]).expected.is_empty());
    assert_eq!(
        process.predict(&[History::NEW; 2], &[]).expected_of(1),
        Some(&[][..])
    );
    assert_eq!(process.frequencies(&[], 2), [0.0; 3]);
    assert_eq!(process.frequencies(&[history(0, 0.0, 5.0)], 0), [1.0]);
    assert!(process.tracking(&[], &[3.0])[0].high <= 0.0);
    assert!(process.tracking(&[4.0], &[3.0])[0].high <= 0.0);
}

#[test]
fn parameters_are_positive_numbers() {
    assert!(Process::new(Model::BgNbd, [0.0, 1.0, 1.0, 1.0]).is_err());
    assert!(GammaGamma::new(1.0, f64::NAN, 1.0).is_err());
    assert!(Discounting::new(0.0, 12, 0.1).is_err() && Discounting::new(1.0, 12, -1.0).is_err());
}

#[test]
fn spends_that_tell_nothing_are_counted_or_refused() {
    let spend = |repeats, mean| Spend::new(repeats, mean).unwrap();
    assert!(Spend::new(1, f64::NAN).is_err() && Spend::new(0, f64::NAN).is_ok());
    let few = [spend(1, 5.0), spend(0, 5.0), spend(2, 0.0), spend(2, -3.0)];
    let want = FitError::FewSpenders {
        usable: 1,
        least: 10,
    };
    assert_eq!(GammaGamma::fit(&few), Err(want));
    let same = vec![spend(2, 5.0); 30];
    let want = FitError::SameValue {
        usable: 30,
        mean: 5.0,
    };
    assert_eq!(GammaGamma::fit(&same), Err(want));
    let flat = GammaGamma::new(2.0, 0.5, 3.0).unwrap();
    assert_eq!(flat.population_mean(), None);
    assert_eq!(flat.expected(spend(0, 0.0)), None);
    // By hand: 2·(3 + 4·10) / (2·4 + 0.5 - 1).
    assert_eq!(flat.expected(spend(4, 10.0)), Some(86.0 / 7.5));
}
