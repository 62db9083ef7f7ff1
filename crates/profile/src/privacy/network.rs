//! A table with totals as a network: what its published counts prove of the hidden ones.
//!
//! Every count is a flow: a cell from its row to its column, the total of a row from the corner of totals to that row, the
//! total of a column on to the other corner, and the total of all back. What adds up in the table is what flows in and out of
//! a node. Hidden counts may change by what can flow in a circle through hidden counts alone (Gusfield 1988).

use std::collections::VecDeque;

/// The hidden counts of a table as arcs.
pub(super) struct Network {
    arcs: Vec<Arc>,
    /// Arcs that leave or enter each node.
    at: Vec<Vec<usize>>,
    /// The arc of each place of the table, where it is hidden.
    of: Vec<Option<usize>>,
}

#[derive(Debug, Clone, Copy)]
struct Arc {
    from: usize,
    to: usize,
    flow: u64,
}

/// Where a count would have to change, but cannot: nodes on this side of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dam {
    reached: Vec<bool>,
}

impl Dam {
    /// Whether the count at `place` of a table, if it were hidden, would let more flow through.
    pub(super) fn opens(&self, rows: usize, columns: usize, place: usize, count: u64) -> bool {
        let (from, to) = ends(rows, columns, place);
        match (self.reached[from], self.reached[to]) {
            (true, false) => true,
            (false, true) => count > 0,
            _ => false,
        }
    }
}

/// The nodes that the count at a place flows from and to.
fn ends(rows: usize, columns: usize, place: usize) -> (usize, usize) {
    let (row, column) = (place / (columns + 1), place % (columns + 1));
    let (corner_of_rows, corner_of_columns) = (rows + columns, rows + columns + 1);
    match (row < rows, column < columns) {
        (true, true) => (row, rows + column),
        (true, false) => (corner_of_rows, row),
        (false, true) => (rows + column, corner_of_columns),
        (false, false) => (corner_of_columns, corner_of_rows),
    }
}

/// A step of a path along an arc, or against it.
#[derive(Debug, Clone, Copy)]
struct Step {
    arc: usize,
    forward: bool,
}

impl Network {
    /// Of counts row by row with totals.
    pub(super) fn of(rows: usize, columns: usize, counts: &[u64], hidden: &[bool]) -> Self {
        let mut network = Self {
            arcs: Vec::new(),
            at: vec![Vec::new(); rows + columns + 2],
            of: vec![None; counts.len()],
        };
        for (place, _) in hidden.iter().enumerate().filter(|(_, hidden)| **hidden) {
            let (from, to) = ends(rows, columns, place);
            let arc = network.arcs.len();
            network.arcs.push(Arc {
                from,
                to,
                flow: counts[place],
            });
            network.at[from].push(arc);
            network.at[to].push(arc);
            network.of[place] = Some(arc);
        }
        network
    }

    /// By how much the hidden count at `place` may be larger than it is, looked for up to `most`; below that, also where
    /// what more would have to flow comes to a stand.
    pub(super) fn increase(&mut self, place: usize, most: u64) -> (u64, Option<Dam>) {
        let Some(own) = self.of[place] else {
            return (0, None);
        };
        let Arc { from, to, .. } = self.arcs[own];
        let flows: Vec<u64> = self.arcs.iter().map(|arc| arc.flow).collect();
        let (mut found, mut dam) = (0, None);
        while found < most {
            let came = self.search(to, from, own);
            if came[from].is_none() {
                let reached = came
                    .iter()
                    .enumerate()
                    .map(|(node, step)| node == to || step.is_some());
                dam = Some(Dam {
                    reached: reached.collect(),
                });
                break;
            }
            let path = self.back(&came, from, to);
            // Against an arc flows at most what it has.
            let against = path.iter().filter(|step| !step.forward);
            let room = against.map(|step| self.arcs[step.arc].flow).min();
            let step = room.unwrap_or(most).min(most - found);
            for Step { arc, forward } in path {
                let flow = &mut self.arcs[arc].flow;
                *flow = if forward { *flow + step } else { *flow - step };
            }
            found += step;
        }
        for (arc, flow) in self.arcs.iter_mut().zip(flows) {
            arc.flow = flow;
        }
        (found, dam)
    }

    /// How each node is come to on a shortest way from `start` over arcs, or against arcs that have a flow, but not over
    /// `own`; where `end` is come to, the search is over.
    fn search(&self, start: usize, end: usize, own: usize) -> Vec<Option<Step>> {
        let mut came: Vec<Option<Step>> = vec![None; self.at.len()];
        let mut waiting = VecDeque::from([start]);
        while let Some(node) = waiting.pop_front().filter(|_| came[end].is_none()) {
            for arc in self.at[node].iter().copied().filter(|arc| *arc != own) {
                let Arc { from, to, flow } = self.arcs[arc];
                let forward = from == node;
                let next = if forward { to } else { from };
                let open = forward || flow > 0;
                if open && next != start && came[next].is_none() {
                    came[next] = Some(Step { arc, forward });
                    waiting.push_back(next);
                }
            }
        }
        came
    }

    fn back(&self, came: &[Option<Step>], end: usize, start: usize) -> Vec<Step> {
        let mut path = Vec::new();
        let mut node = end;
        while let Some(step) = came[node].filter(|_| node != start) {
            path.push(step);
            let Arc { from, to, .. } = self.arcs[step.arc];
            node = if step.forward { from } else { to };
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: two blocks of four hidden cells each, joined by a fifth one of the first row, which the lines do not
    /// give away by themselves; but no circle leads through it.
    #[test]
    fn a_bridge_between_two_blocks_is_proven() {
        let rows = [
            [3, 6, 2, 9, 0],
            [6, 7, 9, 9, 0],
            [9, 9, 6, 6, 0],
            [9, 9, 6, 7, 0],
            [0; 5],
        ];
        let hidden = [
            [true, true, true, false, false],
            [true, true, false, false, false],
            [false, false, true, true, false],
            [false, false, true, true, false],
            [false; 5],
        ];
        let mut network = Network::of(4, 4, &rows.concat(), &hidden.concat());
        let (most, dam) = network.increase(2, 9);
        assert_eq!(most, 0);
        // Any cell shown between the blocks would let something through; one inside them would not.
        let opens = |place| dam.as_ref().unwrap().opens(4, 4, place, 9);
        assert_eq!([3, 7, 10, 4].map(opens), [true, true, true, false]);
        assert_eq!(network.increase(0, 9).0, 6);
        assert_eq!(network.increase(0, 4), (4, None));
        assert_eq!(network.increase(3, 9), (0, None));
    }
}
