//! [`Funnel`]: the parameters of a funnel.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::{
    Attribution, Counting, Definition, Exclusion, FunnelError, InputKind, Like, Mode, Period, Span,
    Start, Step,
};

/// Steps that a funnel may have.
pub(crate) const MOST_STEPS: usize = 32;

/// Parameters of a funnel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Funnel {
    /// Column with the person's id [default: found by its header]
    #[arg(
        long,
        alias = "customer",
        value_name = "COLUMN",
        help_heading = "Columns"
    )]
    pub person: Option<String>,
    /// Column with the name of the event
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub event: Option<String>,
    /// Column with the time of the event
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub time: Option<String>,
    /// Column with the session's id, for --unit sessions
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub session: Option<String>,
    /// Column with what is at stake (amount of the basket, ...): what is lost at each stage is added up
    #[arg(
        long,
        alias = "amount",
        value_name = "COLUMN",
        help_heading = "Columns"
    )]
    pub value: Option<String>,
    /// Column with the stage, in a table of counts
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub stage: Option<String>,
    /// Column with the count, in a table of counts
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub count: Option<String>,
    /// Columns of the stages in their order, one time or flag each, in a table of persons
    #[arg(
        long,
        value_name = "COLUMN,...",
        value_delimiter = ',',
        help_heading = "Columns"
    )]
    pub stage_columns: Vec<String>,

    /// What the rows are: events, counts of stages, or persons with a column per stage
    #[arg(long, value_enum, default_value_t = Self::default().rows, help_heading = "Method")]
    pub rows: InputKind,
    /// A step, in order: NAME=EVENT|EVENT, where conditions: 'NAME=EVENT where COLUMN>=100 and COLUMN=a|b', * in a name
    /// for any letters, NAME?=EVENT for an optional step
    #[arg(
        long = "step", value_name = "NAME=EVENT", value_parser = |text: &str| text.parse::<Step>(),
        help_heading = "Method"
    )]
    pub steps: Vec<Step>,
    /// Events that end a chain when they occur between two of its steps, or between two: '2..3:EVENT'
    #[arg(
        long, value_name = "EVENT", value_parser = |text: &str| text.parse::<Exclusion>(), help_heading = "Method"
    )]
    pub exclude: Vec<Exclusion>,
    /// Longest time from the first step to the last, both inclusive; none: any time
    #[arg(long, value_name = "7d|12h|none", default_value = "7d", value_parser = window, help_heading = "Method")]
    pub window: Window,
    /// Longest time from each step to the next, both inclusive [default: none]
    #[arg(long, value_name = "1d|30min", value_parser = |text: &str| text.parse::<Span>(), help_heading = "Method")]
    pub step_window: Option<Span>,
    /// The definition of a known program
    #[arg(long, value_enum, value_name = "PROGRAM", help_heading = "Method")]
    pub like: Option<Like>,
    /// Further rules of matching; they combine
    #[arg(
        long = "mode",
        value_enum,
        value_name = "MODE,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub modes: Vec<Mode>,
    /// Which event of the first step may start a chain [default: newest]
    #[arg(long, value_enum, help_heading = "Method")]
    pub start: Option<Start>,
    /// What is counted [default: persons]
    #[arg(long, value_enum, help_heading = "Method")]
    pub unit: Option<Counting>,
    /// Silence that ends a session, where there is no session column
    #[arg(
        long, value_name = "30min", default_value_t = Self::default().gap,
        value_parser = |text: &str| text.parse::<Span>(), help_heading = "Method"
    )]
    pub gap: Span,
    /// Column that must have the same value on every event of a chain; events without it are set aside
    #[arg(long, value_name = "COLUMN", help_heading = "Method")]
    pub hold: Option<String>,
    /// Last moment that counts; later events are set aside [default: the last event]
    #[arg(long, value_name = "YYYY-MM-DD[THH:MM:SS]", value_parser = moment, help_heading = "Method")]
    pub as_of: Option<NaiveDateTime>,

    /// Column to break the funnel down by [default: the channel, where there is one]
    #[arg(long, value_name = "COLUMN|none", help_heading = "Breakdown")]
    pub by: Option<String>,
    /// Which event of a person's chain the breakdown is read from: first, last or the number of a step
    #[arg(
        long, value_name = "first|last|STEP", default_value_t = Self::default().attribution,
        value_parser = Attribution::from_argument, help_heading = "Breakdown"
    )]
    pub attribution: Attribution,
    /// Smallest group that is told of by itself: smaller ones are put together, with as many others as hide them
    #[arg(long, value_name = "N", default_value_t = Self::default().min_group, help_heading = "Breakdown")]
    pub min_group: u64,
    /// Periods of the trend, by the start of the chain [default: days up to 45 of them, then weeks up to a year, then months]
    #[arg(long, value_enum, help_heading = "Breakdown")]
    pub trend: Option<Period>,
    /// Compare the log under every definition
    #[arg(long, help_heading = "Breakdown")]
    pub compare_definitions: bool,
    /// Write persons.parquet: each person's level, times and group
    #[arg(long, help_heading = "Breakdown")]
    pub persons: bool,
}

/// The longest time from the first step to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Window {
    /// At most that long, inclusive.
    Within(Span),
    /// Any time.
    Unlimited,
}

impl Window {
    /// Its length, if it has one.
    pub fn span(self) -> Option<Span> {
        match self {
            Self::Within(span) => Some(span),
            Self::Unlimited => None,
        }
    }

    /// Microseconds; the longest there are for an unlimited window.
    pub(crate) fn micros(self) -> i64 {
        self.span().map_or(i64::MAX, Span::micros)
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Within(span) => span.fmt(f),
            Self::Unlimited => f.write_str("none"),
        }
    }
}

