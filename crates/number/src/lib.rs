//! Exact numbers: integers, and ratios of integers where a value is no integer. No floats, no rounding.
//!
//! In: integers, fractions, the text of a decimal. Out: the one number of the house, which amounts of money and the
//! coefficients of a proof share.

#![cfg_attr(
    test,
    expect(clippy::arithmetic_side_effects, reason = "a unit test may stop at the first surprise")
)]

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{Signed as _, ToPrimitive as _, Zero as _};
use std::cmp::Ordering;
use std::fmt;

/// An exact rational number. Amounts of money are numbers of yen.
///
/// Canonical: a value has one form only, the first of the three that can hold it, so that equality of the forms is
/// equality of the values. The first two need no memory of their own; nearly all numbers of a proposal are such.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Num {
    /// An integer.
    Int(i128),
    /// A fraction in lowest terms; the denominator is at least 2.
    Fraction(i128, u64),
    /// Anything else: more than 128 bits above the line, or more than 64 below it.
    Big(Box<BigRational>),
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

/// The fraction of two integers where it needs no memory of its own.
fn small(numerator: i128, denominator: i128) -> Option<Num> {
    if denominator == 1 {
        return Some(Num::Int(numerator));
    }
    if let (Some(_), Ok(below)) = (numerator.checked_abs(), u64::try_from(denominator)) {
        // The greatest common divisor is at most the denominator: 64 bits do, and are much faster than 128.
        if let (Ok(above), Ok(below)) = (i64::try_from(numerator), i64::try_from(below)) {
            let divisor = i64::try_from(above.unsigned_abs().gcd(&below.unsigned_abs())).ok()?;
            let above = i128::from(above.checked_div(divisor)?);
            return match below.checked_div(divisor)? {
                1 => Some(Num::Int(above)),
                below => Some(Num::Fraction(above, below.unsigned_abs())),
            };
        }
        let rest = numerator.unsigned_abs().checked_rem(u128::from(below))?;
        let divisor = u64::try_from(rest).ok()?.gcd(&below);
        let above = numerator.checked_div(i128::from(divisor))?;
        return match below.checked_div(divisor)? {
            1 => Some(Num::Int(above)),
            below => Some(Num::Fraction(above, below)),
        };
    }
    let divisor = numerator.checked_abs()?.gcd(&denominator.checked_abs()?);
    let (mut above, mut below) = (numerator.checked_div(divisor)?, denominator.checked_div(divisor)?);
    if below < 0 {
        (above, below) = (above.checked_neg()?, below.checked_neg()?);
    }
    match u64::try_from(below).ok()? {
        0 => None,
        1 => Some(Num::Int(above)),
        below => Some(Num::Fraction(above, below)),
    }
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
        if whole.len().saturating_add(fraction.len()) == 0
            || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let value = if fraction.is_empty() && whole.len() < 38 {
            Num::Int(whole.parse().ok()?)
        } else {
            let magnitude = BigInt::parse_bytes([whole, fraction].concat().as_bytes(), 10)?;
            let scale = num_traits::pow(BigInt::from(10), fraction.len());
            Num::from_ratio(BigRational::new(magnitude, scale))
        };
        Some(if negative { value.neg() } else { value })
    }

    fn from_ratio(ratio: BigRational) -> Num {
        let small = ratio.numer().to_i128().zip(ratio.denom().to_i128()).and_then(|(n, d)| small(n, d));
        small.unwrap_or_else(|| Num::Big(Box::new(ratio)))
    }

    fn to_ratio(&self) -> BigRational {
        match self {
            Num::Int(n) => BigRational::from_integer(BigInt::from(*n)),
            Num::Fraction(n, d) => BigRational::new_raw(BigInt::from(*n), BigInt::from(*d)),
            Num::Big(r) => (**r).clone(),
        }
    }

    /// What stands above and below the line, where both are small.
    fn parts(&self) -> Option<(i128, i128)> {
        match self {
            Num::Int(n) => Some((*n, 1)),
            Num::Fraction(n, d) => Some((*n, i128::from(*d))),
            Num::Big(_) => None,
        }
    }

    /// The sum.
    #[must_use]
    pub fn add(&self, other: &Num) -> Num {
        let small = self.parts().zip(other.parts()).and_then(|((a, b), (c, d))| match (b, d) {
            (1, 1) => a.checked_add(c).map(Num::Int),
            _ => small(a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?, b.checked_mul(d)?),
        });
        small.unwrap_or_else(|| {
            let sum = num_traits::CheckedAdd::checked_add(&self.to_ratio(), &other.to_ratio());
            Num::from_ratio(sum.unwrap_or_default())
        })
    }

    /// The difference.
    #[must_use]
    pub fn sub(&self, other: &Num) -> Num {
        self.add(&other.neg())
    }

    /// The product.
    #[must_use]
    pub fn mul(&self, other: &Num) -> Num {
        let small = self.parts().zip(other.parts()).and_then(|((a, b), (c, d))| match (b, d) {
            (1, 1) => a.checked_mul(c).map(Num::Int),
            _ => small(a.checked_mul(c)?, b.checked_mul(d)?),
        });
        small.unwrap_or_else(|| {
            let product = num_traits::CheckedMul::checked_mul(&self.to_ratio(), &other.to_ratio());
            Num::from_ratio(product.unwrap_or_default())
        })
    }

    /// The quotient; `None` where the divisor is zero.
    pub fn div(&self, other: &Num) -> Option<Num> {
        if other.is_zero() {
            return None;
        }
        let small = self
            .parts()
            .zip(other.parts())
            .and_then(|((a, b), (c, d))| small(a.checked_mul(d)?, b.checked_mul(c)?));
        small.or_else(|| {
            num_traits::CheckedDiv::checked_div(&self.to_ratio(), &other.to_ratio()).map(Num::from_ratio)
        })
    }

    /// The number with the other sign.
    #[must_use]
    pub fn neg(&self) -> Num {
        let small = match self {
            Num::Int(n) => n.checked_neg().map(Num::Int),
            Num::Fraction(n, d) => n.checked_neg().map(|n| Num::Fraction(n, *d)),
            Num::Big(_) => None,
        };
        small.unwrap_or_else(|| Num::from_ratio(std::ops::Neg::neg(self.to_ratio())))
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Num {
        if self.is_negative() { self.neg() } else { self.clone() }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match self {
            Num::Int(n) | Num::Fraction(n, _) => *n < 0,
            Num::Big(r) => r.is_negative(),
        }
    }

    /// How many bits it takes to write it down, at most; what a bound on the size of numbers is held against.
    pub fn bits(&self) -> u64 {
        match self {
            Num::Int(_) => 128,
            Num::Fraction(..) => 192,
            Num::Big(r) => r.numer().bits().saturating_add(r.denom().bits()),
        }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        matches!(self, Num::Int(0))
    }

    /// Whether it has no fractional part.
    pub fn is_integer(&self) -> bool {
        match self {
            Num::Int(_) => true,
            Num::Fraction(..) => false,
            Num::Big(r) => r.is_integer(),
        }
    }

    /// The integer, where it is one that fits.
    pub fn to_i128(&self) -> Option<i128> {
        match self {
            Num::Int(n) => Some(*n),
            Num::Fraction(..) | Num::Big(_) => None,
        }
    }

    /// The greatest integer at most this number.
    #[must_use]
    pub fn floor(&self) -> Num {
        match self {
            Num::Int(_) => self.clone(),
            Num::Fraction(n, d) => Num::Int(n.div_floor(&i128::from(*d))),
            Num::Big(r) => Num::from_ratio(r.floor()),
        }
    }

    /// The least integer at least this number.
    #[must_use]
    pub fn ceil(&self) -> Num {
        self.neg().floor().neg()
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
            Num::Fraction(n, d) => (BigInt::from(*n), BigInt::from(*d)),
            Num::Big(r) => (r.numer().clone(), r.denom().clone()),
        }
    }

    /// The exact decimal where there is a finite one of at most `places` decimals.
    pub fn to_decimal(&self, places: usize) -> Option<String> {
        if let Num::Int(n) = self {
            return Some(n.to_string());
        }
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
        if let (Num::Int(a), Num::Int(b)) = (self, other) {
            return a.cmp(b);
        }
        let crossed = self
            .parts()
            .zip(other.parts())
            .and_then(|((a, b), (c, d))| Some(a.checked_mul(d)?.cmp(&c.checked_mul(b)?)));
        crossed.unwrap_or_else(|| self.to_ratio().cmp(&other.to_ratio()))
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

    /// Any number, of each of the three forms, and its value in the library's own.
    fn any() -> impl proptest::strategy::Strategy<Value = (Num, BigRational)> {
        use proptest::prelude::*;
        let above = prop_oneof![any::<i128>(), -1000_i128..1000, Just(i128::MIN), Just(i128::MAX)];
        let below = prop_oneof![1_i128..1000, Just(1), 1_i128..i128::MAX];
        (above, below).prop_map(|(n, d)| {
            (Num::fraction(n, d).unwrap(), BigRational::new(BigInt::from(n), BigInt::from(d)))
        })
    }

    proptest::proptest! {
        #[test]
        fn arithmetic_is_that_of_big_rationals(a in any(), b in any()) {
            let is = |num: &Num, ratio: BigRational| {
                assert_eq!(num.to_ratio(), ratio);
                assert_eq!(num, &Num::from_ratio(ratio), "one form for one value");
            };
            is(&a.0.add(&b.0), &a.1 + &b.1);
            is(&a.0.sub(&b.0), &a.1 - &b.1);
            is(&a.0.mul(&b.0), &a.1 * &b.1);
            is(&a.0.neg(), -&a.1);
            is(&a.0.floor(), a.1.floor());
            is(&a.0.ceil(), a.1.ceil());
            assert_eq!(a.0.cmp(&b.0), a.1.cmp(&b.1));
            match a.0.div(&b.0) {
                Some(quotient) => is(&quotient, &a.1 / &b.1),
                None => assert!(b.1.is_zero()),
            }
        }
    }
}
