//! Places: a span to its file, line and column; a slot to its path. Done once, here, when a report is built.

use super::model::Place;
use crate::data::{DataPath, Field, FieldType, Proposal, RecordId, Schema, SlotId, State, Step, Value};
use crate::text::{Source, SourceMap, Span};
use std::cell::OnceCell;

/// How far apart the places are up to which characters have been counted.
const STRIDE: usize = 1024;

/// One file, with the characters counted at regular places: a column deep in a long line is found at once.
pub(super) struct File<'a> {
    /// The file.
    pub(super) source: &'a Source,
    counted: OnceCell<Vec<u32>>,
}

impl<'a> File<'a> {
    /// The file; nothing is counted yet.
    pub(super) fn new(source: &'a Source) -> Self {
        Self { source, counted: OnceCell::new() }
    }

    /// How many characters start before this byte.
    fn characters_before(&self, byte: usize) -> u32 {
        let bytes = self.source.text.as_bytes();
        let starts = |part: &[u8]| {
            u32::try_from(part.iter().filter(|b| (**b & 0xC0) != 0x80).count()).unwrap_or(u32::MAX)
        };
        let counted = self.counted.get_or_init(|| {
            let mut total: u32 = 0;
            let mut out = vec![0];
            for part in bytes.chunks(STRIDE) {
                total = total.saturating_add(starts(part));
                out.push(total);
            }
            out
        });
        let byte = byte.min(bytes.len());
        let whole = byte.checked_div(STRIDE).unwrap_or(0);
        let rest = bytes.get(whole.saturating_mul(STRIDE)..byte).map_or(0, starts);
        counted.get(whole).copied().unwrap_or(0).saturating_add(rest)
    }

    /// The line (from 1) and column (from 1) of a byte.
    pub(super) fn line_column(&self, byte: u32) -> (u32, u32) {
        let index = self.source.line_index(byte);
        let start = self.source.line_starts().get(index).copied().unwrap_or(0);
        let near = byte.saturating_sub(start) as usize <= STRIDE;
        let short = near.then(|| self.source.text.get(start as usize..byte as usize)).flatten();
        let mut column = match short {
            Some(before) => u32::try_from(before.chars().count()).unwrap_or(u32::MAX),
            None => {
                self.characters_before(byte as usize).saturating_sub(self.characters_before(start as usize))
            }
        };
        if start == 0 && self.source.has_mark() {
            column = column.saturating_sub(1);
        }
        (self.source.line_number(index), column.saturating_add(1))
    }

    /// The place of a span of this file.
    pub(super) fn place(&self, span: Span) -> Place {
        let (line, column) = self.line_column(span.start);
        let (end_line, end_column) = self.line_column(span.end.max(span.start));
        let (start, end) = self.source.bytes_of(span);
        Place { file: self.source.name.clone(), line, column, end_line, end_column, start, end }
    }
}

/// The place of a span of a rule file or a table.
pub fn rule_place(files: &SourceMap, span: Span) -> Option<Place> {
    files.get(span.file).map(|source| File::new(source).place(span))
}

/// For each slot, the one that holds it and the step down to it.
pub(super) struct Parents {
    steps: Vec<(Option<SlotId>, Step)>,
}

impl Parents {
    /// The parents of all slots of a proposal.
    pub(super) fn of(proposal: &Proposal, schema: &Schema, root: RecordId) -> Parents {
        let mut steps: Vec<(Option<SlotId>, Step)> = vec![(None, Step::Item(0)); proposal.slots.len()];
        let fields = |record: RecordId| {
            schema.record(record).map_or(0, |r| u32::try_from(r.fields.len()).unwrap_or(u32::MAX))
        };
        let mut set = |slot: SlotId, parent: Option<SlotId>, step: Step| {
            if let Some(place) = steps.get_mut(slot.0 as usize) {
                *place = (parent, step);
            }
        };
        for index in 0..fields(root) {
            set(SlotId(index), None, Step::Field(root, index));
        }
        for (index, slot) in proposal.slots.iter().enumerate() {
            let parent = Some(SlotId(u32::try_from(index).unwrap_or(u32::MAX)));
            match &slot.state {
                State::Given(Value::Record(record, first)) => {
                    for field in 0..fields(*record) {
                        set(first.offset(field), parent, Step::Field(*record, field));
                    }
                }
                State::Given(Value::List(first, len)) => {
                    for item in 0..*len {
                        set(first.offset(item), parent, Step::Item(item));
                    }
                }
                _ => {}
            }
        }
        Parents { steps }
    }

    /// The slot that holds this one.
    pub(super) fn parent(&self, slot: SlotId) -> Option<SlotId> {
        self.steps.get(slot.0 as usize)?.0
    }

    /// The step from the parent to this slot.
    pub(super) fn step(&self, slot: SlotId) -> Option<Step> {
        self.steps.get(slot.0 as usize).map(|(_, step)| *step)
    }

    /// The path of a slot.
    pub(super) fn path(&self, slot: SlotId) -> DataPath {
        let mut steps = Vec::new();
        let mut at = Some(slot);
        // A slot stands after the one that holds it, so this ends.
        while let Some(slot) = at {
            let Some((parent, step)) = self.steps.get(slot.0 as usize) else { break };
            steps.push(*step);
            at = parent.filter(|parent| *parent < slot);
        }
        steps.reverse();
        DataPath(steps)
    }

    /// The field to which a slot belongs: its own, or that of the list whose item it is; and its type.
    pub(super) fn field<'s>(&self, schema: &'s Schema, slot: SlotId) -> Option<(&'s Field, &'s FieldType)> {
        match self.step(slot)? {
            Step::Field(record, index) => {
                let field = schema.record(record)?.fields.get(index as usize)?;
                Some((field, &field.ty))
            }
            Step::Item(_) => {
                let parent = self.parent(slot).filter(|parent| *parent < slot)?;
                let (field, ty) = self.field(schema, parent)?;
                match ty {
                    FieldType::List { item, .. } => Some((field, item)),
                    _ => Some((field, ty)),
                }
            }
        }
    }
}
