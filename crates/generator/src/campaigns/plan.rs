//! What is planted: how each channel is paid for, and how its sales answer to the money.

/// Return of a day as a function of effective spend, both in yuan.
///
/// Only operations that every machine rounds alike: a square root, products and quotients.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Curve {
    /// `a * sqrt(x)`.
    Root {
        /// Return of the first yuan.
        a: f64,
    },
    /// `a * x / (k + x)`.
    Saturating {
        /// Return that is never exceeded.
        a: f64,
        /// Spend that brings half of it.
        k: f64,
    },
    /// `a * x^2 / (k^2 + x^2)`: it first rises faster and then slower.
    Steep {
        /// Return that is never exceeded.
        a: f64,
        /// Spend that brings half of it.
        k: f64,
    },
}

impl Curve {
    pub(super) fn value(self, spend: f64) -> f64 {
        match self {
            Self::Root { a } => a * spend.sqrt(),
            Self::Saturating { a, k } => a * spend / (k + spend),
            Self::Steep { a, k } => a * spend * spend / (k * k + spend * spend),
        }
    }

    /// Its form, and the parameters `a`, `b`, `k` and `s` that it has.
    pub(super) fn parameters(self) -> (&'static str, [Option<f64>; 4]) {
        match self {
            Self::Root { a } => ("power", [Some(a), Some(0.5), None, None]),
            Self::Saturating { a, k } => ("hill", [Some(a), None, Some(k), Some(1.0)]),
            Self::Steep { a, k } => ("hill", [Some(a), None, Some(k), Some(2.0)]),
        }
    }
}

/// What is planted in a channel of advertising. The channels and the price of an exposure are those of the log of events.
#[derive(Debug)]
pub(super) struct Media {
    /// Spend of an ordinary day, in yuan.
    pub(super) spend: u64,
    /// How the revenue of a day answers to effective spend.
    pub(super) curve: Curve,
    /// Share of a day's effective spend that still works on the next day.
    pub(super) carry_over: f64,
    /// Revenue of a day without any spend.
    pub(super) base: f64,
    /// Spread of a day's revenue around what the curve says.
    pub(super) spread: f64,
    /// Clicks of ten thousand impressions.
    pub(super) clicks: u64,
    /// Visits of a day that no advertising brings.
    pub(super) walk_ins: u64,
    /// Value of an order, in yuan.
    pub(super) order: u64,
    /// New customers of a thousand orders.
    pub(super) newcomers: u64,
    /// Refunds of a thousand yuan.
    pub(super) refunds: u64,
    /// Gross profit of a hundred yuan.
    pub(super) margin: u64,
    /// Wages and accounts of a month, in yuan.
    pub(super) fixed: u64,
    /// The agency's part of a thousand yuan spent.
    pub(super) fee: u64,
}

/// Search, feed, live stream, store, elevator screens: in the order of the channels of the log of events.
pub(super) const MEDIA: [Media; 5] = [
    Media {
        spend: 1_800,
        curve: Curve::Root { a: 150.0 },
        carry_over: 0.2,
        base: 400.0,
        spread: 180.0,
        clicks: 2_200,
        walk_ins: 30,
        order: 320,
        newcomers: 520,
        refunds: 28,
        margin: 55,
        fixed: 6_000,
        fee: 50,
    },
    Media {
        spend: 2_600,
        curve: Curve::Saturating {
            a: 14_000.0,
            k: 6_000.0,
        },
        carry_over: 0.3,
        base: 300.0,
        spread: 200.0,
        clicks: 450,
        walk_ins: 24,
        order: 260,
        newcomers: 640,
        refunds: 35,
        margin: 58,
        fixed: 8_000,
        fee: 50,
    },
    Media {
        spend: 1_500,
        curve: Curve::Steep {
            a: 9_000.0,
            k: 1_400.0,
        },
        carry_over: 0.1,
        base: 200.0,
        spread: 220.0,
        clicks: 900,
        walk_ins: 26,
        order: 180,
        newcomers: 450,
        refunds: 72,
        margin: 42,
        fixed: 18_000,
        fee: 80,
    },
    Media {
        spend: 900,
        curve: Curve::Root { a: 90.0 },
        carry_over: 0.1,
        base: 500.0,
        spread: 120.0,
        clicks: 4_500,
        walk_ins: 18,
        order: 420,
        newcomers: 310,
        refunds: 12,
        margin: 60,
        fixed: 12_000,
        fee: 0,
    },
    Media {
        spend: 1_100,
        curve: Curve::Saturating {
            a: 4_200.0,
            k: 6_000.0,
        },
        carry_over: 0.5,
        base: 150.0,
        spread: 60.0,
        clicks: 90,
        walk_ins: 14,
        order: 240,
        newcomers: 720,
        refunds: 25,
        margin: 55,
        fixed: 2_000,
        fee: 0,
    },
];

/// A film for the feed that was paid for before the double 11: its month and day, and yuan.
pub(super) const FILM: (u32, u32, u64) = (10, 15, 36_000);
