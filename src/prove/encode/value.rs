//! What an expression is worth: three-valued truth as a pair of formulas, everything else as a value with whether it is
//! known.

use crate::eval::{Val, as_number};
use crate::value::{Date, Num};
use kisoku_logic::{Formula, Linear, Problem};

/// Truth in three values: never both; unknown where neither holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kleene {
    /// It is true.
    pub t: Formula,
    /// It is false.
    pub f: Formula,
}

impl Kleene {
    pub(super) fn unknown(problem: &mut Problem) -> Kleene {
        let no = problem.constant(false);
        Kleene { t: no, f: no }
    }

    pub(super) fn of(problem: &mut Problem, known: bool) -> Kleene {
        let t = problem.constant(known);
        Kleene { t, f: problem.not(t) }
    }

    /// What holds where it is known.
    pub(super) fn known(problem: &mut Problem, known: Formula, holds: Formula) -> Kleene {
        let not = problem.not(holds);
        Kleene { t: problem.all([known, holds]), f: problem.all([known, not]) }
    }

    pub(super) fn negated(self) -> Kleene {
        Kleene { t: self.f, f: self.t }
    }

    pub(super) fn all(problem: &mut Problem, parts: &[Kleene]) -> Kleene {
        Kleene {
            t: problem.all(parts.iter().map(|part| part.t)),
            f: problem.any(parts.iter().map(|part| part.f)),
        }
    }

    pub(super) fn any(problem: &mut Problem, parts: &[Kleene]) -> Kleene {
        Kleene {
            t: problem.any(parts.iter().map(|part| part.t)),
            f: problem.all(parts.iter().map(|part| part.f)),
        }
    }

    /// Only where a condition holds; elsewhere unknown.
    pub(super) fn where_(self, problem: &mut Problem, condition: Formula) -> Kleene {
        Kleene { t: problem.all([condition, self.t]), f: problem.all([condition, self.f]) }
    }
}

/// A number as a quotient of linear terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Above the line.
    pub above: Linear,
    /// Below it; `None` is one. It is not zero where the number is known.
    pub below: Option<Linear>,
}

impl Amount {
    pub(super) fn of(above: Linear) -> Amount {
        Amount { above, below: None }
    }

    /// The term, where nothing but one is below it.
    pub fn linear(&self) -> Option<&Linear> {
        self.below.is_none().then_some(&self.above)
    }
}

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Worth {
    Number(Amount),
    Day(Linear),
    Year(Linear),
    Text(Linear),
    YesNo(Formula),
    Word(Vec<(String, Formula)>),
}

/// A value and whether it is known.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) known: Formula,
    pub(super) worth: Worth,
}

impl Known {
    /// As a condition, where it is one.
    pub(super) fn truth(&self, problem: &mut Problem) -> Kleene {
        match self.worth {
            Worth::YesNo(yes) => Kleene::known(problem, self.known, yes),
            _ => Kleene::unknown(problem),
        }
    }
}

/// The number of a day.
pub(super) fn day(day: Date) -> Option<i128> {
    as_number(&Val::Date(day)).as_ref().and_then(Num::to_i128)
}

/// The product of two terms, where one of them is a number.
pub(super) fn product(left: &Linear, right: &Linear) -> Option<Linear> {
    if left.is_constant() {
        Some(right.times(left.constant()))
    } else if right.is_constant() {
        Some(left.times(right.constant()))
    } else {
        None
    }
}
