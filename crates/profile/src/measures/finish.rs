//! Rows laid out person by person, and the measures of each person.

use rayon::prelude::*;

use super::{
    Collected, Conditions, Measured,
    person::{Person, Row},
};
use crate::plan::{BoundTake, TablePlan};

/// Persons of a piece.
const PIECE: usize = 1 << 14;

/// The measures of the plan, in its order; `today` is the day that windows are counted back from, in days since 1970.
pub(crate) fn finish(
    plan: &TablePlan,
    rows: &Collected,
    persons: usize,
    today: i64,
) -> Vec<Measured> {
    let layout = Layout::of(&rows.person, persons);
    let conditions = Conditions::of(plan);
    let starts: Vec<usize> = (0..persons).step_by(PIECE).collect();
    let measure = |(place, of): (usize, &crate::plan::BoundMeasure)| {
        let asked = Asked {
            take: &of.take,
            within: of.within,
            first: conditions.first[place],
            today,
        };
        let width = asked.each();
        let pieces: Vec<(Vec<f64>, Vec<u32>)> = starts
            .par_iter()
            .map(|&start| {
                let (mut numbers, mut texts) = (Vec::new(), Vec::new());
                let mut buffer = Vec::new();
                for person in start..(start + PIECE).min(persons) {
                    buffer.clear();
                    buffer.extend(
                        layout
                            .of_person(person)
                            .iter()
                            .filter_map(|&row| asked.row(rows, conditions.words(), row)),
                    );
                    let mut own = Person {
                        rows: &mut buffer,
                        collected: rows,
                        words: conditions.words(),
                        asked: &asked,
                    };
                    match width {
                        0 => numbers.push(own.number()),
                        each => own.texts(each, &mut texts),
                    }
                }
                (numbers, texts)
            })
            .collect();
        let (numbers, texts): (Vec<Vec<f64>>, Vec<Vec<u32>>) = pieces.into_iter().unzip();
        match asked.text_slot() {
            None => Measured::Numbers(numbers.concat()),
            Some(slot) => {
                let dictionary = rows.dictionaries[slot].clone();
                Measured::Texts {
                    codes: texts.concat(),
                    each: width,
                    dictionary,
                }
            }
        }
    };
    plan.measures.iter().enumerate().map(measure).collect()
}

/// What is asked of a person's rows.
pub(super) struct Asked<'a> {
    pub(super) take: &'a BoundTake,
    within: Option<u32>,
    /// The first bit of its conditions.
    pub(super) first: usize,
    pub(super) today: i64,
}

impl Asked<'_> {
    /// Texts of a person; 0 where it is a number.
    fn each(&self) -> usize {
        match self.take {
            BoundTake::First(_) | BoundTake::Last(_) => 1,
            BoundTake::Preferred { top, .. } => *top as usize,
            _ => 0,
        }
    }

    fn text_slot(&self) -> Option<usize> {
        match self.take {
            BoundTake::First(slot)
            | BoundTake::Last(slot)
            | BoundTake::Preferred { by: slot, .. } => Some(*slot),
            _ => None,
        }
    }

    /// A row, if it lies in the window and fits.
    fn row(&self, rows: &Collected, words: usize, row: u32) -> Option<Row> {
        let time = rows.time[row as usize];
        let day = time.div_euclid(super::person::DAY);
        let inside = self
            .within
            .is_none_or(|days| self.today - day <= i64::from(days));
        let bits = match self.take {
            BoundTake::Steps(steps) => self.first..self.first + steps.len(),
            _ => self.first..self.first + 1,
        };
        let fits = |bit: usize| rows.fits[row as usize * words + bit / 64] >> (bit % 64) & 1 == 1;
        let mut any = bits.filter(|&bit| fits(bit));
        (inside && any.next().is_some()).then_some(Row { row, time })
    }
}

/// Rows by person: a counting sort.
struct Layout {
    rows: Vec<u32>,
    /// Where the rows of each person end.
    ends: Vec<usize>,
}

impl Layout {
    fn of(person: &[u32], persons: usize) -> Self {
        let mut ends = vec![0_usize; persons + 1];
        for &person in person {
            ends[person as usize + 1] += 1;
        }
        for place in 1..ends.len() {
            ends[place] += ends[place - 1];
        }
        let mut rows = vec![0; person.len()];
        for (row, &person) in (0_u32..).zip(person) {
            let place = &mut ends[person as usize];
            rows[*place] = row;
            *place += 1;
        }
        ends.pop();
        Self { rows, ends }
    }

    fn of_person(&self, person: usize) -> &[u32] {
        let start = person.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.rows[start..self.ends[person]]
    }
}
