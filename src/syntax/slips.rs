//! Frequent slips that have a message of their own: signs of another keyboard or another language, and figures.

use super::expected::Expected;
use super::recover::Broken;
use super::scan::{Kind, Token};
use crate::diag::{self, Diagnostic, NumberProblem, PlainError};
use crate::text::{Span, nearest};

/// A full-width or typographic sign, and what to type in its place.
pub(super) fn character(b: &Broken, at: usize) -> Option<Diagnostic> {
    let found = b.text.get(at..)?.chars().next()?;
    let meant = match found {
        '｛' => "{",
        '｝' => "}",
        '（' => "(",
        '）' => ")",
        '［' | '〔' | '【' => "[",
        '］' | '〕' | '】' => "]",
        '：' => ":",
        '，' | '、' => ",",
        '．' | '。' => ".",
        '＝' => "=",
        '＋' => "+",
        '－' | '−' | '–' | '—' => "-",
        '＊' => "*",
        '／' => "/",
        '＞' => ">",
        '＜' => "<",
        '“' | '”' | '„' | '＂' | '「' | '」' | '『' | '』' | '«' | '»' => "\"",
        _ => return None,
    };
    let place = Span::new(b.file, at, at.saturating_add(found.len_utf8()));
    Some(diag::full_width_sign(place, found, meant))
}

/// A sign of another language, and how it is written here.
pub(super) fn symbol(b: &Broken, at: usize) -> Option<Diagnostic> {
    const SIGNS: &[(&str, &str)] = &[
        ("=>", "at least` (`>=`)"),
        ("=<", "at most` (`<=`)"),
        ("<>", "is not` (`!=`)"),
        ("===", "is"),
        ("&&", "and"),
        ("||", "or"),
        (":=", "="),
        ("&", "and"),
        ("|", "or"),
        ("!", "not"),
        (";", ""),
        ("'", "\""),
        ("#", "//"),
        ("/*", "//"),
    ];
    let back = at.saturating_sub(1);
    let found = |start: usize| {
        let rest = b.text.get(start..)?;
        let row = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
        Some((start, row))
    };
    let two = b.piece.iter().any(|token| token.start == back && matches!(token.kind, Kind::Sign(_)));
    let (start, (sign, meant)) =
        two.then(|| found(back)).flatten().filter(|(_, (sign, _))| sign.len() > 1).or_else(|| found(at))?;
    let place = Span::new(b.file, start, start.saturating_add(sign.len()));
    Some(diag::foreign_sign(place, sign, meant))
}

/// The words of amounts.
const UNITS: &[&str] = &["yen", "thousand", "million", "billion"];

/// A figure just before the place: its comma, its unit.
pub(super) fn number(b: &Broken, before: &[Token], found: &Token, wanted: &Expected) -> Option<Diagnostic> {
    if let Some(slip) = scale(b, before, wanted) {
        return Some(slip);
    }
    let figure = before.last().filter(|token| token.kind == Kind::Number)?;
    let written = b.word(found);
    let touching = figure.end == found.start;
    let whole = |end: usize| Span::new(b.file, figure.start, end);
    if found.kind == Kind::Sign(',') && touching {
        let after = b.piece.iter().find(|token| token.start == found.end && token.kind == Kind::Number)?;
        return Some(diag::misplaced_comma(whole(after.end)));
    }
    if found.kind == Kind::Number && wanted.after_expression {
        return Some(diag::two_figures(whole(found.end)));
    }
    if found.kind != Kind::Word || !wanted.after_expression {
        return None;
    }
    if matches!(written, "thousand" | "million" | "billion") {
        return Some(diag::missing_unit(whole(found.end), &format!("{} {written} yen", b.word(figure))));
    }
    let near = nearest(written, UNITS.iter().copied())?;
    Some(diag::unknown_unit(b.span(found), written, Some(near)))
}

/// `thousnd yen` as a type: the misspelt scale reads as the name of a type, and `yen` as the next field.
fn scale(b: &Broken, before: &[Token], wanted: &Expected) -> Option<Diagnostic> {
    const SCALES: &[&str] = &["thousand", "million", "billion", "signed"];
    let [.., written, yen] = before else { return None };
    if b.word(yen) != "yen" || !wanted.groups.iter().any(|group| group.en == "`:`") {
        return None;
    }
    let near = nearest(b.word(written), SCALES.iter().copied())?;
    Some(diag::unknown_unit(b.span(written), b.word(written), Some(near)))
}

/// A figure with letters that are no unit: `5億` without 円, `30days`.
pub(super) fn glued(b: &Broken, token: &Token, at: usize) -> Option<Diagnostic> {
    if token.kind != Kind::Number || token.start >= at {
        return None;
    }
    let rest = b.text.get(at..token.end)?;
    let span = b.span(token);
    let japanese =
        rest.chars().all(|c| matches!(c, '十' | '百' | '千' | '万' | '億' | '兆') || c.is_numeric());
    if rest.starts_with('_') {
        let why = PlainError::Number(NumberProblem::Underscore);
        return Some(diag::bad_number(span, b.word(token), &why));
    }
    Some(if japanese {
        diag::missing_unit(span, &format!("{}円", b.word(token)))
    } else {
        diag::unknown_unit(Span::new(b.file, at, token.end), rest, nearest(rest, UNITS.iter().copied()))
    })
}

/// Words that other languages use, and what they are called here.
pub(super) fn habit(written: &str) -> Option<&'static str> {
    Some(match written.to_ascii_lowercase().as_str() {
        "must" | "shall" | "assert" | "ensure" => "require",
        "if" => "when",
        "equals" | "equal" | "eq" => "is",
        "exists" | "exist" | "present" => "is given",
        "absent" => "is missing",
        "greater" | "exceeds" | "over" | "above" | "gt" => "more than",
        "below" | "under" | "fewer" | "lt" => "less than",
        "gte" => "at least",
        "lte" => "at most",
        "foreach" | "forall" | "loop" => "for each",
        "reason" | "why" => "because",
        "description" => "title",
        "import" | "include" => "use",
        _ => return None,
    })
}
