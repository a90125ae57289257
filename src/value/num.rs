//! Exact numbers: integers, and ratios of integers where a value is no integer. No floats, no rounding.

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{Signed as _, ToPrimitive as _, Zero as _};
use std::cmp::Ordering;
use std::fmt;

/// An exact rational number. Amounts of money are numbers of yen.
///
/// Canonical: an integer that fits 128 bits is always `Int`, so that equality of the two forms is equality of
/// the values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Num {
    /// An integer.
    Int(i128),
    /// Anything else: a fraction, or an integer of more than 128 bits.
    Ratio(Box<BigRational>),
}

/// In which direction `round` goes; all three by magnitude, so 切捨て goes toward zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// 切捨て: toward zero.
    Down,
    /// 切上げ: away from zero.
    Up,
    /// 四捨五入: to the nearest, a half away from zero.
    HalfUp,
}

impl Num {
    /// Zero.
    pub const ZERO: Num = Num::Int(0);

    /// The integer.
    pub fn int(value: impl Into<i128>) -> Num {
        Num::Int(value.into())
    }

    /// The fraction; `None` where the denominator is zero.
    pub fn fraction(numerator: i128, denominator: i128) -> Option<Num> {
        Num::Int(numerator).div(&Num::Int(denominator))
    }

    /// The number that a plain decimal text writes: digits, at most one point, at most one leading sign.
    pub fn parse_decimal(text: &str) -> Option<Num> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = [whole, fraction].concat();
        if all.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let magnitude = BigInt::parse_bytes(all.as_bytes(), 10)?;
        let scale = num_traits::pow(BigInt::from(10), fraction.len());
        let value = Num::from_ratio(BigRational::new(magnitude, scale));
        Some(if negative { value.neg() } else { value })
    }

    fn from_ratio(ratio: BigRational) -> Num {
        if ratio.is_integer()
            && let Some(small) = ratio.numer().to_i128()
        {
            return Num::Int(small);
        }
        Num::Ratio(Box::new(ratio))
    }

    fn to_ratio(&self) -> BigRational {
        match self {
            Num::Int(n) => BigRational::from_integer(BigInt::from(*n)),
            Num::Ratio(r) => (**r).clone(),
        }
    }

    /// The sum.
    pub fn add(&self, other: &Num) -> Num {
        if let (Num::Int(a), Num::Int(b)) = (self, other)
            && let Some(sum) = a.checked_add(*b)
        {
            return Num::Int(sum);
        }
        Num::from_ratio(
            num_traits::CheckedAdd::checked_add(&self.to_ratio(), &other.to_ratio()).unwrap_or_default(),
        )
    }

    /// The difference.
    pub fn sub(&self, other: &Num) -> Num {
        self.add(&other.neg())
    }

    /// The product.
    pub fn mul(&self, other: &Num) -> Num {
        if let (Num::Int(a), Num::Int(b)) = (self, other)
            && let Some(product) = a.checked_mul(*b)
        {
            return Num::Int(product);
        }
        Num::from_ratio(
            num_traits::CheckedMul::checked_mul(&self.to_ratio(), &other.to_ratio()).unwrap_or_default(),
        )
    }

    /// The quotient; `None` where the divisor is zero.
    pub fn div(&self, other: &Num) -> Option<Num> {
        if let (Num::Int(a), Num::Int(b)) = (self, other)
            && a.checked_rem(*b) == Some(0)
            && let Some(quotient) = a.checked_div(*b)
        {
            return Some(Num::Int(quotient));
        }
        if other.is_zero() {
            return None;
        }
        num_traits::CheckedDiv::checked_div(&self.to_ratio(), &other.to_ratio()).map(Num::from_ratio)
    }

    /// The number with the other sign.
    pub fn neg(&self) -> Num {
        match self {
            Num::Int(n) => match n.checked_neg() {
                Some(negated) => Num::Int(negated),
                None => Num::from_ratio(std::ops::Neg::neg(self.to_ratio())),
            },
            Num::Ratio(r) => Num::from_ratio(std::ops::Neg::neg((**r).clone())),
        }
    }

    /// The number without its sign.
    pub fn abs(&self) -> Num {
        if self.is_negative() { self.neg() } else { self.clone() }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match self {
            Num::Int(n) => *n < 0,
            Num::Ratio(r) => r.is_negative(),
        }
    }

    /// How many binary digits its numerator and denominator have together: what computing with it costs.
    pub fn bits(&self) -> u64 {
        match self {
            Num::Int(_) => 128,
            Num::Ratio(r) => r.numer().bits().saturating_add(r.denom().bits()),
        }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        match self {
            Num::Int(n) => *n == 0,
            Num::Ratio(r) => r.is_zero(),
        }
    }

    /// Whether it has no fractional part.
    pub fn is_integer(&self) -> bool {
        match self {
            Num::Int(_) => true,
            Num::Ratio(r) => r.is_integer(),
        }
    }

    /// The integer, where it is one that fits.
    pub fn to_i128(&self) -> Option<i128> {
        match self {
            Num::Int(n) => Some(*n),
            Num::Ratio(_) => None,
        }
    }

    /// The greatest integer at most this number.
    pub fn floor(&self) -> Num {
        match self {
            Num::Int(_) => self.clone(),
            Num::Ratio(r) => Num::from_ratio(r.floor()),
        }
    }

    /// The least integer at least this number.
    pub fn ceil(&self) -> Num {
        match self {
            Num::Int(_) => self.clone(),
            Num::Ratio(r) => Num::from_ratio(r.ceil()),
        }
    }

    /// Rounds to a multiple of `step` (positive), by magnitude; `None` where the step is zero.
    pub fn round_to(&self, step: &Num, rounding: Rounding) -> Option<Num> {
        let steps = self.abs().div(step)?;
        let whole = match rounding {
            Rounding::Down => steps.floor(),
            Rounding::Up => steps.ceil(),
            Rounding::HalfUp => steps.add(&Num::fraction(1, 2)?).floor(),
        };
        let magnitude = whole.mul(step);
        Some(if self.is_negative() { magnitude.neg() } else { magnitude })
    }

    /// Numerator and denominator in lowest terms, the denominator positive.
    pub fn numerator_denominator(&self) -> (BigInt, BigInt) {
        match self {
            Num::Int(n) => (BigInt::from(*n), BigInt::from(1)),
            Num::Ratio(r) => (r.numer().clone(), r.denom().clone()),
        }
    }

    /// The exact decimal where there is a finite one of at most `places` decimals.
    pub fn to_decimal(&self, places: usize) -> Option<String> {
        let (numerator, denominator) = self.numerator_denominator();
        let scale = num_traits::pow(BigInt::from(10), places);
        let scaled: BigInt = num_traits::CheckedMul::checked_mul(&numerator.abs(), &scale)?;
        let (digits, rest) = scaled.div_rem(&denominator);
        if !rest.is_zero() {
            return None;
        }
        let digits = digits.to_string();
        let padded = format!("{digits:0>width$}", width = places.saturating_add(1));
        let (whole, fraction) = padded.split_at_checked(padded.len().saturating_sub(places))?;
        let fraction = fraction.trim_end_matches('0');
        let sign = if numerator.is_negative() { "-" } else { "" };
        Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
    }
}

