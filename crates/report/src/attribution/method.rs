//! How credits are shared out.

use fourr_cost_benefit::attribution::{
    AttributionSummary, Counted, Method as Found, Repeats, ShapleyWorth, TouchShape,
};

use crate::{
    Convention, Method, Prose, Span,
    saying::{Saying, count, number},
};

/// The models in words, with every convention in force.
pub(super) fn method(saying: &Saying<'_>, summary: &AttributionSummary) -> Method {
    Method {
        name: saying.text("归因模型", "Models of attribution"),
        words: vec![
            saying.say(
                "首次、末次：全部功劳给第一个或最后一个触点；末次非直接：给最后一个不是直接访问的触点；线性：平均分；位置：按首、中、末的比例分；时间衰减：离转化越近越多。",
                "First and last: all to the first or the last touch; last non-direct: to the last touch that is not the direct channel; linear: equal parts; position: fixed parts to first, middle and last; time decay: the nearer the conversion, the more.",
                &[],
            ),
            saying.say(
                "马尔可夫：把路径看成渠道之间的转移链，解线性方程得到转化概率（不模拟）；移除一个渠道后转化概率减少的比例是其移除效应，按移除效应分功劳。沙普利：渠道以各种先后加入时的平均贡献。",
                "Markov: journeys are a chain of steps between channels whose conversion probability is solved, not simulated; what it loses when a channel is taken out is the removal effect, and credit follows these. Shapley: the mean of what a channel adds over all orders of joining.",
                &[],
            ),
        ],
        conventions: conventions(saying, summary),
        sources: vec![
            "Anderl, Becker, von Wangenheim & Schumann (2016), International Journal of Research in Marketing 33(3)".to_owned(),
            "Shapley (1953), A value for n-person games".to_owned(),
        ],
        ..Method::default()
    }
}

fn conventions(saying: &Saying<'_>, summary: &AttributionSummary) -> Vec<Convention> {
    let rules = &summary.parameters;
    let mut conventions = of_models(saying, summary);
    conventions.push(of(
        saying,
        ["同一渠道的连续触点", "Touches of one channel in a row"],
        match rules.repeats {
            Repeats::Keep => saying.say("各算一个触点", "each is a touch", &[]),
            Repeats::Collapse => {
                saying.say("合并为一个（最后一个）", "they are one, the last", &[])
            }
        },
    ));
    if summary.shape == TouchShape::Log {
        conventions.push(of(
            saying,
            ["一个人的多次转化", "Several conversions of a person"],
            match rules.counted_conversions {
                Counted::Each => saying.say(
                    "每次转化结束一条路径，之后重新开始",
                    "each ends a journey, the next begins after it",
                    &[],
                ),
                Counted::First => saying.say("只算第一次", "the first alone counts", &[]),
            },
        ));
    }
    if summary.shape != TouchShape::Counted {
        conventions.push(of(
            saying,
            ["回溯期", "Lookback"],
            saying.say(
                "转化前 {0} 天；未转化者的触点全部保留",
                "{0} days before a conversion; of people without one all touches count",
                &[number(rules.lookback_days, 0)],
            ),
        ));
    }
    conventions
}

/// The conventions of the models.
fn of_models(saying: &Saying<'_>, summary: &AttributionSummary) -> Vec<Convention> {
    let rules = &summary.parameters;
    vec![
        of(
            saying,
            ["一行是什么", "What a row is"],
            shape(saying, summary),
        ),
        of(
            saying,
            ["直接渠道", "The direct channel"],
            match &summary.direct_channel {
                Some(name) => saying.say("{0}", "{0}", &[Span::plain(name.clone())]),
                None => saying.say(
                    "没有；末次非直接即末次",
                    "there is none: last non-direct is last",
                    &[],
                ),
            },
        ),
        of(
            saying,
            ["首、中、末的比例", "Parts of first, middle and last"],
            {
                let parts: Vec<Span> = rules
                    .position_weights
                    .iter()
                    .map(|part| number(*part, 2))
                    .collect();
                saying.say(
                    "{0}、{1}、{2}；两个触点时只按首末分",
                    "{0}, {1}, {2}; of two touches first and last share alone",
                    &parts,
                )
            },
        ),
        of(
            saying,
            ["半衰期", "Half-life"],
            saying.say("{0} 天", "{0} days", &[number(rules.half_life_days, 1)]),
        ),
        of(
            saying,
            ["马尔可夫链的阶数", "Order of the chain"],
            saying.say(
                "{0}；同一渠道的连续转移保留",
                "{0}; steps from a channel to itself stay",
                &[count(rules.markov_order.into())],
            ),
        ),
        of(
            saying,
            ["沙普利值的特征函数", "What a set of channels is worth"],
            worth(saying, summary),
        ),
    ]
}

fn of(saying: &Saying<'_>, [zh, en]: [&str; 2], in_force: Prose) -> Convention {
    Convention {
        question: saying.text(zh, en),
        in_force,
    }
}

fn shape(saying: &Saying<'_>, summary: &AttributionSummary) -> Prose {
    match summary.shape {
        TouchShape::Counted => saying.say(
            "一条完整路径及其次数",
            "a whole journey with its counts",
            &[],
        ),
        TouchShape::Journeys => saying.say(
            "路径中的一个触点，是否转化说的是整条路径",
            "a touch of a journey; whether it converted speaks of the journey",
            &[],
        ),
        TouchShape::Log => saying.say(
            "一个人的一次事件，标明转化的行就是转化的时刻",
            "an event of a person; a row that says so is the moment of a conversion",
            &[],
        ),
    }
}

fn worth(saying: &Saying<'_>, summary: &AttributionSummary) -> Prose {
    let of = match summary.parameters.shapley_worth {
        ShapleyWorth::Conversions => saying.text(
            "只经过这些渠道的路径的转化数",
            "conversions of journeys that need no other channel",
        ),
        ShapleyWorth::Rate => saying.text(
            "只经过这些渠道的路径的转化率",
            "conversion rate of journeys that need no other channel",
        ),
    };
    let how = match summary.shapley.method {
        Found::EqualSplit => saying.text(
            "精确（等于在路径的不同渠道间平分）",
            "exact: an equal split among the distinct channels of a journey",
        ),
        Found::Enumerated { sets } => saying
            .text("精确，枚举 {} 个集合", "exact, over {} sets")
            .replace("{}", &saying.lang.count(sets)),
        Found::Sampled { permutations, .. } => saying
            .text(
                "抽样 {} 个次序，附标准误",
                "{} orders drawn, with standard errors",
            )
            .replace("{}", &saying.lang.count(permutations.into())),
    };
    saying.say("{0}；{1}", "{0}; {1}", &[Span::plain(of), Span::plain(how)])
}
