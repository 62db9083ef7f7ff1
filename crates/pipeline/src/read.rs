//! A plan out of its text, every fault with its place.

use std::{
    collections::BTreeMap,
    path::{Component, Path},
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{Bilingual, DATA, Fault, FileRef, Flag, Given, Input, Made, Place, Plan, Step};

type Faulty<T> = Result<T, (Place, Fault)>;
type Key<'i> = Spanned<std::borrow::Cow<'i, str>>;
type Value<'i> = Spanned<DeValue<'i>>;

const TOP: &[&str] = &["title", "inputs", "step"];
/// How a file is written.
const FILE: &str = "{ input = \"...\" }, { file = \"...\" } or { step = \"...\", file = \"...\" }";
/// What a run decides for every step.
const RESERVED: [&str; 4] = ["out", "json", "lang", "help"];

/// Reads a plan; its steps are in the order of the file.
pub(crate) fn plan(text: &str, path: &Path, others: &[&str]) -> Faulty<Plan> {
    let reader = Reader { text };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (reader.place(at), Fault::Syntax(error.message().to_owned()))
    })?;
    let table = table.get_ref();
    reader.known(table, TOP, others)?;
    let title = match table.get("title") {
        Some(title) => reader.title(title)?,
        None => Bilingual::both(&path.file_stem().unwrap_or_default().to_string_lossy()),
    };
    let inputs = match table.get("inputs") {
        Some(inputs) => reader.inputs(inputs)?,
        None => BTreeMap::new(),
    };
    let steps = match table.get("step") {
        Some(steps) => reader.steps(steps)?,
        None => Vec::new(),
    };
    let first = Place { line: 1, column: 1 };
    if steps.is_empty() {
        return Err((first, Fault::NoSteps));
    }
    let read = Read { inputs, steps };
    let (inputs, steps) = read.checked()?;
    Ok(Plan {
        path: path.to_owned(),
        title,
        inputs,
        steps,
    })
}

/// A plan whose references are not looked into yet.
struct Read {
    inputs: BTreeMap<String, Input>,
    steps: Vec<Draft>,
}

/// A step, and where it refers to which files.
struct Draft {
    step: Step,
    references: Vec<(Place, FileRef)>,
}

impl Read {
    /// Names are used once, and what is referred to is there.
    fn checked(self) -> Faulty<(BTreeMap<String, Input>, Vec<Step>)> {
        let names: Vec<String> = self
            .steps
            .iter()
            .map(|draft| draft.step.name.clone())
            .collect();
        for (at, Draft { step, references }) in self.steps.iter().enumerate() {
            let is_taken = self.makes_data() && step.name == DATA;
            if is_taken || names[..at].contains(&step.name) {
                return Err((step.place, Fault::NameTwice(step.name.clone())));
            }
            for (place, file) in references {
                self.check(file, &names).map_err(|fault| (*place, fault))?;
            }
        }
        let steps = self.steps.into_iter().map(|draft| draft.step).collect();
        Ok((self.inputs, steps))
    }

    fn makes_data(&self) -> bool {
        let mut inputs = self.inputs.values();
        inputs.any(|input| matches!(input, Input::Made(_)))
    }

    fn check(&self, file: &FileRef, steps: &[String]) -> Result<(), Fault> {
        match file {
            FileRef::Input(name) if !self.inputs.contains_key(name) => Err(Fault::UnknownInput {
                name: name.clone(),
                known: self.inputs.keys().cloned().collect(),
            }),
            FileRef::Step { step, .. } if !steps.contains(step) => Err(Fault::UnknownStep {
                name: step.clone(),
                known: steps.to_vec(),
            }),
            FileRef::Step { file, .. } if !is_inside(file) => Err(Fault::Outside(file.clone())),
            _ => Ok(()),
        }
    }
}

