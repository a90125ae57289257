//! `unused_column`: a column that nothing looks at, of a table that something looks at. One of words is there to be read.

use super::facts::{Look, is_own};
use crate::check::typed::TableId;
use crate::diag::{Diagnostic, lints};
use crate::value::Scalar;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (at, table) in look.plan.pack.tables.iter().enumerate().filter(|(_, table)| is_own(&table.name)) {
        let id = TableId(u32::try_from(at).unwrap_or(u32::MAX));
        if !look.uses.tables.contains(&id) && !look.used_elsewhere(table.span) {
            continue;
        }
        for (index, column) in table.columns.iter().enumerate() {
            let used = look.uses.columns.contains(&(id, u32::try_from(index).unwrap_or(u32::MAX)));
            // Words are there to be read, as in a field that every application fills in.
            if !used && column.ty != Scalar::Text && !look.used_elsewhere(column.span) {
                out.push(lints::unused_column(column.span, &table.name, &column.name));
            }
        }
    }
    out
}
