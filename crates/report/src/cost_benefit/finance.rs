//! The section on cash flows: what they are worth, and which alternative to take.

use fourr_chart::{
    Axis, Dot, Format as Digits, Lines, Positions, Reference, Scatter, Series, Shape,
};
use fourr_cost_benefit::{
    Finance, FirstFlow,
    finance::{Appraisal, Comparison, CostEffectiveness, Decision, Selection, Standing, Worth},
};

use super::{
    subject::{Subject, Words, number, share, symbol},
    told, undefined,
};
use crate::{
    Block, Cell, Convention, FlowFunction, Format, Formula, Id, Live, Math, Method, Place, Prose,
    Row, Section, Span, Table,
};

/// Dots of the line on which benefits equal costs.
const EVEN_DOTS: u32 = 32;
/// Alternatives whose flows are shown period by period.
const SHOWN: usize = 8;

/// Terms, each alternative's flows and figures, and the comparison.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let finance = subject.summary.finance.as_ref()?;
    let mut blocks = vec![
        Block::Method(method(subject)),
        Block::Table(terms(subject, finance)),
    ];
    for (place, appraisal) in finance.alternatives.iter().enumerate().take(SHOWN) {
        if finance.has_periods {
            blocks.push(Block::Table(flows(subject, appraisal, place)));
        }
        blocks.push(Block::Table(worth(subject, finance, place)));
        blocks.extend(roots(subject, appraisal));
        if finance.has_periods {
            blocks.extend(cumulative(subject, appraisal, place));
        }
    }
    if let Some(comparison) = &finance.comparison {
        blocks.push(Block::Table(ranking(subject, comparison)));
        blocks.push(Block::Table(steps(subject, comparison)));
        blocks.extend(frontier(subject, comparison));
        blocks.extend(
            comparison
                .selection
                .as_ref()
                .map(|s| Block::Table(selection(subject, s))),
        );
    }
    blocks.extend(
        finance
            .cost_effectiveness
            .as_ref()
            .map(|of| Block::Table(effectiveness(subject, of))),
    );
    let title = subject.text("费用效益评价", "Appraisal of costs and benefits");
    Some(Section::new("finance", title, blocks))
}

fn method(subject: &Subject<'_>) -> Method {
    let parameters = &subject.summary.parameters;
    let at = |name: &str| symbol(name).index(symbol("t"));
    let factor = (Math::from(1_u64) + symbol("r")).power(symbol("t"));
    let npv = symbol("NPV").equals(
        ((at("B") - at("C")) / factor).sum_between(symbol("t").equals(0_u64.into()), symbol("n")),
    );
    let first = match parameters.first_flow {
        FirstFlow::Undiscounted => [
            "t = 0 不折现，其后各期在期末",
            "t = 0 is not discounted, later flows lie at the end of their period",
        ],
        FirstFlow::EndOfPeriod => [
            "首期也折现一次（电子表格 NPV() 的口径）",
            "the first flow is discounted once too, as the spreadsheet's NPV() does",
        ],
    };
    Method {
        name: subject.text("折现评价", "Discounted appraisal"),
        words: vec![subject.say(
            "节省的费用是效益。IRR 在 -99% 至 1000% 之间求出全部根；多于一个时不取其一，改看 MIRR。互斥方案按增量效益费用比比较，独立方案在预算内精确选择。",
            "Costs saved are benefits. All roots of the IRR between -99% and 1,000% are found; where there are several none is taken, and MIRR is offered. Exclusive alternatives are compared by incremental B/C; independent ones are selected exactly under the budget.",
            &[],
        )],
        formulas: vec![Formula::new(npv).meaning(at("B"), subject.text("第 t 期效益", "benefit of period t")).meaning(at("C"), subject.text("第 t 期费用", "cost of period t")).meaning(symbol("r"), subject.text("每期折现率", "discount rate of a period"))],
        conventions: vec![Convention {
            question: subject.text("首期流量", "First flow"),
            in_force: subject.pick(first).into(),
        }],
        sources: vec![
            "Boardman, Greenberg, Vining, Weimer: Cost-Benefit Analysis".to_owned(),
            "《建设项目经济评价方法与参数》第三版，2006".to_owned(),
        ],
    }
}

