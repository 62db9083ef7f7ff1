//! Papers: what is wrong in them is told with its place, and their keys follow from the summaries.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

mod faults;
mod files;
mod keys;
mod marks;
mod variants;

use std::path::Path;

use fourr_exam::{ExamError, Paper};

/// A plan of two steps.
const PLAN: &str = "title = \"Paper\"\nminutes = 90\n[[step]]\nname = \"rfm\"\nrun = \"rfm\"\n\
                    [[step]]\nname = \"kano\"\nrun = \"kano\"\n";

/// A paper of that plan with `questions`.
fn paper(questions: &str) -> Result<Paper, ExamError> {
    Paper::parse(&format!("{PLAN}{questions}"), Path::new("paper.toml"))
}

/// A question about a number.
fn number(id: &str, answer: &str, more: &str) -> String {
    format!(
        "[[question]]\nid = \"{id}\"\npoints = 4\nprompt = \"{id}?\"\nkind = \"number\"\nanswer = \"{answer}\"\n{more}\n"
    )
}
