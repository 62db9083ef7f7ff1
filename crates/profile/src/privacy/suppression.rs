//! [`Suppression`]: no count that speaks of a few people, nor one from which such a count follows.

use serde::{Deserialize, Serialize};

use super::network::{Dam, Network};
use crate::statistics::CrossTable;

/// Whether a cell of nobody may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroCells {
    /// It is shown: it speaks of nobody
    #[default]
    Shown,
    /// It is withheld as small cells are, where it would tell what nobody of a group did
    Withheld,
}

/// How small counts are withheld from a table whose totals are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Suppression {
    /// People below whom a count is withheld; 0 and 1 withhold nothing.
    pub min_group: u64,
    /// Whether a cell of nobody may be shown.
    pub zeros: ZeroCells,
}

impl Default for Suppression {
    fn default() -> Self {
        Self {
            min_group: 5,
            zeros: ZeroCells::Shown,
        }
    }
}

/// Which counts of a table are withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withheld {
    rows: usize,
    columns: usize,
    /// Cells row by row, each row followed by its total, the totals of the columns last.
    hidden: Vec<bool>,
    /// Counts that are small themselves.
    pub small: u64,
    /// Counts that are withheld to protect them.
    pub complementary: u64,
}

impl Withheld {
    /// Whether the count of a cell is withheld.
    pub fn cell(&self, row: usize, column: usize) -> bool {
        row >= self.rows || column >= self.columns || self.hidden[self.place(row, column)]
    }

    /// Whether the total of a row is withheld.
    pub fn row_total(&self, row: usize) -> bool {
        row >= self.rows || self.hidden[self.place(row, self.columns)]
    }

    /// Whether the total of a column is withheld.
    pub fn column_total(&self, column: usize) -> bool {
        column >= self.columns || self.hidden[self.place(self.rows, column)]
    }

    /// Whether the total of all is withheld.
    pub fn total(&self) -> bool {
        self.hidden[self.place(self.rows, self.columns)]
    }

    fn place(&self, row: usize, column: usize) -> usize {
        row * (self.columns + 1) + column
    }
}

impl Suppression {
    /// Says which counts of the table are withheld when its totals are published.
    ///
    /// Counts below `min_group` are withheld, totals too. Then, rows before columns, again and again: a line with one
    /// count withheld, or whose withheld counts are together fewer than `min_group`, also withholds its smallest count
    /// shown, of equal ones the first, zeros last. At last every small count is attacked through all totals at once:
    /// where they prove it to be below `min_group`, one more count in the way of the proof is withheld, and the lines are seen to again.
    ///
    /// Nobody can therefore find a small count by differencing, nor prove that it is small. The attack takes time with the
    /// square of the counts withheld; tables are meant to be ones that somebody reads.
    ///
    /// # References
    /// Cox (1980), Suppression methodology and statistical disclosure control, J. American Statistical Association 75;
    /// Gusfield (1988), A graph theoretic approach to statistical data security, SIAM J. Computing 17.
    pub fn of(&self, table: &CrossTable) -> Withheld {
        let mut work = Work::new(self, table);
        work.hide_small();
        loop {
            work.complete_lines();
            let Some(place) = work.exposed().and_then(|dam| work.opening(&dam)) else {
                break;
            };
            work.hide(place);
        }
        work.found
    }

    /// Says which parts of a published whole are withheld, so that no small one follows from the others.
    pub fn of_parts(&self, parts: &[u64]) -> Vec<bool> {
        let table = CrossTable {
            rows: 1,
            columns: parts.len(),
            cells: parts.to_vec(),
            without_value: 0,
        };
        let found = self.of(&table);
        (0..parts.len()).map(|part| found.cell(0, part)).collect()
    }

    /// Whether a count alone is small.
    pub fn is_small(&self, count: u64) -> bool {
        count < self.min_group && (count > 0 || self.zeros == ZeroCells::Withheld)
    }
}

/// A table with its totals, some of its counts hidden.
struct Work<'a> {
    rule: &'a Suppression,
    /// Counts row by row, with totals.
    counts: Vec<u64>,
    /// Places of counts that are small themselves.
    small: Vec<usize>,
    found: Withheld,
}

