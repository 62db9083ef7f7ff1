//! Conditions as they are written: the part of SQL that speaks of one row.
//!
//! What is not translated here is not allowed, so there is no list of forbidden things to be kept.

mod number;

use std::sync::Arc;

use sqlparser::{
    ast::{BinaryOperator, DataType, Expr, Ident, Spanned, UnaryOperator, Value, ValueWithSpan},
    dialect::GenericDialect,
    parser::{Parser, ParserError},
    tokenizer::Token,
};

use super::{Comparison, Condition, Name, Number, TextTest};
use crate::tags::{Place, TagFault};

/// The name that stands for the date that windows are counted back from.
const AS_OF: &str = "as_of";

/// A condition as read, and as written.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) condition: Condition<Name>,
    pub(crate) text: String,
}

/// What went wrong, and where.
pub(crate) type Refusal = (Place, TagFault);

type Read<T> = Result<T, Refusal>;

/// Says where a line and a column of the rule stand in the file.
type Locate<'a> = &'a dyn Fn(u64, u64) -> Place;

impl Rule {
    /// Reads a condition.
    pub(crate) fn parse(text: &str, locate: Locate<'_>) -> Read<Self> {
        let refuse = |error: ParserError| refusal(&error, locate);
        let mut parser = Parser::new(&GenericDialect {})
            .try_with_sql(text)
            .map_err(refuse)?;
        let parsed = parser.parse_expr().map_err(refuse)?;
        let rest = parser.peek_token();
        if rest.token != Token::EOF {
            let at = locate(rest.span.start.line, rest.span.start.column);
            return Err((at, TagFault::Rule(format!("unexpected {}", rest.token))));
        }
        let condition = Reader { locate }.condition(&parsed)?;
        Ok(Self {
            condition,
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        })
    }
}

/// A message of the parser, with the place that it ends in.
fn refusal(error: &ParserError, locate: Locate<'_>) -> Refusal {
    let message = match error {
        ParserError::TokenizerError(message) | ParserError::ParserError(message) => {
            message.as_str()
        }
        ParserError::RecursionLimitExceeded => "it is nested too deeply",
    };
    let (said, place) = message.rsplit_once(" at Line: ").unwrap_or((message, ""));
    let at = place
        .split_once(", Column: ")
        .and_then(|(line, column)| Some((line.parse().ok()?, column.parse().ok()?)));
    let (line, column) = at.unwrap_or((1, 1));
    (
        locate(line, column),
        TagFault::Rule(said.trim_end_matches([',', '.']).to_owned()),
    )
}

/// One side of a comparison.
enum Side {
    /// A column whose type the other side decides.
    Column(Name),
    Number(Number<Name>),
    Time(Number<Name>),
    Text(String),
}

impl Side {
    fn describe(&self) -> String {
        match self {
            Self::Column(name) => format!("the column {}", name.text),
            Self::Number(_) => "a number".to_owned(),
            Self::Time(_) => "a date".to_owned(),
            Self::Text(text) => format!("the text '{text}'"),
        }
    }
}

struct Reader<'a> {
    locate: Locate<'a>,
}

