//! Customers by R and F score, and what they spend.

use fourr_chart::{Datum, HeatMap, Ramp, Series, Shape};
use fourr_rfm::Cell as ScoreCell;

use super::{
    names,
    subject::Subject,
    values::{count, money},
};
use crate::{Block, Cell, Format, Span, Table};

/// The heat map, and both its tables.
pub(super) fn blocks(subject: &Subject<'_>) -> [Block; 3] {
    let caption = subject.text(
        "各 R、F 得分组合的人均消费金额（M 均值）",
        "Mean M by R and F score",
    );
    let amounts = table(subject, ("rf-amounts", caption, Format::Money), |cell| {
        cell.mean_monetary.map_or(Cell::Empty, Cell::Money)
    });
    let amounts = amounts.read_from(|row, f| pointer(subject, (row, f), "mean_monetary"));
    let caption = subject.text("各 R、F 得分组合的客户数", "Customers by R and F score");
    let customers = table(subject, ("rf-customers", caption, Format::Count), |cell| {
        Cell::Count(cell.customers)
    });
    let customers = customers.read_from(|row, f| pointer(subject, (row, f), "customers"));
    [
        heat_map(subject),
        Block::Table(amounts),
        Block::Table(customers),
    ]
}

fn scores(subject: &Subject<'_>) -> impl DoubleEndedIterator<Item = u8> + use<> {
    1..=subject.summary.parameters.bins
}

fn at<'a>(subject: &Subject<'a>, r: u8, f: u8) -> Option<&'a ScoreCell> {
    let mut cells = subject.summary.cells.iter();
    cells.find(|cell| cell.r == r && cell.f == f)
}

fn heat_map(subject: &Subject<'_>) -> Block {
    let row = |r: u8| Series {
        name: format!("R{r}"),
        values: scores(subject)
            .map(|f| Datum::from(at(subject, r, f).and_then(|cell| cell.mean_monetary)))
            .collect(),
    };
    let axis = subject.money_axis("人均消费金额", "Mean M");
    let shape = Shape::HeatMap(HeatMap {
        column: subject.text("F 得分", "F score"),
        columns: scores(subject).map(|f| format!("F{f}")).collect(),
        row: subject.text("R 得分", "R score"),
        rows: scores(subject).rev().map(row).collect(),
        value: axis,
        ramp: Ramp::Sequential,
    });
    let cells = &subject.summary.cells;
    let filled = cells.iter().filter(|cell| cell.customers > 0);
    let best = filled.clone().max_by(|a, b| {
        a.mean_monetary
            .unwrap_or_default()
            .total_cmp(&b.mean_monetary.unwrap_or_default())
    });
    let empty = cells.iter().filter(|cell| cell.customers == 0).count();
    let values = [
        Span::plain(best.map_or_else(String::new, |cell| format!("R{}F{}", cell.r, cell.f))),
        money(best.and_then(|cell| cell.mean_monetary)),
        count(best.map_or(0, |cell| cell.customers)),
        count(empty as u64),
    ];
    let words = if empty == 0 {
        [
            "颜色越深，人均消费越高；最高的是 {0}（{1}¤，{2} 位客户）。每个格子都有客户。",
            "The darker, the more a customer spends on average; highest is {0} ({1}¤, {2} customers). Every cell has customers.",
        ]
    } else {
        [
            "颜色越深，人均消费越高；最高的是 {0}（{1}¤，{2} 位客户）。虚线框为没有客户的 {3} 个格子，与零不同。",
            "The darker, the more a customer spends on average; highest is {0} ({1}¤, {2} customers). The {3} dashed cells have no customers, which is not zero.",
        ]
    };
    let reading = subject.say(words[0], words[1], &values);
    let title = subject.text(
        "各 R、F 得分组合的人均消费金额",
        "Mean monetary value by R and F score",
    );
    let method = names::scoring(subject.summary.scoring, subject.lang);
    subject.chart("rf-heatmap", title, method, (shape, reading))
}

/// Where `summary.json` has what stands in a row, of the best R score first, under an F score.
fn pointer(subject: &Subject<'_>, (row, f): (usize, usize), key: &str) -> Option<String> {
    let bins = usize::from(subject.summary.parameters.bins);
    let (r, f) = (
        bins.checked_sub(row)?,
        u8::try_from(f).ok().filter(|f| *f > 0)?,
    );
    let mut cells = subject.summary.cells.iter();
    let place = cells.position(|cell| usize::from(cell.r) == r && cell.f == f)?;
    Some(format!("/cells/{place}/{key}"))
}

fn table(
    subject: &Subject<'_>,
    (id, caption, format): (&'static str, String, Format),
    cell: impl Fn(&ScoreCell) -> Cell,
) -> Table {
    let mut columns = vec![subject.column("R 得分", "R score", Format::Text)];
    columns.extend(
        scores(subject).map(|f| subject.column(&format!("F{f}"), &format!("F{f}"), format)),
    );
    let row = |r: u8| {
        let values = scores(subject).map(|f| at(subject, r, f).map_or(Cell::Empty, &cell));
        let head = [Cell::from(format!("R{r}"))];
        head.into_iter().chain(values).collect::<Vec<_>>()
    };
    Table::new(id, caption, columns).with_rows(scores(subject).rev().map(row))
}
