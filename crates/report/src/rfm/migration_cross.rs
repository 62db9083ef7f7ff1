//! The cross-tables of migration: origins by destinations, those that have customers.

use fourr_rfm::Migration;

use super::{
    migration::{destination, occupied, origin},
    subject::Subject,
};
use crate::{Cell, Format, Table};

/// What a cross-table is called, and how its cells look.
struct Look {
    id: &'static str,
    caption: String,
    format: Format,
}

/// Customers by origin and destination.
pub(super) fn customers(subject: &Subject<'_>, migration: &Migration) -> Table {
    let look = Look {
        id: "migration-customers",
        caption: subject.text("迁移交叉表：客户数", "Customers by origin and destination"),
        format: Format::Count,
    };
    table(subject, migration, look, |customers, _| {
        Cell::Count(customers)
    })
}

/// Shares of the customers of every origin, in per cent: bars, which shares have elsewhere, need more room.
pub(super) fn shares(subject: &Subject<'_>, migration: &Migration) -> Table {
    let look = Look {
        id: "migration-shares",
        caption: subject.text(
            "迁移交叉表：行占比（占起点客户的 %）",
            "Row shares: destinations of every origin, in %",
        ),
        format: Format::Number(1),
    };
    table(subject, migration, look, |customers, all| {
        Cell::Number(customers as f64 / all as f64 * 100.0)
    })
}

/// Rows of origins and a total; `cell` is told the customers of a flow and of its row.
fn table(
    subject: &Subject<'_>,
    migration: &Migration,
    look: Look,
    cell: impl Fn(u64, u64) -> Cell,
) -> Table {
    let destinations = occupied(&migration.destinations);
    let mut columns = vec![subject.column("起点 ＼ 终点", "From \\ to", Format::Text)];
    columns.extend(destinations.iter().map(|side| {
        let name = destination(subject, side.segment.as_ref());
        // Every name ends so, and a table of ten columns is wide enough.
        let name = name.strip_suffix("客户").unwrap_or(&name);
        subject.column(name, name, look.format)
    }));
    columns.push(subject.column("合计", "All", look.format));
    let row = |name: String, customers: Vec<u64>| {
        let all = customers.iter().sum();
        let cells = customers.into_iter().chain([all]);
        let cells = cells.map(|customers| cell(customers, all));
        [Cell::from(name)]
            .into_iter()
            .chain(cells)
            .collect::<Vec<_>>()
    };
    let rows = occupied(&migration.origins).into_iter().map(|from| {
        let flows = destinations.iter().map(|to| {
            let flow = migration.flow(from.segment.as_deref(), to.segment.as_deref());
            flow.map_or(0, |flow| flow.customers)
        });
        row(origin(subject, from.segment.as_ref()), flows.collect())
    });
    let sums = destinations.iter().map(|to| to.customers);
    let total = row(subject.text("合计", "All"), sums.collect());
    Table::new(look.id, look.caption, columns)
        .with_rows(rows)
        .with_total(total)
}
