//! Conventions other than the one in force, in words.

use fourr_locale::Lang;
use fourr_rfm::{
    Basis, DayCount, Monetary, Statuses, ZeroOrders,
    difference::{
        Change, NotPositive, OrderUnit, Purchase, Reference, RefundRows, RepeatedRows, Ties, Window,
    },
};

use super::names;

/// What a change does.
pub(super) fn words(change: &Change, lang: Lang) -> String {
    let named = |zh, en, name: &str| lang.pick(zh, en).to_owned() + name;
    match change {
        Change::Scheme(scheme) => named("分群：", "Segments: ", names::scheme(scheme, lang)),
        Change::Scoring(scoring) => named("打分：", "Scores: ", names::scoring(*scoring, lang)),
        Change::FrequencyScoring(scoring) => {
            let name = names::scoring(*scoring, lang);
            named("仅 F 打分改为：", "Scores of F alone: ", name)
        }
        Change::Reference(Reference::On(day)) => match lang {
            Lang::Zh => format!("分析日期为 {day}"),
            Lang::En => format!("Recency is seen from {day}"),
        },
        Change::Reference(reference) => self::reference(*reference, lang).to_owned(),
        Change::Basis(basis) => self::basis(*basis, lang),
        Change::Window(window) => self::window(*window, lang),
        Change::Bins(bins) => match lang {
            Lang::Zh => format!("每个维度分 {bins} 档"),
            Lang::En => format!("{bins} score classes"),
        },
        other => {
            let (zh, en) = rows(other).or_else(|| values(other)).unwrap_or_default();
            lang.pick(zh, en).to_owned()
        }
    }
}

/// Which rows and customers count, in Chinese and English.
fn rows(change: &Change) -> Option<(&'static str, &'static str)> {
    Some(match change {
        Change::Refunds(RefundRows::Deduct) => ("退款冲减金额", "Negative amounts lower M"),
        Change::Refunds(RefundRows::Exclude) => {
            ("不计负金额的行", "Rows with a negative amount are left out")
        }
        Change::Refunds(RefundRows::Count) => (
            "负金额的行冲减金额，并计为订单",
            "Rows with a negative amount lower M and count as orders",
        ),
        Change::Orders(OrderUnit::OrderIds) => ("按订单号计订单", "An order id is an order"),
        Change::Orders(OrderUnit::Rows) => ("每一行计一笔订单", "Every row counts as an order"),
        Change::Orders(OrderUnit::Days) => (
            "同一天的购买计为一笔订单",
            "Every day with a purchase counts as one order",
        ),
        Change::ZeroOrders(ZeroOrders::Exclude) => (
            "零金额的订单不计",
            "Orders with an amount of zero do not count",
        ),
        Change::ZeroOrders(ZeroOrders::Count) => {
            ("零金额的订单也计入", "Orders with an amount of zero count")
        }
        Change::Statuses(Statuses::Respect) => (
            "按状态剔除订单",
            "Cancelled orders are left out by their status",
        ),
        Change::Statuses(Statuses::Ignore) => (
            "不按状态剔除订单",
            "Cancelled orders count: the status is ignored",
        ),
        Change::RepeatedRows(RepeatedRows::Keep) => ("重复行也计入", "Repeated rows count"),
        Change::RepeatedRows(RepeatedRows::Drop) => (
            "完全重复的行只计一次",
            "Rows that stand twice in the file count once",
        ),
        Change::NotPositive(NotPositive::Keep) => (
            "保留金额不为正的客户",
            "Customers whose amount is not positive stay",
        ),
        Change::NotPositive(NotPositive::Drop) => (
            "剔除金额不为正的客户",
            "Customers whose amount is not positive are left out",
        ),
        _ => return None,
    })
}

/// How R and M are measured, and on which side a value on a limit falls, in Chinese and English.
fn values(change: &Change) -> Option<(&'static str, &'static str)> {
    Some(match change {
        Change::DayCount(DayCount::Calendar) => (
            "天数按日历日期相减",
            "Days are differences of calendar dates",
        ),
        Change::DayCount(DayCount::Elapsed) => (
            "天数按满 24 小时计",
            "Days are full 24 hours, as (now - last).days in pandas",
        ),
        Change::Money(Monetary::Total) => ("M 为总金额", "M is the total amount"),
        Change::Money(Monetary::PerOrder) => ("M 为客单价", "M is the mean amount per order"),
        Change::Purchase(Purchase::Last) => {
            ("R 从最后一次购买算起", "Recency is since the last purchase")
        }
        Change::Purchase(Purchase::First) => {
            ("R 从首次购买算起", "Recency is since the first purchase")
        }
        Change::SplitTies(ties) => split_ties(*ties),
        Change::BreakTies(ties) => break_ties(*ties),
        _ => return None,
    })
}

