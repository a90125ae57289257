//! The keys of a record: spellings, duplicates, merge keys, what is unknown and what is missing.

use super::Decoder;
use super::scalar::split_colon;
use crate::data::{Kind, NodeId, Record, RecordId, ShapeKind, SlotId, State, Step};
use crate::diag::{self, Expected, Found, KeyOddity};
use crate::text::{Span, fold_key, fold_text, nearest};

/// A record that is being decoded.
#[derive(Clone, Copy)]
struct At<'a> {
    id: RecordId,
    record: &'a Record,
    first: SlotId,
    depth: u32,
}

impl<'a> Decoder<'a> {
    /// The keys of a map into the slots of a record, and then what is missing.
    pub(super) fn record(
        &mut self,
        id: RecordId,
        record: &'a Record,
        map: NodeId,
        first: SlotId,
        depth: u32,
    ) {
        let at = At { id, record, first, depth };
        let mut meant = Vec::new();
        self.pairs(at, map, None, &mut meant);
        self.missing(id, record, first, &meant);
    }

    /// The pairs of one map: the record's own, or (`merged`) those that a merge key brings in, which never stand
    /// against one that is there.
    fn pairs(&mut self, at: At<'a>, map: NodeId, merged: Option<Span>, meant: &mut Vec<usize>) {
        let tree = self.tree;
        let mut merges: Vec<NodeId> = Vec::new();
        let mut children = tree.children(map);
        // Most proposals follow the order of the fields: the next field is tried before the map of keys.
        let mut next: usize = 0;
        while let (Some(key), Some(value)) = (children.next(), children.next()) {
            if self.stopped {
                break;
            }
            let Some((text, plain)) = self.key_text(key) else {
                self.unknown_key(key, "", KeyOddity::NoText, None);
                continue;
            };
            let guess = at.record.fields.get(next).filter(|field| field.name == text);
            let index = guess.map(|_| next).or_else(|| at.record.field_of_key(text));
            match index {
                Some(index) => {
                    next = index.saturating_add(1);
                    self.pair(at, index, key, value, merged);
                }
                None if plain && text == "<<" => merges.push(value),
                None if self.path.is_empty() && at.depth == 0 && fold_key(text) == "program" => {
                    self.program_key(key, merged);
                }
                None => self.unknown(at, key, text, meant),
            }
        }
        for merge in merges {
            self.merge(at, merge, meant);
        }
    }

    /// A pair whose key is known.
    fn pair(&mut self, at: At<'a>, index: usize, key: NodeId, value: NodeId, merged: Option<Span>) {
        let Some(field) = at.record.fields.get(index) else { return };
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let slot = at.first.offset(number);
        let (file, span) = (self.source.id, self.span(key));
        let earlier = self.slot(slot).and_then(|s| s.key(file));
        self.path.push(Step::Field(at.id, number));
        match (earlier, merged) {
            (None, _) => {
                if let Some(slot) = self.slot(slot) {
                    slot.set_key(span);
                }
                self.value(&field.ty, field.optional, value, slot, Some(span), at.depth);
            }
            // The record's own key wins over a merged one, an earlier merged map over a later one.
            (Some(earlier), Some(map)) if earlier.start < map.start || earlier.start >= map.end => {}
            (Some(earlier), _) => {
                self.duplicate(earlier, span);
                if let Some(slot) = self.slot(slot) {
                    slot.state = State::Malformed;
                }
            }
        }
        self.path.pop();
    }

    fn duplicate(&mut self, first: Span, second: Span) {
        if self.is_full() {
            self.tells(second, true);
            return;
        }
        let words = diag::duplicate_key(
            (first, unquoted(self.source.slice(first))),
            (second, unquoted(self.source.slice(second))),
        );
        self.finding(words, ShapeKind::Duplicate, true);
    }

    /// The key that names the program: it belongs to the file, not to the record.
    fn program_key(&mut self, key: NodeId, merged: Option<Span>) {
        let span = self.span(key);
        match self.program {
            None => self.program = Some(span),
            Some(first) if merged.is_none() => self.duplicate(first, span),
            Some(_) => {}
        }
    }

