//! Draws every shape in both languages as PNG and SVG, to be looked at.
//!
//!     cargo run --release -p fourr-chart --example gallery -- FOLDER

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fourr_chart::{
    Axis, Bar, Bars, Bubbles, Caption, Chart, Datum, Direction, Dot, Format, GroupedBars, HeatMap,
    Histogram, Lines, Pareto, Positions, Ramp, Reference, Scatter, Series, Shape, Split,
    StackedBars, Theme, Tile, Treemap, Whole,
};
use fourr_locale::Lang;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os()
        .nth(1)
        .map(PathBuf::from)
        .ok_or("expected a folder to write to")?;
    for lang in [Lang::Zh, Lang::En] {
        let folder = folder.join(lang.tag());
        fs::create_dir_all(&folder)?;
        for (name, chart) in charts(lang) {
            draw(&chart, &Theme::new(lang), &folder.join(name))?;
        }
    }
    Ok(())
}

fn draw(chart: &Chart, theme: &Theme, path: &Path) -> Result<(), Box<dyn Error>> {
    fs::write(path.with_extension("png"), chart.png(theme)?)?;
    fs::write(path.with_extension("svg"), chart.svg(theme)?)?;
    Ok(())
}

fn charts(lang: Lang) -> Vec<(&'static str, Chart)> {
    vec![
        (
            "bars",
            chart(
                lang,
                "各渠道获客数",
                "New customers by channel",
                channels(lang),
            ),
        ),
        (
            "bars-lying",
            chart(
                lang,
                "各活动带来的订单金额",
                "Order value by campaign",
                campaigns(lang),
            ),
        ),
        (
            "bars-index",
            chart(
                lang,
                "兴趣标签 TGI 指数",
                "Affinity index by interest",
                affinity(lang),
            ),
        ),
        (
            "bars-many",
            chart(lang, "各城市门店销售额", "Sales by city", cities(lang, 44)),
        ),
        (
            "grouped",
            chart(
                lang,
                "归因模型比较：各渠道贡献",
                "Channel contribution by attribution model",
                attribution(lang),
            ),
        ),
        (
            "stacked",
            chart(
                lang,
                "各季度费用构成",
                "Marketing cost by quarter",
                costs(lang),
            ),
        ),
        (
            "stacked-share",
            chart(
                lang,
                "KANO 需求类别占比",
                "KANO categories by feature",
                kano_mix(lang),
            ),
        ),
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
        (
            "scatter-kano",
            chart(
                lang,
                "KANO 满意影响力矩阵",
                "KANO better–worse matrix",
                kano(lang),
            ),
        ),
        (
            "scatter-bubble",
            chart(
                lang,
                "渠道效率：CPA 与 ROAS",
                "Channel efficiency: CPA and ROAS",
                efficiency(lang),
            ),
        ),
        (
            "scatter-crowd",
            chart(
                lang,
                "客户消费频次与金额",
                "Frequency and spend of customers",
                crowd(lang),
            ),
        ),
        (
            "pareto",
            chart(
                lang,
                "客诉原因帕累托分析",
                "Pareto of complaint reasons",
                complaints(lang),
            ),
        ),
    ]
}

fn chart(lang: Lang, zh: &str, en: &str, shape: Shape) -> Chart {
    let caption = Caption::new(lang.pick(zh, en))
        .subtitle(lang.pick(
            "统计口径：2024 年 1 月至 12 月有成交的会员（n = 12,480）",
            "Members with a purchase from January to December 2024 (n = 12,480)",
        ))
        .source(lang.pick(
            "方法：按会员编号去重后汇总；数据来源：示例公司订单与投放数据。",
            "Method: totals after removing duplicate member ids. Source: orders and campaigns of the practice company.",
        ));
    Chart { caption, shape }
}

fn text(lang: Lang, zh: &str, en: &str) -> String {
    lang.pick(zh, en).to_owned()
}

fn texts(lang: Lang, zh: &str, en: &str) -> Vec<String> {
    lang.pick(zh, en).split('|').map(str::to_owned).collect()
}

