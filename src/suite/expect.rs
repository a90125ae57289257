//! What a test expects, held against what came of it.

use super::given::{self, Base};
use crate::check::typed::{Expect, ExpectedVerdict, GivenBase, Place, RuleId, Test};
use crate::data::{Proposal, Schema, ShapeFinding, ShapeKind, decode};
use crate::diag::Bilingual;
use crate::eval::{self, Judged, JudgedRule, Scope, Truth, Verdict};
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::report::{AcrossSet, Finding, FindingOutcome, ReportOptions, across_findings, proposal_report};
use crate::syntax::ast::ExpectedOutcome;
use crate::text::{Source, Span};
use std::sync::Arc;

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

/// Runs all tests of a pack. `read` gives the file of a proposal that a test names, relative to the project's root.
pub fn run(pack: &LoadedPack, read: &dyn Fn(&str) -> Option<Base>) -> Vec<TestResult> {
    let Some(plan) = &pack.plan else { return Vec::new() };
    plan.pack
        .tests
        .iter()
        .zip(&plan.expectations)
        .map(|(test, nodes)| TestResult {
            name: test.name.clone(),
            span: test.span,
            mismatches: mismatches(pack, plan, test, nodes, read),
        })
        .collect()
}

/// What came of a test's proposal.
struct Came<'a> {
    plan: &'a Plan,
    judged: Judged,
    across: Vec<(RuleId, JudgedRule)>,
    findings: Vec<Finding>,
    verdict: Verdict,
}

fn mismatches(
    pack: &LoadedPack,
    plan: &Plan,
    test: &Test,
    nodes: &[Option<crate::plan::NodeId>],
    read: &dyn Fn(&str) -> Option<Base>,
) -> Vec<Mismatch> {
    let mut out = Vec::new();
    let built = match &test.given {
        None => None,
        Some(given) => {
            let base = match &given.base {
                GivenBase::File(path, _) => read(path),
                GivenBase::Inline(_) => None,
            };
            let test_file = pack.sources.get(test.span.file).cloned().unwrap_or_else(given::empty_source);
            match given::tree(given, &plan.pack.schema, &test_file, base.as_ref()) {
                Ok((tree, source)) => {
                    let (proposal, shape) =
                        decode(&plan.pack.schema, plan.pack.program.root, &tree, &source, 1);
                    Some((proposal, shape, source))
                }
                Err(trouble) => {
                    out.push(Mismatch {
                        span: given.span,
                        expected: Bilingual::new("a proposal to judge", "判定できる申請書"),
                        got: trouble,
                    });
                    return out;
                }
            }
        }
    };
    let came = built.as_ref().map(|(proposal, shape, source)| came(pack, plan, proposal, shape, source));
    for (expect, node) in test.expects.iter().zip(nodes) {
        match (expect, &came) {
            (Expect::Holds(_, vars, span), _) => {
                let Some(node) = *node else { continue };
                let mut scope = Scope::new(plan, &[], None, *vars);
                let truth = scope.truth(node);
                if truth != Truth::True {
                    out.push(Mismatch { span: *span, expected: holds(), got: truth_words(truth) });
                }
            }
            (Expect::Verdict(expected, span), Some(came)) => {
                let got = came.verdict;
                if got != verdict_of(*expected) {
                    let why = why(&came.findings);
                    out.push(Mismatch {
                        span: *span,
                        expected: verdict_words(verdict_of(*expected)),
                        got: Bilingual::new(
                            format!("{}{}", verdict_words(got).en, why.en),
                            format!("{}{}", verdict_words(got).ja, why.ja),
                        ),
                    });
                }
            }
            (Expect::Rule { rule, outcome, at, needs, span }, Some(came)) => {
                out.extend(rule_mismatch(came, *rule, *outcome, at, needs, *span));
            }
            (Expect::Judgement { judgement, outcome, needs, span }, Some(came)) => {
                out.extend(judgement_mismatch(came, judgement.0 as usize, *outcome, needs, *span));
            }
            // The checker refuses expectations on a proposal where there is none.
            (_, None) => {}
        }
    }
    out
}

