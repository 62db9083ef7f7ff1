//! [`cells`]: what a reference such as `'答题卡'!$B$2:$B$9` refers to.

use super::sheet::{MOST_COLUMNS, MOST_ROWS, Sheet};

/// The texts of the cells that a reference names, row by row; none where it is none, or its sheet is not there.
pub(super) fn cells<'s>(reference: &str, sheets: &'s [Sheet]) -> Option<Vec<&'s str>> {
    let (sheet, area) = reference.trim().rsplit_once('!')?;
    let quoted = sheet
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    let name = quoted.map_or_else(|| sheet.to_owned(), |name| name.replace("''", "'"));
    let sheet = sheets
        .iter()
        .find(|sheet| sheet.name.eq_ignore_ascii_case(&name))?;
    let (from, to) = area.split_once(':').unwrap_or((area, area));
    let ((top, left), (bottom, right)) = (cell(from)?, cell(to)?);
    let (bottom, right) = (bottom.min(MOST_ROWS), right.min(MOST_COLUMNS));
    let places = (top..=bottom).flat_map(|row| (left..=right).map(move |column| (row, column)));
    Some(
        places
            .map(|(row, column)| sheet.text(row, column))
            .collect(),
    )
}

/// `$B$2` as row and column from 0.
fn cell(text: &str) -> Option<(u32, u32)> {
    let plain = text.replace('$', "");
    let digits = plain.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = plain.split_at(digits);
    let mut column = 0_u32;
    for letter in letters.chars() {
        let place = letter
            .to_ascii_uppercase()
            .to_digit(36)
            .filter(|place| *place >= 10)?;
        column = column.checked_mul(26)?.checked_add(place - 9)?;
    }
    let row: u32 = row.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_cells() {
        for (text, place) in [
            ("$A$1", Some((0, 0))),
            ("C12", Some((11, 2))),
            ("$AA$3", Some((2, 26))),
            ("A0", None),
            ("12", None),
            ("ZZZZZZZZ1", None),
        ] {
            assert_eq!(cell(text), place, "{text}");
        }
    }
}
