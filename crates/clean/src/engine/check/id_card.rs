//! Resident ID numbers beside birthdays and sexes.

use fourr_cell::{date, written};
use polars::prelude::*;

use crate::engine::{
    chunk::Chunk,
    form::{DAY, Form},
    moments,
};

/// Whether ID numbers agree with birthdays and sexes; `None` where there is nothing to compare.
pub(super) fn agreements(
    chunk: &Chunk,
    (slot, form): (usize, Form),
    birthday: Option<&(usize, Form)>,
    sex: Option<&(usize, Form)>,
) -> PolarsResult<Vec<Option<bool>>> {
    let Some(series) = chunk.column(slot) else {
        return Ok(vec![None; chunk.height()]);
    };
    let numbers = form.texts(series)?;
    let days: Option<Vec<Option<i64>>> =
        match birthday.and_then(|(slot, form)| chunk.column(*slot).map(|series| (series, *form))) {
            Some((series, form @ (Form::Date | Form::Datetime))) => Some(moments(series, form)?),
            Some((series, form)) => Some(
                form.texts(series)?
                    .iter()
                    .map(|cell| date::parse_micros(cell?, &date::DateRules::default()).ok())
                    .collect(),
            ),
            None => None,
        };
    let sexes: Option<StringChunked> = sex
        .and_then(|(slot, form)| chunk.column(*slot).map(|series| form.texts(series)))
        .transpose()?;
    let mut agreements = Vec::with_capacity(chunk.height());
    for (at, number) in numbers.iter().enumerate() {
        let facts = number.and_then(written::id_card_facts);
        let day = days.as_ref().and_then(|days| days[at]);
        let sex = sexes
            .as_ref()
            .and_then(|sexes| sexes.get(at))
            .and_then(|sex| written::sex(sex).ok());
        agreements.push(
            facts
                .filter(|_| day.is_some() || sex.is_some())
                .map(|facts| {
                    let born = facts.birthday.and_time(chrono::NaiveTime::MIN).and_utc();
                    let born = born.timestamp_micros().div_euclid(DAY);
                    day.is_none_or(|day| day.div_euclid(DAY) == born)
                        && sex.is_none_or(|sex| (sex == "男") == facts.male)
                }),
        );
    }
    Ok(agreements)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specimen_of_an_id_agrees_with_its_holder() {
        let chunk = Chunk {
            rows: vec![0, 1, 2],
            columns: vec![
                Some(Series::new("id".into(), ["11010519491231002X"; 3])),
                Some(Series::new(
                    "born".into(),
                    [Some("1949/12/31"), Some("1949-12-30"), None],
                )),
                Some(Series::new("sex".into(), ["女", "女", "男"])),
            ],
        };
        let text = |slot| (slot, Form::Text);
        let agrees = agreements(&chunk, text(0), Some(&text(1)), Some(&text(2))).unwrap();
        assert_eq!(agrees, [Some(true), Some(false), Some(false)]);
    }
}
