//! [`Plan`]: how persons come by the values of each tag, before any cell is read.

use polars::prelude::*;

use super::{
    classes, coarse,
    definition::{Did, Measure, Resolve, Source, Tag, TagFile, Value},
    readings::{As, Readings},
    rows::Rows,
    rule::{self, Names},
};

/// Columns that rules may name, and the tags and measures that they do.
pub(super) struct Plan<'a> {
    /// Of the table of persons, where there is one.
    pub(super) persons: Option<Readings>,
    pub(super) rows: Vec<Rows>,
    file: &'a TagFile,
    /// Tags that flags make coarser, and how.
    generalise: Vec<(String, String)>,
    /// Measures that rows were asked for.
    asked: Vec<String>,
    /// Tags that the tag at hand reads.
    reads: Vec<usize>,
    pub(super) tags: Vec<Planned>,
}

/// A tag.
pub(super) struct Planned {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) dimension: String,
    pub(super) exclusive: bool,
    pub(super) sensitive: bool,
    pub(super) how: How,
    /// Places of the tags that its rules read.
    pub(super) reads: Vec<usize>,
}

/// How persons come by the values of a tag.
pub(super) enum How {
    /// By a rule each, the one that goes first first.
    Rules(Vec<Planning>),
    /// By classes of a number with equally many persons.
    Quantiles { number: String, labels: Vec<String> },
    /// As texts, of which a person may have several.
    Texts(Vec<Expr>),
}

/// A value with its rule; without one for whoever has no other.
pub(super) struct Planning {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) rule: Option<Expr>,
}

impl Planning {
    /// A value whose code is its name.
    pub(super) fn called(name: &str, rule: Expr) -> Self {
        Self {
            code: name.to_owned(),
            name: name.to_owned(),
            rule: Some(rule),
        }
    }
}

impl<'a> Plan<'a> {
    /// `None` where something in the file is not known.
    pub(super) fn of(
        file: &'a TagFile,
        generalise: Vec<(String, String)>,
        (persons, rows): (Option<Readings>, Vec<Rows>),
    ) -> Option<Self> {
        let mut plan = Self {
            persons,
            rows,
            file,
            generalise,
            asked: Vec::new(),
            reads: Vec::new(),
            tags: Vec::new(),
        };
        for dimension in &file.dimension {
            for tag in &dimension.tag {
                let how = plan.how(tag)?;
                let several = tag
                    .preference
                    .as_ref()
                    .is_some_and(|of| of.top.unwrap_or(1) > 1);
                let planned = Planned {
                    code: tag.code.clone(),
                    name: tag.name.clone().unwrap_or_else(|| tag.code.clone()),
                    dimension: dimension.code.clone(),
                    exclusive: match how {
                        How::Rules(_) => tag.exclusive.unwrap_or(true),
                        _ => !several,
                    },
                    sensitive: tag.personal.as_deref() == Some("sensitive"),
                    how,
                    reads: std::mem::take(&mut plan.reads),
                };
                plan.tags.push(planned);
            }
        }
        Some(plan)
    }

    /// The column of a number.
    pub(super) fn number(&mut self, name: &str) -> Option<String> {
        self.column(name, Some(As::Number), &[])
    }

    fn how(&mut self, tag: &Tag) -> Option<How> {
        if let Some(bins) = &tag.bins {
            let number = self.number(&bins.column)?;
            return Some(How::Rules(classes::of_bins(&col(number), bins)));
        }
        if let Some(bands) = &tag.bands {
            let number = self.number(&bands.column)?;
            return Some(How::Rules(classes::of_bands(&col(number), &tag.value)?));
        }
        if let Some(quantiles) = &tag.quantiles {
            let number = self.number(&quantiles.column)?;
            let labels = quantiles.labels.clone();
            return Some(How::Quantiles { number, labels });
        }
        if let Some(preference) = &tag.preference {
            let column = format!("preferred {}", tag.code);
            let rows = rows_of(&mut self.rows, preference.from)?;
            let preferred = rows.preference(&column, preference)?;
            return Some(How::Texts(preferred.into_iter().map(col).collect()));
        }
        let Some(column) = &tag.column else {
            return self.rules(tag);
        };
        let coarse = self
            .generalise
            .iter()
            .find(|(of, _)| *of == tag.code || Some(of) == tag.name.as_ref());
        if let Some(how) = coarse
            .map(|(_, how)| how.clone())
            .or_else(|| tag.generalise.clone())
        {
            return Some(How::Texts(vec![coarse::texts(column, &how, self)?]));
        }
        let text = self.column(column, Some(As::Text), &[])?;
        let Some(map) = &tag.map else {
            return Some(How::Texts(vec![col(text)]));
        };
        let mut values: Vec<(&String, Expr)> = Vec::new();
        for (from, to) in map {
            let is = col(&text).eq(lit(from.as_str()));
            match values.iter_mut().find(|(known, _)| *known == to) {
                Some((_, rule)) => *rule = rule.clone().or(is),
                None => values.push((to, is)),
            }
        }
        let values = values
            .into_iter()
            .map(|(name, rule)| Planning::called(name, rule));
        Some(How::Rules(values.collect()))
    }

