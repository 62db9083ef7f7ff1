//! [`Plan`]: inputs and steps.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use fourr_locale::Lang;
use serde::Serialize;

use crate::{Fault, Place, PlanError, order, read};

/// Named inputs, and the steps that use them, each behind those whose results it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The file it stands in.
    pub path: PathBuf,
    /// What it is about.
    pub title: Bilingual,
    /// What the steps read, by name.
    pub inputs: BTreeMap<String, Input>,
    /// The steps in the order in which they run: that of the file, but for steps that need a later one.
    pub steps: Vec<Step>,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bilingual {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// Where an input comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, as the plan writes it: relative to its folder.
    File(String),
    /// Practice data that the run makes first.
    Made(Made),
}

/// Practice data to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What is typed after `fourr generate`.
    pub kind: String,
    /// Where it stands.
    pub place: Place,
    /// The file to write, in the folder [`DATA`] of the results.
    pub file: String,
    /// Its other keys.
    pub flags: Vec<Flag>,
    /// Whether every defect that is put in is written down, in the folder [`TRUTH`] of the results.
    pub is_recorded: bool,
}

/// The folder of practice data among the results.
pub const DATA: &str = "data";

/// The folder of what is wrong with practice data, a file of the same name for each.
pub const TRUTH: &str = "truth";

/// An analysis with its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name, that of its folder in the results.
    pub name: String,
    /// The analysis.
    pub run: String,
    /// Where it begins.
    pub place: Place,
    /// What it reads.
    pub input: Vec<Given>,
    /// Its other keys.
    pub flags: Vec<Flag>,
}

/// A long flag of the command, by its name without hyphens in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Its values, the flag once for each; a switch has none.
    pub values: Vec<Given>,
}

/// A value of a flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// As it is.
    Text(String),
    /// A file, whose path depends on where plan and results lie.
    File(FileRef),
}

/// A file that a step reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileRef {
    /// One of the inputs, by its name.
    Input(String),
    /// A file beside the plan.
    Beside(String),
    /// What another step wrote.
    Step {
        /// The step.
        step: String,
        /// The file in its folder.
        file: String,
    },
}

impl Bilingual {
    /// The same text in both languages.
    pub fn both(text: &str) -> Self {
        Self {
            zh: text.to_owned(),
            en: text.to_owned(),
        }
    }

