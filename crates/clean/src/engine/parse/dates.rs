//! Text and numbers as days and moments.

use fourr_cell::date::{self, DateRules};
use polars::prelude::*;

use super::{Read, date_fault};
use crate::{
    engine::{
        chunk::{Changed, numbers},
        form::{DAY, Form},
    },
    ledger::Reason,
    recipe::Parse,
};

/// Conventions of reading dates.
#[derive(Debug)]
pub(super) struct DateReading {
    rules: DateRules,
}

impl DateReading {
    pub(super) fn new(rules: &Parse) -> Self {
        let default = DateRules::default();
        Self {
            rules: DateRules {
                epoch_offset_hours: rules
                    .epoch_offset_hours
                    .unwrap_or(default.epoch_offset_hours),
                excel: rules.excel.unwrap_or(default.excel),
                day_order: rules.day_order.unwrap_or(default.day_order),
                partial: rules.partial.unwrap_or(default.partial),
            },
        }
    }

    pub(super) fn text(&self, text: &StringChunked, form: Form) -> PolarsResult<Read> {
        let mut changed = Changed::default();
        let mut values: Vec<Option<i64>> = Vec::with_capacity(text.len());
        for (at, cell) in text.iter().enumerate() {
            let Some(cell) = cell else {
                values.push(None);
                continue;
            };
            match date::parse_micros(cell, &self.rules) {
                Ok(micros) => {
                    values.push(Some(micros));
                    if !is_canonical(cell.as_bytes(), form) {
                        changed.push(at, Reason::Form);
                    }
                }
                Err(fault) => {
                    values.push(None);
                    changed.push(at, date_fault(fault));
                }
            }
        }
        finished(text.name().clone(), values, changed, form)
    }

    /// Numbers are Excel serials or epochs, days and moments stay what they are.
    pub(super) fn typed(&self, series: &Series, before: Form, form: Form) -> PolarsResult<Read> {
        let name = series.name().clone();
        let mut changed = Changed::default();
        if matches!(before, Form::Date | Form::Datetime) {
            let values = crate::engine::moments(series, before)?;
            for (at, micros) in values.iter().enumerate() {
                if micros.is_some() {
                    changed.push(at, Reason::Form);
                }
            }
            return finished(name, values, changed, form);
        }
        let mut values = Vec::with_capacity(series.len());
        for (at, number) in numbers(series, before)?.into_iter().enumerate() {
            if number.is_nan() {
                values.push(None);
                continue;
            }
            let read = date::from_serial(number, &self.rules);
            changed.push(
                at,
                read.as_ref()
                    .err()
                    .map_or(Reason::Form, |fault| date_fault(*fault)),
            );
            values.push(
                read.ok()
                    .map(|moment| moment.at.and_utc().timestamp_micros()),
            );
        }
        finished(name, values, changed, form)
    }
}

fn finished(
    name: PlSmallStr,
    values: Vec<Option<i64>>,
    changed: Changed,
    form: Form,
) -> PolarsResult<Read> {
    let series = if form == Form::Date {
        let day = |micros: i64| i32::try_from(micros.div_euclid(DAY)).ok();
        let days: Int32Chunked = values
            .into_iter()
            .map(|micros| micros.and_then(day))
            .collect();
        days.with_name(name).into_series().cast(&DataType::Date)?
    } else {
        let micros: Int64Chunked = values.into_iter().collect();
        micros
            .with_name(name)
            .into_series()
            .cast(&DataType::Datetime(TimeUnit::Microseconds, None))?
    };
    Ok(Read { series, changed })
}

/// Whether a text that reads as a date is written as [`Form::texts`] writes it.
fn is_canonical(text: &[u8], form: Form) -> bool {
    let day = |text: &[u8]| text[4] == b'-' && text[7] == b'-';
    match (form, text.len()) {
        (Form::Date, 10) => day(text),
        (Form::Datetime, 19) => day(text) && text[10] == b' ' && text[13] == b':',
        _ => false,
    }
}
