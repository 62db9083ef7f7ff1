//! The models in words and formulas.

use fourr_lifetime::Model;
use fourr_rfm::Lifetime;

use super::name;
use crate::{
    Cell, Convention, Formula, Math, Method,
    rfm::{
        subject::Subject,
        values::{count, number, share},
    },
};

/// The model in force, and Gamma-Gamma for the value of a purchase.
pub(super) fn returning(subject: &Subject<'_>, lifetime: &Lifetime) -> Method {
    let model = lifetime.fit.model;
    let mut sources = vec![source(model).to_owned()];
    let mut formulas = vec![alive(subject, model)];
    if lifetime.spend.done().is_some() {
        formulas.extend([order_value(subject), value(subject)]);
        sources.push("Fader & Hardie (2013), The Gamma-Gamma model of monetary value".to_owned());
    }
    Method {
        name: subject.text(&format!("{} 复购模型", name(model)), &format!("{} model of returning customers", name(model))),
        words: vec![
            subject.say(
                "每位客户的输入是三个数：复购次数 x（购买日数减 1，同日多单合并）、首次到最后一次购买的周数 tₓ、首次购买到观察截止日的周数 T。它们不同于评分用的 R 和 F。",
                "The model knows three numbers of each customer: repeat purchases x (purchase days less one; orders of one day are one purchase), weeks from the first to the last purchase tₓ, and weeks from the first purchase to the last day observed T. They are not the R and F of scoring.",
                &[],
            ),
            subject.say(assumption(model)[0], assumption(model)[1], &[]),
        ],
        formulas,
        conventions: conventions(subject, lifetime),
        sources,
    }
}

fn assumption(model: Model) -> [&'static str; 2] {
    match model {
        Model::BgNbd => [
            "假定：客户按各自的速率随机购买，速率在客户间服从伽马分布（r、α）；每次复购后以各自的概率永久流失，概率服从贝塔分布（a、b）。参数用极大似然法估计，标准误来自观测信息矩阵。",
            "Customers are taken to buy at random with rates of their own, which follow a gamma distribution (r, α), and to be lost after a repeat purchase with a probability of their own, which follows a beta distribution (a, b). Parameters are fitted by maximum likelihood, standard errors come from the observed information.",
        ],
        Model::MbgNbd => [
            "假定同 BG/NBD，但首次购买后也可能流失。参数用极大似然法估计，标准误来自观测信息矩阵。",
            "As BG/NBD, but customers can be lost after the first purchase too. Parameters are fitted by maximum likelihood, standard errors come from the observed information.",
        ],
        Model::ParetoNbd => [
            "假定：客户按各自的速率随机购买，速率服从伽马分布（r、α）；随时可能流失，流失速率服从伽马分布（s、β）。参数用极大似然法估计，标准误来自观测信息矩阵。",
            "Customers are taken to buy at random with rates of their own, which follow a gamma distribution (r, α), and to be lost at any time, with rates that follow a gamma distribution (s, β). Parameters are fitted by maximum likelihood, standard errors come from the observed information.",
        ],
    }
}

fn source(model: Model) -> &'static str {
    match model {
        Model::BgNbd => {
            "Fader, Hardie & Lee (2005), \"Counting your customers\" the easy way, Marketing Science 24(2)"
        }
        Model::MbgNbd => {
            "Batislam, Denizel & Filiztekin (2007), Empirical validation and comparison of models for customer base analysis, International Journal of Research in Marketing 24(3)"
        }
        Model::ParetoNbd => {
            "Schmittlein, Morrison & Colombo (1987), Counting your customers, Management Science 33(1)"
        }
    }
}

