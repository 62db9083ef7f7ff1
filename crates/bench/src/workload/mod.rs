//! [`Workload`]: an input, and the words of the command that analyses it.

mod clean;
mod cost_benefit;
mod files;
pub(crate) mod profile;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use fourr_generator::{Above, Dataset, Events, Format, Orders, Questionnaire};

use crate::oracle;
use crate::{Answer, BenchError, DataFormat, Task};

/// Rows that a member makes in the log of events, as planted: 8.4.
const EVENTS_A_MEMBER: f64 = 8.4;
/// The steps of the funnel, by the names that the events have.
pub(crate) const STEPS: [&str; 6] = ["open", "view", "add_to_cart", "order", "pay", "review"];

/// An input, and the words of the command that analyses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workload {
    /// The analysis.
    pub task: Task,
    /// What follows `fourr`: the command, its inputs and its flags.
    pub words: Vec<OsString>,
    /// Bytes of the input.
    pub bytes: u64,
    input: Made,
}

/// Where an input comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Made {
    /// Generated.
    Here(PathBuf),
    /// Files of the user.
    Elsewhere(Vec<PathBuf>),
}

impl Task {
    /// Writes seeded data of about so many rows into `folder`, and says how it is analysed.
    ///
    /// Of orders, respondents, members and campaign days there are exactly so many; dirty orders also have the rows that
    /// defects put in; events are those of as many members as make about so many. Equal seeds give equal bytes.
    ///
    /// # Errors
    /// A size without rows or beyond what can be generated, or a file that cannot be written.
    pub fn make(
        self,
        rows: u64,
        seed: u64,
        format: DataFormat,
        folder: &Path,
    ) -> Result<Workload, BenchError> {
        if rows == 0 {
            return Err(BenchError::NoRows);
        }
        let input = folder.join(format!("{}.{}", self.command(), format.ending()));
        let mut words = vec![self.command().into(), input.clone().into()];
        match self {
            Self::Clean => {
                clean::orders(rows, seed, format, &input)?;
                let recipe = folder.join("recipe.toml");
                write(&recipe, clean::RECIPE)?;
                words.extend(["--recipe".into(), recipe.into()]);
            }
            Self::Profile => {
                profile::members(rows, seed, &input)?;
                let tags = folder.join("tags.toml");
                write(&tags, &profile::tag_file())?;
                words.extend(["--tags".into(), tags.into()]);
                words.extend(profile::FLAGS.map(OsString::from));
            }
            Self::Rfm => dataset(
                &Orders {
                    rows,
                    seed,
                    ..Orders::bench()
                },
                &input,
            )?,
            Self::Kano => {
                let respondents = Questionnaire {
                    respondents: rows,
                    seed,
                    ..Questionnaire::bench()
                };
                dataset(&respondents, &input)?;
                words.extend(["--coding", "like-first"].map(OsString::from));
            }
            Self::Funnel => {
                dataset(
                    &Events {
                        members: members(rows),
                        seed,
                        ..Events::bench()
                    },
                    &input,
                )?;
                let steps = STEPS.iter().flat_map(|step| ["--step", step]);
                words.extend(steps.chain(["--by", "channel"]).map(OsString::from));
            }
            Self::CostBenefit => cost_benefit::ledger(rows, seed, format, &input)?,
        }
        Ok(Workload {
            task: self,
            words,
            bytes: size(&input)?,
            input: Made::Here(input),
        })
    }
}

impl Workload {
    /// Of the user's own files, with further flags of the command.
    ///
    /// # Errors
    /// A file that is not there.
    pub fn own(task: Task, files: &[PathBuf], flags: &[String]) -> Result<Self, BenchError> {
        let bytes = files
            .iter()
            .map(|file| size(file))
            .sum::<Result<u64, _>>()?;
        let mut words: Vec<OsString> = vec![task.command().into()];
        words.extend(files.iter().map(OsString::from));
        words.extend(flags.iter().map(OsString::from));
        Ok(Self {
            task,
            words,
            bytes,
            input: Made::Elsewhere(files.to_vec()),
        })
    }

    /// The answer, worked out a second time in plain polars.
    ///
    /// Which columns of files of the user are meant, and by which conventions is counted, is what the result in `folder` says of
    /// itself; tags are given again by the tag file in force, and a recipe is carried out again where every step of it is one that
    /// plain polars can say. No answer where they are others than plain polars knows here, where it cannot read the file or some
    /// cells could not be read, and of several files.
    ///
    /// # Errors
    /// Data that cannot be read again.
    pub fn expected(&self, folder: &Path) -> Result<Option<Answer>, BenchError> {
        match &self.input {
            Made::Here(input) => oracle::expected(self.task, input).map(Some),
            Made::Elsewhere(_) if self.is_decoded() => Ok(None),
            Made::Elsewhere(files) => oracle::expected_of(self.task, files, (&self.words, folder)),
        }
    }

    /// Whether the flags say in which encoding the files are.
    fn is_decoded(&self) -> bool {
        let mut words = self.words.iter().filter_map(|word| word.to_str());
        words.any(|word| word == "--encoding" || word.starts_with("--encoding="))
    }

    /// The same figures, as the command has written them into `folder`.
    ///
    /// # Errors
    /// A result without them.
    pub fn found(&self, folder: &Path) -> Result<Answer, BenchError> {
        match &self.input {
            Made::Here(_) => oracle::found(self.task, folder),
            Made::Elsewhere(_) => oracle::found_of(self.task, folder),
        }
    }

    /// Rows of the input, as the command that wrote into `folder` has counted them.
    ///
    /// # Errors
    /// A result that does not say.
    pub fn rows(&self, folder: &Path) -> Result<u64, BenchError> {
        oracle::rows(self.task, folder)
    }
}

/// Members who make about so many events.
fn members(rows: u64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive number of members, below that of the rows"
    )]
    let members = (rows as f64 / EVENTS_A_MEMBER).round() as u64;
    members.max(1)
}

fn dataset(data: &impl Dataset, path: &Path) -> Result<(), BenchError> {
    Ok(data.write(path, Format::of(path, Above::Nothing)?)?)
}

fn write(path: &Path, text: &str) -> Result<(), BenchError> {
    fs::write(path, text).map_err(|source| file(path, source))
}

fn size(path: &Path) -> Result<u64, BenchError> {
    let about = fs::metadata(path).map_err(|source| file(path, source))?;
    Ok(about.len())
}

fn file(path: &Path, source: std::io::Error) -> BenchError {
    BenchError::File {
        path: path.to_owned(),
        source,
    }
}
