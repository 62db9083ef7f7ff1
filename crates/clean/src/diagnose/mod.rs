//! From a table to a [`Diagnosis`]: the figures of the survey and the suspected cells, as findings with a proposal each.

mod cells;
mod draft;
mod figures;
mod pattern;
mod read;
mod rows;
mod sketch;
mod values;
mod words;

use fourr_table::Table;

use crate::discover::discover;
use crate::{CleanError, Diagnosis, Survey};
use draft::{Draft, Subject};

impl Diagnosis {
    /// Looks at every cell of a table.
    ///
    /// Suspected cells are looked for in the first million rows; everything else is counted over all of them. Findings
    /// stand in the order in which their steps have to be taken: text, missing values, types, duplicates, rules, outliers,
    /// filling.
    ///
    /// # Errors
    /// A table that cannot be read to its end.
    pub fn of(table: &Table) -> Result<Self, CleanError> {
        let survey = Survey::of(table)?;
        let columns = read::coded(table)?;
        let discovery = discover(&columns);
        let subject = Subject {
            survey: &survey,
            columns: &columns,
            discovery: &discovery,
        };
        let mut drafts = figures::drafts(&subject);
        drafts.extend(cells::drafts(&subject));
        drafts.extend(rows::drafts(&subject, table)?);
        drafts.sort_by(|a, b| (a.rank(), a.place()).cmp(&(b.rank(), b.place())));
        figures::read_first(&mut drafts, table, &survey);
        let (mut findings, mut suspects) = (Vec::new(), Vec::new());
        for (place, draft) in drafts.into_iter().enumerate() {
            let Draft {
                finding,
                suspicions,
            } = draft;
            suspects.extend(
                suspicions
                    .iter()
                    .map(|suspicion| subject.suspect(suspicion, place)),
            );
            findings.push(finding);
        }
        suspects.sort_by_key(|suspect| (suspect.row, suspect.column));
        let sketch = sketch::sketch(&subject);
        Ok(Self {
            survey,
            findings,
            sketch,
            suspects,
        })
    }
}
