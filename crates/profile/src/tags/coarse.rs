//! [`Coarse`]: how the texts of a column are made coarser before they become values of a tag.

use std::{fmt, str::FromStr};

use fourr_cell::{
    date::{self, DateRules},
    number::{self, NumberRules},
    personal::{MaskLevel, Personal, mask},
    written,
};
use serde::{Deserialize, Serialize};

/// Lower ends of the bands of ages (section 2.1 of the method reference gives those of the textbooks).
const AGES: [u32; 5] = [18, 25, 35, 45, 55];

/// How the texts of a column are made coarser (泛化) before anything is counted or written, so that no output has more.
///
/// Written as `age`, `year`, `month`, `province`, or `bins:10` for numbers. A text that cannot be read in that way is
/// missing: it must not be shown as it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Coarse {
    /// Ages as <18, 18-24, 25-34, 35-44, 45-54, 55+.
    Age,
    /// Dates as their year: 1990.
    Year,
    /// Dates as their month: 1990-05.
    Month,
    /// Places and addresses as the province they lie in: 广东省.
    Province,
    /// Numbers as intervals of that width, closed on the left: [20, 30).
    Bins(f64),
}

/// A text that names no way to make a column coarser.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected age, year, month, province or bins:WIDTH")]
pub struct NotCoarse;

impl FromStr for Coarse {
    type Err = NotCoarse;

    fn from_str(text: &str) -> Result<Self, NotCoarse> {
        match text.trim() {
            "age" => Ok(Self::Age),
            "year" => Ok(Self::Year),
            "month" => Ok(Self::Month),
            "province" => Ok(Self::Province),
            other => {
                let width = other.strip_prefix("bins:").and_then(|of| of.parse().ok());
                let width = width.filter(|width: &f64| width.is_finite() && *width > 0.0);
                width.map(Self::Bins).ok_or(NotCoarse)
            }
        }
    }
}

impl TryFrom<String> for Coarse {
    type Error = NotCoarse;

    fn try_from(text: String) -> Result<Self, NotCoarse> {
        text.parse()
    }
}

impl From<Coarse> for String {
    fn from(of: Coarse) -> Self {
        of.to_string()
    }
}

impl fmt::Display for Coarse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Age => f.write_str("age"),
            Self::Year => f.write_str("year"),
            Self::Month => f.write_str("month"),
            Self::Province => f.write_str("province"),
            Self::Bins(width) => write!(f, "bins:{width}"),
        }
    }
}

impl Coarse {
    /// The coarser text with its place among the others; `None` for a text that cannot be read.
    pub(crate) fn of(self, text: &str) -> Option<Coarser> {
        match self {
            Self::Age => Some(age(read(text)?)),
            Self::Bins(width) => Some(bin(read(text)?, width)),
            Self::Year | Self::Month => {
                let at = date::parse(text, &DateRules::default()).ok()?.at;
                let form = if self == Self::Year { "%Y" } else { "%Y-%m" };
                Some(Coarser::named(at.format(form).to_string()))
            }
            Self::Province => written::province(text).map(|name| Coarser::named(name.to_owned())),
        }
    }
}

/// A coarser text, ordered as a reader expects it: by number, then by name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Coarser {
    pub(crate) place: f64,
    pub(crate) text: String,
}

impl Coarser {
    fn named(text: String) -> Self {
        Self { place: 0.0, text }
    }
}

fn read(text: &str) -> Option<f64> {
    let number = number::parse(text, &NumberRules::default()).ok()?;
    Some(number.value.to_f64())
}

fn age(years: f64) -> Coarser {
    let place = AGES.iter().filter(|low| years >= f64::from(**low)).count();
    let text = match (place.checked_sub(1).map(|of| AGES[of]), AGES.get(place)) {
        (None, _) => format!("<{}", AGES[0]),
        (Some(low), Some(high)) => format!("{low}-{}", high - 1),
        (Some(low), None) => format!("{low}+"),
    };
    Coarser {
        place: place as f64,
        text,
    }
}

fn bin(value: f64, width: f64) -> Coarser {
    let low = (value / width).floor();
    Coarser {
        place: low,
        text: format!("[{}, {})", low * width, (low + 1.0) * width),
    }
}

/// What becomes of the texts of a column before they are values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shown {
    /// They are made coarser, as asked for.
    Coarse(Coarse),
    /// They are personal data, and behind stars.
    Masked(Personal, MaskLevel),
}

impl Shown {
    /// The text as it may be shown; `None` where it may not.
    pub(crate) fn of(self, text: &str) -> Option<Coarser> {
        match self {
            Self::Coarse(how) => how.of(text),
            Self::Masked(kind, level) => Some(Coarser::named(mask(text, kind, level))),
        }
    }
}

/// A tag and how it is to be made coarser: `birthday=year`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct CoarseTag {
    /// Code or name of the tag; the column where tags are derived.
    pub tag: String,
    /// How.
    pub how: Coarse,
}

impl FromStr for CoarseTag {
    type Err = NotCoarse;

    fn from_str(text: &str) -> Result<Self, NotCoarse> {
        let (tag, how) = text.rsplit_once('=').ok_or(NotCoarse)?;
        let tag = tag.trim().to_owned();
        let how = how.parse()?;
        (!tag.is_empty())
            .then_some(Self { tag, how })
            .ok_or(NotCoarse)
    }
}

impl TryFrom<String> for CoarseTag {
    type Error = NotCoarse;

    fn try_from(text: String) -> Result<Self, NotCoarse> {
        text.parse()
    }
}

impl From<CoarseTag> for String {
    fn from(of: CoarseTag) -> Self {
        format!("{}={}", of.tag, of.how)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(how: &str, text: &str) -> Option<String> {
        let how: Coarse = how.parse().unwrap();
        how.of(text).map(|of| of.text)
    }

    #[test]
    fn texts_become_coarser_or_nothing() {
        let cases = [
            ("age", "17", Some("<18")),
            ("age", "18", Some("18-24")),
            ("age", "54.9", Some("45-54")),
            ("age", "55", Some("55+")),
            ("year", "1990-05-03", Some("1990")),
            ("month", "1990年5月3日", Some("1990-05")),
            ("month", "unknown", None),
            ("province", "深圳市南山区科技路1号", Some("广东省")),
            ("province", "Paris", None),
            ("bins:10", "37", Some("[30, 40)")),
            ("bins:10", "-1", Some("[-10, 0)")),
            ("bins:0.5", "1.2", Some("[1, 1.5)")),
        ];
        for (how, text, wanted) in cases {
            assert_eq!(made(how, text).as_deref(), wanted, "{how} {text}");
        }
    }

    #[test]
    fn ways_are_read_as_they_are_written() {
        for way in ["age", "year", "month", "province", "bins:2.5"] {
            assert_eq!(way.parse::<Coarse>().unwrap().to_string(), way);
        }
        for none in ["", "bins", "bins:0", "bins:-1", "bins:x", "day"] {
            assert_eq!(none.parse::<Coarse>(), Err(NotCoarse), "{none}");
        }
        let tag: CoarseTag = "出生日期=year".parse().unwrap();
        assert_eq!((tag.tag.as_str(), tag.how), ("出生日期", Coarse::Year));
        assert!("=year".parse::<CoarseTag>().is_err());
    }
}
