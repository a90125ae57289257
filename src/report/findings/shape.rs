//! Findings on the shape of a proposal, under their tool codes.

use super::blank;
use crate::data::{ShapeFinding, ShapeKind};
use crate::diag::{Diagnostic, Severity};
use crate::eval::Site;
use crate::report::model::{Finding, FindingOutcome, Place};
use crate::report::place::{File, rule_place};
use crate::report::snippet::{ToMark, snippet};
use crate::report::view::View;
use crate::report::words::{Ctx, sentence, site_name, title};
use crate::text::{SourceMap, Span};

/// One finding for each shape finding.
pub(super) fn findings(view: &View<'_>, shape: &[ShapeFinding]) -> Vec<Finding> {
    let Some(file) = view.file(0) else { return Vec::new() };
    shape.iter().map(|finding| one(view, file, finding)).collect()
}

fn one(view: &View<'_>, file: &File<'_>, shape: &ShapeFinding) -> Finding {
    let diagnostic = &shape.diagnostic;
    let span = diagnostic.span().unwrap_or(Span::new(file.source.id, 0, 0));
    let missing = matches!(shape.kind, ShapeKind::Missing { .. });
    let outcome = if missing { FindingOutcome::Undetermined } else { FindingOutcome::Fail };
    let mut finding =
        blank(diagnostic.code.to_string(), outcome, diagnostic.severity, place(view, file, span));
    finding.is_rest = shape.kind == ShapeKind::LeftOut;
    if missing {
        // It keeps the verdict open like a rule that cannot be decided.
        finding.severity = Severity::Error;
    }
    finding.path = shape.path.write(&view.plan.pack.schema);
    finding.title = match shape.kind {
        ShapeKind::Missing { slot } => {
            let name = site_name(view, Site { proposal: 0, slot }, &mut Ctx::default());
            title::undecided(&diagnostic.message, &sentence::needs(&name))
        }
        _ => diagnostic.message.clone(),
    };
    finding.message = diagnostic.message.clone();
    if missing {
        finding.heading = Some(diagnostic.message.clone());
        finding.needs.push(finding.path.clone());
    }
    set_diagnostic(&mut finding, file, view.rules, diagnostic);
    finding
}

/// What a diagnostic marks and advises, on a finding about a file: its other places are in the rules.
pub(in crate::report) fn set_diagnostic(
    finding: &mut Finding,
    file: &File<'_>,
    rules: &SourceMap,
    diagnostic: &Diagnostic,
) {
    finding.marks_say_it = true;
    finding.help.clone_from(&diagnostic.help);
    let in_file: Vec<ToMark> = diagnostic
        .labels
        .iter()
        .enumerate()
        .filter(|(_, label)| label.span.file == file.source.id)
        .map(|(index, label)| ToMark { span: label.span, text: label.text.clone(), primary: index == 0 })
        .collect();
    finding.snippets.extend(snippet(file, in_file));
    for label in diagnostic.labels.iter().filter(|label| label.span.file != file.source.id) {
        finding.required_by = finding.required_by.take().or_else(|| rule_place(rules, label.span));
        if let Some(source) = rules.get(label.span.file)
            && finding.rule_snippet.is_none()
        {
            let mark = ToMark { span: label.span, text: label.text.clone(), primary: true };
            finding.rule_snippet = snippet(&File::new(source), vec![mark]);
        }
    }
}

fn place(view: &View<'_>, file: &File<'_>, span: Span) -> Place {
    if span.file == file.source.id {
        return file.place(span);
    }
    rule_place(view.rules, span).unwrap_or_else(|| file.place(Span::new(file.source.id, 0, 0)))
}
