//! The data sheet of customers, and segments by state of dormancy.

use fourr_rfm::{
    Basis, Column as Customers, CycleSource, Dormancy, Scheme, Scoring, Segmentation, Status,
};

use super::{
    fields::SHEET,
    names,
    subject::{Face, Subject},
};
use crate::{
    Column, DataColumn, DataSheet, Format, Live, Pivot, Place, Row, Side, Tally, Workbook,
};

/// The customers, and cross tables over them.
pub(super) fn workbook(subject: &Subject<'_>, result: &Segmentation) -> Workbook {
    let there = |column: &DataColumn| result.customers.column(&column.name).is_ok();
    let columns = [
        measures(subject),
        scores(subject),
        segments(subject),
        purchases(subject),
        models(subject),
    ];
    let customers = DataSheet {
        id: SHEET.into(),
        title: subject.text("客户", "Customers"),
        frame: result.customers.clone(),
        columns: columns.into_iter().flatten().filter(there).collect(),
    };
    Workbook {
        data: vec![customers],
        pivots: pivots(subject),
    }
}

fn plain(name: Customers, column: Column) -> DataColumn {
    DataColumn::new(name.name(), column)
}

fn own(name: Customers) -> Live {
    Live::own(name.name())
}

fn measures(subject: &Subject<'_>) -> Vec<DataColumn> {
    vec![
        plain(
            Customers::Customer,
            subject.column("客户编号", "Customer", Format::Text),
        ),
        plain(
            Customers::RecencyDays,
            subject
                .column("R 最近一次消费间隔", "R recency", Format::Mixed)
                .unit(subject.lang.pick("天", "days")),
        ),
        plain(
            Customers::Frequency,
            subject
                .column("F 消费频次", "F frequency", Format::Mixed)
                .unit(subject.lang.pick("笔", "orders")),
        ),
        plain(
            Customers::Monetary,
            subject.money_column("M 消费金额", "M monetary value"),
        ),
    ]
}

fn scores(subject: &Subject<'_>) -> Vec<DataColumn> {
    let faces = subject.faces();
    let names = [Customers::R, Customers::F, Customers::M];
    let mut columns: Vec<DataColumn> = Vec::new();
    for (place, name) in names.into_iter().enumerate() {
        let letter = faces[place].letter;
        let head = subject.column(
            &format!("{letter} 得分"),
            &format!("{letter} score"),
            Format::Count,
        );
        columns.push(plain(name, head).live(score(subject, place)));
    }
    let [r, f, m] = names.map(own);
    let sum = subject.column("得分合计", "Sum of scores", Format::Count);
    columns.push(plain(Customers::ScoreSum, sum).live(r + f + m));
    let weighted = subject.column("综合得分", "Weighted score", Format::Number(2));
    let [r, f, m] = names.map(own);
    let [wr, wf, wm] = subject.summary.weights.weights.0;
    let terms = Live::Number(wr) * r + Live::Number(wf) * f + Live::Number(wm) * m;
    let weighted = plain(Customers::WeightedScore, weighted).live(terms / (wr + wf + wm).into());
    columns.push(weighted);
    columns
}

/// The score of a value: one for each break that it has passed; in recency one less. Other conventions
/// than quantiles closed on the right have no such rule.
fn score(subject: &Subject<'_>, place: usize) -> Option<Live> {
    if !matches!(subject.summary.scoring, Scoring::Quantile | Scoring::Qcut) {
        return None;
    }
    let faces = subject.faces();
    let before: usize = faces[..place].iter().map(|face| breaks(face)).sum();
    let face = &faces[place];
    let cell = |cut: usize| Place {
        table: "score-breaks".into(),
        row: Row::At(before + cut),
        column: 2,
    };
    let passed = Live::Passed {
        cells: (0..breaks(face)).map(cell).collect(),
        value: Box::new(Live::own(face.field().column)),
    };
    let bins = f64::from(subject.summary.parameters.bins);
    Some(if face.letter == "R" {
        Live::Number(bins) - passed
    } else {
        Live::Number(1.0) + passed
    })
}

fn breaks(face: &Face<'_>) -> usize {
    face.figures.breaks.len()
}

/// The segment, and under another table than that of the eight types also the type.
fn segments(subject: &Subject<'_>) -> Vec<DataColumn> {
    let all = subject.summary.segments.0.iter().map(|of| &of.segment);
    let name = |segment: &fourr_rfm::Segment| subject.name(segment).to_owned();
    let keyed = all.map(|segment| (segment.key.clone(), name(segment)));
    let segment = subject.column("客户类型", "Segment", Format::Text);
    let segment = plain(Customers::Segment, segment).named(keyed);
    if subject.summary.parameters.scheme == Scheme::Textbook8 {
        return vec![segment.live(eight_type(subject))];
    }
    let kind = subject.column("八类客户", "Eight types", Format::Text);
    let types = eight(subject).into_iter();
    let kind = plain(Customers::EightType, kind).named(types);
    vec![segment, kind.live(eight_type(subject))]
}

/// Codes and names of the eight types.
fn eight(subject: &Subject<'_>) -> Vec<(String, String)> {
    let table = Scheme::Textbook8.table(subject.summary.parameters.bins);
    let segments = table.map(|table| table.segments).unwrap_or_default();
    let pair =
        |segment: fourr_rfm::Segment| (segment.code.clone(), subject.name(&segment).to_owned());
    segments.into_iter().map(pair).collect()
}

