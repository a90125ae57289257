//! The bytes of an input: a whole file, or NDJSON in blocks of whole lines, so that its size costs no memory.
//!
//! In: an [`Input`]. Out: [`Fed`], one after the other.

use super::files::{self, Unread as Problem};
use super::inputs::Input;
use crate::data::encoding::{encoding_problem, text_of};
use crate::data::limits::Limits;
use crate::data::lines::{PartStart, documents, whole_lines};
use crate::data::{Format, read_line};
use crate::diag::{self, Diagnostic};
use crate::text::{FileId, Source, Span};
use std::io::{self, Read};

/// So many bytes of NDJSON are read at a time; smaller files are read whole.
const BLOCK: usize = 256 << 10;

impl Problem {
    /// The same as a diagnostic, and an empty source for its place.
    pub(super) fn told(self, input: &Input, id: FileId, limits: Limits) -> (Source, Diagnostic) {
        let start = Span::new(id, 0, 0);
        let diagnostic = match self {
            Problem::System(reason) => diag::cannot_open(start, &input.name, &reason),
            Problem::TooLarge(bytes) => diag::too_large(start, bytes, limits.named(input.format)),
        };
        (Source::new(id, input.name.as_str(), ""), diagnostic)
    }
}

fn system(error: &io::Error) -> Problem {
    Problem::System(files::reason(error))
}

/// An input that can be read, and how many bytes it has, as far as that is known.
fn open(input: &Input, limits: Limits) -> Result<(Box<dyn Read>, usize), Problem> {
    let Some(path) = &input.path else { return Ok((Box::new(io::stdin()), 0)) };
    let (file, size) = files::open(path, limits.bytes(input.format))?;
    Ok((Box::new(file), size))
}

/// All bytes of an input, never more than its format allows.
pub(super) fn read_input(input: &Input, limits: Limits) -> Result<Vec<u8>, Problem> {
    let (reader, size) = open(input, limits)?;
    let limit = limits.bytes(input.format);
    let mut bytes = Vec::with_capacity(size.saturating_add(1));
    read_up_to(reader, &mut bytes, limit.saturating_add(1)).map_err(|error| system(&error))?;
    if bytes.len() > limit { Err(Problem::TooLarge(bytes.len())) } else { Ok(bytes) }
}

/// Reads until there are so many bytes, or no more.
fn read_up_to(reader: impl Read, bytes: &mut Vec<u8>, most: usize) -> io::Result<usize> {
    let more = most.saturating_sub(bytes.len());
    reader.take(u64::try_from(more).unwrap_or(u64::MAX)).read_to_end(bytes)
}

/// A part of an input.
pub(super) enum Fed {
    /// All of it.
    Whole(Vec<u8>),
    /// Whole lines of NDJSON, and where they begin.
    Lines(Vec<u8>, PartStart),
    /// What cannot be read: the document that stands for it.
    Unreadable(u32, Box<(Source, Diagnostic)>),
}

/// A file of NDJSON that is being read.
pub(super) struct Feed<'a> {
    input: &'a Input,
    id: FileId,
    limits: Limits,
    /// None once all is read.
    reader: Option<Box<dyn Read>>,
    /// What was read and not given away.
    rest: Vec<u8>,
    start: PartStart,
    /// Whether something was given away.
    begun: bool,
}

