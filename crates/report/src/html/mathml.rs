//! Formulas as `MathML`.

use fourr_locale::Lang;

use super::markup::{Markup, escape};
use crate::{Function, Math};

/// A formula on a line of its own.
pub(super) fn block(math: &Math, lang: Lang) -> Markup {
    math_element(math, lang, " displaystyle=\"true\"")
}

/// A formula within a line.
pub(super) fn inline(math: &Math, lang: Lang) -> Markup {
    math_element(math, lang, "")
}

fn math_element(math: &Math, lang: Lang, attributes: &str) -> Markup {
    let spoken = escape(&math.linear(lang));
    let inner = element(math, lang);
    Markup::trusted(format!(
        "<math{attributes} alttext=\"{spoken}\">{inner}</math>"
    ))
}

/// One element, whatever is in it.
fn element(math: &Math, lang: Lang) -> String {
    let inner = |math: &Math| element(math, lang);
    match math {
        Math::Symbol(name) => format!("<mi>{}</mi>", escape(name)),
        Math::Words(words) => format!("<mtext>{}</mtext>", escape(words)),
        Math::Value(cell, format) => format!("<mn>{}</mn>", escape(&cell.display(*format, lang))),
        Math::Binary(left, operator, right) => {
            let left = fenced(inner(left), left.is_fenced_left_of(*operator));
            let right = fenced(inner(right), right.is_fenced_right_of(*operator));
            format!(
                "<mrow>{left}<mo>{}</mo>{right}</mrow>",
                escape(operator.sign())
            )
        }
        Math::Fraction(over, under) => format!("<mfrac>{}{}</mfrac>", inner(over), inner(under)),
        Math::Subscript(base, index) => format!("<msub>{}{}</msub>", inner(base), inner(index)),
        Math::Power(base, exponent) => {
            let base = fenced(inner(base), base.is_fenced_as_base());
            format!("<msup>{base}{}</msup>", inner(exponent))
        }
        Math::Apply(function, of) => apply(*function, &inner(of)),
        Math::Sum { from, to, of } => {
            let sign = "<mo largeop=\"true\" movablelimits=\"false\">∑</mo>";
            let sign = match to {
                None => format!("<munder>{sign}{}</munder>", inner(from)),
                Some(to) => format!(
                    "<munderover>{sign}{}{}</munderover>",
                    inner(from),
                    inner(to)
                ),
            };
            let of = fenced(inner(of), matches!(**of, Math::Binary(..)));
            format!("<mrow>{sign}{of}</mrow>")
        }
    }
}

fn apply(function: Function, of: &str) -> String {
    match function {
        Function::Floor => format!("<mrow><mo>⌊</mo>{of}<mo>⌋</mo></mrow>"),
        Function::Absolute => format!("<mrow><mo>|</mo>{of}<mo>|</mo></mrow>"),
        Function::Mean => {
            format!("<mover accent=\"true\">{of}<mo stretchy=\"true\">¯</mo></mover>")
        }
        Function::SquareRoot => format!("<msqrt>{of}</msqrt>"),
        Function::Named(name) => {
            format!(
                "<mrow><mi>{}</mi>{}</mrow>",
                escape(name),
                fenced(of.to_owned(), true)
            )
        }
    }
}

fn fenced(element: String, fence: bool) -> String {
    if fence {
        format!("<mrow><mo>(</mo>{element}<mo>)</mo></mrow>")
    } else {
        element
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structure_becomes_elements_and_names_are_escaped() {
        let math =
            Math::words("a<b").equals(Math::symbol("F").index(Math::symbol("i")) / 2_u64.into());
        let expected = "<math displaystyle=\"true\" alttext=\"a&lt;b = F_i / 2\">\
            <mrow><mtext>a&lt;b</mtext><mo>=</mo>\
            <mfrac><msub><mi>F</mi><mi>i</mi></msub><mn>2</mn></mfrac></mrow></math>";
        assert_eq!(block(&math, Lang::En).to_string(), expected);
    }
}
