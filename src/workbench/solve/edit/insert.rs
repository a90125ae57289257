//! A value that was missing: behind its key where that stands there, else on a line (or between braces) of its own,
//! where the schema has it among its neighbours.

use super::{Quotes, Target, notation, opens, quoted};
use crate::data::{Format, Kind, NodeId, RecordId, Slot, scalar_text};
use crate::suite::Rewrite;
use crate::text::Span;
use crate::workbench::solve::Change;

/// Where a missing value is written, and how; none where there is no place for it.
pub(super) fn missing(target: Target<'_>, slot: &Slot, change: &Change) -> Option<Rewrite> {
    let text = notation::fresh(target, change);
    let place = slot.place(target.source.id);
    match slot.key(target.source.id) {
        // `local: null`, `local: ~`, `"local": null`
        Some(key) if place != key && place.start > key.start => {
            let flow = super::in_flow(target, place);
            Some(Rewrite {
                span: place,
                text: quoted(target.format, &text, Quotes::of(target.source.slice(place)), flow),
            })
        }
        Some(key) => behind_key(target, key, &text),
        None => beside(target, change, &text),
    }
}

/// `local:` with nothing behind it.
fn behind_key(target: Target<'_>, key: Span, text: &str) -> Option<Rewrite> {
    let end = usize::try_from(key.end).ok()?;
    let rest = target.source.text.get(end..)?;
    let colon =
        rest.find(':').filter(|at| rest.get(..*at).is_some_and(|between| between.trim().is_empty()))?;
    let at = end.checked_add(colon)?.checked_add(1)?;
    let place = Span::new(target.source.id, at, at);
    let flow = super::in_flow(target, key);
    Some(Rewrite { span: place, text: format!(" {}", quoted(target.format, text, Quotes::None, flow)) })
}

/// A neighbour: its key and its value.
#[derive(Clone, Copy)]
struct Entry {
    field: usize,
    key: NodeId,
    value: NodeId,
}

/// A field without a key: after the nearest neighbour that the schema has before it, else before the first one.
fn beside(target: Target<'_>, change: &Change, text: &str) -> Option<Rewrite> {
    let (map, record, own) = super::super::open::record_of(target, &change.path)?;
    let entries = entries(target, map, record);
    let before = entries.iter().filter(|entry| entry.field < own).max_by_key(|entry| entry.field);
    let after = entries.iter().filter(|entry| entry.field > own).min_by_key(|entry| entry.field);
    let sibling = before.or(after)?;
    let key = key_like(target, record, own, sibling)?;
    let span = |node: NodeId| target.tree.node(node).map(|node| (node.start, node.end));
    let (key_start, _) = span(sibling.key)?;
    let (_, value_end) = span(sibling.value)?;
    let (key_start, value_end) = (usize::try_from(key_start).ok()?, usize::try_from(value_end).ok()?);
    let source = &target.source.text;
    let here = |at: usize, text: String| Some(Rewrite { span: Span::new(target.source.id, at, at), text });
    let line_start = source.get(..key_start)?.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let lead = source.get(line_start..key_start)?;
    let own_line = lead.trim().is_empty();
    let flow = target.tree.node(map).is_some_and(|node| opens(target, node));
    let (join, joined) = match target.format {
        Format::Toml => (" = ", ", "),
        _ => (": ", ", "),
    };
    let value = quoted(target.format, text, Quotes::None, flow);
    let entry = format!("{key}{join}{value}");
    if flow {
        return match before {
            Some(_) if own_line => here(value_end, format!(",{}{lead}{entry}", newline(source))),
            Some(_) => here(value_end, format!("{joined}{entry}")),
            None if own_line => here(key_start, format!("{entry},{}{lead}", newline(source))),
            None => here(key_start, format!("{entry}{joined}")),
        };
    }
    // The first key of an entry stands behind a hyphen: the line below is indented to it.
    let indent: String = lead.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    if before.is_none() && own_line {
        return here(key_start, format!("{entry}{}{indent}", newline(source)));
    }
    if target.format == Format::Toml && !is_on_one_line(target, sibling) {
        return None;
    }
    let end = source.get(value_end..)?;
    let ends_line = source.get(..value_end)?.ends_with('\n');
    match end.find('\n') {
        _ if ends_line => here(value_end, format!("{indent}{entry}{}", newline(source))),
        Some(to) => {
            let at = value_end.checked_add(to)?.checked_add(1)?;
            here(at, format!("{indent}{entry}{}", newline(source)))
        }
        None => here(source.len(), format!("{}{indent}{entry}", newline(source))),
    }
}

/// Of several that are written at one place, one text in their order.
pub(super) fn in_order(rewrites: Vec<Rewrite>) -> Vec<Rewrite> {
    let mut out: Vec<Rewrite> = Vec::new();
    for rewrite in rewrites {
        match out.iter_mut().find(|other| other.span == rewrite.span && other.span.start == other.span.end) {
            Some(other) => other.text.push_str(&rewrite.text),
            None => out.push(rewrite),
        }
    }
    out
}

/// The entries of a map that are fields of the record.
fn entries(target: Target<'_>, map: NodeId, record: RecordId) -> Vec<Entry> {
    let mut out = Vec::new();
    let Some(record) = target.pack.schema.record(record) else { return out };
    let mut children = target.tree.children(map);
    while let (Some(key), Some(value)) = (children.next(), children.next()) {
        let text = scalar_text(target.tree, key, &target.source.text);
        if let Some(field) = text.and_then(|text| record.field_of_key(text)) {
            out.push(Entry { field, key, value });
        }
    }
    out
}

/// The key of a field, in the language and the quotes of its neighbour.
fn key_like(target: Target<'_>, record: RecordId, own: usize, sibling: &Entry) -> Option<String> {
    let record = target.pack.schema.record(record)?;
    let (field, beside) = (record.fields.get(own)?, record.fields.get(sibling.field)?);
    let text = scalar_text(target.tree, sibling.key, &target.source.text)?;
    let name = match (&beside.label.ja, &field.label.ja) {
        (Some(theirs), Some(ours)) if theirs == text => ours.clone(),
        _ => field.name.clone(),
    };
    let quoted_key = matches!(target.tree.node(sibling.key)?.kind, Kind::Quoted(_));
    let plain = match target.format {
        Format::Json | Format::Ndjson => false,
        Format::Toml => name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')),
        _ => name.chars().all(|c| c.is_alphanumeric() || c == '_'),
    };
    Some(if plain && !quoted_key { name } else { format!("\"{}\"", name.replace('"', "\\\"")) })
}

fn is_on_one_line(target: Target<'_>, entry: &Entry) -> bool {
    let (Some(key), Some(value)) = (target.tree.node(entry.key), target.tree.node(entry.value)) else {
        return false;
    };
    let range = usize::try_from(key.end).unwrap_or(0)..usize::try_from(value.start).unwrap_or(0);
    target.source.text.get(range).is_some_and(|between| between.trim() == "=")
}

fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}
