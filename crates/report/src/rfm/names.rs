//! What conventions, roles, states and reasons are called.

use fourr_locale::Lang;
use fourr_rfm::{Basis, Move, Scheme, Scoring, Status, Step, Treatment};
use fourr_table::{By, coerce::Fault};

/// R, F or M by its key.
pub(super) fn dimension(key: &str, lang: Lang) -> &'static str {
    match key {
        "recency" => lang.pick("最近一次消费间隔", "Recency"),
        "frequency" => lang.pick("消费频次", "Frequency"),
        "monetary" => lang.pick("消费金额", "Monetary value"),
        _ => lang.pick("客户数", "Customers"),
    }
}

/// A scoring convention.
pub(super) fn scoring(scoring: Scoring, lang: Lang) -> &'static str {
    match scoring {
        Scoring::Quantile => lang.pick("分位数（右闭）", "Quantiles (right-closed)"),
        Scoring::RRfm => lang.pick("R 包 rfm", "R package rfm"),
        Scoring::Qcut => lang.pick("pandas qcut", "pandas qcut"),
        Scoring::QcutDrop => lang.pick("pandas qcut（合并重复边界）", "pandas qcut (drop)"),
        Scoring::Ntile => lang.pick("SQL NTILE", "SQL NTILE"),
        Scoring::RankFirst => lang.pick("先到排名 qcut", "rank-first qcut"),
        Scoring::Fixed => lang.pick("固定阈值", "Fixed breaks"),
    }
}

/// What splits high from low.
pub(super) fn basis(basis: Basis, lang: Lang) -> &'static str {
    match basis {
        Basis::RawMean => lang.pick("原值均值", "Mean of the values"),
        Basis::ScoreMean => lang.pick("得分均值", "Mean of the scores"),
        Basis::Median => lang.pick("中位数", "Median"),
        Basis::Fixed => lang.pick("给定阈值", "Given thresholds"),
    }
}

/// A table of segments.
pub(super) fn scheme(scheme: &Scheme, lang: Lang) -> &str {
    match scheme {
        Scheme::Textbook8 => lang.pick("八类客户", "the eight types"),
        Scheme::Grid11 => lang.pick("十一类客户网格", "the grid of eleven segments"),
        Scheme::Putler11 => lang.pick("Putler 十一类区间表", "Putler's list of eleven segments"),
        Scheme::RRfm10 => lang.pick(
            "R 包 rfm 的十类区间表",
            "the ten segments of the R package rfm",
        ),
        Scheme::Own(table) => &table.name,
    }
}

/// A state of dormancy.
pub(super) fn status(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Active => lang.pick("活跃", "Active"),
        Status::AtRisk => lang.pick("预警", "At risk"),
        Status::Dormant => lang.pick("沉睡", "Dormant"),
        Status::Lost => lang.pick("流失", "Lost"),
        Status::Unknown => lang.pick("无法判断", "Unknown"),
    }
}

/// What became of a customer between two dates.
pub(super) fn movement(of: Move, lang: Lang) -> &'static str {
    match of {
        Move::Stable => lang.pick("稳定", "Stable"),
        Move::Up => lang.pick("升级", "Up"),
        Move::Down => lang.pick("降级", "Down"),
        Move::New => lang.pick("新增", "New"),
        Move::Left => lang.pick("离开", "Left"),
    }
}

/// A step into a better segment.
pub(super) fn step(step: Step, lang: Lang) -> &'static str {
    match step {
        Step::PurchaseToday => lang.pick("当天再买一次（R）", "A purchase today (R)"),
        Step::Orders => lang.pick("再下单（F）", "More orders (F)"),
        Step::Amount => lang.pick("再消费（M）", "A larger amount (M)"),
    }
}

/// The same step where it is a near one, in the middle of a sentence.
pub(super) fn near_step(step: Step, lang: Lang) -> &'static str {
    match step {
        Step::PurchaseToday => lang.pick("当天的一次购买", "a purchase today"),
        Step::Orders => lang.pick("一单", "one more order"),
        Step::Amount => lang.pick("不到一单的金额", "less than a mean order"),
    }
}

/// How a column was found.
pub(super) fn found_by(by: By, lang: Lang) -> &'static str {
    match by {
        By::Flag => lang.pick("参数指定", "Named by a flag"),
        By::Header => lang.pick("列名与词典一致", "Header in the dictionary"),
        By::HeaderPattern => lang.pick(
            "列名结尾与词典相符",
            "Header ends like one in the dictionary",
        ),
        By::Content => lang.pick("仅此列的内容相符", "The only column with such content"),
        _ => lang.pick("其他方式", "In another way"),
    }
}

/// Why a cell could not be read.
pub(super) fn fault(fault: Fault, lang: Lang) -> &'static str {
    match fault {
        Fault::Missing => lang.pick("缺失", "Missing"),
        Fault::BadGrouping => lang.pick("千分位位置不对", "Thousands separators misplaced"),
        Fault::Range => lang.pick("写成区间", "A range, not a number"),
        Fault::Ambiguous => lang.pick("有多种读法", "More than one reading"),
        Fault::InvalidCalendar => lang.pick("日历上没有的日期", "No such day in the calendar"),
        Fault::Partial => lang.pick("日期不完整", "Incomplete date"),
        Fault::Overflow => lang.pick("数值过大", "Number too large"),
        Fault::Unparseable => lang.pick("无法识别", "Unreadable"),
    }
}

/// What became of the rows in a state.
pub(super) fn treatment(treatment: Treatment, lang: Lang) -> &'static str {
    match treatment {
        Treatment::Counted => lang.pick("计入", "Counted"),
        Treatment::Cancelled => lang.pick(
            "不计：取消、关闭或未付款",
            "Set aside: cancelled, closed or unpaid",
        ),
        Treatment::Refunded => lang.pick(
            "不计：已退款（负金额除外）",
            "Set aside: refunded (negative amounts count)",
        ),
    }
}

/// Why rows were set aside, by the key of the reason.
pub(super) fn reason(key: &'static str, lang: Lang) -> &'static str {
    match key {
        "missing_customer" => lang.pick("缺少客户", "No customer"),
        "missing_time" => lang.pick("缺少日期", "No date"),
        "unreadable_time" => lang.pick("日期无法识别", "Unreadable date"),
        "missing_amount" => lang.pick("缺少金额", "No amount"),
        "unreadable_amount" => lang.pick("金额无法识别", "Unreadable amount"),
        "cancelled" => lang.pick(
            "订单已取消、关闭或未付款",
            "Order cancelled, closed or unpaid",
        ),
        "refunded" => lang.pick("订单状态为已退款", "Order refunded by its status"),
        "refunds_excluded" => lang.pick(
            "负金额（按设定不计退款）",
            "Negative amount (refunds are excluded)",
        ),
        "after_as_of" => lang.pick("晚于分析日期", "Later than the analysis date"),
        "before_window" => lang.pick("早于分析窗口", "Before the window"),
        "duplicate_customer" => {
            lang.pick("客户在前面的行已出现", "Customer stands in an earlier row")
        }
        other => other,
    }
}

/// Words that start a line.
pub(super) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.into_iter().chain(letters.map(String::from)).collect()
}

/// Words in the middle of a sentence.
pub(super) fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
