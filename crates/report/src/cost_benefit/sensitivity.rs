//! The sections on sensitivity: tornado, switching values, two drivers together, scenarios and chance.

use fourr_chart::{HeatMap, Outcome as End, Ramp, Series, Shape, Tornado, TornadoBar};
use fourr_cost_benefit::{
    ChanceShape,
    finance::{Driver, Outcome, Sensitivity, TwoWay},
};

use super::{
    names,
    subject::{Subject, Words, count, money, share},
    undefined,
};
use crate::{Block, Cell, Convention, Format, Method, Section, Span, Table};

/// The names of what belongs to one outcome.
struct Ids {
    section: &'static str,
    bars: &'static str,
    two_way: &'static str,
    chance: &'static str,
    tornado: &'static str,
    heat: &'static str,
    pointer: &'static str,
}

const PROFIT: Ids = Ids {
    section: "profit-sensitivity",
    bars: "profit-drivers",
    two_way: "profit-two-way",
    chance: "profit-chance",
    tornado: "profit-tornado",
    heat: "profit-heat",
    pointer: "/profit_sensitivity",
};

const NPV: Ids = Ids {
    section: "npv-sensitivity",
    bars: "npv-drivers",
    two_way: "npv-two-way",
    chance: "npv-chance",
    tornado: "npv-tornado",
    heat: "npv-heat",
    pointer: "/finance/sensitivity",
};

/// How the profit of the ledger moves.
pub(super) fn of_profit(subject: &Subject<'_>) -> Option<Section> {
    let sensitivity = subject.summary.profit_sensitivity.as_ref()?;
    let title = subject.text("利润的敏感性", "What the profit depends on");
    Some(section(subject, sensitivity, &PROFIT, title))
}

/// How the net present value moves.
pub(super) fn of_npv(subject: &Subject<'_>) -> Option<Section> {
    let sensitivity = subject.summary.finance.as_ref()?.sensitivity.as_ref()?;
    let title = subject.text("净现值的敏感性", "What the net present value depends on");
    Some(section(subject, sensitivity, &NPV, title))
}

fn section(subject: &Subject<'_>, of: &Sensitivity, ids: &Ids, title: String) -> Section {
    let mut blocks = vec![
        Block::Method(method(subject, of)),
        Block::Table(bars(subject, of, ids)),
        tornado(subject, of, ids),
    ];
    if let Some(two_way) = &of.two_way {
        blocks.push(Block::Table(grid(subject, two_way, ids)));
        blocks.push(heat(subject, of, two_way, ids));
    }
    blocks.push(Block::Table(chance(subject, of, ids)));
    Section::new(ids.section, title, blocks)
}

fn outcome(outcome: Outcome) -> [&'static str; 2] {
    match outcome {
        Outcome::Profit => ["利润", "Profit"],
        Outcome::Npv => ["净现值", "Net present value"],
    }
}

fn method(subject: &Subject<'_>, of: &Sensitivity) -> Method {
    let words = match of.outcome {
        Outcome::Profit => subject.say(
            "利润 = 访问（点击）量 × 转化率 × 客单价 × 毛利率 − 费用。每次只变动一个因素，上下各 {0}；临界值是使利润为 0 的取值。",
            "Profit is visits (clicks) times conversion rate times order value times margin, less costs. One driver moves at a time, by {0} either way; its switching value makes the profit zero.",
            &[share(of.range)],
        ),
        Outcome::Npv => subject.say(
            "全部效益、全部费用与折现率各自变动，上下各 {0}；临界值是使净现值为 0 的取值。",
            "All benefits, all costs and the rate move one at a time, by {0} either way; the switching value makes the net present value zero.",
            &[share(of.range)],
        ),
    };
    let shape = match of.monte_carlo.shape {
        ChanceShape::Triangular => ["三角分布", "triangular"],
        ChanceShape::Normal => [
            "正态分布，区间含 90%",
            "normal, nine tenths within the range",
        ],
    };
    Method {
        name: subject.text("敏感性分析", "Sensitivity"),
        words: vec![words],
        conventions: vec![Convention {
            question: subject.text("蒙特卡洛的分布", "What chance looks like"),
            in_force: subject.say(
                "{0}，各因素独立，{1} 次，种子 {2}",
                "{0}, drivers independent, {1} draws, seed {2}",
                &[
                    Span::plain(subject.pick(shape)),
                    count(of.monte_carlo.draws.into()),
                    Span::code(of.monte_carlo.seed.to_string()),
                ],
            ),
        }],
        ..Method::default()
    }
}

