//! Consumption power and habits: what people spend, on baskets of what size and price, when, through which channel, how
//! they pay and how it is delivered.

mod baskets;
mod figures;
mod goods;

pub(crate) use baskets::Baskets;
pub use figures::{HabitFigures, Habits, KindOfOrder, PriceBand};
pub(crate) use goods::Goods;
