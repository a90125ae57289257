//! Contradictions: rules that nobody can meet together, always or where one of their requirements applies.

use super::frame::{Ask, Bench, Came, Why};
use super::{Run, at_peace, counting};
use crate::check::typed::RuleId;
use crate::diag::proofs;
use crate::plan::RequirementId;
use crate::prove::Period;
use std::collections::BTreeMap;

/// So many contradictions about one requirement are told apart.
const MOST: usize = 4;

/// What clashes: the rules, and the one of them (or beside them) that has to apply.
type Key = (Vec<RuleId>, Subject);

/// To whom a contradiction happens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    /// To everyone.
    All,
    /// To those to whom a requirement of the rules themselves applies.
    Within,
    /// To those to whom a requirement beside the rules applies.
    Beside(RuleId, RequirementId),
}

/// What is known of a clash.
struct Clash {
    why: Why,
    at: Option<RequirementId>,
    rule: RuleId,
    periods: Vec<Period>,
    /// Those of the periods in which it is so because a proposal's date lies in them.
    dated: Vec<Period>,
}

pub(super) fn find(run: &mut Run<'_, '_>, benches: &mut [Bench<'_, '_>]) {
    let mut found: BTreeMap<Key, Clash> = BTreeMap::new();
    for bench in benches {
        in_period(run, bench, &mut found);
    }
    for ((rules, subject), mut clash) in found {
        // A rule about the date of proposals cannot be met in some period: that is what it asks.
        if clash.periods.len() < run.periods.len() {
            clash.periods.retain(|period| !clash.dated.contains(period));
            if clash.periods.is_empty() {
                continue;
            }
        }
        run.contradicted.extend(clash.why.rules.iter().chain([&clash.rule]));
        tell(run, &rules, subject, &clash);
    }
}

fn in_period(run: &mut Run<'_, '_>, bench: &mut Bench<'_, '_>, found: &mut BTreeMap<Key, Clash>) {
    let period = bench.short.period;
    let plan = run.plan;
    let proved = |rule: &RuleId| bench.short.outcomes(*rule).is_some();
    let all: Vec<RuleId> = counting(plan).into_iter().filter(proved).collect();
    let mut note = |key: Key, rule: RuleId, at: Option<RequirementId>, why: Why| {
        let dated: Vec<Period> = why.dated().then_some(period).into_iter().collect();
        found
            .entry(key)
            .and_modify(|clash| {
                clash.dated.extend(&dated);
                if clash.periods.last() != Some(&period) {
                    clash.periods.push(period);
                }
                // One of the rules themselves says best to whom it happens.
                if !clash.why.rules.contains(&clash.rule) && clash.why.rules.contains(&rule) {
                    (clash.rule, clash.at) = (rule, at);
                }
            })
            .or_insert_with(|| Clash { why, at, rule, periods: vec![period], dated: dated.clone() });
    };
    // What clashes always is taken out, rule by rule, until the rest can be met.
    let mut kept = at_peace(plan, &[], &all);
    let mut outside: Vec<RuleId> = Vec::new();
    let mut models: Vec<Vec<bool>> = Vec::new();
    loop {
        match bench.ask(&kept, Ask::Nothing, &[]) {
            Came::Possible(model) => {
                models.extend(model.map(|model| model.truths(&bench.short.asker.space.problem)));
                break;
            }
            Came::Unknown(why) => {
                let Some(first) = kept.first().copied() else { break };
                let blamed = run.stays_open(first, why);
                kept.retain(|rule| !blamed.contains(rule));
                run.clashing.extend(blamed);
            }
            Came::Impossible(why) => {
                let Some(last) = why.rules.last().copied() else { break };
                kept.retain(|rule| *rule != last);
                if why.dated() {
                    outside.push(last);
                } else {
                    run.clashing.insert(last);
                }
                if bench.evades(&why.rules, Ask::Nothing) {
                    continue;
                }
                note((why.rules.clone(), Subject::All), last, None, why);
            }
        }
    }
    // One model often shows that most requirements can apply.
    let mut asks = Vec::new();
    for rule in &kept {
        asks.extend(bench.short.requirements(*rule).into_iter().map(|one| Ask::Applies(*rule, one)));
    }
    let most = bench.short.together(&kept, &asks);
    models.extend(most.map(|model| model.truths(&bench.short.asker.space.problem)));
    for rule in all {
        if run.clashing.contains(&rule) || outside.contains(&rule) {
            continue;
        }
        // A rule that is declared to conflict with others takes their place.
        let with = at_peace(plan, &[rule], &kept);
        for requirement in bench.short.requirements(rule) {
            let ask = Ask::Applies(rule, requirement);
            if models.iter().any(|truths| bench.shows(truths, &with, ask)) {
                continue;
            }
            let mut held = with.clone();
            for _ in 0..MOST {
                match bench.ask(&held, ask, &[rule]) {
                    Came::Possible(model) => {
                        models.extend(model.map(|model| model.truths(&bench.short.asker.space.problem)));
                        break;
                    }
                    Came::Unknown(why) => {
                        run.stays_open(rule, why);
                        break;
                    }
                    Came::Impossible(why) => {
                        // Without rules it never applies, which `idle` tells.
                        let Some(taken) = why.rules.iter().rev().find(|one| **one != rule).copied() else {
                            if why.rules == [rule] && !bench.evades(&why.rules, ask) {
                                let key = (vec![rule], Subject::Beside(rule, requirement));
                                note(key, rule, Some(requirement), why);
                            }
                            break;
                        };
                        held.retain(|one| *one != taken);
                        if bench.evades(&why.rules, ask) {
                            continue;
                        }
                        let subject = if why.rules.len() > 1 {
                            Subject::Within
                        } else {
                            Subject::Beside(rule, requirement)
                        };
                        note((why.rules.clone(), subject), rule, Some(requirement), why);
                    }
                }
            }
        }
    }
}

fn tell(run: &mut Run<'_, '_>, rules: &[RuleId], subject: Subject, clash: &Clash) {
    let texts = run.texts;
    let scope = texts.scope(&run.periods, &clash.periods, clash.why.minimal, clash.why.items);
    let names: Vec<String> = rules.iter().map(|rule| texts.name(*rule)).collect();
    let at = match clash.at {
        Some(requirement) => texts.requirement(requirement),
        None => texts
            .requirements(clash.rule)
            .first()
            .map_or(texts.rule(clash.rule).0, |id| texts.requirement(*id)),
    };
    let mut parts = texts.parts(rules, at);
    parts.extend(texts.facts(&clash.why.facts));
    let name = texts.name(clash.rule);
    let found = match subject {
        Subject::All if rules.len() == 1 => proofs::cannot_pass(at, &name, &parts, &scope),
        Subject::All => proofs::cannot_be_met(at, &names, &parts, &scope),
        Subject::Within => proofs::contradiction(at, &name, &names, &parts, &scope),
        Subject::Beside(rule, _) if rules == [rule] => proofs::cannot_pass(at, &name, &parts, &scope),
        Subject::Beside(..) => proofs::shut_out(at, &name, &names, &parts, &scope),
    };
    run.add(found, None);
}
