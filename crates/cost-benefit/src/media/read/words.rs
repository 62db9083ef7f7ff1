//! What the cells of a ledger say of costs and measures, in Chinese and English.

use fourr_cell::fold;

use crate::media::Measure;

/// Names of the kinds of costs.
const COST_TYPES: [(Measure, &str); 4] = [
    (Measure::FixedCost, "固定 固定成本 固定费用 fixed fixedcost"),
    (
        Measure::Cost,
        "变动 变动成本 变动费用 可变 可变成本 媒体 投放 广告 variable variablecost media",
    ),
    (Measure::SunkCost, "沉没 沉没成本 已发生 sunk sunkcost"),
    (Measure::Fees, "手续费 服务费 佣金 费 fee fees commission"),
];

/// Names of the measures of a long table.
const MEASURES: [(Measure, &str); Measure::COUNT] = [
    (
        Measure::Impressions,
        "展现量 展现 曝光量 曝光 展示量 展示 impressions impression imps",
    ),
    (Measure::Clicks, "点击量 点击 点击数 clicks click"),
    (
        Measure::Visits,
        "访问量 访问 访客数 访客 visits visit sessions",
    ),
    (
        Measure::Conversions,
        "转化量 转化数 转化 订单数 订单量 成交笔数 conversions conversion orders",
    ),
    (Measure::NewCustomers, "新客数 新客 新客户数 newcustomers"),
    (
        Measure::Cost,
        "花费 消耗 费用 成本 广告费 推广费 cost spend spent",
    ),
    (Measure::FixedCost, "固定成本 固定费用 fixedcost"),
    (Measure::SunkCost, "沉没成本 sunkcost"),
    (Measure::Fees, "手续费 服务费 佣金 fee fees commission"),
    (
        Measure::Revenue,
        "成交金额 成交额 销售额 收入 营收 revenue sales gmv",
    ),
    (Measure::Refunds, "退款金额 退款 refund refunds"),
    (Measure::GrossProfit, "毛利 毛利额 grossprofit"),
];

/// Names of rows that repeat what stands above them.
const TOTALS: &str = "合计 总计 小计 汇总 总和 total totals grandtotal subtotal sum";

/// The kind of a cost.
pub(crate) fn cost_type(cell: &str) -> Option<Measure> {
    find(&COST_TYPES, cell)
}

/// The measure of a row of a long table.
pub(super) fn measure(cell: &str) -> Option<Measure> {
    find(&MEASURES, cell)
}

/// Whether a level is the name of a total.
pub(super) fn is_total(level: &str) -> bool {
    let word = spelling(level);
    TOTALS.split(' ').any(|total| total == word)
}

fn find(names: &[(Measure, &str)], cell: &str) -> Option<Measure> {
    let word = spelling(cell);
    let named = |(_, words): &&(Measure, &str)| words.split(' ').any(|known| known == word);
    names.iter().find(named).map(|(measure, _)| *measure)
}

/// A cell without what differs between two people: width, case, blanks and punctuation.
fn spelling(cell: &str) -> String {
    let folded = fold::fold(cell).to_lowercase();
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_known_by_what_people_write() {
        assert_eq!(cost_type(" Fixed cost"), Some(Measure::FixedCost));
        assert_eq!(cost_type("变动成本"), Some(Measure::Cost));
        assert_eq!(measure("New_Customers"), Some(Measure::NewCustomers));
        assert_eq!(measure("库存"), None);
        assert!(is_total("合 计") && is_total("Grand Total") && !is_total("搜索"));
    }
}
