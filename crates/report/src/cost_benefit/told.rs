//! [`Told`]: what figures are called, how they look and by which formula they come about.

use fourr_cost_benefit::{
    Figure, Figures, Quantity,
    finance::{CustomerWorth, Threshold, Worth},
    media::{Causal, Metric},
    price::{CrossFigure, Response},
};

use super::{subject::Subject, undefined};
use crate::{Cell, Format, Id, Live, Row, Table};

/// How a figure looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Money,
    Share,
    Number(u8),
}

impl Look {
    pub(super) fn cell(self, figure: Figure) -> Cell {
        figure.value().map_or(Cell::Empty, |value| match self {
            Self::Money => Cell::Money(value),
            Self::Share => Cell::Share(value),
            Self::Number(_) => Cell::Number(value),
        })
    }
}

/// A figure that can be told: name and formula in Chinese and English, and its look.
pub(super) trait Told: Quantity {
    fn told(self) -> ([&'static str; 2], Look, [&'static str; 2]);
}

/// The figures of a group with their formulas, and why some are not defined. `pointer` is the place of the group in
/// `summary.json`.
pub(super) fn table<Q: Told>(
    subject: &Subject<'_>,
    (id, caption): (impl Into<Id>, String),
    figures: &Figures<Q>,
    pointer: &str,
) -> Table {
    let columns = vec![
        subject.column("指标", "Figure", Format::Text),
        subject.column("数值", "Value", Format::Number(4)),
        subject.column("公式", "Formula", Format::Text),
        subject.column("说明", "Remark", Format::Text),
    ];
    let rows = figures.iter().map(|(quantity, figure)| {
        let (name, look, formula) = quantity.told();
        [
            Cell::from(subject.pick(name)),
            look.cell(figure),
            Cell::from(subject.pick(formula)),
            Cell::from(undefined::remark(subject, figure)),
        ]
    });
    Table::new(id, caption, columns)
        .with_rows(rows)
        .read_from(|row, column| {
            let key = Q::ALL.get(row)?.key();
            (column == 1).then(|| format!("{pointer}/{key}"))
        })
}

/// The figures of a group, as a terminal shows them.
pub(super) fn short_table<Q: Told>(
    subject: &Subject<'_>,
    id: &'static str,
    figures: &Figures<Q>,
) -> Table {
    let columns = vec![
        subject.column("指标", "Figure", Format::Text),
        subject.column("数值", "Value", Format::Number(4)),
        subject.column("说明", "Remark", Format::Text),
    ];
    let rows = figures.iter().map(|(quantity, figure)| {
        let (name, look, _) = quantity.told();
        [
            Cell::from(subject.pick(name)),
            look.cell(figure),
            Cell::from(undefined::remark(subject, figure)),
        ]
    });
    Table::new(id, "", columns).with_rows(rows)
}

/// The table with the value of one of its figures following from others.
pub(super) fn with_live<Q: Quantity>(table: Table, quantity: Q, live: Live) -> Table {
    match row_of(quantity) {
        Some(row) => table.live_at(Row::At(row), 1, live),
        None => table,
    }
}

/// The row of a figure in the table of its group.
pub(super) fn row_of<Q: Quantity>(quantity: Q) -> Option<usize> {
    Q::ALL.iter().position(|known| *known == quantity)
}

/// Declares what the figures of a group are called in Chinese and English, how they look, and their formulas.
macro_rules! told {
    ($quantity:ident { $($figure:ident: $zh:literal, $en:literal; $look:expr; $by_zh:literal, $by_en:literal;)+ }) => {
        impl Told for $quantity {
            fn told(self) -> ([&'static str; 2], Look, [&'static str; 2]) {
                match self {
                    $(Self::$figure => ([$zh, $en], $look, [$by_zh, $by_en]),)+
                }
            }
        }
    };
}

