//! Why there is no profile.

use fourr_profile::{Among, As, ProfileError, SourceKind, TagFault, TagFileError};
use fourr_table::{Role, TableError};

use super::advice::Advice;

impl Advice for ProfileError {
    fn hint(&self) -> Option<String> {
        Self::hint(self)
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        if let Self::TagFile(error) = self {
            return error.chinese();
        }
        if let Self::Table(error) = self {
            let (message, _) = error.chinese()?;
            let hint = "用 --customer 列名 指定人员列，或用 --each-row 把每一行当作一个人";
            return Some((message, Some(hint.into())));
        }
        let hint = match self {
            Self::SecondTable(kind) => {
                Some(format!("多个{}文件请用通配符作为一个输入", table(*kind)))
            }
            Self::UnknownPerson { near, .. } if !near.is_empty() => {
                Some(format!("是不是 {}？", near.join(" 或 ")))
            }
            Self::NoTagBefore(_) => {
                Some("请给出同一标签体系先前运行得到的 persons.parquet 或 persons.csv".into())
            }
            Self::Nobody { .. } => Some("用 --customer 指定人员编号列".into()),
            Self::NoKey => Some("用 --pseudonym-key 指定密钥文件（至少 16 字节）".into()),
            Self::NoSeed => Some("用 --target 标签=取值 指定目标群体".into()),
            Self::NoConsentColumn { columns, .. } => {
                Some(format!("现有列：{}", columns.join("、")))
            }
            Self::NoTag { known, .. } => Some(format!("现有标签：{}", known.join("、"))),
            Self::NoValue { known, .. } => Some(format!("现有取值：{}", known.join("、"))),
            other => other.hint(),
        };
        Some((message(self)?, hint))
    }

    fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::Levels(_)
                | Self::Classes(_)
                | Self::SecondTable(_)
                | Self::TagFile(_)
                | Self::Days(_)
                | Self::NoKey
                | Self::NoSeed
                | Self::NoConsentColumn { .. }
                | Self::NoTag { .. }
                | Self::NoValue { .. }
        )
    }

    fn input(&self) -> Option<&TableError> {
        match self {
            // Of persons a profile knows more ways than one.
            Self::Table(TableError::RoleMissing {
                role: Role::Customer,
                ..
            }) => None,
            Self::Table(error) => Some(error),
            _ => None,
        }
    }
}

impl Advice for TagFileError {
    fn hint(&self) -> Option<String> {
        self.fault.hint()
    }

    fn chinese(&self) -> Option<(String, Option<String>)> {
        let said = fault(&self.fault);
        let place = format!(
            "{} 第 {} 行第 {} 列",
            self.file, self.at.line, self.at.column
        );
        Some((format!("{place}：{said}"), hint(&self.fault)))
    }

    fn is_usage(&self) -> bool {
        true
    }
}

fn message(error: &ProfileError) -> Option<String> {
    Some(match error {
        ProfileError::Levels(levels) => format!("--levels 是 {levels}，应为 1 到 60000"),
        ProfileError::Classes(classes) => format!("--classes 是 {classes}，应为 2 到 10"),
        ProfileError::SecondTable(kind) => format!("给了两张{}", table(*kind)),
        ProfileError::Nobody { rows } => format!("没有可以画像的人：共 {rows} 行，都没有编号"),
        ProfileError::UnknownPerson { id, .. } => format!("打了标签的人中没有 {id}"),
        ProfileError::Days(days) => format!("--aidma-days 是 {days}，应为 1 到 36500"),
        ProfileError::NoKey => "生成假名需要密钥".into(),
        ProfileError::NoSeed => "寻找相似人群需要一个目标群体".into(),
        ProfileError::NoConsentColumn { column, .. } => format!("没有说明是否同意的列 {column}"),
        ProfileError::NoTag { tag, .. } => format!("没有标签 {tag}"),
        ProfileError::NotAColumn(tag) => format!("标签 {tag} 不是原样取自一列，没有可泛化的内容"),
        ProfileError::NoValue { tag, value, .. } => format!("标签 {tag} 没有取值 {value}"),
        ProfileError::NoTagBefore(tags) => format!("先前的结果里没有这些标签：{}", tags.join("、")),
        _ => return None,
    })
}

fn table(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Persons => "人员表",
        SourceKind::Orders => "订单表",
        SourceKind::Events => "事件表",
    }
}

fn taken(taken: As) -> &'static str {
    match taken {
        As::Number => "数值",
        As::Time => "日期",
        As::Text => "文本",
    }
}

fn among(among: Among) -> &'static str {
    match among {
        Among::Dimensions => "维度",
        Among::Tags => "标签",
        Among::Values => "该标签的取值",
        Among::Measures => "指标",
    }
}

