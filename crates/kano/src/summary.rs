//! [`Summary`]: every figure of a classification.

use fourr_table::coerce::Faults;
use serde::Serialize;

use crate::{
    Attempt, Careless, Cuts, FeatureSummary, HiddenRefusal, HiddenSegments, Kano, Priority,
    RespondentLedger, SegmentSplit, Shape, Value, Warning,
};

/// Every figure of a classification. Shares are from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The parameters in force, conventions included.
    pub parameters: Kano,
    /// The shape that the input has.
    pub shape: Shape,
    /// The column of respondents, where there is one.
    pub respondent: Option<String>,
    /// Rows of the input.
    pub rows: u64,
    /// What became of every respondent.
    pub respondents: RespondentLedger,
    /// Respondents whose answers look careless.
    pub careless: Careless,
    /// The features: in the order of the columns, or by name where a row is one answer.
    pub features: Vec<FeatureSummary>,
    /// Where the quadrant splits at the means of the features; nothing where no feature has coefficients.
    pub mean_cuts: Option<Cuts>,
    /// What to build first.
    pub priorities: Vec<Priority>,
    /// What gives most for its cost, of the features with a cost.
    pub value_for_money: Vec<Value>,
    /// The features in the eyes of segments.
    pub segments: Vec<SegmentSplit>,
    /// People who answer alike, where they were looked for.
    pub hidden_segments: Option<Attempt<HiddenSegments, HiddenRefusal>>,
    /// Cells that are not on the scale, by column.
    pub faults: Vec<Faults>,
    /// What a reader should know before trusting the figures.
    pub warnings: Vec<Warning>,
}

impl Summary {
    /// The cuts of the split in force.
    pub fn cuts(&self) -> Option<Cuts> {
        match self.parameters.split {
            crate::Split::Fixed => Some(Cuts::FIXED),
            crate::Split::Mean => self.mean_cuts,
        }
    }

    /// A feature by its name.
    pub fn feature(&self, name: &str) -> Option<&FeatureSummary> {
        self.features.iter().find(|feature| feature.feature == name)
    }
}
