//! [`Retention`]: the parameters of a measurement of retention.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::{FunnelError, Period};

/// Days that may be asked for at most: ten years.
const MOST_DAYS: u16 = 3_660;

/// Parameters of a measurement of retention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// Column with the person's id [default: found by its header]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub person: Option<String>,
    /// Column with the name of the event; a log without one has a single kind
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub event: Option<String>,
    /// Column with the time of the event
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub time: Option<String>,

    /// Periods of the cohorts [default: days up to 35 of them, then weeks up to half a year, then months]
    #[arg(long, value_enum, help_heading = "Method")]
    pub period: Option<Period>,
    /// Events, the first of which makes a person a member of a cohort [default: any but exposures, such as 广告触达]
    #[arg(
        long = "first-event",
        value_name = "EVENT,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub first_events: Vec<String>,
    /// Events that count as coming back [default: any but exposures, such as 广告触达]
    #[arg(
        long = "return-event",
        value_name = "EVENT,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub return_events: Vec<String>,
    /// Days after the first for which retention is told: active exactly on that day
    #[arg(
        long, value_name = "N,...", value_delimiter = ',', default_values_t = Self::default().days,
        help_heading = "Method"
    )]
    pub days: Vec<u16>,
    /// Ranges of days after the first: active on any day of them
    #[arg(
        long, value_name = "A-B,...", value_delimiter = ',', default_values_t = Self::default().brackets,
        value_parser = |text: &str| text.parse::<Bracket>(), help_heading = "Method"
    )]
    pub brackets: Vec<Bracket>,
    /// What to do with the period in which the log ends
    #[arg(long, value_enum, default_value_t = Self::default().running, help_heading = "Method")]
    pub running: Running,
    /// Last day that counts, until its end; later events are set aside [default: the day of the last event]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Method")]
    pub as_of: Option<NaiveDate>,
}

/// What a cell of a cohort table holds that lies in the period in which the log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Running {
    /// Nothing: the period is not over, and the share can still rise.
    #[default]
    Open,
    /// What has been counted so far.
    SoFar,
}

/// Days after the first, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bracket {
    /// The first of them.
    pub from: u16,
    /// The last of them.
    pub to: u16,
}

impl FromStr for Bracket {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("{text:?} is no range of days, expected such as 1-7");
        let (from, to) = text.trim().split_once('-').ok_or_else(fault)?;
        let number = |part: &str| part.trim().parse::<u16>().map_err(|_| fault());
        let bracket = Self {
            from: number(from)?,
            to: number(to)?,
        };
        if bracket.from > bracket.to {
            return Err(fault());
        }
        Ok(bracket)
    }
}

impl fmt::Display for Bracket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}

impl TryFrom<String> for Bracket {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Bracket> for String {
    fn from(bracket: Bracket) -> Self {
        bracket.to_string()
    }
}

impl Default for Retention {
    fn default() -> Self {
        let bracket = |from, to| Bracket { from, to };
        Self {
            person: None,
            event: None,
            time: None,
            period: None,
            first_events: Vec::new(),
            return_events: Vec::new(),
            days: vec![1, 3, 7, 14, 30],
            brackets: vec![bracket(1, 7), bracket(8, 14), bracket(15, 30)],
            running: Running::default(),
            as_of: None,
        }
    }
}

impl Retention {
    /// Refuses parameters that have no meaning, before any file is read.
    ///
    /// # Errors
    /// The first parameter that is out of its range.
    pub fn check(&self) -> Result<(), FunnelError> {
        let ends = self.brackets.iter().map(|bracket| bracket.to);
        let far = |day: &u16| *day > MOST_DAYS;
        if let Some(day) = self.days.iter().copied().chain(ends).find(far) {
            return Err(FunnelError::DayTooFar(day));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_read_and_written_back() {
        let bracket: Bracket = " 1 - 7".parse().unwrap();
        assert_eq!(
            (bracket.from, bracket.to, bracket.to_string().as_str()),
            (1, 7, "1-7")
        );
        for text in ["", "7", "7-1", "a-b", "-1-2"] {
            assert!(text.parse::<Bracket>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_day_in_another_decade_is_refused() {
        let retention = Retention {
            days: vec![5_000],
            ..Retention::default()
        };
        assert!(matches!(
            retention.check(),
            Err(FunnelError::DayTooFar(5_000))
        ));
    }
}
