//! Questionnaires as data frames: a row a respondent, two or three columns a feature.

use fourr_locale::Lang;
use polars::prelude::*;

use super::asked::Asked;
use super::respondent::{Answers, Respondent};
use crate::columns::Edition;
use crate::frame;
use crate::style::Style;

/// What the scale's answers are called, from like to dislike.
const WORDS: [(&str, &str); 5] = [
    ("我很喜欢", "I like it that way"),
    ("理应如此", "It must be that way"),
    ("无所谓", "I am neutral"),
    ("可以忍受", "I can live with it that way"),
    ("我很不喜欢", "I dislike it that way"),
];

/// The rows of these respondents.
pub(super) fn frame(
    respondents: &[Respondent],
    asked: &[Asked],
    style: Style,
) -> PolarsResult<DataFrame> {
    let (edition, lang) = (style.edition, style.lang);
    let ids = respondents.iter().map(|respondent| respondent.member);
    let mut columns = vec![frame::customers(ids, style)];
    if edition == Edition::Practice {
        let levels = respondents
            .iter()
            .map(|respondent| Some(respondent.level.name(lang)));
        columns.push(texts(lang.pick("会员等级", "membership_level"), levels));
    }
    for (place, asked) in asked.iter().enumerate() {
        let answers = respondents
            .iter()
            .map(|respondent| respondent.answers[place]);
        for (question, header) in asked.pair.iter().enumerate() {
            let given = answers.clone().map(|answer| answer.pair[question]);
            columns.push(match edition {
                Edition::Practice => texts(header, given.map(|answer| word(answer, lang))),
                Edition::Bench => numbers(header, given),
            });
        }
        if let Some(header) = &asked.importance {
            columns.push(numbers(
                header,
                answers.map(|answer: Answers| answer.importance),
            ));
        }
    }
    DataFrame::new(respondents.len(), columns)
}

fn word(answer: Option<u8>, lang: Lang) -> Option<&'static str> {
    let (zh, en) = WORDS[usize::from(answer?) - 1];
    Some(lang.pick(zh, en))
}

fn texts<'a>(name: &str, texts: impl ExactSizeIterator<Item = Option<&'a str>>) -> Column {
    let mut column = StringChunkedBuilder::new(name.into(), texts.len());
    for text in texts {
        column.append_option(text);
    }
    column.finish().into_column()
}

fn numbers(name: &str, numbers: impl Iterator<Item = Option<u8>>) -> Column {
    let numbers = numbers.map(|number| number.map(i64::from));
    Int64Chunked::from_iter_options(name.into(), numbers).into_column()
}
