//! Moving labels in a column apart.

/// Moves heights apart until neighbours are `gap` apart, inside `within`, and each as little as can be; `None` where
/// there is no room. Neighbours that are too close share the way (pool adjacent violators: Barlow et al. 1972).
pub(crate) fn spread(heights: &[f64], gap: f64, within: (f64, f64)) -> Option<Vec<f64>> {
    let needed = heights.len().saturating_sub(1) as f64 * gap;
    if needed > within.1 - within.0 + 1e-9 {
        return None;
    }
    let mut order: Vec<usize> = (0..heights.len()).collect();
    order.sort_by(|&a, &b| heights[a].total_cmp(&heights[b]));
    // Less the room that those above need, heights only have to ascend. Runs of equal ones: their sum and length.
    let mut runs: Vec<(f64, usize)> = Vec::new();
    for (above, &index) in order.iter().enumerate() {
        let mut run = (heights[index] - above as f64 * gap, 1);
        while let Some(last) = runs.pop_if(|last| mean(*last) > mean(run)) {
            run = (last.0 + run.0, last.1 + run.1);
        }
        runs.push(run);
    }
    let bases = runs
        .into_iter()
        .flat_map(|run| std::iter::repeat_n(mean(run), run.1));
    let highest = (within.1 - needed).max(within.0);
    let mut placed = vec![0.0; heights.len()];
    for ((above, &index), base) in order.iter().enumerate().zip(bases) {
        placed[index] = base.clamp(within.0, highest) + above as f64 * gap;
    }
    Some(placed)
}

fn mean((sum, count): (f64, usize)) -> f64 {
    sum / count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_at_line_ends_move_apart() {
        // 50 and 52 are 8 too close: each moves by 4.
        assert_eq!(
            spread(&[50.0, 52.0, 10.0], 10.0, (0.0, 100.0)),
            Some(vec![46.0, 56.0, 10.0])
        );
        assert_eq!(
            spread(&[98.0, 99.0], 10.0, (0.0, 100.0)),
            Some(vec![90.0, 100.0])
        );
        assert_eq!(
            spread(&[1.0, 1.0], 10.0, (0.0, 100.0)),
            Some(vec![0.0, 10.0])
        );
        assert_eq!(spread(&[], 10.0, (0.0, 5.0)), Some(Vec::new()));
        assert_eq!(spread(&[1.0, 2.0, 3.0], 51.0, (0.0, 100.0)), None);
    }

    proptest::proptest! {
        #[test]
        fn spread_heights_keep_their_order_and_their_distance(
            heights in proptest::collection::vec(-20.0..120.0_f64, 1..9),
        ) {
            let placed = spread(&heights, 10.0, (0.0, 100.0)).expect("9 heights have room");
            let mut pairs: Vec<(f64, f64)> = heights.into_iter().zip(placed).collect();
            pairs.sort_by(|a, b| a.1.total_cmp(&b.1));
            for pair in pairs.windows(2) {
                proptest::prop_assert!(pair[0].0 <= pair[1].0);
                proptest::prop_assert!(pair[1].1 - pair[0].1 >= 10.0 - 1e-9);
            }
            proptest::prop_assert!(pairs.iter().all(|pair| (-1e-9..=100.0 + 1e-9).contains(&pair.1)));
        }
    }
}
