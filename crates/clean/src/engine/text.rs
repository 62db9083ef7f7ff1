//! Steps on text: tidying, missing values, spellings; and taking out rows and columns.

use std::borrow::Cow;
use std::collections::HashMap;

use fourr_cell::{fold, missing, number};
use polars::prelude::*;

use super::{
    book::{Book, Change},
    chunk::{Changed, Chunk, index, numbers, spliced, without},
    condition::Condition,
    form::Form,
    plan::Columns,
};
use crate::{
    CleanError,
    ledger::Reason,
    recipe::{Case, DropRows, DropWhen, Missing, Replace, Script, Tidy},
};

/// What becomes of a cell.
pub(super) enum Outcome {
    Same,
    Text(String, Reason),
    Null(Reason),
}

/// Changes cells of text one by one.
pub(super) fn map_text(
    (step, slot): (usize, usize),
    chunk: &mut Chunk,
    book: &mut Book,
    mut read: impl FnMut(&str) -> Outcome,
) -> Result<(), CleanError> {
    let Some(series) = chunk.column(slot).cloned() else {
        return Ok(());
    };
    let text = series.str()?;
    let mut changed = Changed::default();
    let mut values: Vec<Option<String>> = Vec::new();
    for (at, cell) in text.iter().enumerate() {
        let Some(cell) = cell else { continue };
        match read(cell) {
            Outcome::Same => {}
            Outcome::Text(new, reason) => {
                changed.push(at, reason);
                values.push(Some(new));
            }
            Outcome::Null(reason) => {
                changed.push(at, reason);
                values.push(None);
            }
        }
    }
    if changed.at.is_empty() {
        return Ok(());
    }
    let values = values.iter().map(Option::as_deref);
    let new = spliced(text, &changed.at, values)?.into_series();
    let change = Change {
        step,
        slot,
        old: (&series, Form::Text),
        new: (&new, Form::Text),
    };
    book.change(&chunk.rows, changed, &change)?;
    chunk.columns[slot] = Some(new);
    Ok(())
}

/// Takes out columns; every value goes into the ledger.
pub(super) fn drop_columns(
    step: usize,
    slots: &[(usize, Form)],
    chunk: &mut Chunk,
    book: &mut Book,
) -> Result<(), CleanError> {
    for &(slot, form) in slots {
        let Some(series) = chunk.columns.get_mut(slot).and_then(Option::take) else {
            continue;
        };
        let known = series.is_not_null();
        let at = known
            .iter()
            .enumerate()
            .filter(|(_, known)| *known == Some(true))
            .map(|(at, _)| index(at))
            .collect();
        let none = Series::full_null(series.name().clone(), series.len(), &DataType::String);
        let change = Change {
            step,
            slot,
            old: (&series, form),
            new: (&none, Form::Text),
        };
        book.change(&chunk.rows, Changed::all(at, Reason::Dropped), &change)?;
    }
    Ok(())
}

/// White space, width, case and script, for these columns.
#[derive(Debug)]
pub(crate) struct Tidying {
    pub(crate) slots: Vec<usize>,
    rules: Tidy,
}

impl Tidying {
    pub(super) fn new(rules: &Tidy, columns: &mut Columns<'_>) -> Result<Self, CleanError> {
        let slots = columns.texts(&rules.columns)?;
        for slot in &slots {
            columns.write(*slot, Form::Text);
        }
        Ok(Self {
            slots,
            rules: rules.clone(),
        })
    }

    pub(super) fn run(
        &self,
        step: usize,
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        for &slot in &self.slots {
            map_text((step, slot), chunk, book, |cell| {
                match tidied(cell, &self.rules) {
                    Cow::Borrowed(_) => Outcome::Same,
                    Cow::Owned(new) if new == cell => Outcome::Same,
                    Cow::Owned(new) => Outcome::Text(new, Reason::Tidied),
                }
            })?;
        }
        Ok(())
    }
}

/// The text in the wanted form; borrowed when it has that already.
fn tidied<'a>(cell: &'a str, rules: &Tidy) -> Cow<'a, str> {
    let mut text = if rules.width {
        fold::fold(cell)
    } else {
        Cow::Borrowed(cell)
    };
    if rules.no_spaces {
        if text.contains(char::is_whitespace) {
            text = Cow::Owned(text.chars().filter(|c| !c.is_whitespace()).collect());
        }
    } else if rules.spaces && has_loose_spaces(&text) {
        text = Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    if rules.script == Script::Simplified
        && let Cow::Owned(simple) = fourr_cell::script::simplified(&text)
    {
        text = Cow::Owned(simple);
    }
    match rules.case {
        Case::Keep => text,
        Case::Lower => changed(text, str::to_lowercase),
        Case::Upper => changed(text, str::to_uppercase),
        Case::Title => changed(text, title),
    }
}

