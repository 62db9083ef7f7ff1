//! [`Jet`]: a log-likelihood with its derivatives.

/// A function of `N` variables at a point: value, gradient and the lower triangle of the Hessian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Jet<const N: usize> {
    pub(crate) value: f64,
    pub(crate) gradient: [f64; N],
    pub(crate) hessian: [[f64; N]; N],
}

impl<const N: usize> Jet<N> {
    pub(crate) const ZERO: Self = Self {
        value: 0.0,
        gradient: [0.0; N],
        hessian: [[0.0; N]; N],
    };

    /// Adds `weight` times `other`.
    pub(crate) fn add(&mut self, weight: f64, other: &Self) {
        self.value += weight * other.value;
        for i in 0..N {
            self.gradient[i] += weight * other.gradient[i];
            for j in 0..=i {
                self.hessian[i][j] += weight * other.hessian[i][j];
            }
        }
    }

    pub(crate) fn is_finite(&self) -> bool {
        let below = |(i, row): (usize, &[f64; N])| row[..=i].iter().all(|value| value.is_finite());
        self.value.is_finite()
            && self.gradient.iter().all(|value| value.is_finite())
            && self.hessian.iter().enumerate().all(below)
    }
}
