//! One thing of a pack explained: a rule, judgement, figure, derived value, table, question, scorecard, field or enum.
//!
//! In: a pack, its prepared tests and which thing. Out: [`Explained`], a page of sections in both languages that a
//! terminal, a browser and a machine are told alike; what has nothing to say is empty. Everything is worked out of the
//! typed tree, nothing of titles: the sentences, the number lines, the outcomes of values at each bound.

mod draw;
mod examples;
mod find;
mod human;
mod json;
mod layout;
mod lines;
mod markdown;
mod page;
mod shapes;
mod values;

pub use examples::{Example, Trial};
pub use find::{Lookup, Subject, SubjectKind, find};
pub use human::human;
pub use json::{SCHEMA, json};
pub use lines::{NumberLine, Tick};
pub use markdown::markdown;
pub use page::page_in;

pub(super) use draw::{in_words, zone_words};
pub(super) use layout::{axis, called, example as example_words, said_words, trial as trial_words};
pub use markdown::markdown_at;

pub use super::origin::{At, Citation};
pub use crate::report::{BoundRole, NamedId, NamedValue, Said, SaidKind};

use super::origin::{at, citations};
use crate::check::typed::{
    Cite, Expect, JudgementId, Program, Question, Rule, RuleId, RuleKind, Test, Validity,
};
use crate::diag::{Bilingual, Severity};
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::report::{judgement_text, meaning_of, named_by, named_in, rule_text, values_of};
use crate::suite::{PreparedTest, meets};
use crate::syntax::ast::ExpectedOutcome;
use crate::text::Span;
use crate::value::show;

/// A pack that is explained, with its tests.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// The pack.
    pub pack: &'a LoadedPack,
    /// Its plan.
    pub plan: &'a Plan,
    /// Its tests with their proposals.
    pub tests: &'a [PreparedTest],
}

/// One thing explained. A section without entries has nothing to say.
#[derive(Clone, Debug)]
pub struct Explained {
    /// What it is.
    pub kind: SubjectKind,
    /// The id of its program.
    pub program: String,
    /// Its name: `main_part_band`, `main_part.national`.
    pub name: String,
    /// Its title or label.
    pub title: Bilingual,
    /// What it is, what it does, when it is in force: short lines.
    pub facts: Vec<Fact>,
    /// What it says, in plain words.
    pub says: Vec<Said>,
    /// What it is made of: the words of an enum, the columns of a table, the sections of a scorecard.
    pub parts: Vec<Part>,
    /// The figures, derived values and tables that it rests on, each explained once.
    pub words: Vec<Word>,
    /// Its bounds.
    pub lines: Vec<NumberLine>,
    /// Values at its bounds, each tried.
    pub examples: Vec<Example>,
    /// Where it comes from.
    pub citations: Vec<Citation>,
    /// Why it is the keeper's own.
    pub own: Option<Bilingual>,
    /// The rules that it contradicts.
    pub conflicts: Vec<Contradiction>,
    /// Whom to ask, where there is something to ask.
    pub ask: Option<Bilingual>,
    /// The questions about it.
    pub questions: Vec<OpenQuestion>,
    /// The rules and judgements that read it.
    pub used_by: Vec<Reference>,
    /// The tests that look at it.
    pub tests: Vec<TestLook>,
    /// Where it stands.
    pub at: At,
}

/// A short line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What of.
    pub kind: FactKind,
    /// What it says.
    pub text: Bilingual,
}

/// What a short line is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// The kind of a rule.
    Kind,
    /// What becomes of an application that does not meet it.
    Severity,
    /// When it is in force.
    Validity,
    /// What may be written there.
    Type,
    /// Whether it may be left out.
    Presence,
    /// Under which names it may be written.
    Keys,
    /// On which record it is.
    Record,
    /// Its value.
    Value,
    /// What is known of it.
    Note,
}

impl FactKind {
    /// The word of the wire formats.
    pub fn word(self) -> &'static str {
        match self {
            FactKind::Kind => "kind",
            FactKind::Severity => "severity",
            FactKind::Validity => "validity",
            FactKind::Type => "type",
            FactKind::Presence => "presence",
            FactKind::Keys => "keys",
            FactKind::Record => "record",
            FactKind::Value => "value",
            FactKind::Note => "note",
        }
    }
}

