//! Tables and tag files of the tests.

use std::{fs, path::PathBuf};

use fourr_profile::{Lists, Needs, Profile, ProfileError, SourceKind, Sources, TagFile, Tagging};
use fourr_table::{Input, Table};
use polars::prelude::DataFrame;
use serde_json::Value;

pub(crate) fn case(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

pub(crate) fn golden(name: &str) -> Value {
    let text = fs::read_to_string(case(name).join("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

pub(crate) fn open(name: &str) -> Table {
    Input::of([case(name).join("input.csv")]).open().unwrap()
}

pub(crate) fn persons(frame: DataFrame) -> Sources {
    sources([(frame, Some(SourceKind::Persons))])
}

pub(crate) fn sources(
    frames: impl IntoIterator<Item = (DataFrame, Option<SourceKind>)>,
) -> Sources {
    let mut sources = Sources::default();
    for (frame, kind) in frames {
        sources
            .add(&Profile::default(), Table::from_frame(frame), kind)
            .unwrap();
    }
    sources
}

pub(crate) fn tag(text: &str, sources: &Sources) -> Result<Tagging, ProfileError> {
    let file = TagFile::from_toml("tags.toml", text)?;
    Profile::default().tag(Some(&file), sources, &Lists::default(), &Needs::default())
}

/// Ids of those with a value, in order.
pub(crate) fn holders(tagging: &Tagging, tag: &str, value: &str) -> Vec<String> {
    let column = tagging.column(tag).unwrap();
    let value = column.value(value).unwrap();
    let carriers = (0..tagging.len()).filter(|&person| column.codes.carries(person, value));
    carriers
        .map(|person| tagging.people().name(person).unwrap())
        .collect()
}

/// The names of a tag's values, person by person; `-` for none.
pub(crate) fn names(tagging: &Tagging, tag: &str) -> Vec<String> {
    let frame = tagging.frame().unwrap();
    let texts = frame.column(tag).unwrap().str().unwrap().clone();
    texts
        .iter()
        .map(|text| text.unwrap_or("-").to_owned())
        .collect()
}
