//! `json`: the report as the one machine-readable document, schema `kisoku.report/1`.

mod aside;
mod sheet;

pub(crate) use sheet::exact;

use super::model::{
    AsideCounts, Citation, Finding, FindingOutcome, Place, ProposalReport, Report, RuleDiagnostic, Summary,
};
use crate::diag::Bilingual;
use aside::WireAside;
use serde::Serialize;
use sheet::WireSheet;

/// The schema and its version.
pub const SCHEMA: &str = "kisoku.report/1";

/// The report as JSON, indented, with a line end.
pub fn json(report: &Report) -> String {
    let wire = WireReport {
        schema: SCHEMA,
        as_of: report.as_of.map(|day| day.to_string()),
        summary: WireSummary::of(&report.summary),
        proposals: report.proposals.iter().map(WireProposal::of).collect(),
        across: report.across.iter().map(WireFinding::of).collect(),
        diagnostics: report.diagnostics.iter().map(WireDiagnostic::of).collect(),
    };
    // Only maps with keys that are no texts and broken `Serialize` impls can fail, and there are none here.
    let mut text = serde_json::to_string_pretty(&wire).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct WireReport<'a> {
    schema: &'static str,
    as_of: Option<String>,
    summary: WireSummary,
    proposals: Vec<WireProposal<'a>>,
    across: Vec<WireFinding<'a>>,
    diagnostics: Vec<WireDiagnostic<'a>>,
}

/// The counts.
#[derive(Serialize)]
pub(super) struct WireSummary {
    proposals: u32,
    #[serde(skip_serializing_if = "is_zero")]
    sheets: u32,
    pass: u32,
    fail: u32,
    undetermined: u32,
    unreadable: u32,
    errors: u32,
    warnings: u32,
    advice: u32,
    #[serde(skip_serializing_if = "is_zero")]
    acknowledged: u32,
    #[serde(skip_serializing_if = "is_zero")]
    waived: u32,
    #[serde(skip_serializing_if = "is_zero")]
    known: u32,
}

impl WireSummary {
    pub(super) fn of(summary: &Summary) -> Self {
        let Summary { proposals, sheets, pass, fail, undetermined, unreadable, .. } = *summary;
        let Summary { errors, warnings, advice, aside, .. } = *summary;
        let AsideCounts { acknowledged, waived, known } = aside;
        Self {
            proposals,
            sheets,
            pass,
            fail,
            undetermined,
            unreadable,
            errors,
            warnings,
            advice,
            acknowledged,
            waived,
            known,
        }
    }
}

/// The signature is serde's.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// A proposal.
#[derive(Serialize)]
pub(crate) struct WireProposal<'a> {
    path: &'a str,
    document: u32,
    program: Option<&'a str>,
    as_of: Option<String>,
    verdict: &'static str,
    /// Only where the baseline makes a difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    beyond_baseline: Option<&'static str>,
    rules: WireCounts,
    findings: Vec<WireFinding<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<WireSheet<'a>>,
}

#[derive(Serialize)]
struct WireCounts {
    pass: u32,
    fail: u32,
    undetermined: u32,
    not_applicable: u32,
    contested: u32,
    left_to_reviewers: u32,
    #[serde(skip_serializing_if = "is_zero")]
    waived: u32,
}

impl<'a> WireProposal<'a> {
    pub(crate) fn of(report: &'a ProposalReport) -> Self {
        let counts = report.rules;
        Self {
            path: &report.path,
            document: report.document,
            program: report.program.as_deref(),
            as_of: report.as_of.map(|day| day.to_string()),
            verdict: report.verdict.word(),
            beyond_baseline: (report.beyond_baseline != report.verdict)
                .then(|| report.beyond_baseline.word()),
            rules: WireCounts {
                pass: counts.pass,
                fail: counts.fail,
                undetermined: counts.undetermined,
                not_applicable: counts.not_applicable,
                contested: counts.contested,
                left_to_reviewers: counts.left_to_reviewers,
                waived: counts.waived,
            },
            findings: report.findings.iter().map(WireFinding::of).collect(),
            sheet: report.sheet.as_ref().map(WireSheet::of),
        }
    }
}

/// A text in both languages.
#[derive(Serialize)]
pub(crate) struct WireText<'a> {
    en: &'a str,
    ja: &'a str,
}

impl<'a> WireText<'a> {
    pub(crate) fn of(text: &'a Bilingual) -> Self {
        Self { en: &text.en, ja: &text.ja }
    }
}

/// A finding.
#[derive(Serialize)]
pub(super) struct WireFinding<'a> {
    rule: &'a str,
    outcome: &'static str,
    severity: &'static str,
    title: WireText<'a>,
    message: WireText<'a>,
    at: WireAt<'a>,
    operands: Vec<WireOperand<'a>>,
    actual: Option<&'a str>,
    bound: Option<&'a str>,
    relation: Option<&'static str>,
    short_by: Option<&'a str>,
    unit: Option<&'static str>,
    needs: &'a [String],
    other_reading: Option<WireReading<'a>>,
    conflicts_with: Option<WireConflict<'a>>,
    questions: Vec<WireQuestion<'a>>,
    repairs: Vec<WireRepair<'a>>,
    required_by: Option<WirePoint<'a>>,
    citation: Option<WireCitation<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more_citations: Vec<WireCitation<'a>>,
    own: Option<WireText<'a>>,
    help: Option<WireText<'a>>,
    notes: Vec<WireText<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    proposals: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    set_aside: Option<WireAside<'a>>,
}

