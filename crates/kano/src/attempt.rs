//! [`Attempt`]: an analysis that the data may not carry.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// A further analysis: its result, or why the data does not carry it. The rest of the summary stands either
/// way.
///
/// In a file it is the result itself, or `{"refused": {...}}`.
#[derive(Debug, Clone, PartialEq)]
pub enum Attempt<T, R> {
    /// The result.
    Done(T),
    /// Why there is none.
    Refused(R),
}

impl<T: Serialize, R: Serialize> Serialize for Attempt<T, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Done(result) => result.serialize(serializer),
            Self::Refused(reason) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("refused", reason)?;
                map.end()
            }
        }
    }
}
