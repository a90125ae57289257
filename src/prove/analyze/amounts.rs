//! The least and the greatest amounts that are left where all rules are met.

use super::frame::Frame;
use super::{Run, at_peace, counting};
use crate::check::typed::RuleId;
use crate::data::{Field, FieldType, RecordId};
use crate::diag::proofs::Part;
use crate::diag::{Bilingual, proofs};
use crate::prove::{Asked, CellId, FARTHEST, FactKind, Period, Shape, Sizes};
use crate::text::Span;
use crate::value::{Num, Scalar, show};
use kisoku_logic::{End, Formula, Linear};
use std::collections::BTreeSet;

/// An amount of a proposal.
struct Place {
    span: Span,
    words: Bilingual,
    term: Linear,
    there: Vec<Formula>,
}

/// One end, with the rules that set it.
struct Set {
    at: Num,
    attained: bool,
    rules: BTreeSet<RuleId>,
}

/// Long enough for the lists of a plan by years, whose sums are told.
const SIZES: Sizes = Sizes { least: 6, most: 40 };

pub(super) fn find(run: &mut Run<'_, '_>) {
    let plan = run.plan;
    let periods = run.periods.clone();
    let mut told: Vec<(Span, Bilingual, Vec<Part>, Vec<Period>)> = Vec::new();
    for period in &periods {
        let frame = &mut Frame::new(plan, *period, (SIZES, 1), run.engines);
        let all: Vec<RuleId> =
            counting(plan).into_iter().filter(|rule| frame.outcomes(*rule).is_some()).collect();
        let rules = at_peace(plan, &[], &all);
        let Some(root) = frame.asker.space.roots().first().copied() else { continue };
        let mut places = Vec::new();
        fields(frame, plan.pack.program.root, root, &[], &mut places);
        for place in places {
            let greatest = end(run, frame, &rules, &place, true);
            let least = end(run, frame, &rules, &place, false).filter(|least| least.at > Num::ZERO);
            if greatest.is_none() && least.is_none() {
                continue;
            }
            let message = message(&place.words, least.as_ref(), greatest.as_ref());
            match told.iter_mut().find(|(span, said, ..)| *span == place.span && *said == message) {
                Some((.., so)) => so.push(*period),
                None => {
                    let parts = parts(run, least.as_ref(), greatest.as_ref());
                    told.push((place.span, message, parts, vec![*period]));
                }
            }
        }
    }
    for (span, message, parts, so) in told {
        let scope = run.texts.scope(&periods, &so, true, None);
        run.add(proofs::left_possible(span, message, &parts, &scope), None);
    }
}

/// The amounts at and below a record; of a list those of its first item, and their sum.
fn fields(frame: &mut Frame<'_>, id: RecordId, cell: CellId, there: &[Formula], out: &mut Vec<Place>) {
    let plan = frame.plan;
    let Some(record) = plan.pack.schema.record(id) else { return };
    for field in &record.fields {
        let Some(own) = frame.asker.space.field(cell, &field.name) else { continue };
        if !frame.asker.space.is_read(own) {
            continue;
        }
        let Some(found) = frame.asker.space.cell(own).cloned() else { continue };
        let mut there = there.to_vec();
        there.push(found.given);
        match (&field.ty, &found.shape) {
            (FieldType::Scalar(Scalar::Money(_)), Shape::Number(term)) => out.push(Place {
                span: field.span,
                words: field.label.words(&field.name),
                term: term.clone(),
                there,
            }),
            (FieldType::Record(inner), _) => fields(frame, *inner, own, &there, out),
            (FieldType::List { item, max, .. }, Shape::List(items)) => {
                let FieldType::Record(inner) = item.as_ref() else { continue };
                if let Some((guard, first)) = items.first() {
                    let mut there = there.clone();
                    there.push(*guard);
                    fields(frame, *inner, *first, &there, out);
                }
                let whole = max.is_some_and(|max| usize::try_from(max).is_ok_and(|max| max <= items.len()));
                if whole {
                    sums(frame, (field, *inner), items, &there, out);
                }
            }
            _ => {}
        }
    }
}

