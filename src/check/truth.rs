//! Whether a condition holds always, never or sometimes, whatever a proposal says. Only what is certain is said.

use super::context::Checker;
use super::domain;
use super::guards::expr_words;
use super::ranges::{self, Known, Point, Range};
use super::typed::{Binder, Expr, ExprKind, ListSource, TableId};
use crate::syntax::ast::{Comparator, Quantifier};
use crate::value::Num;
use std::cmp::Ordering;

/// When a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    Always,
    Never,
    Maybe,
}

impl Truth {
    pub(super) fn not(self) -> Truth {
        match self {
            Truth::Always => Truth::Never,
            Truth::Never => Truth::Always,
            Truth::Maybe => Truth::Maybe,
        }
    }

    fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::Never, _) | (_, Truth::Never) => Truth::Never,
            (Truth::Always, Truth::Always) => Truth::Always,
            _ => Truth::Maybe,
        }
    }

    fn or(self, other: Truth) -> Truth {
        self.not().and(other.not()).not()
    }

    fn of(yes: bool) -> Truth {
        if yes { Truth::Always } else { Truth::Never }
    }
}

/// Up to so many rows, over all tables of an expression, are looked at one by one.
const MOST_ROWS: usize = 4_000;

/// When a condition holds.
pub(super) fn truth(cx: &Checker, known: &mut Known, expr: &Expr) -> Truth {
    match &expr.kind {
        ExprKind::Not(inner) => truth(cx, known, inner).not(),
        ExprKind::All(parts) => {
            let all = parts.iter().fold(Truth::Always, |all, part| all.and(truth(cx, known, part)));
            if all == Truth::Maybe && domain::impossible(cx, known, &[(expr, true)]) {
                return Truth::Never;
            }
            all
        }
        ExprKind::Any(parts) => {
            let any = parts.iter().fold(Truth::Never, |any, part| any.or(truth(cx, known, part)));
            if any == Truth::Maybe && domain::impossible(cx, known, &[(expr, false)]) {
                return Truth::Always;
            }
            any
        }
        ExprKind::Compare(op, left, right) => {
            if domain::comparable(left) && expr_words(left) == expr_words(right) {
                return same(*op);
            }
            let (left, right) = (ranges::range(cx, known, left), ranges::range(cx, known, right));
            compare(*op, &left, &right)
        }
        ExprKind::Between(value, low, high) => {
            let value = ranges::range(cx, known, value);
            let low = compare(Comparator::AtLeast, &value, &ranges::range(cx, known, low));
            low.and(compare(Comparator::AtMost, &value, &ranges::range(cx, known, high)))
        }
        ExprKind::OneOf { value, negated, members } => {
            let value = ranges::range(cx, known, value);
            let mut any = Truth::Never;
            for member in members {
                any = any.or(compare(Comparator::Is, &value, &ranges::range(cx, known, member)));
            }
            if any == Truth::Maybe && domain::impossible(cx, known, &[(expr, *negated)]) {
                any = Truth::Always;
            }
            if *negated { any.not() } else { any }
        }
        ExprKind::Quantified { quantifier, binder, filter, body } => {
            let (every, filter, body) = match quantifier {
                Quantifier::Every => (true, filter.as_deref(), (body.as_ref(), false)),
                Quantifier::Some => (false, filter.as_deref(), (body.as_ref(), false)),
                Quantifier::No => (true, filter.as_deref(), (body.as_ref(), true)),
            };
            quantified(cx, known, binder, every, filter, body)
        }
        ExprKind::NoTwo { binders, filter: None, .. } => match ranges::count(cx, binders, false) {
            (_, Some(most)) if most <= Num::Int(1) => Truth::Always,
            _ => Truth::Maybe,
        },
        ExprKind::Const(_) | ExprKind::Let(_) | ExprKind::Path(_) | ExprKind::Define(..) => {
            match ranges::range(cx, known, expr) {
                Range::Points(points) => match points.as_slice() {
                    [Point::Yes(yes)] => Truth::of(*yes),
                    _ => Truth::Maybe,
                },
                _ => Truth::Maybe,
            }
        }
        _ => Truth::Maybe,
    }
}

