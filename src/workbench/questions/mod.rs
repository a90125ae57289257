//! What the authorities have left open: questions, other readings and declared conflicts, by whom to ask.
//!
//! In: packs. Out: [`Open`], then one file a format.

mod json;
mod text;

pub use super::origin::{At, Citation};
pub use json::{SCHEMA, json};
pub use text::{human, markdown};

use super::origin::{at, citations};
use crate::check::typed::{Conflict, JudgementId, Question, Rule, RuleId};
use crate::diag::Bilingual;
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::report::reading_texts;

/// Everything that is open, by the authority to ask.
#[derive(Clone, Debug, Default)]
pub struct Open {
    /// The authorities, by name.
    pub authorities: Vec<Authority>,
}

/// Whom to ask, and what.
#[derive(Clone, Debug)]
pub struct Authority {
    /// Its name; empty where the program names none.
    pub name: Bilingual,
    /// Its programs, by id.
    pub programs: Vec<Program>,
}

/// What is open in one program.
#[derive(Clone, Debug)]
pub struct Program {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Bilingual,
    /// Questions, then other readings, then conflicts, each in the order of the files.
    pub points: Vec<Point>,
}

/// One open point.
#[derive(Clone, Debug)]
pub struct Point {
    /// What it is.
    pub kind: PointKind,
    /// The name of the question, or of the rule that has a reading or a conflict, with its program.
    pub name: String,
    /// The question, or the title of the rule.
    pub title: Bilingual,
    /// What is known of it: the note of a question, the reason of a reading or a conflict.
    pub note: Option<Bilingual>,
    /// What the sources say of it.
    pub citations: Vec<Citation>,
    /// The rules and judgements that it is about.
    pub about: Vec<About>,
    /// Where it stands.
    pub at: At,
}

/// What an open point is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointKind {
    /// A `question`.
    Question,
    /// An `other reading`: what is required as the rule is read, and what would be.
    Reading(Bilingual, Bilingual),
    /// A declared conflict of two rules.
    Conflict,
}

/// A rule or judgement that an open point is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name with its program.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
}

impl Open {
    /// How many points are open.
    pub fn count(&self) -> usize {
        self.authorities.iter().flat_map(|one| &one.programs).map(|program| program.points.len()).sum()
    }
}

/// Gathers what is open in some packs; a broken one has nothing to say.
pub fn gather(packs: &[&LoadedPack]) -> Open {
    let mut programs: Vec<(Bilingual, Program)> = packs
        .iter()
        .filter_map(|pack| {
            let plan = pack.plan.as_ref()?;
            let head = &plan.pack.program;
            let program =
                Program { id: plan.pack.id.clone(), title: head.title.clone(), points: points(pack, plan) };
            Some((head.authority.clone(), program))
        })
        .collect();
    programs.sort_by(|(a, one), (b, other)| (a, &one.id).cmp(&(b, &other.id)));
    let mut open = Open::default();
    for (authority, program) in programs.into_iter().filter(|(_, program)| !program.points.is_empty()) {
        match open.authorities.last_mut().filter(|last| last.name == authority) {
            Some(last) => last.programs.push(program),
            None => open.authorities.push(Authority { name: authority, programs: vec![program] }),
        }
    }
    open
}

fn points(pack: &LoadedPack, plan: &Plan) -> Vec<Point> {
    let rules = || plan.pack.rules.iter().zip(0_u32..).map(|(rule, index)| (RuleId(index), rule));
    let mut out: Vec<Point> = plan.pack.questions.iter().map(|one| question(pack, plan, one)).collect();
    for (id, rule) in rules() {
        for reading in reading_texts(plan, &pack.sources, id) {
            out.push(Point {
                kind: PointKind::Reading(reading.required, reading.other),
                note: Some(reading.because),
                at: at(pack, reading.span),
                ..of_rule(pack, plan, rule)
            });
        }
    }
    for (id, rule) in rules() {
        for conflict in &rule.conflicts {
            // A conflict is known to both rules and told by one: the first.
            if id < conflict.rule {
                out.extend(self::conflict(pack, plan, rule, conflict));
            }
        }
    }
    out
}

fn question(pack: &LoadedPack, plan: &Plan, question: &Question) -> Point {
    let rules = question.about_rules.iter().filter_map(|id| about_rule(plan, *id));
    let judgements = question.about_judgements.iter().filter_map(|id| about_judgement(plan, *id));
    Point {
        kind: PointKind::Question,
        name: full_name(plan, &question.name),
        title: question.title.clone(),
        note: question.note.clone(),
        citations: citations(&plan.pack, &question.cites),
        about: rules.chain(judgements).collect(),
        at: at(pack, question.span),
    }
}

fn of_rule(pack: &LoadedPack, plan: &Plan, rule: &Rule) -> Point {
    let name = full_name(plan, &rule.name);
    Point {
        kind: PointKind::Question,
        name: name.clone(),
        title: rule.title.clone(),
        note: None,
        citations: citations(&plan.pack, &rule.cites),
        about: vec![About { name, title: rule.title.clone() }],
        at: at(pack, rule.span),
    }
}

fn conflict(pack: &LoadedPack, plan: &Plan, rule: &Rule, conflict: &Conflict) -> Option<Point> {
    let other = plan.pack.rule(conflict.rule)?;
    let mut point = of_rule(pack, plan, rule);
    for citation in citations(&plan.pack, &other.cites) {
        if !point.citations.contains(&citation) {
            point.citations.push(citation);
        }
    }
    point.about.extend(about_rule(plan, conflict.rule));
    Some(Point {
        kind: PointKind::Conflict,
        note: Some(conflict.because.clone()),
        at: at(pack, conflict.span),
        ..point
    })
}

fn about_rule(plan: &Plan, id: RuleId) -> Option<About> {
    let rule = plan.pack.rule(id)?;
    Some(About { name: full_name(plan, &rule.name), title: rule.title.clone() })
}

fn about_judgement(plan: &Plan, id: JudgementId) -> Option<About> {
    let judgement = plan.pack.judgement(id)?;
    Some(About { name: full_name(plan, &judgement.name), title: judgement.title.clone() })
}

fn full_name(plan: &Plan, name: &str) -> String {
    format!("{}/{name}", plan.pack.id)
}
