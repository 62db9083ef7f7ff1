//! Why conversions could not be attributed, in Chinese.

use fourr_cost_benefit::attribution::AttributionError;
use fourr_locale::Lang;
use fourr_report::attribution::reason;

/// Whether the command line is wrong and not the data.
pub(super) fn is_usage(error: &AttributionError) -> bool {
    matches!(
        error,
        AttributionError::Lookback(_)
            | AttributionError::PositionWeights(_)
            | AttributionError::Rules(_)
    )
}

/// Message and hint; none where the English message must do.
pub(super) fn chinese(error: &AttributionError) -> Option<(String, Option<String>)> {
    let (message, hint) = match error {
        AttributionError::Lookback(days) => (
            format!("--lookback-days 是 {days}，应大于 0 且不超过 36500"),
            "通常为 30 天",
        ),
        AttributionError::PositionWeights(parts) => (
            format!("--position-weights 有 {parts} 个比例，应为 3 个"),
            "例如 --position-weights 0.4,0.2,0.4",
        ),
        AttributionError::Rules(error) => (
            format!("归因参数无效：{error}"),
            "半衰期大于 0，阶数 1 到 4，位置比例三个且合计为 1，抽样次序至少 2",
        ),
        AttributionError::ManyChannels { column } => (
            format!("{column} 列中的渠道超过 128 个"),
            "用 --touch-channel 指定渠道列，或先把少见的渠道合并",
        ),
        AttributionError::DirectChannel { name, channels } => (
            format!("没有名为 {name} 的渠道，现有：{}", channels.join("、")),
            "用 --direct-channel 给出其中之一",
        ),
        AttributionError::NoConversion { columns } => (
            format!("没有一列说明什么是转化，现有列：{}", columns.join("、")),
            "用 --converted 指定列，或用 --event 列名 和 --conversion-event 事件",
        ),
        AttributionError::NoRows { rows, reasons } => {
            let told = reasons.iter().filter(|(_, rows)| *rows > 0);
            let told: Vec<String> = told
                .map(|(key, rows)| format!("{} {rows} 行", reason(key, Lang::Zh)))
                .collect();
            let why = if told.is_empty() {
                "没有数据行".to_owned()
            } else {
                told.join("，")
            };
            (
                format!("{rows} 行中没有一个触点或转化：{why}"),
                "用 `fourr inspect 文件` 核对各列",
            )
        }
        _ => return None,
    };
    Some((message, Some(hint.to_owned())))
}