    fn rules(&mut self, tag: &Tag) -> Option<How> {
        let mut values: Vec<&Value> = tag.value.iter().collect();
        if tag.resolve == Some(Resolve::Priority) {
            values.sort_by_key(|value| value.priority.unwrap_or(u32::MAX));
        }
        values.sort_by_key(|value| value.otherwise.is_some());
        let planned = values.into_iter().map(|value| {
            let rule = match value.otherwise {
                Some(_) => None,
                None => Some(self.value(value)?),
            };
            Some(Planning {
                code: value.code().to_owned(),
                name: value.name.clone(),
                rule,
            })
        });
        Some(How::Rules(planned.collect::<Option<_>>()?))
    }

    fn value(&mut self, value: &Value) -> Option<Expr> {
        if let Some(rule) = &value.rule {
            return rule::expression(rule, self);
        }
        if let Some(matches) = &value.matches {
            let text = self.column(&matches.column, Some(As::Text), &[])?;
            return rule::matched(&col(text), matches);
        }
        if let Some(did) = &value.did {
            let times = self.did(did)?;
            return Some(times.gt_eq(lit(did.at_least.unwrap_or(1))));
        }
        if let Some(did) = &value.did_not {
            return Some(self.did(did)?.eq(lit(0.0)));
        }
        let sequence = value.sequence.as_ref()?;
        let column = self.unnamed();
        rows_of(&mut self.rows, sequence.from)?.sequence(&column, sequence)?;
        Some(col(column).eq(lit(1.0)))
    }

    /// How often somebody did something.
    fn did(&mut self, did: &Did) -> Option<Expr> {
        let column = self.unnamed();
        let count = Measure::count(did);
        rows_of(&mut self.rows, did.from)?.measure(&column, &count)?;
        Some(col(column))
    }

    /// The column of a measure without a name.
    fn unnamed(&mut self) -> String {
        self.asked.push(String::new());
        format!("unnamed {}", self.asked.len())
    }

    fn measured(&mut self, measure: &Measure, taken: Option<As>) -> Option<String> {
        let is = if measure.take.is_text() {
            As::Text
        } else {
            As::Number
        };
        let column = format!("measure {}", measure.code);
        if taken.is_some_and(|taken| taken != is) {
            return None;
        }
        if !self.asked.contains(&measure.code) {
            rows_of(&mut self.rows, measure.from)?.measure(&column, measure)?;
            self.asked.push(measure.code.clone());
        }
        Some(column)
    }

    /// The texts of a tag with at most one value a person: its codes, or its names where it is compared with those.
    fn tagged(&mut self, place: usize, texts: &[&str]) -> Option<String> {
        let tags = self
            .file
            .dimension
            .iter()
            .flat_map(|dimension| &dimension.tag);
        let tag = tags.into_iter().nth(place)?;
        let values = &tag.value;
        let several = tag.exclusive == Some(false);
        let plain = values.iter().all(|value| value.code() == value.name);
        // A text may be the code of one value and the name of another.
        let only = |is: fn(&Value) -> &str, not: fn(&Value) -> &str| {
            let known = |text: &str| values.iter().any(|value| is(value) == text);
            let other = |text: &str| {
                values
                    .iter()
                    .any(|value| not(value) == text && is(value) != text)
            };
            !texts.is_empty() && texts.iter().all(|text| known(text) && !other(text))
        };
        let of = if plain || only(Value::code, |value| &value.name) {
            "code"
        } else if only(|value| &value.name, Value::code) {
            "name"
        } else {
            return None;
        };
        self.reads.push(place);
        (!several).then(|| format!("{of} {}", tag.code))
    }
}

impl Names for Plan<'_> {
    /// A column of persons goes before a measure, and a measure before a tag.
    fn column(&mut self, name: &str, taken: Option<As>, texts: &[&str]) -> Option<String> {
        if let Some(persons) = self.persons.as_mut().filter(|persons| persons.has(name)) {
            return persons.column(name, taken, texts);
        }
        let file = self.file;
        if let Some(measure) = file.measure.iter().find(|measure| measure.code == name) {
            return self.measured(measure, taken);
        }
        let mut tags = file.dimension.iter().flat_map(|dimension| &dimension.tag);
        let place = tags.position(|tag| tag.code == name)?;
        match taken {
            Some(As::Text) => self.tagged(place, texts),
            None => {
                self.reads.push(place);
                Some(format!("code {name}"))
            }
            _ => None,
        }
    }
}

fn rows_of(rows: &mut [Rows], from: Source) -> Option<&mut Rows> {
    rows.iter_mut().find(|rows| rows.from == from)
}
