//! [`Journey`]: the touches before a conversion, or without one.

/// How often a journey was made, and how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Times it ended in a conversion.
    pub conversions: u64,
    /// What these conversions were worth together, in the caller's unit.
    pub value: i64,
    /// Times it ended without one.
    pub nulls: u64,
}

/// The touches of one or more people who took the same way.
#[derive(Debug, Clone, Copy)]
pub struct Journey<'a> {
    /// Channels in the order of the touches, by place.
    pub touches: &'a [u8],
    /// How long before the conversion each touch was, in the unit of the half-life; empty where nobody knows, and every
    /// touch then weighs the same in [`Model::TimeDecay`](crate::Model::TimeDecay).
    pub ages: &'a [f64],
    /// How it ended.
    pub outcome: Outcome,
}
