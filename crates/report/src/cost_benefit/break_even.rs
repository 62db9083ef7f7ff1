//! The sections on break-even and on a customer's value.

use fourr_chart::{Axis, Format as Digits, Lines, Positions, Reference, Series, Shape};
use fourr_cost_benefit::finance::{BreakEven, CustomerWorth, Threshold};

use super::{
    subject::{Subject, Words, number, share, symbol},
    told, undefined,
};
use crate::{Block, Cell, Format, Formula, Live, Math, Method, Prose, Row, Section, Span, Table};

/// Terms, figures and the lines of revenue and cost.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let break_even = subject.summary.break_even.as_ref()?;
    let mut blocks = vec![
        Block::Method(method(subject)),
        Block::Table(terms(subject, break_even)),
        Block::Table(figures(subject, break_even)),
    ];
    blocks.extend(lines(subject, break_even));
    let title = subject.text("盈亏平衡", "Break-even");
    Some(Section::new("break-even", title, blocks))
}

fn method(subject: &Subject<'_>) -> Method {
    let units = symbol("Q*").equals(symbol("F") / (symbol("P") - symbol("v")));
    Method {
        name: subject.text("盈亏平衡分析", "Break-even"),
        words: vec![subject.say(
            "售价不高于单位变动成本时没有盈亏平衡点。",
            "Where the price does not exceed the cost of a piece there is no break-even.",
            &[],
        )],
        formulas: vec![
            Formula::new(units)
                .meaning(symbol("F"), subject.text("固定成本", "fixed costs"))
                .meaning(symbol("P"), subject.text("售价", "price"))
                .meaning(symbol("v"), subject.text("单位变动成本", "cost of a piece")),
        ],
        ..Method::default()
    }
}

const FIXED: usize = 0;
const PRICE: usize = 1;
const COST: usize = 2;
const PLANNED: usize = 3;

/// What a reader of the workbook can change.
fn terms(subject: &Subject<'_>, of: &BreakEven) -> Table {
    let columns = vec![
        subject.column("条件", "Term", Format::Text),
        subject.column("数值", "Value", Format::Mixed),
    ];
    let money = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Money);
    let terms = &of.terms;
    let rows = [
        (
            ["固定成本 F", "Fixed costs F"],
            Cell::Money(terms.fixed_cost),
            "fixed_cost",
        ),
        (["售价 P", "Price P"], Cell::Money(terms.price), "price"),
        (
            ["单位变动成本 v", "Cost of a piece v"],
            Cell::Money(terms.unit_cost),
            "unit_cost",
        ),
        (
            ["计划销量 Q", "Planned units Q"],
            terms.units.into(),
            "units",
        ),
        (
            ["每期销量", "Units a period"],
            terms.units_per_period.into(),
            "units_per_period",
        ),
        (
            ["目标利润", "Target profit"],
            money(terms.target_profit),
            "target_profit",
        ),
    ];
    let keys = rows.each_ref().map(|(.., key)| *key);
    let rows = rows.map(|(name, value, _)| [Cell::from(subject.pick(name)), value]);
    Table::new("break-even-terms", subject.text("条件", "Terms"), columns)
        .with_rows(rows)
        .read_from(|row, column| (column == 1).then(|| format!("/break_even/terms/{}", keys[row])))
}

pub(super) fn figures(subject: &Subject<'_>, of: &BreakEven) -> Table {
    let caption = subject.text("盈亏平衡指标", "Figures of the break-even");
    let table = told::table(
        subject,
        ("break-even-figures", caption),
        &of.figures,
        "/break_even",
    );
    let term = |row| Live::cell("break-even-terms", Row::At(row), 1);
    let own = |threshold| {
        let row = told::row_of(threshold).unwrap_or(0);
        Live::cell("break-even-figures", Row::At(row), 1)
    };
    let contribution = || own(Threshold::UnitContribution);
    let lives = [
        (Threshold::UnitContribution, term(PRICE) - term(COST)),
        (Threshold::ContributionRatio, contribution() / term(PRICE)),
        (Threshold::Units, term(FIXED) / contribution()),
        (Threshold::Revenue, own(Threshold::Units) * term(PRICE)),
        (Threshold::Periods, own(Threshold::Units) / term(4)),
        (
            Threshold::SafetyUnits,
            term(PLANNED) - own(Threshold::Units),
        ),
        (
            Threshold::SafetyRatio,
            own(Threshold::SafetyUnits) / term(PLANNED),
        ),
        (
            Threshold::Profit,
            term(PLANNED) * contribution() - term(FIXED),
        ),
        (
            Threshold::TargetUnits,
            (term(FIXED) + term(5)) / contribution(),
        ),
        (
            Threshold::Leverage,
            term(PLANNED) * contribution() / own(Threshold::Profit),
        ),
    ];
    lives.into_iter().fold(table, |table, (threshold, live)| {
        if of.figures.value(threshold).is_some() {
            told::with_live(table, threshold, live)
        } else {
            table
        }
    })
}

