//! [`Zones`]: the offsets from UTC that times are written with.

use std::collections::BTreeMap;

use fourr_table::Values;

/// Different offsets that are told apart.
const MOST: usize = 64;

/// Cells by the offset that they are written with, `none` for those without.
#[derive(Debug, Clone, Default)]
pub(crate) struct Zones(BTreeMap<String, u64>);

impl Zones {
    /// Counts the cells of a column of times; one that is no text has one zone.
    pub(super) fn see(&mut self, values: &Values<'_>) {
        let Values::Texts(texts) = values else { return };
        let (mut last, mut cells) = ("", 0);
        for text in texts.iter().flatten() {
            let zone = offset(text.trim_end());
            // Nearly always there is none.
            if zone.len() != last.len() || (!zone.is_empty() && zone != last) {
                self.add(last, cells);
                (last, cells) = (zone, 0);
            }
            cells += 1;
        }
        self.add(last, cells);
    }

    fn add(&mut self, zone: &str, cells: u64) {
        if cells == 0 {
            return;
        }
        let zone = if zone.is_empty() { "none" } else { zone };
        if let Some(count) = self.0.get_mut(zone) {
            *count += cells;
        } else if self.0.len() < MOST {
            self.0.insert(zone.to_owned(), cells);
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (zone, cells) in other.0 {
            self.add(&zone, cells);
        }
    }

    /// The zones with their cells, where there are several.
    pub(crate) fn mixed(&self) -> Option<Vec<(String, u64)>> {
        (self.0.len() > 1).then(|| {
            self.0
                .iter()
                .map(|(zone, cells)| (zone.clone(), *cells))
                .collect()
        })
    }
}

/// The offset at the end of a time: `Z`, `+08:00` or `+0800` behind a clock; empty for none.
fn offset(text: &str) -> &str {
    let bytes = text.as_bytes();
    if bytes.last().is_some_and(|last| matches!(last, b'Z' | b'z')) {
        return &text[text.len() - 1..];
    }
    for length in [6, 5] {
        let Some(start) = bytes.len().checked_sub(length) else {
            continue;
        };
        let tail = &bytes[start..];
        if !matches!(tail[0], b'+' | b'-') {
            continue;
        }
        let digits = tail[1..]
            .iter()
            .filter(|byte| byte.is_ascii_digit())
            .count();
        let clock = bytes[..start].contains(&b':');
        if digits == 4 && (length == 5 || tail[3] == b':') && clock {
            return &text[start..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_stand_behind_a_clock() {
        for (text, zone) in [
            ("2011-10-11 13:45:40.276+02:00", "+02:00"),
            ("2011-10-11T13:45:40-0500", "-0500"),
            ("2011-10-11T13:45:40Z", "Z"),
            ("2011-10-11 13:45:40", ""),
            ("2011-10-1100", ""),
            ("2011-10-11", ""),
            ("", ""),
        ] {
            assert_eq!(offset(text), zone, "{text}");
        }
    }
}
