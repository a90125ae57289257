//! Constants worked out while a pack is loaded, exactly.

use super::context::Checker;
use super::typed::{Expr, ExprKind, ListSource, PathType};
use crate::data::Value;
use crate::syntax::ast::{Arithmetic, ShareOf};
use crate::value::{FiscalYear, Num, Scalar};

/// The value of an expression that does not depend on a proposal, a table or a date; `None` for any other.
pub(super) fn constant(cx: &Checker, expr: &Expr) -> Option<Value> {
    match &expr.kind {
        ExprKind::Const(value) => Some(value.clone()),
        ExprKind::Let(figure) => match cx.figure(*figure)?.values.as_slice() {
            [only] if only.valid.is_none() => Some(only.value.clone()),
            _ => None,
        },
        ExprKind::Binary(op, left, right) => arithmetic(*op, constant(cx, left)?, constant(cx, right)?),
        ExprKind::Share(share, of) => match constant(cx, of)? {
            Value::Num(of) => Some(Value::Num(of.mul(&ratio(*share)?))),
            _ => None,
        },
        ExprKind::Round(rounding, value, step) => match constant(cx, value)? {
            Value::Num(value) => value.round_to(step, *rounding).map(Value::Num),
            _ => None,
        },
        _ => None,
    }
}

/// A share as a number.
pub(super) fn ratio(share: ShareOf) -> Option<Num> {
    Num::fraction(share.numerator, share.denominator)
}

/// The result of an operation on two values; `None` where it has none.
pub(crate) fn arithmetic(op: Arithmetic, left: Value, right: Value) -> Option<Value> {
    let year = |n: Num| n.to_i128().and_then(|n| i32::try_from(n).ok()).map(FiscalYear).map(Value::Year);
    match (op, left, right) {
        (Arithmetic::Add, Value::Num(a), Value::Num(b)) => Some(Value::Num(a.add(&b))),
        (Arithmetic::Subtract, Value::Num(a), Value::Num(b)) => Some(Value::Num(a.sub(&b))),
        (Arithmetic::Multiply, Value::Num(a), Value::Num(b)) => Some(Value::Num(a.mul(&b))),
        (Arithmetic::Divide, Value::Num(a), Value::Num(b)) => a.div(&b).map(Value::Num),
        (Arithmetic::Add, Value::Year(a), Value::Num(b)) => year(Num::int(a.0).add(&b)),
        (Arithmetic::Subtract, Value::Year(a), Value::Num(b)) => year(Num::int(a.0).sub(&b)),
        (Arithmetic::Subtract, Value::Year(a), Value::Year(b)) => {
            Some(Value::Num(Num::int(a.0).sub(&Num::int(b.0))))
        }
        _ => None,
    }
}

/// Whether the value depends on a proposal; a derived value counts as one that does.
pub(super) fn varies(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Path(path) => !matches!(path.ty, PathType::Cell(..) | PathType::Row(_)),
        ExprKind::Given { path, .. } => !matches!(path.ty, PathType::Cell(..)),
        ExprKind::Define(..) | ExprKind::Unknown => true,
        _ => {
            expr.binders().iter().any(|binder| match &binder.source {
                ListSource::Field(_) | ListSource::Proposals => true,
                ListSource::Table(_) => false,
            }) || expr.children().into_iter().any(varies)
        }
    }
}

/// The scalar type of an expression.
pub(super) fn scalar(expr: &Expr) -> Option<Scalar> {
    match expr.ty {
        super::typed::Type::Scalar(scalar) => Some(scalar),
        _ => None,
    }
}
