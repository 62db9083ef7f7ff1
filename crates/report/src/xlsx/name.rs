//! Names of sheets, and references to their cells.

use std::collections::BTreeSet;

use rust_xlsxwriter::{ColNum, RowNum};

use super::text;

/// The longest name that a sheet can have.
const MOST: usize = 31;

/// Names that are all different, each as much of its title as a sheet's name can hold.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Names compare without case.
    taken: BTreeSet<String>,
}

impl Names {
    /// A name for a title.
    pub(super) fn name(&mut self, title: &str) -> String {
        let forbidden = |c: char| c.is_control() || "[]:*?/\\\u{FFFE}\u{FFFF}".contains(c);
        let plain = title.replace(forbidden, " ");
        let plain = plain.trim().trim_matches('\'').trim();
        // Excel keeps the name History to itself.
        let empty = plain.is_empty() || plain.eq_ignore_ascii_case("history");
        let plain = if empty { "Sheet" } else { plain };
        let mut name = cut(plain, MOST);
        let mut number = 1;
        while !self.taken.insert(name.to_lowercase()) {
            number += 1;
            let suffix = format!(" ({number})");
            name = cut(plain, MOST - suffix.len()) + &suffix;
        }
        name
    }
}

fn cut(name: &str, most: usize) -> String {
    let mut taken = 0;
    let kept = name.chars().take_while(|c| {
        taken += c.len_utf16();
        taken <= most
    });
    let kept: String = kept.collect();
    debug_assert!(text::length(&kept) <= most);
    kept.trim_end().trim_end_matches('\'').to_owned()
}

/// A sheet as formulas and links write it: `'R、F 的分布'!`.
pub(super) fn prefix(sheet: &str) -> String {
    format!("'{}'!", sheet.replace('\'', "''"))
}

/// The letters of a column, counted from 0.
pub(super) fn letters(column: ColNum) -> String {
    rust_xlsxwriter::column_number_to_name(column)
}

/// A cell that stays the same wherever the formula is copied: `$B$5`.
pub(super) fn fixed(row: RowNum, column: ColNum) -> String {
    format!("${}${}", letters(column), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_different_and_without_what_excel_forbids() {
        let mut names = Names::default();
        let long = "Conventions in force and what others give";
        assert_eq!(names.name(long), "Conventions in force and what o");
        assert_eq!(names.name(long), "Conventions in force and wh (2)");
        assert_eq!(names.name("'a/b'"), "a b");
        assert_eq!(names.name("A B"), "A B (2)");
        assert_eq!(names.name("[]"), "Sheet");
        assert_eq!(names.name("history"), "Sheet (2)");
        let pair = "👪".repeat(20);
        assert!(text::length(&names.name(&pair)) <= MOST);
    }

    #[test]
    fn references_are_quoted() {
        assert_eq!(prefix("It's"), "'It''s'!");
        assert_eq!(fixed(4, 27), "$AB$5");
    }
}
