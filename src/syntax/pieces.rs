//! Cuts a file that does not parse into pieces, one for each declaration, so that each can be read alone.

use super::reserved::{is_reserved, opens_declaration};
use super::scan::{Kind, Token};

/// Part of a file: the tokens of one declaration, or of text that belongs to none. Never empty.
pub(super) type Piece<'t> = &'t [Token];

/// The pieces of a file, in order; comments are not among the tokens.
pub(super) fn pieces<'t>(text: &str, tokens: &'t [Token]) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut closed = false;
    for (index, token) in tokens.iter().enumerate() {
        let rest = tokens.get(index..).unwrap_or_default();
        let inside = index.checked_sub(1).and_then(|before| tokens.get(before));
        let across = inside.is_some_and(|before| matches!(word(text, before), "across" | "proposals"))
            || index.checked_sub(2).is_some_and(|two| two >= start && opens_across(text, tokens.get(two)));
        if index > start && (closed || (!across && starts(text, rest, depth))) {
            pieces.extend(tokens.get(start..index));
            (start, depth, closed) = (index, 0, false);
        }
        match token.kind {
            Kind::Open(_) => depth = depth.saturating_add(1),
            Kind::Close(sign) => {
                closed = depth == 1 && sign == '}' && !is_value(text, tokens.get(start));
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    pieces.extend(tokens.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

/// Whether the word is the `across` before `proposals rule`, the second of which may be misspelt.
fn opens_across(text: &str, token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.start == token.line && word(text, token) == "across")
}

/// Whether the declaration has no braces, so that a closing bracket does not end it.
fn is_value(text: &str, first: Option<&Token>) -> bool {
    first.is_some_and(|first| matches!(word(text, first), "let" | "define"))
}

/// Whether a declaration starts here: a known keyword and a name, or two words in column 1 that no
/// expression can hold side by side.
fn starts(text: &str, rest: &[Token], depth: usize) -> bool {
    let [first, second, ..] = rest else { return false };
    if first.kind != Kind::Word || is_reserved(word(text, first)) {
        return false;
    }
    let after = word(text, second);
    let named = match second.kind {
        Kind::Word => !is_reserved(after) && !matches!(after, "label" | "aka" | "from"),
        Kind::Text(_) => true,
        _ => false,
    };
    let in_column_1 = first.start == first.line;
    if opens_declaration(word(text, first)) {
        return named && (in_column_1 || depth == 0);
    }
    named && in_column_1 && depth == 0
}

/// The text of a token.
pub(super) fn word<'s>(text: &'s str, token: &Token) -> &'s str {
    text.get(token.start..token.end).unwrap_or_default()
}
