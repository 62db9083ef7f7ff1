//! Tables of segments written by the user, in TOML.

use serde::{Deserialize, Deserializer, Serialize, ser::SerializeStruct};

use super::{CellRule, Rule, Segment, SegmentTable, Span};

/// Most segments that a table may have.
const MOST: usize = 99;

/// What is wrong with a table of segments.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SegmentTableError {
    /// The file is no such table.
    #[error("the table of segments cannot be read: {0}")]
    Syntax(String),
    /// Too few or too many segments.
    #[error("the table has {0} segments, expected 1 to {MOST}")]
    Count(usize),
    /// Two segments share a name.
    #[error("the segment {0} stands twice in the table")]
    Twice(String),
    /// A range lies outside the scores.
    #[error("segment {segment}: {dimension} is {low}-{high}, expected scores from 1 to {bins}")]
    Scores {
        /// The segment.
        segment: String,
        /// `r`, `f`, `m` or `fm`.
        dimension: &'static str,
        /// First score.
        low: u8,
        /// Last score.
        high: u8,
        /// Classes in force.
        bins: u8,
    },
    /// A published table was asked for with another number of classes.
    #[error("the segments {table} are defined for 5 score classes, not {bins}")]
    NeedsFive {
        /// The preset.
        table: String,
        /// Classes in force.
        bins: u8,
    },
}

impl SegmentTableError {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Syntax(_) => Some(
                "a segment is [[segment]] with name = \"…\" and r, f, m or fm = \"4-5\"".to_owned(),
            ),
            Self::NeedsFive { .. } => {
                Some("leave out --bins, or use --scheme textbook8".to_owned())
            }
            Self::Scores { .. } => Some("correct the range, or set --bins".to_owned()),
            Self::Count(_) | Self::Twice(_) => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableText {
    #[serde(default)]
    name: Option<String>,
    segment: Vec<SegmentText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SegmentText {
    name: String,
    #[serde(default)]
    action: String,
    #[serde(default, deserialize_with = "span")]
    r: Option<Span>,
    #[serde(default, deserialize_with = "span")]
    f: Option<Span>,
    #[serde(default, deserialize_with = "span")]
    m: Option<Span>,
    #[serde(default, deserialize_with = "span")]
    fm: Option<Span>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a score such as 5, or a range such as \"4-5\"")]
enum SpanText {
    One(u8),
    Pair([u8; 2]),
    Text(String),
}

fn span<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Span>, D::Error> {
    let parsed = match SpanText::deserialize(deserializer)? {
        SpanText::One(score) => Some(Span(score, score)),
        SpanText::Pair([low, high]) => Some(Span(low, high)),
        SpanText::Text(text) => {
            let (low, high) = text.split_once(['-', '–', '~']).unwrap_or((&text, &text));
            low.trim()
                .parse()
                .ok()
                .zip(high.trim().parse().ok())
                .map(|(low, high)| Span(low, high))
        }
    };
    let wrong =
        || serde::de::Error::custom("expected a score such as 5, or a range such as \"4-5\"");
    parsed.map(Some).ok_or_else(wrong)
}

impl SegmentTable {
    /// Reads a table from TOML: `name`, then a `[[segment]]` each with `name`, an optional `action`, and
    /// ranges of scores `r`, `f`, `m` and `fm` (the rounded mean of F and M). A range left out covers
    /// every score; the first segment that covers a cell gets it.
    ///
    /// ```
    /// use fourr_rfm::SegmentTable;
    /// let table = SegmentTable::from_toml(r#"
    ///     name = "loyalty"
    ///     [[segment]]
    ///     name = "核心客户"
    ///     r = "4-5"
    ///     fm = "4-5"
    ///     [[segment]]
    ///     name = "其余"
    /// "#)?;
    /// assert_eq!(table.segments.len(), 2);
    /// # Ok::<(), fourr_rfm::SegmentTableError>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with the text, with line and column.
    pub fn from_toml(text: &str) -> Result<Self, SegmentTableError> {
        let written: TableText =
            toml::from_str(text).map_err(|error| SegmentTableError::Syntax(error.to_string()))?;
        Self::from_text(written)
    }

