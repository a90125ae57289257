//! Quantifiers, aggregates and `no two`: names bound to the items of a list.

use super::context::Checker;
use super::expr::{condition, declared, unbracketed, value};
use super::guards;
use super::operators;
use super::paths::{self, Found};
use super::scope::{Bound, Facts, Scope, typed, unknown};
use super::typed::{Binder, Expr, ExprKind, ListSource, PathType, Type};
use super::words;
use crate::data::FieldType;
use crate::diag::{Bilingual, check_names, check_types, check_values};
use crate::syntax::ast::{self, Aggregate, Generator, Name, PathExpr, Quantifier};
use crate::text::Span;
use crate::value::Scalar;

/// The parts of a quantifier.
pub(super) struct Quantified<'e> {
    pub(super) quantifier: Quantifier,
    pub(super) name: &'e Name,
    pub(super) list: &'e PathExpr,
    pub(super) filter: Option<&'e ast::Expr>,
    pub(super) body: &'e ast::Expr,
}

/// What has to be put back when the names of a list go out of sight.
pub(super) struct Outside {
    bound: usize,
    facts: Facts,
}

/// Remembers what is visible now.
pub(super) fn enter(scope: &Scope) -> Outside {
    Outside { bound: scope.bound.len(), facts: scope.facts.clone() }
}

/// Forgets the names that were bound since.
pub(super) fn leave(scope: &mut Scope, outside: Outside) {
    scope.bound.truncate(outside.bound);
    scope.facts = outside.facts;
}

/// Binds a name to the items of a list; `None` where the list is none.
pub(super) fn bind(cx: &mut Checker, scope: &mut Scope, name: &Name, list: &PathExpr) -> Option<Binder> {
    if let Some(hidden) = paths::visible(cx, scope, &name.text) {
        cx.say(check_names::hides(name.span, &name.text, hidden));
    }
    cx.listed.insert(name.span, list.span);
    let source = list_source(cx, scope, list);
    let var = scope.fresh();
    let ty = source.as_ref().map(|(_, ty)| ty.clone());
    scope.bound.push(Bound { name: name.text.clone(), span: name.span, var, ty });
    let (source, _) = source?;
    Some(Binder { var, name: name.text.clone(), span: name.span, source })
}

fn list_source(cx: &mut Checker, scope: &mut Scope, list: &PathExpr) -> Option<(ListSource, PathType)> {
    let written = paths::dotted(&list.names);
    let (is, declared) = match paths::resolve(cx, scope, list, None) {
        Found::Path(reached) => {
            guards::guarded(cx, scope, &reached);
            if let Some(declared) = reached.declared {
                cx.declared.insert(list.span, declared);
            }
            if let PathType::Field(FieldType::List { item, .. }) = &reached.path.ty {
                let item = PathType::Field(item.as_ref().clone());
                return Some((ListSource::Field(reached.path), item));
            }
            (words::type_words(&cx.schema, &words::path_type(&reached.path.ty)), reached.declared)
        }
        Found::Table(table) => return Some((ListSource::Table(table), PathType::Row(table))),
        Found::Proposals => return Some((ListSource::Proposals, PathType::Proposal)),
        Found::Define(define, _) => {
            (Bilingual::new("a derived value", "導かれる値"), cx.define(define).map(|define| define.span))
        }
        Found::Let(_) | Found::Const(..) => (Bilingual::new("a constant", "定数"), None),
        Found::Error => return None,
    };
    cx.say(check_names::not_a_list(list.span, &written, &is, declared));
    None
}

/// Binds the names of generators, in order; `None` where a list is none (its name is bound all the same).
fn bind_all(cx: &mut Checker, scope: &mut Scope, generators: &[Generator]) -> Option<Vec<Binder>> {
    let binders: Vec<Option<Binder>> = generators.iter().map(|g| bind(cx, scope, &g.name, &g.list)).collect();
    binders.into_iter().collect()
}

/// The condition after `where`; what it says is known in what follows.
fn filter(cx: &mut Checker, scope: &mut Scope, filter: Option<&ast::Expr>) -> Option<Box<Expr>> {
    let filter = condition(cx, scope, filter?);
    let known = guards::when_true(cx, &filter);
    scope.facts.add(known);
    Some(Box::new(filter))
}

/// `every r in L where F satisfies E` and so on.
pub(super) fn quantified(cx: &mut Checker, scope: &mut Scope, parts: &Quantified, span: Span) -> Expr {
    let outside = enter(scope);
    let binder = bind(cx, scope, parts.name, parts.list);
    let filter = filter(cx, scope, parts.filter);
    let body = Box::new(condition(cx, scope, parts.body));
    leave(scope, outside);
    match binder {
        Some(binder) => {
            let kind = ExprKind::Quantified { quantifier: parts.quantifier, binder, filter, body };
            typed(kind, Scalar::YesNo, span)
        }
        None => typed(ExprKind::Unknown, Scalar::YesNo, span),
    }
}

