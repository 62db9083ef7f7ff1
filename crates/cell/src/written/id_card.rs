//! Resident ID numbers, GB 11643-1999, with what they say of their holder.

use chrono::NaiveDate;

use super::WrittenFault;
use crate::{fold, personal};

/// What a resident ID number says of its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdCard {
    /// The day of birth.
    pub birthday: NaiveDate,
    /// Whether the serial number is odd, as those of men are.
    pub male: bool,
}

/// A resident ID number of 18 characters: half width, without spaces, its check character right and in upper case.
///
/// # Errors
/// `bad_checksum` when the check character is another one, `invalid_calendar` for a birthday that does not exist,
/// `unparseable` for any other text, the old numbers of 15 digits among them.
///
/// ```
/// // The specimen of GB 11643-1999.
/// assert_eq!(fourr_cell::written::id_card("11010519491231002x").as_deref(), Ok("11010519491231002X"));
/// ```
pub fn id_card(cell: &str) -> Result<String, WrittenFault> {
    let number: String = fold::trimmed(cell)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    facts(&number).map(|_| number)
}

/// What a resident ID number says; `None` when it is not valid.
pub fn id_card_facts(cell: &str) -> Option<IdCard> {
    let number = id_card(cell).ok()?;
    facts(&number).ok()
}

fn facts(number: &str) -> Result<IdCard, WrittenFault> {
    let (first17, check) = number
        .split_at_checked(17)
        .ok_or(WrittenFault::Unparseable)?;
    let expected = personal::id_card_check(first17).ok_or(WrittenFault::Unparseable)?;
    if check.len() != 1 || !check.starts_with(|c: char| c.is_ascii_digit() || c == 'X') {
        return Err(WrittenFault::Unparseable);
    }
    let part = |from: usize, to: usize| number[from..to].parse::<u32>().unwrap_or_default();
    let year = i32::try_from(part(6, 10)).unwrap_or_default();
    let birthday = NaiveDate::from_ymd_opt(year, part(10, 12), part(12, 14))
        .filter(|_| (1850..2100).contains(&year))
        .ok_or(WrittenFault::InvalidCalendar)?;
    if !check.starts_with(expected) {
        return Err(WrittenFault::BadChecksum);
    }
    Ok(IdCard {
        birthday,
        male: part(14, 17) % 2 == 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_tells_birthday_and_sex() {
        let facts = id_card_facts("11010519491231002X").unwrap();
        assert_eq!(
            facts.birthday,
            NaiveDate::from_ymd_opt(1949, 12, 31).unwrap()
        );
        // 002 is even.
        assert!(!facts.male);
        assert_eq!(
            id_card("110105194912310021"),
            Err(WrittenFault::BadChecksum)
        );
        assert_eq!(
            id_card("110105194913310021"),
            Err(WrittenFault::InvalidCalendar)
        );
        assert_eq!(id_card("110105491231002"), Err(WrittenFault::Unparseable));
        assert_eq!(
            id_card("一1010519491231002"),
            Err(WrittenFault::Unparseable)
        );
    }
}
