//! `unused_define`: a derived value that nothing uses.

use super::facts::Look;
use crate::check::typed::DefineId;
use crate::diag::{Diagnostic, lints};

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let all = look.plan.pack.defines.iter().enumerate();
    let idle =
        all.filter(|(at, _)| !look.uses.defines.contains(&DefineId(u32::try_from(*at).unwrap_or(u32::MAX))));
    idle.map(|(_, define)| lints::unused_define(define.span, &define.name)).collect()
}
