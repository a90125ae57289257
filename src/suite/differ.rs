//! What a test expects, held against what came of it.

use super::came::Came;
use super::mismatch::{About, Mismatch, explained};
use super::prepare::{PreparedTest, Subject};
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

/// How one expectation differs from what came.
pub(super) enum Difference {
    /// A condition does not hold.
    Truth(Truth),
    /// Another value, as people read it, and as a table writes it; nothing of either where it is not known.
    Value { shown: Option<Bilingual>, literal: Option<String> },
    /// Another verdict.
    Verdict(Verdict),
    /// Another outcome of a rule.
    Rule(RuleId, JudgedRule),
    /// Another outcome of a judgement.
    Judgement(JudgementId, JudgementOutcome),
    /// No finding at a place.
    At { place: Span, path: String, there: Vec<String> },
    /// A place is not needed.
    Needs { place: Span, path: String, needed: Vec<String> },
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
                about: About::Proposal,
                expected: Bilingual::new("a proposal to judge", "判定できる申請書"),
                came: trouble.clone(),
                deciders: Vec::new(),
                rewrite: None,
            });
            None
        }
    };
    if mismatches.is_empty() {
        let (expects, nodes) = expectations(plan, test.index);
        for (expect, node) in expects.iter().zip(nodes) {
            if let Some(difference) = difference(plan, came.as_mut(), expect, *node) {
                mismatches.push(explained(plan, sources, came.as_mut(), (expect, *node), difference));
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
            (!as_expected).then(|| match target(plan, node).and_then(|node| came.value(node)) {
                Some(value) => Difference::Value { shown: Some(value.words), literal: value.literal },
                None => Difference::Value { shown: None, literal: Some("undetermined".to_owned()) },
            })
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
            if let Some((place, path)) = absent(plan, at, &there) {
                return Some(Difference::At { place, path, there });
            }
            let needed: Vec<String> = findings.iter().flat_map(|finding| &finding.needs).cloned().collect();
            absent(plan, needs, &needed).map(|(place, path)| Difference::Needs { place, path, needed })
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
            absent(plan, needs, &needed).map(|(place, path)| Difference::Needs { place, path, needed })
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
pub(super) fn depends_on_reading(judged: &JudgedRule) -> bool {
    judged.instances.iter().any(|instance| !instance.otherwise.is_empty())
}

/// The places of the findings with an outcome.
fn paths(findings: &[Finding], outcome: ExpectedOutcome) -> Vec<String> {
    let wanted = finding_outcome(outcome);
    let there = findings.iter().filter(|finding| Some(finding.outcome) == wanted);
    there.map(|finding| finding.path.clone()).collect()
}

/// The outcome of the findings that an outcome of a rule gives; nothing where it gives none.
pub(super) fn finding_outcome(outcome: ExpectedOutcome) -> Option<FindingOutcome> {
    match outcome {
        ExpectedOutcome::Fails => Some(FindingOutcome::Fail),
        ExpectedOutcome::Undetermined => Some(FindingOutcome::Undetermined),
        ExpectedOutcome::Contested => Some(FindingOutcome::Contested),
        ExpectedOutcome::DependsOnReading => Some(FindingOutcome::DependsOnReading),
        ExpectedOutcome::Passes
        | ExpectedOutcome::NotApplicable
        | ExpectedOutcome::ReadingsAgree
        | ExpectedOutcome::LeftToReviewers => None,
    }
}

/// The first place that should be among others and is not.
fn absent(plan: &Plan, expected: &[Place], there: &[String]) -> Option<(Span, String)> {
    expected.iter().find_map(|place| {
        let path = place.path.write(&plan.pack.schema);
        (!there.contains(&path)).then_some((place.span, path))
    })
}

/// The verdict that a test expects.
pub(super) fn verdict_of(expected: ExpectedVerdict) -> Verdict {
    match expected {
        ExpectedVerdict::Pass => Verdict::Pass,
        ExpectedVerdict::Fail => Verdict::Fail,
        ExpectedVerdict::Undetermined => Verdict::Undetermined,
    }
}
