//! Fiscal years and days as people type them, western and Japanese.

use super::figure::plain_char;
use super::plain::small_whole;
use super::{Date, FiscalYear, show};
use crate::diag::{CalendarError, CalendarNote};

/// A fiscal year that was read, with what is worth saying about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearRead {
    /// The year.
    pub year: FiscalYear,
    /// What is worth saying.
    pub note: Option<CalendarNote>,
}

/// A day that was read, with what is worth saying about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateRead {
    /// The day.
    pub date: Date,
    /// What is worth saying.
    pub note: Option<CalendarNote>,
}

/// A Japanese era.
struct Era {
    name: &'static str,
    letter: char,
    /// Its first day: year, month, day.
    first: (i32, i32, i32),
    /// The last day that is still written with it.
    last: (i32, i32, i32),
}

const ERAS: [Era; 5] = [
    Era { name: "明治", letter: 'm', first: (1868, 1, 25), last: (1912, 7, 30) },
    Era { name: "大正", letter: 't', first: (1912, 7, 30), last: (1926, 12, 25) },
    Era { name: "昭和", letter: 's', first: (1926, 12, 25), last: (1989, 1, 7) },
    Era { name: "平成", letter: 'h', first: (1989, 1, 8), last: (2019, 4, 30) },
    Era { name: "令和", letter: 'r', first: (2019, 5, 1), last: (9999, 12, 31) },
];

/// Reads a fiscal year: `FY2007`, `2007年度`, `平成19年度`, `H19`, `2007`.
pub fn parse_year(text: &str) -> Result<YearRead, CalendarError> {
    if let Some(year) = ascii_year(text) {
        return Ok(YearRead { year: FiscalYear(year), note: None });
    }
    let plain = plain(text)?;
    if let Some((era, rest)) = era_of(&plain) {
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let (number, suffix) = split_era_year(rest)?;
        let year = era_year(era, number)?;
        let note = match ERAS.iter().rev().find(|e| e.first.0 <= year) {
            Some(usual) if usual.name != era.name => {
                Some(CalendarNote::EraContinued(format!("{}年度", usual_era_year(usual, year))))
            }
            _ => None,
        };
        return match suffix {
            "" | "年度" => Ok(YearRead { year: FiscalYear(year), note }),
            "年" => Err(CalendarError::CalendarYear(format!("{}年度", show_era_year(era, number)))),
            _ => Err(CalendarError::Form),
        };
    }
    let (prefixed, body) = match plain.strip_prefix("fy") {
        Some(rest) => (true, rest.trim_start()),
        None => (false, plain.as_str()),
    };
    let (digits, suffix) = match body.find('年') {
        Some(at) => body.split_at_checked(at).unwrap_or((body, "")),
        None => (body, ""),
    };
    let year = western_year(digits)?;
    match suffix {
        "" | "年度" => Ok(YearRead { year: FiscalYear(year), note: None }),
        "年" if !prefixed => Err(CalendarError::CalendarYear(format!("{year}年度"))),
        _ => Err(CalendarError::Form),
    }
}

/// Reads a day: `2007-10-10`, `2007年10月10日`, `平成19年10月10日`, `H19.10.10`.
pub fn parse_date(text: &str) -> Result<DateRead, CalendarError> {
    let plain = plain(text)?;
    if let Some((era, rest)) = era_of(&plain) {
        let (year, month, day) = three_parts(rest.strip_prefix('.').unwrap_or(rest))?;
        let number = if year.trim() == "元" { 1 } else { small_whole(year).ok_or(CalendarError::Form)? };
        let (year, month, day) = (era_year(era, number)?, part(month)?, part(day)?);
        let date = Date::new(year, month, day).ok_or(CalendarError::NoSuchDay(year, month, day))?;
        if (year, month, day) < era.first {
            let first = Date::new(era.first.0, era.first.1, era.first.2).ok_or(CalendarError::Form)?;
            return Err(CalendarError::BeforeEra(era.name.to_owned(), show::date(first)));
        }
        let note = (year, month, day) > era.last;
        let usual = ERAS.iter().rev().find(|e| e.first <= (year, month, day)).filter(|_| note);
        let note = usual.map(|usual| {
            CalendarNote::EraContinued(format!("{}年{month}月{day}日", usual_era_year(usual, year)))
        });
        return Ok(DateRead { date, note });
    }
    let (year, month, day) = three_parts(&plain)?;
    if year.len() <= 2 && western_year(day).is_ok() {
        return Err(CalendarError::YearLast);
    }
    let (year, month, day) = (western_year(year)?, part(month)?, part(day)?);
    let date = Date::new(year, month, day).ok_or(CalendarError::NoSuchDay(year, month, day))?;
    Ok(DateRead { date, note: None })
}

/// `2007` and `FY2007`, the commonest forms.
fn ascii_year(text: &str) -> Option<i32> {
    let digits = text.strip_prefix("FY").unwrap_or(text);
    let usual = digits.len() == 4 && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    if usual { digits.parse().ok() } else { None }
}

