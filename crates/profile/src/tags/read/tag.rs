//! From the text of a tag to a [`Tag`].

use std::collections::BTreeSet;

use toml::Spanned;

use super::{Reader, Refusal};
use crate::{
    Origin, Sensitivity,
    tagging::MOST_IN_SET,
    tags::{
        Among, Bins, Coarse, Dimension, Kind, Measure, Tag, TagFault, TagMeta, TagValue, Take,
        Value, ValueRule,
        bands::{self, Band},
        text::{
            BinsText, ClosedText, PreferenceText, QuantilesText, ResolveText, TagText, ValueText,
        },
    },
};

/// Values of a tag of which a person has at most one.
const MOST_VALUES: usize = 60_000;
/// Preferred things of a person.
const MOST_PREFERRED: u32 = 10;

impl Reader<'_> {
    pub(super) fn tag(&mut self, written: TagText, dimension: &Dimension) -> Result<Tag, Refusal> {
        let at = self.at(&written.code);
        let code = written.code.get_ref().clone();
        let found = rules_of(&written);
        let with_values = !written.value.is_empty();
        if found.len() > 1 || found.is_empty() && !with_values {
            let fault = if found.is_empty() {
                TagFault::NoValues(code)
            } else {
                TagFault::RuleCount {
                    name: code,
                    found,
                    allowed: "column, bins, bands, quantiles, preference, rfm, cluster",
                }
            };
            return Err((at, fault));
        }
        let (kind, values) = self.kind(&written)?;
        let coarse = self.coarse(&written, &kind)?;
        let several = matches!(kind, Kind::Preference { measure } if self.prefers_several(measure));
        let exclusive = match kind {
            Kind::Rules { .. } => written.exclusive.unwrap_or(true),
            _ => !several,
        };
        let most = if exclusive { MOST_VALUES } else { MOST_IN_SET };
        if values.len() > most {
            return Err((
                at,
                TagFault::TooManyValues {
                    tag: code,
                    count: values.len(),
                    most,
                },
            ));
        }
        let stated = written.owner.is_some() && written.purpose.is_some();
        if written.personal != Sensitivity::None && !stated {
            return Err((at, TagFault::NoPurpose(code)));
        }
        let meta = TagMeta {
            name: written.name.unwrap_or_else(|| code.clone()),
            code,
            dimension: dimension.code.clone(),
            dimension_name: dimension.name.clone(),
            origin: written.origin.unwrap_or_else(|| origin_of(&kind)),
            owner: written.owner,
            purpose: written.purpose,
            personal: written.personal,
            exclusive,
        };
        distinct(&values)?;
        Ok(Tag {
            meta,
            at,
            kind,
            values,
            coarse,
        })
    }

    /// How the texts of its column are made coarser, where that is asked for.
    fn coarse(&self, written: &TagText, kind: &Kind) -> Result<Option<Coarse>, Refusal> {
        let Some(text) = &written.generalise else {
            return Ok(None);
        };
        let at = self.at(text);
        if !matches!(kind, Kind::Column { map: None, .. }) {
            return Err((at, TagFault::NeedsColumn("generalise")));
        }
        let how = text.get_ref().parse();
        how.map(Some)
            .map_err(|_| (at, TagFault::NotCoarse(text.get_ref().clone())))
    }

    /// How persons come by the values, and the values.
    fn kind(&mut self, written: &TagText) -> Result<(Kind, Vec<Value>), Refusal> {
        if let Some(bins) = &written.bins {
            self.bins(bins.get_ref())
        } else if let Some(quantiles) = &written.quantiles {
            self.quantiles(quantiles.get_ref())
        } else if let Some(bands) = &written.bands {
            self.bands(&bands.get_ref().column, &written.value)
        } else if let Some(preference) = &written.preference {
            self.preference(preference)
        } else if let Some((column, named)) = column_of(written) {
            self.column(column, named, written)
        } else {
            self.rules(written)
        }
    }

    fn bins(&self, written: &BinsText) -> Result<(Kind, Vec<Value>), Refusal> {
        let breaks = written.breaks.get_ref();
        let mut edges = vec![written.from.unwrap_or(f64::NEG_INFINITY)];
        edges.extend(breaks);
        edges.push(written.to.unwrap_or(f64::INFINITY));
        let ascend = edges.windows(2).all(|pair| pair[0] < pair[1]);
        if !ascend {
            return Err((self.at(&written.breaks), TagFault::Breaks(breaks.clone())));
        }
        let bins = Bins {
            column: self.name(&written.column),
            closed_left: written.closed == ClosedText::Left,
            edges,
        };
        let values = self.labels(&written.labels, bins.edges.len() - 1)?;
        Ok((Kind::Bins(bins.clone()), with_intervals(values, &bins)))
    }

    fn quantiles(&self, written: &QuantilesText) -> Result<(Kind, Vec<Value>), Refusal> {
        let classes = written.labels.get_ref().len();
        if !(2..=100).contains(&classes) {
            let got = u32::try_from(classes).unwrap_or(u32::MAX);
            return Err((
                self.at(&written.labels),
                TagFault::Range {
                    key: "labels",
                    got,
                    expected: "2 to 100",
                },
            ));
        }
        let values = self.labels(&written.labels, classes)?;
        Ok((
            Kind::Quantiles {
                column: self.name(&written.column),
            },
            values,
        ))
    }

    fn labels(
        &self,
        labels: &Spanned<Vec<String>>,
        expected: usize,
    ) -> Result<Vec<Value>, Refusal> {
        let at = self.at(labels);
        let got = labels.get_ref().len();
        if got != expected {
            return Err((at, TagFault::Labels { got, expected }));
        }
        let value = |name: &String| Value {
            named: TagValue {
                code: name.clone(),
                name: name.clone(),
            },
            at,
            rule: ValueRule::OfKind,
            text: String::new(),
        };
        Ok(labels.get_ref().iter().map(value).collect())
    }

    fn bands(
        &self,
        column: &Spanned<String>,
        written: &[ValueText],
    ) -> Result<(Kind, Vec<Value>), Refusal> {
        let mut read = Vec::new();
        for value in written {
            let band = value
                .band
                .as_ref()
                .filter(|_| super::value::rules_of(value).len() == 1);
            let Some(band) = band else {
                let found = super::value::rules_of(value);
                let name = value.name.get_ref().clone();
                return Err((
                    self.at(&value.name),
                    TagFault::RuleCount {
                        name,
                        found,
                        allowed: "band",
                    },
                ));
            };
            let at = self.at(band);
            read.push((
                at,
                Band::parse(band.get_ref()).map_err(|fault| (at, fault))?,
            ));
        }
        if read.is_empty() {
            return Err((
                self.at(column),
                TagFault::NoValues(column.get_ref().clone()),
            ));
        }
        let (order, edges, closed_left) = bands::partition(&read)?;
        let bins = Bins {
            column: self.name(column),
            edges,
            closed_left,
        };
        let values = order
            .iter()
            .map(|&index| self.value(&written[index], ValueRule::OfKind, String::new()));
        Ok((
            Kind::Bins(bins.clone()),
            with_intervals(values.collect(), &bins),
        ))
    }

    fn preference(
        &mut self,
        spanned: &Spanned<PreferenceText>,
    ) -> Result<(Kind, Vec<Value>), Refusal> {
        let written = spanned.get_ref();
        let top = written.top.as_ref().map_or(1, |top| *top.get_ref());
        if !(1..=MOST_PREFERRED).contains(&top) {
            let at = written
                .top
                .as_ref()
                .map_or_else(|| self.at(spanned), |top| self.at(top));
            return Err((
                at,
                TagFault::Range {
                    key: "top",
                    got: top,
                    expected: "1 to 10",
                },
            ));
        }
        let take = Take::Preferred {
            by: self.name(&written.by),
            weigh: written.weigh.as_ref().map(|weigh| self.name(weigh)),
            top,
        };
        let measure = Measure {
            code: String::new(),
            name: None,
            at: self.at(spanned),
            from: written.from.kind(),
            filter: self.filter(written.filter.as_ref())?,
            within: self.within(written.within.as_ref())?,
            take,
        };
        self.add(measure);
        Ok((
            Kind::Preference {
                measure: self.measures.len() - 1,
            },
            Vec::new(),
        ))
    }

    fn prefers_several(&self, measure: usize) -> bool {
        matches!(self.measures[measure].take, Take::Preferred { top, .. } if top > 1)
    }

    fn column(
        &self,
        column: &Spanned<String>,
        named: &'static str,
        written: &TagText,
    ) -> Result<(Kind, Vec<Value>), Refusal> {
        let column = self.name(column);
        let Some(map) = &written.map else {
            return Ok((
                Kind::Column {
                    column,
                    map: None,
                    named,
                },
                Vec::new(),
            ));
        };
        let at = self.at(map);
        let mut values: Vec<Value> = Vec::new();
        let mut pairs = Vec::new();
        for (from, to) in map.get_ref() {
            let known = values.iter().position(|value| value.named.name == *to);
            let place = known.unwrap_or(values.len());
            if known.is_none() {
                let value = TagValue {
                    code: to.clone(),
                    name: to.clone(),
                };
                values.push(Value {
                    named: value,
                    at,
                    rule: ValueRule::OfKind,
                    text: String::new(),
                });
            }
            let text = &mut values[place].text;
            text.push_str(if text.is_empty() { "" } else { ", " });
            text.push_str(from);
            pairs.push((from.clone(), place));
        }
        if values.is_empty() {
            return Err((at, TagFault::NoValues(written.code.get_ref().clone())));
        }
        Ok((
            Kind::Column {
                column,
                map: Some(pairs),
                named,
            },
            values,
        ))
    }

    fn rules(&mut self, written: &TagText) -> Result<(Kind, Vec<Value>), Refusal> {
        let mut values = Vec::new();
        for value in &written.value {
            let (rule, text) = self.value_rule(value)?;
            values.push(self.value(value, rule, text));
        }
        let exclusive = written.exclusive.unwrap_or(true);
        let mut order: Vec<usize> = (0..values.len()).collect();
        match written.resolve {
            None if exclusive && values.len() > 1 => {
                return Err((
                    self.at(&written.code),
                    TagFault::Unresolved(written.code.get_ref().clone()),
                ));
            }
            Some(ResolveText::Priority) => {
                for value in &written.value {
                    let otherwise = value.otherwise.is_some();
                    if value.priority.is_none() && !otherwise {
                        let name = value.name.get_ref().clone();
                        return Err((self.at(&value.name), TagFault::NoPriority(name)));
                    }
                }
                order.sort_by_key(|&index| written.value[index].priority.unwrap_or(u32::MAX));
            }
            None | Some(ResolveText::Order) => {}
        }
        // Whoever has no other value can only be found last.
        order.sort_by_key(|&index| matches!(values[index].rule, ValueRule::Otherwise));
        Ok((Kind::Rules { order }, values))
    }

    fn value(&self, written: &ValueText, rule: ValueRule, text: String) -> Value {
        let name = written.name.get_ref().clone();
        let code = written
            .code
            .as_ref()
            .map_or_else(|| name.clone(), |code| code.get_ref().clone());
        Value {
            named: TagValue { code, name },
            at: self.at(&written.name),
            rule,
            text,
        }
    }
}

