//! [`Id`]: what a section, a table or a chart is called in anchors and file names.

use std::fmt;

/// A name made of lower-case ASCII letters, digits and hyphens.
///
/// It starts from a literal, so nothing that was read from data can become a path or an anchor;
/// every other character becomes a hyphen.
///
/// ```
/// use fourr_report::Id;
/// assert_eq!(Id::from("Segments/..").as_str(), "segments---");
/// assert_eq!(Id::numbered("channel", 3).as_str(), "channel-3");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// `stem-number`, for things of which the data decides how many there are.
    pub fn numbered(stem: &'static str, number: usize) -> Self {
        let Self(stem) = Self::from(stem);
        Self(format!("{stem}-{number}"))
    }

    /// The name of something that belongs to this: two hyphens set it apart.
    pub(crate) fn with(&self, suffix: &'static str) -> Self {
        Self(format!("{self}--{suffix}"))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Id {
    fn from(literal: &'static str) -> Self {
        let allowed = |c: char| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        };
        Self(literal.chars().map(allowed).collect())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
