//! One good error for a piece that does not parse, at the right place.

use super::balance::{Unbalanced, closer, unbalanced};
use super::expected::{Expected, PHRASES, expected};
use super::grammar::Rule;
use super::phrases;
use super::pieces::{Piece, word};
use super::reserved::{CLAUSES, DECLARATIONS, is_reserved, opens_declaration};
use super::scan::{Kind, Token};
use super::slips;
use crate::diag::{self, Diagnostic};
use crate::text::{FileId, Span, nearest};

/// A piece that does not parse, and its surroundings.
pub(super) struct Broken<'a, 't> {
    /// The file.
    pub(super) file: FileId,
    /// The text of the file.
    pub(super) text: &'a str,
    /// The tokens of the piece.
    pub(super) piece: Piece<'t>,
    /// The byte at which the next piece starts, or the end of the file.
    pub(super) next: usize,
}

impl Broken<'_, '_> {
    /// The place of a token.
    pub(super) fn span(&self, token: &Token) -> Span {
        Span::new(self.file, token.start, token.end)
    }

    /// The text of a token.
    pub(super) fn word(&self, token: &Token) -> &str {
        word(self.text, token)
    }
}

/// Whether the piece starts as no declaration does; then what is wrong with it.
pub(super) fn undeclared(b: &Broken) -> Option<Diagnostic> {
    let first = b.piece.first()?;
    let written = b.word(first);
    if first.kind == Kind::Word && opens_declaration(written) {
        return None;
    }
    Some(match first.kind {
        Kind::Word => {
            let near = nearest(written, DECLARATIONS.iter().copied());
            let outside = CLAUSES.contains(&written) || is_reserved(written);
            diag::unknown_declaration(b.span(first), written, near.filter(|_| !outside), outside)
        }
        Kind::Close(sign) => diag::closes_nothing(b.span(first), sign),
        _ => {
            slips::character(b, first.start).or_else(|| slips::symbol(b, first.start)).unwrap_or_else(|| {
                let wanted = expected(&[Rule::kw_record, Rule::kw_rule]);
                diag::expected(b.span(first), Some(shown(b, first)), &wanted.groups)
            })
        }
    })
}

/// A string that is not closed, or that has an escape the language does not know.
pub(super) fn broken_string(b: &Broken) -> Option<Diagnostic> {
    for token in b.piece {
        let Kind::Text(closed) = token.kind else { continue };
        if !closed {
            let quote = Span { end: b.span(token).start.saturating_add(1), ..b.span(token) };
            return Some(diag::unclosed_string(quote));
        }
        let mut escaped = false;
        for (at, c) in b.word(token).char_indices() {
            if escaped && !matches!(c, '"' | '\\') {
                let start = token.start.saturating_add(at).saturating_sub(1);
                let place =
                    Span::new(b.file, start, token.start.saturating_add(at).saturating_add(c.len_utf8()));
                return Some(diag::unknown_escape(place, c));
            }
            escaped = c == '\\' && !escaped;
        }
    }
    None
}

