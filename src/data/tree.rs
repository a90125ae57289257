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
    pub nodes: Vec<Node>,
    /// Texts that do not stand literally in the source.
    pub owned: Vec<Box<str>>,
}

impl Tree {
    /// The root, unless the document is empty.
    pub fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// The node itself; an alias is not followed.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The node that an alias stands for, else the node. Aliases never form a circle, and never point at aliases.
    pub fn resolve(&self, id: NodeId) -> NodeId {
        match self.node(id).map(|node| node.kind) {
            Some(Kind::Alias(target)) => target,
            _ => id,
        }
    }

    /// The text of a scalar.
    pub fn text<'a>(&'a self, text: Text, source: &'a str) -> &'a str {
        match text {
            Text::Source(start, end) => source.get(start as usize..end as usize).unwrap_or(""),
            Text::Owned(index) => self.owned.get(index as usize).map_or("", |owned| owned),
        }
    }

    /// The direct children of a map (key, value, key, value …) or of a sequence.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.child_nodes(id).map(|(id, _)| id)
    }

    /// The same, with the nodes themselves.
    pub fn child_nodes(&self, id: NodeId) -> Children<'_> {
        let end = self.node(id).map_or(0, |node| node.next);
        Children { nodes: self.nodes.get(..end as usize).unwrap_or_default(), at: id.0.saturating_add(1) }
    }
}

/// The direct children of a node.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    /// The nodes up to the end of the last child.
    nodes: &'a [Node],
    at: u32,
}

impl<'a> Iterator for Children<'a> {
    type Item = (NodeId, &'a Node);

    fn next(&mut self) -> Option<(NodeId, &'a Node)> {
        let id = NodeId(self.at);
        let node = self.nodes.get(id.0 as usize)?;
        self.at = node.next;
        Some((id, node))
    }
}
