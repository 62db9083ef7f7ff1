//! [`Holders`]: who has which value, as columns of yes and no.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::plan::{How, Planned, Planning};
use crate::oracle::only;

/// Values of a tag that are told apart where a person may have several.
const MOST_IN_SET: usize = 64;
/// Values beyond which nobody works anything out again.
const MOST: usize = 250;
/// Code of the value for whatever is not told apart.
const OTHER: &str = "other";

/// The persons, with a column of yes and no for every value of every tag.
pub(super) struct Holders {
    pub(super) persons: DataFrame,
    /// In the order of the file.
    pub(super) tags: Vec<Tag>,
    /// Texts of a column that are told apart.
    levels: usize,
}

/// A tag whose values are known.
#[derive(Default)]
pub(super) struct Tag {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) dimension: String,
    pub(super) exclusive: bool,
    pub(super) sensitive: bool,
    pub(super) values: Vec<Value>,
}

pub(super) struct Value {
    pub(super) code: String,
    pub(super) name: String,
    /// Whether a person has it.
    pub(super) column: String,
}

impl Holders {
    /// Finds the values of all tags, each after those that it reads; `None` where they go in a circle, or a column of text has
    /// too many of them.
    pub(super) fn find(persons: DataFrame, planned: &[Planned], levels: usize) -> Option<Self> {
        let mut holders = Self {
            persons,
            tags: planned.iter().map(|_| Tag::default()).collect(),
            levels,
        };
        let mut open: Vec<usize> = (0..planned.len()).collect();
        while !open.is_empty() {
            let waits = |tag: &&usize| planned[**tag].reads.iter().any(|read| open.contains(read));
            let next = open.iter().find(|tag| !waits(tag)).copied()?;
            open.retain(|tag| *tag != next);
            holders.tags[next] = holders.tag(next, &planned[next])?;
        }
        Some(holders)
    }

    fn tag(&mut self, place: usize, planned: &Planned) -> Option<Tag> {
        let found = match &planned.how {
            How::Rules(rules) if planned.exclusive => self.by_first(place, rules)?,
            How::Rules(rules) => by_each(rules),
            How::Quantiles { number, labels } => self.by_quantiles(number, labels)?,
            How::Texts(texts) => self.by_texts(texts)?,
        };
        if found.len() > MOST {
            return None;
        }
        let mut columns = Vec::new();
        let mut values = Vec::new();
        for (number, (code, name, has)) in found.into_iter().enumerate() {
            let column = format!("has {place} {number}");
            columns.push(has.fill_null(lit(false)).alias(&column));
            values.push(Value { code, name, column });
        }
        let text = |of: fn(&Value) -> &str, column: &str| {
            let none = lit(NULL).cast(DataType::String);
            let named = values.iter().fold(none, |text, value| {
                when(col(&value.column))
                    .then(lit(of(value)))
                    .otherwise(text)
            });
            named.alias(format!("{column} {}", planned.code))
        };
        let mut persons = self.persons.clone().lazy().with_columns(columns);
        if planned.exclusive && matches!(planned.how, How::Rules(_) | How::Quantiles { .. }) {
            let texts = [
                text(|value| &value.code, "code"),
                text(|value| &value.name, "name"),
            ];
            persons = persons.with_columns(texts);
        }
        self.persons = persons.collect().ok()?;
        Some(Tag {
            code: planned.code.clone(),
            name: planned.name.clone(),
            dimension: planned.dimension.clone(),
            exclusive: planned.exclusive,
            sensitive: planned.sensitive,
            values,
        })
    }

    /// Everybody has the first value whose rule fits.
    fn by_first(&mut self, place: usize, rules: &[Planning]) -> Option<Vec<Found>> {
        let numbered: Vec<(i64, &Planning)> = (1..).zip(rules).collect();
        let winner = numbered
            .iter()
            .rev()
            .fold(lit(0_i64), |later, (place, value)| {
                let own = lit(*place);
                value
                    .rule
                    .clone()
                    .map_or(own.clone(), |rule| when(rule).then(own).otherwise(later))
            });
        let column = format!("winner {place}");
        let persons = self
            .persons
            .clone()
            .lazy()
            .with_column(winner.alias(&column));
        self.persons = persons.collect().ok()?;
        let found = numbered.into_iter().map(|(place, value)| {
            let has = col(&column).eq(lit(place));
            (value.code.clone(), value.name.clone(), has)
        });
        Some(found.collect())
    }

