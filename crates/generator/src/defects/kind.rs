//! [`DefectKind`]: what happens to clean rows on their way through people's spreadsheets.

use serde::{Deserialize, Serialize};

use crate::columns::Column;

/// What was done to a row or a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefectKind {
    /// The row stands a second time, up to forty clean rows later.
    DuplicateRow,
    /// The row stands a second time with one cell spelled otherwise: the product, or else the channel.
    NearDuplicateRow,
    /// An empty row was put in.
    BlankRow,
    /// The customer id is gone.
    MissingCustomer,
    /// 未知 in place of the customer id.
    SentinelCustomer,
    /// 2024年3月5日; the time of day is lost.
    DateYmd,
    /// 2024/3/5; the time of day is lost.
    DateSlash,
    /// 20240305; the time of day is lost.
    DateCompact,
    /// 1900-01-01 in place of the time.
    SentinelDate,
    /// ￥1,234.50.
    AmountCurrency,
    /// 0.12345万, from a thousand yuan.
    AmountWan,
    /// １２３４．５０.
    AmountFullWidth,
    /// The amount is gone.
    MissingAmount,
    /// The decimal point of the amount is gone: a hundred times as much.
    AmountOutlier,
    /// Full-width digits in the quantity.
    QuantityFullWidth,
    /// A space before or behind the channel.
    ChannelPadded,
    /// The channel by another name that people have for it.
    ChannelAlias,
}

impl DefectKind {
    /// All kinds: rows first, then cells in the order of the columns.
    pub const ALL: [Self; 17] = [
        Self::DuplicateRow,
        Self::NearDuplicateRow,
        Self::BlankRow,
        Self::MissingCustomer,
        Self::SentinelCustomer,
        Self::DateYmd,
        Self::DateSlash,
        Self::DateCompact,
        Self::SentinelDate,
        Self::AmountCurrency,
        Self::AmountWan,
        Self::AmountFullWidth,
        Self::MissingAmount,
        Self::AmountOutlier,
        Self::QuantityFullWidth,
        Self::ChannelPadded,
        Self::ChannelAlias,
    ];

    /// The stable name of the kind in the truth of defects and in a file of rates.
    pub fn key(self) -> &'static str {
        match self {
            Self::DuplicateRow => "duplicate_row",
            Self::NearDuplicateRow => "near_duplicate_row",
            Self::BlankRow => "blank_row",
            Self::MissingCustomer => "missing_customer",
            Self::SentinelCustomer => "sentinel_customer",
            Self::DateYmd => "date_ymd",
            Self::DateSlash => "date_slash",
            Self::DateCompact => "date_compact",
            Self::SentinelDate => "sentinel_date",
            Self::AmountCurrency => "amount_currency",
            Self::AmountWan => "amount_wan",
            Self::AmountFullWidth => "amount_full_width",
            Self::MissingAmount => "missing_amount",
            Self::AmountOutlier => "amount_outlier",
            Self::QuantityFullWidth => "quantity_full_width",
            Self::ChannelPadded => "channel_padded",
            Self::ChannelAlias => "channel_alias",
        }
    }

    /// The kind of this name.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether a row was put in, which is to be taken out again, and not a cell changed.
    pub fn adds_row(self) -> bool {
        matches!(
            self,
            Self::DuplicateRow | Self::NearDuplicateRow | Self::BlankRow
        )
    }

    /// Cells or rows out of 1,000 that it happens to in the practice data.
    pub(super) fn permille(self) -> u32 {
        match self {
            Self::BlankRow => 5,
            Self::MissingCustomer => 15,
            Self::DuplicateRow
            | Self::AmountFullWidth
            | Self::QuantityFullWidth
            | Self::ChannelPadded => 20,
            Self::DateCompact => 30,
            Self::AmountCurrency => 50,
            Self::DateYmd | Self::DateSlash => 60,
            Self::AmountWan => 100,
            Self::NearDuplicateRow
            | Self::SentinelCustomer
            | Self::SentinelDate
            | Self::MissingAmount
            | Self::AmountOutlier
            | Self::ChannelAlias => 0,
        }
    }

    /// What can happen to a cell, one at most.
    pub(super) fn of_column(column: Column) -> &'static [Self] {
        match column {
            Column::Customer => &[Self::MissingCustomer, Self::SentinelCustomer],
            Column::Time => &[
                Self::DateYmd,
                Self::DateSlash,
                Self::DateCompact,
                Self::SentinelDate,
            ],
            Column::Amount => &[
                Self::AmountWan,
                Self::AmountCurrency,
                Self::AmountFullWidth,
                Self::MissingAmount,
                Self::AmountOutlier,
            ],
            Column::Quantity => &[Self::QuantityFullWidth],
            Column::Channel => &[Self::ChannelPadded, Self::ChannelAlias],
            _ => &[],
        }
    }
}
