//! What does nothing: conditions that never hold, requirements that nobody can miss or that follow from others.
//!
//! Only what is so in every period in which a rule is in force is told: a condition may well be about one of them.

use super::frame::{Ask, Bench, Came, Why};
use super::{Run, at_peace, counting};
use crate::check::typed::RuleId;
use crate::diag::proofs;
use crate::plan::RequirementId;
use std::collections::BTreeMap;

/// What may do nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Rule(RuleId),
    /// Nobody misses the requirement.
    Never(RuleId, RequirementId),
    /// It follows from others.
    Requirement(RuleId, RequirementId),
    Condition(RuleId, usize),
}

/// What is known of a thing: in all periods so far it does nothing, for this reason; or it does something.
type Known = BTreeMap<Thing, Option<Why>>;

pub(super) fn find(run: &mut Run<'_, '_>, benches: &mut [Bench<'_, '_>]) {
    let mut known = Known::new();
    for bench in benches.iter_mut() {
        in_period(run, bench, &mut known);
    }
    let idle: BTreeMap<Thing, Why> =
        known.into_iter().filter_map(|(thing, why)| why.map(|why| (thing, why))).collect();
    let vacuous = |rule: RuleId, why: &Why| {
        why.rules.iter().chain([&rule]).filter(|rule| run.contradicted.contains(rule)).count() > 1
    };
    let idle: BTreeMap<Thing, Why> = idle
        .into_iter()
        .filter(|(thing, why)| match thing {
            Thing::Rule(rule) | Thing::Requirement(rule, _) => !vacuous(*rule, why),
            Thing::Never(..) | Thing::Condition(..) => true,
        })
        .collect();
    let mut told: Vec<RuleId> = Vec::new();
    for (thing, why) in &idle {
        match thing {
            Thing::Condition(rule, at) => condition(run, benches, (*rule, *at), why),
            Thing::Rule(rule) if told.contains(rule) => {}
            Thing::Rule(rule) => {
                if let Some(other) = twin(&idle, *rule, why) {
                    told.push(other);
                    same(run, *rule, other, why);
                } else {
                    whole(run, *rule, why);
                }
            }
            Thing::Never(rule, requirement) => {
                if !idle.contains_key(&Thing::Rule(*rule)) {
                    never(run, (*rule, *requirement), why);
                }
            }
            Thing::Requirement(rule, requirement) => {
                if !idle.contains_key(&Thing::Rule(*rule)) {
                    part(run, (*rule, *requirement), why);
                }
            }
        }
    }
}

/// The rule that follows from this one alone, as this one does from it.
fn twin(idle: &BTreeMap<Thing, Why>, rule: RuleId, why: &Why) -> Option<RuleId> {
    let [other] = why.rules.as_slice() else { return None };
    let back = idle.get(&Thing::Rule(*other))?;
    (back.rules == [rule]).then_some(*other)
}

fn note(known: &mut Known, thing: Thing, why: Option<Why>) {
    let entry = known.entry(thing).or_insert_with(|| why.clone());
    // Where the reasons differ from period to period, the first is as good as any.
    if why.is_none() {
        *entry = None;
    }
}

fn in_period(run: &mut Run<'_, '_>, bench: &mut Bench<'_, '_>, known: &mut Known) {
    let plan = run.plan;
    let counting: Vec<RuleId> =
        counting(plan).into_iter().filter(|rule| bench.short.outcomes(*rule).is_some()).collect();
    for (rule, id) in plan.pack.rules.iter().zip(0..) {
        let id = RuleId(id);
        let in_force = match (rule.valid, bench.short.encoding.day) {
            (Some(valid), Some(day)) => valid.holds_on(day),
            _ => true,
        };
        if rule.across || !in_force || bench.short.outcomes(id).is_none() {
            continue;
        }
        conditions(run, bench, known, id);
        let others: Vec<RuleId> = counting.iter().copied().filter(|other| *other != id).collect();
        // A rule is held against those that are not declared to conflict with it.
        let mut premises = at_peace(plan, &[id], &others);
        premises.retain(|other| *other != id && !run.clashing.contains(other));
        let requirements = bench.short.requirements(id);
        let mut live: Vec<RequirementId> = Vec::new();
        let mut outside = false;
        for one in &requirements {
            match bench.ask(&premises, Ask::Applies(id, *one), &[id]) {
                Came::Possible(_) => live.push(*one),
                Came::Impossible(why) => outside |= why.dated(),
                Came::Unknown(_) => {}
            }
        }
        // Where a date outside the period is all that keeps a rule from being met, it asks something.
        if outside {
            note(known, Thing::Rule(id), None);
            for one in requirements {
                note(known, Thing::Never(id, one), None);
                note(known, Thing::Requirement(id, one), None);
            }
            continue;
        }
        if live.is_empty() {
            continue;
        }
        let mut failing: Vec<bool> = Vec::new();
        match bench.ask(&premises, Ask::Fails(id), &[id]) {
            Came::Unknown(why) => {
                run.stays_open(id, why);
                note(known, Thing::Rule(id), None);
            }
            Came::Impossible(why) => note(known, Thing::Rule(id), Some(why)),
            Came::Possible(model) => {
                note(known, Thing::Rule(id), None);
                failing = model.map_or_else(Vec::new, |model| model.truths(&bench.short.asker.space.problem));
            }
        }
        if live.len() < 2 {
            continue;
        }
        for one in live {
            let thing = Thing::Requirement(id, one);
            if let Came::Impossible(why) = bench.ask(&[], Ask::FailsOne(id, one), &[id]) {
                note(known, Thing::Never(id, one), Some(why));
                continue;
            }
            note(known, Thing::Never(id, one), None);
            let ask = Ask::FailsAlone(id, one);
            if !failing.is_empty() && bench.shows(&failing, &[], ask) {
                note(known, thing, None);
                continue;
            }
            match bench.ask(&premises, ask, &[id]) {
                Came::Impossible(why) => note(known, thing, Some(why)),
                Came::Possible(_) | Came::Unknown(_) => note(known, thing, None),
            }
        }
    }
}

