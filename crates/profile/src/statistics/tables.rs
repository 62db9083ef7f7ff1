//! The tables of persons that are written beside the summary.

use std::ops::Range;

use fourr_table::spelled;
use polars::prelude::*;

use crate::{
    Portrait,
    clusters::ClusterOutcome,
    privacy::Deidentification,
    stages::{Aidma, PersonNeeds, Stage},
    tags::PERSON,
};

impl Portrait {
    /// One row per person as it may leave the house: the id treated as was decided, the tags, and where they were found
    /// the cluster, the AIDMA stage and the need that tags speak of most.
    ///
    /// # Errors
    /// When the columns cannot be put together.
    pub fn persons(&self) -> PolarsResult<DataFrame> {
        spelled(self.some_persons(0..self.tagging.len())?)
    }

    /// The rows of some persons, see [`Self::persons`]: what many persons are written from. Names of values are an `Enum` where
    /// a person has one at most.
    ///
    /// # Errors
    /// When the columns cannot be put together.
    pub fn some_persons(&self, persons: Range<usize>) -> PolarsResult<DataFrame> {
        let mut frame = self.tagging.part(&persons)?;
        let quasi = self
            .deidentification()
            .and_then(|done| done.quasi_identifiers.as_ref());
        for blanked in quasi.iter().flat_map(|quasi| &quasi.tags) {
            let texts = frame.column(&blanked.tag)?.cast(&DataType::String)?;
            let shown = texts
                .str()?
                .iter()
                .zip(&blanked.hidden[persons.clone()])
                .map(|(text, hidden)| text.filter(|_| !hidden));
            let shown = StringChunked::from_iter_options(blanked.tag.as_str().into(), shown);
            frame.with_column(shown.into_column())?;
        }
        for column in self.found(&persons) {
            frame.with_column(column)?;
        }
        self.exported(frame)
    }

    /// The people outside the target group, the most alike first; `None` where nobody asks for them.
    ///
    /// # Errors
    /// When the columns cannot be put together.
    pub fn look_alike(&self) -> PolarsResult<Option<DataFrame>> {
        let Some(found) = &self.summary.figures.look_alike else {
            return Ok(None);
        };
        let ranking = &found.ranking.ranking;
        let ids: Vec<Option<String>> = ranking
            .iter()
            .map(|one| self.tagging.people().name(one.person))
            .collect();
        let scores: Vec<f64> = ranking.iter().map(|one| one.score).collect();
        let columns = vec![
            Column::new(PERSON.into(), ids),
            Column::new("score".into(), scores),
        ];
        let frame = DataFrame::new(ranking.len(), columns)?;
        self.exported(frame).map(Some)
    }

    /// What was done to which column: it belongs beside every table of persons.
    pub fn deidentification(&self) -> Option<&Deidentification> {
        self.summary.figures.privacy.as_ref()
    }

    /// An id as it may be shown.
    pub fn shown_id(&self, id: &str) -> String {
        let frame = DataFrame::new(1, vec![Column::new(PERSON.into(), [id])]);
        let shown = frame.and_then(|frame| self.exported(frame));
        let text = shown.ok().and_then(|frame| {
            frame
                .column(PERSON)
                .ok()?
                .str()
                .ok()?
                .get(0)
                .map(str::to_owned)
        });
        text.unwrap_or_else(|| "*".repeat(id.chars().count()))
    }

    fn exported(&self, frame: DataFrame) -> PolarsResult<DataFrame> {
        match self.deidentification() {
            Some(done) => done.export(frame, &self.summary.parameters.statistics),
            None => Ok(frame),
        }
    }

    /// What was found of some persons.
    fn found(&self, persons: &Range<usize>) -> Vec<Column> {
        let figures = &self.summary.figures;
        let mut columns = Vec::new();
        if let Some(ClusterOutcome::Found(found)) = &figures.clusters {
            let labels: Vec<Option<u32>> = found.of_person[persons.clone()]
                .iter()
                .map(|label| label.map(|label| label + 1))
                .collect();
            columns.push(Column::new("cluster".into(), labels));
        }
        if figures.aidma.is_some() {
            let aidma = Aidma {
                rule: self.summary.parameters.statistics.aidma_rule,
            };
            let evidence = &figures.evidence[persons.clone()];
            let stages = evidence
                .iter()
                .map(|seen| aidma.stage(seen).map(Stage::code));
            columns.push(Column::new(
                "aidma_stage".into(),
                stages.collect::<Vec<_>>(),
            ));
            for stage in Stage::ALL {
                let seen = evidence.iter().map(|seen| seen.0[stage as usize]);
                columns.push(Column::new(
                    format!("evidence_{}", stage.code()).into(),
                    seen.collect::<Vec<u32>>(),
                ));
            }
        }
        if figures.maslow.is_some() {
            let of_persons = &figures.needs[persons.clone()];
            let needs = of_persons
                .iter()
                .map(|needs| needs.dominant().map(|level| u32::from(level.number())));
            columns.push(Column::new(
                "maslow_level".into(),
                needs.collect::<Vec<_>>(),
            ));
            let said = of_persons.iter().map(PersonNeeds::shares);
            columns.push(Column::new(
                "maslow_share".into(),
                said.map(|shares| shares?.into_iter().reduce(f64::max))
                    .collect::<Vec<_>>(),
            ));
        }
        columns
    }
}
