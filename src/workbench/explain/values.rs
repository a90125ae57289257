//! Figures, derived values and tables explained: what they are, and which rules rest on them.

use super::{
    Bench, Explained, Fact, FactKind, NamedId, Part, Reference, SubjectKind, judgement_reference, page,
    rule_reference, word,
};
use crate::check::typed::{DefineId, JudgementId, LetId, RuleId, TableId};
use crate::diag::Bilingual;
use crate::plan::Plan;
use crate::report::{define_text, named_by, named_in, values_of};
use crate::workbench::origin::citations;
use crate::workbench::types::scalar_words;

pub(super) fn figure(bench: Bench<'_>, id: LetId) -> Option<Explained> {
    let plan = bench.plan;
    let figure = plan.pack.figure(id)?;
    let label = figure.label.words(&figure.name);
    let mut out = page(bench, SubjectKind::Let, &figure.name, &label, figure.span);
    out.facts = values_of(plan, figure)
        .iter()
        .map(|value| Fact { kind: FactKind::Value, text: value.dated() })
        .collect();
    out.used_by = users(plan, NamedId::Let(id));
    Some(out)
}

pub(super) fn define(bench: Bench<'_>, id: DefineId) -> Option<Explained> {
    let plan = bench.plan;
    let define = plan.pack.define(id)?;
    let label = define.label.words(&define.name);
    let mut out = page(bench, SubjectKind::Define, &define.name, &label, define.span);
    let value = define_text(plan, &bench.pack.sources, id);
    out.facts.push(Fact { kind: FactKind::Value, text: value });
    if let Some(record) = plan.pack.schema.record(define.record) {
        let text = Bilingual::new(
            format!("worked out for each `{}`", record.name),
            format!("`{}` ごとに計算される", record.name),
        );
        out.facts.push(Fact { kind: FactKind::Record, text });
    }
    let others = named_in(plan, &define.value).into_iter().filter(|one| *one != NamedId::Define(id));
    out.words = others.filter_map(|one| word(bench, one)).collect();
    out.used_by = users(plan, NamedId::Define(id));
    Some(out)
}

pub(super) fn table(bench: Bench<'_>, id: TableId) -> Option<Explained> {
    let plan = bench.plan;
    let table = plan.pack.table(id)?;
    let label = table.label.words(&table.name);
    let mut out = page(bench, SubjectKind::Table, &table.name, &label, table.span);
    out.facts.extend(word(bench, NamedId::Table(id)).and_then(|word| word.meaning).map(|mut text| {
        if let Some(file) = bench.pack.sources.get(table.file) {
            text = Bilingual::new(
                format!("{}, in {}", text.en, file.name),
                format!("{}（{}）", text.ja, file.name),
            );
        }
        Fact { kind: FactKind::Value, text }
    }));
    out.parts = table
        .columns
        .iter()
        .map(|column| {
            let mut note = scalar_words(&plan.pack, column.ty);
            if column.optional {
                note = Bilingual::new(format!("{}; may be blank", note.en), format!("{}、空欄可", note.ja));
            }
            Part { depth: 0, name: column.name.clone(), title: column.label.words(&column.name), note }
        })
        .collect();
    out.citations = citations(&plan.pack, &table.cites);
    out.used_by = users(plan, NamedId::Table(id));
    Some(out)
}

/// The rules and judgements that rest on a named value, also through derived ones.
fn users(plan: &Plan, one: NamedId) -> Vec<Reference> {
    let rules = (0_u32..).zip(&plan.pack.rules).map(|(at, _)| RuleId(at));
    let rules = rules.filter(|id| named_by(plan, *id).contains(&one));
    let judgements = (0_u32..)
        .zip(&plan.pack.judgements)
        .filter(|(_, judgement)| judgement.when.iter().any(|when| named_in(plan, when).contains(&one)));
    let judgements = judgements.map(|(at, _)| JudgementId(at));
    rules
        .filter_map(|id| rule_reference(plan, id))
        .chain(judgements.filter_map(|id| judgement_reference(plan, id)))
        .collect()
}
