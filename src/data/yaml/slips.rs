//! What a person most likely meant where YAML cannot be read. In: the parser's error, the text, and how far it had
//! been read. Out: one diagnostic with the place of the cause, which is often a line above the parser's.

use super::super::build::{Open, char_at};
use crate::diag::{self, Diagnostic, YamlSlip};
use crate::text::{FileId, Source, Span};
use granit_parser::{ErrorKind, ScanError};

/// How many lines above an error its cause is looked for.
const LINES_BACK: usize = 3;

/// How many bytes behind an error about tabs the tab is looked for.
const TAB_DISTANCE: usize = 1000;

/// The diagnostic for an error of the parser at a byte; `last` is the end of the last node that was read, `depth` how
/// deep lists and maps may be nested.
pub(super) fn explain(
    file: FileId,
    text: &str,
    error: &ScanError,
    at: usize,
    (last, open): (usize, &[Open]),
    depth: usize,
) -> Box<Diagnostic> {
    let (start, end) = char_at(text, at);
    let span = Span::new(file, start, end);
    let diagnostic = match error.kind() {
        ErrorKind::RecursionLimitExceeded => diag::too_deep(span, depth),
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => match open_quote(text, last, at) {
            Some((at, quote)) => diag::unclosed_quote(one(file, at), quote),
            None => diag::yaml_slip(span, YamlSlip::Quote),
        },
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => diag::yaml_tab(tab_near(file, text, at).unwrap_or(span)),
        ErrorKind::UnexpectedCharacter { character } => diag::yaml_slip(
            span,
            match character {
                '@' | '`' | '%' | '|' | '>' | '&' | '*' | '!' => YamlSlip::ReservedStart(*character),
                other => YamlSlip::ForbiddenCharacter(*other),
            },
        ),
        ErrorKind::MissingAnchorOrAliasName => {
            let (start, end) = marker_before(text, at).unwrap_or((start, end));
            diag::yaml_slip(Span::new(file, start, end), YamlSlip::NoAnchorName)
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => {
            let (start, end) = bad_escape(text, at).unwrap_or((start, end));
            diag::yaml_slip(Span::new(file, start, end), YamlSlip::Escape)
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            after_quote(file, text, at, last, span)
        }
        kind => structure(file, text, kind, error, at, last, open, span),
    };
    Box::new(diagnostic)
}

/// More text after a closing quote. Where the quote opened on a line above, that one was not closed.
fn after_quote(file: FileId, text: &str, at: usize, last: usize, span: Span) -> Diagnostic {
    let opened = text.get(last..).and_then(|rest| rest.find(['"', '\'']));
    let place = last.saturating_add(opened.unwrap_or(0));
    let quote = byte_at(text, place).map_or('"', char::from);
    if text.get(place..at).is_some_and(|part| part.contains(['\n', '\r'])) {
        return diag::unclosed_quote(one(file, place), quote);
    }
    diag::yaml_slip(span, YamlSlip::AfterQuote(quote))
}

/// Errors whose cause is often elsewhere: tabs and separators first, then what the parser says.
#[expect(clippy::too_many_arguments, reason = "one call, all of it is context")]
fn structure(
    file: FileId,
    text: &str,
    kind: &ErrorKind,
    error: &ScanError,
    at: usize,
    last: usize,
    open: &[Open],
    span: Span,
) -> Diagnostic {
    if let Some(tab) = indent_tab(file, text, at) {
        return diag::yaml_tab(tab);
    }
    let unclosed = matches!(
        kind,
        ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::MismatchedFlowCollectionEnd { .. }
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::BlockEntryInFlowCollection
    );
    let bracket = open.last().map(|open| (open.start, byte_at(text, open.start)));
    if let Some((start, Some(byte @ (b'[' | b'{')))) = bracket
        && (unclosed || text.get(start..at).is_some_and(|part| part.contains(['\n', '\r'])))
    {
        let ended = at == start || text.get(at..).is_none_or(|rest| rest.trim().is_empty());
        let at_end = if ended { None } else { Some(span) };
        return diag::yaml_unclosed_bracket(one(file, start), char::from(byte), at_end);
    }
    if let (true, Some(byte @ (b'[' | b'{'))) = (unclosed, byte_at(text, at)) {
        return diag::yaml_unclosed_bracket(one(file, at), char::from(byte), None);
    }
    if let Some(slip) = separator_near(file, text, at, last) {
        return slip;
    }
    if let Some(dash) = bare_dash(file, text, at) {
        return diag::yaml_slip(dash, YamlSlip::Dash);
    }
    match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            let start = line_start(text, at);
            let before = text.get(start..at).unwrap_or("");
            if before.contains(": ") || before.trim().is_empty() {
                diag::yaml_slip(span, YamlSlip::SecondColon)
            } else {
                let body = before.trim_start_matches([' ', '-']);
                let start = start.saturating_add(before.len().saturating_sub(body.len()));
                diag::yaml_slip(Span::new(file, start, at), YamlSlip::Deeper)
            }
        }
        ErrorKind::ExpectedDocumentStart if text.trim_start_matches('\u{FEFF}').starts_with('%') => {
            diag::yaml_syntax(span, &error.info())
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            diag::yaml_slip(line_before(file, text, at, last), YamlSlip::NoColon)
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidBlockScalarIndent => diag::yaml_slip(span, YamlSlip::Indentation),
        ErrorKind::MisplacedFlowCollectionEnd => diag::yaml_slip(span, YamlSlip::StrayBracket),
        ErrorKind::CommentNotSeparated => diag::yaml_slip(span, YamlSlip::Comment),
        _ => diag::yaml_syntax(span, &error.info()),
    }
}

