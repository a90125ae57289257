//! `unused_field`: a field that no rule, judgement, derived value or message reads. One that every application must
//! fill in is asked of it for people to read, and a list with a greatest size is held to it; so only optional fields, numbers,
//! dates and choices are reported, which a pack asks for because a rule is to use them.

use super::facts::Look;
use crate::data::{Field, FieldType, RecordId};
use crate::diag::{Diagnostic, lints};
use crate::value::Scalar;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (at, record) in look.plan.pack.schema.records.iter().enumerate() {
        let id = RecordId(u32::try_from(at).unwrap_or(u32::MAX));
        for (index, field) in record.fields.iter().enumerate() {
            let read = look.uses.fields.contains(&(id, u32::try_from(index).unwrap_or(u32::MAX)));
            if !read && is_for_rules(field) {
                out.push(lints::unused_field(field.span, &record.name, &field.name));
            }
        }
    }
    out
}

/// Whether a field is of use to a rule rather than to a reader.
fn is_for_rules(field: &Field) -> bool {
    let read_by_people = match &field.ty {
        FieldType::Scalar(Scalar::Text) | FieldType::Record(_) => true,
        // How many items there are is itself asked for.
        FieldType::List { max, .. } => max.is_some(),
        FieldType::Scalar(_) => false,
    };
    field.optional || !read_by_people
}
