//! Numbers and moments in a condition: arithmetic, parts of dates, functions.

use sqlparser::ast::{
    BinaryOperator, CeilFloorKind, DateTimeField, Expr, Function as Call, FunctionArg,
    FunctionArgExpr, FunctionArguments, UnaryOperator, Value, ValueWithSpan,
};

use super::{Read, Reader, Side};
use crate::rule::{Arithmetic, DatePart, Function, Name, Number};

/// Microseconds of a day.
const DAY: f64 = 86_400_000_000.0;

impl Reader<'_> {
    /// A number of a row.
    pub(super) fn number(&self, expr: &Expr) -> Read<Number<Name>> {
        let apply = |function, of: &Expr| Ok(Number::Apply(function, Box::new(self.number(of)?)));
        match expr {
            Expr::Nested(inner) => self.number(inner),
            Expr::Identifier(ident) => Ok(Number::Column(self.name(ident))),
            Expr::Value(ValueWithSpan {
                value: Value::Number(digits, _),
                ..
            }) => {
                let read = digits.parse().ok().filter(|value: &f64| value.is_finite());
                read.map(Number::Constant)
                    .ok_or_else(|| self.not_allowed(expr))
            }
            Expr::UnaryOp {
                op: UnaryOperator::Minus,
                expr,
            } => apply(Function::Negate, expr),
            Expr::UnaryOp {
                op: UnaryOperator::Plus,
                expr,
            } => self.number(expr),
            Expr::BinaryOp { left, op, right } => {
                let op = match op {
                    BinaryOperator::Plus => Arithmetic::Add,
                    BinaryOperator::Minus => Arithmetic::Subtract,
                    BinaryOperator::Multiply => Arithmetic::Multiply,
                    BinaryOperator::Divide => Arithmetic::Divide,
                    BinaryOperator::Modulo => Arithmetic::Remainder,
                    _ => return Err(self.not_allowed(expr)),
                };
                self.combine(op, left, right)
            }
            Expr::Ceil {
                expr,
                field: CeilFloorKind::DateTimeField(DateTimeField::NoDateTime),
            } => apply(Function::Ceil, expr),
            Expr::Floor {
                expr,
                field: CeilFloorKind::DateTimeField(DateTimeField::NoDateTime),
            } => apply(Function::Floor, expr),
            Expr::Extract {
                field, expr: of, ..
            } => {
                let part = match field {
                    DateTimeField::Year => DatePart::Year,
                    DateTimeField::Month => DatePart::Month,
                    DateTimeField::Day => DatePart::Day,
                    DateTimeField::Hour => DatePart::Hour,
                    DateTimeField::Isodow => DatePart::Weekday,
                    _ => return Err(self.not_allowed(expr)),
                };
                Ok(Number::Part(part, Box::new(self.time(of)?)))
            }
            Expr::Function(call) => self.call(expr, call),
            _ => Err(self.not_allowed(expr)),
        }
    }

    fn combine(&self, op: Arithmetic, left: &Expr, right: &Expr) -> Read<Number<Name>> {
        Ok(Number::Combine(
            op,
            Box::new(self.number(left)?),
            Box::new(self.number(right)?),
        ))
    }

    pub(super) fn time(&self, expr: &Expr) -> Read<Number<Name>> {
        match self.side(expr)? {
            Side::Column(name) => Ok(Number::Time(name)),
            Side::Time(time) => Ok(time),
            _ => Err(self.not_allowed(expr)),
        }
    }

    fn call(&self, whole: &Expr, call: &Call) -> Read<Number<Name>> {
        let plain = call.over.is_none() && call.filter.is_none() && call.within_group.is_empty();
        let arguments = arguments(&call.args)
            .filter(|_| plain)
            .ok_or_else(|| self.not_allowed(whole))?;
        let function = call.name.to_string().to_lowercase();
        let apply = |function, of| Ok(Number::Apply(function, Box::new(self.number(of)?)));
        let part = |part, of| Ok(Number::Part(part, Box::new(self.time(of)?)));
        match (function.as_str(), arguments.as_slice()) {
            ("abs", [of]) => apply(Function::Absolute, of),
            ("round", [of]) => apply(Function::Round, of),
            ("ln", [of]) => apply(Function::Logarithm, of),
            ("coalesce", [first, second]) => self.combine(Arithmetic::Coalesce, first, second),
            ("year", [of]) => part(DatePart::Year, of),
            ("month", [of]) => part(DatePart::Month, of),
            ("day", [of]) => part(DatePart::Day, of),
            ("hour", [of]) => part(DatePart::Hour, of),
            ("weekday", [of]) => part(DatePart::Weekday, of),
            ("days_since", [of]) => {
                let passed = Box::new(Number::Combine(
                    Arithmetic::Subtract,
                    Box::new(Number::AsOf(self.at(whole))),
                    Box::new(self.time(of)?),
                ));
                let days =
                    Number::Combine(Arithmetic::Divide, passed, Box::new(Number::Constant(DAY)));
                Ok(Number::Apply(Function::Ceil, Box::new(days)))
            }
            _ => Err(self.not_allowed(whole)),
        }
    }
}

fn arguments(arguments: &FunctionArguments) -> Option<Vec<&Expr>> {
    let FunctionArguments::List(list) = arguments else {
        return None;
    };
    if list.duplicate_treatment.is_some() || !list.clauses.is_empty() {
        return None;
    }
    let plain = |argument| match argument {
        &FunctionArg::Unnamed(FunctionArgExpr::Expr(ref expr)) => Some(expr),
        _ => None,
    };
    list.args.iter().map(plain).collect()
}
