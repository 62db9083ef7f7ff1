//! The warnings as sentences.

use fourr_funnel::reach::ReachWarning;

use super::subject::{Subject, count, share};
use crate::{Cell, Prose, Span};

pub(super) fn code(of: &ReachWarning) -> &'static str {
    match of {
        ReachWarning::PopulationSeen { .. } => "population_seen",
        ReachWarning::Estimated => "estimated",
        ReachWarning::Saturated { .. } => "saturated",
        ReachWarning::CostMissing { .. } => "cost_missing",
        ReachWarning::TargetImpressionsEstimated => "target_impressions_estimated",
        ReachWarning::ManyRowsSetAside { .. } => "many_rows_set_aside",
    }
}

pub(super) fn sentence(subject: &Subject<'_>, of: &ReachWarning) -> Prose {
    let list = |channels: &[String]| Span::plain(channels.join(subject.lang.pick("、", ", ")));
    match of {
        ReachWarning::PopulationSeen { persons } => subject.say(
            "没有给出目标人群数，以日志中出现过的 {0} 人为基数；可用 --population 或 --target 指定",
            "The target population is not given: rates are of the {0} persons in the log; see --population and --target",
            &[count(*persons)],
        ),
        ReachWarning::Estimated => subject.say(
            "合并覆盖由汇总估计（独立性假设），真实值在上下界之间",
            "Combined reach is estimated from totals as if channels were independent; the truth lies between the bounds",
            &[],
        ),
        ReachWarning::Saturated { channels } => subject.say(
            "{0}平均频次超过 {1}，已饱和",
            "{0}: average frequency beyond {1}, saturated",
            &[list(channels), Cell::Number(subject.reached.parameters.saturation).into()],
        ),
        ReachWarning::CostMissing { channels } => subject.say(
            "{0}没有费用，渠道次序按新增人数排列",
            "No cost of {0}: channels are ordered by the persons they add",
            &[list(channels)],
        ),
        ReachWarning::TargetImpressionsEstimated => subject.say(
            "目标曝光未实测，按 曝光 × 目标占比（TA%）估计",
            "Exposures of the target are not measured: they are estimated as impressions times the share of the target",
            &[],
        ),
        ReachWarning::ManyRowsSetAside { rows, share: part } => subject.say(
            "{0} 行（{1}）未采用，请查看原因",
            "{0} rows ({1}) were set aside: see the reasons",
            &[count(*rows), share(Some(*part))],
        ),
    }
}
