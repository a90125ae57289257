//! `unused_word`: of an enum whose words rules tell apart, a word that neither a rule nor a table names, where all others
//! are named. What holds for "all others" is then never said, and mostly forgotten.

use super::facts::{Look, is_own};
use crate::diag::{Diagnostic, lints};
use crate::value::EnumId;

/// From how many words on the one that is left out stands out.
const FROM: usize = 3;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (at, owner) in look.plan.pack.schema.enums.iter().enumerate().filter(|(_, one)| is_own(&one.name)) {
        let id = EnumId(u32::try_from(at).unwrap_or(u32::MAX));
        let idle: Vec<_> = owner
            .members
            .iter()
            .enumerate()
            .filter(|(word, _)| !look.uses.words.contains(&(id, u32::try_from(*word).unwrap_or(u32::MAX))))
            .collect();
        if let ([(_, only)], true) = (idle.as_slice(), owner.members.len() >= FROM)
            && !look.used_elsewhere(only.span)
        {
            out.push(lints::unused_word(only.span, &owner.name, &only.name));
        }
    }
    out
}
