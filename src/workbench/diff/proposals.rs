//! What both sides say of the same proposals: verdicts, outcomes of rules, and by how much amounts are short.
//!
//! In: the reports of both sides on one document. Out: [`ProposalDiff`], with what is not the same.

use super::{ProgramDiff, Shown};
use crate::diag::{Bilingual, Severity};
use crate::report::{FileVerdict, Finding, FindingOutcome, ProposalReport, RuleCase};
use crate::value::{Num, show};

/// A document that both sides have judged.
#[derive(Clone, Debug)]
pub struct ProposalDiff {
    /// Its path, as shown.
    pub path: String,
    /// Which document of the file it is, from 1.
    pub document: u32,
    /// The id of its programme.
    pub program: String,
    /// What the old side says; `None` where it does not have the programme.
    pub old: Option<FileVerdict>,
    /// What the new side says.
    pub new: Option<FileVerdict>,
    /// The rules whose outcome or shortfall is another one.
    pub rules: Vec<OutcomeDiff>,
}

/// A rule that comes out otherwise.
#[derive(Clone, Debug)]
pub struct OutcomeDiff {
    /// The rule with its programme, under its new name; or a code of the tool.
    pub rule: String,
    /// What it asks for.
    pub title: Bilingual,
    /// What came of it before; `None` where there was no such rule.
    pub old: Option<FindingOutcome>,
    /// What comes of it now.
    pub new: Option<FindingOutcome>,
    /// The places where what is found is another thing.
    pub places: Vec<PlaceDiff>,
}

/// A place of which the sides say different things.
#[derive(Clone, Debug)]
pub struct PlaceDiff {
    /// The path of the field; empty for the whole proposal.
    pub path: String,
    /// Its line.
    pub line: u32,
    /// What was found there before.
    pub old: Option<Found>,
    /// What is found there now.
    pub new: Option<Found>,
}

/// What is found at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What is said of the rule there.
    pub outcome: FindingOutcome,
    /// Why.
    pub message: Bilingual,
    /// By how much it is short of what is asked, or over it: `¥100,000,000 short`.
    pub short_by: Option<Shown>,
}

/// A rule and how it turned, and the proposals of which that is so: what people are told in place of each proposal.
#[derive(Clone, Debug)]
pub struct Turn<'d> {
    /// The rule in one of them.
    pub rule: &'d OutcomeDiff,
    /// Each with what is found of the rule there.
    pub of: Vec<(&'d ProposalDiff, &'d OutcomeDiff)>,
}

/// The outcomes that are others now, by rule and by how they turned, those of the most proposals first.
pub fn turns(proposals: &[ProposalDiff]) -> Vec<Turn<'_>> {
    let mut out: Vec<Turn<'_>> = Vec::new();
    for proposal in proposals {
        for rule in &proposal.rules {
            let same = |turn: &&mut Turn<'_>| {
                (&turn.rule.rule, turn.rule.old, turn.rule.new) == (&rule.rule, rule.old, rule.new)
            };
            match out.iter_mut().find(same) {
                Some(turn) => turn.of.push((proposal, rule)),
                None => out.push(Turn { rule, of: vec![(proposal, rule)] }),
            }
        }
    }
    out.sort_by_key(|turn| std::cmp::Reverse(turn.of.len()));
    out
}

/// How many proposals turned from which verdict to which, the most first; only where the verdict is another one.
pub fn verdicts(proposals: &[ProposalDiff]) -> Vec<(Option<FileVerdict>, Option<FileVerdict>, usize)> {
    let mut out: Vec<(Option<FileVerdict>, Option<FileVerdict>, usize)> = Vec::new();
    for proposal in proposals.iter().filter(|one| one.old != one.new) {
        match out.iter_mut().find(|(old, new, _)| (*old, *new) == (proposal.old, proposal.new)) {
            Some((_, _, count)) => *count = count.saturating_add(1),
            None => out.push((proposal.old, proposal.new, 1)),
        }
    }
    out.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
    out
}

/// What the rules across the proposals of a programme say otherwise.
#[derive(Clone, Debug)]
pub struct AcrossDiff {
    /// The id of the programme.
    pub program: String,
    /// The rules.
    pub rules: Vec<OutcomeDiff>,
}

