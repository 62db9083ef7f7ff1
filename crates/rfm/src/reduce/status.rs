//! What the states of orders mean for counting them.

use foldhash::fast;
use fourr_cell::fold;
use fourr_table::{Memo, Values};
use hashbrown::HashMap;
use polars::prelude::PolarsResult;

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
    uses: Vec<StatusUse>,
    /// The place of each state that was met.
    places: HashMap<String, usize, fast::FixedState>,
    met: Memo<Met>,
}

/// What is known of a text.
#[derive(Debug, Clone, Copy)]
struct Met {
    treatment: Treatment,
    /// Where its rows are counted.
    place: Option<usize>,
}

impl StatusTally {
    /// The treatment of every row of a status column; an empty cell is counted.
    pub(super) fn treatments(&mut self, values: &Values<'_>) -> PolarsResult<Vec<Treatment>> {
        let texts = values.as_texts()?;
        let mut known = std::mem::take(&mut self.met);
        let none = if texts.has_nulls() {
            self.meet("", 0)
        } else {
            Met {
                treatment: Treatment::Counted,
                place: None,
            }
        };
        let met = known.read_all(&texts, none, |state| self.meet(state, 0));
        self.met = known;
        let count = |met: Met| {
            if let Some(place) = met.place {
                self.uses[place].rows += 1;
            }
            met.treatment
        };
        Ok(met.into_iter().map(count).collect())
    }

    /// Counts rows in a state, and says what it means.
    fn meet(&mut self, state: &str, rows: u64) -> Met {
        let state = state.trim();
        if let Some(&place) = self.places.get(state) {
            let known = &mut self.uses[place];
            known.rows += rows;
            return Met {
                treatment: known.treatment,
                place: Some(place),
            };
        }
        let treatment = treatment(state);
        let place = (self.uses.len() < MOST).then_some(self.uses.len());
        if let Some(place) = place {
            self.places.insert(state.to_owned(), place);
            self.uses.push(StatusUse {
                status: state.to_owned(),
                rows,
                treatment,
            });
        }
        Met { treatment, place }
    }

    pub(super) fn merge(&mut self, mut other: Self) {
        other.uses.sort_by(|a, b| a.status.cmp(&b.status));
        for theirs in other.uses {
            self.meet(&theirs.status, theirs.rows);
        }
    }

    /// The states by their number of rows, most first, then by name.
    pub(super) fn into_uses(mut self) -> Vec<StatusUse> {
        self.uses
            .sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.status.cmp(&b.status)));
        self.uses
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
