//! Tags from the columns of a table of persons.

use std::collections::HashSet;

use fourr_cell::{
    missing,
    personal::{ColumnScan, hint_of_header},
};
use fourr_table::{ColumnInfo, Role};
use polars::prelude::DataType;

use super::{Text, classes, quoted};
use crate::{
    Profile, SourceTable, Warning,
    plan::{is_date, is_numeric},
    warnings::Untagged,
};

/// Values up to which numbers are codes rather than quantities.
const FEW: usize = 10;
/// Share of different texts from which a column tells persons apart rather than describes them.
const NEARLY_ALL: f64 = 0.9;
/// Breaks of an age (section 2.1 of the method reference gives the bands of the textbooks).
const AGES: &str = "breaks = [18, 25, 35, 45, 55], labels = [\"<18\", \"18-24\", \"25-34\", \"35-44\", \"45-54\", \"55+\"]";

/// What a column holds, by its first rows.
enum Holds {
    Quantities,
    Kinds,
    Nothing(Untagged),
}

pub(super) fn describe(
    profile: &Profile,
    source: &SourceTable,
    taken: &mut Vec<String>,
    (text, warnings): (&mut Text, &mut Vec<Warning>),
) {
    for column in source.table.columns() {
        if Some(column.name.as_str()) == source.column(Role::Customer)
            || column.name == crate::tags::PERSON
        {
            continue;
        }
        if taken.contains(&column.name) {
            warnings.push(Warning::SameColumn {
                column: column.name.clone(),
            });
            continue;
        }
        taken.push(column.name.clone());
        let mut asked = profile.generalise.iter();
        if let Some(asked) = asked.find(|asked| asked.tag == column.name) {
            text.dimension(
                "attributes",
                profile.derived_in.pick("基础属性", "Attributes"),
            );
            let rule = format!(
                "column = {}\ngeneralise = {}",
                quoted(&column.name),
                quoted(&asked.how.to_string())
            );
            text.tag(&column.name, &column.name, &rule);
            continue;
        }
        let cells = cells(source, column);
        if let Some(personal) = personal(&column.name, &cells) {
            warnings.push(Warning::Identifies {
                column: column.name.clone(),
                personal,
            });
            continue;
        }
        let name = quoted(&column.name);
        text.dimension(
            "attributes",
            profile.derived_in.pick("基础属性", "Attributes"),
        );
        let rule = match holds(profile, column, &cells) {
            Holds::Quantities if is_age(source, column) => {
                format!("bins = {{ column = {name}, {AGES} }}")
            }
            Holds::Quantities => format!(
                "quantiles = {{ column = {name}, labels = [{}] }}",
                classes(profile)
            ),
            Holds::Kinds => format!("column = {name}"),
            Holds::Nothing(why) => {
                warnings.push(Warning::NotTagged {
                    column: column.name.clone(),
                    why,
                });
                continue;
            }
        };
        text.tag(&column.name, &column.name, &rule);
    }
}

/// The cells of the first rows that are not missing, as text.
fn cells(source: &SourceTable, column: &ColumnInfo) -> Vec<String> {
    let sample = source.table.sample().column(&column.name);
    let texts = sample.and_then(|cells| cells.cast(&DataType::String));
    let Ok(texts) = texts else {
        return Vec::new();
    };
    let Ok(texts) = texts.str() else {
        return Vec::new();
    };
    let known = texts
        .iter()
        .flatten()
        .filter(|text| missing::classify(text).is_none());
    known.map(|text| text.trim().to_owned()).collect()
}

fn personal(header: &str, cells: &[String]) -> Option<String> {
    let mut scan = ColumnScan::new(hint_of_header(header));
    for cell in cells {
        scan.feed(cell);
    }
    scan.verdict().map(|kind| kind.to_string())
}

fn holds(profile: &Profile, column: &ColumnInfo, cells: &[String]) -> Holds {
    let distinct: HashSet<&String> = cells.iter().collect();
    if cells.is_empty() {
        return Holds::Nothing(Untagged::Empty);
    }
    if column.dtype.is_temporal() {
        return Holds::Nothing(Untagged::Dates);
    }
    let typed = column.dtype.is_primitive_numeric() || column.dtype.is_decimal();
    if typed || cells.iter().all(|cell| is_numeric(cell)) {
        return if distinct.len() > FEW {
            Holds::Quantities
        } else {
            Holds::Kinds
        };
    }
    if cells.iter().all(|cell| is_date(cell) || may_be_date(cell)) {
        return Holds::Nothing(Untagged::Dates);
    }
    let alike = distinct.len() as f64 / cells.len() as f64 > NEARLY_ALL;
    if alike && distinct.len() > usize::from(profile.levels) {
        return Holds::Nothing(Untagged::AllDifferent);
    }
    Holds::Kinds
}

/// Whether a cell has the form of a date, although day and month may be either way round: 12/5/2014.
fn may_be_date(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split(['/', '-', '.']).collect();
    let number = |part: &&str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    parts.len() == 3
        && parts.iter().all(number)
        && parts.iter().filter(|part| part.len() == 4).count() == 1
}

fn is_age(source: &SourceTable, column: &ColumnInfo) -> bool {
    let wanted = fourr_table::Wanted::optional(Role::Age, None);
    let roles = source.table.roles(&[wanted]);
    roles.is_ok_and(|roles| roles.get(Role::Age) == Some(column.name.as_str()))
}
