//! The table of customers.

use polars::prelude::*;

use crate::{
    Attempt, Column as Name, customers::Purchases, cycle::Rhythm, lifetime::ByCustomer, promotion,
    segmentation::Outcome,
};

/// One row per customer, in the order of the ids.
pub(crate) fn frame(outcome: &Outcome<'_>) -> PolarsResult<DataFrame> {
    let (scored, placement) = (outcome.scored, outcome.placement);
    let n = scored.len();
    let measured = &outcome.reading.measured;
    let mut columns = vec![
        measured.ids.clone().into_column(),
        whole(Name::RecencyDays, &measured.recency),
        whole(Name::Frequency, &measured.frequency),
        Column::new(Name::Monetary.name().into(), measured.monetary.as_slice()),
    ];
    for (name, scores) in [Name::R, Name::F, Name::M].into_iter().zip(&scored.scores) {
        columns.push(Column::new(name.name().into(), bytes(&scores.scores)));
    }
    let digits = |customer| scored.of(customer).map(|score| char::from(b'0' + score));
    let cells = (0..n).map(|customer| String::from_iter(digits(customer)));
    columns.push(text(Name::RfmCell, cells));
    let sums: Vec<i32> = (0..n)
        .map(|customer| scored.of(customer).map(i32::from).iter().sum())
        .collect();
    columns.push(Column::new(Name::ScoreSum.name().into(), sums));
    let weights = outcome.weights.weights;
    let weighted: Vec<f64> = (0..n)
        .map(|customer| weights.apply(scored.of(customer)))
        .collect();
    columns.push(Column::new(Name::WeightedScore.name().into(), weighted));
    let names = placement
        .segment
        .iter()
        .map(|segment| placement.segments[*segment].key.as_str());
    columns.push(text(Name::Segment, names));
    columns.push(text(
        Name::EightType,
        placement.eight.iter().map(|bits| format!("{bits:03b}")),
    ));
    if let Some((bought, rhythm)) = measured.purchases.as_ref().zip(outcome.rhythm) {
        columns.extend(purchases(bought, rhythm)?);
    }
    columns.extend(promotion::columns(outcome)?);
    if let Some(clusters) = outcome.clusters.and_then(Attempt::done) {
        let labels = clusters.clustering.labels.iter().map(|label| label + 1);
        let labels: Vec<u32> = labels.collect();
        columns.push(Column::new(Name::Cluster.name().into(), labels));
    }
    if let Some(prospects) = outcome.prospects.and_then(Attempt::done) {
        columns.extend(expectations(&prospects.by_customer));
    }
    DataFrame::new(n, columns)
}

fn expectations(of: &ByCustomer) -> Vec<Column> {
    let column = |name: Name, values: &[f64]| Column::new(name.name().into(), values);
    let mut columns = vec![
        column(Name::PAlive, &of.p_alive),
        column(Name::ExpectedPurchases, &of.purchases),
    ];
    if let Some([order, worth]) = &of.value {
        columns.push(column(Name::ExpectedPurchaseValue, order));
        columns.push(column(Name::LifetimeValue, worth));
    }
    columns
}

fn purchases(bought: &Purchases, rhythm: &Rhythm) -> PolarsResult<Vec<Column>> {
    let dates =
        |name: Name, days: &[i32]| Column::new(name.name().into(), days).cast(&DataType::Date);
    let sources = rhythm
        .source
        .iter()
        .map(|source| source.map(crate::CycleSource::name));
    Ok(vec![
        dates(Name::FirstOrder, &bought.first_day)?,
        dates(Name::LastOrder, &bought.last_day)?,
        Column::new(
            Name::PurchaseDays.name().into(),
            bought.purchase_days.as_slice(),
        ),
        Column::new(Name::CycleDays.name().into(), rhythm.cycle.as_slice()),
        StringChunked::from_iter_options(Name::CycleSource.name().into(), sources).into_column(),
        Column::new(Name::CycleRatio.name().into(), rhythm.ratio.as_slice()),
        text(
            Name::Status,
            rhythm.status.iter().map(|status| status.name()),
        ),
    ])
}

/// Whole numbers as integers, anything else as it is.
fn whole(name: Name, values: &[f64]) -> Column {
    if values
        .iter()
        .all(|value| value.fract() == 0.0 && value.abs() < 2_147_483_648.0)
    {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the range and the fraction are checked"
        )]
        let values: Vec<i32> = values.iter().map(|value| *value as i32).collect();
        Column::new(name.name().into(), values)
    } else {
        Column::new(name.name().into(), values)
    }
}

fn bytes(scores: &[u8]) -> Vec<i32> {
    scores.iter().map(|score| i32::from(*score)).collect()
}

fn text<S: AsRef<str>>(name: Name, values: impl Iterator<Item = S>) -> Column {
    StringChunked::from_iter_values(name.name().into(), values).into_column()
}
