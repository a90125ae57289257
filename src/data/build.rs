//! Builds a [`Tree`] node by node. In: scalars, openings and closings in document order. Out: the tree, or the
//! diagnostic of the limit that the document breaks. Shared by the three readers.

use super::limits::Limits;
use super::tree::{Kind, Node, NodeId, Text, Tree};
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
    pub(super) node: u32,
    /// Whether it is a map.
    pub(super) map: bool,
    /// How many direct children it has so far.
    pub(super) children: u32,
    /// Its first byte.
    pub(super) start: usize,
    /// The furthest byte of what it contains.
    pub(super) end: usize,
}

impl Builder {
    /// An empty tree.
    pub(super) fn new(file: FileId, limits: Limits) -> Self {
        Self { file, limits, tree: Tree::default(), open: Vec::new() }
    }

    /// A span of the file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// Whether the next node is a key.
    pub(super) fn at_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.map && open.children.is_multiple_of(2))
    }

    /// Keeps a text that does not stand literally in the source.
    pub(super) fn own(&mut self, text: impl Into<Box<str>>) -> Text {
        self.tree.owned.push(text.into());
        Text::Owned(clamp(self.tree.owned.len().saturating_sub(1)))
    }

    /// Adds a scalar or an alias.
    pub(super) fn leaf(&mut self, kind: Kind, start: usize, end: usize) -> Read<NodeId> {
        if end.saturating_sub(start) > self.limits.text_bytes {
            let span = self.span(start, end);
            return Err(Box::new(diag::too_long_a_text(span, self.limits.text_bytes)));
        }
        self.contain(start, end);
        self.add(kind, start, end)
    }

    /// Opens a list or a map.
    pub(super) fn begin(&mut self, map: bool, start: usize) -> Read<NodeId> {
        let kind = if map { Kind::Map } else { Kind::Seq };
        if self.open.len() >= self.limits.depth {
            let span = self.span(start, start.saturating_add(1));
            return Err(Box::new(diag::too_deep(span, self.limits.depth)));
        }
        let id = self.add(kind, start, start)?;
        self.open.push(Open { node: id.0, map, children: 0, start, end: start });
        Ok(id)
    }

    /// Closes the innermost list or map. It reaches from its own start to the given end, and further where what it
    /// contains does.
    pub(super) fn finish(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let next = clamp(self.tree.nodes.len());
        let end = open.end.max(end).max(open.start);
        if let Some(node) = self.tree.nodes.get_mut(open.node as usize) {
            node.start = clamp(open.start);
            node.end = clamp(end);
            node.next = next;
        }
        self.contain(open.start, end);
    }

    /// Lets the innermost open list or map reach over a range.
    fn contain(&mut self, start: usize, end: usize) {
        if let Some(open) = self.open.last_mut() {
            open.start = open.start.min(start);
            open.end = open.end.max(end);
        }
    }

    fn add(&mut self, kind: Kind, start: usize, end: usize) -> Read<NodeId> {
        let index = self.tree.nodes.len();
        if index >= self.limits.nodes {
            let span = self.span(start, end.max(start.saturating_add(1)));
            return Err(Box::new(diag::too_many_nodes(span, self.limits.nodes)));
        }
        let index = clamp(index);
        if let Some(open) = self.open.last_mut() {
            open.children = open.children.saturating_add(1);
        }
        self.tree.nodes.push(Node {
            kind,
            start: clamp(start),
            end: clamp(end),
            next: index.saturating_add(1),
        });
        Ok(NodeId(index))
    }
}

/// Where the value of a scalar is: in the source between quotes of 0, 1 or 3 characters, else in the tree.
pub(super) fn place_text(
    build: &mut Builder,
    source: &str,
    start: usize,
    end: usize,
    value: &str,
    quotes: &[usize],
) -> Text {
    for quote in quotes {
        let inner = (start.saturating_add(*quote), end.saturating_sub(*quote));
        if source.get(inner.0..inner.1) == Some(value) {
            return Text::Source(clamp(inner.0), clamp(inner.1));
        }
    }
    build.own(value)
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
