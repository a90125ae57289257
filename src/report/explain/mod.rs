//! Why a requirement is not met: its tree is walked again under the names of the instance, and only what decided
//! is kept.
//!
//! In: a condition that is false where it should hold (or holds where it should not). Out: a [`Why`].

mod compare;
mod leaves;
mod lists;
mod logic;
mod measure;
mod unknown;

pub(super) use leaves::{Leaf, Role, leaves, sites_read};
pub(super) use unknown::{open_reasons, open_words};

use super::model::Measure;
use super::view::{Bindings, View};
use super::words::{Ctx, both, path_name};
use crate::data::State;
use crate::diag::Bilingual;
use crate::eval::{Found, Scope, Site, Truth};
use crate::plan::{Kind, NodeId};

/// Why a condition does not come out as wanted.
#[derive(Clone, Debug, Default)]
pub(super) struct Why {
    /// The sentence; English without a full stop, Japanese with one.
    pub(super) message: Bilingual,
    /// What it is about.
    pub(super) subject: Option<Site>,
    /// Places and what to say of them, the subject's first.
    pub(super) marks: Vec<(Site, Bilingual)>,
    /// What was compared: the exact value and the value in words.
    pub(super) operands: Vec<(Site, String, Bilingual)>,
    /// The figures of the comparison that decided.
    pub(super) measure: Measure,
    /// Whether the subject itself was compared, rather than something made of it and others.
    pub(super) direct: bool,
    /// Whether the marks say all that the message says.
    pub(super) plain: bool,
    /// The conditions that decided, to be solved for a repair.
    pub(super) atoms: Vec<Atom>,
}

/// A condition that decided, under its names.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// The condition.
    pub(super) node: NodeId,
    /// What it should be.
    pub(super) want: bool,
    /// The names at that point.
    pub(super) bindings: Bindings,
}

impl Why {
    /// Takes over the places, operands and conditions of another one.
    pub(super) fn absorb(&mut self, other: Why) {
        for (site, text) in other.marks {
            if !self.marks.iter().any(|(known, _)| *known == site) {
                self.marks.push((site, text));
            }
        }
        for operand in other.operands {
            if !self.operands.iter().any(|(site, ..)| *site == operand.0) {
                self.operands.push(operand);
            }
        }
        self.atoms.extend(other.atoms);
    }
}

/// Why the condition is not `want`.
pub(super) fn explain(view: &View<'_>, scope: &mut Scope<'_>, id: NodeId, want: bool, ctx: &mut Ctx) -> Why {
    let Some(node) = view.plan.node(id) else { return Why::default() };
    let atom = Atom { node: id, want, bindings: Bindings::of(scope) };
    let mut why = match &node.kind {
        Kind::Not(inner) => return explain(view, scope, *inner, !want, ctx),
        Kind::All(parts) | Kind::Any(parts) => {
            let every_part = matches!(node.kind, Kind::All(_)) == want;
            return if every_part {
                logic::each_of(view, scope, parts, want, ctx)
            } else {
                logic::none_of(view, scope, parts, want, ctx)
            };
        }
        Kind::Quantified { quantifier, binder, filter, body } => {
            return lists::quantified(view, scope, (*quantifier, binder, *filter, *body), want, ctx);
        }
        Kind::Define(define, path) => {
            let name = super::words::operand(view, scope, id, ctx);
            let inner = scope
                .on_define(*define, path, |inner, node| explain(view, inner, node, want, &mut ctx.clone()));
            let mut why = inner.unwrap_or_default();
            why.plain = false;
            why.message = super::words::sentence::derived(&name, want, &why.message);
            return why;
        }
        Kind::Compare(op, left, right) => compare::compare(view, scope, (*op, *left, *right), want, ctx),
        Kind::Between(value, low, high) => compare::between(view, scope, (*value, *low, *high), want, ctx),
        Kind::OneOf { value, negated, members } => {
            compare::one_of(view, scope, *value, members, *negated != want, ctx)
        }
        Kind::NoTwo { value, binders, filter } => {
            lists::no_two(view, scope, (*value, binders, *filter), want, ctx)
        }
        Kind::Given { path, missing } => {
            let name = path_name(view, scope, path, ctx);
            let (site, not_applicable) = match scope.find(path) {
                Found::Slot(site, slot) | Found::Blocked(site, slot) => {
                    (Some(site), slot.state == State::NotApplicable)
                }
                Found::Cell(_) | Found::Nothing => (None, false),
            };
            let required = *missing != want;
            let message = super::words::sentence::given(&name, required, not_applicable);
            let label = if required {
                both("required here", "記入が必要")
            } else {
                both("must be left out", "記入不可")
            };
            Why {
                message,
                subject: site,
                marks: site.map(|site| (site, label)).into_iter().collect(),
                direct: true,
                ..Why::default()
            }
        }
        _ => {
            let name = super::words::operand(view, scope, id, ctx);
            let site = scope.site_of(id);
            let label = super::words::sentence::must_be_yes_or_no(want);
            Why {
                message: super::words::sentence::yes_or_no(&name, want),
                subject: site,
                marks: site.map(|site| (site, label)).into_iter().collect(),
                direct: true,
                ..Why::default()
            }
        }
    };
    why.atoms.push(atom);
    why
}

/// Why none of the branches of a requirement holds.
pub(super) fn explain_branches(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    branches: &[NodeId],
    ctx: &mut Ctx,
) -> Why {
    match branches {
        [only] => explain(view, scope, *only, true, ctx),
        several => logic::none_of(view, scope, several, true, ctx),
    }
}

/// Whether a condition comes out as wanted.
pub(super) fn is(scope: &mut Scope<'_>, id: NodeId, want: bool) -> bool {
    scope.truth(id) == Truth::of(want)
}
