//! Customers drawn from the models: their parameters are found again, and what comes is what was expected.

use fourr_lifetime::{GammaGamma, History, Model, Spend};

use crate::customers::{Loss, Random, drawn, purchases};

const LOSSES: [(Model, Loss); 3] = [
    (
        Model::BgNbd,
        Loss::Coin {
            a: 0.8,
            b: 2.5,
            at_first: false,
        },
    ),
    (
        Model::MbgNbd,
        Loss::Coin {
            a: 0.8,
            b: 2.5,
            at_first: true,
        },
    ),
    (Model::ParetoNbd, Loss::Rate { s: 0.6, beta: 12.0 }),
];

#[test]
fn parameters_are_recovered() {
    for (model, loss) in LOSSES {
        let fit = model.fit(&drawn(42, 30_000, (0.6, 5.0), loss)).unwrap();
        let lost = match loss {
            Loss::Coin { a, b, .. } => [a, b],
            Loss::Rate { s, beta } => [s, beta],
        };
        for (parameter, truth) in fit.parameters.iter().zip([0.6, 5.0, lost[0], lost[1]]) {
            let error = parameter.standard_error.unwrap();
            assert!(
                (parameter.estimate - truth).abs() < 3.5 * error,
                "{model:?}: {parameter:?} is not {truth}"
            );
            assert!(error < 0.2 * truth);
        }
    }
}

/// 40,000 customers are watched for 30 weeks and then for 20 more.
#[test]
fn what_comes_is_what_was_expected() {
    for (model, loss) in LOSSES {
        let mut random = Random(9);
        let (mut histories, mut came) = (Vec::new(), 0.0);
        for _ in 0..40_000 {
            let times = purchases(&mut random, (0.6, 5.0), loss, 50.0);
            let before = times.iter().filter(|time| **time <= 30.0).count();
            let last = if before > 0 { times[before - 1] } else { 0.0 };
            histories.push(History::new(u32::try_from(before).unwrap(), last, 30.0).unwrap());
            came += (times.len() - before) as f64;
        }
        let process = model.fit(&histories).unwrap().process;
        let expected: f64 = process.predict(&histories, &[20.0]).expected.iter().sum();
        assert!(
            (came / expected - 1.0).abs() < 0.03,
            "{model:?}: {came}, expected {expected}"
        );
        let repeats: f64 = histories
            .iter()
            .map(|history| f64::from(history.repeats()))
            .sum();
        let point = process.tracking(&vec![0.0; 40_000], &[30.0])[0];
        assert!(
            point.low < repeats && repeats < point.high,
            "{model:?}: {repeats} {point:?}"
        );
    }
}

#[test]
fn spend_parameters_are_recovered() {
    let (p, q, v) = (6.0, 4.0, 15.0);
    let mut random = Random(3);
    let customer = |i: u32| {
        let (repeats, rate) = (1 + i % 5, random.gamma(q) / v);
        Spend::new(
            repeats,
            random.gamma(p * f64::from(repeats)) / rate / f64::from(repeats),
        )
        .unwrap()
    };
    let spends: Vec<Spend> = (0..20_000).map(customer).collect();
    let fit = GammaGamma::fit(&spends).unwrap();
    for (parameter, truth) in fit.parameters.iter().zip([p, q, v]) {
        let error = parameter.standard_error.unwrap();
        assert!(
            (parameter.estimate - truth).abs() < 3.5 * error,
            "{parameter:?} is not {truth}"
        );
    }
    assert!(!fit.correlated);
}
