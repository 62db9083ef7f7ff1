//! The table of customers.

use fourr_table::named;
use polars::prelude::*;
use rayon::prelude::*;

use crate::{
    Attempt, Column as Name, CycleSource, Status,
    customers::Purchases,
    cycle::Rhythm,
    lifetime::ByCustomer,
    promotion,
    segmentation::Outcome,
    splits::{EIGHT, Placement},
};

/// Makes a column of the table; several are made at once.
pub(crate) type Make<'a> = Box<dyn Fn() -> PolarsResult<Column> + Send + Sync + 'a>;

/// One row per customer, in the order of the ids.
pub(crate) fn frame(outcome: &Outcome<'_>) -> PolarsResult<DataFrame> {
    let measured = &outcome.reading.measured;
    let mut makes: Vec<Make<'_>> = vec![
        Box::new(|| Ok(measured.ids.clone().into_column())),
        Box::new(|| Ok(whole(Name::RecencyDays, &measured.recency))),
        Box::new(|| Ok(whole(Name::Frequency, &measured.frequency))),
        Box::new(|| {
            let values = measured.monetary.as_slice();
            Ok(Column::new(Name::Monetary.name().into(), values))
        }),
    ];
    makes.extend(places(outcome));
    if let Some((bought, rhythm)) = measured.purchases.as_ref().zip(outcome.rhythm) {
        makes.extend(purchases(bought, rhythm));
    }
    makes.extend(promotion::columns(outcome));
    let made = makes.par_iter().map(|make| make());
    let mut columns: Vec<Column> = made.collect::<PolarsResult<_>>()?;
    if let Some(clusters) = outcome.clusters.and_then(Attempt::done) {
        let labels = clusters.clustering.labels.iter().map(|label| label + 1);
        let labels: Vec<u32> = labels.collect();
        columns.push(Column::new(Name::Cluster.name().into(), labels));
    }
    if let Some(prospects) = outcome.prospects.and_then(Attempt::done) {
        columns.extend(expectations(&prospects.by_customer));
    }
    DataFrame::new(outcome.scored.len(), columns)
}

/// Scores, and where they put a customer.
fn places<'a>(outcome: &'a Outcome<'_>) -> Vec<Make<'a>> {
    let (scored, placement) = (outcome.scored, outcome.placement);
    let bins = outcome.rfm.bins;
    let mut makes: Vec<Make<'_>> = Vec::new();
    for (name, scores) in [Name::R, Name::F, Name::M].into_iter().zip(&scored.scores) {
        makes.push(Box::new(move || {
            Ok(Column::new(name.name().into(), bytes(&scores.scores)))
        }));
    }
    makes.push(Box::new(move || {
        let scores = || (1..=bins).map(|score| char::from(b'0' + score));
        let cells = scores().flat_map(|r| {
            scores().flat_map(move |f| scores().map(move |m| String::from_iter([r, f, m])))
        });
        let cells: Vec<String> = cells.collect();
        let bins = usize::from(bins);
        let cell = |customer| {
            let [r, f, m] = scored.of(customer).map(|score| usize::from(score) - 1);
            Some((r * bins + f) * bins + m)
        };
        named(Name::RfmCell.name(), &cells, (0..scored.len()).map(cell))
    }));
    makes.push(Box::new(move || {
        let sum = |customer| scored.of(customer).map(i32::from).iter().sum();
        let sums: Vec<i32> = (0..scored.len()).map(sum).collect();
        Ok(Column::new(Name::ScoreSum.name().into(), sums))
    }));
    makes.push(Box::new(move || {
        let weights = outcome.weights.weights;
        let weighted = (0..scored.len()).map(|customer| weights.apply(scored.of(customer)));
        let weighted: Vec<f64> = weighted.collect();
        Ok(Column::new(Name::WeightedScore.name().into(), weighted))
    }));
    makes.push(Box::new(move || {
        let places = placement.segment.iter().map(|place| Some(*place));
        named(Name::Segment.name(), &keys(placement), places)
    }));
    makes.push(Box::new(move || {
        // The place of a type is the number that its bits are.
        let names = EIGHT.iter().enumerate();
        let names: Vec<String> = names.map(|(bits, _)| format!("{bits:03b}")).collect();
        let bits = placement.eight.iter().map(|bits| Some(usize::from(*bits)));
        named(Name::EightType.name(), &names, bits)
    }));
    makes
}

/// The keys of the segments, in their order.
pub(crate) fn keys(placement: &Placement) -> Vec<&str> {
    let segments = placement.segments.iter();
    segments.map(|segment| segment.key.as_str()).collect()
}

fn expectations(of: &ByCustomer) -> Vec<Column> {
    let column = |name: Name, values: &[f64]| Column::new(name.name().into(), values);
    let mut columns = vec![
        column(Name::PAlive, &of.p_alive),
        column(Name::ExpectedPurchases, &of.purchases),
    ];
    if let Some([order, worth]) = &of.value {
        let known = |name: Name, values: &[Option<f64>]| Column::new(name.name().into(), values);
        columns.push(known(Name::ExpectedPurchaseValue, order));
        columns.push(known(Name::LifetimeValue, worth));
    }
    columns
}

fn purchases<'a>(bought: &'a Purchases, rhythm: &'a Rhythm) -> Vec<Make<'a>> {
    let dates = |name: Name, days: &'a [i32]| -> Make<'a> {
        Box::new(move || Column::new(name.name().into(), days).cast(&DataType::Date))
    };
    let numbers = |name: Name, values: &'a [Option<f64>]| -> Make<'a> {
        Box::new(move || Ok(Column::new(name.name().into(), values)))
    };
    vec![
        dates(Name::FirstOrder, &bought.first_day),
        dates(Name::LastOrder, &bought.last_day),
        Box::new(|| {
            let days = bought.purchase_days.as_slice();
            Ok(Column::new(Name::PurchaseDays.name().into(), days))
        }),
        numbers(Name::CycleDays, &rhythm.cycle),
        Box::new(|| {
            let names = CycleSource::ALL.map(CycleSource::name);
            let sources = rhythm.source.iter();
            let places = sources.map(|source| source.map(|source| source as usize));
            named(Name::CycleSource.name(), &names, places)
        }),
        numbers(Name::CycleRatio, &rhythm.ratio),
        Box::new(|| {
            let names = Status::ALL.map(Status::name);
            let places = rhythm.status.iter().map(|status| Some(*status as usize));
            named(Name::Status.name(), &names, places)
        }),
    ]
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
