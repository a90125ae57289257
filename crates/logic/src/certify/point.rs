//! Evaluation: whether a problem holds at a point, exactly.
//!
//! In: values of all variables. Out: which formulas hold. Values may lie infinitely near to a number, or infinitely
//! far away, so that a lower end that is not attained, and one that does not exist, can be certified too: what holds
//! at such a point holds for all small enough, and all large enough, values of the two unknowns.

use kisoku_number::Num;

use crate::engine::Model;
use crate::linear::{Kind, Linear};
use crate::problem::{Label, Node, Problem, Relation};

/// `far·ω + here + tiny·δ` with ω above every number and δ below every positive one.
///
/// The order of the fields is the order of their weight, so the derived comparison is the right one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Near {
    pub(crate) far: Num,
    pub(crate) here: Num,
    pub(crate) tiny: Num,
}

impl From<Num> for Near {
    fn from(here: Num) -> Near {
        Near { far: Num::ZERO, here, tiny: Num::ZERO }
    }
}

impl Near {
    fn plus_times(&self, by: &Num, other: &Near) -> Near {
        Near {
            far: self.far.add(&by.mul(&other.far)),
            here: self.here.add(&by.mul(&other.here)),
            tiny: self.tiny.add(&by.mul(&other.tiny)),
        }
    }
}

/// The value of a term; variables that the point lacks are zero.
pub(crate) fn value_at(term: &Linear, point: &[Near]) -> Near {
    let mut sum = Near::from(term.constant().clone());
    for (var, by) in term.terms() {
        if let Some(value) = point.get(var.index()) {
            sum = sum.plus_times(by, value);
        }
    }
    sum
}

/// For every formula, whether it holds. Parts stand before the whole, so one pass is enough.
pub(crate) fn truths(problem: &Problem, booleans: &[bool], point: &[Near]) -> Vec<bool> {
    let zero = Near::from(Num::ZERO);
    let mut known: Vec<bool> = Vec::with_capacity(problem.nodes().len());
    for node in problem.nodes() {
        let of = |part: &crate::problem::Formula| known.get(part.index()).copied().unwrap_or(false);
        let truth = match node {
            Node::Constant(value) => *value,
            Node::Boolean(index) => {
                usize::try_from(*index).ok().and_then(|at| booleans.get(at)).copied().unwrap_or(false)
            }
            Node::Compare(term, relation) => {
                let value = value_at(term, point);
                match relation {
                    Relation::AtMost => value <= zero,
                    Relation::Below => value < zero,
                    Relation::Equal => value == zero,
                }
            }
            Node::Not(part) => !of(part),
            Node::All(parts) => parts.iter().all(of),
            Node::Any(parts) => parts.iter().any(of),
            Node::Same(first, second) => of(first) == of(second),
        };
        known.push(truth);
    }
    known
}

/// Whether all that must hold does, and every whole-number variable is whole.
pub(crate) fn solves(problem: &Problem, on: &[Label], booleans: &[bool], point: &[Near]) -> bool {
    let whole = problem.vars().all(|var| match (problem.kind(var), point.get(var.index())) {
        (_, None) => false,
        (Kind::Real, Some(_)) => true,
        (Kind::Int, Some(at)) => at.far.is_integer() && at.here.is_integer() && at.tiny.is_zero(),
    });
    if !whole || booleans.len() < problem.boolean_count() {
        return false;
    }
    let known = truths(problem, booleans, point);
    problem.assertions().iter().all(|assertion| {
        let off = assertion.label.is_some_and(|label| !on.contains(&label));
        off || known.get(assertion.formula.index()).copied().unwrap_or(false)
    })
}

