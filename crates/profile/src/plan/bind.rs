//! Binding: names of a tag file to columns, measures and tags.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::{
    Bound, Map, Origin, Plan, Planned, Program, Refusal,
    scope::Scope,
    table::{self, TablePlan},
};
use crate::{
    Needs, SourceKind, Sources,
    rule::{Condition, Name},
    tags::{As, Kind, Place, Tag, TagFault, TagFile, ValueRule},
};

pub(super) struct Binder<'a> {
    file: &'a TagFile,
    sources: &'a Sources,
    as_of: Option<NaiveDate>,
    scope: Scope<'a>,
    lists: Vec<String>,
}

impl<'a> Binder<'a> {
    pub(super) fn new(file: &'a TagFile, sources: &'a Sources, as_of: Option<NaiveDate>) -> Self {
        let scope = Scope::new(sources.persons().collect(), Some(file));
        Self {
            file,
            sources,
            as_of,
            scope,
            lists: Vec::new(),
        }
    }

    pub(super) fn bind(mut self, needs: &Needs) -> Result<Plan, Refusal> {
        let mut tags = Vec::new();
        let mut reads_tags = Vec::new();
        for tag in &self.file.tags {
            let (inputs, dated, listed) = (
                self.scope.reads.tests.len(),
                self.scope.dated.len(),
                self.lists.len(),
            );
            let program = self.program(tag)?;
            let read = std::mem::take(&mut self.scope.tags_read);
            // A date given by the user is known before any row is read.
            let waits = self.scope.dated.len() > dated && self.as_of.is_none();
            let early = !waits && self.lists.len() == listed && self.is_early(&program, inputs);
            reads_tags.push(read.clone());
            tags.push(Planned {
                early,
                program,
                values: tag.values.len(),
                exclusive: tag.meta.exclusive,
                tags_read: read,
            });
        }
        let order = order(self.file, &reads_tags)?;
        for &tag in &order {
            let waits = reads_tags[tag].iter().any(|&read| !tags[read].early);
            tags[tag].early &= !waits;
        }
        let mut keep = Vec::new();
        for name in &needs.numbers {
            let name = Name {
                text: name.clone(),
                at: Place::default(),
            };
            keep.push((name.text.clone(), self.scope.slot(&name, Some(As::Number))?));
        }
        if needs.measures {
            keep.extend(self.measured(&needs.numbers));
        }
        let tables = self.tables()?;
        Ok(Plan {
            dated: self.scope.dated.first().copied(),
            reads: self.scope.reads,
            tags,
            order,
            tables,
            lists: self.lists,
            keep,
        })
    }

    /// The measures with a name of their own that rules read as numbers, and their slots, in the order of the file.
    fn measured(&self, others: &BTreeSet<String>) -> Vec<(String, usize)> {
        let inputs = self.scope.reads.inputs.iter().enumerate();
        let mut found: Vec<(usize, usize)> = inputs
            .filter_map(|(slot, input)| match input.origin {
                Origin::Measure(measure) if input.taken == As::Number => Some((measure, slot)),
                _ => None,
            })
            .collect();
        found.sort_unstable();
        let named = found
            .into_iter()
            .map(|(measure, slot)| (self.file.measures[measure].code.clone(), slot));
        named
            .filter(|(code, _)| !code.starts_with('#') && !others.contains(code))
            .collect()
    }

    /// Whether a program reads nothing but the table of persons.
    fn is_early(&self, program: &Program, first_test: usize) -> bool {
        let inputs = &self.scope.reads.inputs;
        let main = |slot: usize| matches!(inputs[slot].origin, Origin::Main(_));
        match program {
            Program::Rules(rules) => {
                let tests = &self.scope.reads.tests[first_test..];
                let mut early = tests.iter().all(|test| main(test.slot));
                for (_, condition) in rules {
                    if let Some(condition) = condition {
                        condition.names(&mut |bound| early &= main(bound.slot));
                    }
                }
                early
            }
            Program::Bins { slot, .. } => main(*slot),
            // The texts of these are kept: to be ordered, or to tell those that the map does not know.
            Program::Mapped { .. }
            | Program::Quantiles { .. }
            | Program::Column { .. }
            | Program::Preference { .. } => false,
        }
    }

