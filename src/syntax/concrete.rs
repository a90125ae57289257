//! The concrete tree: every token of a declaration in its order, with the comments beside it, under the names that
//! the grammar gives the parts. It is what the formatter reads; the [`ast`](super::ast) has no order of clauses.

use super::build;
pub(crate) use super::build::is_space;
use super::grammar::Rule;
use crate::text::Span;

/// Part of a declaration that the grammar names.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    /// Its name in the grammar.
    pub(crate) rule: Rule,
    /// What it consists of, in order.
    pub(crate) parts: Vec<Part<'a>>,
}

/// A token or a node.
#[derive(Debug)]
pub(crate) enum Part<'a> {
    /// A token.
    Token(Token<'a>),
    /// A node.
    Node(Node<'a>),
}

/// A token. A path and a place are one, since no white space may stand in them.
#[derive(Debug)]
pub(crate) struct Token<'a> {
    /// Its name in the grammar; none for a sign that has no name of its own.
    pub(crate) rule: Option<Rule>,
    /// As it is written.
    pub(crate) text: &'a str,
    /// Its first byte.
    pub(crate) start: usize,
    /// The byte after its last one.
    pub(crate) end: usize,
    /// The comments on lines of their own before it.
    pub(crate) before: Vec<Comment<'a>>,
    /// The comment after it on its line.
    pub(crate) after: Option<&'a str>,
    /// Whether an empty line stands right before it.
    pub(crate) blank: bool,
}

/// A comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Comment<'a> {
    /// Its text, the slashes included.
    pub(crate) text: &'a str,
    /// Whether an empty line stands before it.
    pub(crate) blank: bool,
}

impl<'a> Node<'a> {
    /// The first token.
    pub(crate) fn first(&self) -> Option<&Token<'a>> {
        self.parts.iter().find_map(|part| match part {
            Part::Token(token) => Some(token),
            Part::Node(node) => node.first(),
        })
    }

    /// The same, to change it.
    pub(crate) fn first_mut(&mut self) -> Option<&mut Token<'a>> {
        self.parts.iter_mut().find_map(|part| match part {
            Part::Token(token) => Some(token),
            Part::Node(node) => node.first_mut(),
        })
    }

    /// Whether a comment stands beside any of its tokens.
    pub(crate) fn is_commented(&self) -> bool {
        self.parts.iter().any(|part| match part {
            Part::Token(token) => token.after.is_some() || !token.before.is_empty(),
            Part::Node(node) => node.is_commented(),
        })
    }

    /// The last token.
    pub(crate) fn last(&self) -> Option<&Token<'a>> {
        self.parts.iter().rev().find_map(|part| match part {
            Part::Token(token) => Some(token),
            Part::Node(node) => node.last(),
        })
    }
}

/// The concrete tree of a node of the parse. `base` is the byte of the file at which the parsed text starts.
pub(super) fn of<'a>(text: &'a str, comments: &[Span], base: usize, node: build::Node<'_>) -> Node<'a> {
    let start = base.saturating_add(node.as_span().start());
    let next = comments.partition_point(|comment| (comment.start as usize) < start);
    let mut walk = Walk { text, comments, base, at: start, next, before: Vec::new() };
    walk.node(node)
}

/// The walk through a declaration, token by token.
struct Walk<'a, 'c> {
    text: &'a str,
    comments: &'c [Span],
    base: usize,
    /// The byte after the last token or comment.
    at: usize,
    /// The next comment.
    next: usize,
    /// The comments since the last token, not counting the one on its line.
    before: Vec<Comment<'a>>,
}

impl<'a> Walk<'a, '_> {
    fn node(&mut self, node: build::Node<'_>) -> Node<'a> {
        let grammar = node.as_rule();
        let end = self.base.saturating_add(node.as_span().end());
        let mut parts = Vec::new();
        for child in node.into_inner() {
            let place = child.as_span();
            let start = self.base.saturating_add(place.start());
            self.signs(start, &mut parts);
            let leaf = matches!(child.as_rule(), Rule::path | Rule::place) || is_leaf(&child);
            if leaf {
                let end = self.base.saturating_add(place.end());
                parts.push(Part::Token(self.token(Some(child.as_rule()), start, end)));
            } else {
                parts.push(Part::Node(self.node(child)));
            }
        }
        self.signs(end, &mut parts);
        Node { rule: grammar, parts }
    }

    /// The signs without a name up to a byte.
    fn signs(&mut self, to: usize, parts: &mut Vec<Part<'a>>) {
        while self.at < to {
            match self.comments.get(self.next) {
                Some(comment) if comment.start as usize <= self.at => {
                    let text = self.slice(comment.start as usize, comment.end as usize);
                    let blank = self.blank_before(comment.start as usize);
                    self.before.push(Comment { text: text.trim_end(), blank });
                    self.at = comment.end as usize;
                    self.next = self.next.saturating_add(1);
                    continue;
                }
                _ => {}
            }
            let Some(c) = self.text.get(self.at..to).and_then(|rest| rest.chars().next()) else { return };
            let end = self.at.saturating_add(c.len_utf8());
            if is_space(c) {
                self.at = end;
            } else {
                let token = self.token(None, self.at, end);
                parts.push(Part::Token(token));
            }
        }
    }

    /// The token at these bytes, with the comment after it on its line.
    fn token(&mut self, rule: Option<Rule>, start: usize, end: usize) -> Token<'a> {
        let before = std::mem::take(&mut self.before);
        let blank = self.blank_before(start);
        // A string may hold what the scanner takes for a comment.
        while self.comments.get(self.next).is_some_and(|comment| (comment.start as usize) < end) {
            self.next = self.next.saturating_add(1);
        }
        self.at = end;
        let mut after = None;
        if let Some(comment) = self.comments.get(self.next) {
            let (from, to) = (comment.start as usize, comment.end as usize);
            let between = self.slice(end, from);
            if between.chars().all(|c| is_space(c) && !matches!(c, '\n' | '\r')) {
                after = Some(self.slice(from, to).trim_end());
                self.at = to;
                self.next = self.next.saturating_add(1);
            }
        }
        Token { rule, text: self.slice(start, end), start, end, before, after, blank }
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn blank_before(&self, at: usize) -> bool {
        blank_before(self.text, at)
    }
}

/// Whether the line above the one of this byte is empty, with only white space before the byte on its own.
pub(crate) fn blank_before(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let space = before.trim_end_matches(is_space);
    let gap = before.get(space.len()..).unwrap_or_default().replace("\r\n", "\n");
    gap.chars().filter(|c| matches!(c, '\n' | '\r')).count() > 1
}

fn is_leaf(node: &build::Node<'_>) -> bool {
    node.clone().into_inner().next().is_none()
}
