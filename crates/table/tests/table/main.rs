//! Opening, recognising and writing tables, on golden, broken and real files.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

mod bad_input;
mod batches;
mod dirty_text;
mod encodings;
mod inspection;
mod real_data;
mod recognition;
mod support;
mod workbooks;
mod writing;
