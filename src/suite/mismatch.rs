//! A difference in words: what was expected, what came, what decided it, and what could be written instead.

use super::came::Came;
use super::differ::{Difference, depends_on_reading, verdict_of};
use super::rewrite::{self, Rewrite};
use super::words;
use crate::check::typed::{Expect, JudgementId, RuleId};
use crate::diag::{Bilingual, Diagnostic, suite as catalogue};
use crate::plan::{NodeId, Plan};
use crate::report::{Decider, condition_words};
use crate::syntax::ast::ExpectedOutcome;
use crate::text::{SourceMap, Span};

/// An expectation that was not met.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// The expectation, else the `given` that could not be built.
    pub span: Span,
    /// What it is about.
    pub about: About,
    /// What was expected.
    pub expected: Bilingual,
    /// What came.
    pub came: Bilingual,
    /// The requirements and conditions that decided, each with the values that it was held against.
    pub deciders: Vec<Decider>,
    /// What could be written in place of the expectation.
    pub rewrite: Option<Rewrite>,
}

/// What an expectation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A proposal that could not be built.
    Proposal,
    /// A rule.
    Rule(RuleId),
    /// A judgement.
    Judgement(JudgementId),
    /// The verdict.
    Verdict,
    /// A condition or a value.
    Value,
}

/// A difference in words.
pub(super) fn explained(
    plan: &Plan,
    sources: &SourceMap,
    came: Option<&mut Came<'_>>,
    (expect, node): (&Expect, Option<NodeId>),
    difference: Difference,
) -> Mismatch {
    let pack = &plan.pack;
    let mut out = Mismatch {
        span: span_of(expect),
        about: About::Value,
        expected: Bilingual::default(),
        came: Bilingual::default(),
        deciders: Vec::new(),
        rewrite: None,
    };
    match difference {
        Difference::Truth(truth) => {
            out.expected = words::to_hold();
            let why = node.map(|node| match &came {
                Some(came) => came.why_not(node, vars_of(expect)),
                None => condition_words(plan, sources, None, node, vars_of(expect)),
            });
            out.came = words::truth(truth, why);
        }
        Difference::Value { shown, literal } => {
            if let Expect::Value { of, span, .. } = expect {
                out.expected = words::to_be(&written(sources, of.span), &written(sources, *span));
            }
            out.came = shown.map_or_else(words::open, |shown| words::is(&shown));
            out.rewrite = literal.map(|text| Rewrite { span: out.span, text });
        }
        Difference::Verdict(verdict) => {
            out.about = About::Verdict;
            let expected = match expect {
                Expect::Verdict(expected, _) => verdict_of(*expected),
                _ => verdict,
            };
            out.expected = words::quoted(&format!("verdict {}", words::verdict_word(expected)));
            let findings = came.map(|came| came.all_findings()).unwrap_or_default();
            out.came = words::came_verdict(verdict, &findings);
            out.rewrite = rewrite::of_verdict(sources, out.span, verdict);
        }
        Difference::Rule(id, judged) => {
            out.about = About::Rule(id);
            let name = pack.rule(id).map_or("", |rule| rule.name.as_str());
            out.expected = expected_words(name, expect);
            out.came = words::came(judged.outcome, depends_on_reading(&judged));
            if let Some(came) = came {
                out.deciders = came.deciders(id);
                out.rewrite =
                    rewrite::of_outcome(expect, rewrite::outcome(expect, &judged), &came.findings(id));
            }
        }
        Difference::Judgement(id, judged) => {
            out.about = About::Judgement(id);
            let name = pack.judgement(id).map_or("", |judgement| judgement.name.as_str());
            out.expected = expected_words(name, expect);
            out.came = words::came_of_judgement(&judged);
            out.rewrite = rewrite::of_outcome(expect, rewrite::outcome_of_judgement(&judged), &[]);
        }
        Difference::At { place, path, there } => {
            out.about = about(expect);
            out.span = place;
            out.expected = words::at(&path);
            out.came = words::came_at(&there);
            if let (Some(came), About::Rule(id)) = (came, out.about) {
                out.deciders = came.deciders(id);
                out.rewrite = rewrite::of_places(expect, &came.findings(id));
            }
        }
        Difference::Needs { place, path, needed } => {
            out.about = about(expect);
            out.span = place;
            out.expected = words::needs(&path);
            out.came = words::came_needs(&needed);
            if let (Some(came), About::Rule(id)) = (came, out.about) {
                out.deciders = came.deciders(id);
                out.rewrite = rewrite::of_places(expect, &came.findings(id));
            }
        }
    }
    out
}

