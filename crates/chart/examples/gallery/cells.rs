//! Heat maps and treemaps.

use fourr_chart::{Axis, Chart, Datum, Format, HeatMap, Ramp, Series, Shape, Tile, Treemap};
use fourr_locale::Lang;

use crate::{chart, text, texts};

pub(crate) fn charts(lang: Lang) -> Vec<(&'static str, Chart)> {
    vec![
        (
            "heat-map",
            chart(
                lang,
                "RFM：R × F 平均消费",
                "RFM: mean spend by R and F",
                rfm_cells(lang),
            ),
        ),
        (
            "heat-map-residuals",
            chart(
                lang,
                "年龄与品类偏好的调整残差",
                "Adjusted residuals of age by category",
                residuals(lang),
            ),
        ),
        (
            "heat-map-cohort",
            chart(
                lang,
                "月度同期群留存",
                "Retention by monthly cohort",
                cohort(lang),
            ),
        ),
        (
            "treemap",
            chart(
                lang,
                "RFM 客户分群规模",
                "Customers by RFM segment",
                segments(lang),
            ),
        ),
        (
            "treemap-groups",
            chart(lang, "销售结构", "Sales mix", sales_mix(lang)),
        ),
    ]
}

fn rfm_cells(lang: Lang) -> Shape {
    let row = |name: &str, values: [f64; 5]| Series::new(name, values);
    let mut rows = vec![
        row("F5", [820.0, 1240.0, 1650.0, 2380.0, 3960.0]),
        row("F4", [610.0, 880.0, 1190.0, 1720.0, 2450.0]),
        row("F3", [420.0, 0.0, 815.0, 1130.0, 1580.0]),
        row("F2", [260.0, 350.0, 510.0, 690.0, 930.0]),
        row("F1", [120.0, 180.0, 240.0, 330.0, 460.0]),
    ];
    rows[0].values[0] = Datum::Suppressed(5);
    rows[1].values[0] = Datum::Missing;
    Shape::HeatMap(HeatMap {
        column: text(
            lang,
            "最近消费 R（5 = 最近）",
            "Recency score (5 = most recent)",
        ),
        columns: (1..=5).map(|i| format!("R{i}")).collect(),
        row: text(lang, "频次 F", "Frequency"),
        rows,
        value: Axis::new(lang.pick("人均消费", "Mean spend"), Format::Count)
            .unit(lang.pick("元", "yuan")),
        ramp: Ramp::Sequential,
    })
}

fn residuals(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "18–24 岁|25–34 岁|35–44 岁|45–54 岁|55 岁及以上",
        "18–24|25–34|35–44|45–54|55 and over",
    );
    let values = [
        [4.2, 1.1, -2.3, -3.1, 0.4, -0.2],
        [2.1, 3.6, -0.8, -1.9, 0.0, -1.2],
        [-1.4, 0.6, 2.9, 0.3, -0.5, 0.9],
        [-2.8, -2.2, 1.0, 2.4, 0.7, 1.6],
        [-3.3, -3.9, -0.4, 3.5, -0.6, 2.2],
    ];
    Shape::HeatMap(HeatMap {
        column: text(lang, "品类", "Category"),
        columns: texts(
            lang,
            "美妆|数码|母婴|家电|食品|医药健康",
            "Beauty|Electronics|Baby|Appliances|Food|Health",
        ),
        row: text(lang, "年龄", "Age"),
        rows: names
            .into_iter()
            .zip(values)
            .map(|(name, values)| Series::new(name, values))
            .collect(),
        value: Axis::new(lang.pick("调整残差", "Adjusted residual"), Format::Fixed(1)),
        ramp: Ramp::Diverging(0.0),
    })
}

fn cohort(lang: Lang) -> Shape {
    let row = |start: usize| Series {
        name: format!("2024-{:02}", start + 1),
        values: (0..12)
            .map(|age| {
                let share =
                    0.62_f64.powf((age as f64).powf(0.6)) + 0.01 * (start as f64 * 1.7).sin();
                if age + start < 12 {
                    Datum::Value(if age == 0 { 1.0 } else { share })
                } else {
                    Datum::Missing
                }
            })
            .collect(),
    };
    Shape::HeatMap(HeatMap {
        column: text(lang, "首购后第几个月", "Months since first purchase"),
        columns: (0..12).map(|age| age.to_string()).collect(),
        row: text(lang, "首购月份", "Cohort"),
        rows: (0..12).map(row).collect(),
        value: Axis::new(lang.pick("留存率", "Retention"), Format::Share(0)).reaching(0.0, 1.0),
        ramp: Ramp::Sequential,
    })
}

fn segments(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "重要价值客户|重要发展客户|重要保持客户|重要挽留客户|一般价值客户|一般发展客户|一般保持客户|一般挽留客户|新客户|羊毛党|企业采购",
        "Champions|Potential loyalists|Loyal, cooling|At risk, big|Steady|Promising|Cooling|Lost|New|Deal seekers|Companies",
    );
    let sizes = [
        3120.0, 2210.0, 1840.0, 1530.0, 1210.0, 980.0, 760.0, 540.0, 180.0, 64.0, 21.0,
    ];
    let tiles = names
        .into_iter()
        .zip(sizes)
        .map(|(name, size)| Tile::new(name, size))
        .collect();
    let value =
        Axis::new(lang.pick("客户数", "Customers"), Format::Count).unit(lang.pick("人", "persons"));
    Shape::Treemap(Treemap { value, tiles })
}

fn sales_mix(lang: Lang) -> Shape {
    let tile = |zh: (&str, &str), en: (&str, &str), size: f64| Tile {
        label: text(lang, zh.1, en.1),
        size,
        group: Some(text(lang, zh.0, en.0)),
    };
    let tiles = vec![
        tile(("美妆", "护肤套装"), ("Beauty", "Skin care sets"), 5.2e6),
        tile(("美妆", "彩妆"), ("Beauty", "Make-up"), 3.1e6),
        tile(("美妆", "香水"), ("Beauty", "Perfume"), 1.4e6),
        tile(("美妆", "美发工具"), ("Beauty", "Hair tools"), 1.2e5),
        tile(("数码", "手机"), ("Electronics", "Phones"), 4.4e6),
        tile(("数码", "耳机"), ("Electronics", "Headphones"), 1.9e6),
        tile(
            ("数码", "充电与线材"),
            ("Electronics", "Chargers and cables"),
            3.0e5,
        ),
        tile(("家居", "厨房用品"), ("Home", "Kitchen"), 2.6e6),
        tile(("家居", "床上用品"), ("Home", "Bedding"), 1.7e6),
        tile(("家居", "收纳"), ("Home", "Storage"), 6.0e5),
        tile(("食品", "零食"), ("Food", "Snacks"), 2.2e6),
        tile(("食品", "茶饮"), ("Food", "Tea"), 9.0e5),
    ];
    let value =
        Axis::new(lang.pick("销售额", "Sales"), Format::Compact).unit(lang.pick("元", "yuan"));
    Shape::Treemap(Treemap { value, tiles })
}
