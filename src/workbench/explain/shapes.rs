//! Records, fields, enums and scorecards explained.

use super::find::ways_to;
use super::{
    Bench, Explained, Fact, FactKind, Part, Reference, SubjectKind, judgement_reference, page, rule_reference,
};
use crate::check::typed::{JudgementId, PathRoot, PathType, RuleId};
use crate::data::{Field, RecordId};
use crate::diag::Bilingual;
use crate::plan::Plan;
use crate::workbench::origin::citations;
use crate::workbench::types::type_words;

pub(super) fn record(bench: Bench<'_>, id: RecordId) -> Option<Explained> {
    let plan = bench.plan;
    let record = plan.pack.schema.record(id)?;
    let name = Bilingual::same(record.name.clone());
    let mut out = page(bench, SubjectKind::Record, &record.name, &name, record.span);
    out.facts.push(Fact { kind: FactKind::Record, text: stands_at(plan, id) });
    out.parts = record.fields.iter().map(|field| part(plan, field)).collect();
    Some(out)
}

/// Where records of a kind stand in an application.
fn stands_at(plan: &Plan, id: RecordId) -> Bilingual {
    let root = plan.pack.program.root;
    if id == root {
        return Bilingual::new("the whole application", "申請書の全体");
    }
    match ways_to(&plan.pack.schema, root, id).join(", ") {
        nowhere if nowhere.is_empty() => Bilingual::new("not part of an application", "申請書には現れない"),
        ways => Bilingual::new(format!("stands at {ways}"), format!("申請書での位置：{ways}")),
    }
}

fn part(plan: &Plan, field: &Field) -> Part {
    let mut note = type_words(&plan.pack, &field.ty);
    if field.optional {
        note = Bilingual::new(format!("{}; optional", note.en), format!("{}、任意", note.ja));
    }
    Part { depth: 0, name: field.name.clone(), title: field.label.words(&field.name), note }
}

pub(super) fn field(bench: Bench<'_>, record: RecordId, index: u32) -> Option<Explained> {
    let plan = bench.plan;
    let of = plan.pack.schema.record(record)?;
    let field = of.fields.get(index as usize)?;
    let name = format!("{}.{}", of.name, field.name);
    let mut out = page(bench, SubjectKind::Field, &name, &field.label.words(&field.name), field.span);
    out.facts.push(Fact { kind: FactKind::Type, text: type_words(&plan.pack, &field.ty) });
    let presence = if field.optional {
        Bilingual::new("optional: may be left out, or declared not applicable", "任意（省略、該当なしも可）")
    } else {
        Bilingual::new("required", "必須")
    };
    out.facts.push(Fact { kind: FactKind::Presence, text: presence });
    let mut keys: Vec<&str> = Vec::new();
    for spelling in field.spellings() {
        if !keys.contains(&spelling) {
            keys.push(spelling);
        }
    }
    let keys = Bilingual::new(
        format!("may be written as {}", keys.join(", ")),
        format!("項目名として使える表記：{}", keys.join("、")),
    );
    out.facts.push(Fact { kind: FactKind::Keys, text: keys });
    out.facts.push(Fact { kind: FactKind::Record, text: stands_in(plan, record, &field.name) });
    let rules = (0_u32..).zip(&plan.pack.rules).map(|(at, _)| RuleId(at));
    let rules = rules.filter(|rule| plan.reads(*rule, (record, index)));
    let judgements = (0_u32..).zip(&plan.pack.judgements).filter(|(_, judgement)| {
        judgement.asks.iter().any(|path| {
            path.root == PathRoot::Proposal
                && matches!(path.ty, PathType::Field(_))
                && last_field(plan, &path.steps) == Some((record, index))
        })
    });
    let judgements: Vec<Reference> =
        judgements.filter_map(|(at, _)| judgement_reference(plan, JudgementId(at))).collect();
    out.used_by = rules.filter_map(|id| rule_reference(plan, id)).chain(judgements).collect();
    Some(out)
}

fn stands_in(plan: &Plan, record: RecordId, field: &str) -> Bilingual {
    let ways = ways_to(&plan.pack.schema, plan.pack.program.root, record);
    let ways: Vec<String> = ways
        .into_iter()
        .map(|way| if way.is_empty() { field.to_owned() } else { format!("{way}.{field}") })
        .collect();
    if ways.is_empty() {
        return Bilingual::new("not part of an application", "申請書には現れない");
    }
    let ways = ways.join(", ");
    Bilingual::new(format!("stands at {ways}"), format!("申請書での位置：{ways}"))
}

/// The field to which the steps of a path from the root lead.
fn last_field(plan: &Plan, steps: &[u32]) -> Option<(RecordId, u32)> {
    let mut at = Some(plan.pack.program.root);
    let mut last = None;
    for step in steps {
        let record = at?;
        last = Some((record, *step));
        let field = plan.pack.schema.record(record)?.fields.get(*step as usize)?;
        at = super::find::record_of(&field.ty);
    }
    last
}

pub(super) fn enumeration(bench: Bench<'_>, index: usize) -> Option<Explained> {
    let plan = bench.plan;
    let one = plan.pack.schema.enums.get(index)?;
    let mut out = page(bench, SubjectKind::Enum, &one.name, &Bilingual::same(one.name.clone()), one.span);
    out.parts = one
        .members
        .iter()
        .map(|member| {
            let note = if member.aka.is_empty() {
                Bilingual::default()
            } else {
                Bilingual::new(
                    format!("also written {}", member.aka.join(", ")),
                    format!("別表記：{}", member.aka.join("、")),
                )
            };
            Part { depth: 0, name: member.name.clone(), title: member.label.words(&member.name), note }
        })
        .collect();
    Some(out)
}

pub(super) fn scorecard(bench: Bench<'_>, index: usize) -> Option<Explained> {
    let plan = bench.plan;
    let card = plan.pack.scorecards.get(index)?;
    let mut out = page(bench, SubjectKind::Scorecard, &card.name, &card.title, card.span);
    let points = |points: Option<u32>| match points {
        Some(points) => Bilingual::new(format!("{points} points"), format!("{points}点")),
        None => Bilingual::default(),
    };
    let total = match card.total {
        Some(total) => Bilingual::new(format!("{total} points in all"), format!("満点{total}点")),
        None => Bilingual::new("the source gives no total", "満点は出典に定めがない"),
    };
    out.facts.push(Fact { kind: FactKind::Value, text: total });
    for section in &card.sections {
        let (name, title) = (section.id.clone(), section.title.clone());
        out.parts.push(Part { depth: 0, name, title, note: points(section.points) });
        for item in &section.items {
            let (name, title) = (item.id.clone(), item.title.clone());
            out.parts.push(Part { depth: 1, name, title, note: points(item.points) });
        }
    }
    out.citations = citations(&plan.pack, &card.cites);
    Some(out)
}