    /// The text in `lang`.
    pub fn of(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

impl Plan {
    /// Reads a plan from its file.
    ///
    /// # Errors
    /// No such file, or anything wrong in it, with its place.
    pub fn read(path: &Path) -> Result<Self, PlanError> {
        let text = fs::read_to_string(path).map_err(|source| PlanError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&text, path)
    }

    /// Reads a plan from `text`, as if it stood in the file `path`.
    ///
    /// # Errors
    /// Anything wrong in it, with its place.
    pub fn parse(text: &str, path: &Path) -> Result<Self, PlanError> {
        Self::within(text, path, &[])
    }

    /// The plan in a file that holds more: its other keys, which are `others`, are not looked at.
    ///
    /// # Errors
    /// Anything wrong in the plan, with its place.
    pub fn within(text: &str, path: &Path, others: &[&str]) -> Result<Self, PlanError> {
        let read = read::plan(text, path, others).and_then(|plan| {
            let steps = Step::in_order(&plan.steps)?;
            Ok(Self { steps, ..plan })
        });
        read.map_err(|(place, fault)| PlanError::Fault {
            path: path.to_owned(),
            place,
            fault,
        })
    }

    /// Makes all practice data of `seed`, whatever the plan says of it.
    pub fn seed(&mut self, seed: u64) {
        for made in self.made_inputs() {
            made.set("seed", seed.to_string());
        }
    }

    /// Puts a watermark that names `owner` into all practice data that can carry one.
    pub fn watermark(&mut self, owner: &str) {
        for made in self.made_inputs() {
            if Made::MARKED.contains(&made.kind.as_str()) {
                made.set("watermark", owner.to_owned());
            }
        }
    }

    /// Has the defects of an input written down; whether it is practice data.
    pub fn record_defects(&mut self, name: &str) -> bool {
        match self.inputs.get_mut(name) {
            Some(Input::Made(made)) => {
                made.is_recorded = true;
                true
            }
            _ => false,
        }
    }

    /// Reads practice data that are made already from the folder `data`.
    pub fn settle(&mut self, data: &Path) {
        for input in self.inputs.values_mut() {
            if let Input::Made(made) = input {
                let path = data.join(&made.file);
                *input = Input::File(path.to_string_lossy().into_owned());
            }
        }
    }

    /// Takes out a step; the others read the file `path` in place of whatever it wrote.
    pub fn replace(&mut self, step: &str, path: &Path) {
        self.steps.retain(|other| other.name != step);
        let path = path.to_string_lossy();
        for other in &mut self.steps {
            let flags = other.flags.iter_mut().flat_map(|flag| &mut flag.values);
            for given in other.input.iter_mut().chain(flags) {
                if matches!(given, Given::File(FileRef::Step { step: name, .. }) if name == step) {
                    *given = Given::File(FileRef::Beside(path.clone().into_owned()));
                }
            }
        }
    }

    fn made_inputs(&mut self) -> impl Iterator<Item = &mut Made> {
        self.inputs.values_mut().filter_map(|input| match input {
            Input::Made(made) => Some(made),
            Input::File(_) => None,
        })
    }

    /// The error of something that the command of a step refuses: at the key of the flag `flag`, if the step has it.
    pub fn refused(&self, step: &Step, flag: Option<&str>, reason: String) -> PlanError {
        self.fault((&step.name, step.place, &step.flags), flag, reason)
    }

    /// The error of something that the command of a made input refuses.
    pub fn refused_input(
        &self,
        (name, made): (&str, &Made),
        flag: Option<&str>,
        reason: String,
    ) -> PlanError {
        self.fault((name, made.place, &made.flags), flag, reason)
    }

    fn fault(
        &self,
        (name, place, flags): (&str, Place, &[Flag]),
        flag: Option<&str>,
        reason: String,
    ) -> PlanError {
        let named = flags.iter().find(|given| Some(given.name.as_str()) == flag);
        PlanError::Fault {
            path: self.path.clone(),
            place: named.map_or(place, |given| given.place),
            fault: Fault::Command {
                step: name.to_owned(),
                reason,
            },
        }
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Where an input lies, with the results in `out`.
    pub fn input_path(&self, name: &str, out: &Path) -> PathBuf {
        match &self.inputs[name] {
            Input::File(file) => self.folder().join(file),
            Input::Made(made) => out.join(DATA).join(&made.file),
        }
    }

    /// Where a file lies, with the results in `out`.
    fn path_of(&self, file: &FileRef, out: &Path) -> PathBuf {
        match file {
            FileRef::Input(name) => self.input_path(name, out),
            FileRef::Beside(file) => self.folder().join(file),
            FileRef::Step { step, file } => out.join(step).join(file),
        }
    }
}

impl Flag {
    fn words(&self, text: impl Fn(&Given) -> String) -> Vec<String> {
        if self.values.is_empty() {
            return vec![format!("--{}", self.name)];
        }
        let values = self.values.iter().map(text);
        values
            .map(|value| format!("--{}={value}", self.name))
            .collect()
    }
}

impl Made {
    /// What can carry a watermark: data with numbers of members or orders.
    const MARKED: [&str; 4] = ["orders", "questionnaire", "events", "touches"];

    /// Where the defects of the data in the file `path` are written down.
    pub fn truth(path: &Path) -> PathBuf {
        let results = path.parent().and_then(Path::parent);
        let name = path.with_extension("parquet");
        let name = name.file_name().unwrap_or_default();
        results.unwrap_or(Path::new("")).join(TRUTH).join(name)
    }

    /// What is typed after `fourr` to make the data in the file `path`.
    pub fn words(&self, path: &Path) -> Vec<String> {
        let text = |given: &Given| match given {
            Given::Text(text) => text.clone(),
            // The reader refuses files here.
            Given::File(_) => String::new(),
        };
        let mut words = vec!["generate".to_owned(), self.kind.clone()];
        words.extend(self.flags.iter().flat_map(|flag| flag.words(text)));
        if self.is_recorded {
            words.push(format!("--defects={}", Self::truth(path).display()));
        }
        words.push(format!("--out={}", path.display()));
        words
    }

    /// Sets a flag, whatever the plan says of it.
    fn set(&mut self, name: &str, value: String) {
        let place = self.place;
        self.flags.retain(|flag| flag.name != name);
        self.flags.push(Flag {
            name: name.to_owned(),
            place,
            values: vec![Given::Text(value)],
        });
    }
}

impl Step {
    /// What is typed after `fourr` to run the step, with the results of all steps in folders of `out`.
    pub fn words(&self, plan: &Plan, out: &Path) -> Vec<String> {
        let text = |given: &Given| match given {
            Given::Text(text) => text.clone(),
            Given::File(file) => plan.path_of(file, out).to_string_lossy().into_owned(),
        };
        let mut words = vec![self.run.clone()];
        words.extend(self.input.iter().map(text));
        words.extend(self.flags.iter().flat_map(|flag| flag.words(text)));
        words
    }

    /// The files that the step reads.
    pub fn files(&self) -> impl Iterator<Item = &FileRef> {
        let flags = self.flags.iter().flat_map(|flag| &flag.values);
        self.input
            .iter()
            .chain(flags)
            .filter_map(|given| match given {
                Given::File(file) => Some(file),
                Given::Text(_) => None,
            })
    }

    /// Where those files lie, with the results of all steps in folders of `out`.
    pub fn paths(&self, plan: &Plan, out: &Path) -> Vec<PathBuf> {
        self.files().map(|file| plan.path_of(file, out)).collect()
    }

    /// The steps, each behind those that it needs, else in the order of the file.
    fn in_order(steps: &[Self]) -> Result<Vec<Self>, (Place, Fault)> {
        let place_of = |name: &str| steps.iter().position(|step| step.name == name);
        let needs = |place: usize| steps[place].needs().filter_map(place_of).collect();
        let order = order(steps.len(), needs).map_err(|circle| {
            let names = circle.iter().map(|place| steps[*place].name.clone());
            (steps[circle[0]].place, Fault::Cycle(names.collect()))
        })?;
        Ok(order
            .into_iter()
            .map(|place| steps[place].clone())
            .collect())
    }

    /// The steps whose results this one reads.
    fn needs(&self) -> impl Iterator<Item = &str> {
        self.files().filter_map(|file| match file {
            FileRef::Step { step, .. } => Some(step.as_str()),
            FileRef::Input(_) | FileRef::Beside(_) => None,
        })
    }
}
