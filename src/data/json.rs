//! Reads JSON as RFC 8259 has it, nothing more. In: a text and a range of it. Out: its [`Tree`], `None` where there
//! are only blanks, or the diagnostic of the first error.
//!
//! No recursion: open lists and maps stand on the builder's stack. Numbers keep their digits as written; two keys
//! of the same name are both kept, since it is the decoder that reports them.

use super::build::{Builder, Read, char_at};
use super::limits::Limits;
use super::scan::{control, run, spaces};
use super::tree::{Leaf, TextAt, Tree};
use crate::diag::{self, JsonSlip};
use crate::text::{FileId, Span};

/// A scalar without quotes.
const PLAIN: Leaf = Leaf { quoted: false, at: TextAt::Quotes(0) };

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    build: Builder,
}

/// What may come next.
enum Next {
    /// A value.
    Value,
    /// A key, after `{` (where `}` may stand as well) or after a comma.
    Key,
    /// A comma or the closing bracket; at the top the end.
    After,
}

/// Reads the document between two bytes of a text. A byte order mark at the start is skipped.
pub(super) fn read_json(
    file: FileId,
    text: &str,
    (start, end): (usize, usize),
    limits: Limits,
) -> Read<Option<Tree>> {
    let bytes = text.as_bytes().get(..end).unwrap_or(text.as_bytes());
    let mark = bytes.get(start..).is_some_and(|rest| rest.starts_with(b"\xEF\xBB\xBF"));
    let at = if mark { start.saturating_add(3) } else { start };
    let build = Builder::new(file, limits, bytes.len().saturating_sub(start));
    let mut r = Reader { text, bytes, at, build };
    blanks(&mut r);
    if r.at >= r.bytes.len() {
        return Ok(None);
    }
    let mut next = Next::Value;
    loop {
        blanks(&mut r);
        next = match next {
            Next::Value => value(&mut r)?,
            Next::Key => key(&mut r)?,
            Next::After => match r.build.open.last().map(|open| open.map) {
                Some(map) => after(&mut r, map)?,
                None if r.at >= r.bytes.len() => return Ok(Some(r.build.tree)),
                None => return Err(after_the_end(&r)),
            },
        };
    }
}

fn peek(r: &Reader<'_>) -> Option<u8> {
    r.bytes.get(r.at).copied()
}

fn bump(r: &mut Reader<'_>, by: usize) {
    r.at = r.at.saturating_add(by);
}

#[inline]
fn blanks(r: &mut Reader<'_>) {
    let mut at = r.at;
    loop {
        match r.bytes.get(at) {
            Some(b' ') => at = spaces(r.bytes, at),
            Some(b'\n' | b'\r' | b'\t') => at = at.saturating_add(1),
            _ => break,
        }
    }
    r.at = at;
}

fn value(r: &mut Reader<'_>) -> Read<Next> {
    let start = r.at;
    match peek(r) {
        Some(b'{') => {
            r.build.begin(true, start)?;
            bump(r, 1);
            blanks(r);
            Ok(if peek(r) == Some(b'}') { close(r) } else { Next::Key })
        }
        Some(b'[') => {
            r.build.begin(false, start)?;
            bump(r, 1);
            blanks(r);
            Ok(if peek(r) == Some(b']') { close(r) } else { Next::Value })
        }
        Some(b'"') => {
            string(r)?;
            Ok(Next::After)
        }
        Some(b'-' | b'0'..=b'9') => {
            number(r)?;
            Ok(Next::After)
        }
        _ => {
            for word in ["true", "false", "null"] {
                let rest = r.bytes.get(start..).unwrap_or_default();
                let ends = rest.get(word.len()).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'_');
                if rest.starts_with(word.as_bytes()) && ends {
                    let end = start.saturating_add(word.len());
                    r.build.scalar(PLAIN, start, end)?;
                    r.at = end;
                    return Ok(Next::After);
                }
            }
            Err(no_value(r))
        }
    }
}

