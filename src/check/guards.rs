//! What a condition says of optional values and of lists, where it holds and where it does not.

use super::context::Checker;
use super::paths::Reached;
use super::scope::{Facts, Scope};
use super::typed::{Binder, Expr, ExprKind, ListSource, Path, PathRoot, VarId};
use crate::data::Value;
use crate::diag::check_values;
use crate::syntax::ast::{Aggregate, Comparator, Quantifier};
use crate::value::Num;

/// What is known where the condition holds.
pub(super) fn when_true(cx: &Checker, condition: &Expr) -> Facts {
    facts(cx, condition, true, true)
}

/// What is known where the condition does not hold.
pub(super) fn when_false(cx: &Checker, condition: &Expr) -> Facts {
    facts(cx, condition, false, true)
}

/// `unfold`: whether defines are looked into (one deep, so that the work stays in proportion to the text).
fn facts(cx: &Checker, condition: &Expr, holds: bool, unfold: bool) -> Facts {
    let union = |parts: &[Expr]| {
        let mut all = Facts::default();
        for part in parts {
            all.add(facts(cx, part, holds, unfold));
        }
        all
    };
    let common = |parts: &[Expr]| {
        let mut parts = parts.iter().map(|part| facts(cx, part, holds, unfold));
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |all, part| all.both(&part))
    };
    match &condition.kind {
        ExprKind::Given { path, missing } if holds != *missing => {
            let mut known = Facts::default();
            known.give(path);
            known
        }
        ExprKind::Not(inner) => facts(cx, inner, !holds, unfold),
        ExprKind::All(parts) if holds => union(parts),
        ExprKind::All(parts) => common(parts),
        ExprKind::Any(parts) if holds => common(parts),
        ExprKind::Any(parts) => union(parts),
        ExprKind::Define(define, path) if unfold => match cx.define(*define) {
            Some(define) => from_define(facts(cx, &define.value, holds, false), path),
            None => Facts::default(),
        },
        ExprKind::Compare(op, left, right) if holds => {
            let mut known = Facts::default();
            known.filled.extend(counts_one(*op, left, right));
            known.filled.extend(counts_one(op.flipped(), right, left));
            known
        }
        ExprKind::Quantified { quantifier, binder, filter, .. } => {
            let one = match quantifier {
                Quantifier::Some => holds,
                Quantifier::Every | Quantifier::No => !holds,
            };
            let mut known = Facts::default();
            if one {
                known.filled.insert(list_words(std::slice::from_ref(binder), None));
                known.filled.insert(list_words(std::slice::from_ref(binder), filter.as_deref()));
            }
            known
        }
        _ => Facts::default(),
    }
}

/// The facts that a define knows of its record are facts of the record to which the path leads.
fn from_define(facts: Facts, path: &Path) -> Facts {
    let mut out = Facts::default();
    for (root, steps) in facts.given {
        if root == PathRoot::This {
            let all = path.steps.iter().copied().chain(steps).collect();
            out.given.insert((path.root, all));
        }
    }
    out
}

/// The list that holds at least one item where `left op right` holds.
fn counts_one(op: Comparator, left: &Expr, right: &Expr) -> Option<String> {
    let ExprKind::Aggregate { function: Aggregate::Count, binders, filter, .. } = &left.kind else {
        return None;
    };
    let ExprKind::Const(Value::Num(bound)) = &right.kind else { return None };
    let one = Num::Int(1);
    let filled = match op {
        Comparator::AtLeast | Comparator::Is => *bound >= one,
        Comparator::MoreThan => *bound >= Num::ZERO,
        Comparator::IsNot => bound.is_zero(),
        _ => false,
    };
    filled.then(|| list_words(binders, filter.as_deref()))
}

