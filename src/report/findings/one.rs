//! What one rule or judgement has found: for tests, which look at a few of them and need no repairs.

use super::{in_order, rules};
use crate::check::typed::RuleId;
use crate::data::Proposal;
use crate::diag::Bilingual;
use crate::eval::{JudgedRule, JudgementOutcome, Val};
use crate::plan::{NodeId, Plan};
use crate::report::explain::explain_branches;
use crate::report::model::Finding;
use crate::report::repairs::Repairer;
use crate::report::view::View;
use crate::report::words::{Ctx, show_val};
use crate::text::{Source, SourceMap};
use crate::value::{Date, Scalar};

/// One proposal, its file and the day as of which it is judged.
#[derive(Clone, Copy, Debug)]
pub struct Judgeable<'a> {
    /// The proposal.
    pub proposal: &'a Proposal,
    /// Its file.
    pub source: &'a Source,
    /// The day.
    pub as_of: Option<Date>,
}

/// The findings of one rule, without repairs, by place.
pub fn findings_of_rule(
    plan: &Plan,
    rule_sources: &SourceMap,
    of: Judgeable<'_>,
    id: RuleId,
    judged: &JudgedRule,
) -> Vec<Finding> {
    let proposals = [of.proposal];
    let view = View::new(plan, rule_sources, &[of.source], &proposals, of.as_of);
    let mut out = rules::of_judged(&view, id, judged, &mut Repairer::new(None), usize::MAX);
    in_order(&mut out);
    out
}

/// The places of the material that a judgement asks for and that is missing.
pub fn needs_of_judgement(plan: &Plan, of: Judgeable<'_>, judged: &JudgementOutcome) -> Vec<String> {
    let proposals = [of.proposal];
    let rules = SourceMap::default();
    let view = View::new(plan, &rules, &[of.source], &proposals, of.as_of);
    judged.missing.iter().map(|site| view.written(*site)).collect()
}

/// A value that is known, as people read it.
pub fn value_words(plan: &Plan, ty: Option<Scalar>, value: &Val<'_>) -> Bilingual {
    show_val(plan, ty, value)
}

/// Why a condition does not hold, on a proposal or on reference data alone.
pub fn condition_words(
    plan: &Plan,
    rule_sources: &SourceMap,
    of: Option<Judgeable<'_>>,
    node: NodeId,
    vars: u32,
) -> Bilingual {
    let proposals: Vec<&Proposal> = of.iter().map(|of| of.proposal).collect();
    let sources: Vec<&Source> = of.iter().map(|of| of.source).collect();
    let view = View::new(plan, rule_sources, &sources, &proposals, of.and_then(|of| of.as_of));
    explain_branches(&view, &mut view.scope(vars), &[node], &mut Ctx::default()).message
}
