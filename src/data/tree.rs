//! One document of a proposal file as a tree of spans, the same for YAML, JSON and TOML.
//!
//! Nodes stand in document order; a collection knows where its last descendant ends, so that its children are
//! found without pointers. Scalars borrow the source wherever their value is written there literally.

/// The index of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A scalar written without quotes: a number, a word, `null`, a plain YAML scalar. Its type is decided by the
    /// schema, not by how it looks.
    Plain(Text),
    /// A scalar that is a text by its notation: quoted, or a block scalar.
    Quoted(Text),
    /// Keys and values by turns.
    Map,
    /// Items.
    Seq,
    /// The same as an earlier node (a YAML alias). Never a node that contains the alias.
    Alias(NodeId),
}

/// Where the text of a scalar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// In the source, from this byte to that.
    Source(u32, u32),
    /// In the tree, because escapes or line folding change it.
    Owned(u32),
}

/// A node and its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its first byte.
    pub start: u32,
    /// The byte after its last one.
    pub end: u32,
    /// The index of the node after it and all that it contains.
    pub next: u32,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// All nodes in document order; the first is the root. Empty for an empty document.
    nodes: Vec<Packed>,
    /// Texts that do not stand literally in the source.
    owned: Vec<Box<str>>,
}

/// A node as it is kept: sixteen bytes, since a proposal may have half a million.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Packed {
    start: u32,
    end: u32,
    /// Of a list or map the node after it, of an alias the node that it stands for, of an owned text its index.
    link: u32,
    form: Form,
    /// How many bytes of quotes stand before and after the text of a scalar in the source.
    quotes: u8,
}

/// [`Kind`] without what it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Plain,
    Quoted,
    OwnedPlain,
    OwnedQuoted,
    Map,
    Seq,
    Alias,
}

/// A scalar that is added to a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// Whether it is a text by its notation.
    pub(crate) quoted: bool,
    /// Where its text is.
    pub(crate) at: TextAt,
}

/// Where the text of a scalar is, beside its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextAt {
    /// At its place, without so many bytes of quotes before and after it.
    Quotes(u8),
    /// In the tree.
    Owned(u32),
}

impl Tree {
    /// Without nodes yet, and with room for so many.
    pub(crate) fn with_capacity(nodes: usize) -> Tree {
        Tree { nodes: Vec::with_capacity(nodes), owned: Vec::new() }
    }

    /// How many nodes there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the document is empty.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The root, unless the document is empty.
    #[inline]
    pub fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// The node itself; an alias is not followed.
    #[inline]
    pub fn node(&self, id: NodeId) -> Option<Node> {
        Some(unpacked(self.nodes.get(id.0 as usize)?, id))
    }

    /// Whether a node is a list or a map.
    pub fn is_collection(&self, id: NodeId) -> bool {
        self.node(id).is_some_and(|node| matches!(node.kind, Kind::Map | Kind::Seq))
    }

