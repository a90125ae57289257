//! What is to be written, with the places where a line may end; and how it is laid out in lines.
//!
//! A [`Doc::Group`] stands on one line where that is short enough, else every [`Doc::Line`] directly in it ends a
//! line. A comment ends the line that it stands on, wherever that is.

use std::borrow::Cow;
use textwrap::core::display_width;

/// A line has at most so many columns where it can be broken; a wide character takes two.
pub(super) const WIDTH: usize = 110;

/// Texts in two languages share a line of at most so many columns; longer ones are easier to compare below each
/// other.
pub(super) const SENTENCE: usize = 80;

/// A piece of what is to be written.
#[derive(Debug)]
pub(super) enum Doc<'a> {
    /// Text without a line end.
    Text(Cow<'a, str>),
    /// Text that stays on the line of what is before it, and before the comment there.
    Glue(&'static str),
    /// The same, where the group is broken.
    BrokenGlue(&'static str),
    /// So many spaces, unless the line ends or begins here.
    Pad(usize),
    /// A space, or a line end where the group is broken.
    Line,
    /// Nothing, or a line end where the group is broken.
    Soft,
    /// A line end.
    Hard,
    /// An empty line.
    Blank,
    /// A comment at the end of its line.
    After(&'a str),
    /// A comment on a line of its own.
    Own(&'a str),
    /// Lines that stay as they are.
    Verbatim(&'a str),
    /// Lines in it begin so many columns further to the right.
    Nest(usize, Vec<Doc<'a>>),
    /// On one line of at most so many columns, else broken.
    Group(usize, Vec<Doc<'a>>),
}

/// A group for a whole line.
pub(super) fn group(docs: Vec<Doc<'_>>) -> Doc<'_> {
    Doc::Group(WIDTH, docs)
}

/// Text as it is.
pub(super) fn text<'a>(text: impl Into<Cow<'a, str>>) -> Doc<'a> {
    Doc::Text(text.into())
}

/// The text on one line, and its last comment; nothing where a comment stands inside, or something ends a line.
pub(super) fn flat<'a>(docs: &[Doc<'a>]) -> Option<(String, Option<&'a str>)> {
    let mut out = String::new();
    let mut comment = None;
    add_flat(docs, &mut out, &mut comment).then_some((out, comment))
}

fn add_flat<'a>(docs: &[Doc<'a>], out: &mut String, comment: &mut Option<&'a str>) -> bool {
    for doc in docs {
        match doc {
            Doc::Text(_) | Doc::After(_) if comment.is_some() => return false,
            Doc::Text(text) => out.push_str(text),
            Doc::Glue(text) => out.push_str(text),
            Doc::Pad(columns) => out.extend(std::iter::repeat_n(' ', *columns)),
            Doc::Line => out.push(' '),
            Doc::Soft | Doc::BrokenGlue(_) => {}
            Doc::After(text) => *comment = Some(text),
            Doc::Hard | Doc::Blank | Doc::Own(_) | Doc::Verbatim(_) => return false,
            Doc::Nest(_, inner) | Doc::Group(_, inner) => {
                if !add_flat(inner, out, comment) {
                    return false;
                }
            }
        }
    }
    true
}

/// Whether a group is on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Flat,
    Broken,
}

/// A line that is written: its text, and the comment at its end.
#[derive(Debug, Default)]
struct Written<'a> {
    text: String,
    comment: Option<&'a str>,
    /// Whether it is copied, so that nothing in it is touched.
    verbatim: bool,
}

