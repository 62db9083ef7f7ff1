//! Parameters that name something of the data: columns of a feature, costs, words.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Answer;

/// The columns of one feature, in a wide questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeatureColumns {
    /// What the feature is called.
    pub feature: String,
    /// Column with the answers to "if it is there?".
    pub with: String,
    /// Column with the answers to "if it is not there?".
    pub without: String,
    /// Column with the importance, 1 to 9.
    #[serde(default)]
    pub importance: Option<String>,
}

/// What a feature costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// The feature.
    pub feature: String,
    /// Its cost, in whatever currency; above 0.
    pub amount: f64,
}

impl FromStr for Cost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (feature, amount) = text.rsplit_once('=').ok_or("expected FEATURE=AMOUNT")?;
        let amount = amount
            .trim()
            .replace('_', "")
            .parse()
            .map_err(|_| format!("{amount} is no number"))?;
        Ok(Self {
            feature: feature.trim().to_owned(),
            amount,
        })
    }
}

/// What a wording of an answer means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The answer as written; width and case do not count.
    pub text: String,
    /// What it means.
    pub means: Answer,
}

impl FromStr for Word {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (text, name) = text.rsplit_once('=').ok_or("expected TEXT=ANSWER")?;
        let means = Answer::ALL
            .into_iter()
            .find(|answer| answer.name() == name.trim())
            .ok_or("expected like, must-be, neutral, live-with or dislike after the last =")?;
        Ok(Self {
            text: text.trim().to_owned(),
            means,
        })
    }
}
