//! [`NumberFigures`]: a number between segments.

use serde::Serialize;

use super::{Better, ByGroup, RadarScale, runs::Runs, segments::Segments};
use crate::NumberColumn;

/// A number between segments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumberFigures {
    /// The number.
    pub name: String,
    /// Its mean over everybody for whom it is known.
    pub mean: Option<f64>,
    /// Sample standard deviation over everybody.
    pub sd: Option<f64>,
    /// First quartile, median and third quartile over everybody.
    pub quartiles: Option<[f64; 3]>,
    /// People for whom it is known.
    pub known: u64,
    /// The smallest and the largest mean of a segment: 0 and 100 on a radar chart.
    pub domain: Option<[f64; 2]>,
    /// By segment, in their order.
    pub segments: Vec<SegmentNumber>,
    /// Whether segments differ; its group figures are those above.
    pub kruskal_wallis: Option<super::KruskalWallis>,
    /// Whether their means differ.
    pub anova: Option<super::Anova>,
}

/// A number in one segment; `None` is withheld, or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SegmentNumber {
    /// Mean.
    pub mean: Option<f64>,
    /// Median.
    pub median: Option<f64>,
    /// The place of the mean from 0 to 100 between the segments.
    pub radar: Option<f64>,
}

impl NumberFigures {
    pub(crate) fn of(number: &NumberColumn, segments: Option<&Segments>, min_group: u64) -> Self {
        let count = segments.map_or(0, |segments| segments.figures.names.len());
        let group = |person: usize| segments.and_then(|segments| segments.of_person(person));
        let runs = Runs::of(count, group, &number.values);
        let (all, _) = runs.figures();
        let whole = |figure: Option<f64>| figure.filter(|_| all.n >= min_group);
        let mut found = Self {
            name: number.name.clone(),
            mean: whole(all.mean),
            sd: whole(all.sd),
            quartiles: all.quartiles.filter(|_| all.n >= min_group),
            known: all.n,
            domain: None,
            segments: Vec::new(),
            kruskal_wallis: None,
            anova: None,
        };
        if let Some(segments) = segments {
            found.compare(&runs, segments, min_group);
        }
        found
    }

    fn compare(&mut self, runs: &Runs, segments: &Segments, min_group: u64) {
        let count = segments.figures.names.len();
        let by = ByGroup::over(runs, segments.everybody());
        let safe = runs.may_publish(min_group);
        let shown = |segment: usize| !segments.hidden[segment] && safe[segment];
        let means: Vec<Option<f64>> = (0..count)
            .map(|segment| by.groups[segment].mean.filter(|_| shown(segment)))
            .collect();
        let scale = RadarScale::over(&means, Better::High);
        self.domain = scale.map(|scale| scale.domain);
        self.segments = means
            .iter()
            .enumerate()
            .map(|(segment, mean)| SegmentNumber {
                mean: *mean,
                median: by.groups[segment]
                    .quartiles
                    .map(|[_, median, _]| median)
                    .filter(|_| mean.is_some()),
                radar: mean.zip(scale).map(|(mean, scale)| scale.place(mean)),
            })
            .collect();
        self.kruskal_wallis = by.kruskal_wallis;
        self.anova = by.anova;
    }
}
