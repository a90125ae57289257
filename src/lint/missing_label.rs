//! `missing_label`: a field or a word of an enum that has no label in a language that its name is not in.

use super::facts::{Look, is_own};
use super::missing_title::is_japanese;
use crate::data::Label;
use crate::diag::{Diagnostic, Lang, lints};
use crate::text::Span;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let schema = &look.plan.pack.schema;
    let mut out = Vec::new();
    let mut look_at = |span: Span, name: &str, label: &Label| {
        // A name of ASCII letters stands for an English label, one in Japanese for a Japanese one.
        let named_in_japanese = is_japanese(name);
        let absent = if named_in_japanese {
            label.en.is_none().then_some(Lang::En)
        } else {
            label.ja.is_none().then_some(Lang::Ja)
        };
        out.extend(absent.map(|lang| lints::missing_label(span, name, lang)));
    };
    for field in schema.records.iter().flat_map(|record| &record.fields) {
        look_at(field.span, &field.name, &field.label);
    }
    for word in schema.enums.iter().filter(|one| is_own(&one.name)).flat_map(|one| &one.members) {
        look_at(word.span, &word.name, &word.label);
    }
    out
}
