//! Which document a source is: the one that its `file` names, else the one in which most of its title stands together.

use super::document::Document;
use super::model::Chosen;
use crate::check::typed::Source;
use crate::text::nearest;

/// The words of a text, as titles are compared: without case and signs; each Japanese character is a word.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut goes_on = false;
    for glyph in super::glyphs::glyphs(text) {
        let alone = glyph.lower.is_alphanumeric() && (glyph.lower as u32) >= 0x2E80;
        if !glyph.lower.is_alphanumeric() {
            goes_on = false;
            continue;
        }
        match out.last_mut() {
            Some(word) if goes_on && !glyph.spaced && !alone => word.push(glyph.lower),
            _ => out.push(glyph.lower.to_string()),
        }
        goes_on = !alone;
    }
    out
}

/// The document of a source, by its index, and how it was chosen.
pub(super) fn document_of(
    source: &Source,
    documents: &[Document],
    document_words: &[Vec<String>],
) -> (Option<usize>, Chosen) {
    if let Some(file) = &source.file {
        let wanted = file.trim_start_matches("./");
        let exact = documents.iter().position(|document| document.name == wanted);
        let by_name = || {
            // `file` may give only the name of a file in a folder below, where no other has it.
            let mut same = documents
                .iter()
                .enumerate()
                .filter(|(_, document)| document.name.rsplit('/').next() == wanted.rsplit('/').next());
            same.next().map(|(index, _)| index).filter(|_| same.next().is_none())
        };
        return match exact.or_else(by_name) {
            Some(index) => (Some(index), Chosen::ByFile),
            None => {
                let near = nearest(wanted, documents.iter().map(|document| document.name.as_str()));
                (None, Chosen::NoSuchFile(file.clone(), near.map(str::to_owned)))
            }
        };
    }
    let mut best: Option<(usize, Title)> = None;
    for title in [&source.title.en, &source.title.ja] {
        let wanted = words(title);
        for (index, there) in document_words.iter().enumerate() {
            let title = title_in(&wanted, there);
            let enough = title.found > 0 && title.found.saturating_mul(2) >= title.of;
            if enough && best.as_ref().is_none_or(|(_, known)| title.rank() > known.rank()) {
                best = Some((index, title));
            }
        }
    }
    match best {
        Some((index, title)) => (Some(index), Chosen::ByTitle { found: title.found, of: title.of }),
        None => (None, Chosen::NoTitle),
    }
}

/// How much of a title stands in a document.
struct Title {
    /// Words in runs of at least two.
    found: usize,
    /// All words.
    of: usize,
    /// The sum of the squares of the runs: one long run is worth more than many short ones.
    together: usize,
    /// Where the longest run starts.
    first: usize,
}

impl Title {
    fn rank(&self) -> (usize, usize, std::cmp::Reverse<usize>) {
        (self.together, self.found, std::cmp::Reverse(self.first))
    }
}

fn title_in(wanted: &[String], there: &[String]) -> Title {
    let mut title = Title { found: 0, of: wanted.len(), together: 0, first: usize::MAX };
    let (mut at, mut longest) = (0_usize, 0_usize);
    while at < wanted.len() {
        let (run, place) = longest_run(wanted.get(at..).unwrap_or(&[]), there);
        if run >= 2 || run == wanted.len() {
            title.found = title.found.saturating_add(run);
            title.together = title.together.saturating_add(run.saturating_mul(run));
            if run > longest {
                (longest, title.first) = (run, place);
            }
        }
        at = at.saturating_add(run.max(1));
    }
    title
}

/// How many of these words, from the first one on, stand together in the document, and where first.
fn longest_run(wanted: &[String], there: &[String]) -> (usize, usize) {
    let Some(first) = wanted.first() else { return (0, 0) };
    let (mut longest, mut place) = (0, 0);
    for (at, _) in there.iter().enumerate().filter(|(_, word)| *word == first) {
        let run = wanted.iter().zip(there.iter().skip(at)).take_while(|(a, b)| a == b).count();
        if run > longest {
            (longest, place) = (run, at);
        }
    }
    (longest, place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Bilingual;
    use crate::text::{FileId, Span};

    fn chosen(title: &str, file: Option<&str>) -> (Option<usize>, Chosen) {
        let documents = [
            Document::new("a.txt", "The Town Grant\n\nGuide for\nApplicants of 2030\n\nBody."),
            Document::new("old/b.txt", "Notes\n\nas the town grant says, see the guide\n\n補助金交付要綱\n"),
        ];
        let source = Source {
            name: "guide".to_owned(),
            title: Bilingual::same(title),
            author: None,
            date: None,
            file: file.map(str::to_owned),
            span: Span::new(FileId(0), 0, 0),
        };
        let there: Vec<Vec<String>> = documents.iter().map(|document| words(&document.source.text)).collect();
        document_of(&source, &documents, &there)
    }

    #[test]
    fn the_file_decides_else_the_title() {
        assert_eq!(chosen("x", Some("a.txt")), (Some(0), Chosen::ByFile));
        assert_eq!(chosen("x", Some("b.txt")), (Some(1), Chosen::ByFile));
        let near = Some("a.txt".to_owned());
        assert_eq!(chosen("x", Some("a.text")), (None, Chosen::NoSuchFile("a.text".to_owned(), near)));
        let found = Chosen::ByTitle { found: 7, of: 7 };
        assert_eq!(
            chosen("The Town Grant: Guide for Applicants (2030)", None).1,
            Chosen::ByTitle { found: 6, of: 7 }
        );
        assert_eq!(chosen("The Town Grant: Guide for Applicants of", None), (Some(0), found));
        assert_eq!(chosen("補助金交付要綱", None), (Some(1), Chosen::ByTitle { found: 7, of: 7 }));
        assert_eq!(chosen("Something else", None), (None, Chosen::NoTitle));
    }
}
