//! [`ValueOrder`]: which segment is worth more than which.

use crate::{Rfm, RfmError, Scheme, Segment};

/// Codes of the eight types from the most to the least valuable: M before F before R.
const EIGHT_BY_VALUE: [&str; 8] = ["111", "011", "101", "001", "110", "010", "100", "000"];

/// Segments from the most to the least valuable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ValueOrder {
    /// Places of the segments in their table, best first.
    places: Vec<usize>,
    /// Rank of each segment, 0 the best, by its place.
    ranks: Vec<usize>,
}

impl ValueOrder {
    /// The order of the parameters: the one given, else that of the eight types, else the order of the
    /// table. "Others", where a table has holes, come last unless they are named.
    pub(crate) fn of(rfm: &Rfm, segments: &[Segment]) -> Result<Self, RfmError> {
        if !rfm.value_order.is_empty() {
            return Self::named(&rfm.value_order, segments);
        }
        if rfm.scheme != Scheme::Textbook8 {
            return Ok(Self::from_places((0..segments.len()).collect()));
        }
        Self::named(&EIGHT_BY_VALUE.map(str::to_owned), segments)
    }

    /// Segments in the order of their names or codes, each of which must stand there once.
    fn named(names: &[String], segments: &[Segment]) -> Result<Self, RfmError> {
        let mut places = Vec::with_capacity(segments.len());
        let mut unknown = Vec::new();
        for name in names {
            match segments.iter().position(|of| of.is_called(name.trim())) {
                Some(place) => places.push(place),
                None => unknown.push(name.clone()),
            }
        }
        let key = |place: usize| segments[place].key.clone();
        let count = |place: usize| places.iter().filter(|other| **other == place).count();
        let all = 0..segments.len();
        let twice: Vec<String> = all.clone().filter(|p| count(*p) > 1).map(key).collect();
        let absent: Vec<usize> = all.filter(|place| count(*place) == 0).collect();
        let (others, missing): (Vec<usize>, Vec<usize>) = absent
            .into_iter()
            .partition(|place| segments[*place].code == "others");
        if unknown.is_empty() && twice.is_empty() && missing.is_empty() {
            places.extend(others);
            return Ok(Self::from_places(places));
        }
        Err(RfmError::ValueOrder {
            unknown,
            twice,
            missing: missing.into_iter().map(key).collect(),
        })
    }

    fn from_places(places: Vec<usize>) -> Self {
        let mut ranks = vec![0; places.len()];
        for (rank, place) in places.iter().enumerate() {
            ranks[*place] = rank;
        }
        Self { places, ranks }
    }

    /// The rank of the segment at `place` of its table, 0 the best.
    pub(crate) fn rank(&self, place: usize) -> usize {
        self.ranks[place]
    }

    /// The keys of the segments, best first.
    pub(crate) fn keys(&self, segments: &[Segment]) -> Vec<String> {
        let key = |place: &usize| segments[*place].key.clone();
        self.places.iter().map(key).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments() -> Vec<Segment> {
        Scheme::Textbook8.table(5).unwrap().segments
    }

    fn order(names: &[&str]) -> Result<ValueOrder, RfmError> {
        let value_order = names.iter().map(|name| (*name).to_owned()).collect();
        let rfm = Rfm {
            value_order,
            ..Rfm::default()
        };
        ValueOrder::of(&rfm, &segments())
    }

    // Section 3.8 of the method reference.
    #[test]
    fn the_eight_types_go_by_m_then_f_then_r() {
        let keys = order(&[]).unwrap().keys(&segments());
        let want = [
            "重要价值客户",
            "重要保持客户",
            "重要发展客户",
            "重要挽留客户",
            "一般价值客户",
            "一般保持客户",
            "一般发展客户",
            "一般挽留客户",
        ];
        assert_eq!(keys, want);
    }

    #[test]
    fn codes_and_names_may_be_mixed() {
        let own = [
            "000",
            "100",
            "一般保持客户",
            "110",
            "001",
            "Important keep",
            "101",
            "111",
        ];
        assert_eq!(order(&own).unwrap().keys(&segments())[0], "一般挽留客户");
        let holes = Scheme::RRfm10.table(5).unwrap();
        let mut with_others = holes.segments.clone();
        with_others.push(Segment::others());
        let rfm = Rfm {
            scheme: Scheme::RRfm10,
            value_order: holes.segments.iter().map(|of| of.code.clone()).collect(),
            ..Rfm::default()
        };
        let order = ValueOrder::of(&rfm, &with_others).unwrap();
        assert_eq!(order.rank(with_others.len() - 1), with_others.len() - 1);
    }

    #[test]
    fn what_is_unknown_twice_or_missing_is_named() {
        let names = ["111", "111", "011", "VIP", "001", "110", "010", "100"];
        let Err(RfmError::ValueOrder {
            unknown,
            twice,
            missing,
        }) = order(&names)
        else {
            panic!("accepted")
        };
        assert_eq!(unknown, ["VIP"]);
        assert_eq!(twice, ["重要价值客户"]);
        assert_eq!(missing, ["重要发展客户", "一般挽留客户"]);
    }
}
