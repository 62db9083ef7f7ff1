//! Elimination of states.

use super::Row;

/// Probability of a conversion from the first state.
///
/// States are taken out one by one, the last first: who would step through one steps right on. What leaves a state is
/// added up rather than taken from one, so that no digits cancel, however long people linger.
///
/// Grassmann, Taksar and Heyman (1985), Regenerative analysis and steady state distributions for Markov chains,
/// Operations Research 33(5).
pub(super) fn conversion(rows: &[Row]) -> f64 {
    let states = rows.len();
    let mut steps = vec![0.0; states * states];
    let mut converts: Vec<f64> = rows.iter().map(|row| row.converts).collect();
    let mut ends: Vec<f64> = rows.iter().map(|row| row.ends).collect();
    for (place, row) in rows.iter().enumerate() {
        for (target, probability) in &row.steps {
            steps[place * states + target] += probability;
        }
    }
    for out in (1..states).rev() {
        let (kept, taken) = steps.split_at_mut(out * states);
        let through = &taken[..out];
        let leaves = through.iter().sum::<f64>() + converts[out] + ends[out];
        // Nobody gets here any more, or nobody leaves: either way no conversion goes through.
        if leaves <= 0.0 {
            continue;
        }
        for from in 0..out {
            let row = &mut kept[from * states..(from + 1) * states];
            let part = row[out] / leaves;
            if part == 0.0 {
                continue;
            }
            for (step, onward) in row[..out].iter_mut().zip(through) {
                *step += part * onward;
            }
            converts[from] += part * converts[out];
            ends[from] += part * ends[out];
        }
    }
    let leaves = converts[0] + ends[0];
    if leaves > 0.0 {
        converts[0] / leaves
    } else {
        0.0
    }
}
