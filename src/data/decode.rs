//! Decoding: a tree and a schema in, a slot for every field and what is wrong with the shape out.
//!
//! Every field of the root record is a slot, in the order of the fields; a nested record or a list adds its own
//! slots behind. A value that cannot be read is malformed and has one finding; nothing is guessed for it.

mod record;
mod scalar;

use super::limits::Limits;
use super::{
    DataPath, FieldType, Kind, NodeId, Proposal, RecordId, Schema, ShapeFinding, ShapeKind, Slot, SlotId,
    State, Step, Text, Tree, Value,
};
use crate::diag::{self, Diagnostic, Expected, Found};
use crate::text::{Source, Span};
use crate::value::{Money, Notation, Scalar, parse_amount};
use scalar::Typed;
use std::collections::BTreeSet;

/// So many fields and items a decoded proposal may have, the absent ones included.
const MAX_SLOTS: usize = 2_000_000;

/// Decodes one document within the default limits.
pub fn decode(
    schema: &Schema,
    root: RecordId,
    tree: &Tree,
    source: &Source,
    document: u32,
) -> (Proposal, Vec<ShapeFinding>) {
    decode_within(schema, root, tree, source, document, Limits::DEFAULT)
}

/// Decodes one document. The findings stand in the order of their places; where there are more than the limit, the
/// last one tells how many are left out.
pub fn decode_within(
    schema: &Schema,
    root: RecordId,
    tree: &Tree,
    source: &Source,
    document: u32,
    limits: Limits,
) -> (Proposal, Vec<ShapeFinding>) {
    let mut decoder = Decoder {
        schema,
        tree,
        source,
        // One for each key with its value, and the fields that are not given: rarely as many as nodes.
        slots: Vec::with_capacity(tree.len().saturating_add(16)),
        findings: Vec::new(),
        path: Vec::new(),
        unknown: BTreeSet::new(),
        program: None,
        budget: limits.values,
        stopped: false,
        limits,
        left_out: LeftOut::default(),
    };
    decoder.root(root);
    let span = tree.root().map(|id| decoder.span(id));
    let Decoder { slots, mut findings, left_out, .. } = decoder;
    findings.sort_by_key(|finding| finding.diagnostic.span());
    findings.extend(left_out.finding(limits.findings));
    (Proposal { slots, document, span }, findings)
}

/// How the amount at a place was typed; the usual way of the field where it cannot be told.
pub fn notation_at(source: &Source, place: Span, money: Money) -> Notation {
    let typed = source.slice(place).trim_matches(['"', '\'']);
    let signed = Money { signed: true, ..money };
    parse_amount(typed, signed).map_or(Notation::of_scale(money.scale), |amount| amount.notation)
}

/// The state of decoding one document.
struct Decoder<'a> {
    schema: &'a Schema,
    tree: &'a Tree,
    source: &'a Source,
    slots: Vec<Slot>,
    findings: Vec<ShapeFinding>,
    /// Where in the proposal decoding is.
    path: Vec<Step>,
    /// Unknown keys that were reported, by their nodes: a map merged twice is reported once.
    unknown: BTreeSet<NodeId>,
    /// The key `program` of the root, once met.
    program: Option<Span>,
    /// How many values may still be read.
    budget: u32,
    /// Whether there were too many.
    stopped: bool,
    /// How much is read, and told.
    limits: Limits,
    /// The findings that are too many to tell.
    left_out: LeftOut,
}

/// Findings that are counted and not told.
#[derive(Default)]
struct LeftOut {
    count: usize,
    /// Whether one of them makes the proposal fail.
    fails: bool,
    /// Where the first of them is.
    first: Option<Span>,
}

impl LeftOut {
    /// The one finding that stands for them.
    fn finding(&self, limit: usize) -> Option<ShapeFinding> {
        let diagnostic = diag::left_out(self.first?, self.count, limit);
        let path = DataPath(Vec::new());
        Some(ShapeFinding { diagnostic, kind: ShapeKind::LeftOut, path, fails: self.fails })
    }
}

