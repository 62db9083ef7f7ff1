//! The passes against an exhaustive search over chains, on very many random short logs with ties.

use rayon::prelude::*;

use super::{Log, Matcher, Measure, Pick, Rules, STEPS, Shape, rules::Between};

/// Logs in all.
const LOGS: u64 = 1_000_000;

/// A generator of whole numbers (Vigna, xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap() % limit
    }

    fn span(&mut self, limit: usize) -> i64 {
        i64::try_from(self.below(limit)).unwrap()
    }

    fn one_in(&mut self, odds: usize) -> bool {
        self.below(odds) == 0
    }
}

/// An event as it is offered for one step; `None` for an event of no step.
#[derive(Debug, Clone, Copy)]
struct Item {
    time: i64,
    step: Option<usize>,
    event: usize,
}

#[derive(Debug)]
struct Case {
    times: Vec<i64>,
    marks: Vec<u64>,
    rules: Rules,
}

impl Case {
    fn random(random: &mut Random) -> Self {
        let steps = 1 + random.below(4);
        let events = random.below(8);
        let span = [3, 8, 20][random.below(3)];
        let exclusions: Vec<(usize, usize)> = if steps > 1 && random.one_in(4) {
            let from = random.below(steps - 1);
            vec![(from, from + 1 + random.below(steps - 1 - from))]
        } else {
            Vec::new()
        };
        let mut times: Vec<i64> = (0..events).map(|_| random.span(span)).collect();
        times.sort_unstable();
        let mark = |random: &mut Random| {
            if random.one_in(6) {
                return if exclusions.is_empty() { 0 } else { 1 << 32 };
            }
            let one = 1 << random.below(steps);
            if random.one_in(4) {
                one | 1 << random.below(steps)
            } else {
                one
            }
        };
        let marks = times.iter().map(|_| mark(random)).collect();
        let increase = random.one_in(2);
        let shape = match random.below(8) {
            0 => Shape::Chain(Pick::NewestIfEarlier),
            1 => Shape::Chain(Pick::Earlier),
            2 | 3 => Shape::Chain(Pick::Once { increase }),
            4 => Shape::Window(Measure::Different),
            5 => Shape::Window(Measure::Prefix),
            _ => Shape::Chain(Pick::Newest),
        };
        let rules = Rules {
            steps,
            window: [i64::MAX, random.span(10)][random.below(2)],
            step_window: [i64::MAX, random.span(6)][random.below(2)],
            shape,
            first_only: random.one_in(4),
            dedup: random.one_in(4),
            between: [
                Between::Nothing,
                Between::Nothing,
                Between::EndsChain,
                Between::EndsSearch,
            ][random.below(4)],
            exclusions,
        };
        Self {
            times,
            marks,
            rules,
        }
    }

