//! What a reader should know before trusting the figures.

use serde::Serialize;

/// What a reader should know before trusting the figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Warning {
    /// Stages grow: different things are counted, or the stages are in another order.
    NotAFunnel {
        /// The stages that are larger than the one before, by name.
        stages: Vec<String>,
    },
    /// Fewer than thirty at the first stage.
    SmallSample {
        /// At the first stage.
        reached: u64,
    },
    /// Groups with fewer than thirty at the first stage.
    SmallGroups {
        /// Their names.
        groups: Vec<String>,
    },
    /// Many rows were set aside.
    ManyRowsSetAside {
        /// Rows.
        rows: u64,
        /// Share of all.
        share: f64,
    },
    /// Many who stopped can still convert.
    OpenWindows {
        /// Units whose window is open at the end of the log.
        open: u64,
        /// Share of those at the first stage.
        share: f64,
    },
    /// Times that were written with different offsets from UTC, or some without.
    MixedZones {
        /// The offsets as written, `none` for those without, with their cells.
        zones: Vec<(String, u64)>,
    },
    /// A person with very many events is seldom a person.
    BusyPerson {
        /// Events of the busiest.
        events: u64,
        /// Persons with more than a hundred thousand events.
        persons: u64,
    },
    /// Nobody reached a stage.
    EmptyStages {
        /// Their names.
        stages: Vec<String>,
    },
    /// Many times coincide, and the order of the steps decides.
    TiesDecide {
        /// Units whose level depends on it.
        units: u64,
        /// Share of those at the first stage.
        share: f64,
    },
    /// The column of the breakdown has more values than a report can show.
    ManyGroups {
        /// Groups.
        groups: u64,
    },
}
