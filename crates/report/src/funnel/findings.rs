//! What the funnel shows, the most important first.

use super::{
    groups,
    subject::{Subject, count, duration, share},
};
use crate::{Finding, Span};

pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let summary = subject.summary;
    let mut findings = Vec::new();
    if let Some((first, last)) = summary.stages.first().zip(summary.stages.last()) {
        let text = subject.say(
            "{0} 到达「{1}」，其中 {2} 到达「{3}」：总转化率 {4}。",
            "{0} are at {1}, {2} of them reach {3}: {4} convert.",
            &[
                count(first.reached),
                Span::plain(&first.name),
                count(last.reached),
                Span::plain(&last.name),
                share(summary.overall_conversion),
            ],
        );
        findings.push(Finding::new(text, ["stages".into(), "funnel".into()]));
    }
    if let Some(stage) = summary.bottleneck.map(|place| &summary.stages[place]) {
        let text = subject.say(
            "瓶颈在「{0}」：上一阶段只有 {1} 到达，流失 {2}。",
            "The bottleneck is {0}: only {1} of those before reach it, and {2} are lost.",
            &[
                Span::plain(&stage.name),
                share(stage.step_conversion),
                count(stage.drop_off.unsigned_abs()),
            ],
        );
        findings.push(Finding::new(text, ["losses".into()]));
    }
    if let Some(times) = summary
        .stages
        .last()
        .and_then(|stage| stage.from_start.as_ref())
    {
        let text = subject.say(
            "完成者从首步到末步的中位时长为 {0}，九成不超过 {1}。",
            "From the first step to the last the median is {0}; nine in ten take up to {1}.",
            &[
                Span::plain(duration(times.median, subject.lang)),
                Span::plain(duration(times.p90, subject.lang)),
            ],
        );
        findings.push(Finding::new(
            text,
            ["times-from-start".into(), "time-to-convert".into()],
        ));
    }
    if let Some(text) = groups::extremes(subject) {
        findings.push(Finding::new(text, ["groups".into()]));
    }
    findings
}
