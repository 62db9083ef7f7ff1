//! Answer sheets: the template that is given out, and what comes back.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use fourr_exam::{
    Paper,
    grade::{Graded, Roster, Status, Submission},
};
use fourr_locale::Lang;
use fourr_table::output;
use polars::prelude::*;
use rayon::prelude::*;

use super::Solution;

/// Writes an answer sheet to fill in: id, prompt and points of every question, and room for its answer.
pub(super) fn write_template(paper: &Paper, lang: Lang, path: &Path) -> anyhow::Result<()> {
    let questions = &paper.questions;
    let ids: Vec<&str> = questions
        .iter()
        .map(|question| question.id.as_str())
        .collect();
    let prompts = questions.iter().map(|question| {
        let prompt = &question.prompt;
        lang.pick(&prompt.zh, &prompt.en)
    });
    let prompts: Vec<&str> = prompts.collect();
    let points: Vec<f64> = questions.iter().map(|question| question.points).collect();
    let mut frame = df!(
        lang.pick("题号", "question") => ids,
        lang.pick("题目", "prompt") => prompts,
        lang.pick("分值", "points") => points,
        lang.pick("答案", "answer") => vec![""; questions.len()],
    )?;
    Ok(output::write_csv(path, &mut frame)?)
}

/// What was handed in.
pub(super) struct Sheets {
    /// The files of each candidate.
    of: BTreeMap<String, Vec<PathBuf>>,
    foreign: Vec<String>,
}

impl Sheets {
    /// The files of a folder, by the candidates that they are called by: `10086.xlsx`, `10086_wang.csv`. Folders, links
    /// and hidden files are left alone.
    pub(super) fn in_folder(folder: &Path, roster: &Roster) -> anyhow::Result<Self> {
        let unread = || format!("could not read {}", folder.display());
        let mut of: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
        let mut foreign = Vec::new();
        for entry in fs::read_dir(folder).with_context(unread)? {
            let entry = entry.with_context(unread)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !entry.file_type().with_context(unread)?.is_file() || name.starts_with('.') {
                continue;
            }
            let stem = name
                .rsplit_once('.')
                .map_or(name.as_str(), |(stem, _)| stem);
            let owner = stem.split(['_', ' ']).next().unwrap_or_default();
            let mut candidates = roster.candidates.iter();
            match candidates.find(|candidate| candidate.id == owner || candidate.id == stem) {
                Some(candidate) => of
                    .entry(candidate.id.clone())
                    .or_default()
                    .push(entry.path()),
                None => foreign.push(name),
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

    /// Everybody's marks. A file that cannot be read is named, and the others are marked all the same.
    pub(super) fn marked(
        &self,
        solution: &Solution,
        roster: &Roster,
    ) -> anyhow::Result<Vec<Graded>> {
        let questions = solution.paper.questions.iter();
        let questions: Vec<&str> = questions.map(|question| question.id.as_str()).collect();
        let candidates = roster.candidates.par_iter();
        candidates
            .map(|candidate| {
                let candidate = candidate.clone();
                let files = self.of.get(&candidate.id).map_or(&[][..], Vec::as_slice);
                let name = |path: &Path| {
                    path.file_name()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into_owned()
                };
                let refused = |file: String, reason: String| Status::Refused { file, reason };
                let [file] = files else {
                    let status = match files {
                        [] => Status::Missing,
                        files => {
                            let names: Vec<String> = files.iter().map(|file| name(file)).collect();
                            refused(names.join(", "), "more than one file".to_owned())
                        }
                    };
                    return Ok(Graded::unmarked(candidate, status));
                };
                match Submission::read(file, &questions) {
                    Ok(sheet) => {
                        let marks =
                            solution
                                .paper
                                .mark(&solution.summaries, &solution.key, &sheet)?;
                        Ok(Graded::marked(candidate, name(file), sheet, marks))
                    }
                    Err(error) => {
                        let status = refused(name(file), error.to_string());
                        Ok(Graded::unmarked(candidate, status))
                    }
                }
            })
            .collect()
    }
}
