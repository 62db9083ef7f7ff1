//! A curve a channel.

use fourr_chart::{Datum, Format as Digits, Lines, Positions, Reference, Series, Shape};
use fourr_cost_benefit::response::{
    ChannelResponse, Curve, Fit, Form, FormChoice, ResponseSummary, Steady,
};

use super::{live::PARAMETERS, name};
use crate::{
    Block, Cell, Convention, Format, Id, Live, Method, Prose, Section, Span, Table,
    saying::{Saying, number, share},
};

/// Points of a curve.
const POINTS: u32 = 41;
/// Channels whose curves are drawn: those that spend most.
const SHOWN: usize = 6;

/// Method, parameters, and the curves.
pub(super) fn section(saying: &Saying<'_>, summary: &ResponseSummary) -> Section {
    let mut blocks: Vec<Block> = vec![
        saying
            .say(
                "曲线说的是过去花费与回报同时出现的样子，是相关，不是因果：季节、促销、其他渠道都会混在里面。按它移动预算之前，先小范围试验。",
                "The curves tell what spending and return looked like together in the past. That is association, no effect: seasons, promotions and other channels are mixed in. Try a small shift before a large one.",
                &[],
            )
            .into(),
        method(saying, summary).into(),
        table(saying, summary).into(),
        parameters(saying, summary).into(),
    ];
    let mut drawn: Vec<(&ChannelResponse, &Fit)> = summary
        .channels
        .iter()
        .filter_map(|channel| Some((channel, channel.fit.as_ref()?)))
        .collect();
    drawn.sort_by(|one, other| other.0.now.spend.total_cmp(&one.0.now.spend));
    for (place, (channel, fit)) in drawn.into_iter().take(SHOWN).enumerate() {
        blocks.push(curve(saying, summary, (place, channel, fit)));
    }
    let title = saying.text("各渠道的响应曲线", "Response curves");
    Section::new("response", title, blocks)
}

fn method(saying: &Saying<'_>, summary: &ResponseSummary) -> Method {
    let rules = &summary.parameters;
    let form = match rules.form {
        FormChoice::Best => saying.text(
            "三种形式中 AICc 最小者",
            "of three forms the one with the smallest AICc",
        ),
        FormChoice::Power => form(saying, Form::Power),
        FormChoice::Log => form(saying, Form::Log),
        FormChoice::Hill => form(saying, Form::Hill),
    };
    let yes = |steady: Steady| match steady {
        Steady::Estimated => saying.text("估计", "estimated"),
        Steady::None => saying.text("不考虑", "none"),
    };
    let convention = |zh: &str, en: &str, value: String| Convention {
        question: saying.text(zh, en),
        in_force: saying.say("{0}", "{0}", &[Span::plain(value)]),
    };
    Method {
        name: saying.text("饱和与滞后", "Saturation and carry-over"),
        words: vec![saying.say(
            "有效花费 = 本期花费 + 滞后比例 × 上期有效花费；回报 = 基础 + 曲线（有效花费）。曲线为幂函数 a·x^b、对数 a·ln(1 + x/c) 或希尔 a·x^s/(k^s + x^s)。区间由线性化误差得出。边际回报是长期每期多花一元带来的回报。",
            "Effective spend is a period's own plus the carried share of the period before; the return is a base plus a curve of it: a power a x^b, a logarithm a ln(1 + x/c), or Hill's a x^s/(k^s + x^s). Intervals are those of linear theory. The marginal return is what one more unit in every period brings.",
            &[],
        )],
        conventions: vec![
            convention("曲线形式", "Form", form),
            convention("没有花费时的回报", "Return without spending", yes(rules.base)),
            convention("滞后", "Carry-over", yes(rules.carry_over)),
            convention("置信水平", "Confidence", saying.lang.share(rules.confidence, 0)),
        ],
        sources: vec![
            "Broadbent (1979), One way TV advertisements work, Journal of the Market Research Society 21(3)".to_owned(),
            "Hurvich & Tsai (1989), Biometrika 76(2)".to_owned(),
        ],
        ..Method::default()
    }
}

