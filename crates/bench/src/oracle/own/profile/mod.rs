//! Tags of the user's own file by the tag file in force, worked out again in plain polars.
//!
//! Rules are read by polars' SQL, cells in the one way in which everybody reads them; whatever is not known in the tag file,
//! the flags or the cells makes the profile one that is not worked out again.

mod classes;
mod coarse;
mod definition;
mod figures;
mod holders;
mod plan;
mod readings;
mod rows;
mod rule;
mod tokens;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use polars::prelude::*;
use serde_json::Value as Json;

use crate::oracle::{only, scan, summary::Summary, text};
use crate::{Answer, BenchError};
use definition::{Source, TagFile};
use figures::Told;
use holders::Holders;
use plan::Plan;
use readings::Readings;
use rows::{PERSON, Rows};

/// Flags that say how a file is read; polars finds that out by itself.
const READING: [&str; 4] = ["--encoding", "--delimiter", "--sheet", "--header-row"];

/// The answer for a file of the user; `None` where polars does not know the conventions. `words` are those of the command.
pub(super) fn expected(
    file: &Path,
    (words, folder): (&[OsString], &Path),
    summary: &Summary,
) -> Result<Option<Answer>, BenchError> {
    let found = found(summary)?;
    Ok(worked_out(file, (words, folder), summary, &found))
}

/// The same figures, as far as they are told.
pub(super) fn found(summary: &Summary) -> Result<Answer, BenchError> {
    figures::found(summary)
}

fn worked_out(
    file: &Path,
    (words, folder): (&[OsString], &Path),
    summary: &Summary,
    found: &Answer,
) -> Option<Answer> {
    let read_otherwise = READING.iter().any(|flag| word_after(words, flag).is_some());
    if !summary.get("/parameters/consent")?.is_null() || read_otherwise || is_masked(summary)? {
        return None;
    }
    let written = match summary.get("/tag_file")? {
        Json::Null => folder.join("tags.toml"),
        _ => PathBuf::from(word_after(words, "--tags")?),
    };
    let tags: TagFile = toml::from_str(&fs::read_to_string(written).ok()?).ok()?;
    let sources = Sources::open(file, words, summary)?;
    let (persons, rows) = (sources.persons, sources.rows);
    let (frame, readings, id) = match persons {
        Some((frame, readings, id)) => (Some(frame), Some(readings), id),
        None => (None, None, String::new()),
    };
    let generalise = pairs(summary, "/parameters/generalise")?;
    let mut plan = Plan::of(&tags, generalise, (readings, rows))?;
    let numbers = summary.get("/numbers")?.as_array()?.iter().map(|number| {
        let name = number["name"].as_str()?;
        Some((name.to_owned(), plan.number(name)?))
    });
    let numbers: Vec<(String, String)> = numbers.collect::<Option<_>>()?;
    let mut persons = match (frame, &plan.persons) {
        (Some(frame), Some(readings)) => people(frame, readings, &id)?,
        _ => everybody(&plan.rows)?,
    }
    .lazy();
    for rows in plan.rows {
        persons = rows.join(persons)?;
    }
    let levels = usize::try_from(summary.get("/parameters/levels")?.as_u64()?).ok()?;
    let holders = Holders::find(persons.collect().ok()?, &plan.tags, levels)?;
    let dimensions = tags.dimension.iter().map(|of| of.code.as_str());
    let told = told(summary, numbers, (found, dimensions.collect()))?;
    figures::expected(&holders, &told).ok()?
}

/// The word after a flag, or behind its sign of equality.
fn word_after<'a>(words: &'a [OsString], flag: &str) -> Option<&'a str> {
    words.iter().enumerate().find_map(|(place, word)| {
        let rest = word.to_str()?.strip_prefix(flag)?;
        if rest.is_empty() {
            words.get(place + 1)?.to_str()
        } else {
            rest.strip_prefix('=')
        }
    })
}

/// Whether texts of some tag are behind stars.
fn is_masked(summary: &Summary) -> Option<bool> {
    let exported = summary.get("/privacy/exported")?.as_array()?;
    // The first is the id.
    Some(
        exported
            .iter()
            .skip(1)
            .any(|column| column["treatment"] == "masked"),
    )
}

