//! What the states of orders mean for counting them.

use std::collections::BTreeMap;

use foldhash::fast;
use fourr_cell::fold;
use hashbrown::HashMap;
use polars::prelude::{Column, DataType, PolarsResult};

use crate::ledger::{StatusUse, Treatment};

/// Different states that are remembered; a column with more is no status.
const MOST: usize = 1_000;

const CANCELLED: [&str; 18] = [
    "取消",
    "关闭",
    "作废",
    "撤单",
    "未付款",
    "待付款",
    "未支付",
    "待支付",
    "支付失败",
    "交易失败",
    "cancel",
    "void",
    "closed",
    "unpaid",
    "failed",
    "abandoned",
    "declined",
    "pending payment",
];
const REFUNDED: [&str; 7] = [
    "退款",
    "退货",
    "退单",
    "refund",
    "return",
    "chargeback",
    "reversed",
];
/// A refund that has not happened.
const STILL_SOLD: [&str; 6] = [
    "未退",
    "无退",
    "拒绝退",
    "退款失败",
    "退款关闭",
    "no refund",
];

/// What a state means, from the words in it.
fn treatment(state: &str) -> Treatment {
    let state = fold::fold(state).to_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| state.contains(word));
    if holds(&STILL_SOLD) {
        Treatment::Counted
    } else if holds(&REFUNDED) {
        Treatment::Refunded
    } else if holds(&CANCELLED) {
        Treatment::Cancelled
    } else {
        Treatment::Counted
    }
}

/// How many rows each state has.
#[derive(Debug, Default)]
pub(super) struct StatusTally {
    rows: HashMap<String, (Treatment, u64), fast::FixedState>,
}

impl StatusTally {
    /// The treatment of every row of a status column; an empty cell is counted.
    pub(super) fn treatments(&mut self, column: &Column) -> PolarsResult<Vec<Treatment>> {
        let text = column.cast(&DataType::String)?;
        let states = text.str()?;
        let mut treatments = Vec::with_capacity(states.len());
        // Most rows have the state of the row before.
        let (mut state, mut first) = ("", 0);
        for (row, next) in states.iter().enumerate() {
            let next = next.unwrap_or_default();
            if next != state {
                let treatment = self.enter(state, row - first);
                treatments.resize(row, treatment);
                (state, first) = (next, row);
            }
        }
        let treatment = self.enter(state, states.len() - first);
        treatments.resize(states.len(), treatment);
        Ok(treatments)
    }

    /// Counts rows in a state, and says what it means.
    fn enter(&mut self, state: &str, rows: usize) -> Treatment {
        let (state, rows) = (state.trim(), rows as u64);
        if rows == 0 {
            return Treatment::Counted;
        }
        if let Some((treatment, counted)) = self.rows.get_mut(state) {
            *counted += rows;
            return *treatment;
        }
        let treatment = treatment(state);
        if self.rows.len() < MOST {
            self.rows.insert(state.to_owned(), (treatment, rows));
        }
        treatment
    }

    pub(super) fn merge(&mut self, other: Self) {
        let sorted: BTreeMap<_, _> = other.rows.into_iter().collect();
        for (state, (treatment, rows)) in sorted {
            self.rows.entry(state).or_insert((treatment, 0)).1 += rows;
        }
    }

    /// The states by their number of rows, most first, then by name.
    pub(super) fn into_uses(self) -> Vec<StatusUse> {
        let mut uses: Vec<StatusUse> = self
            .rows
            .into_iter()
            .map(|(status, (treatment, rows))| StatusUse {
                status,
                rows,
                treatment,
            })
            .collect();
        uses.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.status.cmp(&b.status)));
        uses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_told_by_their_words() {
        for (state, want) in [
            ("已完成", Treatment::Counted),
            ("", Treatment::Counted),
            ("交易成功", Treatment::Counted),
            ("已取消", Treatment::Cancelled),
            ("交易关闭", Treatment::Cancelled),
            ("Canceled", Treatment::Cancelled),
            ("等待买家付款（未付款）", Treatment::Cancelled),
            ("退款成功", Treatment::Refunded),
            ("Returned", Treatment::Refunded),
            ("退款关闭", Treatment::Counted),
        ] {
            assert_eq!(treatment(state), want, "{state}");
        }
    }
}
