//! The plan: a pack whose expressions are flat nodes that the evaluator walks by index.
//!
//! In: a typed [`Pack`]. Out: a [`Plan`] that owns it. Nothing is decided here that a proposal could change.
//! [`conditions`] and [`bounds`] list what there is to know of its rules, for coverage, lints and the rule book.

mod bounds;
mod build;
mod conditions;
mod reads;
#[cfg(test)]
mod tests;

use crate::check::Pack;
use crate::check::typed::{DefineId, Exception, LetId, Path, RuleId, Type};
use crate::data::Value;
use crate::syntax::ast::{Aggregate, Arithmetic, Comparator, Quantifier, ShareOf};
use crate::text::Span;
use crate::value::{Num, Rounding};
use std::collections::BTreeSet;
use std::sync::OnceLock;

pub use bounds::{Bound, End, Limit, Unit, bounds};
pub use build::build;
pub use conditions::{Condition, Owner, Role, Subject, conditions};
pub use reads::FieldId;

/// The index of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// The index of a requirement of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequirementId(pub u32);

/// A pack, ready to judge proposals.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The pack.
    pub pack: Pack,
    /// All nodes; children stand before their parents.
    pub nodes: Vec<Node>,
    /// The requirements of all rules, in the order in which they are written.
    pub requirements: Vec<Requirement>,
    /// The steps of each rule, by [`RuleId`].
    pub rules: Vec<Vec<Step>>,
    /// The condition of each judgement, by its index.
    pub judgements: Vec<Option<NodeId>>,
    /// The value of each define, by [`DefineId`].
    pub defines: Vec<NodeId>,
    /// The author's own words for each rule, by [`RuleId`].
    pub words: Vec<OwnWords>,
    /// For each test, for each of its expectations: the expression that must hold, where it is one.
    pub expectations: Vec<Vec<Option<NodeId>>>,
    /// The fields that each rule reads, by [`RuleId`], once they were asked for.
    fields_read: OnceLock<Vec<BTreeSet<FieldId>>>,
}

/// What the author of a rule wrote in place of the generated texts.
#[derive(Clone, Debug)]
pub struct OwnWords {
    /// The message.
    pub message: Option<Template>,
    /// The repair.
    pub help: Option<Template>,
}

/// A text with values in it, in both languages.
#[derive(Clone, Debug)]
pub struct Template {
    /// English pieces.
    pub en: Vec<Piece>,
    /// Japanese pieces.
    pub ja: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub enum Piece {
    /// As it is.
    Text(String),
    /// The value of this node, in words.
    Value(NodeId),
}

/// A node of an expression.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The type of its value.
    pub ty: Type,
    /// Where it stands in the rule file.
    pub span: Span,
}

/// The forms of nodes; each is the form of [`crate::check::typed::ExprKind`] of the same name.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the forms are documented on the typed expression")]
pub enum Kind {
    Const(Value),
    Let(LetId),
    Path(Path),
    Define(DefineId, Path),
    Not(NodeId),
    All(Vec<NodeId>),
    Any(Vec<NodeId>),
    Compare(Comparator, NodeId, NodeId),
    Between(NodeId, NodeId, NodeId),
    OneOf { value: NodeId, negated: bool, members: Vec<NodeId> },
    Given { path: Path, missing: bool },
    Binary(Arithmetic, NodeId, NodeId),
    Share { share: ShareOf, factor: Num, of: NodeId },
    Round(Rounding, NodeId, Num),
    Quantified { quantifier: Quantifier, binder: Binder, filter: Option<NodeId>, body: NodeId },
    NoTwo { value: NodeId, binders: Vec<Binder>, filter: Option<NodeId> },
    Aggregate { function: Aggregate, value: Option<NodeId>, binders: Vec<Binder>, filter: Option<NodeId> },
}

/// A name bound to each item of a list.
pub type Binder = crate::check::typed::Binder;

/// A step of a rule.
#[derive(Clone, Debug)]
pub enum Step {
    /// For each item.
    ForEach(Binder, Vec<Step>),
    /// Only where the condition holds.
    When(NodeId, Vec<Step>),
    /// Only where the exception does not hold.
    Unless(NodeId, Exception, Vec<Step>),
    /// A requirement.
    Require(RequirementId),
}

/// A requirement.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Whose it is.
    pub rule: RuleId,
    /// What must hold; several are the branches of `any of`.
    pub branches: Vec<NodeId>,
    /// Other readings, with their index in the typed requirement.
    pub readings: Vec<Reading>,
    /// `require` and its expression.
    pub span: Span,
}

/// Another reading of a requirement.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What would have to hold.
    pub value: NodeId,
    /// Why one may read it so.
    pub because: crate::diag::Bilingual,
    /// The clause.
    pub span: Span,
}

impl Plan {
    /// The node with this id. Ids come only from this plan, so there is one.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The requirement with this id.
    pub fn requirement(&self, id: RequirementId) -> Option<&Requirement> {
        self.requirements.get(id.0 as usize)
    }
}

impl Kind {
    /// The nodes directly below, in the order in which they are written.
    pub fn children(&self) -> Vec<NodeId> {
        match self {
            Kind::Const(_) | Kind::Let(_) | Kind::Path(_) | Kind::Define(..) | Kind::Given { .. } => {
                Vec::new()
            }
            Kind::Not(inner) | Kind::Share { of: inner, .. } | Kind::Round(_, inner, _) => vec![*inner],
            Kind::All(parts) | Kind::Any(parts) => parts.clone(),
            Kind::Compare(_, left, right) | Kind::Binary(_, left, right) => vec![*left, *right],
            Kind::Between(value, low, high) => vec![*value, *low, *high],
            Kind::OneOf { value, members, .. } => std::iter::once(value).chain(members).copied().collect(),
            Kind::Quantified { filter, body, .. } => filter.iter().chain([body]).copied().collect(),
            Kind::NoTwo { value, filter, .. } => std::iter::once(value).chain(filter).copied().collect(),
            Kind::Aggregate { value, filter, .. } => value.iter().chain(filter).copied().collect(),
        }
    }

    /// The filter of a form that has one.
    pub fn filter(&self) -> Option<NodeId> {
        match self {
            Kind::Quantified { filter, .. } | Kind::NoTwo { filter, .. } | Kind::Aggregate { filter, .. } => {
                *filter
            }
            _ => None,
        }
    }
}
