//! Conditions as clauses: `year is FY2007`, `年度が2007年度である`.

use super::operand::{lists_name, within};
use super::{Ctx, both, join, listed, operand, path_name, scalar_of, valued};
use crate::check::typed::{Binder, Path, PathRoot};
use crate::diag::Bilingual;
use crate::eval::Scope;
use crate::plan::{Kind, NodeId};
use crate::report::view::View;
use crate::syntax::ast::{Comparator, Quantifier};
use crate::value::Scalar;

/// How values of a type follow each other in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Order {
    /// More and less.
    Amount,
    /// Before and after a day.
    Day,
    /// Earlier and later years.
    Year,
}

/// How values of this type follow each other.
pub(in crate::report) fn order_of(ty: Option<Scalar>) -> Order {
    match ty {
        Some(Scalar::Date) => Order::Day,
        Some(Scalar::FiscalYear) => Order::Year,
        _ => Order::Amount,
    }
}

/// What stands after `must be`: `at least ¥5`, `on or after 1 April 2007`, `not "x"`.
pub(in crate::report) fn relation_en(op: Comparator, order: Order, bound: &str) -> String {
    match (op, order) {
        (Comparator::AtLeast | Comparator::OnOrAfter, Order::Day) => format!("on or after {bound}"),
        (Comparator::AtMost | Comparator::OnOrBefore, Order::Day) => format!("on or before {bound}"),
        (Comparator::AtLeast | Comparator::OnOrAfter, Order::Year) => format!("{bound} or later"),
        (Comparator::AtMost | Comparator::OnOrBefore, Order::Year) => format!("{bound} or earlier"),
        (Comparator::MoreThan | Comparator::After, Order::Day | Order::Year) => format!("after {bound}"),
        (Comparator::LessThan | Comparator::Before, Order::Day | Order::Year) => format!("before {bound}"),
        (Comparator::AtLeast | Comparator::OnOrAfter, Order::Amount) => format!("at least {bound}"),
        (Comparator::AtMost | Comparator::OnOrBefore, Order::Amount) => format!("at most {bound}"),
        (Comparator::MoreThan | Comparator::After, Order::Amount) => format!("more than {bound}"),
        (Comparator::LessThan | Comparator::Before, Order::Amount) => format!("less than {bound}"),
        (Comparator::Is, _) => bound.to_owned(),
        (Comparator::IsNot, _) => format!("not {bound}"),
    }
}

/// The same in Japanese, as a stem and whether the stem is a verb: 5億円以上 (である), 5億円を超える.
pub(in crate::report) fn relation_ja(op: Comparator, order: Order, bound: &str) -> (String, bool) {
    match (op, order != Order::Amount) {
        (Comparator::AtLeast | Comparator::OnOrAfter, true) => (format!("{bound}以後"), false),
        (Comparator::AtMost | Comparator::OnOrBefore, true) => (format!("{bound}以前"), false),
        (Comparator::MoreThan | Comparator::After, true) => (format!("{bound}より後"), false),
        (Comparator::LessThan | Comparator::Before, true) => (format!("{bound}より前"), false),
        (Comparator::AtLeast | Comparator::OnOrAfter, false) => (format!("{bound}以上"), false),
        (Comparator::AtMost | Comparator::OnOrBefore, false) => (format!("{bound}以下"), false),
        (Comparator::MoreThan | Comparator::After, false) => (format!("{bound}を超える"), true),
        (Comparator::LessThan | Comparator::Before, false) => (format!("{bound}未満"), false),
        (Comparator::Is, _) => (bound.to_owned(), false),
        (Comparator::IsNot, _) => (format!("{bound}以外"), false),
    }
}