/// A part of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// How deep it stands.
    pub depth: usize,
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Bilingual,
    /// What there is to say of it.
    pub note: Bilingual,
}

/// A figure, derived value or table, explained in a line.
#[derive(Clone, Debug)]
pub struct Word {
    /// Which.
    pub id: NamedId,
    /// Its name, as the author wrote it.
    pub name: String,
    /// What people call it.
    pub label: Bilingual,
    /// The values of a figure, by date.
    pub values: Vec<NamedValue>,
    /// What a derived value is; how large a table is.
    pub meaning: Option<Bilingual>,
    /// Where a table comes from.
    pub citations: Vec<Citation>,
}

/// A rule that contradicts this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Its name.
    pub rule: String,
    /// Its title.
    pub title: Bilingual,
    /// Why both cannot hold.
    pub because: Bilingual,
}

/// A question about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    /// Its name.
    pub name: String,
    /// What is asked.
    pub title: Bilingual,
    /// What is known.
    pub note: Option<Bilingual>,
}

/// Something that reads it, or that it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// What that is.
    pub kind: SubjectKind,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
}

/// A test that looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestLook {
    /// Its name.
    pub name: String,
    /// What it expects.
    pub expects: Bilingual,
    /// Whether all came as the test expects.
    pub met: bool,
    /// Where it stands.
    pub at: At,
}

/// Explains one thing of a pack; nothing where the pack has no such thing.
pub fn explain(bench: Bench<'_>, subject: &Subject) -> Option<Explained> {
    match subject {
        Subject::Rule(id) => rule(bench, *id),
        Subject::Judgement(id) => judgement(bench, *id),
        Subject::Question(index) => question(bench, *index),
        Subject::Scorecard(index) => shapes::scorecard(bench, *index),
        Subject::Let(id) => values::figure(bench, *id),
        Subject::Define(id) => values::define(bench, *id),
        Subject::Table(id) => values::table(bench, *id),
        Subject::Record(id) => shapes::record(bench, *id),
        Subject::Field(record, field) => shapes::field(bench, *record, *field),
        Subject::Enum(index) => shapes::enumeration(bench, *index),
    }
}

/// A page with nothing on it yet.
fn page(bench: Bench<'_>, kind: SubjectKind, name: &str, title: &Bilingual, span: Span) -> Explained {
    Explained {
        kind,
        program: bench.plan.pack.id.clone(),
        name: name.to_owned(),
        title: title.clone(),
        facts: Vec::new(),
        says: Vec::new(),
        parts: Vec::new(),
        words: Vec::new(),
        lines: Vec::new(),
        examples: Vec::new(),
        citations: Vec::new(),
        own: None,
        conflicts: Vec::new(),
        ask: None,
        questions: Vec::new(),
        used_by: Vec::new(),
        tests: Vec::new(),
        at: at(bench.pack, span),
    }
}

fn rule(bench: Bench<'_>, id: RuleId) -> Option<Explained> {
    let Bench { pack, plan, tests: _ } = bench;
    let rule = plan.pack.rule(id)?;
    let kind = rule.kind.map(|kind| Fact { kind: FactKind::Kind, text: kind_words(kind) });
    let facts = kind.into_iter().chain([
        Fact { kind: FactKind::Severity, text: weight(rule) },
        Fact { kind: FactKind::Validity, text: in_force(rule.valid, &plan.pack.program) },
    ]);
    let conflicts = rule.conflicts.iter().filter_map(|conflict| {
        let other = plan.pack.rule(conflict.rule)?;
        let (rule, title) = (other.name.clone(), other.title.clone());
        Some(Contradiction { rule, title, because: conflict.because.clone() })
    });
    let mut out = page(bench, SubjectKind::Rule, &rule.name, &rule.title, rule.span);
    out.facts = facts.collect();
    out.says = rule_text(plan, &pack.sources, id);
    out.words = named_by(plan, id).into_iter().filter_map(|one| word(bench, one)).collect();
    out.lines = lines::of_rule(plan, &pack.sources, id);
    out.examples = examples::of_rule(bench, id);
    from(bench, &mut out, &rule.cites, rule.own.as_ref());
    out.conflicts = conflicts.collect();
    out.questions = questions(plan, |question| question.about_rules.contains(&id));
    out.tests = tests(bench, |expect| match expect {
        Expect::Rule { rule, outcome, .. } if *rule == id => Some(*outcome),
        _ => None,
    });
    Some(with_ask(bench, out))
}

