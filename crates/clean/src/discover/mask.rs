//! [`Format`]: how the cells of a column are written, and values that are written otherwise.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use super::column::Coded;

/// Least share of the rows that are written in the usual ways.
const DOMINANT: f64 = 0.85;
/// Forms that together may be usual.
const MOST_USUAL: usize = 3;
/// Least share of the rows of one length, from which on lengths are fixed, and the shortest such length.
const FIXED: f64 = 0.93;
const SHORTEST_FIXED: usize = 5;
/// A form is usual from this share of the rows on, and unusual below.
const USUAL: f64 = 0.1;
/// A single value with this share of the rows is a constant of its own, not a form.
const CONSTANT: f64 = 0.03;

/// A word is one of a closed list if this share of the rows have it; a form with words of an open list says little.
const LISTED: f64 = 0.02;
/// Log-odds that a value is wrong whose form differs from that of texts in free words.
const FREE: f64 = -2.0;

/// How coarsely the form of a text is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// Each character by its class, for texts of one length: `A99-999`.
    Characters,
    /// Runs of a class as one, words as one run: `a9-9`.
    Runs,
    /// Which of letters, digits and other signs occur at all.
    Classes,
}

/// How the cells of a column are usually written.
#[derive(Debug, Clone, PartialEq)]
pub struct Format {
    /// How coarsely that is said.
    pub grain: Grain,
    /// The usual forms, the most frequent first: `A` a capital, `a` a small letter, `文` a Chinese character, `9` a
    /// digit; in runs each stands for one or more, and `a` for letters of any case.
    pub usual: Vec<String>,
    /// Share of the rows that keep to them.
    pub share: f64,
    /// Whether the letters in them are codes and words of a closed list, not free text.
    pub closed: bool,
}

impl Format {
    /// The finest grain at which a few forms are usual in a column.
    pub(super) fn of(column: &Coded) -> Option<Self> {
        [Grain::Characters, Grain::Runs, Grain::Classes]
            .into_iter()
            .find_map(|grain| Self::at(column, grain))
    }

    fn at(column: &Coded, grain: Grain) -> Option<Self> {
        let mut masks: BTreeMap<String, u64> = BTreeMap::new();
        let mut rows = 0;
        let present = column.present() as f64;
        for code in column.filled() {
            let count = u64::from(column.counts[code]);
            if grain != Grain::Characters && is_constant(column, code, present) {
                // Another word than a form: `n.a.` in a column of percentages.
                continue;
            }
            rows += count;
            *masks.entry(mask(&column.values[code], grain)).or_default() += count;
        }
        let mut sorted: Vec<(String, u64)> = masks.into_iter().collect();
        sorted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let total = rows as f64;
        let most = if grain == Grain::Characters {
            1
        } else {
            MOST_USUAL
        };
        let usual: Vec<&(String, u64)> = sorted
            .iter()
            .take(most)
            .take_while(|(_, count)| *count as f64 >= total * USUAL)
            .collect();
        let share = usual.iter().map(|(_, count)| *count).sum::<u64>() as f64 / total;
        let varied = sorted.len() > usual.len();
        let fixed = grain != Grain::Characters
            || (share >= FIXED
                && usual
                    .iter()
                    .all(|(m, _)| m.chars().count() >= SHORTEST_FIXED));
        (share >= DOMINANT && fixed && varied && rows >= 20).then(|| Self {
            grain,
            usual: usual.into_iter().map(|(mask, _)| mask.clone()).collect(),
            share,
            closed: grain == Grain::Characters || has_closed_words(column),
        })
    }

    /// Log-odds that a value is wrong by its form, by code; 0 where the form is usual.
    ///
    /// A number of another length is suspicious in a code only, `nominal`: among quantities it is just smaller. A
    /// number with decimals is no code.
    pub(super) fn strangeness(&self, column: &Coded, nominal: bool) -> Vec<f64> {
        let present = column.present() as f64;
        let loud = if self.closed {
            (self.share / (1.0 - self.share).max(1e-4)).ln()
        } else {
            FREE
        };
        let of = |code: usize| {
            let usual = column.missing[code]
                || is_constant(column, code, present)
                || self.usual.contains(&mask(&column.values[code], self.grain))
                || is_quantity(&column.values[code], nominal);
            if usual { 0.0 } else { loud }
        };
        (0..column.values.len()).map(of).collect()
    }
}

/// Whether a value is a number, and no code.
fn is_quantity(value: &str, nominal: bool) -> bool {
    is_number(value) && (!nominal || value.contains('.'))
}

fn is_constant(column: &Coded, code: usize, present: f64) -> bool {
    f64::from(column.counts[code]) >= present * CONSTANT && column.counts[code] > 3
}

/// Whether nearly all rows consist of words that many rows have.
fn has_closed_words(column: &Coded) -> bool {
    let mut rows: HashMap<&str, u64, FixedState> = HashMap::default();
    for code in column.filled() {
        for word in words(&column.values[code]) {
            *rows.entry(word).or_default() += u64::from(column.counts[code]);
        }
    }
    let present = column.present() as f64;
    let listed = |code: &usize| {
        words(&column.values[*code]).all(|word| rows[word] as f64 >= present * LISTED)
    };
    let closed: u32 = column
        .filled()
        .filter(listed)
        .map(|code| column.counts[code])
        .sum();
    f64::from(closed) >= present * DOMINANT
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
}

/// The form of a text.
pub(super) fn mask(text: &str, grain: Grain) -> String {
    if grain != Grain::Characters && is_number(text) {
        return "9".to_owned();
    }
    match grain {
        Grain::Characters => text.chars().map(class).collect(),
        Grain::Runs => runs(text),
        Grain::Classes => {
            let mut seen: Vec<char> = text
                .chars()
                .map(|c| caseless(class(c)))
                .filter(|c| matches!(c, 'a' | '文' | '9'))
                .collect();
            seen.sort_unstable();
            seen.dedup();
            seen.into_iter().collect()
        }
    }
}

/// Whether a text is a number as programs write it, perhaps with an exponent.
fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok()
}

/// Runs of a class as one; words with spaces, apostrophes, full stops and hyphens between them are one run.
fn runs(text: &str) -> String {
    let mut form = String::new();
    let mut between = String::new();
    for c in text.chars().map(|c| caseless(class(c))) {
        match c {
            ' ' | '\'' | '.' | '-' | '&' | ',' if form.ends_with(['a', '文']) => between.push(c),
            'a' | '文' if form.ends_with(c) => between.clear(),
            '9' if form.ends_with('9') => {}
            _ => {
                form.push_str(&between);
                between.clear();
                form.push(c);
            }
        }
    }
    form.push_str(between.trim_end_matches('.'));
    as_number(&form)
}

/// A form in which a sign before a number and one point or comma inside it don't count.
fn as_number(form: &str) -> String {
    let unsigned = match form.strip_prefix(['-', '+']) {
        Some(rest) if rest.starts_with('9') => rest,
        _ => form,
    };
    if unsigned.matches(['.', ',']).count() == 1 {
        unsigned.replace("9.9", "9").replace("9,9", "9")
    } else {
        unsigned.to_owned()
    }
}

fn caseless(class: char) -> char {
    if class == 'A' { 'a' } else { class }
}

fn class(c: char) -> char {
    if c.is_ascii_digit() {
        '9'
    } else if c.is_uppercase() {
        'A'
    } else if c.is_lowercase() {
        'a'
    } else if c.is_alphabetic() {
        '文'
    } else {
        c
    }
}
