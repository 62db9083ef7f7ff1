//! [`Spend`]: what a customer pays for a repeat order.

/// The mean value of one customer's repeat orders, the first order left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spend {
    repeats: u32,
    mean: f64,
}

/// Why no customer can spend like that.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("the mean value of repeat orders is {0}, expected a number")]
pub struct SpendError(pub f64);

impl Spend {
    /// A customer without repeat orders.
    pub const NONE: Self = Self {
        repeats: 0,
        mean: 0.0,
    };

    /// A customer whose `repeats` repeat orders had the mean value `mean`; without any, the mean is ignored.
    ///
    /// # Errors
    /// A mean that is infinite or not a number although there are repeats.
    pub fn new(repeats: u32, mean: f64) -> Result<Self, SpendError> {
        if repeats == 0 {
            return Ok(Self::NONE);
        }
        if !mean.is_finite() {
            return Err(SpendError(mean));
        }
        Ok(Self {
            repeats,
            mean: mean + 0.0,
        })
    }

    /// Repeat orders: x.
    pub fn repeats(self) -> u32 {
        self.repeats
    }

    /// Their mean value, 0 without any: m.
    pub fn mean(self) -> f64 {
        self.mean
    }

    /// Whether the model can say anything about it: at least one repeat order, and a positive value.
    pub(crate) fn is_usable(self) -> bool {
        self.repeats > 0 && self.mean > 0.0
    }
}
