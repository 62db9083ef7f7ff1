//! Names that are given as an answer: one, several, or several in order.

use fourr_cell::fold;

use super::Verdict;

/// The names in a list.
pub(super) fn listed(text: &str) -> Vec<String> {
    let parts = text.split(['、', ',', '，', ';', '；', '>', '\n', '→']);
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Whether two names are the same but for width, case and spaces.
pub(super) fn same(given: &str, expected: &str) -> bool {
    let plain = |text: &str| fold::trimmed(text).to_lowercase();
    plain(given) == plain(expected)
}

/// The share of a set that was found; a wrong name takes away a right one.
pub(super) fn set(given: &[String], expected: &[String]) -> (f64, Verdict) {
    let is_in = |name: &str, names: &[String]| names.iter().any(|other| same(name, other));
    let wrong: Vec<String> = given
        .iter()
        .filter(|name| !is_in(name, expected))
        .cloned()
        .collect();
    let missing: Vec<String> = expected
        .iter()
        .filter(|name| !is_in(name, given))
        .cloned()
        .collect();
    let right = expected.len() - missing.len();
    if wrong.is_empty() && missing.is_empty() {
        return (1.0, Verdict::Right);
    }
    let share = right.saturating_sub(wrong.len()) as f64 / expected.len().max(1) as f64;
    let verdict = Verdict::Partly {
        right,
        wrong,
        missing,
    };
    (share, verdict)
}

/// The share of the places of a ranking that hold the right name.
pub(super) fn ranking(given: &[String], expected: &[String]) -> (f64, Verdict) {
    let holds = |place: usize| {
        given
            .get(place)
            .is_some_and(|name| same(name, &expected[place]))
    };
    let right = (0..expected.len()).filter(|place| holds(*place)).count();
    let is_in = |name: &str| expected.iter().any(|other| same(name, other));
    let wrong: Vec<String> = given.iter().filter(|name| !is_in(name)).cloned().collect();
    if right == expected.len() && given.len() == expected.len() {
        return (1.0, Verdict::Right);
    }
    let missing = (0..expected.len()).filter(|place| !holds(*place));
    let missing = missing.map(|place| expected[place].clone()).collect();
    let share = right as f64 / expected.len().max(1) as f64;
    let verdict = Verdict::Partly {
        right,
        wrong,
        missing,
    };
    (share, verdict)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these shares are exact")]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_name_takes_away_a_right_one() {
        let expected = ["包邮".to_owned(), "退货".to_owned()];
        let share = |text: &str| set(&listed(text), &expected).0;
        assert_eq!(
            [
                share("退货、包邮"),
                share("包邮"),
                share("包邮，礼盒"),
                share("礼盒")
            ],
            [1.0, 0.5, 0.0, 0.0]
        );
        let share = |text: &str| ranking(&listed(text), &expected).0;
        assert_eq!(
            [
                share("包邮 > 退货"),
                share("退货 > 包邮"),
                share("包邮"),
                share("包邮,礼盒")
            ],
            [1.0, 0.0, 0.5, 0.5]
        );
    }
}
