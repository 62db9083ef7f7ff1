//! Detection and near duplicates against published answers, brute force and chance.

mod discovery;
mod near;
