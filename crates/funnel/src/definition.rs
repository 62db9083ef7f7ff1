//! [`Definition`]: when a person counts as having reached a stage; [`Like`]: the definitions of known programs.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::{Counting, Mode, Start};

/// Everything that decides whether a person has reached a stage, but for steps and windows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The program whose definition it is, unless parameters changed it.
    pub like: Option<Like>,
    /// Which first step a chain may start at.
    pub start: Start,
    /// Rules beside the order of the steps, sorted.
    pub modes: Vec<Mode>,
    /// What is counted.
    pub counting: Counting,
}

/// Known programs and practices, for `--like`. The window is not part of them: all are compared under the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Like {
    /// `windowFunnel` of ClickHouse, in its default mode: any first step may start, other events may come between, an
    /// event may fill several steps (ClickHouse documentation, Parametric aggregate functions).
    Clickhouse,
    /// As PostHog's sequential funnels: the best attempt counts, an event fills one step (PostHog documentation, Funnels;
    /// its engine, funnel-udf/src/steps.rs).
    Posthog,
    /// As PostHog's strict funnels and Amplitude's exact order: nothing may come between two steps, but another attempt may
    /// follow (the same sources).
    Strict,
    /// As Amplitude's "this order": events are unique per conversion path, and at one second either order will do
    /// (Amplitude documentation, How Amplitude computes funnels, How Amplitude handles simultaneous events in a funnel).
    Amplitude,
    /// As Mixpanel's unique funnels without optimised re-entry: the person's first entry counts, and an event fills one
    /// step (Mixpanel documentation, Funnels Advanced Concepts). Its grace of two seconds is not imitated.
    Mixpanel,
    /// As queries that join each person's first event of the first step: only that may start.
    FirstStart,
    /// As the any-order funnels of PostHog and Amplitude: how many different steps lie within one window.
    AnyOrder,
    /// As reports that require all earlier stages but not their order.
    AllEarlier,
    /// As reports that count each stage for itself.
    Independent,
}

impl Like {
    /// Every definition, in the order in which they are compared.
    pub const ALL: [Self; 9] = [
        Self::Clickhouse,
        Self::Posthog,
        Self::Amplitude,
        Self::Mixpanel,
        Self::Strict,
        Self::FirstStart,
        Self::AnyOrder,
        Self::AllEarlier,
        Self::Independent,
    ];

    /// The name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clickhouse => "clickhouse",
            Self::Posthog => "posthog",
            Self::Amplitude => "amplitude",
            Self::Mixpanel => "mixpanel",
            Self::Strict => "strict",
            Self::FirstStart => "first-start",
            Self::AnyOrder => "any-order",
            Self::AllEarlier => "all-earlier",
            Self::Independent => "independent",
        }
    }

    /// Where it is published, if it is.
    pub fn source(self) -> Option<&'static str> {
        Some(match self {
            Self::Clickhouse => {
                "ClickHouse documentation, Parametric aggregate functions: windowFunnel"
            }
            Self::Posthog => {
                "PostHog documentation, Funnels; PostHog/posthog, funnel-udf/src/steps.rs"
            }
            Self::Amplitude => {
                "Amplitude documentation, How Amplitude computes funnels; How Amplitude handles simultaneous events in a funnel"
            }
            Self::Mixpanel => "Mixpanel documentation, Funnels Advanced Concepts",
            Self::Strict
            | Self::FirstStart
            | Self::AnyOrder
            | Self::AllEarlier
            | Self::Independent => return None,
        })
    }

    /// What it means.
    pub fn definition(self) -> Definition {
        let (start, modes) = match self {
            Self::Clickhouse => (Start::Newest, vec![]),
            Self::Posthog | Self::Amplitude => (Start::Best, vec![Mode::Once]),
            Self::Mixpanel => (Start::First, vec![Mode::Once]),
            Self::Strict => (Start::Best, vec![Mode::Consecutive, Mode::Once]),
            Self::FirstStart => (Start::First, vec![]),
            Self::AnyOrder => (Start::Newest, vec![Mode::AnyOrder]),
            Self::AllEarlier => (Start::Newest, vec![Mode::AllEarlier]),
            Self::Independent => (Start::Newest, vec![Mode::Independent]),
        };
        Definition {
            like: Some(self),
            start,
            modes,
            counting: Counting::Persons,
        }
    }
}

impl Definition {
    /// Whether a mode is in force.
    pub fn has(&self, mode: Mode) -> bool {
        self.modes.contains(&mode)
    }
}
