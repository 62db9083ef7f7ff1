//! Chains in the order of the steps: the rule of `windowFunnel`, and its exact form where steps must differ in time.
//!
//! For each step the newest chain that reached it is kept: its start and its last time. Starts and times only grow, and a
//! newer chain may do whatever an older one may, so the newest suffices (methods.md of the project proves it by search).

use std::ops::ControlFlow;

use super::{End, Found, Log, Matcher, Pick, Rules, STEPS, Shape, State};

impl Matcher {
    pub(super) fn chain(&mut self, log: Log<'_>, rules: &Rules) -> Found {
        self.begin(rules.steps);
        let required = (1_u64 << rules.steps) - 1;
        let mut from = 0;
        while from < log.len() {
            let to = log.moment(from);
            let time = log.times[from];
            if self.is_lost(time, rules) {
                return self.found(End::Stopped, from, rules);
            }
            let marks = log.marks[from..to].iter().fold(0, |all, marks| all | marks);
            if rules.is_strict()
                && self.filled != 0
                && log.marks[from..to].iter().any(|marks| marks & STEPS == 0)
            {
                return self.found(End::Stopped, from, rules);
            }
            let mut steps = marks & required;
            while steps != 0 {
                let step = steps.trailing_zeros() as usize;
                steps &= steps - 1;
                for (event, own) in log.marks.iter().enumerate().take(to).skip(from) {
                    if own & (1 << step) == 0 {
                        continue;
                    }
                    if let ControlFlow::Break(end) = self.offer(step, event, time, rules) {
                        return self.found(end, to, rules);
                    }
                }
            }
            if rules.is_consecutive() || marks & !STEPS != 0 {
                self.interrupt(marks, time, rules);
            }
            from = to;
        }
        self.found(End::Exhausted, log.len(), rules)
    }

    /// Whether the only start that there may be is lost.
    #[inline]
    pub(super) fn is_lost(&self, time: i64, rules: &Rules) -> bool {
        rules.first_only
            && self.started
            && (self.filled == 0
                || time.saturating_sub(self.states[0].start) > rules.window && self.filled & 1 != 0)
    }

    /// Offers an event for a step.
    #[inline]
    fn offer(&mut self, step: usize, event: usize, time: i64, rules: &Rules) -> ControlFlow<End> {
        if step == 0 {
            if rules.first_only && self.started {
                return ControlFlow::Continue(());
            }
            self.started = true;
            let node = self.node(event, 0, 1);
            self.keep(
                0,
                State {
                    start: time,
                    time,
                    node,
                },
            );
            return if rules.steps == 1 {
                ControlFlow::Break(End::Complete)
            } else {
                ControlFlow::Continue(())
            };
        }
        if rules.dedup && self.filled & (1 << step) != 0 {
            return ControlFlow::Break(End::Stopped);
        }
        if self.filled & (1 << (step - 1)) == 0 {
            let ends = rules.is_strict() && self.filled & 1 != 0;
            return if ends {
                ControlFlow::Break(End::Stopped)
            } else {
                ControlFlow::Continue(())
            };
        }
        let Some(before) = self.before(step, time, rules) else {
            return ControlFlow::Continue(());
        };
        if time.saturating_sub(before.start) > rules.window
            || time.saturating_sub(before.time) > rules.step_window
        {
            return ControlFlow::Continue(());
        }
        let node = self.node(event, before.node, step + 1);
        let start = before.start;
        self.keep(step, State { start, time, node });
        if step + 1 == rules.steps {
            ControlFlow::Break(End::Complete)
        } else {
            ControlFlow::Continue(())
        }
    }

    /// The chain that an event goes on with.
    #[inline]
    fn before(&self, step: usize, time: i64, rules: &Rules) -> Option<State> {
        let newest = self.states[step - 1];
        match rules.shape {
            Shape::Chain(Pick::NewestIfEarlier) => (newest.time < time).then_some(newest),
            Shape::Chain(Pick::Earlier) if newest.time == time => {
                (self.filled_earlier & (1 << (step - 1)) != 0).then(|| self.earlier[step - 1])
            }
            _ => Some(newest),
        }
    }

    /// Keeps the newest chain at a step, and the one before this moment.
    #[inline]
    fn keep(&mut self, step: usize, state: State) {
        let (bit, old) = (1 << step, self.states[step]);
        if self.filled & bit == 0 {
            self.filled_earlier &= !bit;
        } else if old.time < state.time {
            self.earlier[step] = old;
            self.filled_earlier |= bit;
        }
        self.states[step] = state;
        self.filled |= bit;
    }
}
