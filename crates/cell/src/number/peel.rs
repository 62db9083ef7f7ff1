//! What stands around the digits: brackets, signs, currencies, 约 and 左右.

const APPROXIMATE_BEFORE: [&str; 5] = ["大约", "约", "近", "≈", "~"];
const APPROXIMATE_AFTER: [&str; 2] = ["左右", "+"];
const CURRENCY_BEFORE: [&str; 5] = ["¥", "$", "RMB", "CNY", "人民币"];
const CURRENCY_AFTER: [&str; 6] = ["人民币", "元整", "元", "块", "RMB", "CNY"];
const MINUS: [&str; 3] = ["-", "−", "负"];

/// The inside of a cell and what its wrapping said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peeled<'a> {
    /// What is left: digits, units, percent signs, or nonsense.
    pub(super) body: &'a str,
    /// How the sign was written, if it was.
    pub(super) sign: Option<Sign>,
    /// Whether a word said that the number is approximate.
    pub(super) approximate: bool,
    currency: bool,
}

/// How the sign of a number was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Plus,
    Minus,
    /// Accounting style: `(1,200.00)` is negative.
    Brackets,
}

impl<'a> Peeled<'a> {
    /// Peels a folded and trimmed cell. Each kind of wrapping comes off at most once a side, in any order.
    pub(super) fn of(text: &'a str) -> Self {
        let mut peeled = Self {
            body: text,
            sign: None,
            approximate: false,
            currency: false,
        };
        peeled.peel_before();
        peeled.peel_after();
        // Inside brackets there may be wrapping again: (¥1,200元).
        if peeled.peel_brackets() {
            peeled.peel_before();
            peeled.peel_after();
        }
        peeled
    }

    /// Whether the number is below zero.
    pub(super) fn is_negative(&self) -> bool {
        matches!(self.sign, Some(Sign::Minus | Sign::Brackets))
    }

    fn peel_before(&mut self) {
        while self.peel_approximate_before() || self.peel_sign() || self.peel_currency_before() {}
    }

    fn peel_approximate_before(&mut self) -> bool {
        let found = !self.approximate && self.strip_before(&APPROXIMATE_BEFORE);
        self.approximate |= found;
        found
    }

    fn peel_sign(&mut self) -> bool {
        if self.sign.is_none() {
            if self.strip_before(&MINUS) {
                self.sign = Some(Sign::Minus);
                return true;
            }
            if self.strip_before(&["+"]) {
                self.sign = Some(Sign::Plus);
                return true;
            }
        }
        false
    }

    fn peel_currency_before(&mut self) -> bool {
        let found = !self.currency && self.strip_before(&CURRENCY_BEFORE);
        self.currency |= found;
        found
    }

    /// `3000元左右`, `500+元`: the two kinds in either order.
    fn peel_after(&mut self) {
        let mut approximate = self.strip_after(&APPROXIMATE_AFTER);
        let currency = self.strip_after(&CURRENCY_AFTER);
        if currency && !approximate {
            approximate = self.strip_after(&APPROXIMATE_AFTER);
        }
        self.approximate |= approximate;
    }

    fn peel_brackets(&mut self) -> bool {
        let inside = self
            .body
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        match inside {
            // A sign as well would be negative twice: left in place, it is unparseable.
            Some(inside) if self.sign.is_none() => {
                self.body = inside.trim();
                self.sign = Some(Sign::Brackets);
                true
            }
            _ => false,
        }
    }

    fn strip_before(&mut self, marks: &[&str]) -> bool {
        let rest = marks.iter().find_map(|mark| {
            let (head, rest) = self.body.split_at_checked(mark.len())?;
            head.eq_ignore_ascii_case(mark).then_some(rest)
        });
        self.body = rest.map_or(self.body, str::trim_start);
        rest.is_some()
    }

    fn strip_after(&mut self, marks: &[&str]) -> bool {
        let rest = marks.iter().find_map(|mark| {
            let (rest, tail) = self
                .body
                .split_at_checked(self.body.len().checked_sub(mark.len())?)?;
            tail.eq_ignore_ascii_case(mark).then_some(rest)
        });
        self.body = rest.map_or(self.body, str::trim_end);
        rest.is_some()
    }
}