/// A value compared with itself.
fn same(op: Comparator) -> Truth {
    match op {
        Comparator::AtLeast
        | Comparator::AtMost
        | Comparator::Is
        | Comparator::OnOrBefore
        | Comparator::OnOrAfter => Truth::Always,
        Comparator::MoreThan
        | Comparator::LessThan
        | Comparator::IsNot
        | Comparator::Before
        | Comparator::After => Truth::Never,
    }
}

fn compare(op: Comparator, left: &Range, right: &Range) -> Truth {
    match (left, right) {
        (Range::Num(low, high), Range::Num(low2, high2)) => {
            let at_least = self::at_least((low, high), (low2, high2));
            let at_most = self::at_least((low2, high2), (low, high));
            match op {
                Comparator::AtLeast | Comparator::OnOrAfter => at_least,
                Comparator::LessThan | Comparator::Before => at_least.not(),
                Comparator::AtMost | Comparator::OnOrBefore => at_most,
                Comparator::MoreThan | Comparator::After => at_most.not(),
                Comparator::Is => at_least.and(at_most),
                Comparator::IsNot => at_least.and(at_most).not(),
            }
        }
        (Range::Points(left), Range::Points(right)) => {
            let common = left.iter().any(|point| right.contains(point));
            let one = left.len() == 1 && right.len() == 1;
            let is = match (common, one) {
                (false, _) => Truth::Never,
                (true, true) => Truth::Always,
                (true, false) => Truth::Maybe,
            };
            match op {
                Comparator::Is => is,
                Comparator::IsNot => is.not(),
                _ => Truth::Maybe,
            }
        }
        _ => Truth::Maybe,
    }
}

type Ends<'n> = (&'n Option<Num>, &'n Option<Num>);

/// Whether every value of the one is at least every value of the other.
fn at_least((low, high): Ends, (low2, high2): Ends) -> Truth {
    let order = |a: &Option<Num>, b: &Option<Num>| Some(a.as_ref()?.cmp(b.as_ref()?));
    if order(low, high2).is_some_and(Ordering::is_ge) {
        Truth::Always
    } else if order(high, low2).is_some_and(Ordering::is_lt) {
        Truth::Never
    } else {
        Truth::Maybe
    }
}

/// `every` (or, for `some`, not `every`) over the items that pass the filter.
fn quantified(
    cx: &Checker,
    known: &mut Known,
    binder: &Binder,
    every: bool,
    filter: Option<&Expr>,
    (body, negated): (&Expr, bool),
) -> Truth {
    // `every`: not F or E; `some`: F and E, which is not (every: not F or not E).
    let item = |cx: &Checker, known: &mut Known| {
        let body = truth(cx, known, body);
        let body = if negated { body.not() } else { body };
        let filter = filter.map_or(Truth::Always, |filter| truth(cx, known, filter));
        if every { filter.not().or(body) } else { filter.and(body) }
    };
    let start = if every { Truth::Always } else { Truth::Never };
    let join = |all: Truth, one: Truth| if every { all.and(one) } else { all.or(one) };
    if let Some((table, rows)) = rows(cx, known, &binder.source) {
        let mut all = start;
        for row in 0..rows {
            known.rows.insert(binder.var, (table, row));
            all = join(all, item(cx, known));
            if all == start.not() {
                break;
            }
        }
        known.rows.remove(&binder.var);
        return all;
    }
    let one = item(cx, known);
    let (least, _) = ranges::size(cx, &binder.source);
    if one == start || (one == start.not() && least >= Num::Int(1)) { one } else { Truth::Maybe }
}

/// The rows of a table that can be looked at one by one.
pub(super) fn rows(cx: &Checker, known: &Known, source: &ListSource) -> Option<(TableId, usize)> {
    let ListSource::Table(table) = source else { return None };
    if !cx.whole_tables.contains(table) {
        return None;
    }
    let count = |table: &TableId| cx.tables.get(table.0 as usize).map_or(0, |table| table.rows.len());
    let mut work = count(table);
    for (table, _) in known.rows.values() {
        work = work.saturating_mul(count(table));
    }
    (work <= MOST_ROWS).then(|| (*table, count(table)))
}
