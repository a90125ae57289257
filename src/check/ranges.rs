//! Between which bounds the value of an expression lies, whatever a proposal says; worked out from types and
//! constants alone.

use super::context::Checker;
use super::fold;
use super::typed::{
    Binder, Cell, DefineId, Expr, ExprKind, LetValue, ListSource, Path, PathRoot, PathType, TableId, VarId,
};
use crate::data::{FieldType, Value};
use crate::syntax::ast::{Aggregate, Arithmetic};
use crate::text::SharedText;
use crate::value::{Num, Scalar};
use std::collections::BTreeMap;

/// One value, in a form in which values can be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Point {
    /// A number, an amount, a year or a date; of one type they are ordered as their values are.
    Num(Num),
    /// A word of an enum.
    Word(u32),
    /// A text, folded.
    Text(SharedText),
    /// Yes or no.
    Yes(bool),
}

/// Where a value lies.
#[derive(Clone, Debug)]
pub(super) enum Range {
    /// Between two bounds, both in; an absent one is no bound.
    Num(Option<Num>, Option<Num>),
    /// One of these.
    Points(Vec<Point>),
    /// Nothing is known.
    Any,
}

/// What is known besides the pack: the rows to which names are bound.
pub(super) struct Known<'k> {
    pub(super) rows: BTreeMap<VarId, (TableId, usize)>,
    /// Ranges of defines, which do not depend on where they stand.
    pub(super) defines: &'k BTreeMap<DefineId, Range>,
}

/// The value as a point.
pub(super) fn point(value: &Value) -> Option<Point> {
    Some(match value {
        Value::Num(n) => Point::Num(n.clone()),
        Value::Text(text) => Point::Text(text.clone()),
        Value::YesNo(yes) => Point::Yes(*yes),
        Value::Date(date) => {
            let (year, month, day) = (date.0.year(), date.0.month(), date.0.day());
            let months = Num::int(year).mul(&Num::Int(100)).add(&Num::int(month));
            Point::Num(months.mul(&Num::Int(100)).add(&Num::int(day)))
        }
        Value::Year(year) => Point::Num(Num::int(year.0)),
        Value::Member(word) => Point::Word(*word),
        Value::Record(..) | Value::List(..) => return None,
    })
}

fn of_point(point: Option<Point>) -> Range {
    match point {
        Some(Point::Num(n)) => Range::Num(Some(n.clone()), Some(n)),
        Some(point) => Range::Points(vec![point]),
        None => Range::Any,
    }
}

/// Up to so many texts or words are told apart; of more, nothing is known.
const MOST_POINTS: usize = 100;

/// The least range that holds all of some values.
fn hull<'v>(values: impl Iterator<Item = &'v Value>) -> Range {
    let mut bounds: Option<(Num, Num)> = None;
    let mut points: Vec<Point> = Vec::new();
    for value in values {
        match point(value) {
            Some(Point::Num(n)) => {
                bounds = Some(match bounds {
                    None => (n.clone(), n),
                    Some((low, high)) => (low.min(n.clone()), high.max(n)),
                });
            }
            Some(point) if !points.contains(&point) => {
                if points.len() == MOST_POINTS {
                    return Range::Any;
                }
                points.push(point);
            }
            Some(_) => {}
            None => return Range::Any,
        }
    }
    match (bounds, points.is_empty()) {
        (Some((low, high)), true) => Range::Num(Some(low), Some(high)),
        (None, false) => Range::Points(points),
        _ => Range::Any,
    }
}

/// What the type of a value of a proposal says.
fn of_scalar(cx: &Checker, scalar: Scalar) -> Range {
    match scalar {
        Scalar::Money(money) if !money.signed => Range::Num(Some(Num::ZERO), None),
        Scalar::YesNo => Range::Points(vec![Point::Yes(false), Point::Yes(true)]),
        Scalar::Enum(e) => {
            let words = cx.schema.enumeration(e).map_or(0, |e| e.members.len());
            Range::Points((0..words).map(|word| Point::Word(super::context::id(word))).collect())
        }
        _ => Range::Any,
    }
}

/// The range of an expression.
pub(super) fn range(cx: &Checker, known: &Known, expr: &Expr) -> Range {
    match &expr.kind {
        ExprKind::Const(value) => of_point(point(value)),
        ExprKind::Let(figure) => match cx.figure(*figure) {
            Some(figure) => hull(figure.values.iter().map(|LetValue { value, .. }| value)),
            None => Range::Any,
        },
        ExprKind::Path(path) => of_path(cx, known, path),
        ExprKind::Define(define, _) => known.defines.get(define).cloned().unwrap_or(Range::Any),
        ExprKind::Binary(op, left, right) => match (range(cx, known, left), range(cx, known, right)) {
            (Range::Num(l, h), Range::Num(l2, h2)) => binary(*op, (l, h), (l2, h2)),
            _ => Range::Any,
        },
        ExprKind::Share(share, of) => match (range(cx, known, of), fold::ratio(*share)) {
            (Range::Num(low, high), Some(ratio)) if !ratio.is_negative() => {
                Range::Num(low.map(|n| n.mul(&ratio)), high.map(|n| n.mul(&ratio)))
            }
            _ => Range::Any,
        },
        ExprKind::Round(rounding, of, step) => match range(cx, known, of) {
            Range::Num(low, high) => Range::Num(
                low.and_then(|n| n.round_to(step, *rounding)),
                high.and_then(|n| n.round_to(step, *rounding)),
            ),
            other => other,
        },
        ExprKind::Aggregate { function, value, binders, filter } => {
            let (least, most) = count(cx, binders, filter.is_some());
            let value = value.as_ref().map(|value| range(cx, known, value));
            aggregate(*function, value, least, most)
        }
        _ => Range::Any,
    }
}