fn reference(reference: Reference, lang: Lang) -> &'static str {
    match reference {
        Reference::Given | Reference::On(_) => lang.pick("分析日期为指定日期", "Recency is seen from the day given"),
        Reference::DayBeforeGiven => {
            lang.pick("分析日期提前一天", "Recency is seen from the day before")
        }
        Reference::DayAfterGiven => {
            lang.pick("分析日期推后一天", "Recency is seen from the day after")
        }
        Reference::DayAfter => lang.pick(
            "分析日期为最后一笔订单的次日",
            "Recency is seen from the day after the last order",
        ),
        Reference::LastDay => lang.pick(
            "分析日期为最后一笔订单的当天",
            "Recency is seen from the day of the last order",
        ),
        Reference::MonthEnd => lang.pick(
            "分析日期为最后一笔订单所在月的月末",
            "Recency is seen from the end of the last order's month",
        ),
        Reference::QuarterEnd => lang.pick(
            "分析日期为最后一笔订单所在季度的季末",
            "Recency is seen from the end of the last order's quarter",
        ),
        Reference::YearEnd => lang.pick(
            "分析日期为最后一笔订单所在年的年末",
            "Recency is seen from the end of the last order's year",
        ),
        Reference::NextMonth => lang.pick(
            "分析日期为最后一笔订单的下月 1 日",
            "Recency is seen from the 1st of the month after the last order",
        ),
        Reference::NextYear => lang.pick(
            "分析日期为最后一笔订单的次年 1 月 1 日",
            "Recency is seen from 1 January after the last order",
        ),
        Reference::LastMoment => lang.pick(
            "以最后一笔订单的时刻为基准，按满 24 小时计天数",
            "Recency is full 24 hours before the moment of the last order",
        ),
        Reference::LastMomentNextDay => lang.pick(
            "以最后一笔订单的时刻加一天为基准，按满 24 小时计天数",
            "Recency is full 24 hours before the last order's moment plus a day (pandas: max + 1 day)",
        ),
    }
}

fn basis(basis: Basis, lang: Lang) -> String {
    let name = names::basis(basis, lang);
    match lang {
        Lang::Zh => format!("高低按{name}划分"),
        Lang::En => format!("High and low are split at: {}", names::lower_first(name)),
    }
}

fn split_ties(ties: Ties) -> (&'static str, &'static str) {
    match ties {
        Ties::AsUsual => ("恰在分界上的值为低", "A value on the split is low"),
        Ties::All => (
            "恰在分界上的值为高（≥ 而非 >）",
            "A value on the split is high (at least, not above)",
        ),
        Ties::Recency => (
            "R 恰在分界上为高（≤ 而非 <）",
            "R on the split is high (at most, not below)",
        ),
        Ties::FrequencyAndMonetary => (
            "F、M 恰在分界上为高（≥ 而非 >）",
            "F and M on the split are high (at least, not above)",
        ),
    }
}

fn break_ties(ties: Ties) -> (&'static str, &'static str) {
    match ties {
        Ties::AsUsual => ("恰在阈值上的值按约定归档", "Values on a break as usual"),
        Ties::All => (
            "恰在阈值上的值归入另一侧的档",
            "A value on a break between classes falls on its other side",
        ),
        Ties::Recency => (
            "R 恰在阈值上归入另一侧的档（如 < 30 天而非 ≤ 30 天）",
            "R on a break falls on its other side (under 30 days, not up to 30)",
        ),
        Ties::FrequencyAndMonetary => (
            "F、M 恰在阈值上归入另一侧的档",
            "F and M on a break fall on its other side",
        ),
    }
}

fn window(window: Window, lang: Lang) -> String {
    let text = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
    match (window, lang) {
        (Window::All, _) => text("全部订单", "All orders"),
        (Window::Given, _) => text("指定的窗口", "The window given"),
        (Window::LastYear, _) => text(
            "只计最后一笔订单所在年的订单",
            "Only orders of the last order's calendar year",
        ),
        (Window::Months(months), Lang::Zh) => format!("只计分析日期前 {months} 个月的订单"),
        (Window::Months(months), Lang::En) => {
            format!("Only orders of the {months} months before the analysis date")
        }
        (Window::Year(year), Lang::Zh) => format!("只计 {year} 年的订单，分析日期为年末"),
        (Window::Year(year), Lang::En) => {
            format!("Only orders of {year}, seen from its last day")
        }
    }
}
