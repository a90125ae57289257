//! The least change with which a proposal passes, or why there is none.
//!
//! In: a proposal, judged by its pack, and the names of the fields that may change. Out: [`Solved`]: new values that the
//! ordinary evaluator has judged, with the rules that need each of them; or the rules and the other values that leave no
//! way, and what else would have to be allowed. [`edit`] writes the change into the file, in the notation of its author.

pub mod edit;
mod human;
mod json;
mod markdown;
mod open;
mod reason;
mod words;

pub use human::human;
pub use json::{SCHEMA, json};
pub use markdown::markdown;

use super::origin::{At, place};
use crate::check::typed::RuleId;
use crate::data::{Proposal, ShapeFinding, ShapeKind, SlotId, State, Value};
use crate::diag::{Bilingual, Severity};
use crate::eval::{self, Judged, Outcome, Site, Verdict};
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::prove::{AIMS, Coded, Least, LeftOut, Moves, changed};
use crate::report::{shown_value, site_words};
use crate::text::{Source, Span};
use crate::value::{Date, Num, Scalar, show};
use kisoku_logic::Label;
use open::{Field, fields};

/// What is asked.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The pack.
    pub pack: &'a LoadedPack,
    /// Its plan.
    pub plan: &'a Plan,
    /// The file of the proposal.
    pub source: &'a Source,
    /// The proposal.
    pub proposal: &'a Proposal,
    /// What is wrong with its shape.
    pub shape: &'a [ShapeFinding],
    /// The day that replaces the proposal's own.
    pub as_of: Option<Date>,
    /// The fields that may change, as people write them; all amounts where there are none.
    pub may_change: &'a [String],
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Solved {
    /// The file.
    pub path: String,
    /// Which document of it, from 1.
    pub document: u32,
    /// The program.
    pub program: String,
    /// The day as of which it was judged.
    pub as_of: Option<Date>,
    /// The verdict on the proposal as it stands.
    pub before: Verdict,
    /// The verdict with the changes; none where there is no way.
    pub after: Option<Verdict>,
    /// The paths that might change.
    pub may_change: Vec<String>,
    /// The change: nothing where nothing has to change.
    pub changes: Vec<Change>,
    /// How much money moves, in yen.
    pub moved: Num,
    /// What the change leaves open.
    pub left: Vec<Left>,
    /// The rules that cannot be computed with: judging decided them afterwards.
    pub not_considered: Vec<(RuleRef, Bilingual)>,
    /// Why there is no way, or none to meet all rules.
    pub clash: Option<Clash>,
}

/// A value that changes.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its place in the proposal.
    pub slot: SlotId,
    /// Its type.
    pub scalar: Scalar,
    /// Its path.
    pub path: String,
    /// What people call it.
    pub name: Bilingual,
    /// Its line; that of the place where it belongs, where it is missing.
    pub line: u32,
    /// The value there is, in words and exactly.
    pub old: Option<(Bilingual, String)>,
    /// The new value.
    pub value: Value,
    /// The new value in words and exactly.
    pub new: (Bilingual, String),
    /// The difference of two numbers, in words and exactly.
    pub difference: Option<(Bilingual, String)>,
    /// The rules that do not hold where this value alone stays as it is.
    pub needed_by: Vec<RuleRef>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRef {
    /// Its name with its program.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// Where it stands.
    pub at: Option<At>,
}

/// What is left after a change.
#[derive(Clone, Debug)]
pub struct Left {
    /// The rule, where it is one.
    pub rule: Option<RuleRef>,
    /// What is left to do or to decide.
    pub words: Bilingual,
    /// Whether the proposal fails for it.
    pub fails: bool,
}

/// Why there is no way.
#[derive(Clone, Debug)]
pub struct Clash {
    /// The rules that cannot hold together.
    pub rules: Vec<RuleRef>,
    /// The values that stay as they are and have a part in it.
    pub fixed: Vec<Fixed>,
    /// Whether it is proved that none of these can be left out.
    pub minimal: bool,
    /// Conflicts between them that the pack declares, and whom to ask.
    pub declared: Vec<Bilingual>,
    /// The fields that would have to be allowed to change, the fewest; nothing where no field helps.
    pub allow: Vec<Fixed>,
}

