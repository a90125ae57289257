//! Tests that would show what no test shows, looked for among the proposals of the tests and what lies around them.

use super::goals::{BoundSeen, ConditionSeen, Coverage, Goal, OwnerCoverage};
use super::observe::{Observations, Observer};
use crate::check::typed::RuleId;
use crate::data::Proposal;
use crate::eval::{Scope, date_of_all, judge_rule};
use crate::plan::{End, FieldId, NodeId, Owner, Plan, Subject};
use crate::suite::reads::Reads;
use crate::suite::rows::{self, Example};
use crate::suite::search::Search;
use crate::suite::{Built, PreparedTest, watched};

/// A row to add: what it would show, and the test.
#[derive(Clone, Debug)]
pub struct Row {
    /// The part of the rule: `require 1`.
    pub part: String,
    /// What it would show.
    pub goal: Goal,
    /// The test; nothing where none was found.
    pub example: Option<Example>,
}

/// What is asked for, in a form in which it is looked up.
#[derive(Clone, Copy)]
enum Wanted {
    Truth(Subject, usize),
    Bound((NodeId, End), usize),
}

impl Wanted {
    fn is_in(self, seen: &Observations) -> bool {
        match self {
            Wanted::Truth(subject, at) => {
                seen.truths.get(&subject).and_then(|seen| seen.get(at)) == Some(&true)
            }
            Wanted::Bound(bound, at) => seen.bounds.get(&bound).and_then(|seen| seen.get(at)) == Some(&true),
        }
    }
}

/// For each thing about a rule, and about the derived values that it reads, that no test shows: a test that would.
pub fn missing_rows(plan: &Plan, tests: &[PreparedTest], coverage: &Coverage, rule: RuleId) -> Vec<Row> {
    let gaps = gaps(plan, coverage, rule);
    if gaps.is_empty() {
        return Vec::new();
    }
    let observer = Observer::new(plan);
    let looks = |test: &&PreparedTest| {
        plan.pack.tests.get(test.index).is_some_and(|test| watched(test).rules.contains(&rule))
    };
    let others = tests.iter().filter(|test| !looks(test));
    let bases = Search::bases(tests.iter().filter(looks).chain(others));
    let reads = |field: FieldId| plan.reads(rule, field);
    let roots = plan.rules.get(rule.0 as usize).map_or_else(Vec::new, |steps| plan.roots(steps));
    let search = Search { plan, roots, reads: &reads };
    let name = plan.pack.rules.get(rule.0 as usize).map_or("", |rule| rule.name.as_str());
    let mut found: Vec<Row> = Vec::new();
    for (part, goal, wanted) in gaps {
        let mut shows = |built: &Built, proposal: &Proposal| {
            let mut seen = Observations::default();
            observer.rule(rule, built, proposal, &mut seen);
            wanted.is_in(&seen).then(|| outcome(plan, rule, built, proposal))
        };
        let example = search.first(&bases, &mut shows).and_then(|found| {
            let base = plan.pack.tests.get(found.test.index)?;
            let title = format!("{name}: {part}, {}", goal.words().en);
            let expects = format!("{name} {}", found.what);
            rows::example(&plan.pack.schema, &title, base, &found.written, expects)
        });
        found.push(Row { part, goal, example });
    }
    found
}

/// The gaps of a rule, and of the derived values that it is the first rule to read.
fn gaps(plan: &Plan, coverage: &Coverage, rule: RuleId) -> Vec<(String, Goal, Wanted)> {
    let reads = |rule: usize| {
        let steps = plan.rules.get(rule).map_or(&[][..], Vec::as_slice);
        Reads::of(plan, plan.roots(steps)).defines
    };
    let own = rule.0 as usize;
    let mut out = coverage.owner(Owner::Rule(rule)).map_or_else(Vec::new, wanted);
    for define in reads(own) {
        let first = (0..own).all(|earlier| !reads(earlier).contains(&define));
        let Some(owner) = coverage.owner(Owner::Define(define)).filter(|_| first) else { continue };
        let name = plan.pack.defines.get(define.0 as usize).map_or("", |one| one.name.as_str());
        let named = |(part, goal, wanted)| (format!("{name}, {part}"), goal, wanted);
        out.extend(wanted(owner).into_iter().map(named));
    }
    out
}

fn wanted(owner: &OwnerCoverage) -> Vec<(String, Goal, Wanted)> {
    let of_condition = |one: &ConditionSeen| -> Vec<_> {
        let subject = one.condition.subject;
        one.missing()
            .map(|goal| (one.condition.part.clone(), goal, Wanted::Truth(subject, goal.place())))
            .collect()
    };
    let of_bound = |one: &BoundSeen| -> Vec<_> {
        let key = (one.bound.node, one.bound.end);
        let part = format!("{}: {}", one.part, one.bound.comparator.words());
        one.missing().map(|goal| (part.clone(), goal, Wanted::Bound(key, goal.place()))).collect()
    };
    let conditions = owner.conditions.iter().flat_map(of_condition);
    conditions.chain(owner.bounds.iter().flat_map(of_bound)).collect()
}

fn outcome(plan: &Plan, rule: RuleId, built: &Built, proposal: &Proposal) -> &'static str {
    let (vars, across) =
        plan.pack.rules.get(rule.0 as usize).map_or((0, false), |rule| (rule.vars, rule.across));
    let proposals = built.seen(proposal, across);
    let as_of = date_of_all(plan, &proposals);
    let judged = judge_rule(&mut Scope::new(plan, &proposals, as_of, vars), rule);
    rows::outcome_words(judged.outcome)
}
