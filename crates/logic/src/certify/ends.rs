//! The ends of objectives: that nothing lies below, and that the values which are shown reach them.
//!
//! In: what the engine says of each objective, with its literals, and a point. Out: whether all of it follows. It
//! does not matter how the engine came to it.

use super::checker::{Checker, Fault};
use super::point::{Near, solves, value_at};
use crate::engine::End;
use crate::linear::Linear;
use crate::literal::Lit;
use crate::problem::{Label, Problem};

/// An objective, its end, and the literals that speak of it.
pub(crate) struct Claimed {
    pub(crate) objective: Linear,
    pub(crate) end: End,
    /// Where there is an end: the literal of "below it" (of "at most it" where it is not attained), which must be
    /// refuted; and of "at most it", under which the next objectives stand.
    pub(crate) literals: Option<(Lit, Lit)>,
}

/// Whether the ends are those of the problem under the labels, one after the other, and the point shows them.
pub(crate) fn confirm(
    (problem, on): (&Problem, &[Label]),
    checker: &mut Checker,
    claimed: &[Claimed],
    (booleans, point): (&[bool], &[Near]),
) -> Result<(), Fault> {
    if !solves(problem, on, booleans, point) {
        return Err("a model does not hold");
    }
    let labels: Vec<Label> = on.iter().copied().filter(|label| checker.knows(*label)).collect();
    let mut beside: Vec<Lit> = Vec::new();
    for Claimed { objective, end, literals } in claimed {
        let value = value_at(objective, point);
        let (number, attained) = match end {
            End::Unbounded if value.far.is_negative() => continue,
            End::Attained(number) if value == Near::from(number.clone()) => (number, true),
            // "At most it" is refuted below, so what is infinitely near to it lies above.
            End::Open(number) if value.far.is_zero() && value.here == *number => (number, false),
            _ => return Err("a point does not show the end of an objective"),
        };
        if attained && objective.is_constant() {
            continue;
        }
        let term = objective.minus(&Linear::number(number.clone()));
        let (lower, held) = literals.ok_or("an end has no literals")?;
        if !checker.means(problem, lower, &term, attained) || !checker.means(problem, held, &term, false) {
            return Err("a literal does not mean the end of an objective");
        }
        let assumed: Vec<Lit> = beside.iter().copied().chain([lower]).collect();
        checker.refutes(&labels, &assumed)?;
        beside.push(held);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::checker::Claim;
    use kisoku_number::Num;

    use super::*;

    const ON: [Label; 2] = [Label(1), Label(77)];

    /// Under the label: x ≥ 2, or x > 2. Literal 0 is that; 1 is x ≤ 2, 2 is x ≤ 1, 3 is x < 2.
    fn bounded(strict: bool) -> (Problem, Linear, Checker) {
        let mut p = Problem::new();
        let x = Linear::from(p.real());
        let formula = if strict { p.above(&x, &2.into()) } else { p.at_least(&x, &2.into()) };
        p.require_if(Label(1), formula);
        let mut checker = Checker::default();
        let (lit, at) = (|atom| Lit::new(atom, true), |number: i128| x.minus(&number.into()));
        checker.bound(&p, lit(0), &Linear::from(2).minus(&x), strict).unwrap();
        checker.bound(&p, lit(1), &at(2), false).unwrap();
        checker.bound(&p, lit(2), &at(1), false).unwrap();
        checker.bound(&p, lit(3), &at(2), true).unwrap();
        checker.claim(&p, formula, lit(0), &Claim::Plain).unwrap();
        checker.label(Label(1), lit(9)).unwrap();
        checker.read_assertions(&p).unwrap();
        // Both of a pair that cannot hold together.
        let pairs: &[[u32; 2]] = if strict { &[[0, 1], [0, 3], [0, 2]] } else { &[[0, 3], [0, 2]] };
        for pair in pairs {
            let clause = pair.map(|atom| lit(atom).not()).to_vec();
            let steps = vec![vec![(0, Num::Int(1)), (1, Num::Int(1))]];
            checker.lemma(&p, &super::super::checker::Lemma { clause, steps }).unwrap();
        }
        (p, x, checker)
    }

    fn said(strict: bool, end: End, literals: [u32; 2], point: Near) -> Result<(), Fault> {
        let (p, objective, mut checker) = bounded(strict);
        let literals = Some((Lit::new(literals[0], true), Lit::new(literals[1], true)));
        let claimed = [Claimed { objective, end, literals }];
        confirm((&p, &ON), &mut checker, &claimed, (&[], &[point]))
    }

    fn near(far: i128, here: i128, tiny: i128) -> Near {
        Near { far: Num::Int(far), here: Num::Int(here), tiny: Num::Int(tiny) }
    }

    #[test]
    fn an_end_is_confirmed_where_nothing_is_below_and_the_point_is_there() {
        let two = || End::Attained(Num::Int(2));
        assert_eq!(said(false, two(), [3, 1], near(0, 2, 0)), Ok(()));
        assert!(said(false, two(), [3, 1], near(0, 3, 0)).is_err(), "the point is elsewhere");
        assert!(said(false, two(), [3, 1], near(0, 2, 1)).is_err(), "the point is only near");
        assert!(said(false, two(), [3, 1], near(0, 1, 0)).is_err(), "the point is no solution");
        assert!(said(false, two(), [2, 1], near(0, 2, 0)).is_err(), "a literal of something else");
        assert!(said(false, two(), [3, 3], near(0, 2, 0)).is_err(), "a literal of something else");
        assert!(said(false, End::Attained(Num::Int(3)), [3, 1], near(0, 3, 0)).is_err());
    }

    #[test]
    fn an_open_end_is_near_and_not_reached() {
        let two = || End::Open(Num::Int(2));
        assert_eq!(said(true, two(), [1, 1], near(0, 2, 1)), Ok(()));
        assert!(said(true, two(), [3, 1], near(0, 2, 1)).is_err(), "below it is not enough");
        assert!(said(false, two(), [1, 1], near(0, 2, 1)).is_err(), "it is reached");
        assert!(said(false, two(), [1, 1], near(0, 2, 0)).is_err(), "it is reached");
    }

    #[test]
    fn without_end_needs_a_way_down() {
        assert!(said(false, End::Unbounded, [1, 1], near(0, 5, 0)).is_err());
        assert!(said(false, End::Unbounded, [1, 1], near(-1, 5, 0)).is_err(), "no solution");
        assert!(said(false, End::Unbounded, [1, 1], near(1, 5, 0)).is_err(), "a way up");
        let p = {
            let mut p = Problem::new();
            p.real();
            p
        };
        let x = Linear::from(p.vars().next().unwrap());
        let claimed = [Claimed { objective: x, end: End::Unbounded, literals: None }];
        assert_eq!(confirm((&p, &[]), &mut Checker::default(), &claimed, (&[], &[near(-1, 5, 0)])), Ok(()));
    }

    /// The second of two objectives stands under the end of the first.
    #[test]
    fn objectives_stand_under_those_before() {
        let (p, x, mut checker) = bounded(false);
        let lit = |atom| Lit::new(atom, true);
        let turned = x.times(&Num::Int(-1));
        // −x < −2 is the opposite of x ≤ 2; −x ≤ −2 is literal 0.
        let claimed = [
            Claimed { objective: x, end: End::Attained(Num::Int(2)), literals: Some((lit(3), lit(1))) },
            Claimed {
                objective: turned,
                end: End::Attained(Num::Int(-2)),
                literals: Some((lit(1).not(), lit(0))),
            },
        ];
        let point = [near(0, 2, 0)];
        assert_eq!(confirm((&p, &ON), &mut checker, &claimed, (&[], &point)), Ok(()));
        assert!(confirm((&p, &ON), &mut checker, &claimed[1..], (&[], &point)).is_err());
    }
}
