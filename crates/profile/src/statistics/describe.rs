//! Makes the figures of the tagged population.

use rayon::prelude::*;

use super::{
    Association, CrossTab, CrossTable, Figures, LookAlike, LookAlikeFigures, NumberFigures, Plane,
    StatisticsWarning, TagIs, TagSpread, TargetFigures,
    personas::{self, Known},
    segments::{Segments, SegmentsBy, target_group},
    target::{self, Defining},
};
use crate::{
    ProfileError, Sensitivity, Sources, Statistics, TagColumn, Tagging, clusters,
    habits::{Baskets, HabitFigures},
    privacy::{self, QuasiIdentifiers},
    stages,
    statistics::Concentration,
    tally::Group,
};

/// Values up to which a tag is in cross tables.
const MOST_VALUES: usize = 60;
/// Counts of people up to which all pairs of tags are searched for association.
const MOST_COUNTS: usize = 400_000_000;
/// Cross tables that are shown when none are asked for.
const SHOWN: usize = 4;
/// People below whom a target group is small.
const SMALL: u64 = 30;
/// People of a scatter chart.
const POINTS: usize = 1_500;

impl Statistics {
    /// The figures of the tagged population.
    ///
    /// # Errors
    /// A tag or value that does not exist, a table that cannot be read.
    pub(crate) fn describe(
        &self,
        tagging: &Tagging,
        sources: &Sources,
    ) -> Result<Figures, ProfileError> {
        let mut found = Figures::default();
        let tags = self.tags(tagging, &mut found.statistics_warnings);
        let baskets = sources
            .orders()
            .map(|orders| {
                let within = (tagging, sources.scratch());
                Baskets::read(orders, within, stages::since(self, tagging))
            })
            .transpose()?;
        let buyers = baskets
            .as_ref()
            .map(|baskets| Group::of(baskets.buyers(tagging.len())))
            .filter(|buyers| (1..tagging.len() as u64).contains(&buyers.size()));
        let group = target_group(self, tagging, buyers.as_ref())?;
        self.stages(&mut found, (tagging, sources), &tags, baskets.as_ref())?;
        let cluster_tags = self
            .cluster_tags
            .iter()
            .map(|name| target::tag(tagging, name));
        let cluster_tags = cluster_tags.collect::<Result<Vec<_>, _>>()?;
        found.clusters = clusters::find(self, tagging, &cluster_tags);
        let own = group.as_ref();
        let segments = Segments::of(self, tagging, found.clusters.as_ref(), own)?;
        found.habits = baskets
            .as_ref()
            .map(|baskets| HabitFigures::of(baskets, own, &self.suppression()));
        self.compare(&mut found, tagging, &tags, [own, buyers.as_ref()])?;
        found.concentrations = tags.iter().map(|tag| self.spread(tag)).collect();
        let numbers = tagging.numbers().par_iter();
        found.numbers = numbers
            .map(|number| NumberFigures::of(number, segments.as_ref(), self.min_group))
            .collect();
        if let Some(segments) = segments {
            let defining = match &segments.figures.by {
                SegmentsBy::Tag(code) => Defining::by_tag(code),
                SegmentsBy::Target => Defining::by_values(tagging, &self.target),
                SegmentsBy::Clusters => Defining::default(),
            };
            let known = Known {
                evidence: &found.evidence,
                needs: &found.needs,
                baskets: baskets.as_ref(),
                defining: &defining,
            };
            found.personas = personas::cards(self, &segments, &tags, &known);
            found.plane = plane(&found.numbers, tagging, &segments);
            found.segments = Some(segments.figures);
        }
        self.protect(&mut found, tagging, sources)?;
        sum_withheld(&mut found);
        Ok(found)
    }

    /// Stages of AIDMA and needs.
    fn stages(
        &self,
        found: &mut Figures,
        (tagging, sources): (&Tagging, &Sources),
        tags: &[&TagColumn],
        baskets: Option<&Baskets>,
    ) -> Result<(), ProfileError> {
        if let Some((aidma, evidence)) = stages::read(self, tagging, sources, baskets)? {
            found.aidma = Some(aidma.without_small(&self.suppression()));
            found.evidence = evidence;
        }
        let goods = baskets.and_then(|found| found.goods.as_ref());
        if let Some((maslow, needs)) = stages::speak(self, tagging.len(), tags, goods) {
            found.maslow = Some(maslow.without_small(&self.suppression()));
            found.needs = needs;
        }
        Ok(())
    }

    /// What is done to personal data, and which of it is undeclared.
    fn protect(
        &self,
        found: &mut Figures,
        tagging: &Tagging,
        sources: &Sources,
    ) -> Result<(), ProfileError> {
        let undeclared = privacy::undeclared(tagging, sources);
        if !undeclared.is_empty() {
            found
                .statistics_warnings
                .push(StatisticsWarning::Undeclared { tags: undeclared });
        }
        let mut privacy = self.deidentification(tagging, sources);
        privacy.quasi_identifiers = self.quasi_identifiers(tagging)?;
        found.privacy = Some(privacy);
        Ok(())
    }

