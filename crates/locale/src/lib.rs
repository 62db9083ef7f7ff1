//! The languages fourr speaks and the number habits of their readers.
//!
//! Start at [`Lang`]: it picks between two texts and writes numbers as its readers do: 1.2万 in
//! Chinese, 12K in English. Nothing here knows an analysis or a chart.

mod lang;
mod numerals;

pub use lang::Lang;
