//! Which fields a rule reads: a change of any other field leaves its outcome as it is.

use super::{Kind, NodeId, Plan, Step};
use crate::check::typed::{Binder, DefineId, ListSource, Path, PathRoot, PathType, RuleId, VarId};
use crate::data::{FieldType, RecordId};
use std::collections::BTreeSet;

/// A field of a record.
pub type FieldId = (RecordId, u32);

impl Plan {
    /// Whether a rule reads a field, or one below it. Worked out for all rules when it is first asked for.
    pub fn reads(&self, rule: RuleId, field: FieldId) -> bool {
        let all =
            self.fields_read.get_or_init(|| self.rules.iter().map(|steps| fields(self, steps)).collect());
        all.get(rule.0 as usize).is_some_and(|fields| fields.contains(&field))
    }
}

/// The fields that some steps read, and those on the way to them.
fn fields(plan: &Plan, steps: &[Step]) -> BTreeSet<FieldId> {
    let mut walk = Walk { plan, names: Vec::new(), this: None, seen: BTreeSet::new(), out: BTreeSet::new() };
    walk.steps(steps);
    walk.out
}

struct Walk<'a> {
    plan: &'a Plan,
    /// The records of the names that are bound.
    names: Vec<(VarId, RecordId)>,
    /// The record of the define that is walked.
    this: Option<RecordId>,
    /// The defines that have been walked: each once, however often it is used.
    seen: BTreeSet<DefineId>,
    out: BTreeSet<FieldId>,
}

impl Walk<'_> {
    fn steps(&mut self, steps: &[Step]) {
        let plan = self.plan;
        for step in steps {
            match step {
                Step::ForEach(binder, body) => {
                    self.binder(binder);
                    self.steps(body);
                    self.names.pop();
                }
                Step::When(condition, body) | Step::Unless(condition, _, body) => {
                    self.node(*condition);
                    self.steps(body);
                }
                Step::Require(id) => {
                    for branch in plan.requirement(*id).into_iter().flat_map(|one| &one.branches) {
                        self.node(*branch);
                    }
                }
            }
        }
    }

    /// Binds a name; one that is no record of a proposal is bound as the root, whose fields it cannot name.
    fn binder(&mut self, binder: &Binder) {
        let root = self.plan.pack.program.root;
        let record = match &binder.source {
            ListSource::Field(path) => {
                self.path(path);
                match &path.ty {
                    PathType::Field(FieldType::List { item, .. }) => match item.as_ref() {
                        FieldType::Record(record) => *record,
                        _ => root,
                    },
                    _ => root,
                }
            }
            ListSource::Table(_) | ListSource::Proposals => root,
        };
        self.names.push((binder.var, record));
    }

    fn path(&mut self, path: &Path) {
        if matches!(path.ty, PathType::Cell(..) | PathType::Row(_)) {
            return;
        }
        let mut at = match path.root {
            PathRoot::Proposal => Some(self.plan.pack.program.root),
            PathRoot::This => self.this,
            PathRoot::Var(var) => {
                self.names.iter().rev().find(|(name, _)| *name == var).map(|(_, record)| *record)
            }
        };
        for step in &path.steps {
            let Some(record) = at else { return };
            self.out.insert((record, *step));
            let field = self.plan.pack.schema.record(record).and_then(|r| r.fields.get(*step as usize));
            at = match field.map(|field| &field.ty) {
                Some(FieldType::Record(inner)) => Some(*inner),
                _ => None,
            };
        }
    }

    fn nodes(&mut self, ids: impl IntoIterator<Item = NodeId>) {
        for id in ids {
            self.node(id);
        }
    }

    fn list(&mut self, binders: &[Binder], inner: impl IntoIterator<Item = NodeId>) {
        let before = self.names.len();
        for binder in binders {
            self.binder(binder);
        }
        self.nodes(inner);
        self.names.truncate(before);
    }

    fn node(&mut self, id: NodeId) {
        let plan = self.plan;
        let Some(node) = plan.node(id) else { return };
        match &node.kind {
            Kind::Const(_) | Kind::Let(_) => {}
            Kind::Path(path) | Kind::Given { path, .. } => self.path(path),
            Kind::Define(define, path) => {
                self.path(path);
                if !self.seen.insert(*define) {
                    return;
                }
                let index = define.0 as usize;
                let record = plan.pack.defines.get(index).map(|define| define.record);
                let before = std::mem::replace(&mut self.this, record);
                self.nodes(plan.defines.get(index).copied());
                self.this = before;
            }
            Kind::Not(inner) | Kind::Share { of: inner, .. } | Kind::Round(_, inner, _) => self.node(*inner),
            Kind::All(parts) | Kind::Any(parts) => self.nodes(parts.iter().copied()),
            Kind::Compare(_, left, right) | Kind::Binary(_, left, right) => self.nodes([*left, *right]),
            Kind::Between(value, low, high) => self.nodes([*value, *low, *high]),
            Kind::OneOf { value, members, .. } => {
                self.node(*value);
                self.nodes(members.iter().copied());
            }
            Kind::Quantified { binder, filter, body, .. } => {
                self.list(std::slice::from_ref(binder), filter.iter().copied().chain([*body]));
            }
            Kind::NoTwo { value, binders, filter } => {
                self.list(binders, filter.iter().copied().chain([*value]));
            }
            Kind::Aggregate { value, binders, filter, .. } => {
                self.list(binders, filter.iter().chain(value).copied());
            }
        }
    }
}
