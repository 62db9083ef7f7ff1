//! The tag file and the lists that it names.

use std::{fs, path::PathBuf};

use fourr_profile::{Lists, TagFile};
use fourr_table::{Input, TableError};

/// The tag file.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Tags {
    /// Tag file (TOML): dimensions, tags, and a rule for each value [default: derived from the columns]
    #[arg(long = "tags", value_name = "FILE", help_heading = "Tags")]
    pub(crate) file: Option<PathBuf>,
}

impl Tags {
    /// The tag file, where one is given.
    pub(crate) fn read(&self) -> anyhow::Result<Option<TagFile>> {
        let Some(path) = &self.file else {
            return Ok(None);
        };
        let text = fs::read_to_string(path).map_err(|error| TableError::io(path, error))?;
        Ok(Some(TagFile::from_toml(
            &path.display().to_string(),
            &text,
        )?))
    }

    /// The lists that the tag file names; their paths start from its folder.
    pub(crate) fn lists(&self, tags: Option<&TagFile>) -> anyhow::Result<Lists> {
        let mut lists = Lists::default();
        let folder = self
            .file
            .as_deref()
            .and_then(std::path::Path::parent)
            .unwrap_or_else(|| "".as_ref());
        for path in tags.map(TagFile::lists).unwrap_or_default() {
            lists.add(path, Input::of([folder.join(path)]).open()?);
        }
        Ok(lists)
    }
}