/// A value that stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Its path.
    pub path: String,
    /// What people call it.
    pub name: Bilingual,
    /// Its value; none where it is missing.
    pub value: Option<Bilingual>,
    /// Its line.
    pub line: u32,
}

/// New values by their places.
type NewValues = Vec<(SlotId, State)>;

/// Why there is no answer.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// The question cannot be asked so.
    Question(Bilingual),
    /// It was not decided within the budget.
    Undecided,
    /// The evaluator says otherwise than the solver of a rule: an error of Kisoku.
    Disagrees(String),
}

/// The least change with which a proposal passes.
///
/// # Errors
/// Where a field that may change is none, where nothing was decided, or where solver and evaluator disagree.
pub fn solve(question: Question<'_>) -> Result<Solved, Trouble> {
    let Question { plan, proposal, as_of, .. } = question;
    let judged = eval::judge(plan, proposal, as_of);
    let before = verdict(question, &judged, &[]);
    let all = fields(plan, proposal);
    let free = open::free(question, &judged, &all).map_err(Trouble::Question)?;
    let mut solved = Solved {
        path: question.source.name.clone(),
        document: proposal.document.max(1),
        program: plan.pack.id.clone(),
        as_of: judged.as_of,
        before,
        after: Some(before),
        may_change: free.iter().map(|field| field.path.clone()).collect(),
        changes: Vec::new(),
        moved: Num::ZERO,
        left: Vec::new(),
        not_considered: Vec::new(),
        clash: None,
    };
    if before == Verdict::Pass {
        return Ok(solved);
    }
    let movable: Vec<_> = free.iter().map(|field| field.movable(proposal, field.required)).collect();
    let mut moves = Moves::of(plan, proposal, as_of, &movable);
    let rules = required(plan);
    for rule in &rules {
        if let Some(Coded::LeftOut(left)) = moves.encoding.rules.get(place_of(*rule)) {
            solved.not_considered.extend(not_considered(question, *rule, left));
        }
    }
    let on: Vec<Label> = rules.iter().filter_map(|rule| moves.rule(*rule)).collect();
    let (kept, changes) = match moves.least(&on, &AIMS, |_| true) {
        Least::Found(changes) => (rules.clone(), changes),
        Least::Unknown(_) => return Err(Trouble::Undecided),
        Least::Clash(..) => {
            solved.clash = Some(reason::clash(question, &all, &free, &mut moves, &rules)?);
            let found = without(plan, &judged, &mut moves, &rules);
            let nothing = |changes: &[(SlotId, State)]| changes.is_empty() && before == Verdict::Fail;
            match found.filter(|(_, changes)| !nothing(changes)) {
                Some(found) => found,
                None => {
                    solved.after = None;
                    return Ok(solved);
                }
            }
        }
    };
    let now = changed(proposal, &changes);
    let judged_now = eval::judge(plan, &now, as_of);
    for rule in kept.iter().filter(|rule| moves.rule(**rule).is_some()) {
        if !holds(&judged_now, *rule) {
            return Err(Trouble::Disagrees(full_name(plan, *rule)));
        }
    }
    solved.after = Some(verdict(question, &judged_now, &changes));
    solved.left = left(question, &judged_now, &changes);
    for (slot, state) in &changes {
        let Some(field) = all.iter().find(|field| field.slot == *slot) else { continue };
        let State::Given(value) = state else { continue };
        let back: Vec<(SlotId, State)> = changes.iter().filter(|(other, _)| other != slot).cloned().collect();
        let without = eval::judge(plan, &changed(proposal, &back), as_of);
        let broken = rules.iter().filter(|rule| holds(&judged_now, **rule) && !holds(&without, **rule));
        let needed_by = broken.map(|rule| rule_ref(question, *rule)).collect();
        let change = field.change(question, value, needed_by);
        if matches!(field.scalar, Scalar::Money(_))
            && let Value::Num(new) = value
        {
            let old = field.number(proposal).unwrap_or(Num::ZERO);
            solved.moved = solved.moved.add(&new.sub(&old).abs());
        }
        solved.changes.push(change);
    }
    Ok(solved)
}

