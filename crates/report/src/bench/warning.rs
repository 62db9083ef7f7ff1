//! What limits what the times can carry.

use fourr_bench::Refusal;

use super::subject::Subject;
use crate::{Cell, Prose, Span};

/// Noise above which a machine is busy with something else.
const BUSY: f64 = 0.2;

/// The warnings, each with its stable key.
pub(super) fn all(subject: &Subject<'_>) -> Vec<(&'static str, Prose)> {
    let mut warnings = Vec::new();
    let benchmark = subject.benchmark;
    if benchmark.noise.floor > BUSY {
        let text = subject.say(
            "噪声底为 {0}：机器正忙于别的事，时间只能粗看。",
            "the noise floor is {0}: the machine is busy with something else, and times are rough.",
            &[Cell::Share(benchmark.noise.floor).into()],
        );
        warnings.push(("noisy_machine", text));
    }
    if benchmark.build.profile == "debug" {
        let text = subject.say(
            "程序未经优化编译：时间不能用来比较。",
            "the program was compiled without optimisation: its times compare with nothing.",
            &[],
        );
        warnings.push(("debug_build", text));
    }
    let Some(comparison) = &benchmark.comparison else {
        return warnings;
    };
    match comparison.refusal {
        Some(Refusal::OtherMachine) => warnings.push((
            "other_machine",
            subject.say(
                "基线来自另一台机器，不作比较。",
                "the baseline was measured on another machine: nothing is compared.",
                &[],
            ),
        )),
        Some(Refusal::OtherSettings) => warnings.push((
            "other_settings",
            subject.say(
                "基线的种子、格式、文件、线程数或 --report 不同，不作比较；请用相同的参数再测。",
                "the baseline has another seed, format, file, number of threads or --report: nothing is compared. Measure with the same flags.",
                &[],
            ),
        )),
        None => {}
    }
    if !comparison.missing.is_empty() {
        let missing = comparison
            .missing
            .iter()
            .map(|(task, rows)| format!("{} ({})", subject.task(*task), subject.lang.count(*rows)));
        let missing: Vec<String> = missing.collect();
        let text = subject.say(
            "基线没有这些任务与行数：{0}；请用相同的 --rows 测量基线。",
            "the baseline lacks these tasks and rows: {0}. Measure it with the same --rows.",
            &[Span::plain(missing.join(subject.lang.pick("、", ", ")))],
        );
        warnings.push(("missing_in_baseline", text));
    }
    warnings
}
