//! What examiners take marks off for, with the facts of this data.

use fourr_rfm::{Refunds, Warning, ZeroOrders};

use super::{Sheet, example};
use crate::rfm::{
    names, scores,
    values::{count, money, share},
    warning,
};
use crate::{Block, Cell, Format, Prose, Span, Step, Table};

/// A check and its fact.
type Check = (&'static str, &'static str, Prose);

pub(super) fn step(sheet: &Sheet<'_>) -> Step {
    let subject = &sheet.subject;
    let title = subject.text("自查", "Checks");
    let done = subject.say(
        "交卷前逐项核对容易失分之处。",
        "Before handing in, check what marks are taken off for.",
        &[],
    );
    let mut checks = vec![period(sheet), rows(sheet)];
    if !subject.lacks_orders() {
        checks.extend([refunds(sheet), zeros(sheet), orders(sheet)]);
    }
    checks.extend([ties(sheet), units(sheet), sums(sheet)]);
    checks.extend(small(sheet));
    checks.push(people(sheet));
    let columns = vec![
        subject.column("检查项", "Check", Format::Text),
        subject.column("本卷情况", "This answer", Format::Text),
    ];
    let row = |(zh, en, fact): Check| {
        [
            Cell::from(subject.text(zh, en)),
            Cell::from(fact.text(subject.lang)),
        ]
    };
    let caption = subject.text("自查清单", "Check list");
    let table = Table::new("checks", caption, columns);
    let table = table.with_rows(checks.into_iter().map(row));
    Step::new("checks", title, done).shows(Block::Table(table))
}

fn period(sheet: &Sheet<'_>) -> Check {
    let subject = &sheet.subject;
    let (first, last) = subject.period.unzip();
    let values = [first, last, subject.summary.as_of].map(|date| Cell::from(date).into());
    let [zh, en] = match (subject.period, subject.summary.as_of) {
        (Some(_), _) => [
            "购买日期 {0} 至 {1}，分析日期 {2}",
            "purchases from {0} to {1}, analysis date {2}",
        ],
        (None, Some(_)) => ["分析日期 {2}", "analysis date {2}"],
        (None, None) => [
            "R 由输入表给出，未另取分析日期",
            "R comes from the input, without an analysis date of its own",
        ],
    };
    (
        "写明时间范围与分析日期",
        "Period and analysis date stated",
        subject.say(zh, en, &values),
    )
}

fn rows(sheet: &Sheet<'_>) -> Check {
    let subject = &sheet.subject;
    let ledger = &subject.summary.rows;
    let reasons = ledger.reasons().into_iter().filter(|(_, rows)| *rows > 0);
    let reasons = reasons.map(|(key, rows)| {
        let reason = names::reason(key, subject.lang);
        format!("{reason} {}", subject.lang.count(rows))
    });
    let reasons = subject.list(reasons);
    let values = [
        count(ledger.read),
        count(ledger.used),
        count(ledger.set_aside()),
        Span::plain(reasons),
    ];
    let [zh, en] = if ledger.set_aside() == 0 {
        ["读入 {0} 行，全部采用", "{0} rows read, all of them used"]
    } else {
        [
            "读入 {0} 行，采用 {1} 行，未采用 {2} 行（{3}）",
            "{0} rows read, {1} used, {2} set aside ({3})",
        ]
    };
    (
        "说明数据清洗",
        "Rows set aside, with reasons",
        subject.say(zh, en, &values),
    )
}

fn refunds(sheet: &Sheet<'_>) -> Check {
    let subject = &sheet.subject;
    let ledger = &subject.summary.rows;
    let fact = match subject.summary.parameters.refunds {
        Refunds::Deduct => subject.say(
            "{0} 行负金额冲减 M，不计入 F 和 R",
            "{0} rows with negative amounts lower M and count for neither F nor R",
            &[count(ledger.refunds_deducted)],
        ),
        Refunds::Exclude => subject.say(
            "{0} 行负金额整行不计",
            "{0} rows with negative amounts are set aside",
            &[count(ledger.refunds_excluded)],
        ),
    };
    ("说明退款的处理", "Refunds", fact)
}

