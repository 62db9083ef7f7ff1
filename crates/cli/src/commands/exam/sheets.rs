//! Answer sheets that come back.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use fourr_exam::{
    Key, Paper,
    grade::{Candidate, Copied, Graded, Master, Roster, Status, Submission, Trace, copied},
};
use fourr_generator::Watermark;
use fourr_locale::Lang;
use fourr_pipeline::DATA;
use serde_json::Value;

use crate::{commands::run::Journey, each::each};

/// Numbers of members or orders that are looked at for a watermark.
const MOST_NUMBERS: usize = 400;
/// Numbers without which a watermark says nothing.
const FEW_NUMBERS: usize = 8;

/// What was handed in.
pub(super) struct Sheets {
    /// The files of each candidate.
    of: BTreeMap<String, Vec<PathBuf>>,
    foreign: Vec<String>,
}

impl Sheets {
    /// The files of a folder, by the candidates that they are called by: `10086.xlsx`, `10086_wang.csv`, and all files in a
    /// folder `10086`. Links and hidden files are left alone.
    pub(super) fn in_folder(folder: &Path, roster: &Roster) -> anyhow::Result<Self> {
        let mut of: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
        let mut foreign = Vec::new();
        for (name, path, kind) in entries(folder)? {
            let stem = match name.rsplit_once('.') {
                Some((stem, _)) if kind.is_file() => stem,
                _ => &name,
            };
            let owner = stem.split(['_', ' ']).next().unwrap_or_default();
            let mut candidates = roster.candidates.iter();
            let candidate =
                candidates.find(|candidate| candidate.id == owner || candidate.id == stem);
            let Some(candidate) = candidate else {
                foreign.push(name);
                continue;
            };
            let files = of.entry(candidate.id.clone()).or_default();
            if kind.is_dir() {
                let inner = entries(&path)?.into_iter();
                files.extend(
                    inner
                        .filter(|(.., kind)| kind.is_file())
                        .map(|(_, path, _)| path),
                );
            } else {
                files.push(path);
            }
        }
        foreign.sort_unstable();
        for files in of.values_mut() {
            files.sort_unstable();
        }
        Ok(Self { of, foreign })
    }

    /// Files that belong to nobody.
    pub(super) fn foreign(&self) -> Vec<String> {
        self.foreign.clone()
    }
}

/// What sheets are marked by.
pub(super) struct Work<'a> {
    pub(super) paper: &'a Paper,
    pub(super) masters: &'a Masters,
    pub(super) lang: Lang,
}

impl Work<'_> {
    /// Everybody's marks. A file that cannot be read is named, and the others are marked all the same.
    pub(super) fn marked(&self, sheets: &Sheets, roster: &Roster) -> anyhow::Result<Vec<Graded>> {
        let graded = each(&roster.candidates, |candidate| {
            let files = sheets.of.get(&candidate.id).map_or(&[][..], Vec::as_slice);
            self.graded(candidate, files)
        });
        graded.into_iter().collect()
    }

    fn graded(&self, candidate: &Candidate, files: &[PathBuf]) -> anyhow::Result<Graded> {
        if files.is_empty() {
            return Ok(Graded::unmarked(candidate.clone(), Status::Missing));
        }
        let questions = self.paper.questions.iter();
        let questions: Vec<&str> = questions.map(|question| question.id.as_str()).collect();
        let handed_in = match Submission::read(files, &questions) {
            Ok(handed_in) => handed_in,
            Err(error) => {
                let names = files.iter().filter_map(|path| path.file_name());
                let names: Vec<_> = names.map(|name| name.to_string_lossy()).collect();
                let status = Status::Refused {
                    file: names.join(", "),
                    reason: error.to_string(),
                };
                return Ok(Graded::unmarked(candidate.clone(), status));
            }
        };
        let copied = self.masters.copied(candidate, &handed_in);
        let is_foreign = |copied: &Copied| matches!(copied.trace, Trace::Watermark { .. });
        // What follows from somebody else's data is not carried forward.
        let own = if copied.iter().any(is_foreign) {
            None
        } else {
            self.own(candidate, &handed_in)
        };
        let master = self.masters.of(candidate)?;
        let marks = self.paper.mark(master, &handed_in, own.as_ref())?;
        let mut graded = Graded::marked(candidate.clone(), &handed_in, marks);
        graded.copied = copied;
        Ok(graded)
    }

    /// What the steps find over the candidate's own cleaned copies, where later answers rest on these; none where there is no
    /// copy, or none that could be analysed.
    fn own(&self, candidate: &Candidate, handed_in: &Submission) -> Option<Value> {
        let copies: Vec<(&str, &Path)> = self
            .paper
            .rests_on_copies()
            .filter_map(|(id, input, step)| Some((step, handed_in.copy_of(input, id)?)))
            .collect();
        if copies.is_empty() {
            return None;
        }
        let mut plan = self.paper.plan.clone();
        plan.settle(&self.masters.data(candidate));
        for (step, copy) in copies {
            plan.replace(step, &copy.canonicalize().ok()?);
        }
        let folder = tempfile::tempdir().ok()?;
        let journey = Journey {
            plan: &plan,
            folder: folder.path(),
            fresh: true,
            lang: self.lang,
        };
        let found = journey.figures().ok()?;
        let mut summaries = self.masters.of(candidate).ok()?.summaries.clone();
        for (step, summary) in found {
            summaries[step.as_str()] = summary;
        }
        Some(summaries)
    }
}

