//! Bounds that close in.

use super::Row;

/// Width at which the bounds have met.
const WIDTH: f64 = 1e-13;

/// Sweeps after which what is left of the width is what long stays leave open.
const MOST_SWEEPS: usize = 100_000;

/// Probability of a conversion from the first state.
///
/// Gauss-Seidel sweeps from nobody converting rise to the solution, those from everybody converting fall to it; where
/// they meet it is known. For chains of many states and few steps.
pub(super) fn conversion(rows: &[Row]) -> f64 {
    let mut least = vec![0.0; rows.len()];
    let mut most = vec![1.0; rows.len()];
    for _ in 0..MOST_SWEEPS {
        sweep(rows, &mut least);
        sweep(rows, &mut most);
        if most[0] - least[0] <= WIDTH {
            break;
        }
    }
    f64::midpoint(least[0], most[0])
}

fn sweep(rows: &[Row], values: &mut [f64]) {
    for place in (0..rows.len()).rev() {
        let row = &rows[place];
        let (mut onward, mut leaves) = (row.converts, row.converts + row.ends);
        for (target, probability) in &row.steps {
            if *target != place {
                onward += probability * values[*target];
                leaves += probability;
            }
        }
        // A stay at the same state only delays: the state's own value cancels out.
        values[place] = if leaves > 0.0 { onward / leaves } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::absorb, *};

    /// Chains of up to thirty states, each with steps anywhere, a conversion and an end.
    fn chains() -> impl Strategy<Value = Vec<Row>> {
        (1_usize..30).prop_flat_map(|states| {
            let row = (
                prop::collection::vec((0..states, 0.01..1.0_f64), 0..6),
                0.0..1.0_f64,
                0.01..1.0_f64,
            );
            let row = row.prop_map(|(steps, converts, ends)| {
                let all = steps.iter().map(|(_, weight)| weight).sum::<f64>() + converts + ends;
                Row {
                    steps: steps
                        .into_iter()
                        .map(|(to, weight)| (to, weight / all))
                        .collect(),
                    converts: converts / all,
                    ends: ends / all,
                }
            });
            prop::collection::vec(row, states)
        })
    }

    proptest! {
        #[test]
        fn bounds_meet_where_elimination_ends(rows in chains()) {
            let (one, other) = (conversion(&rows), absorb::conversion(&rows));
            prop_assert!((one - other).abs() < 1e-12, "{one} and {other}");
        }
    }
}
