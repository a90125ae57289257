//! Quantifiers and `no two`: which items decided.

use super::leaves::{Role, leaves};
use super::{Atom, Why, explain};
use crate::check::typed::{Binder, ListSource};
use crate::diag::Bilingual;
use crate::eval::{Flow, Found, Items, Ref, Scope, Site, Truth, Val};
use crate::plan::NodeId;
use crate::report::view::{Bindings, View};
use crate::report::words::{
    Ctx, both, condition, exact, has_clause, lists_name, only_where, operand, ordinal, scalar_of, sentence,
    show_val, within,
};
use crate::syntax::ast::Quantifier;

/// So many further items are marked beside the first.
const MORE_MARKS: usize = 3;

/// So many items are looked at for the nearest.
const MOST_TRIED: usize = 50;

/// A quantified condition: quantifier, list, filter, body.
type Quantified<'b> = (Quantifier, &'b Binder, Option<NodeId>, NodeId);

/// Why a quantified condition is not `want`.
pub(super) fn quantified(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    (quantifier, binder, filter, body): Quantified<'_>,
    want: bool,
    ctx: &mut Ctx,
) -> Why {
    let Items::Known { of, len } = scope.items(&binder.source) else { return Why::default() };
    let list = lists_name(view, scope, std::slice::from_ref(binder), ctx);
    // Which items count, and for which of them the body holds.
    let mut counted: Vec<(u32, bool)> = Vec::new();
    for index in 0..len {
        scope.bind(binder.var, of.item(index));
        if filter.is_some_and(|filter| scope.truth(filter) != Truth::True) {
            continue;
        }
        counted.push((index, scope.truth(body) == Truth::True));
    }
    let total = counted.len();
    let needs_one = matches!((quantifier, want), (Quantifier::Some, true) | (Quantifier::No, false));
    if needs_one || (quantifier == Quantifier::Every && !want) {
        let wanted = needs_one;
        let mut inner = within(view, std::slice::from_ref(binder), ctx);
        let words = condition(view, scope, body, wanted, &mut inner);
        let has = has_clause(view, scope, body, wanted, &mut inner);
        let near = nearest(view, scope, &counted, (binder, body), wanted, ctx);
        let near_words = near.as_ref().map(|why| &why.message);
        let only = filter.map(|filter| {
            let words = condition(view, scope, filter, true, &mut inner);
            (words, has_clause(view, scope, filter, true, &mut inner))
        });
        let looked_at = sentence::Counted { all: len, total, only };
        let message = sentence::none_of_list(&list, &looked_at, &words, &has, near_words);
        let mut why = near.unwrap_or_default();
        if why.subject.is_none() {
            let mut found = Vec::new();
            if total > 0 {
                scope.bind(binder.var, of.item(counted.first().map_or(0, |(index, _)| *index)));
                leaves(view, scope, body, &Role::Direct, &mut found);
            }
            why.subject = found.first().map(|leaf| leaf.site).or_else(|| list_site(scope, binder));
            let label = sentence::none_here(&looked_at);
            why.marks.extend(why.subject.map(|site| (site, label)));
        }
        if why.atoms.is_empty() && total > 0 {
            why.atoms.push(Atom { node: body, want: wanted, bindings: Bindings::of(scope) });
        }
        why.message = message;
        why.plain = false;
        return why;
    }
    // `every … satisfies E` and `no … satisfies E`: the items that decided against it.
    let wanted = quantifier == Quantifier::Every;
    let decided: Vec<u32> =
        counted.iter().filter(|(_, holds)| *holds != wanted).map(|(index, _)| *index).collect();
    let mut whole: Option<Why> = None;
    for index in decided.iter().take(MORE_MARKS.saturating_add(1)) {
        scope.bind(binder.var, of.item(*index));
        let why = explain(view, scope, body, wanted, &mut ctx.clone());
        match &mut whole {
            None => whole = Some(why),
            Some(first) => {
                let mark = why.marks.into_iter().next();
                first.absorb(Why {
                    marks: mark.into_iter().collect(),
                    operands: why.operands,
                    ..Why::default()
                });
            }
        }
    }
    let mut why = whole.unwrap_or_default();
    if total > 1 {
        why.plain = false;
        let mut inner = within(view, std::slice::from_ref(binder), ctx);
        let only = only_where(view, scope, filter, &mut inner);
        let list = both(format!("{}{}", list.en, only.en), format!("{}{}", list.ja, only.ja));
        why.message = sentence::some_of_list(&list, decided.len(), total, &why.message);
    }
    why
}

