//! `ndjson`: a line for each proposal as in `json`, then one with what is about the whole run.

use super::json::{SCHEMA, WireDiagnostic, WireFinding, WireProposal, WireSummary};
use super::model::{ProposalReport, Report};
use serde::Serialize;

/// The last line.
#[derive(Serialize)]
struct LastLine<'a> {
    schema: &'static str,
    as_of: Option<String>,
    summary: WireSummary,
    across: Vec<WireFinding<'a>>,
    diagnostics: Vec<WireDiagnostic<'a>>,
}

/// The line of a proposal.
pub(super) fn proposal(proposal: &ProposalReport) -> String {
    let mut line = serde_json::to_string(&WireProposal::of(proposal)).unwrap_or_default();
    line.push('\n');
    line
}

/// The last line.
pub(super) fn last(report: &Report) -> String {
    let last = LastLine {
        schema: SCHEMA,
        as_of: report.as_of.map(|day| day.to_string()),
        summary: WireSummary::of(&report.summary),
        across: report.across.iter().map(WireFinding::of).collect(),
        diagnostics: report.diagnostics.iter().map(WireDiagnostic::of).collect(),
    };
    let mut line = serde_json::to_string(&last).unwrap_or_default();
    line.push('\n');
    line
}
