//! [`Plan`]: what the pass over the persons needs to know.

use fourr_table::Table;

use crate::{
    Attribution, Condition, Counting, Definition, Funnel, FunnelError, Like, Mode, Pattern, Step,
    matching::Rules,
    reduce::{MOST_CONDITIONS, names::Ranked},
};

/// Exclusions that fit beside the steps.
const MOST_EXCLUSIONS: usize = 32;

/// What divides a person's events into what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Division {
    /// Nothing.
    Whole,
    /// The property that is held; the best part counts.
    Held,
    /// The session column.
    Session,
    /// Silence of more than so many microseconds.
    Gap(i64),
    /// An attempt ends before the next begins.
    Attempts,
}

/// A definition with its rules.
#[derive(Debug, Clone)]
pub(crate) struct Ruled {
    pub(crate) definition: Definition,
    pub(crate) rules: Rules,
}

/// The events of the steps and exclusions as bits, and how units are counted.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) steps: Vec<Step>,
    pub(crate) force: Ruled,
    /// The rules without equal times, where they could decide.
    pub(crate) strict_times: Option<Rules>,
    /// The other definitions, where they are compared.
    pub(crate) others: Vec<Ruled>,
    pub(crate) division: Division,
    /// The bit of each stage; stages that must be done have the low ones in their order.
    pub(crate) bits: Vec<usize>,
    /// By rank of the event: the steps and exclusions that its name fits.
    pub(crate) names: Vec<u64>,
    /// By the conditions that an event meets: the steps and exclusions that they allow.
    pub(crate) allowed: Vec<u64>,
    /// The step, from 0, whose event tells the group; none for the last.
    pub(crate) attributed: Option<usize>,
    /// Last moment that counts.
    pub(crate) until: i64,
}

impl Plan {
    /// The plan of a funnel over the events that a log has.
    pub(crate) fn of(funnel: &Funnel, events: &Ranked, conditions: &[Condition]) -> Self {
        let steps = funnel.steps.clone();
        let definition = funnel.definition();
        let rules = Rules::of(funnel, &steps, &definition);
        let bits = bits(&steps);
        let patterns = || {
            let own = steps
                .iter()
                .zip(&bits)
                .map(|(step, bit)| (&step.pattern, *bit));
            own.chain(
                funnel
                    .exclude
                    .iter()
                    .map(|exclusion| &exclusion.pattern)
                    .zip(32..),
            )
        };
        let names = events.names.iter().map(|event| {
            let fits = patterns().filter(|(pattern, _)| pattern.names(event));
            fits.fold(0, |marks, (_, bit)| marks | 1 << bit)
        });
        let allowed = (0..1_usize << conditions.len()).map(|met| {
            let allows = patterns().filter(|(pattern, _)| needs(pattern, conditions) & !met == 0);
            allows.fold(0, |marks, (_, bit)| marks | 1 << bit)
        });
        let others = if funnel.compare_definitions {
            others(funnel, &definition)
        } else {
            Vec::new()
        };
        Self {
            division: division(funnel, &definition),
            strict_times: rules.without_ties(),
            names: names.collect(),
            allowed: allowed.collect(),
            attributed: attributed(funnel, &bits),
            others,
            force: Ruled { definition, rules },
            bits,
            steps,
            until: i64::MAX,
        }
    }

    /// What an event is for.
    #[inline]
    pub(crate) fn marks(&self, kind: u32) -> u64 {
        self.names[(kind >> 8) as usize] & self.allowed[(kind & 0xFF) as usize]
    }

    /// The stages that must be done, by place, in their order.
    pub(crate) fn required(&self) -> Vec<usize> {
        (0..self.steps.len())
            .filter(|stage| !self.steps[*stage].optional)
            .collect()
    }
}

/// The bit of each stage.
pub(crate) fn bits(steps: &[Step]) -> Vec<usize> {
    let required = steps.iter().filter(|step| !step.optional).count();
    let (mut low, mut high) = (0..required, required..);
    let bit = |step: &Step| {
        if step.optional {
            high.next()
        } else {
            low.next()
        }
    };
    steps.iter().filter_map(bit).collect()
}

/// The different conditions of all steps and exclusions; their columns exist.
pub(crate) fn conditions(funnel: &Funnel, table: &Table) -> Result<Vec<Condition>, FunnelError> {
    let patterns = funnel.steps.iter().map(|step| &step.pattern);
    let patterns = patterns.chain(funnel.exclude.iter().map(|exclusion| &exclusion.pattern));
    let mut all: Vec<Condition> = Vec::new();
    for condition in patterns.flat_map(|pattern| &pattern.conditions) {
        if !all.contains(condition) {
            all.push(condition.clone());
        }
    }
    for condition in &all {
        exists(table, &condition.column)?;
    }
    if all.len() > MOST_CONDITIONS || funnel.exclude.len() > MOST_EXCLUSIONS {
        return Err(FunnelError::TooManyConditions(all.len()));
    }
    Ok(all)
}

/// Fails unless the table has the column.
pub(crate) fn exists(table: &Table, column: &str) -> Result<(), FunnelError> {
    if table.columns().iter().any(|known| known.name == column) {
        return Ok(());
    }
    Err(FunnelError::NoColumn {
        column: column.to_owned(),
        columns: table
            .columns()
            .iter()
            .map(|known| known.name.clone())
            .collect(),
    })
}

/// The conditions of a pattern as bits.
fn needs(pattern: &Pattern, conditions: &[Condition]) -> usize {
    let place = |condition: &Condition| conditions.iter().position(|known| known == condition);
    let places = pattern.conditions.iter().filter_map(place);
    places.fold(0, |bits, place| bits | 1 << place)
}

fn division(funnel: &Funnel, definition: &Definition) -> Division {
    match definition.counting {
        Counting::Persons if funnel.hold.is_some() => Division::Held,
        Counting::Persons => Division::Whole,
        Counting::Sessions if funnel.session.is_some() => Division::Session,
        Counting::Sessions => Division::Gap(funnel.gap.micros()),
        Counting::Attempts => Division::Attempts,
    }
}

fn attributed(funnel: &Funnel, bits: &[usize]) -> Option<usize> {
    match funnel.attribution {
        Attribution::First => Some(0),
        Attribution::Last => None,
        Attribution::Step(step) => bits.get(usize::from(step) - 1).copied(),
    }
}

/// Every definition but the one in force that the steps allow.
fn others(funnel: &Funnel, force: &Definition) -> Vec<Ruled> {
    let mut all: Vec<Definition> = Like::ALL.into_iter().map(Like::definition).collect();
    for mode in [Mode::StrictOrder, Mode::StrictDedup, Mode::StrictIncrease] {
        let mut strict = Like::Clickhouse.definition();
        (strict.like, strict.modes) = (None, vec![mode]);
        all.push(strict);
    }
    let alike = |a: &Definition, b: &Definition| {
        (a.start, &a.modes, a.counting) == (b.start, &b.modes, b.counting)
    };
    let (mut others, ordered): (Vec<Ruled>, bool) = (Vec::new(), !funnel.exclude.is_empty());
    for definition in all {
        let chain = !definition.modes.iter().any(|mode| mode.is_unordered());
        let known = alike(&definition, force)
            || others
                .iter()
                .any(|other| alike(&other.definition, &definition));
        if known && definition.like != Some(Like::Amplitude) || ordered && !chain {
            continue;
        }
        let rules = Rules::of(funnel, &funnel.steps, &definition);
        others.push(Ruled { definition, rules });
    }
    others
}