/// The rate, where a reader of the workbook can change it.
fn terms(subject: &Subject<'_>, finance: &Finance) -> Table {
    let columns = vec![
        subject.column("条件", "Term", Format::Text),
        subject.column("数值", "Value", Format::Mixed),
    ];
    let rows = [[
        Cell::from(subject.text("每期折现率", "Discount rate of a period")),
        Cell::Share(finance.period_rate),
    ]];
    Table::new("finance-terms", subject.text("评价条件", "Terms"), columns)
        .with_rows(rows)
        .read_from(|_, column| (column == 1).then(|| "/finance/period_rate".to_owned()))
}

fn rate() -> Live {
    Live::cell("finance-terms", Row::At(0), 1)
}

fn flows_id(place: usize) -> Id {
    Id::numbered("flows", place + 1)
}

const BENEFIT: usize = 1;
const COST: usize = 2;
const NET: usize = 3;
const FACTOR: usize = 4;
const DISCOUNTED: usize = 5;

/// Flows period by period; the factor of a period is that of the one before over 1 + r.
fn flows(subject: &Subject<'_>, appraisal: &Appraisal, place: usize) -> Table {
    let columns = vec![
        subject.column("期", "Period", Format::Count),
        subject.money_column("效益", "Benefit"),
        subject.money_column("费用", "Cost"),
        subject.money_column("净流量", "Net"),
        subject.column("折现系数", "Factor", Format::Number(6)),
        subject.money_column("折现净流量", "Discounted"),
        subject.money_column("累计", "Running"),
        subject.money_column("折现累计", "Running, discounted"),
    ];
    let first = first_power(subject);
    let period_rate = subject
        .summary
        .finance
        .as_ref()
        .map_or(0.0, |finance| finance.period_rate);
    let rows = (0..appraisal.net.len()).map(|t| {
        let power = i32::try_from(t).unwrap_or(i32::MAX).saturating_add(first);
        [
            Cell::Count(t as u64),
            Cell::Money(appraisal.flows.benefit[t]),
            Cell::Money(appraisal.flows.cost[t]),
            Cell::Money(appraisal.net[t]),
            Cell::Number((1.0 + period_rate).powi(-power)),
            Cell::Money(appraisal.discounted[t]),
            Cell::Money(appraisal.cumulative[t]),
            Cell::Money(appraisal.cumulative_discounted[t]),
        ]
    });
    let caption = about(subject, appraisal, ["{}的现金流量", "Cash flows of {}"]);
    let id = flows_id(place);
    let cell = |row: usize, column: usize| {
        Live::Cell(Place {
            table: id.clone(),
            row: Row::At(row),
            column,
        })
    };
    let one_more = || Live::Number(1.0) + rate();
    let running = |from: usize, to: usize| {
        let cell = &cell;
        move |row: usize| match row.checked_sub(1) {
            Some(before) => cell(before, to) + Live::Here(from),
            None => Live::Here(from) + Live::Number(0.0),
        }
    };
    Table::new(id.clone(), caption, columns)
        .with_rows(rows)
        .live(NET, |_| Live::Here(BENEFIT) - Live::Here(COST))
        .live(FACTOR, |row| match row.checked_sub(1) {
            Some(before) => cell(before, FACTOR) / one_more(),
            None if first == 0 => Live::Number(1.0),
            None => Live::Number(1.0) / one_more(),
        })
        .live(DISCOUNTED, |_| Live::Here(NET) * Live::Here(FACTOR))
        .live(6, running(NET, 6))
        .live(7, running(DISCOUNTED, 7))
}

fn first_power(subject: &Subject<'_>) -> i32 {
    match subject.summary.parameters.first_flow {
        FirstFlow::Undiscounted => 0,
        FirstFlow::EndOfPeriod => 1,
    }
}

