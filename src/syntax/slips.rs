//! Frequent slips that have a message of their own: signs of another keyboard or another language, and figures.

use super::expected::Expected;
use super::recover::Broken;
use super::reserved::{is_reserved, opens_declaration};
use super::scan::{Kind, Token};
use crate::diag::{self, AmountError, Diagnostic, NumberProblem, PlainError};
use crate::text::{Span, nearest};

/// A full-width or typographic sign, and what to type in its place.
pub(super) fn character(b: &Broken, at: usize) -> Option<Diagnostic> {
    let found = b.text.get(at..)?.chars().next()?;
    let place = Span::new(b.file, at, at.saturating_add(found.len_utf8()));
    if is_unseen(found) {
        return Some(diag::unseen_character(place, found));
    }
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
    Some(diag::full_width_sign(place, found, meant))
}

/// Whether a character cannot be seen, or looks like an ordinary space.
fn is_unseen(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(
            c,
            '\u{A0}'
                | '\u{AD}'
                | '\u{61C}'
                | '\u{180E}'
                | '\u{2000}'..='\u{200F}'
                | '\u{2028}'..='\u{202F}'
                | '\u{205F}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
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

/// A slip that the words around a place tell: an unknown form, a name that is none, a word that is missing.
pub(super) fn around(b: &Broken, before: &[Token], found: &Token, wanted: &Expected) -> Option<Diagnostic> {
    let written = b.word(found);
    let next = b.piece.iter().find(|token| token.start >= found.end).map(|token| b.word(token));
    let words: Vec<&str> = before.iter().rev().take(4).map(|token| b.word(token)).collect();
    let last = before.last();
    let touching = last.is_some_and(|last| last.end == found.start && last.kind == Kind::Word);
    match (words.as_slice(), found.kind) {
        ([name, ..], Kind::Open('(')) if touching && !is_reserved(name) => {
            Some(diag::no_function(b.span(last?).to(b.span(found)), name))
        }
        ([_, declares, ..], Kind::Sign('-')) if touching && opens_declaration(declares) => {
            not_a_name(b, last?)
        }
        ([declares, ..], Kind::Number) if opens_declaration(declares) => not_a_name(b, found),
        _ if misplaced_optional(b, before).is_some() => misplaced_optional(b, before),
        ([habit, "is", ..], Kind::Word)
            if matches!(written, "than" | "to") && self::habit(habit).is_some() =>
        {
            Some(diag::unexpected_word(b.span(last?), habit, self::habit(habit), &[]))
        }
        (_, Kind::Word) if written == "not" && next == Some("is") => {
            Some(diag::unexpected_word(b.span(found), "not is", Some("is not"), &[]))
        }
        (["of", "one", ..], Kind::Open('(')) => Some(diag::in_place_of(b.span(found), "(", "[")),
        (["of", "any", ..], Kind::Open('(' | '[')) => Some(diag::in_place_of(b.span(found), written, "{")),
        (_, Kind::Sign(','))
            if innermost(before).is_none_or(|sign| sign != '[')
                && wanted.after_expression
                && last.is_some_and(|last| last.kind != Kind::Number || last.end != found.start) =>
        {
            Some(diag::in_place_of(b.span(found), ",", "and"))
        }
        (_, Kind::Word | Kind::Text(_) | Kind::Number)
            if innermost(before) == Some('[') && wanted.groups.iter().any(|group| group.en == "`]`") =>
        {
            Some(diag::missing_comma(b.span(found), written))
        }
        ([part, ..], Kind::Word) if share(part, written).is_some() => {
            let text = format!("{part} {written}");
            Some(diag::unexpected_word(b.span(last?).to(b.span(found)), &text, share(part, written), &[]))
        }
        ([figure, ..], Kind::Word)
            if last.is_some_and(|last| last.kind == Kind::Number)
                && matches!(written, "percent" | "per" | "パーセント") =>
        {
            Some(diag::in_place_of(b.span(last?).to(b.span(found)), written, &format!("{figure}%")))
        }
        (_, _)
            if wanted.groups.first().is_some_and(|group| matches!(group.en.as_str(), "`for`" | "`of`")) =>
        {
            let words = before.iter().rev().map(|token| (token, b.word(token)));
            let (token, function) = words
                .take_while(|(_, word)| !matches!(*word, "require" | "and" | "or"))
                .find(|(_, word)| matches!(*word, "sum" | "count" | "largest" | "smallest"))?;
            Some(diag::aggregate_form(b.span(token), b.span(found), function))
        }
        ([".", ..], _) if found.first => Some(diag::needless_sign(b.span(last?), ".")),
        (["round", ..], _) => Some(diag::round_how(b.span(last?), b.span(found))),
        (["of", "list", "of", "list"], _) => {
            let inner = before.get(before.len().checked_sub(2)?)?;
            Some(diag::list_of_lists(b.span(inner)))
        }
        (_, Kind::Sign(sign @ ('$' | '€' | '£' | '＄' | '￡'))) => {
            let figure = b.piece.iter().find(|token| token.start == found.end && token.kind == Kind::Number);
            let place = b.span(found).to(b.span(figure.unwrap_or(found)));
            let why = AmountError::OtherCurrency(sign.to_string());
            let text = b.text.get(place.start as usize..place.end as usize).unwrap_or_default();
            Some(diag::bad_amount(place, text, &why))
        }
        _ => None,
    }
}

/// `optional` twice, or inside of `list of`: it reads as the name of a type, and the words after it as a field.
fn misplaced_optional(b: &Broken, before: &[Token]) -> Option<Diagnostic> {
    let last = before.get(before.len().saturating_sub(5)..)?;
    let pair = last.windows(2).find(|pair| match pair {
        [first, second] => matches!(b.word(first), "optional" | "of") && b.word(second) == "optional",
        _ => false,
    })?;
    Some(diag::misplaced_optional(b.span(pair.last()?)))
}

/// The bracket that is open before a place.
fn innermost(before: &[Token]) -> Option<char> {
    let mut open = Vec::new();
    for token in before {
        match token.kind {
            Kind::Open(sign) => open.push(sign),
            Kind::Close(_) => {
                open.pop();
            }
            _ => {}
        }
    }
    open.last().copied()
}

/// A share in words: `two thirds`.
fn share(part: &str, of: &str) -> Option<&'static str> {
    Some(match (part, of) {
        ("a" | "one", "third") => "1/3",
        ("two", "thirds") => "2/3",
        ("a" | "one", "quarter") => "1/4",
        ("three", "quarters") => "3/4",
        ("a" | "one", "fifth") => "1/5",
        ("a" | "one", "half") => "half",
        _ => return None,
    })
}

/// A name with hyphens, or that begins with a digit; `first` is where it begins.
fn not_a_name(b: &Broken, first: &Token) -> Option<Diagnostic> {
    let rest = b.text.get(first.start..)?;
    let length =
        rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(rest.len());
    let written = rest.get(..length)?;
    let mut meant = written.replace(['-', '.'], "_");
    if meant.starts_with(|c: char| c.is_numeric()) {
        meant.insert(0, '_');
    }
    let place = Span::new(b.file, first.start, first.start.saturating_add(length));
    Some(diag::not_a_name(place, written, &meant))
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
        "until" | "till" => "to",
        "filled" => "is given",
        "empty" | "blank" => "is missing",
        "以上" => "at least",
        "以下" | "以内" => "at most",
        "超" | "超える" | "より大きい" => "more than",
        "未満" | "より小さい" => "less than",
        "以前" | "以内に" => "on or before",
        "以後" | "以降" => "on or after",
        "かつ" | "及び" | "および" => "and",
        "又は" | "または" | "若しくは" => "or",
        "である" => "is",
        _ => return None,
    })
}
