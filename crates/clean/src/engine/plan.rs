//! [`Plan`]: a recipe made ready for one table: names resolved, parameters checked, steps in a form that runs.

use std::collections::HashMap;

use polars::prelude::*;

use super::{
    Fit,
    book::Book,
    check::Checking,
    chunk::Chunk,
    duplicates::{Exact, Key, Near},
    form::Form,
    impute::Imputing,
    outliers::Judging,
    parse::Parsing,
    text::{Missings, Respelling, RowDropping, Tidying},
};
use crate::{
    CleanError, Place,
    recipe::{Action, Recipe, Step},
    summary::Warning,
};

/// Tables that rules refer to, by name: the values of their columns.
pub type References = HashMap<String, DataFrame>;

/// A recipe made ready for one table.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) slots: Vec<Slot>,
    /// How many of them are columns of the source.
    pub(crate) sources: usize,
    /// Columns of the source that name a row: the key of the quality rules, else that of the first step that has one.
    pub(crate) key: Vec<usize>,
    pub(crate) steps: Vec<Ready>,
    pub(crate) warnings: Vec<Warning>,
}

/// A column: of the source, or one that marks cells.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    /// Its name in the source; of a mark its name.
    pub(crate) source: String,
    /// Its name at this point; `None` when it was taken out.
    pub(crate) name: Option<String>,
    /// Its type in the source.
    pub(crate) dtype: DataType,
    /// What it holds when it is read.
    pub(crate) loaded: Form,
    /// What it holds at this point.
    pub(crate) form: Form,
    /// Whether a step may have changed it.
    pub(crate) written: bool,
}

impl Slot {
    /// The type in which the column comes out.
    pub(crate) fn dtype_after(&self) -> DataType {
        match self.form.dtype() {
            Some(dtype) if self.written => dtype,
            _ => self.dtype.clone(),
        }
    }
}

/// A step that runs.
#[derive(Debug)]
pub(crate) struct Ready {
    pub(crate) id: String,
    pub(crate) verb: &'static str,
    pub(crate) op: Op,
    /// What the columns of the source hold when it is reached.
    pub(crate) forms: Vec<Form>,
}

/// What a step does.
#[derive(Debug)]
pub(crate) enum Op {
    /// Nothing to cells: names are resolved beforehand.
    Rename,
    DropColumns(Vec<(usize, Form)>),
    Tidy(Tidying),
    Missing(Missings),
    Replace(Respelling),
    Parse(Parsing),
    Exact(Exact),
    Key(Key),
    Near(Near),
    Check(Checking),
    Outliers(Judging),
    Impute(Imputing),
    DropRows(RowDropping),
}

/// The columns while a recipe is made ready.
pub(crate) struct Columns<'a> {
    pub(crate) slots: Vec<Slot>,
    pub(crate) place: Place,
    pub(crate) references: &'a References,
}

impl Columns<'_> {
    /// The slot of a column by its present name.
    pub(crate) fn find(&self, name: &str) -> Result<usize, CleanError> {
        let found = self
            .slots
            .iter()
            .position(|slot| slot.name.as_deref() == Some(name));
        found.ok_or_else(|| {
            let columns: Vec<String> = self.slots.iter().filter_map(|s| s.name.clone()).collect();
            CleanError::NoColumn {
                place: self.place.clone(),
                column: name.to_owned(),
                near: near(name, &columns),
                columns,
            }
        })
    }

    pub(crate) fn find_all(&self, names: &[String]) -> Result<Vec<usize>, CleanError> {
        names.iter().map(|name| self.find(name)).collect()
    }

    /// These columns, and without any all of text.
    pub(crate) fn texts(&self, names: &[String]) -> Result<Vec<usize>, CleanError> {
        let is_text = |slot: &usize| self.slots[*slot].form == Form::Text;
        if names.is_empty() {
            let all = 0..self.slots.len();
            return Ok(all
                .filter(|slot| self.slots[*slot].name.is_some())
                .filter(is_text)
                .collect());
        }
        Ok(self.find_all(names)?.into_iter().filter(is_text).collect())
    }

    pub(crate) fn form(&self, slot: usize) -> Form {
        self.slots[slot].form
    }

    pub(crate) fn name(&self, slot: usize) -> String {
        self.slots[slot].name.clone().unwrap_or_default()
    }

    /// Notes that a step writes a column, which then holds `form`.
    pub(crate) fn write(&mut self, slot: usize, form: Form) {
        self.slots[slot].written = true;
        self.slots[slot].form = form;
    }

    /// The slot of a column that marks cells, which may stem from an earlier run.
    pub(crate) fn mark(&mut self, name: String, form: Form) -> usize {
        if let Ok(slot) = self.find(&name) {
            return slot;
        }
        self.slots.push(Slot {
            source: name.clone(),
            name: Some(name),
            dtype: form.dtype().unwrap_or(DataType::Boolean),
            loaded: form,
            form,
            written: true,
        });
        self.slots.len() - 1
    }

    /// The column in which an earlier run has marked the cells of this one that it filled.
    pub(crate) fn filled_mark(&self, name: &str) -> Option<usize> {
        self.find(&format!("{name}__imputed")).ok()
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "a word or a number, written where it is refused"
    )]
    pub(crate) fn parameter(
        &self,
        parameter: &'static str,
        value: impl ToString,
        expected: &'static str,
    ) -> CleanError {
        CleanError::Parameter {
            place: self.place.clone(),
            parameter,
            value: value.to_string(),
            expected,
        }
    }

    /// Fails unless the column holds numbers.
    pub(crate) fn numeric(&self, slot: usize) -> Result<(), CleanError> {
        let form = self.form(slot);
        if form.is_numeric() {
            return Ok(());
        }
        Err(CleanError::ColumnType {
            place: self.place.clone(),
            column: self.name(slot),
            dtype: form.name().to_owned(),
            expected: "numbers",
        })
    }

    /// Fails when a list of columns that must not be empty is.
    pub(crate) fn some(&self, names: &[String]) -> Result<(), CleanError> {
        if names.is_empty() {
            return Err(self.parameter("columns", "empty", "at least one column"));
        }
        Ok(())
    }
}

