//! Nothing is vacuous in silence: conditions that never or always hold, filters that match nothing, empty lists.

use super::context::{Checker, id};
use super::domain;
use super::fold;
use super::ranges::{self, Known, Range};
use super::truth::{self, Truth};
use super::typed::{
    Binder, Define, DefineId, Expr, ExprKind, Judgement, ListSource, PathType, Requirement, Rule, Step, Type,
};
use super::words;
use crate::data::FieldType;
use crate::diag::{Bilingual, Diagnostic, check_rules};
use crate::text::Span;
use crate::value::{Num, Scalar};
use std::collections::BTreeMap;

/// What a look at a rule knows and has found.
struct Look<'c, 'a> {
    cx: &'c Checker<'a>,
    defines: &'c BTreeMap<DefineId, Range>,
    diags: Vec<Diagnostic>,
}

/// Looks at all rules, judgements and defines.
pub(super) fn look(cx: &mut Checker, rules: &[Rule], judgements: &[Judgement]) {
    let defines = define_ranges(cx);
    let mut look = Look { cx, defines: &defines, diags: Vec::new() };
    for define in (0..cx.decls.defines.len()).filter_map(|at| cx.define(DefineId(id(at)))) {
        inside(&mut look, &define.value, &mut Vec::new());
    }
    for rule in rules {
        steps(&mut look, &rule.body, &mut Vec::new());
    }
    for when in judgements.iter().filter_map(|judgement| judgement.when.as_ref()) {
        gate(&mut look, when, &when_words(), &mut Vec::new());
    }
    let diags = look.diags;
    cx.diags.extend(diags);
}

/// The ranges of defines, those that others use first. A define that uses too many others is not looked at.
fn define_ranges(cx: &Checker) -> BTreeMap<DefineId, Range> {
    let mut done: BTreeMap<DefineId, Range> = BTreeMap::new();
    let all: Vec<(DefineId, &Define)> = (0..cx.decls.defines.len())
        .map(|at| DefineId(id(at)))
        .filter_map(|define| Some((define, cx.define(define)?)))
        .collect();
    // A chain of defines is no longer than the checker follows, so that a few rounds settle all of them.
    for _ in 0..4 {
        for (define, value) in &all {
            let known = &mut Known { rows: BTreeMap::new(), defines: &done };
            let range = match &value.value.ty {
                Type::Scalar(Scalar::YesNo) => match truth::truth(cx, known, &value.value) {
                    Truth::Always => Range::Points(vec![ranges::Point::Yes(true)]),
                    Truth::Never => Range::Points(vec![ranges::Point::Yes(false)]),
                    Truth::Maybe => Range::Any,
                },
                _ => ranges::range(cx, known, &value.value),
            };
            done.insert(*define, range);
        }
    }
    done
}

fn when_words() -> Bilingual {
    Bilingual::new("this `when`", "この `when` の条件")
}

fn known<'c>(look: &Look<'c, '_>) -> Known<'c> {
    Known { rows: BTreeMap::new(), defines: look.defines }
}

/// Whether the condition can never hold where the others do.
fn never(look: &Look, condition: &Expr, outside: &[&Expr]) -> Truth {
    let mut known = known(look);
    match truth::truth(look.cx, &mut known, condition) {
        Truth::Maybe => {
            let all: Vec<(&Expr, bool)> =
                outside.iter().copied().chain(std::iter::once(condition)).map(|e| (e, true)).collect();
            if domain::impossible(look.cx, &known, &all) { Truth::Never } else { Truth::Maybe }
        }
        decided => decided,
    }
}

/// A condition that decides whether something applies: it sometimes holds and sometimes not.
fn gate<'e>(look: &mut Look, condition: &'e Expr, role: &Bilingual, outside: &mut Vec<&'e Expr>) {
    if inside(look, condition, outside) {
        return;
    }
    match never(look, condition, outside) {
        Truth::Never => say_never(look, condition, role, outside),
        Truth::Always => {
            let reasons = reasons(look, condition, &[]);
            look.diags.push(check_rules::always_holds(condition.span, role, &reasons));
        }
        Truth::Maybe => {}
    }
}

fn say_never(look: &mut Look, condition: &Expr, role: &Bilingual, outside: &[&Expr]) {
    let alone = never(look, condition, &[]) == Truth::Never;
    let reasons = reasons(look, condition, if alone { &[] } else { outside });
    look.diags.push(check_rules::never_holds(condition.span, role, &reasons));
}

/// The places that make a condition hold always or never: declarations of its values, and other conditions.
fn reasons(look: &Look, condition: &Expr, outside: &[&Expr]) -> Vec<(Span, Bilingual)> {
    let mut out: Vec<(Span, Bilingual)> = Vec::new();
    for other in outside {
        out.push((other.span, Bilingual::new("this holds here", "ここではこれが成り立ちます")));
    }
    places(look.cx, condition, &mut out);
    out.truncate(6);
    out
}

fn places(cx: &Checker, expr: &Expr, out: &mut Vec<(Span, Bilingual)>) {
    for span in super::expr::declared(cx, expr) {
        add(out, span, value_words(cx, expr));
    }
    for binder in expr.binders() {
        if let ListSource::Field(path) = &binder.source
            && let PathType::Field(FieldType::List { min, max, .. }) = &path.ty
            && let Some(span) = cx.declared.get(&path.span)
        {
            add(out, *span, size_words(*min, *max));
        }
    }
    for child in expr.children() {
        places(cx, child, out);
    }
}

