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

/// Greater than every count of edits that matters.
const FAR: Cost = Cost { edits: u32::MAX, start: 0 };

/// The best part so far.
struct Best {
    edits: u32,
    /// Whether it has no lines of its own.
    broken: bool,
    start: usize,
    end: usize,
}

/// The nearest part, where at most two in five characters differ. Among parts that are as near, one on lines of its
/// own, then the first.
///
/// A row of the table is only worked out where it can still come to fewer edits than the best part has (Ukkonen).
pub(super) fn nearest(document: &Document, phrase: &Phrase) -> Option<Near> {
    let length = phrase.glyphs.len();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut bound = count(length.saturating_mul(2).checked_div(5).unwrap_or(0));
    let mut column: Vec<Cost> = (0..=length).map(|i| Cost { edits: count(i), start: 0 }).collect();
    // The last row within the bound.
    let mut last = length.min(bound as usize);
    let mut best: Option<Best> = None;
    for (at, glyph) in document.glyphs.iter().enumerate() {
        let mut diagonal = Cost { edits: 0, start: at };
        let mut above = Cost { edits: 0, start: at.saturating_add(1) };
        let rows = column.iter_mut().skip(1).zip(&phrase.glyphs).take(last.saturating_add(1)).enumerate();
        for (row, (cost, wanted)) in rows {
            let left = if row < last { *cost } else { FAR };
            let replaced = diagonal.edits.saturating_add(u32::from(wanted.lower != glyph.lower));
            let mut least = Cost { edits: replaced, start: diagonal.start };
            for other in [left, above] {
                let edits = other.edits.saturating_add(1);
                if edits < least.edits {
                    least = Cost { edits, start: other.start };
                }
            }
            diagonal = left;
            *cost = least;
            above = least;
        }
        last = last.saturating_add(1).min(length);
        while last > 0 && column.get(last).is_some_and(|cost| cost.edits > bound) {
            last = last.saturating_sub(1);
        }
        let Some(end) = column.last().filter(|_| last == length) else { continue };
        let starts_line = document.glyphs.get(end.start).is_some_and(|first| first.first);
        let broken = !(glyph.last && starts_line);
        if best.as_ref().is_none_or(|best| (end.edits, broken) < (best.edits, best.broken)) {
            bound = end.edits;
            best = Some(Best { edits: end.edits, broken, start: end.start, end: at.saturating_add(1) });
        }
    }
    let Best { edits, start, end, .. } = best.filter(|best| best.start < best.end)?;
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
