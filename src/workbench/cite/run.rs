//! Looks every citation of some packs up in the documents.

use super::collect::{CitedBy, citations};
use super::document::Document;
use super::find::{Hits, Phrase, find_heading, find_words};
use super::model::{At, Citation, CiteReport, Found, Looked, Lookup, SourceUse, Under};
use super::near::{Near, nearest};
use super::sources::{document_of, words};
use super::{CitedPack, coverage};
use crate::text::{SourceMap, Span};
use crate::workbench::origin;
use std::collections::{BTreeMap, BTreeSet};

/// The lookups that were made, so that each is made once: by document, kind and text.
#[derive(Default)]
pub(super) struct Lookups {
    headings: BTreeMap<(usize, String), Option<Hits>>,
    words: BTreeMap<(usize, String), Option<Hits>>,
    nearest: BTreeMap<(usize, String), Option<Near>>,
    /// The headings that some citation cites, with the document of its source.
    cited: BTreeSet<(usize, String)>,
}

/// Whether a text is looked for as a heading or as words anywhere.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Words,
}

impl Lookups {
    fn hits(&mut self, documents: &[Document], at: usize, text: &str, kind: Kind) -> Option<&Hits> {
        let known = match kind {
            Kind::Heading => &mut self.headings,
            Kind::Words => &mut self.words,
        };
        known
            .entry((at, text.to_owned()))
            .or_insert_with(|| {
                let (document, phrase) = (documents.get(at)?, Phrase::new(text));
                match kind {
                    Kind::Heading => find_heading(document, &phrase),
                    Kind::Words => find_words(document, &phrase),
                }
            })
            .as_ref()
    }

    fn nearest(&mut self, documents: &[Document], at: usize, text: &str) -> Option<Near> {
        self.nearest
            .entry((at, text.to_owned()))
            .or_insert_with(|| nearest(documents.get(at)?, &Phrase::new(text)))
            .clone()
    }

    /// The headings that are cited from a document and found there, each with its hits.
    pub(super) fn cited_in(&self, at: usize) -> impl Iterator<Item = (&str, &Hits)> {
        self.cited.iter().filter(move |(document, _)| *document == at).filter_map(|key| {
            let hits = self.headings.get(key)?.as_ref()?;
            Some((key.1.as_str(), hits))
        })
    }

    /// The headings that are cited from other documents.
    pub(super) fn cited_outside(&self, at: usize) -> Vec<&str> {
        self.cited.iter().filter(|(document, _)| *document != at).map(|(_, text)| text.as_str()).collect()
    }
}

