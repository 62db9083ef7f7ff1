//! Radar charts, Sankey diagrams and tracking charts.

use fourr_chart::{
    Axis, Band, Change, Chart, FlowLink, FlowNode, FlowStage, Format, Positions, Radar, RadarAxis,
    Reference, Sankey, Series, Shape, Track, Tracking,
};
use fourr_locale::Lang;

use crate::{chart, text, texts};

pub(crate) fn charts(lang: Lang) -> Vec<(&'static str, Chart)> {
    vec![
        (
            "radar",
            chart(lang, "客群画像对比", "Profiles of clusters", clusters(lang)),
        ),
        (
            "radar-one",
            chart(
                lang,
                "高价值客群画像",
                "Profile of the high-value cluster",
                high_value(lang),
            ),
        ),
        (
            "sankey",
            chart(
                lang,
                "RFM 客户分群迁移",
                "Migration between RFM segments",
                migration(lang),
            ),
        ),
        (
            "sankey-paths",
            chart(
                lang,
                "转化路径：前三个触点",
                "Paths: the first three touches",
                paths(lang),
            ),
        ),
        (
            "tracking",
            chart(
                lang,
                "累计复购次数：实际与预测",
                "Cumulative repeat purchases: actual and predicted",
                tracking(lang),
            ),
        ),
    ]
}

fn axes(lang: Lang) -> Vec<RadarAxis> {
    let axis =
        |zh: &str, en: &str, domain, format| RadarAxis::new(text(lang, zh, en), domain, format);
    vec![
        axis("消费频次", "Orders a year", [1.0, 24.0], Format::Count)
            .unit(lang.pick("次", "orders")),
        axis(
            "年消费金额",
            "Spend a year",
            [0.0, 18_500.0],
            Format::Compact,
        )
        .unit(lang.pick("元", "yuan")),
        axis(
            "最近一次消费间隔",
            "Days since the last order",
            [2.0, 365.0],
            Format::Count,
        )
        .unit(lang.pick("天", "days"))
        .reversed(),
        axis("退货率", "Return rate", [0.0, 0.4], Format::Share(0)).reversed(),
        axis(
            "优惠券使用率",
            "Orders with a voucher",
            [0.0, 1.0],
            Format::Share(0),
        ),
        axis("品类数", "Categories bought", [1.0, 12.0], Format::Count),
    ]
}

fn clusters(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "高价值|价格敏感|新客|沉睡",
        "High value|Price-sensitive|New|Dormant",
    );
    let values = [
        [82.0, 88.0, 95.0, 80.0, 22.0, 71.0],
        [55.0, 31.0, 78.0, 42.0, 93.0, 48.0],
        [9.0, 14.0, 90.0, 66.0, 60.0, 12.0],
        [18.0, 20.0, 12.0, 74.0, 35.0, 25.0],
    ];
    Shape::Radar(Radar {
        axes: axes(lang),
        groups: names
            .into_iter()
            .zip(values)
            .map(|(name, values)| Series::new(name, values))
            .collect(),
    })
}

fn high_value(lang: Lang) -> Shape {
    let mut axes = axes(lang);
    axes.truncate(5);
    Shape::Radar(Radar {
        axes,
        groups: vec![Series::new(
            lang.pick("高价值", "High value"),
            [82.0, 88.0, 95.5, 80.0, 22.0],
        )],
    })
}

fn migration(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "重要价值|重要保持|重要发展|重要挽留|一般价值|一般保持|一般发展|一般挽留",
        "Champions|Loyal, cooling|Potential|At risk, big|Steady|Cooling|Promising|Lost",
    );
    let stay = [820.0, 410.0, 300.0, 260.0, 390.0, 350.0, 280.0, 900.0];
    let mut links = Vec::new();
    for (index, value) in stay.into_iter().enumerate() {
        links.push(FlowLink::new(index, index, value).change(Change::Same));
    }
    let moves = [
        (0, 1, 140.0, Change::Down),
        (0, 3, 60.0, Change::Down),
        (1, 0, 95.0, Change::Up),
        (1, 3, 120.0, Change::Down),
        (2, 0, 180.0, Change::Up),
        (2, 7, 45.0, Change::Down),
        (3, 0, 22.0, Change::Up),
        (3, 7, 210.0, Change::Down),
        (4, 2, 70.0, Change::Up),
        (4, 5, 160.0, Change::Down),
        (5, 7, 240.0, Change::Down),
        (6, 4, 110.0, Change::Up),
        (6, 7, 1.0, Change::Down),
        (7, 6, 38.0, Change::Up),
        (7, 8, 310.0, Change::Left),
        (5, 8, 44.0, Change::Left),
        (8, 6, 260.0, Change::New),
        (8, 7, 130.0, Change::New),
        (8, 0, 25.0, Change::New),
    ];
    links.extend(
        moves.map(|(from, to, value, change)| FlowLink::new(from, to, value).change(change)),
    );
    let stage = |origin: bool, extra: &str| {
        let held = |node: usize| {
            let links = links.iter();
            let links = links.filter(|link| node == if origin { link.from } else { link.to });
            links.map(|link| link.value).sum::<f64>()
        };
        let nodes = names.iter().enumerate();
        let nodes = nodes.map(|(index, name)| FlowNode::new(name.as_str(), held(index), index));
        nodes
            .chain([FlowNode::outside(extra, held(8))])
            .collect::<Vec<_>>()
    };
    let before = stage(true, lang.pick("（新增）", "(new)"));
    let after = stage(false, lang.pick("（离开）", "(left)"));
    Shape::Sankey(Sankey {
        value: Axis::new(lang.pick("客户数", "Customers"), Format::Count)
            .unit(lang.pick("人", "persons")),
        stages: vec![
            FlowStage::new("2024-06-30", before),
            FlowStage::new("2024-12-31", after),
        ],
        links,
    })
}