    /// `<<: *a`, `<<: {…}` or `<<: [*a, *b]`.
    fn merge(&mut self, at: At<'a>, value: NodeId, meant: &mut Vec<usize>) {
        let tree = self.tree;
        let resolved = tree.resolve(value);
        let maps: Vec<NodeId> = match tree.node(resolved).map(|n| n.kind) {
            Some(Kind::Seq) => tree.children(resolved).map(|item| tree.resolve(item)).collect(),
            _ => vec![resolved],
        };
        let deeper = At { depth: at.depth.saturating_add(1), ..at };
        for map in maps {
            let place = self.span(value);
            if deeper.depth > self.limits.levels() {
                self.malformed(diag::nested_too_deeply(place, self.limits.levels()));
                return;
            }
            if !self.spend(place) {
                return;
            }
            match tree.node(map).map(|n| n.kind) {
                Some(Kind::Map) => {
                    let span = self.span(map);
                    self.pairs(deeper, map, Some(span), meant);
                }
                Some(Kind::Seq) => {
                    self.malformed(diag::wrong_shape(place, Expected::Record, Found::List));
                }
                _ => {
                    self.malformed(diag::wrong_shape(place, Expected::Record, Found::Single));
                }
            }
        }
    }

    /// A key that no field has. Where its near miss is plain and that field is not given, the field is noted in
    /// `meant`: one slip, one error.
    fn unknown(&mut self, at: At<'a>, key: NodeId, text: &str, meant: &mut Vec<usize>) {
        if self.is_full() {
            if self.unknown.insert(key) {
                self.tells(self.span(key), true);
            }
            return;
        }
        let (oddity, core) = match split_colon(text) {
            Some((before, after)) => (KeyOddity::Colon(before.to_owned(), after.to_owned()), before),
            None if text.trim().contains('\u{3000}') => {
                (KeyOddity::WideSpace(fold_text(text).replace(' ', "")), text)
            }
            None if self.is_cut_number(key, text) => (KeyOddity::CutNumber, text),
            None => (KeyOddity::None, text),
        };
        let spellings = at.record.fields.iter().flat_map(|field| field.spellings());
        let near = nearest(core, spellings);
        meant.extend(near.and_then(|near| at.record.field_of_key(near)));
        self.unknown_key(key, text, oddity, near);
    }

    /// Whether a key is the rest of an amount that a comma cut in two, as in `{ amount: 20,000千円 }`.
    fn is_cut_number(&self, key: NodeId, text: &str) -> bool {
        let start = self.span(key).start as usize;
        let after_comma = self.source.text.get(..start).is_some_and(|before| before.ends_with(','));
        let digits = fold_text(text).chars().take_while(char::is_ascii_digit).count();
        after_comma && digits == 3
    }

    fn unknown_key(&mut self, key: NodeId, text: &str, oddity: KeyOddity, near: Option<&str>) {
        if !self.unknown.insert(key) {
            return;
        }
        let span = self.span(key);
        let text = if text.is_empty() { self.source.slice(span) } else { text };
        let words = diag::unknown_key(span, text, near, &oddity);
        self.finding(words, ShapeKind::UnknownKey, true);
    }

    /// The text of a key, and whether it stands without quotes.
    #[inline]
    fn key_text(&self, key: NodeId) -> Option<(&'a str, bool)> {
        let tree = self.tree;
        match tree.node(tree.resolve(key))?.kind {
            Kind::Plain(text) => Some((tree.text(text, &self.source.text), true)),
            Kind::Quoted(text) => Some((tree.text(text, &self.source.text), false)),
            Kind::Map | Kind::Seq | Kind::Alias(_) => None,
        }
    }

    /// Findings for the required fields that have no value.
    pub(super) fn missing(&mut self, id: RecordId, record: &'a Record, first: SlotId, meant: &[usize]) {
        let slots = self.slots.iter().skip(first.0 as usize).take(record.fields.len());
        if !slots.into_iter().any(|slot| matches!(slot.state, State::Missing)) {
            return;
        }
        let mut number: u32 = 0;
        for (index, field) in record.fields.iter().enumerate() {
            let slot = first.offset(number);
            let step = Step::Field(id, number);
            number = number.saturating_add(1);
            let (stopped, file) = (self.stopped, self.source.id);
            let Some(found) = self.slot(slot) else { continue };
            if found.state != State::Missing {
                continue;
            }
            if stopped {
                // Nobody knows what would have stood there.
                found.state = State::Malformed;
                continue;
            }
            let (place, blank) = (found.place(file), found.key(file).is_some());
            if field.optional || (meant.contains(&index) && !blank) {
                continue;
            }
            if self.is_full() {
                self.tells(place, false);
                continue;
            }
            let label = field.label.words(&field.name);
            let words = diag::missing_field(place, &field.name, &label, blank, self.expected(&field.ty));
            self.path.push(step);
            self.finding(words, ShapeKind::Missing { slot }, false);
            self.path.pop();
        }
    }
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\''])
}
