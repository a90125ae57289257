//! Text and places in it: files, spans, lines and columns, spelling.
//!
//! In: the bytes of a file, already known to be UTF-8. Out: spans that everything else carries, and the
//! line and column of a span when a report is written.

mod digits;
mod escape;
mod fold;
mod near;
mod shared;
mod source;

pub use digits::{grouped, thousands};
pub use escape::{in_json, one_line, source_line};
pub use fold::{fold_key, fold_text, is_key, looks_same_key, nfc, settled};
pub use near::nearest;
pub use shared::SharedText;
pub use source::{Before, FileId, LineColumn, Source, SourceMap, Span};
