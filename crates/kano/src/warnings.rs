//! What a reader should know before trusting the figures.

use serde::Serialize;

use crate::{Category, Coding, Kano, Summary, Verdict, reduce::Evidence, reduce::Reduced};

/// Respondents below which figures are unsteady.
const SMALL: u64 = 30;
/// Share of questionable pairs from which the wording is in doubt.
const UNCLEAR: f64 = 0.05;
/// Share of cells that are not on the scale from which the scale itself is in doubt.
const MANY: f64 = 0.05;

/// What a reader should know before trusting the figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// Numbers were read as 1 = like, because nothing said otherwise.
    CodingAssumed,
    /// Read from the other end, the numbers would give less than half as many reverse and questionable pairs.
    OtherCoding {
        /// The direction in force.
        coding: Coding,
        /// Share of reverse and questionable pairs.
        share: f64,
        /// That share in the other direction.
        other: f64,
    },
    /// Answers both in words and in numbers.
    MixedForms,
    /// Few respondents.
    SmallSample {
        /// Respondents.
        respondents: u64,
    },
    /// Features that nobody answered.
    EmptyFeatures {
        /// The features.
        features: Vec<String>,
    },
    /// Features of which more than one pair in twenty is questionable.
    Unclear {
        /// The features.
        features: Vec<String>,
    },
    /// Features most often called reverse: the coefficients describe the minority.
    ReverseDominant {
        /// The features.
        features: Vec<String>,
    },
    /// Features without coefficients: no pair is M, O, A or I.
    NoCoefficients {
        /// The features.
        features: Vec<String>,
    },
    /// Features whose largest count is shared.
    Tied {
        /// The features.
        features: Vec<String>,
    },
    /// Features on which the rules disagree, which often means that groups of people do.
    RulesDisagree {
        /// The features.
        features: Vec<String>,
    },
    /// Pairs with an answer that is not on the scale.
    OffScale {
        /// Pairs.
        pairs: u64,
        /// Their share of all pairs.
        share: f64,
        /// Whether there are many of them.
        many: bool,
    },
    /// Pairs with an answer missing.
    Incomplete {
        /// Pairs.
        pairs: u64,
        /// Their share of all pairs.
        share: f64,
    },
    /// Respondents with many questionable pairs.
    Questionable {
        /// Respondents.
        respondents: u64,
        /// Whether they were set aside.
        set_aside: bool,
    },
    /// Respondents with the same answer to every question.
    StraightLining {
        /// Respondents.
        respondents: u64,
        /// Whether they were set aside.
        set_aside: bool,
    },
    /// Rows of respondents who have a later one.
    Duplicates {
        /// Rows.
        rows: u64,
        /// Whether they were set aside.
        set_aside: bool,
    },
    /// Respondents who were set aside because they answered no pair.
    WithoutAnswers {
        /// Respondents.
        respondents: u64,
    },
    /// Importance that is not on the scale of 1 to 9.
    ImportanceOffScale {
        /// Cells.
        cells: u64,
    },
    /// Segments too small to be shown.
    SegmentsWithheld {
        /// The column.
        column: String,
        /// Segments.
        segments: u64,
        /// Respondents in them.
        respondents: u64,
    },
    /// Respondents without a segment.
    WithoutSegment {
        /// The column.
        column: String,
        /// Respondents.
        respondents: u64,
    },
}

/// Every warning that is due.
pub(crate) fn of(summary: &Summary, reduced: &Reduced) -> Vec<Warning> {
    let mut warnings = of_coding(&summary.parameters, reduced);
    let respondents = summary.respondents.used;
    let counted = reduced
        .features
        .iter()
        .any(|feature| matches!(feature.evidence, Evidence::Counts(_)));
    if respondents < SMALL && !counted {
        warnings.push(Warning::SmallSample { respondents });
    }
    warnings.extend(of_features(summary));
    warnings.extend(of_pairs(summary));
    warnings.extend(of_respondents(summary));
    for split in &summary.segments {
        let column = || split.column.clone();
        let withheld = split.withheld;
        if withheld.segments > 0 {
            warnings.push(Warning::SegmentsWithheld {
                column: column(),
                segments: withheld.segments,
                respondents: withheld.respondents,
            });
        }
        if split.without_segment > 0 {
            warnings.push(Warning::WithoutSegment {
                column: column(),
                respondents: split.without_segment,
            });
        }
    }
    warnings
}

