//! Objectives: the least value that a term can have, each end proved.
//!
//! In: terms in order of weight. Out: their ends, and values that reach them.
//!
//! A point is found and moved down as far as its comparisons let it; then a lower one is asked for, until there is
//! none. Where whole numbers stand between, the interval left is halved.

use kisoku_number::Num;

use super::Stop;
use super::search::{Found, Native, Sample};
use crate::certify::ends::{Claimed, confirm};
use crate::certify::point::{Near, settle, solves, value_at};
use crate::engine::{Core, End, Optimum};
use crate::linear::Linear;
use crate::literal::Lit;
use crate::problem::{Label, Problem};

/// What came out of one objective.
enum Least {
    End(End, Sample),
    /// Nothing holds at all: the literals that clash.
    Nothing(Vec<Lit>),
}

/// What is asked, besides the objective.
struct Asked<'a> {
    problem: &'a Problem,
    on: &'a [Label],
    /// Switches, and ends of earlier objectives.
    assumed: Vec<Lit>,
}

impl Native {
    pub(super) fn descend_in_order(
        &mut self,
        problem: &Problem,
        objectives: &[Linear],
        on: &[Label],
    ) -> Result<Optimum, Stop> {
        let mut asked = Asked { problem, on, assumed: self.switches(on) };
        let (mut claimed, mut last) = (Vec::new(), None);
        if objectives.is_empty() {
            match self.least(&asked, &Linear::default())? {
                Least::End(_, sample) => last = Some(sample),
                Least::Nothing(clash) => return self.nothing(&clash),
            }
        }
        for objective in objectives {
            let (end, sample) = match self.least(&asked, objective)? {
                Least::Nothing(clash) => return self.nothing(&clash),
                Least::End(end, sample) => (end, sample),
            };
            last = Some(sample);
            let literals = self.literals_of_end(problem, objective, &end)?;
            asked.assumed.extend(literals.map(|(_, held)| held));
            let goes_on = matches!(end, End::Attained(_));
            claimed.push(Claimed { objective: objective.clone(), end, literals });
            if !goes_on {
                break;
            }
        }
        let Sample { booleans, point, .. } = last.ok_or(Stop::Broken("an objective without a point"))?;
        let confirmed = confirm((problem, on), &mut self.checker, &claimed, (&booleans, &point));
        self.note(confirmed.map_err(Stop::Broken))?;
        let model =
            settle(problem, on, &booleans, &near_by(point)).ok_or(Stop::Broken("a model does not settle"))?;
        Ok(Optimum::Found { ends: claimed.into_iter().map(|claimed| claimed.end).collect(), model })
    }

    /// The literals of "below the end" and of "at most the end"; where it is not attained, both are the latter.
    fn literals_of_end(
        &mut self,
        problem: &Problem,
        objective: &Linear,
        end: &End,
    ) -> Result<Option<(Lit, Lit)>, Stop> {
        let (value, attained) = match end {
            _ if objective.is_constant() => return Ok(None),
            End::Unbounded => return Ok(None),
            End::Attained(value) => (value, true),
            End::Open(value) => (value, false),
        };
        let term = objective.minus(&Linear::number(value.clone()));
        let lower = self.comparison(problem, &term, attained)?;
        Ok(Some((lower, self.comparison(problem, &term, false)?)))
    }

    /// The assertions clash by themselves, without what was held of earlier objectives.
    fn nothing(&mut self, clash: &[Lit]) -> Result<Optimum, Stop> {
        let labels = self.labels_of(clash);
        let refuted = self.checker.refutes(&labels, &[]);
        self.note(refuted.map_err(Stop::Broken))?;
        Ok(Optimum::Unsat(Core { minimal: labels.is_empty(), labels }))
    }

