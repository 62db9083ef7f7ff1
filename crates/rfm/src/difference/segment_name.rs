//! Segments by any name under which they are known.

use super::figure::spelling;
use crate::{Segment, SegmentTable};

/// Other names of published segments, by table and code (section 3.5 of the method reference; the names of the other
/// lists).
const SYNONYMS: [(&str, &str, &str); 10] = [
    ("textbook8", "110", "潜力"),
    ("textbook8", "100", "新"),
    ("textbook8", "000", "流失"),
    ("", "loyal_customers", "loyal"),
    (
        "",
        "potential_loyalists",
        "potentialloyalist potentialloyal",
    ),
    ("", "new_customers", "new recent recentcustomers"),
    (
        "",
        "need_attention",
        "needsattention needingattention customersneedingattention customersneedattention",
    ),
    ("", "cant_lose_them", "cantlose cannotlose cannotlosethem"),
    ("", "hibernating", "hibernatingcustomers 沉睡"),
    ("", "lost", "lostcustomers 流失"),
];

/// Words that other books have for those of the eight types.
const WORDS: [(&str, &str); 4] = [
    ("维护", "保持"),
    ("维持", "保持"),
    ("唤回", "保持"),
    ("深耕", "发展"),
];

/// What a name leads to in one table of segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// The segment at that place.
    Segment(usize),
    /// Several segments whose names hold it.
    Several(Vec<usize>),
}

/// Finds a segment: by its code, its names or a synonym, else as the only one whose name holds `name`.
pub(super) fn find(table: &SegmentTable, name: &str) -> Found {
    let wanted = stem(name);
    if wanted.is_empty() {
        return Found::Nothing;
    }
    let names: Vec<Vec<String>> = table.segments.iter().map(|of| names(table, of)).collect();
    if let Some(place) = names.iter().position(|names| names.contains(&wanted)) {
        return Found::Segment(place);
    }
    let least = if wanted.is_ascii() { 3 } else { 2 };
    if wanted.chars().count() < least || wanted.chars().all(|c| c.is_ascii_digit()) {
        return Found::Nothing;
    }
    let holds = |names: &Vec<String>| names.iter().any(|name| name.contains(&wanted));
    let places: Vec<usize> = (0..names.len()).filter(|&i| holds(&names[i])).collect();
    match places.as_slice() {
        [] => Found::Nothing,
        [place] => Found::Segment(*place),
        _ => Found::Several(places),
    }
}

fn names(table: &SegmentTable, segment: &Segment) -> Vec<String> {
    let own = [&segment.code, &segment.key, &segment.zh, &segment.en];
    let mut names: Vec<String> = own.into_iter().map(|name| stem(name)).collect();
    for (of, code, synonyms) in SYNONYMS {
        if (of.is_empty() || of == table.name) && code == segment.code {
            names.extend(synonyms.split(' ').map(str::to_owned));
        }
    }
    names
}

/// A name in one spelling, without the word for customers at its end.
fn stem(name: &str) -> String {
    let mut stem = spelling(name);
    for (other, ours) in WORDS {
        stem = stem.replace(other, ours);
    }
    for ending in ["客户群", "客户", "用户", "会员", "customers", "customer"] {
        if let Some(rest) = stem.strip_suffix(ending).filter(|rest| !rest.is_empty()) {
            return rest.to_owned();
        }
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scheme;

    fn code(scheme: &Scheme, name: &str) -> Option<String> {
        let table = scheme.table(5).unwrap();
        match find(&table, name) {
            Found::Segment(place) => Some(table.segments[place].code.clone()),
            _ => None,
        }
    }

    #[test]
    fn segments_go_by_codes_names_and_synonyms() {
        let of8 = |name| code(&Scheme::Textbook8, name);
        for (name, want) in [
            ("111", "111"),
            ("重要价值客户", "111"),
            ("重要价值", "111"),
            ("重要维护客户", "011"),
            ("重要唤回用户", "011"),
            ("重要深耕客户", "101"),
            ("潜力客户", "110"),
            ("新客户", "100"),
            ("流失客户", "000"),
            ("important_value", "111"),
            ("General win-back", "000"),
        ] {
            assert_eq!(of8(name).as_deref(), Some(want), "{name}");
        }
        assert_eq!(of8("价值"), None);
        let of11 = |name| code(&Scheme::Grid11, name);
        for (name, want) in [
            ("Champions", "champions"),
            ("champion", "champions"),
            ("cant lose", "cant_lose_them"),
            ("Can't Lose Them", "cant_lose_them"),
            ("loyal", "loyal_customers"),
            ("Potential Loyalist", "potential_loyalists"),
            ("新客户", "new_customers"),
            ("流失", "lost"),
            ("流失风险", "at_risk"),
        ] {
            assert_eq!(of11(name).as_deref(), Some(want), "{name}");
        }
    }

    #[test]
    fn a_part_of_several_names_is_no_name() {
        let table = Scheme::Textbook8.table(5).unwrap();
        assert_eq!(find(&table, "重要"), Found::Several(vec![0, 1, 2, 3]));
        assert_eq!(find(&table, "champions"), Found::Nothing);
        assert_eq!(find(&table, "客户"), Found::Nothing);
    }
}