    /// What is blanked of the tags by which others may know people.
    fn quasi_identifiers(
        &self,
        tagging: &Tagging,
    ) -> Result<Option<QuasiIdentifiers>, ProfileError> {
        let tags = self.quasi.iter().map(|name| target::tag(tagging, name));
        let tags = tags.collect::<Result<Vec<&TagColumn>, _>>()?;
        let names: Vec<String> = tags.iter().map(|tag| tag.meta.code.clone()).collect();
        let codes: Vec<Vec<u32>> = tags.iter().map(|tag| tag.codes.classes()).collect();
        let found = || QuasiIdentifiers::of(&names, &codes, &self.suppression());
        Ok((!names.is_empty()).then(found))
    }

    /// The tags that may be compared.
    fn tags<'t>(
        &self,
        tagging: &'t Tagging,
        warnings: &mut Vec<StatisticsWarning>,
    ) -> Vec<&'t TagColumn> {
        let sensitive =
            |column: &&TagColumn| column.meta.personal == Sensitivity::Sensitive && !self.sensitive;
        let left_out: Vec<String> = tagging
            .columns()
            .iter()
            .filter(sensitive)
            .map(|column| column.meta.code.clone())
            .collect();
        if !left_out.is_empty() {
            warnings.push(StatisticsWarning::SensitiveLeftOut { tags: left_out });
        }
        tagging
            .columns()
            .iter()
            .filter(|column| !sensitive(column))
            .collect()
    }

    /// Indices, cross tables and the ranking by likeness.
    fn compare(
        &self,
        found: &mut Figures,
        tagging: &Tagging,
        tags: &[&TagColumn],
        [group, buyers]: [Option<&Group>; 2],
    ) -> Result<(), ProfileError> {
        let rule = self.suppression();
        // What only orders tell says of buyers that they bought.
        let otherwise = tags.iter().copied();
        let otherwise: Vec<&TagColumn> = otherwise
            .filter(|tag| !tagging.rests_on_orders(tag))
            .collect();
        if !self.target.is_empty() {
            found.buyers =
                buyers.and_then(|buyers| self.against_base(&[], buyers, (tagging, &otherwise)));
        }
        if let Some(group) = group {
            let size = group.size();
            if size == 0 || size == tagging.len() as u64 {
                found
                    .statistics_warnings
                    .push(StatisticsWarning::NothingToCompare);
            } else if size < SMALL {
                found
                    .statistics_warnings
                    .push(StatisticsWarning::SmallTarget { people: size });
            }
            let told = if self.target.is_empty() {
                otherwise.as_slice()
            } else {
                tags
            };
            found.target = self.against_base(&self.target, group, (tagging, told));
            if self.look_alike {
                found.look_alike =
                    Some(self.rank((tagging, tags), group, &mut found.statistics_warnings));
            }
        }
        let pairs = if self.cross.is_empty() {
            strongest(tags, tagging, &mut found.statistics_warnings)
        } else {
            let pair = |pair: &super::TagPair| {
                Ok((
                    target::tag(tagging, &pair.rows)?,
                    target::tag(tagging, &pair.columns)?,
                ))
            };
            self.cross
                .iter()
                .map(pair)
                .collect::<Result<Vec<_>, ProfileError>>()?
        };
        found.ages = ages(tags).map(|(age, gender)| CrossTab::of(age, gender, &rule));
        found.crosstabs = pairs
            .into_iter()
            .map(|(rows, columns)| CrossTab::of(rows, columns, &rule))
            .collect();
        Ok(())
    }

    /// A group against the base; `None` where few people are in it or outside, or there are no tags to compare by.
    fn against_base(
        &self,
        named: &[TagIs],
        group: &Group,
        (tagging, tags): (&Tagging, &[&TagColumn]),
    ) -> Option<TargetFigures> {
        let rule = self.suppression();
        let sizes = [group.size(), tagging.len() as u64 - group.size()];
        if tags.is_empty() || sizes.into_iter().any(|people| rule.is_small(people)) {
            return None;
        }
        let defining = Defining::by_values(tagging, named);
        let named = named.iter().map(ToString::to_string).collect();
        let found = TargetFigures::of(named, group, self.base, (tags, &defining, &rule));
        Some(found)
    }

    fn rank(
        &self,
        (tagging, tags): (&Tagging, &[&TagColumn]),
        group: &Group,
        warnings: &mut Vec<StatisticsWarning>,
    ) -> LookAlikeFigures {
        // A tag that rests on what the target group is told by would tell it again.
        let targets = self.target.iter();
        let targets: Vec<&TagColumn> = targets
            .filter_map(|is| target::tag(tagging, &is.tag).ok())
            .collect();
        let own = |tag: &&TagColumn| {
            let mut targets = targets.iter();
            targets.any(|own| own.meta.code == tag.meta.code || tagging.share_an_input(own, tag))
        };
        let (left_out, others): (Vec<&TagColumn>, Vec<&TagColumn>) =
            tags.iter().copied().partition(|tag| own(tag));
        let ranking = LookAlike::rank(&others, group, self.seed);
        if ranking.small_seed {
            warnings.push(StatisticsWarning::SmallSeed {
                people: ranking.seed,
            });
        }
        let left_out = left_out
            .into_iter()
            .map(|tag| tag.meta.code.clone())
            .collect();
        LookAlikeFigures { left_out, ranking }
    }

    fn spread(&self, tag: &TagColumn) -> TagSpread {
        let people = &tag.tally().values;
        let mut concentration = Concentration::of_people(people);
        for (share, hidden) in concentration
            .shares
            .iter_mut()
            .zip(self.suppression().of_parts(people))
        {
            *share = share.filter(|_| !hidden);
        }
        TagSpread {
            tag: tag.meta.code.clone(),
            concentration,
        }
    }
}