    /// The column that falls with the objective, and how the objective follows from it.
    fn goal(&mut self, problem: &Problem, objective: &Linear) -> Result<Option<(usize, Num)>, Stop> {
        if objective.is_constant() {
            return Ok(None);
        }
        let theory = &mut self.theory;
        let scaled = theory.atoms.column(problem, &mut theory.simplex, objective)?;
        if !scaled.by.is_negative() {
            return Ok(Some((scaled.column, scaled.by)));
        }
        let turned = theory.atoms.turned(&mut theory.simplex, scaled.column)?;
        Ok(Some((turned, scaled.by.neg())))
    }

    /// Asks for a point where the objective is at most the value, or below it where strict.
    fn probe(
        &mut self,
        asked: &Asked,
        goal: Option<usize>,
        objective: &Linear,
        (value, strict): (&Num, bool),
    ) -> Result<Option<Sample>, Stop> {
        let term = objective.minus(&Linear::number(value.clone()));
        let lit = self.comparison(asked.problem, &term, strict)?;
        let log = self.sat.cb_mut();
        log.conflicts = log.conflicts.saturating_add(1);
        let mut assumed = asked.assumed.clone();
        assumed.push(lit);
        match self.solve(asked.problem, asked.on, &assumed, goal)? {
            Found::Sat(sample) => Ok(Some(sample)),
            Found::Unsat(_) => Ok(None),
        }
    }

    fn least(&mut self, asked: &Asked, objective: &Linear) -> Result<Least, Stop> {
        let goal = self.goal(asked.problem, objective)?;
        let column = goal.as_ref().map(|(column, _)| *column);
        let mut best = match self.solve(asked.problem, asked.on, &asked.assumed, column)? {
            Found::Sat(sample) => sample,
            Found::Unsat(clash) => return Ok(Least::Nothing(clash)),
        };
        let Some((_, by)) = goal else {
            return Ok(Least::End(End::Attained(objective.constant().clone()), best));
        };
        // What is proved to be out of reach, and whether to halve the interval next.
        let (mut beneath, mut halve): (Option<Num>, bool) = (None, false);
        loop {
            let value = self.value(asked, objective, &mut best)?;
            if value.far.is_negative() {
                return Ok(Least::End(End::Unbounded, best));
            }
            let open = !value.tiny.is_zero();
            // The end of all points with the same comparisons, in terms of the objective.
            let bottom = best.bottom.take().map(|bottom| objective.constant().add(&by.mul(&bottom)));
            let leap = bottom.filter(|bottom| {
                *bottom < value.here && beneath.as_ref().is_none_or(|beneath| bottom > beneath)
            });
            let middle = match (&beneath, halve) {
                (Some(beneath), true) => beneath.add(&value.here).div(&Num::Int(2)),
                _ => None,
            };
            halve = !halve;
            let at = leap.or(middle);
            let last = at.is_none();
            // With nothing lower in sight: is there anything lower at all?
            let (at, strict) = at.map_or((value.here.clone(), !open), |at| (at, false));
            match self.probe(asked, column, objective, (&at, strict))? {
                Some(sample) => best = sample,
                None if last && open => return Ok(Least::End(End::Open(value.here), best)),
                None if last => return Ok(Least::End(End::Attained(value.here), best)),
                None => beneath = Some(at),
            }
        }
    }

    /// The objective at the sample. A sample a little *below* a number is moved to a plain one, so that each next
    /// sample is lower by more than a little.
    fn value(&self, asked: &Asked, objective: &Linear, best: &mut Sample) -> Result<Near, Stop> {
        let value = value_at(objective, &best.point);
        if !value.tiny.is_negative() || value.far.is_negative() {
            return Ok(value);
        }
        let model = settle(asked.problem, asked.on, &best.booleans, &best.point)
            .ok_or(Stop::Broken("a model does not settle"))?;
        best.point = model.numbers.into_iter().map(Near::from).collect();
        if !solves(asked.problem, asked.on, &best.booleans, &best.point) {
            return Err(Stop::Broken("a model does not hold"));
        }
        Ok(value_at(objective, &best.point))
    }
}

/// The point without its part that is far away.
fn near_by(mut point: Vec<Near>) -> Vec<Near> {
    for near in &mut point {
        near.far = Num::ZERO;
    }
    point
}
