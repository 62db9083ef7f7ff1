//! Placing labels beside points so that none covers another.

use crate::scene::{Area, Point};

/// A label that wants a place beside a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Request {
    pub(crate) point: Point,
    /// Radius of the marker there.
    pub(crate) radius: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Where a label found a place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    pub(crate) area: Area,
    /// A line from the marker to the label, where they are apart.
    pub(crate) leader: Option<[Point; 2]>,
}

/// Directions of the eight positions around a point, the most readable first.
const DIRECTIONS: [(f64, f64); 8] = [
    (1.0, 0.0),
    (0.0, -1.0),
    (1.0, -1.0),
    (-1.0, 0.0),
    (0.0, 1.0),
    (1.0, 1.0),
    (-1.0, -1.0),
    (-1.0, 1.0),
];

/// Distances from the marker; beyond the first a leader line ties the label to its point.
const DISTANCES: [f64; 3] = [3.0, 16.0, 32.0];

/// Gives each label, in order of priority, the first place inside `bounds` that no obstacle, label or leader line
/// takes; `None` where there is no such place.
pub(crate) fn place(bounds: Area, requests: &[Request], obstacles: &[Area]) -> Vec<Option<Place>> {
    let mut taken = obstacles.to_vec();
    requests
        .iter()
        .map(|request| {
            let found = candidates(request).find(|candidate| {
                bounds.contains(&candidate.area)
                    && !taken.iter().any(|area| {
                        area.overlaps(&candidate.area) || crosses(candidate, area, request)
                    })
            })?;
            taken.push(found.area);
            taken.extend(leader_beads(&found));
            Some(found)
        })
        .collect()
}

fn candidates(request: &Request) -> impl Iterator<Item = Place> {
    DISTANCES.into_iter().flat_map(move |distance| {
        DIRECTIONS
            .into_iter()
            .map(move |direction| candidate(request, direction, distance))
    })
}

fn candidate(request: &Request, (dx, dy): (f64, f64), distance: f64) -> Place {
    let &Request {
        point,
        radius,
        width,
        height,
    } = request;
    // On a diagonal the marker is a circle: its edge is nearer than its corner.
    let diagonal = if dx == 0.0 || dy == 0.0 {
        1.0
    } else {
        std::f64::consts::FRAC_1_SQRT_2
    };
    let reach = (radius + distance) * diagonal;
    let near = Point::new(point.x + dx * reach, point.y + dy * reach);
    let left = near.x + (dx - 1.0) * width / 2.0;
    let top = near.y + (dy - 1.0) * height / 2.0;
    let rim = Point::new(
        point.x + dx * radius * diagonal,
        point.y + dy * radius * diagonal,
    );
    Place {
        area: Area {
            left,
            top,
            right: left + width,
            bottom: top + height,
        },
        leader: (distance > DISTANCES[0]).then_some([rim, near]),
    }
}

/// Whether the leader line of `candidate` runs through `area`, other than the marker it starts at.
fn crosses(candidate: &Place, area: &Area, request: &Request) -> bool {
    let own = area.contains(&Area::between(request.point, request.point));
    !own && leader_beads(candidate).any(|bead| bead.overlaps(area))
}

/// Small squares along a leader line.
fn leader_beads(place: &Place) -> impl Iterator<Item = Area> + use<> {
    const BEADS: u32 = 8;
    place.leader.into_iter().flat_map(|[from, to]| {
        (1..BEADS).map(move |i| {
            let share = f64::from(i) / f64::from(BEADS);
            let at = Point::new(
                from.x + (to.x - from.x) * share,
                from.y + (to.y - from.y) * share,
            );
            Area::between(at, at).inset(-1.0)
        })
    })
}

/// Small squares along a line, for labels to keep clear of.
pub(crate) fn beads(from: Point, to: Point) -> impl Iterator<Item = Area> {
    let pieces = ((to.x - from.x).hypot(to.y - from.y) / 6.0).clamp(1.0, 200.0);
    std::iter::successors(Some(0.0), |piece| Some(piece + 1.0))
        .take_while(move |&piece| piece <= pieces)
        .map(move |piece| {
            let share = piece / pieces;
            let at = Point::new(
                from.x + (to.x - from.x) * share,
                from.y + (to.y - from.y) * share,
            );
            Area::between(at, at).inset(-2.0)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Area = Area {
        left: 0.0,
        top: 0.0,
        right: 400.0,
        bottom: 300.0,
    };

    #[test]
    fn a_lone_label_stands_to_the_right() {
        let request = Request {
            point: Point::new(100.0, 100.0),
            radius: 5.0,
            width: 40.0,
            height: 14.0,
        };
        let placed = place(BOUNDS, &[request], &[]);
        // 100 + 5 + 3 = 108; 100 - 14/2 = 93.
        let area = Area {
            left: 108.0,
            top: 93.0,
            right: 148.0,
            bottom: 107.0,
        };
        assert_eq!(placed, [Some(Place { area, leader: None })]);
    }

    #[test]
    fn a_label_at_the_right_edge_turns_away_from_it() {
        let request = Request {
            point: Point::new(395.0, 150.0),
            radius: 4.0,
            width: 60.0,
            height: 14.0,
        };
        let placed = place(BOUNDS, &[request], &[]);
        assert!(
            placed[0]
                .as_ref()
                .is_some_and(|place| place.area.right <= 391.0)
        );
    }

    proptest::proptest! {
        #[test]
        fn placed_labels_never_intersect(
            points in proptest::collection::vec((0.0..400.0_f64, 0.0..300.0_f64, 8.0..90.0_f64), 1..60),
        ) {
            let requests: Vec<Request> = points
                .iter()
                .map(|&(x, y, width)| Request { point: Point::new(x, y), radius: 4.0, width, height: 14.0 })
                .collect();
            let markers: Vec<Area> =
                requests.iter().map(|r| Area::between(r.point, r.point).inset(-r.radius)).collect();
            let placed: Vec<Place> = place(BOUNDS, &requests, &markers).into_iter().flatten().collect();
            proptest::prop_assert!(!placed.is_empty());
            for (i, a) in placed.iter().enumerate() {
                proptest::prop_assert!(BOUNDS.contains(&a.area));
                proptest::prop_assert!(!markers.iter().any(|marker| marker.overlaps(&a.area)));
                for b in &placed[..i] {
                    proptest::prop_assert!(!a.area.overlaps(&b.area), "{a:?} {b:?}");
                }
            }
        }
    }
}
