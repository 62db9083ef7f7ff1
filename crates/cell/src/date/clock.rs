//! Times of day: 18:30, 9时05分, 下午 3:20, 08:00:00.25Z.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::DateFault;
use super::scanner::Scanner;

/// A time of day as it stands in the cell.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Clock {
    hour: u32,
    minute: u32,
    second: u32,
    micros: u32,
    half: Option<Half>,
    /// Minutes ahead of UTC, when a zone is written.
    zone: Option<i64>,
}

/// Half of a day, when hours count to twelve.
#[derive(Debug, Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

const ZERO_ZONES: [&str; 3] = ["z", "utc", "gmt"];
const SIGNS: [(&str, i64); 2] = [("+", 1), ("-", -1)];
const CHINESE_HALVES: [(&str, Half); 2] = [("上午", Half::Morning), ("下午", Half::Afternoon)];

impl Clock {
    /// Reads the time at the cursor; `None` when what stands there is no time.
    pub(super) fn read(scan: &mut Scanner<'_>) -> Option<Self> {
        let iso = scan.eat("T");
        let apart = scan.spaces() || iso;
        if apart && let Some(hour) = bare_hour(scan) {
            return Some(Self {
                hour,
                ..Self::default()
            });
        }
        let half = scan.eat_any(&CHINESE_HALVES);
        scan.spaces();
        let mut clock = Self {
            hour: scan.short()?,
            half,
            ..Self::default()
        };
        let seconds = if scan.eat(":") {
            clock.read_colons(scan)?
        } else {
            clock.read_chinese(scan)?
        };
        clock.read_half(scan);
        clock.read_zone(scan)?;
        // 10:00-12:00 is two hours, not ten o'clock in the zone -12:00.
        let lasts = clock.zone.is_some_and(|zone| zone < 0) && !iso && !seconds;
        (!lasts).then_some(clock)
    }

    /// Reads `MM[:SS[.fraction]]` and says whether there were seconds.
    fn read_colons(&mut self, scan: &mut Scanner<'_>) -> Option<bool> {
        self.minute = scan.two()?;
        if !scan.eat(":") {
            return Some(false);
        }
        self.second = scan.two()?;
        if scan.eat(".") {
            self.micros = micros_of(scan.digit_text())?;
        }
        Some(true)
    }

    /// Reads `时[M分[S秒]]` and says whether there were seconds; 点 stands for 时 as well.
    fn read_chinese(&mut self, scan: &mut Scanner<'_>) -> Option<bool> {
        let hour = scan.eat("时") || scan.eat("点");
        if !hour {
            return None;
        }
        for (part, mark) in [(&mut self.minute, "分"), (&mut self.second, "秒")] {
            if !scan.peek().is_some_and(|c| c.is_ascii_digit()) {
                return Some(false);
            }
            *part = scan.short().filter(|_| scan.eat(mark))?;
        }
        Some(true)
    }

    /// Reads AM or PM, unless 上午 or 下午 stood before.
    fn read_half(&mut self, scan: &mut Scanner<'_>) {
        let mut ahead = *scan;
        ahead.spaces();
        let half = match ahead.word() {
            word if word.eq_ignore_ascii_case("am") => Half::Morning,
            word if word.eq_ignore_ascii_case("pm") => Half::Afternoon,
            _ => return,
        };
        if self.half.is_none() {
            self.half = Some(half);
            *scan = ahead;
        }
    }

    /// Reads `Z`, `UTC`, `GMT`, `+08:00`, `+0800` or `+08`, if there is one.
    fn read_zone(&mut self, scan: &mut Scanner<'_>) -> Option<()> {
        let mut ahead = *scan;
        ahead.spaces();
        let word = ahead.word();
        if ZERO_ZONES
            .iter()
            .any(|zone| zone.eq_ignore_ascii_case(word))
        {
            (self.zone, *scan) = (Some(0), ahead);
            return Some(());
        }
        let Some(sign) = ahead.eat_any(&SIGNS).filter(|_| word.is_empty()) else {
            return Some(());
        };
        let digits = ahead.digits()?;
        let (hours, minutes) = match digits.len {
            2 if ahead.eat(":") => (digits.value, ahead.two()?),
            2 => (digits.value, 0),
            4 => (digits.value / 100, digits.value % 100),
            _ => return None,
        };
        // Zones lie between -12:00 and +14:00.
        if hours > 14 || minutes > 59 {
            return None;
        }
        (self.zone, *scan) = (Some(sign * i64::from(hours * 60 + minutes)), ahead);
        Some(())
    }

    /// The moment on that day, in the local zone where another zone is written.
    pub(super) fn on(self, day: NaiveDate, local_hours: i8) -> Result<NaiveDateTime, DateFault> {
        let hour = match (self.half, self.hour) {
            (Some(Half::Morning), 12) => 0,
            (Some(Half::Morning), 13..) => return Err(DateFault::InvalidCalendar),
            // 下午15:00 says the same twice.
            (Some(Half::Afternoon), 0..=11) => self.hour + 12,
            _ => self.hour,
        };
        let wall = day
            .and_hms_micro_opt(hour, self.minute, self.second, self.micros)
            .ok_or(DateFault::InvalidCalendar)?;
        let shift = self
            .zone
            .map_or(0, |zone| i64::from(local_hours) * 60 - zone);
        wall.checked_add_signed(TimeDelta::minutes(shift))
            .ok_or(DateFault::InvalidCalendar)
    }
}

/// Reads an hour in two digits with nothing behind it: `2014-12-06 02`, as logs by the hour have it.
fn bare_hour(scan: &mut Scanner<'_>) -> Option<u32> {
    let mut ahead = *scan;
    let digits = ahead.digits().filter(|digits| digits.len == 2)?;
    ahead.is_at_end().then(|| {
        *scan = ahead;
        digits.value
    })
}

/// Microseconds of a decimal fraction of a second; further digits are cut off.
fn micros_of(digits: &str) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    let units = [100_000, 10_000, 1_000, 100, 10, 1];
    Some(
        digits
            .bytes()
            .zip(units)
            .map(|(digit, unit)| u32::from(digit - b'0') * unit)
            .sum(),
    )
}