/// Says how many figures are withheld.
fn sum_withheld(found: &mut Figures) {
    let [small, complementary] = found
        .crosstabs
        .iter()
        .fold([0, 0], |[small, others], table| {
            [small + table.withheld[0], others + table.withheld[1]]
        });
    let compared = found.target.iter().chain(&found.buyers);
    let rows = compared.flat_map(|target| &target.tgi);
    let small = small + rows.filter(|row| row.withheld).count() as u64;
    if small + complementary > 0 {
        found.statistics_warnings.push(StatisticsWarning::Withheld {
            small,
            complementary,
        });
    }
}

/// The tags of age and of gender, told by their names.
fn ages<'t>(tags: &[&'t TagColumn]) -> Option<(&'t TagColumn, &'t TagColumn)> {
    let named = |words: &[&str]| {
        let of = |tag: &&&TagColumn| {
            let names = [tag.meta.code.to_lowercase(), tag.meta.name.to_lowercase()];
            let parts = |name: &String| -> Vec<String> {
                name.split(['_', '-', ' ']).map(str::to_owned).collect()
            };
            let word = |word: &&str| {
                names.iter().any(|name| {
                    parts(name).iter().any(|part| part == word)
                        || (!word.is_ascii() && name.contains(word))
                })
            };
            tag.meta.exclusive && words.iter().any(word)
        };
        tags.iter().find(of).copied()
    };
    let (age, gender) = (named(&["年龄", "age"])?, named(&["性别", "gender", "sex"])?);
    (age.values.len() <= MOST_VALUES && (2..=6).contains(&gender.values.len()))
        .then_some((age, gender))
}

/// The pairs of tags that hang together most, by Bergsma's V, and not by their rules alone.
fn strongest<'t>(
    tags: &[&'t TagColumn],
    tagging: &Tagging,
    warnings: &mut Vec<StatisticsWarning>,
) -> Vec<(&'t TagColumn, &'t TagColumn)> {
    let many: Vec<String> = tags
        .iter()
        .filter(|tag| tag.values.len() > MOST_VALUES)
        .map(|tag| tag.meta.code.clone())
        .collect();
    if !many.is_empty() {
        warnings.push(StatisticsWarning::ManyValues { tags: many });
    }
    let usable: Vec<&TagColumn> = tags
        .iter()
        .copied()
        .filter(|tag| tag.meta.exclusive && (2..=MOST_VALUES).contains(&tag.values.len()))
        .collect();
    let pairs = usable.len() * usable.len().saturating_sub(1) / 2;
    if pairs.saturating_mul(tagging.len()) > MOST_COUNTS {
        warnings.push(StatisticsWarning::PairsLeftOut {
            pairs: pairs as u64,
        });
        return Vec::new();
    }
    let mut found = Vec::new();
    for (place, rows) in usable.iter().enumerate() {
        let others = usable[place + 1..].iter();
        for columns in others.filter(|columns| !tagging.share_an_input(rows, columns)) {
            let association = Association::of(&CrossTable::of(rows, columns));
            let strength = association
                .cramers_v_corrected
                .filter(|_| !association.doubtful);
            found.extend(strength.map(|strength| (strength, *rows, *columns)));
        }
    }
    // Stable: equally strong ones stay in the order of the tags.
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.truncate(SHOWN);
    found
        .into_iter()
        .map(|(_, rows, columns)| (rows, columns))
        .collect()
}

/// A sample of people on the two numbers that tell the segments apart best.
fn plane(numbers: &[NumberFigures], tagging: &Tagging, segments: &Segments) -> Option<Plane> {
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    let effect = |place: &usize| {
        numbers[*place]
            .kruskal_wallis
            .map_or(-1.0, |test| test.epsilon_squared)
    };
    order.sort_by(|a, b| effect(b).total_cmp(&effect(a)));
    let [first, second] = order.get(..2)?.try_into().ok()?;
    let columns = tagging.numbers();
    let step = tagging.len().div_ceil(POINTS).max(1);
    let points = (0..tagging.len()).step_by(step).filter_map(|person| {
        let segment = segments
            .of_person(person)
            .filter(|segment| !segments.hidden[*segment])?;
        let at = [first, second].map(|place| columns[place].values.get(person));
        at.iter()
            .all(|value| value.is_finite())
            .then_some((at, segment))
    });
    Some(Plane {
        axes: [first, second].map(|place| numbers[place].name.clone()),
        points: points.collect(),
        people: tagging.len() as u64,
    })
}
