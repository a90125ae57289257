//! Comparisons: what there is, what it is held against, and what is short.

use super::measure::measure;
use super::{Leaf, Role, Why, leaves};
use crate::data::{State, Value};
use crate::diag::Bilingual;
use crate::eval::Truth;
use crate::eval::{Scope, Site, Val, compare_values};
use crate::plan::{Kind, NodeId};
use crate::report::view::View;
use crate::report::words::{
    Ctx, both, counter, exact, listed, operand, order_of, relation_en, relation_ja, scalar_of, sentence,
    share_of_this, show_val, valued,
};
use crate::syntax::ast::{Aggregate, Comparator};
use crate::value::Scalar;

/// So many operands are listed.
const MOST_OPERANDS: usize = 20;

/// So many operands are marked.
const MOST_MARKS: usize = 3;

/// Why `left op right` is not `want`.
pub(super) fn compare(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    (op, left, right): (Comparator, NodeId, NodeId),
    want: bool,
    ctx: &mut Ctx,
) -> Why {
    let op = if want { op } else { op.opposite() };
    // A constant on the left reads better on the right.
    if is_constant(view, left) && !is_constant(view, right) {
        return compare_sides(view, scope, (op.flipped(), right, left), ctx);
    }
    compare_sides(view, scope, (op, left, right), ctx)
}

fn compare_sides(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    (op, left, right): (Comparator, NodeId, NodeId),
    ctx: &mut Ctx,
) -> Why {
    let plan = view.plan;
    let ty = scalar_of(plan, left);
    let (Some(a), Some(b)) = (scope.value(left), scope.value(right)) else { return Why::default() };
    let subject_words = operand(view, scope, left, ctx);
    let mut bound_words = valued(view, scope, right, ctx);
    let bound_is_plain = matches!(plan.node(right).map(|n| &n.kind), Some(Kind::Const(_)));
    let unit = if ty == Some(Scalar::Whole) { counter(&subject_words.ja) } else { "" };
    let (measure, short) = measure(plan, op, ty, &a, &b, unit);
    let order = order_of(ty);
    let mut actual = show_val(plan, ty, &a);
    actual.ja.push_str(unit);
    if bound_is_plain {
        bound_words.ja.push_str(unit);
    }
    let (must, label) = if op == Comparator::IsNot && bound_is_plain {
        let must = both(
            format!("must not be {}", bound_words.en),
            format!("{}であってはなりません", bound_words.ja),
        );
        (must.clone(), must)
    } else if op == Comparator::IsNot {
        let must = both(
            format!("must differ from {}", bound_words.en),
            format!("{}と異なる必要があります", bound_words.ja),
        );
        (must, both("the same", "同じ値"))
    } else {
        let (ja, verb) = relation_ja(op, order, &bound_words.ja);
        let copula = if verb { "" } else { "である" };
        let en = relation_en(op, order, &bound_words.en);
        let must = both(format!("must be {en}"), format!("{ja}{copula}必要があります"));
        let mut shown = show_val(plan, scalar_of(plan, right).or(ty), &b);
        shown.ja.push_str(unit);
        let (ja, verb) = relation_ja(op, order, &shown.ja);
        let copula = if verb { "" } else { "である" };
        let en = relation_en(op, order, &shown.en);
        (must, both(format!("must be {en}"), format!("{ja}{copula}必要があります")))
    };
    let message = sentence::is_but_must(&subject_words, &actual, &must, short.as_ref());
    let mut why = Why { message, measure, ..Why::default() };
    // A count is said at its list; what is short of it stands in the message.
    let label = match (plan.node(left).map(|node| &node.kind), &a) {
        (Some(Kind::Aggregate { function: Aggregate::Count, filter, .. }), Val::Num(count)) => {
            sentence::counted_here(count, filter.is_some())
        }
        _ => short.unwrap_or(label),
    };
    sides(view, scope, left, right, &mut why, &label);
    why
}

/// Why `value` does not lie between two ends: the end that is violated.
pub(super) fn between(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    (value, low, high): (NodeId, NodeId, NodeId),
    want: bool,
    ctx: &mut Ctx,
) -> Why {
    let plan = view.plan;
    let (Some(actual), Some(lower), Some(upper)) = (scope.value(value), scope.value(low), scope.value(high))
    else {
        return Why::default();
    };
    if want {
        return if compare_values(Comparator::AtLeast, &actual, &lower) == Truth::False {
            compare_sides(view, scope, (Comparator::AtLeast, value, low), ctx)
        } else {
            compare_sides(view, scope, (Comparator::AtMost, value, high), ctx)
        };
    }
    let ty = scalar_of(plan, value);
    let subject = operand(view, scope, value, ctx);
    let low = valued(view, scope, low, ctx);
    let high = valued(view, scope, high, ctx);
    let message = sentence::is_but_must(
        &subject,
        &show_val(plan, ty, &actual),
        &both(
            format!("must lie outside {} to {}", low.en, high.en),
            format!("{}から{}までの範囲外である必要があります", low.ja, high.ja),
        ),
        None,
    );
    let mut why = Why { message, ..Why::default() };
    why.measure.actual = Some(exact(plan, ty, &actual));
    let label = both("must lie outside", "範囲外である必要があります");
    let _ = upper;
    sides(view, scope, value, value, &mut why, &label);
    why
}