/// What is wrong with a plain scalar that was meant as `key: value`: no space after the colon, or a full-width one.
/// `None` where it has no such colon. For the decoder, where it finds a text instead of a map.
pub fn separator_slip(source: &Source, span: Span) -> Option<Diagnostic> {
    let mut start = span.start as usize;
    for line in source.slice(span).split_inclusive(['\n', '\r']) {
        if let Some(found) = slip_in(source.id, line, start) {
            return Some(found);
        }
        start = start.saturating_add(line.len());
    }
    None
}

/// The slip of the separator in a line that begins at a byte; a web address or a time of day is none.
fn slip_in(file: FileId, line: &str, start: usize) -> Option<Diagnostic> {
    let code = line.split(" #").next().unwrap_or(line).trim_end();
    let body = code.trim_start_matches([' ', '-']);
    let offset = start.saturating_add(code.len().saturating_sub(body.len()));
    if body.is_empty() || body.starts_with(['"', '\'', '#', '[', '{', '|', '>', '&', '*', '!']) {
        return None;
    }
    if body.contains(": ") || body.ends_with(':') {
        return None;
    }
    let (at, colon) = body.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let key = body.get(..at)?;
    let after = body.get(at.saturating_add(colon.len_utf8())..)?;
    let place = offset.saturating_add(at);
    let span = Span::new(file, place, place.saturating_add(colon.len_utf8()));
    if colon == '：' {
        return (!key.trim().is_empty()).then(|| diag::yaml_full_width_colon(span, key.trim(), after.trim()));
    }
    let digits = key.bytes().all(|b| b.is_ascii_digit());
    if key.is_empty() || digits || after.starts_with('/') || after.starts_with(':') {
        return None;
    }
    Some(diag::yaml_no_space_after_colon(span, key.trim(), after))
}

/// The slip of the separator in the line of an error or in one of the few above it, down to what was read last.
fn separator_near(file: FileId, text: &str, at: usize, last: usize) -> Option<Diagnostic> {
    let floor = line_start(text, last);
    let mut start = line_start(text, at.min(text.len()));
    for _ in 0..=LINES_BACK {
        let line = text.get(start..).unwrap_or("").split(['\n', '\r']).next().unwrap_or("");
        if let Some(found) = slip_in(file, line, start) {
            return Some(found);
        }
        if start == 0 || start <= floor {
            break;
        }
        start = line_above(text, start);
    }
    None
}

/// A dash at the start of the line of an error, or of the line above, that no space follows.
fn bare_dash(file: FileId, text: &str, at: usize) -> Option<Span> {
    let mut start = line_start(text, at.min(text.len()));
    for _ in 0..2 {
        let line = text.get(start..).unwrap_or("").split(['\n', '\r']).next().unwrap_or("");
        let body = line.trim_start_matches(' ');
        let after = body.strip_prefix('-').and_then(|rest| rest.chars().next());
        if after.is_some_and(|c| c.is_alphabetic() || matches!(c, '"' | '\'' | '{')) && body.contains(':') {
            return Some(one(file, start.saturating_add(line.len().saturating_sub(body.len()))));
        }
        start = line_above(text, start);
    }
    None
}

