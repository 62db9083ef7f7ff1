//! [`Item`]: what the marks say of a question.

use fourr_pipeline::Bilingual;
use serde::Serialize;

use super::{Graded, Verdict};
use crate::Paper;

/// A question as candidates met it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// The question.
    pub question: String,
    /// What it is worth.
    pub points: f64,
    /// Candidates whose answer was marked.
    pub marked: usize,
    /// Mean share of the points that they earned, the item difficulty; the higher, the easier.
    pub difficulty: Option<f64>,
    /// Correlation of its points with those of all other questions, the corrected item-total correlation; undefined
    /// where either does not vary.
    pub discrimination: Option<f64>,
    /// Candidates who left it blank.
    pub blank: usize,
    /// Known mistakes with the number of candidates who made them, the most frequent first.
    pub mistakes: Vec<(Bilingual, usize)>,
}

/// What the marks say of the questions.
pub(super) fn of(paper: &Paper, candidates: &[Graded]) -> Vec<Item> {
    let place = 0..paper.questions.len();
    place.map(|place| item(paper, place, candidates)).collect()
}

fn item(paper: &Paper, place: usize, candidates: &[Graded]) -> Item {
    let question = &paper.questions[place];
    let marks = candidates
        .iter()
        .filter_map(|graded| graded.marks.get(place).map(|mark| (graded, mark)));
    let mut mistakes: Vec<(Bilingual, usize)> = Vec::new();
    let (mut own, mut others, mut blank) = (Vec::new(), Vec::new(), 0);
    for (graded, mark) in marks {
        if let Some(points) = mark.points {
            own.push(points);
            others.push(graded.points.unwrap_or(0.0) - points);
        }
        match &mark.verdict {
            Verdict::Blank => blank += 1,
            Verdict::Mistake { says, .. } => {
                match mistakes.iter_mut().find(|(known, _)| known == says) {
                    Some((_, count)) => *count += 1,
                    None => mistakes.push((says.clone(), 1)),
                }
            }
            _ => {}
        }
    }
    mistakes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mean = mean(&own);
    Item {
        question: question.id.clone(),
        points: question.points,
        marked: own.len(),
        difficulty: mean.map(|mean| mean / question.points),
        discrimination: correlation(&own, &others),
        blank,
        mistakes,
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    let count = values.len();
    (count > 0).then(|| values.iter().sum::<f64>() / count as f64)
}

/// Pearson's correlation.
fn correlation(left: &[f64], right: &[f64]) -> Option<f64> {
    let (mean_left, mean_right) = (mean(left)?, mean(right)?);
    let (mut both, mut own, mut other) = (0.0, 0.0, 0.0);
    for (a, b) in left.iter().zip(right) {
        let (a, b) = (a - mean_left, b - mean_right);
        both += a * b;
        own += a * a;
        other += b * b;
    }
    let spread = (own * other).sqrt();
    (spread > 0.0).then(|| both / spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlation_by_hand() {
        // Deviations -1, 0, 1 and -1, 1, 0: 1 / sqrt(2 x 2).
        let found = correlation(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]).unwrap();
        assert!((found - 0.5).abs() < 1e-12);
        assert_eq!(correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!(correlation(&[], &[]), None);
    }
}
