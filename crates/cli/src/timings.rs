//! [`Timings`]: what a run says of its own times, for `fourr bench`.
//!
//! The one clock of the program beside that of `fourr bench` itself. Without `--timings` nobody listens to the stages, and they
//! cost nothing.

mod recorder;
mod usage;

use std::path::Path;

use fourr_bench::Timings;
use fourr_table::output;
use recorder::Recorder;

/// Listens to the stages of this run.
pub(crate) struct Listening(Recorder);

impl Listening {
    /// From now on, in this thread and those that work for it.
    ///
    /// # Errors
    /// Somebody listens already.
    pub(crate) fn begin() -> anyhow::Result<Self> {
        let recorder = Recorder::in_this_thread();
        tracing::subscriber::set_global_default(recorder.clone())?;
        Ok(Self(recorder))
    }

    /// Writes what was heard, and what the process has used until now.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub(crate) fn write(&self, path: &Path) -> anyhow::Result<()> {
        let timings = Timings {
            processor_seconds: usage::processor_seconds(),
            peak_bytes: usage::peak_bytes(),
            stages: self.0.stages(),
        };
        Ok(output::write_json(path, &timings)?)
    }
}
