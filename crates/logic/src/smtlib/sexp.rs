//! S-expressions: the brackets of SMT-LIB.

use std::fmt;

use kisoku_number::Num;

/// A word or a list, with the line it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sexp {
    Word(String, usize),
    List(Vec<Sexp>, usize),
}

/// What cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for ReadError {}

/// So deep may brackets stand in each other.
const DEPTH: usize = 200;

impl Sexp {
    pub(super) fn line(&self) -> usize {
        match self {
            Sexp::Word(_, line) | Sexp::List(_, line) => *line,
        }
    }

    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Sexp::Word(word, _) => Some(word),
            Sexp::List(..) => None,
        }
    }

    pub(super) fn list(&self) -> Option<&[Sexp]> {
        match self {
            Sexp::Word(..) => None,
            Sexp::List(items, _) => Some(items),
        }
    }

    /// The list's first word, and what comes after it.
    pub(super) fn call(&self) -> Option<(&str, &[Sexp])> {
        let (first, rest) = self.list()?.split_first()?;
        Some((first.word()?, rest))
    }

    pub(super) fn error(&self, what: impl Into<String>) -> ReadError {
        ReadError { line: self.line(), what: what.into() }
    }

    /// The number that is written here: `12`, `1.5`, `(- 3)`, `(/ 1 3)`.
    pub(super) fn number(&self) -> Option<Num> {
        match self {
            Sexp::Word(word, _) => Num::parse_decimal(word).filter(|_| !word.starts_with(['+', '-'])),
            Sexp::List(..) => match self.call()? {
                ("-", [only]) => Some(only.number()?.neg()),
                ("/", [above, below]) => above.number()?.div(&below.number()?),
                _ => None,
            },
        }
    }
}

/// Reads all expressions of a text.
pub(super) fn read(text: &str) -> Result<Vec<Sexp>, ReadError> {
    let mut open: Vec<(Vec<Sexp>, usize)> = vec![(Vec::new(), 1)];
    let mut line: usize = 1;
    let mut chars = text.chars().peekable();
    let put = |open: &mut Vec<(Vec<Sexp>, usize)>, item: Sexp| {
        if let Some((items, _)) = open.last_mut() {
            items.push(item);
        }
    };
    while let Some(c) = chars.next() {
        match c {
            '\n' => line = line.saturating_add(1),
            ';' => while chars.next_if(|c| *c != '\n').is_some() {},
            '(' if open.len() > DEPTH => {
                return Err(ReadError { line, what: format!("more than {DEPTH} brackets in each other") });
            }
            '(' => open.push((Vec::new(), line)),
            ')' => match open.pop() {
                Some((items, start)) if !open.is_empty() => put(&mut open, Sexp::List(items, start)),
                _ => return Err(ReadError { line, what: "a closing bracket without an opening one".into() }),
            },
            '|' | '"' => {
                let start = line;
                let mut word = String::new();
                loop {
                    match chars.next() {
                        Some(end) if end == c => break,
                        Some(inner) => {
                            line = line.saturating_add(usize::from(inner == '\n'));
                            word.push(inner);
                        }
                        None => return Err(ReadError { line: start, what: format!("no closing {c}") }),
                    }
                }
                put(&mut open, Sexp::Word(word, start));
            }
            c if c.is_whitespace() => {}
            c => {
                let mut word = String::from(c);
                let ends = |c: &char| !c.is_whitespace() && !['(', ')', ';', '|', '"'].contains(c);
                while let Some(next) = chars.next_if(ends) {
                    word.push(next);
                }
                put(&mut open, Sexp::Word(word, line));
            }
        }
    }
    match (open.pop(), open.is_empty()) {
        (Some((items, _)), true) => Ok(items),
        (Some((_, start)), false) => {
            Err(ReadError { line: start, what: "an opening bracket without end".into() })
        }
        (None, _) => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        let number = |text: &str| read(text).unwrap().first().unwrap().number();
        assert_eq!(number("(- (/ 1 3))"), Num::fraction(-1, 3));
        assert_eq!(number("(/ 0.5 2.0)"), Num::fraction(1, 4));
        assert_eq!(number("x"), None);
        assert_eq!(number("(/ 1 0)"), None);
        assert_eq!(number("-1"), None);
    }

    #[test]
    fn broken_text_is_named_by_line() {
        let wrong = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(wrong("(a\n(b)"), "line 1: an opening bracket without end");
        assert_eq!(wrong("(a)\n)"), "line 2: a closing bracket without an opening one");
        assert_eq!(wrong("\n\n|abc"), "line 3: no closing |");
        assert_eq!(wrong(&"(".repeat(300)), "line 1: more than 200 brackets in each other");
        assert_eq!(read("; nothing (\n").unwrap(), []);
    }
}