fn judgement(bench: Bench<'_>, id: JudgementId) -> Option<Explained> {
    let Bench { pack, plan, tests: _ } = bench;
    let judgement = plan.pack.judgement(id)?;
    let mut out = page(bench, SubjectKind::Judgement, &judgement.name, &judgement.title, judgement.span);
    out.says = judgement_text(plan, &pack.sources, id);
    let named = judgement.when.iter().flat_map(|when| named_in(plan, when));
    out.words = named.filter_map(|one| word(bench, one)).collect();
    from(bench, &mut out, &judgement.cites, judgement.own.as_ref());
    out.questions = questions(plan, |question| question.about_judgements.contains(&id));
    out.tests = tests(bench, |expect| match expect {
        Expect::Judgement { judgement, outcome, .. } if *judgement == id => Some(*outcome),
        _ => None,
    });
    Some(with_ask(bench, out))
}

fn question(bench: Bench<'_>, index: usize) -> Option<Explained> {
    let plan = bench.plan;
    let question = plan.pack.questions.get(index)?;
    let mut out = page(bench, SubjectKind::Question, &question.name, &question.title, question.span);
    let note = question.note.clone();
    out.facts = note.into_iter().map(|text| Fact { kind: FactKind::Note, text }).collect();
    from(bench, &mut out, &question.cites, None);
    let rules = question.about_rules.iter().filter_map(|id| rule_reference(plan, *id));
    let judgements = question.about_judgements.iter().filter_map(|id| judgement_reference(plan, *id));
    out.used_by = rules.chain(judgements).collect();
    out.ask = authority(bench);
    Some(out)
}

fn rule_reference(plan: &Plan, id: RuleId) -> Option<Reference> {
    let rule = plan.pack.rule(id)?;
    Some(Reference { kind: SubjectKind::Rule, name: rule.name.clone(), title: rule.title.clone() })
}

fn judgement_reference(plan: &Plan, id: JudgementId) -> Option<Reference> {
    let one = plan.pack.judgement(id)?;
    Some(Reference { kind: SubjectKind::Judgement, name: one.name.clone(), title: one.title.clone() })
}

fn from(bench: Bench<'_>, out: &mut Explained, cites: &[Cite], own: Option<&Bilingual>) {
    out.citations = citations(&bench.plan.pack, cites);
    out.own = own.cloned();
}

fn authority(bench: Bench<'_>) -> Option<Bilingual> {
    let authority = &bench.plan.pack.program.authority;
    (!authority.en.is_empty() || !authority.ja.is_empty()).then(|| authority.clone())
}

/// Names whom to ask where something is open.
fn with_ask(bench: Bench<'_>, mut out: Explained) -> Explained {
    if !out.conflicts.is_empty() || !out.questions.is_empty() || says_otherwise(&out.says) {
        out.ask = authority(bench);
    }
    out
}

fn says_otherwise(says: &[Said]) -> bool {
    says.iter().any(|one| one.kind == SaidKind::OtherReading || says_otherwise(&one.inside))
}

/// A figure, derived value or table in a line.
fn word(bench: Bench<'_>, id: NamedId) -> Option<Word> {
    let Bench { pack, plan, tests: _ } = bench;
    let meaning = meaning_of(plan, &pack.sources, id);
    Some(match id {
        NamedId::Let(figure) => {
            let figure = plan.pack.figure(figure)?;
            let (name, label) = (figure.name.clone(), figure.label.words(&figure.name));
            Word { id, name, label, values: values_of(plan, figure), meaning, citations: Vec::new() }
        }
        NamedId::Define(define) => {
            let define = plan.pack.define(define)?;
            let (name, label) = (define.name.clone(), define.label.words(&define.name));
            Word { id, name, label, values: Vec::new(), meaning, citations: Vec::new() }
        }
        NamedId::Table(table) => {
            let table = plan.pack.table(table)?;
            let (name, label) = (table.name.clone(), table.label.words(&table.name));
            let rows = table.rows.len();
            let word = if rows == 1 { "row" } else { "rows" };
            let meaning = Some(Bilingual::new(format!("a table of {rows} {word}"), format!("{rows}行の表")));
            let citations = citations(&plan.pack, &table.cites);
            Word { id, name, label, values: Vec::new(), meaning, citations }
        }
    })
}

