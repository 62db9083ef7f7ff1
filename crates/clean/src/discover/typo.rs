//! Values that look like a misspelling of a frequent one.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::column::Coded;
use crate::similar::distance::{hamming, levenshtein_within};

/// Shortest text, in characters, whose letters can be judged.
const SHORTEST: usize = 3;
/// Longest text that is looked up by deleting characters.
const LONGEST: usize = 40;
/// The frequent value occurs at least so many times as often.
const LEAST_RATIO: u32 = 5;
/// Share of the characters that may differ.
const MOST_DIFFERENT: f64 = 0.3;
/// Frequent values of one length that are compared with each rare one.
const MOST_OF_LENGTH: usize = 200;
/// Distinct values beyond which a column is not looked through.
const MOST_VALUES: usize = 200_000;
/// What stands against a misspelling before anything is known, in log-odds.
const PRIOR: f64 = 5.0;
/// Share of the rows of a frequent value that errors may have made another of.
const ERRORS: f64 = 0.03;
/// The bounds of what frequency, and of what neighbouring characters may say.
const LOUDEST_RATIO: f64 = 4.5;
const LOUDEST: f64 = 7.0;
/// Other values that have the same three characters in a row, from which on these are not strange.
const USUAL_IN: u32 = 3;

/// A value that looks like a misspelling.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Typo {
    /// What it seems to be meant for.
    pub(super) meant: u32,
    /// Log-odds that it is a misspelling.
    pub(super) logit: f64,
    /// Whether nothing else could be meant as well.
    pub(super) certain: bool,
}

/// How much likelier than the next one a meant value has to be, in log-odds.
const CERTAIN: f64 = 1.5;

/// Finds for each value the frequent one that it seems to be meant for.
pub(super) fn find(column: &Coded) -> Vec<Option<Typo>> {
    let mut found = vec![None; column.values.len()];
    if column.values.len() > MOST_VALUES || column.distinct() * 2 > column.len() {
        return found;
    }
    let texts = Texts::of(column);
    let near = Near::of(&texts);
    for code in column.filled() {
        let mut judged: Vec<Typo> = near
            .candidates(&texts, code)
            .into_iter()
            .filter_map(|meant| texts.judge(code, meant))
            .collect();
        judged.sort_by(|a, b| b.logit.total_cmp(&a.logit).then(a.meant.cmp(&b.meant)));
        found[code] = judged.first().copied().map(|best| Typo {
            certain: judged
                .get(1)
                .is_none_or(|next| best.logit - next.logit > CERTAIN),
            ..best
        });
    }
    found
}

/// A misspelling around the numbers of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WordTypo {
    /// Log-odds that it is one.
    pub(super) logit: f64,
    /// The value with its own numbers and the words that were meant; `None` where a number is misspelt.
    pub(super) meant: Option<String>,
}

/// Finds misspellings around numbers, as in `619 paxients`: the numbers of such a column differ, its words hardly.
pub(super) fn find_around_numbers(column: &Coded) -> Vec<Option<WordTypo>> {
    let words: Vec<(String, Vec<&str>)> = column.values.iter().map(|v| around_numbers(v)).collect();
    let rows = column
        .codes
        .iter()
        .map(|&code| Some(words[code as usize].0.as_str()));
    let skeletons = Coded::new(&column.name, rows);
    if skeletons.distinct() * 3 > column.distinct() {
        return vec![None; column.values.len()];
    }
    let typos = find(&skeletons);
    let of = |(skeleton, numbers): &(String, Vec<&str>)| {
        let code = skeletons.values.binary_search(skeleton).ok()?;
        let typo = typos[code]?;
        let meant = &skeletons.values[typo.meant as usize];
        Some(WordTypo {
            logit: typo.logit,
            meant: with_numbers(meant, numbers).filter(|_| typo.certain),
        })
    };
    words.iter().map(of).collect()
}

