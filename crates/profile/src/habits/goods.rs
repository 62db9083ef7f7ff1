//! [`Goods`]: what people bought, by kind.

use super::lines::Line;
use crate::TagColumn;

/// Kinds of goods, or products where no column tells their kind, and who bought them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Goods {
    /// The column that names them.
    pub(crate) column: String,
    /// Their names in ascending order.
    pub(crate) names: Vec<String>,
    /// Who bought which, by parts of the people; in each by person and then by name.
    pub(super) bought: Vec<Vec<Bought>>,
}

/// How often a person bought goods of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bought {
    /// Place of the person.
    pub(crate) person: u32,
    /// Place of the name.
    pub(crate) good: u32,
    /// Lines of orders.
    pub(crate) lines: u32,
}

impl Bought {
    /// Of lines of a part of the people, of which the first is named, in any order.
    pub(super) fn of(first: usize, lines: &[Line]) -> Vec<Self> {
        let bought = lines.iter().filter(|line| line.good > 0);
        let mut bought: Vec<(u32, u32)> = bought.map(|line| (line.person, line.good)).collect();
        bought.sort_unstable();
        let first = u32::try_from(first).unwrap_or(u32::MAX);
        let alike = bought.chunk_by(|a, b| a == b);
        let bought = alike.map(|lines| Self {
            person: first + lines[0].0,
            good: lines[0].1 - 1,
            lines: u32::try_from(lines.len()).unwrap_or(u32::MAX),
        });
        bought.collect()
    }
}

impl Goods {
    /// Who bought what, by person and then by name.
    pub(crate) fn bought(&self) -> impl Iterator<Item = Bought> {
        self.bought.iter().flatten().copied()
    }

    /// How many people bought each.
    pub(crate) fn buyers(&self) -> Vec<u64> {
        let mut buyers = vec![0; self.names.len()];
        for bought in self.bought() {
            buyers[bought.good as usize] += 1;
        }
        buyers
    }

    /// Whether the values of a tag are nothing but these goods.
    pub(crate) fn are_all_of(&self, tag: &TagColumn) -> bool {
        let known = |name: &String| self.names.binary_search(name).is_ok();
        let mut values = tag.values.iter().filter(|value| value.code != "other");
        !self.names.is_empty() && values.all(|value| known(&value.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_by_person_and_name_whatever_their_order() {
        let count = |lines: &[(u32, u32)]| {
            let line = |&(person, good)| Line {
                person,
                good,
                ..Line::default()
            };
            let lines: Vec<Line> = lines.iter().map(line).collect();
            let goods = Goods {
                column: "品类".to_owned(),
                names: ["a", "b"].map(str::to_owned).to_vec(),
                bought: vec![Bought::of(10, &lines)],
            };
            let bought = goods.bought();
            let bought: Vec<_> = bought.map(|of| (of.person, of.good, of.lines)).collect();
            (goods.buyers(), bought)
        };
        let lines = [(1, 2), (0, 1), (1, 2), (0, 0), (1, 1)];
        let mut backwards = lines;
        backwards.reverse();
        assert_eq!(count(&lines), count(&backwards));
        let bought = vec![(10, 0, 1), (11, 0, 1), (11, 1, 2)];
        assert_eq!(count(&lines), (vec![2, 1], bought));
    }
}
