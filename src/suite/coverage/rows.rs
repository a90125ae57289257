//! Tests that would show what no test shows, looked for among the proposals of the tests and what lies around them.

use super::goals::{BoundSeen, ConditionSeen, Coverage, Goal, OwnerCoverage};
use super::observe::{Observations, Observer};
use crate::check::typed::RuleId;
use crate::data::Proposal;
use crate::eval::{Scope, judge_rule, own_date};
use crate::plan::{End, FieldId, NodeId, Owner, Plan, Subject};
use crate::suite::rows::{self, Example};
use crate::suite::search::Search;
use crate::suite::{PreparedTest, watched};

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

/// For each thing about a rule that no test shows: a test that would.
pub fn missing_rows(plan: &Plan, tests: &[PreparedTest], coverage: &Coverage, rule: RuleId) -> Vec<Row> {
    let Some(owner) = coverage.owner(Owner::Rule(rule)) else { return Vec::new() };
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
    for (part, goal, wanted) in wanted(owner) {
        let mut shows = |proposal: &Proposal| {
            let mut seen = Observations::default();
            observer.rule(rule, proposal, &mut seen);
            wanted.is_in(&seen).then(|| outcome(plan, rule, proposal))
        };
        let example = search.first(&bases, &mut shows).and_then(|found| {
            let given = plan.pack.tests.get(found.test.index)?.given.as_ref()?;
            let title = format!("{name}: {part}, {}", goal.words().en);
            let expects = format!("{name} {}", found.what);
            Some(rows::example(&plan.pack.schema, &title, given, &found.written, expects))
        });
        found.push(Row { part, goal, example });
    }
    found
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
        one.missing().map(|goal| (one.part.clone(), goal, Wanted::Bound(key, goal.place()))).collect()
    };
    let conditions = owner.conditions.iter().flat_map(of_condition);
    conditions.chain(owner.bounds.iter().flat_map(of_bound)).collect()
}

fn outcome(plan: &Plan, rule: RuleId, proposal: &Proposal) -> &'static str {
    let vars = plan.pack.rules.get(rule.0 as usize).map_or(0, |rule| rule.vars);
    let proposals = [proposal];
    let judged = judge_rule(&mut Scope::new(plan, &proposals, own_date(plan, proposal), vars), rule);
    rows::outcome_words(judged.outcome)
}
