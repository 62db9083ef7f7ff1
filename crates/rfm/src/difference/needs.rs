//! [`Needs`]: what of a picture a claim speaks of.

use super::{
    claimed_customers::CustomerColumn,
    figure::{Figure, Letter, Quantity},
};

/// What of a picture a claim speaks of.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a need of its own")]
pub(super) struct Needs {
    /// Recency in days.
    pub(super) days: bool,
    /// Who bought before whom.
    pub(super) recency: bool,
    pub(super) monetary: bool,
    pub(super) scores: bool,
    pub(super) segments: bool,
}

impl Needs {
    pub(super) fn add_figure(&mut self, figure: &Figure) {
        match figure {
            Figure::Total(Quantity::Mean(Letter::Recency)) | Figure::Median(Letter::Recency) => {
                self.add_column(CustomerColumn::Value(Letter::Recency));
            }
            Figure::Total(
                Quantity::Monetary | Quantity::AverageOrder | Quantity::Mean(Letter::Monetary),
            )
            | Figure::Median(Letter::Monetary) => self.monetary = true,
            Figure::Total(_) | Figure::Median(_) | Figure::RepurchaseRate => {}
            Figure::Class(letter, _) => self.add_column(CustomerColumn::Score(*letter)),
            Figure::Segment(_, quantity) => {
                self.add_column(CustomerColumn::Segment);
                self.days |= *quantity == Quantity::Mean(Letter::Recency);
            }
        }
    }

    pub(super) fn add_column(&mut self, column: CustomerColumn) {
        let (value, scores) = match column {
            CustomerColumn::Value(letter) => (Some(letter), false),
            CustomerColumn::Score(letter) => (Some(letter), true),
            CustomerColumn::RfmCell => (None, true),
            CustomerColumn::Segment => {
                self.segments = true;
                (None, false)
            }
        };
        self.days |= column == CustomerColumn::Value(Letter::Recency);
        self.scores |= scores;
        self.recency |= value.is_none_or(|letter| letter == Letter::Recency);
        self.monetary |= value.is_none_or(|letter| letter == Letter::Monetary);
    }
}