impl Plan {
    /// Makes a recipe ready for a table with these columns.
    pub(crate) fn new(
        recipe: &Recipe,
        schema: &[(String, DataType)],
        references: &References,
    ) -> Result<Self, CleanError> {
        recipe.check()?;
        let slots: Vec<Slot> = schema
            .iter()
            .map(|(name, dtype)| Slot {
                source: name.clone(),
                name: Some(name.clone()),
                dtype: dtype.clone(),
                loaded: Form::of(dtype),
                form: Form::of(dtype),
                written: false,
            })
            .collect();
        let sources = slots.len();
        let mut columns = Columns {
            slots,
            place: Place {
                step: "quality".to_owned(),
                line: recipe.quality.line,
            },
            references,
        };
        for name in &recipe.quality.required {
            columns.find(name)?;
        }
        if let Some(rule) = &recipe.quality.timeliness {
            columns.find(&rule.column)?;
        }
        let key = columns.find_all(&recipe.quality.key)?;
        let mut steps = Vec::with_capacity(recipe.steps.len());
        for (index, step) in recipe.steps.iter().enumerate() {
            columns.place = step.place(index);
            let forms = columns.slots[..sources]
                .iter()
                .map(|slot| slot.form)
                .collect();
            steps.push(Ready {
                forms,
                id: step.name(index),
                verb: step.action.verb(),
                op: ready(step, &mut columns)?,
            });
        }
        let named_by_step = || {
            let slots = steps.iter().find_map(|step| match &step.op {
                Op::Key(op) => Some(op.columns.iter().map(|column| column.0)),
                _ => None,
            })?;
            Some(slots.filter(|slot| *slot < sources).collect())
        };
        Ok(Self {
            key: if key.is_empty() {
                named_by_step().unwrap_or_default()
            } else {
                key
            },
            slots: columns.slots,
            sources,
            steps,
            warnings: recipe.order_warnings(),
        })
    }

    /// Index of the first step that has to see all rows before it can act on one, and of the last.
    pub(crate) fn fitted(&self) -> Option<(usize, usize)> {
        let needs = |step: &Ready| step.op.needs_fit();
        let first = self.steps.iter().position(needs)?;
        let last = self.steps.iter().rposition(needs)?;
        Some((first, last))
    }

    /// Steps at the beginning that read cells and take out no rows.
    pub(crate) fn reading(&self) -> usize {
        let reads = |step: &Ready| {
            matches!(
                step.op,
                Op::Rename | Op::Tidy(_) | Op::Missing(_) | Op::Replace(_) | Op::Parse(_)
            )
        };
        self.steps
            .iter()
            .position(|step| !reads(step))
            .unwrap_or(self.steps.len())
    }

    /// Runs a step on some rows.
    pub(crate) fn run(
        &self,
        step: usize,
        fit: &Fit,
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        book.tally(step).rows += chunk.height() as u64;
        match &self.steps[step].op {
            Op::Rename => Ok(()),
            Op::DropColumns(slots) => super::text::drop_columns(step, slots, chunk, book),
            Op::Tidy(op) => op.run(step, chunk, book),
            Op::Missing(op) => op.run(step, chunk, book),
            Op::Replace(op) => op.run(step, chunk, book),
            Op::Parse(op) => op.run(step, chunk, book),
            Op::Exact(_) => fit.remove_rows(step, chunk, book),
            Op::Key(_) => Key::run((step, fit), chunk, book),
            Op::Near(_) => Near::run((step, fit), chunk, book),
            Op::Check(op) => op.run((step, fit), chunk, book),
            Op::Outliers(op) => op.run((step, fit), chunk, book),
            Op::Impute(op) => op.run((step, fit), chunk, book),
            Op::DropRows(op) => op.run(step, chunk, book),
        }
    }
}

