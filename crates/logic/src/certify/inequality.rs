//! Inequalities and what follows from them.
//!
//! In: comparisons as they stand in the problem, and a derivation. Out: whether the derivation ends in `0 < 0` or
//! `0 ≤ −1`.

use kisoku_number::Num;

use crate::linear::{Kind, Linear, Var, common_measure};
use crate::problem::{Problem, Relation};

/// `term ≤ at`, or `term < at` where strict. In one form: the coefficients are whole numbers without a common factor,
/// and where all variables are whole, so is `at`, and the comparison is not strict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inequality {
    terms: Vec<(Var, Num)>,
    at: Num,
    strict: bool,
}

/// A sum: for each line that goes in, by how much it is multiplied. Lines are the premises first, then the results of
/// the steps before.
pub(crate) type Step = Vec<(usize, Num)>;

impl Inequality {
    /// The comparison `term ≤ 0` or `term < 0`, with nothing but its form changed.
    pub(crate) fn of(problem: &Problem, term: &Linear, strict: bool) -> Inequality {
        let plain = Inequality { terms: term.terms().to_vec(), at: term.constant().neg(), strict };
        plain.in_form(problem)
    }

    /// The opposite comparison: `term > 0` or `term ≥ 0`, that is `−term < 0` or `−term ≤ 0`.
    pub(crate) fn opposite_of(problem: &Problem, term: &Linear, strict: bool) -> Inequality {
        Inequality::of(problem, &term.times(&Num::Int(-1)), !strict)
    }

    /// Divides by what all coefficients share; rounds where every value on the left is a whole number.
    fn in_form(self, problem: &Problem) -> Inequality {
        let shared = self.terms.iter().fold(Num::ZERO, |measure, (_, by)| common_measure(&measure, by));
        let Some(at) = self.at.div(&shared) else { return self };
        let terms: Vec<(Var, Num)> =
            self.terms.iter().filter_map(|(var, by)| Some((*var, by.div(&shared)?))).collect();
        if terms.iter().any(|(var, _)| problem.kind(*var) != Kind::Int) {
            return Inequality { terms, at, strict: self.strict };
        }
        let at = if self.strict { at.ceil().sub(&Num::Int(1)) } else { at.floor() };
        Inequality { terms, at, strict: false }
    }

    /// Whether it says that a number is below itself.
    fn is_absurd(&self) -> bool {
        self.terms.is_empty() && (self.at.is_negative() || (self.strict && self.at.is_zero()))
    }
}

/// The sum of the lines, each with its multiplier; `None` where a multiplier is not positive or a line is missing.
fn sum(problem: &Problem, lines: &[Inequality], step: &Step) -> Option<Inequality> {
    let (mut left, mut strict) = (Linear::default(), false);
    for (line, by) in step {
        let line = lines.get(*line)?;
        if *by <= Num::ZERO {
            return None;
        }
        let own = Linear::sum(line.terms.iter().map(|(var, by)| (by.clone(), *var)));
        left = left.plus_times(by, &own.minus(&Linear::number(line.at.clone())));
        strict |= line.strict;
    }
    Some(Inequality::of(problem, &left, strict))
}

/// Whether the steps lead from the premises to an absurdity.
pub(crate) fn refutes(problem: &Problem, premises: Vec<Inequality>, steps: &[Step]) -> bool {
    let mut lines = premises;
    for step in steps {
        match sum(problem, &lines, step) {
            Some(line) => lines.push(line),
            None => return false,
        }
    }
    !steps.is_empty() && lines.last().is_some_and(Inequality::is_absurd)
}

