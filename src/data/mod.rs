//! Proposals: bytes and a schema in, typed slots with the place of every key and value out.
//!
//! YAML, JSON, TOML and NDJSON are read into one tree of spans ([`Tree`]); the tree is decoded against the pack's
//! records ([`decode`]). Nothing is guessed: a value that cannot be read is malformed, with a finding that says why.

mod build;
pub mod encoding;
mod json;
pub mod limits;
mod proposal;
mod read;
#[cfg(test)]
mod read_fuzz;
#[cfg(test)]
mod read_tests;
mod schema;
mod toml;
mod tree;
mod yaml;

pub use proposal::{DataPath, Proposal, Slot, SlotId, State, Step, Value};
pub use read::{Document, Format, program_of, read, scalar_text, top_level_problem};
pub use schema::{Enum, Field, FieldType, Label, Member, Record, RecordId, Schema};
pub use tree::{Children, Kind, Node, NodeId, Text, Tree};
pub use yaml::separator_slip;