/// `no two of E for … are equal`
pub(super) fn no_two(
    cx: &mut Checker,
    scope: &mut Scope,
    of: &ast::Expr,
    generators: &[Generator],
    where_: Option<&ast::Expr>,
    span: Span,
) -> Expr {
    let outside = enter(scope);
    let binders = bind_all(cx, scope, generators);
    let filter = filter(cx, scope, where_);
    let value = Box::new(value(cx, scope, of, None));
    leave(scope, outside);
    match binders {
        Some(binders) if value.ty != Type::Unknown => {
            typed(ExprKind::NoTwo { value, binders, filter }, Scalar::YesNo, span)
        }
        _ => typed(ExprKind::Unknown, Scalar::YesNo, span),
    }
}

/// `sum of E for …` and so on.
pub(super) fn aggregate(
    cx: &mut Checker,
    scope: &mut Scope,
    function: Aggregate,
    (of, generators, where_): (&ast::Expr, &[Generator], Option<&ast::Expr>),
    span: Span,
) -> Expr {
    let outside = enter(scope);
    let binders = bind_all(cx, scope, generators);
    let filter = filter(cx, scope, where_);
    let value = match function {
        Aggregate::Count => {
            counted(cx, of, generators);
            None
        }
        _ => Some(Box::new(value(cx, scope, of, None))),
    };
    leave(scope, outside);
    let Some(binders) = binders else { return unknown(span) };
    let scalar = match &value {
        None => Scalar::Whole,
        Some(value) if value.ty == Type::Unknown => return unknown(span),
        Some(value) => match operators::aggregated(function, &value.ty) {
            Some(scalar) => scalar,
            None => {
                let is = words::type_words(&cx.schema, &value.ty);
                let wants = if function == Aggregate::Sum {
                    Bilingual::new("money or numbers", "金額か数")
                } else {
                    Bilingual::new("money, numbers, years or dates", "金額、数、年度、日付")
                };
                let places = declared(cx, value);
                let name = words::aggregate(function);
                cx.say(check_types::aggregate_unfit(name, &wants, (value.span, &is), &places));
                return unknown(span);
            }
        },
    };
    if matches!(function, Aggregate::Largest | Aggregate::Smallest) {
        never_empty(cx, scope, function, (&binders, filter.as_deref(), generators), span);
    }
    typed(ExprKind::Aggregate { function, value, binders, filter }, scalar, span)
}

/// A count is of items: what stands after `count of` is the name that is bound.
fn counted(cx: &mut Checker, of: &ast::Expr, generators: &[Generator]) {
    let named = match &unbracketed(of).kind {
        ast::ExprKind::Path(path) => match path.names.as_slice() {
            [only] => generators.iter().any(|g| g.name.text == only.text),
            _ => false,
        },
        _ => false,
    };
    if !named && let Some(last) = generators.last() {
        let list = paths::dotted(&last.list.names);
        cx.say(check_types::count_of_values(of.span, &last.name.text, &list));
    }
}

/// `largest of` and `smallest of` need at least one item.
fn never_empty(
    cx: &mut Checker,
    scope: &Scope,
    function: Aggregate,
    (binders, filter, generators): (&[Binder], Option<&Expr>, &[Generator]),
    span: Span,
) {
    if scope.facts.filled.contains(&guards::list_words(binders, filter)) {
        return;
    }
    let empty = binders.iter().zip(generators).find(|(binder, _)| {
        !at_least_one(binder)
            && !scope.facts.filled.contains(&guards::list_words(std::slice::from_ref(binder), None))
    });
    let (generator, filtered) = match (empty, filter, generators.last()) {
        (Some((_, generator)), ..) => (generator, filter.is_some() && binders.len() == 1),
        (None, Some(_), Some(last)) => (last, true),
        _ => return,
    };
    let written = paths::dotted(&generator.list.names);
    let mut guard = format!("count of {} in {written}", generator.name.text);
    if filtered {
        guard.push_str(" where (…)");
    }
    let places: Vec<Span> = cx.declared.get(&generator.list.span).copied().into_iter().collect();
    let name = words::aggregate(function);
    cx.say(check_values::may_be_empty(span, name, (generator.list.span, &written), &guard, &places));
}

fn at_least_one(binder: &Binder) -> bool {
    match &binder.source {
        ListSource::Field(path) => {
            matches!(&path.ty, PathType::Field(FieldType::List { min, .. }) if *min >= 1)
        }
        // A table without rows is an error of its own.
        ListSource::Table(_) | ListSource::Proposals => true,
    }
}
