//! Personal data kept private: small counts withheld, identifiers hidden, and what was done said.

mod average;
mod classes;
mod deidentification;
mod form;
mod network;
mod pseudonym;
mod quasi;
mod suppression;

pub use average::may_publish_mean;
pub(crate) use average::mean_is_safe;
pub use classes::{Class, Classes};
pub use deidentification::{Deidentification, Treated, Treatment};
pub(crate) use deidentification::{kind_of_origin, kind_of_texts, undeclared};
pub use form::{IdForm, Mask};
pub use pseudonym::{Key, KeyError};
pub use quasi::{Blanked, QuasiIdentifiers};
pub use suppression::{Suppression, Withheld, ZeroCells};
