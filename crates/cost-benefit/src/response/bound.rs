//! [`Bound`]: what a channel must and may get.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What a channel must and may get in a period, written `CHANNEL=LOW..HIGH`; either end may be left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bound {
    /// The channel.
    pub channel: String,
    /// The least that it must get.
    pub least: f64,
    /// The most that it may get; none where nothing forbids more.
    pub most: Option<f64>,
}

/// Why a text is no [`Bound`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no bound, expected CHANNEL=LOW..HIGH, such as 搜索=1000..5000")]
pub struct BoundError(String);

impl FromStr for Bound {
    type Err = BoundError;

    fn from_str(text: &str) -> Result<Self, BoundError> {
        let wrong = || BoundError(text.to_owned());
        let (channel, range) = text.rsplit_once('=').ok_or_else(wrong)?;
        let (least, most) = range.split_once("..").ok_or_else(wrong)?;
        let end = |text: &str| -> Result<Option<f64>, BoundError> {
            if text.trim().is_empty() {
                return Ok(None);
            }
            let value: f64 = text.trim().parse().map_err(|_| wrong())?;
            if value >= 0.0 && value.is_finite() {
                Ok(Some(value))
            } else {
                Err(wrong())
            }
        };
        let (least, most) = (end(least)?.unwrap_or(0.0), end(most)?);
        if channel.trim().is_empty() || most.is_some_and(|most| most < least) {
            return Err(wrong());
        }
        Ok(Self {
            channel: channel.trim().to_owned(),
            least,
            most,
        })
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}..", self.channel, self.least)?;
        self.most.map_or(Ok(()), |most| write!(f, "{most}"))
    }
}

impl TryFrom<String> for Bound {
    type Error = BoundError;

    fn try_from(text: String) -> Result<Self, BoundError> {
        text.parse()
    }
}

impl From<Bound> for String {
    fn from(bound: Bound) -> Self {
        bound.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_and_written() {
        for text in ["搜索=1000..5000", "a=b=0..7.5", "短信=20.."] {
            let bound: Bound = text.parse().unwrap();
            assert_eq!(bound.to_string(), text);
        }
        let open: Bound = "搜索=..300".parse().unwrap();
        assert_eq!((open.least, open.most), (0.0, Some(300.0)));
        for wrong in [
            "搜索", "搜索=5", "=1..2", "a=5..1", "a=-1..2", "a=x..2", "a=1..inf",
        ] {
            assert!(wrong.parse::<Bound>().is_err(), "{wrong}");
        }
    }
}
