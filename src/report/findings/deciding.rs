//! What decided the outcome of a rule: the requirements and conditions, each with the values that it was held against.
//! A report says this of what is not met; a test asks it of whatever came.

use super::one::Judgeable;
use crate::check::typed::RuleId;
use crate::data::{FieldType, State};
use crate::diag::Bilingual;
use crate::eval::{Items, Outcome, Ref, Scope, Site, Truth, judge_rule};
use crate::plan::{NodeId, Plan, Step};
use crate::report::explain::{explain_branches, sites_read};
use crate::report::view::View;
use crate::report::words::{Ctx, both, join, show};
use crate::text::{SourceMap, Span};

/// So many requirements or conditions are named.
const MOST_NAMED: usize = 3;

/// So many values of one are shown.
const MOST_VALUES: usize = 4;

/// A requirement or condition, and what it was held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decider {
    /// Where it stands.
    pub span: Span,
    /// What came of it.
    pub words: Bilingual,
}

/// What decided a rule on a proposal, the first few.
pub fn deciders(plan: &Plan, rule_sources: &SourceMap, of: Judgeable<'_>, id: RuleId) -> Vec<Decider> {
    let proposals = [of.proposal];
    let view = View::new(plan, rule_sources, &[of.source], &proposals, of.as_of);
    let (Some(rule), Some(steps)) = (plan.pack.rules.get(id.0 as usize), plan.rules.get(id.0 as usize))
    else {
        return Vec::new();
    };
    if let Some(valid) = rule.valid
        && of.as_of.is_some_and(|day| !valid.holds_on(day))
    {
        let words = both("not in force on the proposal's date", "申請の時点では有効でない");
        return vec![Decider { span: valid.span, words }];
    }
    let outcome = judge_rule(&mut view.scope(rule.vars), id).outcome;
    let mut walk = Walk { view: &view, wanted: outcome, found: Vec::new() };
    walk.steps(&mut view.scope(rule.vars), steps);
    walk.found
}

struct Walk<'v, 'a> {
    view: &'v View<'a>,
    wanted: Outcome,
    found: Vec<Decider>,
}

impl<'a> Walk<'_, 'a> {
    fn steps(&mut self, scope: &mut Scope<'a>, steps: &[Step]) {
        for step in steps {
            if self.found.len() >= MOST_NAMED {
                return;
            }
            match step {
                Step::Require(id) => {
                    if let Some(requirement) = self.view.plan.requirement(*id) {
                        self.requirement(scope, &requirement.branches, requirement.span);
                    }
                }
                Step::When(condition, body) => {
                    let holds = scope.truth(*condition);
                    self.gate(scope, (*condition, holds), body);
                }
                Step::Unless(condition, _, body) => {
                    let holds = scope.truth(*condition).negated();
                    self.gate(scope, (*condition, holds), body);
                }
                Step::ForEach(binder, body) => match scope.items(&binder.source) {
                    Items::Known { of, len } => {
                        for index in 0..len {
                            scope.bind(binder.var, of.item(index));
                            self.steps(scope, body);
                        }
                        scope.bind(binder.var, Ref::Unbound);
                    }
                    Items::Unknown(site) if self.wanted == Outcome::Undetermined => {
                        self.found.push(Decider {
                            span: binder.span,
                            words: self.values(site.into_iter().collect()),
                        });
                    }
                    Items::Unknown(_) => {}
                },
            }
        }
    }

    fn gate(&mut self, scope: &mut Scope<'a>, (condition, holds): (NodeId, Truth), body: &[Step]) {
        let decides = match holds {
            Truth::False => self.wanted == Outcome::NotApplicable,
            Truth::Unknown => self.wanted == Outcome::Undetermined,
            Truth::True => false,
        };
        if decides && let Some(node) = self.view.plan.node(condition) {
            let values = self.values(sites_read(self.view, scope, condition));
            self.found.push(Decider { span: node.span, words: values });
        }
        if holds != Truth::False {
            self.steps(scope, body);
        }
    }

    fn requirement(&mut self, scope: &mut Scope<'a>, branches: &[NodeId], span: Span) {
        let holds = scope.any(branches);
        let words = match (holds, self.wanted) {
            (Truth::False, Outcome::Fail | Outcome::Contested) => {
                explain_branches(self.view, scope, branches, &mut Ctx::default()).message
            }
            (Truth::True, Outcome::Pass) | (Truth::Unknown, Outcome::Undetermined) => {
                let sites =
                    branches.iter().flat_map(|branch| sites_read(self.view, scope, *branch)).collect();
                self.values(sites)
            }
            _ => return,
        };
        self.found.push(Decider { span, words });
    }

    /// What stands at some places, each once.
    fn values(&self, sites: Vec<Site>) -> Bilingual {
        let mut once: Vec<Site> = Vec::new();
        for site in sites {
            if !once.contains(&site) {
                once.push(site);
            }
        }
        let more = once.len() > MOST_VALUES;
        once.truncate(MOST_VALUES);
        let mut parts: Vec<Bilingual> = once.iter().map(|site| self.value(*site)).collect();
        if more {
            parts.push(Bilingual::same("…"));
        }
        join(&parts, ", ", "、")
    }

    fn value(&self, site: Site) -> Bilingual {
        let path = self.view.written(site);
        let state = self.view.proposals.get(site.proposal as usize).and_then(|p| p.slot(site.slot));
        let ty = match self.view.field(site) {
            Some((_, FieldType::Scalar(scalar))) => Some(*scalar),
            _ => None,
        };
        match state.map(|slot| &slot.state) {
            Some(State::Given(value)) => {
                let shown = show(self.view.plan, ty, value);
                if shown.en.is_empty() {
                    return both(format!("{path} is given"), format!("{path}は記入あり"));
                }
                both(format!("{path} is {}", shown.en), format!("{path}は{}", shown.ja))
            }
            Some(State::NotApplicable) => {
                both(format!("{path} is declared not applicable"), format!("{path}は「該当なし」"))
            }
            Some(State::Malformed) => {
                both(format!("{path} cannot be read"), format!("{path}は読み取れない値"))
            }
            _ => both(format!("{path} is missing"), format!("{path}は未記入")),
        }
    }
}
