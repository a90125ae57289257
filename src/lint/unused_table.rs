//! `unused_table`: reference data that nothing looks at.

use super::facts::{Look, is_own};
use crate::check::typed::TableId;
use crate::diag::{Diagnostic, lints};

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let all = look.plan.pack.tables.iter().enumerate();
    let idle = all.filter(|(at, table)| {
        let id = TableId(u32::try_from(*at).unwrap_or(u32::MAX));
        is_own(&table.name) && !look.uses.tables.contains(&id) && !look.used_elsewhere(table.span)
    });
    idle.map(|(_, table)| lints::unused_table(table.span, &table.name)).collect()
}