/// Looks every citation of the packs up in the documents.
pub fn cite(packs: &[CitedPack<'_>], documents: &[Document]) -> CiteReport {
    let document_words: Vec<Vec<String>> =
        documents.iter().map(|document| words(&document.source.text)).collect();
    let mut report = CiteReport::default();
    let mut lookups = Lookups::default();
    // The index of each source's document, and of each citation's, beside the report.
    let mut of_sources: Vec<Option<usize>> = Vec::new();
    let mut of_citations: Vec<Option<usize>> = Vec::new();
    for pack in packs {
        let mut of_pack = Vec::new();
        for source in &pack.pack.sources {
            let (index, chosen) = document_of(source, documents, &document_words);
            of_pack.push(index);
            report.sources.push(SourceUse {
                pack: pack.id.to_owned(),
                name: source.name.clone(),
                title: source.title.clone(),
                at: place(pack.files, source.span),
                document: index.and_then(|index| documents.get(index)).map(|found| found.name.clone()),
                chosen,
            });
        }
        for cited in citations(pack.pack) {
            let source = cited.cite.source as usize;
            let index = of_pack.get(source).copied().flatten();
            let name = pack.pack.sources.get(source).map_or_else(String::new, |source| source.name.clone());
            let at = place(pack.files, cited.cite.span);
            let mut citation = unresolved(pack.id, cited.by, cited.name, name, at);
            citation.document = index.and_then(|index| documents.get(index)).map(|found| found.name.clone());
            lookups.cited.extend(index.map(|index| (index, cited.cite.heading.clone())));
            citation.heading = look(documents, index, &cited.cite.heading, Kind::Heading, &mut lookups);
            citation.says =
                cited.cite.says.as_ref().map(|says| look(documents, index, says, Kind::Words, &mut lookups));
            report.citations.push(citation);
            of_citations.push(index);
        }
        of_sources.extend(of_pack);
    }
    for (citation, index) in report.citations.iter_mut().zip(&of_citations) {
        citation.under = index.and_then(|index| under(documents.get(index)?, index, citation, &lookups));
    }
    report.documents = coverage::coverage(packs, documents, &report, &of_sources, &lookups);
    report
}

fn unresolved(pack: &str, by: CitedBy, name: &str, source: String, at: At) -> Citation {
    Citation {
        pack: pack.to_owned(),
        by,
        name: name.to_owned(),
        source,
        document: None,
        at,
        heading: Looked { text: String::new(), result: Lookup::NoDocument },
        says: None,
        under: None,
    }
}

fn place(files: &SourceMap, span: Span) -> At {
    origin::place(files, span).unwrap_or_else(|| At { file: String::new(), line: 1, column: 1 })
}

fn look(
    documents: &[Document],
    index: Option<usize>,
    text: &str,
    kind: Kind,
    lookups: &mut Lookups,
) -> Looked {
    let result = match index {
        Some(index) => look_in(documents, index, text, kind, lookups),
        None => Lookup::NoDocument,
    };
    Looked { text: text.to_owned(), result }
}

fn look_in(documents: &[Document], index: usize, text: &str, kind: Kind, lookups: &mut Lookups) -> Lookup {
    if let Some(found) = found(documents, index, text, kind, lookups) {
        return Lookup::Found(found);
    }
    for (other, document) in documents.iter().enumerate().filter(|(other, _)| *other != index) {
        let there = found(documents, other, text, kind, lookups);
        // A few words may stand in the text of any document by chance; a heading on lines of its own does not.
        if let Some(there) = there.filter(|there| there.alone || kind == Kind::Words) {
            return Lookup::Elsewhere(document.name.clone(), there);
        }
    }
    Lookup::Stale(lookups.nearest(documents, index, text))
}

fn found(
    documents: &[Document],
    index: usize,
    text: &str,
    kind: Kind,
    lookups: &mut Lookups,
) -> Option<Found> {
    let hits = lookups.hits(documents, index, text, kind)?;
    let document = documents.get(index)?;
    let mut lines: Vec<u32> = hits.hits.iter().map(|hit| document.line_of(hit.start)).collect();
    lines.dedup();
    Some(Found { lines, alone: hits.alone, spelling: hits.spelling })
}

/// The cited heading that stands between a citation's heading and its words, wherever both occur; `None` where some
/// place of the words belongs to some place of the heading.
fn under(document: &Document, index: usize, citation: &Citation, lookups: &Lookups) -> Option<Under> {
    let says = citation.says.as_ref()?;
    let heading = lookups.headings.get(&(index, citation.heading.text.clone()))?.as_ref()?;
    let words = lookups.words.get(&(index, says.text.clone()))?.as_ref()?;
    let mut others: Vec<(usize, &str)> = lookups
        .cited_in(index)
        .filter(|(text, hits)| *text != citation.heading.text && hits.alone)
        .flat_map(|(text, hits)| hits.hits.iter().map(move |hit| (hit.start, text)))
        .filter(|(start, _)| !heading.hits.iter().any(|hit| hit.start <= *start && *start < hit.end))
        .collect();
    others.sort_unstable();
    let between = |a: usize, b: usize| {
        let (low, high) = (a.min(b), a.max(b));
        others.iter().any(|(start, _)| low < *start && *start < high)
    };
    let belongs = words.hits.iter().any(|word| heading.hits.iter().any(|h| !between(h.start, word.start)));
    if belongs {
        return None;
    }
    let word = words.hits.first()?;
    let (start, text) = others.iter().rev().find(|(start, _)| *start <= word.start)?;
    Some(Under {
        heading: (*text).to_owned(),
        line: document.line_of(*start),
        words_line: document.line_of(word.start),
    })
}