/// Closes the innermost list or map at its bracket.
fn close(r: &mut Reader<'_>) -> Next {
    bump(r, 1);
    r.build.close(r.at);
    Next::After
}

fn key(r: &mut Reader<'_>) -> Read<Next> {
    match peek(r) {
        Some(b'"') => string(r)?,
        None => return Err(unfinished(r)),
        Some(_) => {
            let slip = match peek(r) {
                Some(b'\'') => JsonSlip::SingleQuotes,
                Some(b'/' | b'#') => JsonSlip::Comment,
                Some(b'}') => return Err(trailing_comma(r)),
                Some(b',') => JsonSlip::StrayComma,
                _ if starts_with_char(r, is_open_quote) => JsonSlip::CurlyQuotes,
                _ => JsonSlip::UnquotedKey,
            };
            return Err(slip_here(r, slip));
        }
    }
    blanks(r);
    match peek(r) {
        Some(b':') => {
            bump(r, 1);
            Ok(Next::Value)
        }
        None => Err(unfinished(r)),
        Some(_) if starts_with_char(r, |c| c == '：') => Err(slip_here(r, JsonSlip::FullWidthColon)),
        Some(_) => Err(slip_here(r, JsonSlip::MissingColon)),
    }
}

fn after(r: &mut Reader<'_>, map: bool) -> Read<Next> {
    let closing = if map { b'}' } else { b']' };
    match peek(r) {
        Some(b',') => {
            let comma = r.at;
            bump(r, 1);
            blanks(r);
            if peek(r) == Some(closing) {
                r.at = comma;
                return Err(slip_here(r, JsonSlip::TrailingComma));
            }
            Ok(if map { Next::Key } else { Next::Value })
        }
        Some(byte) if byte == closing => Ok(close(r)),
        None => Err(unfinished(r)),
        Some(b'}' | b']') => Err(mismatched(r)),
        Some(b'/' | b'#') => Err(slip_here(r, JsonSlip::Comment)),
        Some(_) if starts_with_char(r, |c| matches!(c, '，' | '、')) => {
            Err(slip_here(r, JsonSlip::FullWidthComma))
        }
        Some(_) => Err(missing_comma(r)),
    }
}