fn bars(labels: Vec<String>, values: &[f64]) -> Vec<Bar> {
    labels
        .into_iter()
        .zip(values)
        .map(|(label, &value)| Bar::new(label, value))
        .collect()
}

fn channels(lang: Lang) -> Shape {
    let labels = texts(
        lang,
        "抖音信息流|微信朋友圈|小红书：种草|搜索（SEM）|线下门店|老客推荐",
        "Short video feed|Social feed|Influencers|Search (SEM)|Stores|Referral",
    );
    let mut bars = bars(labels, &[3862.0, 2954.0, 2210.0, 1735.0, 1204.0, 0.0]);
    bars[5].value = Datum::Suppressed(5);
    let value = Axis::new(lang.pick("新增客户", "New customers"), Format::Count)
        .unit(lang.pick("人", "persons"));
    let mut shape = Bars::new(lang.pick("渠道", "Channel"), value, bars);
    shape.references.push(Reference::new(
        2000.0,
        lang.pick("目标 2,000", "target 2,000"),
    ));
    Shape::Bars(shape)
}

fn campaigns(lang: Lang) -> Shape {
    let labels = texts(
        lang,
        "618 年中大促满 300 减 50 元|双十一预售定金膨胀活动|会员日专享双倍积分兑换|新客首单立减 20 元|微信社群拼团裂变|直播间限时秒杀（每周五晚）|沉睡客户短信唤醒|生日礼券",
        "Mid-year sale: 50 off 300|Singles' Day pre-sale deposit multiplier|Members' day with double points|20 off the first order|Group buying in chat communities|Friday night live-stream flash sale|Reactivation by text message|Birthday voucher",
    );
    let values = [
        4_862_300.0,
        7_310_000.0,
        1_950_400.0,
        1_204_000.0,
        880_250.0,
        2_405_000.0,
        -120_500.0,
        310_000.0,
    ];
    let value = Axis::new(lang.pick("净订单金额", "Net order value"), Format::Compact)
        .unit(lang.pick("元", "yuan"));
    Shape::Bars(Bars::new(
        lang.pick("活动", "Campaign"),
        value,
        bars(labels, &values),
    ))
}

fn affinity(lang: Lang) -> Shape {
    let labels = texts(
        lang,
        "母婴亲子|美妆护肤|健身运动|家居生活|数码科技|汽车|游戏电竞",
        "Parenting|Beauty|Fitness|Home|Electronics|Cars|Gaming",
    );
    let mut bars = bars(labels, &[186.0, 154.0, 121.0, 104.0, 88.0, 71.0, 52.0]);
    for (index, share) in [(0, "***"), (1, "***"), (2, "*"), (5, "**"), (6, "***")] {
        bars[index].note = Some(share.to_owned());
    }
    let value = Axis::new("TGI", Format::Count).unit(lang.pick("总体 = 100", "population = 100"));
    let mut shape = Bars::new(lang.pick("兴趣标签", "Interest"), value, bars);
    shape.baseline = 100.0;
    shape.direction = Direction::Lying;
    Shape::Bars(shape)
}

fn cities(lang: Lang, count: u32) -> Shape {
    let labels = (1..=count)
        .map(|i| format!("{} {i}", lang.pick("城市", "City")))
        .collect();
    let values: Vec<f64> = (1..=count)
        .map(|i| 9.8e6 / f64::from(i).powf(0.8))
        .collect();
    let value =
        Axis::new(lang.pick("销售额", "Sales"), Format::Compact).unit(lang.pick("元", "yuan"));
    Shape::Bars(Bars::new(
        lang.pick("城市", "City"),
        value,
        bars(labels, &values),
    ))
}

fn attribution(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "首次触点|末次触点|线性|马尔可夫",
        "First touch|Last touch|Linear|Markov",
    );
    let values = [
        [320.0, 210.0, 145.0, 90.0],
        [180.0, 295.0, 190.0, 100.0],
        [250.0, 240.0, 170.0, 105.0],
        [275.0, 232.0, 158.0, 100.0],
    ];
    Shape::GroupedBars(GroupedBars {
        category: text(lang, "渠道", "Channel"),
        categories: texts(lang, "抖音|微信|搜索|门店", "Video|Social|Search|Stores"),
        value: Axis::new(lang.pick("归因收入", "Attributed revenue"), Format::Count)
            .unit(lang.pick("万元", "10k yuan")),
        series: names
            .into_iter()
            .zip(values)
            .map(|(name, values)| Series::new(name, values))
            .collect(),
        direction: Direction::Auto,
        references: Vec::new(),
    })
}

