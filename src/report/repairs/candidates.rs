//! What could be changed: each value that a deciding condition reads, and what would meet that condition.

use super::solve::{comparisons, solve};
use super::trial::Repairer;
use super::{scalar_at, text_value, value_at};
use crate::check::typed::{ListSource, PathType};
use crate::data::{FieldType, State, Value};
use crate::diag::Bilingual;
use crate::eval::{Flow, Found, Items, Scope, Site, Truth, Val, compare_values};
use crate::plan::{Kind, NodeId};
use crate::report::explain::{Atom, Why, sites_read};
use crate::report::view::View;
use crate::report::words::{Ctx, condition, list_name, repair as words, within};
use crate::syntax::ast::{Aggregate, Comparator};
use crate::text::nearest;
use crate::value::{Num, Scalar};

/// So many values of one condition are solved for.
const MOST_LEAVES: usize = 12;

/// So many conditions are looked at.
const MOST_ATOMS: usize = 8;

/// A change that may meet a condition.
pub(super) struct Candidate {
    /// What is changed.
    pub(super) site: Site,
    /// The new state; nothing where only words can be offered.
    pub(super) state: Option<State>,
    /// The condition that it is to meet.
    pub(super) atom: Atom,
    /// What to say where no value can be offered.
    pub(super) text: Option<Bilingual>,
}

/// Everything that could be changed, in the order of the conditions.
pub(super) fn of(view: &View<'_>, repairer: &mut Repairer<'_>, why: &Why) -> Vec<Candidate> {
    let mut out = Vec::new();
    for atom in why.atoms.iter().take(MOST_ATOMS) {
        let mut scope = view.scope(0);
        atom.bindings.restore(&mut scope);
        of_atom(view, repairer, &mut scope, atom, why.subject, &mut out);
    }
    out
}

fn of_atom(
    view: &View<'_>,
    repairer: &mut Repairer<'_>,
    scope: &mut Scope<'_>,
    atom: &Atom,
    subject: Option<Site>,
    out: &mut Vec<Candidate>,
) {
    let Some(node) = view.plan.node(atom.node) else { return };
    match &node.kind {
        Kind::Compare(..) | Kind::Between(..) => {
            for comparison in comparisons(view, scope, atom) {
                atom.bindings.restore(scope);
                counted(view, scope, atom, comparison, out);
                let mut sites = sites_read(view, scope, comparison.left);
                sites.extend(sites_read(view, scope, comparison.right));
                sites.sort_by_key(|site| Some(*site) != subject);
                sites.dedup();
                for site in sites.into_iter().take(MOST_LEAVES) {
                    if let Some(state) = solve(view, repairer, atom, comparison, site)
                        && !(is_no_money(view, site, &state) && beside_nothing(view, atom, scope, comparison))
                    {
                        out.push(with_value(site, state, atom));
                    }
                }
                if matches!(comparison.op, Comparator::Is | Comparator::IsNot) {
                    same_word(view, scope, atom, comparison.op, comparison.left, comparison.right, out);
                }
            }
        }
        Kind::OneOf { value, negated, members } => {
            let Some(site) = scope.site_of(*value) else { return };
            if *negated == atom.want {
                if !is_fact(view, site) {
                    out.push(in_words(view, site, atom, words::another_value));
                }
                return;
            }
            let members: Vec<Val<'_>> = members.iter().filter_map(|member| scope.value(*member)).collect();
            if let Some(near) = nearest_of(view, site, &members) {
                out.push(with_value(site, State::Given(near), atom));
            } else {
                let listed: Vec<Bilingual> = members
                    .iter()
                    .map(|member| crate::report::words::show_val(view.plan, scalar_at(view, site), member))
                    .collect();
                out.push(in_words(view, site, atom, |name| words::one_of(name, &listed)));
            }
        }
        Kind::Given { path, missing } => {
            let (Found::Slot(site, _) | Found::Blocked(site, _)) = scope.find(path) else { return };
            if *missing == atom.want {
                out.push(in_words(view, site, atom, words::leave_out));
            } else {
                out.push(in_words(view, site, atom, words::fill_in));
            }
        }
        Kind::NoTwo { .. } => {
            if let Some(site) = subject {
                out.push(in_words(view, site, atom, words::change_one));
            }
        }
        Kind::Path(_) => {
            if let Some(site) = scope.site_of(atom.node)
                && scalar_at(view, site) == Some(Scalar::YesNo)
            {
                out.push(with_value(site, State::Given(Value::YesNo(atom.want)), atom));
            }
        }
        Kind::Quantified { binder, body, .. } => {
            if let ListSource::Table(_) = binder.source {
                word_of_table(view, scope, atom, binder, *body, out);
            }
        }
        _ => {}
    }
}

