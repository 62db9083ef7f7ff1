//! Probabilities against closed forms in many digits, and against the definitions integrated by brute force.

use fourr_lifetime::{Discounting, History, Model, Process};

const FADER_HARDIE_LEE: [f64; 4] = [0.243, 4.414, 0.793, 2.426];
const PARETO: [f64; 4] = [0.553, 10.578, 0.606, 11.669];

fn history(repeats: u32, last: f64, observed: f64) -> History {
    History::new(repeats, last, observed).unwrap()
}

fn close(got: f64, want: f64, tolerance: f64) {
    assert!((got / want - 1.0).abs() < tolerance, "{got} is not {want}");
}

/// The purchases expected of a customer who is one still.
fn if_alive(process: &Process, history: History, horizon: f64) -> f64 {
    process.expected(history, horizon) / process.p_alive(history)
}

/// Fader, Hardie and Lee (2005), eq. 10 without the chance to be alive, through the hypergeometric function of
/// mpmath 1.3 with 40 digits. At a = 1 mpmath took 1 + 1e-21. Short series, long horizons and large parameters.
#[test]
fn expected_purchases_are_those_of_the_hypergeometric_function() {
    let cases = [
        (FADER_HARDIE_LEE, (2, 38.86), 39.0, 1.687_399_305_805_313),
        (FADER_HARDIE_LEE, (0, 0.0), 39.0, 1.196_723_193_320_817),
        (FADER_HARDIE_LEE, (0, 0.0), 4_000.0, 11.099_344_185_713_061),
        (
            [0.25, 0.01, 0.9, 0.05],
            (0, 0.0),
            520.0,
            1.543_562_917_066_208,
        ),
        (
            [0.8, 6.0, 1.000_000_1, 1.5],
            (4, 30.0),
            52.0,
            4.464_708_421_609_718,
        ),
        ([0.8, 6.0, 1.0, 1.5], (4, 30.0), 52.0, 4.464_708_581_950_891),
        (
            [2.5, 3.0, 0.001, 12.0],
            (300, 50.0),
            26.0,
            148.365_404_972_655_53,
        ),
        ([5.0, 2.0, 3.0, 4.0], (2, 1.0), 1e5, 3.999_999_994_960_378),
        (
            [50.0, 200.0, 400.0, 900.0],
            (3, 30.0),
            52.0,
            3.168_487_672_253_861_4,
        ),
        (
            [50.0, 200.0, 400.0, 900.0],
            (3, 30.0),
            52_000.0,
            3.263_157_894_736_842,
        ),
    ];
    for (parameters, (repeats, observed), horizon, want) in cases {
        let process = Process::new(Model::BgNbd, parameters).unwrap();
        let last = if repeats == 0 { 0.0 } else { observed };
        close(
            if_alive(&process, history(repeats, last, observed), horizon),
            want,
            1e-12,
        );
    }
}

/// The closed forms of Schmittlein, Morrison and Colombo (1987) in mpmath 1.3; the third also at s = 1 + 1e-21.
#[test]
fn pareto_figures_are_those_of_the_closed_forms() {
    let process = Process::new(Model::ParetoNbd, PARETO).unwrap();
    let customer = history(2, 30.43, 38.86);
    close(process.p_alive(customer), 0.869_167_559_153_011_2, 1e-13);
    close(
        process.p_alive(history(0, 0.0, 38.86)),
        0.295_286_604_616_894_15,
        1e-13,
    );
    close(
        process.p_alive(history(29, 20.0, 38.0)),
        4.486_199_183_011_647e-5,
        1e-11,
    );
    close(
        if_alive(&process, customer, 39.0),
        1.674_157_276_044_212_8,
        1e-13,
    );
    let level = Process::new(Model::ParetoNbd, [0.553, 10.578, 1.0, 11.669]).unwrap();
    close(
        if_alive(&level, customer, 39.0),
        1.492_581_892_866_711_5,
        1e-13,
    );
    let turned = Process::new(Model::ParetoNbd, [0.553, 11.669, 0.606, 10.578]).unwrap();
    close(turned.p_alive(customer), 0.866_923_429_514_770_1, 1e-13);
    // The log-likelihoods as differences of two hypergeometric functions, at the estimates of lifetimes.
    let fitted = [
        0.553_275_509_848_702_6,
        10.577_612_144_299_954,
        0.606_213_516_199_262_8,
        11.667_909_586_515_352,
    ];
    let process = Process::new(Model::ParetoNbd, fitted).unwrap();
    close(
        process.log_likelihood(&[customer]),
        -9.554_333_159_260_97,
        1e-13,
    );
    close(
        process.log_likelihood(&[history(0, 0.0, 38.86)]),
        -0.521_201_793_901_580_2,
        1e-13,
    );
    close(
        process.log_likelihood(&[history(29, 37.71, 38.0)]),
        -45.055_214_048_227_945,
        1e-13,
    );
}

