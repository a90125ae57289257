//! From truth to outcomes: the instances of each requirement, the outcome of each rule, the verdict.

use super::expr::Truth;
use super::list::Items;
use super::scope::{Found, Likeness, Ref, Scope, Site};
use crate::check::typed::{JudgementId, RuleId};
use crate::data::{Proposal, State, Value};
use crate::diag::Severity;
use crate::plan::{NodeId, Plan, RequirementId, Step};
use crate::value::Date;

/// What becomes of a rule, a requirement or one instance of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Not met, and the pack declares that it conflicts with another rule.
    Contested,
    /// Not met.
    Fail,
    /// Cannot be decided yet.
    Undetermined,
    /// Met.
    Pass,
    /// A condition for it does not hold.
    NotApplicable,
}

/// The verdict on a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A requirement is not met.
    Fail,
    /// No requirement fails, and one cannot be decided.
    Undetermined,
    /// All that a program can check is met.
    Pass,
}

/// One requirement under one choice of the names around it, where it did not simply pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The requirement; `None` where the list of a `for each` is not known and no requirement was reached.
    pub requirement: Option<RequirementId>,
    /// The bound names.
    pub vars: Vec<Ref>,
    /// What becomes of it.
    pub outcome: Outcome,
    /// The conditions around it that cannot be decided (`when`, and `unless` to be negated), or the validity.
    pub gates: Vec<Gate>,
    /// What blocks a `for each`, where that is what makes it undetermined.
    pub blocked: Option<Site>,
    /// Indices of the other readings that would have decided otherwise.
    pub otherwise: Vec<u32>,
}

/// A condition around a requirement that cannot be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// A `when` or `unless`.
    Condition(NodeId),
    /// The dates of the rule, because the proposal's own date is not known.
    Validity,
}

/// A rule on a proposal, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedRule {
    /// The worst outcome over its instances.
    pub outcome: Outcome,
    /// The instances that are not a plain pass and not inapplicable.
    pub instances: Vec<Instance>,
    /// How many instances there are, the inapplicable ones included.
    pub seen: u32,
}

/// A judgement: always left to reviewers, unless it does not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementOutcome {
    /// Whether its condition is false.
    pub not_applicable: bool,
    /// Whether its condition cannot be decided: it stays with the reviewers, and may yet not apply.
    pub open: bool,
    /// Material that it asks for and that is missing.
    pub missing: Vec<Site>,
}

/// A proposal, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The day as of which it was judged.
    pub as_of: Option<Date>,
    /// Whether the program is in force on that day; `None` where the day is not known or nothing is said.
    pub in_force: Option<bool>,
    /// The rules, by [`RuleId`]; an `across proposals` rule has no outcome here.
    pub rules: Vec<Option<JudgedRule>>,
    /// The judgements, by [`JudgementId`].
    pub judgements: Vec<JudgementOutcome>,
    /// Texts that differ and look the same, each once.
    pub likenesses: Vec<Likeness>,
}

/// The proposal's own date: 1 April of its year, or its day, in the program's `as of` field.
pub fn own_date(plan: &Plan, proposal: &Proposal) -> Option<Date> {
    let field = plan.pack.program.as_of?;
    match &proposal.slots.get(field as usize)?.state {
        State::Given(Value::Year(year)) => year.first_day(),
        State::Given(Value::Date(date)) => Some(*date),
        _ => None,
    }
}

/// The date of a set of proposals: it has one of its own only where all agree on it.
pub fn date_of_all(plan: &Plan, proposals: &[&Proposal]) -> Option<Date> {
    let mut dates = proposals.iter().map(|proposal| own_date(plan, proposal));
    let first = dates.next().flatten();
    if dates.all(|date| date == first) { first } else { None }
}

