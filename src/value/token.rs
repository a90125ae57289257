//! The parts of an amount, a number or a percentage: figures, units, signs, words.

use super::Num;
use super::figure::{Figure, Grouping, MAX_DIGITS, figure, is_too_long, kanji_digit, plain_char, ten_to};
use crate::diag::NumberProblem;
use crate::text::grouped;

/// Longer texts are no number.
const MAX_BYTES: usize = 400;

/// One part of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits.
    Figure(Figure),
    /// 十, 百, 千: ten to this power, within four digits.
    Power(u32),
    /// 万, 億, 兆, 京: ten to this power.
    Myriad(u32),
    /// 円.
    Yen,
    /// ¥.
    YenSign,
    /// A minus sign, as typed.
    Minus(char),
    /// `+`.
    Plus,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// A word in Latin letters (lower case), or in katakana.
    Word(String),
    /// Anything else.
    Other(char),
}

impl Token {
    /// The part in the words of a message.
    pub(super) fn shown(&self) -> String {
        match self {
            Token::Figure(figure) => figure.value.to_string(),
            Token::Power(power) => ["十", "百", "千"]
                .get(power.saturating_sub(1) as usize)
                .map_or(String::new(), |s| (*s).to_owned()),
            Token::Myriad(power) => match power {
                4 => "万",
                8 => "億",
                12 => "兆",
                _ => "京",
            }
            .to_owned(),
            Token::Yen => "円".to_owned(),
            Token::YenSign => "¥".to_owned(),
            Token::Minus(c) => c.to_string(),
            Token::Plus => "+".to_owned(),
            Token::Open => "(".to_owned(),
            Token::Close => ")".to_owned(),
            Token::Word(word) => word.chars().take(20).collect(),
            Token::Other(c) => c.to_string(),
        }
    }

    /// Whether it is the given word.
    pub(super) fn is_word(&self, known: &[&str]) -> bool {
        matches!(self, Token::Word(word) if known.contains(&word.as_str()))
    }
}

/// The parts of a text; spaces between them are dropped.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, NumberProblem> {
    if text.len() > MAX_BYTES {
        return Err(NumberProblem::TooLong(MAX_DIGITS));
    }
    let mut out = Vec::with_capacity(8);
    let mut rest = text.chars().peekable();
    while let Some(typed) = rest.next() {
        let c = plain_char(typed);
        let token = match c {
            c if c.is_whitespace() => continue,
            '0'..='9' | '.' => {
                let mut raw = String::from(c);
                let mut wide = typed != c;
                while let Some(next) = rest.peek().copied() {
                    let plain = plain_char(next);
                    if !matches!(plain, '0'..='9' | '.' | ',' | '_') {
                        break;
                    }
                    wide |= plain.is_ascii_digit() && plain != next;
                    raw.push(plain);
                    rest.next();
                }
                if let Some(Token::Figure(before)) = out.last() {
                    return Err(side_by_side(before, &raw));
                }
                Token::Figure(figure(&raw, wide)?)
            }
            c if kanji_digit(c).is_some() => {
                let mut raw = String::new();
                let mut next = Some(c);
                while let Some(digit) = next.and_then(kanji_digit) {
                    raw.extend(char::from_digit(digit, 10));
                    next = rest.peek().copied();
                    if next.and_then(kanji_digit).is_some() {
                        rest.next();
                    }
                }
                let mut read = figure(&raw, false)?;
                read.grouping = Grouping::Comma;
                Token::Figure(read)
            }
            '十' | '拾' => Token::Power(1),
            '百' => Token::Power(2),
            '千' => Token::Power(3),
            '万' | '萬' => Token::Myriad(4),
            '億' => Token::Myriad(8),
            '兆' => Token::Myriad(12),
            '京' => Token::Myriad(16),
            '円' => Token::Yen,
            '¥' => Token::YenSign,
            '-' | '▲' | '△' => Token::Minus(if c == '-' { typed } else { c }),
            '+' => Token::Plus,
            '(' => Token::Open,
            ')' => Token::Close,
            c if is_letter(c) => {
                let mut word = String::from(c.to_ascii_lowercase());
                while let Some(next) = rest.peek().copied().map(plain_char).filter(|n| is_letter(*n)) {
                    word.push(next.to_ascii_lowercase());
                    rest.next();
                }
                Token::Word(word)
            }
            other => Token::Other(other),
        };
        out.push(token);
    }
    Ok(out)
}

/// Two figures with nothing but space between them; says what they would be together.
fn side_by_side(before: &Figure, raw: &str) -> NumberProblem {
    let (whole, fraction) = raw.split_at_checked(raw.find('.').unwrap_or(raw.len())).unwrap_or((raw, ""));
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let joined = format!("{}{digits}", before.value.floor());
    NumberProblem::TwoNumbers(format!("{}{fraction}", grouped(&joined, ',')))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'ァ'..='ヺ' | 'ー')
}

/// The signs and brackets around a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// None, or a plus.
    None,
    /// A minus, as typed.
    Minus(char),
    /// Brackets, as in accounts: `(3百万円)`.
    Brackets,
}

