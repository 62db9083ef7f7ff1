//! How a notebook computes the tables anew from `customers.parquet`.

use fourr_rfm::{Column, PurchaseCycle};

use super::{names, subject::Subject};
use crate::{Derivation, Figure, Head, Measure, Recompute};

const CUSTOMERS: &str = "customers.parquet";

/// Customers, amounts and average order by segment.
pub(super) fn sizes(subject: &Subject<'_>) -> Derivation {
    let [frequency, monetary] = [Column::Frequency, Column::Monetary].map(Column::name);
    let figures = vec![
        Figure::new("customers", Measure::Rows),
        Figure::new("share", Measure::RowShare),
        Figure::new("monetary", Measure::Sum(monetary)),
        Figure::new("monetary_share", Measure::SumShare(monetary)),
        Figure::new("average_order", Measure::Ratio(monetary, frequency)),
    ];
    by_segment(subject, vec![], figures)
}

/// Mean R, F and M and orders by segment, after its code where that is shown.
pub(super) fn means(subject: &Subject<'_>, coded: bool) -> Derivation {
    let [recency, frequency, monetary] = DIMENSIONS.map(|(column, _)| column.name());
    let figures = vec![
        Figure::new("mean_recency", Measure::Mean(recency)),
        Figure::new("mean_frequency", Measure::Mean(frequency)),
        Figure::new("mean_monetary", Measure::Mean(monetary)),
        Figure::new("orders", Measure::Sum(frequency)),
    ];
    let code = coded.then_some(Head::Record("code"));
    by_segment(subject, code.into_iter().collect(), figures)
}

/// Customers and amount by state of dormancy.
pub(super) fn statuses(subject: &Subject<'_>, cycle: &PurchaseCycle) -> Derivation {
    let monetary = Column::Monetary.name();
    let figures = vec![
        Figure::new("customers", Measure::Rows),
        Figure::new("share", Measure::RowShare),
        Figure::new("monetary", Measure::Sum(monetary)),
        Figure::new("monetary_share", Measure::SumShare(monetary)),
    ];
    let states = cycle.statuses.iter().map(|of| of.status);
    let states = states.map(|of| {
        (
            of.name().to_owned(),
            names::status(of, subject.lang).to_owned(),
        )
    });
    Derivation::Recompute(Recompute {
        file: CUSTOMERS,
        unpivot: vec![],
        by: Column::Status.name(),
        groups: "/cycle/statuses",
        whole: Some("/totals"),
        heads: vec![Head::Group(states.collect())],
        figures,
    })
}

/// Mean and quantiles of R, F and M, each called by its name here.
pub(super) fn dimensions(names: [String; 3]) -> Derivation {
    const VALUE: &str = "value";
    let figures = vec![
        Figure::new("mean", Measure::Mean(VALUE)),
        Figure::new("min", Measure::Min(VALUE)),
        Figure::new("q1", Measure::Quantile(VALUE, 0.25)),
        Figure::new("median", Measure::Quantile(VALUE, 0.5)),
        Figure::new("q3", Measure::Quantile(VALUE, 0.75)),
        Figure::new("max", Measure::Max(VALUE)),
        Figure::new("distinct", Measure::Distinct(VALUE)),
    ];
    let keys = DIMENSIONS.map(|(_, key)| key.to_owned());
    let names = keys.into_iter().zip(names).collect();
    Derivation::Recompute(Recompute {
        file: CUSTOMERS,
        unpivot: DIMENSIONS
            .map(|(column, key)| (column.name(), key))
            .to_vec(),
        by: "dimension",
        groups: "/dimensions",
        whole: None,
        heads: vec![Head::Group(names)],
        figures,
    })
}

/// R, F and M: their columns, and their keys in `summary.json`.
const DIMENSIONS: [(Column, &str); 3] = [
    (Column::RecencyDays, "recency"),
    (Column::Frequency, "frequency"),
    (Column::Monetary, "monetary"),
];

/// Figures by segment: its name, what else its record tells, then the figures.
fn by_segment(subject: &Subject<'_>, others: Vec<Head>, figures: Vec<Figure>) -> Derivation {
    let mut heads = vec![Head::Record(subject.lang.pick("zh", "en"))];
    heads.extend(others);
    Derivation::Recompute(Recompute {
        file: CUSTOMERS,
        unpivot: vec![],
        by: Column::Segment.name(),
        groups: "/segments",
        whole: Some("/totals"),
        heads,
        figures,
    })
}
