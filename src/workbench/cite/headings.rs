//! What looks like a heading in the raw text of a document.
//!
//! Such a text has no marks of headings left, so this is a judgement; it only decides which headings are listed as
//! cited by no rule, never whether a citation is found. A heading here is
//! - a short line, or two where it is broken, that stands after a blank line or at the start of a page, or bears a number;
//! - no item of a list, no row of a table, no sentence, no date;
//! - written as titles are: most long words with a capital, or numbered, or short and Japanese;
//! - followed by a body: an item, a row, a sentence or a long line is among the next two lines.
//!
//! A heading that is numbered, in brackets or after ○ or ➤ is part of the one before it that is not.

use crate::text::Source;

/// A longer line is no heading.
const LONGEST: usize = 90;

/// A longer Japanese line is no heading.
const LONGEST_JAPANESE: usize = 40;

/// A shorter line with a full stop may be an abbreviation.
const SENTENCE: usize = 25;

/// A line this long is body.
const LONG: usize = 50;

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// Its words.
    pub(super) text: String,
    /// The index of its line, from 0.
    pub(super) line: u32,
    /// Its first byte.
    pub(super) start: u32,
    /// The byte after it.
    pub(super) end: u32,
    /// Whether it is part of the last one before it that is not.
    pub(super) part: bool,
}

/// A line as far as headings care.
struct Line<'a> {
    raw: &'a str,
    text: &'a str,
    start: u32,
    kind: Kind,
    numbered: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    /// A bare page number.
    Number,
    /// A list item, a table row, a sentence, a long line: what stands below headings.
    Body,
    /// Short, and starts with a number.
    Numbered,
    /// Short, and written as titles are.
    Title,
    /// Short, and nothing else: the rest of a broken line, a label of a figure.
    Other,
}

/// The headings of a document, in order.
pub(super) fn headings(source: &Source) -> Vec<Heading> {
    let lines: Vec<Line<'_>> = source
        .line_starts()
        .iter()
        .enumerate()
        .map(|(index, start)| {
            let raw = source.line_text(index);
            let text = raw.trim().trim_start_matches('\u{FEFF}');
            Line { raw, text, start: *start, kind: kind(text), numbered: is_numbered(text) }
        })
        .collect();
    let mut out = Vec::new();
    let mut index = 0_usize;
    while let Some(line) = lines.get(index) {
        let before = index.checked_sub(1).and_then(|before| lines.get(before));
        let length = heading_length(&lines, before, line, index);
        let last = index.saturating_add(length.saturating_sub(1));
        if let (1.., Some(end)) = (length, lines.get(last)) {
            let indent = line.raw.len().saturating_sub(line.raw.trim_start().len());
            let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let parts: Vec<&str> = lines.iter().skip(index).take(length).map(|line| line.text).collect();
            out.push(Heading {
                text: parts.join(" "),
                line: size(index),
                start: line.start.saturating_add(size(indent)),
                end: end.start.saturating_add(size(end.raw.trim_end().len())),
                part: line.kind == Kind::Numbered || is_bracketed(line.text),
            });
        }
        index = index.saturating_add(length.max(1));
    }
    out
}