impl Ord for Num {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Num::Int(a), Num::Int(b)) => a.cmp(b),
            _ => self.to_ratio().cmp(&other.to_ratio()),
        }
    }
}

impl PartialOrd for Num {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i128> for Num {
    fn from(value: i128) -> Self {
        Num::Int(value)
    }
}

impl fmt::Display for Num {
    /// The exact decimal (`400000000.5`), or the fraction (`1/3`) where no finite decimal of 30 places exists.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Num::Int(n) = self {
            return write!(f, "{n}");
        }
        match self.to_decimal(30) {
            Some(decimal) => f.write_str(&decimal),
            None => {
                let (numerator, denominator) = self.numerator_denominator();
                write!(f, "{numerator}/{denominator}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Num {
        Num::parse_decimal(text).unwrap()
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(n("0.1").add(&n("0.2")), n("0.3"));
        assert_eq!(n("400000000.5").to_string(), "400000000.5");
        assert_eq!(Num::fraction(-1, 3).unwrap().to_string(), "-1/3");
        assert_eq!(n("-0.05").to_string(), "-0.05");
        assert_eq!(Num::parse_decimal("1.2.3"), None);
        assert_eq!(Num::parse_decimal(""), None);
    }

    #[test]
    fn large_integers_do_not_overflow() {
        let big = Num::Int(i128::MAX);
        assert_eq!(big.add(&Num::Int(1)).sub(&Num::Int(1)), big);
        assert_eq!(big.mul(&big).div(&big), Some(big.clone()));
        assert_eq!(Num::Int(i128::MIN).neg().neg(), Num::Int(i128::MIN));
        assert_eq!(Num::Int(1).div(&Num::ZERO), None);
    }

    #[test]
    fn rounding_goes_by_magnitude() {
        let thousand = Num::Int(1000);
        let round = |v: &str, r| n(v).round_to(&thousand, r).unwrap();
        assert_eq!(round("-1999", Rounding::Down), Num::Int(-1000));
        assert_eq!(round("-1001", Rounding::Up), Num::Int(-2000));
        assert_eq!(round("1500", Rounding::HalfUp), Num::Int(2000));
        assert_eq!(round("1499.9", Rounding::HalfUp), Num::Int(1000));
        assert_eq!(n("5").round_to(&Num::ZERO, Rounding::Up), None);
    }
}
