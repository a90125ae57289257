//! Amounts as people type them.

use super::*;
use proptest::prelude::*;

fn money(scale: Scale, signed: bool) -> Money {
    Money { scale, signed }
}

fn thousand(text: &str) -> Result<Amount, AmountError> {
    parse_amount(text, money(Scale::Thousand, true))
}

fn number(problem: NumberProblem) -> AmountError {
    AmountError::Number(problem)
}

#[test]
fn every_usual_notation_is_read() {
    for (text, yen) in [
        ("500000", 500_000_000),
        ("500,000", 500_000_000),
        ("５００，０００", 500_000_000),
        ("0", 0),
        ("5億円", 500_000_000),
        ("5億", 500_000_000),
        ("500,000千円", 500_000_000),
        ("500000千円", 500_000_000),
        ("¥500,000,000", 500_000_000),
        ("￥500,000,000", 500_000_000),
        ("¥ 500,000,000", 500_000_000),
        ("０．５ billion yen", 500_000_000),
        ("0.5 Billion Yen", 500_000_000),
        ("0.5bn yen", 500_000_000),
        ("¥0.5 billion", 500_000_000),
        ("¥0.5 billion yen", 500_000_000),
        ("500 thousand yen", 500_000),
        ("1億5,000万円", 150_000_000),
        ("1億 5,000万 円", 150_000_000),
        ("150百万円", 150_000_000),
        ("150百万", 150_000_000),
        ("一億五千万円", 150_000_000),
        ("一五〇百万円", 150_000_000),
        ("百二十万円", 1_200_000),
        ("5千万円", 50_000_000),
        ("2千5百万円", 25_000_000),
        ("1.5億円", 150_000_000),
        ("十億五百円", 0),
        ("2百万5千円", 2_005_000),
        ("1兆2,000億円", 1_200_000_000_000),
        ("JPY 500,000", 500_000),
        ("500,000 JPY", 500_000),
        ("500,000 yen", 500_000),
        ("249_999_999 yen", 249_999_999),
        ("5千円", 5_000),
        ("▲3百万円", -3_000_000),
        ("△3百万円", -3_000_000),
        ("-3百万円", -3_000_000),
        ("−3百万円", -3_000_000),
        ("－３百万円", -3_000_000),
        ("(3百万円)", -3_000_000),
        ("（３百万円）", -3_000_000),
        ("-¥3,000,000", -3_000_000),
        ("¥-3,000,000", -3_000_000),
        ("▲500", -500_000),
        ("0.001千円", 1),
    ] {
        let yen = if text == "十億五百円" { 1_000_000_500 } else { yen };
        assert_eq!(thousand(text).map(|a| a.yen), Ok(Num::Int(yen)), "{text}");
    }
}

#[test]
fn the_scale_of_the_field_reads_bare_numbers_only() {
    let yen = |text, scale| parse_amount(text, money(scale, false)).unwrap().yen;
    assert_eq!(yen("5", Scale::Yen), Num::Int(5));
    assert_eq!(yen("5", Scale::Million), Num::Int(5_000_000));
    assert_eq!(yen("5", Scale::Billion), Num::Int(5_000_000_000));
    assert_eq!(yen("5円", Scale::Billion), Num::Int(5));
    assert_eq!(yen("5千", Scale::Yen), Num::Int(5_000));
}

