//! Which field a bound is on.
//!
//! In: a plan. Out: its bounds with constant limits, each with the field whose value is compared and the places of the
//! figures. A bound on a sum or on the largest of a field is on that field.

use super::facts::Look;
use crate::check::typed::{Binder, ListSource, Path, PathRoot, PathType, VarId};
use crate::data::{FieldType, RecordId, Value};
use crate::plan::{Bound, FieldId, Kind, NodeId, Owner, Plan, Step, bounds};
use crate::text::Span;
use crate::value::Num;
use std::collections::BTreeMap;

/// A bound with its field and one figure.
pub(super) struct Bounded {
    pub(super) bound: Bound,
    pub(super) field: FieldId,
    /// The figure and where it is written: in the rule, or in a `let`.
    pub(super) value: Num,
    pub(super) figure: Span,
}

/// Every bound by a constant figure on a field.
pub(super) fn bounded(look: &Look) -> Vec<Bounded> {
    let plan = look.plan;
    let mut names: BTreeMap<Owner, BTreeMap<VarId, RecordId>> = BTreeMap::new();
    let mut out = Vec::new();
    for bound in bounds(plan) {
        let known = names.entry(bound.owner).or_insert_with(|| bound_names(plan, bound.owner));
        let Some(field) = field(plan, known, this(plan, bound.owner), bound.compared) else { continue };
        for limit in &bound.limits {
            if let Value::Num(value) = &limit.value {
                let figure = written(plan, bound.limit, &limit.value).unwrap_or(bound.span);
                out.push(Bounded { bound: bound.clone(), field, value: value.clone(), figure });
            }
        }
    }
    out
}

/// Where a figure is written: at the node, or in the named figure that it is.
fn written(plan: &Plan, limit: NodeId, value: &Value) -> Option<Span> {
    let node = plan.node(limit)?;
    let Kind::Let(id) = &node.kind else { return Some(node.span) };
    let figure = plan.pack.figure(*id)?;
    Some(figure.values.iter().find(|one| one.value == *value).map_or(figure.span, |one| one.span))
}

fn this(plan: &Plan, owner: Owner) -> Option<RecordId> {
    match owner {
        Owner::Define(id) => plan.pack.define(id).map(|define| define.record),
        Owner::Rule(_) | Owner::Judgement(_) => None,
    }
}

/// The field to which a value belongs.
fn field(
    plan: &Plan,
    names: &BTreeMap<VarId, RecordId>,
    this: Option<RecordId>,
    node: NodeId,
) -> Option<FieldId> {
    match &plan.node(node)?.kind {
        Kind::Path(path) => end_of(plan, names, this, path),
        Kind::Aggregate { value: Some(value), .. } | Kind::Round(_, value, _) => {
            field(plan, names, this, *value)
        }
        _ => None,
    }
}

/// The last field of a path.
fn end_of(
    plan: &Plan,
    names: &BTreeMap<VarId, RecordId>,
    this: Option<RecordId>,
    path: &Path,
) -> Option<FieldId> {
    if matches!(path.ty, PathType::Cell(..) | PathType::Row(_)) {
        return None;
    }
    let mut at = match path.root {
        PathRoot::Proposal => plan.pack.program.root,
        PathRoot::This => this?,
        PathRoot::Var(var) => names.get(&var).copied()?,
    };
    let (last, before) = path.steps.split_last()?;
    for step in before {
        match &plan.pack.schema.record(at)?.fields.get(*step as usize)?.ty {
            FieldType::Record(inner) => at = *inner,
            _ => return None,
        }
    }
    Some((at, *last))
}

/// The records that the names of a rule, judgement or derived value are bound to.
fn bound_names(plan: &Plan, owner: Owner) -> BTreeMap<VarId, RecordId> {
    let mut names = BTreeMap::new();
    match owner {
        Owner::Rule(id) => {
            for step in plan.rules.get(id.0 as usize).into_iter().flatten() {
                in_step(plan, step, &mut names);
            }
        }
        Owner::Judgement(id) => {
            let when = plan.judgements.get(id.0 as usize).copied().flatten();
            when.into_iter().for_each(|when| in_node(plan, when, &mut names));
        }
        Owner::Define(id) => {
            let value = plan.defines.get(id.0 as usize).copied();
            value.into_iter().for_each(|value| in_node(plan, value, &mut names));
        }
    }
    names
}

fn in_step(plan: &Plan, step: &Step, names: &mut BTreeMap<VarId, RecordId>) {
    match step {
        Step::ForEach(binder, body) => {
            bind(plan, binder, names);
            body.iter().for_each(|step| in_step(plan, step, names));
        }
        Step::When(condition, body) | Step::Unless(condition, _, body) => {
            in_node(plan, *condition, names);
            body.iter().for_each(|step| in_step(plan, step, names));
        }
        Step::Require(_) => {
            plan.roots(std::slice::from_ref(step)).into_iter().for_each(|root| in_node(plan, root, names));
        }
    }
}

fn in_node(plan: &Plan, id: NodeId, names: &mut BTreeMap<VarId, RecordId>) {
    let Some(node) = plan.node(id) else { return };
    match &node.kind {
        Kind::Quantified { binder, .. } => bind(plan, binder, names),
        Kind::NoTwo { binders, .. } | Kind::Aggregate { binders, .. } => {
            binders.iter().for_each(|binder| bind(plan, binder, names));
        }
        _ => {}
    }
    node.kind.children().into_iter().for_each(|child| in_node(plan, child, names));
}

fn bind(plan: &Plan, binder: &Binder, names: &mut BTreeMap<VarId, RecordId>) {
    let record = match &binder.source {
        ListSource::Proposals => Some(plan.pack.program.root),
        ListSource::Table(_) => None,
        ListSource::Field(path) => match &path.ty {
            PathType::Field(FieldType::List { item, .. }) => match item.as_ref() {
                FieldType::Record(record) => Some(*record),
                _ => None,
            },
            _ => None,
        },
    };
    names.extend(record.map(|record| (binder.var, record)));
}