impl<'a> Work<'a> {
    fn new(rule: &'a Suppression, table: &CrossTable) -> Self {
        let totals = table.row_totals();
        let mut counts = Vec::new();
        for (row, total) in totals.iter().enumerate() {
            counts.extend((0..table.columns).map(|column| table.at(row, column)));
            counts.push(*total);
        }
        counts.extend(table.column_totals());
        counts.push(table.total());
        Self {
            rule,
            found: Withheld {
                rows: table.rows,
                columns: table.columns,
                hidden: vec![false; counts.len()],
                small: 0,
                complementary: 0,
            },
            counts,
            small: Vec::new(),
        }
    }

    fn hide_small(&mut self) {
        let small = |place: &usize| self.rule.is_small(self.counts[*place]);
        self.small = (0..self.counts.len()).filter(small).collect();
        for place in &self.small {
            self.found.hidden[*place] = true;
        }
        self.found.small = self.small.len() as u64;
    }

    fn hide(&mut self, place: usize) {
        self.found.hidden[place] = true;
        self.found.complementary += 1;
    }

    /// Rows, then columns, the lines of totals last in either; each a list of places, its total at the end.
    fn lines(&self) -> Vec<Vec<usize>> {
        let (height, width) = (self.found.rows + 1, self.found.columns + 1);
        let rows = (0..height).map(|row| (0..width).map(|column| row * width + column).collect());
        let columns =
            (0..width).map(|column| (0..height).map(|row| row * width + column).collect());
        rows.chain(columns).collect()
    }

    /// Hides counts until no line gives a small count away by itself.
    fn complete_lines(&mut self) {
        let lines = self.lines();
        loop {
            let before = self.found.complementary;
            for line in &lines {
                while self.gives_away(line) {
                    let Some(place) = self.cheapest(line) else {
                        break;
                    };
                    self.hide(place);
                }
            }
            if self.found.complementary == before {
                break;
            }
        }
    }

    /// Whether a line has a single hidden count, or hidden ones that are together few people.
    fn gives_away(&self, line: &[usize]) -> bool {
        let hidden = |place: &&usize| self.found.hidden[**place];
        let Some((total, parts)) = line.split_last() else {
            return false;
        };
        let count = line.iter().filter(hidden).count();
        let people: u64 = parts
            .iter()
            .filter(hidden)
            .map(|place| self.counts[*place])
            .sum();
        count == 1 || (count > 1 && !self.found.hidden[*total] && self.rule.is_small(people))
    }

    /// The smallest count shown in a line, zeros after all others, the total last.
    fn cheapest(&self, line: &[usize]) -> Option<usize> {
        let (total, parts) = line.split_last()?;
        let shown = parts.iter().filter(|place| !self.found.hidden[**place]);
        let best = shown.min_by_key(|place| (self.counts[**place] == 0, self.counts[**place]));
        best.or_else(|| Some(total).filter(|total| !self.found.hidden[**total]))
            .copied()
    }

    /// Where the totals prove the first of the small counts that they do prove to be small.
    fn exposed(&self) -> Option<Dam> {
        let mut network = Network::of(
            self.found.rows,
            self.found.columns,
            &self.counts,
            &self.found.hidden,
        );
        let mut attack = |place: &usize| {
            network
                .increase(*place, self.rule.min_group - self.counts[*place])
                .1
        };
        self.small.iter().find_map(&mut attack)
    }

    /// The smallest count shown that would let a small one be larger if it were hidden: cells before totals, zeros last.
    fn opening(&self, dam: &Dam) -> Option<usize> {
        let Withheld {
            rows,
            columns,
            hidden,
            ..
        } = &self.found;
        let shown = (0..self.counts.len()).filter(|place| !hidden[*place]);
        let opening = shown.filter(|place| dam.opens(*rows, *columns, *place, self.counts[*place]));
        let total =
            |place: usize| place / (columns + 1) == *rows || place % (columns + 1) == *columns;
        opening.min_by_key(|place| (total(*place), self.counts[*place] == 0, self.counts[*place]))
    }
}
