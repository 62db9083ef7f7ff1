//! Which columns of a ledger are read.

use fourr_table::{Found, Role, Table, Wanted};

use crate::{CostBenefit, CostBenefitError, Dimension, media::Measure};

/// The columns of a ledger that are read.
#[derive(Debug, Clone)]
pub(crate) struct LedgerColumns {
    /// Levels by name.
    pub(super) keys: Vec<(Dimension, String)>,
    /// Whether days are levels.
    pub(super) by_day: bool,
    pub(super) time: Option<String>,
    pub(super) currency: Option<String>,
    pub(super) group: Option<String>,
    pub(super) shape: Shape,
    /// How the columns were found.
    pub(crate) found: Vec<Found>,
}

/// How the numbers stand in the rows.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// A column a measure.
    Wide(Wide),
    /// A row a measure.
    Long { measure: String, value: String },
}

/// The numbers of a wide table.
#[derive(Debug, Clone, Default)]
pub(super) struct Wide {
    pub(super) measures: Vec<(Measure, String)>,
    pub(super) cost_type: Option<String>,
    pub(super) margin_rate: Option<String>,
    /// Columns that each hold the cost of one channel.
    pub(super) spend: Vec<String>,
}

/// The roles of the columns that tell levels apart.
const LEVELS: [(Dimension, Role); 3] = [
    (Dimension::Channel, Role::Channel),
    (Dimension::Campaign, Role::Campaign),
    (Dimension::Keyword, Role::Keyword),
];

impl LedgerColumns {
    pub(crate) fn of(table: &Table, params: &CostBenefit) -> Result<Self, CostBenefitError> {
        let mut finder = Finder {
            table,
            params,
            found: Vec::new(),
        };
        let mut keys = Vec::new();
        for (dimension, role) in LEVELS {
            // Columns that each hold the cost of one channel are the channels.
            let spends = dimension == Dimension::Channel && !params.spend_columns.is_empty();
            let asked = params.by.contains(&dimension);
            if !spends
                && (params.by.is_empty() || asked)
                && let Some(column) = finder.find(role, asked)?
            {
                keys.push((dimension, column));
            }
        }
        let asks_for_days = params.by.contains(&Dimension::Day)
            || params
                .since
                .or(params.until)
                .or(params.compare_from)
                .is_some();
        let time = finder.find(Role::Time, asks_for_days)?;
        let shape = match finder.find(Role::Measure, false)? {
            Some(measure) => Shape::Long {
                measure,
                value: finder.find(Role::Value, true)?.unwrap_or_default(),
            },
            None => Shape::Wide(finder.wide()?),
        };
        Ok(Self {
            by_day: time.is_some() && (params.by.is_empty() || params.by.contains(&Dimension::Day)),
            group: match params.control {
                Some(_) => finder.find(Role::Group, true)?,
                None => None,
            },
            currency: finder.find(Role::Currency, params.only_currency.is_some())?,
            keys,
            time,
            shape,
            found: finder.found,
        })
    }

    /// Every column, once.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.keys.iter().map(|(_, name)| name.as_str()).collect();
        for name in [&self.time, &self.currency, &self.group] {
            names.extend(name.as_deref());
        }
        match &self.shape {
            Shape::Long { measure, value } => names.extend([measure.as_str(), value.as_str()]),
            Shape::Wide(wide) => {
                names.extend(wide.measures.iter().map(|(_, name)| name.as_str()));
                names.extend(wide.cost_type.as_deref());
                names.extend(wide.margin_rate.as_deref());
                names.extend(wide.spend.iter().map(String::as_str));
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}

struct Finder<'a> {
    table: &'a Table,
    params: &'a CostBenefit,
    found: Vec<Found>,
}

impl Finder<'_> {
    /// The column of a role. One that its header names, and that plays another role already, plays no second one.
    fn find(&mut self, role: Role, required: bool) -> Result<Option<String>, CostBenefitError> {
        let named = self.params.columns.named(role);
        let wanted = Wanted {
            role,
            column: named.map(str::to_owned),
            required,
        };
        let roles = self.table.roles(&[wanted])?;
        let Some(found) = roles.iter().next() else {
            return Ok(None);
        };
        let taken = self.found.iter().any(|known| known.column == found.column)
            || self.params.spend_columns.contains(&found.column);
        if taken && named.is_none() {
            return Ok(None);
        }
        self.found.push(found.clone());
        Ok(Some(found.column.clone()))
    }

    fn wide(&mut self) -> Result<Wide, CostBenefitError> {
        let mut wide = Wide {
            spend: self.params.spend_columns.clone(),
            cost_type: self.find(Role::CostType, false)?,
            ..Wide::default()
        };
        for measure in Measure::ALL {
            if let Some(column) = self.find(measure.role(), false)? {
                wide.measures.push((measure, column));
            }
        }
        wide.margin_rate = self.find(Role::MarginRate, false)?;
        if wide.measures.is_empty() && wide.spend.is_empty() {
            return Err(CostBenefitError::NoMeasures {
                columns: self
                    .table
                    .columns()
                    .iter()
                    .map(|c| c.name.clone())
                    .collect(),
            });
        }
        Ok(wide)
    }
}