impl TryFrom<String> for Window {
    type Error = crate::SpanError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        window(&text)
    }
}

impl From<Window> for String {
    fn from(window: Window) -> Self {
        window.to_string()
    }
}

fn window(text: &str) -> Result<Window, crate::SpanError> {
    match text.trim() {
        "none" => Ok(Window::Unlimited),
        text => text.parse().map(Window::Within),
    }
}

/// Reads a day, whose end is meant, or a moment.
fn moment(text: &str) -> Result<NaiveDateTime, String> {
    let day = text.parse::<chrono::NaiveDate>().ok();
    let last = day.and_then(|day| day.and_hms_micro_opt(23, 59, 59, 999_999));
    last.or_else(|| text.replacen(' ', "T", 1).parse().ok())
        .ok_or_else(|| {
            format!(
                "{text} is no day and no moment, expected such as 2024-12-31 or 2024-12-31T18:00:00"
            )
        })
}

impl Default for Funnel {
    fn default() -> Self {
        Self {
            person: None,
            event: None,
            time: None,
            session: None,
            value: None,
            stage: None,
            count: None,
            stage_columns: Vec::new(),
            rows: InputKind::default(),
            steps: Vec::new(),
            exclude: Vec::new(),
            window: Window::Within(Span::WEEK),
            step_window: None,
            like: None,
            modes: Vec::new(),
            start: None,
            unit: None,
            gap: Span::HALF_HOUR,
            hold: None,
            as_of: None,
            by: None,
            attribution: Attribution::default(),
            min_group: 5,
            trend: None,
            compare_definitions: false,
            persons: false,
        }
    }
}

impl Funnel {
    /// The definition in force: that of the program asked for, ClickHouse's by default, with what the other parameters
    /// change of it.
    pub fn definition(&self) -> Definition {
        let like = self.like.unwrap_or(Like::Clickhouse);
        let mut definition = like.definition();
        let published = definition.clone();
        definition.start = self.start.unwrap_or(definition.start);
        definition.counting = self.unit.unwrap_or(definition.counting);
        definition.modes.extend(&self.modes);
        definition.modes.sort_unstable();
        definition.modes.dedup();
        if definition != published {
            definition.like = None;
        }
        definition
    }

    /// Refuses parameters that have no meaning, before any file is read.
    ///
    /// # Errors
    /// The first parameter that is out of its range or contradicts another.
    pub fn check(&self) -> Result<(), FunnelError> {
        if let Window::Within(span) = self.window
            && span.micros() == 0
        {
            return Err(FunnelError::ZeroWindow { flag: "window" });
        }
        for (flag, span) in [("step-window", self.step_window), ("gap", Some(self.gap))] {
            if span.is_some_and(|span| span.micros() == 0) {
                return Err(FunnelError::ZeroWindow { flag });
            }
        }
        if self.steps.len() > MOST_STEPS {
            return Err(FunnelError::TooManySteps(self.steps.len()));
        }
        self.check_names()?;
        self.check_places()?;
        self.definition().check(self)
    }

    fn check_names(&self) -> Result<(), FunnelError> {
        let mut names: Vec<&str> = self.steps.iter().map(|step| step.name.as_str()).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(FunnelError::StepTwice(pair[0].to_owned())),
            None => Ok(()),
        }
    }

    fn check_places(&self) -> Result<(), FunnelError> {
        let steps = self.steps.len();
        if steps == 0 {
            return Ok(());
        }
        let ends = [self.steps.first(), self.steps.last()];
        if ends.into_iter().flatten().any(|step| step.optional) {
            return Err(FunnelError::OptionalEnd);
        }
        let beyond = |exclusion: &&Exclusion| {
            exclusion
                .between
                .is_some_and(|(_, to)| usize::from(to) > steps)
        };
        if let Some(exclusion) = self.exclude.iter().find(beyond) {
            return Err(FunnelError::NoSuchStep {
                given: exclusion.to_string(),
                steps,
            });
        }
        if let Attribution::Step(step) = self.attribution
            && usize::from(step) > steps
        {
            return Err(FunnelError::NoSuchStep {
                given: step.to_string(),
                steps,
            });
        }
        Ok(())
    }
}

impl Definition {
    fn check(&self, funnel: &Funnel) -> Result<(), FunnelError> {
        let mut unordered = self
            .modes
            .iter()
            .copied()
            .filter(|mode| mode.is_unordered());
        let ordered = self.modes.iter().copied().find(|mode| !mode.is_unordered());
        let rules = [
            (funnel.start.is_some(), "start"),
            (funnel.step_window.is_some(), "step-window"),
            (!funnel.exclude.is_empty(), "exclude"),
            (
                funnel.steps.iter().any(|step| step.optional),
                "an optional step",
            ),
            (self.counting == Counting::Attempts, "unit attempts"),
        ];
        let needs_order = rules
            .into_iter()
            .find(|(given, _)| *given)
            .map(|(_, name)| name);
        let other = match unordered.next() {
            Some(first) => {
                let second = unordered.next().or(ordered).map(Mode::name).or(needs_order);
                second.map(|second| (first.name(), second))
            }
            None => None,
        };
        let held = funnel.hold.is_some() && self.counting != Counting::Persons;
        let held = held.then_some(("hold", "a unit of sessions or attempts"));
        let twice = self.has(Mode::StrictOrder) && self.has(Mode::Consecutive);
        let twice = twice.then(|| (Mode::StrictOrder.name(), Mode::Consecutive.name()));
        match other.or(held).or(twice) {
            Some((first, second)) => Err(FunnelError::Contradiction { first, second }),
            None => Ok(()),
        }
    }
}
