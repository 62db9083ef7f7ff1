//! Whether an average may be published.

/// The share of a sum above which one person is as good as named by it.
const DOMINANT: f64 = 0.85;

/// Whether the mean of some people's numbers may be published: there are enough of them, and none makes up more than
/// 85 % of the sum of sizes, so that the mean is as good as that person's number.
///
/// ```
/// use fourr_profile::privacy::may_publish_mean;
/// assert!(may_publish_mean(&[10.0, 20.0, 30.0, 5.0, 5.0], 5));
/// assert!(!may_publish_mean(&[10.0, 20.0, 30.0, 5.0], 5));
/// assert!(!may_publish_mean(&[1.0, 1.0, 1.0, 1.0, 96.0], 5));
/// ```
pub fn may_publish_mean(numbers: &[f64], min_group: u64) -> bool {
    let total: f64 = numbers.iter().map(|number| number.abs()).sum();
    let largest = numbers
        .iter()
        .fold(0.0_f64, |most, number| most.max(number.abs()));
    mean_is_safe(numbers.len() as u64, [total, largest], min_group)
}

/// The same of people whose sizes add up to a total, with the largest of them.
pub(crate) fn mean_is_safe(people: u64, [total, largest]: [f64; 2], min_group: u64) -> bool {
    // One person's mean is their number; people whose numbers are all 0 have nothing to hide behind each other.
    people >= min_group && (total == 0.0 || largest <= DOMINANT * total)
}
