//! Moving labels in a column apart.

/// Moves heights apart until neighbours are `gap` apart, inside `within`; `None` where there is no room.
pub(crate) fn spread(heights: &[f64], gap: f64, within: (f64, f64)) -> Option<Vec<f64>> {
    if heights.len() as f64 * gap > within.1 - within.0 {
        return None;
    }
    let mut order: Vec<usize> = (0..heights.len()).collect();
    order.sort_by(|&a, &b| heights[a].total_cmp(&heights[b]));
    let mut placed = heights.to_vec();
    for pair in order.windows(2) {
        placed[pair[1]] = placed[pair[1]].max(placed[pair[0]] + gap);
    }
    // What was pushed over the lower edge pushes back.
    let mut limit = within.1;
    for &index in order.iter().rev() {
        placed[index] = placed[index].min(limit);
        limit = placed[index] - gap;
    }
    Some(placed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_at_line_ends_move_apart() {
        assert_eq!(
            spread(&[50.0, 52.0, 10.0], 10.0, (0.0, 100.0)),
            Some(vec![50.0, 60.0, 10.0])
        );
        assert_eq!(
            spread(&[98.0, 99.0], 10.0, (0.0, 100.0)),
            Some(vec![90.0, 100.0])
        );
        assert_eq!(spread(&[1.0, 2.0, 3.0], 50.0, (0.0, 100.0)), None);
    }
}
