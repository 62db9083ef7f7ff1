//! Steps inside one window whatever their order, and each step for itself.

use super::{Found, Log, Matcher, Rules, Shape, rules::Measure};

impl Matcher {
    /// The most that one window holds. The window that first holds it is kept, cut to the latest start that still does.
    pub(super) fn window(&mut self, log: Log<'_>, rules: &Rules, measure: Measure) -> Found {
        let required = (1_u64 << rules.steps) - 1;
        self.path.clear();
        self.counts.clear();
        self.counts.resize(rules.steps, 0);
        let (mut start, mut inside, mut level, mut range, mut last) = (0, 0_u64, 0, 0..0, i64::MIN);
        for (event, (&time, &marks)) in log.times.iter().zip(log.marks).enumerate() {
            let own = marks & required;
            if own == 0 {
                continue;
            }
            last = time;
            while time.saturating_sub(log.times[start]) > rules.window {
                inside = self.leave(log.marks[start] & required, inside);
                start += 1;
            }
            inside = self.enter(own, inside);
            let now = measure.of(inside);
            if now > level {
                (level, range) = (now, start..event + 1);
            }
        }
        self.fill(log, range, level, rules);
        Found {
            level,
            open_until: if level < rules.steps && last > i64::MIN {
                last.saturating_add(rules.window)
            } else {
                i64::MIN
            },
            seen: log.len(),
        }
    }

    fn enter(&mut self, mut steps: u64, inside: u64) -> u64 {
        let all = inside | steps;
        while steps != 0 {
            self.counts[steps.trailing_zeros() as usize] += 1;
            steps &= steps - 1;
        }
        all
    }

    fn leave(&mut self, mut steps: u64, mut inside: u64) -> u64 {
        while steps != 0 {
            let step = steps.trailing_zeros() as usize;
            self.counts[step] -= 1;
            if self.counts[step] == 0 {
                inside &= !(1 << step);
            }
            steps &= steps - 1;
        }
        inside
    }

    /// The events that reach the level, from the back, so that each is the one nearest to the end.
    fn fill(&mut self, log: Log<'_>, range: std::ops::Range<usize>, level: usize, rules: &Rules) {
        let prefix = rules.shape == Shape::Window(Measure::Prefix);
        let wanted = (1_u64 << if prefix { level } else { rules.steps }) - 1;
        let mut seen = 0_u64;
        self.path.resize(level, 0);
        let mut left = level;
        for event in range.rev() {
            let mut fresh = log.marks[event] & wanted & !seen;
            while fresh != 0 && left > 0 {
                left -= 1;
                let place = if prefix {
                    fresh.trailing_zeros() as usize
                } else {
                    left
                };
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "the events of a person are numbered in 32 bits"
                )]
                let event = event as u32;
                self.path[place] = event;
                seen |= fresh & fresh.wrapping_neg();
                fresh &= fresh - 1;
            }
        }
    }

    /// Which steps were done at all, as a mask; the first event of each.
    pub(super) fn independent(&mut self, log: Log<'_>, rules: &Rules) -> Found {
        let required = (1_u64 << rules.steps) - 1;
        self.path.clear();
        let mut done = 0_u64;
        for (event, marks) in log.marks.iter().enumerate() {
            let fresh = marks & required & !done;
            if fresh != 0 {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "the events of a person are numbered in 32 bits"
                )]
                self.path.extend(std::iter::repeat_n(
                    event as u32,
                    fresh.count_ones() as usize,
                ));
                done |= fresh;
            }
        }
        Found {
            level: usize::try_from(done).unwrap_or(0),
            open_until: i64::MIN,
            seen: log.len(),
        }
    }
}

impl Measure {
    fn of(self, inside: u64) -> usize {
        match self {
            Self::Different => inside.count_ones() as usize,
            Self::Prefix => inside.trailing_ones() as usize,
        }
    }
}
