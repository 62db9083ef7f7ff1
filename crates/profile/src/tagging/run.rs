//! The verb [`Profile::tag`].

use chrono::{Days, NaiveDate};
use fourr_table::{Role, coerce};
use rayon::prelude::*;

use super::{
    Codes, Matches, People, Tagging,
    early::{self, Wanted},
    ids::Ids,
    join, quantile,
    settle::{self, Filled, Order, Settled},
};
use crate::{
    InputLedger, Lists, Needs, Numbers, Profile, ProfileError, SourceKind, Sources, TagFile,
    Warning, defaults,
    evaluate::{Lookups, Outcome, Stored, Tags},
    measures::{self, Collected, Measured},
    plan::{Origin, Plan, Program, main_table},
    tags::TagFault,
};

/// Persons of a piece in which late tags are found.
const PIECE: usize = 1 << 16;
/// Microseconds in a day.
const DAY: i64 = 86_400_000_000;

impl Profile {
    /// Carries out the rules of a tag file over the tables; without a file, of tags derived from the columns there are.
    ///
    /// The people are those of the first table of persons, each once (the first row counts); without such a table,
    /// those of the orders and events. They come out in ascending order of their ids: numbers by value, also where all of a
    /// column are numbers written as text, and other text by code point.
    /// Rules see a missing value as unknown (three-valued logic), and fire only when they are true. Of an exclusive tag a person has the value
    /// whose rule goes first among those that fit: by the lowest priority number, then by the order of the file. The result
    /// depends neither on the order of rows nor on the number of threads.
    ///
    /// # Errors
    /// A meaningless parameter; a rule that names no column, measure or tag, or takes a column for what it is not, with its
    /// line and column; a table or a date that a rule needs and that is not there; nobody to profile.
    pub fn tag(
        &self,
        tags: Option<&TagFile>,
        sources: &Sources,
        lists: &Lists,
        needs: &Needs,
    ) -> Result<Tagging, ProfileError> {
        self.check()?;
        let (mut file, mut warnings) = match tags {
            Some(file) => (file.clone(), Vec::new()),
            None => defaults::derive(self, sources)?,
        };
        file.generalise(&self.generalise)?;
        let plan =
            Plan::of(&file, sources, needs, self.as_of).map_err(|refusal| file.wrong(refusal))?;
        let mut run = Run {
            profile: self,
            file: &file,
            sources,
            plan,
            ledgers: Vec::new(),
        };
        let mut base = run.base()?;
        if base.people.is_empty() {
            let rows = run.ledgers.iter().map(|ledger| ledger.rows.read).sum();
            return Err(ProfileError::Nobody { rows });
        }
        let (measured, as_of) = run.gather(&mut base)?;
        run.cut(&base, &mut warnings);
        let on_lists = run.lists(&base.people, lists)?;
        run.late(&mut base, as_of, &on_lists);
        let orphans = run.orphans(&base);
        let columns = run.columns(&mut base, &measured, &mut warnings);
        let numbers = run.numbers(&mut base);
        let Run {
            plan, mut ledgers, ..
        } = run;
        let of_persons = ledgers
            .iter_mut()
            .filter(|ledger| ledger.kind == SourceKind::Persons);
        for (ledger, source) in of_persons.zip(sources.persons()) {
            ledger.rows.read += source.without_consent;
            ledger.rows.without_consent = source.without_consent;
        }
        Ok(Tagging {
            people: base.people,
            columns,
            numbers,
            as_of,
            plan,
            ledgers,
            orphans,
            warnings,
            file,
        })
    }
}

pub(super) struct Run<'a> {
    pub(super) profile: &'a Profile,
    pub(super) file: &'a TagFile,
    pub(super) sources: &'a Sources,
    pub(super) plan: Plan,
    pub(super) ledgers: Vec<InputLedger>,
}

/// The people, and what is known of them so far.
pub(super) struct Base {
    pub(super) people: People,
    pub(super) codes: Vec<Option<Codes>>,
    pub(super) matches: Vec<Matches>,
    /// By slot.
    pub(super) filled: Vec<Option<Filled>>,
}

/// Measures by their place in the file, and the date in force.
type Gathered = (Vec<Option<Measured>>, Option<NaiveDate>);

