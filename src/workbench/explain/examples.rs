//! Values at the bounds of a rule, each really tried: a step below, on it, a step above.
//!
//! In: a rule and the proposals of its pack's tests. Out: for each bound a proposal that meets the rule, with the
//! compared field changed and the rule judged again. Nothing is guessed of a comparison that could not be reached so.

use super::Bench;
use crate::check::typed::{RuleId, Type};
use crate::data::{Proposal, State, Value};
use crate::diag::Bilingual;
use crate::eval::{
    Flow, Items, Outcome, Scope, Site, Truth, Val, as_number, compare_values, from_number, judge_rule,
    own_date,
};
use crate::plan::{Kind, NodeId, Plan, Step};
use crate::report::{BoundRole, BoundText, bound_texts, shown_value, site_words};
use crate::suite::Built;
use crate::syntax::ast::{Aggregate, Comparator, Quantifier};
use crate::value::{Num, Scalar};

/// So many proposals are tried for a bound before it is left without an example.
const MOST_PROPOSALS: usize = 40;

/// A bound, tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The test from whose proposal it starts.
    pub test: String,
    /// What is compared, where that is no field: a sum, of which one part is changed.
    pub whole: Option<Bilingual>,
    /// What is changed: `national of FY2007`.
    pub name: Bilingual,
    /// Its path: `main_part[0].national`.
    pub path: String,
    /// What it has there, as the test has it.
    pub as_given: Bilingual,
    /// What the compared value is held against there.
    pub limit: Bilingual,
    /// The values tried, ascending.
    pub trials: Vec<Trial>,
}

/// A value that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The value in words.
    pub value: Bilingual,
    /// The value exactly.
    pub exact: String,
    /// How many steps it lies from the bound.
    pub step: i32,
    /// What became of the rule.
    pub outcome: Outcome,
    /// Whether another reading would decide otherwise.
    pub otherwise: bool,
}

/// The bounds of a rule, each tried on the first proposal of a test where that shows it.
pub(super) fn of_rule(bench: Bench<'_>, id: RuleId) -> Vec<Example> {
    let plan = bench.plan;
    let met: Vec<(&str, &Built)> = bench
        .tests
        .iter()
        .filter_map(|test| {
            let name = &plan.pack.tests.get(test.index)?.name;
            let built = test.built()?;
            (judged(plan, id, &built.proposal)?.0 == Outcome::Pass).then_some((name.as_str(), built))
        })
        .take(MOST_PROPOSALS)
        .collect();
    let mut out: Vec<Example> = Vec::new();
    for bound in bound_texts(plan, &bench.pack.sources, id) {
        if matches!(bound.role, BoundRole::OtherReading) {
            continue;
        }
        let tried: Vec<(Example, bool)> =
            met.iter().filter_map(|(name, built)| example(bench, id, &bound, name, built)).collect();
        // The best one is on this bound alone: what lies beyond it fails and nothing else does.
        let alone = tried.iter().position(|(_, alone)| *alone).unwrap_or(0);
        // The two ends of a `between` may be the same value.
        let found = tried.into_iter().nth(alone).map(|(example, _)| example);
        out.extend(found.filter(|example| !out.contains(example)));
    }
    out
}

/// The outcome of a rule on a proposal, and whether another reading would decide otherwise.
fn judged(plan: &Plan, id: RuleId, proposal: &Proposal) -> Option<(Outcome, bool)> {
    let vars = plan.pack.rule(id)?.vars;
    let proposals = [proposal];
    let judged = judge_rule(&mut Scope::new(plan, &proposals, own_date(plan, proposal), vars), id);
    let otherwise = judged.instances.iter().any(|instance| !instance.otherwise.is_empty());
    Some((judged.outcome, otherwise))
}

