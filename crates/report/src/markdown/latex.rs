//! Formulas as LaTeX.

use fourr_locale::Lang;

use crate::{Function, Math, Operator};

/// A formula on a line of its own.
pub(super) fn block(math: &Math, lang: Lang) -> String {
    format!("$${}$$", latex(math, lang))
}

/// A formula within a line.
pub(super) fn inline(math: &Math, lang: Lang) -> String {
    format!("${}$", latex(math, lang))
}

fn latex(math: &Math, lang: Lang) -> String {
    let inner = |math: &Math| latex(math, lang);
    match math {
        Math::Symbol(name) if name.chars().count() == 1 => plain(name),
        Math::Symbol(name) => format!("\\mathrm{{{}}}", plain(name)),
        Math::Words(words) => text(words),
        Math::Value(cell, format) => number(&cell.display(*format, lang)),
        Math::Binary(left, operator, right) => {
            let left = fenced(inner(left), left.is_fenced_left_of(*operator));
            let right = fenced(inner(right), right.is_fenced_right_of(*operator));
            format!("{left} {} {right}", sign(*operator))
        }
        Math::Fraction(over, under) => format!("\\frac{{{}}}{{{}}}", inner(over), inner(under)),
        Math::Subscript(base, index) => format!("{{{}}}_{{{}}}", inner(base), inner(index)),
        Math::Power(base, exponent) => {
            let base = fenced(inner(base), base.is_fenced_as_base());
            format!("{{{base}}}^{{{}}}", inner(exponent))
        }
        Math::Apply(function, of) => apply(*function, &inner(of)),
        Math::Sum { from, to, of } => {
            let to = to
                .as_ref()
                .map(|to| format!("^{{{}}}", inner(to)))
                .unwrap_or_default();
            let of = fenced(inner(of), matches!(**of, Math::Binary(..)));
            format!("\\sum_{{{}}}{to} {of}", inner(from))
        }
    }
}

fn apply(function: Function, of: &str) -> String {
    match function {
        Function::Floor => format!("\\left\\lfloor {of} \\right\\rfloor"),
        Function::Absolute => format!("\\left\\lvert {of} \\right\\rvert"),
        Function::Mean => format!("\\overline{{{of}}}"),
        Function::SquareRoot => format!("\\sqrt{{{of}}}"),
        Function::Named(name) => format!("\\operatorname{{{}}}\\left({of}\\right)", plain(name)),
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Equals => "=",
        Operator::Approximately => "\\approx",
        Operator::Less => "\\lt",
        Operator::AtMost => "\\le",
        Operator::More => "\\gt",
        Operator::AtLeast => "\\ge",
        Operator::Plus => "+",
        Operator::Minus => "-",
        Operator::Times => "\\times",
        Operator::Implies => "\\Rightarrow",
    }
}

/// A number in digits, anything else as text. LaTeX would set a space after a bare comma.
fn number(value: &str) -> String {
    if value
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    {
        value.replace(',', "{,}")
    } else {
        text(value)
    }
}

fn text(words: &str) -> String {
    format!("\\text{{{}}}", plain(words))
}

/// `words` without anything that LaTeX, Markdown or HTML would act on.
fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '%' | '#' | '_' | '{' | '}' => plain.extend(['\\', c]),
            '<' => plain.push('＜'),
            '>' => plain.push('＞'),
            '&' => plain.push('＆'),
            '$' => plain.push('＄'),
            '\\' => plain.push('＼'),
            '`' | '^' | '~' | '\n' | '|' => plain.push(' '),
            _ => plain.push(c),
        }
    }
    plain
}

fn fenced(latex: String, fence: bool) -> String {
    if fence {
        format!("\\left({latex}\\right)")
    } else {
        latex
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cell;

    #[test]
    fn structure_becomes_commands_and_names_are_escaped() {
        let share = Math::words("share_1").equals(Math::from(Cell::Share(0.5)) / Math::symbol("n"));
        assert_eq!(
            block(&share, Lang::En),
            "$$\\text{share\\_1} = \\frac{\\text{50.00\\%}}{n}$$"
        );
        let sum = (Math::symbol("x") - Math::symbol("m").mean()).power(2_u64.into());
        let sum = sum.sum_over(Math::symbol("i"));
        let expected = "$\\sum_{i} {\\left(x - \\overline{m}\\right)}^{2}$";
        assert_eq!(inline(&sum, Lang::En), expected);
    }
}