/// How many names an expectation binds.
fn vars_of(expect: &Expect) -> u32 {
    match expect {
        Expect::Holds(_, vars, _) => *vars,
        Expect::Verdict(..) | Expect::Rule { .. } | Expect::Judgement { .. } | Expect::Value { .. } => 0,
    }
}

fn about(expect: &Expect) -> About {
    match expect {
        Expect::Rule { rule, .. } => About::Rule(*rule),
        Expect::Judgement { judgement, .. } => About::Judgement(*judgement),
        Expect::Verdict(..) => About::Verdict,
        Expect::Holds(..) | Expect::Value { .. } => About::Value,
    }
}

fn span_of(expect: &Expect) -> Span {
    let (Expect::Verdict(_, span)
    | Expect::Rule { span, .. }
    | Expect::Judgement { span, .. }
    | Expect::Value { span, .. }
    | Expect::Holds(_, _, span)) = expect;
    *span
}

fn expected_words(name: &str, expect: &Expect) -> Bilingual {
    let outcome = match expect {
        Expect::Rule { outcome, .. } | Expect::Judgement { outcome, .. } => *outcome,
        Expect::Verdict(..) | Expect::Holds(..) | Expect::Value { .. } => ExpectedOutcome::Passes,
    };
    words::quoted(&format!("{name} {}", outcome.phrase()))
}

/// What stands at a place of the tests.
fn written(sources: &SourceMap, span: Span) -> String {
    sources.get(span.file).map(|source| source.slice(span).to_owned()).unwrap_or_default()
}

/// A mismatch as a diagnostic: the expectation first, then what decided, then what to change.
pub fn diagnostic(plan: &Plan, sources: &SourceMap, test: usize, mismatch: &Mismatch) -> Option<Diagnostic> {
    let typed = plan.pack.tests.get(test)?;
    if mismatch.about == About::Proposal {
        return Some(catalogue::proposal_not_built(mismatch.span, &typed.name, &mismatch.came));
    }
    let mut out =
        catalogue::expectation_not_met(mismatch.span, &typed.name, &mismatch.expected, &mismatch.came);
    if let Some(head) = typed.head {
        out = out.label(head, Bilingual::new("the columns", "列の見出し"));
    }
    for decider in &mismatch.deciders {
        out = out.label(decider.span, decider.words.clone());
    }
    let declared = match mismatch.about {
        About::Rule(id) => plan.pack.rule(id).map(|rule| (rule.span, rule.name.as_str())),
        About::Judgement(id) => plan.pack.judgement(id).map(|one| (one.span, one.name.as_str())),
        About::Proposal | About::Verdict | About::Value => None,
    };
    let place = mismatch.deciders.first().map(|decider| decider.span).or(declared.map(|(span, _)| span));
    let place = place.and_then(|span| {
        let source = sources.get(span.file)?;
        Some(format!("{}:{}", source.name, source.line_column(span.start).line))
    });
    let text = mismatch.rewrite.as_ref().map(|rewrite| rewrite.text.as_str());
    Some(match catalogue::how_to_meet(text, declared.map(|(_, name)| name), place.as_deref()) {
        Some(help) => out.help(help),
        None => out,
    })
}
