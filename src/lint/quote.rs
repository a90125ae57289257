//! Figures in quoted text: what they are, and which way they bound.
//!
//! In: a few words of a document, in English or Japanese. Out: each amount, share and count in them, with the comparison
//! that the words around it say: `500百万円以上`, `more than 1/2`, `¥0.5 ~ ¥1 billion`.

use crate::syntax::ast::Comparator;
use crate::value::{Money, Num, Scale, parse_amount};

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    /// Yen.
    Money,
    /// A part of something.
    Share,
    /// Anything else.
    Count,
}

/// A figure in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quoted {
    /// Its value: yen, a ratio, a number.
    pub(super) value: Num,
    /// What it counts.
    pub(super) measure: Measure,
    /// What the words around it say of it.
    pub(super) relation: Option<Comparator>,
    /// The figure with those words, as they stand in the text.
    pub(super) words: String,
}

/// A figure while its surroundings are still being read.
struct Figure {
    start: usize,
    end: usize,
    value: Num,
    measure: Measure,
    /// The word of its power of ten, and whether the yen is named: `¥0.5` has no such word.
    scale: Option<Num>,
    currency: bool,
}

/// The figures of a text, in order.
pub(super) fn quoted(text: &str) -> Vec<Quoted> {
    let original: Vec<char> = text.chars().collect();
    let chars: Vec<char> = original.iter().copied().map(plain).collect();
    let mut figures = figures(&chars);
    let ranges = ranges(&chars, &mut figures);
    let mut out = Vec::new();
    for (at, figure) in figures.iter().enumerate() {
        let (said, from, to) = relation(&chars, figure);
        let range = ranges.get(at).copied().flatten();
        // What a sign joins is quoted as a whole.
        let (from, to) = match (said, range) {
            (None, Some(Comparator::AtLeast)) => {
                (from, figures.get(at.saturating_add(1)).map_or(to, |next| next.end))
            }
            (None, Some(_)) => {
                let before = at.checked_sub(1).and_then(|before| figures.get(before));
                (before.map_or(from, |before| with_sign(&chars, before.start)), to)
            }
            _ => (from, to),
        };
        let relation = said.or(range);
        if figure.measure == Measure::Count && (relation.is_none() || is_year(&figure.value)) {
            continue;
        }
        let words: String = original.get(from..to).unwrap_or_default().iter().collect();
        out.push(Quoted { value: figure.value.clone(), measure: figure.measure, relation, words });
    }
    out
}

/// A character as this reader compares it: half width, lower case, one kind of dash and wave.
fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' if c != '～' => {
            char::from_u32((c as u32).saturating_sub(0xFEE0)).unwrap_or(c).to_ascii_lowercase()
        }
        '～' | '〜' => '~',
        '–' | '—' | '−' | '―' => '-',
        '￥' => '¥',
        '\u{3000}' | '\u{A0}' => ' ',
        other => other.to_ascii_lowercase(),
    }
}

fn is_year(value: &Num) -> bool {
    *value >= Num::Int(1900) && *value <= Num::Int(2100)
}

/// Shares that are written out.
const SHARES: &[(&str, i128, i128)] = &[
    ("one half", 1, 2),
    ("one-half", 1, 2),
    ("half", 1, 2),
    ("two thirds", 2, 3),
    ("two-thirds", 2, 3),
    ("one third", 1, 3),
    ("one-third", 1, 3),
    ("a third", 1, 3),
    ("one quarter", 1, 4),
    ("a quarter", 1, 4),
    ("二分の一", 1, 2),
    ("三分の一", 1, 3),
    ("三分の二", 2, 3),
    ("四分の一", 1, 4),
    ("四分の三", 3, 4),
    ("五分の一", 1, 5),
    ("十分の一", 1, 10),
    ("半分", 1, 2),
    ("半額", 1, 2),
];

fn figures(chars: &[char]) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let found = written_out(chars, at).or_else(|| in_digits(chars, at));
        match found {
            Some((figure, end)) => {
                at = end.max(at.saturating_add(1));
                out.extend(figure);
            }
            None => at = at.saturating_add(1),
        }
    }
    out
}

/// A share in words at this place.
fn written_out(chars: &[char], at: usize) -> Option<(Option<Figure>, usize)> {
    let (words, above, below) = SHARES.iter().find(|(words, _, _)| starts(chars, at, words))?;
    let end = at.saturating_add(words.chars().count());
    let latin = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphanumeric);
    if words.is_ascii() && (latin(at.checked_sub(1)) || latin(Some(end))) {
        return None;
    }
    let value = Num::fraction(*above, *below)?;
    Some((Some(Figure { start: at, end, value, measure: Measure::Share, scale: None, currency: false }), end))
}