#[test]
fn what_is_not_certain_is_refused_with_what_may_be_meant() {
    let readings = |text: &str| match thousand(text) {
        Err(AmountError::BareDecimal(all) | AmountError::ScaleOrFactor(all)) => {
            all.into_iter().map(|r| format!("{}={}", r.written, r.value.en)).collect::<Vec<_>>()
        }
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(
        readings("0.5"),
        ["0.5千円=¥500", "0.5億円=¥50,000,000", "0.5 billion yen=¥500,000,000"].map(String::from)
    );
    assert_eq!(readings("5千"), ["5,000円=¥5,000", "5,000千円=¥5,000,000"].map(String::from));
    for (text, problem) in [
        ("1.234,56", NumberProblem::CommaAfterPoint(vec!["1,234.56".into(), "1.23456".into()])),
        ("1.234.567", NumberProblem::Points(vec!["1,234,567".into()])),
        ("5,00,000", NumberProblem::Comma(vec!["500,000".into()])),
        ("1,5", NumberProblem::Comma(vec!["15".into(), "1.5".into()])),
        ("5,億円", NumberProblem::Comma(vec!["5".into()])),
        ("0700", NumberProblem::LeadingZeros("700".into())),
        ("００", NumberProblem::LeadingZeros("0".into())),
        (".5億円", NumberProblem::PointAtEdge("0.5".into())),
        ("5.億円", NumberProblem::PointAtEdge("5".into())),
        ("1__0", NumberProblem::Underscore),
        ("1_", NumberProblem::Underscore),
        ("5 000円", NumberProblem::TwoNumbers("5,000".into())),
        ("1e9", NumberProblem::Exponent),
        ("1.5E+9", NumberProblem::Exponent),
        ("①3 billion", NumberProblem::Unknown("①".into())),
        ("約5億円", NumberProblem::Unknown("約".into())),
        ("5億円程度", NumberProblem::Unknown("程".into())),
        ("百万円", NumberProblem::UnitAlone),
        ("円", NumberProblem::NoNumber),
        ("", NumberProblem::NoNumber),
        ("5万3億円", NumberProblem::Order),
        ("1億50,000万円", NumberProblem::Order),
        ("5億万円", NumberProblem::Order),
        ("1.5億3,000万円", NumberProblem::DecimalInParts),
        ("--5", NumberProblem::Signs),
        ("-(5)", NumberProblem::Signs),
        ("-¥-5", NumberProblem::Signs),
        (&"1".repeat(41), NumberProblem::TooLong(40)),
        (&"十".repeat(400), NumberProblem::TooLong(40)),
    ] {
        assert_eq!(thousand(text), Err(number(problem)), "{text}");
    }
    assert_eq!(thousand("$5"), Err(AmountError::OtherCurrency("$".into())));
    assert_eq!(thousand("5 USD"), Err(AmountError::OtherCurrency("usd".into())));
    assert!(matches!(thousand("0.3円"), Err(AmountError::FractionOfYen(_))));
    let unsigned = parse_amount("▲3百万円", money(Scale::Thousand, false));
    assert!(matches!(unsigned, Err(AmountError::BelowZero(value)) if value.ja == "-300万円"));
}

#[test]
fn a_repair_is_written_as_the_applicant_writes() {
    for (typed, yen, written) in [
        ("200,000千円", 250_000_000, "250,000千円"),
        ("200,000千円", 250_000_001, "250,000,001円"),
        ("200000千円", 250_000_000, "250000千円"),
        ("5億円", 550_000_000, "5億5,000万円"),
        ("5億円", 600_000_000, "6億円"),
        ("1.5億円", 225_000_000, "2.25億円"),
        ("1億5,000万円", 250_000_001, "2億5,000万1円"),
        ("500000", 500_000_000, "500,000千円"),
        ("0.5 billion yen", 550_000_000, "0.55 billion yen"),
        ("0.5 billion yen", 550_000_001, "550,000,001 yen"),
        ("¥0.5 billion", 550_000_000, "¥0.55 billion"),
        ("¥500,000", 600_000, "¥600,000"),
        ("JPY 500,000", 600_000, "JPY 600,000"),
        ("249_999_999 yen", 250_000_000, "250_000_000 yen"),
        ("２００，０００千円", 250_000_000, "２５０，０００千円"),
        ("０．５ billion yen", 550_000_000, "０．５５ billion yen"),
        ("150百万円", 151_000_000, "151百万円"),
        ("▲3百万円", -4_000_000, "▲4百万円"),
        ("(3百万円)", -4_000_000, "(4百万円)"),
        ("3百万円", -4_000_000, "-4百万円"),
    ] {
        assert_eq!(thousand(typed).unwrap().notation.write(&Num::Int(yen)), written, "{typed}");
    }
}

const TYPED: &[&str] = &[
    "500000",
    "500,000千円",
    "500000千円",
    "5億円",
    "5億",
    "1.5億円",
    "1億5,000万円",
    "一億五千万円",
    "¥500,000",
    "JPY 500,000",
    "500,000 yen",
    "249_999_999 yen",
    "0.5 billion yen",
    "¥0.5 billion",
    "150百万円",
    "5千万円",
    "２００，０００千円",
    "▲3百万円",
    "（３百万円）",
    "−5",
];

proptest! {
    #[test]
    fn the_short_way_reads_as_the_long_one(text in "[0-9]{0,26}|[0-9]{1,7}(千|百|百万|億|万|兆)?円?", scale in 0usize..4) {
        let scale = [Scale::Yen, Scale::Thousand, Scale::Million, Scale::Billion][scale];
        if let Some(amount) = bare_digits(&text, scale) {
            prop_assert_eq!(Ok(amount), parse_parts(&text, money(scale, false)));
        }
    }

    #[test]
    fn what_is_written_is_read_back(yen in -1_000_000_000_000_000i64..1_000_000_000_000_000, round in 0u32..9,
                                    typed in proptest::sample::select(TYPED)) {
        let unit = 10i64.pow(round);
        for yen in [yen, yen.saturating_sub(yen.checked_rem(unit).unwrap_or(0))] {
            let value = Num::Int(i128::from(yen));
            for scale in [Scale::Yen, Scale::Thousand, Scale::Million, Scale::Billion] {
                let money = money(scale, true);
                let written = parse_amount(typed, money).unwrap().notation.write(&value);
                prop_assert_eq!(parse_amount(&written, money).map(|a| a.yen), Ok(value.clone()), "{}", written);
                let shown = show::money(&value);
                prop_assert_eq!(parse_amount(&shown.en, money).map(|a| a.yen), Ok(value.clone()));
                prop_assert_eq!(parse_amount(&shown.ja, money).map(|a| a.yen), Ok(value.clone()));
            }
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,30}", odd in "[0-9０-９,._ 円千万億十百¥▲()+e-]{0,20}") {
        for text in [text, odd] {
            let _ = thousand(&text);
        }
    }
}
