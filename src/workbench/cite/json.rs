//! `json`: the report as one machine-readable document, schema `kisoku.cite/1`.

use super::find::Spelling;
use super::model::{
    At, Chosen, Citation, CiteReport, Coverage, Found, HeadingLines, Looked, Lookup, SourceUse, Status,
};
use crate::diag::Diagnostic;
use crate::report::{WirePoint, WireText, pretty_json};
use crate::text::SourceMap;
use serde::Serialize;

/// The schema and its version.
pub const SCHEMA: &str = "kisoku.cite/1";

/// The report as JSON, indented, with a line end. `diagnostics` are those of each pack with its files.
pub fn json(report: &CiteReport, diagnostics: &[(&SourceMap, &[Diagnostic])]) -> String {
    let count = |status| report.count(status);
    let used = || report.documents.iter().filter(|document| !document.sources.is_empty());
    let wire = WireReport {
        schema: SCHEMA,
        summary: WireSummary {
            citations: report.citations.len(),
            found: count(Status::Found),
            stale: count(Status::Stale),
            elsewhere: count(Status::Elsewhere),
            no_document: count(Status::NoDocument),
            headings: used().map(|document| document.headings).sum(),
            uncited: used().map(|document| document.uncited).sum(),
        },
        sources: report.sources.iter().map(WireSource::of).collect(),
        citations: report.citations.iter().map(WireCitation::of).collect(),
        documents: report.documents.iter().map(WireDocument::of).collect(),
        diagnostics: diagnostics
            .iter()
            .flat_map(|(files, of_pack)| {
                of_pack.iter().map(|diagnostic| WireDiagnostic::of(files, diagnostic))
            })
            .collect(),
    };
    pretty_json(&wire)
}

#[derive(Serialize)]
struct WireReport<'a> {
    schema: &'static str,
    summary: WireSummary,
    sources: Vec<WireSource<'a>>,
    citations: Vec<WireCitation<'a>>,
    documents: Vec<WireDocument<'a>>,
    diagnostics: Vec<WireDiagnostic<'a>>,
}

#[derive(Serialize)]
struct WireSummary {
    citations: usize,
    found: usize,
    stale: usize,
    elsewhere: usize,
    no_document: usize,
    headings: usize,
    uncited: usize,
}

fn point(at: &At) -> WirePoint<'_> {
    WirePoint::new(&at.file, at.line, at.column)
}

#[derive(Serialize)]
struct WireSource<'a> {
    pack: &'a str,
    name: &'a str,
    title: WireText<'a>,
    at: WirePoint<'a>,
    document: Option<&'a str>,
    /// `file`, `title` or null.
    chosen_by: Option<&'static str>,
}

impl<'a> WireSource<'a> {
    fn of(source: &'a SourceUse) -> Self {
        Self {
            pack: &source.pack,
            name: &source.name,
            title: WireText::of(&source.title),
            at: point(&source.at),
            document: source.document.as_deref(),
            chosen_by: match source.chosen {
                Chosen::ByFile => Some("file"),
                Chosen::ByTitle { .. } => Some("title"),
                Chosen::NoSuchFile(..) | Chosen::NoTitle => None,
            },
        }
    }
}

#[derive(Serialize)]
struct WireCitation<'a> {
    pack: &'a str,
    /// `rule`, `judgement`, `question`, `table` or `scorecard`.
    by: &'static str,
    name: &'a str,
    source: &'a str,
    document: Option<&'a str>,
    at: WirePoint<'a>,
    status: &'static str,
    heading: WireLooked<'a>,
    says: Option<WireLooked<'a>>,
    under: Option<WireUnder<'a>>,
}

impl<'a> WireCitation<'a> {
    fn of(citation: &'a Citation) -> Self {
        Self {
            pack: &citation.pack,
            by: citation.by.word(),
            name: &citation.name,
            source: &citation.source,
            document: citation.document.as_deref(),
            at: point(&citation.at),
            status: citation.status().word(),
            heading: WireLooked::of(&citation.heading),
            says: citation.says.as_ref().map(WireLooked::of),
            under: citation.under.as_ref().map(|under| WireUnder {
                heading: &under.heading,
                line: under.line,
                words_line: under.words_line,
            }),
        }
    }
}

