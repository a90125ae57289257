//! Finding a heading or a few words in a document: as written, in other case, or doubled as PDFs double bold words.
//!
//! White space never counts, so a heading may be broken over lines. A match starts and ends where words do.

use super::document::Document;
use super::glyphs::{Glyph, glyphs};
use std::collections::BTreeSet;

/// A run that a PDF doubles is at most this long.
const LONGEST_RUN: usize = 120;

/// What to find, ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) glyphs: Vec<Glyph>,
}

impl Phrase {
    pub(super) fn new(text: &str) -> Phrase {
        Phrase { glyphs: glyphs(text) }
    }
}

/// How a document spells what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spelling {
    /// As cited, save for white space, width and the spellings of signs.
    Same,
    /// In other case.
    OtherCase,
    /// With runs of it doubled, or numbers and hyphens between.
    Damaged,
}

/// A place where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// The first glyph.
    pub(super) start: usize,
    /// The glyph after the last one.
    pub(super) end: usize,
}

/// Everything that was found in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hits {
    /// The places, in order; at least one.
    pub(super) hits: Vec<Hit>,
    /// Whether it has its lines (or its cell of a table) to itself, as a heading does.
    pub(super) alone: bool,
    /// How it is spelled there.
    pub(super) spelling: Spelling,
}

/// Finds a heading: best on lines of its own and as written.
pub(super) fn find_heading(document: &Document, phrase: &Phrase) -> Option<Hits> {
    find_in_ways(document, phrase, true).or_else(|| find_in_ways(document, phrase, false))
}

/// Finds a few words, anywhere.
pub(super) fn find_words(document: &Document, phrase: &Phrase) -> Option<Hits> {
    find_in_ways(document, phrase, false)
}

fn find_in_ways(document: &Document, phrase: &Phrase, alone: bool) -> Option<Hits> {
    [
        (Spelling::Same, true),
        (Spelling::OtherCase, false),
        (Spelling::Damaged, true),
        (Spelling::Damaged, false),
    ]
    .into_iter()
    .find_map(|(spelling, case)| {
        let search = Search { document: &document.glyphs, phrase, alone, case, spelling };
        let hits = search.all(document);
        (!hits.is_empty()).then_some(Hits { hits, alone, spelling })
    })
}

/// One way to search.
struct Search<'a> {
    document: &'a [Glyph],
    phrase: &'a Phrase,
    alone: bool,
    case: bool,
    spelling: Spelling,
}

impl Search<'_> {
    fn all(&self, document: &Document) -> Vec<Hit> {
        let Some(first) = self.phrase.glyphs.first() else { return Vec::new() };
        let starts = document.places.get(&first.lower).map_or(&[][..], Vec::as_slice);
        let mut hits: Vec<Hit> = Vec::new();
        for start in starts.iter().copied() {
            let overlaps = hits.last().is_some_and(|hit| start < hit.end);
            if !overlaps
                && self.may_start(start)
                && let Some(end) = self.end_of(start)
            {
                hits.push(Hit { start, end });
            }
        }
        hits
    }

    fn may_start(&self, at: usize) -> bool {
        let Some(here) = self.document.get(at) else { return false };
        (!self.alone || here.first) && !is_within_word(self.document, at)
    }

    fn may_end(&self, at: usize) -> bool {
        let last = at.checked_sub(1).and_then(|last| self.document.get(last));
        (!self.alone || last.is_some_and(|last| last.last)) && !is_within_word(self.document, at)
    }

    fn same(&self, a: &Glyph, b: &Glyph) -> bool {
        if self.case { a.ch == b.ch } else { a.lower == b.lower }
    }

    /// Where a match that starts here ends. Choices are only made where the document is damaged.
    fn end_of(&self, start: usize) -> Option<usize> {
        let damaged = self.spelling == Spelling::Damaged;
        let mut waiting = vec![(0_usize, start)];
        let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
        while let Some((i, j)) = waiting.pop() {
            if damaged && !seen.insert((i, j)) {
                continue;
            }
            let wanted = self.phrase.glyphs.get(i);
            if wanted.is_none() && self.may_end(j) {
                return Some(j);
            }
            let here = self.document.get(j);
            if damaged {
                if let Some(run) = self.doubled_run(i, j) {
                    waiting.push((i, j.saturating_add(run)));
                }
                if wanted.is_some() && i > 0 && here.is_some_and(|here| here.optional) {
                    waiting.push((i, j.saturating_add(1)));
                }
            }
            if let (Some(wanted), Some(here)) = (wanted, here)
                && self.same(wanted, here)
            {
                waiting.push((i.saturating_add(1), j.saturating_add(1)));
            } else if let (false, Some(_), Some(here)) = (damaged, wanted, here)
                && i > 0
                && here.optional
            {
                // A hyphen of a line break and a page number are passed over in every way of searching.
                waiting.push((i, j.saturating_add(1)));
            }
        }
        None
    }

    /// The length of the longest run before `j` that stands here once more.
    fn doubled_run(&self, i: usize, j: usize) -> Option<usize> {
        (1..=i.min(LONGEST_RUN)).rev().find(|run| {
            let before = j.checked_sub(*run).and_then(|from| self.document.get(from..j));
            let again = self.document.get(j..j.saturating_add(*run));
            let (Some(before), Some(again)) = (before, again) else { return false };
            let same = before.iter().zip(again).all(|(a, b)| a.ch == b.ch);
            // A single doubled letter is spelling, not damage.
            same && (*run > 1 || before.iter().all(|glyph| !glyph.ch.is_alphanumeric()))
        })
    }
}

