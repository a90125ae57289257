//! Why there is no way: the rules and the other values that clash, and what else would have to be allowed.
//!
//! Asked of a second space, in which every single value could move and those that may not are held by a label of their
//! own: a clash names the ones that have a part in it. Where a rule cannot be computed with so, only rules are named.

use super::{Clash, Fixed, Question, Trouble, rule_ref};
use crate::check::typed::RuleId;
use crate::diag::Bilingual;
use crate::prove::{AIMS, Aim, FactKind, Least, Moves, touched};
use crate::workbench::solve::open::Field;
use kisoku_logic::Label;

/// So many values are held by labels of their own at most.
const MOST_FIELDS: usize = 600;

/// Why the rules cannot hold with what may change.
pub(super) fn clash(
    question: Question<'_>,
    all: &[Field],
    free: &[Field],
    narrow: &mut Moves,
    rules: &[RuleId],
) -> Result<Clash, Trouble> {
    let dates = question.plan.pack.program.as_of;
    let is_date = |field: &Field| dates.is_some_and(|date| field.slot.0 == date);
    let is_free = |slot| free.iter().any(|field| field.slot == slot);
    let movable: Vec<&Field> =
        all.iter().filter(|field| field.can_move(question.proposal) && !is_date(field)).collect();
    if movable.len() > MOST_FIELDS {
        return of_rules(question, narrow, rules);
    }
    let places: Vec<_> = movable
        .iter()
        .map(|field| field.movable(question.proposal, field.required && is_free(field.slot)))
        .collect();
    let mut wide = Moves::of(question.plan, question.proposal, question.as_of, &places);
    if rules.iter().any(|rule| wide.rule(*rule).is_none() && narrow.rule(*rule).is_some()) {
        return of_rules(question, narrow, rules);
    }
    let on: Vec<Label> = rules.iter().filter_map(|rule| wide.rule(*rule)).collect();
    let mut held = on.clone();
    held.extend(wide.pins(|slot| !is_free(slot)));
    let (labels, minimal) = match wide.least(&held, &[], |_| true) {
        Least::Clash(labels, minimal) => (labels, minimal),
        // Texts are held in both, so the same question has the same answer.
        Least::Found(_) | Least::Unknown(_) => return of_rules(question, narrow, rules),
    };
    let mut clash = named(question, &wide, all, &labels, minimal);
    let aims: Vec<Aim> =
        [Aim::Fields, Aim::OtherFields].into_iter().chain(AIMS.into_iter().skip(1)).collect();
    if let Least::Found(changes) = wide.least(&on, &aims, |slot| !is_free(slot)) {
        let touched = touched(&changes);
        let allow = movable.iter().filter(|field| touched.contains(&field.slot) && !is_free(field.slot));
        clash.allow = allow.map(|field| field.fixed(question)).collect();
    }
    Ok(clash)
}

/// The same of the rules alone.
fn of_rules(question: Question<'_>, narrow: &mut Moves, rules: &[RuleId]) -> Result<Clash, Trouble> {
    let on: Vec<Label> = rules.iter().filter_map(|rule| narrow.rule(*rule)).collect();
    match narrow.least(&on, &[], |_| true) {
        Least::Clash(labels, minimal) => Ok(named(question, narrow, &[], &labels, minimal)),
        Least::Found(_) | Least::Unknown(_) => Err(Trouble::Undecided),
    }
}

fn named(question: Question<'_>, moves: &Moves, all: &[Field], labels: &[Label], minimal: bool) -> Clash {
    let (mut ids, mut fixed): (Vec<RuleId>, Vec<Fixed>) = (Vec::new(), Vec::new());
    for label in labels {
        if let Some(slot) = moves.pinned(*label) {
            fixed.extend(all.iter().find(|field| field.slot == slot).map(|field| field.fixed(question)));
        } else if let Some(FactKind::Rule(rule)) = moves.space.fact_of(*label).map(|fact| &fact.kind) {
            ids.push(*rule);
        }
    }
    ids.sort_unstable();
    // What cannot be read or worked out has no value that a rule could be met by.
    let open = all.iter().filter(|field| field.is_in_the_way(question.proposal));
    let read = open.filter(|field| {
        ids.iter().any(|rule| field.field().is_some_and(|id| question.plan.reads(*rule, id)))
    });
    fixed.extend(read.map(|field| field.fixed(question)));
    fixed.sort_by_key(|field| field.line);
    let declared = declared(question, &ids);
    let rules = ids.iter().map(|rule| rule_ref(question, *rule)).collect();
    Clash { rules, fixed, minimal, declared, allow: Vec::new() }
}

/// The declared conflicts among some rules, each once.
fn declared(question: Question<'_>, rules: &[RuleId]) -> Vec<Bilingual> {
    let pack = &question.plan.pack;
    let mut out = Vec::new();
    for rule in rules {
        let Some(typed) = pack.rule(*rule) else { continue };
        for conflict in typed.conflicts.iter().filter(|one| one.rule > *rule && rules.contains(&one.rule)) {
            let Some(other) = pack.rule(conflict.rule) else { continue };
            out.push(super::words::declared(
                (&typed.name, &other.name),
                &conflict.because,
                &pack.program.authority,
            ));
        }
    }
    out
}
