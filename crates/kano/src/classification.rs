//! [`Classification`]: the result, and the verb that makes it.

use fourr_table::Table;
use polars::prelude::DataFrame;

use crate::{
    FeatureSummary, Kano, KanoError, Members, SegmentSplit, Summary, columns, hidden,
    layout::Layout,
    priority, quadrants,
    reduce::{self, Evidence, Reduced},
    warnings,
};

/// Features classified.
#[derive(Debug, Clone)]
pub struct Classification {
    /// Every figure.
    pub summary: Summary,
    /// One row a feature: see [`crate::Column`].
    pub features: DataFrame,
}

impl Kano {
    /// Classifies every feature of a questionnaire.
    ///
    /// `answers` has a row a respondent with two columns a feature, a row a respondent and feature, or a row a feature
    /// with its counts; which of them is found out. A pair of answers with one of them missing or off the scale is left
    /// out for that feature only, and counted.
    ///
    /// # Errors
    /// Parameters without meaning, no pair of columns, half a pair, no answer that can be read.
    ///
    /// # References
    /// Kano, Seraku, Takahashi and Tsuji (1984), Attractive quality and must-be quality, Hinshitsu 14(2); Berger et al.
    /// (1993), Kano's methods for understanding customer-defined quality, Center for Quality of Management Journal 2(4).
    pub fn classify(&self, answers: &Table) -> Result<Classification, KanoError> {
        self.classify_among(answers, None)
    }

    /// The same, and by the segments that other people's table puts the respondents in.
    ///
    /// # Errors
    /// Also when no respondent is among the people of that table.
    pub fn classify_among(
        &self,
        answers: &Table,
        members: Option<&Members>,
    ) -> Result<Classification, KanoError> {
        self.check()?;
        let layout = Layout::find(self, answers)?;
        if members.is_some() && layout.respondent().is_none() {
            return Err(KanoError::NoRespondent);
        }
        let reduced = reduce::reduce(self, answers, &layout, members)?;
        self.check_features(&reduced)?;
        check_answers(&reduced, members)?;
        let summary = self.summarize(&layout, &reduced);
        Ok(Classification {
            features: columns::frame(&summary)?,
            summary,
        })
    }

    fn summarize(&self, layout: &Layout, reduced: &Reduced) -> Summary {
        let features = (0..).zip(&reduced.features);
        let mut features: Vec<FeatureSummary> = features
            .map(|(place, tally)| FeatureSummary::of(tally, self, place))
            .collect();
        let mean_cuts = quadrants::fill(&mut features);
        let split = |split| SegmentSplit::of(split, &reduced.features, self);
        let hidden = self.hidden_segments.zip(reduced.patterns.as_ref());
        let mut summary = Summary {
            parameters: self.clone(),
            shape: layout.shape(),
            respondent: layout.respondent().map(str::to_owned),
            rows: reduced.rows,
            respondents: reduced.respondents,
            careless: reduced.careless,
            mean_cuts,
            priorities: priority::order(&features),
            value_for_money: priority::value_order(&features),
            segments: reduced.splits.iter().map(split).collect(),
            hidden_segments: hidden
                .map(|(count, patterns)| hidden::find(count, patterns, &reduced.features, self)),
            faults: reduced.faults.clone(),
            features,
            warnings: Vec::new(),
        };
        summary.warnings = warnings::of(&summary, reduced);
        summary
    }

    /// Refuses features that are named and not there, and what a table of counts cannot tell.
    fn check_features(&self, reduced: &Reduced) -> Result<(), KanoError> {
        let known = || {
            reduced
                .features
                .iter()
                .map(|feature| feature.feature.clone())
                .collect::<Vec<_>>()
        };
        let reversed = self.reverse.iter().map(|feature| ("--reverse", feature));
        let costed = self.cost.iter().map(|cost| ("--cost", &cost.feature));
        for (flag, feature) in reversed.chain(costed) {
            if !known().contains(feature) {
                return Err(KanoError::UnknownFeature {
                    flag,
                    feature: feature.clone(),
                    known: known(),
                });
            }
        }
        let counted = reduced
            .features
            .iter()
            .any(|feature| matches!(feature.evidence, Evidence::Counts(_)));
        let needing = [
            ("--reverse", !self.reverse.is_empty()),
            ("--segment", !self.segment.is_empty()),
            ("--hidden-segments", self.hidden_segments.is_some()),
            ("--screen", !self.screen.is_empty()),
        ];
        match needing.into_iter().find(|(_, given)| *given && counted) {
            Some((flag, _)) => Err(KanoError::NeedsPairs(flag)),
            None => Ok(()),
        }
    }
}

/// Refuses an input of which nothing was used.
fn check_answers(reduced: &Reduced, members: Option<&Members>) -> Result<(), KanoError> {
    let respondents = reduced.respondents;
    if respondents.used == 0 && respondents.screened() > 0 {
        return Err(KanoError::AllScreened {
            respondents: respondents.screened(),
        });
    }
    if respondents.used == 0 {
        let examples = reduced
            .faults
            .iter()
            .flat_map(|faults| faults.kinds.values());
        let mut examples: Vec<String> = examples
            .flat_map(|tally| tally.examples.iter().map(|example| example.value.clone()))
            .collect();
        examples.sort();
        examples.dedup();
        examples.truncate(5);
        return Err(KanoError::NoAnswers {
            rows: reduced.rows,
            off_scale: reduced
                .faults
                .iter()
                .map(fourr_table::coerce::Faults::total)
                .sum(),
            examples,
        });
    }
    if let (Some(members), Some(split)) = (members, reduced.splits.last())
        && split
            .segments
            .iter()
            .all(|segment| segment.respondents == 0)
    {
        return Err(KanoError::NobodyJoined {
            respondents: respondents.used,
            people: members.people(),
        });
    }
    Ok(())
}
