//! [`Runs`]: numbers of people in ascending order, equal ones together.

use foldhash::fast::RandomState;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::GroupFigures;
use crate::{Numbers, privacy::mean_is_safe};

/// Different numbers up to which people are counted rather than sorted.
const FEW: usize = 1 << 14;
/// People who are counted together.
const PIECE: usize = 1 << 14;
/// The group of people who are in none.
const NONE: u32 = u32::MAX;

/// People of one group with the same number.
#[derive(Debug, Clone, Copy)]
struct Run {
    value: f64,
    group: u32,
    people: u64,
}

/// Numbers of people in ascending order, equal ones of one group together.
///
/// Ages, visits and prices take few values: people are counted by them in one pass, and everything else is over the runs.
#[derive(Debug, Clone)]
pub(crate) struct Runs {
    runs: Vec<Run>,
    groups: usize,
}

/// What is known of the numbers of some people.
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    people: u64,
    sum: f64,
    absolute: f64,
    largest: f64,
    squares: f64,
    /// The numbers at and after the places of the three quartiles.
    quarters: [[f64; 2]; 3],
}

impl Runs {
    /// The numbers, one a person, with groups counted from 0, of which each person is in at most one. What is not finite is
    /// left out.
    pub(crate) fn of(
        groups: usize,
        group_of: impl Fn(usize) -> Option<usize> + Sync,
        numbers: &Numbers,
    ) -> Self {
        let group = |person| {
            let group = group_of(person).and_then(|group| u32::try_from(group).ok());
            group.unwrap_or(NONE)
        };
        let people = numbers.len();
        let pieces = (0..people.div_ceil(PIECE)).into_par_iter();
        let pieces = pieces.map(|piece| {
            let first = piece * PIECE;
            let people = first..(first + PIECE).min(people);
            let people = people.map(|person| (person, numbers.get(person)));
            let known = people.filter(|(_, number)| number.is_finite());
            // Adding 0 makes the negative zero the positive one.
            known.map(|(person, number)| (number + 0.0, group(person)))
        });
        let runs = counted(pieces.clone());
        let runs = runs.unwrap_or_else(|| sorted(pieces.flat_map_iter(|pairs| pairs).collect()));
        Self { runs, groups }
    }

    /// The figures of everybody with a number, and of each group.
    pub(crate) fn figures(&self) -> (GroupFigures, Vec<GroupFigures>) {
        let mut figures: Vec<GroupFigures> = self.moments().iter().map(Moments::figures).collect();
        let everybody = figures.pop().unwrap_or_default();
        (everybody, figures)
    }

    /// Whether the mean of a group may be published, by group.
    pub(crate) fn may_publish(&self, min_group: u64) -> Vec<bool> {
        let mut found = self.moments();
        found.pop();
        let safe = |of: &Moments| mean_is_safe(of.people, [of.absolute, of.largest], min_group);
        found.iter().map(safe).collect()
    }

    /// Visits the people of each number in ascending order: their groups, and how many they are of each.
    pub(super) fn each_number(
        &self,
        mut visit: impl FnMut(&mut dyn Iterator<Item = (usize, u64)>),
    ) {
        for equal in self
            .runs
            .chunk_by(|a, b| a.value.total_cmp(&b.value).is_eq())
        {
            let grouped = equal.iter().filter(|run| run.group != NONE);
            visit(&mut grouped.map(|run| (run.group as usize, run.people)));
        }
    }

