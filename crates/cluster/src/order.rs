//! The order of clusters, by which they are numbered.

use std::{cmp::Ordering, mem::take};

use crate::lloyd::Partition;

/// The same partition, its clusters by size, the largest first, ties by their centres ascending.
pub(crate) fn by_size(mut partition: Partition) -> Partition {
    let Partition {
        labels,
        sizes,
        centres,
        ..
    } = &mut partition;
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|a, b| {
        let by_size = sizes[*b].total_cmp(&sizes[*a]);
        by_size.then_with(|| lexicographic(&centres[*a], &centres[*b]))
    });
    let mut number = vec![0; order.len()];
    for (new, old) in (0..).zip(&order) {
        number[*old] = new;
    }
    for label in labels {
        *label = number[*label as usize];
    }
    *sizes = order.iter().map(|old| sizes[*old]).collect();
    *centres = order.iter().map(|old| take(&mut centres[*old])).collect();
    partition
}

fn lexicographic(a: &[f64], b: &[f64]) -> Ordering {
    let mut places = a.iter().zip(b).map(|(a, b)| a.total_cmp(b));
    places
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}