impl ProposalDiff {
    /// Whether both sides say the same of it.
    pub fn is_same(&self) -> bool {
        self.old == self.new && self.rules.is_empty()
    }
}

/// What two sides say of one document. One of them may not have its programme.
pub fn compare_reports(
    programs: &[ProgramDiff],
    (path, document, program): (&str, u32, &str),
    old: Option<&ProposalReport>,
    new: Option<&ProposalReport>,
) -> ProposalDiff {
    let side = |report: Option<&ProposalReport>| {
        report.map(|report| (report.cases.clone(), report.findings.clone())).unwrap_or_default()
    };
    let known = old.is_some() && new.is_some();
    let rules = if known { outcomes(programs, side(old), side(new)) } else { Vec::new() };
    ProposalDiff {
        path: path.to_owned(),
        document,
        program: program.to_owned(),
        old: old.map(|report| report.verdict),
        new: new.map(|report| report.verdict),
        rules,
    }
}

/// What two sides say across the proposals of a programme; nothing where that is the same.
pub fn compare_across(
    programs: &[ProgramDiff],
    program: &str,
    old: Vec<Finding>,
    new: Vec<Finding>,
) -> Option<AcrossDiff> {
    let rules = outcomes(programs, (cases(&old), old), (cases(&new), new));
    (!rules.is_empty()).then(|| AcrossDiff { program: program.to_owned(), rules })
}

/// The worst outcome of each rule across proposals, of which all findings are asked for.
fn cases(findings: &[Finding]) -> Vec<RuleCase> {
    let mut out: Vec<RuleCase> = Vec::new();
    for finding in findings {
        match out.iter_mut().find(|case| case.rule == finding.rule) {
            Some(case) => case.outcome = case.outcome.min(finding.outcome),
            None => out.push(RuleCase { rule: finding.rule.clone(), outcome: finding.outcome }),
        }
    }
    out
}

fn outcomes(
    programs: &[ProgramDiff],
    (old_cases, old): (Vec<RuleCase>, Vec<Finding>),
    (new_cases, new): (Vec<RuleCase>, Vec<Finding>),
) -> Vec<OutcomeDiff> {
    let mut names: Vec<String> = Vec::new();
    let was = |name: &str| renamed(programs, name);
    let of_new = new_cases.iter().map(|case| case.rule.clone());
    let of_old = old_cases.iter().map(|case| was(&case.rule));
    let found = new.iter().map(|one| one.rule.clone()).chain(old.iter().map(|one| was(&one.rule)));
    for name in of_new.chain(of_old).chain(found) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let one = |name: String| {
        let before: Vec<&Finding> = old.iter().filter(|finding| was(&finding.rule) == name).collect();
        let after: Vec<&Finding> = new.iter().filter(|finding| finding.rule == name).collect();
        let outcome = |cases: &[RuleCase], findings: &[&Finding], of: &dyn Fn(&str) -> String| {
            let case = cases.iter().find(|case| of(&case.rule) == name).map(|case| case.outcome);
            case.or_else(|| findings.iter().map(|finding| finding.outcome).min())
        };
        if !name.contains('/') && !before.iter().chain(&after).any(|one| one.severity == Severity::Error) {
            return None;
        }
        let old_outcome = outcome(&old_cases, &before, &was);
        let new_outcome = outcome(&new_cases, &after, &|name| name.to_owned());
        let places = places(&before, &after);
        if old_outcome == new_outcome && places.is_empty() {
            return None;
        }
        let title = after.first().or(before.first()).map(|one| title_of(one)).unwrap_or_default();
        let title = if title.en.is_empty() { title_in(programs, &name) } else { title };
        Some(OutcomeDiff { rule: name, title, old: old_outcome, new: new_outcome, places })
    };
    names.into_iter().filter_map(one).collect()
}

fn title_of(finding: &Finding) -> Bilingual {
    if finding.about.en.is_empty() { finding.title.clone() } else { finding.about.clone() }
}

/// The title of a rule that has no finding: it has changed, so it is among those that are told.
fn title_in(programs: &[ProgramDiff], name: &str) -> Bilingual {
    let (program, rule) = name.rsplit_once('/').unwrap_or(("", name));
    let found = programs.iter().find(|one| one.id == program);
    let rule = found.and_then(|one| one.rules.iter().find(|diff| diff.entry.name == rule));
    rule.map(|diff| diff.entry.title.clone()).unwrap_or_default()
}

