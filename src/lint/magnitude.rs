//! `magnitude`: an amount that bounds a field, far from all other amounts that bound it or its neighbours: 5,000億円 among
//! 5億円 and 10億円. A zero more or less, or 千円 for 円.

use super::facts::Look;
use super::subject::{Bounded, bounded};
use super::words;
use crate::data::{FieldType, RecordId};
use crate::diag::{Diagnostic, lints_figures};
use crate::plan::{FieldId, Unit};
use crate::text::Span;
use crate::value::{Money, Num, Rounding, Scalar, show};
use std::collections::{BTreeMap, BTreeSet};

/// Two amounts on one field are seldom so far apart.
const ALONE: i128 = 1000;
/// From so many times the amounts around it on, one stands out.
const APART: i128 = 100;
/// As long as those lie within so many times of each other.
const TOGETHER: i128 = 20;

/// An amount and where it is written.
type Figure = (Num, Span);

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let all: Vec<Bounded> = bounded(look)
        .into_iter()
        .filter(|one| one.bound.unit == Unit::Yen && one.value > Num::ZERO)
        .collect();
    let mut out = Vec::new();
    let mut told: BTreeSet<Span> = BTreeSet::new();
    for one in &all {
        let Some(money) = money(look, one.field) else { continue };
        if one.value < money.scale.yen() && told.insert(one.figure) {
            out.push(lints_figures::below_unit(
                one.figure,
                &show::money(&one.value),
                field_span(look, one.field),
                words::unit(money.scale),
            ));
        }
    }
    let mut by_field: BTreeMap<FieldId, Vec<Figure>> = BTreeMap::new();
    let mut by_record: BTreeMap<RecordId, Vec<Figure>> = BTreeMap::new();
    for one in &all {
        by_field.entry(one.field).or_default().push((one.value.clone(), one.figure));
        by_record.entry(one.field.0).or_default().push((one.value.clone(), one.figure));
    }
    for figures in by_field.values().chain(by_record.values()) {
        out.extend(outlier(figures).filter(|(_, span, ..)| told.insert(*span)).map(report));
    }
    for figures in by_field.values() {
        out.extend(pair(figures).filter(|(_, span, ..)| told.insert(*span)).map(report));
    }
    out
}

/// What stands out, where, by how many times, and its nearest neighbour.
type Outlier = (Num, Span, Num, Figure);

fn report((value, span, times, near): Outlier) -> Diagnostic {
    let times = times.round_to(&Num::Int(1), Rounding::HalfUp).unwrap_or(times);
    let (value, near_words) = (show::money(&value), show::money(&near.0));
    lints_figures::magnitude(span, &value, &show::figure(&times), (near.1, &near_words))
}

/// The one amount that is far from the others, which lie close together.
fn outlier(figures: &[Figure]) -> Option<Outlier> {
    let values: BTreeMap<&Num, Span> = figures.iter().rev().map(|(value, span)| (value, *span)).collect();
    if values.len() < 3 {
        return None;
    }
    let sorted: Vec<(&Num, Span)> = values.into_iter().collect();
    let (first, last) = (sorted.first()?, sorted.last()?);
    let (second, before_last) = (sorted.get(1)?, sorted.get(sorted.len().checked_sub(2)?)?);
    let close = |low: &Num, high: &Num| high.div(low).is_some_and(|ratio| ratio <= Num::Int(TOGETHER));
    let up = last.0.div(before_last.0)?;
    if up >= Num::Int(APART) && close(first.0, before_last.0) {
        return Some((last.0.clone(), last.1, up, (before_last.0.clone(), before_last.1)));
    }
    let down = second.0.div(first.0)?;
    (down >= Num::Int(APART) && close(second.0, last.0))
        .then(|| (first.0.clone(), first.1, down, (second.0.clone(), second.1)))
}

/// Two amounts on one field that are far apart; the later one is reported.
fn pair(figures: &[Figure]) -> Option<Outlier> {
    let values: BTreeMap<&Num, Span> = figures.iter().rev().map(|(value, span)| (value, *span)).collect();
    let mut both = values.into_iter();
    let (Some(low), Some(high), None) = (both.next(), both.next(), both.next()) else { return None };
    let times = high.0.div(low.0)?;
    if times < Num::Int(ALONE) {
        return None;
    }
    let (near, far) = if low.1 < high.1 { (low, high) } else { (high, low) };
    Some((far.0.clone(), far.1, times, (near.0.clone(), near.1)))
}

fn money(look: &Look, (record, field): FieldId) -> Option<Money> {
    match &look.plan.pack.schema.record(record)?.fields.get(field as usize)?.ty {
        FieldType::Scalar(Scalar::Money(money)) => Some(*money),
        _ => None,
    }
}

fn field_span(look: &Look, (record, field): FieldId) -> Option<Span> {
    look.plan.pack.schema.record(record)?.fields.get(field as usize).map(|field| field.span)
}