/// The text of the first unread line, from which the parser expected a key and a colon.
fn line_before(file: FileId, text: &str, at: usize, last: usize) -> Span {
    let unread = text.get(last..).unwrap_or("");
    let skipped = unread.len().saturating_sub(unread.trim_start_matches([' ', '\n', '\r', '\t', '-']).len());
    let start = last.saturating_add(skipped);
    let line = text.get(start..).unwrap_or("").split(['\n', '\r']).next().unwrap_or("").trim_end();
    if line.is_empty() || line.starts_with('#') || start > at {
        let (start, end) = char_at(text, at);
        return Span::new(file, start, end);
    }
    Span::new(file, start, start.saturating_add(line.len()))
}

/// The quote that is not closed: the first one after the last node, in the line in which it opens a value.
fn open_quote(text: &str, last: usize, at: usize) -> Option<(usize, char)> {
    if let Some(quote @ (b'"' | b'\'')) = byte_at(text, at) {
        return Some((at, char::from(quote)));
    }
    let rest = text.get(last..)?;
    let found = rest.find(['"', '\''])?;
    let place = last.saturating_add(found);
    byte_at(text, place).map(|quote| (place, char::from(quote)))
}

/// The `&` or `*` just before a place.
fn marker_before(text: &str, at: usize) -> Option<(usize, usize)> {
    let before = at.checked_sub(1)?;
    [before, at]
        .into_iter()
        .find(|place| matches!(byte_at(text, *place), Some(b'&' | b'*')))
        .map(|place| (place, place.saturating_add(1)))
}

/// The first tab in the indentation of the line of an error, or of the line above.
fn indent_tab(file: FileId, text: &str, at: usize) -> Option<Span> {
    let mut start = line_start(text, at.min(text.len()));
    for _ in 0..2 {
        let line = text.get(start..).unwrap_or("");
        let blanks = line.len().saturating_sub(line.trim_start_matches([' ', '\t']).len());
        if let Some(tab) = line.get(..blanks).and_then(|indent| indent.find('\t')) {
            return Some(one(file, start.saturating_add(tab)));
        }
        start = line_above(text, start);
    }
    None
}

/// The tab that an error is about: in the indentation, else the next one in the text, else the one before.
fn tab_near(file: FileId, text: &str, at: usize) -> Option<Span> {
    if let Some(tab) = indent_tab(file, text, at) {
        return Some(tab);
    }
    let bytes = text.as_bytes();
    let next = bytes.iter().skip(at).take(TAB_DISTANCE).position(|b| *b == b'\t');
    if let Some(next) = next {
        return Some(one(file, at.saturating_add(next)));
    }
    text.get(..at).and_then(|head| head.rfind('\t')).map(|tab| one(file, tab))
}

/// The first escape in a double-quoted text that YAML does not know.
fn bad_escape(text: &str, quote: usize) -> Option<(usize, usize)> {
    let rest = text.get(quote..)?.strip_prefix('"')?;
    let base = quote.saturating_add(1);
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '"' {
            return None;
        }
        if c != '\\' {
            continue;
        }
        let (next, escape) = chars.next()?;
        let digits = match escape {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '0' | 'a' | 'b' | 't' | '\t' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '/' | '\\' | 'N'
            | '_' | 'L' | 'P' | '\n' | '\r' => 0,
            _ => 9,
        };
        let after = rest.get(next.saturating_add(escape.len_utf8())..).unwrap_or("");
        let hex = after.chars().take(digits).filter(char::is_ascii_hexdigit).count();
        if hex < digits {
            let end = next.saturating_add(escape.len_utf8());
            return Some((base.saturating_add(at), base.saturating_add(end)));
        }
    }
    None
}

/// The first byte of the line that holds a byte.
fn line_start(text: &str, at: usize) -> usize {
    let head = text.as_bytes().get(..at.min(text.len())).unwrap_or_default();
    let found = head.iter().rposition(|b| matches!(b, b'\n' | b'\r'));
    found.map_or(0, |at| at.saturating_add(1))
}

/// The first byte of the line above the one that starts at a byte.
fn line_above(text: &str, start: usize) -> usize {
    let head = text.get(..start).unwrap_or("");
    let head = head.strip_suffix('\n').map_or(head, |head| head.strip_suffix('\r').unwrap_or(head));
    let head = if head.len() == start { head.strip_suffix('\r').unwrap_or(head) } else { head };
    line_start(text, head.len())
}

fn byte_at(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

/// The span of a character of one byte.
fn one(file: FileId, at: usize) -> Span {
    Span::new(file, at, at.saturating_add(1))
}
