//! [`Scheme`]: which table of segments is in force.

use std::{fmt, fs};

use serde::{Deserialize, Serialize};

use super::{SegmentTable, SegmentTableError, presets};
use crate::Scoring;

/// A published table of segments, or the user's own.
///
/// In a TOML or JSON file it is the preset's name, or the table itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Scheme {
    /// The eight Chinese types: high and low of R, F and M.
    #[default]
    Textbook8,
    /// Eleven segments on a disjoint, exhaustive grid of R and the rounded mean of F and M.
    Grid11,
    /// The widely reproduced interval list of eleven segments, evaluated first match.
    Putler11,
    /// The ten segments of the R package rfm, evaluated first match.
    RRfm10,
    /// A table of the user's own.
    Own(SegmentTable),
}

const PRESETS: [(&str, Scheme); 4] = [
    ("textbook8", Scheme::Textbook8),
    ("grid11", Scheme::Grid11),
    ("putler11", Scheme::Putler11),
    ("r-rfm10", Scheme::RRfm10),
];

impl Scheme {
    /// The preset's name, or that of the user's table.
    pub fn name(&self) -> &str {
        match self {
            Self::Textbook8 => "textbook8",
            Self::Grid11 => "grid11",
            Self::Putler11 => "putler11",
            Self::RRfm10 => "r-rfm10",
            Self::Own(table) => &table.name,
        }
    }

    /// Reads a preset's name or, for anything else, the TOML file of that path.
    ///
    /// # Errors
    /// A sentence for the command line: no such preset or file, or what is wrong in the file.
    pub fn from_argument(argument: &str) -> Result<Self, String> {
        if let Some(preset) = Self::preset(argument) {
            return Ok(preset);
        }
        let text = fs::read_to_string(argument).map_err(|error| {
            format!("expected textbook8, grid11, putler11, r-rfm10 or a TOML file ({error})")
        })?;
        SegmentTable::from_toml(&text)
            .map(Self::Own)
            .map_err(|error| error.to_string())
    }

    /// The scoring that it was published with.
    pub(crate) fn scoring(&self) -> Scoring {
        match self {
            Self::RRfm10 => Scoring::RRfm,
            _ => Scoring::Quantile,
        }
    }

    fn preset(name: &str) -> Option<Self> {
        PRESETS
            .into_iter()
            .find(|(preset, _)| *preset == name)
            .map(|(_, scheme)| scheme)
    }

    /// The table of segments for scores of 1 to `bins`.
    ///
    /// # Errors
    /// When the table was published for another number of classes.
    pub fn table(&self, bins: u8) -> Result<SegmentTable, SegmentTableError> {
        let table = match self {
            Self::Textbook8 => return Ok(presets::textbook8()),
            Self::Grid11 => presets::grid11(),
            Self::Putler11 => presets::putler11(),
            Self::RRfm10 => presets::r_rfm10(),
            Self::Own(table) => {
                table.check(bins)?;
                return Ok(table.clone());
            }
        };
        if bins == 5 {
            Ok(table)
        } else {
            Err(SegmentTableError::NeedsFive {
                table: table.name,
                bins,
            })
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Name(String),
    Table(SegmentTable),
}

impl Serialize for Scheme {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Own(table) => table.serialize(serializer),
            preset => serializer.serialize_str(preset.name()),
        }
    }
}

impl<'de> Deserialize<'de> for Scheme {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Table(table) => Ok(Self::Own(table)),
            Written::Name(name) => Self::preset(&name).ok_or_else(|| {
                serde::de::Error::custom(format!(
                    "scheme is {name}, expected textbook8, grid11, putler11, r-rfm10 or a table"
                ))
            }),
        }
    }
}
