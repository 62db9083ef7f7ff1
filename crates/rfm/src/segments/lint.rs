//! [`SegmentLint`]: overlaps, holes and unreachable rows of a table of segments.

use serde::Serialize;

use super::{Rule, SegmentTable, table::cells};

/// What is wrong with a table of segments, over all cells of scores.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SegmentLint {
    /// Pairs of segments that claim the same cells; the earlier rule wins.
    pub overlaps: Vec<Overlap>,
    /// Cells, as RFM codes, that no rule covers; their customers become "others".
    pub holes: Vec<String>,
    /// Codes of segments that no cell leads to.
    pub unreachable: Vec<String>,
}

/// Two segments that claim the same cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// Code of the segment that gets the cells.
    pub first: String,
    /// Code of the segment that loses them.
    pub second: String,
    /// Cells in question.
    pub cells: usize,
}

impl SegmentLint {
    /// Whether there is nothing to complain about.
    pub fn is_clean(&self) -> bool {
        self.overlaps.is_empty() && self.holes.is_empty() && self.unreachable.is_empty()
    }

    /// Checks `table` over every cell of scores 1 to `bins`.
    pub fn of(table: &SegmentTable, bins: u8) -> Self {
        let Rule::Cells(rules) = &table.rule else {
            return Self::default();
        };
        let mut shared = vec![vec![0; table.segments.len()]; table.segments.len()];
        let mut reached = vec![false; table.segments.len()];
        let mut holes = Vec::new();
        for scores in cells(bins) {
            let mut claims = rules
                .iter()
                .filter(|rule| rule.covers(scores))
                .map(|rule| rule.segment);
            let Some(first) = claims.next() else {
                holes.push(scores.map(|score| score.to_string()).concat());
                continue;
            };
            reached[first] = true;
            let mut losers: Vec<usize> = claims.filter(|&segment| segment != first).collect();
            losers.sort_unstable();
            losers.dedup();
            for second in losers {
                shared[first][second] += 1;
            }
        }
        let code = |index: usize| table.segments[index].code.clone();
        let mut overlaps = Vec::new();
        for (first, row) in shared.iter().enumerate() {
            for (second, &cells) in row.iter().enumerate().filter(|(_, cells)| **cells > 0) {
                overlaps.push(Overlap {
                    first: code(first),
                    second: code(second),
                    cells,
                });
            }
        }
        let unreachable = (0..reached.len())
            .filter(|&index| !reached[index])
            .map(code)
            .collect();
        Self {
            overlaps,
            holes,
            unreachable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scheme;

    fn lint(scheme: &Scheme) -> SegmentLint {
        SegmentLint::of(&scheme.table(5).unwrap(), 5)
    }

    #[test]
    fn the_grid_and_the_eight_types_are_disjoint_and_complete() {
        assert!(lint(&Scheme::Textbook8).is_clean());
        assert!(lint(&Scheme::Grid11).is_clean());
    }

    // By hand from the bands: scores are at least 1, so Recent Customers (R 4-5, FM 0-1) lies inside Potential
    // Loyalist (R 3-5, FM 1-3), and so does Promising (R 3-4, FM 0-1); Lost (R 0-2, FM 0-2) is Hibernating
    // (R 1-2, FM 1-2).
    #[test]
    fn the_published_list_shadows_names() {
        let lint = lint(&Scheme::Putler11);
        assert_eq!(lint.unreachable, ["new_customers", "promising", "lost"]);
        assert!(lint.holes.is_empty(), "{:?}", lint.holes);
    }

    #[test]
    fn the_ten_segments_of_the_r_package_leave_holes() {
        let lint = lint(&Scheme::RRfm10);
        assert!(lint.unreachable.is_empty(), "{:?}", lint.unreachable);
        // R 5, F 4, M 1: Champions need M 5, Potential Loyalist M 2 and more, New Customers F 3 at most.
        assert!(lint.holes.contains(&"541".to_owned()));
    }
}
