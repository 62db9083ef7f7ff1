//! [`Color`] and how light it looks.

use serde::Serialize;

/// An sRGB colour with an opacity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Color {
    /// Red, green and blue.
    pub rgb: (u8, u8, u8),
    /// Opacity from 0 to 1.
    pub alpha: f64,
}

impl Color {
    /// White, the paper.
    pub const WHITE: Self = Self::hex(0xFF_FF_FF);

    /// An opaque colour, written as in CSS: `Color::hex(0x1F4E79)`.
    pub const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self {
            rgb: (red, green, blue),
            alpha: 1.0,
        }
    }

    /// The same colour, see-through.
    #[must_use]
    pub const fn with_alpha(self, alpha: f64) -> Self {
        Self { alpha, ..self }
    }

    /// The colour that lies `share` of the way from this one to `other`.
    #[must_use]
    pub fn mix(self, other: Self, share: f64) -> Self {
        let blend = |a: u8, b: u8| byte(f64::from(a) + (f64::from(b) - f64::from(a)) * share);
        Self {
            rgb: (
                blend(self.rgb.0, other.rgb.0),
                blend(self.rgb.1, other.rgb.1),
                blend(self.rgb.2, other.rgb.2),
            ),
            alpha: self.alpha,
        }
    }

    /// How light the colour looks: CIE L*, 0 black to 100 white. This is what a grey print keeps of it.
    pub fn lightness(self) -> f64 {
        let luminance = self.luminance();
        if luminance > 216.0 / 24389.0 {
            116.0 * luminance.cbrt() - 16.0
        } else {
            luminance * 24389.0 / 27.0
        }
    }

    /// Relative luminance as WCAG 2 defines it, 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.rgb.0) + 0.7152 * linear(self.rgb.1) + 0.0722 * linear(self.rgb.2)
    }

    /// How well two colours can be told apart when one is text on the other: WCAG 2 contrast, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of a byte"
)]
fn byte(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CIE L* of sRGB mid grey #777777 is 50.0 (CIE 15:2004, Y = 0.1845); contrast of black on white is 21.
    #[test]
    fn lightness_and_contrast_follow_their_definitions() {
        assert!((Color::hex(0x77_77_77).lightness() - 50.0).abs() < 0.1);
        assert!((Color::WHITE.lightness() - 100.0).abs() < 1e-9);
        assert!((Color::hex(0).contrast(Color::WHITE) - 21.0).abs() < 1e-9);
    }
}
