//! Lets and defines: named figures and derived values, each checked once, when it is first used.

use super::clauses;
use super::context::{Checker, Progress, Running, TypeName, id};
use super::expr;
use super::fold;
use super::names;
use super::scope::{Bare, Scope, unknown};
use super::typed::{Define, DefineId, Expr, ExprKind, Let, LetId, LetValue, Type};
use super::words;
use crate::data::{Label, RecordId};
use crate::diag::{Bilingual, check_names, check_values};
use crate::syntax::ast;
use crate::text::Span;
use crate::value::Scalar;

/// Checks all lets and defines.
pub(super) fn all(cx: &mut Checker) {
    let lets: Vec<Span> = cx.decls.lets.iter().map(|decl| decl.name.span).collect();
    for (at, span) in lets.into_iter().enumerate() {
        let_type(cx, LetId(id(at)), span);
    }
    let defines: Vec<Span> = cx.decls.defines.iter().map(|decl| decl.name.span).collect();
    for (at, span) in defines.into_iter().enumerate() {
        define_type(cx, DefineId(id(at)), span);
    }
}

/// The lets of the pack, by their ids, those of other packs last; one that had an error has no values.
pub(super) fn lets(cx: &Checker) -> Vec<Let> {
    let all = cx.decls.lets.iter().enumerate();
    let all = all.map(|(at, decl)| match cx.figure(LetId(id(at))) {
        Some(figure) => figure.clone(),
        None => Let {
            name: decl.name.text.clone(),
            label: Label::default(),
            span: decl.name.span,
            ty: Scalar::Number,
            values: Vec::new(),
        },
    });
    let copied = cx.lets.iter().skip(cx.decls.lets.len());
    let copied = copied.filter_map(|figure| match figure {
        Progress::Done(Some(figure)) => Some(figure.clone()),
        _ => None,
    });
    all.chain(copied).collect()
}

/// The defines of the pack, by their ids; one that had an error has no type.
pub(super) fn defines(cx: &Checker) -> Vec<Define> {
    let all = cx.decls.defines.iter().enumerate();
    let all = all.map(|(at, decl)| match cx.define(DefineId(id(at))) {
        Some(define) => define.clone(),
        None => Define {
            name: decl.name.text.clone(),
            label: Label::default(),
            span: decl.name.span,
            record: cx.root.unwrap_or(RecordId(0)),
            value: unknown(decl.value.span),
            vars: 0,
        },
    });
    all.collect()
}

/// The type of a let; `None` after an error.
pub(super) fn let_type(cx: &mut Checker, id: LetId, used: Span) -> Option<Scalar> {
    match cx.lets.get(id.0 as usize)? {
        Progress::Done(figure) => return figure.as_ref().map(|figure| figure.ty),
        Progress::Running => {
            circle(cx, Running::Let(id));
            return None;
        }
        Progress::Waiting => {}
    }
    if deep(cx, used) {
        return None;
    }
    set(&mut cx.lets, id.0, Progress::Running);
    cx.running.push(Running::Let(id));
    let figure = cx.decls.lets.get(id.0 as usize).copied().and_then(|decl| figure(cx, decl));
    cx.running.pop();
    let ty = figure.as_ref().map(|figure| figure.ty);
    set(&mut cx.lets, id.0, Progress::Done(figure));
    ty
}

/// The type of a define; `None` after an error.
pub(super) fn define_type(cx: &mut Checker, id: DefineId, used: Span) -> Option<Type> {
    match cx.defines.get(id.0 as usize)? {
        Progress::Done(define) => return define.as_ref().map(|define| define.value.ty.clone()),
        Progress::Running => {
            circle(cx, Running::Define(id));
            return None;
        }
        Progress::Waiting => {}
    }
    if deep(cx, used) {
        return None;
    }
    set(&mut cx.defines, id.0, Progress::Running);
    cx.running.push(Running::Define(id));
    let define = cx.decls.defines.get(id.0 as usize).copied().and_then(|decl| define(cx, decl));
    cx.running.pop();
    let ty = define.as_ref().map(|define| define.value.ty.clone());
    set(&mut cx.defines, id.0, Progress::Done(define));
    ty
}

fn set<T>(all: &mut [Progress<T>], at: u32, progress: Progress<T>) {
    if let Some(slot) = all.get_mut(at as usize) {
        *slot = progress;
    }
}

/// Whether a chain of definitions is too long; the error is reported once.
fn deep(cx: &mut Checker, used: Span) -> bool {
    if cx.running.len() < 32 {
        return false;
    }
    if !cx.too_deep {
        cx.too_deep = true;
        cx.say(check_names::nested_too_deeply(used));
    }
    true
}

