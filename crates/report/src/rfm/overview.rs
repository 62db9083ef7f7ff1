//! What comes before everything else: title, lead and key figures.

use fourr_locale::Lang;

use fourr_rfm::{Column as Customers, Scheme};

use super::{
    fields::{amount, customers as among, field, orders as placed_by},
    names,
    subject::Subject,
    values::{count, orders, ratio, sum},
};
use crate::{Cell, Comparison, Format, KeyFigure, Live, Prose, Span};

/// What the report is about.
pub(super) fn title(lang: Lang) -> &'static str {
    lang.pick("RFM 客户价值分析报告", "RFM analysis of customer value")
}

/// Population, period, size and analysis date.
pub(super) fn lead(subject: &Subject<'_>) -> Prose {
    let (summary, lang) = (subject.summary, subject.lang);
    let who = match (subject.lacks_orders(), subject.period.is_some()) {
        (true, _) => lang.pick(
            "{0} 位客户（共 {1} 笔订单、{2}¤）按最近一次消费（R）、消费频次（F）、消费金额（M）划分为{6}。",
            "{0} customers ({1} orders, {2}¤) in {6}, by recency (R), frequency (F) and monetary value (M).",
        ),
        (false, true) => lang.pick(
            "{3} 至 {4}，{0} 位客户下了 {1} 笔订单，共消费 {2}¤；按最近一次消费（R）、消费频次（F）、消费金额（M）划分为{6}。",
            "From {3} to {4}, {0} customers placed {1} orders worth {2}¤. They are in {6}, by recency (R), frequency (F) and monetary value (M).",
        ),
        (false, false) => lang.pick(
            "{0} 位客户下了 {1} 笔订单，共消费 {2}¤；按最近一次消费（R）、消费频次（F）、消费金额（M）划分为{6}。",
            "{0} customers placed {1} orders worth {2}¤. They are in {6}, by recency (R), frequency (F) and monetary value (M).",
        ),
    };
    let date = match (summary.as_of, summary.as_of_is_default) {
        (None, _) => lang.pick(
            "R 取自输入表，分析日期以该表为准。",
            " R is taken from the input, and so is its analysis date.",
        ),
        (Some(_), true) => lang.pick(
            "分析日期为 {5}，未另行指定，取最后一笔订单的次日。",
            " The analysis date is {5}: none was given, so it is the day after the last order.",
        ),
        (Some(_), false) => lang.pick(
            "分析日期为 {5}（参数指定）。",
            " The analysis date is {5}, as given.",
        ),
    };
    let (first, last) = subject.period.unzip();
    let values = [
        count(summary.totals.customers),
        orders(summary.totals.orders).into(),
        sum(summary.totals.monetary),
        Cell::from(first).into(),
        Cell::from(last).into(),
        Cell::from(summary.as_of).into(),
        Span::plain(names::scheme(&summary.parameters.scheme, lang)),
    ];
    let template = format!("{who}{date}");
    subject.say(&template, &template, &values)
}

/// The few numbers that stand for themselves.
pub(super) fn figures(subject: &Subject<'_>) -> Vec<KeyFigure> {
    let totals = &subject.summary.totals;
    let share =
        |names, share: f64| figure(subject, names, (Cell::Share(share), Format::Share), None);
    let customers = (Cell::Count(totals.customers), Format::Count);
    let placed = (orders(totals.orders), Format::Mixed);
    let (persons, pieces) = match subject.lang {
        Lang::Zh => (Some("人"), Some("笔")),
        Lang::En => (None, None),
    };
    let mut figures = vec![
        figure(subject, ["客户数", "Customers"], customers, persons).live(among([])),
        figure(subject, ["订单数", "Orders"], placed, pieces).live(placed_by([])),
        money(
            subject,
            ["消费金额", "Amount"],
            (totals.monetary, Format::Compact),
        )
        .live(amount([])),
    ];
    figures.extend(totals.average_order.map(|average| {
        let names = ["客单价（每单）", "Average order value"];
        money(subject, names, (average, Format::Money)).live(amount([]) / placed_by([]))
    }));
    let cycle = subject.summary.cycle.as_ref();
    figures.extend(cycle.map(|cycle| {
        let twice = field(Customers::PurchaseDays).compared(Comparison::AtLeast, 2.0);
        share(["复购率", "Repurchase rate"], cycle.repurchase_rate).live(among([twice]) / among([]))
    }));
    let important = ["重要价值客户占比", "Important value customers"];
    let important = |part| share(important, part).live(important_customers(subject) / among([]));
    figures.extend(important_share(subject).map(important));
    figures
}

fn figure(
    subject: &Subject<'_>,
    [zh, en]: [&str; 2],
    (value, format): (Cell, Format),
    unit: Option<&str>,
) -> KeyFigure {
    KeyFigure {
        label: subject.text(zh, en),
        value,
        format,
        unit: unit.map(str::to_owned),
        live: None,
    }
}

fn money(subject: &Subject<'_>, names: [&str; 2], (value, format): (f64, Format)) -> KeyFigure {
    let unit = subject.yuan().then(|| subject.currency());
    figure(subject, names, (Cell::Money(value), format), unit)
}

/// Share of the customers who are high in R, F and M under the basis in force.
fn important_share(subject: &Subject<'_>) -> Option<f64> {
    let mut bases = subject.summary.eight_types.iter();
    let in_force = bases.find(|basis| basis.in_force)?;
    ratio(in_force.customers[0], subject.summary.totals.customers)
}

/// The customers who are high in R, F and M, by the name of the first of the eight types.
fn important_customers(subject: &Subject<'_>) -> Live {
    let eight = Scheme::Textbook8.table(subject.summary.parameters.bins);
    let first = eight
        .ok()
        .and_then(|table| table.segments.into_iter().next());
    let name = first.map_or_else(String::new, |first| subject.name(&first).to_owned());
    let column = if subject.summary.parameters.scheme == Scheme::Textbook8 {
        Customers::Segment
    } else {
        Customers::EightType
    };
    among([field(column).is(name.as_str())])
}
