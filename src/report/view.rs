//! What the words of a report are taken from: the plan, the proposals and the files in which they stand.

use super::findings::Detail;
use super::place::{File, Parents};
use crate::check::typed::{PathRoot, RuleId, VarId};
use crate::data::{DataPath, Field, FieldType, Proposal, RecordId, SlotId, State, Value};
use crate::eval::{Instance, Ref, Scope, Site};
use crate::plan::{Plan, Step};
use crate::text::{Source, SourceMap, Span};
use crate::value::Date;
use std::cell::OnceCell;

/// Everything that a report is written from.
pub(super) struct View<'a> {
    /// The plan.
    pub(super) plan: &'a Plan,
    /// The rule files.
    pub(super) rules: &'a SourceMap,
    /// The proposals; several only for rules across them.
    pub(super) proposals: &'a [&'a Proposal],
    /// The file of each proposal.
    pub(super) files: Vec<File<'a>>,
    /// Which slot holds which, for each proposal, once that was asked for.
    parents: Vec<OnceCell<Parents>>,
    /// The day as of which the proposals were judged.
    pub(super) as_of: Option<Date>,
    /// How much is told of each finding.
    pub(super) detail: Detail,
}

impl<'a> View<'a> {
    /// A view on proposals and their files, which stand in the same order.
    pub(super) fn new(
        plan: &'a Plan,
        rules: &'a SourceMap,
        sources: &[&'a Source],
        proposals: &'a [&'a Proposal],
        as_of: Option<Date>,
    ) -> View<'a> {
        View {
            plan,
            rules,
            proposals,
            files: sources.iter().map(|source| File::new(source)).collect(),
            parents: proposals.iter().map(|_| OnceCell::new()).collect(),
            as_of,
            detail: Detail::Whole,
        }
    }

    /// Which slot of a proposal holds which.
    pub(super) fn parents(&self, proposal: u32) -> Option<&Parents> {
        let (known, of) = self.parents.get(proposal as usize).zip(self.proposals.get(proposal as usize))?;
        let pack = &self.plan.pack;
        Some(known.get_or_init(|| Parents::of(of, &pack.schema, pack.program.root)))
    }

    /// A scope with so many names, all unbound.
    pub(super) fn scope(&self, vars: u32) -> Scope<'a> {
        Scope::new(self.plan, self.proposals, self.as_of, vars)
    }

    /// A scope with the names of an instance.
    pub(super) fn scope_of(&self, instance: &Instance) -> Scope<'a> {
        let mut scope = self.scope(0);
        scope.vars.clone_from(&instance.vars);
        scope
    }

    /// The file of a proposal.
    pub(super) fn file(&self, proposal: u32) -> Option<&File<'a>> {
        self.files.get(proposal as usize)
    }

    /// The path of a slot.
    pub(super) fn path(&self, site: Site) -> DataPath {
        self.parents(site.proposal).map(|parents| parents.path(site.slot)).unwrap_or_default()
    }

    /// The path of a slot as people write it.
    pub(super) fn written(&self, site: Site) -> String {
        self.path(site).write(&self.plan.pack.schema)
    }

    /// The field of a slot and the type of what stands in the slot.
    pub(super) fn field(&self, site: Site) -> Option<(&'a Field, &'a FieldType)> {
        self.parents(site.proposal)?.field(&self.plan.pack.schema, site.slot)
    }

    /// The place to mark for a slot: its value, or what stands for a missing one. A list is marked at its key: its
    /// value starts with its first item, which is not meant.
    pub(super) fn span(&self, site: Site) -> Option<Span> {
        let slot = self.proposals.get(site.proposal as usize)?.slot(site.slot)?;
        let file = self.file(site.proposal)?.source.id;
        match (&slot.state, slot.key(file)) {
            (State::Given(Value::List(..)), Some(key)) => Some(key),
            _ => Some(slot.place(file)),
        }
    }

    /// The slot that holds this one.
    pub(super) fn parent(&self, site: Site) -> Option<Site> {
        let parent = self.parents(site.proposal)?.parent(site.slot)?;
        Some(Site { slot: parent, ..site })
    }
}

/// What the names of the `for each` around a requirement are bound to in an instance: the element that it is about.
/// The names within the requirement are left over from judging it and say nothing.
pub(super) fn element(plan: &Plan, rule: RuleId, instance: &Instance) -> Vec<Ref> {
    let mut names = Vec::new();
    if let Some(steps) = plan.rules.get(rule.0 as usize) {
        each_names(steps, &mut names);
    }
    names.iter().map(|var| instance.vars.get(var.0 as usize).copied().unwrap_or(Ref::Unbound)).collect()
}

fn each_names(steps: &[Step], out: &mut Vec<VarId>) {
    for step in steps {
        match step {
            Step::ForEach(binder, body) => {
                out.push(binder.var);
                each_names(body, out);
            }
            Step::When(_, body) | Step::Unless(_, _, body) => each_names(body, out),
            Step::Require(_) => {}
        }
    }
}

/// Where a name or a record is bound: kept to come back to it when a repair is tried.
#[derive(Clone, Debug)]
pub(super) struct Bindings {
    /// The names.
    pub(super) vars: Vec<Ref>,
    /// The record of a define.
    pub(super) this: Ref,
}

impl Bindings {
    /// What is bound now.
    pub(super) fn of(scope: &Scope<'_>) -> Bindings {
        Bindings { vars: scope.vars.clone(), this: scope.this }
    }

    /// Binds it again.
    pub(super) fn restore(&self, scope: &mut Scope<'_>) {
        scope.vars.clone_from(&self.vars);
        scope.this = self.this;
    }
}

/// The record at which a path starts, where that is known without a proposal.
pub(super) fn start_record(plan: &Plan, root: PathRoot, generic: &[(VarId, FieldType)]) -> Option<RecordId> {
    match root {
        PathRoot::Proposal => Some(plan.pack.program.root),
        PathRoot::This => None,
        PathRoot::Var(var) => {
            generic.iter().rev().find(|(name, _)| *name == var).and_then(|(_, ty)| match ty {
                FieldType::Record(record) => Some(*record),
                _ => None,
            })
        }
    }
}

/// The slot of a field of the root record.
pub(super) fn root_site(proposal: u32, field: u32) -> Site {
    Site { proposal, slot: SlotId(field) }
}
