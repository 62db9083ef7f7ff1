//! Personal data in cells: recognised by its form, hidden by its kind.
//!
//! Start at [`recognise`] for one cell and at [`ColumnScan`] for a column; [`mask`] gives the form that
//! may be shown. [`hint_of_header`] reads what the header of a column promises, which makes recognition
//! surer.
//!
//! GB/T 35273-2020 and the personal information protection law (个人信息保护法, 2021) ask for
//! de-identification wherever personal data is displayed; the patterns of stars are market habit.

mod address;
mod bank_card;
mod column;
mod device;
mod email;
mod header;
mod id_card;
mod kind;
mod mask;
mod mobile;
mod name;
mod recognise;

pub use column::ColumnScan;
pub use header::hint_of_header;
pub use id_card::id_card_check;
pub use kind::Personal;
pub use mask::{MaskLevel, mask, normalise};
pub use recognise::recognise;

/// The eleven digits of a mobile number that is folded and trimmed.
pub(crate) fn mobile_digits(text: &str) -> Option<String> {
    mobile::normalise(text)
}

/// The halves of an e-mail address that is folded and trimmed.
pub(crate) fn email_parts(text: &str) -> Option<(&str, &str)> {
    email::split(text)
}
