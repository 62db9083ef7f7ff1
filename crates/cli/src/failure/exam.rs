//! Why a paper could not be given or marked.

use fourr_exam::{ExamError, Fault};

use super::advice::Advice;

impl Advice for ExamError {
    fn hint(&self) -> Option<String> {
        Self::hint(self)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        match self {
            Self::Plan(error) => error.chinese(),
            Self::Fault { path, place, fault } => {
                let message = format!("{}:{place}：{}", path.display(), told(fault));
                Some((message, hint(fault).map(str::to_owned)))
            }
        }
    }

    fn is_usage(&self) -> bool {
        Self::is_usage(self)
    }
}

/// What is wrong in the paper.
fn told(fault: &Fault) -> String {
    match fault {
        Fault::NoQuestions => "试卷里没有题目".to_owned(),
        Fault::Id(id) => format!("{id:?} 不能作题号：只用文字、数字、- 与 _"),
        Fault::IdTwice(id) => format!("有两道题都叫 {id}"),
        Fault::Points(points) => format!("分值为 {points}，应大于 0"),
        Fault::Missing { id, key } => match *key {
            "a tolerance" => format!("题目 {id} 缺少允许误差"),
            key => format!("题目 {id} 缺少 {key}"),
        },
        Fault::Unfit { id, kind, key } => format!("{kind} 类题目 {id} 没有 {key} 这个键"),
        Fault::Tolerance(id) => format!("题目 {id}：这样的允许误差无法评判任何数字"),
        Fault::Step { name, known } => {
            format!("没有名为 {name} 的步骤，现有：{}", known.join("、"))
        }
        Fault::Question { name, known } => {
            format!("没有名为 {name} 的题目，现有：{}", known.join("、"))
        }
        Fault::Input { name, known } => {
            format!("{name} 不是由方案生成的输入，现有：{}", known.join("、"))
        }
        Fault::Same { id, variants } => format!("题目 {id} 的答案在 {variants} 个种子下都相同"),
        Fault::Cycle(names) => format!("题目互相依赖：{}", names.join(" → ")),
        Fault::NoAnswer { id, reason } => format!("题目 {id} 的答案算不出来：{reason}"),
        Fault::Partial { id, reason } => format!("题目 {id}：{reason}"),
        Fault::Syntax(_) | Fault::Path(_) | Fault::Expression(_) => fault.to_string(),
    }
}

/// What to do about it.
fn hint(fault: &Fault) -> Option<&'static str> {
    Some(match fault {
        Fault::NoQuestions => "请添加 [[question]]，写明 id、points、prompt、kind 与 answer",
        Fault::Missing {
            key: "a tolerance", ..
        } => "absolute = 0.5、relative = 0.01 或 places = 2",
        Fault::Expression(_) => "运算符两边留空格；数字写作 步骤.键.键，其他题目的答案写作 {题号}",
        Fault::Path(_) | Fault::NoAnswer { .. } => {
            "键即步骤文件夹里 summary.json 的键，前面加步骤名"
        }
        Fault::Same { .. } => "若本该相同，写上 same = true；否则改问由数据决定的内容",
        Fault::Cycle(_) => "让其中一题只依据步骤的数字",
        _ => return None,
    })
}
