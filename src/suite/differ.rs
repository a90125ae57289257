//! What a test expects, held against what came of it.

use super::came::Came;
use super::prepare::{PreparedTest, Subject};
use super::words;
use crate::check::typed::{Expect, ExpectedVerdict, JudgementId, Place, RuleId};
use crate::diag::Bilingual;
use crate::eval::{JudgedRule, JudgementOutcome, Outcome, Scope, Truth, Verdict};
use crate::plan::{Kind, NodeId, Plan};
use crate::report::{Finding, FindingOutcome};
use crate::syntax::ast::ExpectedOutcome;
use crate::text::{SourceMap, Span};

/// A test that was run.
#[derive(Clone, Debug)]
pub struct TestResult {
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub span: Span,
    /// Where it is not as expected; empty where all is.
    pub mismatches: Vec<Mismatch>,
}

/// An expectation that was not met.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// The expectation, else the `given` that could not be built.
    pub span: Span,
    /// What was expected.
    pub expected: Bilingual,
    /// What came.
    pub got: Bilingual,
}

/// How one expectation differs from what came.
enum Difference {
    Truth(Truth),
    Value(Option<Bilingual>),
    Verdict(Verdict),
    Rule(RuleId, JudgedRule),
    Judgement(JudgementId, JudgementOutcome),
    At(Span, String, Vec<String>),
    Needs(Span, String, Vec<String>),
}

/// Whether all expectations of a test hold under a plan. Nothing is explained, so this is what mutation asks.
pub fn meets(plan: &Plan, sources: &SourceMap, test: &PreparedTest) -> bool {
    let mut came = match &test.subject {
        Subject::NotBuilt(_) => return false,
        Subject::Data => None,
        Subject::Proposal(built) => Some(Came::new(plan, sources, built)),
    };
    let (expects, nodes) = expectations(plan, test.index);
    expects.iter().zip(nodes).all(|(expect, node)| difference(plan, came.as_mut(), expect, *node).is_none())
}

/// Runs one test under a plan; nothing where the plan has no such test.
pub fn run_prepared(plan: &Plan, sources: &SourceMap, test: &PreparedTest) -> Option<TestResult> {
    let typed = plan.pack.tests.get(test.index)?;
    let mut mismatches = Vec::new();
    let mut came = match &test.subject {
        Subject::Data => None,
        Subject::Proposal(built) => Some(Came::new(plan, sources, built)),
        Subject::NotBuilt(trouble) => {
            mismatches.push(Mismatch {
                span: typed.given.as_ref().map_or(typed.span, |given| given.span),
                expected: Bilingual::new("a proposal to judge", "判定できる申請書"),
                got: trouble.clone(),
            });
            None
        }
    };
    if mismatches.is_empty() {
        let (expects, nodes) = expectations(plan, test.index);
        for (expect, node) in expects.iter().zip(nodes) {
            if let Some(difference) = difference(plan, came.as_mut(), expect, *node) {
                mismatches.push(explained(plan, sources, came.as_mut(), expect, difference));
            }
        }
    }
    Some(TestResult { name: typed.name.clone(), span: typed.span, mismatches })
}

fn expectations(plan: &Plan, index: usize) -> (&[Expect], &[Option<NodeId>]) {
    let test = plan.pack.tests.get(index);
    let nodes = plan.expectations.get(index);
    (test.map_or(&[], |test| &test.expects), nodes.map_or(&[], Vec::as_slice))
}

