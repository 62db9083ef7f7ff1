//! [`Soiled`]: practice data and what is wrong with them, to hold cleaned copies against.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use fourr_cell::{date, fold};
use fourr_table::TableError;
use polars::prelude::IdxSize;
use serde::Serialize;

use super::{Submission, judge::number_in, list::List};

/// The kind of rows that were put in empty.
const BLANK: &str = "blank_row";
const MICROS_A_DAY: i64 = 86_400_000_000;

/// What a cleaned copy put right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cleansing {
    /// The share of the defects that were put right, less the share of sound rows that were damaged; 0 to 1.
    pub share: f64,
    /// By kind of defect.
    pub kinds: Vec<Cleansed>,
    /// Sound rows that are gone, or whose cells are not what they were.
    pub damaged: usize,
    /// Sound rows.
    pub sound: usize,
}

/// Defects of a kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cleansed {
    /// The kind.
    pub kind: String,
    /// How many were put right.
    pub right: usize,
    /// How many there are.
    pub of: usize,
}

/// Practice data and what is wrong with them, by the name of the input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Soiled(pub BTreeMap<String, SoiledFile>);

/// A file of practice data, and the list of its defects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoiledFile {
    /// The file as candidates get it.
    pub data: PathBuf,
    /// Its defects: row from 1 below the heads, column, clean and dirty cell, kind.
    pub defects: PathBuf,
}

/// A table of texts.
struct Texts {
    columns: HashMap<String, Vec<String>>,
    /// Rows with something in them.
    height: usize,
    /// Rows without.
    blank: usize,
}

struct Defect {
    row: usize,
    column: Option<String>,
    kind: String,
    clean: String,
    dirty: String,
}

/// What a defect is, for the sake of judging its repair.
enum Repair {
    /// One of equal rows has to go.
    Duplicate,
    /// An empty row has to go.
    Blank,
    /// Nobody can know what was there: the cell is left empty, or the row is gone.
    Unknown,
    /// The cell can be read as what it was.
    Cell,
}

impl Repair {
    fn of(kind: &str) -> Self {
        if kind.contains("duplicate") {
            Self::Duplicate
        } else if kind == BLANK {
            Self::Blank
        } else if ["missing", "sentinel", "amount_outlier"]
            .iter()
            .any(|word| kind.starts_with(word))
        {
            Self::Unknown
        } else {
            Self::Cell
        }
    }
}

impl Soiled {
    /// What the copy for question `id` among `files` put right of `input`, whose rows are told apart by `key`; nothing where
    /// no file is a copy of it.
    ///
    /// # Errors
    /// Why the copy cannot be held against anything.
    pub(super) fn hold(
        &self,
        input: &str,
        key: &[String],
        id: &str,
        files: &[PathBuf],
    ) -> Result<Option<Cleansing>, String> {
        let (Some(soiled), Some(copy)) = (self.0.get(input), copy_of(files, &[id, input])) else {
            return Ok(None);
        };
        let told = |error: TableError| error.to_string();
        let original = Original::read(soiled, key).map_err(told)?;
        let copy = Texts::read(copy).map_err(told)?;
        original.hold(&copy, key).map(Some)
    }
}

impl Submission {
    /// The cleaned copy of an input for the question `id`: the file whose name holds either, or else the only one.
    pub fn copy_of(&self, input: &str, id: &str) -> Option<&Path> {
        copy_of(&self.data, &[id, input])
    }
}

/// The file whose name holds one of `names`, or else the only one.
fn copy_of<'f>(files: &'f [PathBuf], names: &[&str]) -> Option<&'f Path> {
    let is_named = |path: &&PathBuf| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let stem = stem.to_lowercase();
        names.iter().any(|name| stem.contains(&name.to_lowercase()))
    };
    let named = files.iter().find(is_named);
    let only = files.first().filter(|_| files.len() == 1);
    named.or(only).map(PathBuf::as_path)
}

impl Texts {
    fn read(path: &Path) -> Result<Self, TableError> {
        let list = List::open(path)?;
        let (texts, blank) = (list.texts(&list.names, IdxSize::MAX)?, list.blank_rows());
        let columns: HashMap<String, Vec<String>> = list.names.into_iter().zip(texts).collect();
        Ok(Self {
            blank,
            height: columns.values().map(Vec::len).next().unwrap_or(0),
            columns,
        })
    }

    fn text(&self, column: &str, row: usize) -> &str {
        let column = self.columns.get(column);
        column
            .and_then(|cells| cells.get(row))
            .map_or("", String::as_str)
    }

    fn key(&self, key: &[String], row: usize) -> String {
        let cells = key
            .iter()
            .map(|column| fold::trimmed(self.text(column, row)).to_lowercase());
        cells.collect::<Vec<_>>().join("\u{1f}")
    }
}

/// The data as they were.
struct Original {
    clean: Texts,
    defects: Vec<Defect>,
    /// The rows that were put in.
    added: Vec<bool>,
    /// The rows of each key, without those that were put in.
    rows: BTreeMap<String, Vec<usize>>,
}

