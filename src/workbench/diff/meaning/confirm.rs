//! An example is told only where both sides say so themselves.
//!
//! In: proposals that the solver has made up. Out: an [`Example`], read and judged by both sides as any other.

use super::{Example, Ids, Questions};
use crate::check::typed::RuleId;
use crate::data::{self, Format};
use crate::diag::{Bilingual, Severity};
use crate::eval;
use crate::prove::Period;
use crate::report::{
    AcrossSet, FileVerdict, Finding, FindingOutcome, ReportOptions, across_findings, proposal_report,
};
use crate::text::{FileId, Source};
use crate::value::Date;
use crate::workbench::diff::Side;

/// So many reasons are told of an example.
const MOST_REASONS: usize = 3;

impl Questions<'_> {
    /// The proposals, read and judged by both sides as any other; nothing where these do not say what the solver says.
    pub(super) fn confirmed(
        &self,
        texts: Vec<String>,
        (ids, stricter): (Ids, bool),
        period: Period,
    ) -> Option<Example> {
        let as_of = if period.given { period.day() } else { None };
        let (old, new) = self.sides;
        let before = judged(old, ids.0, &texts, as_of)?;
        let after = judged(new, ids.1, &texts, as_of)?;
        let (better, worse) = if stricter { (&before, &after) } else { (&after, &before) };
        let is_so = match ids {
            (None, None) => better.verdict == FileVerdict::Pass && worse.verdict == FileVerdict::Fail,
            _ => rank(better.outcome) > rank(worse.outcome),
        };
        is_so.then(|| Example {
            stricter,
            because: worse.because.clone(),
            texts,
            old: before.outcome,
            new: after.outcome,
            old_verdict: before.verdict,
            new_verdict: after.verdict,
        })
    }
}

/// Better outcomes are greater. A contested rule is not met.
fn rank(outcome: Option<FindingOutcome>) -> u32 {
    match outcome {
        Some(FindingOutcome::Fail | FindingOutcome::Contested) => 0,
        Some(FindingOutcome::Undetermined) => 1,
        _ => 2,
    }
}

/// What a side says of some proposals.
struct Judged {
    outcome: Option<FindingOutcome>,
    verdict: FileVerdict,
    because: Vec<Bilingual>,
}

/// Judges proposals by one side, as any other: the outcome of a rule there, the verdict on the first, and why something
/// is not met.
fn judged(side: Side<'_>, rule: Option<RuleId>, texts: &[String], as_of: Option<Date>) -> Option<Judged> {
    let plan = side.plan;
    let options = ReportOptions { all: true, cases: true, as_of, ..ReportOptions::default() };
    let mut sources = Vec::new();
    let mut proposals = Vec::new();
    let mut reports = Vec::new();
    for (number, text) in (1_u32..).zip(texts) {
        let source = Source::new(FileId(u32::MAX.saturating_sub(number)), format!("{number}"), text.as_str());
        let documents = data::read(&source, Format::Yaml);
        let tree = documents.first()?.tree.as_ref().ok()?;
        let (proposal, shape) = data::decode(&plan.pack.schema, plan.pack.program.root, tree, &source, 1);
        let judged = eval::judge(plan, &proposal, as_of);
        reports.push(proposal_report(plan, &side.pack.sources, &source, &proposal, &shape, &judged, options));
        sources.push(source);
        proposals.push(proposal);
    }
    let first = reports.first()?;
    let typed = rule.and_then(|id| plan.pack.rule(id));
    let name = typed.map(|rule| format!("{}/{}", plan.pack.id, rule.name));
    let findings: Vec<Finding> = if typed.is_some_and(|rule| rule.across) {
        let all: Vec<&crate::data::Proposal> = proposals.iter().collect();
        let judged = eval::judge_across(plan, &all, as_of, false);
        let sources: Vec<&Source> = sources.iter().collect();
        let set = AcrossSet { proposals: &all, sources: &sources, incomplete: false };
        across_findings(plan, &side.pack.sources, set, &judged, as_of, options)
    } else {
        first.findings.clone()
    };
    let own = |finding: &&Finding| name.as_ref().is_none_or(|name| finding.rule == *name);
    let outcome = name.as_ref().and_then(|name| {
        let case = first.cases.iter().find(|case| case.rule == *name).map(|case| case.outcome);
        let found = findings.iter().filter(own).filter(|one| one.outcome != FindingOutcome::DependsOnReading);
        case.or_else(|| found.map(|finding| finding.outcome).min())
    });
    let open = |finding: &&Finding| {
        matches!(
            finding.outcome,
            FindingOutcome::Fail | FindingOutcome::Contested | FindingOutcome::Undetermined
        ) && finding.severity != Severity::Advice
            || name.is_some()
                && matches!(finding.outcome, FindingOutcome::Fail | FindingOutcome::Undetermined)
    };
    let because = findings.iter().filter(own).filter(open).map(|finding| finding.message.clone());
    Some(Judged { outcome, verdict: first.verdict, because: because.take(MOST_REASONS).collect() })
}
