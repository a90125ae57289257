//! How much of each document is cited: the headings that no rule, judgement, question, table or scorecard cites.

use super::CitedPack;
use super::document::Document;
use super::find::{Phrase, find_words};
use super::glyphs::glyphs;
use super::headings::Heading;
use super::model::{CiteReport, Coverage, HeadingLines};
use super::run::Lookups;

/// The documents, by name, each with the headings that nothing cites.
///
/// A numbered heading counts as cited where the heading without a number before it is; the title of the document,
/// as its source gives it, is no heading.
pub(super) fn coverage(
    packs: &[CitedPack<'_>],
    documents: &[Document],
    report: &CiteReport,
    of_sources: &[Option<usize>],
    lookups: &Lookups,
) -> Vec<Coverage> {
    let readmes: Vec<Document> =
        packs.iter().filter_map(|pack| pack.readme.map(|text| Document::new("README.md", text))).collect();
    documents
        .iter()
        .enumerate()
        .map(|(index, document)| {
            let uses: Vec<_> = report
                .sources
                .iter()
                .zip(of_sources)
                .filter(|(_, of)| **of == Some(index))
                .map(|(source, _)| source)
                .collect();
            let titles: Vec<Document> = uses
                .iter()
                .flat_map(|source| [&source.title.en, &source.title.ja])
                .map(|title| Document::new("title", title))
                .collect();
            let sources = uses.iter().map(|source| format!("{}/{}", source.pack, source.name)).collect();
            one(document, sources, &titles, &readmes, &cited_places(document, index, lookups), lookups, index)
        })
        .collect()
}

/// The bytes of a document that are cited as headings.
fn cited_places(document: &Document, index: usize, lookups: &Lookups) -> Vec<(u32, u32)> {
    lookups
        .found_in(index)
        .flat_map(|(_, hits)| &hits.hits)
        .filter_map(|hit| {
            let last = hit.end.checked_sub(1).and_then(|last| document.glyphs.get(last))?;
            Some((document.glyphs.get(hit.start)?.start, last.end))
        })
        .collect()
}

fn one(
    document: &Document,
    sources: Vec<String>,
    titles: &[Document],
    readmes: &[Document],
    cited: &[(u32, u32)],
    lookups: &Lookups,
    index: usize,
) -> Coverage {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut above_is_cited = false;
    for heading in &document.headings {
        let itself = cited.iter().any(|(start, end)| *start < heading.end && heading.start < *end);
        let covered = itself || heading.numbered && above_is_cited;
        if !heading.numbered {
            above_is_cited = itself;
        }
        let key: String = glyphs(&heading.text).iter().map(|glyph| glyph.lower).collect();
        match groups.iter_mut().find(|group| group.key == key) {
            Some(group) => {
                group.covered |= covered;
                group.lines.push(heading.line.saturating_add(1));
            }
            None => groups.push(Group { key, heading, covered, lines: vec![heading.line.saturating_add(1)] }),
        }
    }
    groups.retain(|group| {
        let phrase = Phrase::new(&group.heading.text);
        !titles.iter().any(|title| find_words(title, &phrase).is_some())
    });
    let headings = groups.len();
    let (mut uncovered, mut explained) = (Vec::new(), Vec::new());
    for group in groups.into_iter().filter(|group| !group.covered) {
        let named = readmes.iter().any(|readme| is_quoted(readme, &group.heading.text));
        let lines = HeadingLines { text: group.heading.text.clone(), lines: group.lines };
        if named { explained.push(lines) } else { uncovered.push(lines) }
    }
    let mut repeated: Vec<HeadingLines> = lookups
        .found_in(index)
        .filter(|(_, hits)| hits.alone && hits.hits.len() > 1)
        .map(|(text, hits)| HeadingLines {
            text: text.to_owned(),
            lines: hits.hits.iter().map(|hit| document.line_of(hit.start)).collect(),
        })
        .collect();
    repeated.sort_by(|a, b| a.lines.cmp(&b.lines));
    Coverage { document: document.name.clone(), sources, headings, repeated, uncovered, explained }
}

/// All places of a heading.
struct Group<'d> {
    key: String,
    heading: &'d Heading,
    covered: bool,
    lines: Vec<u32>,
}

/// Whether a text names a heading in quotes.
fn is_quoted(readme: &Document, heading: &str) -> bool {
    let quote = |at: Option<usize>| {
        at.and_then(|at| readme.glyphs.get(at))
            .is_some_and(|glyph| matches!(glyph.ch, '"' | '\'' | '「' | '」' | '『' | '』'))
    };
    find_words(readme, &Phrase::new(heading)).is_some_and(|hits| {
        hits.hits.iter().any(|hit| quote(hit.start.checked_sub(1)) && quote(Some(hit.end)))
    })
}
