//! Rows laid out person by person, and the measures of each person.

use fourr_table::Scratch;
use rayon::prelude::*;

use super::{
    Collected, Conditions, Measured,
    person::{Person, Row},
    rows::Rows,
};
use crate::{
    ProfileError,
    plan::{BoundMeasure, BoundTake, TablePlan},
};

/// Values of a measure: numbers, or codes of texts.
type Values = (Vec<f64>, Vec<u32>);

/// The measures of the plan, in its order; `today` is the day that windows are counted back from, in days since 1970.
pub(crate) fn finish(
    plan: &TablePlan,
    collected: Collected,
    scratch: &Scratch,
    today: i64,
) -> Result<Vec<Measured>, ProfileError> {
    let Collected {
        asides,
        shape,
        parts,
        translations,
        dictionaries,
        ..
    } = collected;
    let conditions = Conditions::of(plan);
    let asked: Vec<Asked<'_>> = (plan.measures.iter().zip(&conditions.first))
        .map(|(measure, first)| Asked::of(measure, *first, today))
        .collect();
    let measured: Vec<Vec<Values>> = asides
        .into_par_iter()
        .enumerate()
        .map(|(part, asides)| {
            let rows = Rows::of(asides, &shape, &translations, scratch)?;
            let layout = Layout::of(&rows.person, parts.persons_of(part));
            let take = |asked: &Asked<'_>| asked.take(&rows, &layout, shape.words);
            Ok(asked.iter().map(take).collect())
        })
        .collect::<Result<_, ProfileError>>()?;
    let mut all: Vec<Values> = vec![Values::default(); asked.len()];
    for part in measured {
        for (all, (numbers, texts)) in all.iter_mut().zip(part) {
            all.0.extend(numbers);
            all.1.extend(texts);
        }
    }
    let measured = asked.iter().zip(all).map(|(asked, (numbers, codes))| {
        asked
            .text_slot()
            .map_or(Measured::Numbers(numbers), |slot| Measured::Texts {
                codes,
                each: asked.each(),
                dictionary: dictionaries[slot].clone(),
            })
    });
    Ok(measured.collect())
}

/// What is asked of a person's rows.
pub(super) struct Asked<'a> {
    pub(super) take: &'a BoundTake,
    within: Option<u32>,
    /// The first bit of its conditions.
    pub(super) first: usize,
    pub(super) today: i64,
}

impl<'a> Asked<'a> {
    fn of(measure: &'a BoundMeasure, first: usize, today: i64) -> Self {
        Self {
            take: &measure.take,
            within: measure.within,
            first,
            today,
        }
    }

    /// The measure of every person of a part.
    fn take(&self, rows: &Rows, layout: &Layout, words: usize) -> Values {
        let (mut numbers, mut texts) = Values::default();
        let mut buffer = Vec::new();
        for person in 0..layout.ends.len() {
            buffer.clear();
            let own = layout.of_person(person).iter();
            buffer.extend(own.filter_map(|&row| self.row(rows, words, row)));
            let mut own = Person {
                rows: &mut buffer,
                part: rows,
                words,
                asked: self,
            };
            match self.each() {
                0 => numbers.push(own.number()),
                each => own.texts(each, &mut texts),
            }
        }
        (numbers, texts)
    }

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
    fn row(&self, rows: &Rows, words: usize, row: u32) -> Option<Row> {
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
