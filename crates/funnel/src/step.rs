//! [`Step`]: which events fill a stage; [`Exclusion`]: which events end a chain.
//!
//! A small language rather than SQL: an event name or several, `*` for any letters, and conditions on columns. It cannot
//! call a function, so whatever is written in it is checked before a row is read, and costs one pass at most.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What separates the events from their conditions.
const WHERE: &str = " where ";
const AND: &str = " and ";

/// Comparisons as they are written, those of two letters first.
const RELATIONS: [(&str, Relation); 8] = [
    ("!=", Relation::NotEqual),
    ("<=", Relation::AtMost),
    (">=", Relation::AtLeast),
    ("==", Relation::Equal),
    ("=", Relation::Equal),
    ("<", Relation::Below),
    (">", Relation::Above),
    ("~", Relation::Contains),
];

/// The text is no step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no step: {reason}")]
pub struct StepError {
    /// What was given.
    pub text: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// How a cell is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `=`: the cell is one of the values.
    Equal,
    /// `!=`: the cell is filled and none of the values.
    NotEqual,
    /// `<`, as numbers.
    Below,
    /// `<=`, as numbers.
    AtMost,
    /// `>`, as numbers.
    Above,
    /// `>=`, as numbers.
    AtLeast,
    /// `~`: the cell contains one of the values.
    Contains,
}

impl Relation {
    /// Whether numbers are compared.
    pub fn is_numeric(self) -> bool {
        matches!(
            self,
            Self::Below | Self::AtMost | Self::Above | Self::AtLeast
        )
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Contains => "~",
        }
    }
}

/// A condition on a column of the event. An empty cell meets none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The column.
    pub column: String,
    /// How its cell is compared.
    pub relation: Relation,
    /// With what: one number, or texts of which one must do.
    pub values: Vec<String>,
}

/// Which events: one of these names, under all of these conditions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// Names of events; `*` stands for any letters.
    pub events: Vec<String>,
    /// Conditions on other columns.
    pub conditions: Vec<Condition>,
}

/// A stage of the funnel, written `NAME=EVENT|EVENT where COLUMN>=100 and COLUMN=a|b`, or `EVENT` alone. A question mark
/// behind the name makes it optional.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Step {
    /// What the stage is called.
    pub name: String,
    /// Whether a chain may go on without it.
    pub optional: bool,
    /// The events that fill it.
    pub pattern: Pattern,
}

/// Events that end a chain when they occur between two of its steps, written `EVENT|EVENT where ...`, with the steps
/// between which it counts in front: `2..3:EVENT`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Exclusion {
    /// The steps between which it counts, from 1; none for the whole chain.
    pub between: Option<(u8, u8)>,
    /// The events.
    pub pattern: Pattern,
}

impl Pattern {
    /// The events with exactly this name.
    pub fn event(name: impl Into<String>) -> Self {
        Self {
            events: vec![name.into()],
            conditions: Vec::new(),
        }
    }

    /// Whether an event of this name matches, whatever the conditions say.
    pub fn names(&self, event: &str) -> bool {
        self.events.iter().any(|pattern| matches(pattern, event))
    }

    fn read(text: &str) -> Result<Self, &'static str> {
        let (events, conditions) = text.split_once(WHERE).unwrap_or((text, ""));
        let events: Vec<String> = events
            .split('|')
            .map(|event| event.trim().to_owned())
            .collect();
        if events.iter().any(String::is_empty) {
            return Err("an event has no name");
        }
        let conditions = conditions
            .split(AND)
            .map(str::trim)
            .filter(|text| !text.is_empty());
        Ok(Self {
            events,
            conditions: conditions.map(condition).collect::<Result<_, _>>()?,
        })
    }
}

/// Whether a name fits a pattern in which `*` stands for any letters.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(place) => rest = &rest[place + part.len()..],
            None => return false,
        }
    }
    true
}

fn condition(text: &str) -> Result<Condition, &'static str> {
    let place = text
        .find(['!', '<', '>', '=', '~'])
        .ok_or("a condition has no comparison")?;
    let (column, rest) = text.split_at(place);
    let found = RELATIONS.iter().find(|(sign, _)| rest.starts_with(sign));
    let (sign, relation) = found.ok_or("a condition has no comparison")?;
    let values: Vec<String> = rest[sign.len()..]
        .split('|')
        .map(|value| value.trim().to_owned())
        .collect();
    if column.trim().is_empty() || values.iter().any(String::is_empty) {
        return Err("a condition lacks its column or its value");
    }
    let number = |value: &String| value.parse::<f64>().is_ok_and(f64::is_finite);
    if relation.is_numeric() && !(values.len() == 1 && number(&values[0])) {
        return Err("<, <=, > and >= compare with one number");
    }
    Ok(Condition {
        column: column.trim().to_owned(),
        relation: *relation,
        values,
    })
}

