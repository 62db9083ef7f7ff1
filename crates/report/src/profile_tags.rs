//! Words for tags: what the linter found, why a person carries a tag, what became of tags since an earlier run.

mod figures;
mod lint;
mod rebuilt;
mod sections;
mod warning;
mod why;

pub use figures::{tag_table, value_table};
pub use lint::{lint_count, lint_table};
pub use rebuilt::rebuilt_table;
pub use sections::sections;
pub use warning::warnings;
pub use why::why_table;

use fourr_locale::Lang;

use crate::{Column, Format};

/// A column of a table in the language at hand.
fn column(lang: Lang, zh: &str, en: &str, format: Format) -> Column {
    Column::new(lang.pick(zh, en), format)
}