/// What is wrong where the parser could go no further.
pub(super) fn explain(b: &Broken, at: usize, positives: &[Rule]) -> Diagnostic {
    let mut wanted = expected(positives);
    let index = b.piece.partition_point(|token| token.end <= at);
    let found = b.piece.get(index);
    let before = b.piece.get(..index).unwrap_or_default();
    if compared(b, before) {
        wanted.groups.retain(|group| !group.en.starts_with("a comparison"));
    }
    if let Some(slip) = slips::character(b, at).or_else(|| slips::symbol(b, at)) {
        return slip;
    }
    let bracket = unbalanced(b.piece);
    if let Some(slip) =
        found.and_then(|token| slips::glued(b, token, at)).or_else(|| phrases::phrase(b, index))
    {
        return slip;
    }
    let Some(found) = found else {
        return match bracket {
            Some(Unbalanced::Open(sign, token)) => unclosed(b, sign, &token),
            _ => diag::expected(end_of(b), None, &wanted.groups),
        };
    };
    if let Some(slip) = slips::around(b, before, found, &wanted) {
        return slip;
    }
    if matches!(found.kind, Kind::Sign(':' | '='))
        && before.last().is_some_and(|last| last.kind == Kind::Word)
        && !wanted.groups.iter().any(|group| matches!(group.en.as_str(), "`:`" | "`=`"))
    {
        return diag::needless_sign(b.span(found), shown(b, found));
    }
    let listed = wanted.groups.iter().any(|group| group.en == "`}`") && !wanted.after_expression;
    if found.kind == Kind::Sign(',') && listed {
        return diag::needless_sign(b.span(found), ",");
    }
    if let Some(slip) = slips::number(b, before, found, &wanted) {
        return slip;
    }
    let written = b.word(found);
    let known = CLAUSES.contains(&written) || opens_declaration(written) || is_reserved(written);
    let near = match found.kind {
        Kind::Word if !known || wanted.keywords.len() == 1 => suggestion(written, &wanted),
        _ => None,
    };
    if let Some(near) = near {
        return diag::unexpected_word(b.span(found), written, Some(&near), &[]);
    }
    match (bracket, found.kind) {
        (Some(Unbalanced::Open(sign, token)), Kind::Close(_)) if closer(sign) != '}' => {
            return unclosed(b, sign, &token);
        }
        (Some(Unbalanced::Open(sign, token)), Kind::Word)
            if found.first
                && token.start < found.start
                && (CLAUSES.contains(&written) || opens_declaration(written)) =>
        {
            return unclosed(b, sign, &token);
        }
        (Some(Unbalanced::Close(sign, token)), Kind::Close(_)) if token.start == found.start => {
            return diag::closes_nothing(b.span(&token), sign);
        }
        _ => {}
    }
    let clause = CLAUSES.contains(&written) && !wanted.keywords.iter().any(|word| word == written);
    if found.kind == Kind::Word
        && wanted.clause
        && !wanted.after_expression
        && (clause || !is_reserved(written))
    {
        return diag::unexpected_word(b.span(found), written, None, &wanted.keywords);
    }
    let closes = wanted.groups.iter().any(|group| group.en == "`}`");
    if found.kind == Kind::Word && !written.is_ascii() && closes && !wanted.after_expression {
        return diag::unexpected_word(b.span(found), written, None, &[]);
    }
    if let Kind::Sign(sign) = found.kind
        && !LANGUAGE_SIGNS.contains(sign)
    {
        return diag::foreign_sign(b.span(found), shown(b, found), "");
    }
    diag::expected(b.span(found), Some(shown(b, found)), &wanted.groups)
}

/// The signs that have a meaning in some place.
const LANGUAGE_SIGNS: &str = ".,:=+-*/<>%≥≤≧≦≠×÷¥￥";

/// Whether a comparison stands before this place already, so that another one is not what is missing.
fn compared(b: &Broken, before: &[Token]) -> bool {
    let mut closed = 0_usize;
    for token in before.iter().rev() {
        match token.kind {
            Kind::Close('}') | Kind::Open('{') | Kind::Text(_) => return false,
            Kind::Close(_) => closed = closed.saturating_add(1),
            Kind::Open(_) => match closed.checked_sub(1) {
                Some(left) => closed = left,
                None => return false,
            },
            _ if closed > 0 => {}
            Kind::Sign('<' | '>' | '=' | '≥' | '≤' | '≧' | '≦' | '≠') => return true,
            Kind::Word => match b.word(token) {
                "at" | "is" | "more" | "less" | "between" => return true,
                "and" | "or" | "require" | "when" | "unless" | "where" | "satisfies" | "reading" => {
                    return false;
                }
                _ => {}
            },
            _ => {}
        }
    }
    false
}

/// The word that may have been meant: a known habit from elsewhere, a phrase, or the nearest keyword.
fn suggestion(written: &str, wanted: &Expected) -> Option<String> {
    let known = |phrase: &str| {
        let first = phrase.split(' ').next().unwrap_or_default();
        wanted.keywords.iter().any(|keyword| keyword == first)
    };
    if let Some(meant) = slips::habit(written)
        && known(meant)
    {
        return Some(meant.to_owned());
    }
    let phrases = PHRASES.iter().copied().filter(|phrase| known(phrase));
    let words = wanted.keywords.iter().map(String::as_str);
    nearest(written, words.chain(phrases)).map(str::to_owned)
}

/// A token as a message shows it.
fn shown<'b>(b: &'b Broken<'_, '_>, token: &Token) -> &'b str {
    let written = b.word(token);
    written.char_indices().nth(40).and_then(|(at, _)| written.get(..at)).unwrap_or(written)
}

/// An opening bracket without its partner.
fn unclosed(b: &Broken, sign: char, token: &Token) -> Diagnostic {
    let next = Span::new(b.file, b.next, b.next);
    let end = (sign == '{').then_some((next, b.next >= b.text.trim_end().len()));
    diag::unclosed_bracket(b.span(token), sign, closer(sign), end)
}

/// The place just after the last token of the piece.
fn end_of(b: &Broken) -> Span {
    let end = b.piece.last().map_or(0, |token| token.end);
    Span::new(b.file, end, end)
}
