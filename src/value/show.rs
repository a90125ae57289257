//! Values as people read them, in both languages. Always exact: nothing is rounded.

use super::figure::ten_to;
use super::{Date, FiscalYear, Num};
use crate::diag::Bilingual;
use crate::text::grouped;

/// The greatest number of decimals that is printed as a decimal; beyond it a fraction is clearer.
const MAX_PLACES: usize = 39;

/// A number with its thousands separated: `1,234.5`, or as a fraction where no finite decimal exists: `1/3`.
pub fn figure(value: &Num) -> String {
    separated(value, ',')
}

/// The number with this separator between its thousands.
pub(super) fn separated(value: &Num, separator: char) -> String {
    if let Num::Int(n) = value {
        let mut out = String::with_capacity(24);
        if *n < 0 {
            out.push('-');
        }
        push_grouped(&mut out, n.unsigned_abs(), separator);
        return out;
    }
    let sign = if value.is_negative() { "-" } else { "" };
    let magnitude = value.abs();
    match magnitude.to_decimal(MAX_PLACES) {
        Some(decimal) => match decimal.split_once('.') {
            Some((whole, fraction)) => format!("{sign}{}.{fraction}", grouped(whole, separator)),
            None => format!("{sign}{}", grouped(&decimal, separator)),
        },
        None => {
            let (numerator, denominator) = magnitude.numerator_denominator();
            let part = |digits: String| grouped(&digits, separator);
            format!("{sign}{}/{}", part(numerator.to_string()), part(denominator.to_string()))
        }
    }
}

/// Writes an integer with this separator between its thousands.
fn push_grouped(out: &mut String, n: u128, separator: char) {
    let digits = n.to_string();
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(index);
        if index > 0 && left.checked_rem(3) == Some(0) {
            out.push(separator);
        }
        out.push(digit);
    }
}

/// A number, the same in both languages.
pub fn number(value: &Num) -> Bilingual {
    Bilingual::same(figure(value))
}

/// A whole number, the same in both languages.
pub fn whole(value: &Num) -> Bilingual {
    number(value)
}

/// A share: `20%`; a fraction without a finite decimal stays one: `1/3`.
pub fn percent(value: &Num) -> Bilingual {
    let hundredfold = value.mul(&Num::Int(100));
    Bilingual::same(match hundredfold.to_decimal(MAX_PLACES) {
        Some(_) => format!("{}%", figure(&hundredfold)),
        None => figure(value),
    })
}

/// An amount: `¥500,000,000`, `5億円`.
pub fn money(yen: &Num) -> Bilingual {
    let sign = if yen.is_negative() { "-" } else { "" };
    let magnitude = yen.abs();
    Bilingual::new(format!("{sign}¥{}", figure(&magnitude)), format!("{sign}{}円", myriads(&magnitude)))
}

/// An amount of at least zero in 兆, 億, 万 and the rest: `1億5,000万`.
pub(super) fn myriads(magnitude: &Num) -> String {
    if let Some(whole) = magnitude.to_i128() {
        return whole_myriads(whole.unsigned_abs());
    }
    if magnitude.to_decimal(MAX_PLACES).is_none() {
        return figure(magnitude);
    }
    let mut rest = magnitude.clone();
    let mut out = String::new();
    for (exponent, name) in [(12, "兆"), (8, "億"), (4, "万")] {
        let unit = ten_to(exponent);
        let Some(count) = rest.div(&unit).map(|n| n.floor()) else { continue };
        if !count.is_zero() {
            out.push_str(&figure(&count));
            out.push_str(name);
            rest = rest.sub(&count.mul(&unit));
        }
    }
    if !rest.is_zero() || out.is_empty() {
        out.push_str(&figure(&rest));
    }
    out
}

fn whole_myriads(mut rest: u128) -> String {
    const UNITS: [(u128, &str); 3] = [(1_000_000_000_000, "兆"), (100_000_000, "億"), (10_000, "万")];
    let mut out = String::with_capacity(32);
    for (unit, name) in UNITS {
        let count = rest.checked_div(unit).unwrap_or(0);
        if count > 0 {
            push_grouped(&mut out, count, ',');
            out.push_str(name);
            rest = rest.checked_rem(unit).unwrap_or(0);
        }
    }
    if rest > 0 || out.is_empty() {
        push_grouped(&mut out, rest, ',');
    }
    out
}

/// A fiscal year: `FY2007`, `2007年度`.
pub fn year(year: FiscalYear) -> Bilingual {
    Bilingual::new(year.to_string(), format!("{}年度", year.0))
}

/// The months, as in `10 October 2007`.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day: `10 October 2007`, `2007年10月10日`.
pub fn date(date: Date) -> Bilingual {
    let (year, month, day) = (date.0.year(), date.0.month(), date.0.day());
    let name = usize::try_from(month).ok().and_then(|m| MONTHS.get(m.saturating_sub(1))).copied();
    Bilingual::new(format!("{day} {} {year}", name.unwrap_or("")), format!("{year}年{month}月{day}日"))
}

/// Yes or no: `yes`, `はい`.
pub fn yes_no(value: bool) -> Bilingual {
    if value { Bilingual::new("yes", "はい") } else { Bilingual::new("no", "いいえ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (String, String) {
        let both = money(&Num::parse_decimal(text).unwrap());
        (both.en, both.ja)
    }

    #[test]
    fn money_is_exact_in_both_languages() {
        let case = |text: &str, en: &str, ja: &str| {
            assert_eq!(shown(text), (en.to_owned(), ja.to_owned()), "{text}");
        };
        case("0", "¥0", "0円");
        case("500000000", "¥500,000,000", "5億円");
        case("250000000", "¥250,000,000", "2億5,000万円");
        case("800000001", "¥800,000,001", "8億1円");
        case("400000000.5", "¥400,000,000.5", "4億0.5円");
        case("-3000000", "-¥3,000,000", "-300万円");
        case("25000000000000", "¥25,000,000,000,000", "25兆円");
        case("12345000000000000", "¥12,345,000,000,000,000", "12,345兆円");
        assert_eq!(money(&Num::fraction(1, 3).unwrap()), Bilingual::new("¥1/3", "1/3円"));
    }

    #[test]
    fn other_values() {
        let n = |a, b| Num::fraction(a, b).unwrap();
        assert_eq!(percent(&n(1, 5)).en, "20%");
        assert_eq!(percent(&n(1, 3)).en, "1/3");
        assert_eq!(percent(&n(20, 1)).en, "2,000%");
        assert_eq!(number(&n(-2469, 2)).en, "-1,234.5");
        assert_eq!(year(FiscalYear(2007)), Bilingual::new("FY2007", "2007年度"));
        let day = Date::new(2007, 10, 10).unwrap();
        assert_eq!(date(day), Bilingual::new("10 October 2007", "2007年10月10日"));
    }
}
