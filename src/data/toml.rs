//! Reads TOML through the `toml` crate. In: a text. Out: its [`Tree`], `None` where it holds nothing, or the
//! diagnostic of the first error.
//!
//! The crate sorts keys; here they stand in the order of their first mention. A table that is written in several
//! places is one map, from its first byte to its last. Numbers lose their underscores, and hexadecimal, octal and
//! binary ones become decimal; everything else stays as written.

use super::build::{Builder, Read, char_at, place_text};
use super::limits::Limits;
use super::tree::{Leaf, TextAt, Tree};
use crate::diag::{self, Diagnostic, TomlSlip};
use crate::text::{FileId, Span};
use ::toml::Spanned;
use ::toml::de::{DeInteger, DeTable, DeValue, Error};
use num_bigint::BigInt;
use std::borrow::Cow;

/// Digits of a hexadecimal number beyond which it stays as written (and is then no number to the decoder).
const MAX_RADIX_DIGITS: usize = 256;

/// What is still to be visited.
enum Step<'t, 'i> {
    Key(&'t Spanned<Cow<'i, str>>),
    Value(&'t Spanned<DeValue<'i>>),
    Close(usize),
}

/// Reads a document. A lone `\r`, which TOML refuses, counts as a line break.
pub(super) fn read_toml(file: FileId, text: &str, limits: Limits) -> Read<Option<Tree>> {
    let breaks = with_line_breaks(text);
    let input: &str = &breaks;
    let root = DeTable::parse(input).map_err(|error| explain(file, input, &error, limits))?;
    if root.get_ref().is_empty() {
        return Ok(None);
    }
    let mut build = Builder::new(file, limits, text.len());
    let start = root.get_ref().keys().map(|key| key.span().start).min().unwrap_or(0);
    build.begin(true, start)?;
    let mut steps = vec![Step::Close(0)];
    push_entries(root.get_ref(), &mut steps);
    while let Some(step) = steps.pop() {
        match step {
            Step::Key(key) => {
                let span = key.span();
                let quoted = matches!(text.as_bytes().get(span.start), Some(b'"' | b'\''));
                let quotes = [u8::from(quoted)];
                let at = place_text(&mut build, text, span.start, span.end, key.get_ref(), &quotes);
                build.leaf(Leaf { quoted, at }, span.start, span.end)?;
            }
            Step::Value(value) => visit(&mut build, text, value, &mut steps)?,
            Step::Close(end) => build.finish(end),
        }
    }
    Ok(Some(build.tree))
}

fn visit<'t, 'i>(
    build: &mut Builder,
    text: &str,
    value: &'t Spanned<DeValue<'i>>,
    steps: &mut Vec<Step<'t, 'i>>,
) -> Read<()> {
    let span = value.span();
    let (start, end) = (span.start, span.end);
    let quoted = matches!(value.get_ref(), DeValue::String(_));
    let at = match value.get_ref() {
        DeValue::Table(table) => {
            build.begin(true, start)?;
            steps.push(Step::Close(end));
            push_entries(table, steps);
            return Ok(());
        }
        DeValue::Array(array) => {
            build.begin(false, start)?;
            steps.push(Step::Close(end));
            steps.extend(array.iter().rev().map(Step::Value));
            return Ok(());
        }
        DeValue::String(string) => place_text(build, text, start, end, string, &[1, 3]),
        DeValue::Integer(integer) => place_text(build, text, start, end, &decimal(integer), &[0]),
        DeValue::Float(float) => place_text(build, text, start, end, float.as_str(), &[0]),
        DeValue::Boolean(_) | DeValue::Datetime(_) => TextAt::Quotes(0),
    };
    build.leaf(Leaf { quoted, at }, start, end)
}

/// The entries of a table in the order of their keys' places, to be visited next.
fn push_entries<'t, 'i>(table: &'t DeTable<'i>, steps: &mut Vec<Step<'t, 'i>>) {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| std::cmp::Reverse((key.span().start, key.span().end)));
    for (key, value) in entries {
        steps.push(Step::Value(value));
        steps.push(Step::Key(key));
    }
}

/// The digits of an integer in decimal, its sign included.
fn decimal(integer: &DeInteger<'_>) -> String {
    let digits = integer.as_str();
    if integer.radix() == 10 {
        return digits.to_owned();
    }
    if digits.len() > MAX_RADIX_DIGITS {
        return integer.to_string();
    }
    BigInt::parse_bytes(digits.as_bytes(), integer.radix())
        .map_or_else(|| integer.to_string(), |number| number.to_string())
}

/// The text with `\n` for each `\r` that no `\n` follows; all offsets stay.
fn with_line_breaks(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let lone = |i: usize| bytes.get(i.saturating_add(1)) != Some(&b'\n');
    if !bytes.contains(&b'\r') || !bytes.iter().enumerate().any(|(i, b)| *b == b'\r' && lone(i)) {
        return Cow::Borrowed(text);
    }
    let change = |(i, c)| if c == '\r' && lone(i) { '\n' } else { c };
    Cow::Owned(text.char_indices().map(change).collect())
}

