//! Conditions as clauses: `year is FY2007`, `年度が2007年度である`.

use super::name::any_item;
use super::operand::{lists_name, within};
use super::{Ctx, both, counter, join, listed, operand, path_name, scalar_of, valued};
use crate::check::typed::{Binder, ListSource, Path, PathRoot};
use crate::diag::Bilingual;
use crate::eval::Scope;
use crate::plan::{Kind, NodeId, Plan};
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
            let parts = if ctx.prose && all && want { without_guards(plan, parts) } else { parts.clone() };
            let words: Vec<_> = parts
                .iter()
                .map(|part| {
                    let words = condition(view, scope, *part, want, ctx);
                    match plan.node(*part).map(|node| &node.kind) {
                        Some(Kind::All(_) | Kind::Any(_)) if parts.len() > 1 => {
                            both(format!("({})", words.en), format!("（{}）", words.ja))
                        }
                        _ => words,
                    }
                })
                .collect();
            if all { all_hold(words) } else { join(&words, " or ", "か、又は") }
        }
        Kind::Compare(op, left, right) => {
            let op = if want { *op } else { op.opposite() };
            let mut subject = operand(view, scope, *left, ctx);
            let mut bound = valued(view, scope, *right, ctx);
            let order = order_of(scalar_of(plan, *left));
            if subject == bound {
                match op {
                    Comparator::Is => return the_same(&subject),
                    Comparator::IsNot => return not_the_same(&subject),
                    _ => tell_apart(view, (*left, &mut subject), (*right, &mut bound), ctx),
                }
            }
            if scalar_of(plan, *left) == Some(Scalar::Whole) && is_figure(plan, *right, ctx) {
                bound.ja.push_str(counter(&subject.ja));
            }
            if ctx.prose && is_said_by_proposal(plan, *right) {
                match op {
                    Comparator::Is => {
                        return both(
                            format!("{} is the same as {}", subject.en, bound.en),
                            format!("{}が{}と同じである", subject.ja, bound.ja),
                        );
                    }
                    Comparator::IsNot => {
                        return both(
                            format!("{} is not the same as {}", subject.en, bound.en),
                            format!("{}が{}と異なる", subject.ja, bound.ja),
                        );
                    }
                    _ => {}
                }
            }
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
            let order = order_of(scalar_of(plan, *value));
            let (from, to) = match order {
                Order::Amount => ("以上", "以下"),
                Order::Day | Order::Year => ("以後", "以前"),
            };
            let en = match order {
                Order::Amount if ctx.prose && want => {
                    format!("{} is at least {} and at most {} (both included)", subject.en, low.en, high.en)
                }
                Order::Day | Order::Year if ctx.prose && want => {
                    format!("{} is from {} to {} (both included)", subject.en, low.en, high.en)
                }
                _ => format!("{} is {not}between {} and {}", subject.en, low.en, high.en),
            };
            both(en, format!("{}が{}{from}{}{to}{ending}", subject.ja, low.ja, high.ja))
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
        Kind::NoTwo { value, binders, filter } => {
            let list = lists_name(view, scope, binders, ctx);
            let mut inner = within(view, binders, ctx);
            let what = operand(view, scope, *value, &mut inner);
            let only = only_where(view, scope, *filter, &mut inner);
            let (en, ja) = if what == any_item() {
                (format!("entries of {}{}", list.en, only.en), format!("{}{}", list.ja, only.ja))
            } else {
                (
                    format!("{} in {}{}", what.en, list.en, only.en),
                    format!("{}{}の{}", list.ja, only.ja, what.ja),
                )
            };
            if want {
                both(format!("no two {en} are equal"), format!("{ja}に重複がない"))
            } else {
                both(format!("two {en} are equal"), format!("{ja}に重複がある"))
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
            let mut name = operand(view, scope, id, ctx);
            if ctx.prose {
                name = both(format!("\"{}\"", name.en), format!("「{}」", name.ja));
            }
            if want {
                both(format!("{} is yes", name.en), format!("{}が「はい」である", name.ja))
            } else {
                both(format!("{} is no", name.en), format!("{}が「いいえ」である", name.ja))
            }
        }
    }
}