    /// The moments of each group, and of everybody after them.
    fn moments(&self) -> Vec<Moments> {
        let mut found = vec![Moments::default(); self.groups + 1];
        self.each(|run, place| {
            let of = &mut found[place];
            let people = run.people as f64;
            of.people += run.people;
            of.sum += run.value * people;
            of.absolute += run.value.abs() * people;
            of.largest = of.largest.max(run.value.abs());
        });
        let means: Vec<f64> = found.iter().map(|of| of.sum / of.people as f64).collect();
        let mut before = vec![0_u64; found.len()];
        self.each(|run, place| {
            let of = &mut found[place];
            of.squares += (run.value - means[place]).powi(2) * run.people as f64;
            let (first, next) = (before[place], before[place] + run.people);
            let last = of.people - 1;
            for (quarter, [at, after]) in (1..).zip(&mut of.quarters) {
                // In integers, as a floating place could fall beside a number.
                let wanted = last * quarter / 4;
                if (first..next).contains(&wanted) {
                    *at = run.value;
                }
                if (first..next).contains(&(wanted + 1).min(last)) {
                    *after = run.value;
                }
            }
            before[place] = next;
        });
        found
    }

    /// Every run for its group, and for everybody.
    fn each(&self, mut visit: impl FnMut(&Run, usize)) {
        for run in &self.runs {
            if run.group != NONE {
                visit(run, run.group as usize);
            }
            visit(run, self.groups);
        }
    }
}

impl Moments {
    fn figures(&self) -> GroupFigures {
        let n = self.people as f64;
        let some = self.people > 0;
        let quartile = |quarter: usize| {
            let [at, after] = self.quarters[quarter];
            let part = (self.people - 1) * (quarter as u64 + 1) % 4;
            at + part as f64 / 4.0 * (after - at)
        };
        GroupFigures {
            n: self.people,
            mean: some.then(|| self.sum / n),
            sd: (self.people > 1).then(|| (self.squares / (n - 1.0)).sqrt()),
            quartiles: some.then(|| [0, 1, 2].map(quartile)),
            squares: self.squares,
        }
    }
}

/// People by number and group.
type Counts = HashMap<(u64, u32), u64, RandomState>;

/// Counts people by number and group; `None` where there are many numbers.
fn counted(
    pieces: impl ParallelIterator<Item = impl Iterator<Item = (f64, u32)>>,
) -> Option<Vec<Run>> {
    let few = |counts: &Counts| counts.len() <= FEW;
    let count = |mut counts: Counts, people: _| {
        for (value, group) in people {
            *counts.entry((f64::to_bits(value), group)).or_insert(0) += 1;
            if !few(&counts) {
                return None;
            }
        }
        Some(counts)
    };
    let merge = |mut counts: Counts, others: Counts| {
        for (pair, people) in others {
            *counts.entry(pair).or_insert(0) += people;
        }
        Some(counts).filter(few)
    };
    let counts = pieces
        .try_fold(Counts::default, count)
        .try_reduce(Counts::default, merge)?;
    let runs = counts.into_iter().map(|((bits, group), people)| Run {
        value: f64::from_bits(bits),
        group,
        people,
    });
    let mut runs: Vec<Run> = runs.collect();
    runs.sort_unstable_by(|a, b| a.value.total_cmp(&b.value).then(a.group.cmp(&b.group)));
    Some(runs)
}

fn sorted(mut pairs: Vec<(f64, u32)>) -> Vec<Run> {
    pairs.par_sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let equal = pairs.chunk_by(|a, b| a == b);
    equal
        .map(|people| Run {
            value: people[0].0,
            group: people[0].1,
            people: people.len() as u64,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counting and sorting give the same runs.
    #[test]
    fn counting_is_sorting() {
        let pairs: Vec<(f64, u32)> = (0..1_000_u32)
            .map(|person| (f64::from(person * 7_919 % 37) - 9.0, person % 3))
            .collect();
        let plain = |runs: Vec<Run>| -> Vec<(f64, u32, u64)> {
            let runs = runs.iter();
            runs.map(|run| (run.value, run.group, run.people)).collect()
        };
        assert_eq!(
            plain(counted(pairs.par_chunks(300).map(|some| some.iter().copied())).unwrap()),
            plain(sorted(pairs))
        );
    }

    #[test]
    fn nobody_has_no_figures() {
        let (everybody, groups) = Runs::of(2, |_| None, &vec![f64::NAN].into()).figures();
        assert_eq!((everybody.n, everybody.mean), (0, None));
        assert!(groups.iter().all(|group| group.quartiles.is_none()));
    }
}
