//! [`Scope`]: what names mean, and the slots that they become.

use std::sync::Arc;

use fourr_table::{Role, near};

use super::{Bound, Input, Origin, Reads, Refusal, Test, column};
use crate::{
    SourceTable,
    rule::{Condition, Name, Number, TextTest},
    tags::{As, TagFault, TagFile},
};

/// What a name is.
pub(super) enum Target {
    /// A column of a table, and the table's place: 0 is the one whose rows are asked.
    Column {
        table: usize,
        column: String,
    },
    Measure(usize),
    Tag(usize),
}

/// What names mean for the persons, or for the rows of one table.
pub(super) struct Scope<'a> {
    /// Tables whose columns may be named, the one whose rows are asked first.
    pub(super) tables: Vec<&'a SourceTable>,
    /// Measures and tags may be named where persons are asked.
    pub(super) file: Option<&'a TagFile>,
    pub(super) reads: Reads,
    /// Tags that the conditions bound so far read.
    pub(super) tags_read: Vec<usize>,
    /// Where a condition counts back from the date in force.
    pub(super) dated: Vec<crate::tags::Place>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(tables: Vec<&'a SourceTable>, file: Option<&'a TagFile>) -> Self {
        Self {
            tables,
            file,
            reads: Reads::default(),
            tags_read: Vec::new(),
            dated: Vec::new(),
        }
    }

    pub(super) fn find(&self, name: &Name) -> Result<Target, Refusal> {
        for (table, source) in self.tables.iter().enumerate() {
            if source
                .table
                .columns()
                .iter()
                .any(|column| column.name == name.text)
            {
                return Ok(Target::Column {
                    table,
                    column: name.text.clone(),
                });
            }
        }
        if let Some(file) = self.file {
            if let Some(measure) = file
                .measures
                .iter()
                .position(|measure| measure.code == name.text)
            {
                return Ok(Target::Measure(measure));
            }
            if let Some(tag) = file.tags.iter().position(|tag| tag.meta.code == name.text) {
                return Ok(Target::Tag(tag));
            }
        }
        self.by_role(name)
            .ok_or_else(|| (name.at, self.unknown(name)))
    }

    /// A column by what it means: `amount` is the column with amounts, whatever it is called.
    fn by_role(&self, name: &Name) -> Option<Target> {
        let role = Role::ALL
            .into_iter()
            .find(|role| role.to_string().replace(' ', "_") == name.text)?;
        let source = self.tables.first()?;
        let column = source.column(role)?.to_owned();
        Some(Target::Column { table: 0, column })
    }

    fn unknown(&self, name: &Name) -> TagFault {
        let tables = self.tables.iter().flat_map(|source| source.table.columns());
        let mut names: Vec<String> = tables.map(|column| column.name.clone()).collect();
        if let Some(file) = self.file {
            let written = file
                .measures
                .iter()
                .filter(|measure| !measure.code.starts_with('#'));
            names.extend(written.map(|measure| measure.code.clone()));
            names.extend(file.tags.iter().map(|tag| tag.meta.code.clone()));
        }
        TagFault::UnknownName {
            name: name.text.clone(),
            near: near::names(&name.text, &names),
        }
    }

    /// The slot of a column or measure; a tag has none.
    pub(super) fn slot(&mut self, name: &Name, taken: Option<As>) -> Result<usize, Refusal> {
        match self.find(name)? {
            Target::Column { table, column } => self
                .column(table, &column, taken)
                .map_err(|fault| (name.at, fault)),
            Target::Measure(measure) => self
                .measure(measure, taken)
                .map_err(|fault| (name.at, fault)),
            Target::Tag(_) => {
                let fault = TagFault::Mismatch {
                    column: name.text.clone(),
                    holds: "the values of a tag".to_owned(),
                    taken: taken.unwrap_or(As::Number),
                };
                Err((name.at, fault))
            }
        }
    }

    fn column(&mut self, table: usize, column: &str, taken: Option<As>) -> Result<usize, TagFault> {
        let source = &self.tables[table].table;
        let taken = match taken {
            Some(taken) => {
                column::check(source, column, taken)?;
                taken
            }
            None => column::natural(source, column),
        };
        Ok(self.input(origin(table, column), taken))
    }

    /// The slot of a column as text, whatever its type.
    pub(super) fn as_text(&mut self, name: &Name) -> Result<usize, Refusal> {
        match self.find(name)? {
            Target::Column { table, column } => Ok(self.input(origin(table, &column), As::Text)),
            _ => self.slot(name, Some(As::Text)),
        }
    }

    fn measure(&mut self, measure: usize, taken: Option<As>) -> Result<usize, TagFault> {
        let file = self
            .file
            .unwrap_or_else(|| unreachable!("only persons have measures"));
        let of = &file.measures[measure];
        let is = if of.take.is_text() {
            As::Text
        } else {
            As::Number
        };
        if taken.is_some_and(|taken| taken != is) {
            let holds = if of.take.is_text() { "text" } else { "numbers" };
            let taken = taken.unwrap_or(is);
            return Err(TagFault::Mismatch {
                column: of.code.clone(),
                holds: holds.to_owned(),
                taken,
            });
        }
        Ok(self.input(Origin::Measure(measure), is))
    }

    pub(super) fn input(&mut self, origin: Origin, taken: As) -> usize {
        let wanted = Input { origin, taken };
        let known = self.reads.inputs.iter().position(|input| *input == wanted);
        known.unwrap_or_else(|| {
            self.reads.inputs.push(wanted);
            self.reads.inputs.len() - 1
        })
    }

    pub(super) fn condition(
        &mut self,
        condition: &Condition<Name>,
    ) -> Result<Condition<Bound>, Refusal> {
        Ok(match condition {
            Condition::Constant(known) => Condition::Constant(*known),
            Condition::Compare { op, left, right } => Condition::Compare {
                op: *op,
                left: self.number(left)?,
                right: self.number(right)?,
            },
            Condition::Text { of, test, negated } => self.text(of, test, *negated)?,
            Condition::Missing { of, negated } => self.missing(of, *negated)?,
            Condition::Carries {
                tag,
                values,
                negated,
            } => Condition::Carries {
                tag: *tag,
                values: values.clone(),
                negated: *negated,
            },
            Condition::Untagged { tag, negated } => Condition::Untagged {
                tag: *tag,
                negated: *negated,
            },
            Condition::Listed { list, negated } => Condition::Listed {
                list: *list,
                negated: *negated,
            },
            Condition::And(parts) => Condition::And(self.each(parts)?),
            Condition::Or(parts) => Condition::Or(self.each(parts)?),
        })
    }

    fn each(&mut self, parts: &[Condition<Name>]) -> Result<Vec<Condition<Bound>>, Refusal> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn text(
        &mut self,
        of: &Name,
        test: &Arc<TextTest>,
        negated: bool,
    ) -> Result<Condition<Bound>, Refusal> {
        if let Target::Tag(tag) = self.find(of)? {
            return self.carries(of, tag, test, negated);
        }
        let slot = self.slot(of, Some(As::Text))?;
        self.reads.tests.push(Test {
            slot,
            asks: test.clone(),
            negated,
        });
        let of = Bound {
            slot,
            test: self.reads.tests.len() - 1,
        };
        Ok(Condition::Text {
            of,
            test: test.clone(),
            negated,
        })
    }

    fn carries(
        &mut self,
        name: &Name,
        tag: usize,
        test: &TextTest,
        negated: bool,
    ) -> Result<Condition<Bound>, Refusal> {
        let file = self
            .file
            .unwrap_or_else(|| unreachable!("only persons have tags"));
        let of = &file.tags[tag];
        if of.values.is_empty() {
            let holds = "values that only the data tells".to_owned();
            return Err((
                name.at,
                TagFault::Mismatch {
                    column: name.text.clone(),
                    holds,
                    taken: As::Text,
                },
            ));
        }
        if let TextTest::OneOf(texts) = test {
            let known = |text: &String| {
                of.values
                    .iter()
                    .any(|v| v.named.code == *text || v.named.name == *text)
            };
            if let Some(value) = texts.iter().find(|text| !known(text)) {
                let values = of
                    .values
                    .iter()
                    .map(|value| value.named.name.clone())
                    .collect();
                let fault = TagFault::UnknownValue {
                    tag: name.text.clone(),
                    value: value.clone(),
                    values,
                };
                return Err((name.at, fault));
            }
        }
        self.tags_read.push(tag);
        let fits = |value: &crate::tags::Value| {
            test.holds(&value.named.code) || test.holds(&value.named.name)
        };
        Ok(Condition::Carries {
            tag,
            values: of.values.iter().map(fits).collect(),
            negated,
        })
    }

    fn missing(&mut self, of: &Name, negated: bool) -> Result<Condition<Bound>, Refusal> {
        if let Target::Tag(tag) = self.find(of)? {
            self.tags_read.push(tag);
            return Ok(Condition::Untagged { tag, negated });
        }
        let slot = self.slot(of, None)?;
        Ok(Condition::Missing {
            of: Bound { slot, test: 0 },
            negated,
        })
    }

    fn number(&mut self, number: &Number<Name>) -> Result<Number<Bound>, Refusal> {
        let bound = |slot| Bound { slot, test: 0 };
        Ok(match number {
            Number::Constant(value) => Number::Constant(*value),
            Number::Column(name) => Number::Column(bound(self.slot(name, Some(As::Number))?)),
            Number::Time(name) => Number::Time(bound(self.slot(name, Some(As::Time))?)),
            Number::AsOf(at) => {
                self.dated.push(*at);
                Number::AsOf(*at)
            }
            Number::Part(part, of) => Number::Part(*part, Box::new(self.number(of)?)),
            Number::Apply(function, of) => Number::Apply(*function, Box::new(self.number(of)?)),
            Number::Combine(op, left, right) => Number::Combine(
                *op,
                Box::new(self.number(left)?),
                Box::new(self.number(right)?),
            ),
        })
    }
}

fn origin(table: usize, column: &str) -> Origin {
    let column = column.to_owned();
    match table {
        0 => Origin::Main(column),
        table => Origin::Joined { table, column },
    }
}
