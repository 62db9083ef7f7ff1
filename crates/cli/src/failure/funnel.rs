//! Why there is no funnel.

use fourr_funnel::FunnelError;
use fourr_table::TableError;

use super::advice::Advice;

impl Advice for FunnelError {
    fn hint(&self) -> Option<String> {
        Self::hint(self)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        Some((message(self)?, hint(self)))
    }

    fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::ZeroWindow { .. }
                | Self::TooManySteps(_)
                | Self::StepTwice(_)
                | Self::Step(_)
                | Self::OptionalEnd
                | Self::NoSuchStep { .. }
                | Self::Contradiction { .. }
                | Self::NoSteps { .. }
                | Self::TooManyConditions(_)
                | Self::NeedsEvents { .. }
                | Self::DayTooFar(_)
                | Self::OutOfRange { .. }
                | Self::NoPopulation
                | Self::UnknownChannel { .. }
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
        "missing_person" => "缺用户编号",
        "missing_event" => "缺事件",
        "missing_time" => "缺时间",
        "unreadable_time" => "时间无法识别",
        "future" => "晚于统计截止时间",
        "missing_property" => "缺需保持一致的属性",
        "duplicate" => "重复",
        other => other,
    }
}

/// What is wrong; `None` where the English message must do.
fn message(error: &FunnelError) -> Option<String> {
    Some(match error {
        FunnelError::ZeroWindow { flag } => format!("--{flag} 是 0，应大于 0"),
        FunnelError::TooManySteps(steps) => format!("给了 {steps} 个步骤，最多 32 个"),
        FunnelError::StepTwice(name) => format!("有两个步骤都叫「{name}」"),
        FunnelError::Step(error) => format!("步骤 {:?} 写法有误", error.text),
        FunnelError::OptionalEnd => "第一个或最后一个步骤不能是可选的".into(),
        FunnelError::NoSuchStep { given, steps } => {
            format!("{given} 指向的步骤不存在，漏斗只有 {steps} 个步骤")
        }
        FunnelError::Contradiction { first, second } => format!("{first} 与 {second} 不能同时使用"),
        FunnelError::NoSteps { events } => {
            let events: Vec<String> = events
                .iter()
                .map(|(event, rows)| format!("{event}（{rows}）"))
                .collect();
            format!("没有指定步骤；日志中的事件有 {}", events.join("、"))
        }
        FunnelError::UnknownEvents { events, .. } => {
            format!("日志中没有事件 {}", events.join("、"))
        }
        FunnelError::NoColumn { column, .. } => format!("没有列 {column}"),
        FunnelError::TooManyConditions(count) => format!("有 {count} 个不同的条件，最多 8 个"),
        FunnelError::TooManyValues { column } => format!("列 {column} 的不同取值太多"),
        FunnelError::FewStages(stages) => format!("漏斗至少要有两个阶段，现有 {stages} 个"),
        FunnelError::NoEvents { rows, reasons } => {
            let told: Vec<String> = reasons
                .iter()
                .map(|(key, rows)| format!("{} {rows}", reason(key)))
                .collect();
            format!("没有可用的事件：共 {rows} 行，{}", told.join("，"))
        }
        FunnelError::UnknownPerson { id } => format!("日志中没有用户 {id}"),
        FunnelError::NeedsEvents { .. } => "此功能需要事件日志，输入是阶段表".into(),
        FunnelError::DayTooFar(day) => format!("指定了第 {day} 日，最多 3660"),
        FunnelError::TooManyPeriods { first, last, most } => {
            format!("日志从 {first} 到 {last}，超过 {most} 期")
        }
        FunnelError::TooManyChannels { channels, most } => {
            format!("有 {channels} 个渠道，最多 {most} 个")
        }
        FunnelError::ReachAbovePopulation {
            channel,
            reached,
            population,
        } => format!("「{channel}」触达 {reached} 人，超过目标人群 {population} 人"),
        FunnelError::NoPopulation => "渠道汇总没有说明目标人群有多少人".into(),
        FunnelError::OutOfRange { name, given, .. } => format!("--{name} 是 {given}，超出范围"),
        FunnelError::UnknownChannel { channel, .. } => format!("没有渠道「{channel}」"),
        FunnelError::Table(_) | FunnelError::Query(_) => return None,
    })
}

/// What to do about it.
fn hint(error: &FunnelError) -> Option<String> {
    Some(match error {
        FunnelError::ZeroWindow { flag } => format!("例如 --{flag} 30min"),
        FunnelError::TooManySteps(_) => "把多个事件并入一个步骤：--step '名称=事件|事件'".into(),
        FunnelError::StepTwice(name) => format!("给其中一个换个名字：--step '{name} 2={name}'"),
        FunnelError::Step(_) => {
            "写成 名称=事件|事件；带条件时：'名称=事件 where 金额>=100 and 渠道=a|b'".into()
        }
        FunnelError::OptionalEnd => "去掉问号，或调整步骤顺序".into(),
        FunnelError::NoSuchStep { steps, .. } => format!("步骤编号为 1 到 {steps}"),
        FunnelError::Contradiction { .. } => "只保留其中一个".into(),
        FunnelError::NoSteps { events } => {
            let steps: Vec<String> = events
                .iter()
                .take(3)
                .map(|(event, _)| format!("--step '{event}'"))
                .collect();
            format!("按顺序指定步骤：{}", steps.join(" "))
        }
        FunnelError::UnknownEvents { near, .. } if !near.is_empty() => {
            format!("日志中有 {}", near.join("、"))
        }
        FunnelError::NoColumn { columns, .. } => format!("现有的列：{}", columns.join("、")),
        FunnelError::TooManyConditions(_) => "在日志中加一列，标明每行属于哪个阶段".into(),
        FunnelError::TooManyValues { .. } => {
            "换一列：用 --by 指定分组列，用 --event 指定事件列".into()
        }
        FunnelError::FewStages(_) => "再给一个 --step，或给出阶段更多的表".into(),
        FunnelError::NoEvents { .. } => {
            "用 fourr inspect 文件 查看各列，并检查 --time 和 --as-of".into()
        }
        FunnelError::UnknownPerson { .. } => "按日志中的写法输入编号".into(),
        FunnelError::NeedsEvents { .. } => "请给出日志，每行一个事件".into(),
        FunnelError::DayTooFar(_) => "例如 --days 1,7,30".into(),
        FunnelError::TooManyPeriods { .. } => {
            "改用更长的周期（--period month），或检查 --time 指定的列".into()
        }
        FunnelError::TooManyChannels { .. } => "在一列中合并渠道，并用 --channel 指定".into(),
        FunnelError::ReachAbovePopulation { .. } => {
            "用 --population 指定目标人群数，或更正输入表".into()
        }
        FunnelError::NoPopulation => "用 --population N 指定".into(),
        FunnelError::OutOfRange { name, .. } => match *name {
            "effective" => "1 到 50 次".into(),
            "population" => "大于 0 的人数".into(),
            _ => "大于 0 的数".into(),
        },
        FunnelError::UnknownChannel { channels, .. } => {
            format!("现有的渠道：{}", channels.join("、"))
        }
        FunnelError::Table(_) | FunnelError::Query(_) | FunnelError::UnknownEvents { .. } => {
            return None;
        }
    })
}
