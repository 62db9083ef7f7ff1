//! [`Snapshot`]: which segment every customer was in at one date.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use fourr_table::{
    Role, Table, TableError, Wanted,
    coerce::{Faults, amounts, keys},
};
use polars::prelude::*;

use crate::{Column as Name, RfmError, Segment, Segmentation, measure::exact};

/// Headers under which a table from elsewhere is taken to have its segments, the first that it has.
const SEGMENT_HEADERS: [&str; 6] = [
    "segment",
    "客户类型",
    "客户分类",
    "客户分群",
    "分群",
    "类型",
];

/// Every customer's segment at one date, and what they had spent.
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub(super) ids: Ids,
    /// Names of the segments that occur.
    pub(super) names: Vec<String>,
    /// Each customer's segment, as a place in `names`.
    pub(super) segment: Vec<u32>,
    /// What each customer spent, in ten-thousandths.
    pub(super) monetary: Option<Vec<i64>>,
    pub(super) as_of: Option<NaiveDate>,
    pub(super) since: Option<NaiveDate>,
    pub(super) set_aside: u64,
}

/// Ids in ascending order, without gaps.
#[derive(Debug, Clone)]
pub(super) enum Ids {
    Whole(Int64Chunked),
    Text(StringChunked),
}

/// Which columns of a table from elsewhere say what; those left out are found by their headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SnapshotColumns {
    /// The customer's id.
    pub customer: Option<String>,
    /// The segment's name or code.
    pub segment: Option<String>,
    /// What the customer spent; without it there are no amounts.
    pub monetary: Option<String>,
}

impl Ids {
    fn of(column: &Column) -> PolarsResult<Self> {
        let series = column.as_materialized_series();
        Ok(match series.dtype() {
            DataType::String => Self::Text(series.str()?.clone()),
            _ => Self::Whole(series.i64()?.clone()),
        })
    }

    fn len(&self) -> usize {
        match self {
            Self::Whole(ids) => ids.len(),
            Self::Text(ids) => ids.len(),
        }
    }

    /// The ids as text in ascending order, each with its place here.
    pub(super) fn by_text(&self) -> Vec<(String, u32)> {
        let mut texts: Vec<(String, u32)> = match self {
            Self::Whole(ids) => ids
                .iter()
                .flatten()
                .map(|id| id.to_string())
                .zip(0..)
                .collect(),
            Self::Text(ids) => ids.iter().flatten().map(str::to_owned).zip(0..).collect(),
        };
        texts.sort_unstable();
        texts
    }
}

impl Snapshot {
    /// The customers of a segmentation.
    ///
    /// # Errors
    /// A frame of customers without the columns that [`Rfm::segment`](crate::Rfm::segment) gives it.
    pub fn of(result: &Segmentation) -> Result<Self, RfmError> {
        let summary = &result.summary;
        let segments = summary.segments.0.iter().map(|of| &of.segment);
        let names: Vec<String> = segments.map(|segment| segment.key.clone()).collect();
        let places: BTreeMap<&str, u32> = names.iter().map(String::as_str).zip(0..).collect();
        let column = |name: Name| result.customers.column(name.name());
        let segment = column(Name::Segment)?.cast(&DataType::String)?;
        let segment = segment
            .str()?
            .iter()
            .map(|name| name.and_then(|name| places.get(name).copied()));
        let monetary = column(Name::Monetary)?.f64()?;
        Ok(Self {
            ids: Ids::of(column(Name::Customer)?)?,
            segment: segment.map(Option::unwrap_or_default).collect(),
            monetary: Some(monetary.iter().flatten().map(exact).collect()),
            as_of: summary.as_of,
            since: summary.parameters.since,
            set_aside: 0,
            names,
        })
    }

    /// The customers of another table of segments and amounts, sorted by id.
    pub(super) fn new(
        ids: &Series,
        names: Vec<String>,
        segment: Vec<u32>,
        monetary: &[f64],
    ) -> Result<Self, RfmError> {
        Ok(Self {
            ids: Ids::of(&ids.clone().into_column())?,
            names,
            segment,
            monetary: Some(monetary.iter().map(|value| exact(*value)).collect()),
            as_of: None,
            since: None,
            set_aside: 0,
        })
    }

