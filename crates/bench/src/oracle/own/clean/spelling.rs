//! Steps on names and text: names of columns, width and white space, words for missing, other spellings.

use fourr_clean::recipe::{Case, Missing, Rename, Replace, Script, Tidy};
use polars::prelude::*;

use super::{Stop, moments, numbers, source::any};
use crate::oracle::own::missing::WORDS;

/// What has no width: spaces and joiners, marks of direction, the mark of the byte order.
const NO_WIDTH: &str = "[\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}\u{FEFF}]";
/// What another width is given, or taken from.
const OTHER_WIDTH: &str =
    "[\u{FF01}-\u{FF5E}\u{FFE5}\u{3000}\u{A0}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}\u{FEFF}]";

/// Whether a text is in half width.
pub(super) fn is_half_width(text: &str) -> bool {
    let full = |c: char| {
        matches!(
            c,
            '\u{FF01}'..='\u{FF5E}' | '\u{FFE5}' | '\u{3000}' | '\u{A0}' | '\u{2060}' | '\u{FEFF}'
        ) || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
    };
    !text.chars().any(full)
}

/// Full-width signs in half width, without what has no width.
pub(super) fn half_width(frame: &DataFrame, name: &str) -> Result<Expr, Stop> {
    let text = col(name);
    if !any(frame, text.clone().str().contains(lit(OTHER_WIDTH), true))? {
        return Ok(text);
    }
    let pairs = ('\u{FF01}'..='\u{FF5E}').zip('!'..='~');
    let pairs = pairs.chain([('\u{FFE5}', '¥'), ('\u{3000}', ' '), ('\u{A0}', ' ')]);
    let folded = pairs.fold(text, |text, (full, half)| {
        let (full, half) = (lit(full.to_string()), lit(half.to_string()));
        text.str().replace_all(full, half, true)
    });
    Ok(folded.str().replace_all(lit(NO_WIDTH), lit(""), false))
}

/// Text in half width without white space at its ends.
pub(super) fn trimmed(frame: &DataFrame, name: &str) -> Result<Expr, Stop> {
    Ok(half_width(frame, name)?.str().strip_chars(lit(NULL)))
}

/// A column as it is compared: text trimmed and in half width.
pub(super) fn compared(frame: &DataFrame, name: &str) -> Result<Expr, Stop> {
    if frame.column(name)?.dtype().is_string() {
        trimmed(frame, name)
    } else {
        Ok(col(name))
    }
}

/// Whether a trimmed text is empty or a word for missing.
pub(super) fn is_absent(trimmed: Expr) -> Expr {
    is_one_of(trimmed.clone().str().to_lowercase(), &WORDS).or(trimmed.eq(lit("")))
}

/// Whether a text is one of these.
pub(super) fn is_one_of<W: AsRef<str>>(text: Expr, words: &[W]) -> Expr {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    let words = Series::new(PlSmallStr::EMPTY, words);
    text.is_in(lit(words).implode(true), false)
}

/// The columns of text among these; of none named, all.
fn texts(frame: &DataFrame, named: &[String]) -> Result<Vec<String>, Stop> {
    let wanted: Vec<String> = if named.is_empty() {
        let all = frame.get_column_names().into_iter();
        all.map(ToString::to_string).collect()
    } else {
        named.to_vec()
    };
    let mut texts = Vec::new();
    for name in wanted {
        if frame.column(&name)?.dtype().is_string() {
            texts.push(name);
        }
    }
    Ok(texts)
}

pub(super) fn rename(frame: &DataFrame, rules: &Rename) -> Result<DataFrame, Stop> {
    let names = frame.get_column_names_owned().into_iter();
    let names: Vec<PlSmallStr> = names
        .map(|name| match rules.columns.get(name.as_str()) {
            Some(new) => new.as_str().into(),
            None => name,
        })
        .collect();
    let mut renamed = frame.clone();
    renamed.set_column_names(&names)?;
    Ok(renamed)
}

pub(super) fn tidy(frame: &DataFrame, rules: &Tidy) -> Result<DataFrame, Stop> {
    if rules.script != Script::Keep || rules.case == Case::Title {
        return Err(Stop::Beyond);
    }
    let mut tidied = Vec::new();
    for name in texts(frame, &rules.columns)? {
        let mut text = if rules.width {
            half_width(frame, &name)?
        } else {
            col(name.as_str())
        };
        if rules.no_spaces {
            text = text.str().replace_all(lit(r"\s+"), lit(""), false);
        } else if rules.spaces {
            let single = text.str().replace_all(lit(r"\s+"), lit(" "), false);
            text = single.str().strip_chars(lit(NULL));
        }
        text = match rules.case {
            Case::Lower => text.str().to_lowercase(),
            Case::Upper => text.str().to_uppercase(),
            Case::Keep | Case::Title => text,
        };
        tidied.push(text.alias(name));
    }
    Ok(frame.clone().lazy().with_columns(tidied).collect()?)
}