fn came<'a>(
    pack: &LoadedPack,
    plan: &'a Plan,
    proposal: &'a Proposal,
    shape: &[ShapeFinding],
    source: &Arc<Source>,
) -> Came<'a> {
    let judged = eval::judge(plan, proposal, None);
    let fails = shape.iter().any(|finding| finding.fails);
    let missing = shape.iter().any(|finding| matches!(finding.kind, ShapeKind::Missing { .. }));
    let verdict = eval::verdict(plan, &judged, fails, missing);
    let options = ReportOptions { all: true, as_of: None };
    let report = proposal_report(plan, &pack.sources, source, proposal, shape, &judged, options);
    let mut findings = report.findings;
    let across = eval::judge_across(plan, &[proposal], None, false);
    let set = AcrossSet { proposals: &[proposal], sources: &[source], incomplete: false };
    findings.extend(across_findings(plan, &pack.sources, set, &across, None, options));
    Came { plan, judged, across, findings, verdict }
}

fn rule_mismatch(
    came: &Came<'_>,
    rule: RuleId,
    outcome: ExpectedOutcome,
    at: &[Place],
    needs: &[Place],
    span: Span,
) -> Option<Mismatch> {
    let schema = &came.plan.pack.schema;
    let pack = &came.plan.pack;
    let name = pack.rules.get(rule.0 as usize).map_or("", |rule| rule.name.as_str());
    let id = format!("{}/{name}", pack.id);
    let of_rule: Vec<&Finding> = came.findings.iter().filter(|finding| finding.rule == id).collect();
    let judged = came
        .judged
        .rules
        .get(rule.0 as usize)
        .and_then(Option::as_ref)
        .or_else(|| came.across.iter().find(|(id, _)| *id == rule).map(|(_, judged)| judged))?;
    let got = outcome_words(judged.outcome);
    let wanted = expected_outcome(outcome);
    let depends = of_rule.iter().any(|finding| finding.outcome == FindingOutcome::DependsOnReading);
    let as_expected = match wanted {
        Wanted::Outcome(wanted) => judged.outcome == wanted,
        Wanted::Depends => depends,
        Wanted::Reviewers => false,
    };
    let got = if depends {
        Bilingual::new(format!("{} and depends on reading", got.en), format!("{}、読み方による", got.ja))
    } else {
        got
    };
    if !as_expected {
        let why =
            why(&came.findings.iter().filter(|finding| finding.rule == id).cloned().collect::<Vec<_>>());
        return Some(Mismatch {
            span,
            expected: expected_words(name, outcome),
            got: Bilingual::new(
                format!("{name}: {}{}", got.en, why.en),
                format!("{name}：{}{}", got.ja, why.ja),
            ),
        });
    }
    let finding_outcome = match outcome {
        ExpectedOutcome::Fails => Some(FindingOutcome::Fail),
        ExpectedOutcome::Undetermined => Some(FindingOutcome::Undetermined),
        ExpectedOutcome::Contested => Some(FindingOutcome::Contested),
        ExpectedOutcome::DependsOnReading => Some(FindingOutcome::DependsOnReading),
        ExpectedOutcome::Passes | ExpectedOutcome::NotApplicable | ExpectedOutcome::LeftToReviewers => None,
    };
    for place in at {
        let path = place.path.write(schema);
        let there = of_rule.iter().any(|finding| match finding_outcome {
            Some(outcome) => finding.outcome == outcome && finding.path == path,
            None => false,
        });
        if !there {
            let places: Vec<&str> = of_rule
                .iter()
                .filter(|finding| finding_outcome == Some(finding.outcome))
                .map(|finding| finding.path.as_str())
                .collect();
            let list = if places.is_empty() { "—".to_owned() } else { places.join(", ") };
            return Some(Mismatch {
                span: place.span,
                expected: Bilingual::new(format!("at {path}"), format!("場所 {path}")),
                got: Bilingual::new(format!("at {list}"), format!("場所 {list}")),
            });
        }
    }
    let needed: Vec<&str> = of_rule.iter().flat_map(|finding| &finding.needs).map(String::as_str).collect();
    missing_need(schema, needs, &needed)
}

fn judgement_mismatch(
    came: &Came<'_>,
    index: usize,
    outcome: ExpectedOutcome,
    needs: &[Place],
    span: Span,
) -> Option<Mismatch> {
    let pack = &came.plan.pack;
    let name = pack.judgements.get(index).map_or("", |judgement| judgement.name.as_str());
    let judged = came.judged.judgements.get(index)?;
    let not_applicable = outcome == ExpectedOutcome::NotApplicable;
    if judged.not_applicable != not_applicable {
        let got = if judged.not_applicable {
            Bilingual::new("not applicable", "対象外")
        } else {
            Bilingual::new("left to reviewers", "審査に委ねる")
        };
        return Some(Mismatch { span, expected: expected_words(name, outcome), got });
    }
    let id = format!("{}/{name}", pack.id);
    let needed: Vec<&str> = came
        .findings
        .iter()
        .filter(|finding| finding.rule == id)
        .flat_map(|finding| &finding.needs)
        .map(String::as_str)
        .collect();
    missing_need(&pack.schema, needs, &needed)
}

