//! Keys and marks as documents.

mod class;
mod feedback;
mod key;
mod sheet;
mod verdict;

use fourr_locale::Lang;
use fourr_report::{Cell, Column, Format, Prose, Provenance, Span};

use crate::{Answer, Prompt};

pub use class::class;
pub use feedback::feedback;
pub use key::key;
pub use sheet::sheet;

/// By which version; the rest of a provenance is in the plan.
fn made_by(version: &str) -> Provenance {
    Provenance {
        version: version.to_owned(),
        ..Provenance::default()
    }
}

/// The words of all documents.
struct Voice {
    lang: Lang,
}

impl Voice {
    fn pick<'p>(&self, prompt: &'p Prompt) -> &'p str {
        self.lang.pick(&prompt.zh, &prompt.en)
    }

    fn say(&self, zh: &str, en: &str, values: &[Span]) -> Prose {
        Prose::fill(self.lang.pick(zh, en), values)
    }

    fn column(&self, zh: &str, en: &str, format: Format) -> Column {
        Column::new(self.lang.pick(zh, en), format)
    }

    fn answer(&self, answer: &Answer) -> Cell {
        let list = |names: &[String], between: &str| Cell::from(names.join(between));
        match answer {
            Answer::Number { value, .. } => Cell::Number(*value),
            Answer::Choice { value, .. } => Cell::from(value.as_str()),
            Answer::Set { values } => list(values, self.lang.pick("、", ", ")),
            Answer::Ranking { values } => list(values, " > "),
            Answer::Text { sample } => Cell::from(self.pick(sample)),
        }
    }
}
