//! [`TagFile`]: dimensions, tags and rules, read and checked.

use crate::{
    ProfileError, SourceKind,
    rule::{Condition, Name},
};

use super::{Coarse, CoarseTag, Place, TagMeta, TagValue};

/// Dimensions, tags, and a rule for each value, read from a TOML file and checked.
///
/// Names of columns are resolved when the tags meet the data; everything else is checked when the file is read.
#[derive(Debug, Clone, Default)]
pub struct TagFile {
    pub(crate) file: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) measures: Vec<Measure>,
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) tags: Vec<Tag>,
    /// The text, where it was derived from the columns.
    pub(crate) derived: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Dimension {
    pub(crate) code: String,
    pub(crate) name: String,
}

/// A number or a text that is counted over the rows of each person.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) code: String,
    /// As people read it; none of a measure that a rule is made of.
    pub(crate) name: Option<String>,
    pub(crate) at: Place,
    pub(crate) from: SourceKind,
    pub(crate) take: Take,
    pub(crate) filter: Option<Condition<Name>>,
    /// Days before the date in force.
    pub(crate) within: Option<u32>,
}

/// What is taken of a person's rows that fit.
#[derive(Debug, Clone)]
pub(crate) enum Take {
    /// Rows.
    Count,
    /// Days with a row.
    Days,
    Sum(Name),
    Mean(Name),
    Min(Name),
    Max(Name),
    /// Distinct texts of a column.
    Distinct(Name),
    /// Days since the last row.
    Recency,
    /// Days since the first row.
    Tenure,
    /// Text in the first row.
    First(Name),
    /// Text in the last row.
    Last(Name),
    /// Steps done in their order: the longest beginning of the list that the rows contain in order of time. Rows of
    /// one moment count in the order of the steps.
    Steps(Vec<Condition<Name>>),
    /// The texts of a column with the largest sums, at most `top`, ties by the text.
    Preferred {
        by: Name,
        weigh: Option<Name>,
        top: u32,
    },
}

impl Take {
    /// Whether it is a text rather than a number.
    pub(crate) fn is_text(&self) -> bool {
        matches!(
            self,
            Self::First(_) | Self::Last(_) | Self::Preferred { .. }
        )
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(crate) meta: TagMeta,
    pub(crate) at: Place,
    pub(crate) kind: Kind,
    pub(crate) values: Vec<Value>,
    /// How the texts of its column are made coarser before they are values.
    pub(crate) coarse: Option<Coarse>,
}

/// How persons come by a value.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// Each value has a rule of its own; `order` lists the values, the one that wins first.
    Rules { order: Vec<usize> },
    /// Classes of a number.
    Bins(Bins),
    /// Classes of a number with equally many persons.
    Quantiles { column: Name },
    /// The texts of a column as they are, or by a map to the values.
    Column {
        column: Name,
        map: Option<Vec<(String, usize)>>,
        named: &'static str,
    },
    /// What a person prefers, by the measure of that place.
    Preference { measure: usize },
}

impl Kind {
    /// Its key in the file.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Rules { .. } => "where",
            Self::Bins(_) => "bins",
            Self::Quantiles { .. } => "quantiles",
            Self::Column { named, .. } => named,
            Self::Preference { .. } => "preference",
        }
    }
}

/// Classes of a number: value `i` lies between edge `i` and edge `i + 1`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bins {
    pub(crate) column: Name,
    /// Ascending; infinite where the first or last class has no end.
    pub(crate) edges: Vec<f64>,
    /// Whether a class includes its lower edge rather than its upper.
    pub(crate) closed_left: bool,
}

impl Bins {
    /// A class as an interval.
    pub(crate) fn interval(&self, class: usize) -> String {
        let (low, high) = (self.edges[class], self.edges[class + 1]);
        let open = if self.closed_left && low.is_finite() {
            '['
        } else {
            '('
        };
        let close = if self.closed_left || high.is_infinite() {
            ')'
        } else {
            ']'
        };
        format!("{open}{}, {}{close}", number(low), number(high))
    }
}

/// A bound of an interval as a person writes it.
pub(crate) fn number(value: f64) -> String {
    if value == f64::INFINITY {
        "+∞".to_owned()
    } else if value == f64::NEG_INFINITY {
        "-∞".to_owned()
    } else {
        value.to_string()
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) named: TagValue,
    pub(crate) at: Place,
    pub(crate) rule: ValueRule,
    /// The rule as written.
    pub(crate) text: String,
}

#[derive(Debug, Clone)]
pub(crate) enum ValueRule {
    When(Condition<Name>),
    /// On the imported list of that path.
    List(String),
    /// Whoever has no other value.
    Otherwise,
    /// The kind of the tag says it.
    OfKind,
}

impl TagFile {
    /// Its name and version as it states them.
    pub fn title(&self) -> (&str, &str) {
        (&self.name, &self.version)
    }

    /// Paths of the imported lists that its rules name, as written.
    pub fn lists(&self) -> Vec<&str> {
        let values = self.tags.iter().flat_map(|tag| &tag.values);
        let mut paths: Vec<&str> = values
            .filter_map(|value| match &value.rule {
                ValueRule::List(path) => Some(path.as_str()),
                _ => None,
            })
            .collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Makes tags coarser as asked for beside the file. What is asked of no tag that takes a column as it is, is refused.
    pub(crate) fn generalise(&mut self, asked: &[CoarseTag]) -> Result<(), ProfileError> {
        for CoarseTag { tag, how } in asked {
            let named = |known: &Tag| known.meta.code == *tag || known.meta.name == *tag;
            let found = self.tags.iter_mut().find(|known| named(known));
            match found.map(|found| (&found.kind, &mut found.coarse)) {
                Some((Kind::Column { map: None, .. }, coarse)) => *coarse = Some(*how),
                Some(_) => return Err(ProfileError::NotAColumn(tag.clone())),
                None => {
                    let known = self.tags.iter().map(|known| known.meta.code.clone());
                    return Err(ProfileError::NoTag {
                        tag: tag.clone(),
                        known: known.collect(),
                    });
                }
            }
        }
        Ok(())
    }

    /// Where a list is named first.
    pub(crate) fn at_list(&self, path: &str) -> Place {
        let values = self.tags.iter().flat_map(|tag| &tag.values);
        let named = |value: &&Value| matches!(&value.rule, ValueRule::List(named) if named == path);
        values
            .into_iter()
            .find(named)
            .map(|value| value.at)
            .unwrap_or_default()
    }

    /// The error for something wrong at a place.
    pub(crate) fn wrong(&self, (at, fault): (Place, super::TagFault)) -> super::TagFileError {
        super::TagFileError {
            file: self.file.clone(),
            at,
            fault,
        }
    }
}
