//! What the cells of a dirty table mean: numbers, dates, missing values, personal data.
//!
//! A cell is text as somebody typed it: `１.２亿`, `2021年3月8号`, `N/A`, `+86 138-1234-5678`. Each
//! module answers one question about it:
//!
//! - [`fold`]: which characters are only another width of the same character;
//! - [`missing`]: is this cell empty, or a word that stands for emptiness;
//! - [`number`]: [`number::parse`] reads an exact decimal, [`number::parse_fixed4`] a column of them;
//! - [`date`]: [`date::parse`] reads a moment, [`date::parse_micros`] a column of them;
//! - [`written`]: text that keeps to a form, such as telephone numbers, in that form; [`script`]: simplified characters;
//! - [`personal`]: [`personal::recognise`] names the kind of personal data, [`personal::mask`] hides it.
//!
//! Everything is a pure function of the text and a small struct of rules: no clock, no locale, no
//! file, and no panic whatever the text. A cell that can't be read gives a fault with a short code,
//! never a guess.

pub mod date;
pub mod fold;
pub mod missing;
pub mod number;
pub mod personal;
pub mod script;
pub mod written;
