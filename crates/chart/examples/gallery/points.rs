//! Scatter and bubble plots.

use fourr_chart::{
    Axis, Bubbles, Chart, Dot, Format, OtherSplit, Reference, Scatter, Shape, Split, Spread,
};
use fourr_locale::Lang;

use crate::{chart, text, texts};

pub(crate) fn charts(lang: Lang) -> Vec<(&'static str, Chart)> {
    vec![
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
    ]
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
    let ellipse = Spread::Ellipse {
        x: 0.09,
        y: 0.08,
        correlation: -0.3,
    };
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
            .map(|(name, (x, y))| Dot::new(x, y).label(name).spread(ellipse))
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
            other: Some(means(lang)),
        }),
        references: Vec::new(),
    })
}

/// Where the lines of the KANO matrix would stand at the means.
fn means(lang: Lang) -> OtherSplit {
    OtherSplit {
        x: 0.42,
        y: 0.53,
        name: text(lang, "均值分界线", "Lines at the means"),
        moved: text(lang, "换分界线则改变类别", "Another class with those lines"),
    }
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