    fn from_text(written: TableText) -> Result<Self, SegmentTableError> {
        if !(1..=MOST).contains(&written.segment.len()) {
            return Err(SegmentTableError::Count(written.segment.len()));
        }
        let mut segments: Vec<Segment> = Vec::new();
        let mut rules = Vec::new();
        for (index, text) in written.segment.into_iter().enumerate() {
            if segments.iter().any(|segment| segment.zh == text.name) {
                return Err(SegmentTableError::Twice(text.name));
            }
            let any = |span: Option<Span>| span.unwrap_or(Span::ANY);
            rules.push(CellRule {
                segment: index,
                r: any(text.r),
                f: any(text.f),
                m: any(text.m),
                fm: any(text.fm),
            });
            let code = format!("s{:02}", index + 1);
            segments.push(Segment::new(
                &code,
                [&text.name, &text.name],
                [&text.action, &text.action],
            ));
        }
        let name = written.name.unwrap_or_else(|| "own".to_owned());
        Ok(Self {
            name,
            segments,
            rule: Rule::Cells(rules),
        })
    }

    /// Refuses ranges outside the scores 1 to `bins`.
    pub(crate) fn check(&self, bins: u8) -> Result<(), SegmentTableError> {
        let Rule::Cells(rules) = &self.rule else {
            return Ok(());
        };
        for rule in rules {
            for (dimension, span) in [("r", rule.r), ("f", rule.f), ("m", rule.m), ("fm", rule.fm)]
            {
                if span != Span::ANY && !(1 <= span.0 && span.0 <= span.1 && span.1 <= bins) {
                    let segment = self.segments[rule.segment].zh.clone();
                    return Err(SegmentTableError::Scores {
                        segment,
                        dimension,
                        low: span.0,
                        high: span.1,
                        bins,
                    });
                }
            }
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for SegmentTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_text(TableText::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl Serialize for SegmentTable {
    /// Writes the form that [`SegmentTable::from_toml`] reads; a split table only its name.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut table = serializer.serialize_struct("SegmentTable", 2)?;
        table.serialize_field("name", &self.name)?;
        let rules: &[CellRule] = match &self.rule {
            Rule::Cells(rules) => rules,
            Rule::Split(_) => &[],
        };
        let rows: Vec<Row<'_>> = rules
            .iter()
            .map(|rule| Row::of(&self.segments[rule.segment], rule))
            .collect();
        table.serialize_field("segment", &rows)?;
        table.end()
    }
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    action: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    r: Option<[u8; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    f: Option<[u8; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    m: Option<[u8; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fm: Option<[u8; 2]>,
}

impl<'a> Row<'a> {
    fn of(segment: &'a Segment, rule: &CellRule) -> Self {
        let pair = |span: Span| (span != Span::ANY).then_some([span.0, span.1]);
        Self {
            name: &segment.zh,
            action: &segment.action_zh,
            r: pair(rule.r),
            f: pair(rule.f),
            m: pair(rule.m),
            fm: pair(rule.fm),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scheme, SegmentLint};

    const OWN: &str = r#"
        name = "loyalty"
        [[segment]]
        name = "core"
        r = "4-5"
        fm = [4, 5]
        [[segment]]
        name = "fresh"
        r = 5
        [[segment]]
        name = "shadowed"
        r = 5
        fm = 5
    "#;

    #[test]
    fn an_own_table_is_linted() {
        let table = SegmentTable::from_toml(OWN).unwrap();
        let lint = SegmentLint::of(&table, 5);
        assert_eq!(lint.unreachable, ["s03"]);
        // R 4: FM below 4; R 1 to 3: all 25 cells. Of F x M, 15 have a rounded mean below 4.
        let low = (1..=5u8)
            .flat_map(|f| (1..=5u8).map(move |m| (f + m).div_ceil(2)))
            .filter(|fm| *fm < 4)
            .count();
        assert_eq!(lint.holes.len(), 3 * 25 + low);
        assert!(
            lint.overlaps
                .iter()
                .any(|o| o.first == "s01" && o.second == "s03")
        );
    }

    #[test]
    fn what_it_writes_it_reads() {
        let table = SegmentTable::from_toml(OWN).unwrap();
        let text = toml::to_string(&table).unwrap();
        assert_eq!(SegmentTable::from_toml(&text).unwrap(), table);
    }

    #[test]
    fn mistakes_are_named() {
        let outside = SegmentTable::from_toml("[[segment]]\nname = 'a'\nr = '4-9'\n").unwrap();
        let error = Scheme::Own(outside).table(5).unwrap_err();
        assert_eq!(
            error.to_string(),
            "segment a: r is 4-9, expected scores from 1 to 5"
        );
        let twice = "[[segment]]\nname = 'a'\n[[segment]]\nname = 'a'\n";
        assert_eq!(
            SegmentTable::from_toml(twice),
            Err(SegmentTableError::Twice("a".into()))
        );
        assert!(matches!(
            SegmentTable::from_toml("[[segment]]\nnome = 'a'"),
            Err(SegmentTableError::Syntax(_))
        ));
    }
}
