//! [`Example`]: the customer whose figures are worked out by hand.

use chrono::NaiveDate;
use fourr_rfm::Column as Customers;

use super::people::People;
use crate::rfm::{subject::Subject, values::orders};
use crate::{Cell, Format, Math, Prose, Span};

/// Rows at the head of the customer table.
const HEAD: usize = 5;

/// A customer, with all that the steps put into their formulas.
pub(super) struct Example {
    pub(super) row: usize,
    /// The id as it may be shown.
    pub(super) id: Cell,
    /// R, F and M.
    pub(super) values: [f64; 3],
    /// Their scores.
    pub(super) scores: [u8; 3],
    /// Whether R, F and M are high among the eight types.
    pub(super) high: [bool; 3],
    /// The segment in force.
    pub(super) segment: String,
    /// Day of the last purchase, unless the input is a table of customers.
    pub(super) last: Option<NaiveDate>,
}

impl Example {
    /// A typical customer: of the largest segment the one with the median amount, the lower of two; ties
    /// go by id.
    pub(super) fn typical(subject: &Subject<'_>, people: &People<'_>) -> Self {
        let segments = subject.summary.segments.0.iter().rev();
        let largest = segments.max_by_key(|of| of.customers);
        let rows = largest.map(|of| people.of_segment(&of.segment.key));
        let rows = rows.unwrap_or_default();
        let amounts = people.numbers(Customers::Monetary);
        let mut ranked: Vec<(f64, usize)> = rows
            .into_iter()
            .filter_map(|row| Some((*amounts.get(row)?, row)))
            .collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let middle = ranked.len().saturating_sub(1) / 2;
        Self::of(people, ranked.get(middle).map_or(0, |(_, row)| *row))
    }

    /// The customer in a row of the table.
    pub(super) fn of(people: &People<'_>, row: usize) -> Self {
        let number = |column| people.number(column, row).unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "scores are 1 to 9"
        )]
        let score = |column| number(column) as u8;
        let types = people.text(Customers::EightType, row).unwrap_or_default();
        let is_high = |place: usize| types.as_bytes().get(place) == Some(&b'1');
        Self {
            row,
            id: people.id(row),
            values: [
                Customers::RecencyDays,
                Customers::Frequency,
                Customers::Monetary,
            ]
            .map(number),
            scores: [Customers::R, Customers::F, Customers::M].map(score),
            high: [0, 1, 2].map(is_high),
            segment: people.text(Customers::Segment, row).unwrap_or_default(),
            last: people.date(Customers::LastOrder, row),
        }
    }

    /// The code of the eight types, `101`.
    pub(super) fn code(&self) -> String {
        self.high
            .map(|high| if high { '1' } else { '0' })
            .iter()
            .collect()
    }

    /// The three scores side by side, `545`.
    pub(super) fn scores_code(&self) -> String {
        self.scores.map(|score| score.to_string()).concat()
    }

    /// R, F or M as a cell.
    pub(super) fn cell(&self, dimension: usize) -> Cell {
        match dimension {
            2 => Cell::Money(self.values[2]),
            _ => orders(self.values[dimension]),
        }
    }

    /// R, F or M in a formula.
    pub(super) fn figure(&self, dimension: usize) -> Math {
        Math::value(self.cell(dimension), Format::Number(2))
    }

    /// The id in a sentence.
    pub(super) fn name(&self) -> Span {
        Span::Value(self.id.clone(), Format::Text)
    }
}

/// The customers whom the tables list: the first few by id, and the example.
pub(super) fn listed(people: &People<'_>, example: &Example) -> Vec<Example> {
    let mut rows: Vec<usize> = (0..people.len().min(HEAD)).collect();
    if !rows.contains(&example.row) {
        rows.push(example.row);
    }
    rows.into_iter()
        .map(|row| Example::of(people, row))
        .collect()
}

/// Who is listed, in a sentence, and where all the others are.
pub(super) fn who(subject: &Subject<'_>, example: &Example) -> Prose {
    let all = subject.summary.totals.customers;
    subject.say(
        "表中为编号最靠前的客户与例题客户 {0}；全部 {1} 位客户见 {2}。",
        "The table has the first customers by id and the example {0}; all {1} customers are in {2}.",
        &[
            example.name(),
            Cell::Count(all).into(),
            Span::code("customers.parquet"),
        ],
    )
}
