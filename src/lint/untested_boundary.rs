//! `untested_boundary`: a rule of which no test tries the value at its bound. Just there 以上 and 超 differ.

use super::facts::Look;
use crate::diag::{Diagnostic, lints_rules};
use crate::plan::Owner;
use crate::suite::coverage::Shown;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let Some(coverage) = &look.coverage else { return Vec::new() };
    let mut out = Vec::new();
    for owner in &coverage.owners {
        let Owner::Rule(id) = owner.owner else { continue };
        let Some(rule) = look.plan.pack.rule(id).filter(|rule| !rule.across) else { continue };
        // One bound that is tried shows that the author looked; the others are for `kisoku test --coverage`.
        let asked = |shown: &Shown| shown.asked.get(1).copied().unwrap_or(false);
        let seen = |shown: &Shown| shown.seen.get(1).copied().unwrap_or(false);
        let mut bounds = owner.bounds.iter().filter(|one| one.bound.orders() && asked(&one.shown));
        if let Some(first) = bounds.clone().next()
            && !bounds.any(|one| seen(&one.shown))
        {
            out.push(lints_rules::untested_boundary(first.bound.span, &rule.name));
        }
    }
    out
}
