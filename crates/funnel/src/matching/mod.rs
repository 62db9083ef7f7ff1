//! One person's events under one definition: the tight pass.
//!
//! Events come in order of time as two slices, when and what for; what for is one bit a step. Steps that must be done
//! have the low bits in their order, optional ones follow, exclusions have the high half. Nothing is allocated for a
//! person: what a pass needs is kept in [`Matcher`] and used again.

mod chains;
mod once;
#[cfg(test)]
mod oracle;
mod rules;
mod windows;

pub(crate) use rules::{Measure, Pick, Rules, Shape};

/// The steps among the marks of an event.
pub(crate) const STEPS: u64 = 0xFFFF_FFFF;

/// The events of one person, session or attempt in order of time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Log<'a> {
    pub(crate) times: &'a [i64],
    pub(crate) marks: &'a [u64],
}

impl Log<'_> {
    pub(crate) fn len(self) -> usize {
        self.times.len()
    }

    /// The events from one place on.
    pub(crate) fn from(self, start: usize) -> Self {
        Self {
            times: &self.times[start..],
            marks: &self.marks[start..],
        }
    }

    /// Where the events end that share the time of the one at `start`.
    #[inline]
    fn moment(self, start: usize) -> usize {
        let time = self.times[start];
        let mut end = start + 1;
        while end < self.times.len() && self.times[end] == time {
            end += 1;
        }
        end
    }
}

/// How a pass ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// All events were seen.
    Exhausted,
    /// The last step was filled.
    Complete,
    /// A strict rule ended it, or the only start there may be is lost.
    Stopped,
}

/// What became of a chain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    /// Steps filled; of the definition without an order a mask of those done.
    pub(crate) level: usize,
    /// The last moment at which it could still go on.
    pub(crate) open_until: i64,
    /// Events seen.
    pub(crate) seen: usize,
}

/// An event that filled a step, and the one that filled the step before.
#[derive(Debug, Clone, Copy)]
struct Node {
    event: u32,
    before: u32,
}

/// Where a chain stands.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    start: i64,
    time: i64,
    node: u32,
}

/// Follows chains through the events of one person after another.
#[derive(Debug, Default)]
pub(crate) struct Matcher {
    states: Vec<State>,
    /// States as they were before the moment at hand.
    earlier: Vec<State>,
    /// Steps filled, and filled before the moment at hand, one bit each.
    filled: u32,
    filled_earlier: u32,
    nodes: Vec<Node>,
    /// The node that first reached the best level.
    best: u32,
    level: usize,
    started: bool,
    /// Chains that a moment offers, by step, where events must not serve twice.
    now: Vec<Vec<once::Choice>>,
    /// Events by step inside a window.
    counts: Vec<u32>,
    /// The events that filled the steps, in their order.
    path: Vec<u32>,
}

impl Matcher {
    /// Finds the level that the events reach. [`Self::path`] tells by which.
    pub(crate) fn run(&mut self, log: Log<'_>, rules: &Rules) -> Found {
        match rules.shape {
            Shape::Chain(Pick::Once { .. }) => self.once(log, rules),
            Shape::Chain(_) => self.chain(log, rules),
            Shape::Window(measure) => self.window(log, rules, measure),
            Shape::Independent => self.independent(log, rules),
        }
    }

    /// The events that filled the steps, by place in the log of the last run.
    pub(crate) fn path(&self) -> &[u32] {
        &self.path
    }

    fn begin(&mut self, steps: usize) {
        self.states.resize(steps, State::default());
        self.earlier.resize(steps, State::default());
        (self.filled, self.filled_earlier) = (0, 0);
        self.nodes.clear();
        (self.best, self.level, self.started) = (0, 0, false);
    }

    /// Enters an event that fills a step behind the node of the step before.
    #[inline]
    fn node(&mut self, event: usize, before: u32, level: usize) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the events of a person are numbered in 32 bits"
        )]
        let (node, event) = (self.nodes.len() as u32, event as u32);
        self.nodes.push(Node { event, before });
        if level > self.level {
            (self.level, self.best) = (level, node);
        }
        node
    }

    /// Walks back from the node that reached the best level.
    fn trace(&mut self) {
        self.path.clear();
        self.path.resize(self.level, 0);
        let mut node = self.best;
        for place in (0..self.level).rev() {
            let Node { event, before } = self.nodes[node as usize];
            self.path[place] = event;
            node = before;
        }
    }

    /// The last moment at which a chain could still go on.
    fn open_until(&self, rules: &Rules) -> i64 {
        let mut open = i64::MIN;
        for (step, state) in self.states.iter().enumerate() {
            if self.filled & (1 << step) != 0 {
                let whole = state.start.saturating_add(rules.window);
                open = open.max(whole.min(state.time.saturating_add(rules.step_window)));
            }
        }
        open
    }

    fn found(&mut self, end: End, seen: usize, rules: &Rules) -> Found {
        self.trace();
        let open_until = match end {
            End::Exhausted => self.open_until(rules),
            End::Complete | End::Stopped => i64::MIN,
        };
        Found {
            level: self.level,
            open_until,
            seen,
        }
    }

    /// Ends the chains that a moment of these marks breaks: where steps must follow each other, those that it neither goes
    /// on with nor repeats; and those that stand between two steps, when an excluded event comes later than their last.
    fn interrupt(&mut self, marks: u64, time: i64, rules: &Rules) {
        if rules.is_consecutive() {
            for (step, state) in self.states.iter().enumerate() {
                if state.time < time && marks & (1 << step) == 0 {
                    self.filled &= !(1 << step);
                }
            }
        }
        for (place, &(from, to)) in rules.exclusions.iter().enumerate() {
            if marks & (1 << (32 + place)) == 0 {
                continue;
            }
            for step in from..to {
                if self.states[step].time < time {
                    self.filled &= !(1 << step);
                }
            }
        }
    }
}
