//! [`Answer`]: an analysis as a candidate writes it down.

use fourr_locale::Lang;

use crate::{Block, ChartBlock, Formula, Id, Prose, Provenance, Table};

/// An answer sheet in one language: the steps from the data to the measures, in the order of the paper.
///
/// ```
/// use fourr_locale::Lang;
/// use fourr_report::{Answer, Formula, Math, Provenance, Step, html, markdown};
///
/// let mean = Math::words("amount") / Math::words("customers");
/// let worked = (Math::from(1_200) / 4.into()).equals(300.into());
/// let step = Step::new("mean", "The mean amount", "Divide the amount by the customers.")
///     .formula(Formula::new(Math::symbol("M").mean().equals(mean)).worked(worked));
/// let answer = Answer {
///     lang: Lang::En,
///     title: "Answer sheet".to_owned(),
///     task: "What does a customer spend?".into(),
///     steps: vec![step],
///     provenance: Provenance::default(),
/// };
/// assert!(html::render_answer(&answer)?.contains("1. The mean amount"));
/// assert!(markdown::render_answer(&answer)?.contains(r"\frac{1{,}200}{4} = 300"));
/// # Ok::<(), fourr_report::ReportError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The language of every text in it, and of the labels that rendering adds.
    pub lang: Lang,
    /// What it is about.
    pub title: String,
    /// What the standard asks for.
    pub task: Prose,
    /// The steps in order; rendering numbers them.
    pub steps: Vec<Step>,
    /// What it was made from and by.
    pub provenance: Provenance,
}

/// A step: what is done, by which formula, what comes of it, and what follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its name in anchors.
    pub id: Id,
    /// Its heading, without a number.
    pub title: String,
    /// What is done, in a sentence or two.
    pub done: Prose,
    /// The formulas, each with the figures of this data put in.
    pub formulas: Vec<Formula>,
    /// Small tables, charts and remarks.
    pub result: Vec<Block>,
    /// What follows.
    pub conclusion: Option<Prose>,
}

impl Answer {
    /// The charts in reading order.
    pub fn charts(&self) -> impl Iterator<Item = &ChartBlock> {
        self.blocks().filter_map(Block::chart)
    }

    /// The tables in reading order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks().filter_map(Block::table)
    }

    /// The steps, each after its number as papers write it: 一、 in Chinese, 1. in English.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (String, &Step)> {
        let number = |place| match self.lang {
            Lang::Zh => format!("{}、", chinese(place)),
            Lang::En => format!("{place}. "),
        };
        (1..).map(number).zip(&self.steps)
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.steps.iter().flat_map(|step| &step.result)
    }
}

impl Step {
    /// A step that says what is done.
    pub fn new(id: impl Into<Id>, title: impl Into<String>, done: impl Into<Prose>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            done: done.into(),
            formulas: Vec::new(),
            result: Vec::new(),
            conclusion: None,
        }
    }

    /// The same step with one more formula.
    #[must_use]
    pub fn formula(mut self, formula: Formula) -> Self {
        self.formulas.push(formula);
        self
    }

    /// The same step with one more table, chart or remark.
    #[must_use]
    pub fn shows(mut self, block: impl Into<Block>) -> Self {
        self.result.push(block.into());
        self
    }

    /// The same step with what follows from it.
    #[must_use]
    pub fn concludes(self, conclusion: impl Into<Prose>) -> Self {
        Self {
            conclusion: Some(conclusion.into()),
            ..self
        }
    }
}

/// A number up to 99 in Chinese, as headings have it; digits beyond.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens @ 2..=9, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_numbered_as_papers_number_them() {
        let table = [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (99, "九十九"),
            (100, "100"),
        ];
        for (number, written) in table {
            assert_eq!(chinese(number), written);
        }
    }
}