/// Conditions that hold together. In Japanese all but the last go on: 5億円以上であり、かつ、….
fn all_hold(mut words: Vec<Bilingual>) -> Bilingual {
    let last = words.len().saturating_sub(1);
    for one in words.iter_mut().take(last) {
        one.ja = going_on(&one.ja);
    }
    join(&words, " and ", "、かつ、")
}

/// A Japanese clause in the form that goes on: である → であり.
fn going_on(clause: &str) -> String {
    const ENDINGS: [(&str, &str); 10] = [
        ("である", "であり"),
        ("ていない", "ておらず"),
        ("ている", "ており"),
        ("でもない", "でもなく"),
        ("でない", "でなく"),
        ("がない", "がなく"),
        ("がある", "があり"),
        ("超える", "超え"),
        ("異なる", "異なり"),
        ("成り立つ", "成り立ち"),
    ];
    let found = ENDINGS.iter().find_map(|(ending, on)| Some((clause.strip_suffix(ending)?, on)));
    found.map_or_else(|| clause.to_owned(), |(stem, on)| format!("{stem}{on}"))
}

/// The parts of an `and` without `x is given` where another part says something of `x` anyway.
fn without_guards(plan: &Plan, parts: &[NodeId]) -> Vec<NodeId> {
    let kept = |part: &NodeId| match plan.node(*part).map(|node| &node.kind) {
        Some(Kind::Given { path, missing: false }) => {
            !parts.iter().any(|other| other != part && mentions(plan, *other, path))
        }
        _ => true,
    };
    parts.iter().copied().filter(kept).collect()
}

/// Whether a node says something of what a path leads to, beyond that it is given.
fn mentions(plan: &Plan, id: NodeId, path: &Path) -> bool {
    let Some(node) = plan.node(id) else { return false };
    let leads_there = |other: &Path| other.root == path.root && other.steps.starts_with(&path.steps);
    match &node.kind {
        Kind::Path(other) | Kind::Define(_, other) if leads_there(other) => return true,
        Kind::Given { path: other, .. } if leads_there(other) && other.steps != path.steps => return true,
        _ => {}
    }
    let lists = match &node.kind {
        Kind::Quantified { binder, .. } => std::slice::from_ref(binder),
        Kind::NoTwo { binders, .. } | Kind::Aggregate { binders, .. } => binders,
        _ => &[],
    };
    lists.iter().any(|binder| matches!(&binder.source, ListSource::Field(list) if leads_there(list)))
        || node.kind.children().into_iter().any(|child| mentions(plan, child, path))
}

/// Whether a side of a comparison stands there as a figure.
fn is_figure(plan: &Plan, id: NodeId, ctx: &Ctx) -> bool {
    match plan.node(id).map(|node| &node.kind) {
        Some(Kind::Const(_)) => true,
        Some(Kind::Let(_)) => ctx.prose && plan.constant(id, None).is_some(),
        _ => false,
    }
}

/// Whether a side of a comparison is no figure or word but what stands somewhere.
fn is_said_by_proposal(plan: &Plan, id: NodeId) -> bool {
    matches!(plan.node(id).map(|node| &node.kind), Some(Kind::Path(_) | Kind::Define(..)))
}

fn the_same(what: &Bilingual) -> Bilingual {
    both(format!("{} is the same", what.en), format!("{}が同じである", what.ja))
}

fn not_the_same(what: &Bilingual) -> Bilingual {
    both(format!("{} is not the same", what.en), format!("{}が異なる", what.ja))
}

