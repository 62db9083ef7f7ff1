//! The section on change: what moved, split into volume, price and mix, and what a campaign added.

use fourr_chart::{Amount, Direction, Shape, Waterfall, WaterfallStep};
use fourr_cost_benefit::media::{Bootstrap, Change, Effects, Metric, Split};

use super::{
    names,
    subject::{Subject, Words, count, exact_money, money, share, symbol},
    told::{self, Look, Told},
    undefined,
};
use crate::{Block, Cell, Format, Formula, Live, Method, Prose, Row, Section, Span, Table};

/// Levels that a table shows.
const SHOWN: usize = 20;

/// What moved between two periods or two groups; nothing where neither is asked for.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let media = subject.summary.media.as_ref()?;
    let change = media.change.as_ref()?;
    let mut blocks = vec![
        Block::Method(method(subject)),
        Block::Table(figures(subject, change)),
    ];
    let effects = [
        (
            "revenue-effects",
            ["收入变化的分解", "The change of revenue, split"],
            &change.revenue,
        ),
        (
            "cost-effects",
            ["花费变化的分解", "The change of cost, split"],
            &change.cost,
        ),
    ];
    for (id, title, effects) in effects {
        if let Some(effects) = effects {
            blocks.push(Block::Table(split(subject, change, (id, title), effects)));
        }
    }
    blocks.extend(
        change
            .revenue
            .as_ref()
            .map(|effects| waterfall(subject, change, effects)),
    );
    if let Some(causal) = &media.difference_in_differences {
        let caption = subject.text(
            "双重差分：活动带来的转化率变化",
            "Difference in differences of the conversion rate",
        );
        let pointer = "/media/difference_in_differences";
        blocks.push(subject.say(
            "双重差分假定没有活动时两组的变化相同。",
            "A difference in differences tells the effect if both groups would have changed alike without the campaign.",
            &[],
        ).into());
        blocks.push(Block::Table(told::table(
            subject,
            ("did", caption),
            &causal.figures,
            pointer,
        )));
        blocks.extend(
            causal
                .bootstrap
                .map(|of| Block::from(bootstrap(subject, &of))),
        );
    }
    let title = subject.text("变化与效果", "Change and effect");
    Some(Section::new("change", title, blocks))
}

/// What drawing whole days again says of the effect.
fn bootstrap(subject: &Subject<'_>, of: &Bootstrap) -> Prose {
    subject.say(
        "同一天的点击并不独立，按天整体重抽（自助法，前 {0} 天、后 {1} 天，{2} 次，种子 {3}）：效果的标准误 {4}，95% 区间 {5} 至 {6}。",
        "The clicks of a day are not independent. Drawing whole days again (bootstrap over {0} days before and {1} after, {2} draws, seed {3}) gives the effect a standard error of {4} and a 95% interval from {5} to {6}.",
        &[
            count(of.days_before as u64),
            count(of.days_after as u64),
            count(of.draws.into()),
            Span::code(of.seed.to_string()),
            share(of.standard_error),
            share(of.low),
            share(of.high),
        ],
    )
}

fn method(subject: &Subject<'_>) -> Method {
    let indexed = |name: &str, at: u64| symbol(name).index(at.into());
    let volume = (indexed("Q", 1) - indexed("Q", 0)) * indexed("p", 0).mean();
    let mix = indexed("Q", 1)
        * ((indexed("s", 1) - indexed("s", 0)) * indexed("p", 0)).sum_over(symbol("i"));
    let price = (indexed("q", 1) * (indexed("p", 1) - indexed("p", 0))).sum_over(symbol("i"));
    let delta = symbol("ΔM").equals(volume + mix + price);
    Method {
        name: subject.text("量、价、结构三因素分解", "Volume, price and mix"),
        words: vec![subject.say(
            "收入 = 转化量 × 客单价，花费 = 点击量 × 点击成本。三项之和恰为总变化；基期没有量的项目按基期平均价计。",
            "Revenue is conversions times order value, cost is clicks times cost of a click. The three effects add up to the difference exactly; a level without units in the baseline has the mean price there.",
            &[],
        )],
        formulas: vec![
            Formula::new(delta)
                .meaning(symbol("Q"), subject.text("总量，0 为基期，1 为比较期", "units in all; 0 the baseline, 1 the period compared"))
                .meaning(symbol("s"), subject.text("各项在总量中的占比", "share of a level in the units"))
                .meaning(symbol("p"), subject.text("各项单价", "price of a unit of a level")),
        ],
        ..Method::default()
    }
}

fn heads(subject: &Subject<'_>, change: &Change) -> [String; 2] {
    match change.split {
        Split::Periods => [
            subject.text("基期", "Baseline"),
            subject.text("比较期", "Compared"),
        ],
        Split::Groups => [
            subject.text("对照组", "Control"),
            subject.text("活动组", "Test"),
        ],
    }
}

