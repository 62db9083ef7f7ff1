//! [`Record`]: a line of the log as the cells of a text file.

use std::fmt::Write;

use chrono::{DateTime, Datelike, Timelike};
use fourr_locale::Lang;

use crate::columns::Column;
use crate::line::Line;
use crate::style::Style;

/// The cells of one row, in the order of the columns.
pub(crate) type Record = Vec<String>;

impl Line {
    /// Writes the cell of `column` to the end of `cell`.
    pub(crate) fn write(&self, column: Column, style: Style, cell: &mut String) {
        match column {
            Column::Order => cell.push_str(&style.order_id(self.order)),
            Column::Customer => cell.push_str(&style.member_id(self.customer)),
            Column::Time => write_time(self.time, cell),
            Column::Quantity => write_whole(self.quantity, cell),
            Column::UnitPrice => write_money(self.unit_price, cell),
            Column::Discount => write_money(self.discount, cell),
            Column::Amount => write_money(self.amount, cell),
            Column::Product
            | Column::Category
            | Column::Channel
            | Column::Province
            | Column::City
            | Column::Status => cell.push_str(self.word(column, style.lang)),
        }
    }

    /// The cell of a column that holds words; nothing for another.
    pub(crate) fn word(&self, column: Column, lang: Lang) -> &'static str {
        match column {
            Column::Product => lang.pick(self.product.zh, self.product.en),
            Column::Category => lang.pick(self.product.category_zh, self.product.category_en),
            Column::Channel => lang.pick(self.channel.zh, self.channel.en),
            Column::Province => lang.pick(self.city.province_zh, self.city.province_en),
            Column::City => lang.pick(self.city.zh, self.city.en),
            Column::Status => self.status.name(lang),
            _ => "",
        }
    }
}

fn write_time(time: i64, cell: &mut String) {
    let time = DateTime::from_timestamp(time, 0).expect("a moment of the period");
    let (year, month, day) = (time.year(), time.month(), time.day());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    push(
        cell,
        format_args!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
    );
}

fn write_whole(number: i64, cell: &mut String) {
    push(cell, format_args!("{number}"));
}

/// Fen as yuan with two decimals.
fn write_money(fen: i64, cell: &mut String) {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    push(cell, format_args!("{sign}{}.{:02}", fen / 100, fen % 100));
}

fn push(cell: &mut String, text: std::fmt::Arguments<'_>) {
    cell.write_fmt(text).expect("a string takes any text");
}

#[cfg(test)]
mod tests {
    use super::write_money;

    #[test]
    fn money_keeps_its_sign_and_both_decimals() {
        for (fen, text) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "-0.05"),
            (-123_450, "-1234.50"),
        ] {
            let mut cell = String::new();
            write_money(fen, &mut cell);
            assert_eq!(cell, text);
        }
    }
}
