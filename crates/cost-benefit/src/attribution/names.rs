//! [`Names`]: channels as small numbers.

use std::sync::{Mutex, PoisonError};

use foldhash::fast::FixedState;
use fourr_attribution::Rules;
use fourr_table::{
    Memo, Values,
    coerce::{Keys, keys},
};
use hashbrown::HashMap;

use super::AttributionError;

/// Stands for no channel; there are fewer channels than that.
pub(super) const NOBODY: u8 = u8::MAX;

/// Names of channels that normally mean that a visitor came by themselves.
const DIRECT: [&str; 7] = [
    "直接",
    "直接访问",
    "直接流量",
    "direct",
    "(direct)",
    "(none)",
    "direct/none",
];

/// The channels in the order in which they were met, which is that of no rows in particular.
#[derive(Debug, Default)]
pub(super) struct Names(Mutex<HashMap<String, u8, FixedState>>);

impl Names {
    /// The number of a channel.
    pub(super) fn number(&self, name: &str, column: &str) -> Result<u8, AttributionError> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = known.get(name) {
            return Ok(*number);
        }
        let number = u8::try_from(known.len())
            .ok()
            .filter(|number| usize::from(*number) < Rules::MOST_CHANNELS)
            .ok_or_else(|| AttributionError::ManyChannels {
                column: column.to_owned(),
            })?;
        known.insert(name.to_owned(), number);
        Ok(number)
    }

    /// The names in their order, and the place of each number among them.
    pub(super) fn sorted(self) -> (Vec<String>, Vec<u8>) {
        let known = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut names: Vec<(String, u8)> = known.into_iter().collect();
        names.sort_unstable();
        let mut places = vec![NOBODY; usize::from(NOBODY) + 1];
        for (place, (_, number)) in (0..NOBODY).zip(&names) {
            places[usize::from(*number)] = place;
        }
        (names.into_iter().map(|(name, _)| name).collect(), places)
    }
}

/// What one worker knows of the channels.
#[derive(Debug, Default)]
pub(super) struct Known {
    texts: Memo<u8>,
    numbers: HashMap<i64, u8, FixedState>,
}

impl Known {
    /// The channels of a column by number; [`NOBODY`] where a cell names none.
    pub(super) fn read(
        &mut self,
        (column, cells): (&str, &Values<'_>),
        names: &Names,
    ) -> Result<Vec<u8>, AttributionError> {
        match keys(cells)? {
            Keys::Text(texts) => {
                let number = |text: &str| names.number(text, column);
                self.texts.read(&texts, NOBODY, number)
            }
            Keys::Whole(values) => {
                let number = |value: Option<i64>| {
                    let Some(value) = value else {
                        return Ok(NOBODY);
                    };
                    if let Some(number) = self.numbers.get(&value) {
                        return Ok(*number);
                    }
                    let number = names.number(&value.to_string(), column)?;
                    self.numbers.insert(value, number);
                    Ok(number)
                };
                values.iter().map(number).collect()
            }
        }
    }
}

/// The place of the direct channel: the one that is named, or one whose name says so.
pub(super) fn direct(
    names: &[String],
    named: Option<&str>,
) -> Result<Option<usize>, AttributionError> {
    match named {
        Some(name) => match names.iter().position(|known| known == name) {
            Some(place) => Ok(Some(place)),
            None => Err(AttributionError::DirectChannel {
                name: name.to_owned(),
                channels: names.to_vec(),
            }),
        },
        None => Ok(names
            .iter()
            .position(|name| DIRECT.contains(&name.to_lowercase().as_str()))),
    }
}
