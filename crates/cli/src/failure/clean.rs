//! Why a table could not be cleaned.

use fourr_clean::{CleanError, Place};
use fourr_table::TableError;

use super::advice::Advice;

impl Advice for CleanError {
    fn hint(&self) -> Option<String> {
        Self::hint(self)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        Some((message(self)?, hint(self)))
    }

    fn is_usage(&self) -> bool {
        !matches!(
            self,
            Self::Empties { .. }
                | Self::TooManyRows
                | Self::Books { .. }
                | Self::Undo(_)
                | Self::NoLedger { .. }
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

fn at(place: &Place) -> String {
    match place.line {
        Some(line) => format!("第 {line} 行，步骤 {}", place.step),
        None => format!("步骤 {}", place.step),
    }
}

/// Why a table could not be cleaned; `None` where the English message must do.
fn message(error: &CleanError) -> Option<String> {
    Some(match error {
        CleanError::Syntax { line, reason } => format!("方案第 {line} 行：{reason}"),
        CleanError::Version(version) => format!("方案的版本是 {version}，应为 1"),
        CleanError::NoColumn {
            place,
            column,
            columns,
            ..
        } => format!(
            "{}：没有“{column}”列，表中有 {}",
            at(place),
            columns.join("、")
        ),
        CleanError::Parameter {
            place,
            parameter,
            value,
            expected,
        } => format!("{}：{parameter} 是 {value}，应为 {expected}", at(place)),
        CleanError::Contradiction { place, other, what } => {
            format!("{}：与步骤 {other} 矛盾：{what}", at(place))
        }
        CleanError::ColumnType {
            place,
            column,
            dtype,
            expected,
        } => format!("{}：“{column}”列是 {dtype}，应为 {expected}", at(place)),
        CleanError::Condition {
            place,
            condition,
            reason,
        } => format!("{}：条件 `{condition}`：{reason}", at(place)),
        CleanError::Empties { place, rows } => format!("{}：会删掉剩下的全部 {rows} 行", at(place)),
        CleanError::NoReference { place, table } => format!("{}：没有参照表 {table}", at(place)),
        CleanError::TooManyRows => "表的行数超过 4294967295".into(),
        CleanError::Undo(reason) => format!("无法还原：{reason}"),
        CleanError::NoLedger { folder } => {
            format!("无法还原 {} 中的清洗：它没有留台账", folder.display())
        }
        _ => return None,
    })
}

fn hint(error: &CleanError) -> Option<String> {
    Some(match error {
        CleanError::Syntax { .. } => "先运行 `fourr clean 文件`，它会写出带注释的方案".into(),
        CleanError::Version(_) => "第一行写 `version = 1`".into(),
        CleanError::NoColumn { near, .. } if !near.is_empty() => {
            format!("是不是 {}？", near.join(" 或 "))
        }
        CleanError::NoColumn { .. } => "列名以执行到该步骤时为准".into(),
        CleanError::Contradiction { .. } => "删去其中一步".into(),
        CleanError::ColumnType { .. } => {
            "在它之前加一步 `do = \"parse\"`，把文本读成数值或日期".into()
        }
        CleanError::Condition { .. } => {
            "条件是对一行各列的 SQL 表达式，如 \"支付 <= 订单金额\"；日期写作 DATE '2024-01-31'"
                .into()
        }
        CleanError::Empties { .. } => {
            "这条规则对每一行都成立：检查界限，或用 on_failure = \"flag\"".into()
        }
        CleanError::NoReference { .. } => "路径相对于方案文件".into(),
        CleanError::NoLedger { .. } => "重新清洗，不加 --ledger never".into(),
        _ => return None,
    })
}
