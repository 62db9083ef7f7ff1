//! Warnings as sentences.

use fourr_cost_benefit::attribution::AttributionWarning;

use crate::{
    DataNote, NoteKind, Prose,
    saying::{Saying, count},
};

/// A warning among the notes on the data.
pub(super) fn note(saying: &Saying<'_>, warning: &AttributionWarning) -> DataNote {
    DataNote::new(NoteKind::Warning, warning.code(), sentence(saying, warning))
}

/// A warning as a sentence.
pub(super) fn sentence(saying: &Saying<'_>, warning: &AttributionWarning) -> Prose {
    match warning {
        AttributionWarning::NotCausal => saying.say(
            "归因描述谁在场，不是因果：功劳不等于没有该渠道就会失去的转化",
            "Attribution describes who was there and is no effect: credit is not what would be lost without the channel",
            &[],
        ),
        AttributionWarning::RowsSetAside { rows, read } => saying.say(
            "触点表 {1} 行中有 {0} 行未采用",
            "{0} of {1} rows of touches were set aside",
            &[count(*rows), count(*read)],
        ),
        AttributionWarning::NoConversions => saying.say("没有任何转化，各模型无定义", "Nobody converted: the models are not defined", &[]),
        AttributionWarning::NoNulls => saying.say(
            "所有路径都转化了：没有失败的路径，马尔可夫链无法区分渠道的作用",
            "Every journey converted: without journeys that fail the chain cannot tell what a channel adds",
            &[],
        ),
        AttributionWarning::NoDirect => saying.say(
            "没有直接访问渠道（可用 --direct-channel 指定），末次非直接与末次相同",
            "No channel is the direct one (name it with --direct-channel): last non-direct equals last",
            &[],
        ),
        AttributionWarning::Untouched { conversions } => saying.say(
            "{0} 次转化在回溯期内没有触点，功劳不给任何渠道",
            "{0} conversions have no touch in the lookback and are credited to nobody",
            &[count(*conversions)],
        ),
        AttributionWarning::UnevenJourneys { journeys } => saying.say(
            "{0} 条路径的各行对是否转化或价值说法不一，取较大者",
            "Rows of {0} journeys do not agree on how they ended: the larger figures count",
            &[count(*journeys)],
        ),
        AttributionWarning::WithoutValue { conversions } => saying.say(
            "{0} 次转化没有价值，按 0 计",
            "{0} conversions have no value and count as worth nothing",
            &[count(*conversions)],
        ),
        AttributionWarning::NoTimes => saying.say(
            "触点没有时间，时间衰减与线性相同，回溯期不起作用",
            "Touches have no moments: time decay equals linear, and there is no lookback",
            &[],
        ),
        AttributionWarning::Sampled { permutations } => saying.say(
            "沙普利值由 {0} 个抽样次序估计，附标准误",
            "Shapley values are estimated from {0} drawn orders, with standard errors",
            &[count((*permutations).into())],
        ),
        _ => Prose::default(),
    }
}
