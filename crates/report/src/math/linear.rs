//! Expressions in one line of plain text.

use fourr_locale::Lang;

use crate::{Function, Math};

impl Math {
    /// The expression in one line, for terminals and screen readers.
    pub fn linear(&self, lang: Lang) -> String {
        let line = |math: &Self| math.linear(lang);
        match self {
            Self::Symbol(text) | Self::Words(text) => text.clone(),
            Self::Value(cell, format) => cell.display(*format, lang),
            Self::Binary(left, operator, right) => {
                let left = fenced(line(left), left.is_fenced_left_of(*operator));
                let right = fenced(line(right), right.is_fenced_right_of(*operator));
                format!("{left} {} {right}", operator.sign())
            }
            Self::Fraction(over, under) => {
                let over_fenced = matches!(**over, Self::Binary(..));
                let under_fenced = matches!(**under, Self::Binary(..) | Self::Fraction(..));
                let (over, under) = (line(over), line(under));
                format!(
                    "{} / {}",
                    fenced(over, over_fenced),
                    fenced(under, under_fenced)
                )
            }
            Self::Subscript(base, index) => {
                let fence = matches!(**index, Self::Binary(..) | Self::Fraction(..));
                format!("{}_{}", line(base), fenced(line(index), fence))
            }
            Self::Power(base, exponent) => {
                let exponent_fenced = exponent.is_fenced_as_base();
                let exponent = fenced(line(exponent), exponent_fenced);
                format!(
                    "{}^{exponent}",
                    fenced(line(base), base.is_fenced_as_base())
                )
            }
            Self::Apply(function, of) => apply(*function, &line(of)),
            Self::Sum { from, to, of } => {
                let range = match to {
                    None => line(from),
                    Some(to) => format!("{}..{}", line(from), line(to)),
                };
                format!(
                    "Σ_{range} {}",
                    fenced(line(of), matches!(**of, Self::Binary(..)))
                )
            }
        }
    }
}

fn apply(function: Function, of: &str) -> String {
    match function {
        Function::Floor => format!("⌊{of}⌋"),
        Function::Absolute => format!("|{of}|"),
        Function::Mean => format!("mean({of})"),
        Function::SquareRoot => format!("√({of})"),
        Function::Named(name) => format!("{name}({of})"),
    }
}

fn fenced(text: String, fence: bool) -> String {
    if fence { format!("({text})") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Operator;

    fn symbol(name: &str) -> Math {
        Math::symbol(name)
    }

    #[test]
    fn brackets_follow_from_the_structure() {
        let table = [
            (symbol("a") * (symbol("b") + symbol("c")), "a × (b + c)"),
            (symbol("a") - (symbol("b") - symbol("c")), "a − (b − c)"),
            (symbol("a") - symbol("b") - symbol("c"), "a − b − c"),
            (symbol("a") + symbol("b") * symbol("c"), "a + b × c"),
            ((symbol("a") + symbol("b")).power(2_u64.into()), "(a + b)^2"),
            (
                (symbol("a") / (symbol("b") / symbol("c"))).floor(),
                "⌊a / (b / c)⌋",
            ),
            (
                (symbol("x") - symbol("m")).sum_over(symbol("i")),
                "Σ_i (x − m)",
            ),
            (
                symbol("a").with(Operator::AtMost, symbol("b").index(symbol("i"))),
                "a ≤ b_i",
            ),
        ];
        for (math, line) in table {
            assert_eq!(math.linear(Lang::En), line);
        }
    }
}
