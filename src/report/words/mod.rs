//! The words of a report: names, operands, conditions, sentences and titles, each pattern in both languages.
//!
//! Everything that a report says of a rule is put together here; the rest of `report` only chooses the pattern.

pub(super) mod advice;
pub(super) mod bound_text;
mod condition;
mod name;
pub(super) mod named;
mod operand;
pub(super) mod repair;
pub(super) mod rule_text;
pub(super) mod sentence;
pub(super) mod title;
pub(super) mod tried;
mod value;

pub(super) use condition::{condition, has_clause, only_where, order_of, relation_en, relation_ja};
pub(super) use name::{Ctx, exact_name, list_name, ordinal, path_name, site_name};
pub(super) use operand::{each_of, lists_name, operand, share_of_this, valued, within};
pub(super) use value::{counter, exact, scalar_of, show, show_val};

use crate::diag::Bilingual;

/// A value of the type of a node, in words.
pub(crate) fn node_value(
    plan: &crate::plan::Plan,
    node: crate::plan::NodeId,
    value: &crate::data::Value,
) -> Bilingual {
    show(plan, scalar_of(plan, node), value)
}

/// Both languages, formatted.
pub(super) fn both(en: impl Into<String>, ja: impl Into<String>) -> Bilingual {
    Bilingual::new(en, ja)
}

/// Joins texts with a separator for each language.
pub(super) fn join(parts: &[Bilingual], en: &str, ja: &str) -> Bilingual {
    let collect =
        |get: fn(&Bilingual) -> &str, with: &str| parts.iter().map(get).collect::<Vec<_>>().join(with);
    both(collect(|p| &p.en, en), collect(|p| &p.ja, ja))
}

/// A list in words: `a, b and c`, `a、b、c`.
pub(super) fn listed(parts: &[Bilingual], last_en: &str) -> Bilingual {
    let ja = parts.iter().map(|p| p.ja.as_str()).collect::<Vec<_>>().join("、");
    let en = match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.en.clone(),
        Some((last, head)) => {
            let head = head.iter().map(|p| p.en.as_str()).collect::<Vec<_>>().join(", ");
            format!("{head} {last_en} {}", last.en)
        }
    };
    both(en, ja)
}
