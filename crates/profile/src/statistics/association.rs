//! [`Association`]: whether two dimensions hang together, and how strongly.

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::{CrossTable, fisher};

/// An expected count below which the chi-squared approximation is doubted (Cochran 1954).
const FEW: f64 = 5.0;
/// The share of such cells above which it is.
const FEW_SHARE: f64 = 0.2;

/// Whether two dimensions hang together, and how strongly.
///
/// Figures are `None` where fewer than two rows or columns have people. Vectors over cells lie row by row, as in the
/// table; a cell of an empty row or column has no residual.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Association {
    /// People in the table.
    pub n: u64,
    /// Pearson's statistic, without correction.
    pub chi_squared: Option<f64>,
    /// Its degrees of freedom: (rows - 1)(columns - 1), those without people left out.
    pub degrees_of_freedom: u64,
    /// Probability of a statistic at least as large if the dimensions were independent.
    pub p_value: Option<f64>,
    /// Cramér's V, 0 to 1.
    pub cramers_v: Option<f64>,
    /// Cramér's V with Bergsma's correction for bias.
    pub cramers_v_corrected: Option<f64>,
    /// How strong that is by Cohen's bands, at the degrees of freedom of V.
    pub strength: Option<Strength>,
    /// Yates' continuity correction, of a table of two by two.
    pub yates: Option<Yates>,
    /// Fisher's exact two-sided probability, of a table of two by two with an expected count below 5.
    pub fisher_p_value: Option<f64>,
    /// The smallest expected count.
    pub least_expected: Option<f64>,
    /// Cells of an expected count below 5.
    pub few_expected: u64,
    /// Whether the approximation is doubtful: more than a fifth of the expected counts below 5, or one below 1.
    pub doubtful: bool,
    /// Expected counts of independent dimensions.
    pub expected: Vec<f64>,
    /// Adjusted residuals: above 1.96 in size, a cell stands out.
    pub residuals: Vec<Option<f64>>,
}

/// A statistic with Yates' correction.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Yates {
    /// The corrected statistic.
    pub chi_squared: f64,
    /// Its probability.
    pub p_value: f64,
}

/// How strong an association is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Cohen's w below 0.1.
    Negligible,
    /// From 0.1 on.
    Small,
    /// From 0.3 on.
    Medium,
    /// From 0.5 on.
    Large,
}

impl Strength {
    /// The band of Cohen's w.
    fn of(w: f64) -> Self {
        match w {
            w if w < 0.1 => Self::Negligible,
            w if w < 0.3 => Self::Small,
            w if w < 0.5 => Self::Medium,
            _ => Self::Large,
        }
    }
}

/// The rows and columns that have people.
struct Lines<'a> {
    table: &'a CrossTable,
    rows: Vec<u64>,
    columns: Vec<u64>,
    n: f64,
}

impl Association {
    /// Tests the table for independence of its dimensions.
    ///
    /// Rows and columns without people are left out first. The result does not depend on the order of rows or
    /// columns, nor on which dimension is which, but for the order of vectors over cells.
    ///
    /// # References
    /// Pearson (1900); Cramér (1946), Mathematical Methods of Statistics; Bergsma (2013), A bias-correction for
    /// Cramér's V and Tschuprow's T, J. Korean Statistical Society 42; Haberman (1973), The analysis of residuals in
    /// cross-classified tables, Biometrics 29; Cochran (1954), Biometrics 10; Cohen (1988), Statistical Power Analysis.
    pub fn of(table: &CrossTable) -> Self {
        let lines = Lines {
            table,
            rows: table.row_totals(),
            columns: table.column_totals(),
            n: table.total() as f64,
        };
        let [r, c] = [&lines.rows, &lines.columns].map(|totals| used(totals));
        let known = r >= 2 && c >= 2;
        let expected = lines.expected();
        let chi_squared = known.then(|| lines.pearson(&expected, 0.0));
        let used_cells = Lines::used(&expected);
        let few_expected = used_cells.iter().filter(|cell| **cell < FEW).count();
        let least = used_cells.iter().copied().reduce(f64::min);
        let square = r == 2 && c == 2;
        let dof = (r.saturating_sub(1) * c.saturating_sub(1)) as u64;
        let v = chi_squared.map(|statistic| v(statistic, lines.n, r, c));
        let smaller = (r.min(c) as f64 - 1.0).max(0.0);
        Self {
            n: table.total(),
            chi_squared,
            degrees_of_freedom: if known { dof } else { 0 },
            p_value: chi_squared.and_then(|statistic| upper_tail(statistic, dof)),
            cramers_v: v,
            cramers_v_corrected: chi_squared.and_then(|x| corrected_v(x, lines.n, r, c)),
            strength: v.map(|v| Strength::of(v * smaller.sqrt())),
            yates: (known && square).then(|| lines.yates(&expected)).flatten(),
            fisher_p_value: (known && square && few_expected > 0)
                .then(|| fisher::two_sided(lines.four())),
            least_expected: least.filter(|_| known),
            few_expected: if known { few_expected as u64 } else { 0 },
            doubtful: known
                && (few_expected as f64 > FEW_SHARE * used_cells.len() as f64
                    || least.is_some_and(|least| least < 1.0)),
            residuals: lines.residuals(&expected, known),
            expected,
        }
    }
}

