//! Funnels, waterfalls and tornado charts.

use fourr_chart::{
    Axis, Chart, Format, Funnel, FunnelStep, Outcome, Shape, Tornado, TornadoBar, Waterfall,
    WaterfallStep,
};
use fourr_locale::Lang;

use crate::{chart, text, texts};

pub(crate) fn charts(lang: Lang) -> Vec<(&'static str, Chart)> {
    vec![
        (
            "funnel",
            chart(lang, "投放转化漏斗", "Conversion funnel", conversion(lang)),
        ),
        (
            "waterfall",
            chart(lang, "从收入到利润", "From revenue to profit", profit(lang)),
        ),
        (
            "tornado",
            chart(
                lang,
                "利润对各因素的敏感性（±20%）",
                "Sensitivity of the profit (±20%)",
                sensitivity(lang),
            ),
        ),
    ]
}

fn conversion(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "曝光|点击|加入购物车|提交订单|支付成功|加入会员",
        "Impressions|Clicks|Added to cart|Orders placed|Orders paid|Joined the club",
    );
    let values = [120_000.0, 48_000.0, 9_600.0, 4_800.0, 4_320.0, 0.0];
    let steps = names.into_iter().zip(values);
    Shape::Funnel(Funnel {
        value: Axis::new(lang.pick("用户数", "Users"), Format::Count)
            .unit(lang.pick("人", "persons")),
        steps: steps
            .map(|(name, value)| FunnelStep::new(name, value))
            .collect(),
    })
}

fn profit(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "销售收入|商品成本|媒体费用|平台佣金|平台返利|人员费用|活动利润",
        "Revenue|Cost of goods|Media|Commission|Rebate|Staff|Profit",
    );
    let amounts = [486.0, -262.0, -118.5, -41.0, 12.5, -96.0, -19.0];
    let steps = names.into_iter().zip(amounts).enumerate();
    let steps = steps.map(|(index, (name, amount))| match index {
        0 | 6 => WaterfallStep::total(name, amount),
        _ => WaterfallStep::change(name, amount),
    });
    let value = Axis::new(lang.pick("金额", "Amount"), Format::Fixed(1))
        .unit(lang.pick("万元", "10k yuan"));
    let item = text(lang, "项目", "Item");
    Shape::Waterfall(Waterfall::new(item, value, steps.collect()))
}

fn sensitivity(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "转化率|客单价|访问量|毛利率|投放费用|退货率",
        "Conversion rate|Order value|Visits|Margin|Cost|Return rate",
    );
    let cases = [
        ("1.6%", 4_000.0, "2.4%", 36_000.0),
        ("160", 4_000.0, "240", 36_000.0),
        ("40,000", 4_000.0, "60,000", 36_000.0),
        ("32%", 4_000.0, "48%", 36_000.0),
        ("48,000", 32_000.0, "72,000", 8_000.0),
        ("4%", 22_500.0, "12%", 21_000.0),
    ];
    let bars = names.into_iter().zip(cases);
    let bars = bars.map(|(name, (low, at_low, high, at_high))| {
        TornadoBar::new(name, Outcome::new(low, at_low), Outcome::new(high, at_high))
    });
    Shape::Tornado(Tornado {
        driver: text(lang, "因素", "Driver"),
        value: Axis::new(lang.pick("利润", "Profit"), Format::Count).unit(lang.pick("元", "yuan")),
        base: 20_000.0,
        bars: bars.collect(),
    })
}
