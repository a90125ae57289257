//! A rule or judgement explained: what it requires in plain words, where it comes from, what is open about it and
//! which tests name it.

use super::origin::{at, citations};
use super::paper::Paper;
use crate::check::typed::{
    Cite, Expect, Judgement, JudgementId, Program, Question, Rule, RuleId, RuleKind, Validity,
};
use crate::diag::{Bilingual, Lang, Severity};
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::report::{TextLine, judgement_text, named_values, rule_text};
use crate::syntax::ast::ExpectedOutcome;
use crate::text::nearest;
use crate::value::show;

/// What is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A rule.
    Rule(RuleId),
    /// A judgement.
    Judgement(JudgementId),
}

/// What a name stands for.
#[derive(Debug)]
pub enum Lookup<'p> {
    /// One rule or judgement.
    Found(&'p LoadedPack, Subject),
    /// Several, by their names with their programs.
    Ambiguous(Vec<String>),
    /// None; what may have been meant.
    Unknown(Option<String>),
}

/// Finds a rule or judgement by `program/rule`, or by `rule` where only one program has it.
pub fn find<'p>(packs: &[&'p LoadedPack], asked: &str) -> Lookup<'p> {
    let (program, name) = match asked.rsplit_once('/') {
        Some((program, name)) => (Some(program), name),
        None => (None, asked),
    };
    let mut found = Vec::new();
    let mut known = Vec::new();
    for pack in packs {
        let Some(plan) = &pack.plan else { continue };
        let names = plan.pack.rules.iter().map(|rule| &rule.name);
        let names = names.chain(plan.pack.judgements.iter().map(|judgement| &judgement.name));
        known.extend(names.map(|name| (plan.pack.id.as_str(), name.as_str())));
        let rule = plan.pack.rule_named(name).map(|(id, _)| Subject::Rule(id));
        let judgement = || plan.pack.judgement_named(name).map(|(id, _)| Subject::Judgement(id));
        if program.is_none_or(|program| program == plan.pack.id)
            && let Some(subject) = rule.or_else(judgement)
        {
            found.push((*pack, subject));
        }
    }
    let full = |(program, name): &(&str, &str)| format!("{program}/{name}");
    match found.as_slice() {
        [] => {
            let whole: Vec<String> = known.iter().map(full).collect();
            let near = match program {
                Some(_) => nearest(asked, whole.iter().map(String::as_str)).map(str::to_owned),
                None => nearest(name, known.iter().map(|(_, name)| *name)).map(str::to_owned),
            };
            // The right name in another program is nearer than another name.
            let elsewhere = known.iter().find(|(_, known)| *known == name).map(full);
            Lookup::Unknown(elsewhere.or(near))
        }
        [(pack, subject)] => Lookup::Found(pack, *subject),
        several => Lookup::Ambiguous(several.iter().map(|(pack, _)| format!("{}/{name}", pack.id)).collect()),
    }
}

/// What a rule and a judgement have alike.
struct Facts<'p> {
    name: &'p str,
    title: &'p Bilingual,
    cites: &'p [Cite],
    own: Option<&'p Bilingual>,
    span: crate::text::Span,
}

impl<'p> Facts<'p> {
    fn of(plan: &'p Plan, subject: Subject) -> Option<Self> {
        match subject {
            Subject::Rule(id) => {
                let Rule { name, title, cites, own, span, .. } = plan.pack.rule(id)?;
                Some(Facts { name, title, cites, own: own.as_ref(), span: *span })
            }
            Subject::Judgement(id) => {
                let Judgement { name, title, cites, own, span, .. } = plan.pack.judgement(id)?;
                Some(Facts { name, title, cites, own: own.as_ref(), span: *span })
            }
        }
    }
}

/// The explanation, for a terminal; empty for a broken pack.
pub fn explain(pack: &LoadedPack, subject: Subject, lang: Lang, width: usize) -> String {
    let mut paper = Paper::new(lang, width);
    let Some(plan) = &pack.plan else { return String::new() };
    let Some(facts) = Facts::of(plan, subject) else { return String::new() };
    paper.line(&format!("{}/{}", plan.pack.id, facts.name));
    let (first, second) = match lang {
        Lang::En => (&facts.title.en, &facts.title.ja),
        Lang::Ja => (&facts.title.ja, &facts.title.en),
    };
    paper.line(first);
    if first != second {
        paper.line(second);
    }
    match subject {
        Subject::Rule(id) => of_rule(&mut paper, pack, plan, id),
        Subject::Judgement(id) => {
            paper.heading("left to reviewers", "審査員の判断");
            lines(&mut paper, &judgement_text(plan, &pack.sources, id));
        }
    }
    paper.heading("comes from", "出典");
    for citation in citations(&plan.pack, facts.cites) {
        paper.paragraph(2, &citation.words());
    }
    if let Some(own) = facts.own {
        paper.say(
            2,
            format!("the keeper's own rule, not the authority's, because {}", own.en),
            format!("規則の管理者が独自に設けたもので、所管機関の定めではない。理由：{}", own.ja),
        );
    }
    if let Subject::Rule(id) = subject {
        conflicts(&mut paper, plan, id);
    }
    questions(&mut paper, plan, subject);
    tests(&mut paper, pack, plan, subject);
    paper.heading("stands at", "記載箇所");
    paper.line(&format!("  {}", at(pack, facts.span).words()));
    paper.finish()
}

