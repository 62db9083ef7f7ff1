//! Bars: single, grouped, stacked, and sorted as a Pareto chart.

use fourr_chart::{
    Axis, Bar, Bars, Chart, Datum, Direction, Format, GroupedBars, Pareto, Reference, Series,
    Shape, StackedBars, Whole,
};
use fourr_locale::Lang;

use crate::{chart, text, texts};

/// One bar a category.
pub(crate) fn single(lang: Lang) -> Vec<(&'static str, Chart)> {
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

/// Several bars or parts a category.
pub(crate) fn several(lang: Lang) -> Vec<(&'static str, Chart)> {
    vec![
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
    ]
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

fn bars(labels: Vec<String>, values: &[f64]) -> Vec<Bar> {
    labels
        .into_iter()
        .zip(values)
        .map(|(label, &value)| Bar::new(label, value))
        .collect()
}
