//! What decoding found about the shape of a proposal.

use super::{DataPath, SlotId};
use crate::diag::Diagnostic;

/// One finding about the shape of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeFinding {
    /// Its code, words and places.
    pub diagnostic: Diagnostic,
    /// What sort of finding it is.
    pub kind: ShapeKind,
    /// The path of the field; for an unknown key that of the record in which it stands.
    pub path: DataPath,
    /// Whether it makes the proposal fail.
    pub fails: bool,
}

/// The sorts of shape findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShapeKind {
    /// A required value is absent, null or blank: the verdict is undetermined, this value is needed.
    Missing {
        /// The slot that is missing.
        slot: SlotId,
    },
    /// A key that no field has.
    UnknownKey,
    /// A value that cannot be read as its type.
    Malformed,
    /// A field that is given twice.
    Duplicate,
    /// A list with too few or too many items.
    ListSize,
    /// Stands for all that are too many to tell.
    LeftOut,
    /// Worth saying, decides nothing.
    Advice,
}
