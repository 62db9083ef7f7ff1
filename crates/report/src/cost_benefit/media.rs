//! The section on the ledger: totals, and what each level cost and brought in.

use fourr_cost_benefit::{
    ConversionBase, Dimension, Figure, Quantity, SunkCosts, Undefined,
    media::{ByLevel, Level, Measure, Media, Metric},
};

use super::{
    media_charts, names,
    subject::Subject,
    told::{self, Look, Told},
    undefined,
    workbook::SHEET,
};
use crate::{
    Block, Cell, Convention, Excerpt, Field, Format, Formula, Id, Live, Math, Method, Row, Section,
    Table,
};

/// Levels that a table shows.
const SHOWN: usize = 20;

/// Method, totals, tables of levels and charts.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let media = subject.summary.media.as_ref()?;
    let mut blocks = vec![
        Block::Method(method(subject)),
        Block::Table(sums(subject, media)),
        Block::Table(totals(subject, media)),
    ];
    for by in &media.levels {
        if by.by != Dimension::Day {
            blocks.push(Block::Table(traffic(subject, media, by)));
            blocks.push(Block::Table(returns(subject, media, by)));
            blocks.extend(not_defined(subject, by).map(Block::Table));
        }
    }
    blocks.extend(media_charts::blocks(subject, media));
    let title = subject.text("投放指标", "Media figures");
    Some(Section::new("media", title, blocks))
}

fn method(subject: &Subject<'_>) -> Method {
    let parameters = &subject.summary.parameters;
    let words = subject.say(
        "各级指标与合计都由加总后的分子与分母计算，不取比率的平均。净收入为收入减退款，含税。",
        "Figures of levels and totals are ratios of sums, never means of ratios. Net revenue is revenue less refunds, tax included.",
        &[],
    );
    let name = |zh: &str, en: &str| Math::words(subject.text(zh, en));
    let roi = (name("毛利", "gross profit") - name("全部费用", "all costs"))
        / name("全部费用", "all costs");
    let break_even = name("保本投产比", "break-even ROAS")
        .equals(Math::from(1_u64) / name("毛利率", "gross margin"));
    let base = match parameters.conversion_base {
        ConversionBase::Clicks => ["点击量", "clicks"],
        ConversionBase::Visits => ["访问量", "visits"],
    };
    let sunk = match parameters.sunk_costs {
        SunkCosts::Exclude => [
            "不计入（任何决策都收不回）",
            "not counted: no decision recovers them",
        ],
        SunkCosts::Include => ["计入", "counted"],
    };
    let convention = |zh: &str, en: &str, in_force: [&'static str; 2]| Convention {
        question: subject.text(zh, en),
        in_force: subject.pick(in_force).into(),
    };
    Method {
        name: subject.text("投放指标", "Media figures"),
        words: vec![words],
        formulas: vec![
            Formula::new(Math::words("ROI").equals(roi)),
            Formula::new(break_even),
        ],
        conventions: vec![
            convention("转化率的分母", "What conversions are divided by", base),
            convention("沉没成本", "Sunk costs", sunk),
            convention(
                "ROI 的口径",
                "What ROI is",
                [
                    "毛利口径；平台的“投产比”在此称 ROAS",
                    "on gross profit; what platforms call ROI is ROAS here",
                ],
            ),
        ],
        sources: vec!["Farris et al., Marketing Metrics".to_owned()],
    }
}

/// What the whole ledger adds up to.
pub(super) fn sums(subject: &Subject<'_>, media: &Media) -> Table {
    let columns = vec![
        subject.column("项目", "Sum", Format::Text),
        subject.column("合计", "Total", Format::Mixed),
    ];
    let measured: Vec<Measure> = media.total.sums.measured().iter().collect();
    let rows = measured.iter().map(|&measure| {
        [
            Cell::from(subject.pick(names::measure(measure))),
            sum_cell(&media.total, measure),
        ]
    });
    let caption = subject.text("台账合计", "What the ledger adds up to");
    let table = Table::new("media-sums", caption, columns).with_rows(rows);
    let keys: Vec<&str> = measured.iter().map(|measure| measure.key()).collect();
    let table = table
        .read_from(|row, column| (column == 1).then(|| format!("/media/total/sums/{}", keys[row])));
    let Some(first) = first_sheet(media) else {
        return table;
    };
    measured
        .iter()
        .enumerate()
        .fold(table, |table, (row, measure)| {
            table.live_at(Row::At(row), 1, of_dimension(first, measure.key()))
        })
}

/// The dimension whose levels add up to the ledger in the data sheet.
fn first_sheet(media: &Media) -> Option<Dimension> {
    media.levels.first().map(|by| by.by)
}

