//! What came of a test's proposal, worked out as far as it is asked for.

use super::prepare::Built;
use crate::check::typed::{JudgementId, RuleId, Type};
use crate::data::ShapeKind;
use crate::diag::Bilingual;
use crate::eval::{
    self, JudgedRule, JudgementOutcome, Scope, Truth, Val, Verdict, judge_judgement, judge_rule, own_date,
};
use crate::plan::{NodeId, Plan};
use crate::report::{
    Decider, Finding, Judgeable, ReportOptions, condition_words, deciders, findings_of_rule,
    needs_of_judgement, proposal_report, value_words,
};
use crate::text::SourceMap;
use crate::value::{Date, Money, Scalar, Scale, parse_amount, parse_number, parse_percent};

/// A value that came.
pub(super) struct Shown {
    /// As people read it.
    pub(super) words: Bilingual,
    /// As a table of cases writes it, where it can be written exactly.
    pub(super) literal: Option<String>,
}

/// The proposal of a test under a plan; each rule is judged once, when it is first asked for.
pub(super) struct Came<'a> {
    plan: &'a Plan,
    sources: &'a SourceMap,
    built: &'a Built,
    as_of: Option<Date>,
    rules: Vec<(RuleId, JudgedRule)>,
}

impl<'a> Came<'a> {
    /// Nothing is judged yet.
    pub(super) fn new(plan: &'a Plan, sources: &'a SourceMap, built: &'a Built) -> Self {
        Came { plan, sources, built, as_of: own_date(plan, &built.proposal), rules: Vec::new() }
    }

    /// What came of one rule, on the proposal or (across proposals) on it as the only one.
    pub(super) fn rule(&mut self, id: RuleId) -> JudgedRule {
        if let Some((_, known)) = self.rules.iter().find(|(known, _)| *known == id) {
            return known.clone();
        }
        let vars = self.plan.pack.rules.get(id.0 as usize).map_or(0, |rule| rule.vars);
        let proposals = [&self.built.proposal];
        let judged = judge_rule(&mut Scope::new(self.plan, &proposals, self.as_of, vars), id);
        self.rules.push((id, judged.clone()));
        judged
    }

    /// What came of one judgement.
    pub(super) fn judgement(&self, id: JudgementId) -> JudgementOutcome {
        let vars = self.plan.pack.judgements.get(id.0 as usize).map_or(0, |judgement| judgement.vars);
        let proposals = [&self.built.proposal];
        judge_judgement(&mut Scope::new(self.plan, &proposals, self.as_of, vars), id)
    }

    /// Whether a condition holds on the proposal.
    pub(super) fn truth(&self, node: NodeId, vars: u32) -> Truth {
        let proposals = [&self.built.proposal];
        Scope::new(self.plan, &proposals, self.as_of, vars).truth(node)
    }

    /// A value of the proposal, as people read it and as a table writes it; nothing where it is not known.
    pub(super) fn value(&self, node: NodeId) -> Option<Shown> {
        let proposals = [&self.built.proposal];
        let value = Scope::new(self.plan, &proposals, self.as_of, 0).value(node)?;
        let ty = match self.plan.node(node)?.ty {
            Type::Scalar(scalar) => Some(scalar),
            _ => None,
        };
        Some(Shown { words: value_words(self.plan, ty, &value), literal: literal(self.plan, ty, &value) })
    }

    /// The verdict, of all rules.
    pub(super) fn verdict(&self) -> Verdict {
        let judged = eval::judge(self.plan, &self.built.proposal, None);
        let fails = self.built.shape.iter().any(|finding| finding.fails);
        let missing =
            self.built.shape.iter().any(|finding| matches!(finding.kind, ShapeKind::Missing { .. }));
        eval::verdict(self.plan, &judged, fails, missing)
    }

    /// The findings of one rule.
    pub(super) fn findings(&mut self, id: RuleId) -> Vec<Finding> {
        let judged = self.rule(id);
        findings_of_rule(self.plan, self.sources, self.judgeable(), id, &judged)
    }

    /// What decided one rule.
    pub(super) fn deciders(&self, id: RuleId) -> Vec<Decider> {
        deciders(self.plan, self.sources, self.judgeable(), id)
    }

    /// Why a condition does not hold on the proposal.
    pub(super) fn why_not(&self, node: NodeId, vars: u32) -> Bilingual {
        condition_words(self.plan, self.sources, Some(self.judgeable()), node, vars)
    }

    /// The places that one judgement asks for and that are missing.
    pub(super) fn needs(&self, id: JudgementId) -> Vec<String> {
        needs_of_judgement(self.plan, self.judgeable(), &self.judgement(id))
    }

    /// All findings on the proposal, by place.
    pub(super) fn all_findings(&self) -> Vec<Finding> {
        let judged = eval::judge(self.plan, &self.built.proposal, None);
        let Built { proposal, shape, source } = self.built;
        let options = ReportOptions::default();
        proposal_report(self.plan, self.sources, source, proposal, shape, &judged, options).findings
    }

    fn judgeable(&self) -> Judgeable<'a> {
        Judgeable { proposal: &self.built.proposal, source: &self.built.source, as_of: self.as_of }
    }
}

/// A value as a rule writes it, where that reads back as the same value.
fn literal(plan: &Plan, ty: Option<Scalar>, value: &Val<'_>) -> Option<String> {
    let written = value_words(plan, ty, value).ja;
    match value {
        Val::Num(n) => {
            let back = match ty {
                Some(Scalar::Money(_)) => parse_amount(&written, Money { scale: Scale::Yen, signed: true })
                    .ok()
                    .map(|read| read.yen),
                Some(Scalar::Percent) => parse_percent(&written).ok(),
                _ => parse_number(&written).ok(),
            };
            let written = if written.contains('/') { format!("({written})") } else { written };
            (back.as_ref() == Some(n)).then_some(written)
        }
        Val::Text(text) => (!text.contains(['"', '\\', '\n', '\r'])).then(|| format!("\"{text}\"")),
        Val::YesNo(true) => Some("yes".to_owned()),
        Val::YesNo(false) => Some("no".to_owned()),
        Val::Date(date) => Some(date.to_string()),
        Val::Year(year) => Some(format!("FY{}", year.0)),
        Val::Member(index) => match ty {
            Some(Scalar::Enum(of)) => {
                let word = plan.pack.schema.enums.get(of.0 as usize)?.members.get(*index as usize)?;
                Some(word.name.clone())
            }
            _ => None,
        },
    }
}
