//! The choices on which the field disagrees, each with a documented default.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// What the rows of the input are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Found out from the headers.
    #[default]
    Auto,
    /// A row is a respondent, with two columns a feature.
    Wide,
    /// A row is a respondent's two answers to one feature.
    Long,
    /// A row is a feature, with the pairs of each category counted already.
    Counts,
}

/// Which end of the scale the numbers begin at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Coding {
    /// 1 is like, the largest number dislike.
    #[default]
    LikeFirst,
    /// 1 is dislike, the largest number like.
    DislikeFirst,
}

/// How many answers the numbers of the scale mean; words say so themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Answers {
    /// 1 to 5: like, must-be, neutral, live-with, dislike.
    #[default]
    Five,
    /// 1 to 3: like, neutral, dislike.
    Three,
}

/// How counts become the category of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The largest count; ties in the order M > O > A > I > R > Q.
    #[default]
    Mode,
    /// Where O + A + M exceeds I + R + Q the largest of M, O, A, else the largest of I, R, Q (Berger et al. 1993).
    Grouped,
    /// The largest count, or a combination where the two largest are closer than --closeness (Lee and Newcomb 1997).
    LeeNewcomb,
}

/// Which test says whether the two largest counts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// Fong (1996), at 1.65.
    #[default]
    Fong,
    /// The z of two counts of one sample, at 1.645: it allows for their dependence.
    Multinomial,
}

/// What splits high from low in the quadrant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// 0.5 and 0.5.
    #[default]
    Fixed,
    /// The means of the features.
    Mean,
}

/// Which respondents are set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Screen {
    /// More than a fifth of the pairs questionable.
    Questionable,
    /// The same answer to every question.
    StraightLining,
    /// Rows of a respondent before the last one.
    Duplicates,
}
