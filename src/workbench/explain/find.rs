//! Which thing a name means: `program/name`, `name` where only one program has it, `RECORD.field`, a path of a proposal.

use crate::check::typed::{DefineId, JudgementId, LetId, RuleId, TableId};
use crate::data::{FieldType, RecordId, Schema, Step};
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::text::{FileId, Span, nearest};
use std::collections::BTreeSet;

/// So many names are listed where several are meant.
const MOST_NAMED: usize = 12;

/// What is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A rule.
    Rule(RuleId),
    /// A judgement.
    Judgement(JudgementId),
    /// A question, by its index.
    Question(usize),
    /// A scorecard, by its index.
    Scorecard(usize),
    /// A named figure.
    Let(LetId),
    /// A derived value.
    Define(DefineId),
    /// A table.
    Table(TableId),
    /// A record.
    Record(RecordId),
    /// A field of a record.
    Field(RecordId, u32),
    /// An enum, by its index.
    Enum(usize),
}

/// What a thing is, without which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKind {
    /// A rule.
    Rule,
    /// A judgement.
    Judgement,
    /// A question.
    Question,
    /// A scorecard.
    Scorecard,
    /// A named figure.
    Let,
    /// A derived value.
    Define,
    /// A table.
    Table,
    /// A record.
    Record,
    /// A field.
    Field,
    /// An enum.
    Enum,
}

impl SubjectKind {
    /// Every kind, in the order in which names are looked up.
    pub const ALL: [SubjectKind; 10] = [
        SubjectKind::Rule,
        SubjectKind::Judgement,
        SubjectKind::Question,
        SubjectKind::Scorecard,
        SubjectKind::Let,
        SubjectKind::Define,
        SubjectKind::Table,
        SubjectKind::Record,
        SubjectKind::Enum,
        SubjectKind::Field,
    ];

    /// The word of the language, and of the wire formats.
    pub fn word(self) -> &'static str {
        match self {
            SubjectKind::Rule => "rule",
            SubjectKind::Judgement => "judgement",
            SubjectKind::Question => "question",
            SubjectKind::Scorecard => "scorecard",
            SubjectKind::Let => "let",
            SubjectKind::Define => "define",
            SubjectKind::Table => "table",
            SubjectKind::Record => "record",
            SubjectKind::Field => "field",
            SubjectKind::Enum => "enum",
        }
    }
}

/// What a name stands for.
#[derive(Debug)]
pub enum Lookup<'p> {
    /// One thing.
    Found(&'p LoadedPack, Subject),
    /// Several: what to write to mean each of them, and how many more there are.
    Ambiguous(Vec<String>, usize),
    /// None; what may have been meant.
    Unknown(Option<String>),
}

/// A thing with its name.
struct Known<'p> {
    pack: &'p LoadedPack,
    program: &'p str,
    kind: SubjectKind,
    name: String,
    subject: Subject,
}

impl Known<'_> {
    fn full(&self) -> String {
        format!("{}/{}", self.program, self.name)
    }
}

/// Finds what a name means. `kind` is the word before it, where one was written: `let floor`.
pub fn find<'p>(packs: &[&'p LoadedPack], kind: Option<SubjectKind>, asked: &str) -> Lookup<'p> {
    let (program, name) = match asked.rsplit_once('/') {
        Some((program, name)) => (Some(program), name),
        None => (None, asked),
    };
    let mut known: Vec<Known<'p>> = Vec::new();
    for pack in packs {
        if let Some(plan) = &pack.plan {
            list(pack, plan, &mut known);
        }
    }
    known.retain(|one| kind.is_none_or(|kind| kind == one.kind));
    let in_program = |one: &&Known<'p>| program.is_none_or(|program| program == one.program);
    let mut found: Vec<&Known<'p>> = known.iter().filter(in_program).filter(|one| one.name == name).collect();
    // A path of a proposal, or the label of a field, where no name is so.
    if found.is_empty() {
        found = by_place(&known, program, name);
    }
    // Within a program, the first kind is meant: a question may have the name of its rule.
    let mut met = BTreeSet::new();
    if kind.is_none() {
        found.retain(|one| met.insert(one.program) || one.kind == SubjectKind::Field);
    }
    match found.as_slice() {
        [] => Lookup::Unknown(near(&known, program, name, asked)),
        [only] => Lookup::Found(only.pack, only.subject),
        several => {
            let names = several.iter().take(MOST_NAMED).map(|one| one.full()).collect();
            Lookup::Ambiguous(names, several.len().saturating_sub(MOST_NAMED))
        }
    }
}

/// Fields by a path from the root (`main_part[0].national`), by their own name or by a label.
fn by_place<'k, 'p>(known: &'k [Known<'p>], program: Option<&str>, name: &str) -> Vec<&'k Known<'p>> {
    let fields = || {
        let of_program = move |one: &&Known<'_>| program.is_none_or(|program| program == one.program);
        known.iter().filter(of_program).filter(|one| one.kind == SubjectKind::Field)
    };
    let at_end = |one: &&Known<'p>| match (&one.pack.plan, one.subject) {
        (Some(plan), Subject::Field(record, field)) => at_path(plan, name) == Some((record, field)),
        _ => false,
    };
    let by_path: Vec<&Known<'p>> = fields().filter(at_end).collect();
    if !by_path.is_empty() {
        return by_path;
    }
    let spelt = |one: &&Known<'p>| {
        let (Subject::Field(record, field), Some(plan)) = (one.subject, &one.pack.plan) else { return false };
        let field = plan.pack.schema.record(record).and_then(|record| record.fields.get(field as usize));
        field.is_some_and(|field| field.spellings().any(|spelling| spelling == name))
    };
    fields().filter(spelt).collect()
}

