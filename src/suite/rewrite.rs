//! What could be written in place of an expectation that is not met.

use crate::check::typed::{Expect, Place};
use crate::eval::{JudgedRule, JudgementOutcome, Outcome, Verdict};
use crate::report::{Finding, FindingOutcome};
use crate::syntax::ast::ExpectedOutcome;
use crate::text::{SourceMap, Span};

use super::differ::{depends_on_reading, finding_outcome};
use super::words::verdict_word;

/// A place of a test file, and the text that belongs there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rewrite {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// The outcome that came, in the words of a test; where the test asks how readings decide, what they do.
pub(super) fn outcome(expect: &Expect, judged: &JudgedRule) -> ExpectedOutcome {
    let on_reading = matches!(
        expect,
        Expect::Rule { outcome: ExpectedOutcome::DependsOnReading | ExpectedOutcome::ReadingsAgree, .. }
    );
    match judged.outcome {
        _ if on_reading && depends_on_reading(judged) => ExpectedOutcome::DependsOnReading,
        Outcome::Pass | Outcome::Fail | Outcome::Contested if on_reading => ExpectedOutcome::ReadingsAgree,
        Outcome::Pass => ExpectedOutcome::Passes,
        Outcome::Fail => ExpectedOutcome::Fails,
        Outcome::Undetermined => ExpectedOutcome::Undetermined,
        Outcome::Contested => ExpectedOutcome::Contested,
        Outcome::NotApplicable => ExpectedOutcome::NotApplicable,
    }
}

/// The outcome of a judgement that came, in the words of a test.
pub(super) fn outcome_of_judgement(judged: &JudgementOutcome) -> ExpectedOutcome {
    match (judged.not_applicable, judged.open) {
        (true, _) => ExpectedOutcome::NotApplicable,
        (false, true) => ExpectedOutcome::Undetermined,
        (false, false) => ExpectedOutcome::LeftToReviewers,
    }
}

/// Another outcome, with the places that it has where the test names some.
pub(super) fn of_outcome(expect: &Expect, outcome: ExpectedOutcome, findings: &[Finding]) -> Option<Rewrite> {
    let (word, at, needs, cell) = parts(expect)?;
    let mut text = outcome.phrase().to_owned();
    let was_open = matches!(expect, Expect::Rule { outcome: ExpectedOutcome::Undetermined, .. });
    let open = outcome == ExpectedOutcome::Undetermined && !was_open;
    if !at.is_empty()
        && !open
        && let Some(finding) = there(findings, outcome).find(|finding| !finding.path.is_empty())
    {
        text.push_str(&format!(" at {}", finding.path));
    }
    if !needs.is_empty() || (!at.is_empty() && open) {
        let mut needed: Vec<&str> = Vec::new();
        for path in there(findings, outcome).flat_map(|finding| &finding.needs) {
            if !needed.contains(&path.as_str()) {
                needed.push(path);
            }
        }
        if !needed.is_empty() {
            text.push_str(&format!(" needs {}", needed.join(if cell { " and " } else { ", " })));
        }
    }
    let end = at.iter().chain(needs).map(|place| place.span.end).fold(word.end, u32::max);
    Some(Rewrite { span: Span { end, ..word }, text })
}

/// The same outcome at other places.
pub(super) fn of_places(expect: &Expect, findings: &[Finding]) -> Option<Rewrite> {
    match expect {
        Expect::Rule { outcome, .. } => of_outcome(expect, *outcome, findings),
        _ => None,
    }
}

/// Another verdict: the last word of the expectation, which is all that a cell holds.
pub(super) fn of_verdict(sources: &SourceMap, span: Span, verdict: Verdict) -> Option<Rewrite> {
    let word = sources.get(span.file)?.slice(span).split_whitespace().next_back()?;
    let start = span.end.saturating_sub(u32::try_from(word.len()).ok()?);
    Some(Rewrite { span: Span { start, ..span }, text: verdict_word(verdict).to_owned() })
}

/// Where the outcome stands, the places, and whether it stands in a table.
fn parts(expect: &Expect) -> Option<(Span, &[Place], &[Place], bool)> {
    match expect {
        Expect::Rule { at, needs, word, span, .. } => Some((*word, at, needs, word.start == span.start)),
        Expect::Judgement { needs, word, span, .. } => Some((*word, &[], needs, word.start == span.start)),
        Expect::Verdict(..) | Expect::Holds(..) | Expect::Value { .. } => None,
    }
}

/// The findings with an outcome.
fn there(findings: &[Finding], outcome: ExpectedOutcome) -> impl Iterator<Item = &Finding> {
    let wanted: Option<FindingOutcome> = finding_outcome(outcome);
    findings.iter().filter(move |finding| Some(finding.outcome) == wanted)
}

/// A text with some of its parts rewritten; of two that overlap the first stays.
pub fn rewritten(text: &str, rewrites: &[Rewrite]) -> String {
    let mut sorted: Vec<&Rewrite> = rewrites.iter().collect();
    sorted.sort();
    let mut out = String::with_capacity(text.len());
    let mut at = 0_usize;
    for rewrite in sorted {
        let range = rewrite.span.range();
        if let Some(before) = text.get(at..range.start) {
            out.push_str(before);
            out.push_str(&rewrite.text);
            at = range.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