/// A bound tried on a proposal, and whether the outcomes are those of the bound alone.
fn example(
    bench: Bench<'_>,
    id: RuleId,
    bound: &BoundText,
    test: &str,
    built: &Built,
) -> Option<(Example, bool)> {
    let Bench { pack, plan, tests: _ } = bench;
    let reached = reach(plan, id, bound, &built.proposal)?;
    let site = reached.site;
    let before = match &built.proposal.slot(site.slot)?.state {
        State::Given(value) => value.clone(),
        _ => return None,
    };
    let mut trials = Vec::new();
    let mut alone = true;
    for (step, exact) in reached.at_bound() {
        // The field goes as far as the compared value has to.
        let target = as_number(&Val::of(&before)?)?.add(&exact.sub(&reached.compared));
        let Some(value) = in_field(reached.scalar, &target) else { continue };
        let mut changed = built.proposal.clone();
        changed.slots.get_mut(site.slot.0 as usize)?.state = State::Given(value.clone());
        let (outcome, otherwise) = judged(plan, id, &changed)?;
        let meets = compare_values(reached.comparator, &Val::Num(exact), &Val::Num(reached.limit.clone()));
        alone &= (meets == Truth::True) == (outcome == Outcome::Pass);
        let (words, exact) = shown_value(plan, Some(reached.scalar), &value);
        trials.push(Trial { value: words, exact, step, outcome, otherwise });
    }
    // What changes nothing shows nothing of the bound.
    let first = trials.first()?.outcome;
    if trials.iter().all(|trial| trial.outcome == first && !trial.otherwise) {
        return None;
    }
    let (name, path) = site_words(plan, &pack.sources, &built.source, &built.proposal, site);
    let (as_given, _) = shown_value(plan, Some(reached.scalar), &before);
    let (value, _) = shown_value(plan, Some(reached.scalar), &in_field(reached.scalar, &reached.limit)?);
    let against = if reached.turned { &bound.compared } else { &bound.limit };
    let limit = if *against == value {
        value
    } else {
        Bilingual::new(
            format!("{}, here {}", against.en, value.en),
            format!("{}（ここでは{}）", against.ja, value.ja),
        )
    };
    let side = if reached.turned {
        (bound.bound.limit, &bound.limit)
    } else {
        (bound.bound.compared, &bound.compared)
    };
    let whole = (!matches!(plan.node(side.0)?.kind, Kind::Path(_))).then(|| side.1.clone());
    Some((Example { test: test.to_owned(), whole, name, path, as_given, limit, trials }, alone))
}

/// A comparison with its sides known, and the field to change.
struct Reached {
    site: Site,
    scalar: Scalar,
    compared: Num,
    limit: Num,
    comparator: Comparator,
    /// Whether the field is on the side of the limit.
    turned: bool,
}

impl Reached {
    /// The values of the compared side at the bound, each with its distance in steps.
    fn at_bound(&self) -> Vec<(i32, Num)> {
        let whole = !matches!(self.scalar, Scalar::Number | Scalar::Percent);
        if whole && !self.limit.is_integer() {
            return vec![(-1, self.limit.floor()), (1, self.limit.ceil())];
        }
        // A share has no smallest step; a hundredth shows it.
        let step = if whole { Some(Num::Int(1)) } else { Num::fraction(1, 100) };
        let Some(step) = step else { return Vec::new() };
        vec![(-1, self.limit.sub(&step)), (0, self.limit.clone()), (1, self.limit.add(&step))]
    }
}

/// Binds the names around a bound to the first items where it is asked, and finds the field to change.
fn reach(plan: &Plan, id: RuleId, bound: &BoundText, proposal: &Proposal) -> Option<Reached> {
    let proposals = [proposal];
    let vars = plan.pack.rule(id)?.vars;
    let mut scope = Scope::new(plan, &proposals, own_date(plan, proposal), vars);
    let steps = plan.rules.get(id.0 as usize)?;
    in_steps(&mut scope, steps, bound)
}