/// P(X(39) = 0, 1, 2, 7) of the Pareto/NBD by adaptive integration over the time of the loss, in mpmath 1.3;
/// those of the BG/NBD from lifetimes 0.11.3 (`probability_of_n_purchases_up_to_time` at its estimates).
#[test]
fn count_probabilities() {
    let customer = [history(0, 0.0, 39.0)];
    let pareto = Process::new(Model::ParetoNbd, PARETO)
        .unwrap()
        .frequencies(&customer, 9);
    close(pareto[0], 0.593_625_031_602_383_9, 1e-12);
    close(pareto[1], 0.165_562_947_277_175_5, 1e-12);
    close(pareto[2], 0.082_487_184_116_316_58, 1e-12);
    close(pareto[7], 0.010_707_750_733_514_572, 1e-12);
    let lifetimes = [
        0.242_592_907_458_153_6,
        4.413_531_604_328_732,
        0.792_886_156_299_922_1,
        2.425_753_377_041_945_5,
    ];
    let bg = Process::new(Model::BgNbd, lifetimes)
        .unwrap()
        .frequencies(&customer, 9);
    let want = [
        0.574_307_291_999_613_4,
        0.199_193_044_403_948_4,
        0.085_322_408_320_119_09,
        0.045_797_193_271_407_01,
    ];
    for (got, want) in bg.into_iter().zip(want) {
        close(got, want, 1e-12);
    }
    let modified = [
        0.524_837_942_903_762_5,
        6.182_991_664_581_916,
        0.891_356_160_744_765_3,
        1.613_999_433_951_237_8,
    ];
    let mbg = Process::new(Model::MbgNbd, modified).unwrap();
    let want = [
        0.582_605_556_717_874_1,
        0.182_763_386_930_942_03,
        0.086_870_596_363_397_89,
        0.048_550_724_149_061_77,
    ];
    for (got, want) in mbg.frequencies(&customer, 9).into_iter().zip(want) {
        close(got, want, 1e-12);
    }
    // Of the same run: a customer of 39 more weeks, and a new one.
    close(
        mbg.expected(history(2, 30.43, 38.86), 39.0),
        1.262_670_791_643_727_2,
        1e-12,
    );
    close(
        mbg.p_alive(history(2, 30.43, 38.86)),
        0.706_126_251_905_297,
        1e-12,
    );
    close(mbg.expected_new(39.0), 1.182_283_699_808_482, 1e-12);
}

/// lifetimes 0.11.3 with the published parameters: three periods of four weeks at 1 %.
#[test]
fn discounted_purchases() {
    let process = Process::new(Model::BgNbd, FADER_HARDIE_LEE).unwrap();
    let discounting = Discounting::new(4.0, 3, 0.01).unwrap();
    let customer = history(2, 30.43, 38.86);
    close(
        discounting.purchases(&process, &[customer])[0],
        0.415_887_146_837_027_9,
        1e-12,
    );
    let values = discounting.lifetime_values(&process, &[(customer, 24.0)], 0.5);
    close(values[0], 12.0 * 0.415_887_146_837_027_9, 1e-12);
}

