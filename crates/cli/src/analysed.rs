//! [`Analysed`]: the result of an analysis, with what a report says of its input.

use fourr_locale::Lang;
use fourr_table::{Input, Note, Source, Stage, Table};

use crate::progress::Progress;

/// The result of an analysis, with what a report says of its input.
pub(crate) struct Analysed<R> {
    pub(crate) result: R,
    pub(crate) sources: Vec<Source>,
    pub(crate) notes: Vec<Note>,
}

impl<R> Analysed<R> {
    /// Opens the input and analyses it, showing progress.
    pub(crate) fn of<E>(
        input: &Input,
        lang: Lang,
        analyse: impl FnOnce(&Table) -> Result<R, E>,
    ) -> anyhow::Result<Self>
    where
        anyhow::Error: From<E>,
    {
        let table = input.open()?;
        let (sources, notes) = (table.sources().to_vec(), table.notes().to_vec());
        let (table, _progress) = Progress::watch(table, lang);
        let _stage = Stage::Score.enter();
        Ok(Self {
            result: analyse(&table)?,
            sources,
            notes,
        })
    }
}
