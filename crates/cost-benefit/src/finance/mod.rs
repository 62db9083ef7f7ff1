//! Money over time and under uncertainty: appraisal, alternatives, break-even, sensitivity, customer value.

mod alternatives;
mod appraisal;
mod break_even;
mod effectiveness;
mod flows;
mod lifetime_value;
mod monte_carlo;
mod read;
mod roots;
mod scenario;
mod sensitivity;

pub use alternatives::{
    Alternative, Basket, Comparison, Decision, MOST_PROJECTS, Ranked, Selection, Step,
};
pub use appraisal::{Appraisal, Discounting, Worth};
pub use break_even::{BreakEven, BreakEvenTerms, Threshold};
pub use effectiveness::{CostEffectiveness, Effective, Standing};
pub use flows::Flows;
pub use lifetime_value::{CustomerTerms, CustomerWorth, LifetimeValue};
pub use monte_carlo::{MonteCarlo, Simulation};
pub(crate) use read::read;
pub use scenario::{Move, Scenario, ScenarioError, ScenarioResult};
pub use sensitivity::{Bar, Base, Driver, Outcome, Scenarios, Sensitivity, TwoWay};