    fn program(&mut self, tag: &Tag) -> Result<Program, Refusal> {
        Ok(match &tag.kind {
            Kind::Rules { order } => {
                let mut rules = Vec::new();
                for &value in order {
                    let rule = &tag.values[value];
                    let condition = match &rule.rule {
                        ValueRule::When(condition) => Some(self.own(tag, condition)?),
                        ValueRule::List(path) => Some(self.list(path)),
                        ValueRule::Otherwise | ValueRule::OfKind => None,
                    };
                    rules.push((value, condition));
                }
                Program::Rules(rules)
            }
            Kind::Bins(bins) => Program::Bins {
                slot: self.scope.slot(&bins.column, Some(As::Number))?,
                edges: bins.edges.clone(),
                closed_left: bins.closed_left,
            },
            Kind::Quantiles { column } => Program::Quantiles {
                slot: self.scope.slot(column, Some(As::Number))?,
                classes: tag.values.len(),
            },
            Kind::Column {
                column, map: None, ..
            } => Program::Column {
                slot: self.scope.as_text(column)?,
            },
            Kind::Column {
                column,
                map: Some(map),
                ..
            } => {
                let slot = self.scope.as_text(column)?;
                let code = |value: usize| u16::try_from(value + 1).unwrap_or(u16::MAX);
                let codes: HashMap<String, u16> = map
                    .iter()
                    .map(|(text, value)| (text.clone(), code(*value)))
                    .collect();
                self.scope.reads.maps.push(Map { slot, codes });
                Program::Mapped {
                    slot,
                    map: self.scope.reads.maps.len() - 1,
                }
            }
            Kind::Preference { measure } => {
                self.scope.input(Origin::Measure(*measure), As::Text);
                Program::Preference { measure: *measure }
            }
        })
    }

    /// A condition of a tag, which may not read the tag itself.
    fn own(&mut self, tag: &Tag, condition: &Condition<Name>) -> Result<Condition<Bound>, Refusal> {
        let bound = self.scope.condition(condition)?;
        let itself = |&read: &usize| std::ptr::eq(&raw const self.file.tags[read], tag);
        if self.scope.tags_read.iter().any(itself) {
            let code = tag.meta.code.clone();
            return Err((tag.at, TagFault::Circle(vec![code.clone(), code])));
        }
        Ok(bound)
    }

    fn list(&mut self, path: &str) -> Condition<Bound> {
        let known = self.lists.iter().position(|known| known == path);
        let list = known.unwrap_or_else(|| {
            self.lists.push(path.to_owned());
            self.lists.len() - 1
        });
        Condition::Listed {
            list,
            negated: false,
        }
    }

    /// Orders and events, each with the measures that somebody reads.
    fn tables(&mut self) -> Result<Vec<TablePlan>, Refusal> {
        let mut used: BTreeSet<usize> = BTreeSet::new();
        for input in &self.scope.reads.inputs {
            if let Origin::Measure(measure) = input.origin {
                used.insert(measure);
            }
        }
        let given = [self.sources.orders(), self.sources.events()]
            .into_iter()
            .flatten();
        let mut tables: Vec<TablePlan> = given.map(TablePlan::new).collect();
        for measure in used {
            let of = &self.file.measures[measure];
            let found = match of.from {
                SourceKind::Events => self.sources.events(),
                _ => self.sources.orders(),
            };
            let source = found.ok_or((of.at, TagFault::NoTable(of.from)))?;
            if of.within.is_some() || of.take.counts_back() {
                self.scope.dated.push(of.at);
            }
            let plan = tables.iter_mut().find(|table| table.kind == of.from);
            let plan = plan.unwrap_or_else(|| unreachable!("every table given has a plan"));
            table::add(plan, source, (measure, of))?;
        }
        Ok(tables)
    }
}

/// Places of the tags, each after those that it reads.
fn order(file: &TagFile, reads: &[Vec<usize>]) -> Result<Vec<usize>, Refusal> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < reads.len() {
        let ready = |tag: &usize| {
            !order.contains(tag) && reads[*tag].iter().all(|read| order.contains(read))
        };
        let Some(next) = (0..reads.len()).find(ready) else {
            let stuck = (0..reads.len()).filter(|tag| !order.contains(tag));
            let codes: Vec<String> = stuck.map(|tag| file.tags[tag].meta.code.clone()).collect();
            let first = file.tags.iter().find(|tag| tag.meta.code == codes[0]);
            return Err((
                first.map(|tag| tag.at).unwrap_or_default(),
                TagFault::Circle(codes),
            ));
        };
        order.push(next);
    }
    Ok(order)
}
