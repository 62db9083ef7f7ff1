//! [`Soiler`]: what happens to clean rows on their way through people's spreadsheets.

use std::collections::VecDeque;

use crate::columns::{Column, Edition};
use crate::random::Key;
use crate::text::Record;

/// What was done to a row or a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The row stands a second time, up to forty rows later.
    DuplicateRow,
    /// An empty row was put in.
    BlankRow,
    /// The customer id is gone.
    MissingCustomer,
    /// 2024年3月5日; the time of day is lost.
    DateYmd,
    /// 2024/3/5; the time of day is lost.
    DateSlash,
    /// 20240305; the time of day is lost.
    DateCompact,
    /// ￥1,234.50.
    AmountCurrency,
    /// 0.12345万, from a thousand yuan.
    AmountWan,
    /// １２３４．５０.
    AmountFullWidth,
    /// Full-width digits in the quantity.
    QuantityFullWidth,
    /// A space before or behind the channel.
    ChannelPadded,
}

impl Kind {
    /// The stable name of the kind in the list of defects.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::DuplicateRow => "duplicate_row",
            Self::BlankRow => "blank_row",
            Self::MissingCustomer => "missing_customer",
            Self::DateYmd => "date_ymd",
            Self::DateSlash => "date_slash",
            Self::DateCompact => "date_compact",
            Self::AmountCurrency => "amount_currency",
            Self::AmountWan => "amount_wan",
            Self::AmountFullWidth => "amount_full_width",
            Self::QuantityFullWidth => "quantity_full_width",
            Self::ChannelPadded => "channel_padded",
        }
    }

    /// Cells or rows out of 1,000 that it happens to when dirt is 1.
    fn permille(self) -> u32 {
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
        }
    }

    /// What can happen to a cell, one at most.
    fn of_column(column: Column) -> &'static [Self] {
        match column {
            Column::Customer => &[Self::MissingCustomer],
            Column::Time => &[Self::DateYmd, Self::DateSlash, Self::DateCompact],
            Column::Amount => &[Self::AmountWan, Self::AmountCurrency, Self::AmountFullWidth],
            Column::Quantity => &[Self::QuantityFullWidth],
            Column::Channel => &[Self::ChannelPadded],
            _ => &[],
        }
    }

    /// Whether the cell can be written that way.
    fn fits(self, clean: &str) -> bool {
        // From a thousand yuan, which have four digits before the point.
        self != Self::AmountWan || clean.trim_start_matches('-').len() >= "1000.00".len()
    }

    /// The cell as it comes out.
    fn soil(self, clean: &str) -> String {
        let date = || [&clean[..4], &clean[5..7], &clean[8..10]];
        let short = |part: &str| part.trim_start_matches('0').to_owned();
        match self {
            Self::DuplicateRow | Self::BlankRow | Self::MissingCustomer => String::new(),
            Self::DateYmd => {
                let [year, month, day] = date();
                format!("{year}年{}月{}日", short(month), short(day))
            }
            Self::DateSlash => {
                let [year, month, day] = date();
                format!("{year}/{}/{}", short(month), short(day))
            }
            Self::DateCompact => date().concat(),
            Self::AmountCurrency => currency(clean),
            Self::AmountWan => ten_thousands(clean),
            Self::AmountFullWidth | Self::QuantityFullWidth => {
                clean.chars().map(full_width).collect()
            }
            Self::ChannelPadded if clean.len().is_multiple_of(2) => format!(" {clean}"),
            Self::ChannelPadded => format!("{clean} "),
        }
    }
}

/// One thing that was done, and where.
#[derive(Debug)]
pub(crate) struct Defect {
    /// The line of the file, the header being line 1.
    pub(crate) line: u64,
    /// The cell's column; none when it is about the row.
    pub(crate) column: Option<Column>,
    pub(crate) kind: Kind,
    /// The cell as it was; for a second copy the line of the first.
    pub(crate) clean: String,
    pub(crate) dirty: String,
}

/// Passes rows on, some of them soiled, and tells what it did.
#[derive(Debug)]
pub(crate) struct Soiler {
    columns: &'static [Column],
    /// How many times the rates of [`Kind::permille`].
    dirt: f64,
    key: Key,
    /// Clean rows so far.
    row: u64,
    /// Lines of the file so far.
    line: u64,
    /// Second copies, each with the row after which it comes and the line of the first.
    copies: VecDeque<(u64, u64, Record)>,
}

/// What becomes of clean rows.
#[derive(Debug, Default)]
pub(crate) struct Soiled {
    pub(crate) rows: Vec<Record>,
    pub(crate) defects: Vec<Defect>,
}

