//! Golden cases, properties and hard data of the profile.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]
#![expect(
    clippy::float_cmp,
    reason = "what is compared so is exact by construction"
)]

mod bad_files;
mod consent;
mod defaults;
mod lint;
mod many_persons;
mod support;
mod tag_rules;
mod tagging;
