//! The parameters, the models compared, and customers by repeat purchases.

use fourr_chart::{Axis, Bins, Fit as Expected, FittedHistogram, Format as Digits, Shape};
use fourr_lifetime::{Edge, Fit, Parameter, Side};
use fourr_rfm::{Lifetime, OtherModel};

use super::{name, repeats};
use crate::{
    Block, Cell, Format, Table,
    rfm::{
        subject::Subject,
        values::{count, number},
    },
};

/// Every parameter with its standard error and confidence interval; of the value of a purchase too.
pub(super) fn parameters(subject: &Subject<'_>, lifetime: &Lifetime) -> Table {
    let fine = Format::Number(3);
    let columns = vec![
        subject.column("模型", "Model", Format::Text),
        subject.column("参数", "Parameter", Format::Text),
        subject.column("估计值", "Estimate", fine),
        subject.column("标准误", "Standard error", fine),
        subject.column("95% 下限", "95% from", fine),
        subject.column("95% 上限", "95% to", fine),
    ];
    let fit = &lifetime.fit;
    let returning = fit.parameters.iter();
    let mut rows: Vec<[Cell; 6]> = returning
        .map(|of| row(name(fit.model), of, &fit.edges))
        .collect();
    if let Some(spend) = lifetime.spend.done() {
        let spent = spend.parameters.iter();
        rows.extend(spent.map(|of| row("Gamma-Gamma", of, &spend.edges)));
    }
    let caption = subject.text("模型参数", "Parameters of the models");
    Table::new("lifetime-parameters", caption, columns).with_rows(rows)
}

/// A parameter that ran to its edge is shown by where it ran.
fn row(model: &str, of: &Parameter, edges: &[Edge]) -> [Cell; 6] {
    let edge = edges.iter().find(|edge| edge.parameter == of.name);
    let estimate = match edge.map(|edge| edge.side) {
        None => Cell::Number(of.estimate),
        Some(Side::Zero) => Cell::from("→ 0"),
        Some(Side::Infinity) => Cell::from("→ ∞"),
    };
    let [low, high] = of.interval().map_or([None, None], |ends| ends.map(Some));
    [
        Cell::from(model),
        Cell::from(symbol(of.name)),
        estimate,
        Cell::from(of.standard_error),
        Cell::from(low),
        Cell::from(high),
    ]
}

/// A parameter as the literature writes it.
fn symbol(name: &str) -> &str {
    match name {
        "alpha" => "α",
        "beta" => "β",
        other => other,
    }
}

/// The models side by side; nothing where there is only one.
pub(super) fn compared(subject: &Subject<'_>, lifetime: &Lifetime) -> Option<Table> {
    if lifetime.others.is_empty() {
        return None;
    }
    let columns = vec![
        subject.column("模型", "Model", Format::Text),
        subject.column("对数似然", "Log-likelihood", Format::Number(1)),
        subject.column("AIC", "AIC", Format::Number(1)),
        subject.column("BIC", "BIC", Format::Number(1)),
    ];
    let fitted = |fit: &Fit| [fit.log_likelihood, fit.aic, fit.bic].map(Cell::Number);
    let other = |other: &OtherModel| {
        let figures = other.fit.done().map_or([const { Cell::Empty }; 3], fitted);
        [Cell::from(name(other.model))].into_iter().chain(figures)
    };
    let first = [Cell::from(name(lifetime.fit.model))]
        .into_iter()
        .chain(fitted(&lifetime.fit));
    let caption = subject.text(
        "模型比较（对数似然越大、AIC 与 BIC 越小越好）",
        "The models compared: the larger the likelihood and the smaller AIC and BIC the better",
    );
    let mut table = Table::new("lifetime-models", caption, columns);
    table.push(first);
    for of in &lifetime.others {
        table.push(other(of));
    }
    Some(table)
}

/// Customers by repeat purchases, observed and expected.
pub(super) fn frequencies(subject: &Subject<'_>, lifetime: &Lifetime) -> Block {
    let of = &lifetime.frequencies;
    let shape = Shape::FittedHistogram(FittedHistogram {
        x: Axis::new(
            subject.lang.pick("复购次数", "Repeat purchases"),
            Digits::Count,
        ),
        y: subject.customers_axis(),
        bins: Bins::Names(
            of.iter()
                .map(|of| repeats(of.repeats, of.or_more))
                .collect(),
        ),
        counts: of.iter().map(|of| of.observed).collect(),
        fits: vec![Expected::counts(
            name(lifetime.fit.model),
            of.iter().map(|of| of.expected).collect(),
        )],
        markers: Vec::new(),
    });
    let never = of.first();
    let values = [
        count(never.map_or(0, |of| of.observed)),
        number(never.map(|of| of.expected.round())),
    ];
    let reading = subject.say(
        "从未复购的客户有 {0} 位，模型拟合为 {1} 位；柱与折线越贴近，模型越可信。",
        "{0} customers never bought again, the model says {1}. The closer bars and line are, the more the model is to be trusted.",
        &values,
    );
    let title = subject.text(
        "复购次数的分布：实际与拟合",
        "Customers by repeat purchases, observed and fitted",
    );
    let method = name(lifetime.fit.model);
    subject.chart("repeat-purchases", title, method, (shape, reading))
}
