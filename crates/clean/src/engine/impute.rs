//! [`Imputing`]: values for cells that have none.

mod deck;
mod nearest;
mod runs;
mod typical;

use polars::prelude::*;

use super::{
    Fit, Whole,
    book::{Book, Change},
    chunk::{Changed, Chunk, Row, index, put},
    duplicates::fill,
    form::{Form, Value},
    group::Groups,
    outliers::mark_cells,
    plan::Columns,
};
use crate::{
    CleanError,
    ledger::Reason,
    recipe::{Impute, ImputeMethod},
    summary::Warning,
};

/// Fills columns.
#[derive(Debug)]
pub(crate) struct Imputing {
    pub(crate) slots: Vec<Target>,
    by: Vec<(usize, Form)>,
    order: Option<(usize, Form)>,
    features: Vec<(usize, Form)>,
    method: ImputeMethod,
    id: String,
}

/// A column that is filled, and the one that marks its filled cells.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) slot: usize,
    pub(crate) form: Form,
    pub(crate) mark: usize,
    pub(crate) name: String,
}

/// Where values come from.
#[derive(Debug, Default)]
pub(crate) struct Fills {
    /// By column and group, where a group has one value.
    groups: Groups,
    typical: Vec<Vec<Option<Value>>>,
    /// Of the whole column, for groups without a value.
    fallback: Vec<Option<Value>>,
    /// By column and row, where each cell has its own.
    cells: Vec<Vec<(Row, Value)>>,
    pub(crate) warnings: Vec<Warning>,
}

impl Imputing {
    pub(super) fn new(rules: &Impute, columns: &mut Columns<'_>) -> Result<Self, CleanError> {
        columns.some(&rules.columns)?;
        fits(rules, columns)?;
        let with_form = |slot: usize, columns: &Columns<'_>| (slot, columns.form(slot));
        let by = columns.find_all(&rules.by)?;
        let by: Vec<_> = by
            .into_iter()
            .map(|slot| with_form(slot, columns))
            .collect();
        let order = rules
            .order
            .as_ref()
            .map(|name| columns.find(name))
            .transpose()?;
        let order = order.map(|slot| with_form(slot, columns));
        let features = features(rules, columns)?;
        let mut slots = Vec::new();
        for name in &rules.columns {
            slots.push(target(name, rules, columns)?);
        }
        let imputing = Self {
            slots,
            by,
            order,
            features,
            method: rules.method.clone(),
            id: columns.place.step.clone(),
        };
        if let ImputeMethod::Constant(value) = &rules.method {
            imputing.constants(value, columns)?;
        }
        Ok(imputing)
    }

    pub(super) fn needs_fit(&self) -> bool {
        !matches!(self.method, ImputeMethod::Constant(_))
    }

    pub(super) fn given(&self) -> Fills {
        let mut fills = Fills {
            groups: Groups::one(),
            ..Fills::default()
        };
        if let ImputeMethod::Constant(value) = &self.method {
            for target in &self.slots {
                fills.typical.push(vec![constant(value, target.form)]);
                fills.fallback.push(None);
            }
        }
        fills
    }

    fn constants(&self, value: &toml::Value, columns: &Columns<'_>) -> Result<(), CleanError> {
        for target in &self.slots {
            if constant(value, target.form).is_none() {
                return Err(CleanError::ColumnType {
                    place: columns.place.clone(),
                    column: target.name.clone(),
                    dtype: target.form.name().to_owned(),
                    expected: "the type of the constant",
                });
            }
        }
        Ok(())
    }

    pub(super) fn reads(&self) -> Vec<usize> {
        let targets = self
            .slots
            .iter()
            .flat_map(|target| [target.slot, target.mark]);
        let others = self.by.iter().chain(&self.order).chain(&self.features);
        targets.chain(others.map(|slot| slot.0)).collect()
    }

    pub(super) fn writes(&self) -> Vec<usize> {
        self.slots
            .iter()
            .flat_map(|target| [target.slot, target.mark])
            .collect()
    }

    pub(super) fn fit(&self, whole: &mut Whole) -> Result<Fit, CleanError> {
        match &self.method {
            ImputeMethod::Constant(_) => Ok(Fit::Fills(self.given())),
            ImputeMethod::Mean | ImputeMethod::Median | ImputeMethod::Mode => {
                self.fit_typical(whole)
            }
            _ => self.fit_cells(whole.joined()?),
        }
    }

