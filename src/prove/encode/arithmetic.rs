//! Sums, differences, products, quotients and rounding of linear terms, as far as they stay linear; and comparisons.

use super::value::{Amount, Kleene, Known, Worth, product};
use super::{Encoder, LeftOut, Why};
use crate::syntax::ast::{Arithmetic, Comparator};
use crate::text::Span;
use crate::value::{Num, Rounding};
use kisoku_logic::{Formula, Linear, Problem};

/// How two terms stand to each other.
fn related(problem: &mut Problem, op: Comparator, left: &Linear, right: &Linear) -> Formula {
    match op {
        Comparator::AtLeast | Comparator::OnOrAfter => problem.at_least(left, right),
        Comparator::AtMost | Comparator::OnOrBefore => problem.at_most(left, right),
        Comparator::MoreThan | Comparator::After => problem.above(left, right),
        Comparator::LessThan | Comparator::Before => problem.below(left, right),
        Comparator::Is => problem.equal(left, right),
        Comparator::IsNot => {
            let same = problem.equal(left, right);
            problem.not(same)
        }
    }
}

/// How two numbers stand to each other; both are known. None where that is not linear.
fn compared(problem: &mut Problem, op: Comparator, a: &Amount, b: &Amount) -> Option<Formula> {
    let (left, right, below) = match (&a.below, &b.below) {
        (None, None) => return Some(related(problem, op, &a.above, &b.above)),
        (Some(below), None) => (a.above.clone(), product(&b.above, below)?, below),
        (None, Some(below)) => (product(&a.above, below)?, b.above.clone(), below),
        (Some(first), Some(second)) if first == second => (a.above.clone(), b.above.clone(), first),
        (Some(_), Some(_)) => return None,
    };
    // Both sides are multiplied by what is below the line: where that is below zero, the order turns around.
    let (above_zero, below_zero) =
        (problem.above(below, &Linear::default()), problem.below(below, &Linear::default()));
    let (straight, turned) =
        (related(problem, op, &left, &right), related(problem, op.flipped(), &left, &right));
    let (first, second) = (problem.all([above_zero, straight]), problem.all([below_zero, turned]));
    Some(problem.any([first, second]))
}

