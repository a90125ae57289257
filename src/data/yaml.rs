//! Reads YAML 1.2. In: a text. Out: a [`Document`] for each YAML document that is not empty; after a syntax error
//! one more, with its diagnostic.
//!
//! Most proposals are read by [`subset`], everything else through the events of `granit-parser`.
//!
//! Types are not decided here: a plain scalar stays as written. Aliases become [`Kind::Alias`] to their target and
//! are never expanded; merge keys and duplicate keys are left to the decoder. Tags of the core schema only say
//! whether a scalar is a text; others are refused, since nothing here knows what they mean.

mod slips;
mod subset;
#[cfg(test)]
mod tests;

pub use slips::separator_slip;

use super::build::{Builder, Read, char_at, clamp, place_text};
use super::limits::Limits;
use super::read::{Document, done, failed};
use super::tree::{Leaf, NodeId, TextAt};
use crate::diag;
use crate::text::{FileId, Span, nearest};
use granit_parser::{Event, Parser, ScalarStyle, Tag, options};
use std::collections::BTreeMap;

/// An anchor of the current document.
struct Anchor {
    name: String,
    node: NodeId,
    span: Span,
}

struct Reader<'a> {
    file: FileId,
    limits: Limits,
    text: &'a str,
    build: Builder,
    /// By the parser's id. Anchor events come right after their node.
    anchors: BTreeMap<usize, Anchor>,
    /// The end of the last node, from which the cause of an error is looked for.
    last: usize,
    documents: Vec<Document>,
}

/// Reads all documents of a text. Empty documents between `---` do not count.
pub(super) fn read_yaml(file: FileId, text: &str, limits: Limits) -> Vec<Document> {
    match subset::read_subset(file, text, limits) {
        Some(tree) => vec![done(1, tree, Span::new(file, 0, text.len()))],
        None => read_events(file, text, limits),
    }
}

/// Reads all documents of a text with the general parser.
fn read_events(file: FileId, text: &str, limits: Limits) -> Vec<Document> {
    let options = options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: limits.depth,
        block_nesting_limit: limits.depth,
    };
    let mut r = Reader {
        file,
        limits,
        text,
        build: Builder::new(file, limits, 0),
        anchors: BTreeMap::new(),
        last: 0,
        documents: Vec::new(),
    };
    for next in Parser::new_from_str_with_options(text, options) {
        let result = match next {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                take(&mut r, event, range.start, range.end)
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len());
                Err(slips::explain(file, text, &error, at, (r.last, &r.build.open), limits.depth))
            }
        };
        if let Err(diagnostic) = result {
            let number = clamp(r.documents.len()).saturating_add(1);
            r.documents.push(failed(number, *diagnostic));
            break;
        }
    }
    r.documents
}

fn take(r: &mut Reader<'_>, event: Event<'_>, start: usize, end: usize) -> Read<()> {
    match event {
        Event::DocumentStart(..) => {
            r.build = Builder::new(r.file, r.limits, 0);
            r.anchors.clear();
        }
        Event::DocumentEnd => end_document(r),
        Event::Scalar(value, style, _, tag) => scalar(r, &value, style, tag.as_deref(), start, end)?,
        Event::MappingStart(_, _, tag) => begin(r, true, tag.as_deref(), start, end)?,
        Event::SequenceStart(_, _, tag) => begin(r, false, tag.as_deref(), start, end)?,
        Event::MappingEnd | Event::SequenceEnd => {
            // The end of a block collection is an empty event, somewhere behind it.
            let end = if end > start { end } else { 0 };
            r.build.finish(end);
            r.last = r.last.max(end);
        }
        Event::Anchor(id, name) => {
            let node = NodeId(clamp(r.build.tree.len().saturating_sub(1)));
            let span = Span::new(r.file, start, end);
            r.anchors.insert(id, Anchor { name: name.into_owned(), node, span });
        }
        Event::Alias(id) => alias(r, id, start, end)?,
        Event::UnresolvedAlias(name) => {
            let span = Span::new(r.file, start, end);
            let near = nearest(&name, r.anchors.values().map(|anchor| anchor.name.as_str()));
            return Err(Box::new(diag::yaml_unknown_alias(span, &name, near)));
        }
        _ => {}
    }
    Ok(())
}

fn end_document(r: &mut Reader<'_>) {
    let tree = std::mem::take(&mut r.build.tree);
    r.build.open.clear();
    let empty = tree.root().and_then(|root| tree.node(root)).is_none_or(|root| root.start == root.end);
    if !empty {
        let number = clamp(r.documents.len()).saturating_add(1);
        r.documents.push(done(number, tree, Span::new(r.file, 0, r.text.len())));
    }
}

fn begin(r: &mut Reader<'_>, map: bool, tag: Option<&Tag>, start: usize, end: usize) -> Read<()> {
    let (from, to) = char_at(r.text, start);
    let place = Span::new(r.file, from, end.max(to));
    if r.build.at_key() {
        return Err(Box::new(diag::yaml_key_no_word(place)));
    }
    match tag.map(kind_of_tag) {
        None | Some(TagKind::Other) => {}
        Some(TagKind::Text | TagKind::Scalar | TagKind::Unknown) => return Err(unknown_tag(place, tag)),
    }
    let is_value = r.build.open.last().is_some_and(|open| open.map);
    let start = if map || end > start || !is_value { start } else { dash_place(r.text, r.last, start) };
    r.build.begin(map, start)?;
    r.last = r.last.max(end);
    Ok(())
}

