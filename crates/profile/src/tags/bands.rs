//! Bands as they are written: `[18, 35)`.

use super::{Place, TagFault, file::number};

/// An interval of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Band {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) low_closed: bool,
    pub(super) high_closed: bool,
}

impl Band {
    /// Reads `[a, b)`, `(a, b]`, `[a, )`, `(, b)`.
    pub(super) fn parse(text: &str) -> Result<Self, TagFault> {
        let wrong = || TagFault::Band(text.to_owned());
        let written = text
            .trim()
            .replace('，', ",")
            .replace('（', "(")
            .replace('）', ")");
        let open = written.chars().next().ok_or_else(wrong)?;
        let close = written.chars().last().ok_or_else(wrong)?;
        if !matches!(open, '[' | '(') || !matches!(close, ']' | ')') || written.len() < 2 {
            return Err(wrong());
        }
        let (low, high) = written[1..written.len() - 1]
            .split_once(',')
            .ok_or_else(wrong)?;
        let bound = |text: &str, none: f64| match text.trim() {
            "" => Ok(none),
            text => text
                .parse()
                .ok()
                .filter(|value: &f64| value.is_finite())
                .ok_or_else(wrong),
        };
        let band = Self {
            low: bound(low, f64::NEG_INFINITY)?,
            high: bound(high, f64::INFINITY)?,
            low_closed: open == '[',
            high_closed: close == ']',
        };
        let holds_something = band.low < band.high;
        if holds_something {
            Ok(band)
        } else {
            Err(wrong())
        }
    }

    fn name(self) -> String {
        let open = if self.low_closed { '[' } else { '(' };
        let close = if self.high_closed { ']' } else { ')' };
        format!("{open}{}, {}{close}", number(self.low), number(self.high))
    }
}

/// Places of bands in ascending order, their edges, and whether they are closed below.
type Partition = (Vec<usize>, Vec<f64>, bool);

/// The edges of bands that partition the numbers between the first and the last: places of the bands in ascending
/// order, their edges, and whether they are closed below.
pub(super) fn partition(bands: &[(Place, Band)]) -> Result<Partition, (Place, TagFault)> {
    let mut order: Vec<usize> = (0..bands.len()).collect();
    order.sort_by(|&a, &b| bands[a].1.low.total_cmp(&bands[b].1.low));
    for pair in order.windows(2) {
        let ((_, first), (at, second)) = (bands[pair[0]], bands[pair[1]]);
        let meet = first.high_closed && second.low_closed;
        let apart = !first.high_closed && !second.low_closed;
        if first.high > second.low || first.high == second.low && meet {
            return Err((at, TagFault::BandOverlap(first.name(), second.name())));
        }
        if first.high < second.low || apart {
            return Err((at, TagFault::BandGap(first.name(), second.name())));
        }
    }
    let bounded = order
        .iter()
        .map(|&index| bands[index].1)
        .find(|band| band.low.is_finite());
    let closed_left = bounded.map_or(!bands[order[0]].1.high_closed, |band| band.low_closed);
    for &index in &order {
        let (at, band) = bands[index];
        let like_the_first = (band.low_closed == closed_left || band.low.is_infinite())
            && (band.high_closed != closed_left || band.high.is_infinite());
        if !like_the_first {
            return Err((at, TagFault::Band(band.name())));
        }
    }
    let mut edges: Vec<f64> = order.iter().map(|&index| bands[index].1.low).collect();
    edges.extend(order.last().map(|&index| bands[index].1.high));
    Ok((order, edges, closed_left))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str]) -> Result<Vec<f64>, String> {
        let bands: Vec<(Place, Band)> = texts
            .iter()
            .map(|t| (Place::default(), Band::parse(t).unwrap()))
            .collect();
        partition(&bands)
            .map(|(_, edges, _)| edges)
            .map_err(|(_, fault)| fault.to_string())
    }

    #[test]
    fn bands_partition_or_are_refused() {
        assert_eq!(
            check(&["[35, 60)", "[18,35)", "[60，）"]).unwrap(),
            [18.0, 35.0, 60.0, f64::INFINITY]
        );
        assert_eq!(check(&["(0, 10]", "(10, 20]"]).unwrap(), [0.0, 10.0, 20.0]);
        assert!(check(&["[0, 10)", "[11, 20)"]).unwrap_err().contains("gap"));
        assert!(
            check(&["[0, 10]", "[10, 20)"])
                .unwrap_err()
                .contains("overlap")
        );
        assert!(check(&["[0, 10)", "(10, 20)"]).unwrap_err().contains("gap"));
        assert!(
            check(&["[0, 12)", "[10, 20)"])
                .unwrap_err()
                .contains("overlap")
        );
        assert!(
            Band::parse("18-35").is_err()
                && Band::parse("[9, 3)").is_err()
                && Band::parse("[").is_err()
        );
    }
}