told! {
    Metric {
        Ctr: "点击率 CTR", "CTR"; Look::Share;
            "点击量 ÷ 展现量", "clicks / impressions";
        Cvr: "转化率 CVR", "CVR"; Look::Share;
            "转化量 ÷ 点击量（或访问量）", "conversions / clicks (or visits)";
        Cpm: "千次展现成本 CPM", "CPM"; Look::Money;
            "广告花费 × 1000 ÷ 展现量", "cost x 1000 / impressions";
        Cpc: "点击成本 CPC", "CPC"; Look::Money;
            "广告花费 ÷ 点击量", "cost / clicks";
        Cpa: "转化成本 CPA", "CPA"; Look::Money;
            "广告花费 ÷ 转化量", "cost / conversions";
        Cac: "获客成本 CAC", "CAC"; Look::Money;
            "全部费用 ÷ 新客数", "all costs / new customers";
        Aov: "客单价 AOV", "AOV"; Look::Money;
            "净收入 ÷ 转化量", "net revenue / conversions";
        RevenuePerClick: "单次点击收入", "Revenue per click"; Look::Money;
            "净收入 ÷ 点击量", "net revenue / clicks";
        Roas: "广告支出回报率 ROAS", "ROAS"; Look::Number(4);
            "净收入 ÷ 广告花费", "net revenue / cost";
        Acos: "费用率 ACOS", "ACOS"; Look::Share;
            "广告花费 ÷ 净收入", "cost / net revenue";
        GrossProfit: "毛利", "Gross profit"; Look::Money;
            "净收入 × 毛利率", "net revenue x margin";
        GrossMargin: "毛利率", "Gross margin"; Look::Share;
            "毛利 ÷ 净收入", "gross profit / net revenue";
        Contribution: "边际贡献", "Contribution"; Look::Money;
            "毛利 − 变动费用 − 手续费", "gross profit - variable costs - fees";
        NetBenefit: "净效益", "Net benefit"; Look::Money;
            "毛利 − 全部费用", "gross profit - all costs";
        Roi: "投资回报率 ROI", "ROI"; Look::Share;
            "（毛利 − 全部费用）÷ 全部费用", "(gross profit - all costs) / all costs";
        RoiOnRevenue: "收入口径 ROI", "ROI on revenue"; Look::Share;
            "（净收入 − 全部费用）÷ 全部费用", "(net revenue - all costs) / all costs";
        TotalCost: "全部费用", "All costs"; Look::Money;
            "广告花费 + 固定成本 + 手续费（+ 沉没成本）", "cost + fixed costs + fees (+ sunk costs)";
        BreakevenRoas: "保本投产比", "Break-even ROAS"; Look::Number(4);
            "1 ÷ 毛利率", "1 / gross margin";
        BreakevenCpa: "保本转化成本", "Break-even CPA"; Look::Money;
            "毛利 ÷ 转化量", "gross profit / conversions";
        RefundRate: "退款率", "Refund rate"; Look::Share;
            "退款 ÷ 收入", "refunds / revenue";
    }
}

