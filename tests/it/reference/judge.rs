//! Rules and verdicts, by definition.

use super::expr::any;
use super::{Leaf, Names, Needs, Node, Thing, Tree, World, tree_of};
use kisoku::check::Pack;
use kisoku::check::typed::{Expr, Requirement, Rule, Step, VarId};
use kisoku::data::Proposal;
use kisoku::diag::Severity;
use kisoku::eval::{Outcome, Verdict};
use kisoku::value::{Date, FiscalYear};

/// A requirement under one choice of the names around it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Instance {
    /// The place of the requirement; `None` where a `for each` was not reached.
    pub(crate) requirement: Option<u32>,
    pub(crate) names: Vec<(VarId, Bound)>,
    pub(crate) outcome: Outcome,
    pub(crate) otherwise: Vec<u32>,
    pub(crate) needs: Vec<super::Place>,
}

/// What a name is bound to, to compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Bound {
    Item(u32, u32),
    Row(u32, u32),
    Proposal(u32),
}

/// A rule, judged; the instances without the plain passes and the inapplicable ones.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RuleResult {
    pub(crate) outcome: Outcome,
    pub(crate) instances: Vec<Instance>,
    pub(crate) seen: u32,
}

enum Gate<'p> {
    /// A condition that cannot be decided, with the names that it sees.
    Condition(&'p Expr, Names<'p>),
    Validity,
}

/// The day that dates a proposal: its own, unless another is given.
fn date_of(pack: &Pack, fields: &[Node]) -> Option<Date> {
    match &fields[pack.program.as_of? as usize].tree {
        Tree::Leaf(Leaf::Year(year)) => FiscalYear(i32::try_from(*year).ok()?).first_day(),
        Tree::Leaf(Leaf::Day(day)) => Some(*day),
        _ => None,
    }
}

/// Every rule on one proposal, and the day as of which it was judged.
pub(crate) fn judge_proposal(
    pack: &Pack,
    proposal: &Proposal,
    as_of: Option<Date>,
) -> (Option<Date>, Vec<Option<RuleResult>>) {
    let proposals = [tree_of(pack, proposal, 0)];
    let as_of = as_of.or_else(|| date_of(pack, &proposals[0]));
    let world = World { pack, proposals: &proposals, as_of };
    (as_of, pack.rules.iter().map(|rule| (!rule.across).then(|| judge(&world, rule))).collect())
}

/// Every rule across proposals.
pub(crate) fn judge_across(
    pack: &Pack,
    proposals: &[&Proposal],
    as_of: Option<Date>,
    incomplete: bool,
) -> Vec<RuleResult> {
    let trees: Vec<_> =
        proposals.iter().enumerate().map(|(i, proposal)| tree_of(pack, proposal, i as u32)).collect();
    let dates: Vec<_> = trees.iter().map(|tree| date_of(pack, tree)).collect();
    let common = match dates.split_first() {
        Some((first, rest)) if rest.iter().all(|date| date == first) => *first,
        _ => None,
    };
    let world = World { pack, proposals: &trees, as_of: as_of.or(common) };
    pack.rules
        .iter()
        .filter(|rule| rule.across)
        .map(|rule| {
            let mut result = judge(&world, rule);
            let failed = matches!(result.outcome, Outcome::Fail | Outcome::Contested);
            if incomplete && !failed && in_force(&world, rule) != Some(false) {
                result.outcome = Outcome::Undetermined;
            }
            result
        })
        .collect()
}

fn in_force(world: &World<'_>, rule: &Rule) -> Option<bool> {
    let Some(valid) = rule.valid else { return Some(true) };
    let day = world.as_of?;
    Some(valid.from <= day && valid.to.is_none_or(|to| day <= to))
}

fn judge<'p>(world: &World<'p>, rule: &'p Rule) -> RuleResult {
    let mut all = Vec::new();
    match in_force(world, rule) {
        Some(false) => all.push(not_applicable()),
        Some(true) => steps(world, &Names::default(), &[], &rule.body, &mut all),
        None => steps(world, &Names::default(), &[Gate::Validity], &rule.body, &mut all),
    }
    if !rule.conflicts.is_empty() {
        for instance in all.iter_mut().filter(|one| one.outcome == Outcome::Fail) {
            instance.outcome = Outcome::Contested;
        }
    }
    let has = |outcome| all.iter().any(|one: &Instance| one.outcome == outcome);
    let outcome = if has(Outcome::Contested) {
        Outcome::Contested
    } else if has(Outcome::Fail) {
        Outcome::Fail
    } else if has(Outcome::Undetermined) {
        Outcome::Undetermined
    } else if !all.is_empty() && all.iter().all(|one| one.outcome == Outcome::NotApplicable) {
        Outcome::NotApplicable
    } else {
        Outcome::Pass
    };
    let seen = all.len() as u32;
    all.retain(|one| match one.outcome {
        Outcome::NotApplicable => false,
        Outcome::Pass => !one.otherwise.is_empty(),
        _ => true,
    });
    RuleResult { outcome, instances: all, seen }
}

fn not_applicable() -> Instance {
    Instance {
        requirement: None,
        names: Vec::new(),
        outcome: Outcome::NotApplicable,
        otherwise: Vec::new(),
        needs: Vec::new(),
    }
}

