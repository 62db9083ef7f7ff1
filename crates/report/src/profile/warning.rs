//! The warnings of the statistics in words.

use fourr_profile::statistics::StatisticsWarning as Warning;

use super::subject::Subject;
use crate::{Cell, Prose, Span};

/// The stable code of a warning.
pub(super) fn code(warning: &Warning) -> &'static str {
    match warning {
        Warning::SmallTarget { .. } => "small_target",
        Warning::NothingToCompare => "nothing_to_compare",
        Warning::ManyValues { .. } => "many_values",
        Warning::SensitiveLeftOut { .. } => "sensitive_left_out",
        Warning::Undeclared { .. } => "undeclared",
        Warning::PairsLeftOut { .. } => "pairs_left_out",
        Warning::Withheld { .. } => "withheld",
        Warning::SmallSeed { .. } => "small_seed",
    }
}

pub(super) fn sentence(subject: &Subject<'_>, warning: &Warning) -> Prose {
    let count = |count: u64| Span::from(Cell::Count(count));
    let names = |codes: &[String]| {
        let names: Vec<String> = codes.iter().map(|code| subject.tag_name(code)).collect();
        Span::plain(names.join(subject.lang.pick("、", ", ")))
    };
    match warning {
        Warning::SmallTarget { people } => subject.say(
            "目标人群只有 {0} 人，TGI 波动大",
            "The target group has only {0} people: indices are coarse",
            &[count(*people)],
        ),
        Warning::NothingToCompare => subject.say(
            "目标人群为空或等于全体，无法比较",
            "The target group is nobody or everybody: there is nothing to compare",
            &[],
        ),
        Warning::ManyValues { tags } => subject.say(
            "取值太多，未做交叉分析：{0}",
            "Too many values for cross tables: {0}",
            &[names(tags)],
        ),
        Warning::SensitiveLeftOut { tags } => subject.say(
            "敏感个人信息标签不参与比较（--sensitive 可启用）：{0}",
            "Sensitive tags are kept out of comparisons (--sensitive admits them): {0}",
            &[names(tags)],
        ),
        Warning::Undeclared { tags } => subject.say(
            "标签用到个人信息列，但未声明 personal、owner 与 purpose：{0}",
            "Tags rest on personal data and declare neither that nor owner and purpose: {0}",
            &[names(tags)],
        ),
        Warning::PairsLeftOut { pairs } => subject.say(
            "标签共有 {0} 对，未逐对检验；用 --cross 指定要看的交叉表",
            "The {0} pairs of tags were not searched for association: name cross tables by --cross",
            &[count(*pairs)],
        ),
        Warning::Withheld { small, complementary } => subject.say(
            "有 {0} 个数字涉及人数过少而不公布，另隐去 {1} 个以防被差分推出",
            "Figures withheld: {0} that speak of few people, and {1} more so that nobody finds those by differencing",
            &[count(*small), count(*complementary)],
        ),
        Warning::SmallSeed { people } => subject.say(
            "种子人群只有 {0} 人（少于 100），相似人群排序不稳",
            "Only {0} people to resemble (fewer than 100): the ranking is unsteady",
            &[count(*people)],
        ),
    }
}
