//! Where a rule or question comes from: its citations and its place, as they are printed and written.

use crate::load::LoadedPack;
pub use crate::report::Citation;
pub(super) use crate::report::citations;
use crate::text::{SourceMap, Span};

/// A place in a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The file, as shown.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl At {
    /// `file:line`
    pub(super) fn words(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// The place of a declaration.
pub(super) fn at(pack: &LoadedPack, span: Span) -> At {
    place(&pack.sources, span).unwrap_or_else(|| At { file: pack.folder.clone(), line: 1, column: 1 })
}

/// Where a span begins, where its file is known.
pub(super) fn place(files: &SourceMap, span: Span) -> Option<At> {
    let source = files.get(span.file)?;
    let at = source.line_column(span.start);
    Some(At { file: source.name.clone(), line: at.line, column: at.column })
}
