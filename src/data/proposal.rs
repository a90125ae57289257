//! A decoded proposal: every field of every record is a slot, with its state and the places of key and value.

use super::RecordId;
use crate::text::Span;
use crate::value::{Date, FiscalYear, Num};

/// One proposal, decoded against a schema. Slots of a record are contiguous, in the order of its fields; so are
/// the items of a list. The root record's slots come first.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// All slots.
    pub slots: Vec<Slot>,
    /// Which document of its file it is, from 1.
    pub document: u32,
    /// The place of the whole document.
    pub span: Option<Span>,
}

/// The index of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotId(pub u32);

/// A field of a record or an item of a list.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its state.
    pub state: State,
    /// The place of its key, where it has one.
    pub key: Option<Span>,
    /// The place of its value; for a missing one the place to point at: its blank value, else the key (or the
    /// start) of the record in which it is missing.
    pub place: Span,
}

/// The state of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Absent, null or blank.
    Missing,
    /// Declared not applicable (`n/a`, `該当なし`, `—`); only in optional fields.
    NotApplicable,
    /// Given and not readable as its type; a shape finding says why.
    Malformed,
    /// Given.
    Given(Value),
}

/// A decoded value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number, a number, a share (20 % is 1/5) or an amount in yen.
    Num(Num),
    /// A text in the form in which texts are compared (`text::fold_text`).
    Text(Box<str>),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(Date),
    /// A fiscal year.
    Year(FiscalYear),
    /// The index of a word of an enum.
    Member(u32),
    /// A record: which one, and its first slot.
    Record(RecordId, SlotId),
    /// A list: its first item's slot and how many items there are.
    List(SlotId, u32),
}

impl Proposal {
    /// The slot with this id.
    pub fn slot(&self, id: SlotId) -> Option<&Slot> {
        self.slots.get(id.0 as usize)
    }
}

impl SlotId {
    /// The slot so many places further on.
    pub fn offset(self, by: u32) -> SlotId {
        SlotId(self.0.saturating_add(by))
    }
}
