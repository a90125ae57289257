//! Conditions that cannot hold together: bounds and words that a few conditions allow for the same value.

use super::context::Checker;
use super::fold;
use super::guards::{expr_words, path_words};
use super::ranges::{self, Known, Point, Range};
use super::typed::{Expr, ExprKind};
use crate::syntax::ast::Comparator;
use crate::value::{Num, Scalar};
use std::collections::BTreeMap;

/// What is left for one value.
#[derive(Clone, Debug, Default)]
struct Domain {
    /// A lower bound, and whether the bound itself is out.
    low: Option<(Num, bool)>,
    /// An upper bound, and whether the bound itself is out.
    high: Option<(Num, bool)>,
    /// The values that are left, where they can be listed.
    only: Option<Vec<Point>>,
    /// Values that are out.
    out: Vec<Point>,
    /// Whether only whole numbers are meant.
    whole: bool,
    /// What is said of its presence.
    given: bool,
    missing: bool,
    not_given: bool,
    not_missing: bool,
}

/// Whether the conditions (each with whether it is to hold) cannot hold together.
pub(super) fn impossible(cx: &Checker, known: &Known, conditions: &[(&Expr, bool)]) -> bool {
    let mut domains: BTreeMap<String, Domain> = BTreeMap::new();
    for (condition, holds) in conditions {
        take(cx, known, condition, *holds, &mut domains);
    }
    domains.values().any(Domain::empty)
}

/// Whether the words of an expression say what its value is: one that holds an error says nothing.
pub(super) fn comparable(expr: &Expr) -> bool {
    !matches!(expr.kind, ExprKind::Unknown) && expr.children().into_iter().all(comparable)
}

fn take(cx: &Checker, known: &Known, condition: &Expr, holds: bool, domains: &mut BTreeMap<String, Domain>) {
    match &condition.kind {
        ExprKind::Not(inner) => take(cx, known, inner, !holds, domains),
        ExprKind::All(parts) if holds => {
            parts.iter().for_each(|part| take(cx, known, part, true, domains));
        }
        ExprKind::Any(parts) if !holds => {
            parts.iter().for_each(|part| take(cx, known, part, false, domains));
        }
        ExprKind::Compare(op, left, right) => {
            let op = if holds { *op } else { op.opposite() };
            bound(cx, known, (left, op, right), domains);
            bound(cx, known, (right, op.flipped(), left), domains);
        }
        ExprKind::Between(value, low, high) if holds => {
            bound(cx, known, (value, Comparator::AtLeast, low), domains);
            bound(cx, known, (value, Comparator::AtMost, high), domains);
        }
        ExprKind::OneOf { value, negated, members } => {
            if holds != *negated {
                one_of(cx, known, value, members, domains);
            } else {
                for member in members {
                    bound(cx, known, (value, Comparator::IsNot, member), domains);
                }
            }
        }
        ExprKind::Given { path, missing } => {
            let domain = domains.entry(path_words(path, &[])).or_default();
            match (holds, missing) {
                (true, false) => domain.given = true,
                (true, true) => domain.missing = true,
                (false, false) => domain.not_given = true,
                (false, true) => domain.not_missing = true,
            }
        }
        ExprKind::Path(_) | ExprKind::Define(..) => {
            let domain = subject(cx, known, condition, domains);
            domain.keep(&[Point::Yes(holds)]);
        }
        _ => {}
    }
}

/// What is left for the value of an expression, at first what its type allows.
fn subject<'d>(
    cx: &Checker,
    known: &Known,
    expr: &Expr,
    domains: &'d mut BTreeMap<String, Domain>,
) -> &'d mut Domain {
    let domain = domains.entry(expr_words(expr)).or_default();
    domain.given = true;
    domain.whole = matches!(fold::scalar(expr), Some(Scalar::Whole | Scalar::FiscalYear));
    match ranges::range(cx, known, expr) {
        Range::Num(low, high) => {
            domain.raise(low, false);
            domain.lower(high, false);
        }
        Range::Points(points) => domain.keep(&points),
        Range::Any => {}
    }
    domain
}

