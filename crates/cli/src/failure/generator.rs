//! Why practice data could not be made.

use fourr_generator::{GeneratorError, RatesFault};

use super::advice::Advice;

impl Advice for GeneratorError {
    fn hint(&self) -> Option<String> {
        Some(Self::hint(self).to_owned())
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        let hint = hint(self).map(str::to_owned);
        Some((told(self)?, hint))
    }

    fn is_usage(&self) -> bool {
        !matches!(
            self,
            Self::Write { .. } | Self::Read { .. } | Self::Workbook(_) | Self::Frame(_)
        )
    }
}

/// What is wrong.
fn told(error: &GeneratorError) -> Option<String> {
    use GeneratorError as E;
    Some(match error {
        E::Rows(rows) => format!("rows 为 {rows}，应为 1 至 10,000,000,000"),
        E::Customers(customers) => format!("customers 为 {customers}，应为 1 至 4,000,000,000"),
        E::Respondents(respondents) => {
            format!("respondents 为 {respondents}，应为 1 至 99,999,999")
        }
        E::Members(members) => format!("members 为 {members}，应为 1 至 99,999,999"),
        E::Period { start, end, days } => {
            format!("{start} 至 {end} 共 {days} 天，应为 60 至 36,600 天")
        }
        E::Dirt(dirt) => format!("dirt 为 {dirt}，应为 0 至 5"),
        E::TypedDirt => "缺陷是文本，而 Parquet 的列有类型".to_owned(),
        E::TwoProfiles => "dirt 与缺陷配置只能给出一个".to_owned(),
        E::DefectRates(fault) => rates(fault),
        E::Rates { path, line, fault } => {
            format!("{} 第 {line} 行：{}", path.display(), rates(fault))
        }
        E::Ending(path) => format!("{} 的扩展名不是 .csv、.xlsx 或 .parquet", path.display()),
        E::Titles => "标题行只用于工作簿".to_owned(),
        E::SheetFull => "一张工作表至多 1,048,576 行，含表头与标题行".to_owned(),
        E::NumericWatermark => "bench 版的编号是数值，不能带水印".to_owned(),
        E::Write { path, source } => format!("无法写入 {}：{source}", path.display()),
        E::Read { path, source } => format!("无法读取 {}：{source}", path.display()),
        E::Workbook(_) | E::Frame(_) => return None,
    })
}

/// What is wrong with rates of defects.
fn rates(fault: &RatesFault) -> String {
    match fault {
        RatesFault::Syntax(reason) => format!("不是正确的 TOML：{reason}"),
        RatesFault::UnknownKind(kind) => format!("没有名为“{kind}”的缺陷"),
        RatesFault::NoNumber(kind) => format!("{kind} 的发生率不是数"),
        RatesFault::OutOfRange { kind, rate } => format!("{kind} 的发生率为 {rate}，应为 0 至 1"),
        RatesFault::TooMany { kinds, sum } => {
            format!("{kinds} 的发生率合计为 {sum}，而一个单元格至多一处缺陷")
        }
    }
}

/// What to do about it.
fn hint(error: &GeneratorError) -> Option<&'static str> {
    use GeneratorError as E;
    Some(match error {
        E::Rows(_) => "例如 --rows 10_000",
        E::Customers(_) => "例如 --customers 800，或改用 --rows",
        E::Respondents(_) => "例如 --respondents 400",
        E::Members(_) => "例如 --members 1_000",
        E::Period { .. } => "首日与末日应相隔数月，例如 2023-01-01 与 2024-12-31",
        E::Dirt(_) => "1 为练习数据的脏度，0 为干净",
        E::TypedDirt => "请写 CSV 或 XLSX，或不要缺陷",
        E::TwoProfiles => "请去掉 --dirt，缺陷配置代替它",
        E::DefectRates(_) | E::Rates { .. } => {
            "每行写一种缺陷，例如 missing_customer = 0.015；全部名称见 datasets/defect-rates.toml"
        }
        E::Ending(_) => "例如 orders.csv",
        E::Titles => "请写 .xlsx，或去掉 --title-rows",
        E::SheetFull => "请减少行数，或写 CSV、Parquet",
        E::NumericWatermark => "请用 practice 版，或去掉 --watermark",
        E::Write { .. } => "请确认文件夹存在、可写且有空间",
        E::Read { .. } => "请检查文件路径",
        E::Workbook(_) | E::Frame(_) => return None,
    })
}