fn form(saying: &Saying<'_>, form: Form) -> String {
    match form {
        Form::Power => saying.text("幂函数", "power"),
        Form::Log => saying.text("对数", "logarithm"),
        Form::Hill => saying.text("希尔", "Hill"),
    }
}

/// Where every channel stands.
pub(super) fn table(saying: &Saying<'_>, summary: &ResponseSummary) -> Table {
    let columns = vec![
        saying.column("渠道", "Channel", Format::Text),
        saying.column("期数", "Periods", Format::Count),
        saying.column("形式", "Form", Format::Text),
        saying.column("R²", "R squared", Format::Share),
        saying.column("每期花费", "Spend", Format::Money),
        saying.column("曲线回报", "Response", Format::Money),
        saying.column("平均回报", "Average return", Format::Number(3)),
        saying.column("边际回报", "Marginal return", Format::Number(3)),
    ];
    let optional = |value: Option<f64>, cell: fn(f64) -> Cell| value.map_or(Cell::Empty, cell);
    let rows = summary.channels.iter().map(|channel| {
        let fit = channel.fit.as_ref();
        let of = fit.map_or_else(
            || saying.text("无法拟合", "none"),
            |fit| form(saying, fit.response.curve.form()),
        );
        [
            Cell::Text(name(saying, &channel.channel)),
            Cell::Count(channel.periods as u64),
            Cell::Text(of),
            optional(fit.and_then(|fit| fit.r_squared), Cell::Share),
            Cell::Money(channel.now.spend),
            optional(channel.now.response, Cell::Money),
            optional(channel.now.average, Cell::Number),
            optional(channel.now.marginal, Cell::Number),
        ]
    });
    let caption = saying.text("各渠道现状", "Where the channels stand");
    Table::new("response-now", caption, columns)
        .with_rows(rows)
        .live(6, |_| Live::Here(5) / Live::Here(4))
        .read_from(|row, column| {
            let at = format!("/response/channels/{row}");
            let has_fit = summary.channels.get(row)?.fit.is_some();
            match column {
                1 => Some(format!("{at}/periods")),
                3 if has_fit => Some(format!("{at}/fit/r_squared")),
                4 => Some(format!("{at}/now/spend")),
                5 => Some(format!("{at}/now/response")),
                6 => Some(format!("{at}/now/average")),
                7 => Some(format!("{at}/now/marginal")),
                _ => None,
            }
        })
}

fn parameters(saying: &Saying<'_>, summary: &ResponseSummary) -> Table {
    let columns = vec![
        saying.column("渠道", "Channel", Format::Text),
        saying.column("参数", "Parameter", Format::Text),
        saying.column("估计", "Estimate", Format::Number(4)),
        saying.column("下限", "Low", Format::Number(4)),
        saying.column("上限", "High", Format::Number(4)),
    ];
    let rows = summary.channels.iter().flat_map(|channel| {
        let fitted = channel.fit.iter().flat_map(|fit| &fit.parameters);
        fitted.map(|parameter| {
            let end = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
            [
                Cell::Text(name(saying, &channel.channel)),
                Cell::from(parameter.name),
                Cell::Number(parameter.estimate),
                end(parameter.interval.map(|interval| interval.lower)),
                end(parameter.interval.map(|interval| interval.upper)),
            ]
        })
    });
    let caption = saying.text(
        "参数与置信区间（空白为数据不能确定）",
        "Parameters and intervals; blank where the data does not determine them",
    );
    let fitted = summary.channels.iter().enumerate();
    let places: Vec<(usize, usize)> = fitted
        .flat_map(|(channel, of)| {
            let count = of.fit.as_ref().map_or(0, |fit| fit.parameters.len());
            (0..count).map(move |parameter| (channel, parameter))
        })
        .collect();
    Table::new(PARAMETERS, caption, columns)
        .with_rows(rows)
        .read_from(|row, column| {
            let (channel, parameter) = places.get(row)?;
            let at = format!("/response/channels/{channel}/fit/parameters/{parameter}");
            let interval = summary.channels[*channel].fit.as_ref()?.parameters[*parameter].interval;
            match column {
                2 => Some(format!("{at}/estimate")),
                3 => interval.map(|_| format!("{at}/interval/lower")),
                4 => interval.map(|_| format!("{at}/interval/upper")),
                _ => None,
            }
        })
}