    /// A value for each missing cell.
    fn fit_cells(&self, chunk: &Chunk) -> Result<Fit, CleanError> {
        let mut fills = Fills::default();
        match &self.method {
            ImputeMethod::Constant(_)
            | ImputeMethod::Mean
            | ImputeMethod::Median
            | ImputeMethod::Mode => {}
            ImputeMethod::Forward(_) | ImputeMethod::Backward(_) | ImputeMethod::Linear(_) => {
                let entities = runs::Entities::new(chunk, &self.by, self.order)?;
                for target in &self.slots {
                    let Some(series) = chunk.column(target.slot) else {
                        continue;
                    };
                    // What an earlier run has carried is no value to carry further.
                    let filled = super::filled_before(chunk, Some(target.mark))?;
                    let column = (series, target.form, filled.unwrap_or_default());
                    let cells = entities.fill(&column, &self.method, &chunk.rows)?;
                    fills.cells.push(cells);
                }
            }
            ImputeMethod::Knn(knn) => {
                fills.cells = nearest::fill(chunk, &self.slots, &self.features, knn)?;
            }
            ImputeMethod::HotDeck(rule) => {
                let (_, codes) = Groups::find(chunk, &self.by)?;
                for target in &self.slots {
                    let Some(series) = chunk.column(target.slot) else {
                        continue;
                    };
                    let seed = (rule, target.name.as_str());
                    fills.cells.push(deck::fill(
                        (series, target.form),
                        &codes,
                        &chunk.rows,
                        seed,
                    )?);
                }
            }
        }
        Ok(Fit::Fills(fills))
    }

    /// One value for each group.
    fn fit_typical(&self, whole: &Whole) -> Result<Fit, CleanError> {
        let mut fills = Fills::default();
        let (groups, codes) = whole.groups(&self.by)?;
        for target in &self.slots {
            let column = (target.slot, target.form);
            let of = (codes.as_slice(), groups.len());
            let found = typical::Typical::find(whole, column, &self.method, of)?;
            let tie = found.tie.map(|(value, candidates)| Warning::ModeTie {
                step: self.id.clone(),
                column: target.name.clone(),
                value: value.to_text(target.form),
                candidates,
            });
            fills.warnings.extend(tie);
            fills.typical.push(found.by_group);
            fills.fallback.push(found.overall);
        }
        fills.groups = groups;
        Ok(Fit::Fills(fills))
    }

    pub(super) fn run(
        &self,
        (step, fit): (usize, &Fit),
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        let Fit::Fills(fills) = fit else {
            return Ok(());
        };
        for (at, target) in self.slots.iter().enumerate() {
            let Some(series) = chunk.column(target.slot) else {
                continue;
            };
            let missing = series.null_count();
            if missing == 0 {
                continue;
            }
            let places = if fills.cells.is_empty() {
                self.typical((step, at), fills, chunk, book)?
            } else {
                let column = (target.slot, target.form, Reason::Imputed);
                let places = fill(step, column, &fills.cells[at], chunk, book)?;
                let key = (target.slot, String::new());
                *book.tally(step).filled.entry(key).or_default() += places.len() as u64;
                places
            };
            book.tally(step).unfilled += (missing - places.len()) as u64;
            mark_cells(
                (step, Some(target.mark), Reason::Imputed),
                &places,
                chunk,
                book,
            )?;
        }
        Ok(())
    }

    /// Fills the missing cells of a column by the values of their groups.
    fn typical(
        &self,
        (step, at): (usize, usize),
        fills: &Fills,
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<Vec<IdxSize>, CleanError> {
        let target = &self.slots[at];
        let Some(series) = chunk.column(target.slot).cloned() else {
            return Ok(Vec::new());
        };
        let codes = fills.groups.of_rows(chunk, &self.by)?;
        let mut cells = Vec::new();
        for (place, null) in series.is_null().iter().enumerate() {
            if null != Some(true) {
                continue;
            }
            let code = codes[place].map(|code| code as usize);
            let own = code.and_then(|code| fills.typical[at][code].as_ref());
            let Some(value) = own.or(fills.fallback[at].as_ref()) else {
                continue;
            };
            cells.push((index(place), Some(value.clone())));
            let group = match (own, code) {
                (Some(_), Some(code)) => fills.groups.names[code].join(", "),
                _ => String::new(),
            };
            let tally = book.tally(step);
            tally.fallback += u64::from(own.is_none());
            *tally.filled.entry((target.slot, group)).or_default() += 1;
        }
        let new = put(&series, target.form, &cells)?;
        let places: Vec<IdxSize> = cells.into_iter().map(|cell| cell.0).collect();
        let change = Change {
            step,
            slot: target.slot,
            old: (&series, target.form),
            new: (&new, target.form),
        };
        book.change(
            &chunk.rows,
            Changed::all(places.clone(), Reason::Imputed),
            &change,
        )?;
        chunk.columns[target.slot] = Some(new);
        Ok(places)
    }

    /// The value of each column and group, for the summary.
    pub(crate) fn values<'a>(
        &'a self,
        fills: &'a Fills,
    ) -> impl Iterator<Item = (&'a Target, &'a [String], &'a Value)> {
        self.slots
            .iter()
            .zip(&fills.typical)
            .flat_map(|(target, values)| {
                let groups = fills.groups.names.iter().map(Vec::as_slice);
                groups
                    .zip(values)
                    .filter_map(move |(group, value)| Some((target, group, value.as_ref()?)))
            })
    }
}

