//! Columns as people wrote them, read as times, amounts and keys.
//!
//! Each function reads one column of a [`Batch`](crate::Batch) into a vector of primitive values and
//! writes what it could not read into a [`Faults`] ledger: counted, with the first examples. Nothing
//! is silently null: a [`Reading`] says whether the cell was empty or unreadable.
//!
//! Text goes through the rules of [`fourr_cell`]; typed columns (Parquet, Excel) are converted
//! exactly. The vectors are what tight loops want: no strings, no options.

mod amounts;
mod faults;
mod keys;
mod meanings;
mod reading;
mod times;

pub use amounts::{AMOUNT_PLACES, LIMIT, amounts, from_ten_thousandths, to_ten_thousandths};
pub use faults::{Example, Fault, Faults, Tally};
pub use keys::{Keys, keys, written_number};
pub use meanings::meanings;
pub use reading::Reading;
pub use times::{TimeRules, times};