/// A figure in digits at this place, and where it ends; no figure where the digits are a date or part of a name.
fn in_digits(chars: &[char], at: usize) -> Option<(Option<Figure>, usize)> {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    if !digit(at) {
        return None;
    }
    let (number, end) = number(chars, at)?;
    let joined = at.checked_sub(1).and_then(|before| chars.get(before));
    if joined.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '第' | '成' | '和')) {
        return Some((None, end));
    }
    let share = |value: Num, end: usize| {
        let figure = Figure { start: at, end, value, measure: Measure::Share, scale: None, currency: false };
        Some((Some(figure), end))
    };
    if chars.get(end) == Some(&'/') && digit(end.saturating_add(1)) {
        let (below, after) = self::number(chars, end.saturating_add(1))?;
        return if chars.get(after) == Some(&'/') {
            Some((None, after))
        } else {
            share(number.div(&below)?, after)
        };
    }
    if starts(chars, end, "分の") && digit(end.saturating_add(2)) {
        let (above, after) = self::number(chars, end.saturating_add(2))?;
        return share(above.div(&number)?, after);
    }
    let spaced = skip_spaces(chars, end);
    for (word, below) in [("%", 100), ("percent", 100), ("per cent", 100), ("パーセント", 100), ("割", 10)]
    {
        if starts(chars, spaced, word) {
            let after = spaced.saturating_add(word.chars().count());
            return share(number.div(&Num::Int(below))?, after);
        }
    }
    if ["年", "月", "日", "条", "項", "号", "章", "頁"].iter().any(|word| starts(chars, end, word))
        && !["年以", "年未", "年を", "月以", "日以"].iter().any(|word| starts(chars, end, word))
    {
        return Some((None, end));
    }
    Some(amount(chars, at, number, end))
}

/// An amount or a count: `5億円`, `¥0.5 billion`, `3`.
fn amount(chars: &[char], at: usize, number: Num, end: usize) -> (Option<Figure>, usize) {
    // Japanese: everything up to 円, or to 億 and 兆, is one amount.
    let mut last = end;
    while chars.get(last).is_some_and(|c| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '千' | '百' | '十' | '万' | '億' | '兆')
    }) {
        last = last.saturating_add(1);
    }
    let is_yen = chars.get(last) == Some(&'円');
    let large = chars.get(end..last).is_some_and(|part| part.iter().any(|c| matches!(c, '億' | '兆')));
    if is_yen || large {
        let text: String = chars.get(at..last).unwrap_or_default().iter().collect();
        let yen = Money { scale: Scale::Yen, signed: false };
        let after = if is_yen { last.saturating_add(1) } else { last };
        if let Ok(amount) = parse_amount(&format!("{text}円"), yen) {
            let figure = Figure {
                start: at,
                end: after,
                value: amount.yen,
                measure: Measure::Money,
                scale: Some(Num::Int(1)),
                currency: true,
            };
            return (Some(figure), after);
        }
    }
    let signed = before(chars, at).ends_with(['¥']) || before(chars, at).ends_with("jpy");
    let spaced = skip_spaces(chars, end);
    let mut scale = None;
    let mut after = end;
    for (word, exponent) in [("thousand", 3_u32), ("million", 6), ("billion", 9), ("trillion", 12)] {
        if starts(chars, spaced, word) {
            scale = 10_i128.checked_pow(exponent).map(Num::Int);
            after = spaced.saturating_add(word.len());
        }
    }
    let yen = skip_spaces(chars, after);
    let named = starts(chars, yen, "yen");
    if named {
        after = yen.saturating_add(3);
    }
    let value = scale.as_ref().map_or(number.clone(), |scale| number.mul(scale));
    let currency = signed || named;
    let measure = if currency { Measure::Money } else { Measure::Count };
    (Some(Figure { start: at, end: after, value, measure, scale, currency }), after)
}

/// A plain number: digits with commas and a point.
fn number(chars: &[char], at: usize) -> Option<(Num, usize)> {
    let mut end = at;
    let mut text = String::new();
    while let Some(c) = chars.get(end) {
        let next_is_digit = chars.get(end.saturating_add(1)).is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => text.push(*c),
            '.' if next_is_digit && !text.contains('.') => text.push('.'),
            ',' if next_is_digit => {}
            _ => break,
        }
        end = end.saturating_add(1);
    }
    Some((Num::parse_decimal(&text)?, end))
}

fn skip_spaces(chars: &[char], mut at: usize) -> usize {
    while chars.get(at) == Some(&' ') {
        at = at.saturating_add(1);
    }
    at
}

fn starts(chars: &[char], at: usize, word: &str) -> bool {
    let end = at.saturating_add(word.chars().count());
    chars.get(at..end).is_some_and(|part| part.iter().copied().eq(word.chars()))
}

