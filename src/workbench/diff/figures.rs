//! Figures that moved: a value before and after, and by how much, in plain words.

use super::canon::Figure;
use super::{Aspect, Change, Shown, Side};
use crate::check::typed::RuleId;
use crate::data::Value;
use crate::diag::Bilingual;
use crate::report::{bound_texts, shown_value};
use crate::syntax::ast::Comparator;
use crate::text::Span;
use crate::value::{Date, Num, Scalar, show};
use crate::workbench::params::in_days;
use std::collections::BTreeMap;

/// A value of a type on a side.
pub(super) fn shown(side: Side<'_>, ty: Scalar, value: &Value) -> Shown {
    let (words, exact) = shown_value(side.plan, Some(ty), value);
    Shown { words, exact: Some(exact) }
}

/// By how much a value moved; nothing where its values have no distance, or the words for it would say less than the
/// two values do.
pub(super) fn delta(ty: Scalar, old: &Value, new: &Value) -> Option<Shown> {
    let signed = |words: Bilingual, by: &Num| {
        let sign = if by.is_negative() { "" } else { "+" };
        let words = Bilingual::new(format!("{sign}{}", words.en), format!("{sign}{}", words.ja));
        Shown { words, exact: Some(by.to_string()) }
    };
    let counted = |by: &Num, one: &str, several: &str, ja: &str| {
        let word = if by.abs() == Num::Int(1) { one } else { several };
        Bilingual::new(format!("{} {word}", show::figure(by)), format!("{}{ja}", show::figure(by)))
    };
    match (old, new) {
        (Value::Num(old), Value::Num(new)) => {
            let by = new.sub(old);
            match ty {
                Scalar::Money(_) => Some(signed(show::money(&by), &by)),
                Scalar::Percent => {
                    let points = by.mul(&Num::Int(100));
                    points.to_decimal(2)?;
                    let words = counted(&points, "percentage point", "percentage points", "ポイント");
                    Some(signed(words, &points))
                }
                _ => Some(signed(show::number(&by), &by)),
            }
        }
        (Value::Year(old), Value::Year(new)) => {
            let by = Num::int(new.0).sub(&Num::int(old.0));
            Some(signed(counted(&by, "year", "years", "年"), &by))
        }
        (Value::Date(old), Value::Date(new)) => {
            let days = new.0.since(old.0).ok()?.get_days();
            let by = Num::int(days);
            Some(signed(counted(&by, "day", "days", "日"), &by))
        }
        _ => None,
    }
}

/// The change of one value; nothing where it is the same.
pub(super) fn moved(
    (aspect, what): (Aspect, Bilingual),
    (old_side, old_type, old): (Side<'_>, Scalar, Option<&Value>),
    (new_side, new_type, new): (Side<'_>, Scalar, Option<&Value>),
) -> Option<Change> {
    let before = old.map(|value| shown(old_side, old_type, value));
    let after = new.map(|value| shown(new_side, new_type, value));
    if before == after {
        return None;
    }
    let delta = old.zip(new).and_then(|(old, new)| delta(new_type, old, new));
    Some(Change { aspect, what, old: before, new: after, delta, matters: true })
}

/// What a value is for: its name, and the days of it where it has such.
fn of_days(what: &Bilingual, from: Option<Date>, to: Option<Date>) -> Bilingual {
    if from.is_none() {
        return what.clone();
    }
    let days = in_days(from, to);
    if what.en.is_empty() {
        return days;
    }
    Bilingual::new(format!("{}, {}", what.en, days.en), format!("{}、{}", what.ja, days.ja))
}

/// The values of two figures held against each other, day by day: those of one first day are the same value.
pub(super) fn of_values(
    what: &Bilingual,
    (old_side, old): (Side<'_>, &Figure),
    (new_side, new): (Side<'_>, &Figure),
) -> Vec<Change> {
    let mut out = Vec::new();
    for (from, to, value) in &new.values {
        let before = old.values.iter().find(|(start, _, _)| start == from);
        let changed = moved(
            (Aspect::Figure, of_days(what, *from, *to)),
            (old_side, old.ty, before.map(|(_, _, value)| value)),
            (new_side, new.ty, Some(value)),
        );
        let ends = before.filter(|(_, end, _)| end != to).map(|(_, end, _)| *end);
        match (changed, ends) {
            (Some(change), _) => out.push(change),
            (None, Some(end)) => {
                let words = |to: Option<Date>| Shown::text(in_days(*from, to));
                out.push(Change {
                    aspect: Aspect::Validity,
                    what: what.clone(),
                    old: Some(words(end)),
                    new: Some(words(*to)),
                    delta: None,
                    matters: true,
                });
            }
            (None, None) => {}
        }
    }
    for (from, to, value) in &old.values {
        if !new.values.iter().any(|(start, _, _)| start == from) {
            out.extend(moved(
                (Aspect::Figure, of_days(what, *from, *to)),
                (old_side, old.ty, Some(value)),
                (new_side, new.ty, None),
            ));
        }
    }
    out
}

/// What a figure bounds, and how: `own, at least`.
fn bounded(compared: &Bilingual, comparator: Comparator) -> Bilingual {
    let ja = match comparator {
        Comparator::AtLeast | Comparator::OnOrAfter => "下限（以上）",
        Comparator::MoreThan | Comparator::After => "下限（超）",
        Comparator::AtMost | Comparator::OnOrBefore => "上限（以下）",
        Comparator::LessThan | Comparator::Before => "上限（未満）",
        Comparator::Is | Comparator::IsNot => "値",
    };
    Bilingual::new(format!("{}, {}", compared.en, comparator.words()), format!("{}の{ja}", compared.ja))
}

/// What the figures of a rule are called: a named one by its label, a literal by what is compared with it.
pub(super) struct Names<'a> {
    side: Side<'a>,
    compared: BTreeMap<Span, Bilingual>,
}

impl<'a> Names<'a> {
    /// Those of a rule.
    pub(super) fn of_rule(side: Side<'a>, rule: RuleId) -> Names<'a> {
        let mut compared = BTreeMap::new();
        for bound in bound_texts(side.plan, &side.pack.sources, rule) {
            if let Some(limit) = side.plan.node(bound.bound.limit) {
                compared.entry(limit.span).or_insert(bounded(&bound.compared, bound.bound.comparator));
            }
        }
        Names { side, compared }
    }

    /// Those of something that compares nothing that has a name.
    pub(super) fn none(side: Side<'a>) -> Names<'a> {
        Names { side, compared: BTreeMap::new() }
    }

    /// What a figure is called; empty where nothing names it.
    pub(super) fn of(&self, figure: &Figure) -> Bilingual {
        let named = figure.named.and_then(|id| self.side.plan.pack.figure(id));
        match named {
            Some(named) => named.label.words(&named.name),
            None => self.compared.get(&figure.span).cloned().unwrap_or_default(),
        }
    }
}
