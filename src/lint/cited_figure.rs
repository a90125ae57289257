//! `cited_figure`: the cited words name an amount, a share or a bound that the rule does not have; mostly the rule has
//! another one in its place, off by a power of ten.

use super::facts::Look;
use super::quote::Measure;
use super::stated::{Cited, Stated, cited, direction, stated};
use super::words;
use crate::check::typed::RuleId;
use crate::diag::{Diagnostic, lints_figures};
use crate::plan::{Kind, Plan};
use crate::value::Num;
use std::collections::BTreeSet;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (at, rule) in look.plan.pack.rules.iter().enumerate() {
        let cited = cited(rule);
        if cited.is_empty() {
            continue;
        }
        let id = RuleId(u32::try_from(at).unwrap_or(u32::MAX));
        let stated = stated(look, id, rule);
        let mut told = BTreeSet::new();
        for one in &cited {
            let (value, measure) = (&one.quoted.value, one.quoted.measure);
            if stated.iter().any(|stated| stated.value == *value && stated.measure == measure) {
                continue;
            }
            let other = stated.iter().find(|stated| !stated.reading && stands_for(stated, one, &cited));
            match other {
                Some(stated) if !told.insert(stated.figure) => {}
                Some(stated) => out.push(lints_figures::cited_figure(
                    stated.figure,
                    &words::figure(&stated.value, measure),
                    (one.span, &one.quoted.words, &words::figure(value, measure)),
                    words::factor(&stated.value, value),
                )),
                // A bound that is dropped; where a table is looked at, it may stand there.
                None if one.quoted.relation.is_some()
                    && measure != Measure::Count
                    && told.insert(rule.span)
                    && !look_up(look.plan, id)
                    && !stated
                        .iter()
                        .any(|stated| stated.measure == measure && stated.value != Num::ZERO) =>
                {
                    out.push(lints_figures::cited_figure_absent(rule.span, (one.span, &one.quoted.words)));
                }
                None => {}
            }
        }
    }
    out
}

/// Whether a figure of the rule stands where the cited one should: of its kind and direction, and cited by no words.
fn stands_for(stated: &Stated, one: &Cited, cited: &[Cited]) -> bool {
    let said = one.quoted.relation;
    stated.measure == one.quoted.measure
        && stated.value != Num::ZERO
        && said.is_none_or(|said| direction(said) == direction(stated.comparator))
        && (said.is_some() || stated.measure != Measure::Count)
        && !cited
            .iter()
            .any(|other| other.quoted.value == stated.value && other.quoted.measure == stated.measure)
}

/// Whether a rule looks something up in a table.
fn look_up(plan: &Plan, rule: RuleId) -> bool {
    let mut left = plan.rules.get(rule.0 as usize).map_or_else(Vec::new, |steps| plan.roots(steps));
    let mut seen = BTreeSet::new();
    while let Some(id) = left.pop() {
        let Some(node) = plan.node(id) else { continue };
        match &node.kind {
            Kind::Path(path) if matches!(path.ty, crate::check::typed::PathType::Cell(..)) => return true,
            Kind::Define(define, _) if seen.insert(*define) => {
                left.extend(plan.defines.get(define.0 as usize).copied());
            }
            _ => {}
        }
        left.extend(node.kind.children());
    }
    false
}