fn number(r: &mut Reader<'_>) -> Read<()> {
    let start = r.at;
    if peek(r) == Some(b'-') {
        bump(r, 1);
    }
    let mut valid = match peek(r) {
        Some(b'0') => {
            bump(r, 1);
            true
        }
        _ => digits(r),
    };
    if valid && peek(r) == Some(b'.') {
        bump(r, 1);
        valid = digits(r);
    }
    if valid && matches!(peek(r), Some(b'e' | b'E')) {
        bump(r, 1);
        if matches!(peek(r), Some(b'+' | b'-')) {
            bump(r, 1);
        }
        valid = digits(r);
    }
    let ends = matches!(peek(r), None | Some(b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t'));
    if !valid || !(ends || is_number_end(r)) {
        r.at = start;
        return Err(slip_here(r, JsonSlip::Number));
    }
    r.build.scalar(PLAIN, start, r.at)
}

/// Whether what stands here is no part of a number, not even by mistake.
fn is_number_end(r: &Reader<'_>) -> bool {
    !starts_with_char(r, |c| c.is_alphabetic() || c.is_ascii_digit() || matches!(c, '_' | '.'))
}

fn digits(r: &mut Reader<'_>) -> bool {
    let start = r.at;
    while peek(r).is_some_and(|b| b.is_ascii_digit()) {
        bump(r, 1);
    }
    r.at > start
}

/// Reads a string into a node. Without escapes its text stays in the source.
#[inline]
fn string(r: &mut Reader<'_>) -> Read<()> {
    let start = r.at;
    let end = string_end(r.bytes, start.saturating_add(1));
    if r.bytes.get(end) != Some(&b'"') {
        return string_with_escapes(r, end);
    }
    r.at = end.saturating_add(1);
    r.build.scalar(Leaf { quoted: true, at: TextAt::Quotes(1) }, start, r.at)
}

/// The next byte in a string that is not itself a part of the text.
#[inline]
fn string_end(bytes: &[u8], at: usize) -> usize {
    run(bytes, at, |byte| control(byte) | (byte == b'"') | (byte == b'\\'))
}

/// The same; its first byte that is not itself a part of the text is given.
fn string_with_escapes(r: &mut Reader<'_>, stop: usize) -> Read<()> {
    let start = r.at;
    let mut from = start.saturating_add(1);
    let mut text = String::new();
    r.at = stop;
    loop {
        match peek(r) {
            Some(b'"') => break,
            Some(b'\\') => {
                text.push_str(r.text.get(from..r.at).unwrap_or(""));
                text.push(escape(r)?);
                from = r.at;
            }
            Some(b'\n' | b'\r') | None => {
                let span = r.build.span(start, start.saturating_add(1));
                return Err(Box::new(diag::unclosed_quote(span, '"')));
            }
            Some(0) => {
                let span = r.build.span(r.at, r.at.saturating_add(1));
                return Err(Box::new(diag::nul_byte(span)));
            }
            Some(_) => return Err(slip_here(r, JsonSlip::ControlCharacter)),
        }
        r.at = string_end(r.bytes, r.at);
    }
    text.push_str(r.text.get(from..r.at).unwrap_or(""));
    bump(r, 1);
    let at = r.build.tree.own(text);
    r.build.scalar(Leaf { quoted: true, at }, start, r.at)
}

/// Reads one escape, the backslash included.
fn escape(r: &mut Reader<'_>) -> Read<char> {
    let start = r.at;
    bump(r, 1);
    let simple = match peek(r) {
        Some(b @ (b'"' | b'\\' | b'/')) => Some(char::from(b)),
        Some(b'b') => Some('\u{8}'),
        Some(b'f') => Some('\u{C}'),
        Some(b'n') => Some('\n'),
        Some(b'r') => Some('\r'),
        Some(b't') => Some('\t'),
        Some(b'u') => None,
        _ => return Err(bad_escape(r, start, JsonSlip::Escape)),
    };
    bump(r, 1);
    if let Some(c) = simple {
        return Ok(c);
    }
    let Some(high) = hex4(r) else { return Err(bad_escape(r, start, JsonSlip::Escape)) };
    if let Some(c) = char::from_u32(high) {
        return Ok(c);
    }
    let pair = r.bytes.get(r.at..).is_some_and(|rest| rest.starts_with(b"\\u"));
    if high < 0xDC00 && pair {
        bump(r, 2);
        if let Some(low @ 0xDC00..=0xDFFF) = hex4(r) {
            let top = high.saturating_sub(0xD800).saturating_mul(0x400);
            let code = top.saturating_add(low.saturating_sub(0xDC00)).saturating_add(0x1_0000);
            if let Some(c) = char::from_u32(code) {
                return Ok(c);
            }
        }
    }
    r.at = start.saturating_add(6);
    Err(bad_escape(r, start, JsonSlip::LoneSurrogate))
}

fn hex4(r: &mut Reader<'_>) -> Option<u32> {
    let end = r.at.saturating_add(4);
    let four = r.bytes.get(r.at..end).filter(|four| four.iter().all(u8::is_ascii_hexdigit))?;
    let code = u32::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok()?;
    r.at = end;
    Some(code)
}

fn starts_with_char(r: &Reader<'_>, test: impl Fn(char) -> bool) -> bool {
    r.text.get(r.at..).and_then(|rest| rest.chars().next()).is_some_and(test)
}

fn is_open_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '「' | '＂')
}

