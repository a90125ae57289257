//! How values may be written, as regular expressions for a JSON Schema: all that the readers of [`crate::value`] take,
//! and little else. Where a reader's language is more than an expression can hold (the order of Japanese units, days
//! that do not exist), the expression takes more than the reader, never less.

use super::spelling::{BLANK, Spelling};
use crate::value::Scalar;

const DIGIT: &str = "[0-9０-９]";
const NOT_ZERO: &str = "[1-9１-９]";
const KANJI_DIGITS: &str = "[〇零一壱二弐三参四五六七八九]+";
const UNIT: &str = "[十拾百千万萬億兆京]";
/// As in a class of characters.
const MINUS: &str = r"\-－−▲△(（";

/// The expressions for values, without anchors.
pub(super) struct Notations {
    amount: String,
    signed_amount: String,
    whole: String,
    number: String,
    percent: String,
    date: String,
    year: String,
    yes_no: String,
    not_applicable: String,
}

impl Notations {
    /// All of them.
    pub(super) fn new(spelling: &Spelling) -> Notations {
        let b = BLANK;
        let words = |all: &[&str]| spelling.any(all.iter().copied());
        let figure = |fraction: &str| {
            format!(
                "(?:[0０]|{NOT_ZERO}{DIGIT}{{0,2}}(?:[,，]{DIGIT}{{3}})+|{NOT_ZERO}{DIGIT}*(?:[_＿]{DIGIT}+)*){fraction}"
            )
        };
        // Figures and units take turns: two figures with nothing between them are no number.
        let numeral = |fraction: &str| {
            let part = format!("(?:{}|{KANJI_DIGITS}){b}", figure(fraction));
            format!("(?:{part}(?:{UNIT}{b}(?:{part})?)*|{UNIT}{b}(?:(?:{part})?{UNIT}{b})*(?:{part})?)")
        };
        let any_figure = numeral(&format!("(?:[.．]{DIGIT}+(?:[_＿]{DIGIT}+)*)?"));
        let whole_figure = numeral("");
        let sign = format!("(?:[+＋{MINUS}]{b})?");
        let close = format!("[)）]?{b}");
        let scale = words(&["thousand", "million", "mn", "billion", "bn", "trillion"]);
        let jpy = words(&["jpy"]);
        let yen = words(&["yen", "jpy"]);
        let signed_amount = format!(
            "{b}{sign}(?:(?:[¥￥]|{jpy}){b}{sign})?{any_figure}(?:{scale}{b})?(?:(?:円|{yen}){b})?{close}"
        );
        // A sign before anything but zero is below zero.
        let below_zero = format!(
            "(?![^0-9０-９]*[{MINUS}](?:.*[1-9１-９一壱二弐三参四五六七八九]|[^0０〇零]*[十拾百千万萬億兆京]))"
        );
        let per_cent = format!("{}{b}{}", words(&["per"]), words(&["cent"]));
        let percent = words(&["percent"]);
        let era = format!("(?:明治|大正|昭和|平成|令和|{}){b}[.．]?{b}", words(&["m", "t", "s", "h", "r"]));
        // Kanji numerals, with or without units.
        let kanji = "[0-9０-９,，_＿.．\\s]*[〇零一壱二弐三参四五六七八九十拾百千][0-9０-９,，_＿.．〇零一壱二弐三参四五六七八九十拾百千\\s]*";
        let part = format!("(?:{DIGIT}{{1,6}}|{kanji})");
        let western = format!("(?:[0０]{{0,2}}{NOT_ZERO}{DIGIT}{{3}}|{kanji})");
        let fy = format!("(?:{}{b})?", words(&["fy"]));
        let start = format!("(?:{era}(?:元|{part})|{western})");
        let separator = format!("{b}[-－−/／.．]{b}");
        let rest = format!("(?:{b}年{b}{part}{b}月{b}{part}{b}日|{separator}{part}{separator}{part})");
        Notations {
            amount: format!("{below_zero}{signed_amount}"),
            signed_amount,
            whole: format!("{b}{sign}{whole_figure}{close}"),
            number: format!("{b}{sign}{any_figure}(?:[/／]{b}{any_figure})?{close}"),
            percent: format!("{b}{sign}{any_figure}(?:[%％割]|{percent}|{per_cent}|パーセント){b}{close}"),
            date: format!("{b}{start}{rest}{b}"),
            year: format!("{b}(?:{era}(?:元|{part})|{fy}{western}){b}(?:年度)?{b}"),
            yes_no: format!(
                "{b}{}{b}",
                words(&[
                    "true",
                    "yes",
                    "はい",
                    "有",
                    "あり",
                    "有り",
                    "false",
                    "no",
                    "いいえ",
                    "無",
                    "なし",
                    "無し"
                ])
            ),
            not_applicable: format!("{b}(?:該当なし|該当無し|—|－|―|-|{}){b}", words(&["n/a"])),
        }
    }

