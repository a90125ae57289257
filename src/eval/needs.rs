//! What an undetermined outcome needs: the undetermined leaves that can still change it, in file order.

use super::expr::Truth;
use super::judge::{Gate, Instance, Outcome};
use super::list::{Flow, Items};
use super::scope::{Found, Ref, Scope, Site};
use crate::check::typed::{Binder, Path};
use crate::data::{SlotId, State};
use crate::plan::{Kind, NodeId};
use crate::syntax::ast::Quantifier;

/// The leaves that an instance needs.
pub fn needs_of_instance(scope: &mut Scope<'_>, instance: &Instance) -> Vec<Site> {
    if instance.outcome != Outcome::Undetermined {
        return Vec::new();
    }
    scope.vars.clone_from(&instance.vars);
    let mark = start(scope);
    let mut needs = Vec::new();
    for gate in &instance.gates {
        match gate {
            Gate::Condition(condition) => scope.truth_needs(*condition, &mut needs),
            Gate::Validity => scope.date_needs(&mut needs),
        }
    }
    needs.extend(instance.blocked);
    if let Some(requirement) = instance.requirement.and_then(|id| scope.plan.requirement(id)) {
        for branch in &requirement.branches {
            scope.truth_needs(*branch, &mut needs);
        }
    }
    scope.likenesses.borrow_mut().truncate(mark);
    in_file_order(scope, needs)
}

/// The leaves that an expression needs.
pub fn needs_of_node(scope: &mut Scope<'_>, id: NodeId) -> Vec<Site> {
    let mark = start(scope);
    let mut needs = Vec::new();
    scope.value_needs(id, &mut needs);
    scope.likenesses.borrow_mut().truncate(mark);
    in_file_order(scope, needs)
}

/// Starts to ask anew. Conditions are evaluated again on the way; the likenesses that they meet have been noted
/// before and are forgotten.
fn start(scope: &mut Scope<'_>) -> usize {
    scope.asked.clear();
    scope.likenesses.borrow().len()
}

fn in_file_order(scope: &Scope<'_>, mut needs: Vec<Site>) -> Vec<Site> {
    needs.sort_by_key(|site| {
        let place = scope.slot(*site).map(|slot| slot.start());
        (site.proposal, place, site.slot)
    });
    needs.dedup();
    needs
}

impl Scope<'_> {
    /// Adds what a condition needs; nothing where it is decided.
    fn truth_needs(&mut self, id: NodeId, out: &mut Vec<Site>) {
        if self.truth(id) != Truth::Unknown {
            return;
        }
        let plan = self.plan;
        let Some(node) = plan.node(id) else { return };
        match &node.kind {
            Kind::Not(inner) => self.truth_needs(*inner, out),
            Kind::All(parts) | Kind::Any(parts) => {
                for part in parts {
                    self.truth_needs(*part, out);
                }
            }
            Kind::Compare(_, left, right) => {
                self.value_needs(*left, out);
                self.value_needs(*right, out);
            }
            Kind::Between(value, low, high) => {
                self.value_needs(*value, out);
                for end in [*low, *high] {
                    self.value_needs(end, out);
                }
            }
            Kind::OneOf { value, members, .. } => {
                self.value_needs(*value, out);
                for member in members {
                    self.value_needs(*member, out);
                }
            }
            Kind::Quantified { quantifier, binder, filter, body } => {
                self.quantified_needs(*quantifier, binder, *filter, *body, out);
            }
            Kind::NoTwo { value, binders, filter } => self.list_needs(binders, *filter, Some(*value), out),
            _ => self.value_needs(id, out),
        }
    }

    /// Adds what a value needs; nothing where it is known.
    fn value_needs(&mut self, id: NodeId, out: &mut Vec<Site>) {
        if self.value(id).is_some() {
            return;
        }
        let plan = self.plan;
        let Some(node) = plan.node(id) else { return };
        match &node.kind {
            Kind::Const(_) | Kind::Given { .. } => {}
            Kind::Let(_) => self.date_needs(out),
            Kind::Path(path) => out.extend(self.in_the_way(path)),
            Kind::Define(define, path) => {
                // What it needs on this record is the same wherever it is used.
                if self.record(path).is_ok_and(|record| !self.asked.insert((*define, record))) {
                    return;
                }
                let mut inner = Vec::new();
                match self.on_define(*define, path, |scope, node| scope.value_needs(node, &mut inner)) {
                    Ok(()) => out.append(&mut inner),
                    Err(Found::Blocked(site, _) | Found::Slot(site, _)) => out.push(site),
                    Err(Found::Cell(_) | Found::Nothing) => {}
                }
            }
            Kind::Binary(_, left, right) => {
                self.value_needs(*left, out);
                self.value_needs(*right, out);
            }
            Kind::Share { of, .. } => self.value_needs(*of, out),
            Kind::Round(_, value, _) => self.value_needs(*value, out),
            Kind::Aggregate { value, binders, filter, .. } => self.list_needs(binders, *filter, *value, out),
            _ => self.truth_needs(id, out),
        }
    }

    fn in_the_way(&self, path: &Path) -> Option<Site> {
        match self.find(path) {
            Found::Slot(site, slot) => (!matches!(slot.state, State::Given(_))).then_some(site),
            Found::Blocked(site, _) => Some(site),
            Found::Cell(_) | Found::Nothing => None,
        }
    }

    /// The field that dates the proposal, where the date is what is not known.
    fn date_needs(&self, out: &mut Vec<Site>) {
        if self.as_of.is_none()
            && let Some(field) = self.plan.pack.program.as_of
        {
            for (index, proposal) in self.proposals.iter().enumerate() {
                let site = Site { proposal: u32::try_from(index).unwrap_or(u32::MAX), slot: SlotId(field) };
                if proposal.slot(site.slot).is_some_and(|slot| !matches!(slot.state, State::Given(_))) {
                    out.push(site);
                }
            }
        }
    }

    fn quantified_needs(
        &mut self,
        quantifier: Quantifier,
        binder: &Binder,
        filter: Option<NodeId>,
        body: NodeId,
        out: &mut Vec<Site>,
    ) {
        match self.items(&binder.source) {
            Items::Unknown(site) => out.extend(site),
            Items::Known { of, len } => {
                for index in 0..len {
                    self.bind(binder.var, of.item(index));
                    let passes = filter.map_or(Truth::True, |filter| self.truth(filter));
                    let mut holds = self.truth(body);
                    if quantifier == Quantifier::Every {
                        holds = holds.negated();
                    }
                    if passes.and(holds) == Truth::Unknown {
                        if let Some(filter) = filter {
                            self.truth_needs(filter, out);
                        }
                        self.truth_needs(body, out);
                    }
                }
                self.bind(binder.var, Ref::Unbound);
            }
        }
    }

    fn list_needs(
        &mut self,
        binders: &[Binder],
        filter: Option<NodeId>,
        value: Option<NodeId>,
        out: &mut Vec<Site>,
    ) {
        let mut found = Vec::new();
        let mut blocked = Vec::new();
        self.each(
            binders,
            &mut |scope| {
                if let Some(filter) = filter {
                    match scope.truth(filter) {
                        Truth::False => return Flow::Go,
                        Truth::Unknown => scope.truth_needs(filter, &mut found),
                        Truth::True => {}
                    }
                }
                if let Some(value) = value {
                    scope.value_needs(value, &mut found);
                }
                Flow::Go
            },
            &mut blocked,
        );
        out.append(&mut found);
        out.extend(blocked.into_iter().flatten());
    }
}
