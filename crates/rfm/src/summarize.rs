//! From scored customers to the [`Summary`].

use rayon::prelude::*;

use crate::{
    Attempt, Basis, RfmError, Scoring, SegmentLint, SegmentTable,
    cycle::PurchaseCycle,
    measure::{Measure, SCALE},
    segmentation::{DIMENSIONS, Outcome},
    splits::{EIGHT, Split},
    spread,
    summary::{
        Bin, Cell, Concentration, Convention, Cut, Dimension, Dimensions, EightBy, SegmentSummary,
        Segments, Summary, Totals,
    },
    warnings,
};

/// Shares of the customers at which the concentration is shown.
const CONCENTRATION_AT: [f64; 12] = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

pub(crate) fn summarize(outcome: &Outcome<'_>, table: &SegmentTable) -> Result<Summary, RfmError> {
    let Outcome {
        rfm,
        reading,
        scored,
        rhythm,
        ..
    } = *outcome;
    let columns = outcome.roles.iter().cloned().collect();
    let bought = reading.measured.purchases.as_ref().zip(rhythm);
    let cycle =
        bought.map(|(bought, rhythm)| PurchaseCycle::of(&reading.measured, bought, rhythm, rfm));
    let mut summary = Summary {
        parameters: rfm.clone(),
        scoring: rfm.scoring(),
        columns,
        as_of: reading.as_of,
        as_of_is_default: rfm.as_of.is_none(),
        rows: reading.rows.clone(),
        customers: reading.people.clone(),
        statuses: reading.statuses.clone(),
        faults: reading.faults.clone(),
        totals: totals(&scored.measures),
        dimensions: dimensions(outcome),
        segments: segments(outcome),
        spread: spread::spreads(&scored.measures[2], outcome.placement),
        lint: SegmentLint::of(table, rfm.bins),
        eight_types: eight_types(outcome),
        conventions: conventions(outcome)?,
        cells: cells(outcome),
        concentration: concentration(&scored.measures[2]),
        cycle,
        promotions: outcome.ascents.promotions.clone(),
        migration: None,
        weights: outcome.weights.clone(),
        clusters: outcome.clusters.cloned(),
        lifetime: outcome.prospects.map(|prospects| match prospects {
            Attempt::Done(prospects) => Attempt::Done(prospects.lifetime.clone()),
            Attempt::Refused(reason) => Attempt::Refused(reason.clone()),
        }),
        warnings: Vec::new(),
    };
    summary.warnings = warnings::of(&summary, reading.rows_are_orders, &scored.measures);
    Ok(summary)
}

fn totals(measures: &[Measure; 3]) -> Totals {
    let (orders, monetary) = (units(measures[1].sum()), units(measures[2].sum()));
    Totals {
        customers: measures[0].len() as u64,
        orders,
        monetary,
        average_order: (orders > 0.0).then(|| monetary / orders),
    }
}

fn units(ten_thousandths: i128) -> f64 {
    ten_thousandths as f64 / SCALE
}

fn dimensions(outcome: &Outcome<'_>) -> Dimensions {
    let split = Split::by(outcome.rfm.basis, &outcome.rfm.thresholds, outcome.scored);
    let [recency, frequency, monetary] = [0, 1, 2].map(|d| dimension(outcome, d, &split));
    Dimensions {
        recency,
        frequency,
        monetary,
    }
}

fn dimension(outcome: &Outcome<'_>, d: usize, split: &Split<'_>) -> Dimension {
    let (measure, scores) = (&outcome.scored.measures[d], &outcome.scored.scores[d]);
    let cut = |value: &f64| Cut {
        value: *value,
        customers: measure.count_equal(*value) as u64,
    };
    Dimension {
        mean: measure.mean(),
        min: measure.min(),
        q1: measure.quantile(1, 4),
        median: measure.quantile(1, 2),
        q3: measure.quantile(3, 4),
        max: measure.max(),
        distinct: measure.distinct() as u64,
        breaks: scores.breaks.iter().map(cut).collect(),
        classes: class_counts(&scores.scores, outcome.rfm.bins),
        split: outcome.placement.splits[d],
        on_split: split.on_split(d),
        histogram: histogram(measure),
    }
}

fn class_counts(scores: &[u8], bins: u8) -> Vec<u64> {
    let mut counts = vec![0; usize::from(bins)];
    for score in scores {
        counts[usize::from(*score) - 1] += 1;
    }
    counts
}

/// About 20 bins of a round width (1, 2 or 5 times a power of ten) up to the 97.5 % quantile; the last
/// is open.
fn histogram(measure: &Measure) -> Vec<Bin> {
    let high = measure.quantile(39, 40);
    let span = (high - measure.min()).max(f64::MIN_POSITIVE);
    let raw = span / 20.0;
    let power = 10_f64.powi(exponent(raw));
    let width = [1.0, 2.0, 5.0, 10.0]
        .map(|step| step * power)
        .into_iter()
        .find(|width| *width >= raw);
    let whole = measure.values.iter().all(|value| value.fract() == 0.0);
    // A width below the precision of the values would leave the next edge where it is.
    let precision = measure.max().abs().max(measure.min().abs()) * 1e-12;
    let least = if whole { 1.0_f64 } else { 1e-4 };
    let width = width.unwrap_or(power).max(least).max(precision);
    let values = (0..measure.len()).map(|rank| (measure.ranked(rank), 1));
    Bin::counts(values, width, high)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a decimal exponent of a double is within 308"
)]
fn exponent(value: f64) -> i32 {
    value.log10().floor() as i32
}