impl Run<'_> {
    /// Everything that is known of the people, with the tags that a plan without quantiles finds.
    pub(super) fn find(&mut self, lists: &Lists) -> Result<(Base, Gathered), ProfileError> {
        let mut base = self.base()?;
        let (measured, as_of) = self.gather(&mut base)?;
        let on_lists = self.lists(&base.people, lists)?;
        self.late(&mut base, as_of, &on_lists);
        Ok((base, (measured, as_of)))
    }

    /// Reads the further tables.
    fn gather(&mut self, base: &mut Base) -> Result<Gathered, ProfileError> {
        self.join(base)?;
        self.measure(base)
    }

    /// Reads the people.
    fn base(&mut self) -> Result<Base, ProfileError> {
        let slots = self.plan.reads.inputs.len();
        let Some(source) = main_table(self.sources) else {
            let people = self.everybody()?;
            return Ok(Base {
                people,
                codes: vec![None; self.plan.tags.len()],
                matches: vec![Matches::default(); self.plan.tags.len()],
                filled: vec![None; slots],
            });
        };
        let midnight = self
            .profile
            .as_of
            .map_or(f64::NAN, |date| micros(date) as f64);
        let keep = self.kept();
        let wanted = Wanted::of(&self.plan, keep, midnight);
        let mut read = early::read(&wanted, source, &[])?;
        let mut order = read.order();
        if !order.repeated.is_empty() {
            // Who repeats is known only now; what their rows fit must not be counted.
            read = early::read(&wanted, source, &order.repeated)?;
            let repeated = std::mem::take(&mut order.repeated);
            order = read.order();
            order.repeated = repeated;
        }
        let ledger = InputLedger {
            kind: source.kind,
            roles: source.roles.clone(),
            rows: read.rows,
            faults: std::mem::take(&mut read.faults)
                .into_iter()
                .filter(|faults| faults.total() > 0)
                .collect(),
        };
        let matches = std::mem::take(&mut read.matches);
        let Settled { codes, kept } = settle::settle(read, order.rows.as_deref(), &wanted.keep);
        let mut filled: Vec<Option<Filled>> = vec![None; slots];
        for (&slot, values) in wanted.keep.iter().zip(kept) {
            filled[slot] = Some(values);
        }
        self.ledgers.push(ledger);
        Ok(Base {
            people: order.people,
            codes,
            matches,
            filled,
        })
    }

    /// Everybody in the orders and events.
    fn everybody(&self) -> Result<People, ProfileError> {
        let mut ids: Vec<Ids> = Vec::new();
        for source in self.sources.tables() {
            let person = source.roles.require(Role::Customer)?;
            for batch in source.table.batches(&[person])? {
                ids.push(Ids::of(coerce::keys(batch?.column(person)?)?));
            }
        }
        Ok(Order::of(&ids).people)
    }

    /// Slots of the table of persons that are needed after it is read.
    fn kept(&self) -> Vec<usize> {
        let reads = &self.plan.reads;
        let mut slots: Vec<usize> = self.plan.keep.iter().map(|(_, slot)| *slot).collect();
        let late = self.plan.tags.iter().filter(|tag| !tag.early);
        slots.extend(late.flat_map(|tag| tag.program.slots()));
        slots.retain(|&slot| matches!(reads.inputs[slot].origin, Origin::Main(_)));
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// Reads the further tables of persons.
    fn join(&mut self, base: &mut Base) -> Result<(), ProfileError> {
        for (place, source) in self.sources.persons().enumerate().skip(1) {
            let inputs = self.plan.reads.inputs.iter().enumerate();
            let wanted: Vec<_> = inputs
                .filter_map(|(slot, input)| match &input.origin {
                    Origin::Joined { table, column } if *table == place => {
                        Some((slot, column.clone(), input.taken))
                    }
                    _ => None,
                })
                .collect();
            let (filled, ledger) = join::join(source, &base.people, &wanted)?;
            for ((slot, ..), values) in wanted.iter().zip(filled) {
                base.filled[*slot] = Some(values);
            }
            self.ledgers.push(ledger);
        }
        Ok(())
    }

    /// Takes the measures of orders and events, by place in the file; and the date in force.
    fn measure(&mut self, base: &mut Base) -> Result<Gathered, ProfileError> {
        let until = self.profile.as_of.map(|date| micros(date) + DAY);
        let mut collected: Vec<Collected> = Vec::new();
        for table in &self.plan.tables {
            let source = self
                .sources
                .tables()
                .iter()
                .find(|source| source.kind == table.kind);
            let source =
                source.unwrap_or_else(|| unreachable!("a plan is of a table that is there"));
            let within = (&base.people, self.sources.scratch());
            let rows = measures::collect(table, source, within, until)?;
            let faults = rows
                .faults
                .iter()
                .filter(|faults| faults.total() > 0)
                .cloned()
                .collect();
            let ledger = InputLedger {
                kind: source.kind,
                roles: source.roles.clone(),
                rows: rows.rows,
                faults,
            };
            self.ledgers.push(ledger);
            collected.push(rows);
        }
        let latest = collected.iter().filter_map(|rows| rows.latest).max();
        let as_of = self.profile.as_of.or_else(|| latest.and_then(day_after));
        if let (Some(at), None) = (self.plan.dated, as_of) {
            return Err(self.file.wrong((at, TagFault::NoDate)).into());
        }
        let today = as_of.map_or(0, |date| micros(date) / DAY);
        let mut measured: Vec<Option<Measured>> = vec![None; self.file.measures.len()];
        for (table, rows) in self.plan.tables.iter().zip(collected) {
            let values = measures::finish(table, rows, self.sources.scratch(), today)?;
            for (measure, values) in table.measures.iter().zip(values) {
                measured[measure.measure] = Some(values);
            }
        }
        for (slot, input) in self.plan.reads.inputs.iter().enumerate() {
            if let Origin::Measure(measure) = input.origin {
                base.filled[slot] =
                    measured[measure]
                        .as_ref()
                        .and_then(|measured| match measured {
                            Measured::Numbers(values) => {
                                Some(Filled::Numbers(values.clone().into()))
                            }
                            Measured::Texts {
                                codes,
                                each: 1,
                                dictionary,
                            } => Some(Filled::Texts(codes.clone(), dictionary.clone())),
                            Measured::Texts { .. } => None,
                        });
            }
        }
        Ok((measured, as_of))
    }

    fn lists(&self, people: &People, lists: &Lists) -> Result<Vec<Vec<u8>>, ProfileError> {
        let read = |path: &String| {
            let at = || self.file.at_list(path);
            let table = lists
                .get(path)
                .ok_or_else(|| self.file.wrong((at(), TagFault::NoList(path.clone()))))?;
            join::list(people, table)
        };
        self.plan.lists.iter().map(read).collect()
    }

    /// Turns quantiles into classes with edges.
    fn cut(&mut self, base: &Base, warnings: &mut Vec<Warning>) {
        for (planned, tag) in self.plan.tags.iter_mut().zip(&self.file.tags) {
            let Program::Quantiles { slot, classes } = planned.program else {
                continue;
            };
            let values = match &base.filled[slot] {
                Some(Filled::Numbers(values)) => Some(values),
                _ => None,
            };
            let edges = quantile::edges(values.into_iter().flat_map(Numbers::iter), classes);
            let distinct = edges.windows(2).filter(|pair| pair[0] < pair[1]).count();
            if distinct < classes {
                warnings.push(Warning::Coinciding {
                    tag: tag.meta.code.clone(),
                    classes: distinct as u64,
                });
            }
            planned.program = Program::Bins {
                slot,
                edges,
                closed_left: false,
            };
        }
    }

    /// Finds the tags that more than the table of persons decides.
    fn late(&self, base: &mut Base, as_of: Option<NaiveDate>, lists: &[Vec<u8>]) {
        let mut lookups = Lookups::new(&self.plan.reads);
        for (slot, filled) in base.filled.iter().enumerate() {
            if let Some(Filled::Texts(_, dictionary)) = filled {
                lookups.extend(&self.plan.reads, slot, &dictionary.texts);
            }
        }
        let which: Vec<usize> = self
            .plan
            .order
            .iter()
            .copied()
            .filter(|&tag| !self.plan.tags[tag].early)
            .collect();
        let lists: Vec<&[u8]> = lists.iter().map(Vec::as_slice).collect();
        let slots = base.filled.iter().map(|filled| stored(filled.as_ref()));
        let tags = Tags {
            plan: &self.plan,
            slots: &slots.collect::<Vec<_>>(),
            lookups: &lookups,
            as_of: as_of.map_or(f64::NAN, |date| micros(date) as f64),
            lists: &lists,
            earlier: &base.codes,
            used: None,
        };
        let people = base.people.len();
        let starts: Vec<usize> = (0..people).step_by(PIECE).collect();
        let outcomes: Vec<Outcome> = starts
            .par_iter()
            .map(|&start| tags.run(&which, start..(start + PIECE).min(people)))
            .collect();
        for (start, outcome) in starts.into_iter().zip(outcomes) {
            for &tag in &which {
                base.matches[tag].merge(&outcome.matches[tag]);
                let column = || self.plan.tags[tag].column(base.people.len());
                if let Some(part) = &outcome.codes[tag] {
                    base.codes[tag].get_or_insert_with(column).put(start, part);
                }
            }
        }
    }
}

fn stored(filled: Option<&Filled>) -> Stored<'_> {
    match filled {
        None => Stored::Absent,
        Some(Filled::Numbers(values)) => Stored::Numbers(values),
        Some(Filled::Texts(codes, _)) => Stored::Texts(codes),
    }
}

/// Midnight of a date in microseconds since 1970.
fn micros(date: NaiveDate) -> i64 {
    date.and_time(chrono::NaiveTime::MIN)
        .and_utc()
        .timestamp_micros()
}

fn day_after(latest: i64) -> Option<NaiveDate> {
    let moment = chrono::DateTime::from_timestamp_micros(latest)?;
    moment.date_naive().checked_add_days(Days::new(1))
}