    fn items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for (event, (&time, &marks)) in self.times.iter().zip(&self.marks).enumerate() {
            for step in 0..self.rules.steps {
                if marks & (1 << step) != 0 {
                    items.push(Item {
                        time,
                        step: Some(step),
                        event,
                    });
                }
            }
            if marks & STEPS == 0 {
                items.push(Item {
                    time,
                    step: None,
                    event,
                });
            }
        }
        items.sort_by_key(|item| (item.time, item.step.map_or(0, |step| step + 1), item.event));
        items
    }

    /// Whether an event that ends a chain at `step` lies later than `after` and earlier than `before`: an excluded one, or
    /// where steps must follow each other any moment without an event of that step.
    fn excluded(&self, step: usize, after: i64, before: i64) -> bool {
        let ends = |marks: u64| {
            self.rules
                .exclusions
                .iter()
                .enumerate()
                .any(|(place, &(from, to))| {
                    marks & (1 << (32 + place)) != 0 && (from..to).contains(&step)
                })
        };
        let at = |now: i64| {
            let events = self.times.iter().zip(&self.marks);
            events
                .filter(move |(time, _)| **time == now)
                .map(|(_, marks)| *marks)
        };
        let breaks = |time: i64| {
            self.rules.is_consecutive() && at(time).all(|marks| marks & (1 << step) == 0)
        };
        let between = |time: &&i64| after < **time && **time < before;
        self.times
            .iter()
            .filter(between)
            .any(|time| at(*time).any(ends) || breaks(*time))
    }

    /// Whether some chain among the items stands at `step` at the moment `now`.
    fn filled(&self, items: &[Item], step: usize, now: i64) -> bool {
        let starts = items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.step == Some(0));
        let starts = starts.take(if self.rules.first_only { 1 } else { usize::MAX });
        starts
            .into_iter()
            .any(|(place, _)| self.grows(items, &mut vec![place], step, now))
    }

    fn grows(&self, items: &[Item], chain: &mut Vec<usize>, step: usize, now: i64) -> bool {
        let last = items[chain[chain.len() - 1]];
        if chain.len() == step + 1 {
            return !self.excluded(step, last.time, now);
        }
        let start = items[chain[0]].time;
        let first = chain[chain.len() - 1] + 1;
        for (next, item) in items.iter().enumerate().skip(first) {
            let (increase, once) = match self.rules.shape {
                Shape::Chain(Pick::Earlier) => (true, true),
                Shape::Chain(Pick::Once { increase }) => (increase, true),
                _ => (false, false),
            };
            let fits = item.step == Some(chain.len())
                && item.time - start <= self.rules.window
                && item.time - last.time <= self.rules.step_window
                && !(increase && item.time == last.time)
                && !(once && chain.iter().any(|place| items[*place].event == item.event))
                && !self.excluded(chain.len() - 1, last.time, item.time);
            if fits {
                chain.push(next);
                let found = self.grows(items, chain, step, now);
                chain.pop();
                if found {
                    return true;
                }
            }
        }
        false
    }

    /// The level by search: the items come one by one, and a strict rule ends it.
    fn search(&self) -> usize {
        let items = self.items();
        let mut level = 0;
        for (place, item) in items.iter().enumerate() {
            let before = &items[..place];
            let filled = |step: usize| self.filled(before, step, item.time);
            match item.step {
                None if self.rules.is_strict() && (0..self.rules.steps).any(filled) => {
                    return level;
                }
                None | Some(0) => {}
                Some(step) if self.rules.dedup && filled(step) => return level,
                Some(step) if self.rules.is_strict() && filled(0) && !filled(step - 1) => {
                    return level;
                }
                Some(_) => {}
            }
            let now = &items[..=place];
            while level < self.rules.steps && self.filled(now, level, item.time) {
                level += 1;
            }
            if level == self.rules.steps {
                return level;
            }
        }
        level
    }

    /// `windowFunnel` line by line, with nothing left out for speed: of the chains at a step the newest is followed.
    fn literal(&self) -> usize {
        let rules = &self.rules;
        let mut events: Vec<Option<(i64, i64)>> = vec![None; rules.steps];
        let (mut started, mut level) = (false, 0);
        let items = self.items();
        for (place, item) in items.iter().enumerate() {
            let fresh = place == 0 || items[place - 1].time < item.time;
            if fresh {
                for (step, state) in events.iter_mut().enumerate() {
                    *state = state.filter(|(_, last)| !self.excluded(step, *last, item.time));
                }
            }
            let Some(step) = item.step else {
                if rules.is_strict() && events.iter().any(Option::is_some) {
                    return level;
                }
                continue;
            };
            if step == 0 {
                if !(rules.first_only && started) {
                    events[0] = Some((item.time, item.time));
                    started = true;
                }
            } else if rules.dedup && events[step].is_some()
                || rules.is_strict() && events[0].is_some() && events[step - 1].is_none()
            {
                return level;
            } else if let Some((start, last)) = events[step - 1]
                && item.time - start <= rules.window
                && item.time - last <= rules.step_window
                && item.time > last
            {
                events[step] = Some((start, item.time));
            }
            let filled = (0..rules.steps).rev().find(|step| events[*step].is_some());
            level = level.max(filled.map_or(0, |step| step + 1));
        }
        level
    }

    /// PostHog's engine (PostHog/posthog, funnel-udf/src/steps.rs) in words of our own, for events at different times: an
    /// event is offered for its steps from the last to the first, and a step takes over the start of the one before; in a
    /// strict funnel whatever an event is not a step of is forgotten.
    fn posthog(&self) -> usize {
        let steps = self.rules.steps;
        // By step from 1; at 0 stands the event at hand.
        let mut starts: Vec<Option<i64>> = vec![None; steps + 1];
        let mut level = 0;
        for (&time, &marks) in self.times.iter().zip(&self.marks) {
            let fits = |step: &usize| marks & (1 << (step - 1)) != 0;
            starts[0] = Some(time);
            for step in (1..=steps).rev().filter(fits) {
                let before = starts[step - 1].filter(|start| time - start <= self.rules.window);
                if before.is_some() && starts[step] != before {
                    starts[step] = before;
                    level = level.max(step);
                }
            }
            if level == steps {
                break;
            }
            if self.rules.is_consecutive() {
                for step in (1..=steps).filter(|step| !fits(step)) {
                    starts[step] = None;
                }
            }
        }
        level
    }

    /// The most steps inside any window.
    fn windows(&self, measure: Measure) -> usize {
        let required = (1_u64 << self.rules.steps) - 1;
        let inside = |start: i64| {
            let close = start.saturating_add(self.rules.window);
            let events = self.times.iter().zip(&self.marks);
            let marks = events
                .filter(|(time, _)| (start..=close).contains(time))
                .map(|(_, marks)| marks & required);
            let all = marks.fold(0, |all, marks| all | marks);
            match measure {
                Measure::Different => all.count_ones() as usize,
                Measure::Prefix => all.trailing_ones() as usize,
            }
        };
        self.times
            .iter()
            .map(|start| inside(*start))
            .max()
            .unwrap_or(0)
    }

    fn expected(&self) -> usize {
        match self.rules.shape {
            Shape::Chain(Pick::NewestIfEarlier) => self.literal(),
            Shape::Window(measure) => self.windows(measure),
            _ => self.search(),
        }
    }

    /// Whether the events of the path make the level.
    fn explains(&self, path: &[u32], level: usize) -> bool {
        let marks = |event: &u32| self.marks[*event as usize];
        let time = |event: &u32| self.times[*event as usize];
        let steps = path.iter().enumerate();
        let in_window =
            path.iter().map(time).max().unwrap_or(0) - path.iter().map(time).min().unwrap_or(0);
        path.len() == level
            && in_window <= self.rules.window
            && match self.rules.shape {
                Shape::Chain(_) => {
                    steps
                        .clone()
                        .all(|(step, event)| marks(event) & (1 << step) != 0)
                        && path.windows(2).all(|pair| {
                            let waited = time(&pair[1]) - time(&pair[0]);
                            (0..=self.rules.step_window).contains(&waited)
                        })
                }
                Shape::Window(Measure::Prefix) => steps
                    .clone()
                    .all(|(step, event)| marks(event) & (1 << step) != 0),
                Shape::Window(Measure::Different) => {
                    path.windows(2).all(|pair| time(&pair[0]) <= time(&pair[1]))
                }
                Shape::Independent => true,
            }
    }
}

