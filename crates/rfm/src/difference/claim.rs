//! [`Claim`]: what somebody else got.

use fourr_cell::fold;
use serde::Serialize;

use super::{
    ClaimError,
    claimed_customers::ClaimedCustomers,
    figure::{Figure, Quantity},
    segment_name::{self, Found},
    stated::Stated,
};
use crate::{Rfm, Scheme, SegmentTable};

/// What somebody else got.
#[derive(Debug, Clone, PartialEq)]
pub enum Claim {
    /// A number without a name: any headline figure, or any segment's.
    Number(Stated),
    /// Figures by name, one or a table of segments.
    Figures(Vec<StatedFigure>),
    /// A table of customers.
    Customers(ClaimedCustomers),
}

/// A figure and the value somebody else has for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatedFigure {
    /// The figure.
    pub figure: Figure,
    /// Its value.
    #[serde(flatten)]
    pub stated: Stated,
}

impl Claim {
    /// Reads `916`, `champions=916`, `重要价值客户.占比=38.86%`; several figures must hold together.
    ///
    /// A segment may go by its code or its name in either language, by a synonym, or by a part of its name
    /// that no other has, in the table of segments of `rfm` and in the published ones. Without more it means
    /// the number of its customers.
    ///
    /// # Errors
    /// A text without meaning, an unknown or ambiguous name.
    pub fn parse<T: AsRef<str>>(texts: &[T], rfm: &Rfm) -> Result<Self, ClaimError> {
        if let [text] = texts
            && let Some(number) = Stated::parse(text.as_ref())
        {
            return Ok(Self::Number(number));
        }
        let figures = texts.iter().map(|text| stated_figure(text.as_ref(), rfm));
        figures.collect::<Result<_, _>>().map(Self::Figures)
    }
}

fn stated_figure(text: &str, rfm: &Rfm) -> Result<StatedFigure, ClaimError> {
    let folded = fold::trimmed(text);
    let Some((name, value)) = folded.rsplit_once('=') else {
        return Err(match Stated::parse(text) {
            Some(_) => ClaimError::NumberAmongOthers(text.to_owned()),
            None => ClaimError::Meaningless(text.to_owned()),
        });
    };
    let stated = Stated::parse(value).ok_or_else(|| ClaimError::NoNumber {
        name: name.trim().to_owned(),
        value: value.trim().to_owned(),
    })?;
    let figure = figure(name.trim(), rfm)?;
    let stated = in_unit_of(&figure, stated);
    Ok(StatedFigure { figure, stated })
}

/// A share that was given in percent points without a sign becomes one in 0..=1.
pub(super) fn in_unit_of(figure: &Figure, stated: Stated) -> Stated {
    if figure.is_share() && stated.value > 1.0 {
        Stated {
            value: stated.value / 100.0,
            unit: stated.unit / 100.0,
        }
    } else {
        stated
    }
}

/// The figure of that name.
fn figure(name: &str, rfm: &Rfm) -> Result<Figure, ClaimError> {
    if let Some(figure) = Figure::of_all(name) {
        return Ok(figure);
    }
    let suffixed = name
        .rsplit_once('.')
        .and_then(|(segment, quantity)| Some((segment, Quantity::named(quantity)?)));
    let (segment, quantity) = suffixed.unwrap_or((name, Quantity::Customers));
    know(segment, rfm)?;
    Ok(Figure::Segment(segment.to_owned(), quantity))
}

/// Refuses a name that no table of segments knows: neither the one in force nor the published ones.
fn know(name: &str, rfm: &Rfm) -> Result<(), ClaimError> {
    let tables = tables(rfm);
    let mut several = None;
    for (_, table) in &tables {
        match segment_name::find(table, name) {
            Found::Segment(_) => return Ok(()),
            Found::Several(places) => {
                let key = |place: &usize| table.segments[*place].key.clone();
                several = several.or_else(|| Some(places.iter().map(key).collect()));
            }
            Found::Nothing => {}
        }
    }
    let name = name.to_owned();
    Err(match several {
        Some(segments) => ClaimError::AmbiguousName { name, segments },
        None => ClaimError::UnknownName {
            name,
            segments: tables
                .first()
                .map(|(_, table)| table.segments.iter().map(|s| s.key.clone()).collect())
                .unwrap_or_default(),
        },
    })
}

/// The schemes that are searched, with their tables: the one in force, then the other published ones.
pub(super) fn tables(rfm: &Rfm) -> Vec<(Scheme, SegmentTable)> {
    let published = [
        Scheme::Textbook8,
        Scheme::Grid11,
        Scheme::Putler11,
        Scheme::RRfm10,
    ];
    let others = published.into_iter().filter(|scheme| *scheme != rfm.scheme);
    let schemes = std::iter::once(rfm.scheme.clone()).chain(others);
    schemes
        .filter_map(|scheme| {
            let bins = if matches!(scheme, Scheme::Own(_)) {
                rfm.bins
            } else {
                5
            };
            let table = scheme.table(bins).ok()?;
            Some((scheme, table))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(text: &str) -> Result<Vec<(String, f64)>, String> {
        match Claim::parse(&[text], &Rfm::default()) {
            Ok(Claim::Figures(figures)) => Ok(figures
                .into_iter()
                .map(|f| (f.figure.to_string(), f.stated.value))
                .collect()),
            Ok(_) => Ok(Vec::new()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn figures_are_read_with_their_names() {
        for (text, name, value) in [
            ("champions=916", "champions", 916.0),
            ("重要价值客户＝1,234", "重要价值客户", 1_234.0),
            ("111.share=38.86%", "111.share", 0.3886),
            ("重要维护客户.占比 = 5", "重要维护客户.share", 0.05),
            ("客单价=480.87", "average_order", 480.87),
            ("复购率=65.6%", "repurchase_rate", 0.656),
        ] {
            let [(got, number)] = figures(text).unwrap().try_into().unwrap();
            assert_eq!(got, name, "{text}");
            assert!((number - value).abs() < 1e-9, "{text} {number}");
        }
    }

    #[test]
    fn what_has_no_meaning_says_why() {
        for (text, want) in [
            ("abc", "abc is neither a file, a number, nor NAME=VALUE"),
            ("champions=many", "champions is many, expected a number"),
            ("gold=5", "there is no figure and no segment called gold"),
            ("价值=5", "价值 could be 重要价值客户, 一般价值客户"),
        ] {
            assert_eq!(figures(text).unwrap_err(), want);
        }
        let two = Claim::parse(&["customers=5", "7"], &Rfm::default()).unwrap_err();
        assert!(matches!(two, ClaimError::NumberAmongOthers(_)));
    }
}