/// The probability of being a customer still.
fn alive(subject: &Subject<'_>, model: Model) -> Formula {
    let [x, time, r, alpha] = ["x", "T", "r", "α"].map(Math::symbol);
    let [lost, kept] = ["a", "b"].map(Math::symbol);
    let last = Math::symbol("t").index(Math::symbol("x"));
    let p = Math::words(subject.text("P(活跃)", "P(alive)"));
    let one = || Math::from(1_u64);
    let decay = ((alpha.clone() + time) / (alpha + last.clone())).power(r + x.clone());
    let formula = match model {
        Model::BgNbd => {
            Formula::new(p.equals(one() / (one() + lost / (kept + x.clone() - one()) * decay)))
        }
        Model::MbgNbd => {
            Formula::new(p.equals(one() / (one() + lost / (kept + x.clone()) * decay)))
        }
        Model::ParetoNbd => Formula::new(p.equals(
            Math::words(subject.text("活跃到 T 的似然", "likelihood of being alive at T"))
                / Math::words(subject.text("全部似然", "likelihood")),
        )),
    };
    let formula = formula.meaning(
        x,
        subject.text(
            "复购次数（BG/NBD 中 x = 0 时概率为 1）",
            "repeat purchases; under BG/NBD the probability is 1 for x = 0",
        ),
    );
    if model == Model::ParetoNbd {
        return formula;
    }
    formula
        .meaning(
            last,
            subject.text(
                "首次到最后一次购买的周数",
                "weeks from the first to the last purchase",
            ),
        )
        .meaning(
            Math::symbol("T"),
            subject.text(
                "首次购买到观察截止日的周数",
                "weeks from the first purchase to the last day observed",
            ),
        )
}

/// The expected value of a purchase.
fn order_value(subject: &Subject<'_>) -> Formula {
    let [shape, scale_shape, scale] = ["p", "q", "v"].map(Math::symbol);
    let [x, m] = ["x", "m"].map(Math::symbol);
    let value =
        shape.clone() * (scale + x.clone() * m.clone()) / (shape * x + scale_shape - 1_u64.into());
    Formula::new(Math::words(subject.text("E(每次金额)", "E(value of a purchase)")).equals(value))
        .meaning(
            m,
            subject.text(
                "复购的平均金额（不含首次）",
                "mean value of the repeat purchases, the first left out",
            ),
        )
}

/// The lifetime value.
fn value(subject: &Subject<'_>) -> Formula {
    let [t, d] = ["t", "d"].map(Math::symbol);
    let discount = (Math::from(1_u64) + d.clone()).power(t.clone());
    let purchases =
        Math::words(subject.text("第 t 期预计购买次数", "purchases expected in period t"));
    let order = Math::words(subject.text("毛利率", "margin"))
        * Math::words(subject.text("E(每次金额)", "E(value of a purchase)"));
    let sum = (purchases / discount).sum_over(t);
    Formula::new(Math::words(subject.text("终身价值", "Lifetime value")).equals(order * sum))
        .meaning(
            d,
            subject.text(
                "每期（4 周）折现率",
                "discount rate of a period of four weeks",
            ),
        )
}

fn conventions(subject: &Subject<'_>, lifetime: &Lifetime) -> Vec<Convention> {
    let outlook = &lifetime.outlook;
    let convention = |[zh, en]: [&str; 2], in_force| Convention {
        question: subject.text(zh, en),
        in_force,
    };
    let day = |day| -> crate::Span { Cell::Date(day).into() };
    vec![
        convention(
            ["观察截止日与时间单位", "Last day observed and unit of time"],
            subject.say("{0}；周", "{0}; weeks", &[day(lifetime.observed_until)]),
        ),
        convention(
            [
                "预测期、毛利率与折现率",
                "Horizon, margin and discount rate",
            ],
            subject.say(
                "{0} 周；{1}；每年 {2}",
                "{0} weeks; {1}; {2} a year",
                &[
                    count(outlook.weeks.into()),
                    share(outlook.margin),
                    share(outlook.discount_rate),
                ],
            ),
        ),
        convention(
            ["退款", "Refunds"],
            subject.say(
                "减少复购金额，不计为购买",
                "They lower the value of repeat purchases and are no purchases",
                &[],
            ),
        ),
        convention(
            ["求极大值的起点", "Starts of the search for the maximum"],
            subject.say(
                "{0} 个，其中 {1} 个到达同一极大值",
                "{0}, of which {1} led to the same maximum",
                &[
                    number(lifetime.fit.starts as f64),
                    number(lifetime.fit.agreeing as f64),
                ],
            ),
        ),
    ]
}
