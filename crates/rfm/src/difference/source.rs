//! [`Source`]: the customers' orders, or their R, F and M, to be reduced again and again.

use fourr_table::Table;

use super::change::RepeatedRows;
use crate::{
    Rfm, RfmError, Statuses,
    ledger::Treatment,
    profiles,
    reduce::{self, DAY, OrderColumns, Recall, RowRules},
};

/// What the input gave, kept in memory.
#[derive(Debug)]
pub(super) enum Source {
    Orders(Recall),
    /// R, F and M of customers, who are named by their ids.
    Counted {
        ids: Vec<String>,
        values: [Vec<f64>; 3],
    },
}

/// Which conventions can matter, for what the rows hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Facts {
    /// Orders, and not customers with R, F and M.
    pub(super) orders: bool,
    pub(super) order_ids: bool,
    pub(super) refunds: bool,
    pub(super) zero_amounts: bool,
    pub(super) cancelled: bool,
    pub(super) repeated: bool,
    /// Whether times are more than dates.
    pub(super) clock: bool,
    pub(super) first: i64,
    pub(super) last: i64,
}

impl Source {
    /// Reads the input once. A status column is read even where `rfm` ignores it, if there is one.
    pub(super) fn of(rfm: &Rfm, input: &Table) -> Result<Self, RfmError> {
        let respectful = Rfm {
            statuses: Statuses::Respect,
            ..rfm.clone()
        };
        let roles = input.roles(&respectful.wanted());
        let (rfm, roles) = match roles {
            Ok(roles) => (&respectful, roles),
            Err(_) => (rfm, input.roles(&rfm.wanted())?),
        };
        if rfm.counts_customers(&roles) {
            let measured = profiles::read(rfm, input, &roles)?.measured;
            let text = measured.ids.cast(&polars::prelude::DataType::String)?;
            let ids = text
                .str()?
                .iter()
                .map(|id| id.unwrap_or_default().to_owned());
            return Ok(Self::Counted {
                ids: ids.collect(),
                values: [measured.recency, measured.frequency, measured.monetary],
            });
        }
        let columns = OrderColumns::of(&roles, input, rfm.statuses)?;
        let recall = reduce::recall(input, &columns, &RowRules::of(rfm))?;
        Ok(Self::Orders(recall))
    }

    /// Every customer's id, in the order of the result.
    pub(super) fn ids(&self) -> &[String] {
        match self {
            Self::Orders(recall) => &recall.ids,
            Self::Counted { ids, .. } => ids,
        }
    }

    /// Rows that a reduction passes over.
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Orders(recall) => recall.rows.len(),
            Self::Counted { ids, .. } => ids.len(),
        }
    }

    pub(super) fn facts(&self) -> Facts {
        let rows = match self {
            Self::Orders(recall) => recall.rows.as_slice(),
            Self::Counted { .. } => &[],
        };
        let any = |holds: fn(&reduce::Recollection) -> bool| rows.iter().any(holds);
        Facts {
            orders: matches!(self, Self::Orders(_)),
            order_ids: matches!(self, Self::Orders(recall) if recall.has_orders),
            refunds: any(|row| row.amount < 0),
            zero_amounts: any(|row| row.amount == 0),
            cancelled: any(|row| row.treatment != Treatment::Counted),
            repeated: any(|row| row.repeated),
            clock: any(|row| row.time.rem_euclid(DAY) != 0),
            first: rows.iter().map(|row| row.time).min().unwrap_or_default(),
            last: rows.iter().map(|row| row.time).max().unwrap_or_default(),
        }
    }

    /// What to try for rows that stand twice.
    pub(super) const REPEATED: [RepeatedRows; 2] = [RepeatedRows::Keep, RepeatedRows::Drop];
}
