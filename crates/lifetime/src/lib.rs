//! Buy-till-you-die models: who is still a customer, how often they will buy again, what they will spend.
//!
//! Start at [`Model`]: `Model::BgNbd.fit(&histories)` estimates the parameters from one [`History`] per
//! customer and returns a [`Fit`]; its [`Process`] predicts. [`GammaGamma`] does the same for the value of
//! an order, and [`Discounting`] turns purchases to come into present value.
//!
//! Nothing here draws random numbers, and neither the order of the customers nor the number of threads
//! changes a bit of any result: equal histories are collapsed and sorted first, sums run over blocks of
//! fixed size and are added in their order.

mod cohort;
mod discounting;
mod error;
mod estimate;
mod fit;
mod gamma;
mod gamma_gamma;
mod history;
mod jet;
mod model;
mod newton;
mod process;
mod quadrature;
mod spend;
mod starts;

pub use discounting::Discounting;
pub use error::{FitError, ParameterError};
pub use estimate::{Edge, NoStandardErrors, Parameter, Side};
pub use fit::Fit;
pub use gamma_gamma::{GammaGamma, SpendFit};
pub use history::{History, HistoryError};
pub use model::Model;
pub use process::{Predictions, Process, TrackingPoint};
pub use spend::{Spend, SpendError};
