//! Scalars: plain and quoted ones on one line, and block scalars. In: a reader at the first byte. Out: the scalar's
//! place and text, and the reader behind it.

use super::{Reader, blank_at, end_of_line, line_break, peek, skip_spaces};
use crate::data::scan::{self, Stops, control, run};
use crate::data::tree::{Leaf, TextAt};

/// Where a plain scalar may end; within brackets; and quoted ones.
const PLAIN: Stops = Stops::controls_and(b":#");
const IN_FLOW: Stops = Stops::controls_and(b":#,[]{}");
const SINGLE_QUOTED: Stops = Stops::controls_and(b"'");
const DOUBLE_QUOTED: Stops = Stops::controls_and(b"\"\\");

/// A scalar that has been read and is not in the tree yet.
pub(super) struct Word {
    leaf: Leaf,
    /// Its first byte.
    pub(super) start: usize,
    end: usize,
}

impl Word {
    /// A value that is not written.
    pub(super) fn blank(at: usize) -> Word {
        Word { leaf: Leaf { quoted: false, at: TextAt::Quotes(0) }, start: at, end: at }
    }
}

/// Adds a scalar to the tree.
#[inline]
pub(super) fn add(r: &mut Reader<'_>, word: &Word) -> Option<()> {
    r.build.scalar(word.leaf, word.start, word.end).ok()?;
    r.end = word.end;
    Some(())
}

/// Reads a plain or quoted scalar; `FLOW` within brackets.
#[inline]
pub(super) fn word<const FLOW: bool>(r: &mut Reader<'_>) -> Option<Word> {
    let first = peek(r)?;
    if first.is_ascii_alphanumeric() || first >= 0x80 { plain::<FLOW>(r) } else { marked::<FLOW>(r, first) }
}

/// Reads a scalar whose first byte is a mark.
fn marked<const FLOW: bool>(r: &mut Reader<'_>, first: u8) -> Option<Word> {
    let next = r.at.saturating_add(1);
    match first {
        b'"' => double_quoted(r),
        b'\'' => single_quoted(r),
        b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' | b'#' | b',' | b'[' | b']' | b'{' | b'}' => {
            None
        }
        b'?' | b'-' | b':' if blank_at(r, next) || (FLOW && flow_mark(*r.bytes.get(next)?)) => None,
        _ => plain::<FLOW>(r),
    }
}

fn flow_mark(byte: u8) -> bool {
    // `[` and `{`, `]` and `}` differ in one bit.
    (byte == b',') | (byte | 0x20 == b'{') | (byte | 0x20 == b'}')
}

#[inline]
fn plain<const FLOW: bool>(r: &mut Reader<'_>) -> Option<Word> {
    let start = r.at;
    let mut at = start;
    loop {
        at = scan::word(r.bytes, at, if FLOW { &IN_FLOW } else { &PLAIN });
        let next = at.saturating_add(1);
        let Some(byte) = r.bytes.get(at).copied() else { break };
        if byte == b'\n' || byte == b'\r' || (FLOW && flow_mark(byte)) {
            break;
        }
        let ends = match byte {
            b':' => blank_at(r, next) || (FLOW && flow_mark(*r.bytes.get(next)?)),
            b'#' => r.bytes.get(at.saturating_sub(1)) == Some(&b' '),
            _ => return None,
        };
        if ends {
            break;
        }
        at = next;
    }
    let end = without_spaces(r, start, at);
    // The blanks stay ahead of the reader: a comment needs one before it.
    r.at = end;
    let leaf = Leaf { quoted: false, at: TextAt::Quotes(0) };
    (end > start).then_some(Word { leaf, start, end })
}

/// The end of a range without the spaces there.
fn without_spaces(r: &Reader<'_>, start: usize, end: usize) -> usize {
    let mut range = r.bytes.get(start..end).unwrap_or_default();
    while let [before @ .., b' '] = range {
        range = before;
    }
    start.saturating_add(range.len())
}

fn single_quoted(r: &mut Reader<'_>) -> Option<Word> {
    let start = r.at;
    let from = start.saturating_add(1);
    let mut at = from;
    let mut doubled = false;
    loop {
        at = scan::word(r.bytes, at, &SINGLE_QUOTED);
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
    let value = if doubled {
        let inner = r.text.get(from..at)?.replace("''", "'");
        r.build.tree.own(inner)
    } else {
        TextAt::Quotes(1)
    };
    Some(Word { leaf: Leaf { quoted: true, at: value }, start, end: r.at })
}

fn double_quoted(r: &mut Reader<'_>) -> Option<Word> {
    let start = r.at;
    let mut from = start.saturating_add(1);
    let mut at = from;
    let mut owned: Option<String> = None;
    loop {
        at = scan::word(r.bytes, at, &DOUBLE_QUOTED);
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
    let value = match owned {
        None => TextAt::Quotes(1),
        Some(mut text) => {
            text.push_str(r.text.get(from..at)?);
            r.build.tree.own(text)
        }
    };
    Some(Word { leaf: Leaf { quoted: true, at: value }, start, end: r.at })
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
    let end = without_spaces(r, start, end);
    let at = r.build.tree.own(value);
    add(r, &Word { leaf: Leaf { quoted: true, at }, start, end })
}
