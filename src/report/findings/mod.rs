//! From outcomes to findings: one for each requirement that is not met or cannot be decided, and what else there is
//! to say of a proposal.

mod across;
mod advice;
mod deciding;
mod fold;
mod judgements;
mod one;
mod rules;
mod shape;
mod sheet;
mod vacuous;

pub use across::{AcrossSet, across_findings};
pub use deciding::{Decider, deciders};
pub use one::{Judgeable, condition_words, findings_of_rule, needs_of_judgement, value_words};
pub(super) use shape::set_diagnostic;
pub use sheet::{add_to_sheet, sheet_report, unreadable_sheet};

use super::drawn;
use super::model::{
    Citation, FileVerdict, Finding, FindingOutcome, Measure, OpenQuestion, Place, ProposalReport, RuleCase,
    RuleCounts,
};
use super::place::rule_place;
use super::snippet::{ToMark, snippet};
use super::view::View;
use crate::check::typed::{Cite, JudgementId, Pack, RuleId};
use crate::data::limits::Limits;
use crate::data::{Proposal, ShapeFinding, ShapeKind};
use crate::diag::{Bilingual, Severity};
use crate::eval::{Judged, Outcome, Site, Verdict, form_verdict, verdict};
use crate::plan::Plan;
use crate::text::{Source, SourceMap, Span};
use crate::value::Date;

/// How much is told of each finding: no more than the formats asked for say of it, since words cost more than
/// judging.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Which rule it is of, and how grave it is: what a list of many proposals says.
    Name,
    /// Its title, message and place as well: what a line says.
    Line,
    /// Everything.
    #[default]
    Whole,
}

/// What a report is asked for.
#[derive(Clone, Copy, Debug)]
pub struct ReportOptions {
    /// Also one finding for each rule that passes, does not apply or is left to reviewers.
    pub all: bool,
    /// Also the outcome of each rule and judgement, for formats that list them all.
    pub cases: bool,
    /// The day that the caller gave.
    pub as_of: Option<Date>,
    /// How many findings of a rule are told; one more stands for the rest.
    pub findings: usize,
    /// Whether a page is drawn.
    pub drawn: bool,
    /// How much is told of each finding.
    pub detail: Detail,
}

impl Default for ReportOptions {
    fn default() -> ReportOptions {
        ReportOptions {
            all: false,
            cases: false,
            as_of: None,
            findings: Limits::DEFAULT.findings,
            drawn: false,
            detail: Detail::Whole,
        }
    }
}

/// The report on one proposal.
pub fn proposal_report(
    plan: &Plan,
    rule_sources: &SourceMap,
    source: &Source,
    proposal: &Proposal,
    shape: &[ShapeFinding],
    judged: &Judged,
    options: ReportOptions,
) -> ProposalReport {
    let proposals = [proposal];
    let mut view = View::new(plan, rule_sources, &[source], &proposals, judged.as_of);
    view.detail = options.detail;
    let mut findings = rules::findings(&view, judged, options);
    findings.extend(judgements::findings(&view, judged, options.all));
    findings.extend(shape::findings(&view, shape));
    if !options.all {
        fold::into_shape(&mut findings);
    }
    findings.extend(advice::findings(&view, judged, options.findings));
    in_order(&mut findings);
    let fails = shape.iter().any(|finding| finding.fails);
    let missing = shape.iter().any(|finding| matches!(finding.kind, ShapeKind::Missing { .. }));
    let found = |verdict| match verdict {
        Verdict::Pass => FileVerdict::Pass,
        Verdict::Fail => FileVerdict::Fail,
        Verdict::Undetermined => FileVerdict::Undetermined,
    };
    let whole = found(verdict(plan, judged, fails, missing));
    ProposalReport {
        path: source.name.clone(),
        document: proposal.document.max(1),
        program: Some(plan.pack.id.clone()),
        as_of: judged.as_of,
        verdict: whole,
        form: found(form_verdict(plan, judged, fails, missing)),
        beyond_baseline: whole,
        rules: counts(judged),
        cases: if options.cases { cases(plan, judged) } else { Vec::new() },
        vacuous: if options.detail == Detail::Whole { vacuous::of(&view, judged) } else { Vec::new() },
        findings,
        sheet: None,
        drawn: options.drawn.then(|| drawn::of(&view, judged)),
    }
}

