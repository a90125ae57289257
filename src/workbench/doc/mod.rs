//! The rule book: everything that a pack says, for people to read, print and link to.
//!
//! In: packs. Out: a [`Book`] each, as plain data, and one file a format: a self-contained page of HTML, or Markdown.

mod gather;
mod graph;
mod html;
mod layout;
mod markdown;
mod model;
mod written;

pub use gather::book;
pub use graph::{Graph, Node, NodeKind};
pub use html::{html, index};
pub use markdown::{markdown, markdown_index};
pub use model::*;