/// A text with a 0 for each number in it, and the numbers.
fn around_numbers(value: &str) -> (String, Vec<&str>) {
    let mut skeleton = String::with_capacity(value.len());
    let mut numbers = Vec::new();
    let mut rest = value;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = &rest[start..];
        let end = tail
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(tail.len());
        skeleton.push_str(&rest[..start]);
        skeleton.push('0');
        numbers.push(&tail[..end]);
        rest = &tail[end..];
    }
    skeleton.push_str(rest);
    (skeleton, numbers)
}

/// The text of a skeleton with these numbers; `None` when it has room for more or fewer.
fn with_numbers(skeleton: &str, numbers: &[&str]) -> Option<String> {
    let mut parts = skeleton.split('0');
    let mut text = parts.next()?.to_owned();
    let mut left = numbers.iter();
    for part in parts {
        text.push_str(left.next()?);
        text.push_str(part);
    }
    left.next().is_none().then_some(text)
}

/// The values of a column as characters, and how often three of them follow each other.
struct Texts<'a> {
    column: &'a Coded,
    chars: Vec<Vec<char>>,
    trigrams: HashMap<[char; 3], Occurs, FixedState>,
}

/// How often three characters follow each other.
#[derive(Clone, Copy, Default)]
struct Occurs {
    rows: u32,
    values: u32,
}

impl<'a> Texts<'a> {
    fn of(column: &'a Coded) -> Self {
        let chars: Vec<Vec<char>> = column
            .values
            .iter()
            .map(|value| value.chars().collect())
            .collect();
        let mut trigrams: HashMap<[char; 3], Occurs, FixedState> = HashMap::default();
        for code in column.filled() {
            for gram in grams(&chars[code]) {
                let occurs = trigrams.entry(gram).or_default();
                occurs.rows = occurs.rows.saturating_add(column.counts[code]);
                occurs.values += 1;
            }
        }
        Self {
            column,
            chars,
            trigrams,
        }
    }

    fn count(&self, code: usize) -> u32 {
        self.column.counts[code]
    }

    /// Whether `code` may be a misspelling of `meant`, and how likely.
    fn judge(&self, code: usize, meant: u32) -> Option<Typo> {
        let target = meant as usize;
        let (a, b) = (&self.chars[code], &self.chars[target]);
        if self.count(target) < self.count(code) * LEAST_RATIO || only_numbers_differ(a, b) {
            return None;
        }
        let longer = a.len().max(b.len());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a part of the length"
        )]
        let most = (longer as f64 * MOST_DIFFERENT).max(1.0) as usize;
        levenshtein_within(a, b, most)?;
        let (rare, frequent) = (f64::from(self.count(code)), f64::from(self.count(target)));
        let logit = (frequent / rare).ln().min(LOUDEST_RATIO) + self.strangeness(code, target)
            - too_often(rare, frequent * ERRORS / (longer as f64).sqrt())
            - PRIOR;
        Some(Typo {
            meant,
            logit,
            certain: true,
        })
    }

    /// How much rarer the neighbourhoods of characters are that only the rare value has, than those that only the
    /// frequent one has: the mean of the logarithms of their ratio. Neighbourhoods that several other values have are
    /// not strange: rare names are made of the same syllables as frequent ones.
    fn strangeness(&self, code: usize, target: usize) -> f64 {
        let (rare, frequent): (Vec<_>, Vec<_>) = (
            grams(&self.chars[code]).collect(),
            grams(&self.chars[target]).collect(),
        );
        let only = |own: &[[char; 3]], others: &[[char; 3]]| -> Vec<Occurs> {
            own.iter()
                .filter(|gram| !others.contains(gram))
                .map(|gram| self.trigrams.get(gram).copied().unwrap_or_default())
                .collect()
        };
        let mean = |occurs: &[Occurs], count: u32| {
            let logs = occurs
                .iter()
                .map(|occurs| (f64::from(occurs.rows.saturating_sub(count)) + 1.0).ln());
            logs.sum::<f64>() / occurs.len().max(1) as f64
        };
        let strange = only(&rare, &frequent);
        let expected = mean(&only(&frequent, &rare), 0);
        let seen = mean(&strange, self.count(code));
        let usual = strange.iter().all(|occurs| occurs.values > USUAL_IN);
        let loudest = if usual { 0.0 } else { LOUDEST };
        (expected - seen).clamp(-LOUDEST, loudest)
    }
}