/// Findings by place and then by rule; a finding on a reading after that on the rule.
pub(super) fn in_order(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.at.start, f.rule.clone(), f.outcome == FindingOutcome::DependsOnReading);
        (&a.at.file, key(a)).cmp(&(&b.at.file, key(b)))
    });
}

/// What came of each rule and judgement, in the order in which they are declared.
fn cases(plan: &Plan, judged: &Judged) -> Vec<RuleCase> {
    let rules = plan.pack.rules.iter().zip(&judged.rules).filter_map(|(rule, judged)| {
        let outcome = match judged.as_ref()?.outcome {
            Outcome::Pass => FindingOutcome::Pass,
            Outcome::Fail => FindingOutcome::Fail,
            Outcome::Undetermined => FindingOutcome::Undetermined,
            Outcome::Contested => FindingOutcome::Contested,
            Outcome::NotApplicable => FindingOutcome::NotApplicable,
        };
        Some(RuleCase { rule: full_name(plan, &rule.name), outcome })
    });
    let judgements = plan.pack.judgements.iter().zip(&judged.judgements).map(|(judgement, judged)| {
        let outcome = if judged.not_applicable {
            FindingOutcome::NotApplicable
        } else {
            FindingOutcome::LeftToReviewers
        };
        RuleCase { rule: full_name(plan, &judgement.name), outcome }
    });
    rules.chain(judgements).collect()
}

fn counts(judged: &Judged) -> RuleCounts {
    let mut counts = RuleCounts::default();
    let add = |n: &mut u32| *n = n.saturating_add(1);
    for rule in judged.rules.iter().flatten() {
        add(match rule.outcome {
            Outcome::Pass => &mut counts.pass,
            Outcome::Fail => &mut counts.fail,
            Outcome::Undetermined => &mut counts.undetermined,
            Outcome::Contested => &mut counts.contested,
            Outcome::NotApplicable => &mut counts.not_applicable,
        });
    }
    for judgement in &judged.judgements {
        add(if judgement.not_applicable {
            &mut counts.not_applicable
        } else {
            &mut counts.left_to_reviewers
        });
    }
    counts
}

/// A finding on nothing yet: what every finding starts from.
pub(super) fn blank(rule: String, outcome: FindingOutcome, severity: Severity, at: Place) -> Finding {
    Finding {
        rule,
        about: Bilingual::default(),
        kind: None,
        outcome,
        severity,
        title: Bilingual::default(),
        heading: None,
        message: Bilingual::default(),
        path: String::new(),
        at,
        operands: Vec::new(),
        measure: Measure::default(),
        needs: Vec::new(),
        other_reading: None,
        conflicts_with: Vec::new(),
        questions: Vec::new(),
        repairs: Vec::new(),
        help: None,
        notes: Vec::new(),
        needed_by: None,
        folded: false,
        is_rest: false,
        aside: None,
        marks_say_it: false,
        required_by: None,
        citations: Vec::new(),
        own: None,
        proposals: Vec::new(),
        snippets: Vec::new(),
        rule_snippet: None,
    }
}

/// A finding on a rule: its kind, citations and questions are filled in.
fn of_rule(view: &View<'_>, id: RuleId, outcome: FindingOutcome, at: Place) -> Finding {
    let plan = view.plan;
    let Some(rule) = plan.pack.rules.get(id.0 as usize) else {
        return blank(String::new(), outcome, Severity::Error, at);
    };
    let mut finding = blank(full_name(plan, &rule.name), outcome, rule.severity, at);
    finding.kind = rule.kind;
    if view.detail < Detail::Whole {
        return finding;
    }
    finding.about = rule.title.clone();
    finding.citations = citations(&plan.pack, &rule.cites);
    finding.own.clone_from(&rule.own);
    finding.questions = questions(plan, |question| question.about_rules.contains(&id));
    finding
}

