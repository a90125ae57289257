//! Values as people read them, and exactly as formats carry them.

use super::both;
use crate::check::typed::Type;
use crate::data::Value;
use crate::diag::Bilingual;
use crate::eval::Val;
use crate::plan::{NodeId, Plan};
use crate::value::{Scalar, show as notation};

/// The scalar type of a node.
pub(in crate::report) fn scalar_of(plan: &Plan, id: NodeId) -> Option<Scalar> {
    match plan.node(id)?.ty {
        Type::Scalar(scalar) => Some(scalar),
        _ => None,
    }
}

/// The Japanese counter of a whole number, by what it is called: `人数` is counted in `人`.
pub(in crate::report) fn counter(name_ja: &str) -> &'static str {
    let name = ["の合計", "の最大値", "の最小値"]
        .iter()
        .find_map(|ending| name_ja.strip_suffix(ending))
        .unwrap_or(name_ja);
    let counters = [
        ("件数", "件"),
        ("人数", "人"),
        ("者数", "人"),
        ("員数", "人"),
        ("年数", "年"),
        ("日数", "日"),
        ("回数", "回"),
        ("社数", "社"),
        ("月数", "か月"),
        ("点数", "点"),
        ("得点", "点"),
        ("年齢", "歳"),
        ("企業数", "社"),
    ];
    counters.iter().find(|(ending, _)| name.ends_with(ending)).map_or("", |(_, counter)| counter)
}

/// A known value of a scalar type, in words.
pub(in crate::report) fn show_val(plan: &Plan, ty: Option<Scalar>, value: &Val<'_>) -> Bilingual {
    match value {
        Val::Num(n) => match ty {
            Some(Scalar::Money(_)) => notation::money(n),
            Some(Scalar::Percent) => notation::percent(n),
            _ => notation::number(n),
        },
        Val::Text(text) => both(format!("\"{text}\""), format!("「{text}」")),
        Val::YesNo(b) => {
            let word = notation::yes_no(*b);
            both(word.en, format!("「{}」", word.ja))
        }
        Val::Date(date) => notation::date(*date),
        Val::Year(year) => notation::year(*year),
        Val::Member(index) => member(plan, ty, *index),
    }
}

/// A decoded value, in words; nothing for records and lists.
pub(in crate::report) fn show(plan: &Plan, ty: Option<Scalar>, value: &Value) -> Bilingual {
    Val::of(value).map(|value| show_val(plan, ty, &value)).unwrap_or_default()
}

fn member(plan: &Plan, ty: Option<Scalar>, index: u32) -> Bilingual {
    let Some(Scalar::Enum(id)) = ty else { return Bilingual::same(index.to_string()) };
    let found = plan.pack.schema.enumeration(id).and_then(|e| e.members.get(index as usize));
    match found {
        Some(member) => {
            let words = member.label.words(&member.name);
            both(words.en, format!("「{}」", words.ja))
        }
        None => Bilingual::same(index.to_string()),
    }
}

/// A value exactly, the same for every reader: amounts in yen, years and days in figures, words by identifier.
pub(in crate::report) fn exact(plan: &Plan, ty: Option<Scalar>, value: &Val<'_>) -> String {
    match value {
        Val::Num(n) => n.to_string(),
        Val::Text(text) => (*text).to_owned(),
        Val::YesNo(b) => if *b { "yes" } else { "no" }.to_owned(),
        Val::Date(date) => date.to_string(),
        Val::Year(year) => year.0.to_string(),
        Val::Member(index) => match ty {
            Some(Scalar::Enum(id)) => plan
                .pack
                .schema
                .enumeration(id)
                .and_then(|e| e.members.get(*index as usize))
                .map_or_else(|| index.to_string(), |member| member.name.clone()),
            _ => index.to_string(),
        },
    }
}