/// How unlikely it is that one and the same error was made so often, where some were expected: by Poisson, in
/// log-odds against as many.
fn too_often(seen: f64, expected: f64) -> f64 {
    if seen <= expected {
        0.0
    } else {
        seen * (seen / expected).ln() - (seen - expected)
    }
}

/// Three characters in a row, with the ends of the text marked.
fn grams(text: &[char]) -> impl Iterator<Item = [char; 3]> + '_ {
    const END: char = '\0';
    let at = move |place: usize| {
        if place == 0 || place > text.len() {
            END
        } else {
            text[place - 1]
        }
    };
    (0..text.len()).map(move |start| [at(start), at(start + 1), at(start + 2)])
}

/// Whether two texts with digits have the same letters: another number or code, not a misspelt one.
fn only_numbers_differ(a: &[char], b: &[char]) -> bool {
    let letters = |text: &[char]| -> Vec<char> {
        text.iter().copied().filter(|c| c.is_alphabetic()).collect()
    };
    a.iter().chain(b).any(char::is_ascii_digit) && letters(a) == letters(b)
}

/// Finds the frequent values near a rare one without comparing all with all.
struct Near {
    /// Frequent values by what remains of them without up to two characters.
    remains: HashMap<u64, Vec<u32>, FixedState>,
    /// Frequent values by their length, the most frequent first.
    lengths: HashMap<usize, Vec<u32>, FixedState>,
}

impl Near {
    fn of(texts: &Texts<'_>) -> Self {
        let mut near = Self {
            remains: HashMap::default(),
            lengths: HashMap::default(),
        };
        let mut frequent: Vec<usize> = texts
            .column
            .filled()
            .filter(|&code| texts.count(code) >= LEAST_RATIO)
            .collect();
        frequent.sort_by_key(|&code| (std::cmp::Reverse(texts.count(code)), code));
        for (code, value) in frequent.iter().filter_map(|&code| {
            let value = u32::try_from(code).ok()?;
            (texts.chars[code].len() >= SHORTEST).then_some((code, value))
        }) {
            let text = &texts.chars[code];
            let of_length = near.lengths.entry(text.len()).or_default();
            if of_length.len() < MOST_OF_LENGTH {
                of_length.push(value);
            }
            for hash in remains(text) {
                near.remains.entry(hash).or_default().push(value);
            }
        }
        near
    }

    fn candidates(&self, texts: &Texts<'_>, code: usize) -> Vec<u32> {
        let text = &texts.chars[code];
        if text.len() < SHORTEST {
            return Vec::new();
        }
        let mut found: Vec<u32> = remains(text)
            .iter()
            .filter_map(|hash| self.remains.get(hash))
            .flatten()
            .copied()
            .collect();
        if text.len() >= 4 {
            let same = self.lengths.get(&text.len()).into_iter().flatten();
            found.extend(same.copied().filter(|&other| {
                hamming(text, &texts.chars[other as usize])
                    .is_some_and(|d| d as f64 <= text.len() as f64 * MOST_DIFFERENT)
            }));
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|&other| other as usize != code);
        found
    }
}

/// Hashes of the text, and of the text without one character, and for texts of six and more without two.
fn remains(text: &[char]) -> Vec<u64> {
    use std::hash::BuildHasher;
    let hasher = FixedState::with_seed(0);
    if text.len() > LONGEST {
        return Vec::new();
    }
    let mut hashes = vec![hasher.hash_one(text)];
    for i in 0..text.len() {
        let one: Vec<char> = without(text, i);
        hashes.push(hasher.hash_one(&one[..]));
        if text.len() >= 6 {
            for j in i..one.len() {
                hashes.push(hasher.hash_one(&without(&one, j)[..]));
            }
        }
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn without(text: &[char], place: usize) -> Vec<char> {
    let mut rest = text.to_vec();
    rest.remove(place);
    rest
}
