//! Whole charts: their geometry against hand calculation, data at the edges, and the files.

mod edges;
mod files;
mod geometry;
mod models;
mod money;
mod people;
mod profiles;
mod samples;
mod uncertainty;
