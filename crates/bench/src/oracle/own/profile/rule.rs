//! Rules as polars' own SQL reads them.
//!
//! A rule is passed on word by word: names as columns that are read as their neighbours ask for, numbers as floats. What fourr
//! and polars may understand in different ways is not passed on: division by what may be zero, remainders, rounding,
//! logarithms, and moments other than days.

use polars::prelude::*;
use polars::sql::sql_expr;

use super::{
    definition::Match,
    readings::As,
    tokens::{TRANSLATED, Token, tokens},
};

/// What the names of a rule stand for.
pub(super) trait Names {
    /// The column that a name stands for, where it is taken so and compared with these texts.
    fn column(&mut self, name: &str, taken: Option<As>, texts: &[&str]) -> Option<String>;
}

const COMPARISONS: [&str; 7] = ["<=", ">=", "<>", "!=", "=", "<", ">"];

/// A condition of persons or rows; `None` where it is not known to mean the same to polars.
pub(super) fn expression(rule: &str, names: &mut impl Names) -> Option<Expr> {
    let tokens = tokens(rule)?;
    let mut sql: Vec<String> = Vec::new();
    let mut place = 0;
    while let Some(token) = tokens.get(place) {
        let (piece, read) = match token {
            Token::Word(word) if TRANSLATED.contains(&word.as_str()) => {
                translated(word, &tokens[place + 1..], names)?
            }
            Token::Word(word) => (word.clone(), 1),
            Token::Sign(sign) => ((*sign).to_owned(), 1),
            Token::Number(digits) if digits.contains('.') => (digits.clone(), 1),
            Token::Number(digits) => (format!("{digits}.0"), 1),
            Token::Text(text) => (format!("'{}'", text.replace('\'', "''")), 1),
            Token::Name(name) => {
                let (taken, texts) = taken(&tokens, place);
                (quoted(&names.column(name, taken, &texts)?)?, 1)
            }
        };
        sql.push(piece);
        place += read;
    }
    sql_expr(sql.join(" ")).ok()
}

/// Dates, their parts, and the days since them; with the tokens that they take.
fn translated(word: &str, rest: &[Token], names: &mut impl Names) -> Option<(String, usize)> {
    if word == "date" {
        let Some(Token::Text(day)) = rest.first() else {
            return None;
        };
        let iso = day.len() == 10 && day.parse::<chrono::NaiveDate>().is_ok();
        return iso.then(|| (format!("DATE('{day}')"), 2));
    }
    let [Token::Sign("("), Token::Name(name), Token::Sign(")"), ..] = rest else {
        return None;
    };
    let taken = if word == "days_since" {
        As::Days
    } else {
        As::Time
    };
    let column = quoted(&names.column(name, Some(taken), &[])?)?;
    let sql = match word {
        "days_since" => column,
        "weekday" => format!("CAST(EXTRACT(ISODOW FROM {column}) AS DOUBLE)"),
        part => format!("CAST(EXTRACT({part} FROM {column}) AS DOUBLE)"),
    };
    Some((sql, 4))
}

fn quoted(column: &str) -> Option<String> {
    (!column.contains('"')).then(|| format!("\"{column}\""))
}

