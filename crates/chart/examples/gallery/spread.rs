//! Box plots and histograms with fitted curves.

use fourr_chart::{
    Axis, Bins, BoxGroup, BoxPlot, Chart, Direction, Fit, FittedHistogram, FiveNumbers, Format,
    Reference, Shape,
};
use fourr_locale::Lang;

use crate::{chart, texts};

pub(crate) fn charts(lang: Lang) -> Vec<(&'static str, Chart)> {
    vec![
        (
            "box-plot",
            chart(lang, "各地区客单价分布", "Spend by region", regions(lang)),
        ),
        (
            "box-plot-lying",
            chart(
                lang,
                "各活动人群的消费金额分布（对数刻度）",
                "Spend by campaign audience",
                audiences(lang),
            ),
        ),
        (
            "histogram-fit-names",
            chart(
                lang,
                "复购次数：实际与 BG/NBD 拟合",
                "Repeat purchases: actual and BG/NBD",
                repeats(lang),
            ),
        ),
        (
            "histogram-fit-curve",
            chart(
                lang,
                "人均复购金额：实际与 Gamma-Gamma 拟合",
                "Mean repeat spend: actual and Gamma-Gamma",
                spend(lang),
            ),
        ),
    ]
}

fn numbers(numbers: [f64; 5]) -> FiveNumbers {
    let [low_whisker, q1, median, q3, high_whisker] = numbers;
    FiveNumbers {
        low_whisker,
        q1,
        median,
        q3,
        high_whisker,
    }
}

fn regions(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "华东|华南|华北|西南|东北",
        "East|South|North|South-west|North-east",
    );
    let boxes = [
        (3204, [8.0, 62.0, 118.0, 196.0, 390.0], 141.0),
        (2871, [5.0, 55.0, 104.0, 171.0, 340.0], 122.5),
        (1950, [12.0, 70.0, 131.0, 204.0, 398.0], 149.2),
        (412, [9.0, 41.0, 77.0, 120.0, 233.0], 92.0),
        (86, [15.0, 38.0, 60.0, 92.0, 160.0], 71.4),
    ];
    let groups = names.into_iter().zip(boxes);
    let mut groups: Vec<BoxGroup> = groups
        .map(|(name, (count, five, mean))| BoxGroup::new(name, count, numbers(five)).mean(mean))
        .collect();
    groups[0].outliers = vec![402.0, 431.0, 455.0, 520.0, 640.0];
    groups[0].unlisted = 37;
    groups[1].outliers = vec![352.0, 377.0, 410.0];
    groups[3].outliers = vec![251.0, 260.0, 274.0, 333.0];
    let value = Axis::new(lang.pick("客单价", "Spend per order"), Format::Count)
        .unit(lang.pick("元", "yuan"));
    let mut shape = BoxPlot::new(lang.pick("地区", "Region"), value, groups);
    shape.references = vec![Reference::new(110.0, lang.pick("总体中位数", "overall"))];
    Shape::BoxPlot(shape)
}

fn audiences(lang: Lang) -> Shape {
    let names = texts(
        lang,
        "618 年中大促满 300 减 50 元领券人群|双十一预售定金膨胀参与者|会员日专享双倍积分兑换会员|新客首单立减 20 元|沉睡客户短信唤醒|未触达",
        "Voucher holders of the mid-year sale|Singles' Day pre-sale buyers|Members' day point collectors|First-order discount|Reactivated by text message|Not reached",
    );
    let boxes = [
        (12_804, [22.0, 310.0, 880.0, 2_410.0, 9_800.0]),
        (8_121, [40.0, 420.0, 1_150.0, 3_020.0, 11_900.0]),
        (5_402, [15.0, 260.0, 720.0, 1_980.0, 8_300.0]),
        (2_230, [9.0, 48.0, 96.0, 180.0, 590.0]),
        (640, [12.0, 80.0, 190.0, 420.0, 1_300.0]),
    ];
    let groups = names.iter().zip(boxes);
    let mut groups: Vec<BoxGroup> = groups
        .map(|(name, (count, five))| BoxGroup::new(name.as_str(), count, numbers(five)))
        .collect();
    groups[0] = groups[0]
        .clone()
        .mean(1_902.0)
        .beyond(vec![12_400.0, 15_800.0, 22_300.0, 48_000.0], 211);
    groups[3] = groups[3].clone().mean(143.0).beyond(vec![1.5, 820.0], 0);
    groups.push(BoxGroup::empty(names[5].as_str()));
    let value = Axis::new(lang.pick("年消费金额", "Spend a year"), Format::Compact)
        .unit(lang.pick("元", "yuan"))
        .log();
    let mut shape = BoxPlot::new(lang.pick("人群", "Audience"), value, groups);
    shape.direction = Direction::Lying;
    Shape::BoxPlot(shape)
}

fn repeats(lang: Lang) -> Shape {
    Shape::FittedHistogram(FittedHistogram {
        x: Axis::new(
            lang.pick("校准期复购次数", "Repeat purchases in the calibration"),
            Format::Count,
        ),
        y: Axis::new(lang.pick("客户数", "Customers"), Format::Count)
            .unit(lang.pick("人", "persons")),
        bins: Bins::Names(
            ["0", "1", "2", "3", "4", "5", "6", "7+"]
                .map(str::to_owned)
                .to_vec(),
        ),
        counts: vec![1411, 439, 214, 100, 62, 38, 29, 64],
        fits: vec![
            Fit::counts(
                "BG/NBD",
                vec![1429.5, 424.7, 208.6, 117.4, 70.5, 43.8, 27.8, 34.7],
            ),
            Fit::counts(
                "Pareto/NBD",
                vec![1430.2, 415.1, 206.3, 115.2, 70.4, 45.9, 28.9, 45.0],
            ),
        ],
        markers: Vec::new(),
    })
}

fn spend(lang: Lang) -> Shape {
    let density = |x: f64| 1.05e4 * (x / 22.0).powf(2.2) * (-x / 9.6).exp() / 70.0;
    let observed = (0..24)
        .map(|bin| density(f64::from(bin) * 5.0 + 2.5) * if bin % 3 == 0 { 1.12 } else { 0.95 });
    Shape::FittedHistogram(FittedHistogram {
        x: Axis::new(
            lang.pick("人均复购金额", "Mean repeat spend"),
            Format::Count,
        )
        .unit(lang.pick("元", "yuan")),
        y: Axis::new(lang.pick("客户数", "Customers"), Format::Count)
            .unit(lang.pick("人", "persons")),
        bins: Bins::Edges((0..=24).map(|edge| f64::from(edge) * 5.0).collect()),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "small counts above zero"
        )]
        counts: observed.map(|count| count as u64).collect(),
        fits: vec![Fit::points(
            "Gamma-Gamma",
            (0..=120)
                .map(|x| [f64::from(x), density(f64::from(x))])
                .collect(),
        )],
        markers: vec![Reference::new(
            30.7,
            lang.pick("模型均值 30.7 元", "mean of the model 30.7 yuan"),
        )],
    })
}