fn costs(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "媒体投放|内容制作|人员|平台佣金|其他",
        "Media|Content|Staff|Commission|Other",
    );
    let values = [
        [120.0, 150.0, 98.0, 210.0],
        [46.0, 52.0, 38.0, 71.0],
        [60.0, 60.0, 62.0, 64.0],
        [33.0, 41.0, 29.0, 66.0],
        [8.0, 6.0, 9.0, 12.0],
    ];
    Shape::StackedBars(StackedBars {
        category: text(lang, "季度", "Quarter"),
        categories: texts(
            lang,
            "2024 Q1|2024 Q2|2024 Q3|2024 Q4",
            "2024 Q1|2024 Q2|2024 Q3|2024 Q4",
        ),
        value: Axis::new(lang.pick("费用", "Cost"), Format::Count)
            .unit(lang.pick("万元", "10k yuan")),
        series: names
            .into_iter()
            .zip(values)
            .map(|(name, values)| Series::new(name, values))
            .collect(),
        direction: Direction::Auto,
        whole: Whole::Sum,
    })
}

fn kano_mix(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "必备 M|期望 O|魅力 A|无差异 I|反向 R|可疑 Q",
        "Must-be M|One-dim. O|Attractive A|Indifferent I|Reverse R|Questionable Q",
    );
    let values = [
        [62.0, 30.0, 12.0, 8.0, 22.0, 15.0, 40.0],
        [20.0, 45.0, 25.0, 12.0, 30.0, 18.0, 28.0],
        [8.0, 12.0, 48.0, 20.0, 24.0, 31.0, 12.0],
        [7.0, 10.0, 12.0, 52.0, 20.0, 30.0, 15.0],
        [2.0, 2.0, 1.0, 6.0, 3.0, 4.0, 3.0],
        [1.0, 1.0, 2.0, 2.0, 1.0, 2.0, 2.0],
    ];
    Shape::StackedBars(StackedBars {
        category: text(lang, "功能", "Feature"),
        categories: texts(
            lang,
            "订单物流实时查询|七天无理由退货|会员积分兑换|商品 AR 试穿|个性化推荐首页|语音客服助手|发票一键开具",
            "Live parcel tracking|Seven-day returns|Points shop|Augmented reality fitting|Personal start page|Voice assistant|One-click invoice",
        ),
        value: Axis::new(
            lang.pick("受访者占比", "Share of respondents"),
            Format::Share(0),
        ),
        series: names
            .into_iter()
            .zip(values)
            .map(|(name, values)| Series::new(name, values))
            .collect(),
        direction: Direction::Auto,
        whole: Whole::Share,
    })
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

fn kano(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "物流查询|七天退货|积分兑换|AR 试穿|个性推荐|语音客服|一键发票|价格保护|极速退款|晒单社区|夜间配送|礼品包装",
        "Parcel tracking|Free returns|Points shop|AR fitting|Personal page|Voice help|Invoices|Price guard|Fast refunds|Community|Night delivery|Gift wrap",
    );
    let places = [
        (0.82, 0.28),
        (0.75, 0.57),
        (0.37, 0.73),
        (0.20, 0.32),
        (0.54, 0.54),
        (0.33, 0.49),
        (0.68, 0.40),
        (0.72, 0.61),
        (0.77, 0.60),
        (0.22, 0.35),
        (0.36, 0.70),
        (0.18, 0.61),
    ];
    Shape::Scatter(Scatter {
        x: Axis::new(
            lang.pick("|Worse| 不满意影响力", "|Worse|"),
            Format::Fixed(1),
        )
        .reaching(0.0, 1.0),
        y: Axis::new(lang.pick("Better 满意影响力", "Better"), Format::Fixed(1)).reaching(0.0, 1.0),
        dots: names
            .into_iter()
            .zip(places)
            .map(|(name, (x, y))| Dot::new(x, y).label(name))
            .collect(),
        groups: Vec::new(),
        bubbles: None,
        split: Some(Split {
            x: 0.5,
            y: 0.5,
            quadrants: [
                "魅力需求 A|Attractive",
                "期望需求 O|One-dimensional",
                "无差异需求 I|Indifferent",
                "必备需求 M|Must-be",
            ]
            .map(|pair| {
                text(
                    lang,
                    pair.split('|').next().unwrap_or(""),
                    pair.split('|').nth(1).unwrap_or(""),
                )
            }),
        }),
        references: Vec::new(),
    })
}

