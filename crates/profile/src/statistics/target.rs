//! [`TagIs`] and [`TagPair`]: tags as a user names them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{ProfileError, TagColumn, Tagging, tally::Group};

/// People with a value of a tag: `city=上海`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TagIs {
    /// Code or name of the tag.
    pub tag: String,
    /// Code or name of the value.
    pub value: String,
}

/// Two tags: `city:channel`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TagPair {
    /// Code or name of the tag whose values are rows.
    pub rows: String,
    /// Code or name of the tag whose values are columns.
    pub columns: String,
}

/// Text that names no tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTags {
    /// No value.
    #[error("expected TAG=VALUE")]
    Is,
    /// No second tag.
    #[error("expected two tags: TAG:TAG")]
    Pair,
}

/// Text, cut in two at a separator; neither part empty.
fn parts(text: &str, separator: char) -> Option<(String, String)> {
    let (first, second) = text.split_once(separator)?;
    let [first, second] = [first.trim(), second.trim()];
    (!first.is_empty() && !second.is_empty()).then(|| (first.to_owned(), second.to_owned()))
}

impl FromStr for TagIs {
    type Err = NotTags;

    fn from_str(text: &str) -> Result<Self, NotTags> {
        let (tag, value) = parts(text, '=').ok_or(NotTags::Is)?;
        Ok(Self { tag, value })
    }
}

impl FromStr for TagPair {
    type Err = NotTags;

    fn from_str(text: &str) -> Result<Self, NotTags> {
        let (rows, columns) = parts(text, ':').ok_or(NotTags::Pair)?;
        Ok(Self { rows, columns })
    }
}

impl TryFrom<String> for TagIs {
    type Error = NotTags;

    fn try_from(text: String) -> Result<Self, NotTags> {
        text.parse()
    }
}

impl TryFrom<String> for TagPair {
    type Error = NotTags;

    fn try_from(text: String) -> Result<Self, NotTags> {
        text.parse()
    }
}

impl From<TagIs> for String {
    fn from(is: TagIs) -> Self {
        is.to_string()
    }
}

impl From<TagPair> for String {
    fn from(pair: TagPair) -> Self {
        pair.to_string()
    }
}

impl fmt::Display for TagIs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.tag, self.value)
    }
}

impl fmt::Display for TagPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.rows, self.columns)
    }
}

/// The tag of that code or name.
pub(crate) fn tag<'t>(tagging: &'t Tagging, name: &str) -> Result<&'t TagColumn, ProfileError> {
    let columns = tagging.columns();
    let by_code = columns.iter().find(|column| column.meta.code == name);
    let found = by_code.or_else(|| columns.iter().find(|column| column.meta.name == name));
    found.ok_or_else(|| ProfileError::NoTag {
        tag: name.to_owned(),
        known: columns
            .iter()
            .map(|column| column.meta.code.clone())
            .collect(),
    })
}

/// The values that a group is defined by: that its people have them says nothing of them.
#[derive(Debug, Default)]
pub(crate) struct Defining(Vec<(String, Option<String>)>);

impl Defining {
    /// Of people with some values of tags. Of a tag of which everybody has one value at most, they define all.
    pub(crate) fn by_values(tagging: &Tagging, values: &[TagIs]) -> Self {
        let one = |is: &TagIs| {
            let column = tag(tagging, &is.tag).ok()?;
            let value = column.value(&is.value).filter(|_| !column.meta.exclusive);
            let code = value.map(|value| column.values[value].code.clone());
            Some((column.meta.code.clone(), code))
        };
        Self(values.iter().filter_map(one).collect())
    }

    /// Of people by their values of a tag.
    pub(crate) fn by_tag(code: &str) -> Self {
        Self(vec![(code.to_owned(), None)])
    }

    /// Whether it is one of them.
    pub(crate) fn has(&self, tag: &str, value: &str) -> bool {
        let is = |(of, only): &(String, Option<String>)| {
            of == tag && only.as_ref().is_none_or(|only| only == value)
        };
        self.0.iter().any(is)
    }
}

impl TagIs {
    /// The tag, the place of the value, and the people who have it.
    pub(crate) fn group<'t>(
        &self,
        tagging: &'t Tagging,
    ) -> Result<(&'t TagColumn, usize, Group), ProfileError> {
        let column = tag(tagging, &self.tag)?;
        let value = column
            .value(&self.value)
            .ok_or_else(|| ProfileError::NoValue {
                tag: self.tag.clone(),
                value: self.value.clone(),
                known: column
                    .values
                    .iter()
                    .take(20)
                    .map(|value| value.code.clone())
                    .collect(),
            })?;
        Ok((column, value, Group::with(column, value)))
    }
}