fn conditions(run: &mut Run<'_, '_>, bench: &mut Bench<'_, '_>, known: &mut Known, rule: RuleId) {
    let count = bench.short.outcomes(rule).map_or(0, |outcomes| outcomes.conditions.len());
    for at in 0..count {
        let thing = Thing::Condition(rule, at);
        match bench.ask(&[], Ask::Lets(rule, at), &[rule]) {
            Came::Possible(_) => note(known, thing, None),
            Came::Unknown(why) => {
                run.stays_open(rule, why);
                note(known, thing, None);
            }
            Came::Impossible(why) => {
                // What is inside a condition that never holds is not looked at; the outer one is told.
                let looked = bench.ask(&[], Ask::Looked(rule, at), &[rule]);
                note(known, thing, matches!(looked, Came::Possible(_)).then_some(why));
            }
        }
    }
}

fn condition(run: &mut Run<'_, '_>, benches: &[Bench<'_, '_>], (rule, at): (RuleId, usize), why: &Why) {
    let seen = benches
        .iter()
        .find_map(|bench| bench.short.outcomes(rule).and_then(|outcomes| outcomes.conditions.get(at)));
    let Some((seen, node)) = seen.and_then(|seen| Some((seen, run.plan.node(seen.node)?))) else { return };
    let scope = run.texts.scope(&[], &[], why.minimal, why.items);
    let facts = run.texts.facts(&why.facts);
    let found = proofs::never_applies(node.span, &run.texts.name(rule), seen.lifts, &facts, &scope);
    run.add(found, Some("dead_when"));
}

fn names(run: &Run<'_, '_>, why: &Why) -> Vec<String> {
    why.rules.iter().map(|rule| run.texts.name(*rule)).collect()
}

fn same(run: &mut Run<'_, '_>, rule: RuleId, other: RuleId, why: &Why) {
    let (span, name) = run.texts.rule(rule);
    let (there, other_name) = run.texts.rule(other);
    let scope = run.texts.scope(&[], &[], why.minimal, why.items);
    let found = proofs::same_rules(span, &name, (there, &other_name), &scope);
    run.add(found, Some("implied"));
}

fn whole(run: &mut Run<'_, '_>, rule: RuleId, why: &Why) {
    let (span, name) = run.texts.rule(rule);
    let at = match run.texts.requirements(rule).as_slice() {
        [only] => run.texts.requirement(*only),
        _ => span,
    };
    let scope = run.texts.scope(&[], &[], why.minimal, why.items);
    let (names, facts) = (names(run, why), run.texts.facts(&why.facts));
    if names.is_empty() {
        let found = proofs::cannot_fail(at, &name, &facts, &scope);
        run.add(found, Some("never_fails"));
        return;
    }
    let mut parts = run.texts.parts(&why.rules, at);
    parts.extend(facts);
    let found = proofs::implied(at, &name, &names, false, &parts, &scope);
    run.add(found, Some("implied"));
}

fn never(run: &mut Run<'_, '_>, (rule, requirement): (RuleId, RequirementId), why: &Why) {
    let at = run.texts.requirement(requirement);
    let scope = run.texts.scope(&[], &[], why.minimal, why.items);
    let found = proofs::cannot_fail(at, &run.texts.name(rule), &run.texts.facts(&why.facts), &scope);
    run.add(found, Some("never_fails"));
}

fn part(run: &mut Run<'_, '_>, (rule, requirement): (RuleId, RequirementId), why: &Why) {
    let at = run.texts.requirement(requirement);
    let scope = run.texts.scope(&[], &[], why.minimal, why.items);
    let (names, facts) = (names(run, why), run.texts.facts(&why.facts));
    let mut parts = run.texts.parts(&why.rules, at);
    if names.is_empty() {
        parts = run.texts.parts(&[rule], at);
    }
    parts.extend(facts);
    let found = proofs::implied(at, &run.texts.name(rule), &names, true, &parts, &scope);
    run.add(found, Some("implied"));
}
