//! [`order`]: what comes behind what.

/// The places from 0 to `count`, each behind those that it `needs`, else as they stand.
///
/// # Errors
/// Places that wait for each other: a circle, which ends where it begins.
pub fn order(count: usize, needs: impl Fn(usize) -> Vec<usize>) -> Result<Vec<usize>, Vec<usize>> {
    let mut sorted: Vec<usize> = Vec::with_capacity(count);
    while sorted.len() < count {
        let open = |place: &usize| !sorted.contains(place);
        let waits = |place: usize| needs(place).into_iter().find(|need| open(need));
        let mut places = (0..count).filter(open);
        if let Some(place) = places.find(|place| waits(*place).is_none()) {
            sorted.push(place);
            continue;
        }
        // Each open place waits for another: after as many strides as there are places we stand in a circle.
        let next = |place: usize| waits(place).unwrap_or(place);
        let first = (0..count).find(open).unwrap_or(0);
        let start = (0..count).fold(first, |place, _| next(place));
        let mut circle = vec![start];
        let mut place = next(start);
        while place != start {
            circle.push(place);
            place = next(place);
        }
        circle.push(start);
        return Err(circle);
    }
    Ok(sorted)
}