/// Steps nest no deeper than the parser lets brackets nest.
fn in_steps(scope: &mut Scope<'_>, steps: &[Step], bound: &BoundText) -> Option<Reached> {
    let plan = scope.plan;
    for step in steps {
        let found = match step {
            Step::ForEach(binder, body) => {
                let Items::Known { of, len } = scope.items(&binder.source) else { continue };
                (0..len).find_map(|index| {
                    scope.bind(binder.var, of.item(index));
                    in_steps(scope, body, bound)
                })
            }
            Step::When(condition, body) => in_condition(scope, *condition, bound).or_else(|| {
                (scope.truth(*condition) == Truth::True).then(|| in_steps(scope, body, bound)).flatten()
            }),
            Step::Unless(condition, _, body) => in_condition(scope, *condition, bound).or_else(|| {
                (scope.truth(*condition) == Truth::False).then(|| in_steps(scope, body, bound)).flatten()
            }),
            Step::Require(id) => {
                let branches = plan.requirement(*id).map_or(&[][..], |required| &required.branches);
                branches.iter().find_map(|branch| in_condition(scope, *branch, bound))
            }
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn in_condition(scope: &mut Scope<'_>, id: NodeId, bound: &BoundText) -> Option<Reached> {
    let plan = scope.plan;
    if id == bound.bound.node {
        return at(scope, bound);
    }
    match &plan.node(id)?.kind {
        Kind::Not(inner) => in_condition(scope, *inner, bound),
        Kind::All(parts) | Kind::Any(parts) => {
            parts.iter().find_map(|part| in_condition(scope, *part, bound))
        }
        Kind::Quantified { quantifier: Quantifier::Every | Quantifier::No, binder, filter, body } => {
            let Items::Known { of, len } = scope.items(&binder.source) else { return None };
            (0..len).find_map(|index| {
                scope.bind(binder.var, of.item(index));
                let meant = filter.is_none_or(|filter| scope.truth(filter) == Truth::True);
                meant.then(|| in_condition(scope, *body, bound)).flatten()
            })
        }
        _ => None,
    }
}

/// The field to change: what is compared, else one of what it is the sum of, else what it is held against.
fn at(scope: &mut Scope<'_>, bound: &BoundText) -> Option<Reached> {
    let (left, right) = (bound.bound.compared, bound.bound.limit);
    let (compared, limit) = (number_of(scope, left)?, number_of(scope, right)?);
    let comparator = bound.bound.comparator;
    if let Some((site, scalar)) = field(scope, left) {
        return Some(Reached { site, scalar, compared, limit, comparator, turned: false });
    }
    let (site, scalar) = field(scope, right)?;
    let comparator = comparator.flipped();
    Some(Reached { site, scalar, compared: limit, limit: compared, comparator, turned: true })
}

fn field(scope: &mut Scope<'_>, id: NodeId) -> Option<(Site, Scalar)> {
    let plan = scope.plan;
    let node = plan.node(id)?;
    let Type::Scalar(scalar) = node.ty else { return None };
    match &node.kind {
        Kind::Path(_) => {
            let site = scope.site_of(id)?;
            matches!(scope.slot(site)?.state, State::Given(_)).then_some((site, scalar))
        }
        Kind::Aggregate { function: Aggregate::Sum, value: Some(value), binders, filter } => {
            let mut found = None;
            let mut blocked = Vec::new();
            scope.each(
                binders,
                &mut |scope: &mut Scope<'_>| {
                    if filter.is_none_or(|filter| scope.truth(filter) == Truth::True) {
                        found = field(scope, *value);
                    }
                    if found.is_some() { Flow::Stop } else { Flow::Go }
                },
                &mut blocked,
            );
            found
        }
        _ => None,
    }
}

fn number_of(scope: &mut Scope<'_>, id: NodeId) -> Option<Num> {
    as_number(&scope.value(id)?)
}

/// Back to a value that a field of the type may have.
fn in_field(scalar: Scalar, n: &Num) -> Option<Value> {
    let below_zero = match scalar {
        Scalar::Money(money) => !money.signed && n.is_negative(),
        Scalar::Whole | Scalar::Number | Scalar::Percent => n.is_negative(),
        _ => false,
    };
    if below_zero { None } else { from_number(scalar, n) }
}
