//! `unused_type`: a record or an enum that is the type of nothing.

use super::facts::{Look, is_own};
use crate::data::{FieldType, RecordId};
use crate::diag::{Diagnostic, lints};
use crate::value::{EnumId, Scalar};
use std::collections::BTreeSet;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let pack = &look.plan.pack;
    let mut records: BTreeSet<RecordId> = BTreeSet::from([pack.program.root]);
    let mut enums: BTreeSet<EnumId> = BTreeSet::new();
    for field in pack.schema.records.iter().flat_map(|record| &record.fields) {
        match item(&field.ty) {
            FieldType::Record(id) => drop(records.insert(*id)),
            FieldType::Scalar(Scalar::Enum(id)) => drop(enums.insert(*id)),
            _ => {}
        }
    }
    let columns = pack.tables.iter().flat_map(|table| &table.columns).map(|column| column.ty);
    for scalar in columns.chain(pack.lets.iter().map(|figure| figure.ty)) {
        if let Scalar::Enum(id) = scalar {
            enums.insert(id);
        }
    }
    let id = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let idle_records = pack.schema.records.iter().enumerate();
    let idle_records = idle_records.filter(|(at, _)| !records.contains(&RecordId(id(*at))));
    let idle_enums = pack.schema.enums.iter().enumerate();
    let idle_enums = idle_enums.filter(|(at, one)| {
        is_own(&one.name) && !enums.contains(&EnumId(id(*at))) && !look.used_elsewhere(one.span)
    });
    let records = idle_records.map(|(_, one)| lints::unused_type(one.span, "record", &one.name));
    records.chain(idle_enums.map(|(_, one)| lints::unused_type(one.span, "enum", &one.name))).collect()
}

/// The type of a value, or of an item of a list.
fn item(ty: &FieldType) -> &FieldType {
    match ty {
        FieldType::List { item, .. } => item,
        other => other,
    }
}
