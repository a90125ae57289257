//! Trials: a proposal with one value replaced, judged again.

use crate::check::typed::RuleId;
use crate::data::{Proposal, State, Step};
use crate::diag::Severity;
use crate::eval::{Instance, Judged, JudgedRule, Outcome, Ref, Scope, Site, Truth, judge_rule};
use crate::plan::{FieldId, NodeId, Plan, RequirementId};
use crate::report::findings::full_name;
use crate::report::view::{View, element};
use std::collections::BTreeSet;

/// So many times a value may be tried for one report.
const MOST_TRIALS: u32 = 200_000;

/// How much may be judged again for one report, in slots looked at: a bound that depends on the input alone.
const MOST_JUDGED: u64 = 1_000_000;

/// Tries changes of a proposal.
pub(in crate::report) struct Repairer<'j> {
    judged: Option<&'j Judged>,
    trial: Option<Proposal>,
    trials_left: u32,
    slots_left: u64,
    /// What fails of each rule before any change, once it was asked for.
    failing: Vec<Option<BTreeSet<Failing>>>,
}

/// An instance that fails.
type Failing = (Option<RequirementId>, Vec<Ref>);

impl<'j> Repairer<'j> {
    /// A repairer of the only proposal of a view. Without outcomes (across proposals) it offers nothing: no
    /// applicant can repair what is wrong with all together.
    pub(in crate::report) fn new(judged: Option<&'j Judged>) -> Self {
        Self { judged, trial: None, trials_left: MOST_TRIALS, slots_left: MOST_JUDGED, failing: Vec::new() }
    }

    /// Whether anything can be tried.
    pub(in crate::report) fn is_on(&self) -> bool {
        self.judged.is_some() && self.trials_left > 0
    }

    /// Evaluates something with one slot replaced; nothing where too much has been tried.
    pub(in crate::report) fn with<T>(
        &mut self,
        view: &View<'_>,
        site: Site,
        state: &State,
        act: impl FnOnce(&mut Scope<'_>) -> T,
    ) -> Option<T> {
        let original = view.proposals.get(site.proposal as usize)?;
        self.trials_left = self.trials_left.checked_sub(1)?;
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

    /// The error rules of which something would fail that does not fail now, and the rules that conflict with the
    /// repaired one and would not pass; nothing where that is not known because too much has been judged again.
    pub(super) fn refused_by(
        &mut self,
        view: &View<'_>,
        site: Site,
        state: &State,
        repaired: RuleId,
    ) -> Option<Vec<String>> {
        let judged = self.judged?;
        let field = field_of(view, site);
        let slots = view.proposals.first().map_or(0, |proposal| proposal.slots.len());
        let plan = view.plan;
        let conflicts = |index: usize| {
            let own = plan.pack.rules.get(repaired.0 as usize);
            own.is_some_and(|own| own.conflicts.iter().any(|other| other.rule == rule_id(index)))
        };
        let mut affected = Vec::new();
        for (index, rule) in plan.pack.rules.iter().enumerate() {
            if judged.rules.get(index).is_none_or(Option::is_none)
                || (rule.severity != Severity::Error && !conflicts(index))
            {
                continue;
            }
            if conflicts(index) || field.is_none_or(|field| plan.reads(rule_id(index), field)) {
                affected.push(index);
            }
        }
        let cost = slots.saturating_mul(affected.len());
        self.slots_left = self.slots_left.checked_sub(u64::try_from(cost).unwrap_or(u64::MAX))?;
        let after = self.with(view, site, state, |scope| {
            affected
                .into_iter()
                .filter_map(|index| {
                    let rule = plan.pack.rules.get(index)?;
                    scope.vars = vec![Ref::Unbound; rule.vars as usize];
                    Some((index, judge_rule(scope, rule_id(index))))
                })
                .collect::<Vec<_>>()
        })?;
        let mut out = Vec::new();
        for (index, after) in after {
            let clashes =
                conflicts(index) && !matches!(after.outcome, Outcome::Pass | Outcome::NotApplicable);
            if !clashes && failing(plan, rule_id(index), &after).next().is_none() {
                continue;
            }
            let before = self.failing_before(plan, judged, index)?;
            if clashes || failing(plan, rule_id(index), &after).any(|one| !before.contains(&one)) {
                out.extend(plan.pack.rules.get(index).map(|rule| full_name(plan, &rule.name)));
            }
        }
        Some(out)
    }

    /// What fails of a rule before any change.
    fn failing_before(&mut self, plan: &Plan, judged: &Judged, index: usize) -> Option<&BTreeSet<Failing>> {
        if self.failing.len() <= index {
            self.failing.resize_with(plan.pack.rules.len(), || None);
        }
        let place = self.failing.get_mut(index)?;
        Some(place.get_or_insert_with(|| {
            let rule = judged.rules.get(index).and_then(Option::as_ref);
            rule.map(|rule| failing(plan, rule_id(index), rule).collect()).unwrap_or_default()
        }))
    }
}

fn rule_id(index: usize) -> RuleId {
    RuleId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// The field to which a slot belongs.
fn field_of(view: &View<'_>, site: Site) -> Option<FieldId> {
    let mut at = site;
    loop {
        match view.parents(at.proposal)?.step(at.slot)? {
            Step::Field(record, index) => return Some((record, index)),
            Step::Item(_) => at = view.parent(at).filter(|parent| parent.slot < at.slot)?,
        }
    }
}

/// The failing instances of a judged rule.
fn failing(plan: &Plan, rule: RuleId, judged: &JudgedRule) -> impl Iterator<Item = Failing> {
    judged
        .instances
        .iter()
        .filter(|one| matches!(one.outcome, Outcome::Fail | Outcome::Contested))
        .map(move |one| (one.requirement, element(plan, rule, one)))
}