/// Revenue and cost over the pieces sold.
pub(super) fn lines(subject: &Subject<'_>, of: &BreakEven) -> Option<Block> {
    const STEPS: u32 = 10;
    let units = of.figures.value(Threshold::Units)?;
    let terms = &of.terms;
    let most = units.max(terms.units.unwrap_or(0.0)) * 1.25;
    if most <= 0.0 {
        return None;
    }
    let at = |step: u32| most * f64::from(step) / f64::from(STEPS);
    let positions: Vec<f64> = (0..=STEPS).map(at).collect();
    let over =
        |line: &dyn Fn(f64) -> f64| -> Vec<f64> { positions.iter().map(|q| line(*q)).collect() };
    let lang = subject.lang;
    let mut markers = vec![Reference::new(
        units,
        format!("Q* {}", lang.trimmed(units, 1)),
    )];
    markers.extend(terms.units.map(|planned| {
        Reference::new(
            planned,
            format!("{} {}", lang.pick("计划", "plan"), lang.trimmed(planned, 1)),
        )
    }));
    let shape = Shape::Lines(Lines {
        x: Axis::new(subject.text("销量", "Units"), Digits::Count),
        y: subject.money_axis("金额", "Amount"),
        series: vec![
            Series::new(
                subject.text("销售收入", "Revenue"),
                over(&|q| q * terms.price),
            ),
            Series::new(
                subject.text("总成本", "Total cost"),
                over(&|q| terms.fixed_cost + q * terms.unit_cost),
            ),
            Series::new(
                subject.text("固定成本", "Fixed costs"),
                over(&|_| terms.fixed_cost),
            ),
        ],
        positions: Positions::Numbers(positions),
        references: Vec::new(),
        markers,
    });
    let reading = safety(subject, of, units);
    let words = Words {
        title: subject.text("盈亏平衡图", "Break-even lines"),
        population: format!(
            "F = {}, P = {}, v = {}",
            lang.compact(terms.fixed_cost),
            lang.trimmed(terms.price, 2),
            lang.trimmed(terms.unit_cost, 2)
        ),
        method: subject.pick(["线性收入与成本", "linear revenue and cost"]),
    };
    Some(subject.chart("break-even-lines", words, (shape, reading)))
}

/// Where nothing is lost, and how far away that is.
fn safety(subject: &Subject<'_>, of: &BreakEven, units: f64) -> Prose {
    let safety = of.figures.get(Threshold::SafetyRatio);
    match safety.value() {
        Some(safety) => subject.say(
            "卖到 {0} 件保本；安全边际率 {1}。",
            "Nothing is lost from {0} units on; the margin of safety is {1}.",
            &[number(units, 1), share(safety)],
        ),
        None => subject.say(
            "卖到 {0} 件保本；安全边际率{1}。",
            "Nothing is lost from {0} units on; margin of safety: {1}.",
            &[
                number(units, 1),
                Span::plain(undefined::remark(subject, safety)),
            ],
        ),
    }
}

/// What a customer is worth.
pub(super) fn customer(subject: &Subject<'_>) -> Option<Section> {
    let value = subject.summary.lifetime_value.as_ref()?;
    let formula = symbol("LTV").equals(
        symbol("m") * (Math::from(1_u64) + symbol("d"))
            / (Math::from(1_u64) + symbol("d") - symbol("r")),
    );
    let method = Method {
        name: subject.text("客户终身价值", "Lifetime value"),
        words: Vec::new(),
        formulas: vec![
            Formula::new(formula)
                .meaning(symbol("m"), subject.text("每期毛利", "margin of a period"))
                .meaning(symbol("r"), subject.text("留存率", "retention"))
                .meaning(symbol("d"), subject.text("折现率", "discount rate")),
        ],
        sources: vec![
            "Gupta & Lehmann (2003), Customers as assets, Journal of Interactive Marketing 17(1)"
                .to_owned(),
        ],
        ..Method::default()
    };
    let caption = subject.text(
        "客户终身价值与获客成本",
        "Lifetime value and acquisition cost",
    );
    let table = told::table(
        subject,
        ("lifetime-value", caption),
        &value.figures,
        "/lifetime_value",
    );
    let ratio = value.figures.value(CustomerWorth::ToCost);
    let mut blocks = vec![Block::Method(method), Block::Table(table)];
    blocks.extend(ratio.map(|ratio| {
        Block::Paragraph(subject.say(
            "LTV : CAC 为 {0}，经验上不低于 3 为宜。",
            "LTV : CAC is {0}; as a rule of thumb it should not be below 3.",
            &[number(ratio, 2)],
        ))
    }));
    Some(Section::new(
        "customer-value",
        subject.text("客户终身价值", "What a customer is worth"),
        blocks,
    ))
}
