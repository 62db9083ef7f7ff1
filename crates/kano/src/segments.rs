//! [`SegmentSplit`]: the features in the eyes of each segment, and whether the segments disagree.

use serde::Serialize;

use crate::{
    Category, Coefficients, Counts, Kano, Verdicts,
    reduce::{FeatureTally, SegmentTally, SplitTally},
    significance::upper,
};

/// p below which segments disagree.
const ALPHA: f64 = 0.05;
/// Expected count below which the chi-squared distribution is a poor guide.
const FEW_EXPECTED: f64 = 5.0;

/// One way of splitting respondents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentSplit {
    /// The column.
    pub column: String,
    /// Whether the segments came from another table, joined by person.
    pub joined: bool,
    /// The segments by name.
    pub segments: Vec<Segment>,
    /// Segments with fewer respondents than are shown, and how many respondents they have in all.
    pub withheld: Withheld,
    /// Respondents without a segment.
    pub without_segment: u64,
    /// For each feature, whether the segments shown answer alike.
    pub tests: Vec<Homogeneity>,
}

/// Segments that are too small to be shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Withheld {
    /// Segments.
    pub segments: u64,
    /// Respondents in them.
    pub respondents: u64,
}

/// One segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Segment {
    /// Its name.
    pub name: String,
    /// Respondents in it.
    pub respondents: u64,
    /// The features, in the order of the summary.
    pub features: Vec<SegmentFeature>,
}

/// A feature in the eyes of one segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentFeature {
    /// The feature.
    pub feature: String,
    /// Valid pairs by category.
    pub counts: Counts,
    /// Its category by each rule.
    pub category: Verdicts,
    /// Better and Worse, without intervals.
    pub coefficients: Option<Coefficients>,
}

/// Pearson's test of M, O, A and I by segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Homogeneity {
    /// The feature.
    pub feature: String,
    /// The test; nothing where there are not two segments and two categories with answers.
    pub test: Option<HomogeneityTest>,
    /// Whether segments have different categories by the largest count.
    pub modes_differ: bool,
    /// Different categories and p below 0.05: a need that depends on the segment (差异化需求).
    pub depends_on_segment: bool,
}

/// The figures of the test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HomogeneityTest {
    /// Chi-squared.
    pub statistic: f64,
    /// Degrees of freedom, empty categories and segments dropped.
    pub df: u32,
    /// p.
    pub p: f64,
    /// Effect size: Cramér's V.
    pub cramers_v: f64,
    /// Whether some expected count is below 5.
    pub few_expected: bool,
}

impl SegmentSplit {
    pub(crate) fn of(split: &SplitTally, features: &[FeatureTally], kano: &Kano) -> Self {
        let mut tallies: Vec<&SegmentTally> = split
            .segments
            .iter()
            .filter(|s| s.respondents > 0)
            .collect();
        tallies.sort_by(|a, b| a.name.cmp(&b.name));
        let (shown, small): (Vec<&SegmentTally>, Vec<&SegmentTally>) = tallies
            .into_iter()
            .partition(|segment| segment.respondents >= kano.min_group);
        let segments: Vec<Segment> = shown
            .into_iter()
            .map(|tally| Segment::of(tally, features, kano))
            .collect();
        let test = |(place, feature): (usize, &FeatureTally)| {
            Homogeneity::of(&feature.feature, place, &segments)
        };
        let tests = features.iter().enumerate().map(test).collect();
        Self {
            column: split.column.clone(),
            joined: split.joined,
            withheld: Withheld {
                segments: small.len() as u64,
                respondents: small.iter().map(|segment| segment.respondents).sum(),
            },
            without_segment: split.without,
            tests,
            segments,
        }
    }
}

impl Segment {
    fn of(tally: &SegmentTally, features: &[FeatureTally], kano: &Kano) -> Self {
        let features = features.iter().zip(&tally.grids).map(|(feature, grid)| {
            let reversed = kano.reverse.contains(&feature.feature);
            let counts = if reversed {
                grid.transposed().counts(kano.table)
            } else {
                grid.counts(kano.table)
            };
            SegmentFeature::of(&feature.feature, counts, kano)
        });
        Self {
            name: tally.name.clone(),
            respondents: tally.respondents,
            features: features.collect(),
        }
    }
}

impl SegmentFeature {
    pub(crate) fn of(feature: &str, counts: Counts, kano: &Kano) -> Self {
        Self {
            feature: feature.to_owned(),
            counts,
            category: Verdicts::of(&counts, kano.rule, kano.closeness),
            coefficients: Coefficients::plain(&counts),
        }
    }
}

impl Homogeneity {
    fn of(feature: &str, place: usize, segments: &[Segment]) -> Self {
        let rows: Vec<&SegmentFeature> = segments
            .iter()
            .map(|segment| &segment.features[place])
            .collect();
        let tested = rows
            .iter()
            .map(|row| [0, 1, 2, 3].map(|category| row.counts.0[category]));
        let test = chi_squared(&tested.collect::<Vec<_>>());
        let modes: Vec<Category> = rows
            .iter()
            .filter_map(|row| row.category.mode.map(crate::Verdict::leading))
            .collect();
        let modes_differ = modes.windows(2).any(|pair| pair[0] != pair[1]);
        Self {
            feature: feature.to_owned(),
            modes_differ,
            depends_on_segment: modes_differ && test.is_some_and(|test| test.p < ALPHA),
            test,
        }
    }
}

/// Pearson's test of a table, its empty rows and columns dropped.
fn chi_squared(table: &[[u64; 4]]) -> Option<HomogeneityTest> {
    let row_totals: Vec<u64> = table.iter().map(|row| row.iter().sum()).collect();
    let column_totals: Vec<u64> = (0..4)
        .map(|column| table.iter().map(|row| row[column]).sum())
        .collect();
    let filled = |totals: &[u64]| totals.iter().filter(|total| **total > 0).count();
    let (rows, columns) = (filled(&row_totals), filled(&column_totals));
    if rows < 2 || columns < 2 {
        return None;
    }
    let n: u64 = row_totals.iter().sum();
    let (mut statistic, mut few_expected) = (0.0, false);
    for (row, row_total) in table
        .iter()
        .zip(&row_totals)
        .filter(|(_, total)| **total > 0)
    {
        for (count, column_total) in row
            .iter()
            .zip(&column_totals)
            .filter(|(_, total)| **total > 0)
        {
            let expected = *row_total as f64 * *column_total as f64 / n as f64;
            few_expected |= expected < FEW_EXPECTED;
            statistic += (*count as f64 - expected).powi(2) / expected;
        }
    }
    let df = u32::try_from((rows - 1) * (columns - 1)).ok()?;
    Some(HomogeneityTest {
        statistic,
        df,
        p: upper(statistic, df)?,
        cramers_v: (statistic / (n as f64 * (rows.min(columns) - 1) as f64)).sqrt(),
        few_expected,
    })
}
