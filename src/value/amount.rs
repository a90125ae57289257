//! One amount of money: the text of a scalar in, exact yen and the way of writing out.

use super::figure::{Figure, Grouping, MAX_DIGITS, ten_to};
use super::notation::{Notation, Unit};
use super::plain::ascii_whole;
use super::token::{Numeral, Sign, Token, Units, take_numeral, take_sign, tokens};
use super::{Money, Num, Scale, show};
use crate::diag::{AmountError, NumberProblem, Reading};

/// An amount and how it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The amount, a whole number of yen.
    pub yen: Num,
    /// How it was typed.
    pub notation: Notation,
}

/// Reads an amount as it is typed in a field of this type.
pub fn parse_amount(text: &str, money: Money) -> Result<Amount, AmountError> {
    match bare_digits(text, money.scale) {
        Some(amount) => Ok(amount),
        None => parse_parts(text, money),
    }
}

/// Reads an amount in any of its forms.
fn parse_parts(text: &str, money: Money) -> Result<Amount, AmountError> {
    let tokens = tokens(text).map_err(AmountError::Number)?;
    if let Some(word) = tokens.iter().find_map(other_currency) {
        return Err(AmountError::OtherCurrency(word));
    }
    let mut sign = Sign::None;
    let rest = take_sign(&tokens, &mut sign).map_err(AmountError::Number)?;
    let (prefix, rest) = match rest {
        [Token::YenSign, rest @ ..] => (Some(Unit::YenSign), rest),
        [word, rest @ ..] if word.is_word(&["jpy"]) => (Some(Unit::Jpy), rest),
        rest => (None, rest),
    };
    let rest = match prefix {
        Some(_) => take_sign(rest, &mut sign).map_err(AmountError::Number)?,
        None => rest,
    };
    let (numeral, rest) = take_numeral(rest).map_err(AmountError::Number)?;
    let (value, unit) = with_units(numeral.clone(), prefix, rest, money.scale)?;
    let value = if sign == Sign::None { value } else { value.neg() };
    // A unit adds digits: what is read can be written out in yen and read again.
    if is_too_long(&value) {
        return Err(AmountError::Number(NumberProblem::TooLong(MAX_DIGITS)));
    }
    if !value.is_integer() {
        return Err(AmountError::FractionOfYen(show::money(&value)));
    }
    if value.is_negative() && !money.signed {
        return Err(AmountError::BelowZero(show::money(&value)));
    }
    let Figure { decimal, grouping, wide, .. } = numeral.first;
    let grouping = if matches!(unit, Unit::Bare(_)) { Grouping::Comma } else { grouping };
    Ok(Amount { yen: value, notation: Notation { unit, sign, grouping, wide, decimal } })
}

/// Whether a value has more than [`MAX_DIGITS`] digits above the point. None has that needs no memory of its own.
fn is_too_long(value: &Num) -> bool {
    let half = u32::try_from(MAX_DIGITS).unwrap_or(0).div_euclid(2);
    matches!(value, Num::Big(_)) && value.abs() >= ten_to(half).mul(&ten_to(half))
}

/// The commonest forms, ASCII digits alone or with one of the usual units, without any allocation.
fn bare_digits(text: &str, scale: Scale) -> Option<Amount> {
    let (digits, unit) = match text.bytes().next_back()? {
        b'0'..=b'9' => (text, None),
        _ => ["百万円", "億円", "千円", "円"]
            .into_iter()
            .zip([Unit::Suffix(6), Unit::Suffix(8), Unit::Suffix(3), Unit::Yen])
            .find_map(|(word, unit)| Some((text.strip_suffix(word)?, Some(unit))))?,
    };
    let bytes = digits.as_bytes();
    let zero = bytes.first() == Some(&b'0') && (bytes.len() > 1 || unit.is_some());
    if zero {
        return None;
    }
    let value = Num::Int(ascii_whole(bytes)?);
    let usual = Notation::of_scale(scale);
    let Some(unit) = unit else {
        let yen = if scale == Scale::Yen { value } else { value.mul(&scale.yen()) };
        return Some(Amount { yen, notation: usual });
    };
    let exponent = if let Unit::Suffix(exponent) = unit { exponent } else { 0 };
    let grouping = if bytes.len() > 3 { Grouping::None } else { Grouping::Comma };
    Some(Amount { yen: value.mul(&ten_to(exponent)), notation: Notation { unit, grouping, ..usual } })
}

