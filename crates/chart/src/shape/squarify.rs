//! Squarified treemaps: rectangles of given areas, each as nearly square as can be.
//!
//! Bruls, Huizing and van Wijk (2000), Squarified Treemaps, Data Visualization 2000.

use crate::scene::Area;

/// Divides `area` among `sizes`, which are positive and descending, in proportion.
pub(super) fn squarify(sizes: &[f64], area: Area) -> Vec<Area> {
    let total: f64 = sizes.iter().sum();
    let scale = area.width() * area.height() / total;
    let mut free = area;
    let mut placed = Vec::with_capacity(sizes.len());
    let mut rest = sizes;
    while !rest.is_empty() {
        let side = free.width().min(free.height());
        let count = row_length(rest, scale, side);
        let (row, later) = rest.split_at(count);
        free = place_row(row, scale, free, (later.is_empty(), &mut placed));
        rest = later;
    }
    placed
}

/// How many of `sizes` go into the next row along a side of length `side`: as many as make its worst rectangle
/// squarer.
fn row_length(sizes: &[f64], scale: f64, side: f64) -> usize {
    let (mut sum, mut best) = (0.0, f64::INFINITY);
    for (index, &size) in sizes.iter().enumerate() {
        sum += size * scale;
        // Of descending sizes the first and the last are the least square.
        let aspect = |size: f64| {
            let ratio = side * side * size * scale / (sum * sum);
            ratio.max(1.0 / ratio)
        };
        let worst = aspect(sizes[0]).max(aspect(size));
        if worst > best {
            return index;
        }
        best = worst;
    }
    sizes.len()
}

/// Puts a row along the shorter side of `free` and returns what is left.
fn place_row(row: &[f64], scale: f64, free: Area, (last, placed): (bool, &mut Vec<Area>)) -> Area {
    let sum: f64 = row.iter().sum();
    let upright = free.width() >= free.height();
    let (side, length) = if upright {
        (free.height(), free.width())
    } else {
        (free.width(), free.height())
    };
    // The last row takes what is left, so that rounding opens no gap.
    let thick = if last {
        length
    } else {
        (sum * scale / side).min(length)
    };
    let mut done = 0.0;
    for &size in row {
        let (from, to) = (side * (done / sum), side * ((done + size) / sum));
        done += size;
        placed.push(if upright {
            Area {
                left: free.left,
                top: free.top + from,
                right: free.left + thick,
                bottom: free.top + to,
            }
        } else {
            Area {
                left: free.left + from,
                top: free.top,
                right: free.left + to,
                bottom: free.top + thick,
            }
        });
    }
    if upright {
        Area {
            left: free.left + thick,
            ..free
        }
    } else {
        Area {
            top: free.top + thick,
            ..free
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the paper: 6, 6, 4, 3, 2, 2, 1 in a rectangle of 6 × 4. The first row holds two
    /// sixes, 3 wide and 2 high; the second four and three, 12/7 and 9/7 wide and 7/3 high.
    #[test]
    fn the_example_of_the_paper() {
        let area = Area {
            left: 0.0,
            top: 0.0,
            right: 6.0,
            bottom: 4.0,
        };
        let tiles = squarify(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], area);
        let size = |tile: &Area| (tile.width(), tile.height());
        let expected = [
            (3.0, 2.0),
            (3.0, 2.0),
            (12.0 / 7.0, 7.0 / 3.0),
            (9.0 / 7.0, 7.0 / 3.0),
        ];
        for (tile, (width, height)) in tiles.iter().zip(expected) {
            let found = size(tile);
            assert!(
                (found.0 - width).abs() < 1e-9 && (found.1 - height).abs() < 1e-9,
                "{found:?}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn areas_are_proportional_and_fill_the_whole(mut sizes in proptest::collection::vec(0.01..1e6_f64, 1..80)) {
            sizes.sort_by(|a, b| b.total_cmp(a));
            let area = Area { left: 3.0, top: 5.0, right: 763.0, bottom: 405.0 };
            let total: f64 = sizes.iter().sum();
            let tiles = squarify(&sizes, area);
            for (tile, size) in tiles.iter().zip(&sizes) {
                let share = tile.width() * tile.height() / (760.0 * 400.0);
                proptest::prop_assert!((share - size / total).abs() < 1e-9, "{} {}", share, size / total);
            }
            for (i, a) in tiles.iter().enumerate() {
                proptest::prop_assert!(tiles[..i].iter().all(|b| !a.inset(1e-6).overlaps(&b.inset(1e-6))));
            }
        }
    }
}
