//! NDJSON in parts, so that a file of any length is read in little memory. In: some whole lines, and where they begin.
//! Out: each document with its place in the file; where the next part begins.
//!
//! `\n`, `\r\n` and a lone `\r` end a line. A blank line is no document.

use crate::text::Before;
use memchr::{memchr2, memrchr2};

/// Where a part of an NDJSON file begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartStart {
    /// The bytes and lines before it.
    pub before: Before,
    /// The documents before it.
    pub documents: u32,
}

/// One line that is a document.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its bytes, its end included.
    pub bytes: &'a [u8],
    /// What stands before it in its file.
    pub before: Before,
    /// Which document of the file it is, from 1.
    pub number: u32,
}

impl PartStart {
    /// Where what follows these lines begins.
    #[must_use]
    pub fn after(self, lines: &[u8]) -> PartStart {
        Pieces { rest: lines }.fold(self, |start, piece| start.after_piece(&piece))
    }

    fn after_piece(self, piece: &Piece<'_>) -> PartStart {
        let bytes = u32::try_from(piece.bytes.len()).unwrap_or(u32::MAX);
        PartStart {
            before: Before {
                bytes: self.before.bytes.saturating_add(bytes),
                lines: self.before.lines.saturating_add(u32::from(piece.ends_line)),
            },
            documents: self.documents.saturating_add(u32::from(!is_blank(piece.bytes))),
        }
    }
}

/// The documents of some whole lines.
pub fn documents(lines: &[u8], mut start: PartStart) -> impl Iterator<Item = Line<'_>> {
    Pieces { rest: lines }.filter_map(move |piece| {
        let here = start;
        start = here.after_piece(&piece);
        let line = Line { bytes: piece.bytes, before: here.before, number: start.documents };
        (start.documents > here.documents).then_some(line)
    })
}

/// How many of the first bytes are whole lines, where more bytes may follow.
pub fn whole_lines(bytes: &[u8]) -> usize {
    // A carriage return at the end may be half of a line end.
    let sure = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    memrchr2(b'\n', b'\r', sure).map_or(0, |at| at.saturating_add(1))
}

/// Whether a line is no document.
pub(super) fn is_blank(line: &[u8]) -> bool {
    match line.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => true,
        Some(byte) if byte.is_ascii_graphic() => false,
        Some(_) => String::from_utf8_lossy(line).trim_start_matches('\u{FEFF}').trim().is_empty(),
    }
}

/// Bytes up to and with a `\n` or `\r`.
struct Piece<'a> {
    bytes: &'a [u8],
    /// Whether a line ends here: not so between the `\r` and the `\n` of one line end.
    ends_line: bool,
}

struct Pieces<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let end = memchr2(b'\n', b'\r', self.rest).map_or(self.rest.len(), |at| at.saturating_add(1));
        let (bytes, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, &[]));
        let half = bytes.ends_with(b"\r") && rest.starts_with(b"\n");
        let ends_line = !half && (bytes.ends_with(b"\n") || bytes.ends_with(b"\r"));
        self.rest = rest;
        Some(Piece { bytes, ends_line })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Source, Span};

    fn told(text: &str, start: PartStart) -> Vec<(u32, u32, u32, String)> {
        documents(text.as_bytes(), start)
            .map(|line| {
                let text = std::str::from_utf8(line.bytes).unwrap();
                let source = Source::new(FileId(0), "x", text).part_of_file(line.before);
                let byte = source.bytes_of(Span::new(FileId(0), 0, 0)).0;
                (line.number, source.line_column(0).line, byte, text.trim_end().to_owned())
            })
            .collect()
    }

    #[test]
    fn parts_number_their_lines_and_documents_as_the_whole_does() {
        let text = "\u{FEFF}{1}\r\n\n  \u{3000}\n{2}\r{3}\n{4}";
        let whole = told(text, PartStart::default());
        let expected = [(1, 1, 0), (2, 4, 15), (3, 5, 19), (4, 6, 23)];
        assert_eq!(whole.iter().map(|(n, line, byte, _)| (*n, *line, *byte)).collect::<Vec<_>>(), expected);
        for cut in 0..text.len() {
            let cut = whole_lines(&text.as_bytes()[..cut]);
            let (head, tail) = text.split_at(cut);
            let mut parts = told(head, PartStart::default());
            parts.extend(told(tail, PartStart::default().after(head.as_bytes())));
            assert_eq!(parts, whole, "cut at {cut}");
        }
    }

    #[test]
    fn half_a_line_end_is_not_the_end_of_a_line() {
        assert_eq!(whole_lines(b"{1}\r"), 0);
        assert_eq!(whole_lines(b"{1}\r\n{2"), 5);
        assert_eq!(whole_lines(b"{1}\r{2}"), 4);
    }
}
