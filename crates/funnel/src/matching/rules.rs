//! [`Rules`]: a definition in the form that a pass reads.

use crate::{Counting, Definition, Exclusion, Funnel, Mode, Start, Step};

/// Which of several chains at a step is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pick {
    /// The newest, as `windowFunnel` does.
    Newest,
    /// The newest, when it is earlier than the event at hand, as `windowFunnel` does under `strict_increase`.
    NewestIfEarlier,
    /// The newest of those earlier than the event at hand.
    Earlier,
    /// Every one that differs in the events used at this moment.
    Once {
        /// Whether steps must differ in time.
        increase: bool,
    },
}

/// What is counted inside a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Different steps.
    Different,
    /// Steps up to the first that is missing.
    Prefix,
}

/// How a level comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// By a chain of events.
    Chain(Pick),
    /// By the steps inside one window.
    Window(Measure),
    /// Each step for itself.
    Independent,
}

/// What an event between two steps does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Between {
    Nothing,
    /// The chain ends; another may start.
    EndsChain,
    /// The search ends.
    EndsSearch,
}

/// A definition with its windows.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    /// Steps that must be done.
    pub(crate) steps: usize,
    pub(crate) window: i64,
    pub(crate) step_window: i64,
    pub(crate) shape: Shape,
    /// Whether only the first event of the first step may start.
    pub(crate) first_only: bool,
    /// Whether a filled step that occurs again ends the search.
    pub(crate) dedup: bool,
    /// What an event between two steps does.
    pub(crate) between: Between,
    /// The places of the steps, from 0, at which an exclusion ends a chain.
    pub(crate) exclusions: Vec<(usize, usize)>,
}

impl Rules {
    /// The rules of a funnel under a definition.
    pub(crate) fn of(funnel: &Funnel, steps: &[Step], definition: &Definition) -> Self {
        let has = |mode| definition.has(mode);
        let increase = has(Mode::StrictIncrease);
        let pick = match (has(Mode::Once), increase, definition.start) {
            (true, ..) => Pick::Once { increase },
            (false, false, _) => Pick::Newest,
            (false, true, Start::Newest) => Pick::NewestIfEarlier,
            (false, true, Start::Best | Start::First) => Pick::Earlier,
        };
        let shape = if has(Mode::AnyOrder) {
            Shape::Window(Measure::Different)
        } else if has(Mode::AllEarlier) {
            Shape::Window(Measure::Prefix)
        } else if has(Mode::Independent) {
            Shape::Independent
        } else {
            Shape::Chain(pick)
        };
        Self {
            steps: steps.iter().filter(|step| !step.optional).count(),
            window: funnel.window.micros(),
            step_window: funnel.step_window.map_or(i64::MAX, crate::Span::micros),
            shape,
            first_only: definition.start == Start::First
                || definition.counting == Counting::Attempts,
            dedup: has(Mode::StrictDedup),
            between: if has(Mode::StrictOrder) {
                Between::EndsSearch
            } else if has(Mode::Consecutive) {
                Between::EndsChain
            } else {
                Between::Nothing
            },
            exclusions: funnel
                .exclude
                .iter()
                .map(|exclusion| between(exclusion, steps))
                .collect(),
        }
    }

    /// Whether an event between two steps ends the search.
    pub(super) fn is_strict(&self) -> bool {
        self.between == Between::EndsSearch
    }

    /// Whether an event between two steps ends the chain.
    pub(super) fn is_consecutive(&self) -> bool {
        self.between == Between::EndsChain
    }

    /// The same, with every step later than the one before: what equal times decide shows against it.
    pub(crate) fn without_ties(&self) -> Option<Self> {
        let shape = match self.shape {
            Shape::Chain(Pick::Newest) => Shape::Chain(Pick::Earlier),
            Shape::Chain(Pick::Once { increase: false }) => {
                Shape::Chain(Pick::Once { increase: true })
            }
            _ => return None,
        };
        Some(Self {
            shape,
            ..self.clone()
        })
    }
}

/// The steps that must be done, from 0, behind which an exclusion counts: from the first to before the last.
fn between(exclusion: &Exclusion, steps: &[Step]) -> (usize, usize) {
    let required = |until: usize| steps[..until].iter().filter(|step| !step.optional).count();
    match exclusion.between {
        None => (0, required(steps.len()) - 1),
        Some((from, to)) => (
            required(from.into()).max(1) - 1,
            required(usize::from(to) - 1),
        ),
    }
}
