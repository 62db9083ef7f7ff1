//! [`Columns`]: what a table of orders tells.

use fourr_table::Role;

use super::baskets::KINDS;
use crate::SourceTable;

/// Headers of columns with the way of payment and of delivery, as parts of a header.
const PAYMENT: &[&str] = &[
    "支付方式",
    "付款方式",
    "支付渠道",
    "payment",
    "pay_method",
    "pay_type",
];
const DELIVERY: &[&str] = &[
    "配送方式",
    "物流方式",
    "发货方式",
    "快递方式",
    "delivery",
    "shipping_method",
    "ship_mode",
];

/// Columns by what they are.
pub(super) struct Columns<'a> {
    pub(super) person: &'a str,
    pub(super) time: &'a str,
    pub(super) order: Option<&'a str>,
    pub(super) amount: Option<&'a str>,
    pub(super) quantity: Option<&'a str>,
    pub(super) kinds: [Option<&'a str>; KINDS],
    pub(super) goods: Option<&'a str>,
}

impl<'a> Columns<'a> {
    /// `None` where nobody can be told from them, or when.
    pub(super) fn of(source: &'a SourceTable) -> Option<Self> {
        let by_header = |words: &[&str]| {
            let mut names = source
                .table
                .columns()
                .iter()
                .map(|column| column.name.as_str());
            names.find(|name| words.iter().any(|word| name.to_lowercase().contains(word)))
        };
        Some(Self {
            person: source.column(Role::Customer)?,
            time: source.column(Role::Time)?,
            order: source.column(Role::Order),
            amount: source.column(Role::Amount),
            quantity: source.column(Role::Quantity),
            kinds: [
                source.column(Role::Channel),
                by_header(PAYMENT),
                by_header(DELIVERY),
            ],
            goods: source
                .column(Role::Category)
                .or_else(|| source.column(Role::Product)),
        })
    }

    /// Each column once.
    pub(super) fn all(&self) -> Vec<&'a str> {
        let more = [self.order, self.amount, self.quantity, self.goods];
        let mut all = vec![self.person, self.time];
        for column in more.into_iter().chain(self.kinds).flatten() {
            if !all.contains(&column) {
                all.push(column);
            }
        }
        all
    }
}
