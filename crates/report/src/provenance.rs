//! [`Provenance`]: what a report was made from and by.

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
