//! The warnings of a cleaning as sentences.

use fourr_clean::summary::Warning;

use super::{
    names,
    voice::{Voice, count, plain, share},
};
use crate::{Prose, Span};

/// The stable key of a warning.
pub(super) fn code(warning: &Warning) -> &'static str {
    match warning {
        Warning::BeforeDuplicates { .. } => "before_duplicates",
        Warning::BeforeOutliers { .. } => "before_outliers",
        Warning::GroupsFilledLater { .. } => "groups_filled_later",
        Warning::SigmaCannotFlag { .. } => "sigma_cannot_flag",
        Warning::MadZeroFallback { .. } => "mad_zero_fallback",
        Warning::IqrZero { .. } => "iqr_zero",
        Warning::GroupTooSmall { .. } => "group_too_small",
        Warning::NoEllipse { .. } => "no_ellipse",
        Warning::ModeTie { .. } => "mode_tie",
        Warning::MuchImputed { .. } => "much_imputed",
        Warning::NoLongerFits { .. } => "no_longer_fits",
        Warning::BecameEqual { .. } => "became_equal",
        Warning::Idle { .. } => "idle",
        Warning::UnknownGroups { .. } => "unknown_groups",
        _ => "other",
    }
}

pub(super) fn sentence(voice: &Voice, warning: &Warning) -> Prose {
    let (zh, en, values) = match warning {
        Warning::BeforeDuplicates { .. }
        | Warning::BeforeOutliers { .. }
        | Warning::GroupsFilledLater { .. }
        | Warning::BecameEqual { .. }
        | Warning::Idle { .. }
        | Warning::NoLongerFits { .. } => of_steps(voice, warning),
        _ => of_values(warning),
    };
    voice.say(zh, en, &values)
}

type Words = (&'static str, &'static str, Vec<Span>);

fn of_steps(voice: &Voice, warning: &Warning) -> Words {
    match warning {
        Warning::BeforeDuplicates { step, duplicates } => (
            "步骤 {0} 在去重（{1}）之前：重复行被计入多次，应先去重",
            "Step {0} comes before duplicates are taken out by {1}: they count twice. Take them out first",
            vec![Span::code(step), Span::code(duplicates)],
        ),
        Warning::BeforeOutliers { step, outliers } => (
            "步骤 {0} 在判断异常值（{1}）之前：填补值会被当作观测值",
            "Step {0} comes before outliers are judged by {1}: what is filled in counts as observed",
            vec![Span::code(step), Span::code(outliers)],
        ),
        Warning::GroupsFilledLater { step, filling } => (
            "步骤 {0} 所用的分组列在之后才由 {1} 填补：填补的行当时不在组内，应先填补分组列",
            "Step {0} groups by a column that {1} fills only later: what is filled in was not in its group. Fill the groups first",
            vec![Span::code(step), Span::code(filling)],
        ),
        Warning::NoLongerFits {
            step,
            column,
            cells,
            reason,
        } => (
            "步骤 {0} 与数据不再相符：列 {1} 有 {2} 个单元格（{3}）",
            "Step {0} no longer fits the data: {2} cells of column {1} ({3})",
            vec![
                Span::code(step),
                Span::code(column),
                count(*cells),
                plain(names::reason(*reason, voice.lang)),
            ],
        ),
        Warning::BecameEqual { rows } => (
            "{0} 行经后面的步骤处理后与另一行相同，没有移出",
            "{0} rows equal another one by what later steps made of them; they are not taken out",
            vec![count(*rows)],
        ),
        Warning::Idle { step } => (
            "步骤 {0} 没有可做的事",
            "Step {0} found nothing to do",
            vec![Span::code(step)],
        ),
        _ => ("", "", Vec::new()),
    }
}

fn of_values(warning: &Warning) -> Words {
    match warning {
        Warning::SigmaCannotFlag { step, column, n } => (
            "步骤 {0}：列 {1} 只有 {2} 个值，不可能有值偏离三倍标准差；可改用 IQR 或 MAD",
            "Step {0}: of the {2} values of column {1} none can be three standard deviations away; use IQR or MAD",
            vec![Span::code(step), Span::code(column), count(*n)],
        ),
        Warning::MadZeroFallback { step, column } => (
            "步骤 {0}：列 {1} 的 MAD 为 0，改用平均绝对偏差",
            "Step {0}: the MAD of column {1} is 0; the mean absolute deviation stands in",
            vec![Span::code(step), Span::code(column)],
        ),
        Warning::IqrZero {
            step,
            column,
            groups,
        } => (
            "步骤 {0}：列 {1} 有 {2} 组的四分位距为 0，未作标记",
            "Step {0}: the quartiles of column {1} coincide in {2} groups; nothing is marked there",
            vec![Span::code(step), Span::code(column), count(*groups)],
        ),
        Warning::GroupTooSmall {
            step,
            column,
            groups,
        } => (
            "步骤 {0}：列 {1} 有 {2} 组的值太少，未作判断",
            "Step {0}: {2} groups of column {1} are too small to be judged",
            vec![Span::code(step), Span::code(column), count(*groups)],
        ),
        Warning::NoEllipse { step } => (
            "步骤 {0}：各列线性相关或完整的行太少，无法计算距离",
            "Step {0}: the columns depend on each other, or too few rows are complete; no distance can be measured",
            vec![Span::code(step)],
        ),
        _ => of_fills(warning),
    }
}

fn of_fills(warning: &Warning) -> Words {
    match warning {
        Warning::ModeTie {
            step,
            column,
            value,
            candidates,
        } => (
            "步骤 {0}：列 {1} 有 {3} 个值同样常见，取 {2}",
            "Step {0}: {3} values of column {1} are equally frequent; {2} is taken",
            vec![
                Span::code(step),
                Span::code(column),
                plain(value),
                count(*candidates),
            ],
        ),
        Warning::MuchImputed {
            column,
            share: part,
        } => (
            "列 {0} 有 {1} 的值是填补的，超过三成",
            "{1} of column {0} is filled in, more than three cells in ten",
            vec![Span::code(column), share(*part)],
        ),
        Warning::UnknownGroups { step, column, rows } => (
            "步骤 {0}：列 {1} 有 {2} 行所在的组没有界限，未作判断",
            "Step {0}: {2} rows of column {1} are in groups for which the recipe has no limits",
            vec![Span::code(step), Span::code(column), count(*rows)],
        ),
        _ => ("清洗有一条警告", "A warning of the cleaning", Vec::new()),
    }
}
