//! Up to which place the rules across proposals hold: each is judged on the best proposals, place by place.

use super::{Call, Row};
use crate::data::Proposal;
use crate::diag::{Bilingual, Severity};
use crate::eval::{Outcome, judge_across};
use crate::report::{AcrossSet, FileVerdict, FindingOutcome, ReportOptions, across_findings};
use crate::text::Source;
use crate::value::Num;

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
    let adoptable: Vec<&Row> = rows.iter().filter(|row| row.verdict != FileVerdict::Fail).collect();
    for (count, place) in ends(&adoptable) {
        let best: Vec<_> =
            adoptable.iter().take(count).filter_map(|row| call.scored.get(row.index)).collect();
        let proposals: Vec<&Proposal> = best.iter().map(|one| one.proposal).collect();
        let sources: Vec<&Source> = best.iter().map(|one| one.source).collect();
        let judged = judge_across(call.plan, &proposals, call.as_of, call.incomplete);
        let set = AcrossSet { proposals: &proposals, sources: &sources, incomplete: call.incomplete };
        let options = ReportOptions { as_of: call.as_of, ..ReportOptions::default() };
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
                proposals: u32::try_from(count).unwrap_or(u32::MAX),
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

/// Where rows can be cut: how many stand before each cut, and the last place among them. A cut is where all before it
/// are certain to have more than all behind it, so that ties and open places stay together.
fn ends(rows: &[&Row]) -> Vec<(usize, u32)> {
    let mut ends = Vec::new();
    let mut last = 0;
    let mut least: Option<&Num> = None;
    for (index, row) in rows.iter().enumerate() {
        last = last.max(row.to);
        least = Some(least.map_or(&row.low, |least| least.min(&row.low)));
        let count = index.saturating_add(1);
        let below = |rest: &&&Row| rest.high.as_ref().zip(least).is_some_and(|(high, least)| high < least);
        if rows.iter().skip(count).all(|rest| below(&rest)) {
            ends.push((count, last));
        }
    }
    ends
}
