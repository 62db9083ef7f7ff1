//! Why a figure is not defined, as a sentence.

use fourr_cost_benefit::{Figure, Undefined};

use super::subject::Subject;

/// The reason in both languages, to stand after 'not defined, because'.
pub(super) fn because(reason: Undefined) -> [&'static str; 2] {
    match reason {
        Undefined::NotMeasured => [
            "数据中没有所需的列或参数",
            "the input does not tell one of its terms",
        ],
        Undefined::NoImpressions => ["展现量为 0", "there were no impressions"],
        Undefined::NoClicks => ["点击量为 0", "there were no clicks"],
        Undefined::NoVisits => ["访问量为 0", "there were no visits"],
        Undefined::NoConversions => ["转化量为 0", "there were no conversions"],
        Undefined::NoCustomers => ["新客数为 0", "there were no new customers"],
        Undefined::NoCost => ["花费为 0", "nothing was spent"],
        Undefined::NoRevenue => ["收入为 0", "nothing was earned"],
        Undefined::NoGrossProfit => ["毛利为 0", "there is no gross profit"],
        Undefined::ClicksAboveImpressions => [
            "点击量大于展现量，数据有误",
            "there are more clicks than impressions",
        ],
        Undefined::RefundsAboveRevenue => ["退款大于收入", "more was refunded than earned"],
        Undefined::NoBase => ["比较的基数为 0", "the base of the comparison is zero"],
        _ => because_of_money(reason),
    }
}

fn because_of_money(reason: Undefined) -> [&'static str; 2] {
    match reason {
        Undefined::NoSignChange => ["净流量没有变号", "the flows never change their sign"],
        Undefined::SeveralRates => [
            "净流量多次变号，有多个利率使净现值为 0",
            "several rates bring the flows to zero",
        ],
        Undefined::NoRate => [
            "在 -99% 至 1000% 之间没有利率使净现值为 0",
            "no rate between -99% and 1,000% brings the flows to zero",
        ],
        Undefined::OneSided => [
            "只有流入或只有流出",
            "there are only inflows or only outflows",
        ],
        Undefined::NeverRecovered => ["到期末仍未收回", "what was paid out is never recovered"],
        Undefined::LostAgain => [
            "收回之后期末又转为负",
            "what was recovered is lost again before the end",
        ],
        Undefined::NoEffect => ["效果为 0", "there is no effect"],
        Undefined::NothingBefore => [
            "前面没有可比的有效方案",
            "no efficient alternative stands before it",
        ],
        Undefined::PricesMoveTogether => [
            "两种商品的价格同步变动，分不开各自的影响",
            "the prices of both products move together",
        ],
        Undefined::OnePeriod => ["只有一期", "there is a single period"],
        Undefined::PriceBelowCost => [
            "售价不高于单位变动成本，卖得越多亏得越多",
            "the price does not exceed the cost of a piece",
        ],
        Undefined::NoProfit => ["结果恰为 0", "there is neither profit nor loss"],
        Undefined::NoSales => ["没有给出销量", "the sales are not known"],
        Undefined::UnboundedLifetime => [
            "留存率不低于 1 + 折现率，价值没有上界",
            "customers stay so long that the value has no bound",
        ],
        Undefined::NobodyLeaves => ["没有客户流失", "nobody leaves"],
        Undefined::NoAcquisitionCost => ["获客成本为 0", "nothing is spent on a new customer"],
        Undefined::EqualPrices => ["价格相同", "the prices are equal"],
        Undefined::TooFewPrices => ["不同的价格少于 3 个", "fewer than three prices differ"],
        Undefined::Inelastic => [
            "需求缺乏弹性：在一定范围内提价利润更高",
            "demand is inelastic: within limits a higher price earns more",
        ],
        Undefined::NoUnitCost => ["没有给出单位成本", "the unit cost is not known"],
        Undefined::NoCrossing => ["两条曲线不相交", "the curves do not meet"],
        Undefined::NoSwitch => ["取任何值结果都不为 0", "no value makes the result zero"],
        Undefined::NoSpread => ["没有离散，标准误为 0", "there is no spread"],
        _ => ["数值过大", "the number is too large"],
    }
}

/// The remark beside a figure: empty where it is defined.
pub(super) fn remark(subject: &Subject<'_>, figure: Figure) -> String {
    let Some(reason) = figure.reason() else {
        return String::new();
    };
    let [zh, en] = because(reason);
    match subject.lang {
        fourr_locale::Lang::Zh => format!("无定义：{zh}"),
        fourr_locale::Lang::En => format!("not defined, because {en}"),
    }
}