/// Whether a path stays in its folder.
fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// A name that is a folder on every system.
fn is_name(name: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    name.chars().all(allowed) && name.starts_with(char::is_alphanumeric)
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn place(&self, byte: usize) -> Place {
        Place::of(self.text, byte)
    }

    fn key_place(&self, key: &Key<'_>) -> Place {
        self.place(key.span().start)
    }

    fn value_place(&self, value: &Value<'_>) -> Place {
        self.place(value.span().start)
    }

    fn kind<T>(&self, value: &Value<'_>, key: &str, expected: &'static str) -> Faulty<T> {
        let key = key.to_owned();
        Err((self.value_place(value), Fault::Kind { key, expected }))
    }

    fn known(
        &self,
        table: &DeTable<'_>,
        known: &'static [&'static str],
        others: &[&str],
    ) -> Faulty<()> {
        let is_known = |key: &str| known.contains(&key) || others.contains(&key);
        match table.keys().find(|key| !is_known(key.get_ref())) {
            None => Ok(()),
            Some(key) => Err((
                self.key_place(key),
                Fault::UnknownKey {
                    key: key.get_ref().clone().into_owned(),
                    known,
                },
            )),
        }
    }

    fn text(&self, value: &Value<'_>, key: &str) -> Faulty<String> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.clone().into_owned()),
            _ => self.kind(value, key, "a text"),
        }
    }

    /// A text for both languages, or one for each.
    fn title(&self, value: &Value<'_>) -> Faulty<Bilingual> {
        let DeValue::Table(table) = value.get_ref() else {
            return Ok(Bilingual::both(&self.text(value, "title")?));
        };
        self.known(table, &["zh", "en"], &[])?;
        let text = |key: &'static str| {
            let missing = || Fault::Missing {
                owner: "the title".to_owned(),
                key,
            };
            let text = table.get(key);
            let text = text.ok_or_else(|| (self.value_place(value), missing()))?;
            self.text(text, key)
        };
        Ok(Bilingual {
            zh: text("zh")?,
            en: text("en")?,
        })
    }

    fn inputs(&self, value: &Value<'_>) -> Faulty<BTreeMap<String, Input>> {
        let DeValue::Table(table) = value.get_ref() else {
            return self.kind(value, "inputs", "a table of names and files");
        };
        let named = table.iter().map(|(key, source)| {
            let name = key.get_ref().clone().into_owned();
            let input = match source.get_ref() {
                DeValue::Table(table) => self.made(table, (&name, self.key_place(key)))?,
                _ => Input::File(self.text(source, &name)?),
            };
            Ok((name, input))
        });
        named.collect()
    }

    /// Practice data that the run makes.
    fn made(&self, table: &DeTable<'_>, (name, place): (&str, Place)) -> Faulty<Input> {
        let missing = || Fault::Missing {
            owner: format!("input {name}"),
            key: "generate",
        };
        let kind = table.get("generate").ok_or_else(|| (place, missing()))?;
        let kind = self.text(kind, "generate")?;
        let mut file = format!("{name}.csv");
        let mut flags = Vec::new();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "generate" => {}
                "file" => {
                    file = self.text(value, "file")?;
                    if !is_inside(&file) {
                        return Err((self.value_place(value), Fault::Outside(file)));
                    }
                }
                _ => flags.extend(self.named_flag(key, value)?),
            }
        }
        let reads = |flag: &Flag| {
            flag.values
                .iter()
                .any(|given| matches!(given, Given::File(_)))
        };
        if let Some(flag) = flags.iter().find(|flag| reads(flag)) {
            let (key, expected) = (flag.name.clone(), "a text, a number, a date or true");
            return Err((flag.place, Fault::Kind { key, expected }));
        }
        Ok(Input::Made(Made {
            kind,
            place,
            file,
            flags,
            is_recorded: false,
        }))
    }

    /// A key as the flag of its name; none where it is switched off.
    fn named_flag(&self, key: &Key<'_>, value: &Value<'_>) -> Faulty<Option<Flag>> {
        let (name, place) = (key.get_ref().replace('_', "-"), self.key_place(key));
        if RESERVED.contains(&name.as_str()) {
            return Err((place, Fault::Reserved(name)));
        }
        let values = self.flag(value, &name)?;
        Ok(values.map(|values| Flag {
            name,
            place,
            values,
        }))
    }

    fn steps(&self, value: &Value<'_>) -> Faulty<Vec<Draft>> {
        let DeValue::Array(steps) = value.get_ref() else {
            return self.kind(value, "step", "written as [[step]]");
        };
        steps.iter().map(|step| self.step(step)).collect()
    }

    fn step(&self, value: &Value<'_>) -> Faulty<Draft> {
        let place = self.value_place(value);
        let DeValue::Table(table) = value.get_ref() else {
            return self.kind(value, "step", "written as [[step]]");
        };
        let required = |key: &'static str, owner: &str| match table.get(key) {
            Some(value) => self.text(value, key),
            None => Err((
                place,
                Fault::Missing {
                    owner: owner.to_owned(),
                    key,
                },
            )),
        };
        let name = required("name", "the step")?;
        if !is_name(&name) {
            return Err((place, Fault::Name(name)));
        }
        let run = required("run", &format!("step {name}"))?;
        let mut references = Vec::new();
        let mut step = Step {
            name,
            run,
            place,
            input: Vec::new(),
            flags: Vec::new(),
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "name" | "run" => continue,
                "input" => step.input = self.values(value, "input", Self::input)?,
                _ => step.flags.extend(self.named_flag(key, value)?),
            }
            let place = self.value_place(value);
            let files = step.files().skip(references.len()).cloned();
            references.extend(files.map(|file| (place, file)).collect::<Vec<_>>());
        }
        Ok(Draft { step, references })
    }

    /// The values of a flag; none where it is switched off.
    fn flag(&self, value: &Value<'_>, key: &str) -> Faulty<Option<Vec<Given>>> {
        match value.get_ref() {
            DeValue::Boolean(on) => Ok(on.then(Vec::new)),
            DeValue::Table(pairs) if file(pairs).is_none() => {
                let pair = |(key, value): (&Key<'_>, &Value<'_>)| {
                    let name = key.get_ref();
                    Ok(Given::Text(format!("{name}={}", self.scalar(value, name)?)))
                };
                pairs.iter().map(pair).collect::<Faulty<_>>().map(Some)
            }
            _ => self.values(value, key, Self::value).map(Some),
        }
    }

    /// One value, or each of a list.
    fn values(
        &self,
        value: &Value<'_>,
        key: &str,
        one: impl Fn(&Self, &Value<'_>, &str) -> Faulty<Given>,
    ) -> Faulty<Vec<Given>> {
        match value.get_ref() {
            DeValue::Array(values) => values.iter().map(|value| one(self, value, key)).collect(),
            _ => Ok(vec![one(self, value, key)?]),
        }
    }

    /// What a step reads: a text is the name of an input.
    fn input(&self, value: &Value<'_>, key: &str) -> Faulty<Given> {
        match value.get_ref() {
            DeValue::String(name) => Ok(Given::File(FileRef::Input(name.clone().into_owned()))),
            DeValue::Table(_) => self.value(value, key),
            _ => self.kind(value, key, "the name of an input, or a list of names"),
        }
    }

    /// A value of a flag: a text is itself.
    fn value(&self, value: &Value<'_>, key: &str) -> Faulty<Given> {
        let DeValue::Table(table) = value.get_ref() else {
            return self.scalar(value, key).map(Given::Text);
        };
        let Some(make) = file(table) else {
            return self.kind(value, key, FILE);
        };
        let text = |key: &str| match table.get(key) {
            Some(value) => self.text(value, key),
            None => self.kind(value, key, FILE),
        };
        Ok(Given::File(match make {
            Kind::Input => FileRef::Input(text("input")?),
            Kind::Beside => FileRef::Beside(text("file")?),
            Kind::Step => FileRef::Step {
                step: text("step")?,
                file: text("file")?,
            },
        }))
    }

    /// A value as it is typed.
    fn scalar(&self, value: &Value<'_>, key: &str) -> Faulty<String> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.clone().into_owned()),
            DeValue::Integer(number) => Ok(number.to_string()),
            DeValue::Float(number) => Ok(number.to_string()),
            DeValue::Boolean(truth) => Ok(truth.to_string()),
            DeValue::Datetime(date) => Ok(date.to_string()),
            DeValue::Array(_) | DeValue::Table(_) => {
                self.kind(value, key, "a text, a number, a date or true")
            }
        }
    }
}

/// Where the file that a table speaks of comes from.
enum Kind {
    Input,
    Beside,
    Step,
}

/// The kind of file that a table speaks of, by its keys.
fn file(table: &DeTable<'_>) -> Option<Kind> {
    let keys: Vec<&str> = table.keys().map(|key| key.get_ref().as_ref()).collect();
    match keys.as_slice() {
        ["input"] => Some(Kind::Input),
        ["file"] => Some(Kind::Beside),
        ["file", "step"] | ["step", "file"] => Some(Kind::Step),
        _ => None,
    }
}
