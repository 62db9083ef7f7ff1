//! Why a plan could not be followed.

use fourr_pipeline::{Fault, PlanError};
use fourr_table::TableError;

use super::advice::Advice;

impl Advice for PlanError {
    fn hint(&self) -> Option<String> {
        Self::hint(self)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        match self {
            Self::Read { path, source } => {
                Some((format!("无法读取 {}：{source}", path.display()), None))
            }
            Self::Fault { path, place, fault } => {
                let message = format!("{}:{place}：{}", path.display(), told(fault));
                Some((message, hint(fault).map(str::to_owned)))
            }
            Self::NoFile { step, file } => Some((
                format!("步骤 {step} 没有写出 {file}"),
                Some(format!("请查看结果中的文件夹 {step}")),
            )),
            Self::Write(_) => None,
        }
    }

    fn is_usage(&self) -> bool {
        Self::is_usage(self)
    }

    fn input(&self) -> Option<&TableError> {
        match self {
            Self::Write(error) => Some(error),
            _ => None,
        }
    }
}

/// What is wrong in the plan.
fn told(fault: &Fault) -> String {
    let listed = |names: &[String]| match names {
        [] => "无".to_owned(),
        names => names.join("、"),
    };
    match fault {
        Fault::Syntax(reason) => format!("不是正确的 TOML：{reason}"),
        Fault::UnknownKey { key, known } => {
            format!("没有 {key} 这个键，可用：{}", known.join("、"))
        }
        Fault::Missing { owner: _, key } => format!("步骤缺少 {key}"),
        Fault::Kind { key, expected } => format!("{key} 的值类型不对，应为 {expected}"),
        Fault::NoSteps => "方案里没有步骤".to_owned(),
        Fault::Name(name) => {
            format!("{name:?} 不能作步骤名：只用文字、数字、- 与 _，以文字或数字开头")
        }
        Fault::NameTwice(name) => format!("有两个步骤都叫 {name}"),
        Fault::UnknownInput { name, known } => {
            format!("没有名为 {name} 的输入，现有：{}", listed(known))
        }
        Fault::UnknownStep { name, known } => {
            format!("没有名为 {name} 的步骤，现有：{}", listed(known))
        }
        Fault::Cycle(names) => format!("步骤互相等待：{}", names.join(" → ")),
        Fault::Outside(file) => format!("{file:?} 不是步骤文件夹里的文件"),
        Fault::Reserved(key) => format!("{key} 由运行本身决定"),
        Fault::Command { step, reason } => format!("步骤 {step}：{reason}"),
    }
}

/// What to do about it.
fn hint(fault: &Fault) -> Option<&'static str> {
    Some(match fault {
        Fault::Missing { key: "name", .. } => "name = \"segments\"，即结果中的文件夹名",
        Fault::Missing { key: "run", .. } => "run = \"rfm\"，或其他分析",
        Fault::NoSteps => "请添加 [[step]]，写明 name、run 与 input",
        Fault::UnknownInput { .. } => {
            "在 [inputs] 中写明文件，或用 { file = \"...\" }、{ step = \"...\", file = \"...\" }"
        }
        Fault::Cycle(_) => "一个步骤可以用另一个的结果，但不能互相使用",
        Fault::Outside(_) => "写文件夹里的文件名，例如 customers.parquet",
        Fault::Reserved(_) => "请删去：结果写入步骤的文件夹，--lang 由 fourr run 给出",
        Fault::Command { .. } => "键即命令的长参数，见 fourr 命令 --help",
        Fault::NameTwice(_) => "请各取一名，即结果中的文件夹名",
        _ => return None,
    })
}