impl Original {
    fn read(soiled: &SoiledFile, key: &[String]) -> Result<Self, TableError> {
        let mut clean = Texts::read(&soiled.data)?;
        let list = Texts::read(&soiled.defects)?;
        let row_of = |at: usize| list.text("row", at).parse::<usize>().ok()?.checked_sub(1);
        let is_blank = |at: &usize| list.text("kind", *at) == BLANK;
        let mut blanks: Vec<usize> = (0..list.height)
            .filter(is_blank)
            .filter_map(row_of)
            .collect();
        blanks.sort_unstable();
        let defects: Vec<Defect> = (0..list.height)
            .filter_map(|at| {
                let row = row_of(at)?;
                Some(Defect {
                    // Rows without any cell are no rows of the table.
                    row: row - blanks.partition_point(|blank| *blank < row),
                    column: Some(list.text("column", at).to_owned())
                        .filter(|name| !name.is_empty()),
                    kind: list.text("kind", at).to_owned(),
                    clean: list.text("clean", at).to_owned(),
                    dirty: list.text("dirty", at).to_owned(),
                })
            })
            .collect();
        let mut added = vec![false; clean.height];
        for defect in &defects {
            match &defect.column {
                Some(column) => {
                    let cells = clean.columns.get_mut(column);
                    if let Some(cell) = cells.and_then(|cells| cells.get_mut(defect.row)) {
                        cell.clone_from(&defect.clean);
                    }
                }
                None if defect.kind == BLANK => {}
                None => {
                    if let Some(added) = added.get_mut(defect.row) {
                        *added = true;
                    }
                }
            }
        }
        let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for row in (0..clean.height).filter(|row| !added[*row]) {
            rows.entry(clean.key(key, row)).or_default().push(row);
        }
        Ok(Self {
            clean,
            defects,
            added,
            rows,
        })
    }

    fn hold(&self, copy: &Texts, key: &[String]) -> Result<Cleansing, String> {
        if let Some(missing) = key.iter().find(|name| !copy.columns.contains_key(*name)) {
            return Err(format!("it has no column {missing}"));
        }
        let mut found: HashMap<String, Vec<usize>> = HashMap::new();
        for row in 0..copy.height {
            found.entry(copy.key(key, row)).or_default().push(row);
        }
        let kinds = self.kinds(copy, key, &found);
        let (damaged, sound) = self.damaged(copy, &found);
        let (right, of) = kinds.iter().fold((0, 0), |(right, of), kind| {
            (right + kind.right, of + kind.of)
        });
        let part = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        Ok(Cleansing {
            share: (part(right, of) - part(damaged, sound)).max(0.0),
            kinds,
            damaged,
            sound,
        })
    }

    fn kinds(
        &self,
        copy: &Texts,
        key: &[String],
        found: &HashMap<String, Vec<usize>>,
    ) -> Vec<Cleansed> {
        let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut blanks = 0;
        for defect in &self.defects {
            let count = kinds.entry(&defect.kind).or_default();
            count.1 += 1;
            // Of an empty row that of the row behind it, which is not looked at.
            let at = self.clean.key(key, defect.row);
            let rows = found.get(&at).map_or(&[][..], Vec::as_slice);
            let known = self.rows.get(&at).map_or(0, Vec::len);
            let repaired = match (Repair::of(&defect.kind), &defect.column) {
                (Repair::Blank, _) => {
                    blanks += 1;
                    blanks > copy.blank
                }
                (Repair::Duplicate, _) => rows.len() <= known && (known == 0 || !rows.is_empty()),
                (Repair::Unknown, Some(column)) => rows.iter().all(|row| {
                    let given = copy.text(column, *row);
                    given.trim().is_empty() || same_cell(given, &defect.clean)
                }),
                (_, Some(column)) => rows.iter().any(|row| {
                    let given = copy.text(column, *row);
                    // As it came it says the same to whoever can read it, which is what has to be put right.
                    given != defect.dirty && same_cell(given, &defect.clean)
                }),
                (_, None) => false,
            };
            count.0 += usize::from(repaired);
        }
        let kinds = kinds.into_iter().map(|(kind, (right, of))| Cleansed {
            kind: kind.to_owned(),
            right,
            of,
        });
        kinds.collect()
    }

    /// Sound rows that are gone or changed, and how many sound rows there are. A row is sound where nothing was done to it and
    /// nothing else has its key.
    fn damaged(&self, copy: &Texts, found: &HashMap<String, Vec<usize>>) -> (usize, usize) {
        let mut soiled = self.added.clone();
        for defect in self.defects.iter().filter(|defect| defect.kind != BLANK) {
            if let Some(soiled) = soiled.get_mut(defect.row) {
                *soiled = true;
            }
        }
        // Columns that the copy has; others may have been left out or called otherwise.
        let columns: Vec<&String> = self
            .clean
            .columns
            .keys()
            .filter(|name| copy.columns.contains_key(*name))
            .collect();
        let (mut damaged, mut sound) = (0, 0);
        for (at, rows) in &self.rows {
            let [row] = rows.as_slice() else {
                continue;
            };
            if soiled[*row] {
                continue;
            }
            sound += 1;
            let kept = found.get(at).is_some_and(|given| {
                given.iter().any(|other| {
                    columns
                        .iter()
                        .all(|name| same_cell(copy.text(name, *other), self.clean.text(name, *row)))
                })
            });
            damaged += usize::from(!kept);
        }
        (damaged, sound)
    }
}

/// Whether two cells say the same: as text, as numbers to the cent, or as days.
fn same_cell(given: &str, clean: &str) -> bool {
    let (given, clean) = (fold::trimmed(given), fold::trimmed(clean));
    if given == clean {
        return true;
    }
    if let (Some(given), Some(clean)) = (number_in(&given), number_in(&clean)) {
        return (given - clean).abs() < 0.006;
    }
    let rules = date::DateRules::default();
    let day = |text: &str| {
        let micros = date::parse_micros(text, &rules).ok()?;
        Some(micros.div_euclid(MICROS_A_DAY))
    };
    day(&given).is_some_and(|given| Some(given) == day(&clean))
}