/// How an expectation differs from what came; nothing where it is met. An expectation on a proposal where there is
/// none was refused by the checker.
fn difference(
    plan: &Plan,
    came: Option<&mut Came<'_>>,
    expect: &Expect,
    node: Option<NodeId>,
) -> Option<Difference> {
    match expect {
        Expect::Holds(_, vars, _) => {
            let node = node?;
            let truth = match came {
                Some(came) => came.truth(node, *vars),
                None => Scope::new(plan, &[], None, *vars).truth(node),
            };
            (truth != Truth::True).then_some(Difference::Truth(truth))
        }
        Expect::Value { is, .. } => {
            let came = came?;
            let as_expected = match is {
                Some(_) => came.truth(node?, 0) == Truth::True,
                None => came.value(node?).is_none(),
            };
            (!as_expected).then(|| Difference::Value(target(plan, node).and_then(|node| came.value(node))))
        }
        Expect::Verdict(expected, _) => {
            let verdict = came?.verdict();
            (verdict != verdict_of(*expected)).then_some(Difference::Verdict(verdict))
        }
        Expect::Rule { rule, outcome, at, needs, .. } => {
            let came = came?;
            let judged = came.rule(*rule);
            if !is_outcome(&judged, *outcome) {
                return Some(Difference::Rule(*rule, judged));
            }
            if at.is_empty() && needs.is_empty() {
                return None;
            }
            let findings = came.findings(*rule);
            let there = paths(&findings, *outcome);
            if let Some((span, path)) = absent(plan, at, &there) {
                return Some(Difference::At(span, path, there));
            }
            let needed: Vec<String> = findings.iter().flat_map(|finding| &finding.needs).cloned().collect();
            absent(plan, needs, &needed).map(|(span, path)| Difference::Needs(span, path, needed))
        }
        Expect::Judgement { judgement, outcome, needs, .. } => {
            let came = came?;
            let judged = came.judgement(*judgement);
            let as_expected = match outcome {
                ExpectedOutcome::NotApplicable => judged.not_applicable,
                ExpectedOutcome::Undetermined => judged.open,
                // Where its condition cannot be decided it stays with the reviewers.
                _ => !judged.not_applicable,
            };
            if !as_expected {
                return Some(Difference::Judgement(*judgement, judged));
            }
            if needs.is_empty() {
                return None;
            }
            let needed = came.needs(*judgement);
            absent(plan, needs, &needed).map(|(span, path)| Difference::Needs(span, path, needed))
        }
    }
}

/// The node of the value that a cell is about: in the condition that compares it, its left side.
fn target(plan: &Plan, node: Option<NodeId>) -> Option<NodeId> {
    match plan.node(node?)?.kind {
        Kind::Compare(_, left, _) => Some(left),
        Kind::Not(inner) => Some(inner),
        _ => node,
    }
}

/// Whether a rule came out as expected.
fn is_outcome(judged: &JudgedRule, expected: ExpectedOutcome) -> bool {
    match expected {
        ExpectedOutcome::Passes => judged.outcome == Outcome::Pass,
        ExpectedOutcome::Fails => judged.outcome == Outcome::Fail,
        ExpectedOutcome::Undetermined => judged.outcome == Outcome::Undetermined,
        ExpectedOutcome::Contested => judged.outcome == Outcome::Contested,
        ExpectedOutcome::NotApplicable => judged.outcome == Outcome::NotApplicable,
        ExpectedOutcome::DependsOnReading => depends_on_reading(judged),
        ExpectedOutcome::ReadingsAgree => {
            matches!(judged.outcome, Outcome::Pass | Outcome::Fail | Outcome::Contested)
                && !depends_on_reading(judged)
        }
        ExpectedOutcome::LeftToReviewers => false,
    }
}

/// Whether another reading would have decided otherwise somewhere.
fn depends_on_reading(judged: &JudgedRule) -> bool {
    judged.instances.iter().any(|instance| !instance.otherwise.is_empty())
}

/// The places of the findings with an outcome.
fn paths(findings: &[Finding], outcome: ExpectedOutcome) -> Vec<String> {
    let wanted = match outcome {
        ExpectedOutcome::Fails => FindingOutcome::Fail,
        ExpectedOutcome::Undetermined => FindingOutcome::Undetermined,
        ExpectedOutcome::Contested => FindingOutcome::Contested,
        ExpectedOutcome::DependsOnReading => FindingOutcome::DependsOnReading,
        ExpectedOutcome::Passes
        | ExpectedOutcome::NotApplicable
        | ExpectedOutcome::ReadingsAgree
        | ExpectedOutcome::LeftToReviewers => {
            return Vec::new();
        }
    };
    let there = findings.iter().filter(|finding| finding.outcome == wanted);
    there.map(|finding| finding.path.clone()).collect()
}

