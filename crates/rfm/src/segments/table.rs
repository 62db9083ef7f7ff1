//! [`SegmentTable`]: which segment a customer's scores belong to.

use serde::Serialize;

/// A segment: its names and what to do with the customers in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Stable key: `111`, `champions`, `s01`.
    pub code: String,
    /// The name under which the segment was published; it stands in files whatever the language.
    pub key: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// What to do with these customers, in Chinese.
    pub action_zh: String,
    /// What to do with these customers, in English.
    pub action_en: String,
}

impl Segment {
    pub(crate) fn new(code: &str, names: [&str; 2], actions: [&str; 2]) -> Self {
        Self {
            code: code.to_owned(),
            key: names[1].to_owned(),
            zh: names[0].to_owned(),
            en: names[1].to_owned(),
            action_zh: actions[0].to_owned(),
            action_en: actions[1].to_owned(),
        }
    }

    /// Whether `name` is this segment's code, key, or name in either language.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        [&self.code, &self.key, &self.zh, &self.en]
            .into_iter()
            .any(|own| own == name)
    }

    /// Where customers go that no rule of a table covers.
    pub(crate) fn others() -> Self {
        Self::new(
            "others",
            ["其他", "Others"],
            ["检查分群规则的空缺", "close the holes in the rules"],
        )
    }
}

/// Scores from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span(pub(crate) u8, pub(crate) u8);

impl Span {
    pub(crate) const ANY: Self = Self(0, u8::MAX);

    pub(crate) fn contains(self, score: u8) -> bool {
        (self.0..=self.1).contains(&score)
    }
}

/// The scores that belong to a segment. `fm` is the rounded mean of F and M.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CellRule {
    pub(crate) segment: usize,
    pub(crate) r: Span,
    pub(crate) f: Span,
    pub(crate) m: Span,
    pub(crate) fm: Span,
}

impl CellRule {
    pub(crate) fn covers(&self, [r, f, m]: [u8; 3]) -> bool {
        let fm = (f + m).div_ceil(2); // floor((F + M) / 2 + 0.5)
        self.r.contains(r) && self.f.contains(f) && self.m.contains(m) && self.fm.contains(fm)
    }
}

/// How a segment is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rule {
    /// By high and low of R, F and M: bit 2, 1 and 0 of the index into this table of segments.
    Split([usize; 8]),
    /// By the scores, the first rule that covers them.
    Cells(Vec<CellRule>),
}

/// A table of segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentTable {
    /// Name of the preset or of the user's table.
    pub name: String,
    /// The segments, in the order in which they are shown.
    pub segments: Vec<Segment>,
    pub(crate) rule: Rule,
}

impl SegmentTable {
    /// The segment of every cell of scores 1 to `bins`, indexed `((r-1) * bins + f-1) * bins + m-1`;
    /// `None` for a table that is split by high and low.
    pub(crate) fn lookup(&self, bins: u8) -> Option<Vec<Option<usize>>> {
        let Rule::Cells(rules) = &self.rule else {
            return None;
        };
        let cell = |scores| {
            rules
                .iter()
                .find(|rule| rule.covers(scores))
                .map(|rule| rule.segment)
        };
        Some(cells(bins).map(cell).collect())
    }
}

/// Every cell of scores 1 to `bins`, M running fastest.
pub(crate) fn cells(bins: u8) -> impl Iterator<Item = [u8; 3]> {
    (1..=bins).flat_map(move |r| (1..=bins).flat_map(move |f| (1..=bins).map(move |m| [r, f, m])))
}
