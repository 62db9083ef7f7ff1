//! What a report could not do.

use fourr_report::ReportError;

use super::advice::Advice;

impl Advice for ReportError {
    fn hint(&self) -> Option<String> {
        Self::hint(self).map(str::to_owned)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        match self {
            Self::TooManyRows(rows) => Some((
                format!("{rows} 行超出工作表的容量（表头下最多 1048575 行）"),
                Some(
                    "用 --xlsx auto（工作簿不含这张表），全部行在 Parquet 与 CSV 文件中".to_owned(),
                ),
            )),
            _ => None,
        }
    }
}
