//! The verb: [`Funnel::convert`], and its result.

use fourr_table::{Role, Roles, Table, Wanted};
use polars::prelude::DataFrame;

use crate::{Funnel, FunnelError, InputKind, Summary, counted, log, stamps};

/// The result of a funnel.
#[derive(Debug, Clone)]
pub struct Conversion {
    /// Every figure.
    pub summary: Summary,
    /// One row per person, session or attempt, where that was asked for, sorted by person and start: `person`, `level`,
    /// `start`, `group` and the seconds from the start to each stage (`seconds_2`, ...).
    pub persons: Option<DataFrame>,
}

impl Funnel {
    /// Counts who reaches which stage.
    ///
    /// `input` has one row per event (person, event, time, any properties), or one row per stage with how many reached it
    /// (also by group and day), or one row per person with one column of times or flags per stage. Columns are found by
    /// role unless the parameters name them.
    ///
    /// A row without person, event or time is set aside and counted, and so is the same event of the same person at the
    /// same time. At equal times the event of the earlier step comes first, whatever the order of the rows. Windows are
    /// inclusive. The result depends neither on the order of the rows, but for the stages of a table of counts, nor on
    /// the number of threads.
    ///
    /// # Errors
    /// A meaningless parameter, a column that is missing or ambiguous, events that the log does not have, an unreadable
    /// input, or nothing to count.
    ///
    /// # References
    /// ClickHouse documentation, Parametric aggregate functions, `windowFunnel`.
    pub fn convert(&self, input: &Table) -> Result<Conversion, FunnelError> {
        self.check()?;
        match self.kind(input)? {
            InputKind::Counts => counted::convert(self, input),
            InputKind::Stamps => stamps::convert(self, input),
            InputKind::Events | InputKind::Auto => log::convert(self, input),
        }
    }

    /// What the rows are.
    pub(crate) fn kind(&self, input: &Table) -> Result<InputKind, FunnelError> {
        if self.rows != InputKind::Auto {
            return Ok(self.rows);
        }
        if !self.stage_columns.is_empty() {
            return Ok(InputKind::Stamps);
        }
        if self.stage.is_some() || self.count.is_some() {
            return Ok(InputKind::Counts);
        }
        if self.person.is_some() || self.event.is_some() {
            return Ok(InputKind::Events);
        }
        // A log has persons; a table of counts has none.
        let found = |role| -> Result<bool, FunnelError> {
            let roles = input.roles(&[Wanted::optional(role, None)])?;
            Ok(roles.get(role).is_some())
        };
        let counted = !found(Role::Customer)? && found(Role::Stage)? && found(Role::Count)?;
        Ok(if counted {
            InputKind::Counts
        } else {
            InputKind::Events
        })
    }

    /// The column of the breakdown: the one asked for, else the channel where there is one.
    pub(crate) fn breakdown(
        &self,
        input: &Table,
        roles: &mut Roles,
    ) -> Result<Option<String>, FunnelError> {
        match self.by.as_deref() {
            Some("none") => Ok(None),
            Some(by) => {
                crate::plan::exists(input, by)?;
                Ok(Some(by.to_owned()))
            }
            None => {
                let found = input.roles(&[Wanted::optional(Role::Channel, None)])?;
                let channel = found.get(Role::Channel).map(str::to_owned);
                if channel.is_some() {
                    roles.extend(found);
                }
                Ok(channel)
            }
        }
    }
}