impl<'a> Feed<'a> {
    /// Nothing is read yet.
    pub(super) fn new(input: &'a Input, id: FileId, limits: Limits) -> Result<Feed<'a>, Problem> {
        let (reader, _) = open(input, limits)?;
        let (rest, start) = (Vec::new(), PartStart::default());
        Ok(Feed { input, id, limits, reader: Some(reader), rest, start, begun: false })
    }

    /// The next part; none after the last one.
    pub(super) fn next(&mut self) -> Option<Fed> {
        let mut most = BLOCK.max(self.rest.len());
        loop {
            if let Err(problem) = self.fill(most) {
                return Some(self.fail(problem));
            }
            if self.reader.is_none() {
                return self.last();
            }
            let end = whole_lines(&self.rest);
            if end > 0 && !(self.begun || self.is_one_document(end)) {
                return Some(self.first(end));
            }
            if end > 0 && self.begun {
                return Some(self.give(end));
            }
            if self.rest.len() > self.limits.file_bytes {
                return Some(self.pass_over());
            }
            most = most.saturating_mul(2).min(self.limits.file_bytes.saturating_add(1));
        }
    }

    /// Reads until there are so many bytes, or no more.
    fn fill(&mut self, most: usize) -> Result<(), Problem> {
        let Some(reader) = &mut self.reader else { return Ok(()) };
        // One byte more: that there are no more bytes is found without a larger room.
        self.rest.reserve(most.saturating_sub(self.rest.len()).min(BLOCK).saturating_add(1));
        read_up_to(reader, &mut self.rest, most).map_err(|error| system(&error))?;
        if self.rest.len() < most {
            self.reader = None;
        }
        let read = usize::try_from(self.start.before.bytes).unwrap_or(usize::MAX);
        let size = read.saturating_add(self.rest.len());
        if size > self.limits.ndjson_bytes { Err(Problem::TooLarge(size)) } else { Ok(()) }
    }

    /// What is left at the end.
    fn last(&mut self) -> Option<Fed> {
        if !self.begun {
            self.begun = true;
            return Some(Fed::Whole(std::mem::take(&mut self.rest)));
        }
        let all = self.rest.len();
        (all > 0).then(|| self.give(all))
    }

    /// The first of several parts. It tells whether the file is UTF-8; further on a damaged line costs only itself.
    fn first(&mut self, end: usize) -> Fed {
        self.begun = true;
        match text_of(self.rest.get(..end).unwrap_or_default()) {
            Ok(_) => self.give(end),
            Err(problem) => {
                self.end();
                let source = problem.source(self.id, &self.input.name);
                let diagnostic = encoding_problem(&problem, &source);
                Fed::Unreadable(1, Box::new((source, diagnostic)))
            }
        }
    }

    /// Whether none of several lines is a document by itself: then the file may be one JSON document in lines.
    fn is_one_document(&self, end: usize) -> bool {
        let lines = self.rest.get(..end).unwrap_or_default();
        let mut read = documents(lines, self.start).filter_map(|line| {
            let text = std::str::from_utf8(line.bytes).ok()?;
            let source = Source::new(self.id, self.input.name.as_str(), text);
            read_line(&source, line.number, self.limits)
        });
        self.rest.len() <= self.limits.file_bytes && read.all(|document| document.tree.is_err())
    }

    fn give(&mut self, end: usize) -> Fed {
        let after = self.rest.split_off(end);
        let lines = std::mem::replace(&mut self.rest, after);
        let start = self.start;
        self.start = start.after(&lines);
        Fed::Lines(lines, start)
    }

    /// A line that is longer than may be: it is passed over, and what follows is read.
    fn pass_over(&mut self) -> Fed {
        self.begun = true;
        let line = self.start;
        let mut length = 0_usize;
        loop {
            let end = self.rest.iter().position(|byte| *byte == b'\n').map(|at| at.saturating_add(1));
            let after = self.rest.split_off(end.unwrap_or(self.rest.len()));
            let part = std::mem::replace(&mut self.rest, after);
            length = length.saturating_add(part.len());
            let bytes = u32::try_from(part.len()).unwrap_or(u32::MAX);
            self.start.before.bytes = self.start.before.bytes.saturating_add(bytes);
            if end.is_some() || self.reader.is_none() {
                break;
            }
            if let Err(problem) = self.fill(BLOCK) {
                return self.fail(problem);
            }
        }
        self.start.before.lines = line.before.lines.saturating_add(1);
        self.start.documents = line.documents.saturating_add(1);
        let source = Source::new(self.id, self.input.name.as_str(), "").part_of_file(line.before);
        let diagnostic =
            diag::too_large(Span::new(self.id, 0, 0), length, ("file_bytes", self.limits.file_bytes));
        Fed::Unreadable(self.start.documents, Box::new((source, diagnostic)))
    }

    /// What cannot be read is one more document, and the last one.
    fn fail(&mut self, problem: Problem) -> Fed {
        self.end();
        let number = self.start.documents.saturating_add(1);
        Fed::Unreadable(number, Box::new(problem.told(self.input, self.id, self.limits)))
    }

    fn end(&mut self) {
        (self.begun, self.reader) = (true, None);
        self.rest.clear();
    }

    /// Whether an input is read in parts.
    pub(super) fn is_for(input: &Input) -> bool {
        input.format == Format::Ndjson
    }

    /// Whether an input is read in several parts, as far as can be known.
    pub(super) fn is_long(input: &Input) -> bool {
        let size = input.path.as_ref().and_then(|path| std::fs::metadata(path).ok()).map(|meta| meta.len());
        Self::is_for(input) && size.is_none_or(|size| size > u64::try_from(BLOCK).unwrap_or(u64::MAX))
    }
}
