//! Files, spans and the index from a byte to its line and column.

use std::fmt;
use std::sync::{Arc, OnceLock};

/// A file of this run: a rule file, a table or a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file; the end is exclusive. `{:-?}` leaves it out of what is written, so that trees can be
/// compared without their places.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.sign_minus() {
            return f.write_str("_");
        }
        write!(f, "{}:{}..{}", self.file.0, self.start, self.end)
    }
}

impl Span {
    /// A span from byte offsets; offsets beyond 4 GiB are clamped (no such file is read).
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end) }
    }

    /// From the start of `self` to the end of `other`, which lies in the same file.
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the other span lies in this one.
    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The empty span at the start of this one.
    pub fn head(self) -> Span {
        Span { end: self.start, ..self }
    }

    /// The range of bytes, to slice with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as people count it: line and column start at 1, a column is a Unicode scalar value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values. A byte order mark is not counted.
    pub column: u32,
}

/// One file: its name as shown, its text, and (built on first use) where its lines start.
#[derive(Debug)]
pub struct Source {
    /// Which file this is.
    pub id: FileId,
    /// The path as reports show it, with `/` between its parts.
    pub name: String,
    /// The text as it is on disk, a byte order mark included.
    pub text: Arc<str>,
    /// Of a file that is not UTF-8, whose text here is only shown: the bytes on disk of its one place.
    on_disk: Option<(u32, u32)>,
    /// What stands before the text in the file, where this is a part of one.
    before: Before,
    lines: OnceLock<Vec<u32>>,
}

/// How much of a file stands before a part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Its bytes.
    pub bytes: u32,
    /// Its lines.
    pub lines: u32,
}

impl Source {
    /// A source of the given name and text.
    pub fn new(id: FileId, name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let (name, text) = (name.into(), text.into());
        Self { id, name, text, on_disk: None, before: Before::default(), lines: OnceLock::new() }
    }

    /// The same, for whole lines out of a larger file: spans count from the start of the text, what is told of them
    /// from the start of the file.
    #[must_use]
    pub fn part_of_file(mut self, before: Before) -> Self {
        self.before = before;
        self
    }

    /// The same, for a file with other bytes than its text; these are the bytes of the one place that is reported.
    #[must_use]
    pub fn standing_for(mut self, (start, end): (usize, usize)) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.on_disk = Some((offset(start), offset(end)));
        self
    }

    /// The bytes on disk of a span.
    pub fn bytes_of(&self, span: Span) -> (u32, u32) {
        let (start, end) = self.on_disk.unwrap_or((span.start, span.end.max(span.start)));
        (start.saturating_add(self.before.bytes), end.saturating_add(self.before.bytes))
    }

    /// Whether the text begins with a byte order mark, which is no character of its first line.
    pub fn has_mark(&self) -> bool {
        self.before.bytes == 0 && self.text.starts_with('\u{FEFF}')
    }

    /// The number of a line in the file, from 1; the index counts from 0 in the text.
    pub fn line_number(&self, index: usize) -> u32 {
        let in_text = u32::try_from(index.saturating_add(1)).unwrap_or(u32::MAX);
        in_text.saturating_add(self.before.lines)
    }

    /// The byte at which each line starts. `\n`, `\r\n` and a lone `\r` end a line, as in YAML.
    pub fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for (i, byte) in bytes.iter().enumerate() {
                let next = i.saturating_add(1);
                if *byte == b'\n' || (*byte == b'\r' && bytes.get(next) != Some(&b'\n')) {
                    starts.push(u32::try_from(next).unwrap_or(u32::MAX));
                }
            }
            starts
        })
    }

    /// The index of the line (from 0) that holds the byte.
    pub fn line_index(&self, byte: u32) -> usize {
        self.line_starts().partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The line and column of a byte; a byte past the end is taken as the end.
    pub fn line_column(&self, byte: u32) -> LineColumn {
        let index = self.line_index(byte);
        let start = self.line_starts().get(index).copied().unwrap_or(0) as usize;
        let mut end = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        let before = self.text.get(start..end).unwrap_or("");
        let before = before.strip_prefix('\u{FEFF}').unwrap_or(before);
        let count = |n: usize| u32::try_from(n.saturating_add(1)).unwrap_or(u32::MAX);
        LineColumn { line: self.line_number(index), column: count(before.chars().count()) }
    }

    /// The text of a line (its index counts from 0), without its end.
    pub fn line_text(&self, index: usize) -> &str {
        let starts = self.line_starts();
        let start = starts.get(index).map_or(self.text.len(), |s| *s as usize);
        let end = starts.get(index.saturating_add(1)).map_or(self.text.len(), |s| *s as usize);
        self.text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    /// The text of a span; empty where the span does not lie in this file.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

/// The files that were read for the rules: rule files, tables and tests.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<Arc<Source>>,
}

impl SourceMap {
    /// Adds a file and gives it its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Arc::new(Source::new(id, name, text)));
        id
    }

    /// Adds a file that is not UTF-8; `source` makes it from the id that it gets.
    pub fn add_shown(&mut self, source: impl FnOnce(FileId) -> Source) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Arc::new(source(id)));
        id
    }

    /// The file with this id, where it is one of this map.
    pub fn get(&self, id: FileId) -> Option<&Arc<Source>> {
        self.files.get(id.0 as usize)
    }

    /// All files, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.files.iter()
    }

    /// How many files there are; also the id that the next one gets.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether no file has been added.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_every_kind_of_break_and_a_mark_is_no_column() {
        let source = Source::new(FileId(0), "x", "\u{FEFF}ab\r\nあい\rc\n");
        let at = |needle: &str| {
            let byte = source.text.find(needle).unwrap() as u32;
            let place = source.line_column(byte);
            (place.line, place.column)
        };
        assert_eq!(at("ab"), (1, 1));
        assert_eq!(at("い"), (2, 2));
        assert_eq!(at("c"), (3, 1));
        assert_eq!(source.line_text(1), "あい");
        assert_eq!(source.line_column(999).line, 4);
    }
}
