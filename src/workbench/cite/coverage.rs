//! How much of each document is cited: the headings that no rule, judgement, question, table or scorecard cites.

use super::CitedPack;
use super::document::Document;
use super::find::{Hits, Phrase, find_heading, find_words};
use super::headings::Heading;
use super::model::{CiteReport, Coverage, HeadingLines};
use super::run::Lookups;

/// The documents, by name, each with the headings that nothing cites.
///
/// A part of a heading counts as cited where that heading is. The title of the document, as its source gives it,
/// is cited by the source. A heading that is cited in another document with the same words is only counted.
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
            let titles = uses
                .iter()
                .flat_map(|source| [&source.title.en, &source.title.ja])
                .map(|title| Document::new("title", title))
                .collect();
            let sources = uses.iter().map(|source| format!("{}/{}", source.pack, source.name)).collect();
            let cited = lookups.cited_in(index).flat_map(|(_, hits)| bytes(document, hits)).collect();
            let elsewhere = if uses.is_empty() { Vec::new() } else { lookups.cited_outside(index) };
            let same = elsewhere
                .iter()
                .filter_map(|text| find_heading(document, &Phrase::new(text)).filter(|hits| hits.alone))
                .flat_map(|hits| bytes(document, &hits).collect::<Vec<_>>())
                .collect();
            one(&Reading { document, index, titles, cited, same }, sources, &readmes, lookups)
        })
        .collect()
}

/// The bytes of a document at which something was found.
fn bytes(document: &Document, hits: &Hits) -> impl Iterator<Item = (u32, u32)> {
    hits.hits.iter().filter_map(|hit| {
        let last = hit.end.checked_sub(1).and_then(|last| document.glyphs.get(last))?;
        Some((document.glyphs.get(hit.start)?.start, last.end))
    })
}

/// A document with what it takes to know its cited headings.
struct Reading<'a> {
    document: &'a Document,
    index: usize,
    titles: Vec<Document>,
    cited: Vec<(u32, u32)>,
    same: Vec<(u32, u32)>,
}

/// All places of a heading, with the parts of it that nothing cites.
struct Group<'d> {
    key: String,
    heading: &'d Heading,
    cited: bool,
    same: bool,
    lines: Vec<u32>,
    parts: usize,
}

fn one(reading: &Reading<'_>, sources: Vec<String>, readmes: &[Document], lookups: &Lookups) -> Coverage {
    let document = reading.document;
    let mut groups: Vec<Group<'_>> = Vec::new();
    let (mut headings, mut above) = (0_usize, None);
    for heading in &document.headings {
        let phrase = Phrase::new(&heading.text);
        let is_title = reading.titles.iter().any(|title| find_words(title, &phrase).is_some());
        headings = headings.saturating_add(1);
        let meets = |places: &[(u32, u32)]| {
            places.iter().any(|(start, end)| *start < heading.end && heading.start < *end)
        };
        let (cited, same) = (meets(&reading.cited), meets(&reading.same));
        let line = heading.line.saturating_add(1);
        if let (true, Some(above)) = (heading.part, above.and_then(|above: usize| groups.get_mut(above))) {
            if !cited && !same {
                above.parts = above.parts.saturating_add(1);
            }
            continue;
        }
        let key: String = phrase.glyphs.iter().map(|glyph| glyph.lower).collect();
        let known = groups.iter().position(|group| group.key == key);
        match known.and_then(|known| groups.get_mut(known)) {
            Some(group) => {
                group.cited |= cited || is_title;
                group.same |= same;
                group.lines.push(line);
            }
            None => {
                let cited = cited || is_title;
                groups.push(Group { key, heading, cited, same, lines: vec![line], parts: 0 });
            }
        }
        // Numbered headings below the title alone are no parts: they are all that the document has.
        if !heading.part {
            above = if is_title && !cited { None } else { known.or(groups.len().checked_sub(1)) };
        }
    }
    let mut out = Coverage {
        document: document.name.clone(),
        sources,
        headings,
        uncited: 0,
        repeated: repeated(reading, lookups),
        uncovered: Vec::new(),
        explained: Vec::new(),
        same: Vec::new(),
    };
    for group in groups.into_iter().filter(|group| !group.cited) {
        out.uncited = out.uncited.saturating_add(group.lines.len()).saturating_add(group.parts);
        let text = group.heading.text.clone();
        let named = readmes.iter().any(|readme| is_quoted(readme, &text));
        let lines = HeadingLines { text, lines: group.lines, parts: group.parts };
        if group.same {
            out.same.push(lines);
        } else if named {
            out.explained.push(lines);
        } else {
            out.uncovered.push(lines);
        }
    }
    out
}

/// The cited headings that stand in a document more than once.
fn repeated(reading: &Reading<'_>, lookups: &Lookups) -> Vec<HeadingLines> {
    let mut repeated: Vec<HeadingLines> = lookups
        .cited_in(reading.index)
        .filter(|(_, hits)| hits.alone && hits.hits.len() > 1)
        .map(|(text, hits)| HeadingLines {
            text: text.to_owned(),
            lines: hits.hits.iter().map(|hit| reading.document.line_of(hit.start)).collect(),
            parts: 0,
        })
        .collect();
    repeated.sort_by(|a, b| a.lines.cmp(&b.lines));
    repeated
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
