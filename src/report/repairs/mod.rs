//! Repairs: the least change of one field that meets a requirement. Every repair is tried before it is offered: the
//! proposal is judged again with the one value replaced.

mod candidates;
mod solve;
mod trial;

pub(super) use trial::Repairer;

use super::explain::{Atom, Why};
use super::model::{Finding, FindingOutcome, Repair};
use super::view::{View, root_site};
use super::words::{Ctx, both, counter, exact, exact_name, repair as words, show_val, site_name};
use crate::data::{FieldType, Proposal, State, Value, notation_at};
use crate::diag::Bilingual;
use crate::eval::{Instance, Scope, Site, Truth, Val};
use crate::plan::{Kind, Requirement};
use crate::syntax::ast::Comparator;
use crate::text::fold_text;
use crate::value::{Money, Num, Scalar};
use candidates::Candidate;

/// So many repairs are offered.
const MOST_REPAIRS: usize = 6;

/// So many are put in words as help.
const MOST_HELP: usize = 2;

/// Offers the repairs of a finding, the best first.
pub(super) fn offer(
    view: &View<'_>,
    finding: &mut Finding,
    repairer: &mut Repairer<'_>,
    instance: &Instance,
    requirement: &Requirement,
    why: &Why,
) {
    if !repairer.is_on() {
        return;
    }
    let mut found = candidates::of(view, repairer, why);
    found.retain(|candidate| !is_as_of(view, candidate.site));
    let contested = finding.outcome == FindingOutcome::Contested;
    if contested {
        // What has no value cannot be tried on the other rule.
        found.retain(|candidate| candidate.state.is_some());
    }
    let mut offers: Vec<Offer> = Vec::new();
    for candidate in found {
        let Some(offer) = tried(view, repairer, instance, requirement, candidate) else { continue };
        let known =
            offers.iter().any(|other| other.site == offer.site && other.repair.text == offer.repair.text);
        // Of what was not tried on the other rule, nobody knows whether it meets both.
        if !known && (offer.tried_on_all || !contested) {
            offers.push(offer);
        }
    }
    let subject = why.subject;
    offers.sort_by_key(|offer| {
        (
            !offer.repair.refused_by.is_empty(),
            !offer.whole,
            !why.direct || Some(offer.site) != subject,
            offer.change.clone(),
        )
    });
    offers.truncate(MOST_REPAIRS);
    let open: Vec<Bilingual> = offers
        .iter()
        .filter(|offer| offer.repair.refused_by.is_empty() && (offer.whole || !contested))
        .take(MOST_HELP)
        .map(|offer| offer.repair.text.clone())
        .collect();
    if !open.is_empty() {
        finding.help = Some(words::alternatives(&open));
    } else if contested {
        finding.help = Some(words::ask_about_both(&view.plan.pack.program.authority));
    } else if !offers.is_empty()
        && let Some(file) = view.files.first()
    {
        // Each single repair breaks another rule: only several changes together can do.
        let document = view.proposals.first().map_or(1, |proposal| proposal.document);
        finding.help = Some(words::solve_together(&file.source.name, document));
    }
    let mut ctx = Ctx::default();
    if let Some(subject) = subject {
        let _ = site_name(view, subject, &mut ctx);
    }
    for offer in offers.iter().filter(|offer| !offer.repair.refused_by.is_empty()) {
        let name = site_name(view, offer.site, &mut ctx.clone());
        let rules: Vec<&str> =
            offer.repair.refused_by.iter().map(|rule| rule.rsplit('/').next().unwrap_or(rule)).collect();
        let say = if contested { words::leaves_unmet } else { words::refused };
        finding.notes.push(say(&name, offer.direction, &rules.join(", ")));
    }
    finding.repairs = offers.into_iter().map(|offer| offer.repair).collect();
}

/// Whether a slot holds the field that dates the proposal: another day or year is another application, no repair.
fn is_as_of(view: &View<'_>, site: Site) -> bool {
    let dates = view.plan.pack.program.as_of.map(|field| root_site(site.proposal, field));
    dates == Some(site) && value_at(view, site).is_some()
}

/// A repair that has been tried.
struct Offer {
    site: Site,
    repair: Repair,
    /// Whether the requirement holds with this change alone.
    whole: bool,
    /// Whether it is known what the other rules say to it.
    tried_on_all: bool,
    /// How large the change is, relative to the value.
    change: Option<Num>,
    /// Whether it goes up (`Some(true)`), down or elsewhere.
    direction: Option<bool>,
}