impl Step {
    /// A stage that is filled by the event of its name.
    pub fn event(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            pattern: Pattern::event(name.clone()),
            name,
            optional: false,
        }
    }
}

impl FromStr for Step {
    type Err = StepError;

    fn from_str(text: &str) -> Result<Self, StepError> {
        let fault = |reason| StepError {
            text: text.to_owned(),
            reason,
        };
        let head = text.find(WHERE).unwrap_or(text.len());
        let (name, pattern) = match text[..head].find('=') {
            Some(place) => (&text[..place], &text[place + 1..]),
            None => (text[..head].trim_end_matches('?'), text),
        };
        let optional = match text[..head].find('=') {
            Some(place) => text[..place].ends_with('?'),
            None => text[..head].ends_with('?'),
        };
        let name = name.trim_end_matches('?').trim();
        if name.is_empty() {
            return Err(fault("it has no name"));
        }
        let pattern = if text[..head].contains('=') || !optional {
            Pattern::read(pattern)
        } else {
            Pattern::read(&text.replacen('?', "", 1))
        };
        Ok(Self {
            name: name.to_owned(),
            optional,
            pattern: pattern.map_err(fault)?,
        })
    }
}

impl FromStr for Exclusion {
    type Err = StepError;

    fn from_str(text: &str) -> Result<Self, StepError> {
        let fault = |reason| StepError {
            text: text.to_owned(),
            reason,
        };
        let range = text.split_once(':').and_then(|(range, rest)| {
            let (from, to) = range.split_once("..")?;
            Some((
                from.trim().parse::<u8>().ok()?,
                to.trim().parse::<u8>().ok()?,
                rest,
            ))
        });
        let (between, pattern) = match range {
            Some((from, to, _)) if from == 0 || from >= to => {
                return Err(fault("the first step must stand before the second"));
            }
            Some((from, to, rest)) => (Some((from, to)), rest),
            None => (None, text),
        };
        Ok(Self {
            between,
            pattern: Pattern::read(pattern).map_err(fault)?,
        })
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.events.join("|"))?;
        for (index, condition) in self.conditions.iter().enumerate() {
            f.write_str(if index == 0 { WHERE } else { AND })?;
            let values = condition.values.join("|");
            write!(
                f,
                "{}{}{values}",
                condition.column,
                condition.relation.sign()
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.optional { "?" } else { "" };
        write!(f, "{}{mark}={}", self.name, self.pattern)
    }
}

impl fmt::Display for Exclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((from, to)) = self.between {
            write!(f, "{from}..{to}:")?;
        }
        write!(f, "{}", self.pattern)
    }
}

impl TryFrom<String> for Step {
    type Error = StepError;

    fn try_from(text: String) -> Result<Self, StepError> {
        text.parse()
    }
}

impl From<Step> for String {
    fn from(step: Step) -> Self {
        step.to_string()
    }
}

impl TryFrom<String> for Exclusion {
    type Error = StepError;

    fn try_from(text: String) -> Result<Self, StepError> {
        text.parse()
    }
}

impl From<Exclusion> for String {
    fn from(exclusion: Exclusion) -> Self {
        exclusion.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read_and_written_back() {
        for (text, back) in [
            ("浏览", "浏览=浏览"),
            ("加购=cart|fav", "加购=cart|fav"),
            ("领券?=coupon", "领券?=coupon"),
            ("领券?", "领券?=领券"),
            (
                "大单=pay where amount>=100 and channel=搜索|推荐",
                "大单=pay where amount>=100 and channel=搜索|推荐",
            ),
            ("pay where city != 上海", "pay=pay where city!=上海"),
            ("首页=*首页*", "首页=*首页*"),
        ] {
            let step: Step = text.parse().unwrap();
            assert_eq!(step.to_string(), back, "{text}");
            assert_eq!(back.parse::<Step>().unwrap(), step);
        }
        for text in [
            "",
            "=a",
            "a=",
            "a=b|",
            "a=b where c",
            "a=b where c>x",
            "a=b where c>1|2",
        ] {
            assert!(text.parse::<Step>().is_err(), "{text}");
        }
    }

    #[test]
    fn exclusions_say_between_which_steps() {
        let exclusion: Exclusion = "2..3:退款 where 金额>0".parse().unwrap();
        assert_eq!(exclusion.between, Some((2, 3)));
        assert_eq!(exclusion.to_string(), "2..3:退款 where 金额>0");
        assert!("3..2:退款".parse::<Exclusion>().is_err());
    }

    #[test]
    fn a_star_stands_for_any_letters() {
        for (pattern, name, fits) in [
            ("*首页*", "首页活动页", true),
            ("*活动*", "首页活动页", true),
            ("view*", "view_item", true),
            ("view*", "preview", false),
            ("*_item", "view_item", true),
            ("a*b*c", "a1b2c", true),
            ("a*b*c", "acb", false),
            ("*", "", true),
            ("pay", "pay2", false),
        ] {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }
}