/// A value of a driver in its own look.
fn input(driver: Driver, value: f64) -> Cell {
    match driver {
        Driver::Visits => Cell::Number(value.round()),
        Driver::Cvr | Driver::Margin | Driver::Rate => Cell::Share(value),
        Driver::Aov | Driver::Cost | Driver::Benefits | Driver::Costs => Cell::Money(value),
    }
}

fn bars(subject: &Subject<'_>, of: &Sensitivity, ids: &Ids) -> Table {
    let columns = vec![
        subject.column("因素", "Driver", Format::Text),
        subject.column("基准", "Base", Format::Mixed),
        subject.money_column("取低值时", "At the low end"),
        subject.money_column("取高值时", "At the high end"),
        subject.money_column("摆幅", "Swing"),
        subject.column("弹性", "Elasticity", Format::Number(2)),
        subject.column("临界值", "Switching value", Format::Mixed),
        subject.column("说明", "Remark", Format::Text),
    ];
    let rows = of.bars.iter().map(|bar| {
        let switching = bar.switching_value;
        [
            Cell::from(subject.pick(names::driver(bar.driver))),
            input(bar.driver, bar.base),
            Cell::Money(bar.low),
            Cell::Money(bar.high),
            Cell::Money(bar.swing),
            bar.elasticity.value().into(),
            switching
                .value()
                .map_or(Cell::Empty, |value| input(bar.driver, value)),
            Cell::from(undefined::remark(subject, switching)),
        ]
    });
    let caption = subject.text(
        "单因素敏感性与临界值",
        "One driver at a time, with switching values",
    );
    Table::new(ids.bars, caption, columns)
        .with_rows(rows)
        .read_from(|row, column| {
            let keys = [
                "base",
                "low",
                "high",
                "swing",
                "elasticity",
                "switching_value",
            ];
            let key = keys.get(column.checked_sub(1)?)?;
            Some(format!("{}/bars/{row}/{key}", ids.pointer))
        })
}

fn words<'w>(subject: &Subject<'_>, of: &Sensitivity, title: String, method: &'w str) -> Words<'w> {
    let name = subject.pick(outcome(of.outcome));
    let base = subject.lang.compact(of.base_value);
    Words {
        title,
        population: match subject.lang {
            fourr_locale::Lang::Zh => format!("基准{name} {base}"),
            fourr_locale::Lang::En => format!("{name} at base: {base}"),
        },
        method,
    }
}

/// A title with the name of the outcome put in.
fn about(subject: &Subject<'_>, of: &Sensitivity, title: [&'static str; 2]) -> String {
    let name = subject.pick(outcome(of.outcome));
    subject.pick(title).replace("{}", name)
}

fn tornado(subject: &Subject<'_>, of: &Sensitivity, ids: &Ids) -> Block {
    let end = |sign: &str, result: f64| End {
        input: format!("{sign}{}", subject.lang.share(of.range, 0)),
        result,
    };
    let bars = of.bars.iter().map(|bar| TornadoBar {
        label: subject.pick(names::driver(bar.driver)).to_owned(),
        low: end("-", bar.low),
        high: end("+", bar.high),
    });
    let [zh, en] = outcome(of.outcome);
    let shape = Shape::Tornado(Tornado {
        driver: subject.text("因素", "Driver"),
        value: subject.money_axis(zh, en),
        base: of.base_value,
        bars: bars.collect(),
    });
    let widest = of.bars.first();
    let reading = subject.say(
        "影响最大的是{0}：上下各 {1}，结果相差 {2}。",
        "{0} matters most: {1} either way move the result by {2}.",
        &[
            Span::plain(widest.map_or("", |bar| subject.pick(names::driver(bar.driver)))),
            share(of.range),
            money(widest.map_or(0.0, |bar| bar.swing)),
        ],
    );
    let title = about(subject, of, ["{}的龙卷风图", "Tornado: {}"]);
    let method = subject.text("单因素变动，其余不变", "one driver at a time");
    subject.chart(
        ids.tornado,
        words(subject, of, title, &method),
        (shape, reading),
    )
}

fn grid(subject: &Subject<'_>, two_way: &TwoWay, ids: &Ids) -> Table {
    let [row, column] = [two_way.rows, two_way.columns].map(|d| subject.pick(names::driver(d)));
    let mut columns = vec![crate::Column::new(
        format!("{row} \\ {column}"),
        Format::Mixed,
    )];
    columns.extend(two_way.column_values.iter().map(|value| {
        let head = input(two_way.columns, *value).display(Format::Mixed, subject.lang);
        crate::Column::new(head, Format::Money)
    }));
    let rows = two_way
        .row_values
        .iter()
        .zip(&two_way.results)
        .map(|(value, results)| {
            let results = results.iter().map(|result| Cell::Money(*result));
            std::iter::once(input(two_way.rows, *value))
                .chain(results)
                .collect::<Vec<_>>()
        });
    let caption = subject.text("双因素敏感性", "Two drivers together");
    Table::new(ids.two_way, caption, columns)
        .with_rows(rows)
        .read_from(|row, column| {
            let column = column.checked_sub(1)?;
            Some(format!("{}/two_way/results/{row}/{column}", ids.pointer))
        })
}

