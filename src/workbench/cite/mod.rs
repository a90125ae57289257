//! Citations that can be checked: every cited heading and every phrase after `says`, found in the real documents.
//!
//! In: packs, and the plain text of the documents that they cite. Out: a [`CiteReport`]: where each citation stands, the
//! nearest text for those that stand nowhere, and the headings of the documents that nothing cites.

mod collect;
mod coverage;
mod diagnostics;
mod document;
mod find;
mod glyphs;
mod headings;
mod human;
mod json;
mod model;
mod near;
mod run;
mod sources;

#[cfg(test)]
mod tests;

pub use collect::CitedBy;
pub use diagnostics::diagnostics;
pub use document::{Document, Documents, read_documents};
pub use find::Spelling;
pub use human::human;
pub use json::{SCHEMA, json};
pub use model::*;
pub use near::Near;
pub use run::cite;

use crate::check::Pack;
use crate::text::SourceMap;

/// A pack whose citations are looked up.
#[derive(Clone, Copy, Debug)]
pub struct CitedPack<'a> {
    /// Its id.
    pub id: &'a str,
    /// The pack.
    pub pack: &'a Pack,
    /// Its files.
    pub files: &'a SourceMap,
    /// Its README, which may say in quotes why a heading is cited by nothing.
    pub readme: Option<&'a str>,
}
