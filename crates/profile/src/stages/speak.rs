//! What the tags of people say of their needs.

use super::{Hierarchy, NeedWords, PersonNeeds, SaidValue};
use crate::{Statistics, TagColumn};

/// The needs that these tags speak of, and those of everybody; `None` where no value of a tag says anything.
pub(crate) fn speak(
    statistics: &Statistics,
    people: usize,
    tags: &[&TagColumn],
) -> Option<(Hierarchy, Vec<PersonNeeds>)> {
    let words = NeedWords::usual(&statistics.need_words);
    let mut needs = vec![PersonNeeds::default(); people];
    let mut evidence = Vec::new();
    for tag in tags {
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
        let holders = tag.tally().values;
        let values = tag.values.iter().zip(&said).zip(holders);
        evidence.extend(
            values
                .filter(|((_, said), _)| said.iter().any(|weight| *weight > 0.0))
                .map(|((value, said), people)| SaidValue {
                    tag: tag.meta.code.clone(),
                    value: value.code.clone(),
                    weights: *said,
                    people: (people >= statistics.min_group).then_some(people),
                }),
        );
    }
    if evidence.is_empty() {
        return None;
    }
    let texts = tags
        .iter()
        .flat_map(|tag| tag.values.iter().map(|value| value.name.as_str()));
    let used = words.used_by(texts);
    Some((Hierarchy::of(&needs, used, evidence), needs))
}