/// The item that comes nearest to what is wanted, where that can be measured.
fn nearest(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    counted: &[(u32, bool)],
    (binder, body): (&Binder, NodeId),
    wanted: bool,
    ctx: &Ctx,
) -> Option<Why> {
    let Items::Known { of, .. } = scope.items(&binder.source) else { return None };
    let mut best: Option<Why> = None;
    for (index, _) in counted.iter().take(MOST_TRIED) {
        scope.bind(binder.var, of.item(*index));
        let why = explain(view, scope, body, wanted, &mut ctx.clone());
        let Some(distance) = why.measure.distance.clone() else { continue };
        if best.as_ref().and_then(|best| best.measure.distance.clone()).is_none_or(|known| distance < known) {
            best = Some(why);
        }
    }
    best
}

/// The list that a name runs over.
fn list_site(scope: &Scope<'_>, binder: &Binder) -> Option<Site> {
    match &binder.source {
        ListSource::Field(path) => match scope.find(path) {
            Found::Slot(site, _) | Found::Blocked(site, _) => Some(site),
            Found::Cell(_) | Found::Nothing => None,
        },
        ListSource::Table(_) | ListSource::Proposals => None,
    }
}

/// So many places of a repeated value are named.
const MOST_PLACES: usize = 3;

/// Where a value stands: its slot, where it has one, and the place in words.
type Occurrence = (Option<Site>, Bilingual);

/// A value, where it stands first, and how often it stands.
struct Repeated<'v> {
    value: Val<'v>,
    places: Vec<Occurrence>,
    times: usize,
}

/// Why `no two … are equal` is not `want`.
pub(super) fn no_two(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    (value, binders, filter): (NodeId, &[Binder], Option<NodeId>),
    want: bool,
    ctx: &mut Ctx,
) -> Why {
    let plan = view.plan;
    let list = lists_name(view, scope, binders, ctx);
    let what = operand(view, scope, value, &mut within(view, binders, ctx));
    if !want {
        return Why { message: sentence::none_repeated(&list, &what), ..Why::default() };
    }
    let mut seen: Vec<Repeated<'_>> = Vec::new();
    let mut blocked = Vec::new();
    let mut order: std::collections::BTreeMap<Val<'_>, usize> = std::collections::BTreeMap::new();
    scope.each(
        binders,
        &mut |scope| {
            if filter.is_some_and(|filter| scope.truth(filter) != Truth::True) {
                return Flow::Go;
            }
            let Some(known) = scope.value(value) else { return Flow::Go };
            let index = *order.entry(known.clone()).or_insert(seen.len());
            if index == seen.len() {
                seen.push(Repeated { value: known, places: Vec::new(), times: 0 });
            }
            let Some(here) = seen.get_mut(index) else { return Flow::Go };
            here.times = here.times.saturating_add(1);
            if here.places.len() < MOST_PLACES {
                let mut read = Vec::new();
                leaves(view, scope, value, &Role::Direct, &mut read);
                let place = item_place(view, scope, binders);
                here.places.push((read.first().map(|leaf| leaf.site), place));
            }
            Flow::Go
        },
        &mut blocked,
    );
    let Some(Repeated { value: known, places, times }) = seen.into_iter().find(|one| one.times > 1) else {
        return Why::default();
    };
    let ty = scalar_of(plan, value);
    let shown = show_val(plan, ty, &known);
    let words: Vec<_> = places.iter().map(|(_, place)| place.clone()).collect();
    let more = times.saturating_sub(places.len());
    let mut why = Why { message: sentence::repeated(&list, &what, &shown, words, more), ..Why::default() };
    for (index, (site, _)) in places.iter().enumerate() {
        let Some(site) = site else { continue };
        why.operands.push((*site, exact(plan, ty, &known), shown.clone()));
        let text =
            if index == 0 { both("first here", "最初の記載") } else { both("the same again", "重複") };
        why.marks.push((*site, text));
    }
    // The later one is the one to change.
    if why.marks.len() > 1 {
        why.marks.swap(0, 1);
    }
    why.subject = why.marks.first().map(|(site, _)| *site);
    why
}

/// Where in its list an item stands: `1st row`; for a proposal its file.
fn item_place(view: &View<'_>, scope: &Scope<'_>, binders: &[Binder]) -> Bilingual {
    let mut words: Vec<Bilingual> = Vec::new();
    for binder in binders {
        match scope.bound(binder.var) {
            Ref::Proposal(index) => {
                let name = view.file(index).map_or("", |file| file.source.name.as_str());
                words.push(Bilingual::same(name));
            }
            Ref::Item(site) => {
                if let Some(crate::data::Step::Item(index)) =
                    view.parents(site.proposal).and_then(|parents| parents.step(site.slot))
                {
                    let number = index.saturating_add(1);
                    words.push(both(format!("{} row", ordinal(number)), format!("{number}行目")));
                }
            }
            Ref::Row(_, row) => {
                let number = row.saturating_add(1);
                words.push(both(format!("{} row", ordinal(number)), format!("{number}行目")));
            }
            Ref::Record(_) | Ref::Unbound => {}
        }
    }
    super::super::words::join(&words, ", ", "の")
}
