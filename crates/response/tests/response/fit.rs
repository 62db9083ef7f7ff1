//! Fits: planted curves are found again, within their intervals as often as those promise.

use fourr_response::{Curve, Fit, FitError, Form, Response, Series, Specification};
use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{RngCore, SeedableRng},
};

fn specification(form: Form) -> Specification {
    Specification {
        form,
        has_base: false,
        carries_over: false,
        confidence: 0.95,
    }
}

/// Uniform between 0 and 1.
fn uniform(random: &mut Xoshiro256PlusPlus) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Normal by twelve uniforms.
fn normal(random: &mut Xoshiro256PlusPlus) -> f64 {
    (0..12).map(|_| uniform(random)).sum::<f64>() - 6.0
}

fn planted(response: &Response, periods: usize, noise: f64, seed: u64) -> Series {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let spend: Vec<f64> = (0..periods)
        .map(|_| 1_000.0 * uniform(&mut random).powi(2))
        .collect();
    let returns = response.predict(&spend);
    let returns = returns
        .iter()
        .map(|value| value + noise * normal(&mut random));
    Series {
        returns: returns.collect(),
        spend,
    }
}

fn estimate(fit: &Fit, name: &str) -> f64 {
    let found = fit
        .parameters
        .iter()
        .find(|parameter| parameter.name == name);
    found.unwrap().estimate
}

#[test]
fn without_noise_every_form_is_found_exactly() {
    let cases = [
        (
            Curve::Power { a: 40.0, b: 0.5 },
            vec![("a", 40.0), ("b", 0.5)],
        ),
        (
            Curve::Log { a: 300.0, c: 90.0 },
            vec![("a", 300.0), ("c", 90.0)],
        ),
        (
            Curve::Hill {
                a: 900.0,
                k: 250.0,
                s: 1.6,
            },
            vec![("a", 900.0), ("k", 250.0), ("s", 1.6)],
        ),
    ];
    for (curve, parameters) in cases {
        let response = Response {
            curve,
            carry_over: 0.35,
            base: 70.0,
        };
        let specification = Specification {
            has_base: true,
            carries_over: true,
            ..specification(curve.form())
        };
        let fit = specification
            .fit(&[planted(&response, 60, 0.0, 1)])
            .unwrap();
        let all = parameters
            .into_iter()
            .chain([("base", 70.0), ("carry_over", 0.35)]);
        for (name, want) in all {
            let got = estimate(&fit, name);
            assert!((got - want).abs() < 1e-4 * want, "{curve:?} {name}: {got}");
        }
        assert!(fit.r_squared.unwrap() > 1.0 - 1e-9);
    }
}

/// A share of 0.95 of two hundred intervals would be 190; fewer than 176 or more than 199 is beyond four standard errors.
#[test]
fn intervals_hold_the_planted_parameters_as_often_as_they_promise() {
    let response = Response {
        curve: Curve::Log { a: 300.0, c: 90.0 },
        carry_over: 0.5,
        base: 0.0,
    };
    let specification = Specification {
        carries_over: true,
        ..specification(Form::Log)
    };
    for (name, want) in [("a", 300.0), ("c", 90.0), ("carry_over", 0.5)] {
        let holds = |seed: &u64| {
            let fit = specification
                .fit(&[planted(&response, 104, 30.0, *seed)])
                .unwrap();
            let found = fit
                .parameters
                .iter()
                .find(|parameter| parameter.name == name);
            let ends = found.unwrap().interval.unwrap();
            (ends.lower..=ends.upper).contains(&want)
        };
        let held = (0..200).filter(holds).count();
        assert!((176..=199).contains(&held), "{name}: {held} of 200");
    }
}

/// Least squares of y = 3 sqrt(x) on two markets is that of both: nothing carries over from one into the other.
#[test]
fn markets_do_not_run_into_each_other() {
    let response = Response {
        curve: Curve::Power { a: 3.0, b: 0.5 },
        carry_over: 0.6,
        base: 0.0,
    };
    let markets = [
        planted(&response, 20, 0.0, 3),
        planted(&response, 20, 0.0, 4),
    ];
    let specification = Specification {
        carries_over: true,
        ..specification(Form::Power)
    };
    let fit = specification.fit(&markets).unwrap();
    assert!((estimate(&fit, "carry_over") - 0.6).abs() < 1e-6);
    assert_eq!(fit.periods, 40);
}

#[test]
fn the_better_form_has_the_smaller_criterion() {
    let response = Response {
        curve: Curve::Hill {
            a: 900.0,
            k: 250.0,
            s: 3.0,
        },
        carry_over: 0.0,
        base: 0.0,
    };
    let series = [planted(&response, 104, 20.0, 5)];
    let criterion = |form| specification(form).fit(&series).unwrap().aicc.unwrap();
    assert!(criterion(Form::Hill) < criterion(Form::Power));
    assert!(criterion(Form::Hill) < criterion(Form::Log));
}

#[test]
fn what_tells_no_curve_is_refused() {
    let series = |spend: &[f64], returns: &[f64]| Series {
        spend: spend.into(),
        returns: returns.into(),
    };
    let refused = |series: Series| specification(Form::Power).fit(&[series]).unwrap_err();
    let lengths = refused(series(&[1.0], &[]));
    assert!(matches!(lengths, FitError::Lengths { .. }));
    let negative = refused(series(&[1.0, -2.0], &[1.0, 1.0]));
    assert!(matches!(negative, FitError::Spend { period: 2, .. }));
    let nothing = refused(series(&[1.0, 2.0], &[1.0, f64::NAN]));
    assert!(matches!(nothing, FitError::Return { period: 2 }));
    let few = refused(series(&[1.0, 1.0, 2.0, 3.0, 3.0], &[1.0; 5]));
    assert!(matches!(few, FitError::FewLevels { levels: 3, .. }));
    let falling = refused(series(
        &[1.0, 2.0, 3.0, 4.0, 5.0],
        &[-1.0, -2.0, -3.0, -4.0, -5.0],
    ));
    assert!(matches!(falling, FitError::NoRise), "{falling}");
    let all = Specification {
        has_base: true,
        carries_over: true,
        ..specification(Form::Hill)
    };
    let short = all.fit(&[series(&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, 3.0, 4.0])]);
    assert!(matches!(short, Err(FitError::FewPeriods { .. })));
}

#[test]
fn the_same_series_give_the_same_bits() {
    let response = Response {
        curve: Curve::Log { a: 300.0, c: 90.0 },
        carry_over: 0.5,
        base: 10.0,
    };
    let series = [planted(&response, 52, 30.0, 9)];
    let fit = || specification(Form::Hill).fit(&series);
    assert_eq!(fit(), fit());
}
