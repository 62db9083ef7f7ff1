//! From codes and texts to the columns of the tags.

use fourr_cell::personal::mask;

use super::{
    Matches, NumberColumn, Orphan, TagColumn,
    fact::{Facts, Levels, facts},
    run::{Base, Run},
    settle::Filled,
};
use crate::{Warning, measures::Measured, plan::Program, privacy, tags::Shown};

impl Run<'_> {
    /// Texts that a map does not know, most frequent first.
    pub(super) fn orphans(&self, base: &Base) -> Vec<Orphan> {
        let mut orphans = Vec::new();
        for (place, planned) in self.plan.tags.iter().enumerate() {
            let Program::Mapped { slot, map } = planned.program else {
                continue;
            };
            let Some(Filled::Texts(codes, dictionary)) = &base.filled[slot] else {
                continue;
            };
            let personal = privacy::kind_of_texts((self.file, &self.plan), self.sources, place);
            let hidden = |text: &String| match personal {
                Some(kind) => mask(text, kind, self.profile.statistics.mask.level()),
                None => text.clone(),
            };
            let mut persons = vec![0_u64; dictionary.texts.len() + 1];
            for &code in codes {
                persons[code as usize] += 1;
            }
            let known = &self.plan.reads.maps[map].codes;
            let texts = dictionary.texts.iter().zip(&persons[1..]);
            let unknown =
                texts.filter(|(text, persons)| **persons > 0 && !known.contains_key(*text));
            let mut found: Vec<Orphan> = unknown
                .map(|(text, &persons)| Orphan {
                    tag: place,
                    value: hidden(text),
                    persons,
                })
                .collect();
            found.sort_by(|a, b| {
                b.persons
                    .cmp(&a.persons)
                    .then_with(|| a.value.cmp(&b.value))
            });
            orphans.extend(found);
        }
        orphans
    }

    pub(super) fn columns(
        &self,
        base: &mut Base,
        measured: &[Option<Measured>],
        warnings: &mut Vec<Warning>,
    ) -> Vec<TagColumn> {
        let mut columns = Vec::new();
        for (place, (planned, tag)) in self.plan.tags.iter().zip(&self.file.tags).enumerate() {
            let people = base.people.len();
            let taken = self.taken(place, base, measured);
            let (values, codes, matches) = if let Some(found) = taken {
                if let Some((values, kept)) = found.left_out {
                    let tag = tag.meta.code.clone();
                    warnings.push(Warning::ManyLevels { tag, values, kept });
                }
                let conflicts = tag.meta.exclusive.then_some(0);
                let matches = Matches {
                    conflicts,
                    ..Matches::default()
                };
                (found.values, found.codes, matches)
            } else {
                let codes = base.codes[place].take();
                let codes = codes.unwrap_or_else(|| planned.column(people));
                let values = tag.values.iter().map(|value| value.named.clone()).collect();
                (values, codes, std::mem::take(&mut base.matches[place]))
            };
            let meta = tag.meta.clone();
            columns.push(TagColumn::new(meta, (values, codes), matches));
        }
        columns
    }

    /// Texts that become values as they are or coarser, where a tag is made so. Personal data that is not to be coarser is
    /// behind stars: whatever counts or writes a tag sees no more of it.
    fn taken(&self, place: usize, base: &Base, measured: &[Option<Measured>]) -> Option<Facts> {
        let (codes, each, texts) = match &self.plan.tags[place].program {
            Program::Column { slot } => match &base.filled[*slot] {
                Some(Filled::Texts(codes, texts)) => (codes, 1, texts),
                _ => return None,
            },
            Program::Preference { measure } => match &measured[*measure] {
                Some(Measured::Texts {
                    codes,
                    each,
                    dictionary,
                }) => (codes, *each, dictionary),
                _ => return None,
            },
            _ => return None,
        };
        let shown = self.shown(place);
        let levels = Levels {
            most: self.profile.levels,
            other: self.profile.derived_in.pick("其他", "other"),
            in_order: matches!(shown, Some(Shown::Coarse(_))),
        };
        let Some(how) = shown else {
            return Some(facts(codes, each, texts, levels));
        };
        let (texts, places) = texts.shown(how);
        let codes: Vec<u32> = codes.iter().map(|code| places[*code as usize]).collect();
        Some(facts(&codes, each, &texts, levels))
    }

    /// What becomes of the texts of a tag before they are values; `None` where they stay.
    fn shown(&self, place: usize) -> Option<Shown> {
        let coarse = self.file.tags[place].coarse.map(Shown::Coarse);
        coarse.or_else(|| {
            let kind = privacy::kind_of_texts((self.file, &self.plan), self.sources, place)?;
            let level = self.profile.statistics.mask.level();
            Some(Shown::Masked(kind, level))
        })
    }

    /// What was to be kept as numbers; nothing else needs it any more.
    pub(super) fn numbers(&self, base: &mut Base) -> Vec<NumberColumn> {
        let mut numbers: Vec<NumberColumn> = Vec::new();
        for (place, (name, slot)) in self.plan.keep.iter().enumerate() {
            let later = &self.plan.keep[place + 1..];
            let filled = &mut base.filled[*slot];
            // One column may have two names.
            let values = if later.iter().any(|(_, other)| other == slot) {
                filled.clone()
            } else {
                filled.take()
            };
            if let Some(Filled::Numbers(values)) = values {
                let name = name.clone();
                numbers.push(NumberColumn { name, values });
            }
        }
        numbers
    }
}
