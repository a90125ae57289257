//! Paths to the values of a proposal, as people write them: `main_part[0].local`.

use super::{FieldType, Proposal, RecordId, Schema, SlotId, State, Value};

/// A path to a slot, as people write it: `main_part[0].local`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DataPath(pub Vec<Step>);

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The field with this index in its record.
    Field(RecordId, u32),
    /// The list item with this index, from 0.
    Item(u32),
}

impl DataPath {
    /// The path with the identifiers of its fields.
    pub fn write(&self, schema: &Schema) -> String {
        let mut out = String::new();
        for step in &self.0 {
            match step {
                Step::Field(record, index) => {
                    if !out.is_empty() {
                        out.push('.');
                    }
                    let field = schema.record(*record).and_then(|r| r.fields.get(*index as usize));
                    out.push_str(field.map_or("?", |f| f.name.as_str()));
                }
                Step::Item(index) => {
                    out.push('[');
                    out.push_str(&index.to_string());
                    out.push(']');
                }
            }
        }
        out
    }

    /// Reads a path that starts at a record; its fields may have any of their spellings.
    pub fn parse(schema: &Schema, root: RecordId, text: &str) -> Option<DataPath> {
        let mut steps = Vec::new();
        let root = FieldType::Record(root);
        let mut at: &FieldType = &root;
        for part in text.split('.') {
            let (name, items) = part.split_once('[').map_or((part, None), |(n, rest)| (n, Some(rest)));
            let FieldType::Record(record) = at else { return None };
            let index = schema.record(*record)?.field_of_key(name)?;
            steps.push(Step::Field(*record, u32::try_from(index).ok()?));
            at = &schema.record(*record)?.fields.get(index)?.ty;
            for item in items.into_iter().flat_map(|items| items.split('[')) {
                let FieldType::List { item: inner, .. } = at else { return None };
                steps.push(Step::Item(item.strip_suffix(']')?.parse().ok()?));
                at = inner;
            }
        }
        Some(DataPath(steps))
    }
}

impl Proposal {
    /// The slot at a path, where the proposal has one. A field of a missing record has none.
    pub fn find(&self, path: &DataPath) -> Option<SlotId> {
        let mut at: Option<SlotId> = None;
        for step in &path.0 {
            let given = match at {
                None => None,
                Some(slot) => match &self.slot(slot)?.state {
                    State::Given(value) => Some(value),
                    _ => return None,
                },
            };
            at = Some(match (step, given) {
                (Step::Field(_, index), None) => SlotId(*index),
                (Step::Field(record, index), Some(Value::Record(id, first))) if id == record => {
                    first.offset(*index)
                }
                (Step::Item(index), Some(Value::List(first, count))) if index < count => first.offset(*index),
                _ => return None,
            });
        }
        at.filter(|slot| self.slot(*slot).is_some())
    }

    /// The highest slot on a path that is not given, else the slot at its end: what is needed to know it.
    pub fn highest_open(&self, path: &DataPath) -> Option<(SlotId, DataPath)> {
        let mut found = None;
        for length in 1..=path.0.len() {
            let head = DataPath(path.0.iter().take(length).copied().collect());
            let slot = self.find(&head)?;
            let given = matches!(self.slot(slot)?.state, State::Given(_));
            found = Some((slot, head));
            if !given {
                break;
            }
        }
        found
    }

    /// The path to a slot.
    pub fn path_of(&self, schema: &Schema, root: RecordId, slot: SlotId) -> Option<DataPath> {
        let fields = u32::try_from(schema.record(root)?.fields.len()).ok()?;
        if slot.0 < fields {
            return Some(DataPath(vec![Step::Field(root, slot.0)]));
        }
        // A slot always stands after the one that holds it, so the parents are found by going back.
        let mut steps = Vec::new();
        let mut at = slot;
        while at.0 >= fields {
            let (parent, step) = self.parent_of(schema, at)?;
            steps.push(step);
            at = parent;
        }
        steps.push(Step::Field(root, at.0));
        steps.reverse();
        Some(DataPath(steps))
    }

    fn parent_of(&self, schema: &Schema, slot: SlotId) -> Option<(SlotId, Step)> {
        let before = self.slots.get(..slot.0 as usize)?;
        before.iter().enumerate().rev().find_map(|(index, parent)| {
            let step = match &parent.state {
                State::Given(Value::Record(record, first)) => {
                    let count = u32::try_from(schema.record(*record)?.fields.len()).ok()?;
                    let offset = slot.0.checked_sub(first.0).filter(|offset| *offset < count)?;
                    Step::Field(*record, offset)
                }
                State::Given(Value::List(first, count)) => {
                    Step::Item(slot.0.checked_sub(first.0).filter(|offset| offset < count)?)
                }
                _ => return None,
            };
            Some((SlotId(u32::try_from(index).ok()?), step))
        })
    }
}
