//! `cited_comparator`: the cited words bound a figure in one way, and the rule in another: 以上 cited, `more than` coded.

use super::facts::Look;
use super::stated::{Stated, cited, direction, stated};
use super::words;
use crate::check::typed::RuleId;
use crate::diag::{Diagnostic, lints_figures};
use crate::syntax::ast::Comparator;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (at, rule) in look.plan.pack.rules.iter().enumerate() {
        let cited: Vec<_> = cited(rule).into_iter().filter(|one| one.quoted.relation.is_some()).collect();
        if cited.is_empty() {
            continue;
        }
        let stated = stated(look, RuleId(u32::try_from(at).unwrap_or(u32::MAX)), rule);
        for one in &cited {
            let same: Vec<&Stated> = stated
                .iter()
                .filter(|stated| stated.value == one.quoted.value && stated.measure == one.quoted.measure)
                .collect();
            let Some(said) = one.quoted.relation else { continue };
            let mut main = same.iter().filter(|stated| !stated.reading);
            if main.clone().any(|stated| agrees(stated, said, &same)) {
                continue;
            }
            if let Some(first) = main.next() {
                out.push(lints_figures::cited_comparator(
                    first.span,
                    &words::comparator(first.comparator),
                    (one.span, &one.quoted.words),
                    &words::comparator(said),
                ));
            }
        }
    }
    out
}

/// Whether a figure of the rule bounds as the cited words say, or at least that way, with the words as its other reading.
fn agrees(stated: &Stated, said: Comparator, same: &[&Stated]) -> bool {
    let kept = || {
        same.iter()
            .any(|other| other.reading && other.requirement == stated.requirement && other.comparator == said)
    };
    matches!(stated.comparator, Comparator::Is)
        || stated.comparator == said
        || (direction(stated.comparator) == direction(said) && kept())
}
