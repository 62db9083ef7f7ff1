//! Values as the report's sentences and tables show them.

use crate::{Cell, Format, Span};

/// How many.
pub(super) fn count(count: u64) -> Span {
    Cell::Count(count).into()
}

/// A share of a whole.
pub(super) fn share(share: impl Into<Option<f64>>) -> Span {
    share_cell(share).into()
}

/// A share of a whole, in a table.
pub(super) fn share_cell(share: impl Into<Option<f64>>) -> Cell {
    share.into().map_or(Cell::Empty, Cell::Share)
}

/// A sum of money in three or four digits.
pub(super) fn sum(money: f64) -> Span {
    Span::value(Cell::Money(money), Format::Compact)
}

/// Money to the cent.
pub(super) fn money(money: impl Into<Option<f64>>) -> Span {
    money_cell(money).into()
}

/// Money to the cent, in a table.
pub(super) fn money_cell(money: impl Into<Option<f64>>) -> Cell {
    money.into().map_or(Cell::Empty, Cell::Money)
}

/// A mean of days, with one decimal.
pub(super) fn mean_days(days: impl Into<Option<f64>>) -> Span {
    Span::value(Cell::from(days.into()), Format::Days)
}

/// A number with as many of two decimals as it needs.
pub(super) fn number(number: impl Into<Option<f64>>) -> Span {
    number_cell(number).into()
}

/// A number with as many of two decimals as it needs, in a table of mixed values.
pub(super) fn number_cell(number: impl Into<Option<f64>>) -> Cell {
    Cell::from(number.into())
}

/// A sum of frequencies: a count, unless the input had fractions.
pub(super) fn orders(orders: f64) -> Cell {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, not negative and below 2^53"
    )]
    if orders.fract() == 0.0 && (0.0..9e15).contains(&orders) {
        Cell::Count(orders as u64)
    } else {
        Cell::Number(orders)
    }
}

/// `part` of `whole` as a share, none of nothing.
pub(super) fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
