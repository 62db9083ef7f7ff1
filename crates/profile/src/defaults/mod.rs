//! Tags for whoever has no tag file: derived from the columns that there are, and written as a tag file.

mod attribute;
mod rows;

use std::fmt::Write;

use crate::{Profile, ProfileError, SourceKind, Sources, TagFile, Warning};

/// What the derived file is called.
const NAME: &str = "derived";

/// A tag file derived from the tables, and what became no tag.
///
/// Columns of text become tags as they are; numbers with few values too; other numbers are cut into classes of equally
/// many persons, ages at 18, 25, 35, 45 and 55. Orders and events give how often, how much, how lately, and what is preferred.
/// Columns that identify persons become no tag.
pub(crate) fn derive(
    profile: &Profile,
    sources: &Sources,
) -> Result<(TagFile, Vec<Warning>), ProfileError> {
    let mut text = Text::default();
    let mut warnings = Vec::new();
    text.line(&format!("name = {}", quoted(NAME)));
    let mut taken: Vec<String> = Vec::new();
    for source in sources.persons() {
        attribute::describe(profile, source, &mut taken, (&mut text, &mut warnings));
    }
    for source in sources.tables() {
        match source.kind {
            SourceKind::Orders => rows::orders(profile, source, &taken, &mut text),
            SourceKind::Events => rows::events(profile, &taken, &mut text),
            SourceKind::Persons => {}
        }
    }
    let written = text.finish();
    let mut file = TagFile::from_toml(NAME, &written)?;
    file.derived = Some(written);
    Ok((file, warnings))
}

/// A tag file as it is written.
#[derive(Debug, Default)]
struct Text {
    measures: String,
    dimensions: String,
    dimension: Option<&'static str>,
    head: String,
}

impl Text {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.head, "{line}");
    }

    fn measure(&mut self, (code, name): (&str, &str), lines: &str) {
        let _ = writeln!(
            self.measures,
            "\n[[measure]]\ncode = {}\nname = {}\n{lines}",
            quoted(code),
            quoted(name)
        );
    }

    /// Begins a dimension unless it is the one at hand.
    fn dimension(&mut self, code: &'static str, name: &str) {
        if self.dimension != Some(code) {
            self.dimension = Some(code);
            let _ = writeln!(
                self.dimensions,
                "\n[[dimension]]\ncode = {}\nname = {}",
                quoted(code),
                quoted(name)
            );
        }
    }

    fn tag(&mut self, code: &str, name: &str, rule: &str) {
        let (code, name) = (quoted(code), quoted(name));
        let _ = writeln!(
            self.dimensions,
            "\n[[dimension.tag]]\ncode = {code}\nname = {name}\n{rule}"
        );
    }

    fn finish(self) -> String {
        format!("{}{}{}", self.head, self.measures, self.dimensions)
    }
}

/// A text in TOML.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// Labels of classes with equally many persons, the lowest first: Q1 低, Q2, Q3, Q4 高.
fn classes(profile: &Profile) -> String {
    let last = profile.classes;
    let label = |class: u8| match class {
        1 => format!("Q1 {}", profile.derived_in.pick("低", "low")),
        class if class == last => {
            format!("Q{class} {}", profile.derived_in.pick("高", "high"))
        }
        class => format!("Q{class}"),
    };
    let labels: Vec<String> = (1..=last).map(|class| quoted(&label(class))).collect();
    labels.join(", ")
}
