//! The purchase cycle, and who has fallen silent.

use fourr_rfm::{Column as Customers, CycleSource, Dormancy, PurchaseCycle, Status};

use super::{
    Sheet,
    working::{self, comes_to, comes_to_share},
};
use crate::rfm::{cycle, dormancy, findings, names, values::number};
use crate::{Block, Cell, Format, Formula, Math, Operator, Prose, Span, Step};

/// Nothing for a table of customers, which does not tell when they bought.
pub(super) fn step(sheet: &Sheet<'_>) -> Option<Step> {
    let subject = &sheet.subject;
    let cycle = subject.summary.cycle.as_ref()?;
    let title = subject.text("购买周期与沉睡客户", "Purchase cycle and dormant customers");
    let done = subject.say(
        "购买日去重后求相邻间隔；购买日不少于 3 天的客户用自己的周期，其余用全体间隔的中位数，再看沉默了多久。",
        "Find the gaps between the distinct purchase days of each customer. Who has three purchase days or more is held to a cycle of their own, anybody else to the median of all gaps; then see how long they have been silent.",
        &[],
    );
    let mut step = Step::new("cycle", title, done);
    step.formulas = formulas(sheet, cycle);
    step.result = [
        Some(Block::Table(cycle::figures(subject, cycle))),
        cycle::gaps(subject, cycle),
        Some(Block::Paragraph(limits(sheet, cycle))),
        Some(Block::Table(dormancy::table(subject, cycle))),
        Some(dormancy::bars(subject, cycle)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let found = [findings::silence(subject), findings::rhythm(subject)];
    let sentences = found.into_iter().flatten().map(|found| found.text);
    let gap = Span::plain(subject.lang.pick("", " "));
    let spans = sentences.flat_map(|text| text.into_spans().into_iter().chain([gap.clone()]));
    Some(step.concludes(Prose::of(spans)))
}

fn formulas(sheet: &Sheet<'_>, cycle: &PurchaseCycle) -> Vec<Formula> {
    let mut formulas: Vec<Formula> = own_cycle(sheet).into_iter().collect();
    formulas.extend(silence(sheet, cycle));
    formulas.push(repurchase(sheet, cycle));
    formulas
}

fn of(letter: &str) -> Math {
    Math::symbol(letter).index(Math::symbol("i"))
}

/// The cycle that the example is held to.
fn own_cycle(sheet: &Sheet<'_>) -> Option<Formula> {
    let (subject, row) = (&sheet.subject, sheet.example.row);
    let length = sheet.people.number(Customers::CycleDays, row)?;
    let source = sheet.people.text(Customers::CycleSource, row)?;
    let [first, last, days] = ["f", "l", "d"].map(of);
    let cycle = Math::symbol("c");
    if source != CycleSource::Own.name() {
        let words = subject.text("全体购买间隔的中位数", "median of all gaps");
        let note = subject.text(
            "例题客户的周期（天）：购买日不足 3 天，取全体间隔的中位数",
            "cycle of the example, in days: with fewer than 3 purchase days it is the median of all gaps",
        );
        return Some(
            Formula::new(of("c").equals(Math::words(words)))
                .meaning(of("c"), note)
                .worked(comes_to(cycle, length)),
        );
    }
    let day = |column| sheet.people.date(column, row).map(Cell::from);
    let bought = sheet.people.number(Customers::PurchaseDays, row)?;
    let span = Math::from(day(Customers::LastOrder)?) - Math::from(day(Customers::FirstOrder)?);
    let gaps = Math::value(bought, Format::Count) - 1_u64.into();
    let own = (last.clone() - first.clone()) / (days.clone() - 1_u64.into());
    Some(
        Formula::new(of("c").equals(own))
            .meaning(
                of("c"),
                subject.text("客户 i 的购买周期（天）", "purchase cycle, in days"),
            )
            .meaning(last, subject.text("最后购买日", "last purchase day"))
            .meaning(first, subject.text("首个购买日", "first purchase day"))
            .meaning(days, subject.text("购买日数", "purchase days"))
            .worked(comes_to(cycle.equals(span / gaps), length)),
    )
}

/// How long the example has been silent, and its state.
fn silence(sheet: &Sheet<'_>, cycle: &PurchaseCycle) -> Option<Formula> {
    let (subject, row) = (&sheet.subject, sheet.example.row);
    let state = sheet.people.text(Customers::Status, row)?;
    let state = Status::ALL.into_iter().find(|of| of.name() == state)?;
    if cycle.dormancy == Dormancy::Days {
        return Some(within_days(sheet, cycle, state));
    }
    let recency = sheet.example.figure(0);
    let verdict = Math::words(names::status(state, subject.lang));
    let length = sheet.people.number(Customers::CycleDays, row)?;
    let ratio = sheet.people.number(Customers::CycleRatio, row)?;
    let worked = Math::symbol("q").equals(recency / working::number(length));
    let words = subject.text(
        "沉默倍数：间隔是周期的几倍",
        "silence, as a multiple of the cycle",
    );
    Some(
        Formula::new(of("q").equals(of("R") / of("c")))
            .meaning(of("q"), words)
            .worked(comes_to(worked, ratio).with(Operator::Implies, verdict)),
    )
}

/// The example's days since the last purchase between the limits of its state.
fn within_days(sheet: &Sheet<'_>, cycle: &PurchaseCycle, state: Status) -> Formula {
    let subject = &sheet.subject;
    let reached = Status::ALL.into_iter().position(|of| of == state);
    let (low, high) = match reached.unwrap_or_default() {
        0 => (None, Some(0)),
        place @ 1..=2 => (Some(place - 1), Some(place)),
        _ => (Some(2), None),
    };
    let limit = |place: usize| cycle.limits.get(place).copied().map(working::number);
    let symbol = |place: usize| Math::symbol("L").index(((place + 1) as u64).into());
    let verdict = Math::words(names::status(state, subject.lang));
    let worked = between(
        low.and_then(limit),
        sheet.example.figure(0),
        high.and_then(limit),
    );
    let words = subject.text(
        "最近一次消费间隔（天），与固定的界限比较",
        "days since the last purchase, against fixed limits",
    );
    Formula::new(between(low.map(symbol), of("R"), high.map(symbol)))
        .meaning(of("R"), words)
        .worked(worked.with(Operator::Implies, verdict))
}

/// `low < value ≤ high`, with one side open where there is no limit.
fn between(low: Option<Math>, value: Math, high: Option<Math>) -> Math {
    match (low, high) {
        (Some(low), None) => value.with(Operator::More, low),
        (low, high) => {
            let above = match low {
                Some(low) => low.with(Operator::Less, value),
                None => value,
            };
            high.into_iter()
                .fold(above, |above, high| above.with(Operator::AtMost, high))
        }
    }
}

fn repurchase(sheet: &Sheet<'_>, cycle: &PurchaseCycle) -> Formula {
    let subject = &sheet.subject;
    let words = |zh, en| Math::words(subject.text(zh, en));
    let repeat = words(
        "购买日不少于 2 天的客户",
        "customers with two purchase days or more",
    );
    let all = words("全部客户", "all customers");
    let ratio = Math::from(cycle.repeat_customers) / subject.summary.totals.customers.into();
    Formula::new(words("复购率", "repurchase rate").equals(repeat / all))
        .worked(comes_to_share(ratio, cycle.repurchase_rate))
}

fn limits(sheet: &Sheet<'_>, cycle: &PurchaseCycle) -> Prose {
    let values: Vec<Span> = cycle.limits.iter().map(|limit| number(*limit)).collect();
    let [zh, en] = match cycle.dormancy {
        Dormancy::Cycle => [
            "判断标准（沉默倍数）：不超过 {0} 为活跃，{1} 以内为预警，{2} 以内为沉睡，超过 {2} 为流失。",
            "Limits, in cycles: up to {0} active, up to {1} at risk, up to {2} dormant, beyond that lost.",
        ],
        Dormancy::Days => [
            "判断标准（天）：不超过 {0} 为活跃，{1} 以内为预警，{2} 以内为沉睡，超过 {2} 为流失。",
            "Limits, in days: up to {0} active, up to {1} at risk, up to {2} dormant, beyond that lost.",
        ],
    };
    sheet.subject.say(zh, en, &values)
}
