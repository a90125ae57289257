//! Whole numbers, numbers, percentages, yes and no, and the marks for "not applicable".

use super::Num;
use super::figure::{MAX_DIGITS, plain_char};
use super::show;
use super::token::{Numeral, Sign, Token, take_numeral, take_sign, tokens};
use crate::diag::{NumberProblem, PlainError};
use crate::text::fold_key;

/// Reads a whole number: `12`, `1,000`, `１２`, `十二`.
pub fn parse_whole(text: &str) -> Result<Num, PlainError> {
    if let Some(value) = parse_digits(text) {
        return Ok(value);
    }
    let value = parse_number(text)?;
    let (_, denominator) = value.numerator_denominator();
    // `3.0` is refused as well: who types decimals has something else than a count in mind.
    let decimal = text.chars().any(|c| matches!(plain_char(c), '.' | '/'));
    if decimal || denominator != 1.into() { Err(PlainError::NotWhole) } else { Ok(value) }
}

/// Reads a number: `0.5`, `1,000.25`, `1/3`.
pub fn parse_number(text: &str) -> Result<Num, PlainError> {
    if let Some(value) = parse_digits(text) {
        return Ok(value);
    }
    let tokens = tokens(text).map_err(PlainError::Number)?;
    let (value, rest) = signed(&tokens)?;
    match rest {
        [] => Ok(value),
        [Token::Other('/'), rest @ ..] => {
            let (divisor, rest) = take_numeral(rest).map_err(PlainError::Number)?;
            no_more(rest)?;
            let value = value.div(&divisor.value).ok_or(PlainError::ZeroDenominator)?;
            is_shown_short(&value)
                .then_some(value)
                .ok_or(PlainError::Number(NumberProblem::TooLong(MAX_DIGITS)))
        }
        rest => no_more(rest).map(|()| value),
    }
}

/// Reads a percentage: `20%`, `２０％`, `20 percent`, `20パーセント`, `2割`. Its value is a share: 20 % is 1/5.
pub fn parse_percent(text: &str) -> Result<Num, PlainError> {
    let tokens = tokens(text).map_err(PlainError::Number)?;
    let (value, rest) = signed(&tokens)?;
    let (parts, rest) = match rest {
        [Token::Other('%'), rest @ ..] => (100, rest),
        [Token::Other('割'), rest @ ..] => (10, rest),
        [word, rest @ ..] if word.is_word(&["percent", "パーセント"]) => (100, rest),
        [per, cent, rest @ ..] if per.is_word(&["per"]) && cent.is_word(&["cent"]) => (100, rest),
        [] => {
            let hundredfold = value.mul(&Num::Int(100));
            let readings = [value, hundredfold].map(|n| format!("{}%", show::figure(&n)));
            return Err(PlainError::NoPercentSign(readings.to_vec()));
        }
        rest => return no_more(rest).map(|()| Num::ZERO),
    };
    no_more(rest)?;
    let share = value.div(&Num::Int(parts)).ok_or(PlainError::ZeroDenominator)?;
    let percent = share.mul(&Num::Int(100));
    is_shown_short(&percent).then_some(share).ok_or(PlainError::Number(NumberProblem::TooLong(MAX_DIGITS)))
}

/// Whether a number is written with so few digits that it is read again: a quotient may have many more than its parts.
fn is_shown_short(value: &Num) -> bool {
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    matches!(value, Num::Int(_)) || show::figure(value).split('/').all(|part| digits(part) <= MAX_DIGITS)
}

/// Reads yes or no, in English or Japanese.
pub fn parse_yes_no(text: &str) -> Result<bool, PlainError> {
    match text {
        "true" | "yes" | "はい" | "有" => return Ok(true),
        "false" | "no" | "いいえ" | "無" => return Ok(false),
        _ => {}
    }
    match fold_key(text).as_str() {
        "true" | "yes" | "はい" | "有" | "あり" | "有り" => Ok(true),
        "false" | "no" | "いいえ" | "無" | "なし" | "無し" => Ok(false),
        _ => Err(PlainError::NotYesNo),
    }
}

