//! What an expression sees: bound names, what its bare names are, and which optional values are known to be given.

use super::typed::{Expr, ExprKind, Path, PathRoot, PathType, Type, VarId};
use crate::data::RecordId;
use crate::text::Span;
use crate::value::Scalar;
use std::collections::BTreeSet;

/// What bare names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    /// Fields and defines of the root record.
    Proposal,
    /// Fields and defines of the record of a define.
    This(RecordId),
    /// Only what is bound: a rule on all proposals.
    Across,
    /// Only reference data: an expectation of a test.
    Data,
    /// Only constants: the value of a let.
    Constant,
}

/// An optional value: its root and the steps to it.
pub(super) type Key = (PathRoot, Vec<u32>);

/// What is known where an expression stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// Optional values that are given.
    pub(super) given: BTreeSet<Key>,
    /// Lists (with their filter, in canonical words) that hold at least one item.
    pub(super) filled: BTreeSet<String>,
}

impl Facts {
    pub(super) fn add(&mut self, more: Facts) {
        self.given.extend(more.given);
        self.filled.extend(more.filled);
    }

    pub(super) fn both(mut self, other: &Facts) -> Facts {
        self.given.retain(|key| other.given.contains(key));
        self.filled.retain(|key| other.filled.contains(key));
        self
    }

    /// That a path leads to a value, and so does each of its beginnings.
    pub(super) fn give(&mut self, path: &Path) {
        for length in 0..=path.steps.len() {
            let steps = path.steps.get(..length).unwrap_or_default();
            self.given.insert((path.root, steps.to_vec()));
        }
    }
}

/// A bound name.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) var: VarId,
    /// What it is; `None` after an error in its list.
    pub(super) ty: Option<PathType>,
}

/// What an expression sees.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) bare: Bare,
    /// Bound names, innermost last.
    pub(super) bound: Vec<Bound>,
    /// Those of them that a `for each` binds.
    pub(super) each: Vec<VarId>,
    pub(super) next_var: u32,
    pub(super) facts: Facts,
    /// Whether values are only shown, so that a missing one does no harm.
    pub(super) shown: bool,
    /// Names that only a part of the rule sees: those of inner `for each` blocks, where a message is read.
    pub(super) inner: Vec<String>,
    /// Optional values whose missing guard has been reported.
    pub(super) reported: BTreeSet<Key>,
}

impl Scope {
    pub(super) fn new(bare: Bare) -> Self {
        Scope {
            bare,
            bound: Vec::new(),
            each: Vec::new(),
            next_var: 0,
            facts: Facts::default(),
            shown: false,
            inner: Vec::new(),
            reported: BTreeSet::new(),
        }
    }

    pub(super) fn fresh(&mut self) -> VarId {
        let var = VarId(self.next_var);
        self.next_var = self.next_var.saturating_add(1);
        var
    }
}

/// An expression of a type.
pub(super) fn typed(kind: ExprKind, scalar: Scalar, span: Span) -> Expr {
    Expr { kind, ty: Type::Scalar(scalar), span }
}

/// An expression that had an error.
pub(super) fn unknown(span: Span) -> Expr {
    Expr { kind: ExprKind::Unknown, ty: Type::Unknown, span }
}
