//! Scalars: plain and quoted ones on one line, and block scalars. In: a reader at the first byte. Out: the scalar's
//! place and text, and the reader behind it.

use super::{Reader, blank_at, control, end_of_line, line_break, peek, skip_spaces};
use crate::data::build::clamp;
use crate::data::scan::run;
use crate::data::tree::{Kind, Text};

/// A scalar that has been read and is not in the tree yet.
pub(super) struct Word {
    kind: Kind,
    /// Its first byte.
    pub(super) start: usize,
    end: usize,
}

/// Adds a scalar to the tree.
pub(super) fn add(r: &mut Reader<'_>, word: &Word) -> Option<()> {
    r.build.leaf(word.kind, word.start, word.end).ok()?;
    Some(())
}

/// Reads a plain or quoted scalar; `flow` within brackets.
pub(super) fn word(r: &mut Reader<'_>, flow: bool) -> Option<Word> {
    let next = r.at.saturating_add(1);
    match peek(r)? {
        b'"' => double_quoted(r),
        b'\'' => single_quoted(r),
        b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' | b'#' | b',' | b'[' | b']' | b'{' | b'}' => {
            None
        }
        b'?' | b'-' | b':' if blank_at(r, next) || (flow && flow_mark(*r.bytes.get(next)?)) => None,
        _ => plain(r, flow),
    }
}

fn flow_mark(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

fn plain(r: &mut Reader<'_>, flow: bool) -> Option<Word> {
    let start = r.at;
    let mut at = start;
    loop {
        at = if flow {
            run(r.bytes, at, |b| control(b) | (b == b':') | (b == b'#') | flow_mark(b))
        } else {
            run(r.bytes, at, |b| control(b) | (b == b':') | (b == b'#'))
        };
        let next = at.saturating_add(1);
        match r.bytes.get(at) {
            None | Some(b'\n' | b'\r') => break,
            Some(b':') if blank_at(r, next) || (flow && flow_mark(*r.bytes.get(next)?)) => break,
            Some(b'#') if r.bytes.get(at.saturating_sub(1)) == Some(&b' ') => break,
            Some(b':' | b'#') => at = next,
            Some(byte) if flow_mark(*byte) => break,
            Some(_) => return None,
        }
    }
    let end = start.saturating_add(r.text.get(start..at)?.trim_end_matches(' ').len());
    // The blanks stay ahead of the reader: a comment needs one before it.
    r.at = end;
    (end > start).then(|| Word { kind: Kind::Plain(Text::Source(clamp(start), clamp(end))), start, end })
}

fn single_quoted(r: &mut Reader<'_>) -> Option<Word> {
    let start = r.at;
    let from = start.saturating_add(1);
    let mut at = from;
    let mut doubled = false;
    loop {
        at = run(r.bytes, at, |b| control(b) | (b == b'\''));
        if r.bytes.get(at) != Some(&b'\'') {
            return None;
        }
        if r.bytes.get(at.saturating_add(1)) != Some(&b'\'') {
            break;
        }
        doubled = true;
        at = at.saturating_add(2);
    }
    r.at = at.saturating_add(1);
    let text = if doubled {
        let inner = r.text.get(from..at)?.replace("''", "'");
        r.build.own(inner)
    } else {
        Text::Source(clamp(from), clamp(at))
    };
    Some(Word { kind: Kind::Quoted(text), start, end: r.at })
}

fn double_quoted(r: &mut Reader<'_>) -> Option<Word> {
    let start = r.at;
    let mut from = start.saturating_add(1);
    let mut at = from;
    let mut owned: Option<String> = None;
    loop {
        at = run(r.bytes, at, |b| control(b) | (b == b'"') | (b == b'\\'));
        match r.bytes.get(at)? {
            b'"' => break,
            b'\\' => {
                let text = owned.get_or_insert_default();
                text.push_str(r.text.get(from..at)?);
                let (c, width) = escape(r.text.get(at..)?)?;
                text.push(c);
                at = at.saturating_add(width);
                from = at;
            }
            _ => return None,
        }
    }
    r.at = at.saturating_add(1);
    let text = match owned {
        None => Text::Source(clamp(from), clamp(at)),
        Some(mut text) => {
            text.push_str(r.text.get(from..at)?);
            r.build.own(text)
        }
    };
    Some(Word { kind: Kind::Quoted(text), start, end: r.at })
}

/// The character that an escape stands for, and how many bytes it has.
fn escape(text: &str) -> Option<(char, usize)> {
    let digits: usize = match text.as_bytes().get(1)? {
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        byte => {
            let c = match byte {
                b'"' | b'\\' | b'/' | b' ' => char::from(*byte),
                b'0' => '\0',
                b'a' => '\x07',
                b'b' => '\x08',
                b't' => '\t',
                b'n' => '\n',
                b'v' => '\x0B',
                b'f' => '\x0C',
                b'r' => '\r',
                b'e' => '\x1B',
                b'N' => '\u{85}',
                b'_' => '\u{A0}',
                b'L' => '\u{2028}',
                b'P' => '\u{2029}',
                _ => return None,
            };
            return Some((c, 2));
        }
    };
    let width = digits.saturating_add(2);
    let code = text.get(2..width).filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()))?;
    Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, width))
}