/// A finding on a judgement.
fn of_judgement(
    view: &View<'_>,
    id: JudgementId,
    outcome: FindingOutcome,
    severity: Severity,
    at: Place,
) -> Finding {
    let plan = view.plan;
    let Some(judgement) = plan.pack.judgements.get(id.0 as usize) else {
        return blank(String::new(), outcome, severity, at);
    };
    let mut finding = blank(full_name(plan, &judgement.name), outcome, severity, at);
    finding.about = judgement.title.clone();
    finding.citations = citations(&plan.pack, &judgement.cites);
    finding.own.clone_from(&judgement.own);
    finding.questions = questions(plan, |question| question.about_judgements.contains(&id));
    finding.required_by = rule_place(view.rules, judgement.span);
    finding
}

/// The name of a rule with its program.
pub(super) fn full_name(plan: &Plan, rule: &str) -> String {
    format!("{}/{rule}", plan.pack.id)
}

/// The citations of a declaration.
pub(crate) fn citations(pack: &Pack, cites: &[Cite]) -> Vec<Citation> {
    let known = cites.iter().filter_map(|cite| Some((cite, pack.sources.get(cite.source as usize)?)));
    known
        .map(|(cite, source)| Citation {
            source: source.name.clone(),
            title: source.title.clone(),
            at: cite.heading.clone(),
            says: cite.says.clone(),
        })
        .collect()
}

fn questions(plan: &Plan, touches: impl Fn(&crate::check::typed::Question) -> bool) -> Vec<OpenQuestion> {
    plan.pack
        .questions
        .iter()
        .filter(|question| touches(question))
        .map(|question| OpenQuestion { id: full_name(plan, &question.name), title: question.title.clone() })
        .collect()
}

/// The place of a slot.
fn place_of(view: &View<'_>, site: Site) -> Option<Place> {
    let span = view.span(site)?;
    view.file(site.proposal).map(|file| file.place(span))
}

/// The start of a proposal.
fn root_place(view: &View<'_>, proposal: u32) -> Place {
    let nowhere =
        || Place { file: String::new(), line: 1, column: 1, end_line: 1, end_column: 1, start: 0, end: 0 };
    if view.detail == Detail::Name {
        return nowhere();
    }
    let span = view.proposals.get(proposal as usize).and_then(|proposal| proposal.span);
    let head =
        |file: &super::place::File<'_>| file.place(span.map_or(Span::new(file.source.id, 0, 0), Span::head));
    view.file(proposal).map_or_else(nowhere, head)
}

/// Sets what a finding is about.
fn set_subject(view: &View<'_>, finding: &mut Finding, site: Option<Site>) {
    let Some(site) = site else { return };
    if view.detail == Detail::Name {
        return;
    }
    if let Some(place) = place_of(view, site) {
        finding.at = place;
        finding.path = view.written(site);
    }
}

/// Marks places of the proposals, the first of them as what the finding is about.
fn set_marks(view: &View<'_>, finding: &mut Finding, marks: &[(Site, Bilingual)]) {
    if view.detail < Detail::Whole {
        return;
    }
    let mut files: Vec<u32> = Vec::new();
    for (site, _) in marks {
        if !files.contains(&site.proposal) {
            files.push(site.proposal);
        }
    }
    for proposal in files {
        let Some(file) = view.file(proposal) else { continue };
        let of_file = marks
            .iter()
            .enumerate()
            .filter(|(_, (site, _))| site.proposal == proposal)
            .filter_map(|(index, (site, text))| {
                let span = view.span(*site)?;
                Some(ToMark { span, text: text.clone(), primary: index == 0 })
            })
            .collect();
        finding.snippets.extend(snippet(file, of_file));
    }
}

/// Sets where a finding is required, and cuts out the line.
fn set_requirement(view: &View<'_>, finding: &mut Finding, span: Span) {
    if view.detail < Detail::Whole {
        return;
    }
    finding.required_by = rule_place(view.rules, span);
    if let Some(source) = view.rules.get(span.file) {
        let mark = ToMark { span, text: Bilingual::default(), primary: true };
        finding.rule_snippet = snippet(&super::place::File::new(source), vec![mark]);
    }
}
