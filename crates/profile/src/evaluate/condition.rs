//! Conditions, row by row: 1 where a condition is true, 0 where it is not true or unknown.

use super::{Slot, View};
use crate::{
    plan::Bound,
    rule::{Comparison, Condition, Number},
    tagging::Codes,
};

/// Buffers that are used again.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    free: Vec<Vec<u8>>,
}

impl Scratch {
    fn take(&mut self, rows: usize) -> Vec<u8> {
        let mut buffer = self.free.pop().unwrap_or_default();
        buffer.clear();
        buffer.resize(rows, 0);
        buffer
    }
}

/// Writes for each row whether the condition is true.
pub(crate) fn fill(
    condition: &Condition<Bound>,
    view: &View<'_>,
    out: &mut [u8],
    scratch: &mut Scratch,
) {
    match condition {
        Condition::Constant(known) => out.fill(u8::from(*known)),
        Condition::Compare { op, left, right } => compare(*op, (left, right), view, out),
        Condition::Text { of, .. } => {
            let Slot::Texts(codes) = view.slots[of.slot] else {
                return out.fill(0);
            };
            let answers = &view.lookups.tests[of.test];
            each(out, codes, |code| answers[code as usize]);
        }
        Condition::Missing { of, negated } => missing(view.slots[of.slot], *negated, out),
        Condition::Carries {
            tag,
            values,
            negated,
        } => carries(view, *tag, (values, *negated), out),
        Condition::Untagged { tag, negated } => untagged(view, *tag, *negated, out),
        Condition::Listed { list, negated } => {
            each(out, view.lists[*list], |on| on ^ u8::from(*negated));
        }
        Condition::And(parts) => joined(parts, view, out, scratch, |mine, theirs| mine & theirs),
        Condition::Or(parts) => joined(parts, view, out, scratch, |mine, theirs| mine | theirs),
    }
}

fn joined(
    parts: &[Condition<Bound>],
    view: &View<'_>,
    out: &mut [u8],
    scratch: &mut Scratch,
    join: impl Fn(u8, u8) -> u8,
) {
    let Some((first, others)) = parts.split_first() else {
        return out.fill(0);
    };
    fill(first, view, out, scratch);
    let mut buffer = scratch.take(out.len());
    for part in others {
        fill(part, view, &mut buffer, scratch);
        for (mine, theirs) in out.iter_mut().zip(&buffer) {
            *mine = join(*mine, *theirs);
        }
    }
    scratch.free.push(buffer);
}

fn each<T: Copy>(out: &mut [u8], values: &[T], of: impl Fn(T) -> u8) {
    for (out, value) in out.iter_mut().zip(values) {
        *out = of(*value);
    }
}

fn compare(
    op: Comparison,
    (left, right): (&Number<Bound>, &Number<Bound>),
    view: &View<'_>,
    out: &mut [u8],
) {
    if let Number::Constant(bound) = right {
        let (values, bound) = (left.values(view), *bound);
        return match op {
            Comparison::Equal => each(out, &values, |value| u8::from(value == bound)),
            // Missing is not known to be different.
            Comparison::NotEqual => each(out, &values, |value| {
                u8::from(value < bound) | u8::from(value > bound)
            }),
            Comparison::Less => each(out, &values, |value| u8::from(value < bound)),
            Comparison::LessOrEqual => each(out, &values, |value| u8::from(value <= bound)),
            Comparison::Greater => each(out, &values, |value| u8::from(value > bound)),
            Comparison::GreaterOrEqual => each(out, &values, |value| u8::from(value >= bound)),
        };
    }
    let (left, right) = (left.values(view), right.values(view));
    for (out, (a, b)) in out.iter_mut().zip(left.iter().zip(right.iter())) {
        *out = u8::from(match op {
            Comparison::Equal => a == b,
            // Missing is not known to be different.
            Comparison::NotEqual => !a.is_nan() && !b.is_nan() && a != b,
            Comparison::Less => a < b,
            Comparison::LessOrEqual => a <= b,
            Comparison::Greater => a > b,
            Comparison::GreaterOrEqual => a >= b,
        });
    }
}

fn missing(slot: Slot<'_>, negated: bool, out: &mut [u8]) {
    let sign = u8::from(negated);
    match slot {
        Slot::Absent => out.fill(1 ^ sign),
        Slot::Numbers(values) => each(out, values, |value| u8::from(value.is_nan()) ^ sign),
        Slot::Texts(codes) => each(out, codes, |code| u8::from(code == 0) ^ sign),
    }
}

fn carries(view: &View<'_>, tag: usize, (values, negated): (&[bool], bool), out: &mut [u8]) {
    let Some((codes, start)) = (view.tags)(tag) else {
        return out.fill(0);
    };
    let end = start + view.rows;
    let fits = |value: usize| u8::from(values.get(value).copied().unwrap_or(false) != negated);
    match codes {
        Codes::Few(codes) => {
            let answers = [0, fits(0), fits(1), fits(2)];
            codes.read(start, out);
            for out in out {
                *out = answers[usize::from(*out)];
            }
        }
        Codes::Narrow(codes) => {
            let mut answers = [0_u8; 256];
            for (value, answer) in answers[1..].iter_mut().enumerate() {
                *answer = fits(value);
            }
            each(out, &codes[start..end], |code| answers[usize::from(code)]);
        }
        Codes::Wide(codes) => each(out, &codes[start..end], |code| {
            usize::from(code).checked_sub(1).map_or(0, fits)
        }),
        Codes::Sets(codes) => {
            let wanted = (0..64)
                .filter(|&value| values.get(value) == Some(&true))
                .fold(0_u64, |set, value| set | 1 << value);
            each(out, &codes[start..end], |code| {
                u8::from(code != 0 && (code & wanted != 0) != negated)
            });
        }
    }
}

fn untagged(view: &View<'_>, tag: usize, negated: bool, out: &mut [u8]) {
    let Some((codes, start)) = (view.tags)(tag) else {
        return out.fill(0);
    };
    let (end, sign) = (start + view.rows, u8::from(negated));
    match codes {
        Codes::Few(codes) => {
            codes.read(start, out);
            for out in out {
                *out = u8::from(*out == 0) ^ sign;
            }
        }
        Codes::Narrow(codes) => each(out, &codes[start..end], |code| u8::from(code == 0) ^ sign),
        Codes::Wide(codes) => each(out, &codes[start..end], |code| u8::from(code == 0) ^ sign),
        Codes::Sets(codes) => each(out, &codes[start..end], |code| u8::from(code == 0) ^ sign),
    }
}
