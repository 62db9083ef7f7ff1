//! Lines and histograms.

use fourr_chart::{
    Axis, Chart, Datum, Format, Histogram, Lines, Positions, Reference, Series, Shape,
};
use fourr_locale::Lang;

use crate::chart;

pub(crate) fn charts(lang: Lang) -> Vec<(&'static str, Chart)> {
    vec![
        (
            "lines",
            chart(
                lang,
                "月度复购率",
                "Monthly repurchase rate",
                repurchase(lang),
            ),
        ),
        (
            "lines-one",
            chart(
                lang,
                "聚类数与轮廓系数",
                "Silhouette by number of clusters",
                silhouette(lang),
            ),
        ),
        (
            "lines-numbers",
            chart(
                lang,
                "盈亏平衡分析",
                "Break-even analysis",
                break_even(lang),
            ),
        ),
        (
            "histogram",
            chart(lang, "客户购买间隔", "Days between purchases", gaps(lang)),
        ),
    ]
}

fn repurchase(lang: Lang) -> Shape {
    let wave = |level: f64, swing: f64, shift: f64| {
        (0..12)
            .map(move |i| level + swing * (f64::from(i) * 0.7 + shift).sin() + f64::from(i) * 0.004)
    };
    let mut series = vec![
        Series::new(lang.pick("钻石会员", "Diamond"), wave(0.41, 0.03, 0.0)),
        Series::new(lang.pick("金卡会员", "Gold"), wave(0.30, 0.03, 1.0)),
        Series::new(lang.pick("普通会员", "Standard"), wave(0.21, 0.02, 2.0)),
        Series::new(lang.pick("非会员", "Guests"), wave(0.12, 0.02, 0.5)),
    ];
    series[2].values[5] = Datum::Missing;
    Shape::Lines(Lines {
        x: Axis::new(lang.pick("月份", "Month"), Format::Count),
        y: Axis::new(lang.pick("复购率", "Repurchase rate"), Format::Share(0)),
        positions: Positions::Names((1..=12).map(|month| format!("2024-{month:02}")).collect()),
        series,
        references: vec![Reference::new(
            0.35,
            lang.pick("行业均值 35%", "industry mean 35%"),
        )],
        markers: Vec::new(),
    })
}

fn silhouette(lang: Lang) -> Shape {
    Shape::Lines(Lines {
        x: Axis::new(lang.pick("聚类数 k", "Clusters k"), Format::Count),
        y: Axis::new(
            lang.pick("平均轮廓系数", "Mean silhouette"),
            Format::Fixed(2),
        ),
        positions: Positions::Numbers((2..=9).map(f64::from).collect()),
        series: vec![Series::new(
            "",
            [0.41, 0.47, 0.55, 0.52, 0.46, 0.44, 0.40, 0.41],
        )],
        references: Vec::new(),
        markers: vec![Reference::new(4.0, lang.pick("选定 k = 4", "chosen k = 4"))],
    })
}

fn break_even(lang: Lang) -> Shape {
    let units: Vec<f64> = (0..=40).map(|i| f64::from(i) * 500.0).collect();
    Shape::Lines(Lines {
        x: Axis::new(lang.pick("销量", "Units sold"), Format::Compact)
            .unit(lang.pick("件", "units")),
        y: Axis::new(lang.pick("金额", "Amount"), Format::Compact).unit(lang.pick("元", "yuan")),
        series: vec![
            Series::new(lang.pick("收入", "Revenue"), units.iter().map(|u| u * 99.0)),
            Series::new(
                lang.pick("总成本", "Total cost"),
                units.iter().map(|u| 420_000.0 + u * 52.0),
            ),
        ],
        positions: Positions::Numbers(units),
        references: Vec::new(),
        markers: vec![Reference::new(
            8936.0,
            lang.pick("盈亏平衡点 8,936 件", "break-even 8,936 units"),
        )],
    })
}

fn gaps(lang: Lang) -> Shape {
    let counts = [
        42, 188, 301, 352, 298, 240, 171, 128, 96, 71, 52, 40, 31, 22, 15, 11, 8, 5,
    ];
    Shape::Histogram(Histogram {
        x: Axis::new(
            lang.pick("购买间隔", "Days between purchases"),
            Format::Count,
        )
        .unit(lang.pick("天", "days")),
        y: Axis::new(lang.pick("客户数", "Customers"), Format::Count)
            .unit(lang.pick("人", "persons")),
        edges: (0..=18).map(|i| f64::from(i) * 5.0).collect(),
        counts: counts.to_vec(),
        markers: vec![
            Reference::new(22.4, lang.pick("中位数 22.4 天", "median 22.4 days")),
            Reference::new(41.0, lang.pick("P80 41 天", "P80 41 days")),
            Reference::new(26.9, lang.pick("均值 26.9 天", "mean 26.9 days")),
        ],
    })
}
