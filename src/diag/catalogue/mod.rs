//! Every diagnostic of the tool, one file a layer. Each function is one diagnostic: its code, its words in both
//! languages, its labels and its repair stand together here and nowhere else.

pub mod acks;
mod advice;
pub mod check_names;
pub mod check_pack;
pub mod check_rules;
pub mod check_types;
pub mod check_use;
pub mod check_values;
mod cite;
mod data;
mod diff;
mod format;
pub mod lints;
pub mod lints_figures;
pub mod lints_rules;
mod load;
pub mod mutation;
mod notation;
pub mod proofs;
mod read;
pub mod settings;
mod sheets;
pub mod suite;
mod syntax;
mod tokens;
pub mod waivers;

pub use advice::{LOOKS_THE_SAME, NOT_IN_FORCE, UNIT_SLIP};
pub use cite::*;
pub use data::*;
pub use diff::*;
pub use format::*;
pub use load::*;
pub use notation::*;
pub use read::*;
pub use sheets::*;
pub use syntax::*;
pub use tokens::*;

use super::codes::Row;

/// The rows of all files of the catalogue, in the order of the layers.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    [
        load::ROWS,
        syntax::ROWS,
        check_pack::ROWS,
        check_names::ROWS,
        check_types::ROWS,
        check_values::ROWS,
        check_rules::ROWS,
        check_use::ROWS,
        read::ROWS,
        data::ROWS,
        sheets::ROWS,
        advice::ROWS,
        acks::ROWS,
        cite::ROWS,
        format::ROWS,
        lints::ROWS,
        lints_figures::ROWS,
        lints_rules::ROWS,
        settings::ROWS,
        waivers::ROWS,
        mutation::ROWS,
        suite::ROWS,
        proofs::ROWS,
        diff::ROWS,
    ]
    .into_iter()
    .flatten()
}
