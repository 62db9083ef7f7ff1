//! [`Parsing`]: text becomes what it says.

mod dates;
mod numbers;
mod words;

use polars::prelude::*;

use super::{
    book::{Book, Change},
    chunk::{Changed, Chunk},
    form::Form,
    plan::Columns,
};
use crate::{
    CleanError,
    ledger::Reason,
    recipe::{Invalid, Parse, ParseKind},
};
use dates::DateReading;
use numbers::NumberReading;
use words::{BooleanReading, WordReading};
pub(crate) use words::{is_boolean, standard};

/// Reads columns as one kind.
#[derive(Debug)]
pub(crate) struct Parsing {
    /// The columns with what they hold before.
    pub(crate) slots: Vec<(usize, Form)>,
    pub(crate) kind: ParseKind,
    reading: Reading,
    form: Form,
}

#[derive(Debug)]
enum Reading {
    Number(NumberReading),
    Integer(NumberReading),
    Date(DateReading),
    Boolean(BooleanReading),
    Word(WordReading),
}

/// A column that was read: its cells, and those that are written otherwise now.
struct Read {
    series: Series,
    changed: Changed,
}

impl Parsing {
    pub(super) fn new(rules: &Parse, columns: &mut Columns<'_>) -> Result<Self, CleanError> {
        columns.some(&rules.columns)?;
        fits(rules, columns)?;
        let slots = columns.find_all(&rules.columns)?;
        let form = match rules.kind {
            ParseKind::Number => Form::Number(rules.decimals),
            ParseKind::Integer => Form::Integer,
            ParseKind::Date => Form::Date,
            ParseKind::Datetime => Form::Datetime,
            ParseKind::Boolean => Form::Boolean,
            _ => Form::Text,
        };
        let reading = match rules.kind {
            ParseKind::Number => Reading::Number(NumberReading::new(rules)),
            ParseKind::Integer => Reading::Integer(NumberReading::new(rules)),
            ParseKind::Date | ParseKind::Datetime => Reading::Date(DateReading::new(rules)),
            ParseKind::Boolean => Reading::Boolean(BooleanReading::new(rules)),
            kind => Reading::Word(WordReading::new(kind, rules.invalid())),
        };
        let mut parsed = Vec::with_capacity(slots.len());
        for slot in slots {
            let before = columns.form(slot);
            if !readable(before, rules.kind) {
                return Err(CleanError::ColumnType {
                    place: columns.place.clone(),
                    column: columns.name(slot),
                    dtype: before.name().to_owned(),
                    expected: "text, or what it is to become",
                });
            }
            // Whole numbers are numbers: what is one already stays as exact as it is.
            let after = match (before, form) {
                (Form::Integer, Form::Number(_)) => Form::Integer,
                _ => form,
            };
            parsed.push((slot, before));
            columns.write(slot, after);
        }
        Ok(Self {
            slots: parsed,
            kind: rules.kind,
            reading,
            form,
        })
    }

    pub(super) fn run(
        &self,
        step: usize,
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        for &(slot, before) in &self.slots {
            let Some(series) = chunk.column(slot).cloned() else {
                continue;
            };
            if self.has_type(before) {
                continue;
            }
            let read = self.read(&series, before)?;
            let change = Change {
                step,
                slot,
                old: (&series, before),
                new: (&read.series, self.form),
            };
            book.change(&chunk.rows, read.changed, &change)?;
            chunk.columns[slot] = Some(read.series);
        }
        Ok(())
    }

    /// Whether a column is typed already, so that there is nothing to read; whole numbers are numbers.
    fn has_type(&self, before: Form) -> bool {
        matches!(
            (before, self.form),
            (Form::Number(_) | Form::Integer, Form::Number(_))
                | (Form::Integer, Form::Integer)
                | (Form::Boolean, Form::Boolean)
                | (Form::Date, Form::Date)
                | (Form::Datetime, Form::Datetime)
        )
    }

    fn read(&self, series: &Series, before: Form) -> Result<Read, CleanError> {
        if before == Form::Text {
            let text = series.str()?;
            return Ok(match &self.reading {
                Reading::Number(reading) => reading.numbers(text),
                Reading::Integer(reading) => reading.integers(text),
                Reading::Date(reading) => reading.text(text, self.form)?,
                Reading::Boolean(reading) => reading.text(text),
                Reading::Word(reading) => reading.text(text)?,
            });
        }
        if let (Reading::Date(reading), Form::Date | Form::Datetime) = (&self.reading, self.form) {
            return Ok(reading.typed(series, before, self.form)?);
        }
        // Through text: numbers that are to be whole, codes that were stored as numbers.
        let text = before.texts(series)?;
        self.read(&text.into_series(), Form::Text)
    }
}

