//! Tables of the sample.

use chrono::NaiveDate;
use fourr_locale::Lang;
use fourr_report::{Cell, Column, Excerpt, Format, Table};

/// Chinese and English name, customers, amount, mean recency of every segment.
pub(crate) const SEGMENTS: [(&str, &str, u64, f64, f64); 8] = [
    ("重要价值客户", "Important value", 916, 5_813_301.205, 24.31),
    (
        "重要发展客户",
        "Important develop",
        241,
        1_343_870.62,
        27.75,
    ),
    ("重要保持客户", "Important keep", 187, 702_114.5, 142.4),
    ("重要挽留客户", "Important win-back", 96, 310_227.18, 166.02),
    ("一般价值客户", "General value", 312, 188_405.33, 25.9),
    ("一般发展客户", "General develop", 1_402, 371_902.17, 31.25),
    ("一般保持客户", "General keep", 3, 1_204.4, 130.0),
    (
        "一般挽留客户",
        "General win-back",
        1_181,
        180_382.495,
        201.77,
    ),
];

/// The segments with their total; the smallest is withheld.
pub(crate) fn segments(lang: Lang) -> Table {
    let customers: u64 = SEGMENTS.iter().map(|segment| segment.2).sum();
    let amount: f64 = SEGMENTS.iter().map(|segment| segment.3).sum();
    let columns = vec![
        Column::new(lang.pick("客户类型", "Segment"), Format::Text),
        Column::new(lang.pick("客户数", "Customers"), Format::Count),
        Column::new(lang.pick("人数占比", "Share of customers"), Format::Share),
        Column::new(lang.pick("消费金额", "Amount"), Format::Money).unit(lang.pick("元", "yuan")),
        Column::new(lang.pick("金额占比", "Share of amount"), Format::Share),
        Column::new(lang.pick("平均间隔", "Mean recency"), Format::Days)
            .unit(lang.pick("天", "days")),
    ];
    let rows = SEGMENTS.map(|(zh, en, count, money, recency)| {
        let name = Cell::from(lang.pick(zh, en));
        if count < 5 {
            let withheld = Cell::Suppressed { below: 5 };
            return [
                name,
                withheld,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
            ];
        }
        [
            name,
            Cell::Count(count),
            Cell::Share(count as f64 / customers as f64),
            Cell::Money(money),
            Cell::Share(money / amount),
            Cell::Number(recency),
        ]
    });
    let total = [
        Cell::from(lang.pick("合计", "All")),
        Cell::Count(customers),
        Cell::Share(1.0),
        Cell::Money(amount),
        Cell::Share(1.0),
        Cell::Number(91.53),
    ];
    let caption = lang.pick(
        "八类客户的人数、金额与最近消费",
        "Customers, amount and recency by segment",
    );
    Table::new("segments", caption, columns)
        .with_rows(rows)
        .with_total(total)
}

/// The first of the customers to call back; one of them has a hostile name.
pub(crate) fn customers(lang: Lang) -> Table {
    let columns = vec![
        Column::new(lang.pick("客户编号", "Customer"), Format::Text),
        Column::new(lang.pick("客户类型", "Segment"), Format::Text),
        Column::new(lang.pick("最近消费", "Last order"), Format::Date),
        Column::new("R", Format::Days).unit(lang.pick("天", "days")),
        Column::new("F", Format::Count).unit(lang.pick("次", "orders")),
        Column::new("M", Format::Money).unit(lang.pick("元", "yuan")),
    ];
    let names = [
        "C00017",
        "C01250",
        "C00391",
        "</script><img src=x onerror=alert(1)>",
        "C03002",
    ];
    let rows = (0_u32..).zip(names).map(|(i, name)| {
        let recency = 120 + 17 * i;
        let last = NaiveDate::from_yo_opt(2024, 366 - recency);
        [
            Cell::from(name),
            Cell::from(lang.pick("重要保持客户", "Important keep")),
            Cell::from(last),
            Cell::Count(recency.into()),
            Cell::Count(u64::from(14 - i)),
            Cell::Money(f64::from(9_000 - 1_133 * i) + 0.125),
        ]
    });
    let caption = lang.pick("按消费金额排序", "By monetary value");
    let mut table = Table::new("recall", caption, columns).with_rows(rows);
    table.excerpt = Some(Excerpt {
        of: 187,
        file: "customers.csv".to_owned(),
    });
    table
}
