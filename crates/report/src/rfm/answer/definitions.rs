//! The analysis date, what R, F and M are, and the conventions in force.

use fourr_rfm::{Monetary, Refunds};

use super::Sheet;
use crate::rfm::{distributions, subject::Subject};
use crate::{Block, Cell, Convention, Format, Formula, Math, Prose, Step, Table};

pub(super) fn step(sheet: &Sheet<'_>) -> Step {
    let subject = &sheet.subject;
    let title = subject.text("分析日期与指标定义", "Analysis date and definitions");
    let step = Step::new("definitions", title, analysis_date(subject));
    let step = default_date(subject).into_iter().fold(step, Step::formula);
    let step = step.shows(Block::Table(dimensions(subject)));
    if subject.lacks_orders() {
        return step;
    }
    step.shows(Block::Table(conventions(subject)))
}

fn analysis_date(subject: &Subject<'_>) -> Prose {
    let summary = subject.summary;
    let date = [Cell::from(summary.as_of).into()];
    match (summary.as_of, summary.as_of_is_default) {
        (None, _) => subject.say(
            "输入表已给出每位客户的 R，分析日期以该表为准。R、F、M 的定义如下。",
            "The input gives R of every customer, and its analysis date is that of the input. R, F and M are defined as follows.",
            &[],
        ),
        (Some(_), true) => subject.say(
            "没有指定分析日期，取最后一条采用记录的次日 {0}。R、F、M 的定义如下。",
            "No analysis date is given: it is {0}, the day after the last record in use. R, F and M are defined as follows.",
            &date,
        ),
        (Some(_), false) => subject.say(
            "分析日期按指定取 {0}，晚于它的记录不计。R、F、M 的定义如下。",
            "The analysis date is {0}, as given; later records do not count. R, F and M are defined as follows.",
            &date,
        ),
    }
}

/// How the date came about that nobody gave.
fn default_date(subject: &Subject<'_>) -> Option<Formula> {
    let as_of = subject
        .summary
        .as_of
        .filter(|_| subject.summary.as_of_is_default)?;
    let last = as_of.pred_opt()?;
    let day = || Math::words(subject.text("1 天", "1 day"));
    let record = subject.text("最后一条采用记录的日期", "date of the last record in use");
    let worked = Math::from(Cell::from(last)) + day();
    let formula = Math::symbol("T").equals(Math::words(record) + day());
    Some(
        Formula::new(formula)
            .meaning(Math::symbol("T"), subject.text("分析日期", "analysis date"))
            .worked(Math::symbol("T").equals(worked.equals(Cell::from(as_of).into()))),
    )
}

fn dimensions(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("指标", "Dimension", Format::Text),
        subject.column("定义", "Definition", Format::Text),
        subject.column("单位", "Unit", Format::Text),
        subject.column("怎样为好", "Better", Format::Text),
    ];
    let definitions = [
        [
            "分析日期与最近一次购买日期相差的天数",
            "days from the last purchase to the analysis date",
        ],
        ["不同订单的个数", "number of distinct orders"],
        amount(subject),
    ];
    let better = [["越小越好", "the smaller"], ["越大越好", "the larger"]];
    let rows = subject.faces().into_iter().zip(definitions);
    let rows = rows.map(|(face, [zh, en])| {
        let [good_zh, good_en] = better[usize::from(face.letter != "R")];
        [
            Cell::from(format!("{} {}", face.letter, face.name(subject.lang))),
            Cell::from(subject.text(zh, en)),
            Cell::from(face.axis(subject).unit),
            Cell::from(subject.text(good_zh, good_en)),
        ]
    });
    let caption = subject.text("R、F、M 的定义", "What R, F and M are");
    Table::new("definitions", caption, columns).with_rows(rows)
}

fn amount(subject: &Subject<'_>) -> [&'static str; 2] {
    let rfm = &subject.summary.parameters;
    match (subject.lacks_orders(), rfm.money, rfm.refunds) {
        (true, ..) => ["消费金额", "amount spent"],
        (_, Monetary::Total, Refunds::Deduct) => [
            "实付金额合计，退款冲减",
            "sum of the amounts paid, less refunds",
        ],
        (_, Monetary::Total, Refunds::Exclude) => [
            "实付金额合计，退款不计",
            "sum of the amounts paid, refunds aside",
        ],
        (_, Monetary::PerOrder, Refunds::Deduct) => [
            "实付金额合计（退款冲减）除以订单数",
            "amounts paid, less refunds, over the number of orders",
        ],
        (_, Monetary::PerOrder, Refunds::Exclude) => [
            "实付金额合计（退款不计）除以订单数",
            "amounts paid, refunds aside, over the number of orders",
        ],
    }
}

fn conventions(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("口径", "Convention", Format::Text),
        subject.column("采用", "In force", Format::Text),
    ];
    let rows = distributions::conventions(subject);
    let row = |of: Convention| {
        [
            Cell::from(of.question),
            Cell::from(of.in_force.text(subject.lang)),
        ]
    };
    let caption = subject.text("计算口径", "Conventions");
    Table::new("answer-conventions", caption, columns).with_rows(rows.into_iter().map(row))
}