/// Every figure at both ends.
fn figures(subject: &Subject<'_>, change: &Change) -> Table {
    let [from, to] = heads(subject, change);
    let columns = vec![
        subject.column("指标", "Figure", Format::Text),
        crate::Column::new(from, Format::Mixed),
        crate::Column::new(to, Format::Mixed),
        subject.column("差", "Difference", Format::Mixed),
        subject.column("变化率", "Relative", Format::Share),
        subject.column("说明", "Remark", Format::Text),
    ];
    let shown: Vec<_> = change
        .figures
        .0
        .iter()
        .filter(|(_, moved)| moved.from.value().or(moved.to.value()).is_some())
        .collect();
    let rows = shown.iter().map(|(metric, moved)| {
        let (name, look, _) = Metric::told(*metric);
        [
            Cell::from(subject.pick(name)),
            look.cell(moved.from),
            look.cell(moved.to),
            look.cell(moved.difference),
            Look::Share.cell(moved.relative),
            Cell::from(undefined::remark(subject, moved.difference)),
        ]
    });
    let caption = subject.text("两端的指标", "Figures at both ends");
    let keys: Vec<&str> = shown
        .iter()
        .map(|(metric, _)| fourr_cost_benefit::Quantity::key(*metric))
        .collect();
    Table::new("change", caption, columns)
        .with_rows(rows)
        .read_from(|row, column| {
            let end = ["from", "to", "difference", "relative"].get(column.checked_sub(1)?)?;
            Some(format!("/media/change/figures/{}/{end}", keys.get(row)?))
        })
}

/// Effects of every level; the rows add up.
fn split(
    subject: &Subject<'_>,
    change: &Change,
    (id, title): (&'static str, [&'static str; 2]),
    effects: &Effects,
) -> Table {
    let [zh, en] = change.by.map_or(["项目", "Level"], names::dimension_head);
    let columns = vec![
        subject.column(zh, en, Format::Text),
        subject.money_column("量", "Volume"),
        subject.money_column("价", "Price"),
        subject.money_column("结构", "Mix"),
        subject.money_column("其他", "Other"),
        subject.money_column("合计", "Sum"),
    ];
    let row = |name: String, parts: [f64; 4]| {
        let sum = parts.iter().sum();
        let cells = parts.into_iter().chain([sum]).map(Cell::Money);
        std::iter::once(Cell::from(name))
            .chain(cells)
            .collect::<Vec<_>>()
    };
    let mut levels: Vec<_> = effects.levels.iter().collect();
    let size = |level: &&fourr_cost_benefit::media::LevelEffect| {
        (level.volume + level.price + level.mix + level.remainder).abs()
    };
    levels.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let (shown, rest) = levels.split_at(levels.len().min(SHOWN));
    let parts = |level: &fourr_cost_benefit::media::LevelEffect| {
        [level.volume, level.price, level.mix, level.remainder]
    };
    let mut rows: Vec<Vec<Cell>> = shown
        .iter()
        .map(|level| row(subject.level(&level.name), parts(level)))
        .collect();
    if !rest.is_empty() {
        let sum = rest.iter().fold([0.0; 4], |sum, level| {
            let add = parts(level);
            std::array::from_fn(|i| sum[i] + add[i])
        });
        rows.push(row(subject.text("其余", "All others"), sum));
    }
    let total = [
        effects.volume,
        effects.price,
        effects.mix,
        effects.remainder,
    ];
    let count = rows.len();
    let table = Table::new(id, subject.pick(title), columns)
        .with_rows(rows)
        .with_total(row(subject.text("合计", "Total"), total));
    let sum = || Live::Here(1) + Live::Here(2) + Live::Here(3) + Live::Here(4);
    let table = (0..count).fold(table, |table, at| table.live_at(Row::At(at), 5, sum()));
    (1..=5).fold(table, |table, column| {
        table.live_at(Row::Total, column, Live::Above(column))
    })
}

fn waterfall(subject: &Subject<'_>, change: &Change, effects: &Effects) -> Block {
    let [from, to] = heads(subject, change);
    let step = |label: String, amount| WaterfallStep { label, amount };
    let mut steps = vec![
        step(from, Amount::Total(effects.from)),
        step(subject.text("量", "Volume"), Amount::Change(effects.volume)),
        step(subject.text("价", "Price"), Amount::Change(effects.price)),
        step(subject.text("结构", "Mix"), Amount::Change(effects.mix)),
    ];
    if effects.remainder != 0.0 {
        steps.push(step(
            subject.text("其他", "Other"),
            Amount::Change(effects.remainder),
        ));
    }
    steps.push(step(to, Amount::Total(effects.to)));
    let reading = subject.say(
        "收入由 {0} 变为 {1}：量的影响 {2}，价 {3}，结构 {4}。",
        "Revenue went from {0} to {1}: volume {2}, price {3}, mix {4}.",
        &[
            money(effects.from),
            money(effects.to),
            exact_money(effects.volume),
            exact_money(effects.price),
            exact_money(effects.mix),
        ],
    );
    let shape = Shape::Waterfall(Waterfall {
        category: subject.text("因素", "Effect"),
        value: subject.money_axis("收入", "Revenue"),
        steps,
        direction: Direction::Auto,
    });
    let words = Words {
        title: subject.text("收入变化的三因素", "What moved the revenue"),
        population: subject.population(),
        method: subject.pick([
            "量、价、结构精确分解",
            "exact split into volume, price and mix",
        ]),
    };
    subject.chart("revenue-change", words, (shape, reading))
}