/// What stands before a place, without the spaces.
fn before(chars: &[char], at: usize) -> String {
    let text: String = chars.get(at.saturating_sub(40)..at).unwrap_or_default().iter().collect();
    text.trim_end().to_owned()
}

/// The relations of figures that a sign or word joins to a range; the first takes the scale of the second.
fn ranges(chars: &[char], figures: &mut [Figure]) -> Vec<Option<Comparator>> {
    let mut out: Vec<Option<Comparator>> = figures.iter().map(|_| None).collect();
    for second in 1..figures.len() {
        let Some((left, right)) = figures.split_at_mut_checked(second) else { continue };
        let (Some(low), Some(high)) = (left.last_mut(), right.first()) else { continue };
        let between: String = chars.get(low.end..high.start).unwrap_or_default().iter().collect();
        let between = between.trim_matches([' ', '¥']);
        if !matches!(between, "~" | "-" | "to" | "から" | "and" | "以上") {
            continue;
        }
        if between == "and" && !before(chars, low.start).trim_end_matches(['¥', ' ']).ends_with("between") {
            continue;
        }
        if high.measure == Measure::Money && low.measure != Measure::Share {
            let bare = low.scale.is_none();
            low.measure = Measure::Money;
            low.currency = true;
            if let (true, Some(scale)) = (bare, &high.scale) {
                low.value = low.value.mul(scale);
            }
        }
        if low.measure == high.measure && low.value < high.value {
            let first = second.saturating_sub(1);
            for (at, comparator) in [(first, Comparator::AtLeast), (second, Comparator::AtMost)] {
                if let Some(slot) = out.get_mut(at) {
                    *slot = Some(comparator);
                }
            }
        }
    }
    out
}

/// Words before a figure, those that deny first.
const BEFORE: &[(&str, Comparator)] = &[
    ("not less than", Comparator::AtLeast),
    ("no less than", Comparator::AtLeast),
    ("not fewer than", Comparator::AtLeast),
    ("no fewer than", Comparator::AtLeast),
    ("not more than", Comparator::AtMost),
    ("no more than", Comparator::AtMost),
    ("not over", Comparator::AtMost),
    ("not exceed", Comparator::AtMost),
    ("not exceeding", Comparator::AtMost),
    ("at least", Comparator::AtLeast),
    ("minimum", Comparator::AtLeast),
    ("minimum of", Comparator::AtLeast),
    ("at most", Comparator::AtMost),
    ("up to", Comparator::AtMost),
    ("maximum", Comparator::AtMost),
    ("maximum of", Comparator::AtMost),
    ("upper limit of", Comparator::AtMost),
    ("more than", Comparator::MoreThan),
    ("greater than", Comparator::MoreThan),
    ("over", Comparator::MoreThan),
    ("above", Comparator::MoreThan),
    ("exceeding", Comparator::MoreThan),
    ("exceeds", Comparator::MoreThan),
    ("less than", Comparator::LessThan),
    ("fewer than", Comparator::LessThan),
    ("under", Comparator::LessThan),
    ("below", Comparator::LessThan),
    ("少なくとも", Comparator::AtLeast),
    ("最低", Comparator::AtLeast),
    ("下限", Comparator::AtLeast),
    ("最大", Comparator::AtMost),
    ("上限", Comparator::AtMost),
];

