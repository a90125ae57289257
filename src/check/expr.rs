//! Expressions: each form, its type, and what it needs of its parts.

use super::alternatives;
use super::context::{Checker, MAX_DEPTH};
use super::figures;
use super::fold;
use super::guards;
use super::lists;
use super::operators;
use super::paths::{self, Found, Reached};
use super::scope::{Scope, typed, unknown};
use super::typed::{Expr, ExprKind, Type};
use super::words;
use crate::data::Value;
use crate::diag::{Bilingual, check_names, check_types, check_values};
use crate::syntax::ast::{self, Literal, PathExpr};
use crate::text::{Span, fold_text};
use crate::value::{Money, Num, Scalar, Scale};

/// The type of an amount whose unit is not that of a field.
pub(super) const YEN: Scalar = Scalar::Money(Money { scale: Scale::Yen, signed: true });

/// An expression; `hint` is the type that the other side of a comparison has.
pub(super) fn value(cx: &mut Checker, scope: &mut Scope, expr: &ast::Expr, hint: Option<Scalar>) -> Expr {
    if cx.depth >= MAX_DEPTH {
        if !cx.too_deep {
            cx.too_deep = true;
            cx.say(check_names::nested_too_deeply(expr.span));
        }
        return unknown(expr.span);
    }
    cx.depth = cx.depth.saturating_add(1);
    let out = form(cx, scope, expr, hint);
    cx.depth = cx.depth.saturating_sub(1);
    out
}

fn form(cx: &mut Checker, scope: &mut Scope, expr: &ast::Expr, hint: Option<Scalar>) -> Expr {
    let span = expr.span;
    match &expr.kind {
        ast::ExprKind::Literal(literal) => self::literal(literal, span),
        ast::ExprKind::Path(path) => self::path(cx, scope, path, hint),
        ast::ExprKind::Bracket(inner) => value(cx, scope, inner, hint),
        ast::ExprKind::Not(inner) => {
            let inner = condition(cx, scope, inner);
            typed(ExprKind::Not(Box::new(inner)), Scalar::YesNo, span)
        }
        ast::ExprKind::All(parts) => {
            let parts = conjuncts(cx, scope, parts, true);
            typed(ExprKind::All(parts), Scalar::YesNo, span)
        }
        ast::ExprKind::Any(parts) => {
            let parts = conjuncts(cx, scope, parts, false);
            typed(ExprKind::Any(parts), Scalar::YesNo, span)
        }
        ast::ExprKind::Binary { op, left, right } => {
            let left = value(cx, scope, left, None);
            let right = value(cx, scope, right, None);
            operators::binary(cx, *op, left, right, span)
        }
        ast::ExprKind::Compare { op, left, right } => {
            if let Some(name) = state_word(cx, scope, op.value, right) {
                cx.say(check_names::state_in_other_words(right.span, &name));
                return typed(ExprKind::Unknown, Scalar::YesNo, span);
            }
            let (left, right) = pair(cx, scope, left, right);
            operators::compare(cx, *op, left, right, span)
        }
        ast::ExprKind::Between { value: of, low, high } => {
            let of = value(cx, scope, of, None);
            let low = beside(cx, scope, low, &of);
            let high = beside(cx, scope, high, &of);
            operators::between(cx, of, low, high, span)
        }
        ast::ExprKind::OneOf { value: of, negated, members } => {
            let of = value(cx, scope, of, None);
            let members = members.iter().map(|member| beside(cx, scope, member, &of)).collect();
            operators::one_of(cx, of, *negated, members, span)
        }
        ast::ExprKind::Given { value: of, missing } => given(cx, scope, of, *missing, span),
        ast::ExprKind::Share { share, of } => {
            let of = value(cx, scope, of, None);
            operators::share(cx, *share, of, span)
        }
        ast::ExprKind::Round { rounding, value: of, step } => {
            let of = value(cx, scope, of, None);
            let step = value(cx, scope, step, None);
            operators::round(cx, *rounding, of, &step, span)
        }
        ast::ExprKind::Quantified { quantifier, name, list, filter, body } => {
            let parts =
                lists::Quantified { quantifier: *quantifier, name, list, filter: filter.as_deref(), body };
            lists::quantified(cx, scope, &parts, span)
        }
        ast::ExprKind::NoTwo { value, generators, filter } => {
            lists::no_two(cx, scope, value, generators, filter.as_deref(), span)
        }
        ast::ExprKind::Aggregate { function, value, generators, filter } => {
            lists::aggregate(cx, scope, *function, (value, generators, filter.as_deref()), span)
        }
    }
}