/// Gives the numeral its unit: the words after it, the sign before it, or the unit of the field.
fn with_units(
    numeral: Numeral,
    prefix: Option<Unit>,
    rest: &[Token],
    scale: Scale,
) -> Result<(Num, Unit), AmountError> {
    let (english, rest) = match rest {
        [Token::Word(word), tail @ ..] => match english_exponent(word) {
            Some(exponent) => (Some(exponent), tail),
            None => (None, rest),
        },
        _ => (None, rest),
    };
    let (suffix, rest) = match rest {
        [Token::Yen, tail @ ..] => (Some(Unit::Yen), tail),
        [word, tail @ ..] if word.is_word(&["yen", "jpy"]) => (Some(Unit::YenWord), tail),
        rest => (None, rest),
    };
    match rest {
        [] => {}
        [Token::Word(word), ..] if word == "e" => return Err(AmountError::Number(NumberProblem::Exponent)),
        [part, ..] => return Err(AmountError::Number(NumberProblem::Unknown(part.shown()))),
    }
    if let Some(exponent) = english {
        if numeral.units != Units::Plain {
            return Err(AmountError::Number(NumberProblem::Order));
        }
        let yen_sign = prefix == Some(Unit::YenSign);
        return Ok((numeral.value.mul(&ten_to(exponent)), Unit::English { exponent, yen_sign }));
    }
    let explicit = suffix.or(prefix);
    match (numeral.units, explicit) {
        (Units::One(_) | Units::Mixed, None) if !numeral.myriad && scale != Scale::Yen => {
            Err(AmountError::ScaleOrFactor(scale_or_factor(&numeral.value, scale)))
        }
        (Units::One(exponent), _) => Ok((numeral.value, Unit::Suffix(exponent))),
        (Units::Mixed, _) => Ok((numeral.value, Unit::Mixed)),
        (Units::Plain, Some(unit)) => Ok((numeral.value, unit)),
        (Units::Plain, None) if numeral.first.decimal => {
            Err(AmountError::BareDecimal(bare_decimal(&numeral.value, scale)))
        }
        (Units::Plain, None) => Ok((numeral.value.mul(&scale.yen()), Unit::Bare(scale))),
    }
}

fn english_exponent(word: &str) -> Option<u32> {
    Some(match word {
        "thousand" => 3,
        "million" | "mn" => 6,
        "billion" | "bn" => 9,
        "trillion" => 12,
        _ => return None,
    })
}

fn other_currency(token: &Token) -> Option<String> {
    match token {
        Token::Other(c @ ('$' | '€' | '£' | '¢')) => Some(c.to_string()),
        Token::Word(word)
            if [
                "usd",
                "eur",
                "gbp",
                "cny",
                "krw",
                "dollar",
                "dollars",
                "euro",
                "euros",
                "ドル",
                "ユーロ",
            ]
            .contains(&word.as_str()) =>
        {
            Some(token.shown())
        }
        _ => None,
    }
}

/// The name of a field's unit after a figure.
fn scale_suffix(scale: Scale) -> &'static str {
    match scale {
        Scale::Yen => "円",
        Scale::Thousand => "千円",
        Scale::Million => "百万円",
        Scale::Billion => " billion yen",
    }
}

/// What a bare decimal may be meant as: in the unit of the field, in 億円, in billions.
fn bare_decimal(value: &Num, scale: Scale) -> Vec<Reading> {
    let units =
        [(scale_suffix(scale), scale.yen()), ("億円", ten_to(8)), (scale_suffix(Scale::Billion), ten_to(9))];
    let mut readings: Vec<Reading> = Vec::new();
    for (suffix, unit) in units {
        let yen = value.mul(&unit);
        let written = format!("{}{suffix}", show::figure(value));
        if yen.is_integer() && !readings.iter().any(|known| known.written == written) {
            readings.push(Reading { written, value: show::money(&yen) });
        }
    }
    readings
}

/// What `5千` may be meant as in a field of a larger unit than yen.
fn scale_or_factor(value: &Num, scale: Scale) -> Vec<Reading> {
    let reading = |written: String, yen: &Num| Reading { written, value: show::money(yen) };
    vec![
        reading(format!("{}円", show::figure(value)), value),
        reading(format!("{}{}", show::figure(value), scale_suffix(scale)), &value.mul(&scale.yen())),
    ]
}

#[cfg(test)]
mod tests;