fn heat(subject: &Subject<'_>, of: &Sensitivity, two_way: &TwoWay, ids: &Ids) -> Block {
    let label = |driver: Driver, values: &[f64]| -> Vec<String> {
        let show = |value: &f64| input(driver, *value).display(Format::Mixed, subject.lang);
        values.iter().map(show).collect()
    };
    let losing = two_way
        .results
        .iter()
        .flatten()
        .filter(|result| **result < 0.0)
        .count();
    let all = two_way.results.iter().map(Vec::len).sum::<usize>();
    let [zh, en] = outcome(of.outcome);
    let shape = Shape::HeatMap(HeatMap {
        column: subject.pick(names::driver(two_way.columns)).to_owned(),
        columns: label(two_way.columns, &two_way.column_values),
        row: subject.pick(names::driver(two_way.rows)).to_owned(),
        rows: label(two_way.rows, &two_way.row_values)
            .into_iter()
            .zip(&two_way.results)
            .map(|(name, results)| Series::new(name, results.iter().copied()))
            .collect(),
        value: subject.money_axis(zh, en),
        ramp: Ramp::Diverging(0.0),
    });
    let reading = subject.say(
        "{1} 格中有 {0} 格亏损。",
        "{0} of {1} cells are losses.",
        &[count(losing as u64), count(all as u64)],
    );
    let title = about(
        subject,
        of,
        ["{}的双因素热力图", "Two drivers together: {}"],
    );
    let method = subject.text("最敏感的两个因素", "the two widest drivers");
    subject.chart(
        ids.heat,
        words(subject, of, title, &method),
        (shape, reading),
    )
}

fn chance(subject: &Subject<'_>, of: &Sensitivity, ids: &Ids) -> Table {
    let columns = vec![
        subject.column("项目", "Figure", Format::Text),
        subject.column("数值", "Value", Format::Mixed),
    ];
    let (scenarios, chance) = (&of.scenarios, &of.monte_carlo);
    let fixed = |names, value, key: &str| told(subject, names, (Cell::Money(value), key));
    let mut rows = vec![
        fixed(
            ["各因素都取不利值", "Every driver at its worse end"],
            scenarios.pessimistic,
            "scenarios/pessimistic",
        ),
        fixed(["基准", "Base"], scenarios.base, "scenarios/base"),
        fixed(
            ["各因素都取有利值", "Every driver at its better end"],
            scenarios.optimistic,
            "scenarios/optimistic",
        ),
    ];
    let named = of.named_scenarios.iter().enumerate();
    rows.extend(named.map(|(place, played)| {
        let value = played.result.value().map_or(Cell::Empty, Cell::Money);
        let key = format!("named_scenarios/{place}/result");
        (played.name.clone(), value, key)
    }));
    rows.extend([
        fixed(
            ["蒙特卡洛均值", "Mean by chance"],
            chance.mean,
            "monte_carlo/mean",
        ),
        fixed(["P10", "P10"], chance.p10, "monte_carlo/p10"),
        fixed(["P50", "P50"], chance.p50, "monte_carlo/p50"),
        fixed(["P90", "P90"], chance.p90, "monte_carlo/p90"),
        told(
            subject,
            ["亏损概率", "Probability of a loss"],
            (
                Cell::Share(chance.loss_probability),
                "monte_carlo/loss_probability",
            ),
        ),
    ]);
    let keys: Vec<String> = rows.iter().map(|(.., key)| key.clone()).collect();
    let caption = subject.text("情景与蒙特卡洛", "Scenarios and chance");
    let rows = rows
        .into_iter()
        .map(|(name, value, _)| [Cell::Text(name), value]);
    Table::new(ids.chance, caption, columns)
        .with_rows(rows)
        .read_from(|row, column| (column == 1).then(|| format!("{}/{}", ids.pointer, keys[row])))
}

/// A row: what it is called, its value, and the place of that below the sensitivity.
fn told(
    subject: &Subject<'_>,
    names: [&'static str; 2],
    (value, key): (Cell, &str),
) -> (String, Cell, String) {
    (subject.pick(names).to_owned(), value, key.to_owned())
}
