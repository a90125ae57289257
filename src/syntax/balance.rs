//! Which bracket of a piece has no partner.

use super::pieces::Piece;
use super::scan::{Kind, Token};

/// A bracket without its partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unbalanced {
    /// It opens and is not closed.
    Open(char, Token),
    /// It closes what is not open.
    Close(char, Token),
}

/// The first bracket without a partner. Where a brace is missing, indentation tells which: a brace that is closed
/// further left than its own line is the one whose partner is missing.
pub(super) fn unbalanced(piece: Piece) -> Option<Unbalanced> {
    let mut open: Vec<(char, Token, usize)> = Vec::new();
    let mut suspect: Option<Unbalanced> = None;
    let mut indent = 0;
    for token in piece {
        let column = token.start.saturating_sub(token.line);
        if token.first {
            indent = column;
        }
        match token.kind {
            Kind::Open(sign) => open.push((sign, *token, indent)),
            Kind::Close(sign) => match open.pop() {
                None => return Some(Unbalanced::Close(sign, *token)),
                // A brace never closes a bracket of another kind: that bracket is the one that stays open.
                Some((opener, at, _)) if closer(opener) != sign && sign == '}' => {
                    return Some(Unbalanced::Open(opener, at));
                }
                Some((opener, _, _)) if closer(opener) != sign => {
                    return Some(Unbalanced::Close(sign, *token));
                }
                Some((opener, at, own)) if token.first && column < own && suspect.is_none() => {
                    suspect = Some(Unbalanced::Open(opener, at));
                }
                Some(_) => {}
            },
            _ => {}
        }
    }
    let last = open.last().map(|(opener, at, _)| Unbalanced::Open(*opener, *at));
    last.and(suspect.or(last))
}

/// The bracket that closes this one.
pub(super) fn closer(opener: char) -> char {
    match opener {
        '{' => '}',
        '[' => ']',
        _ => ')',
    }
}
