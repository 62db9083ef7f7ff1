//! [`Provenance`]: what a report was made from and by.

use fourr_table::Source;

/// All that is needed to make the report again; no clock, no machine.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// Version of fourr.
    pub version: String,
    /// The command that repeats the analysis.
    pub command: Option<String>,
    /// Names of the input files.
    pub inputs: Vec<String>,
    /// Parameters in force, with their keys as a plan file has them.
    pub parameters: Vec<(String, String)>,
}

impl Provenance {
    /// Of files, by this version, with the parameters that matter; whoever runs the command adds it.
    pub(crate) fn of(sources: &[Source], parameters: Vec<(String, String)>) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            command: None,
            inputs: sources.iter().map(|source| source.name.clone()).collect(),
            parameters,
        }
    }
}