fn of_dimension(by: Dimension, column: &str) -> Live {
    let condition = Field::new(SHEET, "dimension").is(by.key());
    Field::new(SHEET, column).sum([condition])
}

fn sum_cell(level: &Level, measure: Measure) -> Cell {
    let value = level.sums.get(measure);
    if measure.is_money() {
        value.map_or(Cell::Empty, Cell::Money)
    } else {
        value.map_or(Cell::Empty, Cell::Number)
    }
}

/// Every figure of the whole ledger with its formula.
pub(super) fn totals(subject: &Subject<'_>, media: &Media) -> Table {
    let caption = subject.text(
        "全部投放的指标与公式",
        "Figures of the whole ledger, with formulas",
    );
    let figures = &media.total.figures;
    let table = told::table(
        subject,
        ("media-total", caption),
        figures,
        "/media/total/figures",
    );
    let measured: Vec<Measure> = media.total.sums.measured().iter().collect();
    let sum = |measure: Measure| {
        let row = measured.iter().position(|known| *known == measure)?;
        Some(Live::cell("media-sums", Row::At(row), 1))
    };
    let net = match (sum(Measure::Revenue), sum(Measure::Refunds)) {
        (Some(revenue), Some(refunds)) => Some(revenue - refunds),
        (revenue, _) => revenue,
    };
    let over = |a: Option<Live>, b: Option<Live>| Some(a? / b?);
    let cost = || sum(Measure::Cost);
    let ratios = [
        (
            Metric::Ctr,
            over(sum(Measure::Clicks), sum(Measure::Impressions)),
        ),
        (
            Metric::Cpm,
            over(cost().map(|c| c * 1000.0.into()), sum(Measure::Impressions)),
        ),
        (Metric::Cpc, over(cost(), sum(Measure::Clicks))),
        (Metric::Cpa, over(cost(), sum(Measure::Conversions))),
        (Metric::Aov, over(net.clone(), sum(Measure::Conversions))),
        (
            Metric::RevenuePerClick,
            over(net.clone(), sum(Measure::Clicks)),
        ),
        (Metric::Roas, over(net.clone(), cost())),
        (Metric::Acos, over(cost(), net)),
    ];
    ratios
        .into_iter()
        .fold(table, |table, (metric, live)| match live {
            Some(live) if figures.value(metric).is_some() => told::with_live(table, metric, live),
            _ => table,
        })
}

/// The columns of a table of levels: sums and figures.
#[derive(Clone, Copy)]
enum Shown {
    Sum(Measure),
    Figure(Metric),
    CostShare,
    ReturnShare,
}

impl Shown {
    /// Whether the ledger has it.
    fn is_there(self, media: &Media) -> bool {
        let has = |measure| media.total.sums.measured().has(measure);
        let defined = |metric| {
            let mut levels = media.levels.iter().flat_map(|by| &by.levels);
            levels.any(|level| level.figures.value(metric).is_some())
        };
        match self {
            Self::Sum(measure) => has(measure),
            Self::Figure(metric) => defined(metric),
            Self::CostShare => has(Measure::Cost),
            Self::ReturnShare => has(Measure::Revenue),
        }
    }

    fn column(self, subject: &Subject<'_>) -> crate::Column {
        let (names, look) = match self {
            Self::Sum(measure) => {
                let look = if measure.is_money() {
                    Look::Money
                } else {
                    Look::Number(0)
                };
                (names::measure(measure), look)
            }
            Self::Figure(metric) => {
                let (name, look, _) = metric.told();
                (name, look)
            }
            Self::CostShare => (["花费占比", "Share of cost"], Look::Share),
            Self::ReturnShare => (["收入占比", "Share of revenue"], Look::Share),
        };
        let [zh, en] = names;
        match look {
            Look::Money => subject.money_column(zh, en),
            Look::Share => subject.column(zh, en, Format::Share),
            Look::Number(0) => subject.column(zh, en, Format::Count),
            Look::Number(_) => subject.column(zh, en, Format::Number(2)),
        }
    }

    fn cell(self, level: &Level) -> Cell {
        match self {
            Self::Sum(measure) => sum_cell(level, measure),
            Self::Figure(metric) => {
                let (_, look, _) = metric.told();
                match look {
                    Look::Number(_) => level
                        .figures
                        .value(metric)
                        .map_or(Cell::Empty, Cell::Number),
                    look => look.cell(level.figures.get(metric)),
                }
            }
            Self::CostShare => Look::Share.cell(level.cost_share),
            Self::ReturnShare => Look::Share.cell(level.return_share),
        }
    }

