//! [`Watermark`]: digits at the end of member and order numbers that name who was given the data.

use crate::random::Key;

/// Digits that a watermark adds to a number.
const DIGITS: usize = 3;
/// How many such endings there are: a stranger's watermark fits an id by chance once in so many.
const ENDINGS: u64 = 1_000;
/// Digits of a number before its ending: with leading zeros, at least.
const NUMBER_DIGITS: usize = 8;
/// What an order number begins with.
pub(crate) const ORDER: &str = "SO";

/// The mark of one owner: three digits that end every member and order number of the owner's copy of the data.
///
/// The digits are a keyed check of the number before them, the key a hash of the owner's text: `00000123` becomes
/// `00000123` and three digits, `SO00000123` likewise, with other digits. The same member carries the same digits in every
/// table, so that tables still join; another owner's digits agree at one id in a thousand. So a handful of rows tells whose
/// copy they were taken from: all of their ids are [marked](Self::marks) by the owner's watermark, and next to none by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watermark(Key);

/// What is numbered: members and orders of one number end in different digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbered {
    Member,
    Order,
}

impl Watermark {
    /// The mark of `owner`, any text: equal texts, to the byte, have equal marks on every machine.
    pub fn of(owner: &str) -> Self {
        // FNV-1a (Fowler, Noll & Vo): short, and the same in every version of everything.
        let hash = owner.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(Key::new(hash))
    }

    /// Whether a member or order number carries the digits of this owner.
    ///
    /// Blanks around the id do not count, and leading zeros that a spreadsheet took away are put back. False for an id without
    /// such digits and for what is no id at all; true for an id of another owner by chance, once in a thousand.
    pub fn marks(&self, id: &str) -> bool {
        let id = id.trim();
        let (numbered, digits) = match id.strip_prefix(ORDER) {
            Some(digits) => (Numbered::Order, digits),
            None => (Numbered::Member, id),
        };
        // Shorter and yet with zeros in front: a number that was never marked.
        let whole = digits.len() >= NUMBER_DIGITS + DIGITS || !digits.starts_with('0');
        if !whole || digits.len() <= DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let (number, ending) = digits.split_at(digits.len() - DIGITS);
        let number = number.parse::<u64>().ok().filter(|number| *number > 0);
        number.is_some_and(|number| ending.parse::<u64>() == Ok(self.ending(numbered, number)))
    }

    /// The ending of a number, below [`ENDINGS`].
    pub(crate) fn ending(self, numbered: Numbered, number: u64) -> u64 {
        self.0.child(numbered as u64).below(number, ENDINGS)
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbered, Watermark};

    fn member(owner: &str, number: u64) -> String {
        let ending = Watermark::of(owner).ending(Numbered::Member, number);
        format!("{number:08}{ending:03}")
    }

    #[test]
    fn an_owner_is_known_by_every_id_and_a_stranger_by_one_in_a_thousand() {
        let (owner, stranger) = (Watermark::of("王小明"), Watermark::of("李雷"));
        let ids: Vec<String> = (1..=100_000).map(|n| member("王小明", n)).collect();
        assert!(ids.iter().all(|id| owner.marks(id)));
        // 100 of 100,000 by chance, with a spread of ten.
        let strangers = ids.iter().filter(|id| stranger.marks(id)).count();
        assert!((60..=140).contains(&strangers), "{strangers}");
    }

    #[test]
    fn ids_without_the_digits_are_not_marked() {
        let owner = Watermark::of("");
        let unmarked = (1..=100_000).map(|n| format!("{n:08}"));
        assert!(unmarked.into_iter().all(|id| !owner.marks(&id)));
        for none in [
            "",
            "0",
            "12",
            "123",
            "SO",
            "SO123",
            "00000000000",
            "+1234567890",
            "１２３４５６",
        ] {
            assert!(!owner.marks(none), "{none}");
        }
    }

    #[test]
    fn an_id_that_lost_its_leading_zeros_still_tells() {
        let id = member("0017", 4_711);
        assert!(Watermark::of("0017").marks(&format!(" {} ", id.trim_start_matches('0'))));
    }

    #[test]
    fn members_and_orders_of_a_number_end_differently() {
        let owner = Watermark::of("0017");
        let same =
            |n: &u64| owner.ending(Numbered::Member, *n) == owner.ending(Numbered::Order, *n);
        assert!((1..=1_000).filter(same).count() < 10);
    }
}
