//! The section on consumption power and habits.

use fourr_chart::{Axis, Bar, Bars, Format as Digits, Shape};
use fourr_profile::{HabitFigures, Habits, KindOfOrder, PriceBand};

use super::subject::{Subject, chart, datum};
use crate::{Block, Cell, Format, Id, Live, Prose, Row, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let found = subject.summary.figures.habits.as_ref()?;
    let all = &found.all;
    let mut blocks = vec![
        sentence(subject, all).into(),
        Block::Table(power(subject, found)),
    ];
    if !all.price_bands.is_empty() {
        blocks.push(Block::Table(bands(subject, all)));
    }
    if !all.hours.is_empty() {
        blocks.push(hours(subject, all));
    }
    blocks.push(weekdays(subject, all));
    let kinds = [
        ("channels", "渠道", "Channels", &all.channels),
        ("payments", "支付方式", "Ways of payment", &all.payments),
        (
            "deliveries",
            "配送方式",
            "Ways of delivery",
            &all.deliveries,
        ),
    ];
    for (id, zh, en, kinds) in kinds {
        if !kinds.is_empty() {
            let table = kind_table(subject, id, subject.text(zh, en), kinds);
            let keys = ["orders", "share", "mean_basket"];
            let shares = kinds.iter().map(|kind| kind.share);
            let table = shares_of_orders(all, table, shares).read_from(|row, column| {
                let key = keys.get(column.checked_sub(1)?)?;
                Some(format!("/habits/all/{id}/{row}/{key}"))
            });
            blocks.push(Block::Table(table));
        }
    }
    Some(Section::new(
        "habits",
        subject.text("消费能力与消费习惯", "Consumption power and habits"),
        blocks,
    ))
}

/// Spending in a sentence.
pub(super) fn sentence(subject: &Subject<'_>, all: &Habits) -> Prose {
    let money = |amount: Option<f64>| amount.map_or(Cell::Empty, Cell::Money).into();
    subject.say(
        "{0} 位购买者下了 {1} 单，共 {2}；人均消费 {3}，客单价 {4}（中位数 {5}）。",
        "{0} buyers placed {1} orders of {2} in all: {3} a buyer, {4} an order (median {5}).",
        &[
            subject.count(all.buyers).into(),
            subject.count(all.orders).into(),
            money(all.revenue),
            money(all.spend_per_buyer),
            money(all.mean_basket),
            money(all.median_basket),
        ],
    )
}

/// A figure in both languages, and how it is read.
type Line<'a> = (&'a str, &'a str, &'a dyn Fn(&Habits) -> Cell);

fn power(subject: &Subject<'_>, found: &HabitFigures) -> Table {
    let mut columns = vec![
        subject.column("指标", "Figure", Format::Text),
        subject.column("全体购买者", "All buyers", Format::Mixed),
    ];
    let target = found
        .target
        .as_ref()
        .filter(|target| target.buyers.is_some() && **target != found.all);
    if target.is_some() {
        let name = subject.target();
        columns.push(subject.column(&name, &name, Format::Mixed));
    }
    let money = |amount: Option<f64>| amount.map_or(Cell::Empty, Cell::Money);
    let lines: [Line<'_>; 8] = [
        ("购买人数", "Buyers", &|of| subject.count(of.buyers)),
        ("订单数", "Orders", &|of| subject.count(of.orders)),
        ("消费总额", "Amount", &|of| money(of.revenue)),
        ("人均消费", "Spend per buyer", &|of| {
            money(of.spend_per_buyer)
        }),
        ("人均订单", "Orders per buyer", &|of| {
            of.orders_per_buyer.into()
        }),
        ("客单价", "Mean basket", &|of| money(of.mean_basket)),
        ("每单件数", "Pieces per order", &|of| {
            of.pieces_per_order.into()
        }),
        (
            "消费集中度（基尼系数）",
            "Gini coefficient of spending",
            &|of| of.gini_of_spend.into(),
        ),
    ];
    let rows = lines.iter().map(|(zh, en, figure)| {
        let mut row = vec![Cell::from(subject.text(zh, en)), figure(&found.all)];
        row.extend(target.map(figure));
        row
    });
    Table::new(
        "power",
        subject.text("消费能力", "Consumption power"),
        columns,
    )
    .with_rows(rows)
}

/// A price band as an interval.
pub(super) fn band(subject: &Subject<'_>, band: &PriceBand) -> String {
    let write = |amount: f64| subject.lang.trimmed(amount, 2);
    match (band.from, band.below) {
        (Some(from), Some(below)) => format!("{}–{}", write(from), write(below)),
        (None, Some(below)) => format!("< {}", write(below)),
        (Some(from), None) => format!("≥ {}", write(from)),
        (None, None) => "–".to_owned(),
    }
}

