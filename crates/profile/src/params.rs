//! [`Profile`]: the parameters of a profile.

use chrono::NaiveDate;
use fourr_locale::Lang;
use fourr_table::{Role, Wanted};
use serde::{Deserialize, Serialize};

use crate::{CoarseTag, ProfileError, Statistics, sources};

/// Parameters of an audience profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Column with the id of the person [default: found by its header]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub customer: Option<String>,
    /// Column with the date or time of an order or event
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub time: Option<String>,
    /// Column with the order id
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub order: Option<String>,
    /// Column with the paid amount
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub amount: Option<String>,
    /// Column with the quantity
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub quantity: Option<String>,
    /// Column with what the person did
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub event: Option<String>,
    /// Column with the product
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub product: Option<String>,
    /// Column with the kind of product
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub category: Option<String>,
    /// Column with the channel
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub channel: Option<String>,

    /// Date that windows are counted back from [default: the day after the last order or event]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Tags")]
    pub as_of: Option<NaiveDate>,
    /// Values of a column that are told apart when it becomes a tag as it is; the rest is 其他 (other)
    #[arg(long, value_name = "N", default_value_t = Self::default().levels, help_heading = "Tags")]
    pub levels: u16,
    /// Classes of equally many persons that a column of numbers is cut into when there is no tag file
    #[arg(long, value_name = "N", default_value_t = Self::default().classes, help_heading = "Tags")]
    pub classes: u8,

    /// Column of persons that says whether they have consented to being profiled (是, yes, 1): whoever has not is left out
    /// and counted
    #[arg(long, value_name = "COLUMN", help_heading = "Privacy")]
    pub consent: Option<String>,
    /// Columns made coarser before anything is counted or written: tags that take a column as it is, or columns where there is
    /// no tag file; by age, year, month, province, or bins of a width
    #[arg(
        long,
        value_name = "TAG=age|year|month|province|bins:N,...",
        value_delimiter = ',',
        help_heading = "Privacy"
    )]
    pub generalise: Vec<CoarseTag>,
    /// Take every row for a person of its own, numbered from 1, where no column names persons: visits, answers
    #[arg(long, help_heading = "Columns")]
    pub each_row: bool,
    /// Language of the tags that are derived from columns
    #[arg(skip = Self::default().derived_in)]
    #[serde(skip, default = "chinese")]
    pub derived_in: Lang,

    /// The statistics of the tagged population
    #[command(flatten)]
    pub statistics: Statistics,
}

fn chinese() -> Lang {
    Lang::Zh
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            customer: None,
            time: None,
            order: None,
            amount: None,
            quantity: None,
            event: None,
            product: None,
            category: None,
            channel: None,
            as_of: None,
            levels: 50,
            classes: 4,
            consent: None,
            generalise: Vec::new(),
            each_row: false,
            derived_in: chinese(),
            statistics: Statistics::default(),
        }
    }
}

impl Profile {
    /// Refuses parameters that have no meaning, before any file is read.
    ///
    /// # Errors
    /// The first parameter that is out of its range.
    pub fn check(&self) -> Result<(), ProfileError> {
        if !(1..=60_000).contains(&self.levels) {
            return Err(ProfileError::Levels(self.levels));
        }
        if !(2..=10).contains(&self.classes) {
            return Err(ProfileError::Classes(self.classes));
        }
        self.statistics.check()
    }

    /// The roles that a table may have.
    pub(crate) fn wanted(&self) -> Vec<Wanted> {
        sources::wanted(&[
            (Role::Customer, &self.customer),
            (Role::Time, &self.time),
            (Role::Order, &self.order),
            (Role::Amount, &self.amount),
            (Role::Quantity, &self.quantity),
            (Role::Event, &self.event),
            (Role::Product, &self.product),
            (Role::Category, &self.category),
            (Role::Channel, &self.channel),
        ])
    }
}
