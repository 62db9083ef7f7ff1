//! Which columns of touches are read.

use fourr_table::{Found, Role, Table, Wanted};

use super::{AttributionError, CreditRules, TouchShape};

/// The columns of whole journeys.
#[derive(Debug, Clone)]
pub(super) struct CountedColumns {
    pub(super) path: String,
    pub(super) conversions: String,
    pub(super) value: Option<String>,
    pub(super) nulls: Option<String>,
}

/// The columns of single touches.
#[derive(Debug, Clone)]
pub(super) struct TouchColumns {
    pub(super) person: String,
    pub(super) channel: String,
    pub(super) order: Order,
    pub(super) conversion: Conversion,
    pub(super) value: Option<String>,
    /// Whether what is said of a conversion speaks of the whole journey.
    pub(super) of_journeys: bool,
}

/// What puts the touches of a person in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    pub(super) time: Option<String>,
    pub(super) position: Option<String>,
    pub(super) days_before: Option<String>,
}

/// What says that there was a conversion.
#[derive(Debug, Clone)]
pub(super) enum Conversion {
    /// A flag or a number.
    Flag(String),
    /// An event of this name.
    Event { column: String, name: String },
}

/// The columns that are read.
#[derive(Debug, Clone)]
pub(super) enum Columns {
    Counted(CountedColumns),
    Touches(TouchColumns),
}

impl TouchColumns {
    /// Every column, once.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names = vec![self.person.as_str(), self.channel.as_str()];
        let order = &self.order;
        for name in [
            &order.time,
            &order.position,
            &order.days_before,
            &self.value,
        ] {
            names.extend(name.as_deref());
        }
        names.push(match &self.conversion {
            Conversion::Flag(column) | Conversion::Event { column, .. } => column,
        });
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl Columns {
    /// Finds the columns, and what a row is.
    pub(super) fn of(
        table: &Table,
        rules: &CreditRules,
    ) -> Result<(Self, TouchShape, Vec<Found>), AttributionError> {
        let mut finder = Finder {
            table,
            rules,
            found: Vec::new(),
        };
        let counted = match rules.touch_shape {
            Some(shape) => shape == TouchShape::Counted,
            None => finder.peek(Role::Channel)?.is_none() && finder.peek(Role::Path)?.is_some(),
        };
        if counted {
            let columns = finder.counted()?;
            return Ok((Self::Counted(columns), TouchShape::Counted, finder.found));
        }
        let columns = finder.touches()?;
        let shape = if columns.of_journeys {
            TouchShape::Journeys
        } else {
            TouchShape::Log
        };
        Ok((Self::Touches(columns), shape, finder.found))
    }
}

struct Finder<'a> {
    table: &'a Table,
    rules: &'a CreditRules,
    found: Vec<Found>,
}

impl Finder<'_> {
    /// The column of a role, without taking it.
    fn peek(&self, role: Role) -> Result<Option<Found>, AttributionError> {
        let wanted = Wanted::optional(role, self.rules.columns.named(role));
        Ok(self.table.roles(&[wanted])?.iter().next().cloned())
    }

    /// The column of a role, unless it plays another already and nobody named it.
    fn find(&mut self, role: Role) -> Result<Option<String>, AttributionError> {
        let Some(found) = self.peek(role)? else {
            return Ok(None);
        };
        let taken = self.found.iter().any(|known| known.column == found.column);
        if taken && self.rules.columns.named(role).is_none() {
            return Ok(None);
        }
        self.found.push(found.clone());
        Ok(Some(found.column))
    }

    fn require(&mut self, role: Role) -> Result<String, AttributionError> {
        let wanted = Wanted::required(role, self.rules.columns.named(role));
        let roles = self.table.roles(&[wanted])?;
        self.found.extend(roles.iter().cloned());
        Ok(roles.require(role)?.to_owned())
    }

    fn counted(&mut self) -> Result<CountedColumns, AttributionError> {
        let path = self.require(Role::Path)?;
        let conversions = match self.find(Role::Converted)? {
            Some(column) => column,
            None => self
                .find(Role::Conversions)?
                .ok_or_else(|| self.no_conversion())?,
        };
        Ok(CountedColumns {
            path,
            conversions,
            value: self.find(Role::ConversionValue)?,
            nulls: self.find(Role::Nulls)?,
        })
    }

    fn touches(&mut self) -> Result<TouchColumns, AttributionError> {
        let channel = self.require(Role::Channel)?;
        let person = match self.find(Role::Customer)? {
            Some(column) => column,
            None => match self.find(Role::Path)? {
                Some(column) => column,
                None => self.require(Role::Customer)?,
            },
        };
        let order = Order {
            days_before: self.find(Role::DaysBefore)?,
            position: self.find(Role::Position)?,
            time: self.find(Role::Time)?,
        };
        let conversion = self.conversion()?;
        let of_journeys = match self.rules.touch_shape {
            Some(shape) => shape == TouchShape::Journeys,
            None => order.days_before.is_some() || order.time.is_none() && order.position.is_some(),
        };
        Ok(TouchColumns {
            person,
            channel,
            order,
            conversion,
            value: self.find(Role::ConversionValue)?,
            of_journeys,
        })
    }

    fn conversion(&mut self) -> Result<Conversion, AttributionError> {
        if let Some(name) = &self.rules.conversion_event {
            return Ok(Conversion::Event {
                name: name.clone(),
                column: self.require(Role::Event)?,
            });
        }
        let flag = self.find(Role::Converted)?;
        flag.map(Conversion::Flag)
            .ok_or_else(|| self.no_conversion())
    }

    fn no_conversion(&self) -> AttributionError {
        let columns = self.table.columns().iter();
        AttributionError::NoConversion {
            columns: columns.map(|column| column.name.clone()).collect(),
        }
    }
}
