//! Findings on a score sheet, under their tool codes; the report has the shape of that on a proposal.

use super::shape::set_diagnostic;
use super::{blank, citations, in_order};
use crate::check::typed::Scorecard;
use crate::data::Sheet;
use crate::diag::{Diagnostic, Severity};
use crate::eval::Scored;
use crate::plan::Plan;
use crate::report::diagnostics::unreadable;
use crate::report::model::{FileVerdict, FindingOutcome, ProposalReport, RuleCounts};
use crate::report::place::File;
use crate::report::sheet::SheetSummary;
use crate::text::{Source, SourceMap, Span};

/// The report on one score sheet.
pub fn sheet_report(
    plan: &Plan,
    rule_sources: &SourceMap,
    source: &Source,
    card: &Scorecard,
    sheet: &Sheet,
    scored: &Scored,
) -> ProposalReport {
    let file = File::new(source);
    let mut findings = Vec::new();
    for one in &scored.findings {
        let diagnostic = &one.diagnostic;
        let open = !one.needs.is_empty();
        let outcome = if open { FindingOutcome::Undetermined } else { FindingOutcome::Fail };
        let span = diagnostic.span().unwrap_or(Span::new(source.id, 0, 0));
        let mut finding = blank(diagnostic.code.to_string(), outcome, Severity::Error, file.place(span));
        finding.title = diagnostic.message.clone();
        finding.message = diagnostic.message.clone();
        finding.path.clone_from(&one.path);
        finding.needs.clone_from(&one.needs);
        set_diagnostic(&mut finding, &file, rule_sources, diagnostic);
        if finding.required_by.is_some() {
            finding.citations = citations(&plan.pack, &card.cites);
        }
        findings.push(finding);
    }
    in_order(&mut findings);
    let fails = scored.fails();
    let verdict = match (fails, findings.is_empty()) {
        (true, _) => FileVerdict::Fail,
        (false, false) => FileVerdict::Undetermined,
        (false, true) => FileVerdict::Pass,
    };
    ProposalReport {
        path: source.name.clone(),
        document: sheet.document.max(1),
        program: Some(plan.pack.id.clone()),
        as_of: None,
        verdict,
        form: verdict,
        beyond_baseline: verdict,
        rules: RuleCounts::default(),
        cases: Vec::new(),
        vacuous: Vec::new(),
        findings,
        sheet: Some(SheetSummary {
            scorecard: Some(format!("{}/{}", plan.pack.id, card.name)),
            proposal: sheet.proposal.as_ref().map(|written| written.text.clone()),
            reviewer: sheet.reviewer.as_ref().map(|written| written.text.clone()),
            items: scored.items,
            scored: scored.given,
            sum: scored.sum.clone(),
            high: if fails { None } else { scored.high.clone() },
            of: card.total,
        }),
        drawn: None,
    }
}

/// One more thing that is wrong with a sheet: it fails.
pub fn add_to_sheet(report: &mut ProposalReport, source: &Source, diagnostic: &Diagnostic) {
    let file = File::new(source);
    let span = diagnostic.span().unwrap_or(Span::new(source.id, 0, 0));
    let mut finding =
        blank(diagnostic.code.to_string(), FindingOutcome::Fail, Severity::Error, file.place(span));
    finding.title = diagnostic.message.clone();
    finding.message = diagnostic.message.clone();
    set_diagnostic(&mut finding, &file, &SourceMap::default(), diagnostic);
    report.findings.push(finding);
    report.verdict = FileVerdict::Fail;
    report.form = FileVerdict::Fail;
    report.beyond_baseline = FileVerdict::Fail;
    in_order(&mut report.findings);
}

/// A sheet whose scorecard is not known.
pub fn unreadable_sheet(source: &Source, document: u32, diagnostic: &Diagnostic) -> ProposalReport {
    let report = unreadable(source, document, std::slice::from_ref(diagnostic));
    ProposalReport { sheet: Some(SheetSummary::unknown()), ..report }
}