/// How many lines the heading that starts here has; 0 where none does.
fn heading_length(lines: &[Line<'_>], before: Option<&Line<'_>>, line: &Line<'_>, index: usize) -> usize {
    if !matches!(line.kind, Kind::Title | Kind::Numbered) || is_date(line.text) {
        return 0;
    }
    let new_page = line.raw.starts_with([' ', '\u{0C}']);
    let apart = before.is_none_or(|before| matches!(before.kind, Kind::Blank | Kind::Number));
    if !(apart || new_page || line.kind == Kind::Numbered) {
        return 0;
    }
    let broken = lines.get(index.saturating_add(1)).is_some_and(|next| {
        let blank_follows = lines.get(index.saturating_add(2)).is_none_or(|line| line.kind == Kind::Blank);
        blank_follows && goes_on(line, next)
    });
    let length = if broken { 2 } else { 1 };
    let mut following = lines
        .iter()
        .skip(index.saturating_add(length))
        .filter(|line| !matches!(line.kind, Kind::Blank | Kind::Number));
    let (first, second) = (following.next(), following.next());
    let in_list = before.is_some_and(|before| before.numbered) || first.is_some_and(|first| first.numbered);
    if line.numbered && in_list {
        return 0;
    }
    let is_body = |line: Option<&Line<'_>>| line.is_some_and(|line| line.kind == Kind::Body);
    if is_body(first) || is_body(second) { length } else { 0 }
}

/// Whether a short line is broken and the next one is its rest.
fn goes_on(line: &Line<'_>, next: &Line<'_>) -> bool {
    const JOINING: [&str; 12] = ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to"];
    let last = line.text.rsplit(' ').next().unwrap_or("");
    matches!(next.kind, Kind::Title | Kind::Other)
        && next.text.chars().count() <= LONG
        && !next.raw.starts_with([' ', '\u{0C}'])
        && (line.raw.ends_with(' ') || JOINING.contains(&last) || next.text.starts_with(char::is_lowercase))
}

fn kind(text: &str) -> Kind {
    if text.is_empty() {
        return Kind::Blank;
    }
    let count = text.chars().count();
    if count <= 3 && text.chars().all(|c| c.is_ascii_digit()) {
        return Kind::Number;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let japanese = text.chars().filter(|c| is_japanese(*c)).count();
    let long = if japanese > 0 { LONGEST_JAPANESE } else { LONGEST };
    let dash = text.starts_with(['-', '–', '—', '－']) && text.chars().nth(1).is_none_or(char::is_whitespace);
    let item =
        dash || text.starts_with(['・', '･', '•', '§', '◇', '→', '⇒', '*', '※', '＊', '\u{F0B7}', '+', '|']);
    let sentence = text.ends_with(['.', ',', ';', '。', '、', '，', '．']) && count >= SENTENCE;
    if item || text.contains('\t') || sentence || count > long {
        return Kind::Body;
    }
    let (opened, closed) = (text.contains(['“', '「']), text.contains(['”', '」']));
    if letters < 3 || opened != closed || text.ends_with(['.', ',', ';', ':', '：', '。', '、', '-', '—'])
    {
        return if count > LONG { Kind::Body } else { Kind::Other };
    }
    if is_numbered(text) {
        return Kind::Numbered;
    }
    let title = if japanese > 0 { japanese >= 3 } else { is_title(text) };
    match (title, count > LONG) {
        (true, _) => Kind::Title,
        (false, true) => Kind::Body,
        (false, false) => Kind::Other,
    }
}

/// Most long words have a capital, and the first word has one or is a sign or a number.
fn is_title(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphanumeric());
    if first.is_none_or(char::is_lowercase) {
        return false;
    }
    let (mut long, mut capital) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4) {
        long = long.saturating_add(1);
        if !word.chars().next().is_some_and(char::is_lowercase) {
            capital = capital.saturating_add(1);
        }
    }
    capital.saturating_mul(2) >= long
}

/// `[1st Review]`, `<Objective>`, `○ Scope`.
fn is_bracketed(text: &str) -> bool {
    text.starts_with(['<', '＜', '[', '［', '【', '「', '〔', '〈', '《', '○', '◎', '➤', '►', '▶'])
}

/// `1.`, `(1)`, `①`, `第1章`, `（ア）`, `3 Plan`, `2-b`, `II.`.
fn is_numbered(text: &str) -> bool {
    let mut rest = text.chars();
    match rest.next() {
        Some('①'..='⑳' | 'Ⅰ'..='Ⅻ') => true,
        Some('第') => rest.next().is_some_and(is_numeral),
        Some('(' | '（') => {
            let inner = rest.clone().take_while(|c| !matches!(c, ')' | '）')).count();
            inner <= 3 && rest.next().is_some_and(|c| is_numeral(c) || is_japanese(c) || inner == 1)
        }
        Some(c) if is_numeral(c) => {
            let sign = rest.find(|c| !is_numeral(*c));
            sign.is_some_and(|c| matches!(c, '.' | '．' | ')' | '）' | '、' | '　' | '-'))
                || sign == Some(' ') && rest.next().is_some_and(char::is_uppercase)
        }
        Some('I' | 'V' | 'X') => rest.find(|c| !matches!(c, 'I' | 'V' | 'X')) == Some('.'),
        _ => false,
    }
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '０'..='９' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF66}'..='\u{FF9D}')
}

/// Only numbers and a month.
fn is_date(text: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some()
        && text.contains(|c: char| c.is_ascii_digit())
        && words.all(|word| {
            let lower = word.to_lowercase();
            word.starts_with(|c: char| c.is_ascii_digit())
                || MONTHS.iter().any(|month| lower.starts_with(month) && lower.len() <= 9)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn found(text: &str) -> Vec<(u32, String)> {
        let source = Source::new(FileId(0), "d.txt", text);
        headings(&source).into_iter().map(|heading| (heading.line.saturating_add(1), heading.text)).collect()
    }

    #[test]
    fn headings_stand_apart_and_have_a_body() {
        let text = "\
Guide for Applicants

1 April 2030

Who May Apply

Towns with fewer than ten thousand people may apply for the grant.

Costs of the
Second Stage

- staff
- travel

Map
North
South

1. Basic criteria

- focus

2. Other

3. List

Name\tSum
";
        assert_eq!(
            found(text),
            [
                (5, "Who May Apply".to_owned()),
                (9, "Costs of the Second Stage".to_owned()),
                (19, "1. Basic criteria".to_owned()),
                (25, "3. List".to_owned()),
            ]
        );
    }

    #[test]
    fn japanese_headings_are_numbered_or_short() {
        let text = "第1章 総則\nこの要領は、補助金の交付について必要な事項を定めるものとする。\n（１）対象者\n・市町村\n\n申請の手続\n・様式\n";
        let lines: Vec<String> = found(text).into_iter().map(|(_, text)| text).collect();
        assert_eq!(lines, ["第1章 総則", "（１）対象者", "申請の手続"]);
    }
}
