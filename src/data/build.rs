//! Builds a [`Tree`] node by node. In: scalars, openings and closings in document order. Out: the tree, or the
//! diagnostic of the limit that the document breaks. Shared by the three readers.

use super::limits::Limits;
use super::tree::{Leaf, NodeId, TextAt, Tree};
use crate::diag::{self, Diagnostic};
use crate::text::{FileId, Span};

/// A result of the readers; the diagnostic is boxed, since it is large and rare.
pub(super) type Read<T> = Result<T, Box<Diagnostic>>;

/// A tree that is being built.
pub(super) struct Builder {
    /// The file, for the spans of diagnostics.
    pub(super) file: FileId,
    /// How much is read.
    limits: Limits,
    /// What has been built so far.
    pub(super) tree: Tree,
    /// The open lists and maps, the innermost last.
    pub(super) open: Vec<Open>,
}

/// A list or map that has not been closed yet.
#[derive(Clone, Copy)]
pub(super) struct Open {
    /// Its node.
    pub(super) node: NodeId,
    /// Whether it is a map.
    pub(super) map: bool,
    /// Whether its next child is a value; kept by [`Builder::leaf`] and [`Builder::finish`].
    after_key: bool,
    /// Its first byte.
    pub(super) start: usize,
    /// The furthest byte of what it contains; kept by [`Builder::leaf`] and [`Builder::finish`].
    end: usize,
}

/// The most nodes that room is made for before there are any.
const MOST_EXPECTED: usize = 4096;

impl Builder {
    /// An empty tree for a text of so many bytes.
    pub(super) fn new(file: FileId, limits: Limits, bytes: usize) -> Self {
        // A key or value and what is around it has some twenty bytes.
        let tree = Tree::with_capacity((bytes >> 4).min(MOST_EXPECTED));
        Self { file, limits, tree, open: Vec::new() }
    }

    /// A span of the file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// Whether the next node is a key.
    pub(super) fn at_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.map && !open.after_key)
    }

    /// Adds a scalar, where the reader knows where lists and maps begin and end.
    #[inline]
    pub(super) fn scalar(&mut self, leaf: Leaf, start: usize, end: usize) -> Read<()> {
        self.check(start, end)?;
        self.tree.push_leaf(leaf, clamp(start), clamp(end));
        Ok(())
    }

    /// Adds a scalar, over which the list or map around it reaches.
    pub(super) fn leaf(&mut self, leaf: Leaf, start: usize, end: usize) -> Read<()> {
        self.contain(start, end);
        self.scalar(leaf, start, end)
    }

    /// Adds an alias, over which the list or map around it reaches.
    pub(super) fn alias(&mut self, target: NodeId, start: usize, end: usize) -> Read<()> {
        self.contain(start, end);
        self.check(start, end)?;
        self.tree.push_alias(target, clamp(start), clamp(end));
        Ok(())
    }

    /// Opens a list or a map.
    pub(super) fn begin(&mut self, map: bool, start: usize) -> Read<()> {
        if self.open.len() >= self.limits.depth {
            let span = self.span(start, start.saturating_add(1));
            return Err(Box::new(diag::too_deep(span, self.limits.depth)));
        }
        self.check(start, start)?;
        let node = self.tree.open(map, clamp(start));
        self.open.push(Open { node, map, after_key: false, start, end: start });
        Ok(())
    }

    /// Closes the innermost list or map. It reaches from where it was opened to the given end.
    #[inline]
    pub(super) fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        self.tree.close(open.node, clamp(open.start), clamp(end));
    }

    /// Closes the innermost list or map. It reaches from its own start to the given end, and further where what it
    /// contains does.
    pub(super) fn finish(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let end = open.end.max(end).max(open.start);
        self.tree.close(open.node, clamp(open.start), clamp(end));
        self.contain(open.start, end);
    }

    /// Lets the innermost open list or map reach over the range of its next child.
    fn contain(&mut self, start: usize, end: usize) {
        if let Some(open) = self.open.last_mut() {
            open.after_key = !open.after_key;
            open.start = open.start.min(start);
            open.end = open.end.max(end);
        }
    }

    /// Whether the limits leave room for one more node.
    #[inline]
    fn check(&self, start: usize, end: usize) -> Read<()> {
        let short = end.saturating_sub(start) <= self.limits.text_bytes;
        if short && self.tree.len() < self.limits.nodes { Ok(()) } else { Err(self.beyond(start, end)) }
    }

    #[cold]
    fn beyond(&self, start: usize, end: usize) -> Box<Diagnostic> {
        Box::new(if end.saturating_sub(start) > self.limits.text_bytes {
            diag::too_long_a_text(self.span(start, end), self.limits.text_bytes)
        } else {
            let span = self.span(start, end.max(start.saturating_add(1)));
            diag::too_many_nodes(span, self.limits.nodes)
        })
    }
}

/// Where the value of a scalar is: in the source between quotes of 0, 1 or 3 characters, else in the tree.
pub(super) fn place_text(
    build: &mut Builder,
    source: &str,
    start: usize,
    end: usize,
    value: &str,
    quotes: &[u8],
) -> TextAt {
    for quote in quotes {
        let width = usize::from(*quote);
        if source.get(start.saturating_add(width)..end.saturating_sub(width)) == Some(value) {
            return TextAt::Quotes(*quote);
        }
    }
    build.tree.own(value)
}

/// The range of the character at a byte, moved back from the end of the text and from line breaks, so that there
/// is something to point at. Empty only where the text is.
pub(super) fn char_at(text: &str, at: usize) -> (usize, usize) {
    let mut start = at.min(text.len());
    while !text.is_char_boundary(start) {
        start = start.saturating_sub(1);
    }
    let here = text.get(start..).and_then(|rest| rest.chars().next());
    if let Some(c) = here
        && !matches!(c, '\n' | '\r')
    {
        return (start, start.saturating_add(c.len_utf8()));
    }
    let before = text.get(..start).and_then(|head| head.chars().next_back());
    match (before, here) {
        (Some(c), _) if !matches!(c, '\n' | '\r') => (start.saturating_sub(c.len_utf8()), start),
        (_, Some(c)) => (start, start.saturating_add(c.len_utf8())),
        (Some(_), None) => {
            let head = text.trim_end_matches(['\n', '\r']);
            let width = head.chars().next_back().map_or(0, char::len_utf8);
            (head.len().saturating_sub(width), head.len())
        }
        (None, None) => (0, 0),
    }
}

/// An offset as the tree keeps it.
pub(super) fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
