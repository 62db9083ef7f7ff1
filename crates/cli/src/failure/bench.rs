//! Why no time is told.

use fourr_bench::BenchError;

use super::advice::Advice;

impl Advice for BenchError {
    fn hint(&self) -> Option<String> {
        Self::hint(self).map(str::to_owned)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        if let Self::Data(error) = self {
            return error.chinese();
        }
        Some((told(self)?, hint(self).map(str::to_owned)))
    }

    fn is_usage(&self) -> bool {
        match self {
            Self::Data(error) => error.is_usage(),
            Self::NoRows | Self::NoRuns | Self::Tolerance(_) | Self::OneTask(_) => true,
            _ => false,
        }
    }
}

/// What is wrong.
fn told(error: &BenchError) -> Option<String> {
    use BenchError as E;
    Some(match error {
        E::NoRows => "rows 为 0，至少为 1".to_owned(),
        E::NoRuns => "runs 为 0，至少为 1".to_owned(),
        E::Tolerance(tolerance) => format!("tolerance 为 {tolerance}，至少为 0"),
        E::OneTask(tasks) => format!("自己的文件只能用于一项任务，却有 {tasks} 项"),
        E::Disagreement {
            task,
            figure,
            fourr,
            oracle,
        } => format!("{task}：{figure} 为 {fourr}，而单用 polars 算得 {oracle}"),
        E::Checksum {
            task, other, first, ..
        } => format!("{task}：一次运行的校验和为 {other}，首次运行为 {first}"),
        E::Failed { command, message } => format!("fourr {command} 失败：{message}"),
        E::Baseline { path, reason } => {
            format!("{} 不是 fourr bench 的结果：{reason}", path.display())
        }
        E::Slower { slower } => {
            format!("比基线慢，超出噪声与容许范围：{}", slower.join("、"))
        }
        E::File { path, source } => format!("无法读写 {}：{source}", path.display()),
        E::Data(_) | E::Lacking { .. } | E::Oracle(_) => return None,
    })
}

/// What to do about it.
fn hint(error: &BenchError) -> Option<&'static str> {
    use BenchError as E;
    Some(match error {
        E::NoRows => "例如 --rows 1_000_000，或 --rows 100_000,1_000_000",
        E::NoRuns => "例如 --runs 5",
        E::Tolerance(_) => "例如 --tolerance 10，即百分之十",
        E::OneTask(_) => "例如 fourr bench rfm --input orders.parquet",
        E::Disagreement { .. } => "两者必有一错：请保留种子与行数并反馈；答案不对时不报时间",
        E::Checksum { .. } => "结果不应随运行或线程数变化：请保留种子与行数并反馈",
        E::Failed { .. } => "请单独运行该命令查看详情",
        E::Baseline { .. } => "请给出 fourr bench 写出的 summary.json 或其文件夹",
        E::Slower { .. } => "请在空闲的机器上再测一次；--tolerance 规定容许慢多少",
        E::File { .. } => "请确认文件夹存在、可写且有空间",
        E::Data(_) | E::Lacking { .. } | E::Oracle(_) => return None,
    })
}