fn scalar(
    r: &mut Reader<'_>,
    value: &str,
    style: ScalarStyle,
    tag: Option<&Tag>,
    start: usize,
    end: usize,
) -> Read<()> {
    // Block scalars begin behind their header, and reach over the blank lines after them.
    let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    let start = if block { header_place(r.text, r.last, start) } else { start };
    let written = r.text.get(start..end).unwrap_or("");
    let end = start.saturating_add(written.trim_end_matches([' ', '\t', '\r', '\n']).len());
    let quoted = style != ScalarStyle::Plain;
    let at = match style {
        // The parser writes a blank value as `~`.
        ScalarStyle::Plain if end == start => {
            let place = blank_place(r.text, start, r.last);
            // With the tag of a text it is the empty text.
            let quoted = matches!(tag.map(kind_of_tag), Some(TagKind::Text));
            r.build.leaf(Leaf { quoted, at: TextAt::Quotes(0) }, place, place)?;
            r.last = r.last.max(place);
            return Ok(());
        }
        ScalarStyle::Plain => place_text(&mut r.build, r.text, start, end, value, &[0]),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            place_text(&mut r.build, r.text, start, end, value, &[1])
        }
        ScalarStyle::Literal | ScalarStyle::Folded => r.build.tree.own(value),
    };
    let quoted = match tag.map(kind_of_tag) {
        None => quoted,
        Some(TagKind::Text) => true,
        Some(TagKind::Scalar) => false,
        Some(TagKind::Other | TagKind::Unknown) => {
            return Err(unknown_tag(Span::new(r.file, start, end), tag));
        }
    };
    r.build.leaf(Leaf { quoted, at }, start, end)?;
    r.last = r.last.max(end);
    Ok(())
}

/// Where to point at for a blank value: behind the `:` or `-` that it belongs to, not at what follows it.
fn blank_place(text: &str, start: usize, last: usize) -> usize {
    let start = start.max(last);
    if text.as_bytes().get(start) == Some(&b':') {
        return start.saturating_add(1);
    }
    let between = text.get(last..start).unwrap_or("");
    let line = between.split(['\n', '\r', '#']).next().unwrap_or("");
    match line.find([':', '?']) {
        Some(at) => last.saturating_add(at).saturating_add(1),
        None => start,
    }
}

/// Where a block scalar begins: at the `|` or `>` after the last node. The parser gives its first line.
fn header_place(text: &str, last: usize, start: usize) -> usize {
    let between = text.get(last..start).unwrap_or("");
    let blank_before = |at: usize| {
        between.get(..at).is_none_or(|head| head.is_empty() || head.ends_with([' ', '\t', '\n', '\r']))
    };
    let mut marks = between.match_indices(['|', '>']).filter(|(at, _)| blank_before(*at));
    marks.next().map_or(start, |(at, _)| last.saturating_add(at))
}

/// Where a block sequence begins: at its first `-`. The parser gives the first item where the dashes are not
/// indented below their key.
fn dash_place(text: &str, last: usize, start: usize) -> usize {
    let mut at = last;
    for line in text.get(last..start).unwrap_or("").split_inclusive(['\n', '\r']) {
        let body = line.trim_start_matches(' ');
        if body
            .strip_prefix('-')
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
        {
            return at.saturating_add(line.len().saturating_sub(body.len()));
        }
        at = at.saturating_add(line.len());
    }
    start
}

fn alias(r: &mut Reader<'_>, id: usize, start: usize, end: usize) -> Read<()> {
    let span = Span::new(r.file, start, end);
    let Some(anchor) = r.anchors.get(&id) else {
        let name = r.text.get(start..end).unwrap_or("").trim_start_matches('*');
        return Err(Box::new(diag::yaml_unknown_alias(span, name, None)));
    };
    if r.build.open.iter().any(|open| open.node == anchor.node) {
        return Err(Box::new(diag::yaml_alias_in_itself(span, &anchor.name, anchor.span)));
    }
    let target = r.build.tree.resolve(anchor.node);
    if r.build.tree.is_collection(target) && r.build.at_key() {
        return Err(Box::new(diag::yaml_key_no_word(span)));
    }
    r.build.alias(target, start, end)?;
    r.last = r.last.max(end);
    Ok(())
}

/// What a tag says.
enum TagKind {
    /// The scalar is a text, however it looks.
    Text,
    /// The scalar is not, or not only, a text.
    Scalar,
    /// A list or a map.
    Other,
    /// Nothing that is known here.
    Unknown,
}

fn kind_of_tag(tag: &Tag) -> TagKind {
    if tag.handle() == "!" && tag.suffix().is_empty() || tag.handle().is_empty() && tag.suffix() == "!" {
        return TagKind::Text;
    }
    match tag.core_suffix() {
        Some("str") => TagKind::Text,
        Some("int" | "float" | "bool" | "null" | "timestamp" | "merge") => TagKind::Scalar,
        Some("map" | "seq") => TagKind::Other,
        _ => TagKind::Unknown,
    }
}

fn unknown_tag(span: Span, tag: Option<&Tag>) -> Box<diag::Diagnostic> {
    let name = tag.map(Tag::original).unwrap_or_default();
    Box::new(diag::yaml_unknown_tag(span, &name))
}