/// The visible files and folders of a folder, with their names.
fn entries(folder: &Path) -> anyhow::Result<Vec<(String, PathBuf, fs::FileType)>> {
    let unread = || format!("could not read {}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(unread)? {
        let entry = entry.with_context(unread)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().with_context(unread)?;
        if !kind.is_symlink() && !name.starts_with('.') {
            found.push((name, entry.path(), kind));
        }
    }
    Ok(found)
}

/// What sheets are held against.
pub(super) enum Masters {
    /// One for all, and the folder of its data.
    Common(Box<Master>, PathBuf),
    /// One for each candidate, by number, and the folder that fourr exam variants wrote.
    Own(BTreeMap<String, Master>, PathBuf),
}

impl Masters {
    fn of(&self, candidate: &Candidate) -> anyhow::Result<&Master> {
        match self {
            Self::Common(master, _) => Ok(master),
            Self::Own(masters, _) => masters
                .get(&candidate.id)
                .with_context(|| format!("no variant was made for candidate {}", candidate.id)),
        }
    }

    /// The folder of a candidate's data.
    fn data(&self, candidate: &Candidate) -> PathBuf {
        match self {
            Self::Common(_, data) => data.clone(),
            Self::Own(_, variants) => variants.join("packs").join(&candidate.id).join(DATA),
        }
    }

    /// The key of anybody: title, points and questions are those of all.
    pub(super) fn any(&self) -> anyhow::Result<&Key> {
        let master = match self {
            Self::Common(master, _) => Some(&**master),
            Self::Own(masters, _) => masters.values().next(),
        };
        let master = master.context("there are no variants in the folder")?;
        Ok(&master.key)
    }

    /// Others whose work a candidate's seems to be: their watermark in the data, their answers.
    fn copied(&self, candidate: &Candidate, handed_in: &Submission) -> Vec<Copied> {
        let Self::Own(masters, _) = self else {
            return Vec::new();
        };
        let Some(own) = masters.get(&candidate.id) else {
            return Vec::new();
        };
        let others = || masters.iter().filter(|(id, _)| **id != candidate.id);
        let numbers: Vec<String> = handed_in.numbers(MOST_NUMBERS).into_iter().collect();
        let marked = others().filter_map(|(id, _)| {
            let watermark = Watermark::of(id);
            let marked = numbers
                .iter()
                .filter(|number| watermark.marks(number))
                .count();
            let of = numbers.len();
            // A stranger's watermark fits one number in a thousand.
            (of >= FEW_NUMBERS && 2 * marked > of).then(|| Copied {
                from: id.clone(),
                trace: Trace::Watermark { marked, of },
            })
        });
        let keys = others().map(|(id, master)| (id.as_str(), &master.key));
        let answers = copied(handed_in, &own.key, keys);
        let mut named = BTreeSet::new();
        let found = marked.chain(answers);
        found
            .filter(|copied| named.insert(copied.from.clone()))
            .collect()
    }
}
