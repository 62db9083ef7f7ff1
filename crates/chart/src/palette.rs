//! The colours and patterns of charts, all in one place, for whatever else stands beside them.

use crate::color::Color;
use crate::scene::{Pattern, Stroke};

/// Colours of series, in order of use: the hues that Okabe and Ito (2008) chose to be told apart with any
/// colour vision, some darkened or lightened so that neighbours differ in lightness too.
const SERIES: [Color; 8] = [
    Color::hex(0x1B_4B_82), // blue
    Color::hex(0xF0_AB_30), // orange
    Color::hex(0x2C_9C_82), // green
    Color::hex(0x9C_D0_F0), // sky
    Color::hex(0xA8_3C_10), // vermilion
    Color::hex(0xF2_E0_60), // yellow
    Color::hex(0x7C_4A_86), // purple
    Color::hex(0xB4_B4_B4), // grey
];

/// Light to dark blue, in even steps of lightness.
const SEQUENTIAL: [Color; 5] = [
    Color::hex(0xF0_F6_FB),
    Color::hex(0xBD_D7_EC),
    Color::hex(0x74_AD_D6),
    Color::hex(0x2F_75_B0),
    Color::hex(0x10_3C_6C),
];

/// Blue below, orange above, nearly white between.
const DIVERGING: [Color; 5] = [
    Color::hex(0x1F_5A_96),
    Color::hex(0x9A_C2_E2),
    Color::hex(0xF7_F7_F5),
    Color::hex(0xF0_B6_7A),
    Color::hex(0xA8_4A_10),
];

/// Text.
pub const INK: Color = Color::hex(0x1F_25_2B);
/// Text that says less.
pub const MUTED: Color = Color::hex(0x56_5F_69);
/// Grid lines.
pub const GRID: Color = Color::hex(0xE3_E6_E9);
/// Axes.
pub const AXIS: Color = Color::hex(0x8A_93_9B);
pub(crate) const HATCH: Color = Color::hex(0x9A_A1_A8);
pub(crate) const REFERENCE: Color = Color::hex(0xB0_30_30);
/// What lies between two reference lines.
pub(crate) const SHADE: Color = REFERENCE.with_alpha(0.07);

/// The colour of series `index`; after eight they repeat.
pub fn series(index: usize) -> Color {
    SERIES[index % SERIES.len()]
}

/// The pattern of series `index`: the second sign that tells neighbours apart without colour.
pub fn pattern(index: usize) -> Pattern {
    const PATTERNS: [Pattern; 8] = [
        Pattern::Solid,
        Pattern::Rising,
        Pattern::Solid,
        Pattern::Falling,
        Pattern::Level,
        Pattern::Solid,
        Pattern::Rising,
        Pattern::Solid,
    ];
    PATTERNS[(index + index / SERIES.len()) % PATTERNS.len()]
}

/// The colour of series `index` where it is a thin line or a small marker: dark enough to see on white.
pub fn series_line(index: usize) -> Color {
    let color = series(index);
    if color.contrast(Color::WHITE) < 1.9 {
        color.mix(INK, 0.3)
    } else {
        color
    }
}

/// The line of series `index`: its colour, and dashes for every second one.
pub(crate) fn series_stroke(index: usize) -> Stroke {
    let dash = [None, Some((9.0, 3.0)), None, Some((3.0, 3.0))][(index + index / SERIES.len()) % 4];
    Stroke {
        color: series_line(index),
        width: 2.2,
        dash,
    }
}

/// The colour at `share` (0 to 1) of a ramp from light to dark.
pub fn sequential(share: f64) -> Color {
    along(&SEQUENTIAL, share)
}

/// The colour at `share` of a ramp whose middle, 0.5, is neutral.
pub fn diverging(share: f64) -> Color {
    along(&DIVERGING, share)
}

fn along(stops: &[Color; 5], share: f64) -> Color {
    let place = share.clamp(0.0, 1.0) * 4.0;
    let pair = stops.windows(2).zip([0.0, 1.0, 2.0, 3.0]);
    let (pair, start) = pair
        .take_while(|(_, start)| *start <= place)
        .last()
        .unwrap_or((&stops[..2], 0.0));
    pair[0].mix(pair[1], place - start)
}

/// Ink or white, whichever reads better on `background`.
pub fn ink_on(background: Color) -> Color {
    if background.contrast(Color::WHITE) >= background.contrast(INK) {
        Color::WHITE
    } else {
        INK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_series_differ_in_lightness() {
        for pair in SERIES.windows(2) {
            let step = (pair[0].lightness() - pair[1].lightness()).abs();
            assert!(step >= 15.0, "{pair:?} differ by {step:.0} of 100");
        }
    }

    #[test]
    fn series_of_one_lightness_differ_in_pattern() {
        for (i, a) in SERIES.iter().enumerate() {
            for (j, b) in SERIES.iter().enumerate().take(i) {
                let close = (a.lightness() - b.lightness()).abs() < 7.0;
                assert!(
                    !close || pattern(i) != pattern(j),
                    "series {i} and {j} look alike in grey"
                );
            }
        }
    }

    #[test]
    fn ramps_end_in_their_last_colour() {
        assert_eq!(
            [sequential(0.0), sequential(0.5), sequential(1.0)],
            [SEQUENTIAL[0], SEQUENTIAL[2], SEQUENTIAL[4]]
        );
        assert_eq!(
            [diverging(0.0), diverging(1.0)],
            [DIVERGING[0], DIVERGING[4]]
        );
    }

    #[test]
    fn sequential_ramp_darkens_all_the_way() {
        let steps: Vec<f64> = (0..=20)
            .map(|i| sequential(f64::from(i) / 20.0).lightness())
            .collect();
        assert!(steps.windows(2).all(|pair| pair[0] > pair[1]));
    }

    /// WCAG 2 asks for a contrast of 4.5 for small text.
    #[test]
    fn labels_on_ramps_are_readable() {
        for i in 0..=40 {
            for background in [
                sequential(f64::from(i) / 40.0),
                diverging(f64::from(i) / 40.0),
            ] {
                let contrast = ink_on(background).contrast(background);
                assert!(contrast >= 3.9, "{background:?}: {contrast:.1}");
            }
        }
    }
}
