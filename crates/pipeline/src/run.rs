//! [`Run`]: which steps are due, and what all of them found.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use fourr_table::output::{self, Folder};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{FileRef, Input, Made, Plan, PlanError, Step, stamp::stamp};

/// What was done, in the folder of all results.
const STATE: &str = ".fourr-run.json";

/// A plan on its way into a folder of results, in which each step has a folder of its own.
#[derive(Debug)]
pub struct Run<'a> {
    plan: &'a Plan,
    out: PathBuf,
    program: String,
    state: State,
}

/// The stamps of what is done: practice data by file, steps by name.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct State {
    data: BTreeMap<String, String>,
    steps: BTreeMap<String, String>,
}

impl<'a> Run<'a> {
    /// A run of `plan` into `out` by a program, which is called `program`: results of another one are made again.
    pub fn open(plan: &'a Plan, out: &Path, program: &str) -> Self {
        // A state that cannot be read is as good as none: everything runs.
        let text = fs::read(out.join(STATE)).unwrap_or_default();
        Self {
            plan,
            out: out.to_owned(),
            program: program.to_owned(),
            state: serde_json::from_slice(&text).unwrap_or_default(),
        }
    }

    /// Forgets what was done before, so that every step is due.
    pub fn forget(&mut self) {
        self.state = State::default();
    }

    /// The inputs that are made: name, data, and where it goes.
    pub fn made(&self) -> Vec<(&'a str, &'a Made, PathBuf)> {
        let inputs = self.plan.inputs.iter();
        let made = inputs.filter_map(|(name, input)| match input {
            Input::Made(made) => Some((name.as_str(), made)),
            Input::File(_) => None,
        });
        made.map(|(name, made)| (name, made, self.plan.input_path(name, &self.out)))
            .collect()
    }

    /// Whether an input has to be made: its command or the program differs from the last time, or it is gone.
    pub fn is_input_due(&self, made: &Made, path: &Path) -> bool {
        let known = self.state.data.get(&made.file);
        known != Some(&self.made_stamp(made, path)) || !path.is_file()
    }

    /// Notes that an input is made.
    ///
    /// # Errors
    /// The note cannot be written.
    pub fn input_done(&mut self, made: &Made, path: &Path) -> Result<(), PlanError> {
        let stamp = self.made_stamp(made, path);
        self.state.data.insert(made.file.clone(), stamp);
        self.write()
    }

    fn made_stamp(&self, made: &Made, path: &Path) -> String {
        stamp(&self.program, &made.words(path), &[])
    }

    fn write(&self) -> Result<(), PlanError> {
        Ok(output::write_json(&self.out.join(STATE), &self.state)?)
    }

    /// Whether another step reads what `step` writes.
    pub fn is_read(&self, step: &Step) -> bool {
        let mut files = self.plan.steps.iter().flat_map(Step::files);
        files.any(|file| matches!(file, FileRef::Step { step: name, .. } if *name == step.name))
    }

    /// What is typed after `fourr` to run the step.
    pub fn words(&self, step: &Step) -> Vec<String> {
        step.words(self.plan, &self.out)
    }

    /// Where the step writes.
    pub fn folder(&self, step: &Step) -> PathBuf {
        self.out.join(&step.name)
    }

    /// Whether the step has to run: its command, a file that it reads or the program differs from the last time, or a
    /// file that it wrote is gone.
    ///
    /// # Errors
    /// A file of an earlier step that it did not write.
    pub fn is_due(&self, step: &Step) -> Result<bool, PlanError> {
        for file in step.files() {
            if let FileRef::Step { step, file } = file
                && !self.out.join(step).join(file).is_file()
            {
                let (step, file) = (step.clone(), file.clone());
                return Err(PlanError::NoFile { step, file });
            }
        }
        let known = self.state.steps.get(&step.name);
        Ok(known != Some(&self.stamp(step)) || !Folder::is_whole(&self.folder(step)))
    }

    /// Notes that the step is done.
    ///
    /// # Errors
    /// The note cannot be written.
    pub fn done(&mut self, step: &Step) -> Result<(), PlanError> {
        let stamp = self.stamp(step);
        self.state.steps.insert(step.name.clone(), stamp);
        self.write()
    }

    /// What the steps found: their summaries by name, in the order in which they ran.
    ///
    /// # Errors
    /// A summary that is gone or is none.
    pub fn summaries(&self) -> Result<Map<String, Value>, PlanError> {
        let steps = self.plan.steps.iter();
        let summary = |step: &Step| {
            let path = self.folder(step).join("summary.json");
            let read = |source| PlanError::Read {
                path: path.clone(),
                source,
            };
            let text = fs::read(&path).map_err(read)?;
            let value = serde_json::from_slice(&text).map_err(|error| read(error.into()))?;
            Ok((step.name.clone(), value))
        };
        steps.map(summary).collect()
    }

    fn stamp(&self, step: &Step) -> String {
        let files = step.paths(self.plan, &self.out);
        stamp(&self.program, &self.words(step), &files)
    }
}
