//! `unused_let`: a named figure that nothing uses.

use super::facts::{Look, is_own};
use crate::check::typed::LetId;
use crate::diag::{Diagnostic, lints};

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let all = look.plan.pack.lets.iter().enumerate();
    let idle = all.filter(|(at, figure)| {
        let id = LetId(u32::try_from(*at).unwrap_or(u32::MAX));
        is_own(&figure.name) && !look.uses.lets.contains(&id) && !look.used_elsewhere(figure.span)
    });
    idle.map(|(_, figure)| lints::unused_let(figure.span, &figure.name)).collect()
}
