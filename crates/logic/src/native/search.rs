//! The engine: reads a problem, searches, and lets no answer out that is not certified.

use std::collections::BTreeMap;

use batsat::{Callbacks, ClauseKind, Solver, SolverInterface as _, SolverOpts, lbool};

use super::Stop;
use super::arithmetic::{Arithmetic, from_search, to_search};
use super::descent::Descent;
use super::simplex::Side;
use crate::certify::checker::{Checker, Fault};
use crate::certify::point::{Near, settle, solves};
use crate::engine::{Answer, Budget, Core, Engine, Optimum};
use crate::linear::{Linear, common_measure};
use crate::literal::Lit;
use crate::problem::{Label, Problem};
use kisoku_number::Num;

/// What the search has learnt since the checker last looked, and how often it ran into a contradiction.
#[derive(Default)]
pub(super) struct Log {
    learnt: Vec<Vec<Lit>>,
    pub(super) conflicts: u64,
    most_conflicts: u64,
}

impl Callbacks for Log {
    fn on_new_clause(&mut self, clause: &[batsat::Lit], _: ClauseKind) {
        self.conflicts = self.conflicts.saturating_add(1);
        self.learnt.push(clause.iter().copied().map(from_search).collect());
    }

    fn stop(&self) -> bool {
        self.conflicts >= self.most_conflicts
    }
}

/// The engine of this crate. It follows one problem.
pub struct Native {
    pub(super) sat: Solver<Log>,
    pub(super) theory: Arithmetic,
    pub(super) checker: Checker,
    /// The literal of every formula that was read.
    pub(super) literals: Vec<Lit>,
    /// The literal of every boolean variable.
    pub(super) booleans: Vec<Lit>,
    pub(super) labels: BTreeMap<Label, Lit>,
    pub(super) assertions: usize,
    /// A certificate failed: nothing is answered any more.
    broken: Option<Fault>,
}

impl Default for Native {
    fn default() -> Self {
        Native::new()
    }
}

/// So many learnt clauses are kept before any is forgotten.
const LEARNT_KEPT: i32 = 20_000;

/// A point that solves the problem.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) booleans: Vec<bool>,
    pub(super) point: Vec<Near>,
    /// Where a goal was given, and it has an end with the same comparisons holding: that end, whole or not.
    pub(super) bottom: Option<Num>,
}

/// What one search finds.
pub(super) enum Found {
    Sat(Sample),
    /// Those of the assumed literals that clash.
    Unsat(Vec<Lit>),
}

impl Native {
    /// An engine that has read nothing yet.
    pub fn new() -> Native {
        // On a deep trail few clauses can be forgotten, and `batsat` would look for some at every step.
        let options = SolverOpts { min_learnts_lim: LEARNT_KEPT, ..SolverOpts::default() };
        Native {
            sat: Solver::new(options, Log::default()),
            theory: Arithmetic::default(),
            checker: Checker::default(),
            literals: Vec::new(),
            booleans: Vec::new(),
            labels: BTreeMap::new(),
            assertions: 0,
            broken: None,
        }
    }

    /// Reads what is new and gives the budget out.
    pub(super) fn begin(&mut self, problem: &Problem, budget: &Budget) -> Result<(), Stop> {
        if let Some(fault) = self.broken {
            return Err(Stop::Broken(fault));
        }
        if problem.nodes().len() < self.literals.len() || problem.assertions().len() < self.assertions {
            return Err(Stop::Broken("the problem is not the one that was read before"));
        }
        let log = self.sat.cb_mut();
        (log.conflicts, log.most_conflicts) = (0, budget.conflicts);
        let theory = &mut self.theory;
        (theory.splits, theory.most_splits) = (0, budget.splits);
        (theory.simplex.pivots, theory.simplex.most_pivots) = (0, budget.pivots);
        let read = self.read(problem);
        self.note(read)
    }

    /// Remembers that something is broken.
    pub(super) fn note<T>(&mut self, result: Result<T, Stop>) -> Result<T, Stop> {
        if let Err(Stop::Broken(fault)) = result {
            self.broken = Some(fault);
        }
        result
    }

