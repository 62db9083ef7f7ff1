//! Conditions: read from SQL, bound to columns, evaluated over slices.

mod condition;
mod sql;
mod text_test;

pub(crate) use condition::{Arithmetic, Comparison, Condition, DatePart, Function, Name, Number};
pub(crate) use sql::Rule;
pub(crate) use text_test::TextTest;