/// Whether the relation is strict; `None` for an equation, which is two inequalities.
pub(crate) fn strictness(relation: Relation) -> Option<bool> {
    match relation {
        Relation::AtMost => Some(false),
        Relation::Below => Some(true),
        Relation::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem() -> (Problem, Var, Var, Var) {
        let mut p = Problem::new();
        let (x, y, n) = (p.real(), p.real(), p.integer());
        (p, x, y, n)
    }

    fn term(parts: &[(i128, Var)], constant: i128) -> Linear {
        Linear::sum(parts.iter().map(|(by, var)| (Num::Int(*by), *var))).plus(&constant.into())
    }

    fn one_by_one(count: usize) -> Vec<Step> {
        vec![(0..count).map(|line| (line, Num::Int(1))).collect()]
    }

    #[test]
    fn sums_refute_what_is_absurd_and_nothing_else() {
        let (p, x, y, _) = problem();
        let refuted = |strict, at| {
            let lines = vec![
                Inequality::of(&p, &term(&[(1, x)], -2), false),
                Inequality::of(&p, &term(&[(1, y)], -3), false),
                Inequality::of(&p, &term(&[(-1, x), (-1, y)], at), strict),
            ];
            refutes(&p, lines, &one_by_one(3))
        };
        assert!(refuted(true, 5));
        assert!(!refuted(false, 5));
        assert!(refuted(false, 6));
        assert!(!refuted(true, 4));
    }

    #[test]
    fn a_sum_needs_positive_multipliers_and_known_lines() {
        let (p, x, _, _) = problem();
        let lines = || {
            vec![
                Inequality::of(&p, &term(&[(1, x)], -2), false),
                Inequality::of(&p, &term(&[(1, x)], -3), false),
            ]
        };
        // x ≤ 2 less x ≤ 3 would be 0 ≤ −1.
        assert!(!refutes(&p, lines(), &[vec![(0, Num::Int(1)), (1, Num::Int(-1))]]));
        assert!(!refutes(&p, lines(), &[vec![(7, Num::Int(1))]]));
        assert!(!refutes(&p, lines(), &[]));
        // A variable is left: nothing is absurd.
        let below = vec![Inequality::of(&p, &term(&[(1, x)], 5), true)];
        assert!(!refutes(&p, below, &one_by_one(1)));
    }

    #[test]
    fn only_whole_numbers_are_rounded() {
        let (p, x, _, n) = problem();
        let half = |var| {
            vec![
                Inequality::of(&p, &term(&[(2, var)], -1), false),
                Inequality::opposite_of(&p, &term(&[(2, var)], -1), true),
            ]
        };
        assert!(refutes(&p, half(n), &one_by_one(2)));
        assert!(!refutes(&p, half(x), &one_by_one(2)));
        // 2n < 2 is n ≤ 0, and 2n ≥ 2 is n ≥ 1; 2n < 3 leaves n = 1.
        let both = |at| {
            vec![
                Inequality::of(&p, &term(&[(2, n)], at), true),
                Inequality::opposite_of(&p, &term(&[(2, n)], -2), true),
            ]
        };
        assert!(refutes(&p, both(-2), &one_by_one(2)));
        assert!(!refutes(&p, both(-3), &one_by_one(2)));
    }

    #[test]
    fn a_comparison_and_its_opposite_leave_nothing_between_them_and_share_nothing() {
        let (p, x, _, _) = problem();
        for strict in [false, true] {
            let t = term(&[(3, x)], -1);
            let sides = vec![Inequality::of(&p, &t, strict), Inequality::opposite_of(&p, &t, strict)];
            assert!(refutes(&p, sides, &one_by_one(2)));
            // The opposite of `3x < 1` still allows a third itself.
            let at = vec![Inequality::opposite_of(&p, &t, strict), Inequality::of(&p, &t, false)];
            assert_eq!(refutes(&p, at, &one_by_one(2)), !strict);
        }
    }

    #[test]
    fn one_form_for_one_meaning() {
        let (p, x, y, n) = problem();
        let of = |parts: &[(i128, Var)], at| Inequality::of(&p, &term(parts, at), false);
        assert_eq!(of(&[(2, x), (4, y)], -6), of(&[(1, x), (2, y)], -3));
        assert_ne!(of(&[(2, x), (4, y)], -6), of(&[(-1, x), (-2, y)], 3));
        assert_eq!(of(&[(2, n)], -5), of(&[(1, n)], -2));
        assert_ne!(of(&[(2, x)], -5), of(&[(1, x)], -2));
    }
}
