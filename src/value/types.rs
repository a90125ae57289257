//! The types of values and the units in which they are read and written.

use super::Num;

/// The unit in which a bare number of a money field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// 円.
    Yen,
    /// 千円.
    Thousand,
    /// 百万円.
    Million,
    /// 十億円.
    Billion,
}

impl Scale {
    /// How many yen one of this unit is.
    pub fn yen(self) -> Num {
        Num::Int(match self {
            Scale::Yen => 1,
            Scale::Thousand => 1_000,
            Scale::Million => 1_000_000,
            Scale::Billion => 1_000_000_000,
        })
    }
}

/// How a money value is read and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// The unit of a bare number.
    pub scale: Scale,
    /// Whether a negative amount is allowed.
    pub signed: bool,
}

/// The type of a scalar value in a proposal or a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// Words; compared trimmed, in NFC, with widths folded, case-sensitive.
    Text,
    /// Yes or no.
    YesNo,
    /// An integer of at least 0 (a count), or below 0 where typed so.
    Whole,
    /// An exact decimal.
    Number,
    /// A share of something, written with its sign: `20%`.
    Percent,
    /// An amount of money, held in yen.
    Money(Money),
    /// A day.
    Date,
    /// A fiscal year: 1 April to 31 March.
    FiscalYear,
    /// One of the words of an enum.
    Enum(EnumId),
}

/// Which enum of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnumId(pub u32);
