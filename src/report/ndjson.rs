//! `ndjson`: a line for each proposal as in `json`, then one with what is about the whole run.

use super::json::{SCHEMA, WireDiagnostic, WireFinding, WireProposal, WireSummary, json_line};
use super::model::Report;
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

/// The report, a line for each proposal.
pub fn ndjson(report: &Report) -> String {
    let mut out = String::new();
    for proposal in &report.proposals {
        out.push_str(&json_line(&WireProposal::of(proposal)));
    }
    let last = LastLine {
        schema: SCHEMA,
        as_of: report.as_of.map(|day| day.to_string()),
        summary: WireSummary::of(&report.summary),
        across: report.across.iter().map(WireFinding::of).collect(),
        diagnostics: report.diagnostics.iter().map(WireDiagnostic::of).collect(),
    };
    out.push_str(&json_line(&last));
    out
}