/// Another cited heading, under which the words stand.
#[derive(Serialize)]
struct WireUnder<'a> {
    heading: &'a str,
    line: u32,
    words_line: u32,
}

#[derive(Serialize)]
struct WireLooked<'a> {
    text: &'a str,
    status: &'static str,
    /// The document in which it was found, where that is not the one of its source.
    found_in: Option<&'a str>,
    lines: &'a [u32],
    /// Whether it has lines of its own there.
    alone: Option<bool>,
    /// `same`, `case` or `damaged`.
    spelling: Option<&'static str>,
    nearest: Option<WireNear<'a>>,
}

#[derive(Serialize)]
struct WireNear<'a> {
    text: &'a str,
    line: u32,
    edits: u32,
}

impl<'a> WireLooked<'a> {
    fn of(looked: &'a Looked) -> Self {
        let (found_in, found): (Option<&str>, Option<&Found>) = match &looked.result {
            Lookup::Found(found) => (None, Some(found)),
            Lookup::Elsewhere(document, found) => (Some(document), Some(found)),
            Lookup::Stale(_) | Lookup::NoDocument => (None, None),
        };
        let nearest = match &looked.result {
            Lookup::Stale(near) => near.as_ref(),
            _ => None,
        };
        Self {
            text: &looked.text,
            status: looked.status().word(),
            found_in,
            lines: found.map_or(&[], |found| &found.lines),
            alone: found.map(|found| found.alone),
            spelling: found.map(|found| match found.spelling {
                Spelling::Same => "same",
                Spelling::OtherCase => "case",
                Spelling::Damaged => "damaged",
            }),
            nearest: nearest.map(|near| WireNear { text: &near.text, line: near.line, edits: near.edits }),
        }
    }
}

#[derive(Serialize)]
struct WireDocument<'a> {
    document: &'a str,
    sources: &'a [String],
    headings: usize,
    repeated: Vec<WireHeading<'a>>,
    uncited: Vec<WireHeading<'a>>,
    explained: Vec<WireHeading<'a>>,
    cited_elsewhere: Vec<WireHeading<'a>>,
}

#[derive(Serialize)]
struct WireHeading<'a> {
    text: &'a str,
    lines: &'a [u32],
    /// How many parts of it are uncited, too.
    parts: usize,
}

impl<'a> WireDocument<'a> {
    fn of(document: &'a Coverage) -> Self {
        fn all(headings: &[HeadingLines]) -> Vec<WireHeading<'_>> {
            headings
                .iter()
                .map(|heading| WireHeading {
                    text: &heading.text,
                    lines: &heading.lines,
                    parts: heading.parts,
                })
                .collect()
        }
        Self {
            document: &document.document,
            sources: &document.sources,
            headings: document.headings,
            repeated: all(&document.repeated),
            uncited: all(&document.uncovered),
            explained: all(&document.explained),
            cited_elsewhere: all(&document.same),
        }
    }
}

/// A diagnostic, of a citation or of a broken pack.
#[derive(Serialize)]
struct WireDiagnostic<'a> {
    code: String,
    severity: &'static str,
    message: WireText<'a>,
    help: Option<WireText<'a>>,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
}

impl<'a> WireDiagnostic<'a> {
    fn of(files: &'a SourceMap, diagnostic: &'a Diagnostic) -> Self {
        let span = diagnostic.span();
        let source = span.and_then(|span| files.get(span.file));
        let place = source.zip(span).map(|(source, span)| source.line_column(span.start));
        Self {
            code: diagnostic.code.to_string(),
            severity: diagnostic.severity.word(),
            message: WireText::of(&diagnostic.message),
            help: diagnostic.help.as_ref().map(WireText::of),
            file: source.map(|source| source.name.as_str()),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
        }
    }
}