/// Whether cells of this form can be read as the kind.
fn readable(before: Form, kind: ParseKind) -> bool {
    match (before, kind) {
        (Form::Text, _)
        | (Form::Date | Form::Datetime, ParseKind::Date | ParseKind::Datetime)
        | (Form::Boolean, ParseKind::Boolean) => true,
        (Form::Number(_) | Form::Integer, kind) => {
            !matches!(kind, ParseKind::Email | ParseKind::Url | ParseKind::Region)
        }
        _ => false,
    }
}

/// Fails when parameters are given that the kind has no use for.
fn fits(rules: &Parse, columns: &Columns<'_>) -> Result<(), CleanError> {
    let number = matches!(rules.kind, ParseKind::Number | ParseKind::Integer);
    let date = matches!(rules.kind, ParseKind::Date | ParseKind::Datetime);
    let of = |given: bool, allowed: bool, parameter, expected| {
        if given && !allowed {
            return Err(columns.parameter(parameter, "given", expected));
        }
        Ok(())
    };
    let real = rules.kind == ParseKind::Number;
    of(
        rules.decimals.is_some(),
        real,
        "decimals",
        "a kind of number",
    )?;
    of(
        rules.percent.is_some(),
        number,
        "percent",
        "a kind of number",
    )?;
    of(rules.range.is_some(), number, "range", "a kind of number")?;
    of(!rules.units.is_empty(), number, "units", "a kind of number")?;
    of(
        rules.day_order.is_some(),
        date,
        "day_order",
        "a kind of date",
    )?;
    of(rules.excel.is_some(), date, "excel", "a kind of date")?;
    of(rules.partial.is_some(), date, "partial", "a kind of date")?;
    of(
        rules.epoch_offset_hours.is_some(),
        date,
        "epoch_offset_hours",
        "a kind of date",
    )?;
    let boolean = rules.kind == ParseKind::Boolean;
    of(!rules.yes.is_empty(), boolean, "yes", "kind = \"boolean\"")?;
    of(!rules.no.is_empty(), boolean, "no", "kind = \"boolean\"")?;
    values_fit(rules, columns)
}

/// Fails when a parameter has a value without a meaning.
fn values_fit(rules: &Parse, columns: &Columns<'_>) -> Result<(), CleanError> {
    if rules.invalid == Some(Invalid::Keep) && !rules.kind.is_text() {
        return Err(columns.parameter("invalid", "keep", "null: only text can hold anything"));
    }
    if rules.decimals.is_some_and(|decimals| decimals > 15) {
        let decimals = rules.decimals.unwrap_or_default();
        return Err(columns.parameter("decimals", decimals, "0 to 15"));
    }
    if let Some((unit, worth)) = rules
        .units
        .iter()
        .find(|(unit, worth)| unit.trim().is_empty() || !worth.is_finite() || **worth <= 0.0)
    {
        let value = format!("{unit} = {worth}");
        return Err(columns.parameter("units", value, "names with a positive number"));
    }
    if let Some(word) = rules.yes.iter().find(|word| rules.no.contains(word)) {
        return Err(columns.parameter("yes", word, "words that do not stand in no"));
    }
    Ok(())
}

/// The reason in the ledger for a fault of a number.
fn number_fault(fault: fourr_cell::number::NumberFault) -> Reason {
    use fourr_cell::number::NumberFault as Fault;
    match fault {
        Fault::Missing => Reason::Missing,
        Fault::BadGrouping => Reason::BadGrouping,
        Fault::Range => Reason::Range,
        Fault::Ambiguous => Reason::Ambiguous,
        Fault::Overflow => Reason::Overflow,
        Fault::Unparseable => Reason::Unparseable,
    }
}

/// The reason in the ledger for a fault of a date.
fn date_fault(fault: fourr_cell::date::DateFault) -> Reason {
    use fourr_cell::date::DateFault as Fault;
    match fault {
        Fault::Missing => Reason::Missing,
        Fault::InvalidCalendar => Reason::InvalidCalendar,
        Fault::Partial => Reason::Partial,
        Fault::Ambiguous => Reason::Ambiguous,
        Fault::Unparseable => Reason::Unparseable,
    }
}