    /// Classes between type-7 quantiles, closed above; places are reckoned in whole numbers (section 0.2 of the method
    /// reference), so that ties stay together.
    fn by_quantiles(&self, number: &str, labels: &[String]) -> Option<Vec<Found>> {
        let sorted = self.persons.column(number).ok()?.as_materialized_series();
        let sorted = sorted.drop_nulls().sort(SortOptions::default()).ok()?;
        let sorted = sorted.f64().ok()?;
        let known = sorted.len();
        let classes = labels.len();
        let edge = |class: usize| {
            let place = known.checked_sub(1)? * class;
            let (low, rest) = (place / classes, place % classes);
            let value = sorted.get(low)?;
            let next = sorted.get(low + 1).unwrap_or(value);
            Some(value + rest as f64 / classes as f64 * (next - value))
        };
        let above = |class: usize| edge(class).map_or(lit(false), |edge| col(number).gt(lit(edge)));
        let found = labels.iter().enumerate().map(|(class, label)| {
            let mut rule = col(number).is_not_null();
            if class > 0 {
                rule = rule.and(above(class));
            }
            if class + 1 < classes {
                rule = rule.and(above(class + 1).not());
            }
            (label.clone(), label.clone(), rule)
        });
        Some(found.collect())
    }

    /// The most frequent texts, ties by code point, and the others as one.
    fn by_texts(&self, texts: &[Expr]) -> Option<Vec<Found>> {
        let most = if texts.len() > 1 {
            self.levels.min(MOST_IN_SET - 1)
        } else {
            self.levels
        };
        let mut persons: BTreeMap<String, u32> = BTreeMap::new();
        for text in texts {
            let found = self
                .persons
                .clone()
                .lazy()
                .select([text.clone().alias("text")]);
            let known = found.filter(col("text").is_not_null());
            let counted = known
                .group_by([col("text")])
                .agg([len().alias("persons")])
                .collect()
                .ok()?;
            let texts = counted.column("text").ok()?.str().ok()?.iter();
            for (text, number) in texts.zip(counted.column("persons").ok()?.u32().ok()?.iter()) {
                *persons.entry(text?.to_owned()).or_default() += number?;
            }
        }
        let mut ranked: Vec<(&String, &u32)> = persons.iter().collect();
        ranked.sort_by_key(|(text, number)| (std::cmp::Reverse(*number), *text));
        let kept = &ranked[..most.min(ranked.len())];
        let any = |is: &dyn Fn(Expr) -> Expr| {
            let each = texts
                .iter()
                .map(|text| is(text.clone()).fill_null(lit(false)));
            each.reduce(Expr::or).unwrap_or(lit(false))
        };
        let mut found: Vec<Found> = Vec::new();
        for (text, _) in kept {
            let has = any(&|of| of.eq(lit(text.as_str())));
            found.push(((*text).clone(), (*text).clone(), has));
        }
        if kept.len() < ranked.len() {
            let names = ["其他", OTHER];
            if kept.iter().any(|(text, _)| names.contains(&text.as_str())) {
                // What the others are called depends on the language.
                return None;
            }
            let names: Vec<&str> = kept.iter().map(|(text, _)| text.as_str()).collect();
            let kept = lit(Series::new("kept".into(), names)).implode(false);
            let others = any(&|of| of.is_in(kept.clone(), false).not());
            found.push((OTHER.to_owned(), OTHER.to_owned(), others));
        }
        Some(found)
    }

    /// So many persons.
    pub(super) fn count(&self, who: Expr) -> PolarsResult<i64> {
        let counted = self
            .persons
            .clone()
            .lazy()
            .select([who.sum().alias("persons")])
            .collect()?;
        only(&counted, "persons")
    }
}

/// Code and name of a value, and who has it.
type Found = (String, String, Expr);

/// Everybody has all values whose rules fit.
fn by_each(rules: &[Planning]) -> Vec<Found> {
    let fits = |rule: &Expr| rule.clone().fill_null(lit(false));
    let known = rules.iter().filter_map(|value| value.rule.as_ref());
    let any = known.fold(lit(false), |any, rule| any.or(fits(rule)));
    let found = rules.iter().map(|value| {
        let has = value.rule.as_ref().map_or(any.clone().not(), fits);
        (value.code.clone(), value.name.clone(), has)
    });
    found.collect()
}