/// One of the eight types, by high and low of R, F and M against the splits in force.
fn eight_type(subject: &Subject<'_>) -> Option<Live> {
    let bases = &subject.summary.eight_types;
    let row = bases.iter().position(|by| by.in_force)?;
    let by_score = bases[row].basis == Basis::ScoreMean;
    let faces = subject.faces();
    let high = |place: usize| {
        let split = Live::cell("eight-splits", Row::At(row), place + 1);
        let face = &faces[place];
        match (by_score, face.letter) {
            (true, _) => Live::own(face.scores().column).exceeds(split),
            (false, "R") => split.exceeds(Live::own(face.field().column)),
            (false, _) => Live::own(face.field().column).exceeds(split),
        }
    };
    let number =
        Live::Number(1.0) + Live::Number(4.0) * high(0) + Live::Number(2.0) * high(1) + high(2);
    let mut types = eight(subject);
    types.sort();
    let names = types.iter().map(|(_, name)| Live::from(name.as_str()));
    Some(Live::Choice(Box::new(number), names.collect()))
}

/// What only a table of orders tells; a table of customers has none of these columns.
fn purchases(subject: &Subject<'_>) -> Vec<DataColumn> {
    let days = |zh, en| subject.days_column(zh, en);
    let date = |zh, en| subject.column(zh, en, Format::Date);
    let source = |source: CycleSource, zh, en| (source.name().to_owned(), subject.text(zh, en));
    let sources = [
        source(CycleSource::Own, "自己的", "own"),
        source(CycleSource::PopulationMedian, "全体中位数", "median of all"),
    ];
    let states = Status::ALL.map(|status| {
        (
            status.name().to_owned(),
            names::status(status, subject.lang).to_owned(),
        )
    });
    let whole = |zh, en| subject.column(zh, en, Format::Count);
    vec![
        plain(Customers::FirstOrder, date("首次购买", "First purchase")),
        plain(Customers::LastOrder, date("最近购买", "Last purchase")),
        plain(Customers::PurchaseDays, whole("购买日数", "Purchase days")),
        plain(Customers::CycleDays, days("购买周期", "Purchase cycle")),
        plain(
            Customers::CycleSource,
            subject.column("周期取自", "Cycle from", Format::Text),
        )
        .named(sources),
        plain(
            Customers::CycleRatio,
            subject.column("沉默倍数", "Silence in cycles", Format::Number(2)),
        )
        .live(own(Customers::RecencyDays) / own(Customers::CycleDays)),
        plain(
            Customers::Status,
            subject.column("状态", "State", Format::Text),
        )
        .named(states)
        .live(state(subject)),
    ]
}

/// What was added where it was asked for.
fn models(subject: &Subject<'_>) -> Vec<DataColumn> {
    vec![
        plain(
            Customers::Cluster,
            subject.column("簇", "Cluster", Format::Count),
        ),
        plain(
            Customers::PAlive,
            subject.column("活跃概率", "P(alive)", Format::Share),
        ),
        plain(
            Customers::ExpectedPurchases,
            subject.column("预计购买次数", "Purchases expected", Format::Number(2)),
        ),
        plain(
            Customers::ExpectedPurchaseValue,
            subject.money_column("预计每次金额", "Value of a purchase"),
        ),
        plain(
            Customers::LifetimeValue,
            subject.money_column("终身价值", "Lifetime value"),
        ),
    ]
}

/// The state by the limits that the silence exceeds; nothing where there is no cycle to compare with.
fn state(subject: &Subject<'_>) -> Option<Live> {
    let cycle = subject.summary.cycle.as_ref()?;
    let known = cycle.statuses.iter().all(|of| of.status != Status::Unknown);
    let silence = match cycle.dormancy {
        Dormancy::Cycle => Customers::CycleRatio,
        Dormancy::Days => Customers::RecencyDays,
    };
    let limits = cycle.limits.iter();
    let number = limits.fold(Live::Number(1.0), |number, limit| {
        number + own(silence).exceeds(*limit)
    });
    let names = Status::ALL.iter().take(cycle.limits.len() + 1);
    let names = names.map(|status| Live::from(names::status(*status, subject.lang)));
    known.then(|| Live::Choice(Box::new(number), names.collect()))
}

/// Customers, their share and their amount by segment and state; nothing where no state is known.
fn pivots(subject: &Subject<'_>) -> Vec<Pivot> {
    let Some(cycle) = subject.summary.cycle.as_ref() else {
        return Vec::new();
    };
    let segments = subject.summary.segments.0.iter();
    let segments = segments.map(|of| subject.name(&of.segment).to_owned());
    let states = cycle.statuses.iter();
    let states = states.map(|of| names::status(of.status, subject.lang).to_owned());
    let rows = Side {
        column: Customers::Segment.name().to_owned(),
        values: segments.collect(),
    };
    let columns = Side {
        column: Customers::Status.name().to_owned(),
        values: states.collect(),
    };
    let pivot = |id: &'static str, caption: String, tally| Pivot {
        id: id.into(),
        caption,
        sheet: SHEET.into(),
        rows: rows.clone(),
        columns: columns.clone(),
        tally,
    };
    let amount = Tally::Sum(Customers::Monetary.name().to_owned());
    vec![
        pivot(
            "segments-by-state",
            subject.text("客户数：客户类型 × 状态", "Customers by segment and state"),
            Tally::Rows,
        ),
        pivot(
            "segments-by-state-share",
            subject.text(
                "占全部客户的比例：客户类型 × 状态",
                "Share of all customers by segment and state",
            ),
            Tally::ShareOfRows,
        ),
        pivot(
            "segments-by-state-amount",
            subject.text("消费金额：客户类型 × 状态", "Amount by segment and state"),
            amount,
        ),
    ]
}