told! {
    Worth {
        PresentBenefit: "效益现值 PV(B)", "PV of benefits"; Look::Money;
            "Σ B_t ÷ (1+r)^t", "sum of B_t / (1+r)^t";
        PresentCost: "费用现值 PV(C)", "PV of costs"; Look::Money;
            "Σ C_t ÷ (1+r)^t", "sum of C_t / (1+r)^t";
        NetPresentValue: "净现值 NPV", "NPV"; Look::Money;
            "PV(B) − PV(C)", "PV(B) - PV(C)";
        BenefitCostRatio: "效益费用比 B/C", "B/C"; Look::Number(4);
            "PV(B) ÷ PV(C)", "PV(B) / PV(C)";
        InternalRate: "内部收益率 IRR", "IRR"; Look::Share;
            "使 NPV = 0 的利率", "the rate at which NPV = 0";
        ModifiedInternalRate: "修正内部收益率 MIRR", "MIRR"; Look::Share;
            "(流入终值 ÷ 流出现值)^(1/n) − 1", "(FV of inflows / PV of outflows)^(1/n) - 1";
        Payback: "回收期（静态）", "Payback"; Look::Number(4);
            "累计净流量由负转正的期数", "periods until the running net flow is positive";
        DiscountedPayback: "回收期（动态）", "Discounted payback"; Look::Number(4);
            "累计折现净流量由负转正的期数", "the same, discounted";
        AnnualEquivalent: "等额年值", "Annual equivalent"; Look::Money;
            "NPV × r ÷ (1 − (1+r)^−n)", "NPV x r / (1 - (1+r)^-n)";
        Roi: "投资回报率（不折现）", "ROI, not discounted"; Look::Share;
            "(ΣB − ΣC) ÷ ΣC", "(sum B - sum C) / sum C";
        NetBenefit: "净效益（不折现）", "Net benefit, not discounted"; Look::Money;
            "ΣB − ΣC", "sum B - sum C";
        OtherConvention: "首期按另一约定的 NPV", "NPV by the other first-flow convention"; Look::Money;
            "首期不折现 ÷ (1+r) 即电子表格 NPV() 口径", "first flow undiscounted / (1+r) is the spreadsheet's NPV()";
    }
}

told! {
    Threshold {
        UnitContribution: "单位边际贡献", "Unit contribution"; Look::Money;
            "售价 − 单位变动成本", "price - unit cost";
        ContributionRatio: "边际贡献率", "Contribution ratio"; Look::Share;
            "单位边际贡献 ÷ 售价", "unit contribution / price";
        Units: "保本销量", "Break-even units"; Look::Number(2);
            "固定成本 ÷ 单位边际贡献", "fixed costs / unit contribution";
        WholeUnits: "保本销量（进整）", "Break-even units, whole"; Look::Number(0);
            "向上取整", "rounded up";
        Revenue: "保本销售额", "Break-even revenue"; Look::Money;
            "保本销量 × 售价", "break-even units x price";
        Periods: "保本时间（期）", "Periods to break-even"; Look::Number(2);
            "保本销量 ÷ 每期销量", "break-even units / units a period";
        SafetyUnits: "安全边际量", "Margin of safety, units"; Look::Number(2);
            "计划销量 − 保本销量", "planned - break-even units";
        SafetyRatio: "安全边际率", "Margin of safety"; Look::Share;
            "安全边际量 ÷ 计划销量", "margin of safety / planned units";
        Profit: "计划利润", "Planned profit"; Look::Money;
            "计划销量 × 单位边际贡献 − 固定成本", "planned units x unit contribution - fixed costs";
        TargetUnits: "目标利润销量", "Units for the target profit"; Look::Number(2);
            "(固定成本 + 目标利润) ÷ 单位边际贡献", "(fixed costs + target) / unit contribution";
        Leverage: "经营杠杆系数", "Operating leverage"; Look::Number(4);
            "计划边际贡献 ÷ 计划利润", "planned contribution / planned profit";
    }
}

told! {
    CustomerWorth {
        Simple: "LTV（简单，不折现）", "LTV, simple, not discounted"; Look::Money;
            "客单价 × 年订单数 × 毛利率 × 年数", "order value x orders a year x margin x years";
        AtEnd: "LTV（无限期，首笔在期末）", "LTV without end, first margin at the end"; Look::Money;
            "m r ÷ (1 + d − r)", "m r / (1 + d - r)";
        AtStart: "LTV（无限期，首笔在期初）", "LTV without end, first margin at once"; Look::Money;
            "m (1 + d) ÷ (1 + d − r)", "m (1 + d) / (1 + d - r)";
        Finite: "LTV（有限期，首笔在期初）", "LTV over the periods, first margin at once"; Look::Money;
            "Σ m (r ÷ (1+d))^t", "sum of m (r / (1+d))^t";
        Lifetime: "预期生命周期（期）", "Expected lifetime, periods"; Look::Number(2);
            "1 ÷ (1 − r)", "1 / (1 - r)";
        ToCost: "LTV : CAC", "LTV : CAC"; Look::Number(2);
            "LTV（期初）÷ 获客成本；经验值 ≥ 3", "LTV at once / acquisition cost; rule of thumb 3 or more";
        Payback: "获客成本回收期（期）", "Periods to recover the CAC"; Look::Number(2);
            "获客成本 ÷ m", "acquisition cost / m";
    }
}

