//! [`Members`]: segments of people from another table.

use fourr_table::{Role, Table, Wanted, coerce};
use hashbrown::HashMap;

use crate::{KanoError, reduce::SplitTally};

/// Which segment each person is in, such as the customers of an RFM run.
#[derive(Debug, Clone)]
pub struct Members {
    column: String,
    names: Vec<String>,
    places: HashMap<String, u32, foldhash::fast::FixedState>,
}

impl Members {
    /// Reads who is in which segment: a row a person, as `customers.parquet` of `fourr rfm` has it.
    ///
    /// The person is found by its header unless `person` names the column. People without a segment are left out; of a
    /// person in several rows the last one counts.
    ///
    /// # Errors
    /// A column that is not there, or more segments than can be compared.
    pub fn read(table: &Table, person: Option<&str>, segment: &str) -> Result<Self, KanoError> {
        let roles = table.roles(&[Wanted::required(Role::Customer, person)])?;
        let person = roles.require(Role::Customer)?;
        let mut members = Self {
            column: segment.to_owned(),
            names: Vec::new(),
            places: HashMap::default(),
        };
        let mut split = SplitTally::new(segment, true);
        for batch in table.batches(&[person, segment])? {
            let batch = batch?;
            let names = batch.column(segment)?;
            let ids = coerce::keys(batch.column(person)?)?.to_strings();
            for (id, name) in ids.into_iter().zip(names.as_texts()?.iter()) {
                let (Some(id), Some(name)) =
                    (id, name.map(str::trim).filter(|name| !name.is_empty()))
                else {
                    continue;
                };
                let place = split.place(name, 0)?;
                members.places.insert(id, place);
            }
        }
        members.names = split
            .segments
            .into_iter()
            .map(|segment| segment.name)
            .collect();
        Ok(members)
    }

    /// People with a segment.
    pub fn people(&self) -> u64 {
        self.places.len() as u64
    }

    pub(crate) fn place(&self, id: &str) -> Option<u32> {
        self.places.get(id).copied()
    }

    /// The segments, with nobody counted yet.
    pub(crate) fn split(&self, features: usize) -> SplitTally {
        let mut split = SplitTally::new(&self.column, true);
        for name in &self.names {
            // Within the limit: the names were made by the same function.
            let _ = split.place(name, features);
        }
        split
    }
}
