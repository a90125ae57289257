//! `ndjson`: a line for each proposal as in `json`, then one with what is about the whole run.

use super::json::{SCHEMA, WireDiagnostic, WireFinding, WireProposal, WireSummary, json_line};
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
    json_line(&WireProposal::of(proposal))
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
    json_line(&last)
}
