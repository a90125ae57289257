//! Linear terms: sums of numeric variables with exact coefficients, and a constant.
//!
//! In: variables of a problem and numbers. Out: terms in one form (variables in order, no coefficient zero), so that
//! equal terms are equal values.

use kisoku_number::Num;

/// A numeric variable of one [`Problem`](crate::Problem).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Var(pub(crate) u32);

impl Var {
    /// The place of the variable in the order of declaration.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// What values a numeric variable may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers.
    Int,
    /// All rational numbers.
    Real,
}

/// A linear term: `3·x − y/2 + 7`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Linear {
    terms: Vec<(Var, Num)>,
    constant: Constant,
}

/// A number that is zero unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Constant(Num);

impl Default for Constant {
    fn default() -> Self {
        Constant(Num::ZERO)
    }
}

impl Linear {
    /// The term that is always this number.
    pub fn number(value: impl Into<Num>) -> Linear {
        Linear { terms: Vec::new(), constant: Constant(value.into()) }
    }

    /// The sum of variables with their coefficients; a variable may come more than once.
    pub fn sum(parts: impl IntoIterator<Item = (Num, Var)>) -> Linear {
        let mut terms: Vec<(Var, Num)> = parts.into_iter().map(|(by, var)| (var, by)).collect();
        terms.sort_by_key(|(var, _)| *var);
        let mut sum = Linear::default();
        for (var, by) in terms {
            match sum.terms.last_mut() {
                Some((last, total)) if *last == var => *total = total.add(&by),
                _ => sum.terms.push((var, by)),
            }
        }
        sum.terms.retain(|(_, by)| !by.is_zero());
        sum
    }

    /// The variables with their coefficients, in order; none is zero.
    pub fn terms(&self) -> &[(Var, Num)] {
        &self.terms
    }

    /// What stands beside the variables.
    pub fn constant(&self) -> &Num {
        &self.constant.0
    }

    /// Whether it has no variable.
    pub fn is_constant(&self) -> bool {
        self.terms.is_empty()
    }

    /// `self + by · other`.
    #[must_use]
    pub fn plus_times(&self, by: &Num, other: &Linear) -> Linear {
        let mut terms = Vec::with_capacity(self.terms.len().saturating_add(other.terms.len()));
        let (mut left, mut right) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        loop {
            let (var, coefficient) = match (left.peek(), right.peek()) {
                (None, None) => break,
                (Some((a, x)), Some((b, y))) if a == b => {
                    let sum = (*a, x.add(&by.mul(y)));
                    left.next();
                    right.next();
                    sum
                }
                (Some((a, x)), Some((b, _))) if a < b => {
                    let own = (*a, x.clone());
                    left.next();
                    own
                }
                (Some((a, x)), None) => {
                    let own = (*a, x.clone());
                    left.next();
                    own
                }
                (_, Some((b, y))) => {
                    let added = (*b, by.mul(y));
                    right.next();
                    added
                }
            };
            if !coefficient.is_zero() {
                terms.push((var, coefficient));
            }
        }
        Linear { terms, constant: Constant(self.constant().add(&by.mul(other.constant()))) }
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Linear) -> Linear {
        self.plus_times(&Num::Int(1), other)
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Linear) -> Linear {
        self.plus_times(&Num::Int(-1), other)
    }

    /// The term, each part multiplied by the number.
    #[must_use]
    pub fn times(&self, by: &Num) -> Linear {
        Linear::default().plus_times(by, self)
    }
}

impl From<Var> for Linear {
    fn from(var: Var) -> Linear {
        Linear { terms: vec![(var, Num::Int(1))], constant: Constant::default() }
    }
}

impl From<Num> for Linear {
    fn from(value: Num) -> Linear {
        Linear::number(value)
    }
}

impl From<i128> for Linear {
    fn from(value: i128) -> Linear {
        Linear::number(Num::Int(value))
    }
}

/// The greatest number of which both are whole multiples; zero for two zeros.
pub(crate) fn common_measure(a: &Num, b: &Num) -> Num {
    let (mut a, mut b) = (a.abs(), b.abs());
    while let Some(times) = a.div(&b) {
        let rest = a.sub(&b.mul(&times.floor()));
        a = std::mem::replace(&mut b, rest);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_have_one_form() {
        let (x, y) = (Linear::from(Var(0)), Linear::from(Var(1)));
        let sum = x.plus(&y).plus(&x).minus(&y);
        assert_eq!(sum, Linear::sum([(Num::Int(1), Var(0)), (Num::Int(1), Var(0))]));
        assert_eq!(sum.minus(&x.times(&Num::Int(2))), Linear::default());
        assert_eq!(y.plus(&x), x.plus(&y));
        assert_eq!(Linear::sum([(Num::Int(1), Var(0)), (Num::Int(-1), Var(0))]), Linear::default());
    }

    #[test]
    fn measures_of_fractions() {
        let f = |n, d| Num::fraction(n, d).unwrap();
        assert_eq!(common_measure(&Num::Int(12), &Num::Int(-18)), Num::Int(6));
        assert_eq!(common_measure(&f(1, 2), &f(1, 3)), f(1, 6));
        assert_eq!(common_measure(&Num::ZERO, &f(-3, 4)), f(3, 4));
    }
}
