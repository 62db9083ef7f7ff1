//! What people are clustered by.

use std::collections::BTreeSet;

use fourr_cell::{
    missing,
    personal::{ColumnScan, hint_of_header},
};
use fourr_cluster::{Feature, Transform};
use fourr_table::Role;
use polars::prelude::*;

use crate::{NumberColumn, SourceTable, Statistics, TagColumn, Tagging, plan::is_numeric};

/// Different numbers from which a column is a quantity rather than a code.
const FEW: usize = 10;

/// The columns of a table of persons that hold quantities, by its first rows.
pub(crate) fn numeric_columns(source: &SourceTable) -> Vec<String> {
    let columns = source
        .table
        .columns()
        .iter()
        .map(|column| column.name.as_str());
    let others = columns.filter(|column| Some(*column) != source.column(Role::Customer));
    others
        .filter(|column| is_quantity(source, column))
        .map(str::to_owned)
        .collect()
}

fn is_quantity(source: &SourceTable, column: &str) -> bool {
    let texts = source.table.sample().column(column).and_then(|cells| {
        let temporal = cells.dtype().is_temporal();
        if temporal {
            Ok(Column::new_empty("".into(), &DataType::String))
        } else {
            cells.cast(&DataType::String)
        }
    });
    let Ok(texts) = texts else {
        return false;
    };
    let Ok(texts) = texts.str() else {
        return false;
    };
    let known: Vec<&str> = texts
        .iter()
        .flatten()
        .filter(|text| missing::classify(text).is_none())
        .collect();
    let distinct: BTreeSet<&str> = known.iter().copied().collect();
    let mut scan = ColumnScan::new(hint_of_header(column));
    for cell in &known {
        scan.feed(cell);
    }
    distinct.len() > FEW
        && scan.verdict().is_none()
        && known.iter().all(|cell| is_numeric(cell.trim()))
}

/// A number that more than one in so many people lack is not clustered by unless it is named: it would leave them out.
const LEAST_UNKNOWN: usize = 20;

/// Columns to cluster by, of the people for whom all of them are known.
pub(super) struct Features {
    /// Places of these people.
    pub(super) people: Vec<usize>,
    /// Names, with what a reader sees of categories.
    pub(super) names: Vec<FeatureName>,
    /// One column a name.
    columns: Vec<(Vec<f64>, Transform)>,
}

/// What a feature is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FeatureName {
    /// A number.
    Number(String),
    /// Having a value of a tag: the code and the value's.
    Value(String, String),
}

/// The numbers to cluster by: those named, else those that nearly everybody has.
fn clustered<'t>(statistics: &Statistics, tagging: &'t Tagging) -> Vec<&'t NumberColumn> {
    let all: Vec<&NumberColumn> = tagging.numbers().iter().collect();
    let nearly_everybody = |column: &&&NumberColumn| {
        let unknown = column.values.iter().filter(|value| !value.is_finite());
        unknown.count() * LEAST_UNKNOWN <= tagging.len()
    };
    let known: Vec<&NumberColumn> = all.iter().filter(nearly_everybody).copied().collect();
    if statistics.numbers.is_empty() && !known.is_empty() {
        known
    } else {
        all
    }
}

impl Features {
    /// The numbers kept, and the values of the tags asked for.
    pub(super) fn of(statistics: &Statistics, tagging: &Tagging, tags: &[&TagColumn]) -> Self {
        let numbers = clustered(statistics, tagging);
        let finite = |person: &usize| {
            numbers
                .iter()
                .all(|column| column.values.get(*person).is_finite())
        };
        let people: Vec<usize> = (0..tagging.len()).filter(finite).collect();
        let (mut names, mut columns) = (Vec::new(), Vec::new());
        for number in numbers.iter().copied() {
            let values = people.iter().map(|person| number.values.get(*person));
            let values: Vec<f64> = values.collect();
            // What has no logarithm is taken as it is.
            let has_logarithm = values.iter().all(|value| *value > -1.0);
            let log = statistics.log.contains(&number.name) && has_logarithm;
            names.push(FeatureName::Number(number.name.clone()));
            columns.push((
                values,
                if log {
                    Transform::Log1p
                } else {
                    Transform::None
                },
            ));
        }
        for tag in tags {
            for (place, value) in tag.values.iter().enumerate() {
                let has = people
                    .iter()
                    .map(|person| f64::from(u8::from(tag.codes.carries(*person, place))));
                names.push(FeatureName::Value(
                    tag.meta.code.clone(),
                    value.code.clone(),
                ));
                columns.push((has.collect(), Transform::Indicator));
            }
        }
        Self {
            people,
            names,
            columns,
        }
    }

    /// As the clustering takes them; names are places, so that a result can be read by them.
    pub(super) fn slices<'a>(&'a self, places: &'a [String]) -> Vec<Feature<'a>> {
        let columns = self.columns.iter().zip(places);
        columns
            .map(|((values, transform), name)| Feature {
                name,
                values,
                transform: *transform,
            })
            .collect()
    }

    /// The values of a feature, one a person.
    pub(super) fn values(&self, feature: usize) -> &[f64] {
        &self.columns[feature].0
    }
}