fn zeros(sheet: &Sheet<'_>) -> Check {
    let subject = &sheet.subject;
    let rows = [count(subject.summary.rows.zero_amount)];
    let fact = match subject.summary.parameters.zero_orders {
        ZeroOrders::Exclude => subject.say(
            "{0} 行金额为零；整单为零的视为赠品，不计入 F 和 R",
            "{0} rows have an amount of zero; an order of zero is a gift and counts for neither F nor R",
            &rows,
        ),
        ZeroOrders::Count => subject.say(
            "{0} 行金额为零，与其他订单同样计入",
            "{0} rows have an amount of zero and count like any other",
            &rows,
        ),
    };
    ("说明零元订单的处理", "Orders of zero", fact)
}

fn orders(sheet: &Sheet<'_>) -> Check {
    let subject = &sheet.subject;
    let rows_are_orders = subject.summary.warnings.contains(&Warning::RowsAreOrders);
    let [zh, en] = if rows_are_orders {
        [
            "没有订单号列，每一行计为一笔订单",
            "there is no order id: every row is an order",
        ]
    } else {
        [
            "同一订单号的多行合并为一笔订单",
            "rows of one order id are one order",
        ]
    };
    (
        "F 按订单去重",
        "F counts distinct orders",
        subject.say(zh, en, &[]),
    )
}

fn ties(sheet: &Sheet<'_>) -> Check {
    let subject = &sheet.subject;
    let fact = if sheet.by_types() {
        subject.say(
            "恰在分界值上的客户 R {0} 位、F {1} 位、M {2} 位，均记为低",
            "{0}, {1} and {2} customers stand on the split of R, F and M; all are low",
            &subject.faces().map(|face| count(face.figures.on_split)),
        )
    } else {
        Prose::from(scores::rule(subject))
    };
    ("说明并列值的处理", "Ties", fact)
}

fn units(sheet: &Sheet<'_>) -> Check {
    let subject = &sheet.subject;
    let units = subject.faces().map(|face| {
        let unit = face.axis(subject).unit.unwrap_or_default();
        Span::plain(unit)
    });
    let fact = subject.say("R：{0}；F：{1}；M：{2}", "R: {0}; F: {1}; M: {2}", &units);
    ("写明单位", "Units", fact)
}

fn sums(sheet: &Sheet<'_>) -> Check {
    let subject = &sheet.subject;
    let totals = &subject.summary.totals;
    let shares: f64 = subject.summary.segments.0.iter().map(|of| of.share).sum();
    let fact = subject.say(
        "各类客户数之和 {0}，金额之和 {1}¤，人数占比之和 {2}，与合计一致",
        "customers add up to {0}, amounts to {1}¤, shares of customers to {2}, as in the total",
        &[
            count(totals.customers),
            money(totals.monetary),
            share(shares),
        ],
    );
    ("合计对得上", "Totals add up", fact)
}

/// Segments too small to rest on, if any.
fn small(sheet: &Sheet<'_>) -> Option<Check> {
    let subject = &sheet.subject;
    let is_small = |of: &&Warning| matches!(of, Warning::SmallSegments { .. });
    let warning = subject.summary.warnings.iter().find(is_small)?;
    let fact = warning::sentence(subject, warning);
    Some(("指出样本过小的类别", "Small segments", fact))
}

fn people(sheet: &Sheet<'_>) -> Check {
    let subject = &sheet.subject;
    let listed = example::listed(&sheet.people, &sheet.example);
    let rows: Vec<usize> = listed.iter().map(|of| of.row).collect();
    let values = [count(rows.len() as u64)];
    let [zh, en] = if sheet.people.masks(&rows) {
        [
            "只列出 {0} 位客户的编号，已脱敏",
            "only {0} customers are named, by masked ids",
        ]
    } else {
        [
            "只列出 {0} 位客户的编号",
            "only {0} customers are named, by their ids",
        ]
    };
    (
        "保护个人信息",
        "Personal data",
        subject.say(zh, en, &values),
    )
}