impl Op {
    /// Whether the step has to see all rows before it can act on one.
    pub(crate) fn needs_fit(&self) -> bool {
        match self {
            Self::Exact(_) | Self::Key(_) | Self::Near(_) => true,
            Self::Check(op) => op.needs_fit(),
            Self::Outliers(op) => op.needs_fit(),
            Self::Impute(op) => op.needs_fit(),
            _ => false,
        }
    }

    /// Columns that the step reads to decide what it does.
    pub(crate) fn reads(&self) -> Vec<usize> {
        match self {
            Self::Rename | Self::DropColumns(_) => Vec::new(),
            Self::Tidy(op) => op.slots.clone(),
            Self::Missing(op) => op.slots.iter().map(|slot| slot.0).collect(),
            Self::Replace(op) => vec![op.slot],
            Self::Parse(op) => op.slots.iter().map(|slot| slot.0).collect(),
            Self::Exact(op) => op.slots.iter().map(|slot| slot.0).collect(),
            Self::Key(op) => op.reads(),
            Self::Near(op) => op.reads(),
            Self::Check(op) => op.reads(),
            Self::Outliers(op) => op.reads(),
            Self::Impute(op) => op.reads(),
            Self::DropRows(op) => op.reads(),
        }
    }

    /// Columns that the step may change.
    pub(crate) fn writes(&self) -> Vec<usize> {
        match self {
            Self::Rename | Self::Exact(_) | Self::DropRows(_) => Vec::new(),
            Self::DropColumns(slots) => slots.iter().map(|slot| slot.0).collect(),
            Self::Tidy(_) | Self::Missing(_) | Self::Replace(_) | Self::Parse(_) => self.reads(),
            Self::Key(op) => op.writes(),
            Self::Near(op) => vec![op.mark],
            Self::Check(op) => op.writes(),
            Self::Outliers(op) => op.writes(),
            Self::Impute(op) => op.writes(),
        }
    }

    /// Whether the step may take out rows.
    pub(crate) fn removes(&self) -> bool {
        match self {
            Self::Exact(_) | Self::Key(_) | Self::DropRows(_) => true,
            Self::Near(op) => op.drop,
            Self::Check(op) => op.removes(),
            Self::Outliers(op) => op.removes(),
            _ => false,
        }
    }
}

fn ready(step: &Step, columns: &mut Columns<'_>) -> Result<Op, CleanError> {
    Ok(match &step.action {
        Action::Rename(rename) => {
            rename_columns(&rename.columns, columns)?;
            Op::Rename
        }
        Action::DropColumns(drop) => {
            columns.some(&drop.columns)?;
            let slots = columns.find_all(&drop.columns)?;
            let dropped = slots
                .iter()
                .map(|slot| (*slot, columns.form(*slot)))
                .collect();
            for slot in slots {
                columns.slots[slot].name = None;
                columns.slots[slot].written = true;
            }
            Op::DropColumns(dropped)
        }
        Action::Tidy(rules) => Op::Tidy(Tidying::new(rules, columns)?),
        Action::Missing(rules) => Op::Missing(Missings::new(rules, columns)?),
        Action::Replace(rules) => Op::Replace(Respelling::new(rules, columns)?),
        Action::Parse(rules) => Op::Parse(Parsing::new(rules, columns)?),
        Action::Duplicates(rules) => Op::Exact(Exact::new(rules, columns)?),
        Action::KeyDuplicates(rules) => Op::Key(Key::new(rules, columns)?),
        Action::NearDuplicates(rules) => Op::Near(Near::new(rules, columns)?),
        Action::Check(rules) => Op::Check(Checking::new(rules, columns)?),
        Action::Outliers(rules) => Op::Outliers(Judging::new(rules, columns)?),
        Action::Impute(rules) => Op::Impute(Imputing::new(rules, columns)?),
        Action::DropRows(rules) => Op::DropRows(RowDropping::new(rules, columns)?),
    })
}

fn rename_columns(
    names: &std::collections::BTreeMap<String, String>,
    columns: &mut Columns<'_>,
) -> Result<(), CleanError> {
    let slots: Vec<(usize, &String)> = names
        .iter()
        .map(|(old, new)| Ok((columns.find(old)?, new)))
        .collect::<Result<_, CleanError>>()?;
    for (slot, new) in slots {
        columns.slots[slot].name = Some(new.clone());
    }
    let mut seen = std::collections::BTreeSet::new();
    for name in columns.slots.iter().filter_map(|slot| slot.name.clone()) {
        if name.is_empty() || !seen.insert(name.clone()) {
            return Err(columns.parameter("columns", name, "names that no other column has"));
        }
    }
    Ok(())
}

/// Up to three names that resemble this one.
fn near(name: &str, columns: &[String]) -> Vec<String> {
    let folded = |text: &str| text.trim().to_lowercase();
    let wanted = folded(name);
    let mut ranked: Vec<(usize, &String)> = columns
        .iter()
        .map(|column| (distance(&wanted, &folded(column)), column))
        .filter(|(distance, column)| {
            *distance * 2 <= wanted.chars().count().max(column.chars().count())
        })
        .collect();
    ranked.sort();
    ranked
        .into_iter()
        .take(3)
        .map(|(_, column)| column.clone())
        .collect()
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
