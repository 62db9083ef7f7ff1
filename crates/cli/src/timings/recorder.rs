//! [`Recorder`]: seconds by stage, heard from the spans of [`Stage`].

use std::{
    cell::RefCell,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::{self, ThreadId},
    time::Instant,
};

use fourr_bench::Stages;
use fourr_table::Stage;
use tracing::{
    Event, Metadata, Subscriber,
    span::{Attributes, Id, Record},
    subscriber::Interest,
};
use tracing_core::span::Current;

/// Seconds by stage, in the order of [`Stages::NAMES`].
type Shares = [f64; Stages::NAMES.len()];

thread_local! {
    /// The spans that this thread is in, the innermost last.
    static WITHIN: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

/// Adds up the seconds of stages, so that no second counts twice.
///
/// A stage has the time that its thread spent in it and in no stage within it. Where other threads work for it, the time that
/// it waits is divided as theirs is: if they read for two thirds of their time, two thirds of the wait is reading. What is
/// left in the end are seconds on the clock of the thread that listens.
#[derive(Clone)]
pub(super) struct Recorder {
    thread: ThreadId,
    heard: Arc<Mutex<Heard>>,
}

#[derive(Default)]
struct Heard {
    spans: HashMap<u64, Open>,
    last: u64,
    total: Shares,
}

/// A span that has not ended.
struct Open {
    about: &'static Metadata<'static>,
    /// Who knows it: it is forgotten when the last one does.
    handles: usize,
    /// Place of its stage; none of an errand for nobody.
    stage: Option<usize>,
    parent: Option<u64>,
    since: Instant,
    /// Seconds of spans within it, in its thread.
    nested: f64,
    /// The same by stage.
    within: Shares,
    /// Seconds that other threads worked for it.
    elsewhere: Shares,
}

impl Recorder {
    /// Whose seconds are those of this thread.
    pub(super) fn in_this_thread() -> Self {
        Self {
            thread: thread::current().id(),
            heard: Arc::default(),
        }
    }

    /// The seconds of the stages that have ended.
    pub(super) fn stages(&self) -> Stages {
        Stages::of(self.heard().total)
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Its seconds by stage, after `elapsed` seconds on the clock.
    fn shares(&self, elapsed: f64) -> Shares {
        let own = (elapsed - self.nested).max(0.0);
        let helped: f64 = self.elsewhere.iter().sum();
        let mut shares = self.within;
        for (place, share) in shares.iter_mut().enumerate() {
            if helped > 0.0 {
                *share += own * self.elsewhere[place] / helped;
            } else if self.stage == Some(place) {
                *share += own;
            }
        }
        shares
    }
}

impl Heard {
    /// Ends a span; `outer` is the one that its thread is in then.
    fn end(&mut self, id: u64, outer: Option<u64>, listens: bool) {
        let Some(ended) = self.spans.get(&id) else {
            return;
        };
        let elapsed = ended.since.elapsed().as_secs_f64();
        let (shares, parent) = (ended.shares(elapsed), ended.parent);
        if let Some(outer) = outer.and_then(|outer| self.spans.get_mut(&outer)) {
            outer.nested += elapsed;
        }
        match parent.and_then(|parent| self.spans.get_mut(&parent)) {
            Some(of) if parent == outer => add(&mut of.within, shares),
            Some(of) => add(&mut of.elsewhere, shares),
            None if listens => add(&mut self.total, shares),
            None => {}
        }
    }
}

fn add(to: &mut Shares, shares: Shares) {
    for (sum, share) in to.iter_mut().zip(shares) {
        *sum += share;
    }
}

impl Subscriber for Recorder {
    fn register_callsite(&self, about: &'static Metadata<'static>) -> Interest {
        if self.enabled(about) {
            Interest::always()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, about: &Metadata<'_>) -> bool {
        about.is_span() && about.target() == Stage::TARGET
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let parent = match span.parent() {
            Some(parent) => Some(parent.into_u64()),
            None if span.is_contextual() => WITHIN.with_borrow(|within| within.last().copied()),
            None => None,
        };
        let about = span.metadata();
        let mut heard = self.heard();
        let named = Stages::NAMES.iter().position(|name| *name == about.name());
        let stage = named.or_else(|| heard.spans.get(&parent?)?.stage);
        heard.last += 1;
        let id = heard.last;
        let open = Open {
            about,
            handles: 1,
            stage,
            parent,
            since: Instant::now(),
            nested: 0.0,
            within: Shares::default(),
            elsewhere: Shares::default(),
        };
        heard.spans.insert(id, open);
        Id::from_u64(id)
    }

    fn enter(&self, span: &Id) {
        let id = span.into_u64();
        WITHIN.with_borrow_mut(|within| within.push(id));
        if let Some(open) = self.heard().spans.get_mut(&id) {
            open.since = Instant::now();
        }
    }

    fn exit(&self, span: &Id) {
        let outer = WITHIN.with_borrow_mut(|within| {
            within.pop();
            within.last().copied()
        });
        let listens = thread::current().id() == self.thread;
        self.heard().end(span.into_u64(), outer, listens);
    }

    fn clone_span(&self, span: &Id) -> Id {
        if let Some(open) = self.heard().spans.get_mut(&span.into_u64()) {
            open.handles += 1;
        }
        span.clone()
    }

    fn try_close(&self, span: Id) -> bool {
        let (mut heard, id) = (self.heard(), span.into_u64());
        let Some(open) = heard.spans.get_mut(&id) else {
            return false;
        };
        open.handles -= 1;
        open.handles == 0 && heard.spans.remove(&id).is_some()
    }

    fn current_span(&self) -> Current {
        let id = WITHIN.with_borrow(|within| within.last().copied());
        let heard = self.heard();
        match id.and_then(|id| Some((id, heard.spans.get(&id)?))) {
            Some((id, open)) => Current::new(Id::from_u64(id), open.about),
            None => Current::none(),
        }
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}
}

#[cfg(test)]
mod tests {
    use fourr_table::Errand;

    use super::*;

    fn open(nested: f64, within: Shares, elsewhere: Shares) -> Open {
        let span = tracing::subscriber::with_default(
            Recorder::in_this_thread(),
            || tracing::info_span!(target: Stage::TARGET, "reduce"),
        );
        Open {
            about: span.metadata().unwrap(),
            handles: 1,
            stage: Some(1),
            parent: None,
            since: Instant::now(),
            nested,
            within,
            elsewhere,
        }
    }

    #[test]
    fn a_stage_has_what_no_stage_within_it_has() {
        let shares = open(3.0, [3.0, 0.0, 0.0, 0.0, 0.0], Shares::default()).shares(10.0);
        assert!((shares[0] - 3.0).abs() < 1e-12);
        assert!((shares[1] - 7.0).abs() < 1e-12);
    }

    /// By hand: of 10 seconds 1 is nested; two workers read for 12 seconds and reduce for 6: 6 of the 9 are reading.
    #[test]
    fn waiting_is_divided_as_the_work_of_others_is() {
        let within = [0.0, 0.0, 0.0, 1.0, 0.0];
        let shares = open(1.0, within, [12.0, 6.0, 0.0, 0.0, 0.0]).shares(10.0);
        let expected = [6.0, 3.0, 0.0, 1.0, 0.0];
        for (share, expected) in shares.into_iter().zip(expected) {
            assert!((share - expected).abs() < 1e-12);
        }
    }

    /// An errand knows its stage too, and goes before it.
    #[test]
    fn a_stage_outlives_its_errands() {
        let recorder = Recorder::in_this_thread();
        tracing::subscriber::with_default(recorder.clone(), || {
            let _reduce = Stage::Reduce.enter();
            drop(Errand::here().run());
            drop(Errand::here());
        });
        assert!(recorder.stages().reduce > 0.0);
        assert!(recorder.heard().spans.is_empty());
    }

    #[test]
    fn threads_that_work_for_nobody_are_not_heard() {
        let recorder = Recorder::in_this_thread();
        tracing::subscriber::with_default(recorder.clone(), || {
            let _write = Stage::Write.enter();
            let other = recorder.clone();
            thread::spawn(move || {
                tracing::subscriber::with_default(other, || drop(Stage::Draw.enter()));
            })
            .join()
            .unwrap();
        });
        let stages = recorder.stages();
        assert!(stages.write > 0.0);
        assert!(stages.draw.abs() < f64::MIN_POSITIVE);
        assert!(recorder.heard().spans.is_empty());
    }
}