fn of_path(cx: &Checker, known: &Known, path: &Path) -> Range {
    match (&path.ty, path.root) {
        (PathType::Field(FieldType::Scalar(scalar)), _) => of_scalar(cx, *scalar),
        (PathType::Cell(table, scalar), PathRoot::Var(var)) => {
            let Some(column) = path.steps.last().copied() else { return Range::Any };
            if let Some(cell) = bound_cell(cx, known, var, column) {
                return of_point(cell.value.as_ref().and_then(point));
            }
            let rows = cx.tables.get(table.0 as usize).map(|t| t.rows.as_slice()).unwrap_or_default();
            if !cx.whole_tables.contains(table) {
                return of_scalar(cx, *scalar);
            }
            hull(rows.iter().filter_map(|row| row.get(column as usize)?.value.as_ref()))
        }
        _ => Range::Any,
    }
}

/// The cell of a row to which a name is bound.
pub(super) fn bound_cell<'c>(cx: &'c Checker, known: &Known, var: VarId, column: u32) -> Option<&'c Cell> {
    let (table, row) = known.rows.get(&var)?;
    cx.tables.get(table.0 as usize)?.rows.get(*row)?.get(column as usize)
}

type Bounds = (Option<Num>, Option<Num>);

fn binary(op: Arithmetic, (low, high): Bounds, (low2, high2): Bounds) -> Range {
    let with = |a: Option<Num>, b: Option<Num>, f: fn(&Num, &Num) -> Num| Some(f(&a?, &b?));
    match op {
        Arithmetic::Add => Range::Num(with(low, low2, Num::add), with(high, high2, Num::add)),
        Arithmetic::Subtract => Range::Num(with(low, high2, Num::sub), with(high, low2, Num::sub)),
        Arithmetic::Multiply => {
            let positive = |n: &Option<Num>| n.as_ref().is_some_and(|n| !n.is_negative());
            if positive(&low) && positive(&low2) {
                return Range::Num(with(low, low2, Num::mul), with(high, high2, Num::mul));
            }
            Range::Num(None, None)
        }
        Arithmetic::Divide => {
            let positive = |n: &Option<Num>| n.as_ref().is_some_and(|n| !n.is_negative());
            let constant = low2.is_some() && low2 == high2 && low2 > Some(Num::ZERO);
            if let (true, Some(by)) = (constant, low2.as_ref()) {
                return Range::Num(low.and_then(|n| n.div(by)), high.and_then(|n| n.div(by)));
            }
            Range::Num((positive(&low) && positive(&low2)).then_some(Num::ZERO), None)
        }
    }
}

/// How many items some lists give together.
pub(super) fn count(cx: &Checker, binders: &[Binder], filtered: bool) -> Bounds {
    let mut least = Num::Int(1);
    let mut most = Some(Num::Int(1));
    for binder in binders {
        let (low, high) = size(cx, &binder.source);
        least = least.mul(&low);
        most = match (most, high) {
            (Some(most), Some(high)) => Some(most.mul(&high)),
            _ => None,
        };
    }
    (Some(if filtered { Num::ZERO } else { least }), most)
}

/// How many items a list has.
pub(super) fn size(cx: &Checker, source: &ListSource) -> (Num, Option<Num>) {
    match source {
        ListSource::Field(path) => match &path.ty {
            PathType::Field(FieldType::List { min, max, .. }) => (Num::int(*min), max.map(Num::int)),
            _ => (Num::ZERO, None),
        },
        ListSource::Table(table) if cx.whole_tables.contains(table) => {
            let rows = cx.tables.get(table.0 as usize).map_or(0, |table| table.rows.len());
            let rows = Num::Int(i128::try_from(rows).unwrap_or(i128::MAX));
            (rows.clone(), Some(rows))
        }
        ListSource::Table(_) => (Num::ZERO, None),
        ListSource::Proposals => (Num::ZERO, None),
    }
}

fn aggregate(function: Aggregate, value: Option<Range>, least: Option<Num>, most: Option<Num>) -> Range {
    match (function, value) {
        (Aggregate::Count, _) => Range::Num(least, most),
        (Aggregate::Largest | Aggregate::Smallest, Some(value)) => value,
        (Aggregate::Sum, Some(Range::Num(low, high))) => {
            let low = low.filter(|low| !low.is_negative()).map(|low| match &least {
                Some(least) => low.mul(least),
                None => Num::ZERO,
            });
            let high = match (high, most) {
                (Some(high), Some(most)) if !high.is_negative() => Some(high.mul(&most)),
                _ => None,
            };
            Range::Num(low, high)
        }
        _ => Range::Any,
    }
}