/// Whether a repair would ask for no money at all.
fn is_no_money(view: &View<'_>, site: Site, state: &State) -> bool {
    matches!(scalar_at(view, site), Some(Scalar::Money(_)))
        && matches!(state, State::Given(Value::Num(n)) if n.is_zero())
}

/// Whether a side of a comparison is the sum of nothing: what is missing there is what is to be put right.
fn beside_nothing(
    view: &View<'_>,
    atom: &Atom,
    scope: &mut Scope<'_>,
    comparison: super::solve::Comparison,
) -> bool {
    atom.bindings.restore(scope);
    [comparison.left, comparison.right].into_iter().any(|side| sums_nothing(view, scope, side))
}

fn sums_nothing(view: &View<'_>, scope: &mut Scope<'_>, id: NodeId) -> bool {
    match view.plan.node(id).map(|node| &node.kind) {
        Some(Kind::Aggregate { function: Aggregate::Sum, binders, filter, .. }) => {
            let (mut any, mut blocked) = (false, Vec::new());
            scope.each(
                binders,
                &mut |scope| {
                    any = filter.is_none_or(|filter| scope.truth(filter) != Truth::False);
                    if any { Flow::Stop } else { Flow::Go }
                },
                &mut blocked,
            );
            !any && blocked.is_empty()
        }
        Some(Kind::Share { of, .. } | Kind::Round(_, of, _)) => sums_nothing(view, scope, *of),
        Some(Kind::Define(define, path)) => {
            scope.on_define(*define, path, |scope, node| sums_nothing(view, scope, node)).unwrap_or(false)
        }
        _ => false,
    }
}

fn with_value(site: Site, state: State, atom: &Atom) -> Candidate {
    Candidate { site, state: Some(state), atom: atom.clone(), text: None }
}

fn in_words(
    view: &View<'_>,
    site: Site,
    atom: &Atom,
    say: impl FnOnce(&Bilingual) -> Bilingual,
) -> Candidate {
    let name = crate::report::words::exact_name(view, site);
    Candidate { site, state: None, atom: atom.clone(), text: Some(say(&name)) }
}

/// A count that is too small or too large: so many entries more or fewer.
fn counted(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    atom: &Atom,
    comparison: super::solve::Comparison,
    out: &mut Vec<Candidate>,
) {
    let mirrored = is_count(view, comparison.right);
    let (count, other) =
        if mirrored { (comparison.right, comparison.left) } else { (comparison.left, comparison.right) };
    if !is_count(view, count) || is_count(view, other) {
        return;
    }
    let Some(Kind::Aggregate { binders, filter, .. }) = view.plan.node(count).map(|node| &node.kind) else {
        return;
    };
    let [binder] = binders.as_slice() else { return };
    let ListSource::Field(path) = &binder.source else { return };
    let (Found::Slot(site, _), PathType::Field(FieldType::List { min, max, .. })) =
        (scope.find(path), &path.ty)
    else {
        return;
    };
    let (Some(Val::Num(now)), Some(Val::Num(bound))) = (scope.value(count), scope.value(other)) else {
        return;
    };
    let Items::Known { len, .. } = scope.items(&binder.source) else { return };
    let meets = |n: &Num| {
        let (a, b) = (Val::Num(n.clone()), Val::Num(bound.clone()));
        let op = comparison.op;
        (if mirrored { compare_values(op, &b, &a) } else { compare_values(op, &a, &b) }) == Truth::True
    };
    let one = Num::Int(1);
    let near = [bound.floor().sub(&one), bound.floor(), bound.ceil(), bound.ceil().add(&one)];
    let to = near.into_iter().filter(|n| !n.is_negative() && meets(n)).min_by_key(|n| n.sub(&now).abs());
    let Some(to) = to else { return };
    let change = to.sub(&now);
    let total = Num::int(len).add(&change);
    let fits = total >= Num::int(*min) && max.is_none_or(|max| total <= Num::int(max));
    if !fits {
        return;
    }
    let list = list_name(view, scope, &binder.source, &mut Ctx::default());
    let only = filter.map(|filter| {
        condition(view, scope, filter, true, &mut within(view, std::slice::from_ref(binder), &Ctx::default()))
    });
    let text = words::entries(&list, &change, only.as_ref());
    out.push(Candidate { site, state: None, atom: atom.clone(), text: Some(text) });
}