impl Soiler {
    pub(crate) fn new(edition: Edition, dirt: f64, seed: u64) -> Self {
        let key = Key::new(seed).child(3);
        Self {
            columns: edition.columns(),
            dirt,
            key,
            row: 0,
            line: 1,
            copies: VecDeque::new(),
        }
    }

    /// Adds the rows that take the place of `record`.
    pub(crate) fn pass(&mut self, mut record: Record, soiled: &mut Soiled) {
        let key = self.key.child(self.row);
        self.line += 1;
        for (index, column) in self.columns.iter().enumerate() {
            let kind = self.draw(Kind::of_column(*column), key.draw(index as u64));
            let Some(kind) = kind.filter(|kind| kind.fits(&record[index])) else {
                continue;
            };
            let dirty = kind.soil(&record[index]);
            let clean = std::mem::replace(&mut record[index], dirty.clone());
            soiled.defects.push(Defect {
                line: self.line,
                column: Some(*column),
                kind,
                clean,
                dirty,
            });
        }
        if self.draw(&[Kind::DuplicateRow], key.draw(100)).is_some() {
            let after = self.row + key.below(101, 40);
            self.copies.push_back((after, self.line, record.clone()));
        }
        soiled.rows.push(record);
        if self.draw(&[Kind::BlankRow], key.draw(102)).is_some() {
            let blank = vec![String::new(); self.columns.len()];
            self.insert(Kind::BlankRow, blank, String::new(), soiled);
        }
        self.insert_copies(self.row, soiled);
        self.row += 1;
    }

    /// Adds the copies that are still to come at the end.
    pub(crate) fn finish(&mut self, soiled: &mut Soiled) {
        self.insert_copies(u64::MAX, soiled);
    }

    /// Adds the copies whose turn it is after `row`. They come in the order of their first ones.
    fn insert_copies(&mut self, row: u64, soiled: &mut Soiled) {
        while let Some((_, first, record)) = self.copies.pop_front_if(|copy| copy.0 <= row) {
            self.insert(Kind::DuplicateRow, record, first.to_string(), soiled);
        }
    }

    /// Adds a row that the clean log does not have.
    fn insert(&mut self, kind: Kind, record: Record, clean: String, soiled: &mut Soiled) {
        self.line += 1;
        soiled.rows.push(record);
        soiled.defects.push(Defect {
            line: self.line,
            column: None,
            kind,
            clean,
            dirty: String::new(),
        });
    }

    /// The kind in whose share of all draws this one falls.
    fn draw(&self, kinds: &[Kind], draw: u64) -> Option<Kind> {
        const ALL: f64 = 18_446_744_073_709_551_616.0;
        let point = draw as f64 / ALL * 1000.0;
        let mut end = 0.0;
        kinds.iter().copied().find(|kind| {
            end += self.dirt * f64::from(kind.permille());
            point < end
        })
    }
}

/// `-1234.50` as `-￥1,234.50`. The sign for yuan is the one that GBK has, too.
fn currency(clean: &str) -> String {
    let (sign, digits) = split_sign(clean);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}￥{grouped}.{fraction}")
}

/// `12345.60` as `1.23456万`: nothing is rounded away.
fn ten_thousands(clean: &str) -> String {
    let (sign, digits) = split_sign(clean);
    let fen = digits.replace('.', "");
    let padded = format!("{fen:0>7}");
    let (whole, fraction) = padded.split_at(padded.len() - 6);
    let number = format!("{whole}.{fraction}");
    format!(
        "{sign}{}万",
        number.trim_end_matches('0').trim_end_matches('.')
    )
}

fn split_sign(number: &str) -> (&str, &str) {
    number
        .strip_prefix('-')
        .map_or(("", number), |digits| ("-", digits))
}

/// The full-width twin of a printable ASCII character.
fn full_width(character: char) -> char {
    match character {
        '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn cells_are_soiled_as_people_write_them() {
        for (kind, clean, dirty) in [
            (Kind::DateYmd, "2024-03-05 08:09:10", "2024年3月5日"),
            (Kind::DateSlash, "2024-11-05 08:09:10", "2024/11/5"),
            (Kind::DateCompact, "2024-03-05 08:09:10", "20240305"),
            (Kind::AmountCurrency, "1234567.50", "￥1,234,567.50"),
            (Kind::AmountCurrency, "-234.50", "-￥234.50"),
            (Kind::AmountWan, "12345.60", "1.23456万"),
            (Kind::AmountWan, "-1000.00", "-0.1万"),
            (Kind::AmountWan, "100000.00", "10万"),
            (Kind::AmountFullWidth, "-12.30", "－１２．３０"),
        ] {
            assert_eq!(kind.soil(clean), dirty);
        }
        assert!(Kind::AmountWan.fits("-1000.00") && !Kind::AmountWan.fits("-999.99"));
    }
}
