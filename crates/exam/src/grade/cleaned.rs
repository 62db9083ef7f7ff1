//! [`Spotless`]: practice data as they were before they were soiled, to hold cleaned copies against.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use fourr_cell::{date, fold};
use fourr_table::TableError;
use serde::Serialize;

use super::{Submission, judge::number_in, list::List};

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

/// Where the data of a candidate and their defects are.
pub(super) trait Spotless {
    /// What the copy for question `id` among `files` put right of `input`, whose rows are told apart by `key`; nothing where
    /// no file is a copy of it.
    ///
    /// # Errors
    /// Why the copy cannot be held against anything.
    fn hold(
        &self,
        input: &str,
        key: &[String],
        id: &str,
        files: &[PathBuf],
    ) -> Result<Option<Cleansing>, String>;
}

/// Practice data and what is wrong with them, by the name of the input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Soiled(pub BTreeMap<String, SoiledFile>);

/// A file of practice data, and the list of its defects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoiledFile {
    /// The file as candidates get it.
    pub data: PathBuf,
    /// Its defects: line, column, kind, clean and dirty cell.
    pub defects: PathBuf,
}

/// A table of texts.
struct Texts {
    columns: HashMap<String, Vec<String>>,
    height: usize,
}

struct Defect {
    row: usize,
    column: Option<String>,
    kind: String,
    clean: String,
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
        } else if kind == "blank_row" {
            Self::Blank
        } else if kind.starts_with("missing") || kind.starts_with("sentinel") {
            Self::Unknown
        } else {
            Self::Cell
        }
    }
}

impl Spotless for Soiled {
    fn hold(
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
        let texts = list.texts(&list.names)?;
        let columns: HashMap<String, Vec<String>> = list.names.into_iter().zip(texts).collect();
        Ok(Self {
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

    fn is_blank(&self, row: usize) -> bool {
        let mut columns = self.columns.values();
        columns.all(|cells| cells[row].trim().is_empty())
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
        let defects: Vec<Defect> = (0..list.height)
            .filter_map(|at| {
                let line: usize = list.text("line", at).parse().ok()?;
                Some(Defect {
                    // The heads are line 1.
                    row: line.checked_sub(2)?,
                    column: Some(list.text("column", at).to_owned())
                        .filter(|name| !name.is_empty()),
                    kind: list.text("kind", at).to_owned(),
                    clean: list.text("clean", at).to_owned(),
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
        let mut blank = 0;
        for row in 0..copy.height {
            if copy.is_blank(row) {
                blank += 1;
            } else {
                found.entry(copy.key(key, row)).or_default().push(row);
            }
        }
        let kinds = self.kinds(copy, key, (&found, blank));
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
        (found, blank): (&HashMap<String, Vec<usize>>, usize),
    ) -> Vec<Cleansed> {
        let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut blanks = 0;
        for defect in &self.defects {
            let count = kinds.entry(&defect.kind).or_default();
            count.1 += 1;
            let at = self.clean.key(key, defect.row);
            let rows = found.get(&at).map_or(&[][..], Vec::as_slice);
            let known = self.rows.get(&at).map_or(0, Vec::len);
            let repaired = match (Repair::of(&defect.kind), &defect.column) {
                (Repair::Blank, _) => {
                    blanks += 1;
                    blanks > blank
                }
                (Repair::Duplicate, _) => !rows.is_empty() && rows.len() <= known.max(1),
                (Repair::Unknown, Some(column)) => rows.iter().all(|row| {
                    let given = copy.text(column, *row);
                    given.trim().is_empty() || same_cell(given, &defect.clean)
                }),
                (_, Some(column)) => rows.first().is_some_and(|_| {
                    rows.iter()
                        .any(|row| same_cell(copy.text(column, *row), &defect.clean))
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
        for defect in &self.defects {
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
