//! Warnings as sentences.

use fourr_kano::{Coding, Warning};
use serde_json::Value;

use super::subject::Subject;
use crate::{Cell, DataNote, NoteKind, Prose, Span};

pub(super) fn note(subject: &Subject<'_>, of: &Warning) -> DataNote {
    let code = serde_json::to_value(of).ok();
    let code = code
        .as_ref()
        .and_then(|value| value.get("code"))
        .and_then(Value::as_str);
    DataNote::new(
        NoteKind::Warning,
        code.unwrap_or("warning"),
        sentence(subject, of),
    )
}

pub(super) fn sentence(subject: &Subject<'_>, of: &Warning) -> Prose {
    match of {
        Warning::EmptyFeatures { .. }
        | Warning::Unclear { .. }
        | Warning::ReverseDominant { .. }
        | Warning::NoCoefficients { .. }
        | Warning::Tied { .. }
        | Warning::RulesDisagree { .. } => of_features(subject, of),
        Warning::Questionable { .. } | Warning::StraightLining { .. } | Warning::Duplicates { .. } => {
            of_respondents(subject, of)
        }
        Warning::CodingAssumed => subject.say(
            "回答是数字，未说明方向，按 1 = 喜欢 处理；若 5 = 喜欢，请用 --coding dislike-first",
            "answers are numbers without a direction, taken as 1 = like; where 5 is like, give --coding dislike-first",
            &[],
        ),
        Warning::OtherCoding { coding, share, other } => subject.say(
            "按目前方向，反向与可疑占 {0}；反过来只占 {1}，请核对 {2}",
            "reverse and questionable pairs are {0} in this direction, but {1} in the other: consider {2}",
            &[
                Cell::Share(*share).into(),
                Cell::Share(*other).into(),
                Span::code(match coding {
                    Coding::LikeFirst => "--coding dislike-first",
                    Coding::DislikeFirst => "--coding like-first",
                }),
            ],
        ),
        Warning::MixedForms => subject.say("回答中既有文字也有数字", "some answers are words and some are numbers", &[]),
        _ => of_counts(subject, of),
    }
}

fn of_counts(subject: &Subject<'_>, of: &Warning) -> Prose {
    let count = |count: &u64| Cell::Count(*count).into();
    match of {
        Warning::SmallSample { respondents } => subject.say(
            "受访者有 {0} 位，不足 30 位，结果不稳",
            "respondents: {0}, fewer than 30, so figures are unsteady",
            &[count(respondents)],
        ),
        Warning::OffScale { pairs, share, many } => subject.say(
            if *many {
                "{0} 对回答（{1}）不在量表内，请核对 --answers、--coding 或 --word"
            } else {
                "{0} 对回答（{1}）不在量表内，未采用"
            },
            if *many {
                "{0} pairs ({1}) are not on the scale: see --answers, --coding and --word"
            } else {
                "{0} pairs ({1}) are not on the scale and were left out"
            },
            &[count(pairs), Cell::Share(*share).into()],
        ),
        Warning::Incomplete { pairs, share } => subject.say(
            "{0} 对回答（{1}）缺一题，未采用",
            "{0} pairs ({1}) lack an answer and were left out",
            &[count(pairs), Cell::Share(*share).into()],
        ),
        Warning::WithoutAnswers { respondents } => subject.say(
            "{0} 位受访者没有一对有效回答，未采用",
            "{0} respondents gave no valid pair and were set aside",
            &[count(respondents)],
        ),
        Warning::ImportanceOffScale { cells } => subject.say(
            "{0} 个重要度不是 1 至 9 的整数，未采用",
            "{0} cells of importance are no whole number from 1 to 9 and were left out",
            &[count(cells)],
        ),
        Warning::SegmentsWithheld {
            column,
            segments,
            respondents,
        } => subject.say(
            "按 {0} 有 {1} 个群人数过少（共 {2} 人），不显示",
            "by {0}, {1} segments are too small to be shown ({2} respondents)",
            &[Span::code(column), count(segments), count(respondents)],
        ),
        Warning::WithoutSegment {
            column,
            respondents,
        } => subject.say(
            "{1} 位受访者没有 {0}，不在分群之内",
            "{1} respondents have no {0} and are in no segment",
            &[Span::code(column), count(respondents)],
        ),
        _ => Prose::default(),
    }
}

fn of_features(subject: &Subject<'_>, of: &Warning) -> Prose {
    let (features, zh, en) = match of {
        Warning::EmptyFeatures { features } => {
            (features, "无人回答的功能：{0}", "nobody answered: {0}")
        }
        Warning::Unclear { features } => (
            features,
            "可疑回答超过 5%，题目可能不清楚：{0}",
            "more than 5% of the answers are questionable, the wording may be unclear: {0}",
        ),
        Warning::ReverseDominant { features } => (
            features,
            "反向为最大类别，系数只描述少数人：{0}",
            "mostly reverse, so that the coefficients describe the minority: {0}",
        ),
        Warning::NoCoefficients { features } => (
            features,
            "没有 M、O、A、I 的回答，系数无定义：{0}",
            "no answer is M, O, A or I, so that coefficients are undefined: {0}",
        ),
        Warning::Tied { features } => (
            features,
            "最大频数并列，按 M > O > A > I > R > Q 取：{0}",
            "the largest count is shared, and went by M > O > A > I > R > Q: {0}",
        ),
        Warning::RulesDisagree { features } => (
            features,
            "最大频数与分组规则不一致，可能存在分群：{0}",
            "largest count and grouped rule disagree, which suggests segments: {0}",
        ),
        _ => return Prose::default(),
    };
    subject.say(zh, en, &[Span::plain(subject.list(features))])
}

fn of_respondents(subject: &Subject<'_>, of: &Warning) -> Prose {
    let (count, zh, en, set_aside) = match of {
        Warning::Questionable {
            respondents,
            set_aside,
        } => (
            respondents,
            "{0} 位受访者的可疑回答超过五分之一，{1}",
            "{0} respondents have more than a fifth of their pairs questionable, and were {1}",
            set_aside,
        ),
        Warning::StraightLining {
            respondents,
            set_aside,
        } => (
            respondents,
            "{0} 位受访者对所有题目的回答相同（直线作答），{1}",
            "{0} respondents gave the same answer to every question, and were {1}",
            set_aside,
        ),
        Warning::Duplicates { rows, set_aside } => (
            rows,
            "{0} 行的受访者有后来的回答，{1}",
            "{0} rows have a later one of the same respondent, and were {1}",
            set_aside,
        ),
        _ => return Prose::default(),
    };
    let fate = if *set_aside {
        subject.text("已剔除", "set aside")
    } else {
        subject.text("仍计入", "counted all the same")
    };
    subject.say(zh, en, &[Cell::Count(*count).into(), Span::plain(fate)])
}
