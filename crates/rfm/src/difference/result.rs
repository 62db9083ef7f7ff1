//! [`Difference`]: what explains that somebody else got something else.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    change::Change,
    claimed_customers::CustomerColumn,
    figure::{Figure, Letter},
    stated::Stated,
};

/// What explains that somebody else got something else.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The claimed figures beside ours, under the conventions in force; for a bare number only if ours has it.
    pub figures: Vec<ComparedFigure>,
    /// A claimed table of customers beside ours.
    pub customers: Option<ComparedCustomers>,
    /// Under these conventions everything claimed is so, and under none with fewer changes. No change stands
    /// for the conventions in force. The more usual ones are first.
    pub explanations: Vec<Explanation>,
    /// Further explanations with as many changes, which are not listed.
    pub more: u64,
    /// Where there is no explanation: the conventions that come nearest, nearer than those in force.
    pub nearest: Vec<Explanation>,
    /// What was tried.
    pub tried: Tried,
}

/// Other conventions, and what they give.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// What is changed.
    pub changes: Vec<Step>,
    /// The analysis date that the changes come to, where it is a day.
    pub as_of: Option<NaiveDate>,
    /// The claimed figures beside those of these conventions.
    pub figures: Vec<ComparedFigure>,
    /// Figures, or customers, that agree.
    pub agreeing: u64,
    /// Out of so many.
    pub of: u64,
    /// 0 where all agree, up to 1: the mean relative difference of figures, or the share of cells that differ.
    pub distance: f64,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// The change.
    #[serde(flatten)]
    pub change: Change,
    /// The flags that make it; none where fourr has no parameter for it.
    pub flag: Option<String>,
}

/// A claimed figure beside ours.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedFigure {
    /// The figure.
    pub figure: Figure,
    /// As claimed.
    pub theirs: Stated,
    /// Ours; none where these conventions have no such figure.
    pub ours: Option<f64>,
    /// Whether ours rounds to theirs.
    pub agrees: bool,
}

/// A claimed table of customers beside ours.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedCustomers {
    /// Customers in their table.
    pub theirs: u64,
    /// Customers in ours, under the conventions in force.
    pub ours: u64,
    /// Theirs who are none of ours, under the best explanation.
    pub only_theirs: u64,
    /// Ours who are none of theirs, under the best explanation.
    pub only_ours: u64,
    /// Every column of theirs.
    pub columns: Vec<ComparedColumn>,
    /// The first customers that differ under the best explanation, in the order of the ids.
    pub differing: Vec<DifferingCustomer>,
}

/// A column of a claimed table of customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedColumn {
    /// What it holds, by the name of our column.
    pub column: CustomerColumn,
    /// Customers whom both tables have under the conventions in force, and who agree.
    pub in_force: u64,
    /// The same under the best explanation.
    pub explained: u64,
    /// Customers in either table, under the best explanation.
    pub of: u64,
}

/// A customer that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DifferingCustomer {
    /// The id.
    pub customer: String,
    /// The first column that differs; none where only one table has the customer.
    pub column: Option<CustomerColumn>,
    /// Our cell.
    pub ours: Option<String>,
    /// Their cell.
    pub theirs: Option<String>,
    /// Why it differs, where that can be told.
    pub reason: Option<Reason>,
}

/// Why a customer differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// The value lies on a break between two classes.
    OnBreak {
        /// Of which dimension.
        dimension: Letter,
        /// The break.
        value: f64,
    },
    /// The value lies on the split of high and low.
    OnSplit {
        /// Of which dimension.
        dimension: Letter,
        /// The split.
        value: f64,
    },
    /// Customers with the same value were told apart by their rank.
    TiedRank {
        /// Of which dimension.
        dimension: Letter,
        /// The value.
        value: f64,
    },
    /// Their table lacks a customer of ours.
    OnlyOurs,
    /// Ours lacks a customer of theirs, who has rows but no purchase that counts.
    NoPurchase,
    /// The input has no such customer.
    NotInInput,
}

/// What was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// Single changes that could matter for this input.
    pub changes: u64,
    /// Combinations of them that were compared.
    pub combinations: u64,
    /// Changes up to which every combination was compared.
    pub exhausted: u64,
    /// Whether larger combinations were left out because of the size of the input.
    pub cut_short: bool,
}