/// Canonical words of what some binders run over; the same for the same lists, whatever the names.
pub(super) fn list_words(binders: &[Binder], filter: Option<&Expr>) -> String {
    let mut vars: Vec<VarId> = Vec::new();
    let mut out = String::new();
    for binder in binders {
        match &binder.source {
            ListSource::Field(path) => out.push_str(&path_words(path, &vars)),
            ListSource::Table(table) => out.push_str(&format!("table {}", table.0)),
            ListSource::Proposals => out.push_str("proposals"),
        }
        out.push(';');
        vars.push(binder.var);
    }
    if let Some(filter) = filter {
        out.push_str("where ");
        words(filter, &mut vars, &mut out);
    }
    out
}

/// Canonical words of a path.
pub(super) fn path_words(path: &Path, vars: &[VarId]) -> String {
    let root = match path.root {
        PathRoot::Proposal => "proposal".to_owned(),
        PathRoot::This => "this".to_owned(),
        PathRoot::Var(var) => match vars.iter().position(|v| *v == var) {
            Some(at) => format!("bound {at}"),
            None => format!("var {}", var.0),
        },
    };
    format!("{root} {:?}", path.steps)
}

/// Canonical words of an expression; the same words for the same value.
pub(super) fn expr_words(expr: &Expr) -> String {
    if let ExprKind::Path(path) = &expr.kind {
        return path_words(path, &[]);
    }
    let mut out = String::new();
    words(expr, &mut Vec::new(), &mut out);
    out
}

fn words(expr: &Expr, vars: &mut Vec<VarId>, out: &mut String) {
    out.push('(');
    match &expr.kind {
        ExprKind::Const(value) => out.push_str(&format!("{value:?}")),
        ExprKind::Let(figure) => out.push_str(&format!("let {}", figure.0)),
        ExprKind::Path(path) => out.push_str(&path_words(path, vars)),
        ExprKind::Define(define, path) => {
            out.push_str(&format!("define {} of {}", define.0, path_words(path, vars)));
        }
        ExprKind::Not(_) => out.push_str("not"),
        ExprKind::All(_) => out.push_str("and"),
        ExprKind::Any(_) => out.push_str("or"),
        ExprKind::Compare(op, ..) => out.push_str(&format!("{op:?}")),
        ExprKind::Between(..) => out.push_str("between"),
        ExprKind::OneOf { negated, .. } => out.push_str(if *negated { "not one of" } else { "one of" }),
        ExprKind::Given { path, missing } => {
            out.push_str(if *missing { "missing " } else { "given " });
            out.push_str(&path_words(path, vars));
        }
        ExprKind::Binary(op, ..) => out.push_str(&format!("{op:?}")),
        ExprKind::Share(share, _) => out.push_str(&format!("{}/{}", share.numerator, share.denominator)),
        ExprKind::Round(rounding, _, step) => out.push_str(&format!("{rounding:?} {step}")),
        ExprKind::Quantified { quantifier, .. } => out.push_str(&format!("{quantifier:?} ")),
        ExprKind::NoTwo { .. } => out.push_str("no two "),
        ExprKind::Aggregate { function, .. } => out.push_str(&format!("{function:?} ")),
        ExprKind::Unknown => out.push('?'),
    }
    let length = vars.len();
    for binder in expr.binders() {
        if let ListSource::Field(path) = &binder.source {
            out.push_str(&path_words(path, vars));
        } else {
            out.push_str(&list_words(std::slice::from_ref(binder), None));
        }
        vars.push(binder.var);
    }
    for child in expr.children() {
        words(child, vars, out);
    }
    vars.truncate(length);
    out.push(')');
}

/// Reports the first optional part of a path that is read and not known to be given.
pub(super) fn guarded(cx: &mut Checker, scope: &mut Scope, reached: &Reached) {
    if scope.shown {
        return;
    }
    for (length, written, declared) in &reached.optional {
        let steps = reached.path.steps.get(..*length).unwrap_or_default();
        let key = (reached.path.root, steps.to_vec());
        if scope.facts.given.contains(&key) {
            continue;
        }
        if scope.reported.insert(key) {
            let item = matches!(reached.path.root, PathRoot::Var(var) if !scope.each.contains(&var));
            cx.say(check_values::unguarded(reached.path.span, written, *declared, item));
        }
        return;
    }
}