/// The text in half width and lower case, without spaces around it.
fn plain(text: &str) -> Result<String, CalendarError> {
    if text.len() > 100 {
        return Err(CalendarError::Form);
    }
    let plain: String = text.chars().map(|c| plain_char(c).to_ascii_lowercase()).collect();
    let plain = plain.trim().to_owned();
    if plain.contains(':') { Err(CalendarError::TimeOfDay) } else { Ok(plain) }
}

/// The era at the front, in full or by its letter, and what follows it.
fn era_of(plain: &str) -> Option<(&'static Era, &str)> {
    ERAS.iter().find_map(|era| {
        let rest = plain.strip_prefix(era.name).or_else(|| plain.strip_prefix(era.letter))?;
        Some((era, rest.trim_start()))
    })
}

/// `19年度` in its number and the rest. 元 is 1.
fn split_era_year(rest: &str) -> Result<(i32, &str), CalendarError> {
    let (number, suffix) = rest.split_at_checked(rest.find('年').unwrap_or(rest.len())).unwrap_or((rest, ""));
    match number.trim() {
        "元" => Ok((1, suffix)),
        number => Ok((small_whole(number).ok_or(CalendarError::Form)?, suffix)),
    }
}

/// The western year of a year of an era. An era may be continued past its end, as papers printed before it do.
fn era_year(era: &Era, number: i32) -> Result<i32, CalendarError> {
    match number {
        0 => Err(CalendarError::EraYearZero),
        1..=99 => Ok(era.first.0.saturating_add(number).saturating_sub(1)),
        _ => Err(CalendarError::EraYearTooLarge(era.name.to_owned())),
    }
}

/// A fiscal year as Japanese papers write it: `平成19年度`.
pub fn era_year_text(year: FiscalYear) -> String {
    let era = ERAS.iter().rev().find(|era| era.first.0 <= year.0).filter(|era| is_usual(era, year.0));
    era.map_or_else(|| show::year(year).ja, |era| format!("{}年度", usual_era_year(era, year.0)))
}

/// Whether a year of an era has a number that is read back.
fn is_usual(era: &Era, year: i32) -> bool {
    year.saturating_sub(era.first.0) < 99
}

/// A day as Japanese papers write it: `平成19年10月10日`.
pub fn era_date_text(date: Date) -> String {
    let day = (i32::from(date.0.year()), i32::from(date.0.month()), i32::from(date.0.day()));
    let era = ERAS.iter().rev().find(|era| era.first <= day).filter(|era| is_usual(era, day.0));
    era.map_or_else(
        || show::date(date).ja,
        |era| format!("{}年{}月{}日", usual_era_year(era, day.0), day.1, day.2),
    )
}

fn usual_era_year(era: &Era, year: i32) -> String {
    show_era_year(era, year.saturating_sub(era.first.0).saturating_add(1))
}

fn show_era_year(era: &Era, number: i32) -> String {
    if number == 1 { format!("{}元", era.name) } else { format!("{}{number}", era.name) }
}

/// A western year of four digits.
fn western_year(text: &str) -> Result<i32, CalendarError> {
    let text = text.trim();
    let year = small_whole(text).ok_or(CalendarError::Form)?;
    if (1000..=9999).contains(&year) { Ok(year) } else { Err(CalendarError::ShortYear) }
}

fn part(text: &str) -> Result<i32, CalendarError> {
    small_whole(text).ok_or(CalendarError::Form)
}