fn changed(text: Cow<'_, str>, change: impl Fn(&str) -> String) -> Cow<'_, str> {
    let new = change(&text);
    if new == *text { text } else { Cow::Owned(new) }
}

/// Whether there is white space at an end, two of it in a row, or one that is no plain space.
fn has_loose_spaces(text: &str) -> bool {
    let mut before = true;
    for c in text.chars() {
        let space = c.is_whitespace();
        if space && (before || c != ' ') {
            return true;
        }
        before = space;
    }
    before && !text.is_empty()
}

fn title(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        if inside {
            titled.extend(c.to_lowercase());
        } else {
            titled.extend(c.to_uppercase());
        }
        inside = c.is_alphanumeric() || c == '\'';
    }
    titled
}

/// Words and declared values for missing, for these columns.
#[derive(Debug)]
pub(crate) struct Missings {
    pub(crate) slots: Vec<(usize, Form)>,
    pub(crate) tokens: Option<Vec<String>>,
    pub(crate) sentinels: Sentinels,
}

/// Declared numbers, dates and words for missing.
#[derive(Debug, Default, Clone)]
pub(crate) struct Sentinels {
    texts: Vec<String>,
    numbers: Vec<f64>,
    moments: Vec<i64>,
}

impl Sentinels {
    fn new(values: &[String]) -> Self {
        let read = |form: Form| values.iter().filter_map(move |value| form.read(value));
        Self {
            texts: values.to_vec(),
            numbers: read(Form::Number(None))
                .filter_map(|value| match value {
                    super::form::Value::Number(number) => Some(number),
                    _ => None,
                })
                .collect(),
            moments: values
                .iter()
                .filter(|value| value.contains(['-', '/', '年']) && value.len() >= 8)
                .filter_map(|value| match Form::Datetime.read(value) {
                    Some(super::form::Value::Micros(micros)) => Some(micros),
                    _ => None,
                })
                .collect(),
        }
    }

    /// Whether a cell of text is one: by its text, or as the same number or moment.
    pub(crate) fn contain(&self, cell: &str) -> bool {
        if self.texts.is_empty() {
            return false;
        }
        let cell = fold::trimmed(cell);
        self.texts.iter().any(|text| *text == cell)
            || (!self.numbers.is_empty()
                && number::parse(&cell, &number::NumberRules::default())
                    .is_ok_and(|number| self.numbers.contains(&number.value.to_f64())))
            || (!self.moments.is_empty()
                && fourr_cell::date::parse_micros(&cell, &fourr_cell::date::DateRules::default())
                    .is_ok_and(|micros| self.moments.contains(&micros)))
    }
}

impl Missings {
    pub(super) fn new(rules: &Missing, columns: &mut Columns<'_>) -> Result<Self, CleanError> {
        let slots = if rules.columns.is_empty() {
            columns.texts(&[])?
        } else {
            columns.find_all(&rules.columns)?
        };
        let slots: Vec<_> = slots
            .into_iter()
            .map(|slot| (slot, columns.form(slot)))
            .collect();
        for &(slot, form) in &slots {
            columns.write(slot, form);
        }
        Ok(Self {
            slots,
            tokens: rules.tokens.clone(),
            sentinels: Sentinels::new(&rules.sentinels),
        })
    }

    /// Why a cell of text is missing.
    pub(crate) fn class(&self, cell: &str) -> Option<Reason> {
        let class = match &self.tokens {
            None => missing::classify(cell),
            Some(tokens) => {
                let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
                missing::classify_with(cell, &tokens)
            }
        };
        match class {
            Some(missing::Missing::Blank) => Some(Reason::Blank),
            Some(missing::Missing::Whitespace) => Some(Reason::Whitespace),
            Some(missing::Missing::Token) => Some(Reason::Token),
            None => self.sentinels.contain(cell).then_some(Reason::Sentinel),
        }
    }

    pub(super) fn run(
        &self,
        step: usize,
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        for &(slot, form) in &self.slots {
            if form == Form::Text {
                map_text((step, slot), chunk, book, |cell| {
                    self.class(cell).map_or(Outcome::Same, Outcome::Null)
                })?;
            } else {
                self.typed((step, slot), form, chunk, book)?;
            }
        }
        Ok(())
    }

    fn typed(
        &self,
        (step, slot): (usize, usize),
        form: Form,
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        let Some(series) = chunk.column(slot).cloned() else {
            return Ok(());
        };
        let at: Vec<IdxSize> = match form {
            Form::Number(_) | Form::Integer => numbers(&series, form)?
                .iter()
                .enumerate()
                .filter(|(_, value)| self.sentinels.numbers.contains(value))
                .map(|(at, _)| index(at))
                .collect(),
            Form::Date | Form::Datetime => super::moments(&series, form)?
                .iter()
                .enumerate()
                .filter(|(_, at)| at.is_some_and(|at| self.sentinels.moments.contains(&at)))
                .map(|(at, _)| index(at))
                .collect(),
            _ => Vec::new(),
        };
        super::nulled((step, slot), (form, Reason::Sentinel), at, chunk, book)
    }
}

