//! The parts of a rule file that are set off where it is shown: words of the language, quotations, comments.

use super::reserved::{CLAUSES, DECLARATIONS, RESERVED};
use super::scan::{Kind, tokens};

/// What a part of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Highlight {
    /// A word of the language.
    Word,
    /// A quotation.
    Text,
    /// A comment.
    Comment,
    /// Anything else.
    Plain,
}

/// The text in parts; together they are the whole text.
pub fn highlight(text: &str) -> Vec<(&str, Highlight)> {
    let mut out = Vec::new();
    let mut at = 0;
    for token in tokens(text) {
        let Some(part) = text.get(token.start..token.end) else { continue };
        let kind = match token.kind {
            Kind::Text(_) => Highlight::Text,
            Kind::Comment => Highlight::Comment,
            Kind::Word if [RESERVED, DECLARATIONS, CLAUSES].iter().any(|words| words.contains(&part)) => {
                Highlight::Word
            }
            _ => continue,
        };
        if let Some(before) = text.get(at..token.start).filter(|before| !before.is_empty()) {
            out.push((before, Highlight::Plain));
        }
        out.push((part, kind));
        at = token.end;
    }
    if let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        out.push((rest, Highlight::Plain));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_the_whole_text() {
        let text = "rule a \"b // c\" { // d\n  require x at least 5億円\n}";
        let parts = highlight(text);
        assert_eq!(parts.iter().map(|(part, _)| *part).collect::<String>(), text);
        assert!(parts.contains(&("rule", Highlight::Word)));
        assert!(parts.contains(&("\"b // c\"", Highlight::Text)));
        assert!(parts.contains(&("// d", Highlight::Comment)));
        assert!(!parts.contains(&("x", Highlight::Word)));
    }
}
