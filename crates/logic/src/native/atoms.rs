//! Comparisons become bounds: each is one side of a column at one value.
//!
//! In: linear terms. Out: columns for variables and for sums (one for all multiples of a sum), and the literal that
//! says "this column is at most this value". Comparisons that mean the same share a literal.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};

use kisoku_number::Num;

use super::Stop;
use super::delta::Delta;
use super::simplex::Simplex;
use crate::linear::{Kind, Linear, Var, common_measure};
use crate::literal::{Atom, Lit, place};
use crate::problem::Problem;

/// What a literal says: the column is at most this, or else at least that.
#[derive(Clone, Debug)]
pub(super) struct Threshold {
    pub(super) column: usize,
    /// The greatest value where it holds.
    pub(super) most: Delta,
    /// The least value where it does not.
    pub(super) least: Delta,
}

/// A new literal for a threshold, and its neighbours.
pub(super) struct Fresh {
    pub(super) lit: Lit,
    /// The term of the column, and the value, and whether "below" is meant: `term ≤ at` or `term < at`.
    pub(super) term: Linear,
    pub(super) strict: bool,
    /// The literals of the nearest lower and higher threshold of the same column.
    pub(super) lower: Option<Lit>,
    pub(super) higher: Option<Lit>,
}

/// A column and what multiple of it a term is.
pub(super) struct Scaled {
    pub(super) column: usize,
    pub(super) by: Num,
}

/// All columns and thresholds.
#[derive(Debug, Default)]
pub(super) struct Atoms {
    /// The column of every variable of the problem.
    pub(super) variables: Vec<usize>,
    /// The columns of sums, by their terms in one form.
    sums: BTreeMap<Vec<(Var, Num)>, usize>,
    /// The term of every column.
    terms: Vec<Linear>,
    /// For a column, the one of opposite sign, where an objective needed it.
    opposites: BTreeMap<usize, usize>,
    literals: BTreeMap<(usize, Delta), Lit>,
    /// What the literals of the search say, by variable; the sign is that of the literal that says "at most".
    meanings: Vec<Option<(bool, Threshold)>>,
}

const LOST: Stop = Stop::Broken("a comparison lost its column");

impl Atoms {
    /// Gives columns to variables of the problem that have none.
    pub(super) fn read_variables(&mut self, problem: &Problem, simplex: &mut Simplex) {
        for var in problem.vars().skip(self.variables.len()) {
            self.variables.push(simplex.add_variable(problem.kind(var) == Kind::Int));
            self.terms.push(var.into());
        }
    }

    /// The column of which the term, without its constant, is a multiple; a new one if there is none.
    pub(super) fn column(
        &mut self,
        problem: &Problem,
        simplex: &mut Simplex,
        term: &Linear,
    ) -> Result<Scaled, Stop> {
        let measure = term.terms().iter().fold(Num::ZERO, |known, (_, by)| common_measure(&known, by));
        let by = match term.terms() {
            [] => return Err(Stop::Broken("a comparison without variables")),
            [(_, first), ..] if first.is_negative() => measure.neg(),
            _ => measure,
        };
        let form = term.terms().iter().map(|(var, part)| Some((*var, part.div(&by)?)));
        let form: Vec<(Var, Num)> = form.collect::<Option<_>>().ok_or(LOST)?;
        if let [(var, _)] = form.as_slice() {
            let column = *self.variables.get(var.index()).ok_or(LOST)?;
            return Ok(Scaled { column, by });
        }
        if let Some(column) = self.sums.get(&form) {
            return Ok(Scaled { column: *column, by });
        }
        let mut parts = Vec::with_capacity(form.len());
        for (var, part) in &form {
            parts.push((*self.variables.get(var.index()).ok_or(LOST)?, part.clone()));
        }
        let whole = form.iter().all(|(var, _)| problem.kind(*var) == Kind::Int);
        let column = simplex.add_sum(&parts, whole)?;
        self.terms.resize(column.saturating_add(1), Linear::default());
        if let Some(own) = self.terms.get_mut(column) {
            *own = Linear::sum(form.iter().map(|(var, part)| (part.clone(), *var)));
        }
        self.sums.insert(form, column);
        Ok(Scaled { column, by })
    }

