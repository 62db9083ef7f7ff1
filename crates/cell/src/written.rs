//! Text that keeps to a form: telephone numbers, addresses of the net, codes with a check character, divisions.
//!
//! Each function takes a cell as somebody typed it and gives the one form in which it is written, or a fault. What it
//! gives it gives again when it is asked for that.

mod contact;
mod credit_code;
mod id_card;
mod region;
mod sex;

use serde::{Deserialize, Serialize};

pub use contact::{email, phone, url};
pub use credit_code::{credit_code, credit_code_check};
pub use id_card::{IdCard, id_card, id_card_facts};
pub use region::{province, region};
pub use sex::sex;

/// Why a cell is not of the form.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
pub enum WrittenFault {
    /// It has the form, and its check character is another one.
    #[error("the check character does not fit")]
    BadChecksum,
    /// The birthday in it does not exist.
    #[error("no such day")]
    InvalidCalendar,
    /// More than one thing is called so.
    #[error("a name of more than one place")]
    Ambiguous,
    /// It has another form.
    #[error("another form")]
    Unparseable,
}
