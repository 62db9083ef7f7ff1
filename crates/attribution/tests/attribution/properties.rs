//! Properties, and brute force.

use std::collections::BTreeMap;

use fourr_attribution::{Credit, Next, Outcome, Rules};
use proptest::prelude::*;

use crate::walk::{Walk, attributed, near, tallied};

fn walks() -> impl Strategy<Value = Vec<Walk>> {
    let walk = (
        prop::collection::vec((0_u8..5, 0.0..30.0_f64), 1..7),
        0_u64..3,
        0_i64..1_000_000,
        0_u64..3,
    );
    let walk = walk.prop_map(|(touches, conversions, value, nulls)| {
        let value = if conversions > 0 { value } else { 0 };
        let (touches, ages) = touches.into_iter().unzip();
        let outcome = Outcome {
            conversions,
            value,
            nulls,
        };
        Walk {
            touches,
            ages,
            outcome,
        }
    });
    prop::collection::vec(walk, 1..40)
}

/// Rules whose ages are in days.
fn daily() -> Rules {
    Rules {
        half_life: 7.0,
        direct: Some(2),
        ..Rules::of(5)
    }
}

/// Value of a set: conversions of the journeys inside it.
fn worth(walks: &[Walk], set: usize) -> f64 {
    let inside = |walk: &&Walk| walk.touches.iter().all(|touch| set >> touch & 1 == 1);
    let inside = walks.iter().filter(inside);
    inside.map(|walk| walk.outcome.conversions as f64).sum()
}

/// What each channel adds, over every order of five channels.
fn over_all_orders(walks: &[Walk]) -> Vec<f64> {
    fn orders(left: &mut Vec<usize>, order: &mut Vec<usize>, visit: &mut impl FnMut(&[usize])) {
        if left.is_empty() {
            visit(order);
        }
        for place in 0..left.len() {
            let next = left.remove(place);
            order.push(next);
            orders(left, order, visit);
            order.pop();
            left.insert(place, next);
        }
    }
    let (mut sums, mut count) = (vec![0.0; 5], 0.0);
    orders(&mut (0..5).collect(), &mut Vec::new(), &mut |order| {
        let mut set = 0;
        for channel in order {
            let with = set | 1 << channel;
            sums[*channel] += worth(walks, with) - worth(walks, set);
            set = with;
        }
        count += 1.0;
    });
    sums.into_iter().map(|sum| sum / count).collect()
}

proptest! {
    #[test]
    fn every_model_shares_out_the_total(walks in walks()) {
        let found = attributed(&daily(), &walks);
        for credits in &found.credits {
            let Some(channels) = &credits.channels else {
                prop_assert_eq!(found.total.conversions, 0);
                continue;
            };
            let sum = channels.iter().fold(Credit::default(), |sum, credit| sum + *credit);
            near(sum.conversions, found.total.conversions as f64, "conversions");
            near(sum.value, found.total.value as f64, "value");
        }
    }

    #[test]
    fn neither_order_nor_workers_change_a_bit(walks in walks(), cut in 0_usize..40) {
        let whole = attributed(&daily(), &walks);
        let (one, other) = walks.split_at(cut.min(walks.len()));
        let turned: Vec<Walk> = other.iter().rev().cloned().collect();
        let mut tally = tallied(&daily(), &turned);
        tally.merge(tallied(&daily(), one));
        prop_assert_eq!(tally.attribute(), whole);
    }

    #[test]
    fn an_equal_split_is_the_shapley_value(walks in walks()) {
        let found = attributed(&daily(), &walks);
        for (share, want) in found.shapley.channels.iter().zip(over_all_orders(&walks)) {
            prop_assert!((share.value - want).abs() < 1e-9, "{} and {}", share.value, want);
        }
    }

    #[test]
    fn twice_the_journeys_leave_the_shares(walks in walks()) {
        let twice = [walks.clone(), walks.clone()].concat();
        let (once, twice) = (attributed(&daily(), &walks), attributed(&daily(), &twice));
        prop_assert_eq!(once.markov.is_some(), twice.markov.is_some());
        if let (Some(once), Some(twice)) = (once.markov, twice.markov) {
            for (once, twice) in once.removals.iter().zip(&twice.removals) {
                prop_assert!((once.effect - twice.effect).abs() < 1e-12);
            }
        }
    }

    /// The chain of order one, by the power method: nobody is left within it after enough steps.
    #[test]
    fn a_chain_ends_as_its_steps_say(walks in walks()) {
        let Some(markov) = attributed(&daily(), &walks).markov else { return Ok(()) };
        let mut within = BTreeMap::from([(None, 1.0)]);
        let mut converted = 0.0;
        for _ in 0..4_000 {
            let mut next = BTreeMap::new();
            for transition in &markov.transitions {
                let from = transition.from.first().copied();
                let moved = within.get(&from).unwrap_or(&0.0) * transition.probability;
                match transition.to {
                    Next::Conversion => converted += moved,
                    Next::Null => {}
                    Next::Channel(channel) => *next.entry(Some(channel)).or_insert(0.0) += moved,
                }
            }
            within = next;
        }
        prop_assert!((markov.probability - converted).abs() < 1e-9, "{converted}");
    }
}