/// Our words for an error of the crate.
fn explain(file: FileId, text: &str, error: &Error, limits: Limits) -> Box<Diagnostic> {
    let range = error.span().unwrap_or(0..0);
    let (mut start, mut end) = (range.start.min(text.len()), range.end.min(text.len()));
    if text.get(start..end).is_none_or(|t| t.trim().is_empty()) {
        (start, end) = char_at(text, start);
    }
    // A span of several lines is cut to its first.
    let line = text.get(start..end).unwrap_or("");
    let cut = line.find(['\n', '\r']).filter(|at| *at > 0).unwrap_or(line.len());
    end = start.saturating_add(cut);
    let span = Span::new(file, start, end);
    let here = text.get(start..end).unwrap_or("");
    let message = error.message();
    let rest = text.get(start..).unwrap_or("");
    let line_start = text.get(..start).and_then(|head| head.rfind('\n')).map_or(0, |at| at.saturating_add(1));
    let line = text.get(line_start..).unwrap_or("").lines().next().unwrap_or("");
    Box::new(if message.starts_with("duplicate key") || message.starts_with("cannot extend value") {
        diag::toml_duplicate_key(span, here, first_place(file, text, start, end))
    } else if message.contains("recursion") || message.contains("recurse") {
        diag::too_deep(span, limits.depth)
    } else if let Some(at) = line.find('：').filter(|_| !line.contains('=')) {
        let at = line_start.saturating_add(at);
        diag::toml_colon(Span::new(file, at, at.saturating_add('：'.len_utf8())))
    } else if let Some(at) = line.find('＝').filter(|_| !line.contains('=')) {
        let at = line_start.saturating_add(at);
        diag::toml_slip(
            Span::new(file, at, at.saturating_add('＝'.len_utf8())),
            TomlSlip::FullWidthEquals,
            "",
        )
    } else if rest.starts_with(':') && !line.contains('=') {
        diag::toml_colon(span)
    } else if let Some(at) =
        line.find(": ").filter(|_| !line.contains('=') && !line.trim_start().starts_with('#'))
    {
        let at = line_start.saturating_add(at);
        diag::toml_colon(Span::new(file, at, at.saturating_add(1)))
    } else if let Some(slip) = slip_of(message, here) {
        let (span, here) = if slip == TomlSlip::Number { whole_word(file, text, span) } else { (span, here) };
        diag::toml_slip(span, slip, here)
    } else {
        diag::toml_syntax(span, message)
    })
}

/// The number that a place lies in, as far as it goes without blanks.
fn whole_word(file: FileId, text: &str, span: Span) -> (Span, &str) {
    let rest = text.get(span.start as usize..).unwrap_or("");
    let end =
        rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}' | '#')).unwrap_or(rest.len());
    let end = (span.start as usize).saturating_add(end).max(span.end as usize);
    (Span::new(file, span.start as usize, end), text.get(span.start as usize..end).unwrap_or(""))
}

/// The slip that a message of the crate stands for.
fn slip_of(message: &str, here: &str) -> Option<TomlSlip> {
    let has = |part: &str| message.contains(part);
    let number = here.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    if here.trim().is_empty() && has("must be quoted") {
        return Some(TomlSlip::NoValue);
    }
    if has("string values must be quoted") {
        return Some(if number { TomlSlip::Number } else { TomlSlip::BareText });
    }
    if has("basic string") || has("literal string") || has("escape") || has("unicode value") {
        return Some(TomlSlip::Text);
    }
    if has("unclosed") {
        return Some(TomlSlip::Unclosed);
    }
    if has("invalid unquoted key") {
        return Some(TomlSlip::BareKey);
    }
    if has("no value") || has("missing value") {
        return Some(TomlSlip::NoValue);
    }
    if has("missing comma") {
        return Some(TomlSlip::MissingComma);
    }
    if has("extra comma") {
        return Some(TomlSlip::ExtraComma);
    }
    if has("unexpected key or value") || has("unexpected content") {
        return Some(TomlSlip::MoreText);
    }
    if has("invalid date") || has("invalid time") || has("datetime") {
        return Some(TomlSlip::Date);
    }
    if has("integer") || has("float") || has("radix") || has("leading zero") || has("may only go between") {
        return Some(TomlSlip::Number);
    }
    None
}

/// Where the key that a duplicate repeats was first given: the duplicate is renamed in a copy, and the same key is
/// looked up beside it.
fn first_place(file: FileId, text: &str, start: usize, end: usize) -> Option<Span> {
    let name = (0..100).map(|n| format!("kisoku-{n}")).find(|name| !text.contains(name.as_str()))?;
    let written = text.get(start..end)?;
    let copy = [text.get(..start)?, &name, text.get(end..)?].concat();
    let key = format!("{written} = 0");
    let wanted = DeTable::parse(&key).ok()?;
    let wanted = wanted.get_ref().keys().next()?.get_ref().clone().into_owned();
    let (root, _) = DeTable::parse_recoverable(&copy);
    let mut tables: Vec<&DeTable<'_>> = vec![root.get_ref()];
    let mut values: Vec<&Spanned<DeValue<'_>>> = Vec::new();
    while let Some(table) = tables.pop() {
        if table.contains_key(name.as_str()) {
            let (key, _) = table.get_key_value(wanted.as_str())?;
            let span = key.span();
            return (span.start < start).then(|| Span::new(file, span.start, span.end));
        }
        values.extend(table.values());
        while let Some(value) = values.pop() {
            match value.get_ref() {
                DeValue::Table(table) => tables.push(table),
                DeValue::Array(array) => values.extend(array.iter()),
                _ => {}
            }
        }
    }
    None
}