fn steps<'p>(
    world: &World<'p>,
    names: &Names<'p>,
    gates: &[Gate<'p>],
    body: &'p [Step],
    out: &mut Vec<Instance>,
) {
    for step in body {
        match step {
            Step::Require(requirement) => out.push(require(world, names, gates, requirement)),
            Step::When(condition, body) => {
                let holds = world.condition(names, condition);
                gated(world, names, gates, (holds, condition), body, out);
            }
            Step::Unless(exception, body) => {
                let holds = world.condition(names, &exception.condition).map(|lifted| !lifted);
                gated(world, names, gates, (holds, &exception.condition), body, out);
            }
            Step::ForEach(binder, body) => match world.items(names, &binder.source) {
                Ok(items) => {
                    for item in items {
                        let mut inner = names.clone();
                        inner.vars.insert(binder.var, item);
                        steps(world, &inner, gates, body, out);
                    }
                }
                Err(cut) => {
                    let mut needs = gate_needs(world, gates);
                    needs.insert(cut.place);
                    out.push(Instance {
                        requirement: None,
                        names: bound(names),
                        outcome: Outcome::Undetermined,
                        otherwise: Vec::new(),
                        needs: needs.into_iter().collect(),
                    });
                }
            },
        }
    }
}

fn gated<'p>(
    world: &World<'p>,
    names: &Names<'p>,
    gates: &[Gate<'p>],
    (holds, condition): (Option<bool>, &'p Expr),
    body: &'p [Step],
    out: &mut Vec<Instance>,
) {
    match holds {
        Some(true) => steps(world, names, gates, body, out),
        Some(false) => out.push(not_applicable()),
        None => {
            let mut more: Vec<Gate<'p>> = gates.iter().map(Gate::copy).collect();
            more.push(Gate::Condition(condition, names.clone()));
            steps(world, names, &more, body, out);
        }
    }
}

impl<'p> Gate<'p> {
    fn copy(&self) -> Gate<'p> {
        match self {
            Gate::Condition(expr, names) => Gate::Condition(expr, names.clone()),
            Gate::Validity => Gate::Validity,
        }
    }
}

fn gate_needs<'p>(world: &World<'p>, gates: &[Gate<'p>]) -> Needs {
    gates
        .iter()
        .flat_map(|gate| match gate {
            Gate::Condition(condition, names) => world.needs(names, condition),
            Gate::Validity => world.date_needs(),
        })
        .collect()
}

fn require<'p>(
    world: &World<'p>,
    names: &Names<'p>,
    gates: &[Gate<'p>],
    requirement: &'p Requirement,
) -> Instance {
    let branches: Vec<_> = requirement.branches.iter().map(|branch| world.condition(names, branch)).collect();
    let holds = any(&branches);
    let outcome = match (holds, gates.is_empty()) {
        (Some(true), _) => Outcome::Pass,
        (Some(false), true) => Outcome::Fail,
        (Some(false), false) | (None, _) => Outcome::Undetermined,
    };
    let mut otherwise = Vec::new();
    if gates.is_empty() && holds.is_some() {
        for (index, reading) in requirement.readings.iter().enumerate() {
            if let Some(other) = world.condition(names, &reading.value)
                && Some(other) != holds
            {
                otherwise.push(index as u32);
            }
        }
    }
    let mut needs = Needs::new();
    if outcome == Outcome::Undetermined {
        needs = gate_needs(world, gates);
        if holds.is_none() {
            for branch in &requirement.branches {
                needs.extend(world.needs(names, branch));
            }
        }
    }
    Instance {
        requirement: Some(requirement.span.start),
        names: bound(names),
        outcome,
        otherwise,
        needs: needs.into_iter().collect(),
    }
}

fn bound(names: &Names<'_>) -> Vec<(VarId, Bound)> {
    names
        .vars
        .iter()
        .map(|(var, thing)| {
            let bound = match thing {
                Thing::Node(node) => Bound::Item(node.place.0, node.place.2),
                Thing::Row(table, row) => Bound::Row(*table, *row),
                Thing::Proposal(index) => Bound::Proposal(*index),
            };
            (*var, bound)
        })
        .collect()
}

/// The verdict on a proposal, from what became of its rules and its shape.
pub(crate) fn verdict(
    pack: &Pack,
    as_of: Option<Date>,
    rules: &[Option<RuleResult>],
    shape_fails: bool,
    field_missing: bool,
) -> Verdict {
    let errors: Vec<Outcome> = pack
        .rules
        .iter()
        .zip(rules)
        .filter(|(rule, _)| rule.severity == Severity::Error && !rule.across)
        .filter_map(|(_, result)| result.as_ref().map(|result| result.outcome))
        .collect();
    let in_force = match (pack.program.valid, as_of) {
        (None, _) => Some(true),
        (Some(_), None) => None,
        (Some(valid), Some(day)) => Some(valid.from <= day && valid.to.is_none_or(|to| day <= to)),
    };
    if shape_fails || in_force == Some(false) || errors.contains(&Outcome::Fail) {
        Verdict::Fail
    } else if field_missing
        || in_force.is_none()
        || errors.contains(&Outcome::Undetermined)
        || errors.contains(&Outcome::Contested)
    {
        Verdict::Undetermined
    } else {
        Verdict::Pass
    }
}
