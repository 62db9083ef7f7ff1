//! The section on Better and Worse, and the quadrant.

use fourr_chart::{
    Axis, Dot, Format as Digits, OtherSplit, Scatter, Shape, Split as Lines, Spread,
};
use fourr_kano::{Category, Coefficient, Coefficients, Cuts, FeatureSummary, Split};

use super::{categories::column_of, names, subject::Subject};
use crate::{
    Block, Cell, Convention, Format, Formula, Live, Math, Method, Row, Section, Span, Table,
};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut blocks = vec![Block::Method(method(subject)), Block::Table(table(subject))];
    blocks.extend(subject.summary.cuts().map(|cuts| quadrant(subject, cuts)));
    let title = subject.text("Better–Worse 系数", "Better and Worse");
    Section::new("coefficients", title, blocks)
}

fn method(subject: &Subject<'_>) -> Method {
    let [m, o, a, i] = ["M", "O", "A", "I"].map(Math::symbol);
    let base = || a.clone() + o.clone() + m.clone() + i.clone();
    let better = Math::symbol("Better").equals((a.clone() + o.clone()) / base());
    let worse = Math::symbol("Worse").equals(
        Math::value(-1.0, Format::Count)
            .with(crate::Operator::Times, (o.clone() + m.clone()) / base()),
    );
    let kano = &subject.summary.parameters;
    let words = subject.say(
        "Better（满意影响力）是具备该功能时满意度提升的人的比例，Worse（不满意影响力）是不具备时满意度下降的人的比例，取负号。R 与 Q 不进入分母。区间为 {0} 次自助法的 {1} 百分位区间（种子 {2}）：按 M、O、A、I 的份额重抽相同人数。",
        "Better is the share of people whom the feature satisfies, Worse, negative, the share whom its absence dissatisfies. R and Q are not in the denominator. Intervals are percentile intervals at {1} over {0} bootstrap replicates (seed {2}): as many people drawn anew from the shares of M, O, A and I.",
        &[
            Cell::Count(u64::from(kano.bootstrap)).into(),
            Cell::Share(kano.confidence).into(),
            Cell::Count(kano.seed).into(),
        ],
    );
    Method {
        name: subject.text("Timko 系数", "Timko's coefficients"),
        words: vec![words],
        formulas: vec![Formula::new(better), Formula::new(worse)],
        conventions: vec![Convention {
            question: subject.text("象限分界", "Split of the quadrant"),
            in_force: match kano.split {
                Split::Fixed => subject.say("0.5 与 0.5", "0.5 and 0.5", &[]),
                Split::Mean => subject.say("各功能的均值", "the means of the features", &[]),
            },
        }],
        sources: vec!["Timko in Berger et al. (1993), CQM Journal 2(4)".to_owned()],
    }
}

fn bounds(of: &Coefficient) -> [Cell; 2] {
    of.interval.map_or([Cell::Empty, Cell::Empty], |interval| {
        interval.map(Cell::Number)
    })
}

fn table(subject: &Subject<'_>) -> Table {
    let number = Format::Number(4);
    let columns = vec![
        subject.column("功能", "Feature", Format::Text),
        subject.column("Better", "Better", number),
        subject.column("Worse", "Worse", number),
        subject.column("Better 下限", "Better from", number),
        subject.column("Better 上限", "Better to", number),
        subject.column("Worse 下限", "Worse from", number),
        subject.column("Worse 上限", "Worse to", number),
        subject.column("平均满意度系数", "Average satisfaction", number),
        subject.column("象限（0.5）", "Quadrant (0.5)", Format::Text),
        subject.column("象限（均值）", "Quadrant (mean)", Format::Text),
    ];
    let quadrant =
        |of: Option<Category>| Cell::from(of.map(|of| names::lettered(of, subject.lang)));
    let row = |feature: &FeatureSummary| {
        let figure =
            |value: fn(&Coefficients) -> f64| Cell::from(feature.coefficients.as_ref().map(value));
        let [better_low, better_high] = feature
            .coefficients
            .as_ref()
            .map_or([Cell::Empty, Cell::Empty], |c| bounds(&c.better));
        let [worse_low, worse_high] = feature
            .coefficients
            .as_ref()
            .map_or([Cell::Empty, Cell::Empty], |c| bounds(&c.worse));
        [
            Cell::from(feature.feature.as_str()),
            figure(|c| c.better.value),
            figure(|c| c.worse.value),
            better_low,
            better_high,
            worse_low,
            worse_high,
            figure(|c| c.average_satisfaction),
            quadrant(feature.quadrant_fixed),
            quadrant(feature.quadrant_mean),
        ]
    };
    let caption = subject.text("Better 与 Worse", "Better and Worse");
    let table =
        Table::new("coefficients", caption, columns).with_rows(subject.features().iter().map(row));
    let defined = subject
        .features()
        .iter()
        .enumerate()
        .filter(|(_, feature)| feature.coefficients.is_some());
    defined
        .fold(table, |table, (row, _)| following(table, row))
        .read_from(pointer)
}

