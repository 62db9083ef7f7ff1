//! Personal data kept private: small counts withheld, identifiers hidden, and what was done said.

mod average;
mod classes;
mod deidentification;
mod form;
mod network;
mod pseudonym;
mod suppression;

pub use average::may_publish_mean;
pub use classes::{Class, Classes};
pub use deidentification::{Deidentification, Treated, Treatment};
pub use form::{IdForm, Mask};
pub use pseudonym::{Key, KeyError};
pub use suppression::{Suppression, Withheld, ZeroCells};
