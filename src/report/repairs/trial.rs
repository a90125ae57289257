//! Trials: a proposal with one value replaced, judged again.

use crate::check::typed::RuleId;
use crate::data::{Proposal, State};
use crate::diag::Severity;
use crate::eval::{Instance, Judged, JudgedRule, Outcome, Scope, Site, Truth, judge_rule};
use crate::plan::{NodeId, Plan};
use crate::report::view::{View, element};

/// How much may be tried for one report, in slots looked at: a bound that depends on the input alone.
const BUDGET: u64 = 20_000_000;

/// Tries changes of a proposal.
pub(in crate::report) struct Repairer<'j> {
    judged: Option<&'j Judged>,
    trial: Option<Proposal>,
    budget: u64,
}

impl<'j> Repairer<'j> {
    /// A repairer of the only proposal of a view. Without outcomes (across proposals) it offers nothing: no
    /// applicant can repair what is wrong with all together.
    pub(in crate::report) fn new(judged: Option<&'j Judged>) -> Self {
        Self { judged, trial: None, budget: BUDGET }
    }

    /// Whether anything can be tried.
    pub(in crate::report) fn is_on(&self) -> bool {
        self.judged.is_some() && self.budget > 0
    }

    fn spend(&mut self, slots: usize, times: usize) -> bool {
        let cost = u64::try_from(slots.saturating_mul(times)).unwrap_or(u64::MAX).saturating_add(10);
        self.budget = self.budget.saturating_sub(cost);
        self.budget > 0
    }

    /// Evaluates something with one slot replaced; nothing where too much has been tried.
    pub(super) fn with<T>(
        &mut self,
        view: &View<'_>,
        site: Site,
        state: &State,
        act: impl FnOnce(&mut Scope<'_>) -> T,
    ) -> Option<T> {
        let original = view.proposals.get(site.proposal as usize)?;
        if !self.spend(original.slots.len(), 1) {
            return None;
        }
        let trial = self.trial.get_or_insert_with(|| (*original).clone());
        let slot = trial.slots.get_mut(site.slot.0 as usize)?;
        let before = std::mem::replace(&mut slot.state, state.clone());
        let proposals = [&*trial];
        let mut scope = Scope::new(view.plan, &proposals, view.as_of, 0);
        let result = act(&mut scope);
        drop(scope);
        if let Some(slot) = trial.slots.get_mut(site.slot.0 as usize) {
            slot.state = before;
        }
        Some(result)
    }

    /// Whether the branches hold now.
    pub(super) fn now(&self, view: &View<'_>, instance: &Instance, branches: &[NodeId]) -> Truth {
        let mut scope = view.scope_of(instance);
        scope.any(branches)
    }

    /// The error rules of which something would fail that does not fail now.
    pub(super) fn refused_by(&mut self, view: &View<'_>, site: Site, state: &State) -> Vec<String> {
        let Some(judged) = self.judged else { return Vec::new() };
        let slots = view.proposals.first().map_or(0, |proposal| proposal.slots.len());
        if !self.spend(slots, view.plan.pack.rules.len()) {
            return Vec::new();
        }
        let plan = view.plan;
        self.with(view, site, state, |scope| {
            let mut out = Vec::new();
            for (index, (rule, before)) in plan.pack.rules.iter().zip(&judged.rules).enumerate() {
                let Some(before) = before else { continue };
                if rule.severity != Severity::Error {
                    continue;
                }
                scope.vars = vec![crate::eval::Ref::Unbound; rule.vars as usize];
                let id = RuleId(u32::try_from(index).unwrap_or(u32::MAX));
                let after = judge_rule(scope, id);
                if newly_failing(plan, id, before, &after) {
                    out.push(crate::report::findings::full_name(plan, &rule.name));
                }
            }
            out
        })
        .unwrap_or_default()
    }
}

/// Whether an instance fails after a change that did not fail before.
fn newly_failing(plan: &Plan, rule: RuleId, before: &JudgedRule, after: &JudgedRule) -> bool {
    let fails = |one: &&Instance| matches!(one.outcome, Outcome::Fail | Outcome::Contested);
    after.instances.iter().filter(fails).any(|one| {
        !before.instances.iter().filter(fails).any(|known| {
            known.requirement == one.requirement && element(plan, rule, known) == element(plan, rule, one)
        })
    })
}