/// The figures of a row as they follow from the table of counts.
fn following(table: Table, row: usize) -> Table {
    let count = |category| Live::cell("categories", Row::At(row), column_of(category));
    let [m, o, a, i] = [
        Category::MustBe,
        Category::OneDimensional,
        Category::Attractive,
        Category::Indifferent,
    ]
    .map(count);
    let base = a.clone() + o.clone() + m.clone() + i;
    let better = (a + o.clone()) / base.clone();
    let worse = Live::Number(0.0) - (o + m) / base;
    let average = (Live::Here(1) - Live::Here(2)) / Live::Number(2.0);
    table
        .live_at(Row::At(row), 1, better)
        .live_at(Row::At(row), 2, worse)
        .live_at(Row::At(row), 7, average)
}

fn pointer(row: usize, column: usize) -> Option<String> {
    let of = |key: &str| Some(format!("/features/{row}/coefficients/{key}"));
    match column {
        0 => Some(format!("/features/{row}/feature")),
        1 => of("better/value"),
        2 => of("worse/value"),
        3 => of("better/interval/0"),
        4 => of("better/interval/1"),
        5 => of("worse/interval/0"),
        6 => of("worse/interval/1"),
        7 => of("average_satisfaction"),
        _ => None,
    }
}

fn quadrant(subject: &Subject<'_>, cuts: Cuts) -> Block {
    let lang = subject.lang;
    let kano = &subject.summary.parameters;
    // The radius of a region of two coordinates: the quantile of chi-squared with 2 degrees of freedom is -2 ln(1 - c).
    let radius = (-2.0 * (1.0 - kano.confidence).ln()).sqrt();
    let dots = subject.features().iter().filter_map(|feature| {
        let of = feature.coefficients.as_ref()?;
        let ellipse = Spread::Ellipse {
            x: of.worse.se * radius,
            y: of.better.se * radius,
            correlation: of.correlation.unwrap_or(0.0),
        };
        Some(
            Dot::new(-of.worse.value, of.better.value)
                .label(feature.feature.as_str())
                .spread(ellipse),
        )
    });
    let other = other_split(subject);
    let corners = [
        Category::Attractive,
        Category::OneDimensional,
        Category::Indifferent,
        Category::MustBe,
    ];
    let shape = Shape::Scatter(Scatter {
        x: Axis::new("|Worse|", Digits::Fixed(2)).reaching(0.0, 1.0),
        y: Axis::new("Better", Digits::Fixed(2)).reaching(0.0, 1.0),
        dots: dots.collect(),
        groups: Vec::new(),
        bubbles: None,
        split: Some(Lines {
            x: cuts.worse,
            y: cuts.better,
            quadrants: corners.map(|category| names::lettered(category, lang)),
            other,
        }),
        references: Vec::new(),
    });
    let reading = quadrant_reading(subject);
    let title = subject.text("Better–Worse 四象限图", "Better–Worse quadrant");
    let method = subject.text("Timko 系数", "Timko's coefficients");
    subject.chart("quadrant", title, &method, (shape, reading))
}

/// The lines of the split that is not in force.
fn other_split(subject: &Subject<'_>) -> Option<OtherSplit> {
    let (other, name) = match subject.summary.parameters.split {
        Split::Fixed => (
            subject.summary.mean_cuts?,
            subject.text("均值分界", "Split at the means"),
        ),
        Split::Mean => {
            let halves = Cuts {
                better: 0.5,
                worse: 0.5,
            };
            (halves, subject.text("0.5 分界", "Split at 0.5"))
        }
    };
    Some(OtherSplit {
        x: other.worse,
        y: other.better,
        name,
        moved: subject.text("换分界后改变象限", "In another quadrant there"),
    })
}

/// Which features lie in another quadrant under the other split.
fn quadrant_reading(subject: &Subject<'_>) -> crate::Prose {
    let confidence = subject.summary.parameters.confidence;
    let moved: Vec<&str> = subject
        .features()
        .iter()
        .filter(|feature| feature.changes_quadrant())
        .map(|feature| feature.feature.as_str())
        .collect();
    if moved.is_empty() {
        subject.say(
            "椭圆为 {0} 置信区域。两种分界下各功能的象限相同。",
            "Ellipses are confidence regions at {0}. Every feature lies in the same quadrant under both splits.",
            &[Cell::Share(confidence).into()],
        )
    } else {
        subject.say(
            "椭圆为 {0} 置信区域。换一种分界会改变象限的功能：{1}。",
            "Ellipses are confidence regions at {0}. In another quadrant under the other split: {1}.",
            &[Cell::Share(confidence).into(), Span::plain(subject.list(moved))],
        )
    }
}