/// Takes one sign (or brackets) off the front.
pub(super) fn take_sign<'a>(tokens: &'a [Token], sign: &mut Sign) -> Result<&'a [Token], NumberProblem> {
    let (found, rest) = match tokens {
        [Token::Minus(c), rest @ ..] => (Sign::Minus(*c), rest),
        [Token::Open, rest @ .., Token::Close] => (Sign::Brackets, rest),
        [Token::Plus, rest @ ..] => (Sign::None, rest),
        _ => return Ok(tokens),
    };
    if *sign != Sign::None || matches!(rest, [Token::Minus(_) | Token::Plus | Token::Open, ..]) {
        return Err(NumberProblem::Signs);
    }
    *sign = found;
    Ok(rest)
}

/// How the units of a numeral stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Units {
    /// A figure alone.
    Plain,
    /// One figure and one unit, which is ten to this power: `500,000千`, `150百万`.
    One(u32),
    /// Anything else: `1億5,000万`, `一億五千万`.
    Mixed,
}

/// A numeral: figures and the units 十 to 京.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Its value.
    pub(super) value: Num,
    /// Its units.
    pub(super) units: Units,
    /// Whether it has a unit from 万 on.
    pub(super) myriad: bool,
    /// Its first figure, for the way of writing.
    pub(super) first: Figure,
}

/// Reads the numeral at the front; gives it and what follows it.
pub(super) fn take_numeral(tokens: &[Token]) -> Result<(Numeral, &[Token]), NumberProblem> {
    let length = tokens
        .iter()
        .take_while(|t| matches!(t, Token::Figure(_) | Token::Power(_) | Token::Myriad(_)))
        .count();
    let (numeral, rest) = tokens.split_at_checked(length).unwrap_or((tokens, &[]));
    let Some(first) = numeral.iter().find_map(|t| match t {
        Token::Figure(figure) => Some(figure.clone()),
        _ => None,
    }) else {
        return Err(match (numeral, tokens) {
            ([], [part, ..]) if !matches!(part, Token::Yen | Token::YenSign) => {
                NumberProblem::Unknown(part.shown())
            }
            ([], _) => NumberProblem::NoNumber,
            _ => NumberProblem::UnitAlone,
        });
    };
    let figures = numeral.iter().filter(|t| matches!(t, Token::Figure(_))).count();
    let any_decimal = numeral.iter().any(|t| matches!(t, Token::Figure(f) if f.decimal));
    let leads = matches!(numeral, [Token::Figure(_), ..]);
    if any_decimal && !(figures == 1 && leads) {
        return Err(two_numbers(numeral).unwrap_or(NumberProblem::DecimalInParts));
    }
    let value = evaluate(numeral)?;
    if is_too_long(&value) {
        return Err(NumberProblem::TooLong(MAX_DIGITS));
    }
    let exponent = numeral.iter().fold(0u32, |sum, t| match t {
        Token::Power(p) | Token::Myriad(p) => sum.saturating_add(*p),
        _ => sum,
    });
    let units = match (figures, leads, exponent) {
        (1, true, 0) => Units::Plain,
        (1, true, exponent) if first.value.mul(&ten_to(exponent)) == value => Units::One(exponent),
        _ => Units::Mixed,
    };
    let myriad = numeral.iter().any(|t| matches!(t, Token::Myriad(_)));
    Ok((Numeral { value, units, myriad, first }, rest))
}

fn two_numbers(numeral: &[Token]) -> Option<NumberProblem> {
    numeral.windows(2).find_map(|pair| match pair {
        [Token::Figure(a), Token::Figure(b)] if b.value.is_integer() => {
            Some(NumberProblem::TwoNumbers(grouped(&format!("{}{}", a.value.floor(), b.value), ',')))
        }
        _ => None,
    })
}

/// Adds up the parts. Units go down, and every part is smaller than the unit before it.
fn evaluate(numeral: &[Token]) -> Result<Num, NumberProblem> {
    if let Some(problem) = two_numbers(numeral) {
        return Err(problem);
    }
    let mut total = Num::ZERO;
    let mut section: Option<Num> = None;
    let mut pending: Option<Num> = None;
    let mut last_power: Option<u32> = None;
    let mut last_myriad: Option<u32> = None;
    for token in numeral {
        match token {
            Token::Figure(figure) => pending = Some(figure.value.clone()),
            Token::Power(power) => {
                let part = pending.take().unwrap_or(Num::Int(1)).mul(&ten_to(*power));
                section = Some(add_part(section, part, last_power)?);
                last_power = Some(*power);
            }
            Token::Myriad(power) => {
                if let Some(part) = pending.take() {
                    section = Some(add_part(section, part, last_power)?);
                }
                let part = section.take().ok_or(NumberProblem::Order)?.mul(&ten_to(*power));
                total = add_part(Some(total), part, last_myriad)?;
                (last_power, last_myriad) = (None, Some(*power));
            }
            _ => {}
        }
    }
    if let Some(part) = pending {
        section = Some(add_part(section, part, last_power)?);
    }
    add_part(Some(total), section.unwrap_or(Num::ZERO), last_myriad)
}

fn add_part(sum: Option<Num>, part: Num, below: Option<u32>) -> Result<Num, NumberProblem> {
    if below.is_some_and(|power| part >= ten_to(power)) {
        return Err(NumberProblem::Order);
    }
    Ok(sum.unwrap_or(Num::ZERO).add(&part))
}