fn efficiency(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "抖音信息流|朋友圈广告|小红书种草|搜索广告|电商直通车|线下地推|短信|老客推荐",
        "Video feed|Social ads|Influencers|Search ads|Marketplace ads|Street teams|Text messages|Referral",
    );
    let values = [
        (62.0, 2.4, 420.0, 0),
        (75.0, 2.0, 310.0, 0),
        (88.0, 3.1, 150.0, 0),
        (54.0, 3.6, 260.0, 0),
        (71.0, 2.2, 380.0, 0),
        (132.0, 1.1, 90.0, 1),
        (21.0, 4.2, 25.0, 1),
        (16.0, 6.1, 40.0, 1),
    ];
    Shape::Scatter(Scatter {
        x: Axis::new("CPA", Format::Count)
            .unit(lang.pick("元/人", "yuan per customer"))
            .log(),
        y: Axis::new("ROAS", Format::Fixed(1)),
        dots: names
            .into_iter()
            .zip(values)
            .map(|(name, (x, y, size, group))| Dot::new(x, y).size(size).group(group).label(name))
            .collect(),
        groups: texts(lang, "线上付费|自有与线下", "Paid online|Own and offline"),
        bubbles: Some(Bubbles {
            title: text(lang, "费用（万元）", "cost (10k yuan)"),
            format: Format::Count,
        }),
        split: None,
        references: vec![Reference::new(
            2.5,
            lang.pick("盈亏线 1/毛利率 = 2.5", "break-even 1/margin = 2.5"),
        )],
    })
}

fn crowd(lang: Lang) -> Shape {
    // A linear congruential generator: the same points on every run.
    let mut state = 42_u64;
    let mut uniform = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut normal = || (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
    let mut dots = Vec::new();
    for (group, (x, y)) in [(1.2, 5.0), (2.3, 6.4), (3.0, 8.0)].into_iter().enumerate() {
        dots.extend((0..300).map(|_| {
            Dot::new((x + 0.35 * normal()).exp(), (y + 0.5 * normal()).exp()).group(group)
        }));
    }
    Shape::Scatter(Scatter {
        x: Axis::new(lang.pick("年消费次数", "Orders a year"), Format::Fixed(0))
            .unit(lang.pick("次", "orders"))
            .log(),
        y: Axis::new(lang.pick("年消费金额", "Spend a year"), Format::Compact)
            .unit(lang.pick("元", "yuan"))
            .log(),
        dots,
        groups: texts(
            lang,
            "低频尝鲜|稳定复购|高价值",
            "Occasional|Steady|High value",
        ),
        bubbles: None,
        split: None,
        references: Vec::new(),
    })
}

fn complaints(lang: Lang) -> Shape {
    let labels = texts(
        lang,
        "物流延迟|商品破损|客服响应慢|尺码不符|描述不符|退款慢|发错货|其他",
        "Late delivery|Damage|Slow service|Wrong size|Not as described|Slow refund|Wrong item|Other",
    );
    let value =
        Axis::new(lang.pick("投诉量", "Complaints"), Format::Count).unit(lang.pick("件", "cases"));
    Shape::Pareto(Pareto::new(
        lang.pick("原因", "Reason"),
        value,
        bars(labels, &[412.0, 268.0, 157.0, 96.0, 61.0, 44.0, 28.0, 19.0]),
    ))
}
