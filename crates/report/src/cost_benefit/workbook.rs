//! The data sheet of levels.

use fourr_cost_benefit::{
    Analysis, Quantity,
    media::{Measured, Metric},
};

use super::{
    names,
    subject::Subject,
    told::{Look, Told},
};
use crate::{DataColumn, DataSheet, Format, Workbook};

/// The name of the sheet of levels in live expressions.
pub(super) const SHEET: &str = "levels";

/// Every level of the ledger.
pub(super) fn workbook(subject: &Subject<'_>, result: &Analysis) -> Workbook {
    let Some(frame) = &result.levels else {
        return Workbook::default();
    };
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
    Workbook {
        data: vec![DataSheet {
            id: SHEET.into(),
            title: subject.text("层级", "Levels"),
            frame: frame.clone(),
            columns,
        }],
        pivots: Vec::new(),
    }
}