impl Reader<'_> {
    fn at(&self, expr: &impl Spanned) -> Place {
        let start = expr.span().start;
        (self.locate)(start.line, start.column)
    }

    fn not_allowed(&self, expr: &(impl Spanned + std::fmt::Display)) -> Refusal {
        (self.at(expr), TagFault::NotAllowed(expr.to_string()))
    }

    fn name(&self, ident: &Ident) -> Name {
        Name {
            text: ident.value.clone(),
            at: (self.locate)(ident.span.start.line, ident.span.start.column),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm a kind of expression")]
    fn condition(&self, expr: &Expr) -> Read<Condition<Name>> {
        match expr {
            Expr::Nested(inner) => self.condition(inner),
            Expr::UnaryOp {
                op: UnaryOperator::Not,
                expr,
            } => Ok(self.condition(expr)?.negated()),
            Expr::BinaryOp {
                left,
                op: BinaryOperator::And,
                right,
            } => Ok(Condition::And(vec![
                self.condition(left)?,
                self.condition(right)?,
            ])),
            Expr::BinaryOp {
                left,
                op: BinaryOperator::Or,
                right,
            } => Ok(Condition::Or(vec![
                self.condition(left)?,
                self.condition(right)?,
            ])),
            Expr::BinaryOp { left, op, right } => self.binary(expr, (left, op, right)),
            Expr::Between {
                expr,
                negated,
                low,
                high,
            } => {
                let above = self.compare((expr, expr), Comparison::GreaterOrEqual, low)?;
                let below = self.compare((expr, expr), Comparison::LessOrEqual, high)?;
                Ok(signed(Condition::And(vec![above, below]), *negated))
            }
            Expr::InList {
                expr,
                list,
                negated,
            } => Ok(signed(self.one_of(expr, list)?, *negated)),
            Expr::IsNull(of) => self.missing(of, false),
            Expr::IsNotNull(of) => self.missing(of, true),
            Expr::Like {
                negated,
                any: false,
                expr,
                pattern,
                escape_char: None,
            } => self.like(expr, pattern, (*negated, false)),
            Expr::ILike {
                negated,
                any: false,
                expr,
                pattern,
                escape_char: None,
            } => self.like(expr, pattern, (*negated, true)),
            Expr::RLike {
                negated,
                expr,
                pattern,
                ..
            } => self.regex(expr, pattern, *negated),
            Expr::Value(ValueWithSpan {
                value: Value::Boolean(known),
                ..
            }) => Ok(Condition::Constant(*known)),
            other => Err(self.not_allowed(other)),
        }
    }

    fn binary(
        &self,
        whole: &Expr,
        (left, op, right): (&Expr, &BinaryOperator, &Expr),
    ) -> Read<Condition<Name>> {
        let comparison = match op {
            BinaryOperator::Eq => Comparison::Equal,
            BinaryOperator::NotEq => Comparison::NotEqual,
            BinaryOperator::Lt => Comparison::Less,
            BinaryOperator::LtEq => Comparison::LessOrEqual,
            BinaryOperator::Gt => Comparison::Greater,
            BinaryOperator::GtEq => Comparison::GreaterOrEqual,
            BinaryOperator::PGRegexMatch => return self.regex(left, right, false),
            BinaryOperator::PGRegexNotMatch => return self.regex(left, right, true),
            _ => return Err(self.not_allowed(whole)),
        };
        self.compare((whole, left), comparison, right)
    }

    fn compare(
        &self,
        (whole, left): (&Expr, &Expr),
        op: Comparison,
        right: &Expr,
    ) -> Read<Condition<Name>> {
        let (left, right) = (self.side(left)?, self.side(right)?);
        Ok(match (left, right) {
            (Side::Column(name), Side::Text(text)) => text_compare(name, op, text),
            (Side::Text(text), Side::Column(name)) => text_compare(name, op.mirrored(), text),
            (Side::Column(a), Side::Column(b)) => {
                number_compare(Number::Column(a), op, Number::Column(b))
            }
            (Side::Column(name), Side::Number(right)) => {
                number_compare(Number::Column(name), op, right)
            }
            (Side::Number(left), Side::Column(name)) => {
                number_compare(left, op, Number::Column(name))
            }
            (Side::Column(name), Side::Time(right)) => {
                number_compare(Number::Time(name), op, right)
            }
            (Side::Time(left), Side::Column(name)) => number_compare(left, op, Number::Time(name)),
            (Side::Number(left), Side::Number(right)) | (Side::Time(left), Side::Time(right)) => {
                number_compare(left, op, right)
            }
            (left, right) => {
                let fault = TagFault::Incomparable {
                    left: left.describe(),
                    right: right.describe(),
                };
                return Err((self.at(whole), fault));
            }
        })
    }

    fn one_of(&self, expr: &Expr, list: &[Expr]) -> Read<Condition<Name>> {
        let texts: Option<Vec<String>> = list.iter().map(literal).collect();
        if let (Some(texts), Side::Column(of)) = (texts, self.side(expr)?) {
            return Ok(Condition::Text {
                of,
                test: Arc::new(TextTest::OneOf(texts)),
                negated: false,
            });
        }
        let equal = |value: &Expr| self.compare((value, expr), Comparison::Equal, value);
        Ok(Condition::Or(list.iter().map(equal).collect::<Read<_>>()?))
    }

    fn missing(&self, of: &Expr, negated: bool) -> Read<Condition<Name>> {
        match self.side(of)? {
            Side::Column(of) => Ok(Condition::Missing { of, negated }),
            _ => Err(self.not_allowed(of)),
        }
    }

    fn like(
        &self,
        of: &Expr,
        pattern: &Expr,
        (negated, fold_case): (bool, bool),
    ) -> Read<Condition<Name>> {
        self.matches(of, pattern, negated, |pattern| {
            TextTest::like(pattern, fold_case)
        })
    }

    fn regex(&self, of: &Expr, pattern: &Expr, negated: bool) -> Read<Condition<Name>> {
        self.matches(of, pattern, negated, TextTest::regex)
    }

    fn matches(
        &self,
        of: &Expr,
        pattern: &Expr,
        negated: bool,
        test: impl Fn(&str) -> Result<TextTest, String>,
    ) -> Read<Condition<Name>> {
        let text = literal(pattern).ok_or_else(|| self.not_allowed(pattern))?;
        let Side::Column(of) = self.side(of)? else {
            return Err(self.not_allowed(of));
        };
        let test = test(&text).map_err(|reason| (self.at(pattern), TagFault::Regex(reason)))?;
        Ok(Condition::Text {
            of,
            test: Arc::new(test),
            negated,
        })
    }

    fn side(&self, expr: &Expr) -> Read<Side> {
        Ok(match expr {
            Expr::Nested(inner) => self.side(inner)?,
            Expr::Identifier(ident)
                if ident.quote_style.is_none() && ident.value.eq_ignore_ascii_case(AS_OF) =>
            {
                Side::Time(Number::AsOf(self.name(ident).at))
            }
            Expr::Identifier(ident) => Side::Column(self.name(ident)),
            Expr::Value(ValueWithSpan {
                value: Value::SingleQuotedString(text),
                ..
            }) => Side::Text(text.clone()),
            Expr::TypedString(typed)
                if matches!(typed.data_type, DataType::Date | DataType::Timestamp(..)) =>
            {
                Side::Time(Number::Constant(self.moment(&typed.value)?))
            }
            other => Side::Number(self.number(other)?),
        })
    }

    /// Microseconds of a date or time in single quotes.
    fn moment(&self, written: &ValueWithSpan) -> Read<f64> {
        let text = written.value.clone().into_string().unwrap_or_default();
        let rules = fourr_cell::date::DateRules::default();
        let read = fourr_cell::date::parse_micros(&text, &rules);
        read.map(|micros| micros as f64).map_err(|_| {
            (
                self.at(written),
                TagFault::Rule(format!("{text} is no date")),
            )
        })
    }
}

fn signed(condition: Condition<Name>, negated: bool) -> Condition<Name> {
    if negated {
        condition.negated()
    } else {
        condition
    }
}

fn number_compare(left: Number<Name>, op: Comparison, right: Number<Name>) -> Condition<Name> {
    Condition::Compare { op, left, right }
}

fn text_compare(of: Name, op: Comparison, text: String) -> Condition<Name> {
    let (test, negated) = match op {
        Comparison::Equal => (TextTest::OneOf(vec![text]), false),
        Comparison::NotEqual => (TextTest::OneOf(vec![text]), true),
        op => (TextTest::Compare(op, text), false),
    };
    Condition::Text {
        of,
        test: Arc::new(test),
        negated,
    }
}

/// A text in single quotes.
fn literal(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Value(ValueWithSpan {
            value: Value::SingleQuotedString(text),
            ..
        }) => Some(text.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Read<Rule> {
        Rule::parse(text, &|line, column| Place {
            line: usize::try_from(line).unwrap(),
            column: usize::try_from(column).unwrap(),
        })
    }

    #[test]
    fn what_speaks_of_one_row_is_read() {
        for text in [
            "age between 18 and 34",
            "gender = 'F' and amount >= 5000",
            "城市 in ('北京', '上海') or `会员 等级` like '金%' and \"地 区\" is null",
            "not (a > 1 or b is null)",
            "abs(a - b) / 2 >= 1.5 and days_since(注册日期) <= 30",
            "birthday >= DATE '1990-01-01' and extract(month from birthday) = 5",
            "name ~ '^A' and name not like '%x' and weekday(d) in (6, 7)",
        ] {
            let read = parse(text);
            assert!(read.is_ok(), "{text}: {read:?}");
        }
    }

    #[test]
    fn everything_else_is_refused_where_it_stands() {
        for (text, column) in [
            ("age >= 18 and sum(x) > 1", 15),
            ("age >= (select 1)", 9),
            ("age >= 18; drop table x", 10),
            ("age >= ", 1),
            ("age > 'x' and 5 = 'y'", 15),
            ("row_number() over (order by x) = 1", 1),
            ("case when a then b end = 1", 1),
        ] {
            let (at, fault) = parse(text).unwrap_err();
            assert_eq!((at.line, at.column), (1, column), "{text}: {fault}");
        }
    }
}
