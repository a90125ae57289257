//! How many places the lists of a space have.
//!
//! As many as the schema's least, as the figures that counts are held against need, and a few more. What is longer is
//! not looked at, so an impossibility is proved up to that length alone.

use crate::check::typed::{DefineId, ListSource, PathType};
use crate::data::{RecordId, Value};
use crate::plan::{FieldId, Kind, NodeId, Plan, Step};
use crate::syntax::ast::Aggregate;
use crate::value::Num;
use std::collections::{BTreeMap, BTreeSet};

/// How long lists are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// At least so many places, where the schema allows them.
    pub least: u32,
    /// No more than so many, whatever is counted.
    pub most: u32,
}

impl Sizes {
    /// For finding witnesses: short lists.
    pub const SHORT: Sizes = Sizes { least: 2, most: 40 };
    /// For holding an impossibility against longer lists.
    pub const LONG: Sizes = Sizes { least: 8, most: 40 };

    /// For holding what still looks impossible against lists as long as any that are written: few rules at once.
    pub const FAR: Sizes = Sizes { least: 130, most: 300 };

    pub(super) fn places(self, min: u32, need: u32) -> u32 {
        self.least.max(min).max(need).min(self.most)
    }
}

/// How many items the figures of a pack ask for, by list.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs(BTreeMap<FieldId, u32>);

impl Needs {
    pub(super) fn of_list(&self, field: FieldId) -> u32 {
        self.0.get(&field).copied().unwrap_or(0)
    }

    /// One more than the greatest figure with which a count of the list is compared.
    pub(super) fn of(plan: &Plan) -> Needs {
        let mut needs = Needs::default();
        let lists = list_fields(plan);
        for node in &plan.nodes {
            let (Kind::Compare(..) | Kind::Between(..)) = &node.kind else { continue };
            let mut met = Met::default();
            for child in node.kind.children() {
                met.node(plan, &lists, child);
            }
            for list in &met.counted {
                for figure in &met.figures {
                    let need = u32::try_from(figure.saturating_add(1)).unwrap_or(u32::MAX);
                    let most = needs.0.entry(*list).or_insert(0);
                    *most = need.max(*most);
                }
            }
        }
        needs
    }
}

/// No more than so many proposals are looked at together, whatever the figures ask for.
pub(crate) const MOST_PROPOSALS: usize = 12;

/// How many proposals the figures of a plan ask for that counts of them are held against, all in all; none where they
/// ask for more than can be told.
pub(crate) fn proposals_needed(plan: &Plan) -> Option<u32> {
    let mut need: u32 = 1;
    for (node, index) in plan.nodes.iter().zip(0..) {
        let (Kind::Compare(..) | Kind::Between(..)) = &node.kind else { continue };
        if !counts_proposals(plan, NodeId(index)) {
            continue;
        }
        let mut met = Met::default();
        for child in node.kind.children() {
            met.node(plan, &BTreeMap::new(), child);
        }
        for figure in met.figures {
            need = need.checked_add(u32::try_from(figure).ok()?)?;
        }
    }
    Some(need)
}

/// Whether sums over proposals stand beside what is asked of each of them, so that any number of them may be needed.
pub(crate) fn proposals_bounded(plan: &Plan) -> bool {
    let each = plan.nodes.iter().any(|node| match &node.kind {
        Kind::Quantified { binder, .. } => matches!(binder.source, ListSource::Proposals),
        _ => false,
    });
    let stepped = plan.rules.iter().flatten().any(
        |step| matches!(step, Step::ForEach(binder, _) if matches!(binder.source, ListSource::Proposals)),
    );
    let sums = (0..).map(NodeId).zip(&plan.nodes).any(|(id, _)| aggregated(plan, id, Aggregate::Sum));
    sums && (each || stepped)
}

/// Whether a node is an aggregate over proposals.
fn aggregated(plan: &Plan, id: NodeId, wanted: Aggregate) -> bool {
    match plan.node(id).map(|node| &node.kind) {
        Some(Kind::Aggregate { function, binders, .. }) => {
            *function == wanted && binders.iter().any(|binder| matches!(binder.source, ListSource::Proposals))
        }
        _ => false,
    }
}

/// Whether a count below a node is of proposals.
fn counts_proposals(plan: &Plan, id: NodeId) -> bool {
    aggregated(plan, id, Aggregate::Count)
        || plan
            .node(id)
            .is_some_and(|node| node.kind.children().into_iter().any(|child| counts_proposals(plan, child)))
}

/// The lists that are counted and the whole figures around them, in one comparison.
#[derive(Default)]
struct Met {
    counted: BTreeSet<FieldId>,
    figures: BTreeSet<i128>,
    defines: BTreeSet<DefineId>,
}

impl Met {
    fn node(&mut self, plan: &Plan, lists: &BTreeMap<NodeId, Vec<FieldId>>, id: NodeId) {
        let Some(node) = plan.node(id) else { return };
        match &node.kind {
            Kind::Const(Value::Num(n)) => self.figure(n),
            Kind::Let(figure) => {
                for value in plan.pack.lets.get(figure.0 as usize).into_iter().flat_map(|one| &one.values) {
                    if let Value::Num(n) = &value.value {
                        self.figure(n);
                    }
                }
            }
            Kind::Define(define, _) if self.defines.insert(*define) => {
                if let Some(value) = plan.defines.get(define.0 as usize) {
                    self.node(plan, lists, *value);
                }
            }
            Kind::Aggregate { function: Aggregate::Count, .. } => {
                self.counted.extend(lists.get(&id).into_iter().flatten());
            }
            _ => {}
        }
        for child in node.kind.children() {
            self.node(plan, lists, child);
        }
    }

    fn figure(&mut self, n: &Num) {
        // Figures below zero are no counts of items.
        if let Some(n) = n.ceil().to_i128().filter(|n| (0..=i128::from(u32::MAX)).contains(n)) {
            self.figures.insert(n);
        }
    }
}

/// For each aggregate, the lists of a proposal that it runs over.
fn list_fields(plan: &Plan) -> BTreeMap<NodeId, Vec<FieldId>> {
    let mut out = BTreeMap::new();
    let fields: Vec<FieldId> = all_fields(plan);
    for (index, node) in plan.nodes.iter().enumerate() {
        let Kind::Aggregate { binders, .. } = &node.kind else { continue };
        let mut lists = Vec::new();
        for binder in binders {
            let ListSource::Field(path) = &binder.source else { continue };
            let PathType::Field(ty) = &path.ty else { continue };
            // The field is known by its place in its record and by its type; which record is not written in a path,
            // so every list field of that place and type is meant.
            let Some(last) = path.steps.last() else { continue };
            lists.extend(fields.iter().filter(|(record, field)| {
                field == last
                    && plan
                        .pack
                        .schema
                        .record(*record)
                        .and_then(|record| record.fields.get(*field as usize))
                        .is_some_and(|field| field.ty == *ty)
            }));
        }
        out.insert(NodeId(u32::try_from(index).unwrap_or(u32::MAX)), lists);
    }
    out
}

fn all_fields(plan: &Plan) -> Vec<FieldId> {
    let records = plan.pack.schema.records.iter().zip(0..);
    let fields = records.flat_map(|(record, id)| {
        let count = u32::try_from(record.fields.len()).unwrap_or(u32::MAX);
        (0..count).map(move |field| (RecordId(id), field))
    });
    fields.collect()
}
