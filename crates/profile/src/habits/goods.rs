//! [`Goods`]: what people bought, by kind.

use crate::TagColumn;

/// Kinds of goods, or products where no column tells their kind, and who bought them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Goods {
    /// The column that names them.
    pub(crate) column: String,
    /// Their names in ascending order.
    pub(crate) names: Vec<String>,
    /// Who bought which, by person and then by name.
    pub(crate) bought: Vec<Bought>,
}

/// How often a person bought goods of a kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bought {
    /// Place of the person.
    pub(crate) person: u32,
    /// Place of the name.
    pub(crate) good: u32,
    /// Lines of orders.
    pub(crate) lines: u32,
}

impl Goods {
    /// Of people and places of names, one pair a line, in any order.
    pub(super) fn of(column: &str, names: Vec<String>, mut lines: Vec<(u32, u32)>) -> Self {
        lines.sort_unstable();
        let alike = lines.chunk_by(|a, b| a == b);
        let bought = alike.map(|lines| Bought {
            person: lines[0].0,
            good: lines[0].1,
            lines: u32::try_from(lines.len()).unwrap_or(u32::MAX),
        });
        Self {
            column: column.to_owned(),
            bought: bought.collect(),
            names,
        }
    }

    /// How many people bought each.
    pub(crate) fn buyers(&self) -> Vec<u64> {
        let mut buyers = vec![0; self.names.len()];
        for bought in &self.bought {
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
            let names = ["a", "b"].map(str::to_owned).to_vec();
            let goods = Goods::of("品类", names, lines.to_vec());
            let bought = goods.bought.iter();
            let bought: Vec<_> = bought.map(|of| (of.person, of.good, of.lines)).collect();
            (goods.buyers(), bought)
        };
        let lines = [(1, 1), (0, 0), (1, 1), (1, 0)];
        let mut backwards = lines;
        backwards.reverse();
        assert_eq!(count(&lines), count(&backwards));
        let bought = vec![(0, 0, 1), (1, 0, 1), (1, 1, 2)];
        assert_eq!(count(&lines), (vec![2, 1], bought));
    }
}