fn segments(outcome: &Outcome<'_>) -> Segments {
    let placement = outcome.placement;
    let mut members = vec![Vec::new(); placement.segments.len()];
    for (customer, segment) in placement.segment.iter().enumerate() {
        members[*segment].push(customer);
    }
    let total = outcome.scored.measures[2].sum();
    let everybody = outcome.scored.len() as f64;
    let summary = |(segment, members): (&crate::Segment, Vec<usize>)| {
        let [recency, frequency, monetary] =
            [0, 1, 2].map(|d| outcome.scored.measures[d].sum_of(members.iter().copied()));
        let n = members.len() as f64;
        let mean = |sum: i128| (!members.is_empty()).then(|| units(sum) / n);
        SegmentSummary {
            segment: segment.clone(),
            customers: members.len() as u64,
            share: n / everybody,
            orders: units(frequency),
            monetary: units(monetary),
            monetary_share: (total != 0).then(|| monetary as f64 / total as f64),
            mean_recency: mean(recency),
            mean_frequency: mean(frequency),
            mean_monetary: mean(monetary),
            average_order: (frequency > 0).then(|| monetary as f64 / frequency as f64),
        }
    };
    Segments(
        placement
            .segments
            .iter()
            .zip(members)
            .map(summary)
            .collect(),
    )
}

fn eight_types(outcome: &Outcome<'_>) -> Vec<EightBy> {
    let by = |basis: Basis| {
        let split = Split::by(basis, &outcome.rfm.thresholds, outcome.scored);
        let mut counts = [0; 8];
        for customer in 0..outcome.scored.len() {
            counts[usize::from(split.bits(customer))] += 1;
        }
        let at = |code: &str| usize::from(u8::from_str_radix(code, 2).unwrap_or_default());
        EightBy {
            basis,
            in_force: basis == outcome.rfm.basis,
            splits: split.at,
            customers: EIGHT.map(|code| counts[at(code)]),
        }
    };
    let mut bases = vec![Basis::RawMean, Basis::Median, Basis::ScoreMean];
    if outcome.rfm.basis == Basis::Fixed {
        bases.push(Basis::Fixed);
    }
    bases.into_iter().map(by).collect()
}

/// Scores under every convention that needs no parameter, after the one in force.
fn conventions(outcome: &Outcome<'_>) -> Result<Vec<Convention>, RfmError> {
    let in_force = outcome.rfm.scoring();
    let mut scorings = vec![in_force];
    scorings.extend(
        Scoring::COMPARED
            .into_iter()
            .filter(|scoring| *scoring != in_force),
    );
    scorings
        .into_par_iter()
        .map(|scoring| convention(outcome, scoring))
        .collect()
}

fn convention(outcome: &Outcome<'_>, scoring: Scoring) -> Result<Convention, RfmError> {
    let own = &outcome.scored.scores;
    let in_force = scoring == outcome.rfm.scoring();
    let scored;
    let scores = if in_force {
        own
    } else {
        let scorers = outcome.rfm.scorers(&outcome.scored.measures);
        let [r, f, m] = scorers.map(|scorer| scorer.score(scoring));
        scored = [r?, f?, m?];
        &scored
    };
    let differs =
        |customer: &usize| (0..3).any(|d| scores[d].scores[*customer] != own[d].scores[*customer]);
    let [r, f, m] = [0, 1, 2].map(|d: usize| class_counts(&scores[d].scores, outcome.rfm.bins));
    let customers_differing = (0..outcome.scored.len()).filter(differs).count() as u64;
    Ok(Convention {
        scoring,
        in_force,
        r,
        f,
        m,
        customers_differing,
    })
}

fn cells(outcome: &Outcome<'_>) -> Vec<Cell> {
    let bins = usize::from(outcome.rfm.bins);
    let mut sums = vec![(0_u64, 0_i128); bins * bins];
    for customer in 0..outcome.scored.len() {
        let [r, f, _] = outcome.scored.of(customer).map(usize::from);
        let cell = &mut sums[(r - 1) * bins + f - 1];
        cell.0 += 1;
        cell.1 += i128::from(outcome.scored.measures[2].exact[customer]);
    }
    let scores = (1..=outcome.rfm.bins).flat_map(|r| (1..=outcome.rfm.bins).map(move |f| (r, f)));
    let cell = |((r, f), (customers, sum)): ((u8, u8), (u64, i128))| Cell {
        r,
        f,
        customers,
        mean_monetary: (customers > 0).then(|| units(sum) / customers as f64),
    };
    scores.zip(sums).map(cell).collect()
}

/// The share that the customers with the largest amounts bring; empty where the total is not positive.
fn concentration(monetary: &Measure) -> Vec<Concentration> {
    let total = monetary.sum();
    if total <= 0 {
        return Vec::new();
    }
    let n = monetary.len();
    let mut rows = Vec::new();
    let (mut taken, mut sum) = (0, 0_i128);
    for share in CONCENTRATION_AT {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of n, at most n"
        )]
        let wanted = ((n as f64 * share).ceil() as usize).clamp(1, n);
        sum += monetary.sum_of((taken..wanted).map(|place| monetary.order[n - 1 - place] as usize));
        taken = taken.max(wanted);
        rows.push(Concentration {
            customers: taken as f64 / n as f64,
            monetary: sum as f64 / total as f64,
        });
    }
    rows.dedup_by(|later, earlier| later.customers == earlier.customers);
    rows
}

/// Names of dimensions, for warnings.
pub(crate) fn named(summary: &Summary) -> [(&'static str, &Dimension); 3] {
    let Dimensions {
        recency,
        frequency,
        monetary,
    } = &summary.dimensions;
    [
        (DIMENSIONS[0], recency),
        (DIMENSIONS[1], frequency),
        (DIMENSIONS[2], monetary),
    ]
}
