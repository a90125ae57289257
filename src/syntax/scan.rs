//! A small scanner that knows just enough of the text: comments, strings, words, brackets. It finds the comments,
//! refuses what is nested too deep before the parser recurses into it, and feeds the recovery.

use super::build::is_space;
use crate::text::{FileId, Span};
use memchr::{memchr, memchr2, memchr3};

/// Brackets, and words behind which an expression opens, nest at most so deep.
pub(super) const MAX_NESTING: usize = 64;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Word,
    /// A word that starts with a digit: `18`, `5億円`.
    Number,
    /// A string; whether it is closed on its line.
    Text(bool),
    /// A comment, to the end of its line.
    Comment,
    /// `{`, `(` or `[`
    Open(char),
    /// `}`, `)` or `]`
    Close(char),
    /// Any other character.
    Sign(char),
}

/// A token: what it is, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after its last one.
    pub(super) end: usize,
    /// The byte at which its line starts.
    pub(super) line: usize,
    /// Whether only white space stands before it on its line.
    pub(super) first: bool,
}

/// The tokens of a text, one after the other.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    first: bool,
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0, line: 0, first: true }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        loop {
            match *bytes.get(self.at)? {
                b' ' | b'\t' => self.at = self.at.saturating_add(1),
                b'\n' | b'\r' => {
                    self.at = self.at.saturating_add(1);
                    self.line = self.at;
                    self.first = true;
                }
                byte if byte.is_ascii() => break,
                _ => match self.text.get(self.at..)?.chars().next() {
                    Some(c) if is_space(c) => self.at = self.at.saturating_add(c.len_utf8()),
                    _ => break,
                },
            }
        }
        let rest = self.text.get(self.at..)?;
        let (kind, length) = token_at(rest.chars().next()?, rest);
        let start = self.at;
        self.at = start.saturating_add(length);
        let token = Token { kind, start, end: self.at, line: self.line, first: self.first };
        self.first = false;
        Some(token)
    }
}

/// The kind and the length of the token at the start of the text, whose first character is given.
fn token_at(c: char, rest: &str) -> (Kind, usize) {
    match c {
        '"' => string_at(rest),
        '/' if rest.starts_with("//") => {
            (Kind::Comment, memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len()))
        }
        '{' | '(' | '[' => (Kind::Open(c), 1),
        '}' | ')' | ']' => (Kind::Close(c), 1),
        c if is_word(c) => {
            let kind =
                if c.is_ascii_digit() || ('０'..='９').contains(&c) { Kind::Number } else { Kind::Word };
            (kind, word_length(rest))
        }
        c => (Kind::Sign(c), c.len_utf8()),
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && c.is_alphanumeric())
}

/// How many bytes of the text are one word.
fn word_length(rest: &str) -> usize {
    let plain =
        rest.bytes().position(|byte| !byte.is_ascii_alphanumeric() && byte != b'_').unwrap_or(rest.len());
    match rest.as_bytes().get(plain) {
        Some(byte) if !byte.is_ascii() => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
        _ => plain,
    }
}

/// A string up to its closing quote, or to the end of its line where there is none.
fn string_at(rest: &str) -> (Kind, usize) {
    let bytes = rest.as_bytes();
    let mut at: usize = 1;
    let (kind, end) = loop {
        let found = bytes.get(at..).and_then(|after| memchr3(b'"', b'\\', b'\n', after));
        let Some(found) = found.map(|found| at.saturating_add(found)) else {
            break (Kind::Text(false), rest.len());
        };
        match (bytes.get(found), bytes.get(found.saturating_add(1))) {
            (Some(b'"'), _) => break (Kind::Text(true), found.saturating_add(1)),
            (Some(b'\\'), Some(b'\n')) => break (Kind::Text(false), found.saturating_add(1)),
            (Some(b'\\'), _) => at = found.saturating_add(2),
            _ => break (Kind::Text(false), found),
        }
    };
    match memchr(b'\r', bytes.get(..end).unwrap_or_default()) {
        Some(line_end) => (Kind::Text(false), line_end),
        None => (kind, end),
    }
}

/// What is known of a text before it is parsed.
pub(super) struct Survey {
    /// Every comment, in order.
    pub(super) comments: Vec<Span>,
    /// Whether it is nested too deep anywhere.
    pub(super) too_deep: bool,
}

/// Looks through a whole file.
pub(super) fn survey(file: FileId, text: &str) -> Survey {
    let mut comments = Vec::new();
    let mut nesting = Nesting::default();
    let mut too_deep = false;
    for token in tokens(text) {
        if token.kind == Kind::Comment {
            comments.push(Span::new(file, token.start, token.end));
        } else {
            too_deep |= nesting.step(text, &token);
        }
    }
    Survey { comments, too_deep }
}

/// The first of these tokens that is nested too deep.
pub(super) fn too_deep(text: &str, tokens: &[Token]) -> Option<Token> {
    let mut nesting = Nesting::default();
    tokens.iter().find(|token| nesting.step(text, token)).copied()
}

/// How deep the parser would be at a token: open brackets, and words behind which an expression opens.
#[derive(Default)]
struct Nesting {
    /// For each open bracket, how many words were open before it.
    brackets: Vec<usize>,
    /// How many such words stand open.
    words: usize,
    /// Whether the next word is a name, whatever it is.
    name_follows: bool,
}

impl Nesting {
    /// Goes on by one token; true where this is too deep.
    fn step(&mut self, text: &str, token: &Token) -> bool {
        let mut name_follows = false;
        match token.kind {
            Kind::Open(_) => self.brackets.push(self.words),
            Kind::Close(_) => self.words = self.brackets.pop().unwrap_or(0),
            Kind::Sign(',' | '.') => name_follows = true,
            Kind::Word => match text.get(token.start..token.end).unwrap_or_default() {
                "where" | "satisfies" | "sum" | "count" | "largest" | "smallest" | "two" | "round" => {
                    self.words = self.words.saturating_add(1);
                }
                // These end an expression; they are reserved, so that they cannot stand inside of one.
                "require" | "when" | "unless" | "other" | "because" if !self.name_follows => {
                    self.words = 0;
                }
                "every" | "some" | "no" | "for" => name_follows = true,
                _ => {}
            },
            _ => {}
        }
        self.name_follows = name_follows;
        self.brackets.len().saturating_add(self.words) > MAX_NESTING
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, string_at};

    #[test]
    fn a_string_ends_at_its_quote_or_with_its_line() {
        let cases = [
            ("\"\"", true, 2),
            ("\"市 a\" b", true, 7),
            ("\"a\\\"b\" c", true, 6),
            ("\"a\\\\\" c", true, 5),
            ("\"a\\市\" c\"", true, 7),
            ("\"a", false, 2),
            ("\"a\\", false, 3),
            ("\"a\nb\"", false, 2),
            ("\"a\\\nb\"", false, 3),
            ("\"a\rb\"", false, 2),
            ("\"a\\\rb\"", false, 3),
            ("\"a\\b\\\r\n\"", false, 5),
        ];
        for (text, closed, length) in cases {
            assert_eq!(string_at(text), (Kind::Text(closed), length), "{text:?}");
        }
    }
}