    /// The column of opposite sign.
    pub(super) fn turned(&mut self, simplex: &mut Simplex, column: usize) -> Result<usize, Stop> {
        if let Some(known) = self.opposites.get(&column) {
            return Ok(*known);
        }
        let whole = simplex.column(column)?.whole;
        let turned = simplex.add_sum(&[(column, Num::Int(-1))], whole)?;
        let term = self.terms.get(column).ok_or(LOST)?.times(&Num::Int(-1));
        self.terms.push(term);
        self.opposites.insert(column, turned);
        Ok(turned)
    }

    /// The literal of `term ≤ 0`, or of `term < 0` where strict; `fresh` makes a variable where none has it.
    pub(super) fn literal(
        &mut self,
        problem: &Problem,
        simplex: &mut Simplex,
        (term, strict): (&Linear, bool),
        fresh: impl FnOnce() -> Lit,
    ) -> Result<(Lit, Option<Fresh>), Stop> {
        let Scaled { column, by } = self.column(problem, simplex, term)?;
        let at = term.constant().neg().div(&by).ok_or(LOST)?;
        let whole = simplex.column(column)?.whole;
        // A multiple below zero turns the comparison round: "at least" is not "below".
        let turned = by.is_negative();
        let below = strict != turned;
        let most = match (whole, below) {
            (true, false) => Delta::new(at.floor(), 0),
            (true, true) => Delta::new(at.ceil().sub(&Num::Int(1)), 0),
            (false, false) => Delta::new(at, 0),
            (false, true) => Delta::new(at, -1),
        };
        let (lit, fresh) = self.at_most(simplex, column, most, fresh)?;
        Ok((lit.turned(!turned), fresh))
    }

    /// The literal that says that a column is at most a value.
    pub(super) fn at_most(
        &mut self,
        simplex: &Simplex,
        column: usize,
        most: Delta,
        fresh: impl FnOnce() -> Lit,
    ) -> Result<(Lit, Option<Fresh>), Stop> {
        let key = (column, most);
        if let Some(lit) = self.literals.get(&key) {
            return Ok((*lit, None));
        }
        let lit = fresh();
        let of_column = |(at, _): &(usize, Delta)| *at == column;
        let lower = self.literals.range((Unbounded, Excluded(key.clone()))).next_back();
        let lower = lower.filter(|(key, _)| of_column(key)).map(|(_, lit)| *lit);
        let higher = self.literals.range((Excluded(key.clone()), Unbounded)).next();
        let higher = higher.filter(|(key, _)| of_column(key)).map(|(_, lit)| *lit);
        let (_, most) = key.clone();
        let strict = most.tiny.is_negative();
        let least = match (simplex.column(column)?.whole, strict) {
            (true, _) => Delta::new(most.here.add(&Num::Int(1)), 0),
            (false, false) => Delta::new(most.here.clone(), 1),
            (false, true) => Delta::new(most.here.clone(), 0),
        };
        let term = self.terms.get(column).ok_or(LOST)?.minus(&Linear::number(most.here.clone()));
        let at = place(lit.atom());
        if self.meanings.len() <= at {
            self.meanings.resize(at.saturating_add(1), None);
        }
        if let Some(meaning) = self.meanings.get_mut(at) {
            *meaning = Some((lit.is_yes(), Threshold { column, most, least }));
        }
        self.literals.insert(key, lit);
        Ok((lit, Some(Fresh { lit, term, strict, lower, higher })))
    }

    /// What a variable of the search says, and the sign of the literal that says "at most".
    pub(super) fn meaning(&self, atom: Atom) -> Option<&(bool, Threshold)> {
        self.meanings.get(place(atom)).and_then(Option::as_ref)
    }
}