#[test]
fn every_pass_agrees_with_an_exhaustive_search() {
    let chunks = 1_000_u64;
    (0..chunks).into_par_iter().for_each(|chunk| {
        let mut random =
            Random(0x9E37_79B9_7F4A_7C15 ^ (chunk + 1).wrapping_mul(0xD134_2543_DE82_EF95));
        let mut matcher = Matcher::default();
        for _ in 0..LOGS / chunks {
            let case = Case::random(&mut random);
            let log = Log {
                times: &case.times,
                marks: &case.marks,
            };
            let found = matcher.run(log, &case.rules);
            assert_eq!(found.level, case.expected(), "{case:?}");
            assert!(
                case.explains(matcher.path(), found.level),
                "{:?} {case:?}",
                matcher.path()
            );
        }
    });
}

#[test]
fn funnels_of_posthog_are_those_of_its_engine() {
    let mut random = Random(11);
    let mut matcher = Matcher::default();
    for _ in 0..200_000 {
        let mut case = Case::random(&mut random);
        case.times.dedup();
        case.marks.truncate(case.times.len());
        case.rules = Rules {
            step_window: i64::MAX,
            shape: Shape::Chain(Pick::Once { increase: false }),
            first_only: false,
            dedup: false,
            between: if case.rules.is_consecutive() {
                Between::EndsChain
            } else {
                Between::Nothing
            },
            exclusions: Vec::new(),
            ..case.rules
        };
        let log = Log {
            times: &case.times,
            marks: &case.marks,
        };
        let level = matcher.run(log, &case.rules).level;
        assert_eq!(level, case.posthog(), "{case:?}");
    }
}

/// Rules that are stricter in one point.
fn stricter(plain: &Rules) -> [Rules; 7] {
    [
        Rules {
            dedup: true,
            ..plain.clone()
        },
        Rules {
            between: Between::EndsSearch,
            ..plain.clone()
        },
        Rules {
            between: Between::EndsChain,
            ..plain.clone()
        },
        Rules {
            first_only: true,
            ..plain.clone()
        },
        Rules {
            shape: Shape::Chain(Pick::NewestIfEarlier),
            ..plain.clone()
        },
        Rules {
            shape: Shape::Chain(Pick::Earlier),
            ..plain.clone()
        },
        Rules {
            shape: Shape::Chain(Pick::Once { increase: false }),
            ..plain.clone()
        },
    ]
}

#[test]
fn larger_windows_and_weaker_rules_never_lower_a_level() {
    let mut random = Random(7);
    let mut matcher = Matcher::default();
    for _ in 0..200_000 {
        let case = Case::random(&mut random);
        let log = Log {
            times: &case.times,
            marks: &case.marks,
        };
        let plain = Rules {
            shape: Shape::Chain(Pick::Newest),
            first_only: false,
            dedup: false,
            between: Between::Nothing,
            ..case.rules.clone()
        };
        let mut level = |rules: &Rules| matcher.run(log, rules).level;
        let ordered = level(&plain);
        for strict in stricter(&plain) {
            assert!(level(&strict) <= ordered, "{strict:?} {case:?}");
        }
        let any = Rules {
            shape: Shape::Window(Measure::Different),
            ..plain.clone()
        };
        assert!(ordered <= level(&any), "{case:?}");
        let wider = Rules {
            window: plain.window.saturating_add(3),
            ..plain.clone()
        };
        assert!(ordered <= level(&wider), "{case:?}");
    }
}
