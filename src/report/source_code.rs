//! The marked lines as miette reads them: one small text, line numbers and columns of the file, nothing rescanned.

use super::model::{Mark, Snippet};
use crate::text::source_line;
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use textwrap::core::display_width;

/// Some lines of a file and the marks on them, ready to be drawn.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    /// The first byte of each line in the text.
    starts: Vec<usize>,
    /// The number of each line in the file, from 1.
    numbers: Vec<u32>,
    /// The marks.
    pub(super) marks: Vec<Drawn>,
    /// Whether all marks of the snippet are among them.
    pub(super) complete: bool,
}

/// A mark in the text of an excerpt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn {
    /// The first byte.
    pub(super) start: usize,
    /// The byte after the last one; never the first one.
    pub(super) end: usize,
    /// The column in the file, from 1.
    column: u32,
    /// The index of the mark in the snippet.
    pub(super) mark: usize,
}

impl Excerpt {
    /// The lines of a snippet, each cut to about this width around its marks.
    pub(super) fn new(snippet: &Snippet, width: usize) -> Excerpt {
        let mut out = Excerpt {
            name: crate::text::one_line(&snippet.file),
            text: String::new(),
            starts: Vec::new(),
            numbers: Vec::new(),
            marks: Vec::new(),
            complete: true,
        };
        for (index, line) in snippet.lines.iter().enumerate() {
            let marks: Vec<_> =
                snippet.marks.iter().enumerate().filter(|(_, mark)| mark.line == index).collect();
            let window = Window::around(&source_line(&line.text), &marks, width);
            let start = out.text.len();
            out.starts.push(start);
            out.numbers.push(line.number);
            out.text.push_str(&window.text);
            for (number, mark) in marks {
                let Some((from, to)) = window.place(mark.start, mark.end) else {
                    out.complete = false;
                    continue;
                };
                out.marks.push(Drawn {
                    start: start.saturating_add(from),
                    end: start.saturating_add(to),
                    column: mark.column,
                    mark: number,
                });
            }
            out.text.push('\n');
        }
        out
    }

    /// The number of the last line, to know how wide the numbers are.
    pub(super) fn last_number(&self) -> u32 {
        self.numbers.last().copied().unwrap_or(0)
    }

    /// The lines as they are drawn.
    pub(super) fn lines(&self) -> impl Iterator<Item = (u32, &str)> {
        self.numbers.iter().copied().zip(self.text.lines())
    }

    fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let last = self.text.len().saturating_sub(1);
        let from = span.offset().min(last);
        let to = from.saturating_add(span.len().saturating_sub(1)).min(last);
        let (first, end) = (self.line_of(from), self.line_of(to));
        let start = self.starts.get(first).copied().unwrap_or(0);
        let stop = self.starts.get(end.saturating_add(1)).copied().unwrap_or(self.text.len());
        let data = self.text.as_bytes().get(start..stop).ok_or(MietteError::OutOfBounds)?;
        let number = self.numbers.get(first).copied().unwrap_or(1);
        let column = self.marks.iter().find(|mark| mark.start == span.offset()).map_or(1, |mark| mark.column);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data,
            SourceSpan::from((start, stop.saturating_sub(start))),
            number.saturating_sub(1) as usize,
            column.saturating_sub(1) as usize,
            end.saturating_sub(first).saturating_add(1),
        )))
    }
}

/// A line, or what of it stands around its marks.
struct Window {
    text: String,
    from: usize,
    to: usize,
    ellipsis: usize,
}

impl Window {
    /// Cuts a line around all its marks, or around what the finding is about where they lie too far apart.
    fn around(text: &str, marks: &[(usize, &Mark)], width: usize) -> Window {
        let low = marks.iter().map(|(_, mark)| mark.start).min().unwrap_or(0);
        let high = marks.iter().map(|(_, mark)| mark.end).max().unwrap_or(0);
        let first = marks.iter().find(|(_, mark)| mark.primary).or(marks.first());
        match first {
            Some((_, mark)) if text.get(low..high).map_or(0, display_width) > width => {
                Window::of(text, mark.start, mark.end, width)
            }
            _ => Window::of(text, low, high, width),
        }
    }

    /// Cuts a line that is wider than this. What is marked comes first, then what stands before it.
    fn of(text: &str, low: usize, high: usize, width: usize) -> Window {
        let all = || Window { text: text.to_owned(), from: 0, to: text.len(), ellipsis: 0 };
        if display_width(text) <= width {
            return all();
        }
        let marked = text.get(low..high).map_or(0, display_width);
        let room = width.saturating_sub(marked).saturating_sub(2);
        let (head, tail) = (text.get(..low).unwrap_or(""), text.get(low..).unwrap_or(""));
        // A short beginning is kept whole: it is the indentation and the key.
        let quarter = width.checked_div(4).unwrap_or(0);
        let indent = Some(display_width(head)).filter(|columns| *columns <= quarter).unwrap_or(0);
        let kept_head = last_columns(head, room.checked_div(2).unwrap_or(0).max(indent));
        let left = width.saturating_sub(2).saturating_sub(display_width(kept_head));
        let kept_tail = first_columns(tail, left.max(1));
        let from = low.saturating_sub(kept_head.len());
        let to = low.saturating_add(kept_tail.len());
        let opening = if from > 0 { "…" } else { "" };
        let closing = if to < text.len() { "…" } else { "" };
        Window {
            text: format!("{opening}{kept_head}{kept_tail}{closing}"),
            from,
            to,
            ellipsis: opening.len(),
        }
    }

    /// Where a marked range stands in the window; an empty one is widened to a character.
    fn place(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        if start > self.to
            || end < self.from
            || (end == self.from && end > start)
            || (start == self.to && start > self.from && end > start)
        {
            return None;
        }
        let moved =
            |at: usize| at.clamp(self.from, self.to).saturating_sub(self.from).saturating_add(self.ellipsis);
        let (from, to) = (moved(start), moved(end));
        if from < to {
            return Some((from, to));
        }
        let after = self.text.get(from..).and_then(|rest| rest.chars().next());
        match after {
            Some(c) => Some((from, from.saturating_add(c.len_utf8()))),
            // At the end of a line the line end itself is marked.
            None => Some((from, from.saturating_add(1))),
        }
    }
}

/// The longest beginning that is no wider than this.
fn first_columns(text: &str, width: usize) -> &str {
    let mut used: usize = 0;
    for (at, c) in text.char_indices() {
        used = used.saturating_add(display_width(c.encode_utf8(&mut [0; 4])));
        if used > width {
            return text.get(..at).unwrap_or("");
        }
    }
    text
}

/// The longest end that is no wider than this.
fn last_columns(text: &str, width: usize) -> &str {
    let mut used: usize = 0;
    for (at, c) in text.char_indices().rev() {
        used = used.saturating_add(display_width(c.encode_utf8(&mut [0; 4])));
        if used > width {
            return text.get(at.saturating_add(c.len_utf8())..).unwrap_or("");
        }
    }
    text
}
