//! Why costs and benefits could not be analysed.

mod budget;
mod credit;

use fourr_cost_benefit::{
    CostBenefitError, attribution::AttributionError, response::ResponseError,
};
use fourr_locale::Lang;
use fourr_report::cost_benefit::reason;
use fourr_table::TableError;

use super::advice::Advice;

impl Advice for CostBenefitError {
    fn hint(&self) -> Option<String> {
        Self::hint(self)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        match self {
            Self::Attribution(error) => credit::chinese(error),
            Self::Response(error) => budget::chinese(error),
            _ => Some((message(self)?, hint(self))),
        }
    }

    fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::NothingAsked
                | Self::OutOfRange { .. }
                | Self::PeriodsPerYear(_)
                | Self::Draws(_)
                | Self::Window { .. }
                | Self::BreakEvenTerms
        ) || match self {
            Self::Attribution(error) => credit::is_usage(error),
            Self::Response(error) => budget::is_usage(error),
            _ => false,
        }
    }

    fn input(&self) -> Option<&TableError> {
        match self {
            Self::Table(error)
            | Self::Attribution(AttributionError::Table(error))
            | Self::Response(ResponseError::Table(error)) => Some(error),
            Self::Input { source, .. } => source.input(),
            _ => None,
        }
    }
}

/// What is wrong; `None` where the English message must do.
fn message(error: &CostBenefitError) -> Option<String> {
    Some(match error {
        CostBenefitError::NothingAsked => "没有可分析的内容".into(),
        CostBenefitError::OutOfRange {
            flag,
            value,
            low,
            high,
        } => format!("--{flag} 是 {value}，应在 {low} 到 {high} 之间"),
        CostBenefitError::PeriodsPerYear(periods) => {
            format!("--periods-per-year 是 {periods}，应为 1 到 366")
        }
        CostBenefitError::Draws(draws) => format!("--draws 是 {draws}，应为 1 到 10000000"),
        CostBenefitError::Window { since, until } => format!("起始日 {since} 晚于截止日 {until}"),
        CostBenefitError::BreakEvenTerms => {
            "只给出了 --fixed-costs，还需要 --price 和 --unit-cost".into()
        }
        CostBenefitError::NoMeasures { columns } => format!(
            "找不到展现、点击、转化、花费或收入列，现有列：{}",
            columns.join("、")
        ),
        CostBenefitError::NoRows { rows, reasons } => {
            let reasons: Vec<String> = reasons
                .iter()
                .map(|(key, rows)| format!("{}：{rows} 行", reason(key, Lang::Zh)))
                .collect();
            match reasons.as_slice() {
                [] => "表中没有数据行".into(),
                _ => format!("{rows} 行都不能采用（{}）", reasons.join("，")),
            }
        }
        CostBenefitError::MixedCurrencies { currencies } => {
            let currencies: Vec<String> = currencies
                .iter()
                .map(|(currency, rows)| format!("{currency}（{rows} 行）"))
                .collect();
            format!(
                "金额有 {} 种货币，不能相加：{}",
                currencies.len(),
                currencies.join("、")
            )
        }
        other => return smaller_inputs(other),
    })
}

fn smaller_inputs(error: &CostBenefitError) -> Option<String> {
    Some(match error {
        CostBenefitError::NoFlows { columns } => {
            format!("找不到效益、费用或净流量列，现有列：{}", columns.join("、"))
        }
        CostBenefitError::NoFlowRows { rows } => format!("{rows} 行都没有期数和金额"),
        CostBenefitError::Periods { first, last, most } => {
            format!("期数从 {first} 起共 {last} 期，应为 0 到 {most}，或为年份")
        }
        CostBenefitError::NoAnswers { rows, inconsistent } => {
            format!("{rows} 份回答都不能采用：{inconsistent} 份的四个价格不递增，其余缺价格")
        }
        CostBenefitError::NoSales { rows } => format!("{rows} 行都没有价格和销量"),
        CostBenefitError::Input { input, source } => {
            let name = match *input {
                "flows" => "现金流量表",
                "survey" => "价格问卷",
                _ => "价格销量表",
            };
            format!("{name}：{}", message(source)?)
        }
        _ => return None,
    })
}

fn hint(error: &CostBenefitError) -> Option<String> {
    let hint = match error {
        CostBenefitError::NothingAsked => {
            "给出台账文件、--flows、--survey、--sales、--touches、--responses，或盈亏平衡、客户价值的参数"
        }
        CostBenefitError::OutOfRange { flag: "rate", .. } => {
            "10% 写作 0.1；负的折现率会使越晚的钱越值钱"
        }
        CostBenefitError::OutOfRange { .. } => "占比写成 0 到 1 的小数：40% 写作 0.4",
        CostBenefitError::Window { .. } => "把 --since 移到 --until 之前",
        CostBenefitError::BreakEvenTerms => "一并给出 --fixed-costs、--price、--unit-cost",
        CostBenefitError::NoMeasures { .. } => {
            "用 --cost 列名、--revenue 列名 等指定列；宽表用 --spend-columns"
        }
        CostBenefitError::NoRows { rows: 0, .. } => "文件只有表头，没有数据",
        CostBenefitError::NoRows { .. } => {
            "用 `fourr inspect 文件` 核对各列，并检查 --since 和 --until"
        }
        CostBenefitError::MixedCurrencies { .. } => {
            "先换算成一种货币，或用 --only-currency 代码 只取一种"
        }
        CostBenefitError::NoFlows { .. } => "用 --benefit 和 --outlay 指定列",
        CostBenefitError::NoFlowRows { .. } => "用 --period 指定期数列，期数是从 0 起的整数",
        CostBenefitError::Periods { .. } => "期数从 0 开始编号，或写年份",
        CostBenefitError::NoAnswers { .. } => {
            "核对四个价格列：--too-cheap、--cheap、--expensive、--too-expensive"
        }
        CostBenefitError::NoSales { .. } => "用 --unit-price 和 --quantity 指定列",
        CostBenefitError::Input { source, .. } => return hint(source),
        _ => return None,
    };
    Some(hint.to_owned())
}
