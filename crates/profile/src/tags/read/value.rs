//! From the text of a value to its rule.

use std::sync::Arc;

use toml::Spanned;

use super::{Reader, Refusal};
use crate::{
    rule::{Comparison, Condition, Name, Number, TextTest},
    tags::{
        Measure, TagFault, Take, ValueRule,
        text::{DidText, MatchText, SequenceText, ValueText},
    },
};

/// Steps of a sequence.
const MOST_STEPS: usize = 32;

/// Keys of the rules that a value has.
pub(super) fn rules_of(value: &ValueText) -> Vec<&'static str> {
    let keys = [
        ("where", value.condition.is_some()),
        ("match", value.matches.is_some()),
        ("did", value.did.is_some()),
        ("did_not", value.did_not.is_some()),
        ("sequence", value.sequence.is_some()),
        ("list", value.list.is_some()),
        ("band", value.band.is_some()),
        ("otherwise", value.otherwise.is_some()),
    ];
    keys.into_iter()
        .filter_map(|(key, is)| is.then_some(key))
        .collect()
}

impl Reader<'_> {
    /// The rule of a value, and how it reads.
    pub(super) fn value_rule(&mut self, value: &ValueText) -> Result<(ValueRule, String), Refusal> {
        let found = rules_of(value);
        if found.len() != 1 || value.band.is_some() {
            let fault = TagFault::RuleCount {
                name: value.name.get_ref().clone(),
                found,
                allowed: "where, match, did, did_not, sequence, list, otherwise",
            };
            return Err((self.at(&value.name), fault));
        }
        if let Some(text) = &value.condition {
            let rule = self.rule(text)?;
            return Ok((ValueRule::When(rule.condition), rule.text));
        }
        if let Some(matches) = &value.matches {
            return self.matches(matches);
        }
        if let Some(did) = &value.did {
            let least = did
                .get_ref()
                .at_least
                .as_ref()
                .map_or(1, |least| *least.get_ref());
            return self.did(did, (Comparison::GreaterOrEqual, least));
        }
        if let Some(did_not) = &value.did_not {
            return self.did(did_not, (Comparison::Equal, 0));
        }
        if let Some(sequence) = &value.sequence {
            return self.sequence(sequence);
        }
        if let Some(list) = &value.list {
            let path = list.get_ref().clone();
            return Ok((ValueRule::List(path.clone()), path));
        }
        Ok((ValueRule::Otherwise, String::new()))
    }

    fn matches(&self, spanned: &Spanned<MatchText>) -> Result<(ValueRule, String), Refusal> {
        let written = spanned.get_ref();
        let of = self.name(&written.column);
        let escaped = |words: &[String]| {
            words
                .iter()
                .map(|word| regex::escape(word))
                .collect::<Vec<_>>()
                .join("|")
        };
        let patterns = [
            written
                .contains
                .as_ref()
                .map(|words| ("contains", escaped(words), words.join(", "))),
            written
                .starts
                .as_ref()
                .map(|words| ("starts", format!("^({})", escaped(words)), words.join(", "))),
            written
                .ends
                .as_ref()
                .map(|words| ("ends", format!("({})$", escaped(words)), words.join(", "))),
            written
                .regex
                .as_ref()
                .map(|regex| ("regex", regex.get_ref().clone(), regex.get_ref().clone())),
        ];
        let given: Vec<_> = patterns.into_iter().flatten().collect();
        let found: Vec<&'static str> = given.iter().map(|(key, ..)| *key).collect();
        let [(key, pattern, shown)] = given.as_slice() else {
            let fault = TagFault::RuleCount {
                name: "match".to_owned(),
                found,
                allowed: "contains, starts, ends, regex",
            };
            return Err((self.at(spanned), fault));
        };
        let at = written
            .regex
            .as_ref()
            .map_or_else(|| self.at(spanned), |regex| self.at(regex));
        let test = TextTest::regex(pattern).map_err(|reason| (at, TagFault::Regex(reason)))?;
        let text = format!("{} {key} {shown}", of.text);
        Ok((
            ValueRule::When(Condition::Text {
                of,
                test: Arc::new(test),
                negated: false,
            }),
            text,
        ))
    }

    fn did(
        &mut self,
        spanned: &Spanned<DidText>,
        (op, count): (Comparison, u32),
    ) -> Result<(ValueRule, String), Refusal> {
        let written = spanned.get_ref();
        let measure = Measure {
            code: String::new(),
            name: None,
            at: self.at(spanned),
            from: written.from.kind(),
            take: Take::Count,
            filter: self.filter(written.filter.as_ref())?,
            within: self.within(written.within.as_ref())?,
        };
        let mut text = measure.from.name().to_owned();
        if let Some(filter) = &written.filter {
            text = format!("{text} where {}", filter.get_ref());
        }
        if let Some(days) = measure.within {
            text = format!("{text} within {days} days");
        }
        let name = self.add(measure);
        let sign = if op == Comparison::Equal { "=" } else { ">=" };
        Ok((
            ValueRule::When(counted(name, op, count)),
            format!("{text}: {sign} {count}"),
        ))
    }

    fn sequence(
        &mut self,
        spanned: &Spanned<SequenceText>,
    ) -> Result<(ValueRule, String), Refusal> {
        let written = spanned.get_ref();
        let texts = written.steps.get_ref();
        if !(2..=MOST_STEPS).contains(&texts.len()) {
            let got = u32::try_from(texts.len()).unwrap_or(u32::MAX);
            return Err((
                self.at(&written.steps),
                TagFault::Range {
                    key: "steps",
                    got,
                    expected: "2 to 32",
                },
            ));
        }
        let mut steps = Vec::new();
        for text in texts {
            steps.push(self.rule(text)?.condition);
        }
        let count = u32::try_from(steps.len()).unwrap_or(u32::MAX);
        let measure = Measure {
            code: String::new(),
            name: None,
            at: self.at(spanned),
            from: written.from.kind(),
            take: Take::Steps(steps),
            filter: None,
            within: self.within(written.within.as_ref())?,
        };
        let name = self.add(measure);
        let shown: Vec<&str> = texts.iter().map(|text| text.get_ref().as_str()).collect();
        Ok((
            ValueRule::When(counted(name, Comparison::Equal, count)),
            shown.join(" -> "),
        ))
    }
}

fn counted(measure: Name, op: Comparison, count: u32) -> Condition<Name> {
    Condition::Compare {
        op,
        left: Number::Column(measure),
        right: Number::Constant(count.into()),
    }
}