/// Words after a figure, those that deny first.
const AFTER: &[(&str, Comparator)] = &[
    ("を超えない", Comparator::AtMost),
    ("を超えては", Comparator::AtMost),
    ("を超えること", Comparator::AtMost),
    ("を下回らない", Comparator::AtLeast),
    ("を下回っては", Comparator::AtLeast),
    ("以上", Comparator::AtLeast),
    ("以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("まで", Comparator::AtMost),
    ("を限度", Comparator::AtMost),
    ("を上限", Comparator::AtMost),
    ("を下限", Comparator::AtLeast),
    ("未満", Comparator::LessThan),
    ("に満たない", Comparator::LessThan),
    ("を下回る", Comparator::LessThan),
    ("を超え", Comparator::MoreThan),
    ("を上回る", Comparator::MoreThan),
    ("超", Comparator::MoreThan),
    ("or more", Comparator::AtLeast),
    ("or over", Comparator::AtLeast),
    ("or above", Comparator::AtLeast),
    ("and over", Comparator::AtLeast),
    ("or less", Comparator::AtMost),
    ("or fewer", Comparator::AtMost),
    ("or below", Comparator::AtMost),
    ("and under", Comparator::AtMost),
    ("at most", Comparator::AtMost),
    ("at least", Comparator::AtLeast),
];

/// Where a figure starts with the sign of the yen.
fn with_sign(chars: &[char], start: usize) -> usize {
    match start.checked_sub(1) {
        Some(before) if chars.get(before) == Some(&'¥') => before,
        _ => start,
    }
}

/// How far behind a figure its word may stand: a counter such as `機関` lies between.
const REACH: usize = 5;

/// What the words around a figure say of it, and from where to where they stand.
fn relation(chars: &[char], figure: &Figure) -> (Option<Comparator>, usize, usize) {
    let front = before(chars, figure.start);
    let front = front.trim_end_matches(['¥', ' ', ':', '“', '"', '(', '（', '「']);
    let front = front.strip_suffix("jpy").unwrap_or(front).trim_end();
    for (words, comparator) in BEFORE {
        let Some(rest) = front.strip_suffix(words) else { continue };
        let inside = words.is_ascii() && rest.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        if !inside {
            let window = figure.start.saturating_sub(40);
            let from = window.saturating_add(rest.chars().count());
            return (Some(*comparator), from, figure.end);
        }
    }
    let start = with_sign(chars, figure.start);
    for gap in 0..=REACH {
        let at = figure.end.saturating_add(gap);
        let passed = chars.get(figure.end..at).unwrap_or_default();
        if passed
            .iter()
            .any(|c| c.is_ascii_digit() || matches!(c, '、' | '。' | '，' | ',' | '.' | ';' | '；'))
        {
            break;
        }
        // An English word follows at once; a Japanese one after a counter.
        let fits = |words: &str| !words.is_ascii() || passed.iter().all(|c| *c == ' ');
        if let Some((words, comparator)) =
            AFTER.iter().find(|(words, _)| fits(words) && starts(chars, at, words))
        {
            return (Some(*comparator), start, at.saturating_add(words.chars().count()));
        }
    }
    (None, start, figure.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Measure, Option<&'static str>, String)> {
        quoted(text)
            .into_iter()
            .map(|q| (q.value.to_string(), q.measure, q.relation.map(Comparator::words), q.words))
            .collect()
    }

    #[test]
    fn words_and_figures_of_both_languages() {
        use Measure::{Count, Money, Share};
        type Row = (&'static str, &'static str, Measure, Option<&'static str>, &'static str);
        let rows: &[Row] = &[
            ("more than 1/2", "0.5", Share, Some("more than"), "more than 1/2"),
            ("Over ¥0.5 billion)", "500000000", Money, Some("more than"), "Over ¥0.5 billion"),
            ("Maximum : 1/2 of the Main Part", "0.5", Share, Some("at most"), "Maximum : 1/2"),
            ("¥0.1 billion is ear-marked", "100000000", Money, None, "¥0.1 billion"),
            ("補助金額は５億円以上とする", "500000000", Money, Some("at least"), "５億円以上"),
            ("500百万円を超えないこと", "500000000", Money, Some("at most"), "500百万円を超えない"),
            ("国費の2分の1以上", "0.5", Share, Some("at least"), "2分の1以上"),
            ("二分の一未満", "0.5", Share, Some("less than"), "二分の一未満"),
            ("連携機関は3機関以上", "3", Count, Some("at least"), "3機関以上"),
            ("no more than 20 percent", "0.2", Share, Some("at most"), "no more than 20 percent"),
            (
                "not less than 5 million yen",
                "5000000",
                Money,
                Some("at least"),
                "not less than 5 million yen",
            ),
            ("3年以内に", "3", Count, Some("at most"), "3年以内"),
            ("at least half of it", "0.5", Share, Some("at least"), "at least half"),
            ("2割を超える", "0.2", Share, Some("more than"), "2割を超え"),
        ];
        for (text, value, measure, relation, words) in rows {
            let wanted = ((*value).to_owned(), *measure, *relation, (*words).to_owned());
            assert_eq!(read(text), [wanted], "{text}");
        }
    }

    #[test]
    fn ranges_share_their_unit() {
        let wanted = [("500000000", Some("at least")), ("1000000000", Some("at most"))];
        for text in [
            "¥0.5 ~ ¥1 billion /year/ each region",
            "(¥0.5~¥1 billion / year)",
            "0.5 billion to 1 billion yen",
            "5億円以上10億円以下",
            "5億円から10億円まで",
            "between ¥0.5 and ¥1 billion",
        ] {
            let read = read(text);
            let read: Vec<_> = read.iter().map(|(value, _, said, _)| (value.as_str(), *said)).collect();
            assert_eq!(read, wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_figure_is_left_alone() {
        for text in [
            "FY 2002-2006",
            "in April 2002",
            "18+1 clusters",
            "since 2007",
            "第3条",
            "2007/10/10",
            "",
            "平成19年度",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
