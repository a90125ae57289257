//! Every diagnostic of the tool, one file a layer. Each function is one diagnostic: its code, its words in both
//! languages, its labels and its repair stand together here and nowhere else.

mod data;
mod load;
mod notation;
mod read;
mod syntax;

pub use data::*;
pub use load::*;
pub use notation::*;
pub use read::*;
pub use syntax::*;

use super::codes::Row;

/// The rows of all files of the catalogue, in the order of the layers.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    [load::ROWS, syntax::ROWS, read::ROWS, data::ROWS].into_iter().flatten()
}
