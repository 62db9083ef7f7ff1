//! Cases by hand, and edges.

use fourr_attribution::{Credit, Method, Model, Rules, Worth};

use crate::walk::{attributed, converted, lost, near};

/// By hand: A B converts, B A does not, A alone does not. A chain of order one mixes the journeys, one of order two
/// keeps them apart: only the start leads to A (2/3) and B (1/3), A to B (1/2) or the end, A B converts always.
#[test]
fn a_chain_of_order_two_remembers_where_it_came_from() {
    let walks = [converted(&[0, 1], 1), lost(&[1, 0]), lost(&[0])];
    let rules = Rules {
        order: 2,
        ..Rules::of(2)
    };
    let second = attributed(&rules, &walks).markov.unwrap();
    near(second.probability, 1.0 / 3.0, "order two");
    assert_eq!(second.states, 4);
    // Order one: x_B = 1/2 + x_A / 2, x_A = x_B / 3, so x_B = 3/5, x_A = 1/5; start 2/3 A + 1/3 B = 1/3.
    let first = attributed(&Rules::of(2), &walks).markov.unwrap();
    near(first.probability, 1.0 / 3.0, "order one");
    // Without A, B converts in one of two: 1/3 x 1/2. Without B nobody converts.
    near(first.removals[0].effect, 1.0 - 1.0 / 6.0 / (1.0 / 3.0), "A");
    near(first.removals[1].effect, 1.0, "B");
    // With memory nobody converts without either.
    near(second.removals[0].effect, 1.0, "A, order two");
    near(second.removals[1].effect, 1.0, "B, order two");
}

/// By hand: v(A) = 1/2 (A converts once of two), v(B) = 0 (B once, never), v(AB) = 2/4 (A B converts, too), so A adds
/// 1/2 alone and 1/2 after B: 1/2; B adds 0 alone and 0 after A: 0.
#[test]
fn rates_are_shared_by_what_a_channel_adds() {
    let walks = [
        converted(&[0], 1),
        lost(&[0]),
        lost(&[1]),
        converted(&[0, 1], 1),
    ];
    let rules = Rules {
        worth: Worth::Rate,
        ..Rules::of(2)
    };
    let shapley = attributed(&rules, &walks).shapley;
    assert_eq!(shapley.method, Method::Enumerated { sets: 4 });
    near(shapley.channels[0].value, 0.5, "A");
    near(shapley.channels[1].value, 0.0, "B");
}

/// Twenty channels of which four play: the draw comes within four standard errors of the values of those four alone.
#[test]
fn a_draw_comes_near_the_enumeration() {
    let walks = [
        converted(&[0, 1], 1),
        lost(&[0]),
        lost(&[1, 2]),
        converted(&[2], 1),
        converted(&[0, 3, 2], 1),
        lost(&[3]),
    ];
    let of = |channels| Rules {
        worth: Worth::Rate,
        ..Rules::of(channels)
    };
    let exact = attributed(&of(4), &walks).shapley;
    let drawn = attributed(&of(20), &walks).shapley;
    assert!(matches!(drawn.method, Method::Sampled { .. }));
    for (exact, drawn) in exact.channels.iter().zip(&drawn.channels) {
        let error = drawn.standard_error.unwrap();
        assert!(error > 0.0 && (drawn.value - exact.value).abs() < 4.0 * error);
    }
    for idle in &drawn.channels[4..] {
        near(idle.value, 0.0, "a channel that nobody touched");
    }
    assert_eq!(
        drawn,
        attributed(&of(20), &walks).shapley,
        "the same seed, the same draw"
    );
}

#[test]
fn nobody_converts() {
    let found = attributed(&Rules::of(2), &[lost(&[0]), lost(&[0, 1])]);
    assert_eq!(found.markov, None);
    assert_eq!(found.credits_of(Model::Markov), None);
    assert_eq!(found.disagreement(0), None);
    let nothing = [Credit::default(); 2];
    assert_eq!(found.credits_of(Model::Linear), Some(nothing.as_slice()));
    assert_eq!(found.shapley.channels[0].share, None);
}

#[test]
fn a_conversion_without_a_touch_is_counted_apart() {
    let found = attributed(&Rules::of(1), &[converted(&[], 5), converted(&[0], 7)]);
    assert_eq!((found.total.conversions, found.total.value), (1, 7));
    assert_eq!((found.untouched.conversions, found.untouched.value), (1, 5));
}

#[test]
fn direct_touches_alone_keep_their_conversion() {
    let rules = Rules {
        direct: Some(1),
        ..Rules::of(2)
    };
    let found = attributed(&rules, &[converted(&[1, 1], 1), converted(&[0, 1], 1)]);
    let credits = found.credits_of(Model::LastNonDirect).unwrap();
    assert_eq!((credits[0].value, credits[1].value), (1.0, 1.0));
}

#[test]
fn rules_without_meaning_are_refused() {
    let base = Rules::of(3);
    let wrong = [
        Rules {
            channels: 0,
            ..base.clone()
        },
        Rules {
            channels: 129,
            ..base.clone()
        },
        Rules {
            direct: Some(3),
            ..base.clone()
        },
        Rules {
            position: [0.5, 0.5, 0.5],
            ..base.clone()
        },
        Rules {
            position: [0.0, 1.0, 0.0],
            ..base.clone()
        },
        Rules {
            half_life: 0.0,
            ..base.clone()
        },
        Rules {
            order: 0,
            ..base.clone()
        },
        Rules {
            order: 5,
            ..base.clone()
        },
        Rules {
            permutations: 1,
            ..base.clone()
        },
    ];
    for rules in wrong {
        assert!(rules.tally().is_err(), "{rules:?}");
    }
}
