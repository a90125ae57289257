//! The values of a proposal that an expression was made of.

use crate::check::typed::{Binder, ListSource};
use crate::data::State;
use crate::eval::{Flow, Found, Scope, Site, Truth};
use crate::plan::{Kind, NodeId};
use crate::report::view::View;
use crate::syntax::ast::{Aggregate, ShareOf};
use crate::value::Num;
use std::cmp::Ordering;

/// So many leaves are looked at.
const MOST_LEAVES: usize = 64;

/// What a value contributes.
#[derive(Clone, Debug)]
pub(in crate::report) enum Role {
    /// Itself.
    Direct,
    /// A share of it.
    Share(ShareOf, Num),
    /// A part of a sum.
    Sum,
    /// It is the largest.
    Largest,
    /// It is the smallest.
    Smallest,
    /// It is counted.
    Count,
}

/// A value of a proposal.
#[derive(Clone, Debug)]
pub(in crate::report) struct Leaf {
    /// Where it is.
    pub(in crate::report) site: Site,
    /// What it contributes.
    pub(in crate::report) role: Role,
}

/// Adds the values that an expression is made of, in the order in which they are read.
pub(in crate::report) fn leaves(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    id: NodeId,
    role: &Role,
    out: &mut Vec<Leaf>,
) {
    let Some(node) = view.plan.node(id) else { return };
    if out.len() >= MOST_LEAVES {
        return;
    }
    match &node.kind {
        Kind::Path(path) | Kind::Given { path, .. } => {
            if let Found::Slot(site, _) | Found::Blocked(site, _) = scope.find(path)
                && !out.iter().any(|leaf| leaf.site == site)
            {
                out.push(Leaf { site, role: role.clone() });
            }
        }
        Kind::Define(define, path) => {
            let mut inner = Vec::new();
            let _ = scope.on_define(*define, path, |scope, node| leaves(view, scope, node, role, &mut inner));
            out.append(&mut inner);
        }
        Kind::Binary(_, left, right) | Kind::Compare(_, left, right) => {
            leaves(view, scope, *left, role, out);
            leaves(view, scope, *right, role, out);
        }
        Kind::Share { share, factor, of } => {
            leaves(view, scope, *of, &Role::Share(*share, factor.clone()), out);
        }
        Kind::Round(_, value, _) | Kind::Not(value) => leaves(view, scope, *value, role, out),
        Kind::All(parts) | Kind::Any(parts) => {
            for part in parts {
                leaves(view, scope, *part, role, out);
            }
        }
        Kind::Between(value, low, high) => {
            for part in [value, low, high] {
                leaves(view, scope, *part, role, out);
            }
        }
        Kind::OneOf { value, members, .. } => {
            leaves(view, scope, *value, role, out);
            for member in members {
                leaves(view, scope, *member, role, out);
            }
        }
        Kind::Quantified { binder, body, .. } => {
            of_list(view, scope, std::slice::from_ref(binder), None, Some(*body), role, out);
        }
        Kind::NoTwo { value, binders, filter } => {
            of_list(view, scope, binders, *filter, Some(*value), role, out);
        }
        Kind::Aggregate { function, value, binders, filter } => match function {
            Aggregate::Count => of_list(view, scope, binders, *filter, None, &Role::Count, out),
            Aggregate::Sum => of_list(view, scope, binders, *filter, *value, &Role::Sum, out),
            Aggregate::Largest => extreme(view, scope, binders, *filter, *value, Ordering::Greater, out),
            Aggregate::Smallest => extreme(view, scope, binders, *filter, *value, Ordering::Less, out),
        },
        Kind::Const(_) | Kind::Let(_) => {}
    }
}

/// Every slot that an expression reads.
pub(in crate::report) fn sites_read(view: &View<'_>, scope: &mut Scope<'_>, id: NodeId) -> Vec<Site> {
    let mut out = Vec::new();
    leaves(view, scope, id, &Role::Direct, &mut out);
    out.into_iter().map(|leaf| leaf.site).collect()
}

/// The values of the items of a list; the list itself where it is counted or empty.
fn of_list(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    binders: &[Binder],
    filter: Option<NodeId>,
    value: Option<NodeId>,
    role: &Role,
    out: &mut Vec<Leaf>,
) {
    let before = out.len();
    if let Some(value) = value {
        let mut blocked = Vec::new();
        scope.each(
            binders,
            &mut |scope| {
                if filter.is_none_or(|filter| scope.truth(filter) == Truth::True) {
                    leaves(view, scope, value, role, out);
                }
                if out.len() >= MOST_LEAVES { Flow::Stop } else { Flow::Go }
            },
            &mut blocked,
        );
    }
    if out.len() == before {
        out.extend(list_site(scope, binders).map(|site| Leaf { site, role: role.clone() }));
    }
}

/// The list that the innermost binder of a proposal's list runs over.
fn list_site(scope: &Scope<'_>, binders: &[Binder]) -> Option<Site> {
    binders.iter().rev().find_map(|binder| match &binder.source {
        ListSource::Field(path) => match scope.find(path) {
            Found::Slot(site, _) | Found::Blocked(site, _) => Some(site),
            Found::Cell(_) | Found::Nothing => None,
        },
        ListSource::Table(_) | ListSource::Proposals => None,
    })
}

/// The values of the item that is the largest or smallest.
fn extreme(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    binders: &[Binder],
    filter: Option<NodeId>,
    value: Option<NodeId>,
    better: Ordering,
    out: &mut Vec<Leaf>,
) {
    let Some(value) = value else { return };
    let role = if better == Ordering::Greater { Role::Largest } else { Role::Smallest };
    let mut best = None;
    let mut found = Vec::new();
    let mut blocked = Vec::new();
    scope.each(
        binders,
        &mut |scope| {
            if filter.is_none_or(|filter| scope.truth(filter) == Truth::True)
                && let Some(one) = scope.value(value)
                && best.as_ref().is_none_or(|best| one.cmp(best) == better)
            {
                best = Some(one);
                found.clear();
                leaves(view, scope, value, &role, &mut found);
            }
            Flow::Go
        },
        &mut blocked,
    );
    found.retain(|leaf| scope.slot(leaf.site).is_some_and(|slot| matches!(slot.state, State::Given(_))));
    out.append(&mut found);
}