/// Year, month and day as texts: all three between the same separators, or with 年, 月 and 日.
fn three_parts(text: &str) -> Result<(&str, &str, &str), CalendarError> {
    let parts = match text.split_once('年') {
        Some((year, rest)) => rest
            .split_once('月')
            .and_then(|(month, rest)| rest.trim_end().strip_suffix('日').map(|day| (year, month, day))),
        None => ['-', '/', '.'].into_iter().find(|c| text.contains(*c)).and_then(|separator| {
            let mut parts = text.split(separator);
            match (parts.next(), parts.next(), parts.next(), parts.next()) {
                (Some(year), Some(month), Some(day), None) => Some((year, month, day)),
                _ => None,
            }
        }),
    };
    match parts {
        Some((_, _, day))
            if day.trim_start().starts_with(|c: char| c.is_ascii_digit()) && day.contains('t') =>
        {
            Err(CalendarError::TimeOfDay)
        }
        Some(parts) => Ok(parts),
        None => Err(CalendarError::Form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fiscal_years() {
        for (text, year) in [
            ("FY2007", 2007),
            ("FY 2007", 2007),
            ("fy2007", 2007),
            ("ＦＹ２００７", 2007),
            ("2007", 2007),
            ("２００７", 2007),
            ("2007年度", 2007),
            ("2007 年度", 2007),
            ("二〇〇七年度", 2007),
            ("平成19年度", 2007),
            ("平成１９年度", 2007),
            ("平成十九年度", 2007),
            ("平成19", 2007),
            ("H19", 2007),
            ("h.19", 2007),
            ("Ｈ１９", 2007),
            ("H19年度", 2007),
            ("R1", 2019),
            ("令和元年度", 2019),
            ("昭和60年度", 1985),
            ("S60", 1985),
            ("平成元年度", 1989),
        ] {
            assert_eq!(parse_year(text), Ok(YearRead { year: FiscalYear(year), note: None }), "{text}");
        }
    }

    #[test]
    fn an_era_may_be_continued() {
        for (text, year, usual) in [
            ("平成31年度", 2019, "令和元年度"),
            ("平成32年度", 2020, "令和2年度"),
            ("H33", 2021, "令和3年度"),
            ("昭和64年度", 1989, "平成元年度"),
        ] {
            let note = Some(CalendarNote::EraContinued(usual.to_owned()));
            assert_eq!(parse_year(text), Ok(YearRead { year: FiscalYear(year), note }), "{text}");
        }
    }

    #[test]
    fn what_is_no_year_is_refused() {
        for (text, reason) in [
            ("平成0年", CalendarError::EraYearZero),
            ("平成119年度", CalendarError::EraYearTooLarge("平成".into())),
            ("FY07", CalendarError::ShortYear),
            ("07", CalendarError::ShortYear),
            ("0700", CalendarError::ShortYear),
            ("20077", CalendarError::ShortYear),
            ("2007年", CalendarError::CalendarYear("2007年度".into())),
            ("平成19年", CalendarError::CalendarYear("平成19年度".into())),
            ("⑲", CalendarError::Form),
            ("2007-2008", CalendarError::Form),
            ("2007.0", CalendarError::Form),
            ("FY2007年", CalendarError::Form),
            ("next year", CalendarError::Form),
            ("", CalendarError::Form),
        ] {
            assert_eq!(parse_year(text).map(|y| y.year), Err(reason), "{text}");
        }
    }

    #[test]
    fn days() {
        for text in [
            "2007-10-10",
            "2007/10/10",
            "2007.10.10",
            "２００７／１０／１０",
            "2007年10月10日",
            "2007 年 10 月 10 日",
            "平成19年10月10日",
            "平成十九年十月十日",
            "H19.10.10",
            "H.19.10.10",
            "h19/10/10",
            "Ｈ１９．１０．１０",
        ] {
            let date = Date::new(2007, 10, 10).unwrap();
            assert_eq!(parse_date(text), Ok(DateRead { date, note: None }), "{text}");
        }
        assert_eq!(parse_date("2007-1-5").unwrap().date, Date::new(2007, 1, 5).unwrap());
        assert_eq!(parse_date("令和元年5月1日").unwrap().note, None);
        assert_eq!(
            parse_date("平成31年5月1日").unwrap().note,
            Some(CalendarNote::EraContinued("令和元年5月1日".into()))
        );
        assert_eq!(parse_date("平成31年4月30日").unwrap().note, None);
        assert_eq!(parse_date("昭和64年1月7日").unwrap().note, None);
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for (text, reason) in [
            ("2007-02-29", CalendarError::NoSuchDay(2007, 2, 29)),
            ("2007-13-01", CalendarError::NoSuchDay(2007, 13, 1)),
            ("10/10/2007", CalendarError::YearLast),
            ("07-10-10", CalendarError::ShortYear),
            ("2007-10-10T09:00:00Z", CalendarError::TimeOfDay),
            ("2007-10-10 9:00", CalendarError::TimeOfDay),
            ("2007-10", CalendarError::Form),
            ("20071010", CalendarError::Form),
            ("10 October 2007", CalendarError::Form),
            ("2007-10-10-10", CalendarError::Form),
            ("", CalendarError::Form),
        ] {
            assert_eq!(parse_date(text).map(|d| d.date), Err(reason), "{text}");
        }
        assert!(
            matches!(parse_date("平成元年1月7日"), Err(CalendarError::BeforeEra(era, _)) if era == "平成")
        );
        assert!(matches!(parse_date("令和元年4月30日"), Err(CalendarError::BeforeEra(..))));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(year in 1868i32..2200, month in 1i32..=12, day in 1i32..=28) {
            let fiscal = FiscalYear(year);
            for text in [show::year(fiscal).en, show::year(fiscal).ja, year.to_string(), era_year_text(fiscal)] {
                prop_assert_eq!(parse_year(&text).map(|y| y.year), Ok(fiscal));
            }
            let date = Date::new(year, month, day).unwrap();
            for text in [date.to_string(), show::date(date).ja, era_date_text(date)] {
                prop_assert_eq!(parse_date(&text).map(|d| d.date), Ok(date));
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,20}", odd in "[0-9HRSh平成元年度月日./ -]{0,14}") {
            for text in [text, odd] {
                let _ = (parse_year(&text), parse_date(&text));
            }
        }
    }
}
