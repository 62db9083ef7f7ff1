//! The order in which steps run.

use crate::{Fault, Place, Step};

/// The steps, each behind those that it needs, else in the order of the file.
///
/// # Errors
/// Steps that wait for each other, at the first of them.
pub(crate) fn sorted(steps: Vec<Step>) -> Result<Vec<Step>, (Place, Fault)> {
    let mut open = steps;
    let mut sorted: Vec<Step> = Vec::with_capacity(open.len());
    while !open.is_empty() {
        let ready = |step: &Step| {
            !step
                .needs()
                .any(|need| open.iter().any(|other| other.name == need))
        };
        match open.iter().position(ready) {
            Some(at) => sorted.push(open.remove(at)),
            None => return Err(cycle(&open)),
        }
    }
    Ok(sorted)
}

/// A circle among steps of which each needs another.
fn cycle(open: &[Step]) -> (Place, Fault) {
    let next = |step: &Step| {
        let needed = |other: &&Step| step.needs().any(|need| need == other.name);
        open.iter().find(needed).unwrap_or(&open[0])
    };
    // After as many strides as there are steps we stand in a circle.
    let start = (0..open.len()).fold(&open[0], |step, _| next(step));
    let mut names = vec![start.name.clone()];
    let mut step = next(start);
    while step.name != start.name {
        names.push(step.name.clone());
        step = next(step);
    }
    names.push(start.name.clone());
    (start.place, Fault::Cycle(names))
}