fn with_intervals(mut values: Vec<Value>, bins: &Bins) -> Vec<Value> {
    for (class, value) in values.iter_mut().enumerate() {
        value.text = format!("{} {}", bins.column.text, bins.interval(class));
    }
    values
}

/// The column of a tag that takes it as it is, and by which key.
fn column_of(written: &TagText) -> Option<(&Spanned<String>, &'static str)> {
    let keys = [
        (&written.column, "column"),
        (&written.rfm, "rfm"),
        (&written.cluster, "cluster"),
    ];
    keys.into_iter()
        .find_map(|(column, named)| Some((column.as_ref()?, named)))
}

/// Keys of the kinds that a tag has.
fn rules_of(written: &TagText) -> Vec<&'static str> {
    let keys = [
        ("column", written.column.is_some()),
        ("bins", written.bins.is_some()),
        ("bands", written.bands.is_some()),
        ("quantiles", written.quantiles.is_some()),
        ("preference", written.preference.is_some()),
        ("rfm", written.rfm.is_some()),
        ("cluster", written.cluster.is_some()),
    ];
    let mut found: Vec<&'static str> = keys
        .into_iter()
        .filter_map(|(key, is)| is.then_some(key))
        .collect();
    // Bands are stated by the values; every other kind makes its own.
    if !written.value.is_empty() && !found.is_empty() && found != ["bands"] {
        found.push("value");
    }
    found
}

fn origin_of(kind: &Kind) -> Origin {
    match kind {
        Kind::Rules { .. } | Kind::Bins(_) => Origin::Rule,
        Kind::Column {
            named: "column", ..
        } => Origin::Fact,
        Kind::Quantiles { .. } | Kind::Preference { .. } => Origin::Statistic,
        Kind::Column { .. } => Origin::Model,
    }
}

/// Refuses a code or name that two values share.
fn distinct(values: &[Value]) -> Result<(), Refusal> {
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    for value in values {
        let TagValue { code, name } = &value.named;
        if !codes.insert(code) || !names.insert(name) {
            return Err((
                value.at,
                TagFault::Twice {
                    name: name.clone(),
                    among: Among::Values,
                },
            ));
        }
    }
    Ok(())
}