    /// The literals that switch the labels on; labels without assertions have none.
    pub(super) fn switches(&self, on: &[Label]) -> Vec<Lit> {
        let mut on = on.to_vec();
        on.sort_unstable();
        on.dedup();
        on.iter().filter_map(|label| self.labels.get(label).copied()).collect()
    }

    /// The labels among the literals.
    pub(super) fn labels_of(&self, lits: &[Lit]) -> Vec<Label> {
        self.labels.iter().filter(|(_, lit)| lits.contains(lit)).map(|(label, _)| *label).collect()
    }

    /// One search under the assumed literals, certified; with a goal, the point found is as low as can be without
    /// changing which comparisons hold, or lies far away where there is no end.
    pub(super) fn solve(
        &mut self,
        problem: &Problem,
        on: &[Label],
        assumed: &[Lit],
        goal: Option<usize>,
    ) -> Result<Found, Stop> {
        let result = self.solve_and_certify(problem, on, assumed, goal);
        self.note(result)
    }

    fn solve_and_certify(
        &mut self,
        problem: &Problem,
        on: &[Label],
        assumed: &[Lit],
        goal: Option<usize>,
    ) -> Result<Found, Stop> {
        self.theory.stopped = None;
        let literals: Vec<batsat::Lit> = assumed.iter().copied().map(to_search).collect();
        let status = self.sat.solve_limited_preserving_trail_th(&mut self.theory, &literals);
        let sample = if status == lbool::TRUE && self.theory.stopped.is_none() {
            Some(self.sample(problem, goal))
        } else {
            None
        };
        self.sat.pop_model(&mut self.theory);
        for fresh in std::mem::take(&mut self.theory.fresh) {
            self.order(problem, &fresh)?;
        }
        if let Some(sample) = sample {
            let sample = sample?;
            if !solves(problem, on, &sample.booleans, &sample.point) {
                return Err(Stop::Broken("a model does not hold"));
            }
            return Ok(Found::Sat(sample));
        }
        if status == lbool::FALSE {
            return self.refutation(problem, assumed).map(Found::Unsat);
        }
        Err(self.theory.stopped.unwrap_or(Stop::Conflicts))
    }

    /// Replays the search and returns those of the assumed literals that clash.
    fn refutation(&mut self, problem: &Problem, assumed: &[Lit]) -> Result<Vec<Lit>, Stop> {
        for lemma in std::mem::take(&mut self.theory.lemmas) {
            self.checker.lemma(problem, &lemma).map_err(Stop::Broken)?;
        }
        for clause in std::mem::take(&mut self.sat.cb_mut().learnt) {
            self.checker.learnt(&clause).map_err(Stop::Broken)?;
        }
        let clash: Vec<Lit> = self.sat.unsat_core().iter().map(|lit| from_search(*lit).not()).collect();
        if clash.iter().any(|lit| !assumed.contains(lit)) {
            return Err(Stop::Broken("a core has a literal that was not assumed"));
        }
        let labels = self.labels_of(&clash);
        let switches = self.switches(&labels);
        let beside: Vec<Lit> = clash.iter().copied().filter(|lit| !switches.contains(lit)).collect();
        self.checker.refutes(&labels, &beside).map_err(Stop::Broken)?;
        Ok(clash)
    }

    /// The values of the moment.
    fn values(&self) -> Vec<Near> {
        let columns = &self.theory.simplex.columns;
        let value = |at: &usize| columns.get(*at).map(|column| column.value.clone());
        let near = |at: &usize| {
            value(at)
                .map_or(Near::from(Num::ZERO), |value| Near { tiny: value.tiny, ..Near::from(value.here) })
        };
        self.theory.atoms.variables.iter().map(near).collect()
    }

