//! What became of every row.

use serde::Serialize;

/// Respondents read, used, and set aside by reason: `read` is the sum of `used` and the reasons.
///
/// In a questionnaire of one row a respondent and feature, the rows of a respondent are gathered first; without a
/// column of respondents every row is one. In a table of counts they are features.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct RespondentLedger {
    /// Respondents in the input.
    pub read: u64,
    /// Respondents whose answers were counted.
    pub used: u64,
    /// Set aside: no pair of answers.
    pub without_answers: u64,
    /// Set aside by screening: a row before the respondent's last.
    pub duplicate: u64,
    /// Set aside by screening: too many questionable pairs.
    pub questionable: u64,
    /// Set aside by screening: the same answer to every question.
    pub straight_lining: u64,
}

impl RespondentLedger {
    /// The reasons for which respondents were set aside, in the order of the fields.
    pub fn reasons(&self) -> [(&'static str, u64); 4] {
        [
            ("without_answers", self.without_answers),
            ("duplicate", self.duplicate),
            ("questionable", self.questionable),
            ("straight_lining", self.straight_lining),
        ]
    }

    /// Respondents set aside for any reason.
    pub fn set_aside(&self) -> u64 {
        self.reasons()
            .iter()
            .map(|(_, respondents)| respondents)
            .sum()
    }

    /// Respondents set aside by a rule of screening.
    pub fn screened(&self) -> u64 {
        self.set_aside() - self.without_answers
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.read += other.read;
        self.used += other.used;
        self.without_answers += other.without_answers;
        self.duplicate += other.duplicate;
        self.questionable += other.questionable;
        self.straight_lining += other.straight_lining;
    }
}

/// Respondents whose answers look careless, whether they were set aside or not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Careless {
    /// More than a fifth of their pairs are questionable.
    pub questionable: u64,
    /// The same answer to every question, of at least two pairs.
    pub straight_lining: u64,
    /// Rows of respondents before their last one; unknown without a column of respondents.
    pub duplicate: Option<u64>,
    /// In a questionnaire of one row a respondent and feature: rows that a later one of the same respondent and feature
    /// replaced.
    pub replaced_rows: u64,
}

impl Careless {
    pub(crate) fn merge(&mut self, other: &Self) {
        self.questionable += other.questionable;
        self.straight_lining += other.straight_lining;
        self.replaced_rows += other.replaced_rows;
    }
}