/// The field to which a path of a proposal leads.
fn at_path(plan: &Plan, path: &str) -> Option<(RecordId, u32)> {
    let nowhere = Span { file: FileId(0), start: 0, end: 0 };
    let place = plan.pack.resolve_place(path, nowhere).ok()?;
    place.path.0.iter().rev().find_map(|step| match step {
        Step::Field(record, field) => Some((*record, *field)),
        Step::Item(_) => None,
    })
}

fn near(known: &[Known<'_>], program: Option<&str>, name: &str, asked: &str) -> Option<String> {
    // The right name in another program is nearer than another name.
    if let Some(elsewhere) = known.iter().find(|one| one.name == name) {
        return Some(elsewhere.full());
    }
    let full: Vec<String> = known.iter().map(Known::full).collect();
    match program {
        Some(_) => nearest(asked, full.iter().map(String::as_str)).map(str::to_owned),
        None => nearest(name, known.iter().map(|one| one.name.as_str())).map(str::to_owned),
    }
}

/// Everything in a pack that has a name; what it uses of other packs is listed there.
fn list<'p>(pack: &'p LoadedPack, plan: &'p Plan, out: &mut Vec<Known<'p>>) {
    let program = plan.pack.id.as_str();
    let mut add = |kind, name: &str, subject| {
        out.push(Known { pack, program, kind, name: name.to_owned(), subject });
    };
    let own = |name: &str| !name.contains('.');
    for (rule, at) in plan.pack.rules.iter().zip(0_u32..) {
        add(SubjectKind::Rule, &rule.name, Subject::Rule(RuleId(at)));
    }
    for (one, at) in plan.pack.judgements.iter().zip(0_u32..) {
        add(SubjectKind::Judgement, &one.name, Subject::Judgement(JudgementId(at)));
    }
    for (at, one) in plan.pack.questions.iter().enumerate() {
        add(SubjectKind::Question, &one.name, Subject::Question(at));
    }
    for (at, one) in plan.pack.scorecards.iter().enumerate() {
        add(SubjectKind::Scorecard, &one.name, Subject::Scorecard(at));
    }
    for (one, at) in plan.pack.lets.iter().zip(0_u32..).filter(|(one, _)| own(&one.name)) {
        add(SubjectKind::Let, &one.name, Subject::Let(LetId(at)));
    }
    for (one, at) in plan.pack.defines.iter().zip(0_u32..) {
        add(SubjectKind::Define, &one.name, Subject::Define(DefineId(at)));
    }
    for (one, at) in plan.pack.tables.iter().zip(0_u32..).filter(|(one, _)| own(&one.name)) {
        add(SubjectKind::Table, &one.name, Subject::Table(TableId(at)));
    }
    for (record, at) in plan.pack.schema.records.iter().zip(0_u32..) {
        add(SubjectKind::Record, &record.name, Subject::Record(RecordId(at)));
    }
    for (at, one) in plan.pack.schema.enums.iter().enumerate().filter(|(_, one)| own(&one.name)) {
        add(SubjectKind::Enum, &one.name, Subject::Enum(at));
    }
    for (record, at) in plan.pack.schema.records.iter().zip(0_u32..) {
        for (field, index) in record.fields.iter().zip(0_u32..) {
            let name = format!("{}.{}", record.name, field.name);
            add(SubjectKind::Field, &name, Subject::Field(RecordId(at), index));
        }
    }
}

/// The record that the items or the value of a field are, where they are one.
pub(super) fn record_of(ty: &FieldType) -> Option<RecordId> {
    match ty {
        FieldType::Record(record) => Some(*record),
        FieldType::List { item, .. } => record_of(item),
        FieldType::Scalar(_) => None,
    }
}

/// The paths from the root record to the fields of a record, as people write them: `main_part[]`.
pub(super) fn ways_to(schema: &Schema, root: RecordId, record: RecordId) -> Vec<String> {
    let mut out = Vec::new();
    let mut waiting = vec![(root, String::new(), 0_usize)];
    while let Some((at, way, depth)) = waiting.pop() {
        if at == record {
            out.push(way.clone());
        }
        let Some(found) = schema.record(at).filter(|_| depth < schema.records.len()) else { continue };
        for field in &found.fields {
            let Some(inner) = record_of(&field.ty) else { continue };
            let dot = if way.is_empty() { "" } else { "." };
            let items = if matches!(field.ty, FieldType::List { .. }) { "[]" } else { "" };
            waiting.push((inner, format!("{way}{dot}{}{items}", field.name), depth.saturating_add(1)));
        }
    }
    out.sort();
    out.dedup();
    out
}