/// What decides which figures there are, as the result says of itself.
fn told<'a>(
    summary: &Summary,
    numbers: Vec<(String, String)>,
    (found, dimensions): (&'a Answer, Vec<&'a str>),
) -> Option<Told<'a>> {
    let of = |name: &str| summary.get(&format!("/parameters/statistics/{name}"));
    Some(Told {
        found,
        dimensions,
        min_group: of("min_group")?.as_i64()?,
        zeros_withheld: of("zeros")? != "shown",
        sensitive: of("sensitive")?.as_bool()?,
        against_rest: of("base")? != "all",
        target: pairs(summary, "/parameters/statistics/target")?,
        numbers,
    })
}

/// What is written `tag=value` in a list.
fn pairs(summary: &Summary, path: &str) -> Option<Vec<(String, String)>> {
    let pair = |written: &Json| {
        let (tag, value) = written.as_str()?.split_once('=')?;
        Some((tag.trim().to_owned(), value.trim().to_owned()))
    };
    summary.get(path)?.as_array()?.iter().map(pair).collect()
}

/// The tables of a profile.
struct Sources {
    /// Of persons: the rows, their columns, and the column of the ids.
    persons: Option<(LazyFrame, Readings, String)>,
    rows: Vec<Rows>,
}

impl Sources {
    /// The file of the user, and the orders and events that its flags name, as fourr has read them.
    fn open(file: &Path, words: &[OsString], summary: &Summary) -> Option<Self> {
        let as_of = summary.get("/as_of")?.as_str().map(str::parse::<NaiveDate>);
        let as_of = as_of.transpose().ok()?;
        let given = !summary.get("/parameters/as_of")?.is_null();
        let mut sources = Self {
            persons: None,
            rows: Vec::new(),
        };
        for input in summary.get("/inputs")?.as_array()? {
            let kind = input["kind"].as_str()?;
            let named = word_after(words, &format!("--{kind}"));
            let file = named.map_or(file, Path::new);
            let column = |role: &str| {
                let roles = input["roles"].as_array()?;
                roles.iter().find(|of| of["role"] == role)?["column"].as_str()
            };
            let mut frame = open(file)?;
            let schema = frame.collect_schema().ok()?;
            let mut readings = Readings::of(schema, as_of);
            let from = match kind {
                "orders" => Source::Orders,
                "events" => Source::Events,
                _ if sources.persons.is_some() => return None,
                _ => {
                    let id = if summary.get("/parameters/each_row")?.as_bool()? {
                        frame = frame.with_row_index(PERSON, None);
                        PERSON.to_owned()
                    } else {
                        readings.id(column("customer")?)?
                    };
                    sources.persons = Some((frame, readings, id));
                    continue;
                }
            };
            let columns = (readings, column("customer")?, column("time")?);
            sources
                .rows
                .push(Rows::of(from, frame, columns, (as_of?, given))?);
        }
        Some(sources)
    }
}

/// A file with every column as it is written: CSV as text, Parquet by its types.
fn open(file: &Path) -> Option<LazyFrame> {
    match file.extension()?.to_str()? {
        "csv" => text(file).ok(),
        "parquet" => scan(file).ok(),
        _ => None,
    }
}

/// What was asked for of a table; `None` where a cell cannot be read in the one way in which everybody reads it.
fn collected(frame: LazyFrame, readings: &Readings) -> Option<DataFrame> {
    let frame = frame.collect().ok()?;
    let odd = frame.clone().lazy().select([readings.odd().alias("odd")]);
    let odd = only(&odd.collect().ok()?, "odd").ok()?;
    (odd == 0).then_some(frame)
}

/// One row a person: the first with an id.
fn people(frame: LazyFrame, readings: &Readings, id: &str) -> Option<DataFrame> {
    let mut columns = readings.columns();
    if id == PERSON {
        columns.push(col(PERSON));
    }
    let rows = collected(frame.select(columns), readings)?.lazy();
    let known = rows
        .with_column(col(id).alias(PERSON))
        .filter(col(PERSON).is_not_null());
    let once = known.unique_stable(Some(cols([PERSON])), UniqueKeepStrategy::First);
    once.collect().ok()
}

/// Everybody in the orders and events.
fn everybody(rows: &[Rows]) -> Option<DataFrame> {
    let persons: Vec<LazyFrame> = rows.iter().map(Rows::persons).collect();
    let all = concat(persons, UnionArgs::default()).ok()?;
    all.unique(None, UniqueKeepStrategy::Any).collect().ok()
}
