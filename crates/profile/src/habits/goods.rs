//! [`Goods`]: what people bought, by kind.

use fourr_cell::missing;
use hashbrown::HashMap;

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

/// Goods while orders are read.
#[derive(Debug, Clone, Default)]
pub(super) struct Counter {
    places: HashMap<String, u32>,
    lines: HashMap<(u32, u32), u32>,
}

impl Counter {
    /// Counts a line of an order of a person.
    pub(super) fn add(&mut self, person: u32, good: &str) {
        let place = match self.places.get(good) {
            Some(place) => *place,
            None if missing::classify(good).is_some() => return,
            None => {
                let place = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
                self.places.insert(good.to_owned(), place);
                place
            }
        };
        *self.lines.entry((person, place)).or_insert(0) += 1;
    }

    /// What was counted, in an order that does not depend on that of the rows.
    pub(super) fn finish(self, column: &str) -> Goods {
        let mut names: Vec<(String, u32)> = self.places.into_iter().collect();
        names.sort_unstable();
        let mut order = vec![0; names.len()];
        for (new, (_, old)) in (0..).zip(&names) {
            order[*old as usize] = new;
        }
        let bought = self
            .lines
            .into_iter()
            .map(|((person, good), lines)| Bought {
                person,
                good: order[good as usize],
                lines,
            });
        let mut bought: Vec<Bought> = bought.collect();
        bought.sort_unstable_by_key(|bought| (bought.person, bought.good));
        Goods {
            column: column.to_owned(),
            names: names.into_iter().map(|(name, _)| name).collect(),
            bought,
        }
    }
}

impl Goods {
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
        let count = |lines: &[(u32, &str)]| {
            let mut counter = Counter::default();
            for (person, good) in lines {
                counter.add(*person, good);
            }
            let goods = counter.finish("品类");
            let bought = goods.bought.iter();
            let bought: Vec<_> = bought.map(|of| (of.person, of.good, of.lines)).collect();
            (goods.buyers(), goods.names, bought)
        };
        let lines = [(1, "b"), (0, "a"), (1, "b"), (1, "a"), (0, "-")];
        let mut backwards = lines;
        backwards.reverse();
        assert_eq!(count(&lines), count(&backwards));
        assert_eq!(
            count(&lines),
            (
                vec![2, 1],
                vec!["a".to_owned(), "b".to_owned()],
                vec![(0, 0, 1), (1, 0, 1), (1, 1, 2)]
            )
        );
    }
}
