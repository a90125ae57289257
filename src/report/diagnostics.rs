//! Diagnostics of rule files, and of files that cannot be read, as parts of a report.

use super::findings::blank;
use super::model::{FileVerdict, FindingOutcome, ProposalReport, RuleCounts, RuleDiagnostic};
use super::place::File;
use super::snippet::{ToMark, snippet};
use crate::diag::Diagnostic;
use crate::text::{FileId, Source, SourceMap, Span};

/// A diagnostic with its places resolved.
pub fn rule_diagnostic(files: &SourceMap, diagnostic: &Diagnostic) -> RuleDiagnostic {
    let mut order: Vec<FileId> = Vec::new();
    for label in &diagnostic.labels {
        if !order.contains(&label.span.file) {
            order.push(label.span.file);
        }
    }
    let mut snippets = Vec::new();
    for id in order {
        let Some(source) = files.get(id) else { continue };
        let marks: Vec<ToMark> = diagnostic
            .labels
            .iter()
            .enumerate()
            .filter(|(_, label)| label.span.file == id)
            .map(|(index, label)| ToMark { span: label.span, text: label.text.clone(), primary: index == 0 })
            .collect();
        // The place that the diagnostic is about stands first, wherever the others are.
        let line = |mark: &ToMark| source.line_index(mark.span.start);
        let about = marks.iter().find(|mark| mark.primary).or(marks.first()).map_or(0, line);
        let (near, far): (Vec<_>, Vec<_>) = marks.into_iter().partition(|m| line(m).abs_diff(about) <= 1);
        for marks in [near, far] {
            snippets.extend(snippet(&File::new(source), marks));
        }
    }
    RuleDiagnostic {
        code: diagnostic.code.to_string(),
        severity: diagnostic.severity,
        message: diagnostic.message.clone(),
        labels: diagnostic
            .labels
            .iter()
            .filter_map(|label| {
                let source = files.get(label.span.file)?;
                Some((File::new(source).place(label.span), label.text.clone()))
            })
            .collect(),
        help: diagnostic.help.clone(),
        snippets,
    }
}

/// A file, or a document of one, that could not be read or whose program is not known.
pub fn unreadable(source: &Source, document: u32, diagnostics: &[Diagnostic]) -> ProposalReport {
    let file = File::new(source);
    let findings = diagnostics
        .iter()
        .map(|diagnostic| {
            let span = diagnostic.span().unwrap_or(Span::new(source.id, 0, 0));
            let place = file.place(span);
            let mut finding =
                blank(diagnostic.code.to_string(), FindingOutcome::Fail, diagnostic.severity, place);
            finding.title = diagnostic.message.clone();
            finding.message = diagnostic.message.clone();
            finding.help.clone_from(&diagnostic.help);
            finding.marks_say_it = true;
            let marks = diagnostic
                .labels
                .iter()
                .enumerate()
                .map(|(index, label)| ToMark {
                    span: label.span,
                    text: label.text.clone(),
                    primary: index == 0,
                })
                .collect();
            finding.snippets.extend(snippet(&file, marks));
            finding
        })
        .collect();
    ProposalReport {
        path: source.name.clone(),
        document,
        program: None,
        as_of: None,
        verdict: FileVerdict::Unreadable,
        form: FileVerdict::Unreadable,
        beyond_baseline: FileVerdict::Unreadable,
        rules: RuleCounts::default(),
        cases: Vec::new(),
        vacuous: Vec::new(),
        findings,
        sheet: None,
        drawn: None,
    }
}
