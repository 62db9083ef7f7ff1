//! Text as yes and no, and text that keeps to a form: telephone numbers, addresses, codes.

use std::borrow::Cow;
use std::collections::HashMap;

use fourr_cell::{fold, missing, written};
use polars::prelude::*;

use super::Read;
use crate::{
    engine::chunk::{Changed, spliced},
    ledger::Reason,
    recipe::{Invalid, Parse, ParseKind},
};

const YES: [&str; 9] = ["是", "有", "对", "y", "yes", "true", "t", "1", "√"];
const NO: [&str; 11] = [
    "否", "没有", "无", "不", "错", "n", "no", "false", "f", "0", "×",
];

/// Words for true and false.
#[derive(Debug)]
pub(super) struct BooleanReading {
    words: HashMap<String, bool>,
}

impl BooleanReading {
    pub(super) fn new(rules: &Parse) -> Self {
        let of = |given: &[String], default: &[&str]| -> Vec<String> {
            if given.is_empty() {
                default.iter().map(|word| (*word).to_owned()).collect()
            } else {
                given.iter().map(|word| folded(word)).collect()
            }
        };
        let mut words: HashMap<String, bool> = HashMap::new();
        words.extend(of(&rules.no, &NO).into_iter().map(|word| (word, false)));
        words.extend(of(&rules.yes, &YES).into_iter().map(|word| (word, true)));
        // What this program writes, it reads.
        words.entry("true".to_owned()).or_insert(true);
        words.entry("false".to_owned()).or_insert(false);
        Self { words }
    }

    pub(super) fn text(&self, text: &StringChunked) -> Read {
        let mut changed = Changed::default();
        let mut values = BooleanChunkedBuilder::new(text.name().clone(), text.len());
        for (at, cell) in text.iter().enumerate() {
            let Some(cell) = cell else {
                values.append_null();
                continue;
            };
            if let Some(value) = self.words.get(&folded(cell)) {
                values.append_value(*value);
                if cell != if *value { "true" } else { "false" } {
                    changed.push(at, Reason::Form);
                }
            } else {
                values.append_null();
                let missing = missing::classify(cell).is_some();
                changed.push(
                    at,
                    if missing {
                        Reason::Missing
                    } else {
                        Reason::Unparseable
                    },
                );
            }
        }
        Read {
            series: values.finish().into_series(),
            changed,
        }
    }
}

/// Whether a text is one of the usual words for yes and no.
pub(crate) fn is_boolean(cell: &str) -> bool {
    let word = folded(cell);
    YES.contains(&word.as_str()) || NO.contains(&word.as_str())
}

fn folded(word: &str) -> String {
    fold::trimmed(word).to_lowercase()
}

/// The form of one kind of text.
#[derive(Debug)]
pub(super) struct WordReading {
    kind: ParseKind,
    invalid: Invalid,
}

impl WordReading {
    pub(super) fn new(kind: ParseKind, invalid: Invalid) -> Self {
        Self { kind, invalid }
    }

    pub(super) fn text(&self, text: &StringChunked) -> PolarsResult<Read> {
        let mut changed = Changed::default();
        let mut values: Vec<Option<String>> = Vec::new();
        for (at, cell) in text.iter().enumerate() {
            let Some(cell) = cell else { continue };
            match standard(cell, self.kind) {
                Ok(form) if form == cell => {}
                Ok(form) => {
                    changed.push(at, Reason::Form);
                    values.push(Some(form.into_owned()));
                }
                Err(reason) if reason == Reason::Missing || self.invalid == Invalid::Null => {
                    changed.push(at, reason);
                    values.push(None);
                }
                Err(_) => {}
            }
        }
        let series = if changed.at.is_empty() {
            text.clone().into_series()
        } else {
            let values = values.iter().map(Option::as_deref);
            spliced(text, &changed.at, values)?.into_series()
        };
        Ok(Read { series, changed })
    }
}

/// The standard form of a cell of a kind of text, or why it is not of the kind.
pub(crate) fn standard(cell: &str, kind: ParseKind) -> Result<Cow<'_, str>, Reason> {
    if missing::classify(cell).is_some() {
        return Err(Reason::Missing);
    }
    let read = match kind {
        ParseKind::Phone => written::phone(cell),
        ParseKind::Email => written::email(cell),
        ParseKind::Url => written::url(cell),
        ParseKind::IdCard => written::id_card(cell),
        ParseKind::CreditCode => written::credit_code(cell),
        ParseKind::Region => written::region(cell),
        ParseKind::Sex => written::sex(cell),
        _ => Err(written::WrittenFault::Unparseable),
    };
    read.map(Cow::Owned).map_err(|fault| match fault {
        written::WrittenFault::BadChecksum => Reason::BadChecksum,
        written::WrittenFault::InvalidCalendar => Reason::InvalidCalendar,
        written::WrittenFault::Ambiguous => Reason::Ambiguous,
        written::WrittenFault::Unparseable => Reason::Unparseable,
    })
}
