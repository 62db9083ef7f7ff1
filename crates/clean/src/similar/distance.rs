//! How far apart two texts are.

/// The Levenshtein distance of two texts in characters: the least number of insertions, deletions and replacements.
pub fn levenshtein(a: &[char], b: &[char]) -> usize {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut row: Vec<usize> = (0..=short.len()).collect();
    for (i, x) in long.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in short.iter().enumerate() {
            let cost = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[short.len()]
}

/// The Levenshtein distance, if it is at most this; the time it takes grows with the shorter text and the bound.
pub fn levenshtein_within(a: &[char], b: &[char], most: usize) -> Option<usize> {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - same], &b[..b.len() - same]);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > most {
        return None;
    }
    // Only cells near the diagonal can be within the bound (Ukkonen 1985); those beside them count as far away.
    let far = most + 1;
    let mut row: Vec<usize> = (0..=short.len()).map(|at| at.min(far)).collect();
    for (i, x) in long.iter().enumerate() {
        let from = i.saturating_sub(most);
        let to = short.len().min(i + most + 1);
        let mut diagonal = row[from];
        row[from] = if from == 0 { (i + 1).min(far) } else { far };
        let mut least = row[from];
        for j in from..to {
            let cost = diagonal + usize::from(*x != short[j]);
            diagonal = row[j + 1];
            // Above the band there is nothing near.
            let above = if j + 1 > i + most { far } else { diagonal + 1 };
            row[j + 1] = cost.min(row[j] + 1).min(above).min(far);
            least = least.min(row[j + 1]);
        }
        if least > most {
            return None;
        }
    }
    Some(row[short.len()]).filter(|distance| *distance <= most)
}

/// Characters that differ at the same place; `None` for texts of different lengths.
pub fn hamming(a: &[char], b: &[char]) -> Option<usize> {
    (a.len() == b.len()).then(|| a.iter().zip(b).filter(|(x, y)| x != y).count())
}

/// The Jaro-Winkler similarity with prefix weight 0.1 of at most four characters, 0 to 1 (Winkler 1990).
///
/// The prefix counts whatever the Jaro similarity is, without Winkler's threshold of 0.7.
pub fn jaro_winkler(a: &[char], b: &[char]) -> f64 {
    let jaro = jaro(a, b);
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    jaro + prefix as f64 * 0.1 * (1.0 - jaro)
}

/// The Jaro similarity: characters in common within half the longer text, less those out of order.
fn jaro(a: &[char], b: &[char]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return if a.len() == b.len() { 1.0 } else { 0.0 };
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut of_a = Vec::new();
    for (place, x) in a.iter().enumerate() {
        let from = place.saturating_sub(reach);
        let to = b.len().min(place + reach + 1);
        if let Some(found) = (from..to).find(|&other| !taken[other] && b[other] == *x) {
            taken[found] = true;
            of_a.push(*x);
        }
    }
    if of_a.is_empty() {
        return 0.0;
    }
    let of_b = b
        .iter()
        .zip(&taken)
        .filter(|(_, taken)| **taken)
        .map(|(y, _)| y);
    let moved = of_a.iter().zip(of_b).filter(|(x, y)| x != y).count();
    let common = of_a.len() as f64;
    let transposed = (moved / 2) as f64;
    (common / a.len() as f64 + common / b.len() as f64 + (common - transposed) / common) / 3.0
}

/// Pairs of neighbouring characters that both texts have, over those that one of them has (Jaccard), 0 to 1.
pub fn bigram_jaccard(a: &[char], b: &[char]) -> f64 {
    let (a, b) = (bigrams(a), bigrams(b));
    let shared = a
        .iter()
        .filter(|gram| b.binary_search(gram).is_ok())
        .count();
    let all = a.len() + b.len() - shared;
    if all == 0 {
        0.0
    } else {
        shared as f64 / all as f64
    }
}

/// The distinct pairs of neighbouring characters, sorted; a text of one character is its own pair.
pub(super) fn bigrams(text: &[char]) -> Vec<[char; 2]> {
    let mut grams: Vec<[char; 2]> = match text {
        [] => Vec::new(),
        [only] => vec![[*only, '\0']],
        _ => text.windows(2).map(|pair| [pair[0], pair[1]]).collect(),
    };
    grams.sort_unstable();
    grams.dedup();
    grams
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounded_distance_is_the_distance() {
        // All texts of up to six letters a and b: the bits of a number behind its highest one.
        let text = |number: u32| -> Vec<char> {
            let bits = number.ilog2();
            (0..bits)
                .map(|bit| if (number >> bit) & 1 == 1 { 'a' } else { 'b' })
                .collect()
        };
        let texts: Vec<Vec<char>> = (1..128).map(text).collect();
        for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (a, b))) {
            let distance = levenshtein(a, b);
            for most in 0..7 {
                let within = Some(distance).filter(|distance| *distance <= most);
                assert_eq!(levenshtein_within(a, b, most), within, "{a:?} {b:?} {most}");
            }
        }
    }
}
