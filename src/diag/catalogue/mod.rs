//! Every diagnostic of the tool, one file a layer. Each function is one diagnostic: its code, its words in both
//! languages, its labels and its repair stand together here and nowhere else.

mod notation;
mod syntax;
mod tokens;

pub use notation::*;
pub use syntax::*;
pub use tokens::*;
