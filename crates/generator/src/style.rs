//! [`Style`]: how rows are written down.

use fourr_locale::Lang;

use crate::columns::Edition;
use crate::error::GeneratorError;
use crate::watermark::{Numbered, ORDER, Watermark};

/// How rows are written down: which columns, in which language, and for whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) edition: Edition,
    /// The language of headers and values.
    pub(crate) lang: Lang,
    watermark: Option<Watermark>,
}

impl Style {
    /// The style of an edition whose headers are asked for in `header`, for `owner` if it is for anybody.
    pub(crate) fn new(
        edition: Edition,
        header: Lang,
        owner: Option<&str>,
    ) -> Result<Self, GeneratorError> {
        if owner.is_some() && edition == Edition::Bench {
            return Err(GeneratorError::NumericWatermark);
        }
        Ok(Self {
            edition,
            lang: edition.lang(header),
            watermark: owner.map(Watermark::of),
        })
    }

    /// The text of a member's id: `00000123`, or `123` to measure with.
    pub(crate) fn member_id(self, member: u64) -> String {
        match self.edition {
            Edition::Practice => format!("{member:08}{}", self.ending(Numbered::Member, member)),
            Edition::Bench => member.to_string(),
        }
    }

    /// The text of an order number: `SO00000123`, or `123` to measure with.
    pub(crate) fn order_id(self, order: u64) -> String {
        match self.edition {
            Edition::Practice => {
                format!("{ORDER}{order:08}{}", self.ending(Numbered::Order, order))
            }
            Edition::Bench => order.to_string(),
        }
    }

    /// The owner's digits, if there is an owner.
    fn ending(self, numbered: Numbered, number: u64) -> String {
        let ending = |mark: Watermark| format!("{:03}", mark.ending(numbered, number));
        self.watermark.map(ending).unwrap_or_default()
    }
}