/// Says of one of two sides with the same name whose it is.
fn tell_apart(view: &View<'_>, left: (NodeId, &mut Bilingual), right: (NodeId, &mut Bilingual), ctx: &Ctx) {
    for (node, words) in [left, right] {
        let Some(Kind::Path(Path { root: PathRoot::Var(var), .. })) =
            view.plan.node(node).map(|node| &node.kind)
        else {
            continue;
        };
        let table = ctx.rows.iter().rev().find(|(name, _)| name == var);
        let whose = match table.and_then(|(_, table)| view.plan.pack.table(*table)) {
            Some(table) => table.label.words(&table.name),
            None => both("that entry", "その項目"),
        };
        let preposition = if table.is_some() { "in" } else { "of" };
        *words =
            both(format!("{} {preposition} {}", words.en, whose.en), format!("{}の{}", whose.ja, words.ja));
        return;
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
    predicate(view, scope, id, want, ctx)
        .unwrap_or_else(|| format!("is such that {}", condition(view, scope, id, want, ctx).en))
}

/// The same where it is a plain one: an item is, or has, a value.
fn predicate(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    id: NodeId,
    want: bool,
    ctx: &mut Ctx,
) -> Option<String> {
    let of_item = |id: NodeId| match view.plan.node(id).map(|node| &node.kind) {
        Some(Kind::Path(Path { root: PathRoot::Var(var), steps, .. })) => {
            let bound = ctx.generic.iter().any(|(name, _)| name == var)
                || ctx.rows.iter().any(|(name, _)| name == var);
            bound.then_some(steps.is_empty())
        }
        _ => None,
    };
    match view.plan.node(id).map(|node| &node.kind) {
        Some(Kind::Compare(op, left, right))
            if (if want { *op } else { op.opposite() }) == Comparator::Is =>
        {
            let itself = of_item(*left)?;
            let bound = valued(view, scope, *right, ctx);
            if itself {
                return Some(format!("is {}", bound.en));
            }
            let what = operand(view, scope, *left, ctx);
            Some(if what == bound {
                format!("has the same {}", what.en)
            } else if ctx.prose && is_said_by_proposal(view.plan, *right) {
                format!("has the same {} as {}", what.en, bound.en)
            } else {
                format!("has {} {}", what.en, bound.en)
            })
        }
        Some(Kind::OneOf { value, negated, members }) if *negated != want => {
            let itself = of_item(*value)?;
            let members: Vec<_> = members.iter().map(|member| operand(view, scope, *member, ctx)).collect();
            let members = listed(&members, "or");
            if itself {
                return Some(format!("is one of {}", members.en));
            }
            Some(format!("has {} {}", operand(view, scope, *value, ctx).en, members.en))
        }
        _ => None,
    }
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
    let has = predicate(view, scope, body, true, &mut inner);
    let (entry, all) = match &binder.source {
        ListSource::Proposals => ("proposal".to_owned(), "申請".to_owned()),
        _ => (format!("entry of {}", list.en), list.ja.clone()),
    };
    let (only_en, only_ja) = (only.en, only.ja);
    let (en, ja) = match (quantifier, want) {
        (Quantifier::Every, true) => {
            let ja = match (&binder.source, only_ja.is_empty()) {
                (ListSource::Proposals, true) => "すべての申請".to_owned(),
                _ => format!("{}{only_ja}のすべて", list.ja),
            };
            (format!("for every {entry}{only_en}, {}", holds.en), format!("{ja}について、{}", holds.ja))
        }
        (Quantifier::Every, false) => (
            format!("it is not so that for every {entry}{only_en}, {}", holds.en),
            format!("{}{only_ja}のすべてについて、{}わけではない", list.ja, holds.ja),
        ),
        (Quantifier::Some, true) | (Quantifier::No, false) => (
            match has {
                Some(has) => format!("at least one {entry}{only_en} {has}"),
                None => format!("for at least one {entry}{only_en}, {}", holds.en),
            },
            format!("{all}{only_ja}の少なくとも1件について、{}", holds.ja),
        ),
        (Quantifier::No, true) | (Quantifier::Some, false) => (
            match has {
                Some(has) => format!("no {entry}{only_en} {has}"),
                None => format!("there is no {entry}{only_en} for which {}", holds.en),
            },
            format!("{}{only_ja}に、{}ものがない", list.ja, holds.ja),
        ),
    };
    both(en, ja)
}