/// What the name at a place is taken for by its neighbours, nothing where they do not say; and the texts that it is
/// compared with.
fn taken<'a>(tokens: &'a [Token], place: usize) -> (Option<As>, Vec<&'a str>) {
    let word = |at: usize, word: &str| tokens.get(at) == Some(&Token::Word(word.to_owned()));
    let compares =
        |at: usize| matches!(tokens.get(at), Some(Token::Sign(sign)) if COMPARISONS.contains(sign));
    let by = |at: usize| match tokens.get(at) {
        Some(Token::Text(text)) => (Some(As::Text), vec![text.as_str()]),
        _ if word(at, "date") => (Some(As::Time), Vec::new()),
        _ => (Some(As::Number), Vec::new()),
    };
    let next = place + 1 + usize::from(word(place + 1, "not"));
    // Only equality tells values of a tag by their codes or by their names.
    let equal = |at: usize| matches!(tokens.get(at), Some(Token::Sign("=" | "<>" | "!=")));
    let compared = |by: (Option<As>, Vec<&'a str>), at: usize| match by {
        (taken, _) if !equal(at) => (taken, Vec::new()),
        by => by,
    };
    if compares(next) {
        return compared(by(next + 1), next);
    }
    match tokens.get(next) {
        Some(Token::Sign("~" | "!~")) => return (Some(As::Text), Vec::new()),
        Some(Token::Word(word)) => match word.as_str() {
            "like" | "ilike" => return (Some(As::Text), Vec::new()),
            "is" => return (None, Vec::new()),
            // Between two texts is a comparison by order.
            "between" => return (by(next + 1).0, Vec::new()),
            "in" => {
                let listed = tokens[next + 1..]
                    .iter()
                    .take_while(|token| **token != Token::Sign(")"));
                let texts = listed.filter_map(|token| match token {
                    Token::Text(text) => Some(text.as_str()),
                    _ => None,
                });
                return (by(next + 2).0, texts.collect());
            }
            _ => {}
        },
        _ => {}
    }
    let before = place.checked_sub(2).filter(|at| compares(at + 1));
    let Some(before) = before else {
        return (Some(As::Number), Vec::new());
    };
    let dated = before.checked_sub(1).is_some_and(|at| word(at, "date"));
    if dated {
        (Some(As::Time), Vec::new())
    } else {
        compared(by(before), before + 1)
    }
}

/// Whether a text has one of some words, begins or ends with it, or fits a regular expression.
pub(super) fn matched(text: &Expr, by: &Match) -> Option<Expr> {
    let text = || text.clone().str();
    let any = |words: &[String], has: &dyn Fn(Expr) -> Expr| {
        let each = words.iter().map(|word| has(lit(word.as_str())));
        each.reduce(Expr::or)
    };
    if let Some(words) = &by.contains {
        return any(words, &|word| text().contains_literal(word));
    }
    if let Some(words) = &by.starts {
        return any(words, &|word| text().starts_with(word));
    }
    if let Some(words) = &by.ends {
        return any(words, &|word| text().ends_with(word));
    }
    let pattern = by.regex.as_deref()?;
    Some(text().contains(lit(pattern), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tells what names are taken for.
    struct Told(Vec<String>);

    impl Names for Told {
        fn column(&mut self, name: &str, taken: Option<As>, texts: &[&str]) -> Option<String> {
            let taken = match taken {
                None => "anything",
                Some(As::Number) => "number",
                Some(As::Text) => "text",
                Some(As::Time) => "time",
                Some(As::Days) => "days",
            };
            self.0.push(format!("{name}: {taken}{}", texts.concat()));
            Some(name.to_owned())
        }
    }

    #[test]
    fn names_are_taken_as_their_neighbours_ask_for() {
        for (rule, told) in [
            ("age >= 18 and city = '北京'", "age: number, city: text北京"),
            ("'a' <> x or 5 < y", "x: texta, y: number"),
            ("x < 'a' or 'b' >= y", "x: text, y: text"),
            (
                "x not in ('a', 'b') and y in (1, 2)",
                "x: textab, y: number",
            ),
            (
                "`a b` like 'x%' and \"c\" is not null",
                "a b: text, c: anything",
            ),
            (
                "d between DATE '2024-01-01' and DATE '2024-02-01'",
                "d: time",
            ),
            (
                "DATE '2024-01-01' < d and year(e) = 2024",
                "d: time, e: time",
            ),
            (
                "date > DATE '2024-01-01' and month = 5",
                "date: time, month: number",
            ),
            (
                "days_since(d) <= 30 and abs(a - b) / 2 > c",
                "d: days, a: number, b: number, c: number",
            ),
        ] {
            let mut names = Told(Vec::new());
            assert!(expression(rule, &mut names).is_some(), "{rule}");
            assert_eq!(names.0.join(", "), told, "{rule}");
        }
    }

    #[test]
    fn what_may_mean_something_else_is_not_passed_on() {
        for rule in [
            "a / b > 1",
            "a / 0 > 1",
            "a % 2 = 1",
            "round(a) = 1",
            "ln(a) > 0",
            "d < as_of",
            "d > DATE '2024年1月1日'",
            "a > 1e5",
            "a > 1 -- b",
            "year(d + 1) = 2024",
        ] {
            assert!(expression(rule, &mut Told(Vec::new())).is_none(), "{rule}");
        }
    }
}