/// Lays out; the text ends with a line end unless it is empty.
pub(super) fn render(docs: &[Doc<'_>]) -> String {
    let mut renderer = Renderer::default();
    let mut stack: Vec<(usize, Mode, &Doc)> = docs.iter().rev().map(|doc| (0, Mode::Broken, doc)).collect();
    while let Some((indent, mode, doc)) = stack.pop() {
        match doc {
            Doc::Text(text) => renderer.text(indent, text),
            Doc::Glue(text) => renderer.glue(indent, text),
            Doc::BrokenGlue(text) if mode == Mode::Broken => renderer.glue(indent, text),
            Doc::BrokenGlue(_) => {}
            Doc::Pad(columns) => renderer.pad = renderer.pad.max(*columns),
            Doc::Line if mode == Mode::Flat => renderer.pad = renderer.pad.max(1),
            Doc::Soft if mode == Mode::Flat => {}
            Doc::Line | Doc::Soft | Doc::Hard => renderer.end_line(),
            Doc::Blank => renderer.blank(),
            Doc::After(text) => renderer.after(indent, text),
            Doc::Own(text) => renderer.own(indent, text),
            Doc::Verbatim(text) => renderer.verbatim(text),
            Doc::Nest(by, inner) => {
                let indent = indent.saturating_add(*by);
                stack.extend(inner.iter().rev().map(|doc| (indent, mode, doc)));
            }
            Doc::Group(limit, inner) => {
                let used = renderer.column(indent);
                let flat = mode == Mode::Flat || fits(inner, &stack, limit.saturating_sub(used));
                let mode = if flat && used <= *limit { Mode::Flat } else { Mode::Broken };
                stack.extend(inner.iter().rev().map(|doc| (indent, mode, doc)));
            }
        }
    }
    renderer.end_line();
    finish(renderer.lines)
}

/// Whether a group fits on the rest of the line, together with what must stand on the line behind it.
fn fits(inner: &[Doc<'_>], behind: &[(usize, Mode, &Doc<'_>)], mut left: usize) -> bool {
    let mut stack: Vec<&Doc> = inner.iter().rev().collect();
    let mut begun = false;
    let mut commented = false;
    while let Some(doc) = stack.pop() {
        let width = match doc {
            Doc::Text(_) if commented => return false,
            Doc::Text(text) => {
                begun = true;
                display_width(text)
            }
            Doc::Glue(text) => text.len(),
            Doc::Pad(columns) => *columns,
            Doc::Line => 1,
            Doc::Soft | Doc::BrokenGlue(_) => 0,
            Doc::After(_) if commented => return false,
            Doc::After(_) => {
                commented = true;
                0
            }
            Doc::Own(_) if !begun => 0,
            Doc::Hard | Doc::Blank | Doc::Own(_) | Doc::Verbatim(_) => return false,
            Doc::Nest(_, inner) | Doc::Group(_, inner) => {
                stack.extend(inner.iter().rev());
                0
            }
        };
        match left.checked_sub(width) {
            Some(rest) => left = rest,
            None => return false,
        }
    }
    let mut stack: Vec<(Mode, &Doc)> = Vec::new();
    let mut behind = behind.iter().rev();
    loop {
        let Some((mode, doc)) = stack.pop().or_else(|| behind.next().map(|(_, mode, doc)| (*mode, *doc)))
        else {
            return true;
        };
        let width = match doc {
            Doc::Text(_) | Doc::After(_) if commented => return true,
            Doc::Text(text) => display_width(text),
            Doc::Glue(text) => text.len(),
            Doc::Pad(columns) => *columns,
            Doc::Line | Doc::Soft if mode == Mode::Broken => return true,
            Doc::Line => 1,
            Doc::Soft | Doc::BrokenGlue(_) => 0,
            Doc::Hard | Doc::Blank | Doc::Own(_) | Doc::Verbatim(_) => return true,
            // What is glued to the line still stands before the comment.
            Doc::After(_) => {
                commented = true;
                0
            }
            Doc::Nest(_, inner) => {
                stack.extend(inner.iter().rev().map(|doc| (mode, doc)));
                0
            }
            // A group that follows may be broken where it stands.
            Doc::Group(_, inner) => {
                stack.extend(inner.iter().rev().map(|doc| (mode, doc)));
                0
            }
        };
        match left.checked_sub(width) {
            Some(rest) => left = rest,
            None => return false,
        }
    }
}

/// What is written so far.
#[derive(Default)]
struct Renderer<'a> {
    lines: Vec<Written<'a>>,
    line: Written<'a>,
    /// Spaces to come before the next text of the line.
    pad: usize,
}

impl<'a> Renderer<'a> {
    /// The column of the next text.
    fn column(&self, indent: usize) -> usize {
        if self.line.text.is_empty() || self.line.comment.is_some() {
            indent
        } else {
            display_width(&self.line.text).saturating_add(self.pad)
        }
    }

    fn text(&mut self, indent: usize, text: &str) {
        if self.line.comment.is_some() {
            self.end_line();
        }
        let pad = if self.line.text.is_empty() { indent } else { self.pad };
        self.line.text.extend(std::iter::repeat_n(' ', pad));
        self.line.text.push_str(text);
        self.pad = 0;
    }

    fn glue(&mut self, indent: usize, text: &'static str) {
        if self.line.text.is_empty() {
            self.text(indent, text.trim_start());
        } else {
            self.line.text.push_str(text);
            self.pad = 0;
        }
    }

    fn after(&mut self, indent: usize, text: &'a str) {
        if self.line.text.is_empty() || self.line.comment.is_some() {
            self.own(indent, text);
        } else {
            self.line.comment = Some(text);
        }
    }

    fn own(&mut self, indent: usize, text: &'a str) {
        self.end_line();
        self.text(indent, text);
        self.end_line();
    }

    fn verbatim(&mut self, text: &'a str) {
        self.end_line();
        for line in text.split('\n') {
            let text = line.strip_suffix('\r').unwrap_or(line).to_owned();
            self.lines.push(Written { text, comment: None, verbatim: true });
        }
    }

    fn end_line(&mut self) {
        self.pad = 0;
        if !self.line.text.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }

    fn blank(&mut self) {
        self.end_line();
        if self.lines.last().is_some_and(|line| !line.text.is_empty() || line.verbatim) {
            self.lines.push(Written::default());
        }
    }
}

/// Joins the lines. Comments at the ends of lines that follow each other stand below each other.
fn finish(lines: Vec<Written<'_>>) -> String {
    let mut out = String::new();
    let mut rest = lines.as_slice();
    while !rest.is_empty() {
        let run = rest.iter().take_while(|line| line.comment.is_some()).count().max(1);
        let (now, later) = rest.split_at_checked(run).unwrap_or((rest, &[]));
        rest = later;
        let widths = || now.iter().map(|line| display_width(&line.text));
        let widest = widths().max().unwrap_or(0);
        let ends = now
            .iter()
            .map(|line| widest.saturating_add(2).saturating_add(line.comment.map_or(0, display_width)));
        let column = if ends.max().unwrap_or(0) <= WIDTH { widest } else { 0 };
        for line in now {
            out.push_str(&line.text);
            if let Some(comment) = line.comment {
                let pad = column.saturating_sub(display_width(&line.text)).saturating_add(2);
                out.extend(std::iter::repeat_n(' ', pad));
                out.push_str(comment);
            }
            out.push('\n');
        }
    }
    out
}
