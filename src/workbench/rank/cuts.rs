//! Up to which place the rules across proposals hold: each is judged on the best proposals, place by place.

use super::{Call, Row};
use crate::data::Proposal;
use crate::diag::{Bilingual, Severity};
use crate::eval::{Outcome, judge_across};
use crate::report::{AcrossSet, FileVerdict, FindingOutcome, ReportOptions, across_findings};
use crate::text::Source;

/// A rule across proposals and where it cuts the ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The rule, with its program.
    pub rule: String,
    /// What it is called.
    pub title: Bilingual,
    /// How grave it is.
    pub severity: Severity,
    /// What becomes of it with the proposals up to each place, the fewest first.
    pub steps: Vec<Step>,
}

/// A rule on the best proposals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The last place that is looked at. Places that are tied or not settled are looked at together.
    pub place: u32,
    /// How many proposals have that place or a better one and do not fail by themselves.
    pub proposals: u32,
    /// What becomes of the rule.
    pub outcome: FindingOutcome,
    /// Why, where it does not hold.
    pub message: Option<Bilingual>,
}

/// The rules across proposals on the best proposals of a ranking. A proposal that fails by itself is left out: it
/// cannot be adopted as it is.
pub(super) fn cuts(call: &Call<'_>, rows: &[Row]) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = call
        .plan
        .pack
        .rules
        .iter()
        .filter(|rule| rule.across)
        .map(|rule| Cut {
            rule: format!("{}/{}", call.plan.pack.id, rule.name),
            title: rule.title.clone(),
            severity: rule.severity,
            steps: Vec::new(),
        })
        .collect();
    if cuts.is_empty() {
        return cuts;
    }
    let mut seen = 0;
    for (count, place) in ends(rows) {
        let best: Vec<_> = rows
            .iter()
            .take(count)
            .filter(|row| row.verdict != FileVerdict::Fail)
            .filter_map(|row| call.scored.get(row.index))
            .collect();
        // A place that adds nobody who could be adopted changes nothing.
        if best.is_empty() || best.len() == seen {
            continue;
        }
        seen = best.len();
        let proposals: Vec<&Proposal> = best.iter().map(|one| one.proposal).collect();
        let sources: Vec<&Source> = best.iter().map(|one| one.source).collect();
        let judged = judge_across(call.plan, &proposals, call.as_of, call.incomplete);
        let set = AcrossSet { proposals: &proposals, sources: &sources, incomplete: call.incomplete };
        let options = ReportOptions { all: false, as_of: call.as_of };
        for (cut, one) in cuts.iter_mut().zip(&judged) {
            let findings = across_findings(
                call.plan,
                call.rule_sources,
                set,
                std::slice::from_ref(one),
                call.as_of,
                options,
            );
            let message = findings.into_iter().map(|finding| finding.message).next();
            cut.steps.push(Step {
                place,
                proposals: u32::try_from(seen).unwrap_or(u32::MAX),
                outcome: outcome(one.1.outcome),
                message: message.filter(|_| one.1.outcome != Outcome::Pass),
            });
        }
    }
    cuts
}

fn outcome(outcome: Outcome) -> FindingOutcome {
    match outcome {
        Outcome::Contested => FindingOutcome::Contested,
        Outcome::Fail => FindingOutcome::Fail,
        Outcome::Undetermined => FindingOutcome::Undetermined,
        Outcome::Pass => FindingOutcome::Pass,
        Outcome::NotApplicable => FindingOutcome::NotApplicable,
    }
}

/// Where the ranking can be cut: how many rows stand before each cut, and the last place among them. Rows whose
/// places overlap stay together.
fn ends(rows: &[Row]) -> Vec<(usize, u32)> {
    let mut ends = Vec::new();
    let mut last = 0;
    for (index, row) in rows.iter().enumerate() {
        last = last.max(row.to);
        let count = index.saturating_add(1);
        let next = rows.get(count).map(|next| next.from);
        if next.is_none_or(|next| next > last) {
            ends.push((count, last));
        }
    }
    ends
}