fn add(out: &mut Vec<(Span, Bilingual)>, span: Span, words: Bilingual) {
    if out.iter().all(|(other, _)| *other != span) {
        out.push((span, words));
    }
}

/// What is known of a value from its declaration.
fn value_words(cx: &Checker, expr: &Expr) -> Bilingual {
    let declared = Bilingual::new("declared here", "ここで宣言されています");
    match (&expr.kind, fold::scalar(expr)) {
        (ExprKind::Path(_), Some(Scalar::Money(money))) if !money.signed => {
            Bilingual::new("this is never below zero", "これが負になることはありません")
        }
        (ExprKind::Let(_), ty) => match fold::constant(cx, expr) {
            Some(value) => {
                let value = words::constant(&cx.schema, ty, &value);
                Bilingual::new(format!("this is {value}"), format!("これは {value} です"))
            }
            None => declared,
        },
        _ => declared,
    }
}

fn size_words(min: u32, max: Option<u32>) -> Bilingual {
    match max {
        Some(max) => Bilingual::new(format!("{min} to {max} items"), format!("{min} 件以上 {max} 件以下")),
        None => Bilingual::new(format!("{min} items or more"), format!("{min} 件以上")),
    }
}

fn steps<'e>(look: &mut Look, body: &'e [Step], outside: &mut Vec<&'e Expr>) {
    for step in body {
        match step {
            Step::ForEach(binder, inner) => {
                list(look, binder);
                steps(look, inner, outside);
            }
            Step::When(condition, inner) => {
                gate(look, condition, &when_words(), outside);
                outside.push(condition);
                steps(look, inner, outside);
                outside.pop();
            }
            Step::Unless(exception, inner) => {
                let role = Bilingual::new("this exception", "この例外の条件");
                gate(look, &exception.condition, &role, outside);
                steps(look, inner, outside);
            }
            Step::Require(requirement) => require(look, requirement, outside),
        }
    }
}

fn require<'e>(look: &mut Look, requirement: &'e Requirement, outside: &mut Vec<&'e Expr>) {
    let role = if requirement.any_of {
        Bilingual::new("this alternative", "この選択肢")
    } else {
        Bilingual::new("this requirement", "この要件")
    };
    for branch in &requirement.branches {
        required(look, branch, &role, outside);
    }
    let role = Bilingual::new("this reading", "この読み方");
    for reading in &requirement.readings {
        required(look, &reading.value, &role, outside);
    }
}

/// A requirement can hold; one that always does reads the proposal at least.
fn required<'e>(look: &mut Look, condition: &'e Expr, role: &Bilingual, outside: &mut Vec<&'e Expr>) {
    if inside(look, condition, outside) {
        return;
    }
    match never(look, condition, &[]) {
        Truth::Never => say_never(look, condition, role, &[]),
        Truth::Always if !fold::varies(condition) => {
            let reasons = reasons(look, condition, &[]);
            look.diags.push(check_rules::always_holds(condition.span, role, &reasons));
        }
        _ => {}
    }
}

/// The lists and filters in an expression; whether anything was wrong.
fn inside<'e>(look: &mut Look, expr: &'e Expr, outside: &mut Vec<&'e Expr>) -> bool {
    let before = look.diags.len();
    for binder in expr.binders() {
        list(look, binder);
    }
    let empty = look.diags.len() > before;
    let filter = match &expr.kind {
        ExprKind::Quantified { filter, .. }
        | ExprKind::NoTwo { filter, .. }
        | ExprKind::Aggregate { filter, .. } => filter.as_deref(),
        _ => None,
    };
    if let (Some(filter), false) = (filter, empty) {
        let role = Bilingual::new("this `where`", "この `where` の条件");
        if never_matches(look, expr.binders(), filter, outside) {
            say_never(look, filter, &role, outside);
        }
    }
    for child in expr.children() {
        inside(look, child, outside);
    }
    look.diags.len() > before
}

/// Whether a filter matches nothing; over a table alone it is tried on every row.
fn never_matches(look: &Look, binders: &[Binder], filter: &Expr, outside: &[&Expr]) -> bool {
    if never(look, filter, outside) == Truth::Never {
        return true;
    }
    if let [only] = binders {
        let mut known = known(look);
        if let Some((table, rows)) = truth::rows(look.cx, &known, &only.source) {
            return (0..rows).all(|row| {
                known.rows.insert(only.var, (table, row));
                truth::truth(look.cx, &mut known, filter) == Truth::Never
            });
        }
    }
    false
}

/// A list that is always empty.
fn list(look: &mut Look, binder: &Binder) {
    let (_, most) = ranges::size(look.cx, &binder.source);
    if most != Some(Num::ZERO) {
        return;
    }
    let (span, name, declared) = match &binder.source {
        ListSource::Table(table) => match look.cx.tables.get(table.0 as usize) {
            Some(table) => {
                let place = look.cx.listed.get(&binder.span).copied().unwrap_or(binder.span);
                (place, table.name.clone(), table.span)
            }
            None => return,
        },
        ListSource::Field(path) => {
            let declared = look.cx.declared.get(&path.span).copied().unwrap_or(path.span);
            (path.span, field_name(look.cx, declared), declared)
        }
        ListSource::Proposals => return,
    };
    look.diags.push(check_rules::always_empty(span, &name, declared));
}

fn field_name(cx: &Checker, declared: Span) -> String {
    let mut fields = cx.schema.records.iter().flat_map(|record| &record.fields);
    let found = fields.find(|f| f.span == declared && matches!(f.ty, FieldType::List { .. }));
    found.map(|field| field.name.clone()).unwrap_or_default()
}
