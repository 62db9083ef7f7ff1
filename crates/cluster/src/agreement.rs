//! [`adjusted_rand`]: how far two partitions of the same rows agree.

/// The adjusted Rand index of two partitions of the same rows: 1 where they are the same whatever the clusters are called,
/// about 0 where they agree as chance would have it. `None` where they are of different lengths or of no row.
///
/// # References
/// Hubert & Arabie (1985), Comparing partitions, J. Classification 2.
///
/// ```
/// use fourr_cluster::adjusted_rand;
/// assert_eq!(adjusted_rand(&[0, 0, 1, 1], &[1, 1, 0, 0]), Some(1.0));
/// ```
pub fn adjusted_rand(first: &[u32], second: &[u32]) -> Option<f64> {
    if first.is_empty() || first.len() != second.len() {
        return None;
    }
    let clusters = |labels: &[u32]| labels.iter().max().map_or(0, |most| *most as usize + 1);
    let (rows, columns) = (clusters(first), clusters(second));
    let mut both = vec![0_u64; rows * columns];
    for (a, b) in first.iter().zip(second) {
        both[*a as usize * columns + *b as usize] += 1;
    }
    let pairs = |count: u64| count as f64 * (count as f64 - 1.0) / 2.0;
    let within = |counts: &mut dyn Iterator<Item = u64>| counts.map(pairs).sum::<f64>();
    let together = within(&mut both.iter().copied());
    let mut own = both.chunks(columns).map(|row| row.iter().sum());
    let mut other = (0..columns).map(|column| both.iter().skip(column).step_by(columns).sum());
    let (own, other) = (within(&mut own), within(&mut other));
    let all = pairs(first.len() as u64);
    let expected = if all > 0.0 { own * other / all } else { 0.0 };
    let most = f64::midpoint(own, other);
    // One cluster in both, or every row alone in both: there is nothing to disagree on.
    let room = most - expected;
    Some(if room > 0.0 {
        (together - expected) / room
    } else {
        1.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scikit-learn 1.9: `adjusted_rand_score`.
    #[test]
    fn agreement_is_that_of_scikit_learn() {
        let cases: [(&[u32], &[u32], f64); 4] = [
            (&[0, 0, 1, 1], &[0, 0, 1, 2], 0.571_428_571_428_571_4),
            (
                &[0, 0, 0, 1, 1, 1],
                &[0, 1, 2, 0, 1, 2],
                -0.363_636_363_636_363_6,
            ),
            (&[0, 0, 1, 1, 2, 2, 2], &[0, 0, 1, 1, 1, 2, 2], 0.475),
            (&[0, 0, 0], &[0, 0, 0], 1.0),
        ];
        for (first, second, expected) in cases {
            let found = adjusted_rand(first, second).unwrap();
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        assert_eq!(adjusted_rand(&[], &[]), None);
    }
}
