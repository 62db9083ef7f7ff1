//! Numbers as readers of a language write them.

use crate::Lang;

impl Lang {
    /// A whole number with thousands separators: `1,234,567` in both languages.
    ///
    /// ```
    /// use fourr_locale::Lang;
    /// assert_eq!(Lang::Zh.count(1_234_567), "1,234,567");
    /// ```
    pub fn count(self, value: u64) -> String {
        group(&value.to_string())
    }

    /// A number with `places` decimals, rounded half away from zero as a reader with a pencil
    /// would (四舍五入), with thousands separators; `–` where it is not finite.
    ///
    /// ```
    /// use fourr_locale::Lang;
    /// assert_eq!(Lang::En.fixed(-1234.565, 2), "-1,234.57");
    /// assert_eq!(Lang::En.fixed(2.675, 2), "2.68");
    /// assert_eq!(Lang::En.fixed(-0.001, 2), "0.00");
    /// ```
    pub fn fixed(self, value: f64, places: usize) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        decimal(&value.to_string(), places)
    }

    /// A number with at most `places` decimals: trailing zeros go.
    ///
    /// ```
    /// use fourr_locale::Lang;
    /// assert_eq!(Lang::En.trimmed(1234.50, 2), "1,234.5");
    /// assert_eq!(Lang::En.trimmed(3.0, 2), "3");
    /// ```
    pub fn trimmed(self, value: f64, places: usize) -> String {
        let text = self.fixed(value, places);
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    }

    /// A share in 0..=1 as a percentage with `places` decimals.
    ///
    /// ```
    /// use fourr_locale::Lang;
    /// assert_eq!(Lang::En.share(0.12345, 2), "12.35%");
    /// assert_eq!(Lang::En.share(0.25125, 2), "25.13%");
    /// ```
    pub fn share(self, value: f64, places: usize) -> String {
        if value.is_finite() {
            format!("{}%", decimal(&hundredfold(&value.to_string()), places))
        } else {
            "–".to_owned()
        }
    }

    /// A number in at most about four characters and its unit, for axes and labels: 万 and 亿 in
    /// Chinese, K, M and B in English.
    ///
    /// ```
    /// use fourr_locale::Lang;
    /// assert_eq!(Lang::Zh.compact(12_300.0), "1.23万");
    /// assert_eq!(Lang::Zh.compact(250_000_000.0), "2.5亿");
    /// assert_eq!(Lang::En.compact(12_300.0), "12.3K");
    /// assert_eq!(Lang::En.compact(999.5), "999.5");
    /// ```
    pub fn compact(self, value: f64) -> String {
        const ZH: [(f64, &str); 2] = [(1e8, "亿"), (1e4, "万")];
        const EN: [(f64, &str); 3] = [(1e9, "B"), (1e6, "M"), (1e3, "K")];
        let units: &[(f64, &str)] = match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        };
        let (scale, unit) = units
            .iter()
            .copied()
            .find(|(scale, _)| value.abs() >= *scale)
            .unwrap_or((1.0, ""));
        let scaled = value / scale;
        let places = match scaled.abs() {
            size if size >= 100.0 => 1,
            size if size >= 0.1 || size == 0.0 => 2,
            _ => 4,
        };
        format!("{}{unit}", self.trimmed(scaled, places))
    }
}

/// A decimal number as text, rounded to `places` decimals and grouped; a negative zero loses its sign.
fn decimal(shortest: &str, places: usize) -> String {
    let text = half_up(shortest, places);
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let sign = if digits.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        sign
    } else {
        ""
    };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", group(whole))
}

/// A decimal number as text with its point two places to the right, so that a share is rounded in the
/// decimals that a reader sees and not in those of its product with 100.
fn hundredfold(text: &str) -> String {
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (moved, rest) = fraction.split_at(fraction.len().min(2));
    let whole = format!("{whole}{moved:0<2}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{rest}")
}

/// A decimal number in its shortest form with `places` decimals, ties away from zero (2.675 becomes 2.68
/// although the nearest double lies below it).
fn half_up(shortest: &str, places: usize) -> String {
    let (whole, fraction) = shortest.split_once('.').unwrap_or((shortest, ""));
    let point = if places == 0 { "" } else { "." };
    if fraction.len() <= places {
        return format!("{whole}{point}{fraction:0<places$}");
    }
    let (kept, dropped) = fraction.split_at(places);
    let mut digits: Vec<u8> = format!("{}{kept}", whole.trim_start_matches('-')).into_bytes();
    if dropped.as_bytes()[0] >= b'5' {
        carry(&mut digits);
    }
    let text = String::from_utf8_lossy(&digits).into_owned();
    let (rounded, kept) = text.split_at(text.len() - places);
    let sign = if whole.starts_with('-') { "-" } else { "" };
    format!("{sign}{rounded}{point}{kept}")
}

/// Adds one to a decimal number written in ASCII digits.
fn carry(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit == b'9' {
            *digit = b'0';
        } else {
            *digit += 1;
            return;
        }
    }
    digits.insert(0, b'1');
}

/// `whole` with a comma before every third digit from the right.
fn group(whole: &str) -> String {
    let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
