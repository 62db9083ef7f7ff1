//! [`Cell`]: a value of a table or of a sentence, and [`Format`]: how it is shown.

use chrono::NaiveDate;
use fourr_locale::Lang;

use crate::visible::visible;

/// What stands for a value that is undefined.
const MISSING: &str = "–";

/// One value, in full precision.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Undefined: a zero denominator, not observed, not applicable.
    Empty,
    /// Text, as the data or a rule has it.
    Text(String),
    /// How many.
    Count(u64),
    /// A number that takes its look from its [`Format`].
    Number(f64),
    /// A share of a whole, 0 to 1; growth may lie outside.
    Share(f64),
    /// An amount of money in the currency that the column or sentence names.
    Money(f64),
    /// A calendar day.
    Date(NaiveDate),
    /// Withheld because it describes fewer than `below` people.
    Suppressed {
        /// The smallest group that may be shown; 0 where the number may be any, withheld because others would follow from it.
        below: u64,
    },
}

/// How values are shown.
///
/// A cell that says what it is ([`Cell::Share`], [`Cell::Money`], ...) looks the same everywhere;
/// the format decides for a bare [`Cell::Number`], and how a column is aligned and sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Words, aligned to the start of the line.
    Text,
    /// Whole numbers.
    Count,
    /// Days: whole ones as such, means with one decimal.
    Days,
    /// Money with two decimals.
    Money,
    /// Percentages with two decimals.
    Share,
    /// Numbers with that many decimals.
    Number(u8),
    /// Three or four digits and a unit of the language (万, 亿; K, M), for sentences.
    Compact,
    /// ISO dates.
    Date,
    /// Values of several kinds below each other, such as a list of key figures.
    Mixed,
}

impl Cell {
    /// The cell as a reader of `lang` expects it, rounded half up.
    ///
    /// ```
    /// use fourr_locale::Lang;
    /// use fourr_report::{Cell, Format};
    /// assert_eq!(Cell::Money(1234.565).display(Format::Money, Lang::En), "1,234.57");
    /// assert_eq!(Cell::Number(0.125).display(Format::Number(2), Lang::En), "0.13");
    /// assert_eq!(Cell::Suppressed { below: 5 }.display(Format::Count, Lang::Zh), "<5");
    /// ```
    pub fn display(&self, format: Format, lang: Lang) -> String {
        match self {
            Self::Empty => MISSING.to_owned(),
            Self::Text(text) => visible(text).replace(['\n', '\t'], " "),
            Self::Count(count) if format == Format::Compact => lang.compact(*count as f64),
            Self::Count(count) => lang.count(*count),
            Self::Money(amount) if format == Format::Compact => compact(*amount, lang),
            Self::Money(amount) => lang.fixed(*amount, 2),
            Self::Share(share) => lang.share(*share, 2),
            Self::Number(number) => format.number(*number, lang),
            Self::Date(date) => date.format("%Y-%m-%d").to_string(),
            Self::Suppressed { below: 0 } => "*".to_owned(),
            Self::Suppressed { below } => format!("<{}", lang.count(*below)),
        }
    }

    /// The value in full precision for a program to compare, `None` where there is none to compare.
    ///
    /// ```
    /// use fourr_report::Cell;
    /// assert_eq!(Cell::Share(0.125).raw().as_deref(), Some("0.125"));
    /// assert_eq!(Cell::Suppressed { below: 5 }.raw(), None);
    /// ```
    pub fn raw(&self) -> Option<String> {
        match self {
            Self::Empty | Self::Suppressed { .. } => None,
            Self::Text(text) => Some(text.clone()),
            Self::Count(count) => Some(count.to_string()),
            Self::Number(number) | Self::Share(number) | Self::Money(number) => {
                number.is_finite().then(|| number.to_string())
            }
            Self::Date(date) => Some(date.to_string()),
        }
    }
}

impl Format {
    /// Whether values are compared by size, and hence stand right-aligned.
    pub fn is_numeric(self) -> bool {
        !matches!(self, Self::Text | Self::Date | Self::Mixed)
    }

    fn number(self, number: f64, lang: Lang) -> String {
        match self {
            Self::Count => lang.fixed(number, 0),
            Self::Days => lang.fixed(number, 1),
            Self::Money => lang.fixed(number, 2),
            Self::Share => lang.share(number, 2),
            Self::Number(places) => lang.fixed(number, usize::from(places)),
            Self::Compact => compact(number, lang),
            Self::Text | Self::Date | Self::Mixed if number.is_finite() => lang.trimmed(number, 2),
            Self::Text | Self::Date | Self::Mixed => MISSING.to_owned(),
        }
    }
}

fn compact(number: f64, lang: Lang) -> String {
    if number.is_finite() {
        lang.compact(number)
    } else {
        MISSING.to_owned()
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<NaiveDate> for Cell {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_rounds_half_up_and_only_display_rounds() {
        let table = [
            (Cell::Money(0.125), Format::Money, "0.13"),
            (Cell::Money(2.675), Format::Money, "2.68"),
            (Cell::Money(-1234.565), Format::Money, "-1,234.57"),
            (Cell::Share(0.123_45), Format::Share, "12.35%"),
            (Cell::Number(99.95), Format::Number(1), "100.0"),
            (Cell::Number(34.25), Format::Days, "34.3"),
            (Cell::Count(34), Format::Days, "34"),
            (Cell::Number(0.5), Format::Count, "1"),
            (Cell::Number(0.5), Format::Share, "50.00%"),
            (Cell::Number(1234.5), Format::Mixed, "1,234.5"),
        ];
        for (cell, format, shown) in table {
            assert_eq!(
                cell.display(format, Lang::En),
                shown,
                "{cell:?} as {format:?}"
            );
        }
        assert_eq!(Cell::Money(2.675).raw().as_deref(), Some("2.675"));
    }

    #[test]
    fn large_amounts_take_the_units_of_the_language() {
        let revenue = Cell::Money(12_345_678.0);
        assert_eq!(revenue.display(Format::Compact, Lang::Zh), "1,234.6万");
        assert_eq!(revenue.display(Format::Compact, Lang::En), "12.35M");
    }

    #[test]
    fn what_is_undefined_shows_a_dash_and_compares_with_nothing() {
        for cell in [
            Cell::Empty,
            Cell::Number(f64::NAN),
            Cell::Money(f64::INFINITY),
        ] {
            for format in [Format::Money, Format::Compact, Format::Mixed] {
                assert_eq!(
                    cell.display(format, Lang::En),
                    "–",
                    "{cell:?} as {format:?}"
                );
            }
            assert_eq!(cell.raw(), None);
        }
    }

    #[test]
    fn text_cannot_leave_its_line_or_drive_a_terminal() {
        let cell = Cell::from("a\nb\u{1B}[2J\u{202E}c");
        assert_eq!(cell.display(Format::Text, Lang::En), "a b�[2J�c");
    }
}
