//! A text as the characters that count when citations are compared, each with its place.
//!
//! In: the raw text of a document, as it comes out of a PDF. Out: glyphs: no white space, one spelling for signs that
//! come in several. Each character is folded by itself, never the whole text by a Unicode form: `①3 billion` must
//! not become `13 billion`.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{compose, is_combining_mark};

/// So many signs may stand before or after a heading on its line: `(1)`, `●`, `16`.
const MOST_SIGNS: usize = 6;

/// A character that counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// Its one spelling.
    pub(super) ch: char,
    /// The same in lower case.
    pub(super) lower: char,
    /// Its first byte in the text.
    pub(super) start: u32,
    /// The byte after it.
    pub(super) end: u32,
    /// The index of its line, from 0.
    pub(super) line: u32,
    /// Which cell it is in; a line is one cell, or several with tabs between them.
    pub(super) cell: u32,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
    /// Whether it may be passed over: a hyphen at the end of a line, a page number on a line of its own.
    pub(super) optional: bool,
    /// Whether a heading may start here: only bullets, brackets and numbers stand before it in its cell.
    pub(super) first: bool,
    /// Whether a heading may end here: only signs and a page number stand after it in its cell.
    pub(super) last: bool,
}

/// The glyphs of a text.
pub(super) fn glyphs(text: &str) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(text.len());
    let (mut line, mut cell, mut spaced, mut after_return) = (0_u32, 0_u32, true, false);
    for (at, c) in text.char_indices() {
        let newline = c == '\n' || c == '\r' || c == '\u{0C}';
        if c == '\r' || c == '\n' && !after_return {
            line = line.saturating_add(1);
        }
        after_return = c == '\r';
        if newline || c == '\t' {
            cell = cell.saturating_add(1);
        }
        if c.is_whitespace() || c.is_control() || is_invisible(c) {
            // A soft hyphen and the like stand within a word.
            spaced |= !is_invisible(c);
            continue;
        }
        let place = Place { start: offset(at), end: offset(at.saturating_add(c.len_utf8())), line, cell };
        if push(&mut out, c, place, spaced) {
            spaced = false;
        }
    }
    mark(&mut out);
    out
}

#[derive(Clone, Copy)]
struct Place {
    start: u32,
    end: u32,
    line: u32,
    cell: u32,
}

/// Adds a character in its one spelling; `false` where it does not count.
fn push(out: &mut Vec<Glyph>, c: char, place: Place, spaced: bool) -> bool {
    let joined = out.last_mut().filter(|_| !spaced);
    if let Some(before) = joined {
        let whole = match (before.ch, c) {
            ('>', '=' | '＝') => Some('≥'),
            ('<', '=' | '＝') => Some('≤'),
            (ch, '\u{FF9E}') => compose(ch, '\u{3099}'),
            (ch, '\u{FF9F}') => compose(ch, '\u{309A}'),
            (ch, mark) if is_combining_mark(mark) => compose(ch, mark),
            _ => None,
        };
        if let Some(whole) = whole {
            (before.ch, before.lower, before.end) = (whole, lower(whole), place.end);
            return true;
        }
        // A raised number after a word leads to a footnote; after a number it is a power.
        if is_raised_digit(c) && !before.ch.is_ascii_digit() {
            return false;
        }
    }
    let mut spaced = spaced;
    let mut one = |ch: char| {
        let Place { start, end, line, cell } = place;
        let (optional, first, last) = (false, false, false);
        out.push(Glyph { ch, lower: lower(ch), start, end, line, cell, spaced, optional, first, last });
        spaced = false;
    };
    match c {
        // Emphasis of Markdown and marks of footnotes.
        '*' | '＊' => return false,
        '…' => "...".chars().for_each(&mut one),
        '\u{FB00}'..='\u{FB06}' | '\u{FF61}'..='\u{FF9F}' => std::iter::once(c).nfkc().for_each(&mut one),
        _ => one(one_spelling(c)),
    }
    true
}

