//! What is wrong with citations, as diagnostics at their places in the rule files.

use super::CitedPack;
use super::collect::citations;
use super::model::{Chosen, Citation, CiteReport, Looked, Lookup};
use crate::diag::{self, Diagnostic};
use crate::text::Span;

/// The diagnostics of each pack, in the order of the packs from which the report was made.
pub fn diagnostics(packs: &[CitedPack<'_>], report: &CiteReport, folder: &str) -> Vec<Vec<Diagnostic>> {
    let documents: Vec<&str> = report.documents.iter().map(|document| document.document.as_str()).collect();
    let mut sources = report.sources.iter();
    let mut looked = report.citations.iter();
    packs
        .iter()
        .map(|pack| {
            let mut out = Vec::new();
            for (source, found) in pack.pack.sources.iter().zip(sources.by_ref()) {
                out.extend(match &found.chosen {
                    Chosen::ByFile | Chosen::ByTitle { .. } => None,
                    Chosen::NoSuchFile(file, near) => {
                        Some(diag::no_such_document(source.span, &source.name, file, folder, near.as_deref()))
                    }
                    Chosen::NoTitle => {
                        Some(diag::no_document_with_title(source.span, &source.name, folder, &documents))
                    }
                });
            }
            for (cited, citation) in citations(pack.pack).iter().zip(looked.by_ref()) {
                of_citation(cited.cite.span, citation, &mut out);
            }
            out.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
            out
        })
        .collect()
}

fn of_citation(span: Span, citation: &Citation, out: &mut Vec<Diagnostic>) {
    let document = citation.document.as_deref().unwrap_or_default();
    out.extend(of_text(span, citation, &citation.heading, document, diag::stale_heading));
    if let Some(says) = &citation.says {
        out.extend(of_text(span, citation, says, document, diag::stale_words));
        if let Some(under) = &citation.under {
            let (line, heading) = (under.line, under.heading.as_str());
            out.push(diag::words_under_another(span, &says.text, under.words_line, heading, line));
        }
    }
}

/// The function that makes the diagnostic of a text that was not found.
type Stale = fn(Span, &str, &str, diag::Nearest<'_>) -> Diagnostic;

fn of_text(
    span: Span,
    citation: &Citation,
    looked: &Looked,
    document: &str,
    stale: Stale,
) -> Option<Diagnostic> {
    match &looked.result {
        Lookup::Found(_) | Lookup::NoDocument => None,
        Lookup::Stale(near) => {
            let near = near.as_ref().map(|near| (near.text.as_str(), near.line));
            Some(stale(span, &looked.text, document, near))
        }
        Lookup::Elsewhere(other, found) => {
            let line = found.lines.first().copied().unwrap_or(1);
            Some(diag::cited_elsewhere(span, &looked.text, &citation.source, document, other, line))
        }
    }
}
