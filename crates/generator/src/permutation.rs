//! [`Permutation`]: a keyed shuffle of `0..size` that needs no memory.

use crate::random::Key;

const ROUNDS: usize = 4;

/// A bijection of `0..size` onto itself, different for every key.
///
/// A number is split into a column and a row of a rectangle hardly larger than `size`; each round
/// shifts one of the two by a random amount that depends on the other. What lands outside of `size`
/// goes round again (Black & Rogaway 2002, Ciphers with arbitrary finite domains, CT-RSA).
#[derive(Debug, Clone)]
pub(crate) struct Permutation {
    size: u64,
    columns: u64,
    rows: u64,
    rounds: [Key; ROUNDS],
}

impl Permutation {
    pub(crate) fn new(key: Key, size: u64) -> Self {
        let columns = size.isqrt().max(1);
        let rows = size.div_ceil(columns).max(1);
        let rounds = [0, 1, 2, 3].map(|round| key.child(round));
        Self {
            size,
            columns,
            rows,
            rounds,
        }
    }

    /// Where `index` goes.
    #[inline]
    pub(crate) fn forward(&self, index: u64) -> u64 {
        debug_assert!(index < self.size, "{index} is outside of 0..{}", self.size);
        let mut place = index;
        loop {
            let (mut column, mut row) = (place % self.columns, place / self.columns);
            for pair in self.rounds.chunks_exact(2) {
                column = add(column, pair[0].below(row, self.columns), self.columns);
                row = add(row, pair[1].below(column, self.rows), self.rows);
            }
            place = row * self.columns + column;
            if place < self.size {
                return place;
            }
        }
    }

    /// What goes to `place`: `inverse(forward(x)) == x`.
    pub(crate) fn inverse(&self, place: u64) -> u64 {
        debug_assert!(place < self.size, "{place} is outside of 0..{}", self.size);
        let mut index = place;
        loop {
            let (mut column, mut row) = (index % self.columns, index / self.columns);
            for pair in self.rounds.rchunks_exact(2) {
                row = add(row, self.rows - pair[1].below(column, self.rows), self.rows);
                column = add(
                    column,
                    self.columns - pair[0].below(row, self.columns),
                    self.columns,
                );
            }
            index = row * self.columns + column;
            if index < self.size {
                return index;
            }
        }
    }
}

/// `a + b` modulo `modulus`, for `a < modulus` and `b <= modulus`.
#[inline]
fn add(a: u64, b: u64, modulus: u64) -> u64 {
    let sum = a + b;
    if sum >= modulus { sum - modulus } else { sum }
}

#[cfg(test)]
mod tests {
    use super::Permutation;
    use crate::random::Key;

    #[test]
    fn every_size_is_shuffled_onto_itself_and_back() {
        for size in (1..200).chain([1000, 4095, 4096, 4097]) {
            let permutation = Permutation::new(Key::new(3), size);
            let mut seen = vec![false; usize::try_from(size).unwrap()];
            for index in 0..size {
                let place = permutation.forward(index);
                assert_eq!(permutation.inverse(place), index);
                seen[usize::try_from(place).unwrap()] = true;
            }
            assert!(seen.into_iter().all(|hit| hit), "size {size}");
        }
    }
}
