//! Where tracks and their bands go.

use super::{Band, Origin, Track, Tracking};
use crate::canvas::Canvas;
use crate::palette;
use crate::plot::legend::{self, Entry, Key};
use crate::plot::marker::marker;
use crate::scene::{Area, Point, Stroke};
use crate::shape::lines::sheet::{Ground, MARKED_POINTS, Sheet};

/// Draws `tracking` in `area`.
pub(super) fn draw(tracking: &Tracking, canvas: &mut Canvas, area: Area) {
    let marked = tracking.positions.len() <= MARKED_POINTS;
    let area = legend::draw(canvas, area, &entries(tracking, marked));
    let ground = Ground {
        x: &tracking.x,
        y: &tracking.y,
        positions: &tracking.positions,
        references: &tracking.references,
        markers: &tracking.markers,
    };
    let sheet = Sheet::new(ground, tracking.heights(), canvas, area);
    let plot = sheet.frame(canvas).draw(canvas, area);
    sheet.draw_shades(canvas, plot);
    for (index, track) in tracking.tracks.iter().enumerate() {
        if let Some(band) = &track.band {
            draw_band(canvas, index, &band_runs(&sheet, plot, band));
        }
    }
    let runs = tracking.tracks.iter();
    let runs: Vec<Vec<Vec<Point>>> = runs.map(|track| sheet.runs(plot, &track.values)).collect();
    for (index, (track, runs)) in tracking.tracks.iter().zip(&runs).enumerate() {
        draw_track(canvas, &sheet, (index, track), runs);
    }
    sheet.draw_references(canvas, plot, runs.iter().flatten());
}

fn entries(tracking: &Tracking, marked: bool) -> Vec<Entry> {
    let tracks = tracking.tracks.iter().enumerate();
    let entries = tracks.flat_map(|(index, track)| {
        let stroke = stroke(index, track.origin);
        let key = if marked {
            Key::Track(index, stroke)
        } else {
            Key::Stroke(stroke)
        };
        let band = track.band.as_ref();
        let band = band.map(|band| Entry::new(Key::Band(index), &*band.name));
        std::iter::once(Entry::new(key, &*track.name)).chain(band)
    });
    entries.collect()
}

/// The line of a track: the colour of its place, dashes if a model made it.
fn stroke(index: usize, origin: Origin) -> Stroke {
    let color = palette::series_line(index);
    match origin {
        Origin::Observed => Stroke::solid(color, 2.4),
        Origin::Predicted => Stroke {
            dash: Some((7.0, 3.5)),
            ..Stroke::solid(color, 2.2)
        },
    }
}

/// The unbroken runs of a band, each as its upper and its lower edge.
fn band_runs(sheet: &Sheet, plot: Area, band: &Band) -> Vec<[Vec<Point>; 2]> {
    let ends = band.low.iter().zip(&band.high).enumerate();
    let ends: Vec<Option<[Point; 2]>> = ends
        .map(|(index, (low, high))| {
            let high = sheet.point(plot, index, high.value()?)?;
            let low = sheet.point(plot, index, low.value()?)?;
            Some([high, low])
        })
        .collect();
    let runs = ends.split(Option::is_none).filter(|run| !run.is_empty());
    runs.map(|run| [0, 1].map(|side| run.iter().flatten().map(|ends| ends[side]).collect()))
        .collect()
}

/// A light fill with thin edges; where a run is a single position, an upright line.
fn draw_band(canvas: &mut Canvas, index: usize, runs: &[[Vec<Point>; 2]]) {
    let (fill, edge) = legend::band_look(index);
    for [upper, lower] in runs {
        if let ([high], [low]) = (&upper[..], &lower[..]) {
            canvas.segment(*high, *low, edge);
            continue;
        }
        let outline = upper.iter().chain(lower.iter().rev()).copied().collect();
        canvas.polygon(outline, fill);
        canvas.line(upper.clone(), edge);
        canvas.line(lower.clone(), edge);
    }
}

fn draw_track(
    canvas: &mut Canvas,
    sheet: &Sheet,
    (index, track): (usize, &Track),
    runs: &[Vec<Point>],
) {
    let stroke = stroke(index, track.origin);
    for run in runs {
        canvas.line(run.clone(), stroke);
        // A lone point has no line to be seen by.
        if sheet.marked() || run.len() == 1 {
            for &point in run {
                marker(canvas, index, point, 3.4, stroke.color);
            }
        }
    }
}
