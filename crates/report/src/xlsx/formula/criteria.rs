//! Conditions as criteria of COUNTIFS and its kin, or as products where those would misread a text.

use super::{Binding, TEXT, Writer, quoted};
use crate::xlsx::text;
use crate::{Cell, Comparison, Condition, DataColumn, Live};

/// All conditions of a statistic.
pub(super) struct Criteria(pub(super) Vec<Criterion>);

/// One condition.
pub(super) struct Criterion {
    /// Range and criterion, where no text can be misread as a pattern or comparison.
    pair: Option<String>,
    /// An expression that is true or 1 for the rows that meet it.
    test: String,
}

/// What values are compared with.
enum Operand {
    Number(String),
    /// A text, and how it reads.
    Words(String, String),
}

impl Criteria {
    /// The arguments of COUNTIFS.
    pub(super) fn pairs(&self) -> Option<String> {
        let pairs: Option<Vec<&str>> = self.0.iter().map(|of| of.pair.as_deref()).collect();
        pairs.map(|pairs| pairs.join(","))
    }

    /// A product of 0 and 1 over the rows.
    pub(super) fn product(&self) -> String {
        let tests: Vec<&str> = self.0.iter().map(|of| of.test.as_str()).collect();
        tests.join("*")
    }
}

impl Writer<'_, '_> {
    pub(super) fn criterion(&mut self, condition: &Condition) -> Option<Criterion> {
        let page = self.plan.data(&condition.field.sheet)?;
        let (range, column) = page.range(&condition.field.column)?;
        let sign = match condition.comparison {
            Comparison::Equal => "=",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::More => ">",
            Comparison::AtLeast => ">=",
        };
        let equal = condition.comparison == Comparison::Equal;
        Some(match self.operand(&condition.with)? {
            Operand::Words(..) if !equal => return None,
            Operand::Words(text, words) => Criterion {
                pair: is_plain(&words, column).then(|| format!("{range},{text}")),
                test: format!("EXACT({range},{text})"),
            },
            Operand::Number(number) => Criterion {
                pair: Some(if equal {
                    format!("{range},{number}")
                } else {
                    format!("{range},\"{sign}\"&{number}")
                }),
                test: format!("ISNUMBER({range})*({range}{sign}{number})"),
            },
        })
    }

    fn operand(&mut self, live: &Live) -> Option<Operand> {
        let value = match live {
            Live::Number(number) => return Some(Operand::Number(number.to_string())),
            Live::Text(words) => return Some(Operand::Words(quoted(words)?, words.clone())),
            Live::Cell(place) => self.plan.value(&place.table, place.row, place.column),
            Live::Here(column) => self.value_here(*column),
            Live::Head => {
                let words = self.head_text()?;
                return Some(Operand::Words(self.head()?, words));
            }
            _ => None,
        };
        let value = value.cloned();
        let text = self.expression(live, Binding::Sum)?;
        match value {
            Some(Cell::Text(words)) => Some(Operand::Words(text, words)),
            Some(Cell::Count(_)) => Some(Operand::Number(text)),
            Some(Cell::Empty | Cell::Suppressed { .. }) => None,
            _ => Some(Operand::Number(format!("ROUND({text},9)"))),
        }
    }

    fn value_here(&self, column: usize) -> Option<&Cell> {
        match self.at {
            super::At::Table { table, row, .. } => self.plan.value(table, row, column),
            super::At::Record { .. } => None,
        }
    }

    fn head_text(&self) -> Option<String> {
        let super::At::Table { table, column, .. } = self.at else {
            return None;
        };
        let (_, _, table) = self.plan.table(table)?;
        let head = table.columns().get(column)?;
        // A head with a unit is no value of a column.
        head.unit.is_none().then(|| head.title.clone())
    }
}

/// Whether COUNTIFS can only read a text as itself: it has no wildcard, sign of comparison, number or
/// date, and among the names of the column none that differs in case alone.
fn is_plain(words: &str, column: &DataColumn) -> bool {
    let letters = |c: char| c.is_alphabetic() || " -_'’（）()、，/&".contains(c);
    let word = words.starts_with(char::is_alphabetic) && words.chars().all(letters);
    let boolean = ["true", "false"].contains(&words.to_lowercase().as_str());
    let folded = words.to_lowercase();
    let alike = column.names.iter();
    let alike = alike.filter(|(_, name)| name.to_lowercase() == folded);
    let mut alike: Vec<&str> = alike.map(|(_, name)| name.as_str()).collect();
    alike.dedup();
    word && !boolean && alike == [words] && text::length(words) <= TEXT && words.trim() == words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Column, Format};

    #[test]
    fn only_words_that_cannot_be_misread_are_plain() {
        let names = [
            "重要价值客户",
            "At risk",
            "VIP",
            "vip",
            "a*",
            ">5",
            "Jan 2024",
            "TRUE",
            "~",
        ];
        let column = DataColumn::new("segment", Column::new("Segment", Format::Text))
            .named(names.map(|name| (name.to_owned(), name.to_owned())));
        let plain: Vec<&str> = names
            .into_iter()
            .filter(|name| is_plain(name, &column))
            .collect();
        assert_eq!(plain, ["重要价值客户", "At risk"]);
        assert!(!is_plain("Unknown to the column", &column));
    }
}