/// Whether the place before this glyph lies within a word or a number.
fn is_within_word(glyphs: &[Glyph], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| glyphs.get(before));
    let (Some(before), Some(here)) = (before, glyphs.get(at)) else { return false };
    if here.spaced || here.cell != before.cell {
        return false;
    }
    let far = at.checked_sub(2).and_then(|far| glyphs.get(far)).map_or(' ', |far| far.ch);
    let next = glyphs.get(at.saturating_add(1)).map_or(' ', |next| next.ch);
    match (before.ch, here.ch) {
        ('.' | ',', digit) if digit.is_ascii_digit() => far.is_ascii_digit(),
        (digit, '.' | ',') if digit.is_ascii_digit() => next.is_ascii_digit(),
        (digit, letter) if digit.is_ascii_digit() => letter.is_ascii_digit() || letter.is_ascii_lowercase(),
        (a, b) => is_letter(a) && (is_letter(b) || b.is_ascii_digit()),
    }
}

/// A letter of a script that puts spaces between words.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && (c as u32) < 0x2E80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(text: &str, wanted: &str) -> Option<(Vec<u32>, bool, Spelling)> {
        let document = Document::new("d.txt", text);
        let found = find_heading(&document, &Phrase::new(wanted))?;
        let lines = found.hits.iter().map(|hit| document.line_of(hit.start)).collect();
        Some((lines, found.alone, found.spelling))
    }

    fn words(text: &str, wanted: &str) -> bool {
        find_words(&Document::new("d.txt", text), &Phrase::new(wanted)).is_some()
    }

    #[test]
    fn headings_with_lines_of_their_own_are_found_first() {
        let text = "See Who may apply below.\n\n● Who may apply\n\nWHO MAY APPLY\nx\n1. Who may apply: 7\n";
        assert_eq!(heading(text, "Who may apply"), Some((vec![3, 7], true, Spelling::Same)));
        assert_eq!(heading(text, "who may apply"), Some((vec![3, 5, 7], true, Spelling::OtherCase)));
        assert_eq!(heading("a b\tWho may\n", "Who may"), Some((vec![1], true, Spelling::Same)));
        assert_eq!(heading("as to Who may, all", "Who may"), Some((vec![1], false, Spelling::Same)));
        assert_eq!(heading(text, "Who may pay"), None);
    }

    #[test]
    fn headings_broken_over_lines_and_doubled_are_found() {
        assert_eq!(
            heading("Rules of the \nGrand Fund (２nd part)\n", "Rules of the Grand Fund (2nd part)")
                .unwrap()
                .0,
            [1]
        );
        let doubled = "x\nRules of the \nGrand Fund (2(2ndnd part)part)\nPlans of TownsPlans of Towns\n";
        assert_eq!(
            heading(doubled, "Rules of the Grand Fund (2nd part)"),
            Some((vec![2], true, Spelling::Damaged))
        );
        assert_eq!(heading(doubled, "Plans of Towns"), Some((vec![4], true, Spelling::Damaged)));
        assert_eq!(heading("Meeeting", "Meeting"), None);
    }

    #[test]
    fn words_start_and_end_where_words_do() {
        assert!(words("(≧ ３ billion\nyen)", ">= 3 billion yen"));
        assert!(!words("13 billion", "3 billion"));
        assert!(!words("0.5 billion", "5 billion"));
        assert!(!words("5 billions", "5 billion"));
        assert!(words("①3 billion", "3 billion"));
        assert!(words("国費の2分の1以上とする", "2分の1以上"));
        assert!(words("an imple-\nmentation of well-\nknown", "implementation of well-known"));
        assert!(words("the end of\n\n17\n\nthe page", "end of the page"));
    }
}
