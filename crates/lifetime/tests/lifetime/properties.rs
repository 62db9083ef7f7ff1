//! Properties of any parameters and histories.

use fourr_lifetime::{GammaGamma, History, Model, Process, Spend};
use proptest::prelude::*;
use rayon::ThreadPoolBuilder;

use crate::customers::{Loss, drawn};

fn parameters() -> impl Strategy<Value = [f64; 4]> {
    prop::array::uniform4((-3.0..4.0_f64).prop_map(f64::exp))
}

fn history() -> impl Strategy<Value = History> {
    (0..60_u32, 0.001..1.0_f64, 0.0..200.0_f64).prop_map(|(repeats, share, observed)| {
        let repeats = if observed > 0.0 { repeats } else { 0 };
        let last = if repeats > 0 { share * observed } else { 0.0 };
        History::new(repeats, last, observed).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn probabilities_and_expectations(parameters in parameters(), history in history(), horizon in 0.0..500.0_f64) {
        for model in Model::ALL {
            let process = Process::new(model, parameters).unwrap();
            let p_alive = process.p_alive(history);
            prop_assert!(p_alive > 0.0 && p_alive <= 1.0);
            prop_assert!(process.expected(history, 0.0).abs() < 1e-300);
            let (soon, late) = (process.expected(history, 0.5 * horizon), process.expected(history, horizon));
            prop_assert!(soon >= 0.0 && late >= soon * (1.0 - 1e-12), "{model:?}: {soon} {late}");
            let rate = (parameters[0] + f64::from(history.repeats())) / (parameters[1] + history.observed());
            prop_assert!(late <= rate * horizon * (1.0 + 1e-12), "more than a customer who is never lost");
            let counts = process.frequencies(&[history], 12);
            prop_assert!(counts.iter().all(|share| (-1e-12..=1.0 + 1e-9).contains(share)));
            prop_assert!((counts.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{model:?} {counts:?}");
        }
    }

    #[test]
    fn many_predictions_are_those_of_each(histories in prop::collection::vec(history(), 0..40), parameters in parameters()) {
        for model in Model::ALL {
            let process = Process::new(model, parameters).unwrap();
            let predictions = process.predict(&histories, &[3.0, 40.0]);
            for (i, history) in histories.iter().enumerate() {
                prop_assert_eq!(predictions.p_alive[i].to_bits(), process.p_alive(*history).to_bits());
                let expected = predictions.expected_of(i).unwrap();
                prop_assert_eq!(expected[1].to_bits(), process.expected(*history, 40.0).to_bits());
            }
            prop_assert_eq!(predictions.expected_of(histories.len()), None);
        }
    }
}

const COIN: Loss = Loss::Coin {
    a: 0.8,
    b: 2.5,
    at_first: false,
};

#[test]
fn neither_order_nor_threads_change_a_bit() {
    let customers = drawn(11, 12_000, (0.8, 6.0), COIN);
    let mut turned = customers.clone();
    turned.reverse();
    turned.rotate_left(777);
    for model in Model::ALL {
        let alone = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let many = ThreadPoolBuilder::new().num_threads(5).build().unwrap();
        let fit = alone.install(|| model.fit(&customers)).unwrap();
        assert_eq!(fit, many.install(|| model.fit(&turned)).unwrap());
    }
}

#[test]
fn the_unit_of_time_scales_alpha_alone() {
    let weeks = drawn(5, 2_000, (0.8, 6.0), COIN);
    let day = |h: &History| History::new(h.repeats(), 7.0 * h.last(), 7.0 * h.observed()).unwrap();
    let days: Vec<History> = weeks.iter().map(day).collect();
    for model in [Model::BgNbd, Model::MbgNbd] {
        let (weekly, daily) = (model.fit(&weeks).unwrap(), model.fit(&days).unwrap());
        let scales = [1.0, 7.0, 1.0, 1.0];
        let pairs = weekly.parameters.iter().zip(&daily.parameters);
        for ((week, day), scale) in pairs.zip(scales) {
            assert!((day.estimate / week.estimate / scale - 1.0).abs() < 1e-7);
            let errors = day.standard_error.unwrap() / week.standard_error.unwrap();
            assert!((errors / scale - 1.0).abs() < 1e-6);
        }
        let (week, day) = (weekly.process, daily.process);
        assert!((week.expected(weeks[0], 10.0) - day.expected(days[0], 70.0)).abs() < 1e-8);
    }
}

#[test]
fn the_unit_of_money_scales_v_alone() {
    let spend = |i: u32| (1 + i % 4, 10.0 + f64::from(i * 37 % 101));
    let fit = |scale: f64| {
        let spends = (0..300)
            .map(spend)
            .map(|(repeats, mean)| Spend::new(repeats, scale * mean).unwrap());
        GammaGamma::fit(&spends.collect::<Vec<_>>()).unwrap()
    };
    let (yuan, fen) = (fit(1.0), fit(100.0));
    for (i, scale) in [1.0, 1.0, 100.0].into_iter().enumerate() {
        let ratio = fen.parameters[i].estimate / yuan.parameters[i].estimate;
        assert!((ratio / scale - 1.0).abs() < 1e-6);
    }
}