impl<'a> Decoder<'a> {
    /// The whole document.
    fn root(&mut self, id: RecordId) {
        let (schema, tree) = (self.schema, self.tree);
        let Some(record) = schema.record(id) else { return };
        let start = Span::new(self.source.id, 0, 0);
        let first = self.allocate(record.fields.len(), start);
        let Some(node) = tree.root() else {
            return self.missing(id, record, first, &[]);
        };
        let span = self.span(node);
        let resolved = tree.resolve(node);
        match tree.node(resolved).map(|n| n.kind) {
            Some(Kind::Map) => {
                self.place_all(first, record.fields.len(), span.head());
                self.record(id, record, resolved, first, 0);
            }
            Some(Kind::Plain(text)) if scalar::is_null(tree.text(text, &self.source.text)) => {
                self.place_all(first, record.fields.len(), span.head());
                self.missing(id, record, first, &[]);
            }
            Some(kind) => {
                let found = match kind {
                    Kind::Seq => Found::List,
                    _ => Found::Single,
                };
                let finding = match kind {
                    Kind::Plain(text) => scalar::missing_space(span, tree.text(text, &self.source.text)),
                    _ => None,
                };
                let finding = finding.unwrap_or_else(|| diag::wrong_shape(span, Expected::Record, found));
                self.malformed(finding);
                // One slip, one error: nothing is missing in a document that could not be read at all.
                for slot in &mut self.slots {
                    slot.state = State::Malformed;
                    slot.set_place(span);
                }
            }
            None => self.missing(id, record, first, &[]),
        }
    }

    /// One value of any type, into its slot.
    fn value(
        &mut self,
        ty: &'a FieldType,
        optional: bool,
        node: NodeId,
        slot: SlotId,
        key: Option<Span>,
        depth: u32,
    ) {
        let place = self.span(node);
        let resolved = self.tree.resolve(node);
        let kind = self.tree.node(resolved).map(|node| node.kind);
        let state = match kind {
            _ if !self.spend(place) => State::Malformed,
            Some(Kind::Plain(at)) => self.scalar(ty, optional, self.typed_text(at, false), place),
            Some(Kind::Quoted(at)) => self.scalar(ty, optional, self.typed_text(at, true), place),
            Some(Kind::Map) => match ty {
                FieldType::Record(id) => {
                    self.nested_record(*id, resolved, key.unwrap_or(place.head()), place, depth)
                }
                other => self.malformed(diag::wrong_shape(place, self.expected(other), Found::Record)),
            },
            Some(Kind::Seq) => match ty {
                FieldType::List { item, min, max } => self.list(item, (*min, *max), resolved, place, depth),
                other => self.malformed(diag::wrong_shape(place, self.expected(other), Found::List)),
            },
            Some(Kind::Alias(_)) | None => State::Missing,
        };
        let blank = state == State::Missing && place.start == place.end;
        if let Some(slot) = self.slot(slot) {
            slot.state = state;
            // An empty span shows nothing: the key says better which value is blank.
            slot.set_place(if blank { key.unwrap_or(place) } else { place });
        }
    }

    fn nested_record(
        &mut self,
        id: RecordId,
        map: NodeId,
        missing_at: Span,
        place: Span,
        depth: u32,
    ) -> State {
        let Some(record) = self.schema.record(id) else { return State::Malformed };
        if depth >= self.limits.levels() {
            return self.malformed(diag::nested_too_deeply(place, self.limits.levels()));
        }
        if !self.has_room(record.fields.len(), place) {
            return State::Malformed;
        }
        let first = self.allocate(record.fields.len(), missing_at);
        self.record(id, record, map, first, depth.saturating_add(1));
        State::Given(Value::Record(id, first))
    }

    fn list(
        &mut self,
        item: &'a FieldType,
        (min, max): (u32, Option<u32>),
        seq: NodeId,
        place: Span,
        depth: u32,
    ) -> State {
        if depth >= self.limits.levels() {
            return self.malformed(diag::nested_too_deeply(place, self.limits.levels()));
        }
        let tree = self.tree;
        let count = tree.children(seq).count();
        if !self.has_room(count, place) {
            return State::Malformed;
        }
        let first = self.allocate(count, place);
        let mut number: u32 = 0;
        for node in tree.children(seq) {
            let slot = first.offset(number);
            self.path.push(Step::Item(number));
            number = number.saturating_add(1);
            self.value(item, false, node, slot, None, depth.saturating_add(1));
            let file = self.source.id;
            let (state, at) = self.slot(slot).map_or((None, place), |s| (Some(&s.state), s.place(file)));
            if state == Some(&State::Missing) && !self.stopped {
                let words = diag::missing_item(at, number as usize, self.expected(item));
                self.finding(words, ShapeKind::Missing { slot }, false);
            }
            self.path.pop();
        }
        if number < min || max.is_some_and(|max| number > max) {
            let (name, label) = self.field_words();
            let words = diag::list_size(place, &name, &label, number, min, max);
            self.finding(words, ShapeKind::ListSize, true);
        }
        State::Given(Value::List(first, number))
    }

