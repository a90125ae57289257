//! The marked lines of a file, cut out once when a report is built, so that no format needs the file again.

use super::model::{Line, Mark, Snippet};
use super::place::File;
use crate::diag::Bilingual;
use crate::text::Span;

/// Longer lines are cut to what stands around their marks.
const LONGEST_LINE: usize = 1000;

/// So many bytes are kept before and after the marks of a long line.
const MARGIN: usize = 300;

/// So many marks are drawn on one line.
const MOST_MARKS: usize = 4;

/// A place to mark, what to say of it, and whether the finding is about it.
pub(super) struct ToMark {
    /// The place.
    pub(super) span: Span,
    /// What to say.
    pub(super) text: Bilingual,
    /// Whether the finding is about it.
    pub(super) primary: bool,
}

/// The lines of a file with these marks. A mark over several lines marks the first one; a mark that overlaps an
/// earlier one of its line is left out.
pub(super) fn snippet(file: &File<'_>, mut marks: Vec<ToMark>) -> Option<Snippet> {
    marks.sort_by_key(|mark| (mark.span.start, !mark.primary));
    let mut out = Snippet { file: file.source.name.clone(), lines: Vec::new(), marks: Vec::new() };
    let mut rest = marks.as_slice();
    while let Some(first) = rest.first() {
        let index = file.source.line_index(first.span.start);
        let here = rest.iter().take_while(|mark| file.source.line_index(mark.span.start) == index).count();
        let (of_line, after) = rest.split_at_checked(here).unwrap_or((rest, &[]));
        add_line(file, index, of_line, &mut out);
        rest = after;
    }
    (!out.lines.is_empty()).then_some(out)
}

/// A mark within a line: its bytes there.
struct Within<'m> {
    start: usize,
    end: usize,
    mark: &'m ToMark,
}

/// Whether a mark says nothing, and others inside of it do: they are drawn in its stead.
fn says_less(mark: &ToMark, all: &[ToMark]) -> bool {
    let silent = |mark: &ToMark| mark.text == Bilingual::default();
    silent(mark)
        && all.iter().any(|other| {
            !silent(other) && mark.span.start <= other.span.start && other.span.end <= mark.span.end
        })
}

fn add_line(file: &File<'_>, index: usize, marks: &[ToMark], out: &mut Snippet) {
    let text = file.source.line_text(index);
    let line_start = file.source.line_starts().get(index).copied().unwrap_or(0) as usize;
    let mut kept: Vec<Within<'_>> = Vec::new();
    for mark in marks.iter().filter(|mark| !says_less(mark, marks)) {
        let start = boundary(text, (mark.span.start as usize).saturating_sub(line_start));
        let end = boundary(text, (mark.span.end as usize).saturating_sub(line_start)).max(start);
        let overlaps = kept
            .iter()
            .any(|known| start < known.end.max(known.start.saturating_add(1)) && known.start <= end);
        match kept.iter_mut().find(|known| known.start == start && known.end == end) {
            Some(known) if mark.primary && !known.mark.primary => known.mark = mark,
            Some(_) => {}
            None if overlaps && !mark.primary => {}
            None => {
                if overlaps {
                    kept.retain(|known| end <= known.start || known.end <= start);
                }
                kept.push(Within { start, end, mark });
            }
        }
    }
    kept.sort_by_key(|mark| !mark.mark.primary);
    kept.truncate(MOST_MARKS);
    kept.sort_by_key(|mark| mark.start);
    let low = kept.iter().map(|mark| mark.start).min().unwrap_or(0);
    let high = kept.iter().map(|mark| mark.end).max().unwrap_or(0);
    let (shown, cut) = window(text, low, high);
    let line = out.lines.len();
    out.lines.push(Line { number: file.source.line_number(index), text: shown });
    for Within { start, end, mark } in kept {
        let moved = |at: usize| cut.shift(at);
        out.marks.push(Mark {
            line,
            start: moved(start),
            end: moved(end),
            column: file.line_column(mark.span.start).1,
            text: mark.text.clone(),
            primary: mark.primary,
        });
    }
}

/// What was cut from the front of a line, and what stands there now.
#[derive(Clone, Copy)]
struct Cut {
    from: usize,
    to: usize,
    ellipsis: usize,
}

impl Cut {
    fn shift(self, at: usize) -> usize {
        at.min(self.to).saturating_sub(self.from).saturating_add(self.ellipsis)
    }
}

/// A long line, cut to what stands around its marks.
fn window(text: &str, low: usize, high: usize) -> (String, Cut) {
    let whole = Cut { from: 0, to: text.len(), ellipsis: 0 };
    if text.len() <= LONGEST_LINE {
        return (text.to_owned(), whole);
    }
    let from = boundary(text, low.saturating_sub(MARGIN));
    let limit = from.saturating_add(LONGEST_LINE);
    let to = boundary(text, high.saturating_add(MARGIN).min(limit));
    let before = if from > 0 { "…" } else { "" };
    let after = if to < text.len() { "…" } else { "" };
    let body = text.get(from..to).unwrap_or("");
    (format!("{before}{body}{after}"), Cut { from, to, ellipsis: before.len() })
}

/// The nearest place at or before this one where a character starts.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Source};

    #[test]
    fn a_long_line_is_cut_around_its_mark() {
        let text = format!("first\n{}あX{}\n", "a".repeat(5000), "b".repeat(5000));
        let source = Source::new(FileId(0), "x", text.as_str());
        let at = text.find('X').unwrap();
        let mark =
            ToMark { span: Span::new(FileId(0), at, at + 1), text: Bilingual::same("here"), primary: true };
        let out = snippet(&File::new(&source), vec![mark]).unwrap();
        assert_eq!(out.lines[0].number, 2);
        assert!(out.lines[0].text.len() < 700 && out.lines[0].text.starts_with('…'));
        let mark = &out.marks[0];
        assert_eq!(out.lines[0].text.get(mark.start..mark.end), Some("X"));
        assert_eq!(mark.column, 5002);
    }
}
