//! Proposals: bytes and a schema in, typed slots with the place of every key and value out.
//!
//! YAML, JSON, TOML and NDJSON are read into one tree of spans ([`Tree`]); the tree is decoded against the pack's
//! records ([`decode`]), or read as a score sheet ([`read_sheet`]; also from CSV). Nothing is guessed: a value that cannot be read is malformed, with a finding that says why.

mod ack;
mod build;
pub(crate) mod csv;
mod decode;
pub mod encoding;
mod json;
pub mod limits;
pub mod lines;
mod path;
mod proposal;
mod read;
#[cfg(test)]
mod read_tests;
mod scan;
mod schema;
mod shape;
mod sheet;
mod sheet_csv;
mod toml;
mod tree;
mod yaml;

pub use ack::{About, Ack, Said, acks};
pub use decode::{decode, decode_within, notation_at};
pub use path::{DataPath, Step};
pub use proposal::{Proposal, Slot, SlotId, State, Value};
pub use read::{
    Document, Format, program_meant, program_of, read, read_line, read_within, scalar_text, top_level_problem,
};
pub use schema::{
    Enum, Field, FieldType, KeyClash, Label, Member, Record, RecordId, Schema, index_keys, index_words,
};
pub use shape::{ShapeFinding, ShapeKind};
pub use sheet::{Score, Sheet, Written, is_sheet, read_sheet};
pub use sheet_csv::is_sheet_head;
pub(crate) use tree::Leaf;
pub use tree::{Children, Kind, Node, NodeId, Text, Tree};
pub use yaml::separator_slip;