/// Judges one proposal by the rules on one proposal. `as_of` replaces the proposal's own date where it is given.
pub fn judge(plan: &Plan, proposal: &Proposal, as_of: Option<Date>) -> Judged {
    let as_of = as_of.or_else(|| own_date(plan, proposal));
    let proposals = [proposal];
    let mut scope = Scope::new(plan, &proposals, as_of, 0);
    let rules = plan
        .pack
        .rules
        .iter()
        .enumerate()
        .map(|(index, rule)| {
            if rule.across {
                return None;
            }
            let id = RuleId(u32::try_from(index).unwrap_or(u32::MAX));
            scope.unbind(rule.vars);
            Some(judge_rule(&mut scope, id))
        })
        .collect();
    let judgements = plan
        .pack
        .judgements
        .iter()
        .enumerate()
        .map(|(index, judgement)| {
            let id = JudgementId(u32::try_from(index).unwrap_or(u32::MAX));
            scope.unbind(judgement.vars);
            judge_judgement(&mut scope, id)
        })
        .collect();
    let mut likenesses = scope.likenesses.take();
    likenesses.sort();
    likenesses.dedup();
    let in_force = plan.pack.program.valid.zip(as_of).map(|(valid, day)| valid.holds_on(day));
    Judged { as_of, in_force, rules, judgements, likenesses }
}

/// Judges the `across proposals` rules of a plan on a set of proposals. `incomplete` says that a file of the run
/// could not be read, so that only what has failed is known.
pub fn judge_across(
    plan: &Plan,
    proposals: &[&Proposal],
    as_of: Option<Date>,
    incomplete: bool,
) -> Vec<(RuleId, JudgedRule)> {
    let as_of = as_of.or_else(|| date_of_all(plan, proposals));
    let mut judged = Vec::new();
    for (index, rule) in plan.pack.rules.iter().enumerate().filter(|(_, rule)| rule.across) {
        let id = RuleId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut scope = Scope::new(plan, proposals, as_of, rule.vars);
        let mut one = judge_rule(&mut scope, id);
        // What has failed stays so; a rule that is not in force does not ask for the proposals.
        let in_force = rule.valid.zip(as_of).is_none_or(|(valid, day)| valid.holds_on(day));
        if incomplete && in_force && matches!(one.outcome, Outcome::Pass | Outcome::NotApplicable) {
            one.outcome = Outcome::Undetermined;
        }
        judged.push((id, one));
    }
    judged
}

/// Judges one rule in a scope whose names are still unbound.
pub fn judge_rule(scope: &mut Scope<'_>, id: RuleId) -> JudgedRule {
    let plan = scope.plan;
    let mut walk = Walk { instances: Vec::new(), seen: 0, best: None, gates: Vec::new() };
    let (Some(rule), Some(steps)) = (plan.pack.rules.get(id.0 as usize), plan.rules.get(id.0 as usize))
    else {
        return JudgedRule { outcome: Outcome::NotApplicable, instances: Vec::new(), seen: 0 };
    };
    match rule.valid.map(|valid| scope.as_of.map(|day| valid.holds_on(day))) {
        Some(Some(false)) => walk.note(Outcome::NotApplicable),
        Some(None) => {
            walk.gates.push(Gate::Validity);
            walk.steps(scope, steps);
        }
        Some(Some(true)) | None => walk.steps(scope, steps),
    }
    let mut outcome = walk.best.unwrap_or(Outcome::Pass);
    if outcome == Outcome::Fail && !rule.conflicts.is_empty() {
        outcome = Outcome::Contested;
        for instance in walk.instances.iter_mut().filter(|one| one.outcome == Outcome::Fail) {
            instance.outcome = Outcome::Contested;
        }
    }
    JudgedRule { outcome, instances: walk.instances, seen: walk.seen }
}

/// A walk through the steps of a rule, under the conditions that could not be decided so far.
struct Walk {
    instances: Vec<Instance>,
    seen: u32,
    best: Option<Outcome>,
    gates: Vec<Gate>,
}

impl Walk {
    fn note(&mut self, outcome: Outcome) {
        self.seen = self.seen.saturating_add(1);
        self.best = Some(self.best.map_or(outcome, |best| best.min(outcome)));
    }

