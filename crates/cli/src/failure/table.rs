//! Faults of an input or an output.

use fourr_locale::Lang;
use fourr_table::{Role, TableError};

use super::advice::Advice;

impl Advice for TableError {
    fn hint(&self) -> Option<String> {
        Self::hint(self)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        Some((message(self), hint(self)))
    }
}

/// The role in Chinese.
fn role(role: Role) -> &'static str {
    fourr_report::role::role(role, Lang::Zh)
}

/// What is wrong with an input or an output.
#[expect(clippy::too_many_lines, reason = "one arm a kind of error")]
fn message(error: &TableError) -> String {
    match error {
        TableError::NoFiles => "没有指定输入文件".into(),
        TableError::NotFound { path, .. } => format!("找不到文件 {path}"),
        TableError::NoMatch { pattern } => format!("没有文件匹配 {pattern}"),
        TableError::Folder { path } => format!("{path} 是文件夹，需要文件"),
        TableError::Permission { path } => format!("没有权限访问 {path}"),
        TableError::NoSpace { path } => format!("{path} 所在磁盘空间不足"),
        TableError::Empty { path } => format!("{path} 是空文件"),
        TableError::NoRows { path, columns } => {
            format!("{path} 只有 {} 列表头，没有数据行", columns.len())
        }
        TableError::UnknownFormat { path, .. } => {
            format!("{path} 不是表格文件，支持 CSV、Excel、Parquet 和 JSON Lines")
        }
        TableError::NotAWorkbook { path } => format!("{path} 里没有 Excel 工作簿"),
        TableError::PasswordProtected { path } => format!("{path} 有密码保护"),
        TableError::DamagedWorkbook { path, .. } => format!("工作簿 {path} 已损坏"),
        TableError::NoSheet {
            path,
            sheet,
            sheets,
        } => {
            format!("{path} 没有工作表 {sheet}，只有 {}", sheets.join("、"))
        }
        TableError::DamagedParquet { path, .. } => format!("Parquet 文件 {path} 不完整"),
        TableError::DamagedJson { path, reason } => format!("{path} 不是 JSON Lines：{reason}"),
        TableError::DamagedArchive { path, .. } => format!("{path} 解压失败"),
        TableError::UnclosedQuote { path, line } => {
            format!("{path} 第 {line} 行：这里打开的引号一直没有关闭")
        }
        TableError::MixedEncodings { path, line, .. } => {
            format!("{path} 混用了多种编码，从第 {line} 行起不同")
        }
        TableError::NulBytes { path, line, count } => {
            format!("{path} 第 {line} 行：文本中有 {count} 个 NUL 字节")
        }
        TableError::NoColumn {
            column, columns, ..
        } => {
            format!("没有列 {column}，现有列：{}", columns.join("、"))
        }
        TableError::RoleMissing {
            role: missing,
            columns,
            ..
        } => {
            format!("在 {} 中找不到{}列", columns.join("、"), role(*missing))
        }
        TableError::Ambiguous {
            role: unclear,
            candidates,
        } => {
            format!(
                "有 {} 列都可能是{}列：{}",
                candidates.len(),
                role(*unclear),
                candidates.join("、")
            )
        }
        TableError::NotAFolder { path } => format!("{path} 是文件，结果需要文件夹"),
        TableError::ForeignFiles { path, foreign } => {
            format!("{path} 里有不是本程序生成的文件：{}", foreign.join("、"))
        }
        other => other.to_string(),
    }
}

/// What to do about it.
fn hint(error: &TableError) -> Option<String> {
    Some(match error {
        TableError::NoFiles => "请给出文件名、带引号的通配符，或用 - 表示标准输入".into(),
        TableError::NotFound { near, .. } | TableError::NoColumn { near, .. }
            if !near.is_empty() =>
        {
            format!("是不是 {}？", near.join(" 或 "))
        }
        TableError::Folder { path } => format!("请指定其中的文件，或用 '{path}/*.csv'"),
        TableError::NoSpace { .. } => "请清理磁盘，或用 --out 换一个位置".into(),
        TableError::UnknownFormat { .. } => "请在原软件中另存为 .xlsx 或 .csv".into(),
        TableError::NotAWorkbook { .. } => "请先解压，再指定里面的文件".into(),
        TableError::PasswordProtected { .. } => "请先取消密码再保存".into(),
        TableError::DamagedWorkbook { .. }
        | TableError::DamagedParquet { .. }
        | TableError::DamagedArchive { .. } => "请重新复制或下载该文件".into(),
        TableError::UnclosedQuote { line, .. } => format!("请查看第 {line} 行以引号开头的单元格"),
        TableError::MixedEncodings { line, .. } => {
            format!("第 {line} 行起的内容来自别的文件，请统一编码后保存")
        }
        TableError::RoleMissing {
            role: missing,
            near,
            ..
        } => match near.first() {
            Some(name) => format!(
                "用 {} 列名 指定，例如 {} {name}",
                missing.flag(),
                missing.flag()
            ),
            None => format!("用 {} 列名 指定", missing.flag()),
        },
        TableError::Ambiguous {
            role: unclear,
            candidates,
        } => {
            let flags: Vec<String> = candidates
                .iter()
                .map(|name| format!("{} {name}", unclear.flag()))
                .collect();
            format!("请用 {} 指定", flags.join(" 或 "))
        }
        TableError::NotAFolder { .. } | TableError::ForeignFiles { .. } => {
            "请用 --out 换一个文件夹".into()
        }
        other => return other.hint(),
    })
}
