//! A file of steps: which command each is, in which order they run, and which need not run again.
//!
//! Start at [`Plan::read`]. A plan names its inputs and lists steps; a step is an analysis as it is typed after
//! `fourr`, its keys the long flags of the command. Files that a flag asks for are an input of the plan, a file beside
//! it, or what an earlier step wrote; an input is a file, or practice data that the run makes:
//!
//! ```
//! use fourr_pipeline::Plan;
//!
//! let text = r#"
//! title = { zh = "会员及其需求", en = "Members, and what they want" }
//!
//! [inputs]
//! orders = "orders.csv"
//! log = { generate = "events", members = 2000, seed = 7 }
//! answers = "questionnaire.csv"
//!
//! [[step]]
//! name = "needs"
//! run = "kano"
//! input = "answers"
//! segments-file = { step = "segments", file = "customers.parquet" }
//!
//! [[step]]
//! name = "segments"
//! run = "rfm"
//! input = "orders"
//! as-of = 2024-12-31
//! "#;
//! let plan = Plan::parse(text, "company/plan.toml".as_ref())?;
//! let words = plan.steps[0].words(&plan, "out".as_ref());
//! assert_eq!(words, ["rfm", "company/orders.csv", "--as-of=2024-12-31"]);
//! assert_eq!(plan.steps[1].name, "needs");
//! # Ok::<(), fourr_pipeline::PlanError>(())
//! ```
//!
//! Nothing here runs an analysis. Whoever does asks a [`Run`] which steps are due, and tells it which are done.

mod error;
mod order;
mod place;
mod plan;
mod read;
mod run;
mod stamp;

pub use error::{Fault, PlanError};
pub use order::order;
pub use place::Place;
pub use plan::{Bilingual, DATA, FileRef, Flag, Given, Input, Made, Plan, Step, TRUTH};
pub use run::Run;
