//! Ranges: 3000-5000, 1~2万, ¥10至¥20.

use super::peel::{Peeled, Sign};
use super::{Decimal, NumberFault, NumberRules, RangeRule, quantity};

const DASHES: [char; 6] = ['-', '~', '–', '—', '至', '到'];

/// Resolves a range by its rule; `None` when the cell is not two numbers around a dash.
pub(super) fn resolve(
    cell: &Peeled<'_>,
    rules: NumberRules,
) -> Option<Result<Decimal, NumberFault>> {
    let (left, right) = split(cell.body)?;
    let (left, right) = (Peeled::of(left), Peeled::of(right));
    let high = quantity::parse(right.body, rules.percent).ok()?;
    let low = parse_low(left.body, right.body, rules)?;
    let high = if right.is_negative() { -high } else { high };
    // The sign before the cell belongs to its first number.
    let low = if cell.is_negative() || left.is_negative() {
        -low
    } else {
        low
    };
    Some(if cell.sign == Some(Sign::Brackets) {
        Err(NumberFault::Range)
    } else {
        choose(low, high, rules.range)
    })
}

/// Splits at the first dash that has something on both sides.
fn split(text: &str) -> Option<(&str, &str)> {
    let (left, right) = text.split_once(DASHES)?;
    // 3000——5000: a Chinese dash is two characters.
    let (left, right) = (left.trim_end(), right.trim_start_matches('—').trim_start());
    (!left.is_empty() && !right.is_empty()).then_some((left, right))
}

/// Reads the first number, in the unit of the second one if it has none: 1-2万 begins at 10 000.
fn parse_low(left: &str, right: &str, rules: NumberRules) -> Option<Decimal> {
    let shared = quantity::suffix(right).filter(|_| quantity::suffix(left).is_none());
    let value = match shared {
        Some(suffix) => quantity::parse(&format!("{left}{suffix}"), rules.percent),
        None => quantity::parse(left, rules.percent),
    };
    value.ok()
}

fn choose(low: Decimal, high: Decimal, rule: RangeRule) -> Result<Decimal, NumberFault> {
    match rule {
        RangeRule::Reject => Err(NumberFault::Range),
        _ if low > high => Err(NumberFault::Ambiguous),
        RangeRule::Midpoint => low.midpoint(high).ok_or(NumberFault::Overflow),
        RangeRule::Low => Ok(low),
        RangeRule::High => Ok(high),
    }
}
