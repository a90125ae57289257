//! A decoded proposal: every field of every record is a slot, with its state and the places of key and value.

use super::RecordId;
use crate::text::{FileId, SharedText, Span};
use crate::value::{Date, FiscalYear, Num};
use std::num::NonZeroU32;

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

/// A field of a record or an item of a list. There may be millions, so that places are kept without their file.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its state.
    pub state: State,
    key: Option<Extent>,
    place: Extent,
}

/// The bytes of a place: its first one, which is never the last that can be counted, and the one after its last.
#[derive(Clone, Copy, Debug)]
struct Extent {
    /// The complement of the first byte, which is never zero.
    start: NonZeroU32,
    end: u32,
}

impl Extent {
    fn of(span: Span) -> Extent {
        Extent { start: NonZeroU32::new(!span.start).unwrap_or(NonZeroU32::MIN), end: span.end }
    }

    fn in_file(self, file: FileId) -> Span {
        Span { file, start: !self.start.get(), end: self.end }
    }
}

impl Slot {
    /// A slot without a key.
    pub fn new(state: State, place: Span) -> Slot {
        Slot { state, key: None, place: Extent::of(place) }
    }

    /// The place of its key in the file of the proposal, where it has one.
    pub fn key(&self, file: FileId) -> Option<Span> {
        self.key.map(|key| key.in_file(file))
    }

    /// The place of its value in the file of the proposal; for a missing one the place to point at: its blank value,
    /// else the key (or the start) of the record in which it is missing.
    pub fn place(&self, file: FileId) -> Span {
        self.place.in_file(file)
    }

    /// The first byte of the place of its value.
    pub fn start(&self) -> u32 {
        !self.place.start.get()
    }

    /// Sets the place of its key.
    pub fn set_key(&mut self, key: Span) {
        self.key = Some(Extent::of(key));
    }

    /// Sets the place of its value.
    pub fn set_place(&mut self, place: Span) {
        self.place = Extent::of(place);
    }
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
    Text(SharedText),
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