    /// What a text in a field of this type may be, as a whole expression; `None` where any text may stand.
    pub(super) fn of(&self, scalar: Scalar, optional: bool) -> Option<String> {
        let own = match scalar {
            Scalar::Text | Scalar::Enum(_) => return None,
            Scalar::YesNo => &self.yes_no,
            Scalar::Whole => &self.whole,
            Scalar::Number => &self.number,
            Scalar::Percent => &self.percent,
            Scalar::Money(money) if money.signed => &self.signed_amount,
            Scalar::Money(_) => &self.amount,
            Scalar::Date => &self.date,
            Scalar::FiscalYear => &self.year,
        };
        Some(self.with_gaps(&[own], optional))
    }

    /// These, nothing at all, and in an optional field the marks for what does not apply.
    pub(super) fn with_gaps(&self, own: &[&str], optional: bool) -> String {
        let mut all = own.to_vec();
        all.push(BLANK);
        if optional {
            all.push(&self.not_applicable);
        }
        format!("^(?:{})$", all.join("|"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{
        EnumId, Money, Scale, is_not_applicable, parse_amount, parse_date, parse_number, parse_percent,
        parse_whole, parse_year, parse_yes_no,
    };
    use fancy_regex::Regex;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    const TYPES: [Scalar; 9] = [
        Scalar::YesNo,
        Scalar::Whole,
        Scalar::Number,
        Scalar::Percent,
        Scalar::Money(Money { scale: Scale::Yen, signed: false }),
        Scalar::Money(Money { scale: Scale::Thousand, signed: false }),
        Scalar::Money(Money { scale: Scale::Thousand, signed: true }),
        Scalar::Date,
        Scalar::FiscalYear,
    ];

    static PATTERNS: LazyLock<Vec<(Scalar, Regex, Regex)>> = LazyLock::new(|| {
        let notations = Notations::new(&Spelling::new());
        let pattern = |scalar, optional| Regex::new(&notations.of(scalar, optional).unwrap()).unwrap();
        TYPES.iter().map(|scalar| (*scalar, pattern(*scalar, false), pattern(*scalar, true))).collect()
    });

    fn reads(scalar: Scalar, text: &str) -> bool {
        match scalar {
            Scalar::YesNo => parse_yes_no(text).is_ok(),
            Scalar::Whole => parse_whole(text).is_ok(),
            Scalar::Number => parse_number(text).is_ok(),
            Scalar::Percent => parse_percent(text).is_ok(),
            Scalar::Money(money) => parse_amount(text, money).is_ok(),
            Scalar::Date => parse_date(text).is_ok(),
            Scalar::FiscalYear => parse_year(text).is_ok(),
            Scalar::Text | Scalar::Enum(_) => true,
        }
    }

    /// What the reader takes, the expression takes.
    fn holds(text: &str) -> Result<(), TestCaseError> {
        for (scalar, required, optional) in PATTERNS.iter() {
            let blank = text.trim().is_empty();
            if reads(*scalar, text) || blank {
                prop_assert!(required.is_match(text).unwrap(), "{scalar:?} {text:?}");
            }
            if reads(*scalar, text) || blank || is_not_applicable(text) {
                prop_assert!(optional.is_match(text).unwrap(), "{scalar:?} {text:?}");
            }
        }
        Ok(())
    }

    #[test]
    fn what_the_reference_lists_is_taken_and_refused() {
        let case = |scalar: Scalar, good: &[&str], bad: &[&str]| {
            let (_, pattern, _) = PATTERNS.iter().find(|(known, ..)| *known == scalar).unwrap();
            for text in good {
                assert!(reads(scalar, text) && pattern.is_match(text).unwrap(), "{scalar:?} {text}");
            }
            for text in bad {
                assert!(!reads(scalar, text) && !pattern.is_match(text).unwrap(), "{scalar:?} {text}");
            }
        };
        let thousand = |signed| Scalar::Money(Money { scale: Scale::Thousand, signed });
        case(
            thousand(false),
            &[
                "500000",
                "500,000千円",
                "5億円",
                "5億",
                "1億5,000万円",
                "一億五千万円",
                "150百万円",
                "¥500,000,000",
                "JPY 500,000",
                "500,000 yen",
                "0.5 billion yen",
                "¥0.5 billion",
                "５億円",
                "２億５，０００万１円",
                "￥999,999,999",
                "0円",
                "-0円",
                "500_000円",
                "+5億円",
                "＋５億円",
            ],
            &[
                "1.234,56",
                "5 000円",
                "1,5",
                "0700",
                "1e9",
                "約5億円",
                "$5",
                "-3百万円",
                "▲3百万円",
                "(3百万円)",
                "円",
                "五",
            ]
            .map(|text| if text == "五" { "五人" } else { text }),
        );
        case(
            thousand(true),
            &["-3百万円", "▲3百万円", "△3百万円", "(3百万円)", "¥-500", "（3百万円）"],
            &["--3円"],
        );
        case(Scalar::Whole, &["12", "1,000", "１２", "十二", "二百", "▲3"], &["3.0", "3人", "007", "1/3"]);
        case(Scalar::Number, &["0.5", "1,000.25", "1/3", "-1/3"], &[".5", "1e3", "1/2/3"]);
        case(
            Scalar::Percent,
            &["20%", "２０％", "20 percent", "20 Per Cent", "20パーセント", "2割", "二割"],
            &["20", "0.2", "20%%", "%"],
        );
        case(Scalar::YesNo, &["yes", "No", "TRUE", "はい", "無し", "ＹＥＳ"], &["1", "○", "y"]);
        case(
            Scalar::Date,
            &[
                "2024-10-10",
                "2024/10/10",
                "2024.10.10",
                "2024年10月10日",
                "令和6年10月10日",
                "R6.10.10",
                "h.19.10.10",
                "平成十九年十月十日",
                "平成元年5月1日",
            ],
            &["10/10/2024", "24-10-10", "2024-10-10T09:00", "2024-10", "20241010"],
        );
        case(
            Scalar::FiscalYear,
            &[
                "2024",
                "FY2024",
                "fy 2024",
                "2024年度",
                "令和6年度",
                "R6",
                "平成31年度",
                "二〇〇七年度",
                "ＦＹ２００７",
            ],
            &["FY24", "2024年", "平成19年", "2024-2025", "next year"],
        );
        assert!(Notations::new(&Spelling::new()).of(Scalar::Enum(EnumId(0)), true).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn amounts(text in "[-+▲△(（]?[¥￥]?[-]?(JPY )?[0-9０-９,，_.．一二五十百千万億兆 ]{1,8}( ?(thousand|Million|bn|千|万|億))?( ?(yen|JPY|円|人))?[)）]?") {
            holds(&text)?;
        }

        #[test]
        fn numbers(text in "[ 　]?[-−－+(]?[0-9０-９,_.〇一二十百千万]{1,6}( ?[/／%％割]| ?[Pp]er ?cent|パーセント)?[0-9]{0,2}[)）]? ?") {
            holds(&text)?;
        }

        #[test]
        fn days_and_years(text in "(FY ?|fy|Ｆｙ|平成|令和|明治|[HhRrSＨ][.．]? ?)?[0-9０-９元〇一二十九]{1,5} ?(年度|年|-|/|[.]|－)?( ?[0-9０-９十一二]{1,2} ?(月|-|/|[.]|－) ?[0-9十]{1,2}日?)? ?") {
            holds(&text)?;
        }

        #[test]
        fn words(text in "[ 　]?(yes|No|はい|有り|ﾊｲ|無し|なし|true|FALSE|n/a|Ｎ／Ａ|該当なし|—|-|―|－|ok)[ 　]?") {
            holds(&text)?;
        }
    }
}
