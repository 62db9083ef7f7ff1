//! An expression out of its text.

use std::str::FromStr;

use super::{Expression, NoExpression, Operation};

impl FromStr for Expression {
    type Err = NoExpression;

    fn from_str(text: &str) -> Result<Self, NoExpression> {
        let fault = |reason: String| NoExpression {
            text: text.to_owned(),
            reason,
        };
        let words = words(text).map_err(|reason| fault(reason.to_owned()))?;
        let mut reader = Reader { words: &words };
        let expression = reader.sum().map_err(fault)?;
        match reader.words {
            [] => Ok(expression),
            [word, ..] => Err(fault(format!("{} is not expected", word.shown()))),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Word<'t> {
    Open,
    Close,
    Comma,
    Text(&'t str),
}

impl Word<'_> {
    fn shown(&self) -> &str {
        match self {
            Self::Open => "(",
            Self::Close => ")",
            Self::Comma => ",",
            Self::Text(text) => text,
        }
    }
}

/// Brackets, commas, and the runs of characters between them and spaces; quotes and square brackets hold together what
/// is in them.
fn words(text: &str) -> Result<Vec<Word<'_>>, &'static str> {
    let mut words = Vec::new();
    let (mut start, mut fence) = (None, None);
    for (at, c) in text.char_indices() {
        if let Some(close) = fence {
            if c == close {
                fence = None;
            }
            continue;
        }
        let single = match c {
            '(' => Some(Word::Open),
            ')' => Some(Word::Close),
            ',' => Some(Word::Comma),
            _ => None,
        };
        if single.is_some() || c.is_whitespace() {
            if let Some(from) = start.take() {
                words.push(Word::Text(&text[from..at]));
            }
            words.extend(single);
            continue;
        }
        start.get_or_insert(at);
        fence = match c {
            '"' => Some('"'),
            '[' => Some(']'),
            '{' => Some('}'),
            _ => None,
        };
    }
    if fence.is_some() {
        return Err("a quote or bracket is not closed");
    }
    words.extend(start.map(|from| Word::Text(&text[from..])));
    Ok(words)
}

struct Reader<'w, 't> {
    words: &'w [Word<'t>],
}

impl Reader<'_, '_> {
    /// Takes the next word, if it is `text`.
    fn takes(&mut self, word: &Word<'_>) -> bool {
        let found = self.words.first() == Some(word);
        if found {
            self.words = &self.words[1..];
        }
        found
    }

    fn sum(&mut self) -> Result<Expression, String> {
        let operations = [("+", Operation::Plus), ("-", Operation::Minus)];
        self.row(operations, Self::product)
    }

    fn product(&mut self) -> Result<Expression, String> {
        let operations = [("*", Operation::Times), ("/", Operation::Over)];
        self.row(operations, Self::operand)
    }

    /// Operands with operations of one rank between them, from the left.
    fn row(
        &mut self,
        operations: [(&str, Operation); 2],
        operand: impl Fn(&mut Self) -> Result<Expression, String>,
    ) -> Result<Expression, String> {
        let mut left = operand(self)?;
        loop {
            let mut operations = operations.into_iter();
            let Some((_, operation)) = operations.find(|(sign, _)| self.takes(&Word::Text(sign)))
            else {
                return Ok(left);
            };
            left = Expression::Binary(Box::new(left), operation, Box::new(operand(self)?));
        }
    }

    fn operand(&mut self) -> Result<Expression, String> {
        if self.takes(&Word::Open) {
            let inner = self.sum()?;
            return self.closed(inner);
        }
        let [Word::Text(word), rest @ ..] = self.words else {
            return Err("a number, a figure or a question is missing".to_owned());
        };
        self.words = rest;
        if *word == "round" && self.takes(&Word::Open) {
            return self.round();
        }
        if let Some(id) = word.strip_prefix('{').and_then(|id| id.strip_suffix('}')) {
            return Ok(Expression::Question(id.trim().to_owned()));
        }
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '-')
            && let Ok(number) = word.parse()
        {
            return Ok(Expression::Number(number));
        }
        let path = word.parse();
        path.map(Expression::Figure)
            .map_err(|error: crate::NoPath| error.to_string())
    }

    fn round(&mut self) -> Result<Expression, String> {
        const FORM: &str = "round takes an expression and the places, as in round(x, 2)";
        let inner = self.sum()?;
        let places = match (self.takes(&Word::Comma), self.words) {
            (true, [Word::Text(places), ..]) => places.parse::<u8>().ok(),
            _ => None,
        };
        let places = places.filter(|places| *places <= 9).ok_or(FORM)?;
        self.words = &self.words[1..];
        self.closed(Expression::Round(Box::new(inner), places))
    }

    fn closed(&mut self, inner: Expression) -> Result<Expression, String> {
        if self.takes(&Word::Close) {
            Ok(inner)
        } else {
            Err("a bracket is not closed".to_owned())
        }
    }
}
