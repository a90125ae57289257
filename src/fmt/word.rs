//! One token: figures in half width with separators, words with one space, names in NFC. The notation and the scale
//! stay the author's.

use crate::syntax::Rule;
use crate::text::nfc;
use std::borrow::Cow;

/// A token as it is written in the one style.
pub(super) fn word(rule: Option<Rule>, text: &str) -> Cow<'_, str> {
    match rule {
        Some(Rule::name | Rule::dotted | Rule::path | Rule::place) => name(text),
        Some(Rule::amount) => Cow::Owned(figure(text, 4)),
        // A number of four digits may be a year.
        Some(Rule::number | Rule::percent) => Cow::Owned(figure(text, 5)),
        Some(Rule::date | Rule::fiscal_year | Rule::named_year) => Cow::Owned(half_width(text)),
        Some(Rule::plain_type | Rule::outcome_word | Rule::scale_word) => Cow::Owned(one_space(text)),
        Some(Rule::operator) => Cow::Borrowed(match text {
            "×" => "*",
            "÷" => "/",
            sign => sign,
        }),
        Some(Rule::arrow) => Cow::Borrowed("->"),
        Some(Rule::raw_value | Rule::raw_cell) => Cow::Borrowed(text.trim_end()),
        _ => Cow::Borrowed(text),
    }
}

/// A comparator as words.
pub(super) fn comparator(symbol: &str) -> &str {
    match symbol {
        ">=" | "≥" | "≧" => "at least",
        "<=" | "≤" | "≦" => "at most",
        ">" => "more than",
        "<" => "less than",
        "=" | "==" => "is",
        "!=" | "≠" => "is not",
        other => other,
    }
}

fn name(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(nfc(text)) }
}

/// Full-width digits and signs in half width.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
            '￥' => '¥',
            '％' => '%',
            other => other,
        })
        .collect()
}

fn one_space(text: &str) -> String {
    text.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A figure: each run of digits before a point gets separators from so many digits on, or where it has any.
fn figure(text: &str, from: usize) -> String {
    let text = one_space(&half_width(text));
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    let mut separated = false;
    let mut fraction = false;
    for c in text.chars() {
        match c {
            '0'..='9' if fraction => out.push(c),
            '0'..='9' => run.push(c),
            ',' | '_' if !run.is_empty() => separated = true,
            other => {
                grouped(&mut out, &run, separated || run.len() >= from);
                run.clear();
                separated = false;
                fraction = other == '.';
                out.push(other);
            }
        }
    }
    grouped(&mut out, &run, separated || run.len() >= from);
    out
}

/// Adds digits, by threes.
fn grouped(out: &mut String, digits: &str, separate: bool) {
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(at);
        if separate && at > 0 && left.checked_rem(3) == Some(0) {
            out.push(',');
        }
        out.push(digit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_keeps_its_notation_and_gets_separators() {
        let amount = |text| word(Some(Rule::amount), text).into_owned();
        assert_eq!(amount("５億円"), "5億円");
        assert_eq!(amount("500000千円"), "500,000千円");
        assert_eq!(amount("1億5000万円"), "1億5,000万円");
        assert_eq!(amount("1_000円"), "1,000円");
        assert_eq!(amount("￥1234567.5  thousand"), "¥1,234,567.5 thousand");
        assert_eq!(amount("▲3百万円"), "▲3百万円");
        assert_eq!(amount("0.5 \t billion  yen"), "0.5 billion yen");
        let number = |text| word(Some(Rule::number), text).into_owned();
        assert_eq!(number("2007"), "2007");
        assert_eq!(number("1_0"), "10");
        assert_eq!(number("1_000"), "1,000");
        assert_eq!(number("-12345.6789"), "-12,345.6789");
        assert_eq!(word(Some(Rule::percent), "２０％"), "20%");
        assert_eq!(word(Some(Rule::fiscal_year), "２０２４年度"), "2024年度");
        assert_eq!(word(Some(Rule::outcome_word), "depends  on\treading"), "depends on reading");
    }
}