    /// What the search stands at, moved toward the goal.
    fn sample(&mut self, problem: &Problem, goal: Option<usize>) -> Result<Sample, Stop> {
        let yes = |lit: &Lit| self.sat.raw_value_lit(to_search(*lit)) == lbool::TRUE;
        let booleans = self.booleans.iter().map(yes).collect();
        let point = self.values();
        let mut sample = Sample { booleans, point, bottom: None };
        let Some(goal) = goal else { return Ok(sample) };
        match self.theory.simplex.descend(goal)? {
            Descent::Bottom => {
                sample.bottom = Some(self.theory.simplex.column(goal)?.value.here.clone());
                if self.theory.simplex.fraction(&self.theory.atoms.variables)?.is_none() {
                    sample.point = self.values();
                } else {
                    self.descend_beside(problem, goal, &mut sample)?;
                }
            }
            Descent::Endless(direction) => self.go_far(problem, &direction, &mut sample),
        }
        Ok(sample)
    }

    /// Holds the whole variables where the sample has them and moves only the others.
    fn descend_beside(&mut self, problem: &Problem, goal: usize, sample: &mut Sample) -> Result<(), Stop> {
        if problem.vars().all(|var| problem.kind(var) == crate::Kind::Int) {
            return Ok(());
        }
        let (simplex, variables) = (&mut self.theory.simplex, &self.theory.atoms.variables);
        let mark = simplex.mark();
        let nobody = Lit::new(0, true);
        let mut held = Ok(true);
        for (at, near) in variables.iter().zip(&sample.point) {
            if !simplex.column(*at)?.whole {
                continue;
            }
            let value = super::delta::Delta::new(near.here.clone(), 0);
            for side in [Side::Low, Side::High] {
                let clash = simplex.set_bound(*at, side, value.clone(), nobody)?;
                held = held.map(|held| held && clash.is_none());
            }
        }
        if held == Ok(true) {
            held = simplex.check().map(|clash| clash.is_none());
        }
        let end = match held {
            Ok(true) => simplex.descend(goal).map(Some),
            other => other.map(|_| None),
        };
        let values = self.values();
        self.theory.simplex.back_to(mark);
        match end? {
            Some(Descent::Bottom) => sample.point = values,
            Some(Descent::Endless(direction)) => self.go_far(problem, &direction, sample),
            None => return Err(Stop::Broken("a point that was found cannot be held")),
        }
        Ok(())
    }

    /// Sends the sample off in the direction, in steps that keep whole variables whole.
    fn go_far(&self, problem: &Problem, direction: &[Num], sample: &mut Sample) {
        let of = |at: &usize| direction.get(*at).cloned().unwrap_or(Num::ZERO);
        let steps: Vec<Num> = self.theory.atoms.variables.iter().map(of).collect();
        let whole = problem.vars().zip(&steps).filter(|(var, _)| problem.kind(*var) == crate::Kind::Int);
        let measure = whole.fold(Num::ZERO, |known, (_, step)| common_measure(&known, step));
        let stretch = Num::Int(1).div(&measure).unwrap_or(Num::Int(1));
        for (near, step) in sample.point.iter_mut().zip(steps) {
            near.far = step.mul(&stretch);
        }
    }
}

impl Engine for Native {
    fn check(&mut self, problem: &Problem, on: &[Label], budget: &Budget) -> Answer {
        let found = self.begin(problem, budget).and_then(|()| {
            let assumed = self.switches(on);
            self.solve(problem, on, &assumed, None)
        });
        match found {
            Ok(Found::Sat(sample)) => match settle(problem, on, &sample.booleans, &sample.point) {
                Some(model) => Answer::Sat(model),
                None => Answer::Unknown(Stop::Broken("a model does not settle").into()),
            },
            Ok(Found::Unsat(clash)) => {
                let labels = self.labels_of(&clash);
                // Nothing can be left out of nothing.
                let minimal = labels.is_empty();
                Answer::Unsat(Core { labels, minimal })
            }
            Err(stop) => Answer::Unknown(stop.into()),
        }
    }

    fn minimise(
        &mut self,
        problem: &Problem,
        objectives: &[Linear],
        on: &[Label],
        budget: &Budget,
    ) -> Optimum {
        let result =
            self.begin(problem, budget).and_then(|()| self.descend_in_order(problem, objectives, on));
        result.unwrap_or_else(|stop| Optimum::Unknown(stop.into()))
    }
}
