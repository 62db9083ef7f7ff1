//! Why what somebody else got cannot be compared.

use fourr_rfm::ClaimError;
use fourr_table::TableError;

use super::advice::Advice;

impl Advice for ClaimError {
    fn hint(&self) -> Option<String> {
        Self::hint(self)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        Some((message(self)?, hint(self)))
    }

    fn is_usage(&self) -> bool {
        !matches!(
            self,
            Self::NoColumns { .. } | Self::Table(_) | Self::Query(_)
        )
    }

    fn input(&self) -> Option<&TableError> {
        match self {
            Self::Table(error) => Some(error),
            _ => None,
        }
    }
}

/// Why what somebody else got cannot be compared; `None` where the English message must do.
fn message(error: &ClaimError) -> Option<String> {
    Some(match error {
        ClaimError::Meaningless(text) => format!("{text} 既不是文件，也不是数或 名称=数"),
        ClaimError::NoNumber { name, value } => format!("{name} 是 {value}，应为一个数"),
        ClaimError::UnknownName { name, .. } => format!("没有叫 {name} 的指标或客户类型"),
        ClaimError::AmbiguousName { name, segments } => {
            format!("{name} 可能是 {}", segments.join("、"))
        }
        ClaimError::NumberAmongOthers(text) => {
            format!("{text} 没有说明是哪个指标，却与其他指标并列")
        }
        ClaimError::FileAmongOthers(text) => format!("{text} 是文件，不能与其他指标并列"),
        ClaimError::NoColumns { columns } => format!(
            "在 {} 中找不到客户类型或客户及其指标的列",
            columns.join("、")
        ),
        ClaimError::Table(_) | ClaimError::Query(_) => return None,
    })
}

/// What to do about it.
fn hint(error: &ClaimError) -> Option<String> {
    Some(match error {
        ClaimError::Meaningless(_) => {
            "例如 916、重要价值客户=916、客单价=480.87，或表格文件的路径".into()
        }
        ClaimError::NoNumber { .. } => "请写一个数，例如 916、38.86% 或 1.2万".into(),
        ClaimError::UnknownName { segments, .. } => format!(
            "可用 客户数、订单数、消费金额、客单价、平均R、平均F、平均M、复购率、r5、f3 等，或客户类型：{}；\
             类型后可加 .占比、.订单数、.消费金额、.客单价",
            segments.join("、")
        ),
        ClaimError::AmbiguousName { .. } => "请写出完整的名称".into(),
        ClaimError::NumberAmongOthers(_) => "请写成 名称=数，例如 客户数=4338".into(),
        ClaimError::FileAmongOthers(_) => "请单独比较一个文件".into(),
        ClaimError::NoColumns { .. } => {
            "表格应有客户类型与人数两列，或每位客户一行，有 R、F、M、得分或客户类型的列；可用 fourr inspect 文件 查看".into()
        }
        ClaimError::Table(_) | ClaimError::Query(_) => return None,
    })
}