/// The sums of the amounts of a list.
fn sums(
    frame: &mut Frame<'_>,
    (list, id): (&Field, RecordId),
    items: &[(Formula, CellId)],
    there: &[Formula],
    out: &mut Vec<Place>,
) {
    let plan = frame.plan;
    for field in plan.pack.schema.record(id).map_or(&[][..], |record| &record.fields) {
        let FieldType::Scalar(Scalar::Money(_)) = field.ty else { continue };
        if field.optional {
            continue;
        }
        let mut sum = Linear::default();
        let mut is_read = false;
        for (guard, item) in items {
            let Some(own) = frame.asker.space.field(*item, &field.name) else { continue };
            let Some(Shape::Number(term)) = frame.asker.space.cell(own).map(|cell| cell.shape.clone()) else {
                continue;
            };
            is_read |= frame.asker.space.is_read(own);
            sum = sum.plus(&frame.asker.space.problem.choose(*guard, &term, &Linear::default()));
        }
        if is_read {
            let (list, own) = (list.label.words(&list.name), field.label.words(&field.name));
            let words = Bilingual::new(
                format!("the sum of {} over {}", own.en, list.en),
                format!("{}の{}の合計", list.ja, own.ja),
            );
            out.push(Place { span: field.span, words, term: sum, there: there.to_vec() });
        }
    }
}

fn end(
    run: &mut Run<'_, '_>,
    frame: &mut Frame<'_>,
    rules: &[RuleId],
    place: &Place,
    up: bool,
) -> Option<Set> {
    let on = frame.on(rules);
    let Asked::Possible((end, model)) = frame.asker.farthest(&place.term, up, &on, &place.there) else {
        return None;
    };
    let (at, attained) = match end {
        End::Attained(at) => (at, true),
        End::Open(at) => (at, false),
        End::Unbounded => return None,
    };
    // What lies at the end of the everyday domain is not bounded by the rules.
    if at.abs() >= Num::Int(FARTHEST / 1_000) {
        return None;
    }
    if let Asked::Disagrees(why) = frame.judged(&model) {
        run.broken = true;
        let (span, name) = why.rule.map_or((place.span, place.words.en.clone()), |rule| run.texts.rule(rule));
        let found = proofs::disagree(span, &name, &why.texts.join("\n"));
        run.add(found, None);
        return None;
    }
    let problem = &mut frame.asker.space.problem;
    let limit = Linear::number(at.clone());
    let beyond = match (up, attained) {
        (true, true) => problem.above(&place.term, &limit),
        (true, false) => problem.at_least(&place.term, &limit),
        (false, true) => problem.below(&place.term, &limit),
        (false, false) => problem.at_most(&place.term, &limit),
    };
    let mut asked = place.there.clone();
    asked.push(beyond);
    let Asked::Impossible(why) = frame.asker.ask(&on, &asked) else { return None };
    let rules: BTreeSet<RuleId> = why
        .core
        .iter()
        .filter_map(|fact| match fact.kind {
            FactKind::Rule(rule) => Some(rule),
            _ => None,
        })
        .collect();
    (!rules.is_empty()).then_some(Set { at, attained, rules })
}

fn message(words: &Bilingual, least: Option<&Set>, greatest: Option<&Set>) -> Bilingual {
    let least = least.map(|set| (show::money(&set.at), set.attained));
    let greatest = greatest.map(|set| (show::money(&set.at), set.attained));
    let at_least = |(money, attained): &(Bilingual, bool)| {
        if *attained {
            Bilingual::new(format!("at least {}", money.en), format!("{}以上", money.ja))
        } else {
            Bilingual::new(format!("more than {}", money.en), format!("{}超", money.ja))
        }
    };
    let at_most = |(money, attained): &(Bilingual, bool)| {
        if *attained {
            Bilingual::new(format!("at most {}", money.en), format!("{}以下", money.ja))
        } else {
            Bilingual::new(format!("less than {}", money.en), format!("{}未満", money.ja))
        }
    };
    let exactly = least.as_ref().zip(greatest.as_ref()).filter(|(low, high)| low == high && low.1);
    if let Some((only, _)) = exactly {
        return Bilingual::new(
            format!("where all rules are met, {} is exactly {}", words.en, only.0.en),
            format!("すべての規則を満たす場合、{}はちょうど{}です", words.ja, only.0.ja),
        );
    }
    let both = match (least.as_ref().map(at_least), greatest.as_ref().map(at_most)) {
        (Some(low), Some(high)) => {
            Bilingual::new(format!("{} and {}", low.en, high.en), format!("{}{}", low.ja, high.ja))
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => Bilingual::default(),
    };
    Bilingual::new(
        format!("where all rules are met, {} is {}", words.en, both.en),
        format!("すべての規則を満たす場合、{}は{}です", words.ja, both.ja),
    )
}

fn parts(run: &Run<'_, '_>, least: Option<&Set>, greatest: Option<&Set>) -> Vec<Part> {
    let mut parts = Vec::new();
    for (set, text) in [
        (least, Bilingual::new("plays a part in the least amount", "下限を定める規則")),
        (greatest, Bilingual::new("plays a part in the greatest amount", "上限を定める規則")),
    ] {
        for rule in set.into_iter().flat_map(|set| &set.rules) {
            parts.push((run.texts.rule(*rule).0, text.clone()));
        }
    }
    parts
}