fn questions(plan: &Plan, touches: impl Fn(&Question) -> bool) -> Vec<OpenQuestion> {
    let open = plan.pack.questions.iter().filter(|question| touches(question));
    open.map(|one| OpenQuestion { name: one.name.clone(), title: one.title.clone(), note: one.note.clone() })
        .collect()
}

/// The tests that look at something, each expectation once, with what came of the test.
fn tests(bench: Bench<'_>, looks: impl Fn(&Expect) -> Option<ExpectedOutcome>) -> Vec<TestLook> {
    let mut out = Vec::new();
    for prepared in bench.tests {
        let Some(test) = bench.plan.pack.tests.get(prepared.index) else { continue };
        let mut expected = test.expects.iter().filter_map(&looks).peekable();
        if expected.peek().is_none() {
            continue;
        }
        let met = meets(bench.plan, &bench.pack.sources, prepared);
        for outcome in expected {
            out.push(look(bench, test, outcome_words(outcome), met));
        }
    }
    out
}

fn look(bench: Bench<'_>, test: &Test, expects: Bilingual, met: bool) -> TestLook {
    TestLook { name: test.name.clone(), expects, met, at: at(bench.pack, test.span) }
}

fn outcome_words(outcome: ExpectedOutcome) -> Bilingual {
    match outcome {
        ExpectedOutcome::Passes => Bilingual::new("passes", "適合"),
        ExpectedOutcome::Fails => Bilingual::new("fails", "不適合"),
        ExpectedOutcome::Undetermined => Bilingual::new("undetermined", "未判定"),
        ExpectedOutcome::Contested => Bilingual::new("contested", "規定が矛盾"),
        ExpectedOutcome::NotApplicable => Bilingual::new("not applicable", "対象外"),
        ExpectedOutcome::DependsOnReading => Bilingual::new("depends on reading", "解釈により異なる"),
        ExpectedOutcome::ReadingsAgree => Bilingual::new("does not depend on reading", "どの解釈でも同じ"),
        ExpectedOutcome::LeftToReviewers => Bilingual::new("left to reviewers", "審査員が判断"),
    }
}

fn kind_words(kind: RuleKind) -> Bilingual {
    match kind {
        RuleKind::Eligibility => Bilingual::new("eligibility: who may apply", "応募資格に関する規則"),
        RuleKind::Funding => Bilingual::new("funding: what money may be asked for", "資金に関する規則"),
        RuleKind::Form => Bilingual::new("form: what an application looks like", "申請の様式に関する規則"),
    }
}

fn weight(rule: &Rule) -> Bilingual {
    match (rule.across, rule.severity) {
        (true, Severity::Error) => Bilingual::new(
            "error: it looks at all applications of a run together and changes the verdict of none",
            "エラー：一度に検査する申請全体を対象とし、個々の申請の判定には影響しない",
        ),
        (true, _) => Bilingual::new(
            "advice: it looks at all applications of a run together and decides nothing",
            "助言：一度に検査する申請全体を対象とし、判定には影響しない",
        ),
        (false, Severity::Error) => Bilingual::new(
            "error: an application that does not meet it fails",
            "エラー：満たさない申請は不適合となる",
        ),
        (false, _) => Bilingual::new("advice: it decides nothing", "助言：判定には影響しない"),
    }
}

pub(super) fn in_force(own: Option<Validity>, program: &Program) -> Bilingual {
    let (valid, of_program) = match (own, program.valid) {
        (Some(own), _) => (own, false),
        (None, Some(program)) => (program, true),
        (None, None) => return Bilingual::new("in force without limit", "期間の定めなし"),
    };
    let from = show::date(valid.from);
    let like =
        if of_program { (", as the programme is", "（事業の期間と同じ）") } else { ("", "") };
    match valid.to.map(show::date) {
        Some(to) => Bilingual::new(
            format!("in force from {} to {}{}", from.en, to.en, like.0),
            format!("{}から{}まで有効{}", from.ja, to.ja, like.1),
        ),
        None => Bilingual::new(
            format!("in force from {} on{}", from.en, like.0),
            format!("{}から有効{}", from.ja, like.1),
        ),
    }
}
