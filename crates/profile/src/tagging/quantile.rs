//! Breaks that cut a number into classes with equally many persons.

/// Edges of the classes: type-7 quantiles (Hyndman & Fan 1996) of the numbers that are known, with places in whole numbers.
/// The first and the last class have no end. Classes are closed above, so persons with one number are in one class.
pub(super) fn edges(values: impl Iterator<Item = f64>, classes: usize) -> Vec<f64> {
    let mut known: Vec<f64> = values.filter(|value| !value.is_nan()).collect();
    let mut edges = vec![f64::NEG_INFINITY];
    if !known.is_empty() {
        edges.extend((1..classes).map(|class| quantile(&mut known, class, classes)));
    }
    edges.push(f64::INFINITY);
    edges
}

fn quantile(known: &mut [f64], part: usize, parts: usize) -> f64 {
    let place = (known.len() - 1) * part;
    let (low, rest) = (place / parts, place % parts);
    let (_, &mut value, above) = known.select_nth_unstable_by(low, f64::total_cmp);
    let next = above.iter().copied().min_by(f64::total_cmp);
    match next {
        Some(next) if rest > 0 => value + rest as f64 / parts as f64 * (next - value),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_type_7_quantiles() {
        // numpy.quantile([1, 2, 3, 4, 10], [0.25, 0.5, 0.75]) = [2, 3, 4]; of [1, 2, 3, 4] = [1.75, 2.5, 3.25].
        let inner = |values: &[f64]| edges(values.iter().copied(), 4)[1..4].to_vec();
        assert_eq!(
            inner(&[10.0, 4.0, f64::NAN, 1.0, 3.0, 2.0]),
            [2.0, 3.0, 4.0]
        );
        assert_eq!(inner(&[4.0, 3.0, 2.0, 1.0]), [1.75, 2.5, 3.25]);
        assert_eq!(
            edges(std::iter::once(f64::NAN), 4),
            [f64::NEG_INFINITY, f64::INFINITY]
        );
        assert_eq!(inner(&[7.0]), [7.0; 3]);
    }
}
