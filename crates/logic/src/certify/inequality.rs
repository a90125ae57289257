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
