//! What one test shows: the conditions of the rules that it looks at are asked again, part by part.

use crate::check::typed::{JudgementId, RuleId};
use crate::data::Proposal;
use crate::diag::Severity;
use crate::eval::{Flow, Items, Ref, Scope, Truth, Val, own_date};
use crate::plan::{Bound, End, Kind, NodeId, Plan, RequirementId, Step, Subject, bounds};
use crate::suite::{PreparedTest, watched};
use crate::value::Num;
use std::collections::BTreeMap;

/// What was seen, for any number of tests. Two are put together by [`Observations::add`], in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observations {
    /// Of each condition: that it holds, that it does not, that it is not known.
    pub(super) truths: BTreeMap<Subject, [bool; 3]>,
    /// Of each bound: a value at most one unit below it, at it, at most one unit above it.
    pub(super) bounds: BTreeMap<(NodeId, End), [bool; 3]>,
}

impl Observations {
    /// Takes over what others have seen.
    pub fn add(&mut self, other: &Observations) {
        for (subject, seen) in &other.truths {
            or(self.truths.entry(*subject).or_default(), *seen);
        }
        for (bound, seen) in &other.bounds {
            or(self.bounds.entry(*bound).or_default(), *seen);
        }
    }

    fn truth(&mut self, subject: Subject, truth: Truth) {
        let seen = [truth == Truth::True, truth == Truth::False, truth == Truth::Unknown];
        or(self.truths.entry(subject).or_default(), seen);
    }
}

fn or(all: &mut [bool; 3], more: [bool; 3]) {
    for (one, more) in all.iter_mut().zip(more) {
        *one |= more;
    }
}

/// A plan, ready to be observed.
#[derive(Debug)]
pub struct Observer<'a> {
    plan: &'a Plan,
    bounds: BTreeMap<NodeId, Vec<Bound>>,
}

