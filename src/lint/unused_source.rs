//! `unused_source`: a document that nothing cites.

use super::facts::Look;
use crate::diag::{Diagnostic, lints};

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let all = look.plan.pack.sources.iter().enumerate();
    let idle = all.filter(|(at, _)| !look.uses.sources.contains(&u32::try_from(*at).unwrap_or(u32::MAX)));
    idle.map(|(_, source)| lints::unused_source(source.span, &source.name)).collect()
}