/// A condition as a clause; with `want` false, that it does not hold.
pub(in crate::report) fn condition(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    id: NodeId,
    want: bool,
    ctx: &mut Ctx,
) -> Bilingual {
    let plan = view.plan;
    let Some(node) = plan.node(id) else { return Bilingual::default() };
    match &node.kind {
        Kind::Not(inner) => condition(view, scope, *inner, !want, ctx),
        Kind::All(parts) | Kind::Any(parts) => {
            let all = matches!(node.kind, Kind::All(_)) == want;
            let words: Vec<_> = parts.iter().map(|part| condition(view, scope, *part, want, ctx)).collect();
            if all { join(&words, " and ", "、かつ、") } else { join(&words, " or ", "、又は、") }
        }
        Kind::Compare(op, left, right) => {
            let op = if want { *op } else { op.opposite() };
            let subject = operand(view, scope, *left, ctx);
            let bound = valued(view, scope, *right, ctx);
            let order = order_of(scalar_of(plan, *left));
            let (ja, verb) = relation_ja(op, order, &bound.ja);
            let copula = if verb { "" } else { "である" };
            both(
                format!("{} is {}", subject.en, relation_en(op, order, &bound.en)),
                format!("{}が{ja}{copula}", subject.ja),
            )
        }
        Kind::Between(value, low, high) => {
            let subject = operand(view, scope, *value, ctx);
            let low = valued(view, scope, *low, ctx);
            let high = valued(view, scope, *high, ctx);
            let (not, ending) = if want { ("", "である") } else { ("not ", "でない") };
            let (from, to) = match order_of(scalar_of(plan, *value)) {
                Order::Amount => ("以上", "以下"),
                Order::Day | Order::Year => ("以後", "以前"),
            };
            both(
                format!("{} is {not}between {} and {}", subject.en, low.en, high.en),
                format!("{}が{}{from}{}{to}{ending}", subject.ja, low.ja, high.ja),
            )
        }
        Kind::OneOf { value, negated, members } => {
            let subject = operand(view, scope, *value, ctx);
            let members: Vec<_> = members.iter().map(|member| operand(view, scope, *member, ctx)).collect();
            let listed = listed(&members, "or");
            if *negated != want {
                both(
                    format!("{} is one of {}", subject.en, listed.en),
                    format!("{}が{}のいずれかである", subject.ja, listed.ja),
                )
            } else {
                both(
                    format!("{} is none of {}", subject.en, listed.en),
                    format!("{}が{}のいずれでもない", subject.ja, listed.ja),
                )
            }
        }
        Kind::Given { path, missing } => given(view, scope, path, *missing != want, ctx),
        Kind::Quantified { quantifier, binder, filter, body } => {
            quantified(view, scope, (*quantifier, binder, *filter, *body), want, ctx)
        }
        Kind::NoTwo { value, binders, .. } => {
            let list = lists_name(view, scope, binders, ctx);
            let what = operand(view, scope, *value, &mut within(view, binders, ctx));
            if want {
                both(
                    format!("no two {} in {} are equal", what.en, list.en),
                    format!("{}の{}に重複がない", list.ja, what.ja),
                )
            } else {
                both(
                    format!("two {} in {} are equal", what.en, list.en),
                    format!("{}の{}に重複がある", list.ja, what.ja),
                )
            }
        }
        Kind::Define(..) => {
            let name = operand(view, scope, id, ctx);
            if want {
                both(format!("{} holds", name.en), format!("{}が成り立つ", name.ja))
            } else {
                both(format!("{} does not hold", name.en), format!("{}が成り立たない", name.ja))
            }
        }
        _ => {
            let name = operand(view, scope, id, ctx);
            if want {
                both(format!("{} is yes", name.en), format!("{}が「はい」である", name.ja))
            } else {
                both(format!("{} is no", name.en), format!("{}が「いいえ」である", name.ja))
            }
        }
    }
}

/// Which items of a list are meant, behind its name: ` where year is FY2007`, のうち年度が2007年度であるもの.
pub(in crate::report) fn only_where(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    filter: Option<NodeId>,
    ctx: &mut Ctx,
) -> Bilingual {
    let Some(filter) = filter else { return Bilingual::default() };
    let only = condition(view, scope, filter, true, ctx);
    both(format!(" where {}", only.en), format!("のうち{}もの", only.ja))
}

/// A condition on an item as a predicate of it in English: `has name "Oulu"`, `is such that …`.
pub(in crate::report) fn has_clause(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    id: NodeId,
    want: bool,
    ctx: &mut Ctx,
) -> String {
    if let Some(Kind::Compare(op, left, right)) = view.plan.node(id).map(|node| &node.kind)
        && (if want { *op } else { op.opposite() }) == Comparator::Is
        && let Some(Kind::Path(path)) = view.plan.node(*left).map(|node| &node.kind)
        && let PathRoot::Var(var) = path.root
        && (ctx.generic.iter().any(|(name, _)| *name == var) || ctx.rows.iter().any(|(name, _)| *name == var))
    {
        let bound = valued(view, scope, *right, ctx);
        return match path.steps.as_slice() {
            [] => format!("is {}", bound.en),
            _ => format!("has {} {}", operand(view, scope, *left, ctx).en, bound.en),
        };
    }
    format!("is such that {}", condition(view, scope, id, want, ctx).en)
}

fn given(view: &View<'_>, scope: &Scope<'_>, path: &Path, want: bool, ctx: &mut Ctx) -> Bilingual {
    let name = path_name(view, scope, path, ctx);
    if want {
        both(format!("{} is given", name.en), format!("{}が記入されている", name.ja))
    } else {
        both(format!("{} is not given", name.en), format!("{}が記入されていない", name.ja))
    }
}

fn quantified(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    (quantifier, binder, filter, body): (Quantifier, &Binder, Option<NodeId>, NodeId),
    want: bool,
    ctx: &mut Ctx,
) -> Bilingual {
    let binders = std::slice::from_ref(binder);
    let list = lists_name(view, scope, binders, ctx);
    let mut inner = within(view, binders, ctx);
    let only = only_where(view, scope, filter, &mut inner);
    let holds = condition(view, scope, body, true, &mut inner);
    let has = has_clause(view, scope, body, true, &mut inner);
    let (only_en, only_ja) = (only.en, only.ja);
    let (en, ja) = match (quantifier, want) {
        (Quantifier::Every, true) => (
            format!("in every entry of {}{only_en}, {}", list.en, holds.en),
            format!("{}{only_ja}のすべてで、{}", list.ja, holds.ja),
        ),
        (Quantifier::Every, false) => (
            format!("not in every entry of {}{only_en} {}", list.en, holds.en),
            format!("{}{only_ja}のすべてで、{}わけではない", list.ja, holds.ja),
        ),
        (Quantifier::Some, true) | (Quantifier::No, false) => (
            format!("at least one entry of {}{only_en} {has}", list.en),
            format!("{}{only_ja}の少なくとも1件で、{}", list.ja, holds.ja),
        ),
        (Quantifier::No, true) | (Quantifier::Some, false) => (
            format!("no entry of {}{only_en} {has}", list.en),
            format!("{}{only_ja}に、{}ものがない", list.ja, holds.ja),
        ),
    };
    both(en, ja)
}
