//! [`Deidentification`]: what was done to which column before a table left the house.

use fourr_cell::personal::{ColumnScan, Personal, hint_of_header, mask};
use fourr_table::Role;
use polars::prelude::*;
use serde::Serialize;

use super::{IdForm, Key, Mask, QuasiIdentifiers, ZeroCells};
use crate::{
    Coarse, Sensitivity, SourceTable, Sources, Statistics, TagFile, Tagging,
    plan::{Origin, Plan, Program},
    tags::{PERSON, Take},
};

/// What was done to which column before a table left the house.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Deidentification {
    /// People below whom counts are withheld.
    pub min_group: u64,
    /// Whether counts of nobody are shown.
    pub zeros: ZeroCells,
    /// Columns of the exported table of persons, the id first.
    pub exported: Vec<Treated>,
    /// Columns of the input that hold personal data and are not exported.
    pub left_out: Vec<Treated>,
    /// What was blanked so that nobody is alone with some tags; null where none was named.
    pub quasi_identifiers: Option<QuasiIdentifiers>,
    /// What all of this rests on.
    pub basis: &'static [&'static str],
}

/// A column and what was done to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Treated {
    /// The column.
    pub column: String,
    /// The kind of personal data in it; null for none.
    pub personal: Option<Personal>,
    /// How personal what it rests on is by the tag file; null where it says nothing.
    pub declared: Option<Sensitivity>,
    /// What was done.
    pub treatment: Treatment,
    /// How it was generalised where that was asked for: `year`, `bins:10`.
    pub how: Option<Coarse>,
    /// What the tag file says that it is used for.
    pub purpose: Option<String>,
}

/// What was done to a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Treatment {
    /// It is written as it is.
    Kept,
    /// Stars stand for most of each cell.
    Masked,
    /// Each value has a name that only the holder of the key can give: HMAC-SHA-256.
    Pseudonymised,
    /// Only classes of the values are written: the tag's.
    Generalised,
    /// It is not written.
    Dropped,
}

const BASIS: &[&str] = &["GB/T 35273-2020", "个人信息保护法 (2021)"];

/// The kind of personal data in the ids, by the first rows of the tables.
pub(crate) fn kind_of_ids(sources: &Sources) -> Option<Personal> {
    let of = |source: &SourceTable| kind_of(source, source.column(Role::Customer)?);
    sources.tables().iter().find_map(of)
}

fn kind_of(source: &SourceTable, column: &str) -> Option<Personal> {
    let cells = source
        .table
        .sample()
        .column(column)
        .ok()?
        .cast(&DataType::String)
        .ok()?;
    let mut scan = ColumnScan::new(hint_of_header(column));
    cells
        .str()
        .ok()?
        .iter()
        .flatten()
        .for_each(|cell| scan.feed(cell));
    scan.verdict()
}

/// The kind of personal data in what a rule reads; `None` for none.
pub(crate) fn kind_of_origin(
    file: &TagFile,
    sources: &Sources,
    origin: &Origin,
) -> Option<Personal> {
    match origin {
        Origin::Main(column) => kind_of(sources.persons().next()?, column),
        Origin::Joined { table, column } => kind_of(sources.persons().nth(*table)?, column),
        Origin::Measure(measure) => {
            let measure = &file.measures[*measure];
            let (Take::First(name) | Take::Last(name) | Take::Preferred { by: name, .. }) =
                &measure.take
            else {
                return None;
            };
            let mut tables = sources.tables().iter();
            kind_of(tables.find(|of| of.kind == measure.from)?, &name.text)
        }
    }
}

/// The kind of personal data in the texts that become the values of a tag, or that its map reads; `None` for none.
pub(crate) fn kind_of_texts(
    (file, plan): (&TagFile, &Plan),
    sources: &Sources,
    tag: usize,
) -> Option<Personal> {
    let origin = match plan.tags[tag].program {
        Program::Column { slot } | Program::Mapped { slot, .. } => {
            plan.reads.inputs[slot].origin.clone()
        }
        Program::Preference { measure } => Origin::Measure(measure),
        _ => return None,
    };
    kind_of_origin(file, sources, &origin)
}

/// Codes of the tags of a tag file that rest on columns of personal data without declaring it: GB/T 35273 asks for a
/// purpose, and for somebody who answers for it.
pub(crate) fn undeclared(tagging: &Tagging, sources: &Sources) -> Vec<String> {
    if tagging.derived_file().is_some() {
        return Vec::new();
    }
    let is_personal = |origin: &Origin| match origin {
        Origin::Measure(_) => false,
        column => kind_of_origin(&tagging.file, sources, column).is_some(),
    };
    let tags = tagging.columns().iter().enumerate();
    let silent = tags.filter(|(place, tag)| {
        tag.meta.personal == Sensitivity::None
            && tagging.plan.origins(*place).iter().any(is_personal)
    });
    silent.map(|(_, tag)| tag.meta.code.clone()).collect()
}

