//! [`Records`]: rows as normalised texts, and how alike two of them are.

use polars::prelude::{DataFrame, DataType};

use super::distance::{bigram_jaccard, jaro_winkler, levenshtein, levenshtein_within};
use super::text::{normalise, sound};
use crate::{
    CleanError,
    recipe::{NearDuplicates, Similarity},
};

/// How alike two names are that sound alike but are written otherwise, such as 张伟 and 章伟.
const HOMOPHONES: f64 = 0.9;

/// Rows as normalised texts.
#[derive(Debug, Clone)]
pub struct Records {
    columns: Vec<Field>,
    similarity: Similarity,
    rows: usize,
}

/// One column of the records.
#[derive(Debug, Clone)]
struct Field {
    texts: Vec<Vec<char>>,
    /// By sound, for names.
    sounds: Option<Vec<Vec<char>>>,
}

impl Records {
    /// Normalises the columns that a rule compares. Columns that are not text are compared by how they are written.
    ///
    /// # Errors
    /// A column that is not there.
    pub fn of(rule: &NearDuplicates, frame: &DataFrame) -> Result<Self, CleanError> {
        let mut names: Vec<&String> = rule.columns.iter().collect();
        names.extend(
            rule.names
                .iter()
                .filter(|name| !rule.columns.contains(name)),
        );
        let columns = names
            .into_iter()
            .map(|name| {
                let texts = texts(frame, name)?;
                let sounds = rule
                    .names
                    .contains(name)
                    .then(|| texts.iter().map(|text| sound(text)).collect());
                Ok(Field { texts, sounds })
            })
            .collect::<Result<_, CleanError>>()?;
        Ok(Self {
            columns,
            similarity: rule.similarity,
            rows: frame.height(),
        })
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How alike two records are, 0 to 1: the mean over their columns, weighted by the length of the longer text.
    ///
    /// With Levenshtein that is 1 - all edits / all lengths. Columns that are empty in both records don't count, and
    /// two records of nothing are not alike.
    pub fn similarity(&self, a: usize, b: usize) -> f64 {
        let (mut sum, mut weight) = (0.0, 0.0);
        for field in &self.columns {
            let length = field.texts[a].len().max(field.texts[b].len()) as f64;
            if length > 0.0 {
                sum += length * field.similarity(self.similarity, a, b);
                weight += length;
            }
        }
        if weight > 0.0 { sum / weight } else { 0.0 }
    }

    /// [`similarity`](Self::similarity), if it is at least this: with Levenshtein found without counting edits beyond it.
    pub(super) fn reaching(&self, a: usize, b: usize, least: f64) -> Option<f64> {
        if self.similarity == Similarity::Levenshtein {
            let length = |field: &Field| field.texts[a].len().max(field.texts[b].len()) as f64;
            let all: f64 = self.columns.iter().map(length).sum();
            let mut left = all * (1.0 - least);
            for field in &self.columns {
                left -= field.edits(a, b, left, length(field))?;
            }
        }
        Some(self.similarity(a, b)).filter(|similarity| *similarity >= least)
    }

    /// The least similarity of two records among these.
    pub fn least_similarity(&self, rows: &[usize]) -> f64 {
        let pairs = rows
            .iter()
            .enumerate()
            .flat_map(|(place, &a)| rows[place + 1..].iter().map(move |&b| (a, b)));
        pairs
            .map(|(a, b)| self.similarity(a, b))
            .fold(1.0, f64::min)
    }

    /// The texts of a record one behind the other, names by their sound where that is asked for.
    pub(super) fn joined(&self, row: usize, by_sound: bool) -> Vec<char> {
        let mut joined = Vec::new();
        for field in &self.columns {
            let texts = match &field.sounds {
                Some(sounds) if by_sound => sounds,
                _ => &field.texts,
            };
            joined.extend_from_slice(&texts[row]);
        }
        joined
    }

    /// Whether a column holds names.
    pub(super) fn has_names(&self) -> bool {
        self.columns.iter().any(|field| field.sounds.is_some())
    }
}

impl Field {
    /// Edits between two texts, or what homophones count as; `None` if they are surely more than `most`.
    fn edits(&self, a: usize, b: usize, most: f64, length: f64) -> Option<f64> {
        let (x, y) = (&self.texts[a], &self.texts[b]);
        let most = most + 1e-6;
        let homophones = self.sounds.as_ref().is_some_and(|s| s[a] == s[b]);
        let otherwise = if x.is_empty() || y.is_empty() {
            length
        } else if homophones {
            length * (1.0 - HOMOPHONES)
        } else {
            f64::INFINITY
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to the length of a text"
        )]
        let written = levenshtein_within(x, y, most.max(0.0) as usize);
        let edits = written.map_or(otherwise, |edits| otherwise.min(edits as f64));
        (edits <= most).then_some(edits)
    }

    fn similarity(&self, similarity: Similarity, a: usize, b: usize) -> f64 {
        let (x, y) = (&self.texts[a], &self.texts[b]);
        if x.is_empty() || y.is_empty() {
            return 0.0;
        }
        let written = match similarity {
            Similarity::Levenshtein => 1.0 - levenshtein(x, y) as f64 / x.len().max(y.len()) as f64,
            Similarity::JaroWinkler => jaro_winkler(x, y),
            Similarity::Bigrams => bigram_jaccard(x, y),
        };
        let homophones = self.sounds.as_ref().is_some_and(|s| s[a] == s[b]);
        if homophones {
            written.max(HOMOPHONES)
        } else {
            written
        }
    }
}

/// The normalised texts of a column; a null is an empty text.
pub(super) fn texts(frame: &DataFrame, name: &str) -> Result<Vec<Vec<char>>, CleanError> {
    let column = frame.column(name)?.cast(&DataType::String)?;
    let texts = column.str()?;
    Ok(texts
        .iter()
        .map(|text| text.map(normalise).unwrap_or_default())
        .collect())
}
