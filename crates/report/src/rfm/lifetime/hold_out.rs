//! The model judged on purchases that it has not seen.

use fourr_chart::{
    Axis, Band, Direction, Format as Digits, GroupedBars, Positions, Reference, Series, Shape,
    Track, Tracking,
};
use fourr_rfm::{HoldOut, Lifetime, RepeatGroup};

use super::{name, repeats};
use crate::{
    Block, Cell, Format, Table,
    rfm::{
        subject::Subject,
        values::{count, number_cell, share},
    },
};

/// Days of a week.
const WEEK: f64 = 7.0;

/// Figures, tracking and conditional expectations.
pub(super) fn blocks(subject: &Subject<'_>, lifetime: &Lifetime, held: &HoldOut) -> Vec<Block> {
    vec![
        Block::Table(figures(subject, held)),
        tracking(subject, lifetime, held),
        Block::Table(groups(subject, held)),
        conditional(subject, lifetime, held),
    ]
}

fn figures(subject: &Subject<'_>, held: &HoldOut) -> Table {
    let columns = vec![
        subject.column("指标", "Figure", Format::Text),
        subject.column("数值", "Value", Format::Mixed),
    ];
    let row = |zh: &str, en: &str, value: Cell| [Cell::from(subject.text(zh, en)), value];
    let rows = [
        row(
            "校准期截止日",
            "Calibration ends on",
            Cell::Date(held.calibrated_until),
        ),
        row("留出期周数", "Weeks held out", Cell::Number(held.weeks)),
        row(
            "校准期客户数",
            "Customers of the calibration",
            Cell::Count(held.fit.customers as u64),
        ),
        row(
            "留出期实际购买次数",
            "Purchases in the hold-out period",
            Cell::Count(held.actual),
        ),
        row(
            "留出期预测购买次数",
            "Purchases expected",
            Cell::Number(held.expected),
        ),
        row(
            "总量偏差",
            "Difference of the total",
            Cell::from(held.error.map(Cell::Share)),
        ),
        row(
            "每位客户的平均绝对偏差（次）",
            "Mean absolute difference per customer, purchases",
            Cell::Number(held.mean_absolute_error),
        ),
        row(
            "留出期落在 95% 区间内的周次",
            "Points of the hold-out period within the 95% band",
            Cell::Share(held.within_band),
        ),
    ];
    let caption = subject.text("留出期检验", "Test on the hold-out period");
    Table::new("hold-out", caption, columns).with_rows(rows)
}

/// Cumulative repeat purchases over time, with the band of the model.
fn tracking(subject: &Subject<'_>, lifetime: &Lifetime, held: &HoldOut) -> Block {
    let first = held
        .tracking
        .first()
        .map_or(held.calibrated_until, |point| point.date);
    let weeks = |date: chrono::NaiveDate| (date - first).num_days() as f64 / WEEK + 1.0;
    let of = |value: fn(&fourr_rfm::Tracked) -> f64| held.tracking.iter().map(value);
    let band = Band::new(
        subject.text("95% 区间", "95% interval"),
        of(|point| point.low),
        of(|point| point.high),
    );
    let shape = Shape::Tracking(Tracking {
        x: Axis::new(subject.lang.pick("周", "Week"), Digits::Count),
        y: Axis::new(
            subject
                .lang
                .pick("累计复购次数", "Cumulative repeat purchases"),
            Digits::Count,
        ),
        positions: Positions::Numbers(
            held.tracking
                .iter()
                .map(|point| weeks(point.date))
                .collect(),
        ),
        tracks: vec![
            Track::observed(
                subject.text("实际", "Actual"),
                of(|point| point.actual as f64),
            ),
            Track::predicted(name(lifetime.fit.model), of(|point| point.expected)).band(band),
        ],
        references: Vec::new(),
        markers: vec![Reference::new(
            weeks(held.calibrated_until),
            subject.lang.pick("校准期结束", "calibration ends"),
        )],
    });
    let reading = subject.say(
        "竖线左侧用于拟合，右侧是模型没有见过的购买；留出期有 {0} 的点落在 95% 区间内。区间只含随机波动，不含参数的误差。",
        "What lies to the left of the mark was fitted, what lies to the right the model has not seen; {0} of the points there are within the 95% interval. It holds chance only, not that parameters are estimates.",
        &[share(held.within_band)],
    );
    let title = subject.text(
        "累计复购：实际与预测",
        "Repeat purchases over time, actual and expected",
    );
    subject.chart(
        "tracking",
        title,
        name(lifetime.fit.model),
        (shape, reading),
    )
}

fn groups(subject: &Subject<'_>, held: &HoldOut) -> Table {
    let columns = vec![
        subject.column("校准期复购次数", "Repeats in the calibration", Format::Text),
        subject.column("客户数", "Customers", Format::Count),
        subject.column("留出期人均实际", "Actual mean", Format::Number(2)),
        subject.column("留出期人均预测", "Expected mean", Format::Number(2)),
    ];
    let rows = held.groups.iter().map(|group| {
        [
            Cell::from(repeats(group.repeats, group.or_more)),
            Cell::Count(group.customers),
            number_cell(group.actual),
            number_cell(group.expected),
        ]
    });
    let caption = subject.text(
        "按校准期复购次数的留出期购买",
        "Purchases in the hold-out period by repeats in the calibration",
    );
    Table::new("hold-out-groups", caption, columns).with_rows(rows)
}

/// Mean purchases afterwards by repeats before.
fn conditional(subject: &Subject<'_>, lifetime: &Lifetime, held: &HoldOut) -> Block {
    let seen: Vec<&RepeatGroup> = held
        .groups
        .iter()
        .filter(|group| group.customers > 0)
        .collect();
    let mean = |value: fn(&RepeatGroup) -> Option<f64>| {
        let values = seen.iter().map(|group| value(group).unwrap_or_default());
        values.collect::<Vec<f64>>()
    };
    let shape = Shape::GroupedBars(GroupedBars {
        category: subject.text("校准期复购次数", "Repeats in the calibration"),
        categories: seen
            .iter()
            .map(|group| repeats(group.repeats, group.or_more))
            .collect(),
        value: Axis::new(
            subject.lang.pick(
                "留出期人均购买次数",
                "Mean purchases in the hold-out period",
            ),
            Digits::Fixed(2),
        ),
        series: vec![
            Series::new(subject.text("实际", "Actual"), mean(|group| group.actual)),
            Series::new(name(lifetime.fit.model), mean(|group| group.expected)),
        ],
        direction: Direction::Upright,
        references: Vec::new(),
    });
    let reading = subject.say(
        "{0} 位校准期客户按复购次数分组：之前买得多的，之后也买得多；两柱越接近，单客预测越可信。",
        "The {0} customers of the calibration by repeats: who bought more before buys more afterwards. The closer the bars, the more predictions for single customers are to be trusted.",
        &[count(held.fit.customers as u64)],
    );
    let title = subject.text(
        "留出期人均购买：实际与预测",
        "Mean purchases in the hold-out period, actual and expected",
    );
    subject.chart(
        "conditional-expectation",
        title,
        name(lifetime.fit.model),
        (shape, reading),
    )
}