fn bands(subject: &Subject<'_>, all: &Habits) -> Table {
    let columns = vec![
        subject.column("价格带", "Paid", Format::Text),
        subject.column("订单数", "Orders", Format::Count),
        subject.column("占订单", "Share of orders", Format::Share),
        subject.column("占金额", "Share of amount", Format::Share),
    ];
    let rows = all.price_bands.iter().map(|band| {
        [
            Cell::from(self::band(subject, band)),
            subject.count(band.orders),
            subject.share(band.share),
            subject.share(band.share_of_revenue),
        ]
    });
    let keys = ["orders", "share", "share_of_revenue"];
    let table = Table::new(
        "price-bands",
        subject.text("价格带", "Price bands"),
        columns,
    )
    .with_rows(rows);
    let bands = all.price_bands.iter();
    shares_of_orders(all, table, bands.map(|band| band.share)).read_from(|row, column| {
        let key = keys.get(column.checked_sub(1)?)?;
        Some(format!("/habits/all/price_bands/{row}/{key}"))
    })
}

/// The shares that are shown, as orders of all orders.
fn shares_of_orders(
    all: &Habits,
    table: Table,
    shares: impl Iterator<Item = Option<f64>>,
) -> Table {
    let Some(orders) = all.orders else {
        return table;
    };
    let shown = (0..).zip(shares).filter(|(_, share)| share.is_some());
    shown.fold(table, |table, (row, _)| {
        table.live_at(Row::At(row), 2, Live::Here(1) / Live::Number(orders as f64))
    })
}

fn bars(
    subject: &Subject<'_>,
    id: impl Into<Id>,
    [category, title]: [String; 2],
    bars: Vec<Bar>,
) -> Block {
    let axis = Axis::new(subject.text("订单数", "Orders"), Digits::Count);
    let shape = Shape::Bars(Bars::new(category, axis, bars));
    let reading = subject.say(
        "条越高，订单越多。",
        "The higher a bar, the more orders.",
        &[],
    );
    chart(
        id,
        [title, subject.population(), String::new()],
        shape,
        reading,
    )
}

fn hours(subject: &Subject<'_>, all: &Habits) -> Block {
    let found = all.hours.iter().enumerate();
    let found = found.map(|(hour, orders)| {
        Bar::new(hour.to_string(), datum(orders.map(|orders| orders as f64)))
    });
    let words = [
        subject.text("时", "Hour"),
        subject.text("一天中的下单时间", "Orders by hour of the day"),
    ];
    bars(subject, "order-hours", words, found.collect())
}

const DAYS: [[&str; 2]; 7] = [
    ["周一", "Mon"],
    ["周二", "Tue"],
    ["周三", "Wed"],
    ["周四", "Thu"],
    ["周五", "Fri"],
    ["周六", "Sat"],
    ["周日", "Sun"],
];

fn weekdays(subject: &Subject<'_>, all: &Habits) -> Block {
    let found = all.weekdays.iter().zip(DAYS);
    let found = found.map(|(orders, [zh, en])| {
        Bar::new(
            subject.text(zh, en),
            datum(orders.map(|orders| orders as f64)),
        )
    });
    let words = [
        subject.text("星期", "Day"),
        subject.text("一周中的下单时间", "Orders by day of the week"),
    ];
    bars(subject, "order-weekdays", words, found.collect())
}

fn kind_table(
    subject: &Subject<'_>,
    id: &'static str,
    title: String,
    kinds: &[KindOfOrder],
) -> Table {
    let columns = vec![
        subject.column(&title, &title, Format::Text),
        subject.column("订单数", "Orders", Format::Count),
        subject.column("占比", "Share", Format::Share),
        subject.column("客单价", "Mean basket", Format::Money),
    ];
    let rows = kinds.iter().map(|kind| {
        [
            Cell::from(
                kind.name
                    .clone()
                    .unwrap_or_else(|| subject.text("其他", "others")),
            ),
            subject.count(kind.orders),
            subject.share(kind.share),
            kind.mean_basket.map_or(Cell::Empty, Cell::Money),
        ]
    });
    Table::new(id, title, columns).with_rows(rows)
}

/// Day of the week and hour of the day of most orders.
pub(super) fn when(subject: &Subject<'_>, found: &Habits) -> String {
    let most = |counts: &[Option<u64>]| {
        let best = counts.iter().flatten().max()?;
        counts.iter().position(|count| count.as_ref() == Some(best))
    };
    let day = most(&found.weekdays).map(|day| subject.text(DAYS[day][0], DAYS[day][1]));
    let hour = most(&found.hours).map(|hour| match subject.lang {
        fourr_locale::Lang::Zh => format!("{hour} 点"),
        fourr_locale::Lang::En => format!("at {hour}:00"),
    });
    let day = day.map(|day| match subject.lang {
        fourr_locale::Lang::Zh => day,
        fourr_locale::Lang::En => format!("on {day}"),
    });
    let parts: Vec<String> = day.into_iter().chain(hour).collect();
    parts.join(subject.lang.pick("、", " and "))
}
