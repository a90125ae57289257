//! Declared conflicts that are none: wherever both rules apply, both can be met.

use super::frame::{Ask, Bench, Came};
use super::{Run, at_peace, counting};
use crate::check::typed::RuleId;
use crate::diag::{Bilingual, proofs};
use crate::plan::RequirementId;
use crate::prove::Asked;
use crate::text::Span;

pub(super) fn find(run: &mut Run<'_, '_>, benches: &mut [Bench<'_, '_>]) {
    let plan = run.plan;
    let mut pairs: Vec<(RuleId, RuleId, Span)> = Vec::new();
    for (rule, id) in plan.pack.rules.iter().zip(0..).filter(|(rule, _)| !rule.across) {
        for conflict in &rule.conflicts {
            let (first, second) = (RuleId(id).min(conflict.rule), RuleId(id).max(conflict.rule));
            if !pairs.iter().any(|(a, b, _)| (*a, *b) == (first, second)) {
                pairs.push((first, second, conflict.span));
            }
        }
    }
    for (first, second, span) in pairs {
        let mut example = None;
        let mut real = false;
        for bench in benches.iter_mut() {
            match met(run, bench, first, second) {
                Met::Both(text) => example = example.or(Some(text)),
                Met::Apart | Met::Open => real = true,
                Met::NotInForce => {}
            }
        }
        if let (Some(example), false) = (example, real) {
            // The clause stands in the rule that begins last before it.
            let begins =
                |rule: RuleId| Some(run.texts.rule(rule).0).filter(|at| at.file == span.file && *at < span);
            let (own, beside) =
                if begins(first) > begins(second) { (first, second) } else { (second, first) };
            let (_, name) = run.texts.rule(own);
            let (other, other_name) = run.texts.rule(beside);
            let found = proofs::no_conflict(span, &name, (other, &other_name), &example);
            run.add(found, None);
        }
    }
}

/// Whether both rules of a pair can be met.
enum Met {
    /// Wherever both apply; so, for example.
    Both(Bilingual),
    /// Not everywhere.
    Apart,
    /// Not decided.
    Open,
    /// One of them is not in force.
    NotInForce,
}

fn met(run: &mut Run<'_, '_>, bench: &mut Bench<'_, '_>, first: RuleId, second: RuleId) -> Met {
    let known = |rule| bench.short.outcomes(rule).is_some();
    if !known(first) || !known(second) {
        return Met::Open;
    }
    let plan = run.plan;
    let all: Vec<RuleId> = counting(plan).into_iter().filter(|rule| known(*rule)).collect();
    let with = at_peace(plan, &[first, second], &all);
    if bench.short.requirements(first).is_empty() || bench.short.requirements(second).is_empty() {
        return Met::NotInForce;
    }
    let mut example = None;
    for one in bench.short.requirements(first) {
        for other in bench.short.requirements(second) {
            let ask = Ask::Both((first, one), (second, other));
            match bench.ask(&with, ask, &[first, second]) {
                Came::Possible(_) => match shown(run, bench, &with, (first, one), (second, other)) {
                    Some(text) => example = example.or(Some(text)),
                    None => return Met::Open,
                },
                Came::Impossible(_) => return Met::Apart,
                Came::Unknown(_) => return Met::Open,
            }
        }
    }
    example.map_or(Met::Open, Met::Both)
}

/// A proposal that meets both, judged by the evaluator, in a few words.
fn shown(
    run: &mut Run<'_, '_>,
    bench: &mut Bench<'_, '_>,
    with: &[RuleId],
    (first, one): (RuleId, RequirementId),
    (second, other): (RuleId, RequirementId),
) -> Option<Bilingual> {
    let frame = &mut bench.short;
    let applies = |rule, requirement| {
        frame
            .outcomes(rule)
            .and_then(|outcomes| outcomes.requirements.get(&requirement))
            .map(|one| one.applies)
    };
    let asked = [applies(first, one)?, applies(second, other)?];
    let on = frame.on(with);
    match frame.witness(&on, &asked) {
        Asked::Possible(witness) => {
            let text = witness.texts.first()?;
            let lines = text.lines().skip(1).map(|line| line.trim().trim_start_matches("- "));
            let lines: Vec<&str> = lines.filter(|line| !line.ends_with(':')).collect();
            Some(Bilingual::new(
                format!("for example, {}", lines.join(", ")),
                format!("例：{}", lines.join("、")),
            ))
        }
        Asked::Disagrees(why) => {
            run.broken = true;
            let (span, name) = run.texts.rule(why.rule.unwrap_or(first));
            let found = proofs::disagree(span, &name, &why.texts.join("\n"));
            run.add(found, None);
            None
        }
        _ => None,
    }
}
