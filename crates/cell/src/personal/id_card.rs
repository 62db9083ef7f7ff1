//! ID card numbers of mainland China, GB 11643-1999.

use chrono::NaiveDate;

use super::Personal;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters by the weighted sum modulo 11.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// First two digits: the province of first registration, GB/T 2260; 83 stands on permits for residents from Taiwan.
const PROVINCES: [u32; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
];

/// The check character of the first 17 digits of an ID card number; `None` unless there are 17 ASCII digits.
///
/// The digits times 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2 are summed modulo 11, and the remainder picks
/// from 1 0 X 9 8 7 6 5 4 3 2.
///
/// # References
/// GB 11643-1999, 公民身份号码.
///
/// ```
/// assert_eq!(fourr_cell::personal::id_card_check("11010519491231002"), Some('X'));
/// ```
pub fn id_card_check(first17: &str) -> Option<char> {
    if first17.len() != WEIGHTS.len() || !is_digits(first17) {
        return None;
    }
    let sum: u32 = first17
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    CHECKS.get(sum as usize % CHECKS.len()).copied()
}

/// The kind of an ID card number that is folded and trimmed; `None` when it has not even the form.
pub(super) fn kind(text: &str) -> Option<Personal> {
    match text.len() {
        18 => kind_of_18(text),
        // The numbers given out until 1999 have a year of two digits and no check character.
        15 if is_digits(text) && has_province(text) => {
            let year = 1900 + number(text, 6, 2)?;
            is_birthday(year, text, 8).then_some(Personal::IdCardLike)
        }
        _ => None,
    }
}

/// The number with its check character in upper case, if it has the form of one.
pub(super) fn normalise(text: &str) -> Option<String> {
    kind(text).map(|_| text.to_ascii_uppercase())
}

fn kind_of_18(text: &str) -> Option<Personal> {
    let (first17, check) = text.split_at_checked(17)?;
    let check = check.chars().next()?.to_ascii_uppercase();
    let expected = id_card_check(first17)?;
    let has_form = (check.is_ascii_digit() || check == 'X')
        && has_province(text)
        && (1850..2100).contains(&number(text, 6, 4)?)
        && is_birthday(number(text, 6, 4)?, text, 10);
    let kind = if check == expected {
        Personal::IdCard
    } else {
        Personal::IdCardLike
    };
    has_form.then_some(kind)
}

fn has_province(text: &str) -> bool {
    number(text, 0, 2).is_some_and(|code| PROVINCES.contains(&code))
}

/// Whether month and day, from byte `at` on, exist in that year.
fn is_birthday(year: u32, text: &str, at: usize) -> bool {
    let day = |year: u32| {
        NaiveDate::from_ymd_opt(
            i32::try_from(year).ok()?,
            number(text, at, 2)?,
            number(text, at + 2, 2)?,
        )
    };
    day(year).is_some()
}

fn number(text: &str, at: usize, len: usize) -> Option<u32> {
    text.get(at..at + len)?.parse().ok()
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The specimen of GB 11643-1999.
    #[test]
    fn the_specimen_of_the_standard_is_valid() {
        assert_eq!(kind("11010519491231002X"), Some(Personal::IdCard));
        assert_eq!(kind("11010519491231002x"), Some(Personal::IdCard));
    }

    #[test]
    fn a_wrong_check_character_leaves_the_form() {
        for check in "0123456789".chars() {
            assert_eq!(
                kind(&format!("11010519491231002{check}")),
                Some(Personal::IdCardLike)
            );
        }
    }

    #[test]
    fn without_a_birthday_or_a_province_it_is_no_id() {
        for text in [
            "110105194913310021",
            "110105194902300021",
            "990105194912310021",
            "110105174912310021",
            "11010519491231002A",
            "1101051949123100X2",
            "",
            "110105194912310",
            "一1010519491231",
        ] {
            assert_eq!(kind(text).filter(|_| text.len() != 15), None, "{text}");
        }
    }

    #[test]
    fn old_numbers_have_the_form_at_most() {
        assert_eq!(kind("110105491231002"), Some(Personal::IdCardLike));
        assert_eq!(kind("110105491331002"), None);
    }
}
