//! Whole documents: what is in them, and what must never be.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop where a test would"
)]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod answer;
mod bench;
mod book;
mod charts;
mod hostile;
mod html;
mod ipynb;
mod markdown;
mod page;
mod sample;
mod shapes;
mod small;
mod workbook;