fn missing_need(schema: &Schema, expected: &[Place], needed: &[&str]) -> Option<Mismatch> {
    expected.iter().find_map(|place| {
        let path = place.path.write(schema);
        (!needed.contains(&path.as_str())).then(|| {
            let list = if needed.is_empty() { "—".to_owned() } else { needed.join(", ") };
            Mismatch {
                span: place.span,
                expected: Bilingual::new(format!("needs {path}"), format!("必要な項目 {path}")),
                got: Bilingual::new(format!("needs {list}"), format!("必要な項目 {list}")),
            }
        })
    })
}

/// The first finding that is not as it should be, in a few words, to say why.
fn why(findings: &[Finding]) -> Bilingual {
    let first = findings.iter().find(|finding| {
        matches!(
            finding.outcome,
            FindingOutcome::Fail | FindingOutcome::Contested | FindingOutcome::Undetermined
        )
    });
    first.map_or_else(Bilingual::default, |finding| {
        Bilingual::new(format!(" ({})", finding.message.en), format!("（{}）", finding.message.ja))
    })
}

enum Wanted {
    Outcome(eval::Outcome),
    Depends,
    Reviewers,
}

fn expected_outcome(outcome: ExpectedOutcome) -> Wanted {
    match outcome {
        ExpectedOutcome::Passes => Wanted::Outcome(eval::Outcome::Pass),
        ExpectedOutcome::Fails => Wanted::Outcome(eval::Outcome::Fail),
        ExpectedOutcome::Undetermined => Wanted::Outcome(eval::Outcome::Undetermined),
        ExpectedOutcome::Contested => Wanted::Outcome(eval::Outcome::Contested),
        ExpectedOutcome::NotApplicable => Wanted::Outcome(eval::Outcome::NotApplicable),
        ExpectedOutcome::DependsOnReading => Wanted::Depends,
        ExpectedOutcome::LeftToReviewers => Wanted::Reviewers,
    }
}

fn expected_words(name: &str, outcome: ExpectedOutcome) -> Bilingual {
    let (en, ja) = match outcome {
        ExpectedOutcome::Passes => ("passes", "適合"),
        ExpectedOutcome::Fails => ("fails", "不適合"),
        ExpectedOutcome::Undetermined => ("undetermined", "未判定"),
        ExpectedOutcome::Contested => ("contested", "規則の矛盾"),
        ExpectedOutcome::NotApplicable => ("not applicable", "対象外"),
        ExpectedOutcome::DependsOnReading => ("depends on reading", "読み方による"),
        ExpectedOutcome::LeftToReviewers => ("left to reviewers", "審査に委ねる"),
    };
    Bilingual::new(format!("{name}: {en}"), format!("{name}：{ja}"))
}

fn outcome_words(outcome: eval::Outcome) -> Bilingual {
    match outcome {
        eval::Outcome::Pass => Bilingual::new("passes", "適合"),
        eval::Outcome::Fail => Bilingual::new("fails", "不適合"),
        eval::Outcome::Undetermined => Bilingual::new("undetermined", "未判定"),
        eval::Outcome::Contested => Bilingual::new("contested", "規則の矛盾"),
        eval::Outcome::NotApplicable => Bilingual::new("not applicable", "対象外"),
    }
}

fn verdict_of(expected: ExpectedVerdict) -> Verdict {
    match expected {
        ExpectedVerdict::Pass => Verdict::Pass,
        ExpectedVerdict::Fail => Verdict::Fail,
        ExpectedVerdict::Undetermined => Verdict::Undetermined,
    }
}

fn verdict_words(verdict: Verdict) -> Bilingual {
    match verdict {
        Verdict::Pass => Bilingual::new("verdict pass", "判定 適合"),
        Verdict::Fail => Bilingual::new("verdict fail", "判定 不適合"),
        Verdict::Undetermined => Bilingual::new("verdict undetermined", "判定 未判定"),
    }
}

fn holds() -> Bilingual {
    Bilingual::new("it holds", "成り立つ")
}

fn truth_words(truth: Truth) -> Bilingual {
    match truth {
        Truth::True => holds(),
        Truth::False => Bilingual::new("it does not hold", "成り立たない"),
        Truth::Unknown => Bilingual::new("it cannot be decided", "判定できない"),
    }
}
