//! The tables of a profile: the input, and what is joined to it.

use std::path::PathBuf;

use fourr_locale::Lang;
use fourr_profile::{Profile, SourceKind, Sources};
use fourr_table::{Input, Note, Source};

use crate::progress::Progress;

/// Further tables about the same people.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Further {
    /// Orders of the people, one row per order or order line
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    orders: Option<PathBuf>,
    /// Events of the people, one row per event
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    events: Option<PathBuf>,
    /// Further tables with one row per person, such as customers.parquet of fourr rfm
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    persons: Vec<PathBuf>,
}

/// The tables, and what a report says of them.
pub(crate) struct Opened {
    pub(crate) sources: Sources,
    pub(crate) files: Vec<Source>,
    pub(crate) notes: Vec<Note>,
    pub(crate) progress: Option<Progress>,
}

impl Opened {
    /// Opens the input and what is joined to it.
    ///
    /// # Errors
    /// A file that cannot be opened, or has no column of persons.
    pub(crate) fn of(
        profile: &Profile,
        input: &Input,
        further: &Further,
        lang: Lang,
    ) -> anyhow::Result<Self> {
        let table = input.open()?;
        let mut opened = Self {
            sources: Sources::default(),
            files: Vec::new(),
            notes: Vec::new(),
            progress: None,
        };
        opened.files.extend_from_slice(table.sources());
        opened.notes.extend_from_slice(table.notes());
        let (table, progress) = Progress::watch(table, lang);
        opened.progress = progress;
        opened.sources.add(profile, table, None)?;
        let orders = further.orders.iter().map(|file| (file, SourceKind::Orders));
        let events = further.events.iter().map(|file| (file, SourceKind::Events));
        let persons = further
            .persons
            .iter()
            .map(|file| (file, SourceKind::Persons));
        for (file, kind) in orders.chain(events).chain(persons) {
            let table = Input::of([file]).open()?;
            opened.files.extend_from_slice(table.sources());
            opened.notes.extend_from_slice(table.notes());
            // Flags name columns of the input; the others are found by their headers.
            let columns = Profile {
                as_of: profile.as_of,
                ..Profile::default()
            };
            opened.sources.add(&columns, table, Some(kind))?;
        }
        Ok(opened)
    }
}
