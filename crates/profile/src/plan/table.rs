//! [`TablePlan`]: what is read of orders or events, and the measures taken of them.

use fourr_table::Role;

use super::{Bound, Reads, Refusal, scope::Scope};
use crate::{
    SourceKind, SourceTable,
    rule::Condition,
    tags::{As, Measure, Take},
};

/// What is read of orders or events, and the measures taken of them.
#[derive(Debug, Clone)]
pub(crate) struct TablePlan {
    pub(crate) kind: SourceKind,
    pub(crate) person: String,
    pub(crate) time: String,
    pub(crate) reads: Reads,
    pub(crate) measures: Vec<BoundMeasure>,
}

/// A measure bound to the columns of its table.
#[derive(Debug, Clone)]
pub(crate) struct BoundMeasure {
    /// Its place in the file.
    pub(crate) measure: usize,
    pub(crate) take: BoundTake,
    pub(crate) filter: Option<Condition<Bound>>,
    pub(crate) within: Option<u32>,
}

/// [`Take`] with slots for names.
#[derive(Debug, Clone)]
pub(crate) enum BoundTake {
    Count,
    Days,
    Sum(usize),
    Mean(usize),
    Min(usize),
    Max(usize),
    Distinct(usize),
    Recency,
    Tenure,
    First(usize),
    Last(usize),
    Steps(Vec<Condition<Bound>>),
    Preferred {
        by: usize,
        weigh: Option<usize>,
        top: u32,
    },
}

impl Take {
    /// Whether it counts back from the date in force.
    pub(super) fn counts_back(&self) -> bool {
        matches!(self, Self::Recency | Self::Tenure)
    }
}

impl TablePlan {
    pub(super) fn new(source: &SourceTable) -> Self {
        let column = |role| source.column(role).unwrap_or_default().to_owned();
        Self {
            kind: source.kind,
            person: column(Role::Customer),
            time: column(Role::Time),
            reads: Reads::default(),
            measures: Vec::new(),
        }
    }
}

/// Adds a measure, by its place in the file.
pub(super) fn add(
    plan: &mut TablePlan,
    source: &SourceTable,
    (measure, of): (usize, &Measure),
) -> Result<(), Refusal> {
    let mut scope = Scope::new(vec![source], None);
    scope.reads = std::mem::take(&mut plan.reads);
    let mut number = |name| scope.slot(name, Some(As::Number));
    let take = match &of.take {
        Take::Count => BoundTake::Count,
        Take::Days => BoundTake::Days,
        Take::Sum(name) => BoundTake::Sum(number(name)?),
        Take::Mean(name) => BoundTake::Mean(number(name)?),
        Take::Min(name) => BoundTake::Min(number(name)?),
        Take::Max(name) => BoundTake::Max(number(name)?),
        Take::Distinct(name) => BoundTake::Distinct(scope.as_text(name)?),
        Take::Recency => BoundTake::Recency,
        Take::Tenure => BoundTake::Tenure,
        Take::First(name) => BoundTake::First(scope.as_text(name)?),
        Take::Last(name) => BoundTake::Last(scope.as_text(name)?),
        Take::Steps(steps) => BoundTake::Steps(
            steps
                .iter()
                .map(|step| scope.condition(step))
                .collect::<Result<_, _>>()?,
        ),
        Take::Preferred { by, weigh, top } => BoundTake::Preferred {
            weigh: weigh.as_ref().map(number).transpose()?,
            by: scope.as_text(by)?,
            top: *top,
        },
    };
    let filter = of
        .filter
        .as_ref()
        .map(|filter| scope.condition(filter))
        .transpose()?;
    if let Some(at) = scope.dated.first() {
        return Err((
            *at,
            crate::tags::TagFault::NotAllowed("as_of in a condition on rows".to_owned()),
        ));
    }
    plan.reads = scope.reads;
    plan.measures.push(BoundMeasure {
        measure,
        take,
        filter,
        within: of.within,
    });
    Ok(())
}
