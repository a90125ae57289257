//! Acknowledgements: what a proposal says in comments, applied to the findings on it.
//!
//! In: the report on a proposal and its comments. Out: the same report, advice that is acknowledged set aside, and a
//! warning for each comment that acknowledges nothing. A comment changes no verdict.

use super::aside::{Acknowledged, Aside};
use super::findings::{blank, full_name, in_order, set_diagnostic};
use super::model::{Finding, FindingOutcome, ProposalReport};
use super::place::File;
use crate::data::{About, Ack, Said};
use crate::diag::{Diagnostic, Severity, acks as problem, codes};
use crate::plan::Plan;
use crate::text::{Source, SourceMap, nearest};

/// Applies the comments of a proposal to the report on it.
pub fn acknowledge(report: &mut ProposalReport, plan: &Plan, source: &Source, acks: &[Ack]) {
    if acks.is_empty() {
        return;
    }
    let file = File::new(source);
    let mut problems = Vec::new();
    for ack in acks {
        let problem = match &ack.said {
            Err(slip) => Some(problem::ack_slip(ack.span, slip)),
            Ok(said) => apply(report, plan, &file, ack, said),
        };
        problems.extend(problem.map(|diagnostic| finding(&file, &diagnostic)));
    }
    report.findings.extend(problems);
    in_order(&mut report.findings);
}

/// Sets aside what a comment acknowledges; what is wrong with it where it acknowledges nothing.
fn apply(
    report: &mut ProposalReport,
    plan: &Plan,
    file: &File<'_>,
    ack: &Ack,
    said: &Said,
) -> Option<Diagnostic> {
    let (name, decides) = match known(plan, &said.rule) {
        Ok(known) => known,
        Err(near) => return Some(problem::ack_unknown(said.at, &said.rule, near.as_deref())),
    };
    let covers = |finding: &Finding| {
        finding.rule == name
            && finding.is_open()
            && finding.outcome != FindingOutcome::LeftToReviewers
            && finding.aside.is_none()
            && match ack.about {
                About::Document => true,
                About::Entry(span) => finding.at.start >= span.start && finding.at.start < span.end,
                About::Nothing => false,
            }
    };
    let mut used = false;
    for finding in report.findings.iter_mut().filter(|finding| covers(finding) && is_advice(finding)) {
        let because = said.because.clone();
        finding.aside = Some(Aside::Acknowledged(Acknowledged { because, at: file.place(ack.span) }));
        finding.folded = false;
        used = true;
    }
    // What is covered and left is an error.
    let decides = decides || report.findings.iter().any(covers);
    match (used, decides) {
        (true, _) => None,
        (false, true) => Some(problem::ack_decides(said.at, &said.rule)),
        (false, false) => Some(problem::ack_unused(said.at, &said.rule)),
    }
}

/// Whether a finding decides nothing: advice, a warning, another reading.
fn is_advice(finding: &Finding) -> bool {
    finding.severity != Severity::Error || finding.outcome == FindingOutcome::DependsOnReading
}

/// The full name of what is meant, and whether it decides the verdict; else what may be meant.
fn known(plan: &Plan, written: &str) -> Result<(String, bool), Option<String>> {
    if let Some(row) = codes::table().into_iter().find(|row| row.code.to_string() == written) {
        return Ok((row.code.to_string(), false));
    }
    let prefix = full_name(plan, "");
    let name = written.strip_prefix(&prefix).unwrap_or(written);
    if let Some(rule) = plan.pack.rules.iter().find(|rule| rule.name == name) {
        return Ok((full_name(plan, name), rule.severity == Severity::Error));
    }
    let near = nearest(name, plan.pack.rules.iter().map(|rule| rule.name.as_str()));
    Err(near.map(str::to_owned))
}

fn finding(file: &File<'_>, diagnostic: &Diagnostic) -> Finding {
    let place = diagnostic.span().map(|span| file.place(span));
    let place = place.unwrap_or_else(|| file.place(crate::text::Span::new(file.source.id, 0, 0)));
    let mut finding = blank(diagnostic.code.to_string(), FindingOutcome::Fail, diagnostic.severity, place);
    finding.title = diagnostic.message.clone();
    finding.message = diagnostic.message.clone();
    set_diagnostic(&mut finding, file, &SourceMap::default(), diagnostic);
    finding
}
