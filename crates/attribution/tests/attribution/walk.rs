//! Journeys of tests.

use fourr_attribution::{Attribution, Journey, Outcome, Rules, Tally};

/// A journey that owns its touches.
#[derive(Debug, Clone, Default)]
pub(crate) struct Walk {
    pub(crate) touches: Vec<u8>,
    pub(crate) ages: Vec<f64>,
    pub(crate) outcome: Outcome,
}

pub(crate) fn tallied(rules: &Rules, walks: &[Walk]) -> Tally {
    let mut tally = rules.tally().unwrap();
    for walk in walks {
        tally.add(&Journey {
            touches: &walk.touches,
            ages: &walk.ages,
            outcome: walk.outcome,
        });
    }
    tally
}

pub(crate) fn attributed(rules: &Rules, walks: &[Walk]) -> Attribution {
    tallied(rules, walks).attribute()
}

pub(crate) fn converted(touches: &[u8], value: i64) -> Walk {
    let outcome = Outcome {
        conversions: 1,
        value,
        nulls: 0,
    };
    Walk {
        touches: touches.into(),
        ages: Vec::new(),
        outcome,
    }
}

pub(crate) fn lost(touches: &[u8]) -> Walk {
    let outcome = Outcome {
        nulls: 1,
        ..Outcome::default()
    };
    Walk {
        touches: touches.into(),
        ages: Vec::new(),
        outcome,
    }
}

pub(crate) fn near(got: f64, want: f64, what: &str) {
    assert!(
        (got - want).abs() <= 1e-6 * want.abs().max(1.0),
        "{what}: {got}, expected {want}"
    );
}
