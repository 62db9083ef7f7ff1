//! How long it took: quantiles, histograms, survival curves.

use crate::{Curve, Times};

/// Microseconds in a second.
const SECOND: f64 = 1_000_000.0;
/// Where bins begin, in seconds: times that a clock or a calendar is read by.
const EDGES: [i64; 24] = [
    0, 1, 5, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400,
    172_800, 345_600, 604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
];
/// Points kept of a curve.
const POINTS: usize = 100;

/// The figures of microseconds in ascending order; none of nobody.
pub(crate) fn times(sorted: &[i64]) -> Option<Times> {
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    let sum: i128 = sorted.iter().map(|micros| i128::from(*micros)).sum();
    Some(Times {
        n: sorted.len() as u64,
        mean: sum as f64 / sorted.len() as f64 / SECOND,
        min: first as f64 / SECOND,
        q1: quantile(sorted, 1, 4),
        median: quantile(sorted, 1, 2),
        q3: quantile(sorted, 3, 4),
        p90: quantile(sorted, 9, 10),
        max: last as f64 / SECOND,
        histogram: histogram(sorted),
    })
}

/// The type-7 quantile at `i / m` in seconds, its place in whole numbers.
fn quantile(sorted: &[i64], i: usize, m: usize) -> f64 {
    let place = (sorted.len() - 1) * i;
    let (whole, rest) = (place / m, place % m);
    let low = sorted[whole] as f64;
    let high = sorted.get(whole + 1).map_or(low, |high| *high as f64);
    (low + (high - low) * (rest as f64 / m as f64)) / SECOND
}

/// How many lie between each edge and the next, from the first bin that has some to the last; beyond the edges bins double.
fn histogram(sorted: &[i64]) -> Vec<(f64, f64, u64)> {
    let beyond = (1..30).map(|doubled| EDGES[EDGES.len() - 1] << doubled);
    let edges: Vec<i64> = EDGES.into_iter().chain(beyond).collect();
    let mut bins = Vec::new();
    let mut done = 0;
    for edge in edges.windows(2) {
        let to = edge[1].saturating_mul(1_000_000);
        let until = done + sorted[done..].partition_point(|micros| *micros < to);
        if until > done || !bins.is_empty() {
            bins.push((edge[0] as f64, edge[1] as f64, (until - done) as u64));
        }
        done = until;
        if done == sorted.len() {
            break;
        }
    }
    bins
}

/// The share that has not yet taken the step, by Kaplan and Meier (1958), at most a hundred points. Who is censored at
/// the time of a step was still watched.
pub(crate) fn survival(taken: &[i64], censored: &[i64]) -> Vec<Curve> {
    let mut points = vec![Curve {
        seconds: 0.0,
        surviving: 1.0,
    }];
    let (mut surviving, mut gone, mut place) = (1.0, 0, 0);
    while place < taken.len() {
        let time = taken[place];
        while gone < censored.len() && censored[gone] < time {
            gone += 1;
        }
        let next = place + taken[place..].partition_point(|other| *other <= time);
        let watched = taken.len() - place + censored.len() - gone;
        surviving *= 1.0 - (next - place) as f64 / watched as f64;
        points.push(Curve {
            seconds: time as f64 / SECOND,
            surviving,
        });
        place = next;
    }
    if points.len() == 1 {
        return Vec::new();
    }
    thin(&points)
}

fn thin(points: &[Curve]) -> Vec<Curve> {
    let last = points.len() - 1;
    if last < POINTS {
        return points.to_vec();
    }
    (0..POINTS)
        .map(|place| points[place * last / (POINTS - 1)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_type_seven() {
        // numpy.quantile([1, 2, 3, 4, 10], [0.25, 0.5, 0.75, 0.9]) == [2, 3, 4, 7.6]
        let sorted = [1, 2, 3, 4, 10].map(|seconds| seconds * 1_000_000);
        let times = times(&sorted).unwrap();
        assert_eq!((times.q1, times.median, times.q3), (2.0, 3.0, 4.0));
        assert!((times.p90 - 7.6).abs() < 1e-12);
        assert_eq!(
            times.histogram,
            [(1.0, 5.0, 4), (5.0, 10.0, 0), (10.0, 30.0, 1)]
        );
    }

    #[test]
    fn survival_counts_the_censored_while_they_are_watched() {
        // R: survfit(Surv(c(1,2,2,3), c(1,1,0,0)) ~ 1) gives 0.75 at 1 and 0.5 at 2.
        let curve = survival(&[1_000_000, 2_000_000], &[2_000_000, 3_000_000]);
        let shares: Vec<f64> = curve.iter().map(|point| point.surviving).collect();
        assert_eq!(shares, [1.0, 0.75, 0.5]);
    }
}
