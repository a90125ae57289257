//! How far a comparison is from being met: exact, and to the nearest admissible whole unit.

use crate::diag::Bilingual;
use crate::eval::Val;
use crate::plan::Plan;
use crate::report::model::Measure;
use crate::report::words::{exact, sentence};
use crate::syntax::ast::Comparator;
use crate::value::{Date, Num, Scalar};

/// Which way a value has to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is too small.
    Up,
    /// It is too large.
    Down,
    /// It is another one.
    Equal,
}

/// The direction in which the left side has to go to meet a comparator.
pub(super) fn way(op: Comparator, a: &Val<'_>, b: &Val<'_>) -> Option<Way> {
    Some(match op {
        Comparator::AtLeast | Comparator::MoreThan | Comparator::OnOrAfter | Comparator::After => Way::Up,
        Comparator::AtMost | Comparator::LessThan | Comparator::OnOrBefore | Comparator::Before => Way::Down,
        Comparator::Is if a != b => Way::Equal,
        Comparator::Is | Comparator::IsNot => return None,
    })
}

/// Whether equality does not do.
pub(super) fn is_strict(op: Comparator) -> bool {
    matches!(op, Comparator::MoreThan | Comparator::LessThan | Comparator::After | Comparator::Before)
}

/// The figures of a comparison that is not met, and the shortfall in words.
pub(super) fn measure(
    plan: &Plan,
    op: Comparator,
    ty: Option<Scalar>,
    a: &Val<'_>,
    b: &Val<'_>,
    unit_ja: &str,
) -> (Measure, Option<Bilingual>) {
    let mut out = Measure {
        actual: Some(exact(plan, ty, a)),
        bound: Some(exact(plan, ty, b)),
        relation: Some(op.words()),
        ..Measure::default()
    };
    let Some(way) = way(op, a, b) else { return (out, None) };
    let Some((short, unit, base)) = distance(op, way, ty, a, b) else { return (out, None) };
    out.short_by = Some(short.to_string());
    out.unit = Some(unit);
    out.distance = Some(base.and_then(|base| short.div(&base.abs())).unwrap_or_else(|| short.clone()));
    let words = sentence::shortfall(ty, way == Way::Up, way == Way::Equal, &short, unit_ja);
    (out, Some(words))
}

/// What is short or over, its unit, and the bound as a number where it is one.
fn distance(
    op: Comparator,
    way: Way,
    ty: Option<Scalar>,
    a: &Val<'_>,
    b: &Val<'_>,
) -> Option<(Num, &'static str, Option<Num>)> {
    let step = |days: i64| {
        let days = days.saturating_add(i64::from(is_strict(op)));
        Num::int(days)
    };
    match (a, b) {
        (Val::Num(a), Val::Num(b)) => {
            let whole = matches!(ty, Some(Scalar::Money(_) | Scalar::Whole));
            let short = if whole { whole_distance(op, way, a, b) } else { b.sub(a).abs() };
            let unit = match ty {
                Some(Scalar::Money(_)) => "yen",
                Some(Scalar::Whole) => "count",
                Some(Scalar::Percent) => "percent",
                _ => "number",
            };
            Some((short, unit, Some(b.clone())))
        }
        (Val::Year(a), Val::Year(b)) => {
            let apart = i64::from(b.0).abs_diff(i64::from(a.0));
            let apart = i64::try_from(apart).unwrap_or(i64::MAX);
            Some((step(apart), "year", None))
        }
        (Val::Date(a), Val::Date(b)) => Some((step(days_between(*a, *b)), "day", None)),
        _ => None,
    }
}

/// To the nearest whole value of the left side that meets the comparison; where the left side is no whole number,
/// the nearest whole distance.
fn whole_distance(op: Comparator, way: Way, a: &Num, b: &Num) -> Num {
    let one = Num::Int(i128::from(is_strict(op)));
    if a.is_integer() {
        return match way {
            Way::Up if is_strict(op) => b.floor().add(&one).sub(a),
            Way::Up => b.ceil().sub(a),
            Way::Down if is_strict(op) => a.sub(&b.ceil().sub(&one)),
            Way::Down => a.sub(&b.floor()),
            Way::Equal => b.sub(a).abs(),
        };
    }
    let apart = b.sub(a).abs();
    match way {
        Way::Equal => apart,
        Way::Up | Way::Down if is_strict(op) => apart.floor().add(&one),
        Way::Up | Way::Down => apart.ceil(),
    }
}

/// How many days lie between two days.
fn days_between(a: Date, b: Date) -> i64 {
    a.0.until(b.0).map_or(0, |span| i64::from(span.get_days().unsigned_abs()))
}
