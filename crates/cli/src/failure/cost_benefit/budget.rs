//! Why there are no responses or no budget, in Chinese.

use fourr_cost_benefit::response::{BudgetError, ResponseError};

/// Whether the command line is wrong and not the data.
pub(super) fn is_usage(error: &ResponseError) -> bool {
    matches!(
        error,
        ResponseError::Confidence(_)
            | ResponseError::SplitBudget(_)
            | ResponseError::BoundTwice(_)
            | ResponseError::BoundOfNobody { .. }
            | ResponseError::Budget(_)
    )
}

/// Message and hint; none where the English message must do.
pub(super) fn chinese(error: &ResponseError) -> Option<(String, Option<String>)> {
    let (message, hint) = match error {
        ResponseError::Confidence(share) => (
            format!("--confidence 是 {share}，应大于 0 且小于 1"),
            "95% 写作 0.95",
        ),
        ResponseError::SplitBudget(budget) => (
            format!("--split-budget 是 {budget}，应大于 0"),
            "给出一期的预算",
        ),
        ResponseError::BoundTwice(channel) => (
            format!("{channel} 有两个上下限"),
            "每个渠道只给一个 --bound 渠道=下限..上限",
        ),
        ResponseError::BoundOfNobody { name, channels } => (
            format!(
                "上下限给了 {name}，而有响应曲线的渠道是 {}",
                channels.join("、")
            ),
            "用 --bound 渠道=下限..上限 给出其中之一",
        ),
        ResponseError::NoRows { rows } => (
            format!("{rows} 行都没有花费和回报"),
            "用 --response-spend 和 --response-return 指定列，宽表用 --response-spend-columns",
        ),
        ResponseError::Budget(BudgetError::TooSmall { budget, least }) => (
            format!("预算 {budget} 低于各渠道下限之和 {least}"),
            "提高 --split-budget，或降低下限",
        ),
        ResponseError::Budget(BudgetError::TooLarge { budget, most }) => (
            format!("预算 {budget} 高于各渠道上限之和 {most}"),
            "降低 --split-budget，或提高上限",
        ),
        ResponseError::Budget(BudgetError::Margin(margin)) => (
            format!("--return-margin 是 {margin}，应大于 0"),
            "毛利率 40% 写作 0.4",
        ),
        _ => return None,
    };
    Some((message, Some(hint.to_owned())))
}
