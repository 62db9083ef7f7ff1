//! [`each`]: the same work on many things at once.

use std::convert::Infallible;

use fourr_table::spread;

/// The results of `work` on `items`, in their order, by as many threads as there are workers.
///
/// These are threads of their own. On the workers of rayon, one that waits for a part of its own work takes up the next item
/// on the same stack, and with hundreds of items there is no end to that.
pub(crate) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let numbered = items.iter().enumerate().map(Ok::<_, Infallible>);
    let add = |done: &mut Vec<(usize, R)>, (place, item): (usize, &T)| {
        done.push((place, work(item)));
        Ok(())
    };
    let Ok(parts) = spread(numbered, |_| Vec::new(), add);
    let mut done: Vec<(usize, R)> = parts.into_iter().flatten().collect();
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1_000).collect();
        let squares = each(&items, |item| item * item);
        assert!(
            squares
                .iter()
                .zip(&items)
                .all(|(square, item)| *square == item * item)
        );
        assert!(each(&[], |item: &usize| *item).is_empty());
    }
}