fn lines(paper: &mut Paper, lines: &[TextLine]) {
    for line in lines {
        paper.paragraph(line.depth.saturating_add(1).saturating_mul(2), &line.text);
    }
}

fn of_rule(paper: &mut Paper, pack: &LoadedPack, plan: &Plan, id: RuleId) {
    let Some(rule) = plan.pack.rule(id) else { return };
    paper.heading("requires", "求めること");
    lines(paper, &rule_text(plan, &pack.sources, id));
    let named = named_values(plan, &pack.sources, id);
    if !named.is_empty() {
        paper.heading("where", "値");
        for one in named {
            let values = |get: fn(&Bilingual) -> &str, with: &str| {
                one.values.iter().map(get).collect::<Vec<_>>().join(with)
            };
            let (en, ja) = (values(|value| &value.en, "; "), values(|value| &value.ja, "、"));
            paper.say(2, format!("{} is {en}", one.name), format!("{}：{ja}", one.name));
        }
    }
    paper.heading("what it does", "効果");
    let kind = rule.kind.map(kind_words).unwrap_or_default();
    if !kind.en.is_empty() {
        paper.paragraph(2, &kind);
    }
    paper.paragraph(2, &weight(rule));
    paper.paragraph(2, &in_force(rule.valid, &plan.pack.program));
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

fn in_force(own: Option<Validity>, program: &Program) -> Bilingual {
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

fn conflicts(paper: &mut Paper, plan: &Plan, id: RuleId) {
    let Some(rule) = plan.pack.rule(id).filter(|rule| !rule.conflicts.is_empty()) else { return };
    paper.heading("contradicts", "矛盾する規則");
    for conflict in &rule.conflicts {
        let Some(other) = plan.pack.rule(conflict.rule) else { continue };
        paper.say(
            2,
            format!("{}: {}", other.name, other.title.en),
            format!("{}：{}", other.name, other.title.ja),
        );
        paper.say(4, format!("because {}", conflict.because.en), format!("理由：{}", conflict.because.ja));
    }
    let authority = &plan.pack.program.authority;
    if !authority.en.is_empty() {
        paper.say(2, format!("to ask: {}", authority.en), format!("照会先：{}", authority.ja));
    }
}

fn questions(paper: &mut Paper, plan: &Plan, subject: Subject) {
    let touches = |question: &&Question| match subject {
        Subject::Rule(id) => question.about_rules.contains(&id),
        Subject::Judgement(id) => question.about_judgements.contains(&id),
    };
    let open: Vec<&Question> = plan.pack.questions.iter().filter(touches).collect();
    if open.is_empty() {
        return;
    }
    paper.heading("open questions", "照会事項");
    for question in open {
        paper.say(
            2,
            format!("{}: {}", question.name, question.title.en),
            format!("{}：{}", question.name, question.title.ja),
        );
        if let Some(note) = &question.note {
            paper.paragraph(4, note);
        }
    }
}

fn tests(paper: &mut Paper, pack: &LoadedPack, plan: &Plan, subject: Subject) {
    let mut naming = Vec::new();
    for test in &plan.pack.tests {
        for expect in &test.expects {
            let outcome = match (expect, subject) {
                (Expect::Rule { rule, outcome, .. }, Subject::Rule(id)) if *rule == id => *outcome,
                (Expect::Judgement { judgement, outcome, .. }, Subject::Judgement(id))
                    if *judgement == id =>
                {
                    *outcome
                }
                _ => continue,
            };
            naming.push((test, outcome_words(outcome)));
        }
    }
    paper.heading("tests that name it", "これを確かめるテスト");
    if naming.is_empty() {
        paper.say(2, "none", "なし");
    }
    for (test, outcome) in naming {
        let place = at(pack, test.span).words();
        paper.say(
            2,
            format!("\"{}\": {} ({place})", test.name, outcome.en),
            format!("「{}」：{}（{place}）", test.name, outcome.ja),
        );
    }
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