/// What an alternative is worth, by the spreadsheet's own functions over its flows.
fn worth(subject: &Subject<'_>, finance: &Finance, place: usize) -> Table {
    let appraisal = &finance.alternatives[place];
    let caption = about(subject, appraisal, ["{}的评价指标", "What {} is worth"]);
    let id = Id::numbered("worth", place + 1);
    let pointer = format!("/finance/alternatives/{place}");
    let table = told::table(subject, (id.clone(), caption), &appraisal.figures, &pointer);
    if !finance.has_periods || appraisal.net.len() < 2 {
        return table;
    }
    let flows = Flows {
        place,
        periods: appraisal.net.len(),
        first: first_power(subject),
    };
    let own = |worth| {
        let row = told::row_of(worth).unwrap_or(0);
        Live::Cell(Place {
            table: id.clone(),
            row: Row::At(row),
            column: 1,
        })
    };
    let lives = [
        (Worth::PresentBenefit, flows.present(BENEFIT)),
        (Worth::PresentCost, flows.present(COST)),
        (Worth::NetPresentValue, flows.present(NET)),
        (
            Worth::BenefitCostRatio,
            own(Worth::PresentBenefit) / own(Worth::PresentCost),
        ),
        (
            Worth::InternalRate,
            flows.function(FlowFunction::InternalRate),
        ),
        (
            Worth::ModifiedInternalRate,
            flows.function(FlowFunction::ModifiedInternalRate),
        ),
    ];
    lives.into_iter().fold(table, |table, (worth, live)| {
        // A spreadsheet finds one root where there are several.
        if appraisal.figures.value(worth).is_some() {
            told::with_live(table, worth, live)
        } else {
            table
        }
    })
}

/// The flows of an alternative, as formulas refer to them.
struct Flows {
    place: usize,
    periods: usize,
    first: i32,
}

impl Flows {
    fn cells(&self, column: usize, from: usize) -> Vec<Place> {
        (from..self.periods)
            .map(|row| Place {
                table: flows_id(self.place),
                row: Row::At(row),
                column,
            })
            .collect()
    }

    /// `NPV` discounts its first argument once: the first flow stands outside where it is not discounted.
    fn present(&self, column: usize) -> Live {
        let from = usize::from(self.first == 0);
        let rest = Live::Flows {
            function: FlowFunction::NetPresentValue,
            cells: self.cells(column, from),
            rate: Box::new(rate()),
        };
        if from == 0 {
            return rest;
        }
        let first = Place {
            table: flows_id(self.place),
            row: Row::At(0),
            column,
        };
        rest + Live::Cell(first)
    }

    fn function(&self, function: FlowFunction) -> Live {
        Live::Flows {
            function,
            cells: self.cells(NET, 0),
            rate: Box::new(rate()),
        }
    }
}

/// All rates, where there are several.
fn roots(subject: &Subject<'_>, appraisal: &Appraisal) -> Option<Block> {
    if appraisal.irr_roots.len() < 2 {
        return None;
    }
    let mut spans: Vec<Span> = Vec::new();
    for root in &appraisal.irr_roots {
        if !spans.is_empty() {
            spans.push(Span::plain(subject.text("、", ", ")));
        }
        spans.push(share(*root));
    }
    let mut sentence = subject
        .say(
            "净流量变号多次，使净现值为 0 的利率有：",
            "The flows change their sign more than once; they are worth nothing at ",
            &[],
        )
        .into_spans();
    sentence.extend(spans);
    sentence.push(Span::plain(subject.text("。", ".")));
    Some(crate::Prose::of(sentence).into())
}