/// The first place that should be among others and is not.
fn absent(plan: &Plan, expected: &[Place], there: &[String]) -> Option<(Span, String)> {
    expected.iter().find_map(|place| {
        let path = place.path.write(&plan.pack.schema);
        (!there.contains(&path)).then_some((place.span, path))
    })
}

/// A difference in words.
fn explained(
    plan: &Plan,
    sources: &SourceMap,
    came: Option<&mut Came<'_>>,
    expect: &Expect,
    difference: Difference,
) -> Mismatch {
    let pack = &plan.pack;
    match (difference, expect) {
        (Difference::Truth(truth), expect) => {
            mismatch(expect, words::truth(Truth::True), words::truth(truth))
        }
        (Difference::Value(came), expect) => {
            let expected = match expect {
                Expect::Value { is: Some(_), span, .. } => Bilingual::same(written(sources, *span)),
                _ => words::open(),
            };
            mismatch(expect, expected, came.unwrap_or_else(words::open))
        }
        (Difference::Verdict(verdict), expect) => {
            let findings = came.map(|came| came.all_findings()).unwrap_or_default();
            let expected = match expect {
                Expect::Verdict(expected, _) => verdict_of(*expected),
                _ => verdict,
            };
            mismatch(expect, words::verdict(expected), words::came_verdict(verdict, &findings))
        }
        (Difference::Rule(id, judged), expect) => {
            let name = pack.rules.get(id.0 as usize).map_or("", |rule| rule.name.as_str());
            let findings = came.map(|came| came.findings(id)).unwrap_or_default();
            let got = words::came(name, judged.outcome, depends_on_reading(&judged), &findings);
            mismatch(expect, expected_words(name, expect), got)
        }
        (Difference::Judgement(id, outcome), expect) => {
            let name = pack.judgements.get(id.0 as usize).map_or("", |judgement| judgement.name.as_str());
            mismatch(expect, expected_words(name, expect), words::came_of_judgement(name, &outcome))
        }
        (Difference::At(span, path, there), _) => {
            let word = words::at();
            Mismatch { span, expected: words::place(&word, &path), got: words::places(&word, &there) }
        }
        (Difference::Needs(span, path, needed), _) => {
            let word = words::needs();
            Mismatch { span, expected: words::place(&word, &path), got: words::places(&word, &needed) }
        }
    }
}

fn mismatch(expect: &Expect, expected: Bilingual, got: Bilingual) -> Mismatch {
    let (Expect::Verdict(_, span)
    | Expect::Rule { span, .. }
    | Expect::Judgement { span, .. }
    | Expect::Value { span, .. }
    | Expect::Holds(_, _, span)) = expect;
    Mismatch { span: *span, expected, got }
}

fn expected_words(name: &str, expect: &Expect) -> Bilingual {
    match expect {
        Expect::Rule { outcome, .. } | Expect::Judgement { outcome, .. } => words::expected(name, *outcome),
        Expect::Verdict(..) | Expect::Holds(..) | Expect::Value { .. } => Bilingual::default(),
    }
}

/// What stands at a place of the tests.
fn written(sources: &SourceMap, span: Span) -> String {
    sources.get(span.file).map(|source| source.slice(span).to_owned()).unwrap_or_default()
}

fn verdict_of(expected: ExpectedVerdict) -> Verdict {
    match expected {
        ExpectedVerdict::Pass => Verdict::Pass,
        ExpectedVerdict::Fail => Verdict::Fail,
        ExpectedVerdict::Undetermined => Verdict::Undetermined,
    }
}
