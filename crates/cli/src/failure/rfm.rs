//! Why customers could not be segmented.

use fourr_rfm::RfmError;
use fourr_table::TableError;

use super::advice::Advice;

impl Advice for RfmError {
    fn hint(&self) -> Option<String> {
        Self::hint(self)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        Some((message(self)?, hint(self)))
    }

    fn is_usage(&self) -> bool {
        !matches!(
            self,
            Self::NoAmount { .. }
                | Self::NoCustomers { .. }
                | Self::DuplicateEdges { .. }
                | Self::MigrationDates
                | Self::Earlier { .. }
                | Self::NobodyBefore { .. }
                | Self::NoSegmentColumn { .. }
                | Self::OtherSegments { .. }
                | Self::UnknownCustomer { .. }
                | Self::Table(_)
                | Self::Query(_)
        )
    }

    fn input(&self) -> Option<&TableError> {
        match self {
            Self::Table(error) => Some(error),
            _ => None,
        }
    }
}

/// Why rows are set aside, by the key of the summary.
fn reason(key: &str) -> &str {
    match key {
        "missing_customer" => "缺客户编号",
        "missing_time" => "缺日期",
        "unreadable_time" => "日期无法识别",
        "missing_amount" => "缺金额",
        "unreadable_amount" => "金额无法识别",
        "cancelled" => "订单已取消",
        "refunded" => "订单已退款",
        "refunds_excluded" => "退款",
        "after_as_of" => "晚于分析日期",
        "before_window" => "早于统计期",
        "duplicate_customer" => "客户重复",
        "customers_without_purchase" => "只有退款或赠品的客户",
        other => other,
    }
}

/// Why customers could not be segmented; `None` where the English message must do.
fn message(error: &RfmError) -> Option<String> {
    Some(match error {
        RfmError::Bins(bins) => format!("分档数是 {bins}，应为 2 到 9"),
        RfmError::Window { since, as_of } => format!("统计起始日 {since} 晚于分析日期 {as_of}"),
        RfmError::Weights(weights) => {
            format!("权重 {weights} 无效，应为三个不小于 0 的数，至少一个大于 0")
        }
        RfmError::Inconsistent { judgements, ratio } => {
            format!("判断 {judgements:?} 前后矛盾：一致性比率 CR = {ratio:.3}，应小于 0.1")
        }
        RfmError::Judgement(_) => "AHP 判断应为正数，一般取 1/9 到 9".into(),
        RfmError::Horizon(weeks) => format!("--horizon 是 {weeks} 周，应为 1 到 1040"),
        RfmError::Margin(margin) => format!("--margin 是 {margin}，应大于 0 且不超过 1"),
        RfmError::DiscountRate(rate) => {
            format!("--discount-rate 是 {rate}，应不小于 0，例如 0.1 表示每年 10%")
        }
        RfmError::BreakCount {
            flag,
            got,
            expected,
        } => format!("--{flag} 给了 {got} 个值，应为 {expected} 个"),
        RfmError::BreakOrder { flag, breaks } => format!("--{flag} 是 {breaks:?}，应为递增的数"),
        RfmError::Thresholds(got) => format!("--thresholds 给了 {got} 个数，应为 3 个"),
        RfmError::NoAmount { columns } => format!("在 {} 中找不到金额列", columns.join("、")),
        RfmError::NoCustomers { rows, reasons } => {
            let told = reasons
                .iter()
                .map(|(key, rows)| format!("{} {rows}", reason(key)));
            let reasons: Vec<String> = told.collect();
            format!("没有可以评分的客户：共 {rows} 行，{}", reasons.join("，"))
        }
        RfmError::DuplicateEdges {
            dimension,
            edges,
            scoring,
        } => {
            format!(
                "{dimension} 的分位点重复 {edges:?}，{} 方法无法分档",
                scoring.name()
            )
        }
        other => return migration(other),
    })
}

/// What is wrong with an earlier date, an order of value or a customer asked for.
fn migration(error: &RfmError) -> Option<String> {
    Some(match error {
        RfmError::ValueOrder {
            unknown,
            twice,
            missing,
        } => {
            let faults = [("不认识", unknown), ("重复", twice), ("缺少", missing)];
            let told = faults.into_iter().filter(|(_, names)| !names.is_empty());
            let told = told.map(|(fault, names)| format!("{fault}{}", names.join("、")));
            format!("--value-order {}", told.collect::<Vec<_>>().join("；"))
        }
        RfmError::MigrationOrder { from, as_of } => {
            format!("迁移的起始日期 {from} 不早于分析日期 {as_of}")
        }
        RfmError::MigrationDates => "客户表没有订单日期，无法回看更早的分群".into(),
        RfmError::Earlier { date, source } => format!("截至 {date}：{}", message(source)?),
        RfmError::NobodyBefore { set_aside } => {
            format!("先前的表里没有带分群的客户，{set_aside} 行未采用")
        }
        RfmError::NoSegmentColumn { columns } => {
            format!("在 {} 中找不到分群列", columns.join("、"))
        }
        RfmError::OtherSegments { unknown } => {
            const FEW: usize = 5;
            let shown: Vec<&str> = unknown.iter().take(FEW).map(String::as_str).collect();
            format!("{} 不在现用的分群之中", shown.join("、"))
        }
        RfmError::UnknownCustomer { id, .. } => format!("参与评分的客户中没有 {id}"),
        _ => return None,
    })
}

/// What to do about it.
fn hint(error: &RfmError) -> Option<String> {
    Some(match error {
        RfmError::NoAmount { .. } => {
            "用 --amount 指定金额列，或用 --quantity 和 --unit-price".into()
        }
        RfmError::NoCustomers { .. } => {
            "用 fourr inspect 文件 查看各列，并检查 --as-of 和 --since".into()
        }
        RfmError::DuplicateEdges { .. } => {
            "改用 --scoring quantile，或用 qcut-drop 合并重复的档".into()
        }
        RfmError::ValueOrder { .. } => "按价值从高到低，把每一类的名称或代码写一次".into(),
        RfmError::MigrationOrder { .. } => {
            "把 --migration-from 提前到分析日期之前，或用 --as-of 指定分析日期".into()
        }
        RfmError::MigrationDates => "请给出订单，或用 --migration-from-file 给出先前的结果".into(),
        RfmError::Earlier { source, .. } => match source.as_ref() {
            RfmError::NoCustomers { .. } => "把 --migration-from 改到已有购买的日期".into(),
            other => return hint(other),
        },
        RfmError::NobodyBefore { .. } | RfmError::NoSegmentColumn { .. } => {
            "请给出先前运行得到的 customers.csv 或 customers.parquet".into()
        }
        RfmError::OtherSegments { .. } => "先前的表要用同样的 --scheme 生成".into(),
        RfmError::UnknownCustomer { near, .. } if !near.is_empty() => {
            format!("是不是 {}？", near.join(" 或 "))
        }
        RfmError::Window { .. } => "把 --since 移到 --as-of 之前".into(),
        RfmError::Inconsistent {
            judgements: [rf, _, fm],
            ..
        } => format!(
            "R 的重要性是 F 的 {rf} 倍、F 是 M 的 {fm} 倍时，R 对 M 应约为 {}",
            ((rf * fm).clamp(1.0 / 9.0, 9.0) * 100.0).round() / 100.0
        ),
        RfmError::Thresholds(_) => "例如 --thresholds 90,3,500（天数、次数、金额）".into(),
        other => return other.hint(),
    })
}