/// What is wrong with a tag file.
fn fault(fault: &TagFault) -> String {
    match fault {
        TagFault::Syntax(reason) => format!("不是有效的标签文件：{reason}"),
        TagFault::Rule(reason) => format!("规则无法解析：{reason}"),
        TagFault::NotAllowed(what) => format!("规则中不能使用 {what}"),
        TagFault::UnknownName { name, .. } => format!("没有名为 {name} 的列、指标或标签"),
        TagFault::Mismatch {
            column,
            holds,
            taken: as_what,
        } => {
            let holds = match holds.as_str() {
                "numbers" => "数值".to_owned(),
                "dates" => "日期".to_owned(),
                "text" => "文本".to_owned(),
                "the values of a tag" => "标签的取值".to_owned(),
                "values that only the data tells" => "只有数据才知道的取值".to_owned(),
                other => other.replace("text such as ", "文本，如 "),
            };
            format!("列 {column} 是{holds}，规则却当作{}", taken(*as_what))
        }
        TagFault::Incomparable { .. } => "两边的类型不同，不能比较".into(),
        TagFault::Twice { name, among: of } => format!("{name} 在{}中重复出现", among(*of)),
        TagFault::Circle(tags) => format!("标签循环引用：{}", tags.join(" → ")),
        TagFault::Unresolved(tag) => format!("标签 {tag} 没有说明两条规则同时命中时怎么办"),
        TagFault::NoPriority(value) => format!("标签按优先级解决冲突，但取值 {value} 没有优先级"),
        TagFault::RuleCount {
            name,
            found,
            allowed,
        } if found.is_empty() => {
            format!("{name} 没有规则，应有其中之一：{allowed}")
        }
        TagFault::RuleCount { name, found, .. } => {
            format!("{name} 同时有规则 {}，只能有一条", found.join("、"))
        }
        TagFault::NoValues(tag) => format!("标签 {tag} 没有取值"),
        TagFault::TooManyValues { tag, count, most } => {
            format!("标签 {tag} 有 {count} 个取值，最多 {most} 个")
        }
        TagFault::Breaks(breaks) => format!("分点必须递增：{breaks:?}"),
        TagFault::Labels { got, expected } => format!("{expected} 个档给了 {got} 个名称"),
        TagFault::Band(text) => format!("{text} 不是区间"),
        TagFault::BandGap(first, second) => format!("区间 {first} 与 {second} 之间有空隙"),
        TagFault::BandOverlap(first, second) => format!("区间 {first} 与 {second} 重叠"),
        TagFault::Regex(reason) => format!("正则表达式无法解析：{reason}"),
        TagFault::Range { key, got, expected } => format!("{key} 是 {got}，应为 {expected}"),
        TagFault::NeedsColumn(take) => format!("{take} 需要指定 column"),
        TagFault::NotCoarse(text) => format!("{text} 不是一种泛化方式"),
        TagFault::UnknownValue { tag, value, .. } => format!("标签 {tag} 没有取值 {value}"),
        TagFault::NoPurpose(tag) => format!("标签 {tag} 使用个人信息，但没有写明负责人和用途"),
        TagFault::NoTable(kind) => format!("规则要读{}，但没有给出", table(*kind)),
        TagFault::NoDate => "规则要从一个日期往回数，但没有带时间的表".into(),
        TagFault::NoList(path) => format!("没有给出名单 {path}"),
    }
}

/// What to do about it.
fn hint(fault: &TagFault) -> Option<String> {
    Some(match fault {
        TagFault::Syntax(_) => {
            "标签写作 [[dimension.tag]]（code、name），取值写作 [[dimension.tag.value]]（name、where）".into()
        }
        TagFault::Rule(_) => "规则是一个条件，如 age between 18 and 34，或 city in ('北京', '上海')".into(),
        TagFault::NotAllowed(_) => "可用：比较、between、in、like、~、is null、and、or、not、+ - * / %，abs、round、floor、\
                                    ceil、ln、coalesce、year、month、day、hour、weekday、days_since"
            .into(),
        TagFault::UnknownName { near, .. } if near.is_empty() => {
            "名称应是列名、指标或标签的代码；文本要加单引号".into()
        }
        TagFault::UnknownName { near, .. } => format!("是不是 {}？", near.join(" 或 ")),
        TagFault::Mismatch { taken: As::Number, .. } => "要按文本比较，请给值加上单引号".into(),
        TagFault::Mismatch { taken: As::Text, .. } => "要按数值比较，请去掉引号".into(),
        TagFault::Mismatch { taken: As::Time, .. } => "日期写作 DATE '2024-12-31'".into(),
        TagFault::Incomparable { .. } => "数值直接写，文本加单引号，日期写作 DATE '2024-12-31'".into(),
        TagFault::Twice { .. } => "请给其中一个换代码或名称".into(),
        TagFault::Circle(_) => "让其中一个标签改读列或指标".into(),
        TagFault::Unresolved(_) => {
            "加上 resolve = \"priority\"（数字小者优先）或 \"order\"（文件中在前者优先），或 exclusive = false".into()
        }
        TagFault::NoPriority(_) => "给每个取值加上 priority = 1、2……，或改用 resolve = \"order\"".into(),
        TagFault::RuleCount { .. } => "只写一条规则".into(),
        TagFault::NoValues(_) => "加上 [[dimension.tag.value]]，写明 name 和 where".into(),
        TagFault::TooManyValues { .. } => "拆分标签，或让每人只有一个取值（exclusive = true）".into(),
        TagFault::Labels { .. } => "n 个分点分成 n + 1 档".into(),
        TagFault::Band(_) => "区间写作 [18, 35)、(0, 100] 或 [60, )".into(),
        TagFault::BandGap(..) | TagFault::BandOverlap(..) => "同一列的区间写作 [a, b)，首尾相接".into(),
        TagFault::UnknownValue { values, .. } => format!("它的取值有 {}", values.join("、")),
        TagFault::NotCoarse(_) => "可用：age、year、month、province，数值用 bins:10".into(),
        TagFault::NoPurpose(_) => "给标签加上 owner = \"……\" 和 purpose = \"……\"".into(),
        TagFault::NoTable(SourceKind::Orders) => "用 --orders 给出订单文件".into(),
        TagFault::NoTable(SourceKind::Events) => "用 --events 给出事件文件".into(),
        TagFault::NoTable(SourceKind::Persons) => "用 --persons 给出人员文件".into(),
        TagFault::NoDate => "用 --as-of 指定日期".into(),
        TagFault::Breaks(_)
        | TagFault::Regex(_)
        | TagFault::Range { .. }
        | TagFault::NeedsColumn(_)
        | TagFault::NoList(_) => return None,
    })
}
