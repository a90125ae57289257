//! Reads the YAML that proposals are written in, many times faster than the general parser. In: a text. Out: the
//! same [`Tree`] as by its events, or `None`: then the general parser reads the text, and finds what is wrong.
//!
//! The subset: block lists and maps, flow lists and maps, plain and quoted scalars on one line, block scalars behind
//! a key, comments, a `---` at the very start. Whatever else there is (anchors, tags, directives, several documents,
//! `?` keys, tabs, scalars over several lines, control characters), and whatever is not quite clear, is handed back.
//! That both readers agree is tested with mutated documents.
//!
//! No recursion: open lists and maps stand on the builder's stack, beside their columns.

mod flow;
mod scalar;
#[cfg(test)]
mod tests;

use super::super::build::Builder;
use super::super::limits::Limits;
use super::super::scan::{control, run, spaces};
use super::super::tree::Tree;
use crate::text::FileId;
use memchr::memchr3_iter;

/// The longest key, with the blanks before its colon, in bytes. The general parser allows 1024 characters.
const MAX_KEY_BYTES: usize = 1000;

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    build: Builder,
    /// The columns of the open block lists and maps, the innermost last.
    columns: Vec<usize>,
    /// The place behind the `:` or `-` whose value has not come yet.
    waiting: Option<usize>,
    /// The end of the last value: there the block lists and maps around it end.
    end: usize,
}

/// The start of a line that is neither blank nor a comment.
enum Line {
    /// Its first byte is at the reader's place, in this column.
    Content(usize),
    /// There is none any more.
    End,
}

/// Reads a text of one document that is a list or a map.
pub(super) fn read_subset(file: FileId, text: &str, limits: Limits) -> Option<Tree> {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let body = body.strip_prefix("---\n").unwrap_or(body);
    if !printable(body.as_bytes()) {
        return None;
    }
    let at = text.len().saturating_sub(body.len());
    let mut r = Reader {
        text,
        bytes: text.as_bytes(),
        at,
        build: Builder::new(file, limits, body.len()),
        columns: Vec::new(),
        waiting: Some(at),
        end: at,
    };
    while let Line::Content(column) = next_line(&mut r)? {
        entry(&mut r, column)?;
    }
    no_value(&mut r)?;
    while !r.columns.is_empty() {
        close(&mut r);
    }
    let tree = r.build.tree;
    tree.is_collection(tree.root()?).then_some(tree)
}

/// One line: the next item or pair of an open list or map, or the first of a new one.
fn entry(r: &mut Reader<'_>, column: usize) -> Option<()> {
    let dash = at_dash(r);
    if r.waiting.is_some() {
        let inner = match r.columns.last() {
            None => r.build.tree.is_empty(),
            // The dashes of a list may stand below the key that it is the value of.
            Some(outer) => column > *outer || (column == *outer && dash && in_map(r)),
        };
        if inner {
            r.waiting = None;
            return node(r, column);
        }
        no_value(r)?;
    }
    while r.columns.last().is_some_and(|open| *open > column) {
        close(r);
    }
    // The dashes of a list may stand in the column of the map around it.
    if !dash && r.columns.last() == Some(&column) && !in_map(r) {
        close(r);
    }
    if r.columns.last() != Some(&column) || in_map(r) == dash {
        return None;
    }
    if dash {
        return item(r, column);
    }
    let word = scalar::word::<false>(r)?;
    if !at_colon(r, word.start) {
        return None;
    }
    scalar::add(r, &word)?;
    value(r)
}

/// A node that begins here, in this column.
fn node(r: &mut Reader<'_>, column: usize) -> Option<()> {
    if at_dash(r) {
        open(r, false, column, r.at)?;
        return item(r, column);
    }
    if matches!(peek(r), Some(b'[' | b'{')) {
        flow::collection(r)?;
        return end_of_line(r);
    }
    let word = scalar::word::<false>(r)?;
    if at_colon(r, word.start) {
        open(r, true, column, word.start)?;
        scalar::add(r, &word)?;
        return value(r);
    }
    scalar::add(r, &word)?;
    end_of_line(r)
}

/// An item of a list: its dash, and what follows on the line.
fn item(r: &mut Reader<'_>, column: usize) -> Option<()> {
    let mut column = column;
    loop {
        r.at = r.at.saturating_add(1);
        let behind = r.at;
        skip_spaces(r);
        if at_line_end(r, behind) {
            r.waiting = Some(behind);
            return end_of_line(r);
        }
        column = column.saturating_add(1).saturating_add(r.at.saturating_sub(behind));
        if !at_dash(r) {
            return node(r, column);
        }
        open(r, false, column, r.at)?;
    }
}

