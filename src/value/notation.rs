//! How an amount was typed, so that a repair can be printed in the applicant's own way.

use super::figure::{Grouping, ten_to};
use super::show::{myriads, separated};
use super::token::Sign;
use super::{Num, Scale};

/// How an amount was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notation {
    pub(super) unit: Unit,
    pub(super) sign: Sign,
    pub(super) grouping: Grouping,
    pub(super) wide: bool,
    pub(super) decimal: bool,
}

/// The unit with which an amount was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// None: the unit of the field.
    Bare(Scale),
    /// `円`.
    Yen,
    /// ` yen`.
    YenWord,
    /// `¥` before it.
    YenSign,
    /// `JPY` before it.
    Jpy,
    /// One unit of ten to this power: `千円`, `百万円`, `億円`.
    Suffix(u32),
    /// Several units: `1億5,000万円`.
    Mixed,
    /// `billion`, with `¥` before it or `yen` after it.
    English {
        /// Ten to this power.
        exponent: u32,
        /// Whether `¥` stands before it.
        yen_sign: bool,
    },
}

impl Notation {
    /// The usual way of writing in a field of this scale.
    pub fn of_scale(scale: Scale) -> Notation {
        Notation {
            unit: Unit::Bare(scale),
            sign: Sign::None,
            grouping: Grouping::Comma,
            wide: false,
            decimal: false,
        }
    }

    /// The amount in this notation: always exact, so in plain yen where the typed unit does not give it.
    pub fn write(&self, yen: &Num) -> String {
        let body = self.body(&yen.abs());
        let body = if self.wide { widened(&body) } else { body };
        match (yen.is_negative(), self.sign) {
            (false, _) => body,
            (true, Sign::None) => format!("-{body}"),
            (true, Sign::Minus(c)) => format!("{c}{body}"),
            (true, Sign::Brackets) => format!("({body})"),
        }
    }

    fn body(&self, yen: &Num) -> String {
        match self.unit {
            Unit::Bare(Scale::Thousand) => self.in_unit(yen, 3),
            Unit::Bare(Scale::Million) => self.in_unit(yen, 6),
            Unit::Bare(Scale::Billion) => self.in_english(yen, 9, false),
            Unit::Bare(Scale::Yen) | Unit::Yen => format!("{}円", self.figure(yen)),
            Unit::YenWord => format!("{} yen", self.figure(yen)),
            Unit::YenSign => format!("¥{}", self.figure(yen)),
            Unit::Jpy => format!("JPY {}", self.figure(yen)),
            Unit::Suffix(exponent) => self.in_unit(yen, exponent),
            Unit::Mixed => format!("{}円", myriads(yen)),
            Unit::English { exponent, yen_sign } => self.in_english(yen, exponent, yen_sign),
        }
    }

    fn in_unit(&self, yen: &Num, exponent: u32) -> String {
        let count = yen.div(&ten_to(exponent)).unwrap_or(Num::ZERO);
        let places = if self.decimal { 4 } else { 0 };
        match (count.to_decimal(places), unit_name(exponent)) {
            (Some(_), Some(name)) => format!("{}{name}円", self.figure(&count)),
            _ if matches!(exponent, 3 | 6) => format!("{}円", self.figure(yen)),
            _ => format!("{}円", myriads(yen)),
        }
    }

    fn in_english(&self, yen: &Num, exponent: u32, yen_sign: bool) -> String {
        let count = yen.div(&ten_to(exponent)).unwrap_or(Num::ZERO);
        let word = match exponent {
            3 => " thousand",
            6 => " million",
            9 => " billion",
            _ => " trillion",
        };
        let (figure, word) =
            if count.to_decimal(3).is_some() { (self.figure(&count), word) } else { (self.figure(yen), "") };
        if yen_sign { format!("¥{figure}{word}") } else { format!("{figure}{word} yen") }
    }

    fn figure(&self, value: &Num) -> String {
        match self.grouping {
            Grouping::Comma => separated(value, ','),
            Grouping::Underscore => separated(value, '_'),
            Grouping::None => value.to_string(),
        }
    }
}

/// The Japanese unit of ten to this power.
pub(super) fn unit_name(exponent: u32) -> Option<&'static str> {
    Some(match exponent {
        1 => "十",
        2 => "百",
        3 => "千",
        4 => "万",
        5 => "十万",
        6 => "百万",
        7 => "千万",
        8 => "億",
        9 => "十億",
        10 => "百億",
        11 => "千億",
        12 => "兆",
        _ => return None,
    })
}

/// The figures in full width; words stay as they are.
fn widened(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' | ',' | '.' => char::from_u32((c as u32).saturating_add(0xFEE0)).unwrap_or(c),
            other => other,
        })
        .collect()
}
