//! The data sheet of levels.

use fourr_cost_benefit::{
    Analysis, Quantity,
    media::{Measured, Metric},
};

use polars::prelude::DataFrame;

use super::{
    names,
    subject::Subject,
    told::{Look, Told},
};
use crate::{DataColumn, DataSheet, Format, Workbook, attribution};

/// The name of the sheet of levels in live expressions.
pub(super) const SHEET: &str = "levels";

/// Every level of the ledger, every credit and every step of the chain.
pub(super) fn workbook(subject: &Subject<'_>, result: &Analysis) -> Workbook {
    let levels = result.levels.as_ref().map(|frame| levels(subject, frame));
    let (credits, transitions) = (result.credits.as_ref(), result.transitions.as_ref());
    let attributed = attribution::sheets(credits, transitions, subject.lang);
    Workbook {
        data: levels.into_iter().chain(attributed).collect(),
        pivots: Vec::new(),
    }
}

/// Every level of the ledger.
fn levels(subject: &Subject<'_>, frame: &DataFrame) -> DataSheet {
    let there = |column: &DataColumn| frame.column(&column.name).is_ok();
    let dimension = subject.column("层级", "Dimension", Format::Text);
    let dimension = DataColumn::new("dimension", dimension);
    let mut columns = vec![
        dimension,
        DataColumn::new("level", subject.column("名称", "Level", Format::Text)),
    ];
    let measured = subject
        .summary
        .media
        .as_ref()
        .map(|media| media.total.sums.measured());
    for measure in measured.into_iter().flat_map(Measured::iter) {
        let [zh, en] = names::measure(measure);
        let column = if measure.is_money() {
            subject.money_column(zh, en)
        } else {
            subject.column(zh, en, Format::Count)
        };
        columns.push(DataColumn::new(measure.key(), column));
    }
    let share = |zh, en| subject.column(zh, en, Format::Share);
    columns.push(DataColumn::new(
        "cost_share",
        share("花费占比", "Share of cost"),
    ));
    columns.push(DataColumn::new(
        "return_share",
        share("收入占比", "Share of revenue"),
    ));
    for &metric in Metric::ALL {
        let ([zh, en], look, _) = metric.told();
        let column = match look {
            Look::Money => subject.money_column(zh, en),
            Look::Share => share(zh, en),
            Look::Number(places) => subject.column(zh, en, Format::Number(places)),
        };
        // A ledger that tells the gross profit has it among its sums.
        if columns
            .iter()
            .all(|known| known.name != metric.key() || !there(known))
        {
            columns.push(DataColumn::new(metric.key(), column));
        }
    }
    columns.retain(there);
    DataSheet {
        id: SHEET.into(),
        title: subject.text("层级", "Levels"),
        frame: frame.clone(),
        columns,
    }
}