/// The span of the word at the reader's place: letters and digits, at least one character.
fn word_here(r: &Reader<'_>) -> Span {
    let (start, end) = char_at(r.text, r.at.min(r.bytes.len()));
    let rest = r.text.get(start..r.bytes.len()).unwrap_or("");
    let long = rest
        .char_indices()
        .take(200)
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.'))
        .last()
        .map_or(0, |(i, c)| i.saturating_add(c.len_utf8()));
    r.build.span(start, end.max(start.saturating_add(long)))
}

fn slip_here(r: &Reader<'_>, slip: JsonSlip) -> Box<diag::Diagnostic> {
    let word = word_here(r);
    let text = r.text.get(word.range()).unwrap_or("").to_owned();
    Box::new(diag::json_slip(word, slip, &text))
}

fn bad_escape(r: &Reader<'_>, start: usize, slip: JsonSlip) -> Box<diag::Diagnostic> {
    let (_, end) = char_at(r.text, r.at.min(r.bytes.len()).saturating_sub(1).max(start.saturating_add(1)));
    let span = r.build.span(start, end.max(start.saturating_add(1)));
    let text = r.text.get(span.range()).unwrap_or("").to_owned();
    Box::new(diag::json_slip(span, slip, &text))
}

fn no_value(r: &Reader<'_>) -> Box<diag::Diagnostic> {
    let slip = match peek(r) {
        None => return unfinished(r),
        Some(0) => return Box::new(diag::nul_byte(r.build.span(r.at, r.at.saturating_add(1)))),
        Some(b'\'') => JsonSlip::SingleQuotes,
        Some(b'/' | b'#') => JsonSlip::Comment,
        Some(b',') => JsonSlip::StrayComma,
        Some(b'}' | b']') => return trailing_comma(r),
        Some(b'+' | b'.') => JsonSlip::Number,
        _ if starts_with_char(r, is_open_quote) => JsonSlip::CurlyQuotes,
        _ => {
            let word = word_here(r);
            match r.text.get(word.range()).unwrap_or("") {
                "NaN" | "Infinity" => JsonSlip::NotANumber,
                _ => JsonSlip::BareWord,
            }
        }
    };
    slip_here(r, slip)
}

/// At a closing bracket where a key or value should stand.
fn trailing_comma(r: &Reader<'_>) -> Box<diag::Diagnostic> {
    slip_here(r, JsonSlip::NoValue)
}

fn missing_comma(r: &Reader<'_>) -> Box<diag::Diagnostic> {
    let end = r.build.tree.end();
    let end = end.max(before_blanks(r));
    let (start, stop) = char_at(r.text, end.saturating_sub(1));
    Box::new(diag::json_missing_comma(r.build.span(start, stop), word_here(r)))
}

/// The byte after the last one that is no blank before the reader's place.
fn before_blanks(r: &Reader<'_>) -> usize {
    r.text.get(..r.at).map_or(r.at, |head| head.trim_end_matches([' ', '\n', '\r', '\t']).len())
}

fn mismatched(r: &Reader<'_>) -> Box<diag::Diagnostic> {
    let open = r.build.open.last().map_or(0, |open| open.start);
    let opening = r.build.span(open, open.saturating_add(1));
    Box::new(diag::json_wrong_bracket(
        word_here(r),
        opening,
        r.text.get(open..).unwrap_or("").starts_with('{'),
    ))
}

fn unfinished(r: &Reader<'_>) -> Box<diag::Diagnostic> {
    let (start, end) = char_at(r.text, before_blanks(r).saturating_sub(1));
    let opening = r.build.open.last().map(|open| {
        let bracket = if open.map { '{' } else { '[' };
        (r.build.span(open.start, open.start.saturating_add(1)), bracket)
    });
    Box::new(diag::json_unfinished(r.build.span(start, end), opening))
}

fn after_the_end(r: &Reader<'_>) -> Box<diag::Diagnostic> {
    match peek(r) {
        Some(b'/' | b'#') => slip_here(r, JsonSlip::Comment),
        Some(b',') => slip_here(r, JsonSlip::StrayComma),
        _ => slip_here(r, JsonSlip::MoreText),
    }
}