/// One spelling for another, in one column.
#[derive(Debug)]
pub(crate) struct Respelling {
    pub(crate) slot: usize,
    values: HashMap<String, String>,
}

impl Respelling {
    pub(super) fn new(rules: &Replace, columns: &mut Columns<'_>) -> Result<Self, CleanError> {
        let slot = columns.find(&rules.column)?;
        if columns.form(slot) != Form::Text {
            return Err(CleanError::ColumnType {
                place: columns.place.clone(),
                column: rules.column.clone(),
                dtype: columns.form(slot).name().to_owned(),
                expected: "text",
            });
        }
        let chained = rules
            .values
            .iter()
            .find(|(old, new)| *old != *new && rules.values.get(*new).is_some_and(|to| to != *new));
        if let Some((old, new)) = chained {
            return Err(columns.parameter(
                "values",
                format!("{old} = {new}, and {new} is replaced itself"),
                "new values that stay",
            ));
        }
        columns.write(slot, Form::Text);
        Ok(Self {
            slot,
            values: rules.values.clone().into_iter().collect(),
        })
    }

    pub(super) fn run(
        &self,
        step: usize,
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        map_text((step, self.slot), chunk, book, |cell| {
            match self.values.get(cell) {
                Some(new) if new != cell => Outcome::Text(new.clone(), Reason::Spelling),
                _ => Outcome::Same,
            }
        })
    }
}

/// Takes out rows by what they lack or by a condition.
#[derive(Debug)]
pub(crate) struct RowDropping {
    slots: Vec<usize>,
    missing: Option<DropWhen>,
    when: Option<Condition>,
}

impl RowDropping {
    pub(super) fn new(rules: &DropRows, columns: &mut Columns<'_>) -> Result<Self, CleanError> {
        let slots = if rules.columns.is_empty() {
            (0..columns.slots.len())
                .filter(|slot| columns.slots[*slot].name.is_some())
                .collect()
        } else {
            columns.find_all(&rules.columns)?
        };
        if rules.missing.is_some() == rules.when.is_some() {
            return Err(columns.parameter(
                "missing",
                if rules.when.is_some() {
                    "given beside when"
                } else {
                    "absent"
                },
                "either missing or when",
            ));
        }
        if let Some(DropWhen::AtLeast(least)) = rules.missing
            && (least == 0 || least as usize > slots.len())
        {
            return Err(columns.parameter("missing", least, "1 to the number of columns"));
        }
        let when = rules
            .when
            .as_deref()
            .map(|when| Condition::new(when, columns))
            .transpose()?;
        Ok(Self {
            slots,
            missing: rules.missing,
            when,
        })
    }

    pub(super) fn reads(&self) -> Vec<usize> {
        match &self.when {
            Some(when) => when.slots(),
            None => self.slots.clone(),
        }
    }

    pub(super) fn run(
        &self,
        step: usize,
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        if let Some(when) = &self.when {
            let out: Vec<bool> = when
                .holds(chunk)?
                .into_iter()
                .map(|holds| holds == Some(true))
                .collect();
            return Ok(book.remove(step, chunk, Reason::Condition, &out)?);
        }
        let least = match self.missing {
            Some(DropWhen::All) => self.slots.len(),
            Some(DropWhen::AtLeast(least)) => least as usize,
            Some(DropWhen::Any) | None => 1,
        };
        let mut lacking = vec![0_usize; chunk.height()];
        for series in self.slots.iter().filter_map(|slot| chunk.column(*slot)) {
            if series.null_count() > 0 {
                for (count, null) in lacking.iter_mut().zip(series.is_null().iter()) {
                    *count += usize::from(null == Some(true));
                }
            }
        }
        let out: Vec<bool> = lacking.into_iter().map(|count| count >= least).collect();
        Ok(book.remove(step, chunk, Reason::TooEmpty, &out)?)
    }
}

/// Sets cells of a column to null.
pub(super) fn nulled(
    (step, slot): (usize, usize),
    (form, reason): (Form, Reason),
    at: Vec<IdxSize>,
    chunk: &mut Chunk,
    book: &mut Book,
) -> Result<(), CleanError> {
    let Some(series) = chunk.column(slot).cloned() else {
        return Ok(());
    };
    if at.is_empty() {
        return Ok(());
    }
    let new = without(&series, form, &at)?;
    let change = Change {
        step,
        slot,
        old: (&series, form),
        new: (&new, form),
    };
    book.change(&chunk.rows, Changed::all(at, reason), &change)?;
    chunk.columns[slot] = Some(new);
    Ok(())
}
