//! Costs and returns of marketing: media figures, finance, attribution, budget and price.

pub mod attribution;
