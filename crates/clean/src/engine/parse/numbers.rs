//! Text as numbers.

use std::collections::BTreeMap;

use fourr_cell::number::{self, Decimal, NumberFault, NumberRules, Percent, Plain, RangeRule};
use polars::prelude::*;

use super::{Read, number_fault};
use crate::{engine::chunk::Changed, ledger::Reason, recipe::Parse};

/// Conventions of reading numbers.
#[derive(Debug)]
pub(super) struct NumberReading {
    rules: NumberRules,
    units: BTreeMap<String, f64>,
    decimals: Option<u8>,
}

impl NumberReading {
    pub(super) fn new(rules: &Parse) -> Self {
        Self {
            rules: NumberRules {
                percent: rules.percent.unwrap_or(Percent::Ratio),
                range: rules.range.unwrap_or(RangeRule::Reject),
            },
            units: rules
                .units
                .iter()
                .map(|(unit, worth)| (unit.trim().to_lowercase(), *worth))
                .collect(),
            decimals: rules.decimals,
        }
    }

    pub(super) fn numbers(&self, text: &StringChunked) -> Read {
        let mut changed = Changed::default();
        let mut values =
            PrimitiveChunkedBuilder::<Float64Type>::new(text.name().clone(), text.len());
        for (at, cell) in text.iter().enumerate() {
            let Some(cell) = cell else {
                values.append_null();
                continue;
            };
            if let Some(plain) = Plain::of(cell) {
                values.append_value(plain.value());
                if !plain.is_canonical(self.decimals) {
                    changed.push(at, Reason::Form);
                }
                continue;
            }
            let money = Plain::of_money(cell).map(|money| Ok(money.value()));
            match money.unwrap_or_else(|| self.dirty(cell)) {
                Ok(value) => {
                    values.append_value(value);
                    changed.push(at, Reason::Form);
                }
                Err(fault) => {
                    values.append_null();
                    changed.push(at, number_fault(fault));
                }
            }
        }
        Read {
            series: values.finish().into_series(),
            changed,
        }
    }

    pub(super) fn integers(&self, text: &StringChunked) -> Read {
        let mut changed = Changed::default();
        let mut values = PrimitiveChunkedBuilder::<Int64Type>::new(text.name().clone(), text.len());
        for (at, cell) in text.iter().enumerate() {
            let Some(cell) = cell else {
                values.append_null();
                continue;
            };
            match self.whole(cell) {
                Ok((value, canonical)) => {
                    values.append_value(value);
                    if !canonical {
                        changed.push(at, Reason::Form);
                    }
                }
                Err(fault) => {
                    values.append_null();
                    changed.push(at, number_fault(fault));
                }
            }
        }
        Read {
            series: values.finish().into_series(),
            changed,
        }
    }

    fn whole(&self, cell: &str) -> Result<(i64, bool), NumberFault> {
        if let Some(plain) = Plain::of(cell)
            && let Some(value) = plain.whole()
        {
            return Ok((value, plain.is_canonical(None)));
        }
        if self.units.is_empty() {
            let value = number::parse(cell, &self.rules)?.value;
            let whole = value.to_fixed(0).ok_or(NumberFault::Overflow)?;
            return if Decimal::new(whole.into(), 0) == Some(value) {
                Ok((whole, false))
            } else {
                Err(NumberFault::Unparseable)
            };
        }
        let value = self.dirty(cell)?;
        #[expect(clippy::cast_possible_truncation, reason = "checked by the way back")]
        let whole = value as i64;
        #[expect(clippy::float_cmp, reason = "whole numbers are exact")]
        if whole as f64 == value {
            Ok((whole, false))
        } else {
            Err(NumberFault::Unparseable)
        }
    }

    #[cold]
    fn dirty(&self, cell: &str) -> Result<f64, NumberFault> {
        let read =
            |text: &str| number::parse(text, &self.rules).map(|number| number.value.to_f64());
        let first = read(cell);
        if self.units.is_empty() || !matches!(first, Err(NumberFault::Unparseable)) {
            return first;
        }
        let folded = fourr_cell::fold::trimmed(cell).to_lowercase();
        let folded = folded.trim_end_matches('.');
        // Of units that end alike the longest is meant: kg, not g.
        let unit = self
            .units
            .iter()
            .filter(|(unit, _)| folded.ends_with(unit.as_str()))
            .max_by_key(|(unit, _)| unit.len());
        match unit {
            Some((unit, worth)) => {
                read(folded[..folded.len() - unit.len()].trim_end()).map(|value| value * worth)
            }
            None => first,
        }
    }
}