    fn steps(&mut self, scope: &mut Scope<'_>, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Require(id) => self.require(scope, *id),
                Step::When(condition, body) => {
                    let holds = scope.truth(*condition);
                    self.gated(scope, holds, *condition, body);
                }
                Step::Unless(condition, _, body) => {
                    let holds = scope.truth(*condition).negated();
                    self.gated(scope, holds, *condition, body);
                }
                Step::ForEach(binder, body) => match scope.items(&binder.source) {
                    Items::Known { of, len } => {
                        for index in 0..len {
                            scope.bind(binder.var, of.item(index));
                            self.steps(scope, body);
                        }
                        scope.bind(binder.var, Ref::Unbound);
                    }
                    Items::Unknown(blocked) => {
                        self.note(Outcome::Undetermined);
                        self.instances.push(Instance {
                            requirement: None,
                            vars: scope.vars.clone(),
                            outcome: Outcome::Undetermined,
                            gates: self.gates.clone(),
                            blocked,
                            otherwise: Vec::new(),
                        });
                    }
                },
            }
        }
    }

    fn gated(&mut self, scope: &mut Scope<'_>, holds: Truth, condition: NodeId, body: &[Step]) {
        match holds {
            Truth::False => self.note(Outcome::NotApplicable),
            Truth::True => self.steps(scope, body),
            Truth::Unknown => {
                self.gates.push(Gate::Condition(condition));
                self.steps(scope, body);
                self.gates.pop();
            }
        }
    }

    fn require(&mut self, scope: &mut Scope<'_>, id: RequirementId) {
        let plan = scope.plan;
        let Some(requirement) = plan.requirement(id) else { return };
        let holds = scope.any(&requirement.branches);
        let outcome = match holds {
            Truth::True => Outcome::Pass,
            Truth::False if self.gates.is_empty() => Outcome::Fail,
            Truth::False | Truth::Unknown => Outcome::Undetermined,
        };
        let mut otherwise = Vec::new();
        if self.gates.is_empty() && holds != Truth::Unknown {
            for (index, reading) in requirement.readings.iter().enumerate() {
                if scope.truth(reading.value) == holds.negated() {
                    otherwise.push(u32::try_from(index).unwrap_or(u32::MAX));
                }
            }
        }
        self.note(outcome);
        if outcome != Outcome::Pass || !otherwise.is_empty() {
            self.instances.push(Instance {
                requirement: Some(id),
                vars: scope.vars.clone(),
                outcome,
                gates: if outcome == Outcome::Pass { Vec::new() } else { self.gates.clone() },
                blocked: None,
                otherwise,
            });
        }
    }
}

/// Judges one judgement in a scope whose names are still unbound.
pub fn judge_judgement(scope: &mut Scope<'_>, id: JudgementId) -> JudgementOutcome {
    let plan = scope.plan;
    let index = id.0 as usize;
    let condition = plan.judgements.get(index).copied().flatten();
    let applies = condition.map_or(Truth::True, |when| scope.truth(when));
    let not_applicable = applies == Truth::False;
    let mut missing = Vec::new();
    if !not_applicable {
        for path in plan.pack.judgements.get(index).map_or(&[][..], |judgement| &judgement.asks) {
            if let Found::Slot(site, slot) | Found::Blocked(site, slot) = scope.find(path)
                && slot.state == State::Missing
            {
                missing.push(site);
            }
        }
    }
    JudgementOutcome { not_applicable, open: applies == Truth::Unknown, missing }
}

/// The verdict on what is written, rules apart: whether it can be read, nothing is missing, and the program is in force.
pub fn form_verdict(plan: &Plan, judged: &Judged, shape_fails: bool, field_missing: bool) -> Verdict {
    if shape_fails || judged.in_force == Some(false) {
        Verdict::Fail
    } else if field_missing || (plan.pack.program.valid.is_some() && judged.in_force.is_none()) {
        Verdict::Undetermined
    } else {
        Verdict::Pass
    }
}

/// The verdict: fail if an error-severity rule, a shape finding or the program's own dates fail; else undetermined
/// if an error-severity rule cannot be decided or is contested, a required field is missing, or it is not known
/// whether the program is in force; else pass.
pub fn verdict(plan: &Plan, judged: &Judged, shape_fails: bool, field_missing: bool) -> Verdict {
    let mut worst = form_verdict(plan, judged, shape_fails, field_missing);
    for (rule, judged) in plan.pack.rules.iter().zip(&judged.rules) {
        if rule.severity != Severity::Error {
            continue;
        }
        let Some(judged) = judged else { continue };
        worst = worst.min(match judged.outcome {
            Outcome::Fail => Verdict::Fail,
            Outcome::Contested | Outcome::Undetermined => Verdict::Undetermined,
            Outcome::Pass | Outcome::NotApplicable => Verdict::Pass,
        });
    }
    worst
}