fn bound(
    cx: &Checker,
    known: &Known,
    (value, op, other): (&Expr, Comparator, &Expr),
    domains: &mut BTreeMap<String, Domain>,
) {
    if !comparable(value) || matches!(value.kind, ExprKind::Const(_)) {
        return;
    }
    let other = ranges::range(cx, known, other);
    let domain = subject(cx, known, value, domains);
    match other {
        Range::Num(low, high) => match op {
            Comparator::AtLeast | Comparator::OnOrAfter => domain.raise(low, false),
            Comparator::MoreThan | Comparator::After => domain.raise(low, true),
            Comparator::AtMost | Comparator::OnOrBefore => domain.lower(high, false),
            Comparator::LessThan | Comparator::Before => domain.lower(high, true),
            Comparator::Is => {
                domain.raise(low, false);
                domain.lower(high, false);
            }
            Comparator::IsNot if low == high => domain.out.extend(low.map(Point::Num)),
            Comparator::IsNot => {}
        },
        Range::Points(points) => match (op, points.as_slice()) {
            (Comparator::Is, _) => domain.keep(&points),
            (Comparator::IsNot, [only]) => domain.out.push(only.clone()),
            _ => {}
        },
        Range::Any => {}
    }
}

fn one_of(
    cx: &Checker,
    known: &Known,
    value: &Expr,
    members: &[Expr],
    domains: &mut BTreeMap<String, Domain>,
) {
    let mut points = Vec::new();
    for member in members {
        match ranges::range(cx, known, member) {
            Range::Points(more) => points.extend(more),
            Range::Num(Some(low), Some(high)) if low == high => points.push(Point::Num(low)),
            _ => return,
        }
    }
    if comparable(value) {
        subject(cx, known, value, domains).keep(&points);
    }
}

impl Domain {
    fn raise(&mut self, bound: Option<Num>, strict: bool) {
        let Some(bound) = bound else { return };
        let tighter = match &self.low {
            None => true,
            Some((low, was)) => bound > *low || (bound == *low && strict && !was),
        };
        if tighter {
            self.low = Some((bound, strict));
        }
    }

    fn lower(&mut self, bound: Option<Num>, strict: bool) {
        let Some(bound) = bound else { return };
        let tighter = match &self.high {
            None => true,
            Some((high, was)) => bound < *high || (bound == *high && strict && !was),
        };
        if tighter {
            self.high = Some((bound, strict));
        }
    }

    fn keep(&mut self, points: &[Point]) {
        match &mut self.only {
            Some(only) => only.retain(|point| points.contains(point)),
            None => self.only = Some(points.to_vec()),
        }
    }

    fn allows(&self, point: &Point) -> bool {
        if self.out.contains(point) {
            return false;
        }
        let Point::Num(n) = point else { return true };
        let above = self.low.as_ref().is_none_or(|(low, strict)| n > low || (n == low && !strict));
        let below = self.high.as_ref().is_none_or(|(high, strict)| n < high || (n == high && !strict));
        above && below
    }

    fn empty(&self) -> bool {
        if (self.given && (self.missing || self.not_given)) || (self.missing && self.not_missing) {
            return true;
        }
        if let Some(only) = &self.only {
            return !only.iter().any(|point| self.allows(point));
        }
        let (Some((low, low_out)), Some((high, high_out))) = (&self.low, &self.high) else { return false };
        let one = Num::Int(1);
        let (low, low_out) = if self.whole {
            let first = low.ceil();
            (if *low_out && first == *low { first.add(&one) } else { first }, false)
        } else {
            (low.clone(), *low_out)
        };
        let (high, high_out) = if self.whole {
            let last = high.floor();
            (if *high_out && last == *high { last.sub(&one) } else { last }, false)
        } else {
            (high.clone(), *high_out)
        };
        low > high || (low == high && (low_out || high_out || self.out.contains(&Point::Num(low))))
    }
}