/// Why a value is not one of some (`allowed`), or is one of those that it must not be.
pub(super) fn one_of(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    value: NodeId,
    members: &[NodeId],
    allowed: bool,
    ctx: &mut Ctx,
) -> Why {
    let plan = view.plan;
    let ty = scalar_of(plan, value);
    let Some(actual) = scope.value(value) else { return Why::default() };
    let subject = operand(view, scope, value, ctx);
    let members: Vec<Bilingual> = members.iter().map(|member| valued(view, scope, *member, ctx)).collect();
    let (must, label) = if allowed {
        let listed = listed(&members, "or");
        (
            both(format!("must be {}", listed.en), format!("{}のいずれかである必要があります", listed.ja)),
            both("none of these", "いずれでもありません"),
        )
    } else {
        let listed = listed(&members, "or");
        (
            both(format!("must not be {}", listed.en), format!("{}であってはなりません", listed.ja)),
            both("one of these", "認められない値"),
        )
    };
    let message = sentence::is_but_must(&subject, &show_val(plan, ty, &actual), &must, None);
    let mut why = Why { message, ..Why::default() };
    why.measure.actual = Some(exact(plan, ty, &actual));
    why.measure.relation = Some(if allowed { "is one of" } else { "is not one of" });
    sides(view, scope, value, value, &mut why, &label);
    why
}

/// Sets the subject, marks the places that were compared and lists them.
fn sides(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    left: NodeId,
    right: NodeId,
    why: &mut Why,
    label: &Bilingual,
) {
    let mut of_left = Vec::new();
    leaves(view, scope, left, &Role::Direct, &mut of_left);
    let mut of_right = Vec::new();
    if left != right {
        leaves(view, scope, right, &Role::Direct, &mut of_right);
    }
    // The amount, its bound and what is short all stand at the marks.
    why.plain = why.measure.short_by.is_some()
        && matches!(of_left.as_slice(), [Leaf { role: Role::Direct, .. }])
        && matches!(of_right.as_slice(), [Leaf { role: Role::Direct | Role::Share(..), .. }]);
    why.subject = of_left.first().or(of_right.first()).map(|leaf| leaf.site);
    if let Some(subject) = why.subject {
        let of_sum = of_left.len() > 1 && matches!(of_left.as_slice(), [Leaf { role: Role::Sum, .. }, ..]);
        let label = if of_sum { sentence::of_the_sum(label) } else { label.clone() };
        why.direct = matches!(of_left.as_slice(), [Leaf { role: Role::Direct, .. }]);
        why.marks.push((subject, label));
    }
    for leaf in of_left.iter().chain(&of_right) {
        if why.operands.len() >= MOST_OPERANDS || why.operands.iter().any(|(site, ..)| *site == leaf.site) {
            continue;
        }
        let Some((value, scalar)) = value_at(view, scope, leaf.site) else { continue };
        let shown = show_val(view.plan, scalar, &value);
        if Some(leaf.site) != why.subject && why.marks.len() <= MOST_MARKS {
            let text = match &leaf.role {
                Role::Share(share, factor) => match &value {
                    Val::Num(n) => {
                        let part = show_val(view.plan, scalar, &Val::Num(n.mul(factor)));
                        let words = share_of_this(*share, factor);
                        both(format!("{} is {}", words.en, part.en), format!("{}は{}", words.ja, part.ja))
                    }
                    _ => shown.clone(),
                },
                Role::Sum => both(format!("{} of the sum", shown.en), format!("合計のうち{}", shown.ja)),
                Role::Largest => both(format!("the largest, {}", shown.en), format!("最大値、{}", shown.ja)),
                Role::Smallest => {
                    both(format!("the smallest, {}", shown.en), format!("最小値、{}", shown.ja))
                }
                Role::Direct | Role::Count => {
                    both(format!("this is {}", shown.en), format!("ここは{}", shown.ja))
                }
            };
            why.marks.push((leaf.site, text));
        }
        why.operands.push((leaf.site, exact(view.plan, scalar, &value), shown));
    }
}

/// The value in a slot and its type.
fn value_at<'a>(view: &View<'_>, scope: &Scope<'a>, site: Site) -> Option<(Val<'a>, Option<Scalar>)> {
    let slot = scope.slot(site)?;
    let State::Given(value) = &slot.state else { return None };
    if let Value::List(_, len) = value {
        return Some((Val::Num(crate::value::Num::int(*len)), Some(Scalar::Whole)));
    }
    let scalar = match view.field(site) {
        Some((_, crate::data::FieldType::Scalar(scalar))) => Some(*scalar),
        _ => None,
    };
    Val::of(value).map(|value| (value, scalar))
}

fn is_constant(view: &View<'_>, id: NodeId) -> bool {
    matches!(view.plan.node(id).map(|node| &node.kind), Some(Kind::Const(_) | Kind::Let(_)))
}
