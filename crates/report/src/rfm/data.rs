//! The section on the data: what was read, what was used, and what was set aside and why.

use fourr_cell::personal::{self, MaskLevel, Personal};
use fourr_rfm::RowLedger;
use fourr_table::{
    Source,
    coerce::{Faults, Tally},
};

use super::{
    files, names,
    subject::Subject,
    values::{count, ratio, share_cell},
};
use crate::{Block, Cell, Excerpt, Format, Section, Table, role::role};

/// States of orders that the table shows.
const STATES: usize = 20;

/// Columns, rows, states and unreadable cells.
pub(super) fn section(subject: &Subject<'_>, sources: &[Source]) -> Section {
    let summary = subject.summary;
    let mut blocks = vec![rows_read(subject)];
    blocks.push(Block::Table(rows(subject)));
    blocks.extend(people(subject));
    if !sources.is_empty() {
        blocks.push(Block::Table(files::table(subject, sources)));
    }
    blocks.push(Block::Table(columns(subject)));
    if !summary.statuses.is_empty() {
        blocks.push(Block::Table(statuses(subject)));
    }
    if summary.faults.iter().any(|faults| faults.total() > 0) {
        blocks.push(Block::Table(faults(subject)));
    }
    Section::new("data", subject.text("数据", "Data"), blocks)
}

fn rows_read(subject: &Subject<'_>) -> Block {
    let RowLedger {
        read,
        used,
        refunds_deducted,
        zero_amount,
        ..
    } = subject.summary.rows;
    subject.paragraph(
        "共读入 {0} 行：采用 {1} 行，未采用 {2} 行（原因见下表），两者之和等于读入行数。采用的行中有 {3} 行为负金额（退款，冲减消费金额），{4} 行金额为零。",
        "Of {0} rows read, {1} are used and {2} set aside, each with its reason. Among the rows used, {3} have a negative amount (refunds, which lower the monetary value) and {4} an amount of zero.",
        &[
            count(read),
            count(used),
            count(subject.summary.rows.set_aside()),
            count(refunds_deducted),
            count(zero_amount),
        ],
    )
}

pub(super) fn rows(subject: &Subject<'_>) -> Table {
    let ledger = &subject.summary.rows;
    let columns = vec![
        subject.column("去向", "What became of them", Format::Text),
        subject.column("行数", "Rows", Format::Count),
        subject.column("占比", "Share", Format::Share),
    ];
    let row = |what: String, rows| {
        let share = share_cell(ratio(rows, ledger.read));
        [Cell::from(what), Cell::Count(rows), share]
    };
    let reasons = ledger.reasons().into_iter().filter(|(_, rows)| *rows > 0);
    let reasons = reasons.map(|(key, rows)| {
        let reason = names::reason(key, subject.lang);
        let what = match subject.lang {
            fourr_locale::Lang::Zh => format!("未采用：{reason}"),
            fourr_locale::Lang::En => format!("Set aside: {}", names::lower_first(reason)),
        };
        row(what, rows)
    });
    let caption = subject.text("数据行的去向", "What became of the rows");
    Table::new("data-rows", caption, columns)
        .with_rows([row(subject.text("采用", "Used"), ledger.used)])
        .with_rows(reasons)
        .with_total(row(subject.text("读入合计", "All rows read"), ledger.read))
}

/// Customers who were seen but not scored, if any.
pub(super) fn people(subject: &Subject<'_>) -> Option<Block> {
    let people = &subject.summary.customers;
    let shown = people.without_purchase + people.outside_window > 0;
    shown.then(|| {
        subject.paragraph(
            "可用的行中共有 {0} 位客户，其中 {1} 位参与评分；{2} 位只有退款或赠品，{3} 位的订单都在分析窗口之前，没有评分。",
            "These rows speak of {0} customers, of whom {1} are scored; {2} have refunds or gifts only, and the orders of {3} all lie before the window.",
            &[
                count(people.seen),
                count(people.scored),
                count(people.without_purchase),
                count(people.outside_window),
            ],
        )
    })
}

pub(super) fn columns(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("含义", "Meaning", Format::Text),
        subject.column("所用的列", "Column", Format::Text),
        subject.column("如何找到", "How it was found", Format::Text),
    ];
    let rows = subject.summary.columns.iter().map(|found| {
        [
            Cell::from(names::capitalised(role(found.role, subject.lang))),
            Cell::from(found.column.as_str()),
            Cell::from(names::found_by(found.by, subject.lang)),
        ]
    });
    let caption = subject.text("各列的含义", "What the columns mean");
    Table::new("data-columns", caption, columns).with_rows(rows)
}

fn statuses(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("订单状态", "State of the order", Format::Text),
        subject.column("行数", "Rows", Format::Count),
        subject.column("处理", "What became of them", Format::Text),
    ];
    let all = &subject.summary.statuses;
    let rows = all.iter().take(STATES).map(|state| {
        [
            Cell::from(state_as_shown(&state.status)),
            Cell::Count(state.rows),
            Cell::from(names::treatment(state.treatment, subject.lang)),
        ]
    });
    let caption = subject.text("订单状态的处理", "States of orders");
    let mut table = Table::new("data-statuses", caption, columns).with_rows(rows);
    table.excerpt = (all.len() > STATES).then(|| Excerpt {
        of: all.len() as u64,
        file: "summary.json".to_owned(),
    });
    table
}

fn faults(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("列", "Column", Format::Text),
        subject.column("问题", "Problem", Format::Text),
        subject.column("单元格数", "Cells", Format::Count),
        subject.column(
            "例（数据行：内容）",
            "Examples (data row: content)",
            Format::Text,
        ),
    ];
    let kinds = |faults: &Faults| {
        let hint = personal::hint_of_header(&faults.column);
        let row = |kind, tally: &Tally| {
            let examples = examples(subject, tally, hint);
            [
                Cell::from(faults.column.as_str()),
                Cell::from(names::fault(kind, subject.lang)),
                Cell::Count(tally.count),
                if examples.is_empty() {
                    Cell::Empty
                } else {
                    Cell::from(examples)
                },
            ]
        };
        let kinds = faults.kinds.iter();
        kinds
            .map(|(kind, tally)| row(*kind, tally))
            .collect::<Vec<_>>()
    };
    let rows = subject.summary.faults.iter().flat_map(kinds);
    let caption = subject.text("未能识别的单元格", "Cells that could not be read");
    Table::new("data-faults", caption, columns).with_rows(rows)
}

fn examples(subject: &Subject<'_>, tally: &Tally, hint: Option<Personal>) -> String {
    let example = |row: u64, value: &str| {
        let row = subject.lang.count(row);
        format!(
            "{row}{}{}",
            subject.lang.pick("：", ": "),
            masked(value, hint)
        )
    };
    let examples = tally.examples.iter();
    let examples: Vec<String> = examples.map(|of| example(of.row, &of.value)).collect();
    examples.join(subject.lang.pick("；", "; "))
}

/// A cell as it may be shown: masked where its column or its form says that it is personal.
fn masked(value: &str, hint: Option<Personal>) -> String {
    match hint.or_else(|| personal::recognise(value, None)) {
        Some(kind) => personal::mask(value, kind, MaskLevel::Standard),
        None => value.to_owned(),
    }
}

/// A state as it may be shown. 成功 and 成交 look like names of persons, but are none.
fn state_as_shown(state: &str) -> String {
    match personal::recognise(state, None) {
        Some(kind) if kind != Personal::Name => personal::mask(state, kind, MaskLevel::Standard),
        _ => state.to_owned(),
    }
}