impl Statistics {
    /// What becomes of the ids.
    fn treatment(&self, kind: Option<Personal>) -> Treatment {
        match (self.ids, kind, &self.pseudonym_key) {
            (IdForm::Plain, ..) | (IdForm::Auto, None, None) => Treatment::Kept,
            (IdForm::Dropped, ..) => Treatment::Dropped,
            (IdForm::Auto | IdForm::Pseudonym, _, Some(_)) => Treatment::Pseudonymised,
            _ => Treatment::Masked,
        }
    }

    pub(crate) fn deidentification(
        &self,
        tagging: &Tagging,
        sources: &Sources,
    ) -> Deidentification {
        let kind = kind_of_ids(sources);
        let id = Treated {
            column: PERSON.to_owned(),
            personal: kind,
            declared: None,
            treatment: self.treatment(kind),
            how: None,
            purpose: None,
        };
        let tags = tagging.columns().iter().enumerate().map(|(place, column)| {
            let how = tagging.file.tags[place].coarse;
            let personal = kind_of_texts((&tagging.file, &tagging.plan), sources, place);
            Treated {
                column: column.meta.code.clone(),
                personal,
                declared: Some(column.meta.personal),
                treatment: match tagging.plan.tags[place].program {
                    Program::Column { .. } | Program::Preference { .. } if how.is_none() => {
                        personal.map_or(Treatment::Kept, |_| Treatment::Masked)
                    }
                    _ => Treatment::Generalised,
                },
                how,
                purpose: column.meta.purpose.clone(),
            }
        });
        let found = sources.tables().iter().flat_map(|source| {
            let columns = source
                .table
                .columns()
                .iter()
                .map(|column| column.name.as_str());
            let others = columns.filter(|column| Some(*column) != source.column(Role::Customer));
            others.filter_map(|column| Some((column, kind_of(source, column)?)))
        });
        let left_out = found.map(|(column, kind)| Treated {
            column: column.to_owned(),
            personal: Some(kind),
            declared: None,
            treatment: Treatment::Dropped,
            how: None,
            purpose: None,
        });
        Deidentification {
            min_group: self.min_group,
            zeros: self.zeros,
            exported: std::iter::once(id).chain(tags).collect(),
            left_out: left_out.collect(),
            quasi_identifiers: None,
            basis: BASIS,
        }
    }
}

impl Deidentification {
    /// The treatment of the ids, and their kind.
    fn id(&self) -> (Treatment, Option<Personal>) {
        self.exported
            .first()
            .map_or((Treatment::Kept, None), |id| (id.treatment, id.personal))
    }

    /// A table of persons as it may leave the house: its column of ids is treated as was decided.
    ///
    /// # Errors
    /// When the ids cannot be written as text.
    pub fn export(&self, mut frame: DataFrame, statistics: &Statistics) -> PolarsResult<DataFrame> {
        let (treatment, kind) = self.id();
        if frame.column(PERSON).is_err() || treatment == Treatment::Kept {
            return Ok(frame);
        }
        if treatment == Treatment::Dropped {
            return frame.drop(PERSON);
        }
        let ids = frame.column(PERSON)?.cast(&DataType::String)?;
        let write =
            |id: &str| written(id, kind, statistics.pseudonym_key.as_ref(), statistics.mask);
        let texts = ids.str()?.iter().map(|id| id.map(&write));
        let hidden = StringChunked::from_iter_options(PERSON.into(), texts);
        frame.with_column(hidden.into_column())?;
        Ok(frame)
    }
}

/// An id as it may be shown: by a key its pseudonym, else masked; one of no known kind behind stars but for its end.
pub(crate) fn written(id: &str, kind: Option<Personal>, key: Option<&Key>, how: Mask) -> String {
    match (key, kind) {
        (Some(key), _) => key.pseudonym(id, kind),
        (None, Some(kind)) => mask(id, kind, how.level()),
        (None, None) => {
            let letters = id.chars().count();
            let shown = if how == Mask::Strict {
                0
            } else {
                (letters / 3).min(3)
            };
            let end: String = id.chars().skip(letters - shown).collect();
            format!("{}{end}", "*".repeat(letters - shown))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_hidden_by_their_kind() {
        let show = |id: &str, kind| written(id, kind, None, Mask::Standard);
        assert_eq!(show("13812345678", Some(Personal::Mobile)), "138****5678");
        assert_eq!(show("C00042", None), "****42");
        assert_eq!(written("C00042", None, None, Mask::Strict), "******");
        let key = Key::new(b"a key of sixteen bytes").unwrap();
        assert_eq!(
            written("C00042", None, Some(&key), Mask::Standard).len(),
            32
        );
    }
}