/// How many line breaks a block scalar ends with.
#[derive(PartialEq, Eq)]
enum Chomp {
    Strip,
    Clip,
    Keep,
}

/// Reads a block scalar behind a key, its line end included. One without text, with a given indentation, or folded
/// with lines further in is handed back.
pub(super) fn block(r: &mut Reader<'_>) -> Option<()> {
    let outer = *r.columns.last()?;
    let start = r.at;
    let folded = peek(r)? == b'>';
    r.at = r.at.saturating_add(1);
    let chomp = match peek(r)? {
        b'-' => Chomp::Strip,
        b'+' => Chomp::Keep,
        _ => Chomp::Clip,
    };
    if chomp != Chomp::Clip {
        r.at = r.at.saturating_add(1);
    }
    end_of_line(r)?;
    let mut value = String::new();
    let mut indent = None;
    // Line breaks since the last line with text, and the widest line without text before the first.
    let (mut breaks, mut widest) = (0_usize, 0_usize);
    let mut end = r.at;
    loop {
        let line = r.at;
        skip_spaces(r);
        let column = r.at.saturating_sub(line);
        match peek(r) {
            None if column == 0 => break,
            None => return None,
            Some(b'\n' | b'\r') => {
                line_break(r)?;
                if indent.is_some_and(|indent| column > indent) {
                    return None;
                }
                widest = widest.max(column);
                breaks = breaks.saturating_add(1);
                continue;
            }
            Some(_) => {}
        }
        let first = indent.is_none();
        let indent = *indent.get_or_insert(column);
        if first && (column <= outer || widest > column) || folded && column > indent {
            return None;
        }
        if column < indent {
            r.at = line;
            break;
        }
        end = run(r.bytes, r.at, control);
        let joined = if folded && !first { breaks.saturating_sub(1) } else { breaks };
        if folded && breaks == 1 && !first {
            value.push(' ');
        }
        value.extend(std::iter::repeat_n('\n', joined));
        value.push_str(r.text.get(line.saturating_add(indent)..end)?);
        // Without a line break behind its last line the value is not quite clear.
        r.at = end;
        peek(r)?;
        line_break(r)?;
        breaks = 1;
    }
    indent?;
    let last = match chomp {
        Chomp::Strip => 0,
        Chomp::Clip => 1,
        Chomp::Keep => breaks,
    };
    value.extend(std::iter::repeat_n('\n', last));
    let end = start.saturating_add(r.text.get(start..end)?.trim_end_matches(' ').len());
    let text = r.build.own(value);
    add(r, &Word { kind: Kind::Quoted(text), start, end })
}
