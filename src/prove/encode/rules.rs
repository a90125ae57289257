//! Rules: the instances of their requirements, and the outcome over all of them.

use super::value::Kleene;
use super::{Encoder, LeftOut, Met, Requirements};
use crate::check::typed::RuleId;
use crate::plan::{NodeId, RequirementId, Step};
use kisoku_logic::Formula;
use std::collections::BTreeMap;

/// What becomes of a rule: exactly one of the four holds.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// It fails (or is contested).
    pub fails: Formula,
    /// It cannot be decided.
    pub undetermined: Formula,
    /// It passes.
    pub passes: Formula,
    /// It is not applicable.
    pub not_applicable: Formula,
    /// It passes or is not applicable.
    pub holds: Formula,
    /// Some requirement of it is reached with all conditions around it true.
    pub applies: Formula,
    /// Its requirements, each over all choices of the names around it.
    pub requirements: BTreeMap<RequirementId, Requires>,
    /// Its `when` and `unless`, each over all choices of the names around it.
    pub conditions: Vec<Seen>,
    /// The comparisons in it.
    pub met: Vec<Met>,
}

/// A requirement over all choices of the names around it.
#[derive(Clone, Copy, Debug)]
pub struct Requires {
    /// It is reached, and all conditions around it are true.
    pub applies: Formula,
    /// Under some choice it is not met.
    pub fails: Formula,
    /// Under some choice it is met.
    pub passes: Formula,
}

/// A `when` or `unless` over all choices of the names around it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The condition as it is written.
    pub node: NodeId,
    /// Whether it is of an `unless`.
    pub lifts: bool,
    /// It is looked at, with all conditions around it true.
    pub reached: Formula,
    /// Under some choice, it is so and true.
    pub holds: Formula,
    /// Under some choice, it is so and false.
    pub fails: Formula,
}

/// A walk through the steps of a rule.
struct Walk {
    fails: Vec<Formula>,
    undetermined: Vec<Formula>,
    passes: Vec<Formula>,
    not_applicable: Vec<Formula>,
    requirements: Requirements,
    conditions: Vec<Seen>,
}

impl Encoder<'_> {
    /// One rule.
    pub(super) fn rule(mut self, id: RuleId) -> Result<Outcomes, LeftOut> {
        let plan = self.plan;
        let yes = self.space.problem.constant(true);
        let no = self.space.problem.constant(false);
        let mut walk = Walk {
            fails: Vec::new(),
            undetermined: Vec::new(),
            passes: Vec::new(),
            not_applicable: Vec::new(),
            requirements: BTreeMap::new(),
            conditions: Vec::new(),
        };
        let place = id.0 as usize;
        let valid = plan.pack.rules.get(place).and_then(|rule| rule.valid);
        let steps = plan.rules.get(place).map_or(&[][..], Vec::as_slice);
        match valid.map(|valid| self.day.map(|day| valid.holds_on(day))) {
            Some(Some(false)) => walk.not_applicable.push(yes),
            Some(None) => self.steps(&mut walk, steps, no)?,
            Some(Some(true)) | None => self.steps(&mut walk, steps, yes)?,
        }
        let problem = &mut self.space.problem;
        let fails = problem.any(walk.fails);
        let undetermined = problem.any(walk.undetermined);
        let passes = problem.any(walk.passes);
        let left = problem.any(walk.not_applicable);
        let [not_failed, not_open, not_passed] =
            [fails, undetermined, passes].map(|formula| problem.not(formula));
        let undetermined = problem.all([not_failed, undetermined]);
        let not_applicable = problem.all([not_failed, not_open, not_passed, left]);
        let holds = problem.all([not_failed, not_open]);
        let applied = problem.not(not_applicable);
        let passes = problem.all([holds, applied]);
        let applies = problem.any(walk.requirements.values().map(|one| one.applies));
        Ok(Outcomes {
            fails,
            undetermined,
            passes,
            not_applicable,
            holds,
            applies,
            requirements: walk.requirements,
            conditions: walk.conditions,
            met: self.met,
        })
    }

    /// Steps that are reached where [`Encoder::reach`] holds; `sure` is that no condition around them is unknown.
    fn steps(&mut self, walk: &mut Walk, steps: &[Step], sure: Formula) -> Result<(), LeftOut> {
        for step in steps {
            match step {
                Step::Require(id) => self.require(walk, *id, sure)?,
                Step::When(condition, body) => {
                    let holds = self.truth(*condition)?;
                    self.gated(walk, holds, (*condition, false), body, sure)?;
                }
                Step::Unless(condition, _, body) => {
                    let holds = self.truth(*condition)?.negated();
                    self.gated(walk, holds, (*condition, true), body, sure)?;
                }
                Step::ForEach(binder, body) => {
                    let place = binder.span;
                    let known = self.each_item(binder, |encoder, _| {
                        encoder.step(place)?;
                        encoder.steps(walk, body, sure)
                    })?;
                    let problem = &mut self.space.problem;
                    let unknown = problem.not(known);
                    walk.undetermined.push(problem.all([self.reach, unknown]));
                }
            }
        }
        Ok(())
    }

    fn gated(
        &mut self,
        walk: &mut Walk,
        holds: Kleene,
        (node, lifts): (NodeId, bool),
        body: &[Step],
        sure: Formula,
    ) -> Result<(), LeftOut> {
        let problem = &mut self.space.problem;
        let outside = self.reach;
        let reached = problem.all([outside, sure]);
        let written = if lifts { holds.negated() } else { holds };
        let seen = Seen {
            node,
            lifts,
            reached,
            holds: problem.all([reached, written.t]),
            fails: problem.all([reached, written.f]),
        };
        join(&mut walk.conditions, seen, problem);
        walk.not_applicable.push(problem.all([outside, holds.f]));
        let open = problem.not(holds.f);
        self.reach = problem.all([outside, open]);
        let sure = problem.all([sure, holds.t]);
        let done = self.steps(walk, body, sure);
        self.reach = outside;
        done
    }

    fn require(&mut self, walk: &mut Walk, id: RequirementId, sure: Formula) -> Result<(), LeftOut> {
        let plan = self.plan;
        let Some(requirement) = plan.requirement(id) else { return Ok(()) };
        let holds = self.any(&requirement.branches)?;
        let problem = &mut self.space.problem;
        let reach = self.reach;
        let fails = problem.all([reach, sure, holds.f]);
        let passes = problem.all([reach, holds.t]);
        let (not_t, not_failed) = (problem.not(holds.t), problem.not(fails));
        walk.undetermined.push(problem.all([reach, not_t, not_failed]));
        walk.fails.push(fails);
        walk.passes.push(passes);
        let applies = problem.all([reach, sure]);
        let passes = problem.all([applies, holds.t]);
        let known = walk.requirements.get(&id).copied();
        let merged = match known {
            None => Requires { applies, fails, passes },
            Some(before) => Requires {
                applies: problem.any([before.applies, applies]),
                fails: problem.any([before.fails, fails]),
                passes: problem.any([before.passes, passes]),
            },
        };
        walk.requirements.insert(id, merged);
        Ok(())
    }
}

fn join(conditions: &mut Vec<Seen>, seen: Seen, problem: &mut kisoku_logic::Problem) {
    match conditions.iter_mut().find(|one| one.node == seen.node) {
        Some(one) => {
            one.reached = problem.any([one.reached, seen.reached]);
            one.holds = problem.any([one.holds, seen.holds]);
            one.fails = problem.any([one.fails, seen.fails]);
        }
        None => conditions.push(seen),
    }
}