fn of_coding(kano: &Kano, reduced: &Reduced) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if !reduced.numbers {
        return warnings;
    }
    if kano.coding.is_none() && !reduced.words {
        warnings.push(Warning::CodingAssumed);
    }
    if reduced.words {
        warnings.push(Warning::MixedForms);
    }
    let (mut pairs, mut now, mut other) = (0, 0, 0);
    for feature in &reduced.features {
        let Evidence::Pairs(grid) = &feature.evidence else {
            continue;
        };
        let doubtful =
            |counts: crate::Counts| counts[Category::Reverse] + counts[Category::Questionable];
        let counts = grid.counts(kano.table);
        pairs += counts.total();
        now += doubtful(counts);
        other += doubtful(grid.other_direction().counts(kano.table));
    }
    if other * 2 < now && !reduced.words {
        warnings.push(Warning::OtherCoding {
            coding: kano.coding(),
            share: now as f64 / pairs as f64,
            other: other as f64 / pairs as f64,
        });
    }
    warnings
}

fn of_features(summary: &Summary) -> Vec<Warning> {
    let named = |holds: &dyn Fn(&crate::FeatureSummary) -> bool| -> Vec<String> {
        let held = summary.features.iter().filter(|feature| holds(feature));
        held.map(|feature| feature.feature.clone()).collect()
    };
    let questionable = |feature: &crate::FeatureSummary| {
        feature
            .shares
            .is_some_and(|shares| shares[Category::Questionable] > UNCLEAR)
    };
    let reverse = Some(Verdict::Category(Category::Reverse));
    let lists = [
        (
            named(&|f| f.pairs.valid == 0),
            (|features| Warning::EmptyFeatures { features }) as fn(Vec<String>) -> Warning,
        ),
        (named(&questionable), |features| Warning::Unclear {
            features,
        }),
        (named(&|f| f.category.mode == reverse), |features| {
            Warning::ReverseDominant { features }
        }),
        (
            named(&|f| f.pairs.valid > 0 && f.coefficients.is_none()),
            |features| Warning::NoCoefficients { features },
        ),
        (named(&|f| !f.category.tied.is_empty()), |features| {
            Warning::Tied { features }
        }),
        (named(&|f| f.category.disagree), |features| {
            Warning::RulesDisagree { features }
        }),
    ];
    let due = lists
        .into_iter()
        .filter(|(features, _)| !features.is_empty());
    due.map(|(features, warning)| warning(features)).collect()
}

fn of_pairs(summary: &Summary) -> Vec<Warning> {
    let sum = |count: fn(&crate::PairLedger) -> u64| -> u64 {
        summary
            .features
            .iter()
            .map(|feature| count(&feature.pairs))
            .sum()
    };
    let asked = sum(|pairs| pairs.asked);
    let (off_scale, incomplete) = (sum(|pairs| pairs.off_scale), sum(|pairs| pairs.incomplete));
    let share = |pairs: u64| pairs as f64 / asked as f64;
    let mut warnings = Vec::new();
    if off_scale > 0 {
        warnings.push(Warning::OffScale {
            pairs: off_scale,
            share: share(off_scale),
            many: share(off_scale) > MANY,
        });
    }
    if incomplete > 0 {
        warnings.push(Warning::Incomplete {
            pairs: incomplete,
            share: share(incomplete),
        });
    }
    let cells = summary
        .features
        .iter()
        .filter_map(|feature| feature.importance);
    let cells = cells.map(|importance| importance.off_scale).sum();
    if cells > 0 {
        warnings.push(Warning::ImportanceOffScale { cells });
    }
    warnings
}

fn of_respondents(summary: &Summary) -> Vec<Warning> {
    use crate::Screen;
    let careless = summary.careless;
    let set_aside = |screen| summary.parameters.screen.contains(&screen);
    let duplicates = careless.duplicate.unwrap_or(0) + careless.replaced_rows;
    let warnings = [
        (
            careless.questionable,
            Warning::Questionable {
                respondents: careless.questionable,
                set_aside: set_aside(Screen::Questionable),
            },
        ),
        (
            careless.straight_lining,
            Warning::StraightLining {
                respondents: careless.straight_lining,
                set_aside: set_aside(Screen::StraightLining),
            },
        ),
        (
            duplicates,
            Warning::Duplicates {
                rows: duplicates,
                set_aside: set_aside(Screen::Duplicates) || careless.replaced_rows > 0,
            },
        ),
        (
            summary.respondents.without_answers,
            Warning::WithoutAnswers {
                respondents: summary.respondents.without_answers,
            },
        ),
    ];
    let due = warnings.into_iter().filter(|(count, _)| *count > 0);
    due.map(|(_, warning)| warning).collect()
}