/// Whether a text is one of the marks that declare a value not applicable: `n/a`, `該当なし`, `—`.
pub fn is_not_applicable(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 16 {
        return false;
    }
    matches!(text, "該当なし" | "該当無し" | "—" | "－" | "―" | "-")
        || (text.starts_with(['n', 'N', 'ｎ', 'Ｎ']) && fold_key(text) == "n/a")
}

/// Reads ASCII digits and nothing else, without zeros before them: the commonest form of a number.
pub fn parse_digits(text: &str) -> Option<Num> {
    let leading_zero = text.len() > 1 && text.starts_with('0');
    if leading_zero {
        return None;
    }
    ascii_whole(text.as_bytes()).map(Num::Int)
}

/// The whole number of 1 to 24 ASCII digits.
pub(super) fn ascii_whole(digits: &[u8]) -> Option<i128> {
    let one = |byte: u8| byte.is_ascii_digit().then(|| u64::from(byte.wrapping_sub(b'0')));
    // So many digits fit into 64 bits, which are counted much faster.
    if digits.len() <= 18 {
        let value =
            digits.iter().try_fold(0_u64, |value, byte| value.checked_mul(10)?.checked_add(one(*byte)?))?;
        return (!digits.is_empty()).then_some(i128::from(value));
    }
    if digits.len() > 24 {
        return None;
    }
    digits.iter().try_fold(0_i128, |value, byte| value.checked_mul(10)?.checked_add(i128::from(one(*byte)?)))
}

/// A numeral with its sign.
fn signed(tokens: &[Token]) -> Result<(Num, &[Token]), PlainError> {
    let mut sign = Sign::None;
    let rest = take_sign(tokens, &mut sign).map_err(PlainError::Number)?;
    let (Numeral { value, .. }, rest) = take_numeral(rest).map_err(PlainError::Number)?;
    Ok((if sign == Sign::None { value } else { value.neg() }, rest))
}

fn no_more(rest: &[Token]) -> Result<(), PlainError> {
    match rest {
        [] => Ok(()),
        [Token::Word(word), ..] if word == "e" => Err(PlainError::Number(NumberProblem::Exponent)),
        [part, ..] => Err(PlainError::Number(NumberProblem::Unknown(part.shown()))),
    }
}

