//! Names that are spelt alike, for hints.

/// The names within a small edit distance of `wanted`, best first, at most three. Case does not count.
pub fn names(wanted: &str, names: &[String]) -> Vec<String> {
    const MOST: usize = 3;
    let target: Vec<char> = wanted.to_lowercase().chars().collect();
    let mut scored: Vec<(usize, &String)> = names
        .iter()
        .map(|name| {
            (
                distance(&target, &name.to_lowercase().chars().collect::<Vec<_>>()),
                name,
            )
        })
        .filter(|(distance, name)| *distance <= tolerance(target.len().max(name.chars().count())))
        .collect();
    scored.sort();
    scored
        .into_iter()
        .take(MOST)
        .map(|(_, name)| name.clone())
        .collect()
}

/// One letter in three may differ, so that short Chinese headers match only when one character is off.
fn tolerance(length: usize) -> usize {
    length / 3
}

/// Edits (insert, delete, replace, swap of neighbours) between two texts: the optimal string alignment distance.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (i, from) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in right.iter().enumerate() {
            let replaced = above[j] + usize::from(from != to);
            let mut best = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *from == right[j - 1] && left[i - 1] == *to {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_and_missing_letters_are_near() {
        let columns = [
            "customer_id".to_owned(),
            "order_date".to_owned(),
            "会员编号".to_owned(),
        ];
        assert_eq!(names("cutsomer_id", &columns), ["customer_id"]);
        assert_eq!(names("OrderDate", &columns), ["order_date"]);
        assert_eq!(names("会员编码", &columns), ["会员编号"]);
        assert!(names("amount", &columns).is_empty());
    }
}
