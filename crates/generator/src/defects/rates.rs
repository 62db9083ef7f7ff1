//! [`DefectRates`]: how often each kind of defect occurs, as a file says.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::kind::DefectKind;
use crate::columns::Column;
use crate::error::GeneratorError;

/// How often each kind of defect occurs: a rate from 0 to 1 per row, or per cell of its column.
///
/// A kind that is not named does not occur. A cell has one defect at most, so the rates of the kinds that one column can have
/// must not exceed 1 together. `amount_wan` occurs in amounts from 1,000 yuan only, `amount_outlier` in those that are not 0.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DefectRates(pub BTreeMap<DefectKind, f64>);

/// What is wrong with a file of rates.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RatesFault {
    /// No TOML.
    #[error("{0}")]
    Syntax(String),
    /// Not one of the kinds.
    #[error("no kind of defect is called “{0}”")]
    UnknownKind(String),
    /// Text, a table or the like.
    #[error("the rate of {0} is no number")]
    NoNumber(&'static str),
    /// A share that is none.
    #[error("the rate of {kind} is {rate}, expected 0 to 1")]
    OutOfRange {
        /// The kind by its key.
        kind: &'static str,
        /// The rate given.
        rate: f64,
    },
    /// More defects than cells.
    #[error("the rates of {kinds} sum to {sum}, but a cell has one defect at most")]
    TooMany {
        /// The kinds of one column by their keys.
        kinds: String,
        /// Their rates together.
        sum: f64,
    },
}

impl DefectRates {
    /// Reads rates from a TOML file: a line `kind = rate` for each kind that occurs.
    ///
    /// # Errors
    /// A file that can't be read, an unknown kind or a rate that is none, with its line.
    pub fn read(path: &Path) -> Result<Self, GeneratorError> {
        let text = fs::read_to_string(path).map_err(|source| GeneratorError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&text).map_err(|(line, fault)| GeneratorError::Rates {
            path: path.to_owned(),
            line,
            fault,
        })
    }

    /// Reads rates from TOML, or says on which line what is wrong.
    fn parse(text: &str) -> Result<Self, (usize, RatesFault)> {
        let line = |at: usize| 1 + text[..at].matches('\n').count();
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            (line(at), RatesFault::Syntax(error.message().to_owned()))
        })?;
        let mut rates = BTreeMap::new();
        let mut last = 0;
        for (key, value) in table.get_ref() {
            let at = key.span().start;
            last = last.max(at);
            let (kind, rate) = rate(key.get_ref(), value).map_err(|fault| (line(at), fault))?;
            rates.insert(kind, rate);
        }
        let rates = Self(rates);
        rates.check().map_err(|fault| (line(last), fault))?;
        Ok(rates)
    }

    /// Whether every rate is one, and no column has more defects than cells.
    pub(crate) fn check(&self) -> Result<(), RatesFault> {
        for (kind, rate) in &self.0 {
            in_range(*kind, *rate)?;
        }
        for column in [
            Column::Customer,
            Column::Time,
            Column::Amount,
            Column::Channel,
        ] {
            let kinds = DefectKind::of_column(column);
            let sum: f64 = kinds.iter().map(|kind| self.rate(*kind)).sum();
            // Ten rates of a tenth are not quite one.
            if sum > 1.0 + 1e-9 {
                let named = kinds.iter().filter(|kind| self.rate(**kind) > 0.0);
                let kinds = named.map(|kind| kind.key()).collect::<Vec<_>>().join(", ");
                return Err(RatesFault::TooMany { kinds, sum });
            }
        }
        Ok(())
    }

    /// The rate of a kind, from 0 to 1.
    pub fn rate(&self, kind: DefectKind) -> f64 {
        self.0.get(&kind).copied().unwrap_or(0.0)
    }
}

fn rate(key: &str, value: &Spanned<DeValue<'_>>) -> Result<(DefectKind, f64), RatesFault> {
    let kind = DefectKind::of_key(key).ok_or_else(|| RatesFault::UnknownKind(key.to_owned()))?;
    let number = match value.get_ref() {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
        _ => None,
    };
    let rate = number.ok_or(RatesFault::NoNumber(kind.key()))?;
    in_range(kind, rate)?;
    Ok((kind, rate))
}

fn in_range(kind: DefectKind, rate: f64) -> Result<(), RatesFault> {
    if (0.0..=1.0).contains(&rate) {
        Ok(())
    } else {
        let kind = kind.key();
        Err(RatesFault::OutOfRange { kind, rate })
    }
}

#[cfg(test)]
mod tests {
    use super::{DefectKind, DefectRates, RatesFault};

    #[test]
    fn rates_are_read_by_kind() {
        let rates = DefectRates::parse("# some\nmissing_amount = 0.02\nblank_row = 1\n").unwrap();
        let expected = [
            (DefectKind::BlankRow, 1.0),
            (DefectKind::MissingAmount, 0.02),
        ];
        assert_eq!(rates, DefectRates(expected.into()));
        assert!(rates.rate(DefectKind::DateYmd).abs() < f64::MIN_POSITIVE);
    }

    #[test]
    fn the_example_names_every_kind() {
        let text = include_str!("../../../../datasets/defect-rates.toml");
        let rates = DefectRates::parse(text).unwrap();
        assert!(DefectKind::ALL.iter().all(|kind| rates.rate(*kind) > 0.0));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, line, message) in [
            ("\nmising = 0.1", 2, "no kind of defect is called “mising”"),
            (
                "blank_row = 1.5",
                1,
                "the rate of blank_row is 1.5, expected 0 to 1",
            ),
            (
                "\n\nblank_row = -0.1",
                3,
                "the rate of blank_row is -0.1, expected 0 to 1",
            ),
            (
                "blank_row = nan",
                1,
                "the rate of blank_row is NaN, expected 0 to 1",
            ),
            (
                "blank_row = \"much\"",
                1,
                "the rate of blank_row is no number",
            ),
            (
                "date_ymd = 0.7\nsentinel_date = 0.7",
                2,
                "the rates of date_ymd, sentinel_date sum to 1.4, but a cell has one defect at most",
            ),
        ] {
            let (at, fault) = DefectRates::parse(text).unwrap_err();
            assert_eq!((at, fault.to_string()), (line, message.to_owned()));
        }
        let (line, fault) = DefectRates::parse("blank_row = 0.1\nblank_row =").unwrap_err();
        assert!(
            line == 2 && matches!(fault, RatesFault::Syntax(_)),
            "{fault}"
        );
    }
}