/// A condition: an expression that holds or does not.
pub(super) fn condition(cx: &mut Checker, scope: &mut Scope, expr: &ast::Expr) -> Expr {
    let out = value(cx, scope, expr, Some(Scalar::YesNo));
    if !matches!(out.ty, Type::Unknown | Type::Scalar(Scalar::YesNo)) {
        let is = words::type_words(&cx.schema, &out.ty);
        let declared = declared(cx, &out);
        cx.say(check_types::not_a_condition((out.span, &is), &declared));
        return unknown(out.span);
    }
    out
}

/// Conditions of which each knows what the ones before it say: that they hold, or that they do not.
fn conjuncts(cx: &mut Checker, scope: &mut Scope, parts: &[ast::Expr], holds: bool) -> Vec<Expr> {
    let outside = scope.facts.clone();
    let mut out = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if !holds && let Some(slip) = alternatives::slip(cx, scope, parts, at, &out) {
            cx.diags.extend(slip);
            out.push(unknown(part.span));
            continue;
        }
        let part = condition(cx, scope, part);
        let known = if holds { guards::when_true(cx, &part) } else { guards::when_false(cx, &part) };
        scope.facts.add(known);
        out.push(part);
    }
    scope.facts = outside;
    out
}

/// Both sides of a comparison; a bare word that means nothing by itself takes its enum from the other side.
fn pair(cx: &mut Checker, scope: &mut Scope, left: &ast::Expr, right: &ast::Expr) -> (Expr, Expr) {
    if bare_word(cx, scope, left) && !bare_word(cx, scope, right) {
        let right = value(cx, scope, right, None);
        let left = beside(cx, scope, left, &right);
        return (left, right);
    }
    let left = value(cx, scope, left, None);
    let right = beside(cx, scope, right, &left);
    (left, right)
}

/// The other side of a comparison. Beside a side that had an error nothing says which enum a bare word is of.
fn beside(cx: &mut Checker, scope: &mut Scope, expr: &ast::Expr, other: &Expr) -> Expr {
    if other.ty == Type::Unknown && bare_word(cx, scope, expr) {
        return unknown(expr.span);
    }
    value(cx, scope, expr, fold::scalar(other))
}

/// The word after `is` or `is not`, where it asks in other words whether something is given.
fn state_word(cx: &Checker, scope: &Scope, op: ast::Comparator, right: &ast::Expr) -> Option<String> {
    const WORDS: [&str; 14] = [
        "given",
        "missing",
        "givn",
        "gived",
        "mising",
        "null",
        "none",
        "nil",
        "empty",
        "blank",
        "present",
        "absent",
        "undefined",
        "unset",
    ];
    let ast::ExprKind::Path(path) = &unbracketed(right).kind else { return None };
    let [only] = path.names.as_slice() else { return None };
    let asks =
        matches!(op, ast::Comparator::Is | ast::Comparator::IsNot) && WORDS.contains(&only.text.as_str());
    let known = paths::visible(cx, scope, &only.text).is_some()
        || cx.schema.enums.iter().any(|owner| owner.members.iter().any(|member| member.name == only.text));
    (asks && !known).then(|| only.text.clone())
}

pub(super) fn bare_word(cx: &Checker, scope: &Scope, expr: &ast::Expr) -> bool {
    match &unbracketed(expr).kind {
        ast::ExprKind::Path(path) => match path.names.as_slice() {
            [only] => paths::visible(cx, scope, &only.text).is_none(),
            _ => false,
        },
        _ => false,
    }
}

/// The expression without brackets around it.
pub(super) fn unbracketed(expr: &ast::Expr) -> &ast::Expr {
    let mut out = expr;
    while let ast::ExprKind::Bracket(inner) = &out.kind {
        out = inner;
    }
    out
}

fn literal(literal: &Literal, span: Span) -> Expr {
    let (value, scalar) = match literal {
        Literal::Number(n) => {
            (Value::Num(n.clone()), if n.is_integer() { Scalar::Whole } else { Scalar::Number })
        }
        Literal::Percent(n) => (Value::Num(n.clone()), Scalar::Percent),
        Literal::Money(n) => (Value::Num(n.clone()), YEN),
        Literal::Date(date) => (Value::Date(*date), Scalar::Date),
        Literal::Year(year) => (Value::Year(*year), Scalar::FiscalYear),
        Literal::Text(text) => (Value::Text(fold_text(text).into()), Scalar::Text),
        Literal::Unit(scale) => (Value::Num(scale.yen()), YEN),
    };
    typed(ExprKind::Const(value), scalar, span)
}

