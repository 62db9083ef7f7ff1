//! [`Parse`]: text becomes what it says.

use std::collections::BTreeMap;

use fourr_cell::{
    date::{DayOrder, ExcelEpoch, Partial},
    number::{Percent, RangeRule},
};
use serde::{Deserialize, Serialize};

/// Reads cells as numbers, dates, telephone numbers and so on, and writes them in one form.
///
/// A cell that cannot be read is never guessed at: it becomes null or stays, by `invalid`, and is counted by
/// its fault.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parse {
    /// The columns.
    pub columns: Vec<String>,
    /// What the cells are.
    pub kind: ParseKind,
    /// What becomes of a cell that is not of the kind [default: null for numbers, dates and booleans, keep for text]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invalid: Option<Invalid>,

    /// Of a number: digits after the point in its written form [default: as many as it needs]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
    /// Of a number: what 12% is worth [default: ratio]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// Of a number: what 3000-5000 stands for [default: reject]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<RangeRule>,
    /// Of a number: units that may follow it and what one of them is worth, such as `{ kg = 1000, g = 1 }`
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub units: BTreeMap<String, f64>,

    /// Of a date: whether the month comes first in 03/04/2021 [default: unknown, which makes it ambiguous]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_order: Option<DayOrder>,
    /// Of a date: the day that Excel serials count from [default: 1900]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excel: Option<ExcelEpoch>,
    /// Of a date: what 2021年12月 stands for [default: reject]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial: Option<Partial>,
    /// Of a date: hours by which local time is ahead of UTC, for epoch values [default: 8]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch_offset_hours: Option<i8>,

    /// Of a boolean: words for true [default: 是 有 对 y yes true t 1]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yes: Vec<String>,
    /// Of a boolean: words for false [default: 否 没有 无 不 错 n no false f 0]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no: Vec<String>,
}

impl Parse {
    /// Reading these columns as a kind, by the default conventions.
    pub fn new(columns: impl IntoIterator<Item = impl Into<String>>, kind: ParseKind) -> Self {
        Self {
            columns: columns.into_iter().map(Into::into).collect(),
            kind,
            invalid: None,
            decimals: None,
            percent: None,
            range: None,
            units: BTreeMap::new(),
            day_order: None,
            excel: None,
            partial: None,
            epoch_offset_hours: None,
            yes: Vec::new(),
            no: Vec::new(),
        }
    }

    /// What becomes of a cell that is not of the kind.
    pub fn invalid(&self) -> Invalid {
        self.invalid.unwrap_or(if self.kind.is_text() {
            Invalid::Keep
        } else {
            Invalid::Null
        })
    }
}

/// What cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParseKind {
    /// A number (数值): ¥1,234.50, 3.5万, 12%, 三万零五十. Becomes a 64-bit float.
    Number,
    /// A whole number (整数). Becomes a 64-bit integer.
    Integer,
    /// A day (日期) in any common form. A time of day is dropped.
    Date,
    /// A day with its time (日期时间).
    Datetime,
    /// Yes or no (是否).
    Boolean,
    /// A mobile or landline number of mainland China (电话): 11 digits, or 010-12345678.
    Phone,
    /// An e-mail address (邮箱): trimmed, half width, the domain in small letters.
    Email,
    /// A web address (网址): with its scheme, the host in small letters.
    Url,
    /// A resident ID number (身份证号) with its check character, GB 11643-1999.
    IdCard,
    /// A unified social credit code (统一社会信用代码) with its check character, GB 32100-2015.
    CreditCode,
    /// A province, city or county (省市区) by its full name, GB/T 2260.
    Region,
    /// 男 or 女 (性别).
    Sex,
}

impl ParseKind {
    /// Whether cells of this kind stay text.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::Phone
                | Self::Email
                | Self::Url
                | Self::IdCard
                | Self::CreditCode
                | Self::Region
                | Self::Sex
        )
    }
}

/// What becomes of a cell that is not what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invalid {
    /// It becomes null.
    Null,
    /// It stays as it is. Only text can.
    Keep,
}
