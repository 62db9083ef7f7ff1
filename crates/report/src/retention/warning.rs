//! The warnings as sentences.

use fourr_funnel::retention::RetentionWarning;

use super::subject::{Subject, count, share};
use crate::{Cell, Prose, Span};

pub(super) fn code(of: &RetentionWarning) -> &'static str {
    match of {
        RetentionWarning::SmallCohorts { .. } => "small_cohorts",
        RetentionWarning::RunningPeriod { .. } => "running_period",
        RetentionWarning::ManyRowsSetAside { .. } => "many_rows_set_aside",
        RetentionWarning::TooShort { .. } => "too_short",
        RetentionWarning::ExposuresSetApart { .. } => "exposures_set_apart",
    }
}

pub(super) fn sentence(subject: &Subject<'_>, of: &RetentionWarning) -> Prose {
    match of {
        RetentionWarning::SmallCohorts { cohorts } => subject.say(
            "{0} 个同期群不足 30 人，比率不稳定",
            "{0} cohorts have fewer than 30 persons: their rates are unsteady",
            &[count(*cohorts)],
        ),
        RetentionWarning::RunningPeriod { start, as_of } => subject.say(
            "数据止于 {1}，{0} 起的{2}尚未结束，相应格子留空",
            "The log ends on {1}, inside of the {2} from {0}: its cells stay open",
            &[
                Cell::Date(*start).into(),
                Cell::Date(*as_of).into(),
                Span::plain(subject.period()),
            ],
        ),
        RetentionWarning::ManyRowsSetAside { rows, share: part } => subject.say(
            "{0} 行（{1}）未采用，请查看原因",
            "{0} rows ({1}) were set aside: see the reasons",
            &[count(*rows), share(Some(*part))],
        ),
        RetentionWarning::ExposuresSetApart { events, rows } => subject.say(
            "{0}（{1} 行）是向用户展示的广告，不是用户的行为，不计为活跃；如要计入，用 --first-event 与 --return-event 指定",
            "{0} ({1} rows) was shown to persons, not done by them: it is no activity; see --first-event and --return-event",
            &[
                Span::plain(events.join(subject.lang.pick("、", ", "))),
                count(*rows),
            ],
        ),
        RetentionWarning::TooShort { days } => {
            let name = |bracket: &fourr_funnel::retention::Bracket| {
                if bracket.from == bracket.to {
                    bracket.from.to_string()
                } else {
                    bracket.to_string()
                }
            };
            let days: Vec<String> = days.iter().map(name).collect();
            let days = Span::plain(days.join(subject.lang.pick("、", ", ")));
            subject.say(
                "日志太短，没有人被观测到首日之后第 {0} 日",
                "The log is too short: nobody has been observed for the days {0} after the first",
                &[days],
            )
        }
    }
}
