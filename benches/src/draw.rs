//! [`Draw`]: numbers that look random.

/// Whole numbers by a linear congruence, the same on every machine: enough for data that nobody reads.
#[derive(Debug, Clone)]
pub struct Draw(u64);

impl Default for Draw {
    fn default() -> Self {
        Self(42)
    }
}

impl Draw {
    /// A number below `limit`, which is not 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// One of some values.
    pub fn one_of<T: Copy, const N: usize>(&mut self, values: [T; N]) -> T {
        let place = usize::try_from(self.below(N as u64)).unwrap_or(0);
        values[place]
    }
}
