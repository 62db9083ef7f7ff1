//! Consumption power and habits: what people spend, on baskets of what size and price, when, through which channel, how
//! they pay and how it is delivered.

mod baskets;
mod columns;
mod figures;
mod goods;
mod lines;

pub(crate) use baskets::Baskets;
pub use figures::{HabitFigures, Habits, KindOfOrder, PriceBand};
pub(crate) use goods::Goods;