fn paths(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "信息流|搜索|直播|社群",
        "Feed|Search|Live stream|Community",
    );
    let node = |index: usize, value: f64| FlowNode::new(names[index].as_str(), value, index);
    let title = |zh: &str, en: &str| text(lang, zh, en);
    Shape::Sankey(Sankey {
        value: Axis::new(lang.pick("转化数", "Conversions"), Format::Count),
        stages: vec![
            FlowStage::new(
                title("首次触点", "First touch"),
                vec![node(0, 620.0), node(1, 280.0), node(2, 100.0)],
            ),
            FlowStage::new(
                title("第二触点", "Second touch"),
                vec![node(1, 450.0), node(2, 330.0), node(3, 220.0)],
            ),
            FlowStage::new(
                title("末次触点", "Last touch"),
                vec![node(1, 380.0), node(2, 512.0), node(3, 108.0)],
            ),
        ],
        links: vec![
            FlowLink::new(0, 0, 300.0),
            FlowLink::new(0, 1, 200.0),
            FlowLink::new(0, 2, 120.0),
            FlowLink::new(1, 0, 150.0),
            FlowLink::new(1, 1, 80.0),
            FlowLink::new(1, 2, 50.0),
            FlowLink::new(2, 1, 50.0),
            FlowLink::new(2, 2, 50.0),
            FlowLink::new(0, 0, 280.0).stage(1),
            FlowLink::new(0, 1, 168.0).stage(1),
            FlowLink::new(0, 2, 2.0).stage(1),
            FlowLink::new(1, 0, 60.0).stage(1),
            FlowLink::new(1, 1, 220.0).stage(1),
            FlowLink::new(1, 2, 50.0).stage(1),
            FlowLink::new(2, 0, 40.0).stage(1),
            FlowLink::new(2, 1, 124.0).stage(1),
            FlowLink::new(2, 2, 56.0).stage(1),
        ],
    })
}

fn tracking(lang: Lang) -> Shape {
    let weeks: Vec<f64> = (1..=78).map(f64::from).collect();
    let curve = |week: f64| 5_200.0 * (1.0 - (-week / 55.0).exp());
    let actual = weeks
        .iter()
        .map(|&week| curve(week) * (1.0 + 0.03 * (week * 0.35).sin()));
    let predicted = weeks.iter().map(|&week| curve(week) * 0.985);
    let spread = |week: f64| {
        if week < 39.0 {
            f64::NAN
        } else {
            (week - 39.0) * 9.0
        }
    };
    let low = weeks.iter().map(|&week| curve(week) * 0.985 - spread(week));
    let high = weeks.iter().map(|&week| curve(week) * 0.985 + spread(week));
    let band = Band::new(lang.pick("95% 区间", "95% interval"), low, high);
    Shape::Tracking(Tracking {
        x: Axis::new(lang.pick("周", "Week"), Format::Count),
        y: Axis::new(
            lang.pick("累计复购次数", "Cumulative repeat purchases"),
            Format::Compact,
        ),
        tracks: vec![
            Track::observed(lang.pick("实际", "Actual"), actual),
            Track::predicted(lang.pick("BG/NBD 预测", "BG/NBD"), predicted).band(band),
        ],
        positions: Positions::Numbers(weeks),
        references: Vec::new(),
        markers: vec![Reference::new(
            39.0,
            lang.pick("校准期结束（第 39 周）", "calibration ends (week 39)"),
        )],
    })
}
