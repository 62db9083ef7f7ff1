//! Charts of the sample.

use fourr_chart::{Axis, Bar, Bars, Caption, Chart, Datum, Format, HeatMap, Ramp, Series, Shape};
use fourr_locale::Lang;
use fourr_report::{Cell, ChartBlock, Prose};

use super::table::SEGMENTS;

/// The amount of every segment; the smallest is withheld.
pub(crate) fn amounts(lang: Lang) -> ChartBlock {
    let reading = lang.pick(
        "金额高度集中：前两类客户合计贡献 {0}，后四类合计不到 {1}。",
        "The amount is concentrated: the first two segments bring {0}, the last four less than {1}.",
    );
    let bars = SEGMENTS.map(|(zh, en, count, amount, _)| {
        let amount = if count < 5 {
            Datum::Suppressed(5)
        } else {
            Datum::Value(amount)
        };
        Bar::new(lang.pick(zh, en), amount)
    });
    let value = Axis::new(lang.pick("消费金额", "Amount"), Format::Compact);
    let value = value.unit(lang.pick("元", "yuan"));
    let shape = Bars::new(lang.pick("客户类型", "Segment"), value, bars.to_vec());
    let title = lang.pick("各类客户的消费金额", "Amount by segment");
    ChartBlock {
        id: "segment-amounts".into(),
        chart: Chart {
            caption: caption(title, lang),
            shape: Shape::Bars(shape),
        },
        reading: Prose::fill(
            reading,
            &[Cell::Share(0.8031).into(), Cell::Share(0.09).into()],
        ),
        live: Vec::new(),
    }
}

/// Customers by R and F score.
pub(crate) fn scores(lang: Lang) -> ChartBlock {
    let reading = lang.pick(
        "越往右上，客户越近越勤；左下角的 {0} 位已很久没有消费。",
        "Customers get fresher to the right and more frequent to the top; the {0} at the lower left have not bought for long.",
    );
    let row = |f: u64| {
        let counts = (1..=5).map(|r| (r * f * 13 + 350 / (r + f)) as f64);
        Series::new(format!("F{f}"), counts)
    };
    let shape = HeatMap {
        column: lang.pick("R 分", "R score").to_owned(),
        columns: (1..=5).map(|r| format!("R{r}")).collect(),
        row: lang.pick("F 分", "F score").to_owned(),
        rows: (1..=5).rev().map(row).collect(),
        value: Axis::new(lang.pick("客户数", "Customers"), Format::Count),
        ramp: Ramp::Sequential,
    };
    let title = lang.pick("R 分与 F 分的客户分布", "Customers by R and F score");
    ChartBlock {
        id: "score-map".into(),
        chart: Chart {
            caption: caption(title, lang),
            shape: Shape::HeatMap(shape),
        },
        reading: Prose::fill(reading, &[Cell::Count(188).into()]),
        live: Vec::new(),
    }
}

fn caption(title: &str, lang: Lang) -> Caption {
    let subtitle = lang.pick(
        "全部会员，2024 年，n = 4,338",
        "All members, 2024, n = 4,338",
    );
    let source = lang.pick("来源：orders.csv", "Source: orders.csv");
    Caption {
        title: title.to_owned(),
        subtitle: Some(subtitle.to_owned()),
        source: Some(source.to_owned()),
    }
}