/// What follows the colon of a key on its line.
fn value(r: &mut Reader<'_>) -> Option<()> {
    let behind = r.at;
    skip_spaces(r);
    if at_line_end(r, behind) {
        r.waiting = Some(behind);
        return end_of_line(r);
    }
    match peek(r) {
        Some(b'|' | b'>') => return scalar::block(r),
        Some(b'[' | b'{') => flow::collection(r)?,
        _ => {
            let word = scalar::word::<false>(r)?;
            scalar::add(r, &word)?;
        }
    }
    end_of_line(r)
}

/// A key without a value. A dash without one is rare, and handed back.
fn no_value(r: &mut Reader<'_>) -> Option<()> {
    let Some(at) = r.waiting.take() else { return Some(()) };
    if !in_map(r) {
        return None;
    }
    blank(r, at)
}

/// The node of a value that is not written.
fn blank(r: &mut Reader<'_>, at: usize) -> Option<()> {
    scalar::add(r, &scalar::Word::blank(at))
}

fn open(r: &mut Reader<'_>, map: bool, column: usize, start: usize) -> Option<()> {
    r.build.begin(map, start).ok()?;
    r.columns.push(column);
    Some(())
}

fn close(r: &mut Reader<'_>) {
    r.columns.pop();
    r.build.close(r.end);
}

fn in_map(r: &Reader<'_>) -> bool {
    r.build.open.last().is_some_and(|open| open.map)
}

fn peek(r: &Reader<'_>) -> Option<u8> {
    r.bytes.get(r.at).copied()
}

/// Whether a blank, a line break or the end of the text stands at a place.
fn blank_at(r: &Reader<'_>, at: usize) -> bool {
    matches!(r.bytes.get(at), None | Some(b' ' | b'\n' | b'\r'))
}

fn at_dash(r: &Reader<'_>) -> bool {
    peek(r) == Some(b'-') && blank_at(r, r.at.saturating_add(1))
}

/// Whether a word that started there is a key: takes its colon.
fn at_colon(r: &mut Reader<'_>, start: usize) -> bool {
    let behind_word = r.at;
    skip_spaces(r);
    let behind = r.at.saturating_add(1);
    let found = peek(r) == Some(b':') && blank_at(r, behind) && r.at.saturating_sub(start) <= MAX_KEY_BYTES;
    r.at = if found { behind } else { behind_word };
    found
}

/// Whether nothing but a comment is left on the line; the blanks from `behind` on have been skipped.
fn at_line_end(r: &Reader<'_>, behind: usize) -> bool {
    match peek(r) {
        None | Some(b'\n' | b'\r') => true,
        Some(b'#') => r.at > behind,
        Some(_) => false,
    }
}

fn skip_spaces(r: &mut Reader<'_>) {
    if peek(r) == Some(b' ') {
        r.at = spaces(r.bytes, r.at.saturating_add(1));
    }
}

/// Goes over blanks, a comment and the line break.
fn end_of_line(r: &mut Reader<'_>) -> Option<()> {
    if peek(r) == Some(b' ') {
        skip_spaces(r);
        if peek(r) == Some(b'#') {
            r.at = run(r.bytes, r.at, control);
        }
    }
    line_break(r)
}

/// Goes over one line break, `\n` or `\r\n`; the end of the text is one.
fn line_break(r: &mut Reader<'_>) -> Option<()> {
    let width = match peek(r) {
        None => 0,
        Some(b'\n') => 1,
        Some(b'\r') if r.bytes.get(r.at.saturating_add(1)) == Some(&b'\n') => 2,
        Some(_) => return None,
    };
    r.at = r.at.saturating_add(width);
    Some(())
}

/// From the start of a line over blank lines and comments to the next content.
fn next_line(r: &mut Reader<'_>) -> Option<Line> {
    loop {
        let start = r.at;
        skip_spaces(r);
        match peek(r) {
            None => return Some(Line::End),
            Some(b'\n' | b'\r') => line_break(r)?,
            Some(b'#') => {
                r.at = run(r.bytes, r.at, control);
                line_break(r)?;
            }
            Some(byte) => {
                let special = byte == b'%' || (matches!(byte, b'-' | b'.') && at_mark(r));
                return (r.at > start || !special).then(|| Line::Content(r.at.saturating_sub(start)));
            }
        }
    }
}

/// Whether the mark of the start or the end of a document stands here.
fn at_mark(r: &Reader<'_>) -> bool {
    r.bytes.get(r.at..).is_some_and(|rest| rest.starts_with(b"---") || rest.starts_with(b"..."))
}

/// Whether a text has no delete or C1 character, no byte order mark and no U+FFFE or U+FFFF: YAML refuses most of
/// them, and in some places only. Other control characters are met on the way.
fn printable(bytes: &[u8]) -> bool {
    memchr3_iter(0x7F, 0xC2, 0xEF, bytes).all(|at| {
        !matches!(
            bytes.get(at..).unwrap_or_default(),
            [0x7F, ..] | [0xC2, 0x80..=0x9F, ..] | [0xEF, 0xBB, 0xBF, ..] | [0xEF, 0xBF, 0xBE | 0xBF, ..]
        )
    })
}