pub(super) fn missing(frame: &DataFrame, rules: &Missing) -> Result<DataFrame, Stop> {
    let names = if rules.columns.is_empty() {
        texts(frame, &[])?
    } else {
        rules.columns.clone()
    };
    let mut known = Vec::new();
    for name in names {
        let absent = if frame.column(&name)?.dtype().is_string() {
            let cell = trimmed(frame, &name)?;
            let absent = match &rules.tokens {
                None => is_absent(cell.clone()),
                Some(words) => is_one_of(cell.clone().str().to_lowercase(), &small(words)?)
                    .or(cell.clone().eq(lit(""))),
            };
            if rules.sentinels.is_empty() {
                absent
            } else {
                absent.or(declared_text(frame, &cell, &rules.sentinels)?)
            }
        } else {
            declared(frame, &name, &rules.sentinels)?
        };
        let absent = absent.fill_null(lit(false));
        let value = when(absent).then(lit(NULL)).otherwise(col(name.as_str()));
        known.push(value.alias(name));
    }
    Ok(frame.clone().lazy().with_columns(known).collect()?)
}

/// Words in small letters, where that is the same for everybody.
fn small(words: &[String]) -> Result<Vec<String>, Stop> {
    let same = |word: &String| word.to_lowercase() == word.to_ascii_lowercase();
    if words.iter().all(same) {
        Ok(words.iter().map(|word| word.to_lowercase()).collect())
    } else {
        Err(Stop::Beyond)
    }
}

/// Whether a trimmed text is a declared value, as a text or as a number.
fn declared_text(frame: &DataFrame, cell: &Expr, values: &[String]) -> Result<Expr, Stop> {
    if values.iter().any(|value| moments::resembles_day(value)) {
        return Err(Stop::Beyond);
    }
    let mut is_declared = is_one_of(cell.clone(), values);
    let numbers = plain_numbers(values)?;
    if !numbers.is_empty() {
        let reading = numbers::read(cell, false);
        if any(frame, reading.open)? {
            return Err(Stop::Beyond);
        }
        is_declared = numbers.into_iter().fold(is_declared, |so_far, number| {
            so_far.or(reading.value.clone().eq(lit(number)).fill_null(lit(false)))
        });
    }
    Ok(is_declared)
}

/// Whether a typed cell is a declared value.
fn declared(frame: &DataFrame, name: &str, values: &[String]) -> Result<Expr, Stop> {
    let days = values.iter().filter(|value| moments::resembles_day(value));
    let cell = col(name);
    let dtype = frame.column(name)?.dtype();
    let equal: Vec<Expr> = match dtype {
        dtype if dtype.is_primitive_numeric() => {
            let numbers = plain_numbers(values)?.into_iter();
            numbers
                .map(|number| cell.clone().cast(DataType::Float64).eq(lit(number)))
                .collect()
        }
        DataType::Date | DataType::Datetime(..) => {
            let micros = cell
                .cast(DataType::Datetime(TimeUnit::Microseconds, None))
                .cast(DataType::Int64);
            let days = days.map(|day| moments::micros(day).ok_or(Stop::Beyond));
            let days = days.map(|day| Ok(micros.clone().eq(lit(day?))));
            days.collect::<Result<_, Stop>>()?
        }
        _ => Vec::new(),
    };
    Ok(equal.into_iter().fold(lit(false), Expr::or))
}

/// The numbers among declared values.
fn plain_numbers(values: &[String]) -> Result<Vec<f64>, Stop> {
    let mut numbers = Vec::new();
    for value in values {
        match value.parse::<f64>() {
            Ok(number) => numbers.push(number),
            Err(_) if moments::resembles_day(value) || !numbers::may_be_one(value) => {}
            Err(_) => return Err(Stop::Beyond),
        }
    }
    Ok(numbers)
}

pub(super) fn replace(frame: &DataFrame, rules: &Replace) -> Result<DataFrame, Stop> {
    const NEW: &str = "\u{1f}new";
    let (old, new): (Vec<&str>, Vec<&str>) = rules
        .values
        .iter()
        .map(|(old, new)| (old.as_str(), new.as_str()))
        .unzip();
    let name = rules.column.as_str();
    let spellings = DataFrame::new(
        old.len(),
        vec![Column::new(name.into(), old), Column::new(NEW.into(), new)],
    )?;
    let mut order = JoinArgs::new(JoinType::Left);
    order.maintain_order = MaintainOrderJoin::Left;
    let joined = frame
        .clone()
        .lazy()
        .join(spellings.lazy(), [col(name)], [col(name)], order);
    let columns = frame.get_column_names_owned().into_iter();
    let columns: Vec<Expr> = columns
        .map(|column| match column.as_str() {
            same if same == name => coalesce(&[col(NEW), col(name)]).alias(name),
            other => col(other),
        })
        .collect();
    Ok(joined.select(columns).collect()?)
}
