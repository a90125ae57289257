//! The part of a document that is nearest to what was not found: approximate search with the fewest edits (Sellers).

use super::document::Document;
use super::find::Phrase;

/// The part of a document nearest to a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// Its words.
    pub text: String,
    /// Its line, from 1.
    pub line: u32,
    /// How many characters differ.
    pub edits: u32,
}

/// A place where a match could end: its edits and where it starts.
#[derive(Clone, Copy)]
struct Cost {
    edits: u32,
    start: usize,
}

/// The nearest part, where at most two in five characters differ. Among parts that are as near, one on lines of its
/// own, then the first.
pub(super) fn nearest(document: &Document, phrase: &Phrase) -> Option<Near> {
    let length = phrase.glyphs.len();
    let mut column: Vec<Cost> =
        (0..=length).map(|i| Cost { edits: u32::try_from(i).unwrap_or(u32::MAX), start: 0 }).collect();
    let mut best: Option<(u32, bool, usize, usize)> = None;
    for (at, glyph) in document.glyphs.iter().enumerate() {
        let mut diagonal = Cost { edits: 0, start: at };
        let mut above = Cost { edits: 0, start: at.saturating_add(1) };
        for (cost, wanted) in column.iter_mut().skip(1).zip(&phrase.glyphs) {
            let replaced = diagonal.edits.saturating_add(u32::from(wanted.lower != glyph.lower));
            let mut least = Cost { edits: replaced, start: diagonal.start };
            for other in [*cost, above] {
                let edits = other.edits.saturating_add(1);
                if edits < least.edits {
                    least = Cost { edits, start: other.start };
                }
            }
            diagonal = *cost;
            *cost = least;
            above = least;
        }
        let Some(end) = column.last() else { continue };
        let starts_line = document.glyphs.get(end.start).is_some_and(|first| first.first);
        let candidate = (end.edits, !(glyph.last && starts_line), end.start, at.saturating_add(1));
        if best.is_none_or(|(edits, broken, ..)| (candidate.0, candidate.1) < (edits, broken)) {
            best = Some(candidate);
        }
    }
    let (edits, _, start, end) = best?;
    let allowed = length.saturating_mul(2).checked_div(5).unwrap_or(0);
    if start >= end || edits as usize > allowed {
        return None;
    }
    let (start, end) = whole_words(document, start, end);
    let text = document.words(start, end).trim_end_matches(['.', ',', ';']).to_owned();
    Some(Near { text, line: document.line_of(start), edits })
}

/// Widened to where words start and end.
fn whole_words(document: &Document, mut start: usize, mut end: usize) -> (usize, usize) {
    let spaced = |at: usize| document.glyphs.get(at).is_none_or(|glyph| glyph.spaced);
    while start > 0 && !spaced(start) {
        start = start.saturating_sub(1);
    }
    while !spaced(end) {
        end = end.saturating_add(1);
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_part_is_shown_in_whole_words() {
        let document = Document::new("d.txt", "Purpose\n\nThe Costs of staff\nare paid.\n\nCosts of Stuff\n");
        let near = |text: &str| nearest(&document, &Phrase::new(text));
        let found = near("Cost of Stuff").unwrap();
        assert_eq!((found.text.as_str(), found.line, found.edits), ("Costs of Stuff", 6, 1));
        assert_eq!(near("are payed").unwrap().text, "are paid");
        assert_eq!(near("Whatever else there is"), None);
    }
}
