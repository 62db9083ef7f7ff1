//! The parameters, the models compared, and customers by repeat purchases.

use fourr_chart::{Axis, Bins, Fit as Expected, FittedHistogram, Format as Digits, Shape};
use fourr_lifetime::{Fit, Parameter};
use fourr_rfm::{Lifetime, OtherModel, RepeatCount};

use super::name;
use crate::{
    Block, Cell, Format, Table,
    rfm::{
        subject::Subject,
        values::{count, number},
    },
};

/// The two-sided 95 % quantile of the normal distribution.
const NORMAL_95: f64 = 1.959_963_984_540_054;

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
    let returning = lifetime.fit.parameters.iter();
    let mut rows: Vec<[Cell; 6]> = returning
        .map(|of| row(name(lifetime.fit.model), of))
        .collect();
    if let Some(spend) = lifetime.spend.done() {
        rows.extend(spend.parameters.iter().map(|of| row("Gamma-Gamma", of)));
    }
    let caption = subject.text("模型参数", "Parameters of the models");
    Table::new("lifetime-parameters", caption, columns).with_rows(rows)
}

/// An interval that is symmetric for the logarithm, so that it stays above zero.
fn row(model: &str, of: &Parameter) -> [Cell; 6] {
    let relative = of
        .standard_error
        .map(|error| NORMAL_95 * error / of.estimate);
    let end = |sign: f64| relative.map(|relative| of.estimate * (sign * relative).exp());
    [
        Cell::from(model),
        Cell::from(symbol(of.name)),
        Cell::Number(of.estimate),
        Cell::from(of.standard_error),
        Cell::from(end(-1.0)),
        Cell::from(end(1.0)),
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
        bins: Bins::Names(of.iter().map(label).collect()),
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

/// `7+` for those with seven and more.
fn label(of: &RepeatCount) -> String {
    let more = if of.or_more { "+" } else { "" };
    format!("{}{more}", of.repeats)
}
