//! [`Datum`]: a value, or why there is none.

use serde::Serialize;

/// One value of a chart, or the reason why there is none to show.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Datum {
    /// A number. One that is not finite is shown as [`Datum::Missing`].
    Value(f64),
    /// Not observed, or not defined: left blank, never shown as zero.
    Missing,
    /// Withheld, because it describes fewer people than this limit: hatched and labelled `<5`; `*` where the limit is 0,
    /// because the number may be any, and is withheld because others would follow from it.
    Suppressed(u32),
}

impl Datum {
    /// The number to draw, if there is a finite one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) if value.is_finite() => Some(value),
            _ => None,
        }
    }
}

/// How a number below a limit is labelled.
pub(crate) fn withheld(limit: u32) -> String {
    match limit {
        0 => "*".to_owned(),
        limit => format!("<{limit}"),
    }
}

impl From<f64> for Datum {
    fn from(value: f64) -> Self {
        if value.is_finite() {
            Self::Value(value)
        } else {
            Self::Missing
        }
    }
}

impl From<Option<f64>> for Datum {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::Missing, Self::from)
    }
}

/// A named row of values, one for each category.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// What the legend calls it.
    pub name: String,
    /// Its values, in the order of the categories.
    pub values: Vec<Datum>,
}

impl Series {
    /// A series of plain numbers.
    pub fn new(name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        Self {
            name: name.into(),
            values: values.into_iter().map(Datum::from).collect(),
        }
    }
}