/// Running net flows, nominal and discounted, with the moment of recovery.
fn cumulative(subject: &Subject<'_>, appraisal: &Appraisal, place: usize) -> Option<Block> {
    if appraisal.net.len() < 2 {
        return None;
    }
    let payback = appraisal.figures.value(Worth::Payback);
    let later = appraisal.figures.value(Worth::DiscountedPayback);
    let lang = subject.lang;
    let marker = |at: Option<f64>, name: [&'static str; 2]| {
        at.map(|at| {
            Reference::new(
                at,
                format!("{} {}", subject.pick(name), lang.trimmed(at, 2)),
            )
        })
    };
    let markers = [
        marker(payback, ["静态回收", "payback"]),
        marker(later, ["动态回收", "discounted payback"]),
    ];
    let reading = recovery(subject, appraisal);
    let shape = Shape::Lines(Lines {
        x: Axis::new(subject.text("期", "Period"), Digits::Count),
        y: subject.money_axis("累计净流量", "Running net flow"),
        positions: Positions::Numbers((0..appraisal.net.len()).map(|t| t as f64).collect()),
        series: vec![
            Series::new(
                subject.text("不折现", "Nominal"),
                appraisal.cumulative.iter().copied(),
            ),
            Series::new(
                subject.text("折现", "Discounted"),
                appraisal.cumulative_discounted.iter().copied(),
            ),
        ],
        references: Vec::new(),
        markers: markers.into_iter().flatten().collect(),
    });
    let words = Words {
        title: about(
            subject,
            appraisal,
            ["{}的累计现金流量", "Cumulative cash flow of {}"],
        ),
        population: rate_line(subject),
        method: subject.pick(["收回期内按线性插值", "linear within the period of recovery"]),
    };
    Some(subject.chart(
        Id::numbered("cumulative", place + 1),
        words,
        (shape, reading),
    ))
}

/// A title with the name of the alternative put in.
fn about(subject: &Subject<'_>, appraisal: &Appraisal, title: [&'static str; 2]) -> String {
    let name = subject.alternative(&appraisal.alternative);
    subject.pick(title).replace("{}", &name)
}

/// When what was paid out is recovered, or why it is not.
fn recovery(subject: &Subject<'_>, appraisal: &Appraisal) -> Prose {
    let payback = appraisal.figures.value(Worth::Payback);
    let later = appraisal.figures.value(Worth::DiscountedPayback);
    match (payback, later) {
        (Some(payback), Some(later)) => subject.say(
            "{0}静态 {1} 期收回，动态 {2} 期收回。",
            "{0} is recovered after {1} periods, discounted after {2}.",
            &[
                Span::plain(subject.alternative(&appraisal.alternative)),
                number(payback, 2),
                number(later, 2),
            ],
        ),
        _ => subject.say(
            "{0}的回收期无定义：{1}。",
            "The payback of {0} is not defined: {1}.",
            &[
                Span::plain(subject.alternative(&appraisal.alternative)),
                Span::plain(undefined::remark(
                    subject,
                    appraisal.figures.get(if payback.is_none() {
                        Worth::Payback
                    } else {
                        Worth::DiscountedPayback
                    }),
                )),
            ],
        ),
    }
}

fn rate_line(subject: &Subject<'_>) -> String {
    let rate = subject
        .summary
        .finance
        .as_ref()
        .map_or(0.0, |finance| finance.period_rate);
    let rate = subject.lang.share(rate, 2);
    match subject.lang {
        fourr_locale::Lang::Zh => format!("每期折现率 {rate}"),
        fourr_locale::Lang::En => format!("Discount rate {rate} a period"),
    }
}

/// The alternatives side by side.
fn ranking(subject: &Subject<'_>, comparison: &Comparison) -> Table {
    let columns = vec![
        subject.column("方案", "Alternative", Format::Text),
        subject.money_column("费用现值", "PV of costs"),
        subject.money_column("效益现值", "PV of benefits"),
        subject.money_column("净现值", "NPV"),
        subject.column("B/C", "B/C", Format::Number(4)),
        subject.column("选择", "Choice", Format::Text),
    ];
    let rows = comparison.alternatives.iter().map(|ranked| {
        let chosen = comparison.choice.as_ref() == Some(&ranked.alternative.name);
        [
            Cell::from(subject.alternative(&ranked.alternative.name)),
            Cell::Money(ranked.alternative.cost),
            Cell::Money(ranked.alternative.benefit),
            Cell::Money(ranked.npv),
            ranked.bcr.value().into(),
            Cell::from(if chosen {
                subject.text("选", "take")
            } else {
                String::new()
            }),
        ]
    });
    Table::new(
        "alternatives",
        subject.text("方案比较", "Alternatives"),
        columns,
    )
    .with_rows(rows)
    .live(3, |_| Live::Here(2) - Live::Here(1))
    .live(4, |_| Live::Here(2) / Live::Here(1))
    .read_from(|row, column| {
        let key = ["cost", "benefit", "npv", "bcr"].get(column.checked_sub(1)?)?;
        Some(format!("/finance/comparison/alternatives/{row}/{key}"))
    })
}