/// A field of a proposal and where it stands.
#[derive(Serialize)]
struct WireAt<'a> {
    path: &'a str,
    #[serde(flatten)]
    place: WirePlace<'a>,
}

/// Where something stands.
#[derive(Serialize)]
struct WirePlace<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    start: u32,
    end: u32,
}

impl<'a> WirePlace<'a> {
    fn of(place: &'a Place) -> Self {
        Self {
            file: &place.file,
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
            start: place.start,
            end: place.end,
        }
    }
}

/// Where something begins.
#[derive(Serialize)]
pub(crate) struct WirePoint<'a> {
    file: &'a str,
    line: u32,
    column: u32,
}

impl<'a> WirePoint<'a> {
    pub(crate) fn new(file: &'a str, line: u32, column: u32) -> Self {
        Self { file, line, column }
    }

    fn of(place: &'a Place) -> Self {
        Self::new(&place.file, place.line, place.column)
    }
}

#[derive(Serialize)]
struct WireOperand<'a> {
    path: &'a str,
    value: &'a str,
    display: WireText<'a>,
    line: u32,
    /// Only where it is not the file of the finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
}

#[derive(Serialize)]
struct WireReading<'a> {
    because: WireText<'a>,
    outcome: &'static str,
    at: Option<WirePoint<'a>>,
}

#[derive(Serialize)]
struct WireConflict<'a> {
    rule: &'a str,
    because: WireText<'a>,
    ask: WireText<'a>,
    /// Further rules with which it conflicts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<&'a str>,
}

#[derive(Serialize)]
struct WireQuestion<'a> {
    id: &'a str,
    title: WireText<'a>,
}

#[derive(Serialize)]
struct WireRepair<'a> {
    path: &'a str,
    to: Option<&'a str>,
    text: WireText<'a>,
    refused_by: &'a [String],
}

#[derive(Serialize)]
struct WireCitation<'a> {
    source: &'a str,
    title: &'a str,
    at: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<&'a str>,
}

impl<'a> WireCitation<'a> {
    fn of(citation: &'a Citation) -> Self {
        Self {
            source: &citation.source,
            title: &citation.title.en,
            at: &citation.at,
            says: citation.says.as_deref(),
        }
    }
}

impl<'a> WireFinding<'a> {
    pub(super) fn of(finding: &'a Finding) -> Self {
        let measure = &finding.measure;
        let mut citations = finding.citations.iter().map(WireCitation::of);
        Self {
            rule: &finding.rule,
            outcome: finding.outcome.word(),
            severity: finding.severity.word(),
            title: WireText::of(&finding.title),
            message: WireText::of(&finding.message),
            at: WireAt { path: &finding.path, place: WirePlace::of(&finding.at) },
            operands: finding
                .operands
                .iter()
                .map(|operand| WireOperand {
                    path: &operand.path,
                    value: &operand.value,
                    display: WireText::of(&operand.display),
                    line: operand.line,
                    file: (operand.file != finding.at.file).then_some(operand.file.as_str()),
                })
                .collect(),
            actual: measure.actual.as_deref(),
            bound: measure.bound.as_deref(),
            relation: measure.relation,
            short_by: measure.short_by.as_deref(),
            unit: measure.unit,
            needs: &finding.needs,
            other_reading: finding.other_reading.as_ref().map(|reading| WireReading {
                because: WireText::of(&reading.because),
                outcome: FindingOutcome::word(reading.outcome),
                at: reading.at.as_ref().map(WirePoint::of),
            }),
            conflicts_with: finding.conflicts_with.split_first().map(|(first, more)| WireConflict {
                rule: &first.rule,
                because: WireText::of(&first.because),
                ask: WireText::of(&first.ask),
                also: more.iter().map(|other| other.rule.as_str()).collect(),
            }),
            questions: finding
                .questions
                .iter()
                .map(|question| WireQuestion { id: &question.id, title: WireText::of(&question.title) })
                .collect(),
            repairs: finding
                .repairs
                .iter()
                .map(|repair| WireRepair {
                    path: &repair.path,
                    to: repair.to.as_deref(),
                    text: WireText::of(&repair.text),
                    refused_by: &repair.refused_by,
                })
                .collect(),
            required_by: finding.required_by.as_ref().map(WirePoint::of),
            citation: citations.next(),
            more_citations: citations.collect(),
            own: finding.own.as_ref().map(WireText::of),
            help: finding.help.as_ref().map(WireText::of),
            notes: finding.notes.iter().map(WireText::of).collect(),
            proposals: &finding.proposals,
            set_aside: finding.aside.as_ref().map(WireAside::of),
        }
    }
}

/// Something wrong in a rule file.
#[derive(Serialize)]
pub(crate) struct WireDiagnostic<'a> {
    code: &'a str,
    severity: &'static str,
    message: WireText<'a>,
    labels: Vec<WireLabel<'a>>,
    help: Option<WireText<'a>>,
}

#[derive(Serialize)]
struct WireLabel<'a> {
    #[serde(flatten)]
    place: WirePlace<'a>,
    text: WireText<'a>,
}

impl<'a> WireDiagnostic<'a> {
    pub(crate) fn of(diagnostic: &'a RuleDiagnostic) -> Self {
        Self {
            code: &diagnostic.code,
            severity: diagnostic.severity.word(),
            message: WireText::of(&diagnostic.message),
            labels: diagnostic
                .labels
                .iter()
                .map(|(place, text)| WireLabel { place: WirePlace::of(place), text: WireText::of(text) })
                .collect(),
            help: diagnostic.help.as_ref().map(WireText::of),
        }
    }
}