/// The whole number that a short text of digits (either width) or kanji numerals writes.
pub(super) fn small_whole(text: &str) -> Option<i32> {
    let plain: String = text.trim().chars().map(plain_char).collect();
    if plain.is_empty() || plain.len() > 24 {
        return None;
    }
    if plain.bytes().all(|b| b.is_ascii_digit()) {
        return if plain.len() > 6 { None } else { plain.parse().ok() };
    }
    if plain.is_ascii() {
        return None;
    }
    if plain == "十" {
        return Some(10);
    }
    let tokens = tokens(&plain).ok()?;
    let (numeral, rest) = take_numeral(&tokens).ok()?;
    let value = numeral.value.to_i128().filter(|_| rest.is_empty() && !numeral.myriad)?;
    i32::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn n(numerator: i128, denominator: i128) -> Num {
        Num::fraction(numerator, denominator).unwrap()
    }

    #[test]
    fn whole_numbers_and_numbers() {
        for (text, value) in [
            ("12", 12),
            ("1,000", 1000),
            ("１，０００", 1000),
            ("-3", -3),
            ("十二", 12),
            ("二百", 200),
            ("▲3", -3),
            ("1_000", 1000),
        ] {
            assert_eq!(parse_whole(text), Ok(n(value, 1)), "{text}");
            assert_eq!(parse_number(text), Ok(n(value, 1)), "{text}");
        }
        for text in ["3.5", "3.0", "1/3", "4/2", "３．５"] {
            assert_eq!(parse_whole(text), Err(PlainError::NotWhole), "{text}");
        }
        assert_eq!(parse_number("0.25"), Ok(n(1, 4)));
        assert_eq!(parse_number("-1/3"), Ok(n(-1, 3)));
        assert_eq!(parse_number("1/0"), Err(PlainError::ZeroDenominator));
        let unknown = |part: &str| Err(PlainError::Number(NumberProblem::Unknown(part.into())));
        assert_eq!(parse_whole("3人"), unknown("人"));
        assert_eq!(parse_number("1/2/3"), unknown("/"));
        assert_eq!(parse_number("1e3"), Err(PlainError::Number(NumberProblem::Exponent)));
        assert_eq!(parse_whole("007"), Err(PlainError::Number(NumberProblem::LeadingZeros("7".into()))));
        assert_eq!(parse_whole(""), Err(PlainError::Number(NumberProblem::NoNumber)));
    }

    #[test]
    fn what_would_be_written_with_more_than_40_digits_is_refused() {
        let too_long = Err(PlainError::Number(NumberProblem::TooLong(40)));
        let ones = "1".repeat(40);
        assert_eq!(parse_number(&format!("{ones}兆5")), too_long);
        assert_eq!(parse_whole(&format!("{ones}兆5")), too_long);
        assert_eq!(parse_number(&format!("{ones}/8")), too_long);
        assert_eq!(parse_percent(&format!("{ones}割")), too_long);
        assert!(parse_number(&ones).is_ok_and(|value| show::figure(&value).len() == 53));
        assert!(parse_percent(&format!("{ones}%")).is_ok());
        let small = format!("0.{}1%", "0".repeat(30));
        let share = parse_percent(&small).unwrap();
        assert_eq!(parse_percent(&show::percent(&share).en), Ok(share));
    }

    #[test]
    fn percentages_need_their_sign() {
        for text in
            ["20%", "２０％", "20 %", "20 percent", "20 per cent", "20パーセント", "2割", "二割", "20.0%"]
        {
            assert_eq!(parse_percent(text), Ok(n(1, 5)), "{text}");
        }
        let readings = |text| match parse_percent(text) {
            Err(PlainError::NoPercentSign(all)) => all,
            other => panic!("{other:?}"),
        };
        assert_eq!(readings("20"), ["20%", "2,000%"]);
        assert_eq!(readings("0.2"), ["0.2%", "20%"]);
        assert!(parse_percent("20%%").is_err());
        assert!(parse_percent("20円").is_err());
        assert!(parse_percent("%").is_err());
    }

    #[test]
    fn yes_no_and_not_applicable() {
        for text in ["yes", "YES", "true", "Ｙｅｓ", "はい", "有"] {
            assert_eq!(parse_yes_no(text), Ok(true), "{text}");
        }
        for text in ["no", "False", "いいえ", "無"] {
            assert_eq!(parse_yes_no(text), Ok(false), "{text}");
        }
        assert_eq!(parse_yes_no("1"), Err(PlainError::NotYesNo));
        for text in ["n/a", "N/A", "Ｎ／Ａ", "該当なし", "該当無し", "—", "－", "―", "-", " - "]
        {
            assert!(is_not_applicable(text), "{text}");
        }
        for text in ["na", "なし", "none", "", "--", "n/a yet"] {
            assert!(!is_not_applicable(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(a in any::<i64>(), b in 1i64..1000) {
            let value = n(i128::from(a), i128::from(b));
            prop_assert_eq!(parse_number(&show::figure(&value)), Ok(value.clone()));
            let shown = show::percent(&value).en;
            if shown.ends_with('%') {
                prop_assert_eq!(parse_percent(&shown), Ok(value));
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,20}") {
            let _ = (parse_whole(&text), parse_number(&text), parse_percent(&text), small_whole(&text));
            let _ = (parse_yes_no(&text), is_not_applicable(&text));
        }
    }
}
