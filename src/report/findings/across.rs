//! Findings of the rules across the proposals of a run: each names every proposal that plays a part.

use super::{ReportOptions, in_order, rules};
use crate::check::typed::RuleId;
use crate::data::Proposal;
use crate::eval::{JudgedRule, Outcome};
use crate::plan::Plan;
use crate::report::model::{Finding, FindingOutcome};
use crate::report::repairs::Repairer;
use crate::report::view::View;
use crate::report::words::{both, title};
use crate::text::{Source, SourceMap};
use crate::value::Date;

/// The proposals of one program in a run, and their files in the same order.
#[derive(Clone, Copy, Debug)]
pub struct AcrossSet<'a> {
    /// The proposals.
    pub proposals: &'a [&'a Proposal],
    /// Their files.
    pub sources: &'a [&'a Source],
    /// Whether a file of the run could not be read.
    pub incomplete: bool,
}

/// The findings of the `across proposals` rules.
pub fn across_findings(
    plan: &Plan,
    rule_sources: &SourceMap,
    set: AcrossSet<'_>,
    judged: &[(RuleId, JudgedRule)],
    as_of: Option<Date>,
    options: ReportOptions,
) -> Vec<Finding> {
    let view = View::new(plan, rule_sources, set.sources, set.proposals, as_of.or(options.as_of));
    let mut repairer = Repairer::new(None);
    let mut out = Vec::new();
    for (id, rule) in judged {
        let before = out.len();
        out.extend(rules::of_judged(&view, *id, rule, &mut repairer, options.findings));
        for finding in out.iter_mut().skip(before) {
            if finding.proposals.is_empty() {
                finding.proposals = set.sources.iter().map(|source| source.name.clone()).collect();
            }
        }
        let Some(typed) = plan.pack.rules.get(id.0 as usize) else { continue };
        let whole = match rule.outcome {
            Outcome::Undetermined if set.incomplete && out.len() == before => Some((
                FindingOutcome::Undetermined,
                title::undecided(
                    &typed.title,
                    &both("a file could not be read", "読み取れなかったファイルあり"),
                ),
                both(
                    "met by the proposals that could be read; at least one file could not",
                    "読み取れた申請の範囲では満たしていますが、読み取れなかったファイルがあります。",
                ),
            )),
            Outcome::Pass if options.all => Some((
                FindingOutcome::Pass,
                title::met(&typed.title),
                both("holds across the proposals of this run", "今回の申請全体で満たしています。"),
            )),
            Outcome::NotApplicable if options.all => Some((
                FindingOutcome::NotApplicable,
                title::not_applicable(&typed.title),
                both("its condition does not hold here", "適用条件に当たりません。"),
            )),
            _ => None,
        };
        if let Some((outcome, title, message)) = whole {
            let mut finding = super::of_rule(&view, *id, outcome, super::root_place(&view, 0));
            finding.title = title;
            finding.heading = Some(typed.title.clone());
            finding.message = message;
            finding.required_by = crate::report::place::rule_place(view.rules, typed.span);
            finding.proposals = set.sources.iter().map(|source| source.name.clone()).collect();
            out.push(finding);
        }
    }
    in_order(&mut out);
    out
}
