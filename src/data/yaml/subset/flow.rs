//! Flow lists and maps, over several lines, too. In: a reader at `[` or `{`. Out: their nodes, and the reader behind
//! the bracket.

use super::{Reader, at_mark, blank, blank_at, line_break, peek, scalar, skip_spaces};
use crate::data::scan::{control, run};

/// What may come next.
enum Next {
    /// A value, a key, or the closing bracket.
    Entry,
    /// The value of the key whose colon ends there.
    Value(usize),
    /// A comma or the closing bracket.
    After,
}

/// Reads one list or map with all that it contains.
pub(super) fn collection(r: &mut Reader<'_>) -> Option<()> {
    let base = r.build.open.len();
    begin(r)?;
    let mut next = Next::Entry;
    while let Some(map) = r.build.open.get(base..)?.last().map(|open| open.map) {
        blanks(r)?;
        let closing = if map { b'}' } else { b']' };
        let byte = peek(r)?;
        next = match next {
            Next::Entry | Next::After if byte == closing => {
                r.at = r.at.saturating_add(1);
                r.build.close(r.at);
                r.end = r.at;
                Next::After
            }
            Next::After if byte == b',' => {
                r.at = r.at.saturating_add(1);
                Next::Entry
            }
            Next::After => return None,
            Next::Entry if map => Next::Value(key(r)?),
            Next::Value(colon) if byte == b',' || byte == closing => {
                blank(r, colon)?;
                Next::After
            }
            Next::Entry | Next::Value(_) if matches!(byte, b'[' | b'{') => {
                begin(r)?;
                Next::Entry
            }
            Next::Entry | Next::Value(_) => {
                let word = scalar::word::<true>(r)?;
                scalar::add(r, &word)?;
                Next::After
            }
        };
    }
    Some(())
}

fn begin(r: &mut Reader<'_>) -> Option<()> {
    r.build.begin(peek(r)? == b'{', r.at).ok()?;
    r.at = r.at.saturating_add(1);
    Some(())
}

/// A key and its colon; gives the place behind it.
fn key(r: &mut Reader<'_>) -> Option<usize> {
    let quoted = matches!(peek(r)?, b'"' | b'\'');
    let word = scalar::word::<true>(r)?;
    skip_spaces(r);
    let long = r.at.saturating_sub(word.start) > super::MAX_KEY_BYTES;
    if long || peek(r)? != b':' || !(quoted || blank_at(r, r.at.saturating_add(1))) {
        return None;
    }
    r.at = r.at.saturating_add(1);
    scalar::add(r, &word)?;
    Some(r.at)
}

/// Goes over blanks, comments and line breaks. A line that stands no further in than the block around it is handed
/// back.
fn blanks(r: &mut Reader<'_>) -> Option<()> {
    loop {
        let from = r.at;
        skip_spaces(r);
        match peek(r)? {
            b'\n' | b'\r' => {}
            b'#' if r.at > from => r.at = run(r.bytes, r.at, control),
            _ => return Some(()),
        }
        line_break(r)?;
        let start = r.at;
        skip_spaces(r);
        let column = r.at.saturating_sub(start);
        let blank_line = matches!(peek(r)?, b'\n' | b'\r');
        let outside = r.columns.last().is_some_and(|block| column <= *block);
        if !blank_line && (outside || (column == 0 && at_mark(r)) || peek(r)? == b'#') {
            return None;
        }
    }
}