impl Encoder<'_> {
    /// A comparison of two values.
    pub(super) fn compare_values(
        &mut self,
        op: Comparator,
        left: &Known,
        right: &Known,
        place: Span,
    ) -> Result<Kleene, LeftOut> {
        let problem = &mut self.space.problem;
        let known = problem.all([left.known, right.known]);
        let equal_only = |formula: Formula, problem: &mut Problem| match op {
            Comparator::Is => Some(formula),
            Comparator::IsNot => Some(problem.not(formula)),
            _ => None,
        };
        let holds = match (&left.worth, &right.worth) {
            (Worth::Number(a), Worth::Number(b)) => {
                compared(problem, op, a, b).ok_or(LeftOut { why: Why::Product, place })?
            }
            (Worth::Day(a), Worth::Day(b)) | (Worth::Year(a), Worth::Year(b)) => related(problem, op, a, b),
            (Worth::Text(a), Worth::Text(b)) => {
                let same = problem.equal(a, b);
                equal_only(same, problem).ok_or(LeftOut { why: Why::Order, place })?
            }
            (Worth::YesNo(a), Worth::YesNo(b)) => {
                let same = problem.same(*a, *b);
                equal_only(same, problem).ok_or(LeftOut { why: Why::Order, place })?
            }
            (Worth::Word(a), Worth::Word(b)) => {
                let mut cases = Vec::new();
                for (name, here) in a {
                    if let Some((_, there)) = b.iter().find(|(other, _)| other == name) {
                        cases.push(problem.all([*here, *there]));
                    }
                }
                let same = problem.any(cases);
                equal_only(same, problem).ok_or(LeftOut { why: Why::Order, place })?
            }
            _ => return Err(LeftOut { why: Why::NoValue, place }),
        };
        Ok(Kleene::known(problem, known, holds))
    }

    /// `+ - * /`
    pub(super) fn arithmetic(
        &mut self,
        op: Arithmetic,
        left: &Known,
        right: &Known,
        place: Span,
    ) -> Result<Known, LeftOut> {
        let known = self.space.problem.all([left.known, right.known]);
        match (&left.worth, &right.worth) {
            (Worth::Number(a), Worth::Number(b)) => {
                let (amount, divisor) = numbers(op, a, b).ok_or(LeftOut { why: Why::Product, place })?;
                let problem = &mut self.space.problem;
                let known = match divisor {
                    Some(divisor) => {
                        let zero = problem.equal(&divisor, &Linear::default());
                        let not_zero = problem.not(zero);
                        problem.all([known, not_zero])
                    }
                    None => known,
                };
                Ok(Known { known, worth: Worth::Number(amount) })
            }
            (Worth::Year(a), Worth::Year(b)) if op == Arithmetic::Subtract => {
                Ok(Known { known, worth: Worth::Number(Amount::of(a.minus(b))) })
            }
            (Worth::Year(year), Worth::Number(by)) | (Worth::Number(by), Worth::Year(year))
                if op == Arithmetic::Add =>
            {
                self.moved(known, year, by, &Num::Int(1), place)
            }
            (Worth::Year(year), Worth::Number(by)) if op == Arithmetic::Subtract => {
                self.moved(known, year, by, &Num::Int(-1), place)
            }
            _ => Err(LeftOut { why: Why::NoValue, place }),
        }
    }

    /// The year so many years later; not known for a part of a year.
    fn moved(
        &mut self,
        known: Formula,
        year: &Linear,
        by: &Amount,
        sign: &Num,
        place: Span,
    ) -> Result<Known, LeftOut> {
        let Some(by) = by.linear() else { return Err(LeftOut { why: Why::Product, place }) };
        let by = by.times(sign);
        let sum = year.plus(&by);
        let problem = &mut self.space.problem;
        let whole = if problem.is_whole(&by) {
            problem.constant(true)
        } else {
            let nearest = Linear::from(problem.integer());
            let (low, high) = (problem.at_most(&nearest, &by), problem.below(&by, &nearest.plus(&1.into())));
            problem.require(low);
            problem.require(high);
            problem.equal(&nearest, &by)
        };
        let mut parts = vec![known, whole];
        for term in [&by, &sum] {
            parts.push(problem.at_least(term, &i128::from(i32::MIN).into()));
            parts.push(problem.at_most(term, &i128::from(i32::MAX).into()));
        }
        let known = problem.all(parts);
        Ok(Known { known, worth: Worth::Year(sum) })
    }

    /// Rounding to a multiple of a step.
    pub(super) fn round(
        &mut self,
        rounding: Rounding,
        value: &Known,
        step: &Num,
        place: Span,
    ) -> Result<Known, LeftOut> {
        let Worth::Number(amount) = &value.worth else {
            return Err(LeftOut { why: Why::NoValue, place });
        };
        let Some(term) = amount.linear() else {
            return Err(LeftOut { why: Why::RoundedQuotient, place });
        };
        let problem = &mut self.space.problem;
        let no = problem.constant(false);
        let zero = Num::Int(0).into();
        let whole_steps = step.is_integer() && *step == Num::Int(1) && problem.is_whole(term);
        if term.is_constant() {
            let rounded = term.constant().round_to(step, rounding);
            let known = if rounded.is_some() { value.known } else { no };
            let rounded = Linear::number(rounded.unwrap_or(Num::ZERO));
            return Ok(Known { known, worth: Worth::Number(Amount::of(rounded)) });
        }
        if whole_steps {
            return Ok(value.clone());
        }
        let steps = Linear::from(problem.integer());
        let rounded = steps.times(step);
        let half = step.mul(&Num::fraction(1, 2).unwrap_or(Num::ZERO));
        // For what is not below zero, then, mirrored, for what is.
        let negative = problem.below(term, &zero);
        for (mirror, side) in [(Num::Int(1), problem.not(negative)), (Num::Int(-1), negative)] {
            let (x, r) = (term.times(&mirror), rounded.times(&mirror));
            let (low, high) = match rounding {
                Rounding::Down => (problem.at_most(&r, &x), problem.below(&x, &r.plus(&step.clone().into()))),
                Rounding::Up => (problem.at_least(&r, &x), problem.above(&x, &r.minus(&step.clone().into()))),
                Rounding::HalfUp => (
                    problem.at_most(&r, &x.plus(&half.clone().into())),
                    problem.below(&x.plus(&half.clone().into()), &r.plus(&step.clone().into())),
                ),
            };
            let both = problem.all([low, high]);
            let there = problem.implies(side, both);
            problem.require(there);
        }
        Ok(Known { known: value.known, worth: Worth::Number(Amount::of(rounded)) })
    }
}

/// The result, and what must not be zero for it to be known.
fn numbers(op: Arithmetic, a: &Amount, b: &Amount) -> Option<(Amount, Option<Linear>)> {
    match op {
        Arithmetic::Add => Some((sum(a, b, &Num::Int(1))?, None)),
        Arithmetic::Subtract => Some((sum(a, b, &Num::Int(-1))?, None)),
        Arithmetic::Multiply => {
            let below = match (&a.below, &b.below) {
                (None, None) => None,
                (Some(below), None) | (None, Some(below)) => Some(below.clone()),
                (Some(first), Some(second)) => Some(product(first, second)?),
            };
            Some((Amount { above: product(&a.above, &b.above)?, below }, None))
        }
        Arithmetic::Divide => {
            let above = match &b.below {
                Some(below) => product(&a.above, below)?,
                None => a.above.clone(),
            };
            let below = match &a.below {
                Some(below) => product(below, &b.above)?,
                None => b.above.clone(),
            };
            let amount = if below.is_constant() {
                let by = Num::Int(1).div(below.constant()).unwrap_or(Num::ZERO);
                Amount::of(above.times(&by))
            } else {
                Amount { above, below: Some(below) }
            };
            Some((amount, Some(b.above.clone())))
        }
    }
}

/// `a + by · b`
fn sum(a: &Amount, b: &Amount, by: &Num) -> Option<Amount> {
    match (&a.below, &b.below) {
        (None, None) => Some(Amount::of(a.above.plus_times(by, &b.above))),
        (Some(first), Some(second)) if first == second => {
            Some(Amount { above: a.above.plus_times(by, &b.above), below: Some(first.clone()) })
        }
        (Some(below), None) => Some(Amount {
            above: a.above.plus_times(by, &product(&b.above, below)?),
            below: Some(below.clone()),
        }),
        (None, Some(below)) => Some(Amount {
            above: product(&a.above, below)?.plus_times(by, &b.above),
            below: Some(below.clone()),
        }),
        (Some(_), Some(_)) => None,
    }
}
