//! Chains in which an event serves one step only.
//!
//! Steps at different times cannot share an event, so what a chain has used matters within one moment only. There every
//! chain that differs in the events used is kept; afterwards the newest suffices as ever. Only events that could serve
//! several steps can be used twice, and there are few of them at one moment: of those beyond 64 the later ones are not
//! told apart.

use std::ops::ControlFlow;

use super::{End, Found, Log, Matcher, Pick, Rules, STEPS, Shape, State};

/// Chains kept for one step at one moment.
const MOST: usize = 256;

/// A chain that a moment offers at a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    start: i64,
    /// Events of this moment that it has used, among those that could serve several steps.
    used: u64,
    node: u32,
}

/// An event that is offered for a step.
#[derive(Debug, Clone, Copy)]
struct Offer {
    step: usize,
    event: usize,
    time: i64,
    /// Its bit among the events of this moment that could serve several steps.
    bit: u64,
}

impl Matcher {
    pub(super) fn once(&mut self, log: Log<'_>, rules: &Rules) -> Found {
        self.begin(rules.steps);
        self.now.resize_with(rules.steps, Vec::new);
        self.now.iter_mut().for_each(Vec::clear);
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
                let mut several = 0_u32;
                for (event, marks) in log.marks.iter().enumerate().take(to).skip(from) {
                    let own = marks & required;
                    let bit = if own.count_ones() > 1 {
                        1_u64 << several.min(63)
                    } else {
                        0
                    };
                    several += u32::from(bit != 0);
                    if own & (1 << step) == 0 {
                        continue;
                    }
                    let offer = Offer {
                        step,
                        event,
                        time,
                        bit,
                    };
                    if let ControlFlow::Break(end) = self.offer_once(offer, rules) {
                        self.settle(time);
                        return self.found(end, to, rules);
                    }
                }
            }
            self.settle(time);
            if rules.is_consecutive() || marks & !STEPS != 0 {
                self.interrupt(marks, time, rules);
            }
            from = to;
        }
        self.found(End::Exhausted, log.len(), rules)
    }

    fn offer_once(&mut self, offer: Offer, rules: &Rules) -> ControlFlow<End> {
        let Offer {
            step, time, bit, ..
        } = offer;
        let filled = |matcher: &Self, step: usize| {
            matcher.filled & (1 << step) != 0 || !matcher.now[step].is_empty()
        };
        if step == 0 {
            if rules.first_only && self.started {
                return ControlFlow::Continue(());
            }
            self.started = true;
            self.choose(
                offer,
                State {
                    start: time,
                    time,
                    node: 0,
                },
                bit,
            );
            return if rules.steps == 1 {
                ControlFlow::Break(End::Complete)
            } else {
                ControlFlow::Continue(())
            };
        }
        if rules.dedup && filled(self, step) {
            return ControlFlow::Break(End::Stopped);
        }
        if !filled(self, step - 1) {
            let ends = rules.is_strict() && filled(self, 0);
            return if ends {
                ControlFlow::Break(End::Stopped)
            } else {
                ControlFlow::Continue(())
            };
        }
        let reaches = |start: i64, last: i64| {
            time.saturating_sub(start) <= rules.window
                && time.saturating_sub(last) <= rules.step_window
        };
        let old = self.states[step - 1];
        if self.filled & (1 << (step - 1)) != 0 && reaches(old.start, old.time) {
            self.choose(offer, old, bit);
        }
        if rules.shape == Shape::Chain(Pick::Once { increase: false }) {
            for place in 0..self.now[step - 1].len() {
                let Choice { start, used, node } = self.now[step - 1][place];
                if used & bit == 0 && reaches(start, time) {
                    self.choose(offer, State { start, time, node }, used | bit);
                }
            }
        }
        let complete = step + 1 == rules.steps && !self.now[step].is_empty();
        if complete {
            ControlFlow::Break(End::Complete)
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Adds a chain to those of this moment, unless one there has used no more and started no earlier.
    fn choose(&mut self, offer: Offer, before: State, used: u64) {
        let choices = &self.now[offer.step];
        let covered = |choice: &Choice| choice.used & !used == 0 && choice.start >= before.start;
        if choices.iter().any(covered) || choices.len() >= MOST {
            return;
        }
        let node = self.node(offer.event, before.node, offer.step + 1);
        self.now[offer.step].push(Choice {
            start: before.start,
            used,
            node,
        });
    }

    /// At the end of a moment the newest chain at each step is kept.
    fn settle(&mut self, time: i64) {
        for (step, choices) in self.now.iter_mut().enumerate() {
            if let Some(newest) = choices.iter().max_by_key(|choice| choice.start) {
                self.states[step] = State {
                    start: newest.start,
                    time,
                    node: newest.node,
                };
                self.filled |= 1 << step;
                choices.clear();
            }
        }
    }
}
