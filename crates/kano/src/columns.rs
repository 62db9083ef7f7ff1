//! [`Column`]: the columns of the table of features.

use polars::prelude::{Column as Series, DataFrame, NamedFrom, PolarsResult, Series as Values};

use crate::{Category, Coefficients, FeatureSummary, Summary};

/// The columns of [`crate::Classification::features`], in their order. What is undefined is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The feature.
    Feature,
    /// Place in the order of building.
    Rank,
    /// Category in force: a letter, or two of a combination.
    Category,
    /// Valid pairs.
    Pairs,
    /// Must-be pairs.
    MustBe,
    /// One-dimensional pairs.
    OneDimensional,
    /// Attractive pairs.
    Attractive,
    /// Indifferent pairs.
    Indifferent,
    /// Reverse pairs.
    Reverse,
    /// Questionable pairs.
    Questionable,
    /// Better.
    Better,
    /// Worse.
    Worse,
    /// Mean of Better and the size of Worse.
    AverageSatisfaction,
    /// The largest share less the second.
    CategoryStrength,
    /// Share of M, O and A.
    TotalStrength,
    /// Mean of the functional scores.
    Functional,
    /// Mean of the dysfunctional scores.
    Dysfunctional,
    /// Mean importance.
    Importance,
    /// Cost.
    Cost,
}

impl Column {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Feature => "feature",
            Self::Rank => "rank",
            Self::Category => "category",
            Self::Pairs => "pairs",
            Self::MustBe => "M",
            Self::OneDimensional => "O",
            Self::Attractive => "A",
            Self::Indifferent => "I",
            Self::Reverse => "R",
            Self::Questionable => "Q",
            Self::Better => "better",
            Self::Worse => "worse",
            Self::AverageSatisfaction => "average_satisfaction",
            Self::CategoryStrength => "category_strength",
            Self::TotalStrength => "total_strength",
            Self::Functional => "functional",
            Self::Dysfunctional => "dysfunctional",
            Self::Importance => "importance",
            Self::Cost => "cost",
        }
    }
}

/// The columns that count pairs.
const COUNTS: [(Column, Category); 6] = [
    (Column::MustBe, Category::MustBe),
    (Column::OneDimensional, Category::OneDimensional),
    (Column::Attractive, Category::Attractive),
    (Column::Indifferent, Category::Indifferent),
    (Column::Reverse, Category::Reverse),
    (Column::Questionable, Category::Questionable),
];

/// The table of features.
pub(crate) fn frame(summary: &Summary) -> PolarsResult<DataFrame> {
    let features = &summary.features;
    let number = |column: Column, value: &dyn Fn(&FeatureSummary) -> Option<f64>| {
        let values: Vec<Option<f64>> = features.iter().map(value).collect();
        Series::from(Values::new(column.name().into(), values))
    };
    let whole = |column: Column, value: &dyn Fn(&FeatureSummary) -> u64| {
        let values: Vec<i64> = features
            .iter()
            .map(|f| i64::try_from(value(f)).unwrap_or(i64::MAX))
            .collect();
        Series::from(Values::new(column.name().into(), values))
    };
    let names: Vec<&str> = features
        .iter()
        .map(|feature| feature.feature.as_str())
        .collect();
    let categories: Vec<Option<String>> = features
        .iter()
        .map(|feature| feature.category.in_force.map(crate::Verdict::code))
        .collect();
    let rank = |feature: &FeatureSummary| {
        let place = summary
            .priorities
            .iter()
            .find(|priority| priority.feature == feature.feature);
        place.map_or(0, |priority| u64::from(priority.rank))
    };
    let coefficient = |value: fn(&Coefficients) -> f64| {
        move |f: &FeatureSummary| f.coefficients.as_ref().map(value)
    };
    let mut columns = vec![
        Series::from(Values::new(Column::Feature.name().into(), names)),
        whole(Column::Rank, &rank),
        Series::from(Values::new(Column::Category.name().into(), categories)),
        whole(Column::Pairs, &|f| f.pairs.valid),
    ];
    columns.extend(COUNTS.map(|(column, category)| whole(column, &|f| f.counts[category])));
    columns.extend([
        number(Column::Better, &coefficient(|c| c.better.value)),
        number(Column::Worse, &coefficient(|c| c.worse.value)),
        number(
            Column::AverageSatisfaction,
            &coefficient(|c| c.average_satisfaction),
        ),
        number(Column::CategoryStrength, &|f| f.category_strength),
        number(Column::TotalStrength, &|f| f.total_strength),
        number(Column::Functional, &|f| {
            f.continuous.map(|c| c.functional.mean)
        }),
        number(Column::Dysfunctional, &|f| {
            f.continuous.map(|c| c.dysfunctional.mean)
        }),
        number(Column::Importance, &|f| f.importance.and_then(|i| i.mean)),
        number(Column::Cost, &|f| f.cost),
    ]);
    DataFrame::new(features.len(), columns)
}