/// The rules that a proposal has to meet.
fn required(plan: &Plan) -> Vec<RuleId> {
    let rules = (0..).map(RuleId).zip(&plan.pack.rules);
    rules.filter(|(_, rule)| rule.severity == Severity::Error && !rule.across).map(|(id, _)| id).collect()
}

fn place_of(rule: RuleId) -> usize {
    usize::try_from(rule.0).unwrap_or(usize::MAX)
}

fn outcome(judged: &Judged, rule: RuleId) -> Option<Outcome> {
    judged.rules.get(place_of(rule)).and_then(Option::as_ref).map(|rule| rule.outcome)
}

fn holds(judged: &Judged, rule: RuleId) -> bool {
    matches!(outcome(judged, rule), Some(Outcome::Pass | Outcome::NotApplicable))
}

/// Where not all rules can hold: the rules that can, and the least change for these. Nothing where that would choose
/// between rules: the others must be contested, or wait for what may not change, or be out of reach each by itself.
fn without(
    plan: &Plan,
    judged: &Judged,
    moves: &mut Moves,
    rules: &[RuleId],
) -> Option<(Vec<RuleId>, NewValues)> {
    let (mut kept, mut on) = (Vec::new(), Vec::new());
    let mut given_up = Vec::new();
    let (hold, rest): (Vec<RuleId>, Vec<RuleId>) = rules.iter().partition(|rule| holds(judged, **rule));
    for rule in hold.into_iter().chain(rest) {
        let Some(label) = moves.rule(rule) else { continue };
        let mut tried = on.clone();
        tried.push(label);
        if moves.can(&tried)? {
            (on, kept) = (tried, [kept, vec![rule]].concat());
        } else {
            given_up.push(rule);
        }
    }
    // Of two rules that are declared to conflict, neither is met at the cost of the other.
    let sided = |rule: &RuleId| {
        !holds(judged, *rule)
            && plan
                .pack
                .rule(*rule)
                .is_some_and(|typed| typed.conflicts.iter().any(|conflict| given_up.contains(&conflict.rule)))
    };
    if kept.iter().any(sided) {
        kept.retain(|rule| !sided(rule));
        on = kept.iter().filter_map(|rule| moves.rule(*rule)).collect();
    }
    for rule in given_up {
        let conflicts = plan.pack.rule(rule).is_some_and(|rule| !rule.conflicts.is_empty());
        if conflicts {
            continue;
        }
        if outcome(judged, rule) != Some(Outcome::Undetermined) {
            let alone = moves.rule(rule)?;
            if moves.can(&[alone])? {
                return None;
            }
            continue;
        }
        // What waits must not come to fail.
        let fails = moves.encoding.of(rule)?.fails;
        let open = moves.space.problem.not(fails);
        let mut tried = on.clone();
        tried.push(moves.asked(open));
        if !moves.can(&tried)? {
            return None;
        }
        on = tried;
    }
    match moves.least(&on, &AIMS, |_| true) {
        Least::Found(changes) => Some((kept, changes)),
        _ => None,
    }
}

fn verdict(question: Question<'_>, judged: &Judged, changes: &[(SlotId, State)]) -> Verdict {
    let fails = question.shape.iter().any(|finding| finding.fails);
    let missing = question.shape.iter().any(|finding| is_missing(finding, changes));
    eval::verdict(question.plan, judged, fails, missing)
}

/// Whether a finding says that a value is missing which no change fills in.
fn is_missing(finding: &ShapeFinding, changes: &[(SlotId, State)]) -> bool {
    match finding.kind {
        ShapeKind::Missing { slot } => !changes.iter().any(|(changed, _)| *changed == slot),
        _ => false,
    }
}