/// Signs that come in several spellings, in one.
fn one_spelling(c: char) -> char {
    let c = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32((c as u32).saturating_sub(0xFEE0)).unwrap_or(c),
        _ => c,
    };
    match c {
        '￥' => '¥',
        '≧' | '⩾' => '≥',
        '≦' | '⩽' => '≤',
        '〜' | '∼' | '˜' => '~',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '“' | '”' | '„' | '‟' | '〝' | '〞' | '〟' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '‛' | '`' | '´' | '′' => '\'',
        '・' | '•' | '·' | '‧' | '∙' => '・',
        '〈' | '《' => '<',
        '〉' | '》' => '>',
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        _ => c,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn is_raised_digit(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn offset(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Marks what may be passed over and where headings may start and end.
fn mark(glyphs: &mut [Glyph]) {
    let mut start = 0_usize;
    while let Some(cell) = glyphs.get(start).map(|glyph| glyph.cell) {
        let length = glyphs.iter().skip(start).take_while(|glyph| glyph.cell == cell).count();
        let end = start.saturating_add(length);
        let next = glyphs.get(end).copied();
        let Some(of_cell) = glyphs.get_mut(start..end) else { return };
        mark_cell(of_cell, next);
        start = end;
    }
}

fn mark_cell(cell: &mut [Glyph], next: Option<Glyph>) {
    if cell.len() <= 3 && cell.iter().all(|glyph| glyph.ch.is_ascii_digit()) {
        cell.iter_mut().for_each(|glyph| glyph.optional = true);
    }
    let signs = cell.iter().take(MOST_SIGNS).take_while(|glyph| !glyph.ch.is_alphabetic()).count();
    cell.iter_mut().take(signs.saturating_add(1)).for_each(|glyph| glyph.first = true);
    // From the end: a page number that stands apart, then signs.
    let number = cell.iter().rev().take_while(|glyph| glyph.ch.is_ascii_digit()).count();
    let apart = number > 0
        && number <= 3
        && number < cell.len()
        && cell.len().checked_sub(number).and_then(|at| cell.get(at)).is_some_and(|glyph| glyph.spaced);
    let number = if apart { number } else { 0 };
    let signs =
        cell.iter().rev().skip(number).take(MOST_SIGNS).take_while(|glyph| is_closing(glyph.ch)).count();
    let after = number.saturating_add(signs);
    cell.iter_mut().rev().take(after.saturating_add(1)).for_each(|glyph| glyph.last = true);
    // A hyphen at the end of a line may be one of the word, or only of the break.
    let breaks = next.is_some_and(|next| next.ch.is_lowercase());
    if let Some(hyphen) = cell.last_mut().filter(|glyph| breaks && glyph.ch == '-' && !glyph.spaced) {
        hyphen.optional = true;
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, ':' | '.' | '。' | '"' | '\'' | ']' | '>' | ')' | '」' | '』' | '-' | '~')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        glyphs(text).iter().map(|glyph| glyph.ch).collect()
    }

    #[test]
    fn each_character_is_folded_by_itself() {
        assert_eq!(folded("≧ ３ billion  yen"), "≥3billionyen");
        assert_eq!(folded(">= ￥０．５～１"), "≥¥0.5~1");
        assert_eq!(folded("①3 billion"), "①3billion");
        assert_eq!(folded("ｶﾞｽ・ｶﾞｽ ｅﬃcient co\u{AD}operate cafe\u{301}"), "ガス・ガスefficientcooperatecafé");
        assert_eq!(folded("*word* “quoted” note¹ 10²"), "word\"quoted\"note10²");
    }

    #[test]
    fn lines_and_cells_are_known() {
        let all = glyphs("● Title\r\na\tbb\n12\n");
        let at = |ch: char| all.iter().find(|glyph| glyph.ch == ch).copied().unwrap();
        assert!(at('T').first && at('e').last && at('●').first);
        assert_eq!((at('a').line, at('b').line, at('1').line), (1, 1, 2));
        assert!(at('b').first && at('1').optional);
    }
}
