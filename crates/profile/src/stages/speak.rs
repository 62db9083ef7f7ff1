//! What the tags of people, and what they bought, say of their needs.

use super::{Hierarchy, NeedWords, PersonNeeds, SaidValue};
use crate::{Statistics, TagColumn, habits::Goods};

/// The needs that these tags and goods speak of, and those of everybody; `None` where none of them says anything.
///
/// Each value of a tag and each line of an order counts once. Tags of nothing but the goods themselves (a preferred kind)
/// would say the same again and are passed over.
pub(crate) fn speak(
    statistics: &Statistics,
    people: usize,
    tags: &[&TagColumn],
    goods: Option<&Goods>,
) -> Option<(Hierarchy, Vec<PersonNeeds>)> {
    let words = NeedWords::usual(&statistics.need_words);
    let tags: Vec<&&TagColumn> = tags
        .iter()
        .filter(|tag| !goods.is_some_and(|goods| goods.are_all_of(tag)))
        .collect();
    let of_tags = tags
        .iter()
        .flat_map(|tag| tag.values.iter().map(|value| value.name.as_str()));
    let of_goods = goods
        .iter()
        .flat_map(|goods| goods.names.iter().map(String::as_str));
    let used = words.used_by(of_tags.chain(of_goods));
    if used.is_empty() {
        return None;
    }
    let mut needs = vec![PersonNeeds::default(); people];
    let mut evidence = Vec::new();
    for tag in &tags {
        let said: Vec<[f64; 5]> = tag
            .values
            .iter()
            .map(|value| words.said(&value.name))
            .collect();
        if said.iter().flatten().all(|weight| *weight == 0.0) {
            continue;
        }
        for (person, needs) in needs.iter_mut().enumerate() {
            tag.codes
                .values_of(person)
                .for_each(|value| needs.add(&said[value]));
        }
        let names = tag.values.iter().map(|value| value.code.as_str());
        let holders = names.zip(&said).zip(tag.tally().values.iter().copied());
        evidence.extend(spoken(statistics, &tag.meta.code, holders));
    }
    if let Some(goods) = goods {
        let said: Vec<[f64; 5]> = goods.names.iter().map(|name| words.said(name)).collect();
        for bought in goods.bought() {
            let weights = said[bought.good as usize].map(|weight| weight * f64::from(bought.lines));
            needs[bought.person as usize].add(&weights);
        }
        let names = goods.names.iter().map(String::as_str);
        let buyers = names.zip(&said).zip(goods.buyers());
        evidence.extend(spoken(statistics, &goods.column, buyers));
    }
    if evidence.is_empty() {
        return None;
    }
    Some((Hierarchy::of(&needs, used, evidence), needs))
}

/// Those of the values that say something, with the people who have them.
fn spoken<'v>(
    statistics: &Statistics,
    of: &str,
    values: impl Iterator<Item = ((&'v str, &'v [f64; 5]), u64)>,
) -> Vec<SaidValue> {
    let saying = values.filter(|((_, said), _)| said.iter().any(|weight| *weight > 0.0));
    saying
        .map(|((value, said), people)| SaidValue {
            tag: of.to_owned(),
            value: value.to_owned(),
            weights: *said,
            people: (people >= statistics.min_group).then_some(people),
        })
        .collect()
}
