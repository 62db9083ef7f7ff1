//! Warnings as sentences.

use fourr_cost_benefit::response::{FitError, ResponseWarning};

use super::name;
use crate::{
    DataNote, NoteKind, Prose, Span,
    saying::{Saying, count, money, share},
};

/// A warning among the notes on the data.
pub(super) fn note(saying: &Saying<'_>, warning: &ResponseWarning) -> DataNote {
    DataNote::new(NoteKind::Warning, warning.code(), sentence(saying, warning))
}

/// A warning as a sentence.
pub(super) fn sentence(saying: &Saying<'_>, warning: &ResponseWarning) -> Prose {
    let called = |channel: &str| Span::plain(name(saying, channel));
    match warning {
        ResponseWarning::Association => saying.say(
            "响应曲线是过去的相关，不是因果；按它移动预算之前先小范围试验",
            "Response curves are association in the past, no effect: try a small shift first",
            &[],
        ),
        ResponseWarning::SharedReturn => saying.say(
            "所有渠道都对着同一个总回报拟合，一个渠道的回报可能算到另一个头上",
            "All channels are set against one return: what one brings may be given to another",
            &[],
        ),
        ResponseWarning::NoPeriods => saying.say(
            "没有时间或期数列（可用 --response-period 指定），每个渠道的行按出现次序各算一期",
            "No column of periods (name it with --response-period): the rows of a channel are periods in their order",
            &[],
        ),
        ResponseWarning::RowsSetAside { rows, read } => saying.say(
            "响应数据 {1} 行中有 {0} 行未采用",
            "{0} of {1} rows of responses were set aside",
            &[count(*rows), count(*read)],
        ),
        ResponseWarning::NoCurve { channel, why } => {
            let [zh, en] = why_not(why);
            saying.say(
                "{0} 没有曲线，不参与预算分配：{1}",
                "{0} has no curve and takes no part in the budget: {1}",
                &[called(channel), Span::plain(saying.text(zh, en))],
            )
        }
        ResponseWarning::WeakFit { channel, r_squared } => saying.say(
            "{0} 的曲线只解释了 {1} 的波动，不宜据此移动预算",
            "The curve of {0} explains only {1} of the variance: it is no ground to move money",
            &[called(channel), share(*r_squared)],
        ),
        ResponseWarning::Undetermined { channel } => saying.say(
            "数据不能确定 {0} 的部分参数（没有区间）",
            "The data does not determine some parameters of {0}; they have no interval",
            &[called(channel)],
        ),
        ResponseWarning::Extrapolated {
            channel,
            spend,
            largest,
        } => saying.say(
            "{0} 的最优花费 {1} 远超数据中的最大值 {2}，是外推；可用 --bound 限制",
            "The best spend of {0}, {1}, lies far beyond the largest that was seen, {2}: it is extrapolated; limit it with --bound",
            &[called(channel), money(*spend), money(*largest)],
        ),
        _ => Prose::default(),
    }
}

/// Why there is no curve.
fn why_not(why: &FitError) -> [&'static str; 2] {
    match why {
        FitError::FewLevels { .. } => ["花费的不同取值太少", "too few different spends"],
        FitError::FewPeriods { .. } => ["期数不多于参数个数", "not more periods than parameters"],
        FitError::NoRise => [
            "回报不随花费上升",
            "the return does not rise with the spend",
        ],
        _ => ["数据无效", "the data has no meaning"],
    }
}
