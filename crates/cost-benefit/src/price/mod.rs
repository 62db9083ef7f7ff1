//! What people think of prices, and how sales answer to them.

mod cross;
mod demand;
mod purchase;
mod read;
mod survey;

pub use cross::{CrossDemand, CrossFigure};
pub use demand::{Demand, Response, Sale};
pub use purchase::{CALIBRATION, Intent, PurchaseCurve};
pub(crate) use read::{demand, survey};
pub use survey::{Crossing, Curves, Point, PriceSurvey, Prices};