/// What a spend kept up brings: solid where the data has seen such spends, dashed beyond.
fn curve(
    saying: &Saying<'_>,
    summary: &ResponseSummary,
    (place, channel, fit): (usize, &ChannelResponse, &Fit),
) -> Block {
    let best = summary.plan.as_ref().and_then(|plan| {
        let places = &plan.best.channels;
        places.iter().find(|place| place.name == channel.channel)
    });
    let seen = fit.largest_spend;
    let most = best.map_or(seen, |best| best.spend).max(seen) * 1.15;
    let step = most / f64::from(POINTS - 1);
    let mut positions: Vec<f64> = (0..POINTS).map(|point| f64::from(point) * step).collect();
    // The two lines meet where the data ends.
    let meet = positions.partition_point(|spend| *spend < seen);
    positions.insert(meet, seen);
    let value = |spend: f64| fit.response.value(spend);
    let line = |shown: fn(f64, f64) -> bool| -> Vec<Datum> {
        let datum = |spend: &f64| Datum::from(shown(*spend, seen).then(|| value(*spend)));
        positions.iter().map(datum).collect()
    };
    let series = vec![
        Series {
            name: saying.text("数据范围内", "within the data"),
            values: line(|spend, seen| spend <= seen),
        },
        Series {
            name: saying.text("超出数据", "beyond the data"),
            values: line(|spend, seen| spend >= seen),
        },
    ];
    let mut markers = vec![Reference::new(
        channel.now.spend,
        saying.text("现在", "now"),
    )];
    markers.extend(best.map(|best| Reference::new(best.spend, saying.text("最优", "optimal"))));
    let shape = Shape::Lines(Lines {
        x: saying.axis("每期花费", "Spend of a period", Digits::Compact),
        y: saying.axis(
            "每期回报（不含基础）",
            "Return of a period above the base",
            Digits::Compact,
        ),
        positions: Positions::Numbers(positions),
        series,
        references: Vec::new(),
        markers,
    });
    let called = name(saying, &channel.channel);
    let reading = reading(saying, channel, fit);
    let formula = formula(&fit.response.curve);
    let title = match saying.lang {
        fourr_locale::Lang::Zh => format!("{called}的响应曲线（{formula}）"),
        fourr_locale::Lang::En => format!("Response of {called} ({formula})"),
    };
    saying.chart(
        Id::numbered("response-curve", place + 1),
        title,
        (shape, reading),
    )
}

/// What a curve says of its channel.
fn reading(saying: &Saying<'_>, channel: &ChannelResponse, fit: &Fit) -> Prose {
    let called = name(saying, &channel.channel);
    match (channel.now.marginal, fit.r_squared) {
        (Some(marginal), Some(explained)) => saying.say(
            "{0}：现在再多花一元，每期多带来 {1} 元；曲线解释了 {2} 的波动。",
            "{0}: the next unit brings {1} a period now; the curve explains {2} of the variance.",
            &[Span::plain(called), number(marginal, 3), share(explained)],
        ),
        _ => saying.say(
            "{0} 的响应曲线。",
            "The response of {0}.",
            &[Span::plain(called)],
        ),
    }
}

/// A curve in numbers, of effective spend x.
fn formula(curve: &Curve) -> String {
    match *curve {
        Curve::Power { a, b } => format!("{} x^{b:.3}", short(a)),
        Curve::Log { a, c } => format!("{} ln(1 + x/{})", short(a), short(c)),
        Curve::Hill { a, k, s } => {
            format!("{} x^{s:.2}/({}^{s:.2} + x^{s:.2})", short(a), short(k))
        }
    }
}

/// Three or four digits.
fn short(value: f64) -> String {
    if value >= 100.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}")
    }
}
