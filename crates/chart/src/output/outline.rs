//! Outlines of lines and circles as polygons.

/// The area of a line of `width` with round joins, as polygons that all turn the same way.
pub(super) fn stroke(points: &[(f64, f64)], width: f64) -> Vec<Vec<(f64, f64)>> {
    let half = width / 2.0;
    let mut polygons = Vec::new();
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let length = (x1 - x0).hypot(y1 - y0);
        if length > 0.0 {
            let (dx, dy) = ((x1 - x0) / length * half, (y1 - y0) / length * half);
            polygons.push(vec![
                (x0 + dy, y0 - dx),
                (x1 + dy, y1 - dx),
                (x1 - dy, y1 + dx),
                (x0 - dy, y0 + dx),
            ]);
        }
    }
    if points.len() > 2 {
        polygons.extend(
            points[1..points.len() - 1]
                .iter()
                .map(|&joint| disc(joint, half)),
        );
    }
    polygons
}

/// A circle as a polygon that is nowhere a tenth of a pixel off.
pub(super) fn disc((x, y): (f64, f64), radius: f64) -> Vec<(f64, f64)> {
    let corners = if radius < 4.0 { 16 } else { 48 };
    (0..corners)
        .map(|i| {
            let (sin, cos) = (std::f64::consts::TAU * f64::from(i) / f64::from(corners)).sin_cos();
            (x + radius * cos, y + radius * sin)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twice the area of a polygon, positive where it turns clockwise on the screen (shoelace formula).
    fn turn(polygon: &[(f64, f64)]) -> f64 {
        let ends = polygon.iter().skip(1).chain(polygon.first());
        polygon
            .iter()
            .zip(ends)
            .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
            .sum()
    }

    #[test]
    fn all_parts_of_a_line_turn_the_same_way() {
        let parts = stroke(&[(0.0, 0.0), (10.0, 0.0), (3.0, 8.0), (-4.0, -9.0)], 2.0);
        assert_eq!(parts.len(), 3 + 2);
        assert!(parts.iter().all(|part| turn(part) > 0.0));
        // 10 long and 2 wide.
        assert!((turn(&parts[0]) / 2.0 - 20.0).abs() < 1e-9);
    }
}