fn left(question: Question<'_>, judged: &Judged, changes: &[(SlotId, State)]) -> Vec<Left> {
    let plan = question.plan;
    let mut out = Vec::new();
    for finding in question.shape {
        if finding.fails || is_missing(finding, changes) {
            let words = finding.diagnostic.message.clone();
            out.push(Left { rule: None, words, fails: finding.fails });
        }
    }
    if judged.in_force == Some(false) {
        out.push(Left { rule: None, words: words::not_in_force(), fails: true });
    }
    for rule in required(plan) {
        let words = match outcome(judged, rule) {
            Some(Outcome::Fail) => words::still_fails(),
            Some(Outcome::Contested) => words::still_contested(&plan.pack.program.authority),
            Some(Outcome::Undetermined) => words::still_open(),
            _ => continue,
        };
        let fails = outcome(judged, rule) == Some(Outcome::Fail);
        out.push(Left { rule: Some(rule_ref(question, rule)), words, fails });
    }
    out
}

fn full_name(plan: &Plan, rule: RuleId) -> String {
    plan.pack.rule(rule).map_or_else(String::new, |rule| format!("{}/{}", plan.pack.id, rule.name))
}

fn rule_ref(question: Question<'_>, rule: RuleId) -> RuleRef {
    let typed = question.plan.pack.rule(rule);
    RuleRef {
        name: full_name(question.plan, rule),
        title: typed.map(|rule| rule.title.clone()).unwrap_or_default(),
        at: typed.and_then(|rule| place(&question.pack.sources, rule.span)),
    }
}

fn not_considered(question: Question<'_>, rule: RuleId, left: &LeftOut) -> Option<(RuleRef, Bilingual)> {
    Some((rule_ref(question, rule), left.words()))
}

/// The line of a span of the proposal's file.
fn line_of(source: &Source, span: Span) -> u32 {
    source.line_column(span.start).line
}

impl Field {
    /// What people call it.
    fn name(&self, question: Question<'_>) -> Bilingual {
        let Question { pack, plan, source, proposal, .. } = question;
        let site = Site { proposal: 0, slot: self.slot };
        site_words(plan, &pack.sources, source, proposal, site).0
    }

    /// The value as it stands.
    fn shown(&self, question: Question<'_>) -> Option<(Bilingual, String)> {
        match &question.proposal.slot(self.slot)?.state {
            State::Given(value) => Some(shown_value(question.plan, Some(self.scalar), value)),
            _ => None,
        }
    }

    fn line(&self, question: Question<'_>) -> u32 {
        question
            .proposal
            .slot(self.slot)
            .map_or(1, |slot| line_of(question.source, slot.place(question.source.id)))
    }

    fn fixed(&self, question: Question<'_>) -> Fixed {
        Fixed {
            path: self.path.clone(),
            name: self.name(question),
            value: match question.proposal.slot(self.slot).map(|slot| &slot.state) {
                Some(State::Malformed) => Some(words::unreadable()),
                _ => self.shown(question).map(|(words, _)| words),
            },
            line: self.line(question),
        }
    }

    fn change(&self, question: Question<'_>, value: &Value, needed_by: Vec<RuleRef>) -> Change {
        let old = self.number(question.proposal);
        let difference = match (&old, eval::Val::of(value).and_then(|value| eval::as_number(&value))) {
            (Some(old), Some(new)) => Some(difference(self.scalar, &new.sub(old))),
            _ => None,
        };
        Change {
            slot: self.slot,
            scalar: self.scalar,
            path: self.path.clone(),
            name: self.name(question),
            line: self.line(question),
            old: self.shown(question),
            value: value.clone(),
            new: shown_value(question.plan, Some(self.scalar), value),
            difference,
            needed_by,
        }
    }
}

/// A difference with its sign, in words and exactly.
fn difference(scalar: Scalar, by: &Num) -> (Bilingual, String) {
    let words = match scalar {
        Scalar::Money(_) => show::money(by),
        Scalar::Percent => show::percent(by),
        Scalar::Date => words::days(by),
        Scalar::FiscalYear => words::years(by),
        _ => show::number(by),
    };
    let sign = if by.is_negative() { "" } else { "+" };
    (Bilingual::new(format!("{sign}{}", words.en), format!("{sign}{}", words.ja)), by.to_string())
}