/// The name that a rule of the old side has now.
fn renamed(programs: &[ProgramDiff], name: &str) -> String {
    let Some((program, rule)) = name.rsplit_once('/') else { return name.to_owned() };
    let found = programs.iter().find(|one| one.was.as_deref().unwrap_or(&one.id) == program);
    let Some(found) = found else { return name.to_owned() };
    let now = found.rules.iter().find(|diff| diff.entry.was.as_deref() == Some(rule));
    format!("{}/{}", found.id, now.map_or(rule, |diff| &diff.entry.name))
}

/// The places where what is found is not the same; a reading is a finding of its own beside that of the rule.
fn places(old: &[&Finding], new: &[&Finding]) -> Vec<PlaceDiff> {
    type Key<'f> = (&'f str, bool, usize);
    // Advice of the tool itself is no outcome of the rules.
    let told =
        |one: &Finding| is_told(one.outcome) && (one.rule.contains('/') || one.severity == Severity::Error);
    let keyed = |findings: &[&Finding]| -> Vec<(String, bool, usize, u32, Found)> {
        let mut out: Vec<(String, bool, usize, u32, Found)> = Vec::new();
        for finding in findings.iter().filter(|one| told(one)) {
            let reading = finding.outcome == FindingOutcome::DependsOnReading;
            // Two requirements of a rule may find something at the same place.
            let number = out.iter().filter(|one| one.0 == finding.path && one.1 == reading).count();
            out.push((finding.path.clone(), reading, number, finding.at.line, found(finding)));
        }
        out
    };
    let (old, new) = (keyed(old), keyed(new));
    fn key(one: &(String, bool, usize, u32, Found)) -> Key<'_> {
        (&one.0, one.1, one.2)
    }
    let mut out = Vec::new();
    for one in &new {
        let before = old.iter().find(|other| key(other) == key(one));
        if before.is_none_or(|before| !same(&before.4, &one.4)) {
            let old = before.map(|before| before.4.clone());
            out.push(PlaceDiff { path: one.0.clone(), line: one.3, old, new: Some(one.4.clone()) });
        }
    }
    for one in old.iter().filter(|one| !new.iter().any(|other| key(other) == key(one))) {
        out.push(PlaceDiff { path: one.0.clone(), line: one.3, old: Some(one.4.clone()), new: None });
    }
    out.sort_by(|one, other| (one.line, &one.path).cmp(&(other.line, &other.path)));
    out
}

fn is_told(outcome: FindingOutcome) -> bool {
    !matches!(outcome, FindingOutcome::Pass | FindingOutcome::NotApplicable | FindingOutcome::LeftToReviewers)
}

/// Whether two say the same of a place: other words for the same are no difference.
fn same(one: &Found, other: &Found) -> bool {
    one.outcome == other.outcome && one.short_by == other.short_by
}

fn found(finding: &Finding) -> Found {
    let counted = |number: &Num, one: &str, ja: &str| {
        let plural = if *number == Num::Int(1) { "" } else { "s" };
        let figure = show::figure(number);
        Bilingual::new(format!("{figure} {one}{plural}"), format!("{figure}{ja}"))
    };
    let short_by = finding.measure.short_by.as_ref().map(|by| {
        let words = match (finding.measure.unit, Num::parse_decimal(by)) {
            (Some("yen"), Some(yen)) => show::money(&yen),
            (Some("day"), Some(number)) => counted(&number, "day", "日"),
            (Some("year"), Some(number)) => counted(&number, "year", "年"),
            (_, Some(number)) => show::number(&number),
            (_, None) => Bilingual::same(by.clone()),
        };
        let words = match finding.measure.relation {
            Some("at least" | "more than") => {
                Bilingual::new(format!("{} short", words.en), format!("{}不足", words.ja))
            }
            Some("at most" | "less than") => {
                Bilingual::new(format!("{} over", words.en), format!("{}超過", words.ja))
            }
            _ => Bilingual::new(format!("off by {}", words.en), format!("差 {}", words.ja)),
        };
        Shown { words, exact: Some(by.clone()) }
    });
    Found { outcome: finding.outcome, message: finding.message.clone(), short_by }
}