/// The alternatives, or the figures of a single one, as a terminal shows them.
pub(super) fn short_table(subject: &Subject<'_>) -> Option<Table> {
    let finance = subject.summary.finance.as_ref()?;
    if let Some(comparison) = &finance.comparison {
        return Some(ranking(subject, comparison));
    }
    let only = finance.alternatives.first()?;
    Some(told::short_table(subject, "worth", &only.figures))
}

/// Challenger against defender, one after the other.
fn steps(subject: &Subject<'_>, comparison: &Comparison) -> Table {
    let columns = vec![
        subject.column("挑战方案", "Challenger", Format::Text),
        subject.column("当前方案", "Defender", Format::Text),
        subject.money_column("增量费用", "Extra cost"),
        subject.money_column("增量效益", "Extra benefit"),
        subject.column("增量 B/C", "Incremental B/C", Format::Number(4)),
        subject.column("判断", "Decision", Format::Text),
    ];
    let decision = |decision: Decision| match decision {
        Decision::DropBcrBelow1 => ["自身 B/C < 1，淘汰", "own B/C below 1: dropped"],
        Decision::Accept => ["≥ 1，取代", "at least 1: accepted"],
        Decision::AcceptEqual => ["恰为 1，保留较大方案", "exactly 1: the bigger one is kept"],
        Decision::Reject => ["< 1，不取", "below 1: rejected"],
    };
    let rows = comparison.steps.iter().map(|step| {
        [
            Cell::from(subject.alternative(&step.challenger)),
            Cell::from(step.defender.clone()),
            step.delta_cost.map_or(Cell::Empty, Cell::Money),
            step.delta_benefit.map_or(Cell::Empty, Cell::Money),
            step.incremental_bcr.into(),
            Cell::from(subject.pick(decision(step.decision))),
        ]
    });
    Table::new(
        "incremental",
        subject.text("增量分析", "Incremental analysis"),
        columns,
    )
    .with_rows(rows)
    .read_from(|row, column| {
        let key = ["delta_cost", "delta_benefit", "incremental_bcr"].get(column.checked_sub(2)?)?;
        Some(format!("/finance/comparison/steps/{row}/{key}"))
    })
}

/// Cost across, benefit upwards; by group taken or not.
fn frontier(subject: &Subject<'_>, comparison: &Comparison) -> Option<Block> {
    if comparison.alternatives.len() < 2 {
        return None;
    }
    let dots = comparison.alternatives.iter().map(|ranked| Dot {
        x: ranked.alternative.cost,
        y: ranked.alternative.benefit,
        size: None,
        label: Some(subject.alternative(&ranked.alternative.name)),
        group: usize::from(comparison.choice.as_ref() != Some(&ranked.alternative.name)),
        spread: None,
    });
    // Where benefits equal costs, as far as costs and benefits reach.
    let costs = comparison.alternatives.iter().map(|of| of.alternative.cost);
    let most = costs.fold(0.0, f64::max);
    let even = (1..=EVEN_DOTS).map(|step| {
        let at = most * f64::from(step) / f64::from(EVEN_DOTS);
        Dot::new(at, at).group(2)
    });
    let shape = Shape::Scatter(Scatter {
        x: subject.money_axis("费用现值", "PV of costs"),
        y: subject.money_axis("效益现值", "PV of benefits"),
        dots: dots.chain(even).collect(),
        groups: vec![
            subject.text("选中", "Taken"),
            subject.text("其他", "Others"),
            subject.text("B/C = 1", "B/C = 1"),
        ],
        bubbles: None,
        split: None,
        references: Vec::new(),
    });
    let choice = comparison.choice.as_deref().unwrap_or_default();
    let reading = subject.say(
        "增量分析选中 {0}，它的净现值最高；B/C 最高的是 {1}。",
        "Incremental analysis takes {0}, whose NPV is highest; {1} has the highest B/C.",
        &[
            Span::plain(subject.alternative(choice)),
            Span::plain(subject.alternative(comparison.highest_bcr.as_deref().unwrap_or_default())),
        ],
    );
    let words = Words {
        title: subject.text("方案的费用与效益", "Costs and benefits of the alternatives"),
        population: rate_line(subject),
        method: subject.pick(["增量效益费用比", "incremental benefit over cost"]),
    };
    Some(subject.chart("alternatives-frontier", words, (shape, reading)))
}