    /// All nodes in document order.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, Node)> {
        (0..).map(NodeId).map_while(|id| Some((id, self.node(id)?)))
    }

    /// The node that an alias stands for, else the node. Aliases never form a circle, and never point at aliases.
    #[inline]
    pub fn resolve(&self, id: NodeId) -> NodeId {
        match self.nodes.get(id.0 as usize) {
            Some(Packed { form: Form::Alias, link, .. }) => NodeId(*link),
            _ => id,
        }
    }

    /// The text of a scalar.
    #[inline]
    pub fn text<'a>(&'a self, text: Text, source: &'a str) -> &'a str {
        match text {
            Text::Source(start, end) => source.get(start as usize..end as usize).unwrap_or(""),
            Text::Owned(index) => self.owned_text(index).unwrap_or(""),
        }
    }

    /// A text that does not stand literally in the source.
    pub fn owned_text(&self, index: u32) -> Option<&str> {
        self.owned.get(index as usize).map(|owned| &**owned)
    }

    /// The direct children of a map (key, value, key, value …) or of a sequence.
    #[inline]
    pub fn children(&self, id: NodeId) -> Children<'_> {
        let end = self.nodes.get(id.0 as usize).map_or(0, |packed| next(packed, id));
        Children { nodes: self.nodes.get(..end as usize).unwrap_or_default(), at: id.0.saturating_add(1) }
    }

    /// Keeps a text that does not stand literally in the source.
    pub(crate) fn own(&mut self, text: impl Into<Box<str>>) -> TextAt {
        let index = u32::try_from(self.owned.len()).unwrap_or(u32::MAX);
        self.owned.push(text.into());
        TextAt::Owned(index)
    }

    /// Adds a scalar.
    #[inline]
    pub(crate) fn push_leaf(&mut self, leaf: Leaf, start: u32, end: u32) {
        let packed = match leaf.at {
            TextAt::Quotes(quotes) => {
                let form = if leaf.quoted { Form::Quoted } else { Form::Plain };
                Packed { start, end, link: 0, form, quotes }
            }
            TextAt::Owned(link) => {
                let form = if leaf.quoted { Form::OwnedQuoted } else { Form::OwnedPlain };
                Packed { start, end, link, form, quotes: 0 }
            }
        };
        self.nodes.push(packed);
    }

    /// Adds an alias.
    pub(crate) fn push_alias(&mut self, target: NodeId, start: u32, end: u32) {
        self.nodes.push(Packed { start, end, link: target.0, form: Form::Alias, quotes: 0 });
    }

    /// Adds a list or map, whose children come next; [`Tree::close`] ends it.
    #[inline]
    pub(crate) fn open(&mut self, map: bool, start: u32) -> NodeId {
        let id = NodeId(self.count());
        let form = if map { Form::Map } else { Form::Seq };
        self.nodes.push(Packed { start, end: start, link: id.0.saturating_add(1), form, quotes: 0 });
        id
    }

    /// Ends a list or map behind the last node, and gives it its place.
    #[inline]
    pub(crate) fn close(&mut self, id: NodeId, start: u32, end: u32) {
        let next = self.count();
        if let Some(packed) = self.nodes.get_mut(id.0 as usize) {
            packed.start = start;
            packed.end = end;
            packed.link = next;
        }
    }

    /// The place behind the last node.
    pub(crate) fn end(&self) -> usize {
        self.nodes.last().map_or(0, |packed| packed.end as usize)
    }

    fn count(&self) -> u32 {
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }
}

/// A node, from how it is kept.
#[inline]
fn unpacked(packed: &Packed, id: NodeId) -> Node {
    let quotes = u32::from(packed.quotes);
    let source = Text::Source(packed.start.saturating_add(quotes), packed.end.saturating_sub(quotes));
    let kind = match packed.form {
        Form::Plain => Kind::Plain(source),
        Form::Quoted => Kind::Quoted(source),
        Form::OwnedPlain => Kind::Plain(Text::Owned(packed.link)),
        Form::OwnedQuoted => Kind::Quoted(Text::Owned(packed.link)),
        Form::Map => Kind::Map,
        Form::Seq => Kind::Seq,
        Form::Alias => Kind::Alias(NodeId(packed.link)),
    };
    Node { kind, start: packed.start, end: packed.end, next: next(packed, id) }
}

/// The index of the node after one and all that it contains.
#[inline]
fn next(packed: &Packed, id: NodeId) -> u32 {
    match packed.form {
        Form::Map | Form::Seq => packed.link,
        _ => id.0.saturating_add(1),
    }
}

/// The direct children of a node.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    /// The nodes up to the end of the last child.
    nodes: &'a [Packed],
    at: u32,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    #[inline]
    fn next(&mut self) -> Option<NodeId> {
        let id = NodeId(self.at);
        self.at = next(self.nodes.get(id.0 as usize)?, id);
        Some(id)
    }
}
