//! [`Scanner`]: a cursor over the text of a cell.

/// A cursor that is copied to look ahead.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scanner<'a> {
    rest: &'a str,
}

/// A run of digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits {
    pub(super) value: u32,
    pub(super) len: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Steps over a text if it comes next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Steps over the first of several texts that comes next.
    pub(super) fn eat_any<T: Copy>(&mut self, choices: &[(&str, T)]) -> Option<T> {
        choices
            .iter()
            .find(|(text, _)| self.eat(text))
            .map(|&(_, meaning)| meaning)
    }

    /// Steps over white space and says whether there was any.
    pub(super) fn spaces(&mut self) -> bool {
        let rest = self.rest.trim_start();
        let any = rest.len() < self.rest.len();
        self.rest = rest;
        any
    }

    /// Steps over a run of one to nine digits; a longer run is no part of a date.
    pub(super) fn digits(&mut self) -> Option<Digits> {
        let run = self.run(|b| b.is_ascii_digit());
        if !(1..=9).contains(&run.len()) {
            return None;
        }
        self.rest = &self.rest[run.len()..];
        let value = run
            .bytes()
            .fold(0, |value, b| value * 10 + u32::from(b - b'0'));
        Some(Digits {
            value,
            len: run.len(),
        })
    }

    /// Steps over one or two digits.
    pub(super) fn short(&mut self) -> Option<u32> {
        let digits = self.digits()?;
        (digits.len <= 2).then_some(digits.value)
    }

    /// Steps over exactly two digits.
    pub(super) fn two(&mut self) -> Option<u32> {
        let digits = self.digits()?;
        (digits.len == 2).then_some(digits.value)
    }

    /// Steps over a run of digits as text, of any length.
    pub(super) fn digit_text(&mut self) -> &'a str {
        let run = self.run(|b| b.is_ascii_digit());
        self.rest = &self.rest[run.len()..];
        run
    }

    /// Steps over a run of ASCII letters, perhaps none.
    pub(super) fn word(&mut self) -> &'a str {
        let run = self.run(|b| b.is_ascii_alphabetic());
        self.rest = &self.rest[run.len()..];
        run
    }

    fn run(&self, belongs: impl Fn(u8) -> bool) -> &'a str {
        let end = self
            .rest
            .bytes()
            .position(|b| !belongs(b))
            .unwrap_or(self.rest.len());
        &self.rest[..end]
    }
}