fn circle(cx: &mut Checker, again: Running) {
    let from = cx.running.iter().position(|running| *running == again).unwrap_or(0);
    let members = cx.running.iter().skip(from).filter_map(|running| match running {
        Running::Let(id) => cx.decls.lets.get(id.0 as usize).map(|d| &d.name),
        Running::Define(id) => cx.decls.defines.get(id.0 as usize).map(|d| &d.name),
    });
    let members: Vec<(Span, String)> = members.map(|name| (name.span, name.text.clone())).collect();
    if let Some(diagnostic) = check_names::definition_cycle(&members) {
        cx.say(diagnostic);
    }
}

fn define(cx: &mut Checker, decl: &ast::DefineDecl) -> Option<Define> {
    let record = match cx.names.types.get(decl.record.text.as_str()) {
        Some((TypeName::Record(record), _)) => *record,
        _ => {
            names::record(cx, &decl.record);
            return None;
        }
    };
    let mut scope = Scope::new(Bare::This(record));
    let value = expr::value(cx, &mut scope, &decl.value, None);
    if value.ty == Type::Unknown {
        return None;
    }
    let name = decl.name.text.clone();
    let label = clauses::label(cx, &decl.label);
    Some(Define { name, label, span: decl.name.span, record, value, vars: scope.next_var })
}

fn figure(cx: &mut Checker, decl: &ast::LetDecl) -> Option<Let> {
    let mut values = Vec::new();
    let mut sound = true;
    let mut first: Option<(Span, Scalar)> = None;
    for value in &decl.values {
        let Some((found, scalar, span)) = constant(cx, &value.value) else {
            sound = false;
            continue;
        };
        match first {
            Some((place, ty)) if !same_type(ty, scalar) => {
                let is = words::scalar_words(&cx.schema, scalar);
                let was = words::scalar_words(&cx.schema, ty);
                cx.say(check_values::figure_types_differ((span, &is), (place, &was)));
                sound = false;
            }
            Some((place, Scalar::Whole)) if scalar != Scalar::Whole => first = Some((place, scalar)),
            Some(_) => {}
            None => first = Some((span, scalar)),
        }
        let valid = match &value.dates {
            Some(dates) => {
                let valid = clauses::validity(cx, dates);
                sound &= valid.is_some();
                valid
            }
            None => None,
        };
        values.push(LetValue { valid, value: found, span });
    }
    let dated = decl.values.iter().find_map(|v| v.dates.as_ref().map(|d| d.span));
    let undated = decl.values.iter().find(|v| v.dates.is_none()).map(|v| v.value.span);
    if let (Some(with), Some(without)) = (dated, undated) {
        cx.say(check_values::dates_mixed(without, with));
        return None;
    }
    sound &= in_order(cx, &values);
    let label = clauses::label(cx, &decl.label);
    let (_, ty) = first?;
    sound.then(|| Let { name: decl.name.text.clone(), label, span: decl.name.span, ty, values })
}

fn same_type(one: Scalar, other: Scalar) -> bool {
    let number = |s| matches!(s, Scalar::Whole | Scalar::Number);
    let money = |s| matches!(s, Scalar::Money(_));
    one == other || (number(one) && number(other)) || (money(one) && money(other))
}

/// Dated values stand in the order of their dates, and none begins while one before it is still in force.
fn in_order(cx: &mut Checker, values: &[LetValue]) -> bool {
    let mut sound = true;
    for (before, after) in values.iter().zip(values.iter().skip(1)) {
        let (Some(earlier), Some(later)) = (before.valid, after.valid) else { continue };
        if later.from <= earlier.from || earlier.to.is_some_and(|to| later.from <= to) {
            cx.say(check_values::dates_overlap(later.span, earlier.span));
            sound = false;
        }
    }
    sound
}

/// A constant, its type and its place.
fn constant(cx: &mut Checker, value: &ast::Expr) -> Option<(crate::data::Value, Scalar, Span)> {
    let mut scope = Scope::new(Bare::Constant);
    let typed = expr::value(cx, &mut scope, value, None);
    let scalar = fold::scalar(&typed)?;
    if let Some(value) = fold::constant(cx, &typed) {
        return Some((value, scalar, typed.span));
    }
    if matches!(typed.kind, ExprKind::Unknown) {
        return None;
    }
    let (is, help) = match dated_let(cx, &typed) {
        true => (
            Bilingual::new("a figure that depends on the date", "日によって変わる数値"),
            Bilingual::new(
                "give this `let` dates too, and write the figures out",
                "この `let` にも期間を付け、数値を直接書いてください",
            ),
        ),
        false => (
            Bilingual::new("no constant", "定数ではない式"),
            Bilingual::new(
                "use `define … of RECORD = …` for what depends on a proposal",
                "申請書によって決まる値には `define … of RECORD = …` を使ってください",
            ),
        ),
    };
    cx.say(check_values::not_constant(typed.span, &is, help));
    None
}

fn dated_let(cx: &Checker, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Let(figure) => {
            cx.figure(*figure).is_some_and(|figure| figure.values.iter().any(|v| v.valid.is_some()))
        }
        _ => expr.children().into_iter().any(|child| dated_let(cx, child)),
    }
}