/// What effects that have no price cost, alternative by alternative.
fn effectiveness(subject: &Subject<'_>, of: &CostEffectiveness) -> Table {
    let columns = vec![
        subject.column("方案", "Alternative", Format::Text),
        subject.money_column("费用现值", "PV of costs"),
        subject.column(
            "效果（同率折现）",
            "Effect, at the same rate",
            Format::Number(2),
        ),
        subject.column("费用 ÷ 效果", "Cost / effect", Format::Number(4)),
        subject.column("ICER", "ICER", Format::Number(4)),
        subject.column("比较对象", "Against", Format::Text),
        subject.column("判断", "Standing", Format::Text),
    ];
    let standing = |standing: Standing| match standing {
        Standing::Efficient => ["有效", "efficient"],
        Standing::Dominated => ["被占优", "dominated"],
        Standing::DominatedByMixture => ["被组合占优", "dominated by a mixture"],
    };
    let rows = of.alternatives.iter().map(|of_one| {
        [
            Cell::from(subject.alternative(&of_one.alternative)),
            Cell::Money(of_one.cost),
            Cell::Number(of_one.effect),
            of_one.ratio.value().into(),
            of_one.icer.value().into(),
            Cell::from(of_one.against.clone()),
            Cell::from(subject.pick(standing(of_one.standing))),
        ]
    });
    let caption = match (&of.choice, of.effect_worth) {
        (Some(choice), Some(worth)) => {
            let worth = subject.lang.trimmed(worth, 2);
            let choice = subject.alternative(choice);
            match subject.lang {
                fourr_locale::Lang::Zh => {
                    format!("费用效果分析（每单位效果值 {worth}，选 {choice}）")
                }
                fourr_locale::Lang::En => {
                    format!("Cost-effectiveness; at {worth} a unit of effect take {choice}")
                }
            }
        }
        _ => subject.text(
            "费用效果分析（ICER = 增量费用 ÷ 增量效果）",
            "Cost-effectiveness; ICER is extra cost over extra effect",
        ),
    };
    Table::new("cost-effectiveness", caption, columns)
        .with_rows(rows)
        .live(3, |_| Live::Here(1) / Live::Here(2))
        .read_from(|row, column| {
            let key = ["cost", "effect", "ratio", "icer"].get(column.checked_sub(1)?)?;
            Some(format!(
                "/finance/cost_effectiveness/alternatives/{row}/{key}"
            ))
        })
}

/// What to take of independent projects.
fn selection(subject: &Subject<'_>, selection: &Selection) -> Table {
    let columns = vec![
        subject.column("方法", "Method", Format::Text),
        subject.column("入选", "Taken", Format::Text),
        subject.money_column("费用", "Cost"),
        subject.money_column("净现值", "NPV"),
    ];
    let row = |name: String, basket: &fourr_cost_benefit::finance::Basket| {
        [
            Cell::from(name),
            Cell::from(basket.projects.join(subject.lang.pick("、", ", "))),
            Cell::Money(basket.cost),
            Cell::Money(basket.npv),
        ]
    };
    let best = selection.best.as_ref().map(|basket| {
        row(
            subject.text("全部组合中最优", "best of all selections"),
            basket,
        )
    });
    let by_ratio = row(
        subject.text("按 B/C 依次选取", "by B/C while the money lasts"),
        &selection.by_ratio,
    );
    let budget = subject.lang.compact(selection.budget);
    let caption = match subject.lang {
        fourr_locale::Lang::Zh => format!("预算 {budget} 内的独立项目"),
        fourr_locale::Lang::En => format!("Independent projects within a budget of {budget}"),
    };
    Table::new("selection", caption, columns).with_rows(best.into_iter().chain([by_ratio]))
}