fn path(cx: &mut Checker, scope: &mut Scope, expr: &PathExpr, hint: Option<Scalar>) -> Expr {
    let span = expr.span;
    match paths::resolve(cx, scope, expr, hint) {
        Found::Path(reached) => {
            guards::guarded(cx, scope, &reached);
            if let Some(declared) = reached.declared {
                cx.declared.insert(span, declared);
            }
            let ty = words::path_type(&reached.path.ty);
            match ty {
                Type::Scalar(scalar) => typed(ExprKind::Path(reached.path), scalar, span),
                Type::Unknown => unknown(span),
                Type::List | Type::Record(_) | Type::Row(_) | Type::Proposal => {
                    let is = words::type_words(&cx.schema, &ty);
                    let declared: Vec<Span> = reached.declared.into_iter().collect();
                    let written = paths::dotted(&expr.names);
                    let list = ty == Type::List;
                    cx.say(check_values::not_a_value(span, &written, &is, list, &declared));
                    unknown(span)
                }
            }
        }
        Found::Define(define, reached) => {
            guards::guarded(cx, scope, &reached);
            match figures::define_type(cx, define, span) {
                Some(ty) => Expr { kind: ExprKind::Define(define, reached.path), ty, span },
                None => unknown(span),
            }
        }
        Found::Let(figure) => match figures::let_type(cx, figure, span) {
            Some(scalar) => typed(ExprKind::Let(figure), scalar, span),
            None => unknown(span),
        },
        Found::Table(table) => {
            let name = paths::dotted(&expr.names);
            let is = Bilingual::new("a table", "table");
            let declared: Vec<Span> = cx.tables.get(table.0 as usize).map(|t| t.span).into_iter().collect();
            cx.say(check_values::not_a_value(span, &name, &is, true, &declared));
            unknown(span)
        }
        Found::Proposals => {
            let is = Bilingual::new("a list", "一覧");
            cx.say(check_values::not_a_value(span, "proposals", &is, true, &[]));
            unknown(span)
        }
        Found::Const(value, scalar) => typed(ExprKind::Const(value), scalar, span),
        Found::Error => unknown(span),
    }
}

fn given(cx: &mut Checker, scope: &mut Scope, of: &ast::Expr, missing: bool, span: Span) -> Expr {
    let inner = unbracketed(of);
    let is = match &inner.kind {
        ast::ExprKind::Path(path) => match paths::resolve(cx, scope, path, None) {
            Found::Path(Reached { path, .. }) => {
                let whole = path.steps.is_empty();
                match words::path_type(&path.ty) {
                    ty @ (Type::Row(_) | Type::Proposal) if whole => words::type_words(&cx.schema, &ty),
                    _ => return typed(ExprKind::Given { path, missing }, Scalar::YesNo, span),
                }
            }
            Found::Define(..) => Bilingual::new("a derived value", "導かれる値"),
            Found::Let(_) | Found::Const(..) => Bilingual::new("a constant", "定数"),
            Found::Table(_) => Bilingual::new("a table", "table"),
            Found::Proposals => Bilingual::new("the list of all proposals", "申請書の一覧"),
            Found::Error => return typed(ExprKind::Unknown, Scalar::YesNo, span),
        },
        _ => {
            let inner = value(cx, scope, inner, None);
            if inner.ty == Type::Unknown {
                return typed(ExprKind::Unknown, Scalar::YesNo, span);
            }
            words::type_words(&cx.schema, &inner.ty)
        }
    };
    cx.say(check_values::cannot_be_missing((inner.span, &is)));
    typed(ExprKind::Unknown, Scalar::YesNo, span)
}

/// Where the value that an expression directly is was declared, for labels.
pub(super) fn declared(cx: &Checker, expr: &Expr) -> Vec<Span> {
    let found = match &expr.kind {
        ExprKind::Let(figure) => cx.figure(*figure).map(|f| f.span),
        ExprKind::Define(define, _) => cx.define(*define).map(|d| d.span),
        ExprKind::Path(_) => cx.declared.get(&expr.span).copied(),
        _ => None,
    };
    found.into_iter().collect()
}

/// An exact number, where the expression is a literal.
pub(super) fn literal_number(expr: &Expr) -> Option<&Num> {
    match &expr.kind {
        ExprKind::Const(Value::Num(n)) => Some(n),
        _ => None,
    }
}
