//! [`Line`]: one row of the log, before it becomes a cell of anything.

use fourr_locale::Lang;

use crate::catalogue::{City, Product};

/// A line of an order, or of its refund. Money is in fen (分).
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The order, numbered from 1 in order of time.
    pub(crate) order: u64,
    /// The customer's id, from 1.
    pub(crate) customer: u64,
    /// Seconds since 1970 of the local calendar.
    pub(crate) time: i64,
    pub(crate) product: &'static Product,
    /// Pieces; negative when they come back.
    pub(crate) quantity: i64,
    pub(crate) unit_price: i64,
    pub(crate) discount: i64,
    /// What was paid; negative when it is paid back.
    pub(crate) amount: i64,
    pub(crate) channel: Channel,
    pub(crate) city: &'static City,
    pub(crate) status: Status,
}

/// Where an order was placed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Channel {
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
}

/// What became of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Completed,
    Refunded,
    Cancelled,
}

impl Status {
    pub(crate) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Completed => lang.pick("已完成", "completed"),
            Self::Refunded => lang.pick("已退款", "refunded"),
            Self::Cancelled => lang.pick("已取消", "cancelled"),
        }
    }
}