/// The columns that nearest rows are measured in.
fn features(rules: &Impute, columns: &Columns<'_>) -> Result<Vec<(usize, Form)>, CleanError> {
    let ImputeMethod::Knn(knn) = &rules.method else {
        return Ok(Vec::new());
    };
    if knn.k == 0 {
        return Err(columns.parameter("method.knn.k", 0, "at least 1"));
    }
    let names = if knn.features.is_empty() {
        &rules.columns
    } else {
        &knn.features
    };
    let slots = columns.find_all(names)?;
    for slot in slots
        .iter()
        .copied()
        .chain(columns.find_all(&rules.columns)?)
    {
        columns.numeric(slot)?;
    }
    Ok(slots
        .into_iter()
        .map(|slot| (slot, columns.form(slot)))
        .collect())
}

/// A column that is filled.
fn target(name: &str, rules: &Impute, columns: &mut Columns<'_>) -> Result<Target, CleanError> {
    let slot = columns.find(name)?;
    if rules.by.iter().any(|by| by == name) {
        return Err(columns.parameter("by", name, "columns that are not filled themselves"));
    }
    if is_average(&rules.method) {
        columns.numeric(slot)?;
    }
    let form = columns.form(slot);
    if form == Form::Other {
        return Err(CleanError::ColumnType {
            place: columns.place.clone(),
            column: name.to_owned(),
            dtype: columns.slots[slot].dtype.to_string(),
            expected: "text, numbers, dates or booleans",
        });
    }
    columns.write(slot, form);
    let mark = columns.mark(format!("{name}__imputed"), Form::Boolean);
    let mark_form = columns.form(mark);
    columns.write(mark, mark_form);
    Ok(Target {
        slot,
        form,
        mark,
        name: name.to_owned(),
    })
}

fn is_average(method: &ImputeMethod) -> bool {
    matches!(
        method,
        ImputeMethod::Mean | ImputeMethod::Median | ImputeMethod::Linear(_)
    )
}

/// A constant of the recipe as a value of a column.
fn constant(value: &toml::Value, form: Form) -> Option<Value> {
    match (value, form) {
        (toml::Value::String(text), Form::Text) => Some(Value::Text(text.clone())),
        (toml::Value::Integer(value), Form::Integer) => Some(Value::Integer(*value)),
        (toml::Value::Integer(value), Form::Number(_)) => Some(Value::Number(*value as f64)),
        (toml::Value::Float(value), Form::Number(_)) => {
            Some(Value::Number(*value)).filter(|_| value.is_finite())
        }
        (toml::Value::Boolean(value), Form::Boolean) => Some(Value::Boolean(*value)),
        (toml::Value::String(text), Form::Date | Form::Datetime) => form.read(text),
        (toml::Value::Datetime(moment), Form::Date | Form::Datetime) => {
            form.read(&moment.to_string())
        }
        _ => None,
    }
}

fn fits(rules: &Impute, columns: &Columns<'_>) -> Result<(), CleanError> {
    let ordered = matches!(
        rules.method,
        ImputeMethod::Forward(_) | ImputeMethod::Backward(_) | ImputeMethod::Linear(_)
    );
    if let Some(order) = rules.order.as_ref().filter(|_| !ordered) {
        return Err(columns.parameter(
            "order",
            order,
            "none, but for forward, backward and linear",
        ));
    }
    if matches!(
        rules.method,
        ImputeMethod::Constant(_) | ImputeMethod::Knn(_)
    ) && !rules.by.is_empty()
    {
        return Err(columns.parameter("by", rules.by.join(", "), "none for a constant or knn"));
    }
    if let ImputeMethod::Forward(run) | ImputeMethod::Backward(run) = &rules.method
        && run.limit == Some(0)
    {
        return Err(columns.parameter("limit", 0, "at least 1"));
    }
    if let ImputeMethod::Constant(toml::Value::String(text)) = &rules.method
        && fourr_cell::missing::classify(text).is_some_and(fourr_cell::missing::Missing::is_empty)
    {
        return Err(columns.parameter("method.constant", "empty", "a value"));
    }
    Ok(())
}
