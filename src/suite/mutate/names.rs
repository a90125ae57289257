//! To which records the names of a declaration are bound, so that a field is taken for another of its own record.

use crate::check::typed::{Binder, ListSource, PathType, VarId};
use crate::data::{FieldType, RecordId};
use crate::plan::{Kind, NodeId, Owner, Plan, Step};
use std::collections::BTreeMap;

/// The records to which the names of a declaration are bound.
pub(super) fn records(plan: &Plan, owner: Owner) -> BTreeMap<Option<VarId>, RecordId> {
    let mut found = BTreeMap::new();
    match owner {
        Owner::Rule(rule) => {
            if let Some(steps) = plan.rules.get(rule.0 as usize) {
                in_steps(plan, steps, &mut found);
            }
        }
        Owner::Judgement(judgement) => {
            if let Some(when) = plan.judgements.get(judgement.0 as usize).copied().flatten() {
                in_node(plan, when, &mut found);
            }
        }
        Owner::Define(define) => {
            if let Some(one) = plan.pack.defines.get(define.0 as usize) {
                found.insert(None, one.record);
            }
            if let Some(value) = plan.defines.get(define.0 as usize) {
                in_node(plan, *value, &mut found);
            }
        }
    }
    found
}

fn in_steps(plan: &Plan, steps: &[Step], found: &mut BTreeMap<Option<VarId>, RecordId>) {
    for step in steps {
        match step {
            Step::ForEach(binder, body) => {
                bind(plan, binder, found);
                in_steps(plan, body, found);
            }
            Step::When(node, body) | Step::Unless(node, _, body) => {
                in_node(plan, *node, found);
                in_steps(plan, body, found);
            }
            Step::Require(id) => {
                let Some(requirement) = plan.requirement(*id) else { continue };
                let readings = requirement.readings.iter().map(|reading| reading.value);
                for node in requirement.branches.iter().copied().chain(readings) {
                    in_node(plan, node, found);
                }
            }
        }
    }
}

fn in_node(plan: &Plan, id: NodeId, found: &mut BTreeMap<Option<VarId>, RecordId>) {
    let Some(node) = plan.node(id) else { return };
    match &node.kind {
        Kind::Quantified { binder, .. } => bind(plan, binder, found),
        Kind::NoTwo { binders, .. } | Kind::Aggregate { binders, .. } => {
            binders.iter().for_each(|binder| bind(plan, binder, found));
        }
        _ => {}
    }
    for child in node.kind.children() {
        in_node(plan, child, found);
    }
}

fn bind(plan: &Plan, binder: &Binder, found: &mut BTreeMap<Option<VarId>, RecordId>) {
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
    if let Some(record) = record {
        found.insert(Some(binder.var), record);
    }
}
