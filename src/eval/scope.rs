//! What an expression can see: the proposals, the bound names, the date; and how a path is walked.

use super::expr::Val;
use crate::check::typed::{DefineId, Path, PathRoot, TableId, VarId};
use crate::data::{Proposal, Slot, SlotId, State, Value};
use crate::plan::Plan;
use crate::value::Date;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A slot of one of the proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site {
    /// Which proposal, in the order of [`Scope::proposals`].
    pub proposal: u32,
    /// Which slot of it.
    pub slot: SlotId,
}

/// What a name is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ref {
    /// An item of a list.
    Item(Site),
    /// A row of a table.
    Row(TableId, u32),
    /// A whole proposal.
    Proposal(u32),
    /// A record of a proposal, by its first slot: what a define is evaluated on.
    Record(Site),
    /// Nothing yet.
    Unbound,
}

/// Two texts that differ and look the same to a reader.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likeness {
    /// Where the proposal has one.
    pub site: Site,
    /// The other.
    pub other: String,
}

/// The value of a define on one record, once it is worked out.
pub(super) struct Derived<'a> {
    /// The value; `None` where it cannot be known yet.
    pub(super) value: Option<Val<'a>>,
    /// The texts that look the same, met on the way to it; each once.
    pub(super) likenesses: Vec<Likeness>,
}

/// Everything an expression can see. Its plan, proposals and date stay the same for as long as it is used: the
/// values of defines are kept.
pub struct Scope<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The proposals of the run; a single one for rules on one proposal.
    pub proposals: &'a [&'a Proposal],
    /// The day as of which figures and rules are in force, where it is known.
    pub as_of: Option<Date>,
    /// The bound names, by [`VarId`]; a name is bound only while its binder is walked.
    pub vars: Vec<Ref>,
    /// The record on which a define is evaluated.
    pub this: Ref,
    /// Texts that look the same, met on the way.
    pub likenesses: RefCell<Vec<Likeness>>,
    /// Defines that have been worked out, so that a chain of them is walked once for each record.
    pub(super) derived: BTreeMap<(DefineId, Ref), Derived<'a>>,
    /// Defines whose needs have been asked for already.
    pub(super) asked: BTreeSet<(DefineId, Ref)>,
}

/// Where a path leads.
#[derive(Clone, Copy, Debug)]
pub enum Found<'a> {
    /// To a slot.
    Slot(Site, &'a Slot),
    /// To a cell of a table (`None`: a blank one).
    Cell(Option<&'a Value>),
    /// Nowhere: this record on the way is not there to be looked into.
    Blocked(Site, &'a Slot),
    /// Nowhere: the name is bound to nothing. Only met for a name outside its binder.
    Nothing,
}

impl<'a> Scope<'a> {
    /// A scope on one proposal.
    pub fn new(plan: &'a Plan, proposals: &'a [&'a Proposal], as_of: Option<Date>, vars: u32) -> Self {
        Scope {
            plan,
            proposals,
            as_of,
            vars: vec![Ref::Unbound; vars as usize],
            this: Ref::Unbound,
            likenesses: RefCell::new(Vec::new()),
            derived: BTreeMap::new(),
            asked: BTreeSet::new(),
        }
    }

    /// Forgets all bound names, for an expression or rule with so many; what defines are worth is kept.
    pub fn unbind(&mut self, vars: u32) {
        self.vars.clear();
        self.vars.resize(vars as usize, Ref::Unbound);
    }

    /// Binds a name.
    pub fn bind(&mut self, var: VarId, to: Ref) {
        if let Some(place) = self.vars.get_mut(var.0 as usize) {
            *place = to;
        }
    }

    /// What a name is bound to.
    pub fn bound(&self, var: VarId) -> Ref {
        self.vars.get(var.0 as usize).copied().unwrap_or(Ref::Unbound)
    }

    /// The slot at a site.
    pub fn slot(&self, site: Site) -> Option<&'a Slot> {
        self.proposals.get(site.proposal as usize).and_then(|proposal| proposal.slot(site.slot))
    }

    /// What the start of a path stands for.
    pub fn start(&self, root: PathRoot) -> Ref {
        match root {
            PathRoot::Proposal => Ref::Proposal(0),
            PathRoot::This => self.this,
            PathRoot::Var(var) => self.bound(var),
        }
    }

    /// Walks a path.
    pub fn find(&self, path: &Path) -> Found<'a> {
        let (proposal, mut first) = match self.start(path.root) {
            Ref::Proposal(index) => (index, SlotId(0)),
            Ref::Record(site) => (site.proposal, site.slot),
            Ref::Item(site) => {
                let Some(slot) = self.slot(site) else { return Found::Nothing };
                if path.steps.is_empty() {
                    return Found::Slot(site, slot);
                }
                match &slot.state {
                    State::Given(Value::Record(_, first)) => (site.proposal, *first),
                    _ => return Found::Blocked(site, slot),
                }
            }
            Ref::Row(table, row) => return self.cell(table, row, path.steps.first().copied()),
            Ref::Unbound => return Found::Nothing,
        };
        let mut steps = path.steps.iter().peekable();
        while let Some(step) = steps.next() {
            let site = Site { proposal, slot: first.offset(*step) };
            let Some(slot) = self.slot(site) else { return Found::Nothing };
            if steps.peek().is_none() {
                return Found::Slot(site, slot);
            }
            match &slot.state {
                State::Given(Value::Record(_, inner)) => first = *inner,
                _ => return Found::Blocked(site, slot),
            }
        }
        Found::Nothing
    }

    /// The record to which a path leads, to evaluate a define on it; else what is in the way.
    pub fn record(&self, path: &Path) -> Result<Ref, Found<'a>> {
        if path.steps.is_empty() {
            return match self.start(path.root) {
                Ref::Proposal(proposal) => Ok(Ref::Record(Site { proposal, slot: SlotId(0) })),
                Ref::Item(site) => match self.slot(site) {
                    Some(Slot { state: State::Given(Value::Record(_, first)), .. }) => {
                        Ok(Ref::Record(Site { proposal: site.proposal, slot: *first }))
                    }
                    Some(slot) => Err(Found::Blocked(site, slot)),
                    None => Err(Found::Nothing),
                },
                record @ Ref::Record(_) => Ok(record),
                Ref::Row(..) | Ref::Unbound => Err(Found::Nothing),
            };
        }
        match self.find(path) {
            Found::Slot(site, slot) => match &slot.state {
                State::Given(Value::Record(_, first)) => {
                    Ok(Ref::Record(Site { proposal: site.proposal, slot: *first }))
                }
                _ => Err(Found::Blocked(site, slot)),
            },
            other => Err(other),
        }
    }

    fn cell(&self, table: TableId, row: u32, column: Option<u32>) -> Found<'a> {
        let cell = self
            .plan
            .pack
            .tables
            .get(table.0 as usize)
            .and_then(|table| table.rows.get(row as usize))
            .zip(column)
            .and_then(|(row, column)| row.get(column as usize));
        match cell {
            Some(cell) => Found::Cell(cell.value.as_ref()),
            None => Found::Nothing,
        }
    }
}
