//! Chinese numerals: 一千二百三十四, 三万零五十, 二〇二一, 三点五万.

use super::{Decimal, NumberFault, plain};

const TEN_THOUSAND: i128 = 10_000;
const HUNDRED_MILLION: i128 = 100_000_000;

/// One character of a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glyph {
    Digit(u8),
    /// 十, 百, 千.
    Place(i128),
    /// 万.
    TenThousand,
    /// 亿.
    HundredMillion,
}

/// Reads a text that consists of numeral characters only; `None` when another character occurs.
///
/// A text of digits alone is read place by place (二〇二一). Otherwise the last digit may not skip a
/// place without 零: 八百五 is ambiguous, for it is 850 in speech. The forms used on cheques (壹, 拾,
/// 佰, 仟, 萬, 億) count as well.
pub(super) fn parse(text: &str) -> Option<Result<Decimal, NumberFault>> {
    if text.is_empty() || !text.chars().all(|c| c == '点' || glyph(c).is_some()) {
        return None;
    }
    Some(match text.split_once('点') {
        Some((whole, fraction)) => parse_fraction(whole, fraction),
        None => parse_integer(text),
    })
}

fn glyph(c: char) -> Option<Glyph> {
    Some(match c {
        '〇' | '零' => Glyph::Digit(0),
        '一' | '壹' => Glyph::Digit(1),
        '二' | '两' | '贰' => Glyph::Digit(2),
        '三' | '叁' => Glyph::Digit(3),
        '四' | '肆' => Glyph::Digit(4),
        '五' | '伍' => Glyph::Digit(5),
        '六' | '陆' => Glyph::Digit(6),
        '七' | '柒' => Glyph::Digit(7),
        '八' | '捌' => Glyph::Digit(8),
        '九' | '玖' => Glyph::Digit(9),
        '十' | '拾' => Glyph::Place(10),
        '百' | '佰' => Glyph::Place(100),
        '千' | '仟' => Glyph::Place(1_000),
        '万' | '萬' => Glyph::TenThousand,
        '亿' | '億' => Glyph::HundredMillion,
        _ => return None,
    })
}

/// 三点一四 and 三点五万: an integer, digits, and perhaps 万 or 亿.
fn parse_fraction(whole: &str, fraction: &str) -> Result<Decimal, NumberFault> {
    let units = [("万亿", 12), ("亿", 8), ("万", 4)];
    let unit = units
        .iter()
        .find_map(|&(word, power)| Some((fraction.strip_suffix(word)?, power)));
    let (fraction, power) = unit.unwrap_or((fraction, 0));
    let digits = digits_of(fraction).ok_or(NumberFault::Unparseable)?;
    let places = i32::try_from(digits.len()).map_err(|_| NumberFault::Overflow)?;
    let below = plain::parse_integer(digits.into_iter())?
        .shifted(-places)
        .ok_or(NumberFault::Overflow)?;
    let value = parse_integer(whole)?
        .plus(below)
        .and_then(|value| value.shifted(power));
    value.ok_or(NumberFault::Overflow)
}

fn parse_integer(text: &str) -> Result<Decimal, NumberFault> {
    if let Some(digits) = digits_of(text) {
        return plain::parse_integer(digits.into_iter());
    }
    let mut reading = Reading::default();
    for read in text.chars().map(glyph) {
        reading.push(read.ok_or(NumberFault::Unparseable)?)?;
    }
    reading.finish()
}

/// The digits of a text that has nothing else.
fn digits_of(text: &str) -> Option<Vec<u8>> {
    text.chars()
        .map(|c| {
            if let Some(Glyph::Digit(digit)) = glyph(c) {
                Some(digit)
            } else {
                None
            }
        })
        .collect()
}

/// A numeral on its way from left to right.
#[derive(Default)]
struct Reading {
    hundred_millions: Option<i128>,
    ten_thousands: Option<i128>,
    /// What has been read below the last 万 or 亿, less the pending digit.
    section: i128,
    digit: Option<u8>,
    /// The last place or unit word of the section, to which a bare digit would relate.
    last_place: Option<i128>,
    /// A 零 since then: what follows is meant as it stands.
    zero: bool,
}

impl Reading {
    fn push(&mut self, glyph: Glyph) -> Result<(), NumberFault> {
        match glyph {
            Glyph::Digit(0) if self.digit.is_none() && !self.zero => self.zero = true,
            Glyph::Digit(0) => return Err(NumberFault::Unparseable),
            // 三四百 is "three or four hundred".
            Glyph::Digit(_) if self.digit.is_some() => return Err(NumberFault::Ambiguous),
            Glyph::Digit(digit) => self.digit = Some(digit),
            Glyph::Place(place) => self.push_place(place)?,
            Glyph::TenThousand => {
                if self.ten_thousands.is_some() {
                    return Err(NumberFault::Unparseable);
                }
                self.ten_thousands = Some(self.close_section()?);
                self.last_place = Some(TEN_THOUSAND);
            }
            Glyph::HundredMillion => self.push_hundred_millions()?,
        }
        Ok(())
    }

    fn push_place(&mut self, place: i128) -> Result<(), NumberFault> {
        // 十五 may leave out its 一; 百 and 千 may not.
        let digit = self
            .digit
            .take()
            .or((place == 10).then_some(1))
            .ok_or(NumberFault::Unparseable)?;
        if self.last_place.is_some_and(|last| place >= last) {
            return Err(NumberFault::Unparseable);
        }
        self.section += i128::from(digit) * place;
        self.last_place = Some(place);
        self.zero = false;
        Ok(())
    }

    fn push_hundred_millions(&mut self) -> Result<(), NumberFault> {
        if self.hundred_millions.is_some() {
            return Err(NumberFault::Unparseable);
        }
        // 三万亿: 亿 directly behind 万 has an empty section.
        let direct =
            self.ten_thousands.is_some() && self.section == 0 && self.digit.is_none() && !self.zero;
        let below = if direct { 0 } else { self.close_section()? };
        self.hundred_millions = Some(self.ten_thousands.take().unwrap_or(0) * TEN_THOUSAND + below);
        self.last_place = Some(HUNDRED_MILLION);
        Ok(())
    }

    /// Takes the section's value, which must not be nothing.
    fn close_section(&mut self) -> Result<i128, NumberFault> {
        if let Some(digit) = self.digit.take() {
            if self.last_place.is_some_and(|place| place > 10) && !self.zero {
                return Err(NumberFault::Ambiguous);
            }
            self.section += i128::from(digit);
        } else if self.zero || self.section == 0 {
            return Err(NumberFault::Unparseable);
        }
        self.zero = false;
        Ok(std::mem::take(&mut self.section))
    }

    fn finish(mut self) -> Result<Decimal, NumberFault> {
        let rounded = self.section == 0 && self.digit.is_none() && !self.zero;
        let any_unit = self.hundred_millions.is_some() || self.ten_thousands.is_some();
        let below = if rounded && any_unit {
            0
        } else {
            self.close_section()?
        };
        let above = self.hundred_millions.unwrap_or(0) * HUNDRED_MILLION;
        let value = above + self.ten_thousands.unwrap_or(0) * TEN_THOUSAND + below;
        Decimal::with_exponent(value, 0).ok_or(NumberFault::Overflow)
    }
}
