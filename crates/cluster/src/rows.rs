//! [`Rows`]: the rows in an order of their own, equal ones as one with a weight.

use rand_xoshiro::{Xoshiro256Plus, rand_core::RngCore};
use rayon::prelude::*;

use crate::{exact::key, standard::Scaled};

/// Points with weights, column by column.
#[derive(Debug, Clone)]
pub(crate) struct Points {
    pub(crate) columns: Vec<Vec<f64>>,
    /// How many rows are at each point.
    pub(crate) weights: Vec<f64>,
}

impl Points {
    pub(crate) fn len(&self) -> usize {
        self.weights.len()
    }

    pub(crate) fn at(&self, point: usize) -> Vec<f64> {
        self.columns.iter().map(|column| column[point]).collect()
    }

    /// The points at `places` under other weights.
    pub(crate) fn select(&self, places: &[usize], weights: Vec<f64>) -> Self {
        let gather = |column: &Vec<f64>| places.iter().map(|place| column[*place]).collect();
        Self {
            columns: self.columns.iter().map(gather).collect(),
            weights,
        }
    }
}

/// A sum of weights as a number of rows.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "weights count rows, which are whole and far below 2^53"
)]
pub(crate) fn count(weight: f64) -> u64 {
    weight as u64
}

/// The rows in lexicographic order of their z-scores.
pub(crate) struct Rows {
    /// Distinct rows, ascending.
    pub(crate) points: Points,
    /// The place of each row of the input among the points.
    pub(crate) place: Vec<usize>,
    /// The first row of the input at each point.
    pub(crate) first: Vec<usize>,
}

/// Rows drawn, as points in ascending order and how many rows at each were drawn.
pub(crate) struct Sample {
    pub(crate) places: Vec<usize>,
    pub(crate) weights: Vec<f64>,
    pub(crate) rows: usize,
}

impl Rows {
    pub(crate) fn of(columns: &[Scaled]) -> Self {
        let n = columns.first().map_or(0, |column| column.z.len());
        let order = lexicographic(columns);
        let same = |a: usize, b: usize| {
            columns
                .iter()
                .all(|column| key(column.z[a]) == key(column.z[b]))
        };
        let (mut first, mut weights): (Vec<usize>, Vec<f64>) = (Vec::new(), Vec::new());
        let mut place = vec![0; n];
        for row in order {
            match (first.last(), weights.last_mut()) {
                (Some(last), Some(weight)) if same(*last, row) => *weight += 1.0,
                _ => {
                    first.push(row);
                    weights.push(1.0);
                }
            }
            place[row] = first.len() - 1;
        }
        let gather = |column: &Scaled| first.iter().map(|row| column.z[*row]).collect();
        let points = Points {
            columns: columns.iter().map(gather).collect(),
            weights,
        };
        Self {
            points,
            place,
            first,
        }
    }

    /// Draws `size` rows, or all when there are no more.
    ///
    /// The rows in their order are cut into `size` stretches as equal as can be, and one row is drawn from
    /// each, so that the sample is spread as the rows are and no row comes twice.
    pub(crate) fn sample(&self, size: usize, random: &mut Xoshiro256Plus) -> Sample {
        let n = self.place.len();
        if n <= size {
            return Sample {
                places: (0..self.points.len()).collect(),
                weights: self.points.weights.clone(),
                rows: n,
            };
        }
        let (mut places, mut weights): (Vec<usize>, Vec<f64>) = (Vec::new(), Vec::new());
        let (mut point, mut passed) = (0, self.points.weights[0]);
        for stretch in 0..size {
            let (start, end) = (edge(stretch, n, size), edge(stretch + 1, n, size));
            let drawn = (start + below(random, end - start)) as f64;
            while passed <= drawn {
                point += 1;
                passed += self.points.weights[point];
            }
            match (places.last(), weights.last_mut()) {
                (Some(last), Some(weight)) if *last == point => *weight += 1.0,
                _ => {
                    places.push(point);
                    weights.push(1.0);
                }
            }
        }
        Sample {
            places,
            weights,
            rows: size,
        }
    }
}

/// Rows in lexicographic order of their z-scores, equal ones in the order of rows.
///
/// The first column sorts nearly all rows of measured numbers; where it does not, runs of equal rows are sorted by the
/// next one.
fn lexicographic(columns: &[Scaled]) -> Vec<usize> {
    let Some((first, rest)) = columns.split_first() else {
        return Vec::new();
    };
    let mut order: Vec<(u64, usize)> = first.z.iter().map(|z| key(*z)).zip(0..).collect();
    order.par_sort_unstable();
    order
        .par_chunk_by_mut(|a, b| a.0 == b.0)
        .for_each(|run| refine(run, rest));
    order.into_iter().map(|(_, row)| row).collect()
}

/// Sorts a run of rows that are equal so far by further columns.
fn refine(run: &mut [(u64, usize)], columns: &[Scaled]) {
    let Some((next, rest)) = columns.split_first().filter(|_| run.len() > 1) else {
        return;
    };
    for (by, row) in run.iter_mut() {
        *by = key(next.z[*row]);
    }
    run.par_sort_unstable();
    run.par_chunk_by_mut(|a, b| a.0 == b.0)
        .for_each(|run| refine(run, rest));
}

/// Where stretch `index` of `size` begins among `n` rows.
fn edge(index: usize, n: usize, size: usize) -> usize {
    n / size * index + n % size * index / size
}

/// A random number below `bound`, from the upper bits, which are the better ones.
fn below(random: &mut Xoshiro256Plus, bound: usize) -> usize {
    let wide = u128::from(random.next_u64()) * bound as u128;
    usize::try_from(wide >> 64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use rand_xoshiro::rand_core::SeedableRng;

    use super::*;
    use crate::{Feature, Transform, standard};

    fn rows(values: &[f64]) -> Rows {
        let feature = Feature {
            name: "x",
            values,
            transform: Transform::None,
        };
        Rows::of(&standard::columns(&[feature]).unwrap().scaled)
    }

    #[test]
    fn equal_rows_are_one_point() {
        let rows = rows(&[3.0, 1.0, 3.0, 0.0, -0.0]);
        assert_eq!(rows.place, [2, 1, 2, 0, 0]);
        assert_eq!(rows.first, [3, 1, 0]);
        assert_eq!(rows.points.weights, [2.0, 1.0, 2.0]);
    }

    /// One row of each stretch: of 10 rows in 5 stretches of 2, the first 4 of which are equal.
    #[test]
    fn a_sample_is_spread_as_the_rows_are() {
        let rows = rows(&[0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        for seed in 0..50 {
            let mut random = Xoshiro256Plus::seed_from_u64(seed);
            let sample = rows.sample(5, &mut random);
            assert_eq!(
                (sample.rows, &sample.weights[..]),
                (5, &[2.0, 1.0, 1.0, 1.0][..])
            );
            for (place, stretch) in sample.places.iter().zip([0..=0, 1..=2, 3..=4, 5..=6]) {
                assert!(stretch.contains(place));
            }
            assert_eq!(rows.sample(10, &mut random).weights, rows.points.weights);
        }
    }

    #[test]
    fn stretches_are_as_equal_as_can_be() {
        let edges: Vec<usize> = (0..=4).map(|index| edge(index, 10, 4)).collect();
        assert_eq!(edges, [0, 2, 5, 7, 10]);
    }
}
