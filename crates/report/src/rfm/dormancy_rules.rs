//! The two rules of dormancy side by side: who is silent by one and not by the other.

use fourr_rfm::{PurchaseCycle, Status, StatusCross};

use super::{
    names,
    subject::Subject,
    values::{count, number, sum},
};
use crate::{Block, Cell, Format, Table};

/// The cross-table of states, and where the rules part, in words.
pub(super) fn blocks(subject: &Subject<'_>, cycle: &PurchaseCycle) -> [Block; 2] {
    [words(subject, cycle), Block::Table(table(subject, cycle))]
}

fn silent(status: Status) -> bool {
    matches!(status, Status::Dormant | Status::Lost)
}

fn words(subject: &Subject<'_>, cycle: &PurchaseCycle) -> Block {
    let tally = |which: fn(&StatusCross) -> bool| {
        let cells = cycle.cross.iter().filter(|of| which(of));
        cells.fold((0, 0.0), |(n, spent), of| {
            (n + of.customers, spent + of.monetary)
        })
    };
    let (both, _) = tally(|of| silent(of.by_cycle) && silent(of.by_days));
    let (own, own_spent) = tally(|of| silent(of.by_cycle) && !silent(of.by_days));
    let (days, days_spent) = tally(|of| !silent(of.by_cycle) && silent(of.by_days));
    let rfm = &subject.summary.parameters;
    let limit = |limits: &[f64]| number(limits.get(1).copied());
    let values = [
        count(both),
        count(own),
        sum(own_spent),
        count(days),
        sum(days_spent),
        limit(&rfm.dormancy_cycles),
        limit(&rfm.dormancy_days),
    ];
    let mut zh = "两种口径对照：按各人的购买周期（超过 {5} 倍为沉睡或流失）与按固定天数（超过 {6} 天）都算沉睡或流失的有 {0} 位。".to_owned();
    let mut en = "The two rules side by side: {0} customers are dormant or lost both by their own purchase cycle (beyond {5} cycles) and by fixed days (beyond {6}).".to_owned();
    if own > 0 {
        zh += "只按周期算的有 {1} 位（过去消费 {2}¤）：以他们的节奏已经过期，固定天数还没有发现。";
        en += " By the cycle alone {1} are (they had spent {2}¤): by their own rhythm they are overdue, and fixed days have not noticed yet.";
    }
    if days > 0 {
        zh += "只按天数算的有 {3} 位（过去消费 {4}¤）：他们买得少，按自己的节奏还没到时候。";
        en += " By days alone {3} are (they had spent {4}¤): they buy seldom, and by their own rhythm are not due yet.";
    }
    subject.paragraph(&zh, &en, &values)
}

/// States by cycle in rows, states by days in columns.
fn table(subject: &Subject<'_>, cycle: &PurchaseCycle) -> Table {
    let shown = |state: fn(&StatusCross) -> Status| {
        let has = move |status: &Status| cycle.cross.iter().any(|of| state(of) == *status);
        Status::ALL.into_iter().filter(has).collect::<Vec<_>>()
    };
    let (rows, columns) = (shown(|of| of.by_cycle), shown(|of| of.by_days));
    let customers = |by_cycle: Option<Status>, by_days: Option<Status>| {
        let cells = cycle.cross.iter().filter(|of| {
            by_cycle.is_none_or(|status| status == of.by_cycle)
                && by_days.is_none_or(|status| status == of.by_days)
        });
        Cell::Count(cells.map(|of| of.customers).sum())
    };
    let mut heads = vec![subject.column("按周期 ＼ 按天数", "By cycle \\ by days", Format::Text)];
    heads.extend(columns.iter().map(|status| {
        let name = names::status(*status, subject.lang);
        subject.column(name, name, Format::Count)
    }));
    heads.push(subject.column("合计", "All", Format::Count));
    let line = |head: String, by_cycle: Option<Status>| {
        let cells = columns
            .iter()
            .map(|by_days| customers(by_cycle, Some(*by_days)));
        let head = [Cell::from(head)];
        head.into_iter()
            .chain(cells)
            .chain([customers(by_cycle, None)])
            .collect::<Vec<_>>()
    };
    let caption = subject.text(
        "两种沉睡口径对照：各人的周期与固定天数",
        "Both rules of dormancy: own cycles and fixed days",
    );
    let name = |status: &Status| names::status(*status, subject.lang).to_owned();
    Table::new("statuses-cross", caption, heads)
        .with_rows(rows.iter().map(|status| line(name(status), Some(*status))))
        .with_total(line(subject.text("合计", "All"), None))
}
