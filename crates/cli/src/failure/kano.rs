//! Why features could not be classified.

use fourr_kano::{KanoError, Side};
use fourr_table::TableError;

use super::advice::Advice;

impl Advice for KanoError {
    fn hint(&self) -> Option<String> {
        Self::hint(self)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        Some((message(self)?, hint(self).map(str::to_owned)))
    }

    fn is_usage(&self) -> bool {
        Self::is_usage(self)
    }

    fn input(&self) -> Option<&TableError> {
        match self {
            Self::Table(error) => Some(error),
            _ => None,
        }
    }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::With => "具备（正向题）",
        Side::Without => "不具备（反向题）",
        Side::Importance => "重要度",
    }
}

/// The first of many names, in a line.
fn few(names: &[String]) -> String {
    const FEW: usize = 8;
    let shown = names.iter().take(FEW).map(String::as_str);
    let shown = shown.collect::<Vec<_>>().join("、");
    match names.len() {
        n if n <= FEW => shown,
        n => format!("{shown} 等 {n} 项"),
    }
}

/// What is wrong; `None` where the English message must do.
fn message(error: &KanoError) -> Option<String> {
    Some(match error {
        KanoError::Closeness(points) => format!("closeness 为 {points}，应为 0 到 100 个百分点"),
        KanoError::Confidence(share) => format!("confidence 为 {share}，应在 0 与 1 之间"),
        KanoError::Replicates(count) => format!("bootstrap 为 {count}，最多 100000 次"),
        KanoError::Cost { feature, amount } => format!("{feature} 的成本为 {amount}，应大于 0"),
        KanoError::FeatureTwice(feature) => format!("功能 {feature} 出现了两次"),
        KanoError::NoPairs { columns } => format!("在 {} 中找不到成对的题目", few(columns)),
        KanoError::HalfPair {
            feature,
            column,
            missing,
        } => format!(
            "功能 {feature} 有列 {column}，却没有 {} 的列",
            side(*missing)
        ),
        KanoError::TwoColumns {
            feature,
            side: of,
            columns: [first, second],
        } => format!("列 {first} 与 {second} 都是 {feature} 的{}", side(*of)),
        KanoError::NoColumn { what, columns } => format!("在 {} 中找不到 {what} 列", few(columns)),
        KanoError::NoAnswers {
            rows, off_scale: 0, ..
        } => format!("{rows} 行中没有一对可用的回答：单元格都是空的"),
        KanoError::NoAnswers {
            rows,
            off_scale,
            examples,
        } => format!(
            "{rows} 行中没有一对可用的回答：{off_scale} 个单元格不在量表内，例如 {}",
            examples.join("、")
        ),
        KanoError::AllScreened { respondents } => {
            format!("--screen 剔除了全部 {respondents} 位受访者")
        }
        KanoError::Count { row, column, value } => {
            format!("第 {row} 行 {column} 列为 {value}，应为非负整数")
        }
        KanoError::TooManySegments { column, limit } => {
            format!("列 {column} 的取值超过 {limit} 种，不能用来分群")
        }
        KanoError::UnknownFeature {
            flag,
            feature,
            known,
        } => format!("{flag} 指定了 {feature}，但现有功能为 {}", few(known)),
        KanoError::NeedsPairs(flag) => format!("{flag} 需要成对的回答，而输入是计数表"),
        KanoError::NoRespondent => "分群表按人连接，但没有受访者编号列".to_owned(),
        KanoError::NobodyJoined {
            respondents,
            people,
        } => {
            format!("{respondents} 位受访者中没有一位出现在分群表的 {people} 人里")
        }
        KanoError::Table(_) | KanoError::Query(_) => return None,
    })
}

/// What to do about it.
fn hint(error: &KanoError) -> Option<&'static str> {
    Some(match error {
        KanoError::NoPairs { .. } => {
            "列名可写成 功能（具备）、功能（不具备），或用 --mapping 文件指定"
        }
        KanoError::HalfPair { .. } | KanoError::TwoColumns { .. } => {
            "请修改列名，或用 --mapping 文件指定每项功能的列：功能、具备、不具备"
        }
        KanoError::NoColumn { .. } => {
            "用 --feature、--with、--without 指定列；计数表应有 M、O、A、I 列"
        }
        KanoError::NoAnswers { off_scale: 1.., .. } => {
            "用 --word 说明词语的含义，例如 --word \"挺好=like\"；数字见 --answers 与 --coding"
        }
        KanoError::NoAnswers { .. } => "用 fourr inspect 文件 查看各列",
        KanoError::AllScreened { .. } => "不加 --screen 运行，查看原因",
        KanoError::TooManySegments { .. } => "先把取值归并，例如把年龄分段",
        KanoError::NeedsPairs(_) => "请给出问卷本身",
        KanoError::NoRespondent => "用 --respondent 指定编号列",
        KanoError::NobodyJoined { .. } => "比较两个文件中编号的写法",
        _ => return None,
    })
}