    /// Where `summary.json` has it, below the level.
    fn pointer(self) -> String {
        match self {
            Self::Sum(measure) => format!("sums/{}", measure.key()),
            Self::Figure(metric) => format!("figures/{}", metric.key()),
            Self::CostShare => "cost_share".to_owned(),
            Self::ReturnShare => "return_share".to_owned(),
        }
    }

    /// How it follows from other columns of the table, where it is a plain quotient of two.
    fn quotient(self) -> Option<(Measure, Measure)> {
        match self {
            Self::Figure(Metric::Ctr) => Some((Measure::Clicks, Measure::Impressions)),
            Self::Figure(Metric::Cpc) => Some((Measure::Cost, Measure::Clicks)),
            Self::Figure(Metric::Cpa) => Some((Measure::Cost, Measure::Conversions)),
            _ => None,
        }
    }
}

fn traffic(subject: &Subject<'_>, media: &Media, by: &ByLevel) -> Table {
    let shown = [
        Shown::Sum(Measure::Impressions),
        Shown::Sum(Measure::Clicks),
        Shown::Figure(Metric::Ctr),
        Shown::Sum(Measure::Conversions),
        Shown::Figure(Metric::Cvr),
        Shown::Sum(Measure::Cost),
        Shown::Figure(Metric::Cpm),
        Shown::Figure(Metric::Cpc),
        Shown::Figure(Metric::Cpa),
        Shown::Figure(Metric::Cac),
    ];
    let caption = match subject.lang {
        fourr_locale::Lang::Zh => format!("各{}的流量与成本", names::dimension(by.by)[0]),
        fourr_locale::Lang::En => format!("Traffic and cost by {}", names::dimension(by.by)[1]),
    };
    levels(
        subject,
        media,
        by,
        (table_id(by.by, "traffic"), caption, &shown),
    )
}

fn returns(subject: &Subject<'_>, media: &Media, by: &ByLevel) -> Table {
    let shown = [
        Shown::Sum(Measure::Cost),
        Shown::CostShare,
        Shown::Sum(Measure::Revenue),
        Shown::ReturnShare,
        Shown::Figure(Metric::Roas),
        Shown::Figure(Metric::BreakevenRoas),
        Shown::Figure(Metric::GrossProfit),
        Shown::Figure(Metric::Contribution),
        Shown::Figure(Metric::NetBenefit),
        Shown::Figure(Metric::Roi),
    ];
    let caption = match subject.lang {
        fourr_locale::Lang::Zh => format!("各{}的投入与回报", names::dimension(by.by)[0]),
        fourr_locale::Lang::En => format!("Cost and return by {}", names::dimension(by.by)[1]),
    };
    levels(
        subject,
        media,
        by,
        (table_id(by.by, "returns"), caption, &shown),
    )
}

/// Why figures of single levels are not defined, but for those whose columns the ledger lacks; nothing where all are.
fn not_defined(subject: &Subject<'_>, by: &ByLevel) -> Option<Table> {
    let mut rows: Vec<[Cell; 3]> = Vec::new();
    for level in by.levels.iter().take(SHOWN) {
        let mut reasons: Vec<(Undefined, Vec<&str>)> = Vec::new();
        for (metric, figure) in level.figures.iter() {
            let Some(reason) = figure.reason().filter(|of| *of != Undefined::NotMeasured) else {
                continue;
            };
            let (name, ..) = metric.told();
            let name = subject.pick(name);
            match reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, names)) => names.push(name),
                None => reasons.push((reason, vec![name])),
            }
        }
        rows.extend(reasons.into_iter().map(|(reason, names)| {
            [
                Cell::from(subject.level(&level.name)),
                Cell::from(names.join(subject.lang.pick("、", ", "))),
                Cell::from(undefined::remark(subject, Figure::undefined(reason))),
            ]
        }));
    }
    if rows.is_empty() {
        return None;
    }
    let [zh, en] = names::dimension_head(by.by);
    let columns = vec![
        subject.column(zh, en, Format::Text),
        subject.column("指标", "Figures", Format::Text),
        subject.column("说明", "Remark", Format::Text),
    ];
    let caption = subject.text("没有定义的指标", "Figures that are not defined");
    Some(Table::new(table_id(by.by, "undefined"), caption, columns).with_rows(rows))
}