/// The variance behind the band against that of the counts themselves.
#[test]
fn the_band_has_the_variance_of_the_counts() {
    let parameters = [FADER_HARDIE_LEE, [0.52, 6.18, 0.89, 1.61], PARETO];
    for (model, parameters) in Model::ALL.into_iter().zip(parameters) {
        let process = Process::new(model, parameters).unwrap();
        let counts = process.frequencies(&[history(0, 0.0, 39.0)], 2_000);
        let moment = |power: i32| -> f64 {
            (0..)
                .zip(&counts)
                .map(|(n, share)| f64::from(n).powi(power) * share)
                .sum()
        };
        let point = process.tracking(&vec![1.0; 10_000], &[40.0])[0];
        let variance = (moment(2) - moment(1).powi(2)) * 1e4;
        close(point.expected, 1e4 * moment(1), 1e-9);
        close(
            point.high - point.expected,
            1.959_963_984_540_054 * variance.sqrt(),
            1e-9,
        );
        close(
            point.expected - point.low,
            1.959_963_984_540_054 * variance.sqrt(),
            1e-9,
        );
    }
}

/// The mean of `value` over a gamma distribution, by the trapezoidal rule over the logarithm.
fn over_gamma(shape: f64, rate: f64, value: impl Fn(f64) -> f64) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for step in 0..900 {
        let log = -84.0 + 0.1 * f64::from(step);
        let weight = (shape * log - log.exp()).exp();
        weights += weight;
        sum += weight * value(log.exp() / rate);
    }
    sum / weights
}

/// The mean of `value` over a beta distribution, by the trapezoidal rule over ln(p / (1 - p)).
fn over_beta(a: f64, b: f64, value: impl Fn(f64) -> f64) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for step in 0..1_500 {
        let logit = -75.0 + 0.1 * f64::from(step);
        let p = 1.0 / (1.0 + (-logit).exp());
        let weight = (a * p.ln() - b * (1.0 + logit.exp()).ln()).exp();
        weights += weight;
        sum += weight * value(p);
    }
    sum / weights
}

#[test]
fn likelihoods_are_means_over_the_customers_there_may_be() {
    let (r, alpha, a, b, s, beta) = (0.9, 4.414, 0.793, 2.426, 0.8, 11.669);
    for customer in [
        history(0, 0.0, 38.86),
        history(1, 1.71, 38.86),
        history(7, 29.43, 38.86),
    ] {
        let (last, observed) = (customer.last(), customer.observed());
        let power = |rate: f64| rate.powf(f64::from(customer.repeats()));
        let until = |time: f64| over_gamma(r, alpha, |rate| power(rate) * (-rate * time).exp());
        for (model, coins) in [
            (Model::BgNbd, customer.repeats()),
            (Model::MbgNbd, customer.repeats() + 1),
        ] {
            let process = Process::new(model, [r, alpha, a, b]).unwrap();
            let coins = f64::from(coins);
            let stayed = over_beta(a, b, |p| (1.0 - p).powf(coins)) * until(observed);
            let lost = over_beta(a, b, |p| {
                if coins > 0.0 {
                    p * (1.0 - p).powf(coins - 1.0)
                } else {
                    0.0
                }
            });
            let want = stayed + lost * until(last);
            close(process.log_likelihood(&[customer]), want.ln(), 1e-9);
            close(process.p_alive(customer), stayed / want, 1e-9);
        }
        let process = Process::new(Model::ParetoNbd, [r, alpha, s, beta]).unwrap();
        let both = |given: &dyn Fn(f64, f64) -> f64| {
            over_gamma(r, alpha, |rate| {
                over_gamma(s, beta, |loss| power(rate) * given(rate, loss))
            })
        };
        let stayed = both(&|rate, loss| (-(rate + loss) * observed).exp());
        let lost = both(&|rate, loss| {
            loss / (rate + loss)
                * ((-(rate + loss) * last).exp() - (-(rate + loss) * observed).exp())
        });
        close(
            process.log_likelihood(&[customer]),
            (stayed + lost).ln(),
            1e-9,
        );
        close(process.p_alive(customer), stayed / (stayed + lost), 1e-9);
    }
}