impl<'a> Observer<'a> {
    /// Gets ready.
    pub fn new(plan: &'a Plan) -> Observer<'a> {
        let mut by_node: BTreeMap<NodeId, Vec<Bound>> = BTreeMap::new();
        for bound in bounds(plan) {
            by_node.entry(bound.node).or_default().push(bound);
        }
        Observer { plan, bounds: by_node }
    }

    /// What a test shows.
    pub fn test(&self, prepared: &PreparedTest) -> Observations {
        let mut seen = Observations::default();
        let Some(test) = self.plan.pack.tests.get(prepared.index) else { return seen };
        let watched = watched(test);
        if let Some(built) = prepared.built() {
            for (index, rule) in self.plan.pack.rules.iter().enumerate() {
                let id = RuleId(u32::try_from(index).unwrap_or(u32::MAX));
                let in_verdict = watched.verdict && !rule.across && rule.severity == Severity::Error;
                if in_verdict || watched.rules.contains(&id) {
                    self.rule(id, &built.proposal, &mut seen);
                }
            }
            for judgement in &watched.judgements {
                self.judgement(*judgement, &built.proposal, &mut seen);
            }
        }
        let nodes = self.plan.expectations.get(prepared.index).into_iter().flatten().flatten();
        let proposals: Vec<&Proposal> = prepared.built().map(|built| &built.proposal).into_iter().collect();
        let as_of = proposals.first().and_then(|proposal| own_date(self.plan, proposal));
        for (node, vars) in nodes.zip(std::iter::repeat(self.names_of_expectations(prepared.index))) {
            let mut scope = Scope::new(self.plan, &proposals, as_of, vars);
            self.below(&mut scope, *node, &mut seen);
        }
        seen
    }

    /// How many names the expectations of a test bind at most.
    fn names_of_expectations(&self, index: usize) -> u32 {
        let test = self.plan.pack.tests.get(index);
        let expects = test.into_iter().flat_map(|test| &test.expects);
        let names = expects.map(|expect| match expect {
            crate::check::typed::Expect::Holds(_, vars, _) => *vars,
            _ => 0,
        });
        names.max().unwrap_or(0)
    }

    /// What a rule shows of itself on a proposal.
    pub(super) fn rule(&self, id: RuleId, proposal: &Proposal, seen: &mut Observations) {
        let Some(rule) = self.plan.pack.rules.get(id.0 as usize) else { return };
        let proposals = [proposal];
        let as_of = own_date(self.plan, proposal);
        if rule.valid.zip(as_of).is_some_and(|(valid, day)| !valid.holds_on(day)) {
            return;
        }
        let mut scope = Scope::new(self.plan, &proposals, as_of, rule.vars);
        if let Some(steps) = self.plan.rules.get(id.0 as usize) {
            self.steps(&mut scope, steps, seen);
        }
    }

    /// What a judgement shows of itself on a proposal.
    pub(super) fn judgement(&self, id: JudgementId, proposal: &Proposal, seen: &mut Observations) {
        let vars = self.plan.pack.judgements.get(id.0 as usize).map_or(0, |one| one.vars);
        let proposals = [proposal];
        let mut scope = Scope::new(self.plan, &proposals, own_date(self.plan, proposal), vars);
        if let Some(when) = self.plan.judgements.get(id.0 as usize).copied().flatten() {
            self.condition(&mut scope, when, seen);
        }
    }

    fn steps(&self, scope: &mut Scope<'_>, steps: &[Step], seen: &mut Observations) {
        for step in steps {
            match step {
                Step::Require(id) => self.requirement(scope, *id, seen),
                Step::When(condition, body) => {
                    if self.condition(scope, *condition, seen) != Truth::False {
                        self.steps(scope, body, seen);
                    }
                }
                Step::Unless(condition, _, body) => {
                    if self.condition(scope, *condition, seen) != Truth::True {
                        self.steps(scope, body, seen);
                    }
                }
                Step::ForEach(binder, body) => {
                    if let Items::Known { of, len } = scope.items(&binder.source) {
                        for index in 0..len {
                            scope.bind(binder.var, of.item(index));
                            self.steps(scope, body, seen);
                        }
                        scope.bind(binder.var, Ref::Unbound);
                    }
                }
            }
        }
    }

    fn requirement(&self, scope: &mut Scope<'_>, id: RequirementId, seen: &mut Observations) {
        let Some(requirement) = self.plan.requirement(id) else { return };
        if requirement.branches.len() > 1 {
            seen.truth(Subject::Requirement(id), scope.any(&requirement.branches));
        }
        self.until(scope, &requirement.branches, Truth::True, seen);
        for reading in &requirement.readings {
            self.condition(scope, reading.value, seen);
        }
    }

    /// Parts in their order, up to the first that decides.
    fn until(&self, scope: &mut Scope<'_>, parts: &[NodeId], decides: Truth, seen: &mut Observations) {
        for part in parts {
            if self.condition(scope, *part, seen) == decides {
                break;
            }
        }
    }

    fn condition(&self, scope: &mut Scope<'_>, id: NodeId, seen: &mut Observations) -> Truth {
        let truth = scope.truth(id);
        seen.truth(Subject::Node(id), truth);
        self.below(scope, id, seen);
        truth
    }

    /// The conditions and bounds in a node.
    fn below(&self, scope: &mut Scope<'_>, id: NodeId, seen: &mut Observations) {
        let Some(node) = self.plan.node(id) else { return };
        for bound in self.bounds.get(&id).into_iter().flatten() {
            self.bound(scope, bound, seen);
        }
        match &node.kind {
            Kind::All(parts) => self.until(scope, parts, Truth::False, seen),
            Kind::Any(parts) => self.until(scope, parts, Truth::True, seen),
            Kind::Define(define, path) => {
                // On a record that is not there nothing is asked.
                let _ = scope.on_define(*define, path, |scope, value| {
                    self.condition(scope, value, seen);
                });
            }
            Kind::Quantified { binder, filter, body, .. } => {
                if let Items::Known { of, len } = scope.items(&binder.source) {
                    for index in 0..len {
                        scope.bind(binder.var, of.item(index));
                        let passes = filter.map(|filter| self.condition(scope, filter, seen));
                        if passes != Some(Truth::False) {
                            self.condition(scope, *body, seen);
                        }
                    }
                    scope.bind(binder.var, Ref::Unbound);
                }
            }
            Kind::NoTwo { value, binders, filter } => {
                self.each(scope, binders, *filter, Some(*value), seen);
            }
            Kind::Aggregate { value, binders, filter, .. } => {
                self.each(scope, binders, *filter, *value, seen);
            }
            kind => kind.children().into_iter().for_each(|child| self.below(scope, child, seen)),
        }
    }

    fn each(
        &self,
        scope: &mut Scope<'_>,
        binders: &[crate::plan::Binder],
        filter: Option<NodeId>,
        value: Option<NodeId>,
        seen: &mut Observations,
    ) {
        let mut visit = |scope: &mut Scope<'_>| {
            let passes = filter.map(|filter| self.condition(scope, filter, seen));
            if passes != Some(Truth::False)
                && let Some(value) = value
            {
                self.below(scope, value, seen);
            }
            Flow::Go
        };
        // What is in the way of a list shows in the condition itself.
        scope.each(binders, &mut visit, &mut Vec::new());
    }

    fn bound(&self, scope: &mut Scope<'_>, bound: &Bound, seen: &mut Observations) {
        let (Some(compared), Some(limit)) = (scope.value(bound.compared), scope.value(bound.limit)) else {
            return;
        };
        let Some(over) = distance(&compared, &limit) else { return };
        let (one, near) = (Num::Int(1), over.abs());
        let within = near <= one && !over.is_zero();
        let now = [within && over.is_negative(), over.is_zero(), within && !over.is_negative()];
        or(seen.bounds.entry((bound.node, bound.end)).or_default(), now);
    }
}

/// By how many units a value lies above another one.
fn distance(a: &Val<'_>, b: &Val<'_>) -> Option<Num> {
    match (a, b) {
        (Val::Num(a), Val::Num(b)) => Some(a.sub(b)),
        (Val::Year(a), Val::Year(b)) => Some(Num::int(a.0).sub(&Num::int(b.0))),
        (Val::Date(a), Val::Date(b)) => {
            let days = b.0.until(a.0).ok()?.get_days();
            Some(Num::int(days))
        }
        _ => None,
    }
}