    /// Reads a table with one row per customer: id, segment and, where there is such a column, what they
    /// spent, such as the `customers.csv` or `.parquet` of an earlier run.
    ///
    /// A row without customer or segment, with an amount that cannot be read, or with the customer of an
    /// earlier row is set aside and counted.
    ///
    /// # Errors
    /// A column that is not there or cannot be told, a table that cannot be read, or nobody in it.
    pub fn read(table: &Table, columns: &SnapshotColumns) -> Result<Self, RfmError> {
        let wanted = [
            Wanted::required(Role::Customer, columns.customer.as_deref()),
            Wanted::optional(Role::Monetary, columns.monetary.as_deref()),
        ];
        let roles = table.roles(&wanted)?;
        let customer = roles.require(Role::Customer)?;
        let (segment, monetary) = (segment_column(table, columns)?, roles.get(Role::Monetary));
        let mut names = vec![customer, segment.as_str()];
        names.extend(monetary);
        let mut rows = Rows::default();
        let mut faults = Faults::new(monetary.unwrap_or_default());
        for batch in table.batches(&names)? {
            let batch = batch?;
            let ids = keys(batch.column(customer)?)?.to_strings();
            let segments = keys(batch.column(&segment)?)?.to_strings();
            let money = match monetary {
                Some(name) => amounts(batch.column(name)?, batch.first_row, &mut faults)?,
                None => Vec::new(),
            };
            for (row, (id, segment)) in ids.into_iter().zip(segments).enumerate() {
                let spent = money.get(row).map_or(Some(0), |cell| cell.value());
                rows.enter(id.zip(segment).zip(spent));
            }
        }
        rows.into_snapshot(monetary.is_some())
    }

    /// The same snapshot with its segments under their keys.
    ///
    /// # Errors
    /// A segment that `segments` do not have.
    pub(super) fn renamed(&self, segments: &[Segment]) -> Result<Self, RfmError> {
        let known = |name: &String| segments.iter().find(|of| of.is_called(name));
        let unknown = self.names.iter().filter(|name| known(name).is_none());
        let unknown: Vec<String> = unknown.cloned().collect();
        if !unknown.is_empty() {
            return Err(RfmError::OtherSegments { unknown });
        }
        let names = self.names.iter().filter_map(known);
        Ok(Self {
            names: names.map(|segment| segment.key.clone()).collect(),
            ..self.clone()
        })
    }

    /// The same snapshot with its date and the first day of its window.
    #[must_use]
    pub fn dated(self, as_of: Option<NaiveDate>, since: Option<NaiveDate>) -> Self {
        Self {
            as_of,
            since,
            ..self
        }
    }

    /// Customers in the snapshot.
    pub fn customers(&self) -> usize {
        self.ids.len()
    }
}

/// The column of segments: the one named, else the first with a usual header.
fn segment_column(table: &Table, columns: &SnapshotColumns) -> Result<String, RfmError> {
    let there = |name: &str| table.columns().iter().any(|column| column.name == name);
    let names = || table.columns().iter().map(|column| column.name.clone());
    match &columns.segment {
        Some(name) if there(name) => Ok(name.clone()),
        Some(name) => Err(RfmError::Table(TableError::NoColumn {
            column: name.clone(),
            role: None,
            columns: names().collect(),
            near: Vec::new(),
        })),
        None => {
            let found = SEGMENT_HEADERS.into_iter().find(|header| there(header));
            found
                .map(str::to_owned)
                .ok_or_else(|| RfmError::NoSegmentColumn {
                    columns: names().collect(),
                })
        }
    }
}

/// The rows of a table from elsewhere.
#[derive(Default)]
struct Rows {
    /// Places of the segments in the order in which they occur.
    places: BTreeMap<String, u32>,
    people: BTreeMap<String, (u32, i64)>,
    set_aside: u64,
}

impl Rows {
    fn enter(&mut self, row: Option<((String, String), i64)>) {
        let Some(((id, segment), spent)) = row else {
            self.set_aside += 1;
            return;
        };
        if self.people.contains_key(&id) {
            self.set_aside += 1;
            return;
        }
        let next = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(segment).or_insert(next);
        self.people.insert(id, (place, spent));
    }

    fn into_snapshot(self, priced: bool) -> Result<Snapshot, RfmError> {
        if self.people.is_empty() {
            return Err(RfmError::NobodyBefore {
                set_aside: self.set_aside,
            });
        }
        let segment = self.people.values().map(|(segment, _)| *segment).collect();
        let spent = self.people.values().map(|(_, spent)| *spent);
        let monetary = priced.then(|| spent.collect());
        let mut names: Vec<(String, u32)> = self.places.into_iter().collect();
        names.sort_unstable_by_key(|(_, place)| *place);
        let ids = self.people.keys().map(String::as_str);
        Ok(Snapshot {
            segment,
            monetary,
            ids: Ids::Text(StringChunked::from_iter_values("customer".into(), ids)),
            names: names.into_iter().map(|(name, _)| name).collect(),
            as_of: None,
            since: None,
            set_aside: self.set_aside,
        })
    }
}
