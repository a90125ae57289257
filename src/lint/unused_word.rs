//! `unused_word`: of an enum whose words rules tell apart, the only word that no rule, table or test names. What becomes of an
//! application with that word was then never said and never tried.

use super::facts::{Look, is_own};
use crate::check::typed::GivenBase;
use crate::diag::{Diagnostic, lints};
use crate::syntax::ast::DataValue;
use crate::text::fold_key;
use crate::value::EnumId;
use std::collections::BTreeSet;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let pack = &look.plan.pack;
    let mut out = Vec::new();
    let mut tried = None;
    for (at, owner) in pack.schema.enums.iter().enumerate().filter(|(_, one)| is_own(&one.name)) {
        let id = EnumId(u32::try_from(at).unwrap_or(u32::MAX));
        let named: BTreeSet<u32> =
            look.uses.words.iter().filter(|(of, _)| *of == id).map(|(_, word)| *word).collect();
        if named.is_empty() || named.len() == owner.members.len() {
            continue;
        }
        let tried = tried.get_or_insert_with(|| filled_in(look));
        let idle: Vec<_> = owner
            .members
            .iter()
            .enumerate()
            .filter(|(word, member)| {
                !named.contains(&u32::try_from(*word).unwrap_or(u32::MAX))
                    && !member.spellings().any(|spelling| tried.contains(&fold_key(spelling)))
                    && !look.used_elsewhere(member.span)
            })
            .collect();
        // Where several are left, the enum is a list of choices of which rules single some out.
        if let [(_, only)] = idle.as_slice() {
            out.push(lints::unused_word(only.span, &owner.name, &only.name));
        }
    }
    out
}

/// Every value that a test fills in.
fn filled_in(look: &Look) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for given in look.plan.pack.tests.iter().filter_map(|test| test.given.as_ref()) {
        if let GivenBase::Inline(value) = &given.base {
            values(value, &mut out);
        }
        given
            .changes
            .iter()
            .filter_map(|(_, value)| value.as_ref())
            .for_each(|value| values(value, &mut out));
    }
    out
}

fn values(value: &DataValue, out: &mut BTreeSet<String>) {
    match value {
        DataValue::Record(entries, _) => entries.iter().for_each(|(_, value)| values(value, out)),
        DataValue::List(items, _) => items.iter().for_each(|item| values(item, out)),
        DataValue::Text(text) | DataValue::Raw(text) => drop(out.insert(fold_key(&text.text))),
        DataValue::Missing(_) => {}
    }
}