/// A plain model near the point: δ becomes a number small enough that no comparison changes, a power of ten or one.
/// The point must have no part that is far. The model is checked in its turn.
pub(crate) fn settle(problem: &Problem, on: &[Label], booleans: &[bool], point: &[Near]) -> Option<Model> {
    let mut limit: Option<Num> = None;
    if point.iter().any(|at| !at.tiny.is_zero()) {
        for node in problem.nodes() {
            let Node::Compare(term, _) = node else { continue };
            let value = value_at(term, point);
            if value.here.is_zero() || value.tiny.is_zero() {
                continue;
            }
            if value.here.is_negative() != value.tiny.is_negative() {
                let most = value.here.div(&value.tiny)?.abs();
                limit = Some(limit.map_or(most.clone(), |known| known.min(most)));
            }
        }
    }
    let (mut small, ten) = (Num::Int(1), Num::Int(10));
    while limit.as_ref().is_some_and(|limit| small >= *limit) {
        small = small.div(&ten)?;
    }
    let numbers: Vec<Num> = point.iter().map(|at| at.here.add(&small.mul(&at.tiny))).collect();
    let plain: Vec<Near> = numbers.iter().cloned().map(Near::from).collect();
    solves(problem, on, booleans, &plain).then(|| Model { booleans: booleans.to_vec(), numbers })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(far: i128, here: i128, tiny: i128) -> Near {
        Near { far: Num::Int(far), here: Num::Int(here), tiny: Num::Int(tiny) }
    }

    /// One variable, one assertion `x relation 5` under a label.
    fn problem(whole: bool, relation: Relation) -> Problem {
        let mut p = Problem::new();
        let x = Linear::from(if whole { p.integer() } else { p.real() });
        let formula = match relation {
            Relation::AtMost => p.at_most(&x, &5.into()),
            Relation::Below => p.below(&x, &5.into()),
            Relation::Equal => p.equal(&x, &5.into()),
        };
        p.require_if(Label(1), formula);
        p
    }

    #[test]
    fn comparisons_are_exact_to_the_last_bit() {
        let holds = |relation, at: Near| solves(&problem(false, relation), &[Label(1)], &[], &[at]);
        assert!(holds(Relation::AtMost, near(0, 5, 0)));
        assert!(!holds(Relation::AtMost, near(0, 5, 1)));
        assert!(!holds(Relation::Below, near(0, 5, 0)));
        assert!(holds(Relation::Below, near(0, 5, -1)));
        assert!(holds(Relation::Below, near(-1, 900, 0)));
        assert!(!holds(Relation::Equal, near(0, 5, 1)));
        assert!(holds(Relation::Equal, near(0, 5, 0)));
    }

    #[test]
    fn whole_variables_are_whole() {
        let holds = |at: Near| solves(&problem(true, Relation::AtMost), &[Label(1)], &[], &[at]);
        assert!(holds(near(0, 4, 0)) && holds(near(-3, 4, 0)));
        assert!(!holds(near(0, 4, 1)));
        assert!(!holds(Num::fraction(9, 2).unwrap().into()));
        assert!(!holds(Near { far: Num::fraction(-1, 2).unwrap(), ..near(0, 4, 0) }));
    }

    #[test]
    fn a_label_that_is_off_asserts_nothing() {
        let p = problem(false, Relation::AtMost);
        assert!(solves(&p, &[Label(2)], &[], &[near(0, 9, 0)]));
        assert!(!solves(&p, &[Label(1)], &[], &[near(0, 9, 0)]));
        assert!(!solves(&p, &[], &[], &[]), "a value is missing");
    }

    #[test]
    fn a_point_settles_where_no_comparison_changes() {
        // x < 5 at 4 + 2δ: δ has to be below a half.
        let p = problem(false, Relation::Below);
        let model = settle(&p, &[Label(1)], &[], &[near(0, 4, 2)]).unwrap();
        assert_eq!(model.numbers, [Num::fraction(42, 10).unwrap()]);
        // At 4 + 10δ a tenth would just reach 5.
        let model = settle(&p, &[Label(1)], &[], &[near(0, 4, 10)]).unwrap();
        assert_eq!(model.numbers, [Num::fraction(41, 10).unwrap()]);
        assert_eq!(settle(&p, &[Label(1)], &[], &[near(0, 5, 0)]), None);
    }
}
