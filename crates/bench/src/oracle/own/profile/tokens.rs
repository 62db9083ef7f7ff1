//! The words of a rule.

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Name(String),
    /// Of the language, in lower case.
    Word(String),
    Number(String),
    Text(String),
    Sign(&'static str),
}

/// Words that are passed on.
const WORDS: [&str; 13] = [
    "and", "or", "not", "between", "in", "like", "ilike", "is", "null", "abs", "floor", "ceil",
    "coalesce",
];
/// Words that are written otherwise.
pub(super) const TRANSLATED: [&str; 7] = [
    "date",
    "year",
    "month",
    "day",
    "hour",
    "weekday",
    "days_since",
];
/// Words that are no names.
const UNKNOWN: [&str; 11] = [
    "as_of",
    "true",
    "false",
    "case",
    "extract",
    "timestamp",
    "round",
    "ln",
    "rlike",
    "regexp",
    "escape",
];
/// Longer ones first.
const SIGNS: [&str; 15] = [
    "<=", ">=", "<>", "!=", "!~", "=", "<", ">", "~", "(", ")", ",", "+", "-", "*",
];

/// The words of a rule; `None` where something stands there that is not passed on.
pub(super) fn tokens(rule: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = rule.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '\'' => text(rest)?,
            '"' | '`' => {
                let (name, _) = rest[1..].split_once(first)?;
                let token = Token::Name(name.to_owned());
                (token, name.len() + 2)
            }
            first if first.is_ascii_digit() => {
                let length = rest
                    .find(|c: char| !c.is_ascii_digit() && c != '.')
                    .unwrap_or(rest.len());
                let ends = rest[length..]
                    .chars()
                    .next()
                    .is_none_or(|c| !c.is_alphanumeric() && c != '_');
                let digits = &rest[..length];
                let proper = ends && !digits.ends_with('.') && digits.parse::<f64>().is_ok();
                (proper.then(|| Token::Number(digits.to_owned()))?, length)
            }
            first if first.is_alphabetic() || first == '_' => {
                let length = rest
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(rest.len());
                (word(&rest[..length], &rest[length..])?, length)
            }
            '/' => (Token::Sign("/"), divisor(&rest[1..]).then_some(1)?),
            _ => {
                let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign))?;
                let comment = rest.starts_with("--");
                ((!comment).then_some(Token::Sign(sign))?, sign.len())
            }
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

/// A word of the language, or a name: columns may be called `date` and `month` too.
fn word(word: &str, rest: &str) -> Option<Token> {
    let lower = word.to_lowercase();
    if UNKNOWN.contains(&lower.as_str()) {
        return None;
    }
    let begins = if lower == "date" { '\'' } else { '(' };
    let translated = TRANSLATED.contains(&lower.as_str()) && rest.trim_start().starts_with(begins);
    let known = translated || WORDS.contains(&lower.as_str());
    Some(if known {
        Token::Word(lower)
    } else {
        Token::Name(word.to_owned())
    })
}

/// A text in single quotes, of which two are one; and its length as written.
fn text(rest: &str) -> Option<(Token, usize)> {
    let mut read = String::new();
    let mut length = 1;
    loop {
        let (piece, _) = rest[length..].split_once('\'')?;
        read.push_str(piece);
        length += piece.len() + 1;
        if !rest[length..].starts_with('\'') {
            return Some((Token::Text(read), length));
        }
        read.push('\'');
        length += 1;
    }
}

/// Whether a number stands here that is not zero.
fn divisor(rest: &str) -> bool {
    let rest = rest.trim_start();
    let length = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    rest[..length].parse().is_ok_and(|number: f64| number > 0.0)
}