told! {
    Causal {
        TestChange: "活动组变化", "Change of the test"; Look::Share;
            "活动组后 − 前", "test after - before";
        ControlChange: "对照组变化", "Change of the control"; Look::Share;
            "对照组后 − 前", "control after - before";
        Effect: "双重差分（活动效果）", "Difference in differences"; Look::Share;
            "活动组变化 − 对照组变化", "change of the test - change of the control";
        Counterfactual: "反事实转化率", "Counterfactual rate"; Look::Share;
            "活动组前 + 对照组变化", "test before + change of the control";
        RelativeLift: "相对提升", "Relative lift"; Look::Share;
            "效果 ÷ 反事实", "effect / counterfactual";
        StandardError: "标准误", "Standard error"; Look::Number(6);
            "√Σ p(1−p)/n（四格独立）", "root of the sum of p(1-p)/n over four cells";
        Z: "z 值", "z"; Look::Number(4);
            "效果 ÷ 标准误", "effect / standard error";
        P: "p 值（双侧）", "p, two-sided"; Look::Number(6);
            "正态近似", "normal approximation";
        Low: "95% 区间下限", "95% interval, low"; Look::Share;
            "效果 − 1.96 × 标准误", "effect - 1.96 x standard error";
        High: "95% 区间上限", "95% interval, high"; Look::Share;
            "效果 + 1.96 × 标准误", "effect + 1.96 x standard error";
    }
}

told! {
    CrossFigure {
        Cross: "交叉弹性 x", "Cross elasticity x"; Look::Number(4);
            "ln q = a + e ln p + x ln p′ 的 x", "x of ln q = a + e ln p + x ln p'";
        Own: "自身弹性 e", "Own elasticity e"; Look::Number(4);
            "同一回归的 e", "e of the same fit";
        Intercept: "截距", "Intercept"; Look::Number(4);
            "同一回归的 a", "a of the same fit";
        RSquared: "R²", "R squared"; Look::Number(4);
            "拟合优度", "share of the variance explained";
        Arc: "交叉弧弹性（另一商品最低价至最高价）", "Arc cross elasticity, lowest to highest other price"; Look::Number(4);
            "(Δq ÷ 平均 q) ÷ (Δp′ ÷ 平均 p′)", "(dq / mean q) / (dp' / mean p')";
    }
}

told! {
    Response {
        Arc: "弧弹性（最低价至最高价）", "Arc elasticity, lowest to highest price"; Look::Number(4);
            "(Δq ÷ 平均 q) ÷ (Δp ÷ 平均 p)", "(dq / mean q) / (dp / mean p)";
        Elasticity: "不变弹性 e", "Constant elasticity e"; Look::Number(4);
            "ln q 对 ln p 的斜率", "slope of ln q on ln p";
        Intercept: "截距", "Intercept"; Look::Number(4);
            "ln q = a + e ln p 的 a", "a of ln q = a + e ln p";
        RSquared: "R²", "R squared"; Look::Number(4);
            "拟合优度", "share of the variance explained";
        BestPrice: "利润最大价格（按不变弹性）", "Profit-maximising price at that elasticity"; Look::Money;
            "c e ÷ (1 + e)，e < −1", "c e / (1 + e), e < -1";
        BestRevenuePrice: "收入最高的观测价格", "Observed price with most revenue"; Look::Money;
            "观测值中 p q 最大者", "largest p q among those observed";
        BestProfitPrice: "利润最高的观测价格", "Observed price with most profit"; Look::Money;
            "观测值中 (p − c) q 最大者", "largest (p - c) q among those observed";
    }
}
