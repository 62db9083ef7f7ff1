//! The warnings as sentences.

use fourr_funnel::Warning;

use super::subject::{Subject, count, share};
use crate::{DataNote, NoteKind, Prose, Span};

/// Names in a sentence.
const FEW: usize = 5;

pub(super) fn note(subject: &Subject<'_>, of: &Warning) -> DataNote {
    DataNote::new(NoteKind::Warning, code(of), sentence(subject, of))
}

fn code(of: &Warning) -> &'static str {
    match of {
        Warning::NotAFunnel { .. } => "not_a_funnel",
        Warning::SmallSample { .. } => "small_sample",
        Warning::SmallGroups { .. } => "small_groups",
        Warning::ManyRowsSetAside { .. } => "many_rows_set_aside",
        Warning::OpenWindows { .. } => "open_windows",
        Warning::MixedZones { .. } => "mixed_zones",
        Warning::BusyPerson { .. } => "busy_person",
        Warning::EmptyStages { .. } => "empty_stages",
        Warning::TiesDecide { .. } => "ties_decide",
        Warning::ManyGroups { .. } => "many_groups",
    }
}

pub(super) fn sentence(subject: &Subject<'_>, of: &Warning) -> Prose {
    match of {
        Warning::NotAFunnel { stages } => subject.say(
            "{0}比上一阶段多：统计对象不同，或阶段顺序有误，不构成漏斗",
            "{0}: more than at the stage before. Different things are counted, or the stages are in another order",
            &[list(subject, stages)],
        ),
        Warning::SmallSample { reached } => subject.say(
            "首阶段只有 {0}，不足 30，比率不稳定",
            "Only {0} are at the first stage, fewer than 30: rates are unsteady",
            &[count(*reached)],
        ),
        Warning::SmallGroups { groups } => subject.say(
            "{0}的首阶段不足 30，比率不稳定",
            "Fewer than 30 at the first stage of {0}: their rates are unsteady",
            &[list(subject, groups)],
        ),
        Warning::ManyRowsSetAside { rows, share: part } => subject.say(
            "{0} 行（{1}）未采用，请查看原因",
            "{0} rows ({1}) were set aside: see the reasons",
            &[count(*rows), share(Some(*part))],
        ),
        Warning::OpenWindows { open, share: part } => subject.say(
            "{0}（占首阶段 {1}）在日志结束时窗口尚未结束，之后仍可能转化",
            "The window of {0} ({1} of those at the first stage) was open at the end of the log: they may still convert",
            &[count(*open), share(Some(*part))],
        ),
        Warning::MixedZones { zones } => {
            let zones: Vec<String> = zones.iter().map(|(zone, cells)| format!("{zone} ({cells})")).collect();
            subject.say(
                "时间列混有不同时区：{0}；带时区的已换算为东八区，不带的按原样",
                "Times are written in different zones: {0}. Those with a zone were moved to +08:00, those without were kept",
                &[list(subject, &zones)],
            )
        }
        Warning::BusyPerson { events, persons } => subject.say(
            "{0} 人的事件超过 10 万个（最多 {1} 个），可能是爬虫或测试账号",
            "{0} persons have more than 100,000 events (the busiest {1}): bots or test accounts, perhaps",
            &[count(*persons), count(*events)],
        ),
        Warning::EmptyStages { stages } => {
            subject.say("没有人到达{0}", "Nobody reached {0}", &[list(subject, stages)])
        }
        Warning::TiesDecide { units, share: part } => subject.say(
            "{0}（{1}）的层级取决于同一时刻事件的先后：时间精度不足",
            "The level of {0} ({1}) depends on the order of events at one moment: the times are too coarse",
            &[count(*units), share(Some(*part))],
        ),
        Warning::ManyGroups { groups } => subject.say(
            "分组列有 {0} 个取值，报告只列出人数最多的",
            "The column of the breakdown has {0} values; the report shows the largest groups",
            &[count(*groups)],
        ),
    }
}

fn list(subject: &Subject<'_>, names: &[String]) -> Span {
    let shown: Vec<&str> = names.iter().take(FEW).map(String::as_str).collect();
    let rest = names.len().saturating_sub(FEW);
    let text = shown.join(subject.lang.pick("、", ", "));
    Span::plain(match subject.lang {
        _ if rest == 0 => text,
        fourr_locale::Lang::Zh => format!("{text} 等 {} 个", names.len()),
        fourr_locale::Lang::En => format!("{text} and {rest} more"),
    })
}