/// Tries a candidate: it has to meet the condition that decided.
fn tried(
    view: &View<'_>,
    repairer: &mut Repairer<'_>,
    instance: &Instance,
    requirement: &Requirement,
    candidate: Candidate,
) -> Option<Offer> {
    let Candidate { site, state, atom, text } = candidate;
    let name = exact_name(view, site);
    if let Some(text) = text {
        let repair = Repair { path: view.written(site), to: None, text, refused_by: Vec::new() };
        return Some(Offer { site, repair, whole: true, tried_on_all: false, change: None, direction: None });
    }
    let state = state?;
    let decides = |scope: &mut Scope<'_>| {
        atom.bindings.restore(scope);
        let met = scope.truth(atom.node) == Truth::of(atom.want);
        scope.vars.clone_from(&instance.vars);
        let whole = scope.any(&requirement.branches);
        (met, whole)
    };
    let (met, whole) = repairer.with(view, site, &state, decides)?;
    if !met {
        return None;
    }
    let State::Given(value) = &state else { return None };
    let val = Val::of(value)?;
    let direction = direction(view, site, &val);
    let mut to = state.clone();
    let both_readings = meets_readings(view, repairer, instance, requirement, site, &state);
    let mut extra = None;
    if both_readings == Some(false)
        && let Some(more) = solve::for_readings(view, repairer, instance, requirement, site)
    {
        extra = Some(more);
    }
    // Where the requirement holds already, only the reading is at stake: the repair is the one that meets both.
    let only_reading = repairer.now(view, instance, &requirement.branches) == Truth::True;
    if only_reading {
        let rounded = solve::to_scale(view, site, &state, direction);
        for better in [rounded, extra.take()].into_iter().flatten() {
            if meets_readings(view, repairer, instance, requirement, site, &better) == Some(true) {
                to = better;
                break;
            }
        }
    }
    if only_reading && meets_readings(view, repairer, instance, requirement, site, &to) != Some(true) {
        return None;
    }
    let refused_by = repairer.refused_by(view, site, &to, requirement.rule);
    let tried_on_all = refused_by.is_some();
    let shown = match &to {
        State::Given(value) => written(view, site, value),
        _ => Bilingual::default(),
    };
    let time = matches!(scalar_at(view, site), Some(Scalar::FiscalYear | Scalar::Date));
    let mut text = match direction {
        Some(later) if time && changes_by_order(view, &atom) => words::move_to(&name, &shown, later),
        Some(_) if changes_by_order(view, &atom) => words::change(&name, &shown, direction),
        _ => words::change(&name, &shown, None),
    };
    if let Some(State::Given(value)) = &extra {
        text = words::meets_both(&text, &written(view, site, value));
    } else if only_reading {
        text = words::this_meets_both(&text);
    }
    let whole = whole == Truth::True;
    if !whole {
        text = words::others_too(&text);
    }
    if !tried_on_all {
        text = words::not_tried_on_all(&text);
    }
    let refused_by = refused_by.unwrap_or_default();
    let to_exact = match &to {
        State::Given(value) => Val::of(value).map(|val| exact(view.plan, scalar_at(view, site), &val)),
        _ => None,
    };
    Some(Offer {
        site,
        repair: Repair { path: view.written(site), to: to_exact, text, refused_by },
        whole,
        tried_on_all,
        change: relative_change(view, site, &val),
        direction,
    })
}

/// Whether a condition asks for more or less, so that any value beyond the least one does.
fn changes_by_order(view: &View<'_>, atom: &Atom) -> bool {
    match view.plan.node(atom.node).map(|node| &node.kind) {
        Some(Kind::Compare(op, ..)) => {
            let op = if atom.want { *op } else { op.opposite() };
            !matches!(op, Comparator::Is | Comparator::IsNot)
        }
        Some(Kind::Between(..)) => true,
        _ => false,
    }
}

/// Whether all other readings are met as well; nothing where there is none.
fn meets_readings(
    view: &View<'_>,
    repairer: &mut Repairer<'_>,
    instance: &Instance,
    requirement: &Requirement,
    site: Site,
    state: &State,
) -> Option<bool> {
    if requirement.readings.is_empty() {
        return None;
    }
    repairer.with(view, site, state, |scope| {
        scope.vars.clone_from(&instance.vars);
        requirement.readings.iter().all(|reading| scope.truth(reading.value) == Truth::True)
            && scope.any(&requirement.branches) == Truth::True
    })
}

/// Whether the new value is larger or smaller than the one there is.
fn direction(view: &View<'_>, site: Site, new: &Val<'_>) -> Option<bool> {
    let old = value_at(view, site)?;
    match (&old, new) {
        (Val::Num(_), Val::Num(_)) | (Val::Year(_), Val::Year(_)) | (Val::Date(_), Val::Date(_)) => {
            (old != *new).then(|| *new > old)
        }
        _ => None,
    }
}

fn relative_change(view: &View<'_>, site: Site, new: &Val<'_>) -> Option<Num> {
    match (value_at(view, site)?, new) {
        (Val::Num(old), Val::Num(new)) => new.sub(&old).abs().div(&old.abs()).or(Some(new.abs())),
        _ => None,
    }
}

/// The value in a slot.
pub(super) fn value_at<'a>(view: &View<'a>, site: Site) -> Option<Val<'a>> {
    let proposal: &'a Proposal = view.proposals.get(site.proposal as usize)?;
    match &proposal.slot(site.slot)?.state {
        State::Given(value) => Val::of(value),
        _ => None,
    }
}

/// The scalar type of a slot.
pub(super) fn scalar_at(view: &View<'_>, site: Site) -> Option<Scalar> {
    match view.field(site) {
        Some((_, FieldType::Scalar(scalar))) => Some(*scalar),
        _ => None,
    }
}

/// The money type of a slot.
fn money_at(view: &View<'_>, site: Site) -> Option<Money> {
    match scalar_at(view, site) {
        Some(Scalar::Money(money)) => Some(money),
        _ => None,
    }
}

/// A value as the applicant would write it in this place.
pub(super) fn written(view: &View<'_>, site: Site, value: &Value) -> Bilingual {
    if let (Some(money), Value::Num(yen), Some(span), Some(file)) =
        (money_at(view, site), value, view.span(site), view.file(site.proposal))
    {
        return Bilingual::same(notation_at(file.source, span, money).write(yen));
    }
    let Some(value) = Val::of(value) else { return both("", "") };
    let mut shown = show_val(view.plan, scalar_at(view, site), &value);
    if scalar_at(view, site) == Some(Scalar::Whole) {
        let name = view.field(site).map(|(field, _)| field.label.words(&field.name)).unwrap_or_default();
        shown.ja.push_str(counter(&name.ja));
    }
    shown
}

/// A text in the form in which texts are compared.
fn text_value(text: &str) -> Value {
    Value::Text(fold_text(text).into())
}
