//! [`Kano`]: the parameters of a KANO classification.

use serde::{Deserialize, Serialize};

use crate::{
    Answers, Coding, Cost, EvaluationTable, FeatureColumns, HiddenCount, KanoError, Rule, Screen,
    Shape, Split, Test, Word,
};

/// Most replicates of a bootstrap.
const MOST_REPLICATES: u32 = 100_000;

/// Parameters of a KANO classification.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Kano {
    /// Column with the respondent's id; finds respondents who answered twice [default: found by its header]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub respondent: Option<String>,
    /// Column with the feature, in a questionnaire of one row a respondent and feature, or in a table of counts
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub feature: Option<String>,
    /// Column with the answers to "if it is there?", in the same
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub with: Option<String>,
    /// Column with the answers to "if it is not there?", in the same
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub without: Option<String>,
    /// Column with the importance, 1 to 9, in the same
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub importance: Option<String>,
    /// Columns that split respondents into segments
    #[arg(
        long,
        value_name = "COLUMN,...",
        value_delimiter = ',',
        help_heading = "Columns"
    )]
    pub segment: Vec<String>,
    /// The columns of each feature, where their headers do not say so (a mapping file, on the command line).
    #[arg(skip)]
    pub features: Vec<FeatureColumns>,

    /// What the rows are: respondents, single answers, or features with their counts
    #[arg(long, value_enum, default_value_t = Self::default().shape, help_heading = "Method")]
    pub shape: Shape,
    /// Which end of the scale numbers begin at [default: like-first, with a warning]
    #[arg(long, value_enum, help_heading = "Method")]
    pub coding: Option<Coding>,
    /// How many answers numbers mean
    #[arg(long, value_enum, default_value_t = Self::default().answers, help_heading = "Method")]
    pub answers: Answers,
    /// What another wording means, such as "kann weg=neutral"; may be repeated
    #[arg(long, value_name = "TEXT=ANSWER", help_heading = "Method")]
    pub word: Vec<Word>,
    /// Evaluation table
    #[arg(long, value_enum, default_value_t = Self::default().table, help_heading = "Method")]
    pub table: EvaluationTable,
    /// How counts become the category of a feature
    #[arg(long, value_enum, default_value_t = Self::default().rule, help_heading = "Method")]
    pub rule: Rule,
    /// Points between the two largest shares below which a feature is a combination of both
    #[arg(long, value_name = "POINTS", default_value_t = Self::default().closeness, help_heading = "Method")]
    pub closeness: f64,
    /// Features of which the absence is analysed: their two answers are swapped
    #[arg(
        long,
        value_name = "FEATURE,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub reverse: Vec<String>,
    /// Respondents to set aside; all three are reported in any case
    #[arg(
        long,
        value_enum,
        value_name = "RULE,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub screen: Vec<Screen>,
    /// Which test says whether the two largest counts differ
    #[arg(long, value_enum, default_value_t = Self::default().test, help_heading = "Method")]
    pub test: Test,
    /// Also test M, O, A and I against equal shares, as other tools print it
    #[arg(long, help_heading = "Method")]
    pub chi_squared: bool,
    /// What splits the quadrant
    #[arg(long, value_enum, default_value_t = Self::default().split, help_heading = "Method")]
    pub split: Split,
    /// Replicates of the bootstrap of the coefficients; 0 for none
    #[arg(long, value_name = "N", default_value_t = Self::default().bootstrap, help_heading = "Method")]
    pub bootstrap: u32,
    /// Confidence of intervals
    #[arg(long, value_name = "SHARE", default_value_t = Self::default().confidence, help_heading = "Method")]
    pub confidence: f64,
    /// Seed of the bootstrap and of the sample for hidden segments
    #[arg(long, value_name = "N", default_value_t = Self::default().seed, help_heading = "Method")]
    pub seed: u64,
    /// Respondents below which a segment's figures are withheld
    #[arg(long, value_name = "N", default_value_t = Self::default().min_group, help_heading = "Method")]
    pub min_group: u64,

    /// Look for hidden segments by clustering answers: that many, or as many as separate best
    #[arg(
        long, value_name = "auto|K", num_args = 0..=1, require_equals = true, default_missing_value = "auto",
        help_heading = "Models"
    )]
    pub hidden_segments: Option<HiddenCount>,
    /// What a feature costs, for the order by value for money; may be repeated
    #[arg(long, value_name = "FEATURE=AMOUNT", help_heading = "Models")]
    pub cost: Vec<Cost>,
}

impl Default for Kano {
    fn default() -> Self {
        Self {
            respondent: None,
            feature: None,
            with: None,
            without: None,
            importance: None,
            segment: Vec::new(),
            features: Vec::new(),
            shape: Shape::default(),
            coding: None,
            answers: Answers::default(),
            word: Vec::new(),
            table: EvaluationTable::default(),
            rule: Rule::default(),
            closeness: 6.0,
            reverse: Vec::new(),
            screen: Vec::new(),
            test: Test::default(),
            chi_squared: false,
            split: Split::default(),
            bootstrap: 1_000,
            confidence: 0.95,
            seed: 42,
            min_group: 5,
            hidden_segments: None,
            cost: Vec::new(),
        }
    }
}

impl Kano {
    /// The direction in force: the one asked for, else 1 = like.
    pub fn coding(&self) -> Coding {
        self.coding.unwrap_or_default()
    }

    /// Refuses parameters that have no meaning, before any file is read.
    ///
    /// # Errors
    /// The first parameter that is out of its range.
    pub fn check(&self) -> Result<(), KanoError> {
        if !(self.closeness >= 0.0 && self.closeness <= 100.0) {
            return Err(KanoError::Closeness(self.closeness));
        }
        if !(self.confidence > 0.0 && self.confidence < 1.0) {
            return Err(KanoError::Confidence(self.confidence));
        }
        if self.bootstrap > MOST_REPLICATES {
            return Err(KanoError::Replicates(self.bootstrap));
        }
        let wrong = |cost: &&Cost| !(cost.amount > 0.0 && cost.amount.is_finite());
        if let Some(cost) = self.cost.iter().find(wrong) {
            return Err(KanoError::Cost {
                feature: cost.feature.clone(),
                amount: cost.amount,
            });
        }
        for (place, columns) in self.features.iter().enumerate() {
            let earlier = &self.features[..place];
            if earlier.iter().any(|other| other.feature == columns.feature) {
                return Err(KanoError::FeatureTwice(columns.feature.clone()));
            }
        }
        Ok(())
    }
}