    /// The identifier and the label of the field in which decoding is.
    fn field_words(&self) -> (String, diag::Bilingual) {
        let field = self.path.iter().rev().find_map(|step| match step {
            Step::Field(record, index) => self.schema.record(*record)?.fields.get(*index as usize),
            Step::Item(_) => None,
        });
        field.map_or_else(Default::default, |f| (f.name.clone(), f.label.words(&f.name)))
    }

    /// A scalar as it is typed.
    fn typed_text(&self, at: Text, quoted: bool) -> Typed<'a> {
        Typed { text: self.tree.text(at, &self.source.text), at, quoted }
    }

    fn expected(&self, ty: &FieldType) -> Expected {
        match ty {
            FieldType::Record(_) => Expected::Record,
            FieldType::List { .. } => Expected::List,
            FieldType::Scalar(scalar) => match scalar {
                Scalar::Text => Expected::Text,
                Scalar::YesNo => Expected::YesNo,
                Scalar::Whole => Expected::Whole,
                Scalar::Number => Expected::Number,
                Scalar::Percent => Expected::Percent,
                Scalar::Money(_) => Expected::Amount,
                Scalar::Date => Expected::Date,
                Scalar::FiscalYear => Expected::FiscalYear,
                Scalar::Enum(_) => Expected::Word,
            },
        }
    }

    /// Adds slots; they are missing until a value is put in.
    fn allocate(&mut self, count: usize, place: Span) -> SlotId {
        let first = SlotId(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
        self.slots.extend((0..count).map(|_| Slot::new(State::Missing, place)));
        first
    }

    fn place_all(&mut self, first: SlotId, count: usize, place: Span) {
        for slot in self.slots.iter_mut().skip(first.0 as usize).take(count) {
            slot.set_place(place);
        }
    }

    fn slot(&mut self, id: SlotId) -> Option<&mut Slot> {
        self.slots.get_mut(id.0 as usize)
    }

    fn span(&self, id: NodeId) -> Span {
        let (start, end) = self.tree.node(id).map_or((0, 0), |node| (node.start, node.end));
        Span { file: self.source.id, start, end }
    }

    /// Counts a value. Once there are too many, that is said once and nothing more is read.
    fn spend(&mut self, place: Span) -> bool {
        if let Some(left) = self.budget.checked_sub(1) {
            self.budget = left;
        } else {
            self.stop(place);
        }
        !self.stopped
    }

    /// Whether so many slots may be added: a record of many fields must not cost more than its few keys.
    fn has_room(&mut self, count: usize, place: Span) -> bool {
        if self.slots.len().saturating_add(count) > MAX_SLOTS {
            self.stop(place);
        }
        !self.stopped
    }

    fn stop(&mut self, place: Span) {
        if !self.stopped {
            self.stopped = true;
            self.malformed(diag::too_many_values(place, self.limits.values));
        }
    }

    /// Whether as many findings are told as may be, so that the words of one more need not be found.
    fn is_full(&self) -> bool {
        self.findings.len() >= self.limits.findings
    }

    /// Whether one more finding is told; else it is counted here.
    fn tells(&mut self, place: Span, fails: bool) -> bool {
        if !self.is_full() {
            return true;
        }
        let out = &mut self.left_out;
        out.count = out.count.saturating_add(1);
        out.fails |= fails;
        out.first = Some(out.first.map_or(place, |first| first.min(place)));
        false
    }

    fn finding(&mut self, diagnostic: Diagnostic, kind: ShapeKind, fails: bool) {
        if !self.tells(diagnostic.span().unwrap_or(Span::new(self.source.id, 0, 0)), fails) {
            return;
        }
        self.findings.push(ShapeFinding { diagnostic, kind, path: DataPath(self.path.clone()), fails });
    }

    fn malformed(&mut self, diagnostic: Diagnostic) -> State {
        self.finding(diagnostic, ShapeKind::Malformed, true);
        State::Malformed
    }
}

#[cfg(test)]
mod tests;
