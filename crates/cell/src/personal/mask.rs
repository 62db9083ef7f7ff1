//! [`mask`]: what of personal data may be shown.

use serde::{Deserialize, Serialize};

use super::{Personal, address, bank_card, device, email, id_card, mobile, name};
use crate::fold;

/// How much of a cell a mask hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaskLevel {
    /// Enough stays to tell one's own record: 138****5678.
    #[default]
    Standard,
    /// Next to nothing stays: ***********.
    Strict,
}

/// Hides a cell of a known kind behind stars.
///
/// | kind | standard | strict |
/// |---|---|---|
/// | mobile | 138****5678 | all stars |
/// | ID card | first 6, stars, last 4 | first 1, stars, last 1 |
/// | bank card | stars, last 4 | all stars |
/// | e-mail | first letter, `***@domain` | all stars |
/// | name | surname, stars | one star |
/// | address | up to the district, `***` | up to the province, `***` |
/// | IP address, plate, passport | all stars | all stars |
///
/// The parts that stay are shown half-width, trimmed and without country code. A cell that is not of
/// the kind becomes stars altogether, one a character: masking a column by its verdict never shows a
/// stray value. Stars are no pseudonym; two people may get the same mask.
///
/// ```
/// use fourr_cell::personal::{MaskLevel, Personal, mask};
/// assert_eq!(mask("+86 138-1234-5678", Personal::Mobile, MaskLevel::Standard), "138****5678");
/// assert_eq!(mask("欧阳娜娜", Personal::Name, MaskLevel::Standard), "欧阳**");
/// ```
pub fn mask(text: &str, kind: Personal, level: MaskLevel) -> String {
    let folded = fold::trimmed(text);
    let cell = folded.as_ref();
    let masked = match kind {
        Personal::Mobile => mobile::normalise(cell).map(|digits| match level {
            MaskLevel::Standard => keep_ends(&digits, 3, 4),
            MaskLevel::Strict => stars(&digits),
        }),
        Personal::IdCard | Personal::IdCardLike => {
            id_card::normalise(cell).map(|number| match level {
                MaskLevel::Standard => keep_ends(&number, 6, 4),
                MaskLevel::Strict => keep_ends(&number, 1, 1),
            })
        }
        Personal::BankCard => bank_card::normalise(cell, true).map(|digits| match level {
            MaskLevel::Standard => keep_ends(&digits, 0, 4),
            MaskLevel::Strict => stars(&digits),
        }),
        Personal::Email => mask_email(cell, level),
        Personal::Name => mask_name(cell, level),
        Personal::Address => mask_address(cell, level),
        Personal::Ip | Personal::Plate | Personal::Passport => None,
    };
    masked.unwrap_or_else(|| stars(cell))
}

fn mask_email(cell: &str, level: MaskLevel) -> Option<String> {
    let (local, domain) = email::split(cell)?;
    let first = local.chars().next()?;
    (level == MaskLevel::Standard).then(|| format!("{first}***@{domain}"))
}

fn mask_name(cell: &str, level: MaskLevel) -> Option<String> {
    if !name::may_be_name(cell) {
        return None;
    }
    let surname = name::surname(cell);
    Some(match level {
        MaskLevel::Standard => format!("{surname}{}", stars(&cell[surname.len()..])),
        MaskLevel::Strict => "*".to_owned(),
    })
}

fn mask_address(cell: &str, level: MaskLevel) -> Option<String> {
    let parts = address::parts(cell);
    let end = match level {
        MaskLevel::Standard => parts.district.or(parts.province),
        MaskLevel::Strict => parts.province,
    };
    Some(format!("{}***", &cell[..end?]))
}

/// Keeps so many characters of ASCII text at either end.
fn keep_ends(ascii: &str, first: usize, last: usize) -> String {
    let hidden = ascii.len().saturating_sub(first + last);
    format!(
        "{}{}{}",
        &ascii[..first],
        "*".repeat(hidden),
        &ascii[first + hidden..]
    )
}

fn stars(text: &str) -> String {
    "*".repeat(text.chars().count())
}

/// A cell of a known kind in one form, whatever its width, spaces, hyphens and country code: what two spellings of one
/// number have in common. A cell that is not of the kind is only folded and trimmed.
///
/// ```
/// use fourr_cell::personal::{Personal, normalise};
/// assert_eq!(normalise("+86 138-1234-5678", Some(Personal::Mobile)), "13812345678");
/// assert_eq!(normalise(" Ａ7 ", None), "A7");
/// ```
pub fn normalise(text: &str, kind: Option<Personal>) -> String {
    let folded = fold::trimmed(text);
    let cell = folded.as_ref();
    let found = match kind {
        Some(Personal::Mobile) => mobile::normalise(cell),
        Some(Personal::IdCard | Personal::IdCardLike) => id_card::normalise(cell),
        Some(Personal::BankCard) => bank_card::normalise(cell, true),
        Some(Personal::Email) => email::split(cell).map(|_| cell.to_lowercase()),
        Some(Personal::Ip) => device::ip(cell),
        Some(Personal::Plate) => device::plate(cell),
        Some(Personal::Passport) => device::passport(cell),
        Some(Personal::Name | Personal::Address) | None => None,
    };
    found.unwrap_or_else(|| cell.to_owned())
}
