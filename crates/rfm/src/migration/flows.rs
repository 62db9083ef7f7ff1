//! [`Migration`]: the figures of a comparison.

use chrono::NaiveDate;
use serde::Serialize;

/// What became of a customer between two dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// 稳定: in the same segment at both dates.
    Stable,
    /// 升级: in a more valuable segment.
    Up,
    /// 降级: in a less valuable one.
    Down,
    /// 新增: only there at the later date.
    New,
    /// 离开: only there at the earlier date.
    Left,
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 5] = [Self::Stable, Self::Up, Self::Down, Self::New, Self::Left];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Up => "up",
            Self::Down => "down",
            Self::New => "new",
            Self::Left => "left",
        }
    }
}

/// Where customers stood at two dates: the cross-table of segments over the union of both populations.
///
/// Segments stand by their keys in the order of value; an origin of none is a customer who is new, a
/// destination of none one who has left. Up and down compare customers who are there at both dates.
/// Amounts are none where a snapshot has none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Migration {
    /// The earlier date.
    pub before: Period,
    /// The later date.
    pub after: Period,
    /// Keys of the segments, the most valuable first: what makes a move one up or down.
    pub value_order: Vec<String>,
    /// Customers who are there at both dates.
    pub in_both: u64,
    /// Customers in the same segment; shares of this and the next two are of the customers in both.
    pub stable: Moved,
    /// Customers in a more valuable segment.
    pub upgraded: Moved,
    /// Customers in a less valuable segment.
    pub downgraded: Moved,
    /// Customers who were not there before; their share is of the later population.
    pub new: Moved,
    /// Customers who are not there any more; their share is of the earlier population.
    pub left: Moved,
    /// Stable customers over customers in both; none where nobody is in both.
    pub stability_rate: Option<f64>,
    /// Totals by origin, in the order of value, the new last.
    pub origins: Vec<Side>,
    /// Totals by destination, in the order of value, those who left last.
    pub destinations: Vec<Side>,
    /// Every flow that has customers, by origin and then destination.
    pub flows: Vec<Flow>,
    /// The largest flows between two different segments, at most five, most customers first.
    pub largest: Vec<Flow>,
}

/// One of the two dates.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Period {
    /// The analysis date; a table from elsewhere has none.
    pub as_of: Option<NaiveDate>,
    /// First day of the window; none where it has no beginning.
    pub since: Option<NaiveDate>,
    /// Customers with a segment.
    pub customers: u64,
    /// What they spent in the window.
    pub monetary: Option<f64>,
    /// Rows of a table from elsewhere that were set aside: no customer, no segment, an amount that cannot be
    /// read, or a customer of an earlier row.
    pub set_aside: u64,
}

/// What customers spent in the earlier and in the later window.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Amounts {
    /// In the earlier window.
    pub before: f64,
    /// In the later window.
    pub after: f64,
    /// The later amount less the earlier.
    pub change: f64,
}

/// Customers with one kind of move.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// Customers.
    pub customers: u64,
    /// Their share; none of nobody.
    pub share: Option<f64>,
    /// What they spent.
    pub monetary: Option<Amounts>,
}

/// The customers who come from, or go to, one segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// The segment's key; none for the new or those who left.
    pub segment: Option<String>,
    /// Customers.
    pub customers: u64,
    /// What they spent.
    pub monetary: Option<Amounts>,
}

/// The customers who went from one segment to another, or stayed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flow {
    /// Key of the segment before; none for the new.
    pub from: Option<String>,
    /// Key of the segment after; none for those who left.
    pub to: Option<String>,
    /// What kind of move it is.
    #[serde(rename = "move")]
    pub direction: Move,
    /// Customers.
    pub customers: u64,
    /// Their share of the origin's customers: the shares of an origin add up to 1.
    pub share: f64,
    /// What they spent.
    pub monetary: Option<Amounts>,
}

impl Migration {
    /// The customers who went from one segment to another, by their keys.
    pub fn flow(&self, from: Option<&str>, to: Option<&str>) -> Option<&Flow> {
        let is = |flow: &&Flow| flow.from.as_deref() == from && flow.to.as_deref() == to;
        self.flows.iter().find(is)
    }

    /// The customers with one kind of move.
    pub fn moved(&self, direction: Move) -> &Moved {
        match direction {
            Move::Stable => &self.stable,
            Move::Up => &self.upgraded,
            Move::Down => &self.downgraded,
            Move::New => &self.new,
            Move::Left => &self.left,
        }
    }
}
