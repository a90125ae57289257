//! Every diagnostic of the tool, one file a layer. Each function is one diagnostic: its code, its words in both
//! languages, its labels and its repair stand together here and nowhere else.

pub mod check_names;
pub mod check_pack;
pub mod check_rules;
pub mod check_types;
pub mod data;
mod notation;
mod syntax;

pub use data::*;
pub use notation::*;
pub use syntax::*;