impl Lines<'_> {
    fn cells(&self) -> impl Iterator<Item = (usize, usize)> {
        let columns = self.columns.len();
        (0..self.rows.len()).flat_map(move |row| (0..columns).map(move |column| (row, column)))
    }

    fn expected(&self) -> Vec<f64> {
        let expected = |(row, column): (usize, usize)| {
            if self.n > 0.0 {
                self.rows[row] as f64 * self.columns[column] as f64 / self.n
            } else {
                0.0
            }
        };
        self.cells().map(expected).collect()
    }

    /// The expected counts of the cells that are no part of an empty line.
    fn used(expected: &[f64]) -> Vec<f64> {
        expected
            .iter()
            .copied()
            .filter(|cell| *cell > 0.0)
            .collect()
    }

    /// Pearson's statistic with distances lessened by `correction`, added up in ascending order so that it does not
    /// depend on that of the lines.
    fn pearson(&self, expected: &[f64], correction: f64) -> f64 {
        let part = |((row, column), expected): ((usize, usize), &f64)| {
            let distance = (self.table.at(row, column) as f64 - expected).abs();
            (distance - correction.min(distance)).powi(2) / expected
        };
        let cells = self.cells().zip(expected).filter(|(_, cell)| **cell > 0.0);
        let mut parts: Vec<f64> = cells.map(part).collect();
        parts.sort_by(f64::total_cmp);
        parts.iter().sum()
    }

    fn yates(&self, expected: &[f64]) -> Option<Yates> {
        let chi_squared = self.pearson(expected, 0.5);
        let p_value = upper_tail(chi_squared, 1)?;
        Some(Yates {
            chi_squared,
            p_value,
        })
    }

    /// The cells of the two rows and columns that have people.
    fn four(&self) -> [u64; 4] {
        let mut cells = self
            .cells()
            .filter(|(row, column)| self.rows[*row] > 0 && self.columns[*column] > 0)
            .map(|(row, column)| self.table.at(row, column));
        [(); 4].map(|()| cells.next().unwrap_or(0))
    }

    fn residuals(&self, expected: &[f64], known: bool) -> Vec<Option<f64>> {
        let residual = |((row, column), expected): ((usize, usize), &f64)| {
            let other_rows = 1.0 - self.rows[row] as f64 / self.n;
            let other_columns = 1.0 - self.columns[column] as f64 / self.n;
            let scale = (expected * other_rows * other_columns).sqrt();
            let distance = self.table.at(row, column) as f64 - expected;
            (known && scale > 0.0).then(|| distance / scale)
        };
        self.cells().zip(expected).map(residual).collect()
    }
}

fn used(totals: &[u64]) -> usize {
    totals.iter().filter(|total| **total > 0).count()
}

fn v(chi_squared: f64, n: f64, rows: usize, columns: usize) -> f64 {
    let smaller = rows.min(columns) as f64 - 1.0;
    (chi_squared / (n * smaller)).sqrt().min(1.0)
}

/// `None` where so few people are left that the correction has no meaning.
fn corrected_v(chi_squared: f64, n: f64, rows: usize, columns: usize) -> Option<f64> {
    let [r, c] = [rows as f64, columns as f64];
    if n <= 1.0 {
        return None;
    }
    let phi = (chi_squared / n - (r - 1.0) * (c - 1.0) / (n - 1.0)).max(0.0);
    let shrink = |lines: f64| lines - (lines - 1.0).powi(2) / (n - 1.0);
    let smaller = shrink(r).min(shrink(c)) - 1.0;
    (smaller > 0.0).then(|| (phi / smaller).sqrt().min(1.0))
}

/// The probability of a chi-squared statistic at least as large.
pub(super) fn upper_tail(statistic: f64, degrees_of_freedom: u64) -> Option<f64> {
    let distribution = ChiSquared::new(degrees_of_freedom as f64).ok()?;
    Some(distribution.sf(statistic.max(0.0)).clamp(0.0, 1.0))
}