/// The name of a table of levels.
fn table_id(by: Dimension, kind: &str) -> Id {
    Id::from(match (by, kind) {
        (Dimension::Channel, "traffic") => "channel-traffic",
        (Dimension::Channel, "undefined") => "channel-undefined",
        (Dimension::Campaign, "undefined") => "campaign-undefined",
        (Dimension::Keyword, "undefined") => "keyword-undefined",
        (Dimension::Day, "undefined") => "day-undefined",
        (Dimension::Channel, _) => "channel-returns",
        (Dimension::Campaign, "traffic") => "campaign-traffic",
        (Dimension::Campaign, _) => "campaign-returns",
        (Dimension::Keyword, "traffic") => "keyword-traffic",
        (Dimension::Keyword, _) => "keyword-returns",
        (Dimension::Day, "traffic") => "day-traffic",
        (Dimension::Day, _) => "day-returns",
    })
}

fn levels(
    subject: &Subject<'_>,
    media: &Media,
    by: &ByLevel,
    (id, caption, shown): (Id, String, &[Shown]),
) -> Table {
    let shown: Vec<Shown> = shown
        .iter()
        .copied()
        .filter(|s| s.is_there(media))
        .collect();
    let [zh, en] = names::dimension_head(by.by);
    let mut columns = vec![subject.column(zh, en, Format::Text)];
    columns.extend(shown.iter().map(|shown| shown.column(subject)));
    let row = |name: String, level: &Level| {
        let figures = shown.iter().map(|shown| shown.cell(level));
        std::iter::once(Cell::from(name))
            .chain(figures)
            .collect::<Vec<_>>()
    };
    let first: Vec<&Level> = by.levels.iter().take(SHOWN).collect();
    let rows = first
        .iter()
        .map(|level| row(subject.level(&level.name), level));
    let total = row(subject.text("合计", "Total"), &media.total);
    let mut table = Table::new(id, caption, columns)
        .with_rows(rows)
        .with_total(total);
    if by.count > first.len() {
        table.excerpt = Some(Excerpt {
            of: by.count as u64,
            file: "levels.csv".to_owned(),
        });
    }
    let place = media
        .levels
        .iter()
        .position(|known| known.by == by.by)
        .unwrap_or(0);
    let table = table.read_from(|row, column| {
        let key = shown.get(column.checked_sub(1)?)?.pointer();
        let level = if row < first.len() {
            format!("/media/levels/{place}/levels/{row}")
        } else {
            "/media/total".to_owned()
        };
        Some(format!("{level}/{key}"))
    });
    let named: Vec<bool> = first.iter().map(|level| !level.name.is_empty()).collect();
    with_live(table, by.by, &shown, &named)
}

/// The table with its sums following from the data sheet and its plain quotients from its own columns.
fn with_live(table: Table, by: Dimension, shown: &[Shown], named: &[bool]) -> Table {
    let place = |wanted: Measure| {
        shown
            .iter()
            .position(|shown| matches!(shown, Shown::Sum(m) if *m == wanted))
            .map(|p| p + 1)
    };
    let mut table = table;
    for (at, shown) in shown.iter().enumerate() {
        let column = at + 1;
        let quotient = shown
            .quotient()
            .and_then(|(a, b)| Some(Live::Here(place(a)?) / Live::Here(place(b)?)));
        if let Shown::Sum(measure) = shown {
            for (row, _) in named.iter().enumerate().filter(|(_, named)| **named) {
                let conditions = [
                    Field::new(SHEET, "dimension").is(by.key()),
                    Field::new(SHEET, "level").is(Live::Here(0)),
                ];
                let sum = Field::new(SHEET, measure.key()).sum(conditions);
                table = table.live_at(Row::At(row), column, sum);
            }
            table = table.live_at(Row::Total, column, of_dimension(by, measure.key()));
        } else if let Some(quotient) = quotient {
            // What is not defined stays so when the workbook calculates: a CTR of more clicks than impressions.
            let defined = |row: &Vec<Cell>| !matches!(row[column], Cell::Empty);
            let rows: Vec<bool> = table.rows().iter().map(defined).collect();
            for (row, _) in rows.iter().enumerate().filter(|(_, defined)| **defined) {
                table = table.live_at(Row::At(row), column, quotient.clone());
            }
            if table
                .total()
                .is_some_and(|total| !matches!(total[column], Cell::Empty))
            {
                table = table.live_at(Row::Total, column, quotient);
            }
        }
    }
    table
}

/// The short table that a terminal shows: the levels of the first dimension.
pub(super) fn short_table(subject: &Subject<'_>, media: &Media) -> Option<Table> {
    let by = media.levels.iter().find(|by| by.by != Dimension::Day)?;
    let shown = [
        Shown::Sum(Measure::Cost),
        Shown::CostShare,
        Shown::ReturnShare,
        Shown::Figure(Metric::Cpa),
        Shown::Figure(Metric::Roas),
        Shown::Figure(Metric::Roi),
    ];
    Some(levels(
        subject,
        media,
        by,
        ("levels".into(), String::new(), &shown),
    ))
}
