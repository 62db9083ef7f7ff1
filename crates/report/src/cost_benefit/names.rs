//! What measures, levels, drivers and reasons are called.

use fourr_cost_benefit::{Dimension, finance::Driver, media::Measure, price::Point};

pub(super) fn measure(measure: Measure) -> [&'static str; 2] {
    match measure {
        Measure::Impressions => ["展现量", "Impressions"],
        Measure::Clicks => ["点击量", "Clicks"],
        Measure::Visits => ["访问量", "Visits"],
        Measure::Conversions => ["转化量", "Conversions"],
        Measure::NewCustomers => ["新客数", "New customers"],
        Measure::Cost => ["广告花费", "Cost"],
        Measure::FixedCost => ["固定成本", "Fixed costs"],
        Measure::SunkCost => ["沉没成本", "Sunk costs"],
        Measure::Fees => ["手续费", "Fees"],
        Measure::Revenue => ["收入", "Revenue"],
        Measure::Refunds => ["退款", "Refunds"],
        Measure::GrossProfit => ["毛利", "Gross profit"],
    }
}

/// In the middle of a caption.
pub(super) fn dimension(dimension: Dimension) -> [&'static str; 2] {
    match dimension {
        Dimension::Channel => ["渠道", "channel"],
        Dimension::Campaign => ["推广活动", "campaign"],
        Dimension::Keyword => ["关键词", "keyword"],
        Dimension::Day => ["日", "day"],
    }
}

/// At the head of a column.
pub(super) fn dimension_head(dimension: Dimension) -> [&'static str; 2] {
    match dimension {
        Dimension::Channel => ["渠道", "Channel"],
        Dimension::Campaign => ["推广活动", "Campaign"],
        Dimension::Keyword => ["关键词", "Keyword"],
        Dimension::Day => ["日期", "Day"],
    }
}

pub(super) fn driver(driver: Driver) -> [&'static str; 2] {
    match driver {
        Driver::Visits => ["访问（点击）量", "Visits (clicks)"],
        Driver::Cvr => ["转化率", "Conversion rate"],
        Driver::Aov => ["客单价", "Order value"],
        Driver::Margin => ["毛利率", "Gross margin"],
        Driver::Cost | Driver::Costs => ["费用", "Costs"],
        Driver::Benefits => ["效益", "Benefits"],
        Driver::Rate => ["折现率", "Discount rate"],
    }
}

pub(super) fn point(point: Point) -> [&'static str; 2] {
    match point {
        Point::MarginalCheapness => ["边际便宜点 PMC", "Marginal cheapness (PMC)"],
        Point::MarginalExpensiveness => ["边际昂贵点 PME", "Marginal expensiveness (PME)"],
        Point::Indifference => ["无差异价格点 IDP", "Indifference price (IDP)"],
        Point::Optimal => ["最优价格点 OPP", "Optimal price (OPP)"],
    }
}

/// Why rows of the ledger were set aside.
pub(super) fn reason(key: &str) -> [&'static str; 2] {
    match key {
        "missing_time" => ["没有日期", "no day"],
        "unreadable_time" => ["日期无法识别", "a day that cannot be read"],
        "before_window" => ["早于起始日期", "before the first day"],
        "after_window" => ["晚于截止日期", "after the last day"],
        "no_number" => ["没有任何数值", "no number at all"],
        "unreadable_number" => ["数值无法识别", "a number that cannot be read"],
        "negative_count" => ["展现、点击、访问或转化为负", "a negative count"],
        "margin_out_of_range" => ["毛利率超出 ±100%", "a margin rate beyond -100% to 100%"],
        "total_row" => [
            "合计行，计入会重复",
            "a row of totals, which would count twice",
        ],
        "unknown_kind" => [
            "无法识别的费用类型或指标",
            "a kind of cost or measure that is not known",
        ],
        "other_currency" => ["其他币种", "another currency"],
        _ => ["没有组别", "neither test nor control"],
    }
}
