//! [`recognise`]: the kind of personal data in one cell.

use super::{Personal, address, bank_card, device, email, id_card, mobile, name};
use crate::fold;

/// Longest cell that can be personal data of a known kind, in bytes.
const LONGEST: usize = 1_024;

/// Says which kind of personal data a cell is; `None` for anything else.
///
/// `hint` is what the column is known to hold, for instance from [`hint_of_header`](super::hint_of_header).
/// The kinds are tried in the order of [`Personal`], and the first match decides; a hint only admits
/// what is too weak by itself: bank cards of any prefix, names without a listed surname or in Latin
/// letters, parts of a Chinese address, numbers of passports. Full-width characters, `+86`, spaces and hyphens don't matter.
///
/// A name without a hint is weak evidence: 高级 looks like one. Judge it by its column,
/// with [`ColumnScan`](super::ColumnScan).
///
/// ```
/// use fourr_cell::personal::{Personal, recognise};
/// assert_eq!(recognise("+86 138-1234-5678", None), Some(Personal::Mobile));
/// assert_eq!(recognise("12812345678", None), None);
/// ```
pub fn recognise(text: &str, hint: Option<Personal>) -> Option<Personal> {
    // The shortest is a name of two characters; most cells of a table are a short ASCII number.
    if text.len() > LONGEST || (hint.is_none() && text.len() < 6) {
        return None;
    }
    let folded = fold::trimmed(text);
    if folded.is_ascii() {
        kind_of_ascii(&folded, hint)
    } else {
        kind_of_chinese(&folded, hint)
    }
}

/// Numbers, addresses of mail and machines, and Latin names.
fn kind_of_ascii(cell: &str, hint: Option<Personal>) -> Option<Personal> {
    if mobile::normalise(cell).is_some() {
        return Some(Personal::Mobile);
    }
    if let Some(kind) = id_card::kind(cell) {
        return Some(kind);
    }
    if bank_card::normalise(cell, hint == Some(Personal::BankCard)).is_some() {
        return Some(Personal::BankCard);
    }
    if email::split(cell).is_some() {
        return Some(Personal::Email);
    }
    if device::ip(cell).is_some() {
        return Some(Personal::Ip);
    }
    if hint == Some(Personal::Passport) && device::passport(cell).is_some() {
        return Some(Personal::Passport);
    }
    (hint == Some(Personal::Name) && name::may_be_name(cell)).then_some(Personal::Name)
}

/// Names, addresses and plates; everything else is ASCII once folded.
fn kind_of_chinese(cell: &str, hint: Option<Personal>) -> Option<Personal> {
    if name::looks_like_name(cell) || (hint == Some(Personal::Name) && name::may_be_name(cell)) {
        return Some(Personal::Name);
    }
    if device::plate(cell).is_some() {
        return Some(Personal::Plate);
    }
    let is_address = address::looks_like_address(cell)
        || (hint == Some(Personal::Address) && address::may_be_address(cell));
    is_address.then_some(Personal::Address)
}
