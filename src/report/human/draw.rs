//! The drawings: marked lines of a proposal or a rule file with miette, the line of a requirement by hand.

use super::{HumanOptions, text_of};
use crate::diag::Severity;
use crate::report::model::Snippet;
use crate::report::source_code::Excerpt;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use std::fmt;

/// What stands beside a line besides its text: the number, the bar and some room for labels.
const BESIDE: usize = 6;

/// The marked lines, the line numbers as wide as this many digits; and whether every mark could be drawn.
pub(super) fn snippet_lines(
    snippet: &Snippet,
    severity: Severity,
    digits: usize,
    options: HumanOptions,
) -> (String, bool) {
    let room = options.width.saturating_sub(digits).saturating_sub(BESIDE).max(20);
    let excerpt = Excerpt::new(snippet, room);
    let complete = excerpt.complete;
    let labels = excerpt
        .marks
        .iter()
        .filter_map(|drawn| {
            let mark = snippet.marks.get(drawn.mark)?;
            let text = text_of(&mark.text, options);
            let text = (!text.is_empty()).then_some(text);
            let span = (drawn.start, drawn.end.saturating_sub(drawn.start));
            Some(if mark.primary {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            })
        })
        .collect();
    let own_digits = excerpt.last_number().to_string().len();
    let drawing = Drawing { excerpt, labels, severity };
    let theme = match (options.unicode, options.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => GraphicalTheme::ascii(),
        (false, false) => GraphicalTheme::none(),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .without_cause_chain()
        .with_context_lines(0)
        .with_wrap_lines(false)
        .with_width(options.width.max(40));
    let mut text = String::new();
    if handler.render_report(&mut text, &drawing).is_err() {
        return (String::new(), false);
    }
    // The first line would hold the message, which stands above in our own words.
    let body = text.split_once('\n').map_or("", |(_, body)| body);
    let pad = " ".repeat(digits.saturating_sub(own_digits));
    let mut out = String::new();
    for line in body.lines() {
        let line = line.trim_end();
        if !line.is_empty() {
            out.push_str(&pad);
            out.push_str(line);
            out.push('\n');
        }
    }
    (out, complete)
}

/// The line of a requirement.
pub(super) fn rule_lines(snippet: &Snippet, digits: usize, options: HumanOptions) -> String {
    let room = options.width.saturating_sub(digits).saturating_sub(BESIDE).max(20);
    let bar = if options.unicode { '│' } else { '|' };
    let mut out = String::new();
    for (number, line) in Excerpt::new(snippet, room).lines() {
        let line = line.trim_end();
        out.push_str(&format!(" {number:digits$} {bar} {line}\n"));
    }
    out
}

/// A diagnostic for miette that is nothing but its marks.
#[derive(Debug)]
struct Drawing {
    excerpt: Excerpt,
    labels: Vec<LabeledSpan>,
    severity: Severity,
}

impl fmt::Display for Drawing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
