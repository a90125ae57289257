//! Figures: digits with separators, in half or full width, and kanji digits.
//!
//! Characters are normalised one by one, and only those that stand for the same character in another width:
//! `①3` stays two things, and is no figure.

use super::Num;
use crate::diag::NumberProblem;
use crate::text::grouped;

/// The greatest number of digits of one figure.
pub(super) const MAX_DIGITS: usize = 40;

/// How the thousands of a figure are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grouping {
    /// `500,000`, also where the figure was too short to tell.
    Comma,
    /// `500_000`.
    Underscore,
    /// `500000`.
    None,
}

/// A figure and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// Its value, at least zero.
    pub(super) value: Num,
    /// Whether it has decimals.
    pub(super) decimal: bool,
    /// How its thousands are separated.
    pub(super) grouping: Grouping,
    /// Whether it was written in full width.
    pub(super) wide: bool,
}

/// A character as notations compare it: the half-width form of a full-width one; every space is a space, and the
/// minus sign a hyphen.
pub(super) fn plain_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32((c as u32).saturating_sub(0xFEE0)).unwrap_or(c),
        '\u{3000}' | '\u{A0}' | '\u{2009}' | '\u{202F}' => ' ',
        '\u{FFE5}' => '¥',
        '\u{2212}' => '-',
        other => other,
    }
}

/// The value of a kanji digit.
pub(super) fn kanji_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壱' => 1,
        '二' | '弐' => 2,
        '三' | '参' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Ten to a power.
pub(super) fn ten_to(exponent: u32) -> Num {
    10i128.checked_pow(exponent).map_or(Num::ZERO, Num::Int)
}

/// Whether a value has more digits before the point than can be read. Units add digits: what is read can be written out
/// and read again.
pub(super) fn is_too_long(value: &Num) -> bool {
    let half = u32::try_from(MAX_DIGITS).unwrap_or(0).div_euclid(2);
    // 128 bits hold no number of so many digits.
    matches!(value, Num::Big(_)) && value.abs() >= ten_to(half).mul(&ten_to(half))
}

/// The figure that plain text writes: digits, commas, underscores and points, already in half width.
pub(super) fn figure(raw: &str, wide: bool) -> Result<Figure, NumberProblem> {
    let digit_count = raw.bytes().filter(u8::is_ascii_digit).count();
    if digit_count == 0 {
        return Err(NumberProblem::NoNumber);
    }
    if digit_count > MAX_DIGITS {
        return Err(NumberProblem::TooLong(MAX_DIGITS));
    }
    let (whole, fraction) = match raw.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (raw, None),
    };
    check_points(raw, whole, fraction)?;
    let all = without_separators(whole);
    let grouping = check_groups(raw, whole, fraction, &all)?;
    if all.len() > 1 && all.starts_with('0') {
        let rest = all.trim_start_matches('0');
        let rest = grouped(if rest.is_empty() { "0" } else { rest }, ',');
        return Err(NumberProblem::LeadingZeros(fraction.map_or(rest.clone(), |f| format!("{rest}.{f}"))));
    }
    let value = match fraction {
        None => all.parse::<i128>().ok().map(Num::Int).or_else(|| Num::parse_decimal(&all)),
        Some(fraction) => Num::parse_decimal(&format!("{all}.{}", without_separators(fraction))),
    };
    let value = value.ok_or(NumberProblem::NoNumber)?;
    Ok(Figure { value, decimal: fraction.is_some(), grouping, wide })
}

fn without_separators(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// At most one point, with digits on both sides, and no comma after it.
fn check_points(raw: &str, whole: &str, fraction: Option<&str>) -> Result<(), NumberProblem> {
    let Some(fraction) = fraction else { return Ok(()) };
    let digits_before = without_separators(whole);
    let digits_after = without_separators(fraction);
    if fraction.contains('.') {
        let groups = || raw.split('.').skip(1).all(|group| group.len() == 3);
        let readings = if !raw.contains([',', '_']) && groups() {
            vec![grouped(&without_separators(raw), ',')]
        } else {
            vec![]
        };
        return Err(NumberProblem::Points(readings));
    }
    if let Some((before, after)) = fraction.split_once(',') {
        let continental = format!(
            "{}.{}",
            grouped(&[digits_before.as_str(), before].concat(), ','),
            without_separators(after)
        );
        let english = format!("{}.{digits_after}", grouped(&digits_before, ','));
        let plausible = !whole.contains(',') && !after.is_empty() && !after.contains(',');
        return Err(NumberProblem::CommaAfterPoint(if plausible {
            vec![continental, english]
        } else {
            vec![]
        }));
    }
    if digits_before.is_empty() {
        return Err(NumberProblem::PointAtEdge(format!("0.{digits_after}")));
    }
    if digits_after.is_empty() {
        return Err(NumberProblem::PointAtEdge(grouped(&digits_before, ',')));
    }
    Ok(())
}

/// Commas separate thousands; underscores stand between two digits.
fn check_groups(
    raw: &str,
    whole: &str,
    fraction: Option<&str>,
    all: &str,
) -> Result<Grouping, NumberProblem> {
    if raw.contains('_') {
        let between = |part: &str| part.split('_').all(|group| !group.is_empty());
        if whole.contains(',') || !between(whole) || !fraction.is_none_or(between) {
            return Err(NumberProblem::Underscore);
        }
        return Ok(Grouping::Underscore);
    }
    if !whole.contains(',') {
        return Ok(if all.len() > 3 { Grouping::None } else { Grouping::Comma });
    }
    let mut groups = whole.split(',');
    let first = groups.next().map_or(0, str::len);
    if (1..=3).contains(&first) && groups.all(|group| group.len() == 3) {
        return Ok(Grouping::Comma);
    }
    let tail = fraction.map_or(String::new(), |f| format!(".{f}"));
    let mut readings = vec![format!("{}{tail}", grouped(all, ','))];
    if let (Some((before, after)), None) = (whole.split_once(','), fraction)
        && !before.is_empty()
        && (1..=2).contains(&after.len())
    {
        readings.push(format!("{before}.{after}"));
    }
    Err(NumberProblem::Comma(readings))
}
