//! Proposals: bytes and a schema in, typed slots with the place of every key and value out.
//!
//! YAML, JSON, TOML and NDJSON are read into one tree of spans ([`Tree`]); the tree is decoded against the pack's
//! records ([`decode`]). Nothing is guessed: a value that cannot be read is malformed, with a finding that says why.

mod decode;
mod path;
mod proposal;
mod schema;
mod shape;
mod tree;

pub use decode::{MAX_DEPTH, MAX_NODES, decode, notation_at};
pub use path::{DataPath, Step};
pub use proposal::{Proposal, Slot, SlotId, State, Value};
pub use schema::{
    Enum, Field, FieldType, KeyClash, Label, Member, Record, RecordId, Schema, index_keys, index_words,
};
pub use shape::{ShapeFinding, ShapeKind};
pub use tree::{Children, Kind, Node, NodeId, Text, Tree};