fn is_count(view: &View<'_>, id: NodeId) -> bool {
    matches!(
        view.plan.node(id).map(|node| &node.kind),
        Some(Kind::Aggregate { function: Aggregate::Count, .. })
    )
}

/// Whether a value says what is so rather than what is chosen: a year, a day, a name.
fn is_fact(view: &View<'_>, site: Site) -> bool {
    matches!(scalar_at(view, site), Some(Scalar::FiscalYear | Scalar::Date | Scalar::Text))
}

/// `is` and `is not` of words: the other side's word, or any other one.
fn same_word(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    atom: &Atom,
    op: Comparator,
    left: NodeId,
    right: NodeId,
    out: &mut Vec<Candidate>,
) {
    for (own, other) in [(left, right), (right, left)] {
        let Some(site) = scope.site_of(own) else { continue };
        let word = matches!(scalar_at(view, site), Some(Scalar::Text | Scalar::Enum(_) | Scalar::YesNo));
        if op == Comparator::IsNot {
            // A yes or no has only one other value.
            match value_at(view, site) {
                Some(Val::YesNo(b)) => out.push(with_value(site, State::Given(Value::YesNo(!b)), atom)),
                _ if is_fact(view, site) => {}
                _ => out.push(in_words(view, site, atom, words::another_value)),
            }
        } else if word && let Some(value) = scope.value(other).and_then(|value| owned(&value)) {
            out.push(with_value(site, State::Given(value), atom));
        }
    }
}

/// The word of a table nearest to what stands in the proposal.
fn word_of_table(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    atom: &Atom,
    binder: &crate::check::typed::Binder,
    body: NodeId,
    out: &mut Vec<Candidate>,
) {
    let Some(Kind::Compare(Comparator::Is, left, right)) = view.plan.node(body).map(|node| &node.kind) else {
        return;
    };
    let Items::Known { of, len } = scope.items(&binder.source) else { return };
    for (own, column) in [(*left, *right), (*right, *left)] {
        let Some(site) = scope.site_of(own) else { continue };
        let mut words = Vec::new();
        for index in 0..len {
            scope.bind(binder.var, of.item(index));
            words.extend(scope.value(column));
        }
        if let Some(near) = nearest_of(view, site, &words) {
            out.push(with_value(site, State::Given(near), atom));
        }
    }
}

/// The nearest of some values to the one in a slot: by spelling for words, by distance for figures.
fn nearest_of(view: &View<'_>, site: Site, values: &[Val<'_>]) -> Option<Value> {
    match value_at(view, site)? {
        Val::Text(text) => {
            let words = values.iter().filter_map(|value| match value {
                Val::Text(word) => Some(*word),
                _ => None,
            });
            nearest(text, words).map(text_value)
        }
        Val::Num(now) => values
            .iter()
            .filter_map(|value| match value {
                Val::Num(n) => Some(n),
                _ => None,
            })
            .min_by_key(|n| n.sub(&now).abs())
            .map(|n| Value::Num(n.clone())),
        Val::Year(now) => values
            .iter()
            .filter_map(|value| match value {
                Val::Year(year) => Some(*year),
                _ => None,
            })
            .min_by_key(|year| year.0.abs_diff(now.0))
            .map(Value::Year),
        Val::YesNo(_) | Val::Date(_) | Val::Member(_) => None,
    }
}

fn owned(value: &Val<'_>) -> Option<Value> {
    Some(match value {
        Val::Num(n) => Value::Num(n.clone()),
        Val::Text(text) => text_value(text),
        Val::YesNo(b) => Value::YesNo(*b),
        Val::Date(date) => Value::Date(*date),
        Val::Year(year) => Value::Year(*year),
        Val::Member(member) => Value::Member(*member),
    })
}
